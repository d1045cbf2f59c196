//! That the pause of a ticket is wrong, as whoever has the job says it.
//!
//! A word says that it is, or one asks why work waits and says behind it that what it waits for is there; of the latter, marked
//! as loose, what is there has to be a reason for which work waits.

use super::Says;
use crate::orders::Sense;

pub(super) const ENGLISH: &[Says] = &[(
    Sense::Contest,
    &[
        "[i|we] (contest|dispute|challenge|object to|disagree with) [the|this] (pause|hold) [of|on|for] ##",
        "[i|we] (contest|dispute|challenge|object to|disagree with) [the|this] (pause|hold) [of|on|for] ## ~",
        "[the|this] (pause|hold) [of|on|for] ## [is|was] (wrong|not right|not correct|incorrect|unfair|unjustified|not justified|a mistake)",
        "[the|this] (pause|hold) [of|on|for] ## [is|was] (wrong|not right|not correct|incorrect|unfair|unjustified|not justified|a mistake) ~",
        "wrong (pause|hold) [of|on|for] ##",
        "wrong (pause|hold) [of|on|for] ## ~",
        "## (should not be|shouldn't be|should not have been|shouldn't have been) (on hold|paused)",
        "## (should not be|shouldn't be|should not have been|shouldn't have been) (on hold|paused) ~",
        "## [is|was] (on hold|paused) (by mistake|for nothing|for no reason|wrongly)",
        "## [is|was] (on hold|paused) (by mistake|for nothing|for no reason|wrongly) ~",
        "?why [is|was] [it|this] ## [still] (on hold|paused|hold) ## ~ (here|there|ready|available|arrived|delivered|given|open|home) [already|now]",
        "?why [is|was] [it|this] ## [still] (on hold|paused|hold) ## (we have|we had|we already have|got) ~",
    ],
)];

pub(super) const MALAY: &[Says] = &[(
    Sense::Contest,
    &[
        "[saya|kami] (bantah|membantah|pertikai|tak setuju|tidak setuju) [dengan] (penangguhan|hold) [untuk] ##",
        "[saya|kami] (bantah|membantah|pertikai|tak setuju|tidak setuju) [dengan] (penangguhan|hold) [untuk] ## ~",
        "(penangguhan|hold) [untuk] ## [itu|ini] (salah|silap|tak betul|tidak betul|tak patut|tidak patut|tak adil|tidak adil)",
        "(penangguhan|hold) [untuk] ## [itu|ini] (salah|silap|tak betul|tidak betul|tak patut|tidak patut|tak adil|tidak adil) ~",
        "## (tak patut|tidak patut|tak sepatutnya|tidak sepatutnya) (ditangguh|ditangguhkan|hold|on hold)",
        "## (tak patut|tidak patut|tak sepatutnya|tidak sepatutnya) (ditangguh|ditangguhkan|hold|on hold) ~",
        "?(kenapa|knp|mengapa) ## [masih] (tangguh|ditangguh|ditangguhkan|hold|on hold) ## ~ (ada|sampai|tiba|siap|lulus) [dah|sudah|di sini|kat sini]",
        "?(kenapa|knp|mengapa) ## [masih] (tangguh|ditangguh|ditangguhkan|hold|on hold) ## (kami ada|kami dah ada|dah ada|sudah ada|dah sampai|sudah sampai) ~",
    ],
)];

pub(super) const INDONESIAN: &[Says] = &[(
    Sense::Contest,
    &[
        "[saya|kami] (bantah|membantah|keberatan dengan|keberatan atas|ga setuju dengan|gak setuju dengan) (jeda|penundaan|hold|pending) ##",
        "[saya|kami] (bantah|membantah|keberatan dengan|keberatan atas|ga setuju dengan|gak setuju dengan) (jeda|penundaan|hold|pending) ## ~",
        "(jeda|penundaan|hold) [untuk] ## [itu|ini] (salah|keliru|tidak benar|ga benar|gak benar|tidak tepat)",
        "(jeda|penundaan|hold) [untuk] ## [itu|ini] (salah|keliru|tidak benar|ga benar|gak benar|tidak tepat) ~",
        "## (tidak seharusnya|harusnya tidak|harusnya ga|harusnya gak) (ditunda|dipending|on hold|hold)",
        "## (tidak seharusnya|harusnya tidak|harusnya ga|harusnya gak) (ditunda|dipending|on hold|hold) ~",
        "?(kenapa|knp|mengapa) ## [masih] (tunda|ditunda|pending|dipending|on hold|hold) ## ~ (ada|datang|sampai|tersedia|siap|disetujui) [kok|di sini]",
        "?(kenapa|knp|mengapa) ## [masih] (tunda|ditunda|pending|dipending|on hold|hold) ## (kami ada|kami sudah ada|sudah ada|udah ada|sudah datang) ~",
    ],
)];

pub(super) const CHINESE: &[Says] = &[(
    Sense::Contest,
    &[
        "[我|我们|我們] (质疑|質疑|反对|反對|不同意) ## [的] (暂停|暫停|挂起|掛起)",
        "[我|我们|我們] (质疑|質疑|反对|反對|不同意) ## [的] (暂停|暫停|挂起|掛起) ~",
        "## [的] (暂停|暫停|挂起|掛起) [是] (不对|不對|错的|錯的|错了|錯了|有误|有誤|不合理)",
        "## [的] (暂停|暫停|挂起|掛起) [是] (不对|不對|错的|錯的|错了|錯了|有误|有誤|不合理) ~",
        "## (不该|不該|不应该|不應該|不应|不應) (暂停|暫停|挂起|掛起)",
        "## (不该|不該|不应该|不應該|不应|不應) (暂停|暫停|挂起|掛起) ~",
        "?(为什么|為什麼|为何|為何|怎么|怎麼) ## [还|還|会|會|要|还在|還在] (暂停|暫停|挂起|掛起) ## ~ (到了|有了|在这里|在這裡|都在|齐了|齊了|批了|开了|開了)",
        "?## (为什么|為什麼|为何|為何|怎么|怎麼) [还|還|会|會|要|还在|還在] (暂停|暫停|挂起|掛起) ## ~ (到了|有了|在这里|在這裡|都在|齐了|齊了|批了|开了|開了)",
        "?(为什么|為什麼|为何|為何|怎么|怎麼) ## [还|還|会|會|要|还在|還在] (暂停|暫停|挂起|掛起) ## (已经有|已經有|我们有|我們有) ~",
    ],
)];

pub(super) const TAMIL: &[Says] = &[(
    Sense::Contest,
    &[
        "## [இன்] (நிறுத்தம்|இடைநிறுத்தம்|hold) (தவறு|தவறானது|சரியல்ல|சரி இல்லை|நியாயமில்லை)",
        "## [இன்] (நிறுத்தம்|இடைநிறுத்தம்|hold) (தவறு|தவறானது|சரியல்ல|சரி இல்லை|நியாயமில்லை) ~",
        "## [இன்] (நிறுத்தத்தை|இடைநிறுத்தத்தை) (எதிர்க்கிறேன்|எதிர்க்கிறோம்|மறுக்கிறேன்|மறுக்கிறோம்)",
        "## [இன்] (நிறுத்தத்தை|இடைநிறுத்தத்தை) (எதிர்க்கிறேன்|எதிர்க்கிறோம்|மறுக்கிறேன்|மறுக்கிறோம்) ~",
        "?## ஏன் (நிறுத்தம்|நிறுத்தப்பட்டது|நிறுத்தினீர்கள்|நிறுத்தி வைத்தீர்கள்|hold) ## ~ (உள்ளது|உள்ளன|இருக்கிறது|இருக்கு|வந்துவிட்டது|வந்தாச்சு|கிடைத்தது)",
        "?ஏன் ## (நிறுத்தம்|நிறுத்தப்பட்டது|நிறுத்தினீர்கள்|நிறுத்தி வைத்தீர்கள்|hold) ## ~ (உள்ளது|உள்ளன|இருக்கிறது|இருக்கு|வந்துவிட்டது|வந்தாச்சு|கிடைத்தது)",
    ],
)];

pub(super) const TANGLISH: &[Says] = &[(
    Sense::Contest,
    &[
        "## hold (thappu|thavaru|sari illa|sari illai)",
        "## hold (thappu|thavaru|sari illa|sari illai) ~",
        "?(yen|yaen|en) ## (hold|on hold) ## ~ (irukku|iruku|vandhachu|vanthachu|vandhuduchu)",
        "?## (yen|yaen|en) (hold|on hold) ## ~ (irukku|iruku|vandhachu|vanthachu|vandhuduchu)",
    ],
)];

pub(super) const HINDI: &[Says] = &[(
    Sense::Contest,
    &[
        "## [की|का|को] (रोक|होल्ड|रोकना) (गलत|ग़लत|सही नहीं) [है|था|थी]",
        "## [की|का|को] (रोक|होल्ड|रोकना) (गलत|ग़लत|सही नहीं) [है|था|थी] ~",
        "## [की|का] (रोक|होल्ड) पर (आपत्ति|एतराज़|ऐतराज) [है]",
        "## [की|का] (रोक|होल्ड) पर (आपत्ति|एतराज़|ऐतराज) [है] ~",
        "?## क्यों (रोका|रुका|होल्ड|होल्ड पर) [है|गया] ## ~ (आ गया|आ गए|आ गये|आ गई|मिल गया|मिल गई|है|हैं|था|थे|थी) [है|हैं]",
        "?क्यों ## (रोका|रुका|होल्ड|होल्ड पर) [है|गया] ## ~ (आ गया|आ गए|आ गये|आ गई|मिल गया|मिल गई|है|हैं|था|थे|थी) [है|हैं]",
    ],
)];

pub(super) const HINGLISH: &[Says] = &[(
    Sense::Contest,
    &[
        "## [ka|ki] (hold|rok) (galat|sahi nahi|theek nahi|thik nahi) [hai|tha|thi]",
        "## [ka|ki] (hold|rok) (galat|sahi nahi|theek nahi|thik nahi) [hai|tha|thi] ~",
        "?## (kyu|kyun|kyon) (hold|hold pe|hold par|roka|ruka) [hai] ## ~ (aa gaya|aa gaye|aa gayi|mil gaya|mil gayi|hai|the|tha) [hai|hain]",
        "?(kyu|kyun|kyon) ## (hold|hold pe|hold par|roka|ruka) [hai] ## ~ (aa gaya|aa gaye|aa gayi|mil gaya|mil gayi|hai|the|tha) [hai|hain]",
    ],
)];

pub(super) const SPANISH: &[Says] = &[(
    Sense::Contest,
    &[
        "(objeto|objetamos|impugno|impugnamos|no estoy de acuerdo con|no estamos de acuerdo con) [la] (pausa|espera) [de|del|en] ##",
        "(objeto|objetamos|impugno|impugnamos|no estoy de acuerdo con|no estamos de acuerdo con) [la] (pausa|espera) [de|del|en] ## ~",
        "[la] (pausa|espera) [de|del|en] ## [esta|es|fue|estuvo] (mal|incorrecta|equivocada|injusta|injustificada|un error|no es correcta)",
        "[la] (pausa|espera) [de|del|en] ## [esta|es|fue|estuvo] (mal|incorrecta|equivocada|injusta|injustificada|un error|no es correcta) ~",
        "## no (deberia|debe|debia) (estar en espera|estar en pausa|estar pausado|haber estado en espera|haber estado en pausa)",
        "## no (deberia|debe|debia) (estar en espera|estar en pausa|estar pausado|haber estado en espera|haber estado en pausa) ~",
        "?por que ## [esta|sigue] (en espera|en pausa|pausado) ## ~ (aqui|ahi|alli|listo|lista|listos|listas|disponible|disponibles|abierto|abierta|llego|llegaron) [ya]",
        "?por que ## [esta|sigue] (en espera|en pausa|pausado) ## (ya llego|ya llegaron|ya tenemos|tenemos|ya estan|ya esta) ~",
    ],
)];

pub(super) const PORTUGUESE: &[Says] = &[(
    Sense::Contest,
    &[
        "(contesto|contestamos|discordo da|discordamos da|nao concordo com|nao concordamos com) [a] (pausa|espera) [de|do|da|no] ##",
        "(contesto|contestamos|discordo da|discordamos da|nao concordo com|nao concordamos com) [a] (pausa|espera) [de|do|da|no] ## ~",
        "[a] (pausa|espera) [de|do|da|no] ## [esta|e|foi|estava] (errada|incorreta|injusta|indevida|equivocada|um erro)",
        "[a] (pausa|espera) [de|do|da|no] ## [esta|e|foi|estava] (errada|incorreta|injusta|indevida|equivocada|um erro) ~",
        "## nao (deveria|devia|deve) (estar em espera|estar em pausa|estar pausado|ter ficado em espera|ter ficado em pausa)",
        "## nao (deveria|devia|deve) (estar em espera|estar em pausa|estar pausado|ter ficado em espera|ter ficado em pausa) ~",
        "?(por que|porque|pq) ## [esta|ta|continua] (em espera|em pausa|pausado) ## ~ (aqui|ai|pronto|pronta|prontas|disponivel|disponiveis|liberado|aberto|chegou|chegaram) [ja]",
        "?(por que|porque|pq) ## [esta|ta|continua] (em espera|em pausa|pausado) ## (ja chegou|ja chegaram|ja temos|temos|ja esta|ja estao) ~",
    ],
)];

pub(super) const ARABIC: &[Says] = &[(
    Sense::Contest,
    &[
        "(اعترض|نعترض|اعتراض) على (تعليق|ايقاف|التعليق|الايقاف|توقف|التوقف) ##",
        "(اعترض|نعترض|اعتراض) على (تعليق|ايقاف|التعليق|الايقاف|توقف|التوقف) ## ~",
        "(تعليق|ايقاف|التعليق|الايقاف|توقف|التوقف) ## (خطا|خاطئ|غلط|غير صحيح|غير مبرر)",
        "(تعليق|ايقاف|التعليق|الايقاف|توقف|التوقف) ## (خطا|خاطئ|غلط|غير صحيح|غير مبرر) ~",
        "?(لماذا|ليش|ليه) ## [لا يزال|ما زال] (معلق|موقوف|متوقف) ## ~ (هنا|موجود|موجوده|وصل|وصلت|متوفر|متوفره|جاهز|جاهزه|عندنا)",
        "?(لماذا|ليش|ليه) ## [لا يزال|ما زال] (معلق|موقوف|متوقف) ## (عندنا|لدينا|وصل|وصلت) ~",
    ],
)];

pub(super) const FILIPINO: &[Says] = &[(
    Sense::Contest,
    &[
        "(tinututulan|kinokontra) [ko|namin] [ang] (hold|pause|paghinto) [ng|sa] ##",
        "(tinututulan|kinokontra) [ko|namin] [ang] (hold|pause|paghinto) [ng|sa] ## ~",
        "(mali|hindi tama|di tama) [ang|yung] (hold|pause|paghinto) [ng|sa] ##",
        "(mali|hindi tama|di tama) [ang|yung] (hold|pause|paghinto) [ng|sa] ## ~",
        "[ang|yung] (hold|pause|paghinto) [ng|sa] ## [ay] (mali|hindi tama|di tama)",
        "[ang|yung] (hold|pause|paghinto) [ng|sa] ## [ay] (mali|hindi tama|di tama) ~",
        "## (hindi dapat|di dapat) [naka] (hold|on hold|pause)",
        "## (hindi dapat|di dapat) [naka] (hold|on hold|pause) ~",
        "?bakit [naka] ## [naka] (hold|on hold|pause) [pa|ang] ## ~ (nandito|nandito na|andito na|dumating na|meron na|available)",
        "?bakit [naka] ## [naka] (hold|on hold|pause) [pa|ang] ## (nandito na|andito na|dumating na|meron na|meron kaming|may) [ang|yung|mga] ~",
    ],
)];
