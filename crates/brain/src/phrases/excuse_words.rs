//! Words that turn the word for a danger: denials, suppositions, drills, endings, stories; folded before use, `*` lets a word go on.

/// Lists of words that turn others, by what they do.
pub(super) const TURNS: &[(&str, &str)] = &[
    ("denial", DENIAL),
    ("trailing", TRAILING),
    ("barred", BARRED),
    ("supposed", SUPPOSED),
    ("drill", DRILL),
    ("out", OUT),
    ("light", LIGHT),
    ("flame", FLAME),
    ("freed", FREED),
    ("told", TOLD),
    ("past", PAST),
    ("still", STILL),
    ("live", LIVE),
    ("now", NOW),
    ("but", BUT),
];

/// Denials that stand before what they deny.
const DENIAL: &str = "no|not|nobody|no one|noone|none|never|neither|without|isn't|isnt|is not|wasn't|wasnt|ain't|tak|tak ada|takde|tiada|takda|tkde|xde|x ada|bukan|tidak|tidak ada|gak ada|ga ada|gada|nggak ada|\
    ngga ada|gak|nggak|ga|tanpa|belum ada|takdak|dak|wala|walang|hindi|no hay|no es|no fue|nadie|sin|ningun|ninguna|nunca|nao|nao tem|nao e|nao ha|sem|ninguem|nenhum|nenhuma|nem|nunca|没有|没|不是|無|无|並無|并无|冇|唔係|未见|未发现|\
    مافي|ما في|مافيش|مفيش|ما فيش|مافيه|ما فيه|لا يوجد|ليس|ليست|مش|مو|ما|لا|ولا|بدون|محد|koi nahi|koi bhi nahi|koi nahin|कोई नहीं|कोई भी नहीं|bina|बिना|yaarum|yaarukum|யாரும்|யாருக்கும்|hapana|hakuna|pas de|aucun|kein|keine|nicht";

/// Denials that stand behind what they deny, and end what is said of it.
const TRAILING: &str = "nahi|nahin|nhi|नहीं|नही|illa|illai|illaye|இல்ல|இல்லை|இல்லையே|না|নেই|নাই|নি|nai|chaina|xde|takde|takda|tak ada|tiada|gak ada|ga ada|没有了|没了|yok|degil|மாட்டல|padala|padala da|போகல|வரல|varala";

/// What keeps an ending from having come: "cannot put it out", "not yet out".
const BARRED: &str = "no|not|cannot|cant|can't|couldn't|couldnt|unable|won't|wont|isn't|isnt|didn't|didnt|never|haven't|hasn't|failed|trying|try|please|pls|need|must|help|come|go|should|tolong|tak|tidak|gak|nggak|ga|belum|blm|blom|xleh|bukan|susah|cuba|cubaan|coba|no se|sin|aun no|todavia no|nao|ainda nao|\
    nem|hindi|di pa|di pa rin|wala pa|没|不|未|冇|唔|难|ما|مش|لم|لسه|مو|لا|nahi|nahin|नहीं|नही|mat|illa|illai|இல்ல|இல்லை|முடியல|முடியலை|முடியவில்லை|mudiyala|না|হয়নি|nobody|no one|nadie|ninguem|没人";

/// What is only supposed, with the danger right behind it.
const SUPPOSED: &str = "thought it was|i thought it was|dikira|kirain|kukira|ingatkan|以为|以為|以为是|pense que era|crei que era|pensei que era|akala ko|se um dia|si un dia|si algun dia|if|in case|in case of|in the event of|what if|kalau|kalo|klo|kalu|jika|jikalau|sekiranya|apabila|seandainya|andai|en caso de|en caso|si hay|si hubiera|si se|si alguien|si ven|si ves|si huele|si pasa|em caso de|em caso|caso haja|se houver|se tiver|\
    se pegar|se alguem|se vir|se virem|se sentir|se acontecer|如果|万一|要是|假如|若是|倘若|yadi|अगर|यदि|لو|اذا|في حال|في حاله|kung|kapag|pag|sakaling|যদি|jodi|ikiwa|wenn|eger";

/// Exercises and false alarms.
const DRILL: &str = "fire drill|evacuation drill|emergency drill|safety drill|mock drill|mock|drill only|only a drill|just a drill|only drill|just drill|is a drill|is drill|a drill|the drill|drill tomorrow|drill today|drill tmr|drill at|drill on|drill this|drill next|drill now|\
    drill starts|drill will|drill is|drill was|drill in|drill for|drill:|drill-|drill hai|drill iruku|drill bukas|drill esok|drill besok|drill kal|drill sa|drill ito|drill இருக்கு|drill done|drill over|drill mode|ye drill|இது drill|ito drill|this drill|exercise only|evacuation exercise|fire exercise|no exercise|an exercise|\
    just testing|siren test|false alarm|false alert|fire training|test alarm|alarm test|testing alarm|latihan|latihan kebakaran|latihan kecemasan|ujian penggera|uji coba|cuma tes|simulasi|gladi|amaran palsu|alarm palsu|penggera palsu|simulacro|falsa alarma|simulado|simulacao|alarme falso|演习|演練|演练|误报|誤報|\
    假警报|تمرين|تجربة|تجربه اخلاء|انذار كاذب|बनावटी|मॉक|ड्रिल|டிரில்|ஒத்திகை|othigai|ড্রিল|মহড়া|exercice|tatbikat|ubung|doria ya moto|pagsasanay";

/// A fire that went out; of a light it says the same.
const OUT: &str = "fire is out|fire out|fire's out|fire is now out|fire already out|put out|put it out|put that out|extinguished|dah padam|sudah padam|udah padam|telah padam|dah terpadam|sudah terpadam|dipadam|dipadamkan|api padam|lampu padam|灭了|灭掉|滅咗|扑灭|熄了|救熄|已灭|\
    انطفي|انطفا|انطفت|اطفينا|طفينا*|طفت|تم اطفا*|تم اخماد|bujh gay*|bujh gai|bujha di*|बुझ ग*|बुझा दी*|बुझा दि*|anachach*|anaichach*|anachit*|anachut*|அணைச்சா*|அணைச்சி*|அணைந்த*|அணைஞ்*|அணைத்த*|se apago|apago|apagado|apagamos|apagaron|apagada|apagaram|apagou|\
    patay na|apula na|naapula|napatay na|নিভে গেছে|নিভিয়ে*|imezimika";

/// What goes out as a fire does.
const LIGHT: &str = "light|lights|lamp|lamps|bulb|power|electricity|current|tv|fan|aircon|lift|elevator|pump|engine|lampu|lampunya|listrik|listriknya|elektrik|letrik|bekalan|mesin|lif|kipas|灯|燈|电源|停电|luz|luces|lampara|foco|ascensor|elevador|bomba|motor|luzes|lampada|energia|\
    ilaw|kuryente|bijli|batti|लाइट|बिजली|बत्ती|النور|نور|الكهربا*|كهربا*|اللمبه|لمبه|الضو|ضو|கரண்ட்|லைட்|விளக்கு|vilakku|লাইট|বাতি|কারেন্ট|panel|tablero|quadro";

/// Short words for fire that are none of the words for danger.
const FLAME: &str = "火|it|blaze|apinya|அது|தீ|thee|আগুন";

/// Whoever was shut in and is no more.
const FREED: &str = "dah keluar|sudah keluar|udah keluar|dah selamat|are out|is out already|out already|got out|came out|rescued|freed|救出|救出来*|出来了|ya salieron|ya salio|ya los sacaron|ya lo sacaron|ya la sacaron|ja sairam|ja saiu|foi resgatad*|foram resgatad*|nakalabas na|\
    nailabas na|nikal gaye|nikal liya|nikal diya|bahar aa gay*|bahar nikal*|बाहर निकल*|बाहर आ ग*|طلعوا|خرجوا|طلعناهم|خرجناهم|veliya vandhu*|veliya eduth*|வெளிய வந்து*|வெளியே வந்து*";

/// Dreams, films, games, courses, and what is only a way of speaking.
const TOLD: &str = "dream|dreamt|dreamed|nightmare|movie|film|netflix|referee|goalkeeper|goal keeper|news:|in the news|on the news|another city|training on|training for|course on|talk on|briefing on|seminar on|workshop on|\
    cpr training|safety briefing|safety training|safety talk|what to do in|mimpi|dengar cerita|nonton|tengok wayang|drama|sambal|sambel|di mulut|di lidah|mulut|futsal|taklimat|otak aku|otak gua|otak saya|my brain|mi cerebro|meu cerebro|\
    梦见|夢見|梦到|夢到|做梦|做夢|电影|電影|电视剧|新闻|献血|حلمت|حلم|فيلم|مسلسل|sapna|sapne|sapno|सपना|सपने|फिल्म|रक्तदान|match me|ka match|kanavu|kanavula|கனவு*|soñe|sone que|pelicula|noticias:|sonhei|filme|o jogo|novela|panaginip*|sine|\
    pelikula|স্বপ্ন|sapna ma|ndoto|derma darah|donor darah";

/// What was long ago, or in another place.
const PAST: &str = "years ago|yrs ago|yrs back|years back|last year|last month|last week|last time|remember when|back then|i once|once stayed|there was a time|used to|old house|old office|old place|old building|old condo|old workplace|old projector|previous office|\
    minggu lepas|tahun lepas|bulan lepas|zaman dulu|jaman dulu|jaman saya|zaman saya|jaman rs|waktu kecil|masa kecil|waktu sekolah|pas sma|pernah dulu|inget dulu|tahun lalu|minggu lalu|bulan lalu|tempat lama|kerja lama|rumah lama|gudang lama|kantor lama|ofis lama|\
    kampung dulu|去年|上个月|上周|老家|以前|السنه اللي فاتت|زمان كان|زمان في|ايام زمان|شقتنا القديمه|pichle saal|saal pehle|purane ghar|पिछले साल|साल पहले|पुराने घर|pona varusham|போன வருஷம்|பழைய வீட்*|pazhaya veed*|el año pasado|hace años|casa vieja|\
    casa antigua|yo vivi|vivi en|ano passado|anos atras|casa antiga|trabalho antigo|noong bata|nung bata|nakaraang taon|gato bochor|ami age|ami aage|lagsilo|oi din|umenota";

/// What goes on, or has come back.
const STILL: &str = "still|again|restart*|reignit*|rekindl*|keeps|since|getting worse|spreading|masih|balik semula|semula|lagi sekali|merebak|merambat|sejak|sigue|siguen|todavia|aun|otra vez|de nuevo|desde|ainda|de novo|novamente|还|又|再次|从上|pa rin|pa din|ulit|na naman|abhi bhi|phir se|fir se|अभी भी|फिर|لسه|تاني|مره ثانيه|مره تانيه|\
    من جديد|innum|thirumba|marubadi*|இன்னும்|மறுபடி*|திரும்ப*|এখনো|আবার|tena|encore|wieder|yine|hala";

/// What says that it is no story and no exercise.
const LIVE: &str = "real|really|actual|actually|for real|help|hurry|quick|quickly|come fast|sos|emergency|betul-betul|betul2|betul|beneran|sungguh|memang|tolong|cepat|kecemasan|darurat|真的|快来|救命|de verdad|ayuda|auxilio|de verdade|socorro|totoo*|totoong|\
    tulong|saklolo|sach*|sachmuch|asli|bachao|सच*|बचाओ|حقيقي*|الحقونا|بسرعه|nijam*|unmai*|நிஜ*|உண்மை*|সত্যি*";

/// What speaks of this moment.
const NOW: &str =
    "now|just now|sekarang|skrg|skrang|现在|ahora|ahorita|agora|ngayon|abhi|अभी|الحين|دلوقتي|هسه|ippo|இப்ப*|এখন";

/// What turns to something else.
const BUT: &str = "but|also|however|tapi|tetapi|juga|jugak|但*|还有|不过|另外|pero|tambien|mas|tambem|lekin|लेकिन|لكن|كمان|aana|ஆனா*|কিন্তু|by the way|btw";

/// Words that may stand between a denial or a supposition and what it governs.
pub(super) const LINKS: &str = "nang|namang|namang may|any|a|an|the|sign|signs|of|more|real|actual|visible|longer|is|are|was|were|been|being|got|gets|get|getting|people|person|one|such|active|for|about|this|that's|it's|it|just|only|to be|ada|bau|sebarang|apa|apapun|apa2|tanda|orang|kes|kejadian|sama|sekali|pun|yang|sesiapa|\
    kebocoran|ini|itu|lah|la|tu|ni|mangsa|korban|sampai|berlaku|terjadi|sebuah|hay|hubo|fue|era|es|esta|estaba|huele|olor|señal|señales|ve|se|un|una|unos|el|la|los|las|nada|quedo|salio|resulto|ninguna|ningun|ningum|personas|tem|teve|houve|ha|cheiro|sinal|mais|nenhum|nenhuma|pessoas|ficou|foi|um|uma|o|os|as|\
    ng|na|yung|ang|may|naman|po|ito|iyon|yan|tao|amoy|talaga|si|at|في|فيه|فيها|اي|ريحه|رائحه|حد|احد|كان|كانت|هذا|هذي|ده|دي|شي|koi|bhi|kahin|kisi|ko|ki|ka|ke|se|nahi|ye|yeh|कोई|भी|कहीं|को|की|का|यह|ये|idhu|ithu|இது|ஒரு|oru";

/// More of them after a supposition.
pub(super) const SUPPOSED_LINKS: &str = "that|ever|there|there's|you|we|u|i|they|see|sees|smell|smells|notice|hear|detect|find|someone|somebody|anyone|anybody|happens|happen|occurs|nampak|ternampak|lihat|melihat|tercium|terhidu|dengar|seseorang|muncul|hubiera|ven|ves|notan|alguien|queda|percibe|houver|ver|vir|sentir|alguem|ficar|pegar|aparecer|\
    صار|حصل|شفت|شفتوا|شميت|شميتوا|makakita|nakakita|magka|mayroon|somewhere|your|unit|then";

/// The same of Han, which has no spaces.
pub(super) const HAN_LINKS: [&str; 18] = [
    "任何", "发现", "闻到", "聞到", "看到", "看见", "见到", "出现", "发生", "什么", "真的", "人", "再", "是", "被",
    "受", "的", "说",
];

/// More of them after a supposition.
pub(super) const HAN_SUPPOSED_LINKS: [&str; 5] = ["有", "遇到", "不小心", "哪里", "家里"];

/// What may follow a denial that stands behind, without going on to another thing.
pub(super) const TAILS: &str = "jugak|juga|hai|hain|h|he|tha|thi|the|lagi|laga|lage|hua|hui|aa|raha|rahi|rahe|aaya|aayi|aya|ayi|dikha|dikhi|mila|nikal|है|हैं|था|थी|थे|लगी|लगा|लगे|हुआ|हुई|आ|रहा|रही|रहे|आया|आई|दिखा|दिखी|मिला|yahan|ab|abhi|यहाँ|यहां|अब|pun|je|jer|la|lah|dah|kat|sini|situ|lagi|kok|nga|nge|ஆனா|\
    இங்க|இங்கே|inga|da|anna|sir|bro|boss|pak|ji|yaar|bhai|என்று|এখানে|তো|এখন";

/// Words of knowing and asking: an "if" behind them supposes nothing.
pub(super) const KNOWS: &str = "sure|know|see|check|tell|wonder|wondering|confirm|idea|pasti|tahu|tau|tengok|cek|se|sabe|sabemos|seguro|segura|sei|certeza|pata|maloom|पता|ادري|اعرف|عارف|عارفين|alam|sigurado|知道|确定|清楚";
