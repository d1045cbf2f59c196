//! Words beside the names of steps, folded: those that say that one is done, or is not, and those that say nothing.

/// What a word beside the names of steps does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// It is done: what was named before it, or what is named after it.
    Done,
    /// It is done, of what was named before it alone; at the beginning it only answers.
    Fine,
    /// It is done, or there is none left.
    Over,
    /// It is not, or not all of it.
    Not,
    /// It is to be, or is being done.
    Future,
    /// All but what follows.
    Except,
    /// No more than what is named.
    Only,
    /// All of it.
    All,
    /// From one number to another.
    To,
    /// It joins, or says that a number is a step's.
    Beside,
    /// It says nothing, but what number stands beside it is none of a step.
    Filler,
    /// A number, written as a word.
    Count,
    /// A number after it is an hour.
    At,
    /// At the beginning it asks.
    Be,
    /// It asks.
    Asks,
}

/// Words of scripts that set words apart, each with a blank between.
pub(super) const SPACED: &[(Word, &str)] = &[
    (
        Word::Done,
        "done completed ticked checked cleared settled did siap dah sudah udah telah selesai beres kelar hecho hecha \
         hechos hechas listo lista listos listas terminado terminada feito feita feitos feitas pronto pronta prontos \
         prontas concluido concluida completo முடிந்தது முடிச்சாச்சு ஆச்சு முடிந்துவிட்டது पूरा पूरे تم تمت انتهي خلص خلصت",
    ),
    (
        Word::Fine,
        "ok okay okey okie fine clear check complete settle हो गया गए गयी गई चुका चुकी चुके ho gaya gaye gayi جاهز جاهزه",
    ),
    (Word::Over, "finish finished"),
    (
        Word::Not,
        "not no none nothing never nor neither without havent hasnt didnt isnt wasnt arent wont dont doesnt cannot \
         cant couldnt undone missing pending later tomorrow remaining remains left unable skip skipped more another most mostly partially largely part yesterday wrong wrongly badly redo dirty kurang kebanyakan semalam kelmarin kemarin kotor ayer sucio sucia ontem sujo suja நேற்று गंदा गंदी امس وسخ belum blm belom \
         tak x tidak tdk takde tiada nggak gak ga enggak bukan nanti esok besok lusa tinggal tanpa jangan baki falta \
         faltan faltaba pendiente pendientes manana todavia sin ninguno nada nunca nao faltam pendente pendentes amanha \
         ainda sem nenhum இல்லை முடியவில்லை செய்யவில்லை பிறகு நாளை இன்னும் மிச்சம் नहीं नही मत बाकी बाक़ी बाद कल nahi nahin \
         baaki لم لن لا ليس ليست غدا بعد لسه مو مش باقي بدون half almost nearly partly halfway separuh setengah sebahagian sebagian hampir casi mitad quase metade பாதி आधा आधी نصف تقريبا",
    ),
    (
        Word::Future,
        "will i'll we'll he'll she'll shall would should must could can may might going gonna go goes start starting \
         started begin beginning want wanna need needs needed please pls plz make ensure sure tell remind inform let let's letting doing soon \
         wait waiting trying try plan planning if when once after before while be being getting \
         some few nak mau mahu akan hendak tengah sedang mula mulai jap kejap sekejap sebentar \
         tunggu minta boleh bisa perlu kena harus mesti tolong sila mohon pastikan bila kalau kalo jika selepas lepas setelah \
         sebelum beberapa sikit voy vamos va iba quiero luego despues \
         empiezo empezando empezar debo debe necesito hay favor cuando haciendo estoy algunos algunas vou \
         vai quero depois comeco comecando preciso precisa deve devo quando fazendo estou alguns algumas \
         வேண்டும் போகிறேன் செய்வேன் செய்கிறேன் தயவுசெய்து கொஞ்சம் चाहिए होगा होगी रहा रही रहे कृपया अगर कुछ \
         karunga karungi karenge karna chahiye raha rahi سوف ساقوم اريد يجب عندما قبل سيتم سنقوم سابدا رجاء لو \
         اذا بعض تقريبا",
    ),
    (
        Word::Except,
        "except excluding but besides kecuali selain tapi tetapi namun excepto menos salvo pero exceto mas தவிர ஆனால் \
         छोड़कर सिवाय लेकिन الا عدا ماعدا لكن باستثناء",
    ),
    (Word::Only, "only just hanya cuma saja solo solamente so apenas somente மட்டும் सिर्फ केवल sirf فقط"),
    (
        Word::All,
        "all everything semua semuanya kesemua semuany todo toda todos todas tudo எல்லாம் அனைத்தும் सब सारे सभी sab others rest selebihnya lainnya resto demas மற்றவை كل الكل كلها \
         جميع",
    ),
    (Word::To, "to till until hingga sampai hasta ate வரை से तक الي حتي"),
    (
        Word::Beside,
        "and or n step steps nos number numbers item items task job sir boss bos madam dan atau serta langkah nombor nomor pak \
         bu kak bang y e paso pasos passo passos numero மற்றும் அல்லது படி और या aur चरण و او خطوه yet lagi also juga too  \
         already have has had been i we saya aku kami kita me yo eu buat ya yes yup tambien tambem jefe thanks tq thank \
         you thx terima kasih gracias obrigado obrigada ji जी",
    ),
    (
        Word::Filler,
        "the a an with my our this that these those in on of inside el la los las lo o os as di dalam kat yang ni tu itu ini \
         tadi today hari de del do da em na hoje hoy thing things cosa है हैं ko को شي شيء في هذا هذه",
    ),
    (
        Word::Count,
        "one two three four five six seven eight nine ten first second third fourth last several satu dua tiga empat lima enam \
         tujuh lapan delapan sembilan sepuluh pertama kedua ketiga uno dos tres cuatro cinco seis siete ocho nueve diez \
         primero primera segundo segunda ultimo ultima um dois duas quatro sete oito nove dez primeiro primeira ஒன்று \
         இரண்டு மூன்று நான்கு ஐந்து एक दो तीन चार पांच पहला पहली दूसरा दूसरी واحد اثنان اثنين ثلاثه ثلاث اربعه خمسه اول",
    ),
    (Word::At, "at by around jam pukul"),
    (Word::Be, "is are was were"),
    (Word::Asks, "what why where which who how kah mana kenapa क्या kya هل اين donde onde ஏன் எங்கே"),
];

/// Ends of words by which somebody says what they will do.
pub(super) const FUTURE_ENDS: &[&str] = &["ूंगा", "ूंगी", "ेंगे", "ेगा", "ेगी", "एगा", "एगी", "एंगे", "வேன்", "வோம்"];
/// Their beginning in Arabic.
pub(super) const FUTURE_BEGINS: &str = "سا";

/// Words of Han, which does not set them apart.
pub(super) const HAN: &[(Word, &[&str])] = &[
    (Word::Done, &["完成", "做完", "做好", "搞定", "已做", "已完", "弄好", "好了", "已"]),
    (Word::Fine, &["完了", "了"]),
    (Word::Over, &["用完", "没了", "沒了"]),
    (
        Word::Not,
        &[
            "还没",
            "還沒",
            "没有",
            "沒有",
            "尚未",
            "未",
            "没",
            "沒",
            "不",
            "待",
            "明天",
            "剩",
            "还差",
            "還差",
            "缺",
            "别",
            "無",
            "无",
            "一半",
            "差不多",
        ],
    ),
    (
        Word::Future,
        &[
            "要", "会", "會", "将", "將", "准备", "準備", "打算", "稍后", "稍後", "等", "待会", "待會", "一会", "正在",
            "在", "开始", "開始", "去", "请", "請", "如果", "快", "之后", "之後", "马上", "馬上", "想", "确保", "確保",
            "晚点", "晚點", "部分", "有些", "后", "後",
        ],
    ),
    (Word::Except, &["除了", "除", "但是", "但", "只差", "就差"]),
    (Word::Only, &["只", "仅", "僅"]),
    (Word::All, &["全部", "全都", "都", "所有", "其他", "其余"]),
    (Word::To, &["到", "至"]),
    (
        Word::Beside,
        &["和", "跟", "以及", "还有", "還有", "第", "步", "项", "項", "号", "號", "也", "我", "老板", "老闆"],
    ),
    (Word::Filler, &["的", "把", "刚才", "今天"]),
    (Word::Count, &["一", "两", "兩", "二", "三", "四", "五", "六", "七", "八", "九", "十", "几", "幾"]),
    (Word::Asks, &["吗", "嗎", "呢", "什么", "什麼", "哪", "谁", "誰"]),
];

/// Words beside a number that make an hour of it.
pub(super) const HOURS: &[&str] = &[
    "am",
    "pm",
    "a.m",
    "p.m",
    "pagi",
    "petang",
    "ptg",
    "malam",
    "tengahari",
    "siang",
    "sore",
    "hrs",
    "hr",
    "h",
    "o'clock",
    "点",
    "點",
    "时",
    "時",
    "बजे",
    "baje",
    "மணி",
    "ص",
];

/// What is said beside a report and turns nothing round, the longer before the shorter.
pub(super) const IDIOMS: &[&str] = &[
    "no problems",
    "no problem",
    "no prob",
    "no worries",
    "no issues",
    "no issue",
    "tidak ada masalah",
    "tak ada masalah",
    "takde masalah",
    "tiada masalah",
    "gak ada masalah",
    "ga masalah",
    "sin problemas",
    "sin problema",
    "no hay problema",
    "sem problemas",
    "sem problema",
    "没问题",
    "沒問題",
    "没事",
    "कोई बात नहीं",
    "koi baat nahi",
    "பிரச்சனை இல்லை",
    "பிரச்சினை இல்லை",
    "لا مشكله",
    "مافي مشكله",
];

/// Words of a step's name that every other text has.
pub(super) const STOP: &[&str] = &[
    "the", "and", "for", "with", "all", "any", "are", "dan", "yang", "untuk", "semua", "los", "las", "del", "para",
    "con", "com", "dos", "das", "que", "और", "की", "का", "के", "في", "من", "علي",
];

/// Words that say of work in general that it was done.
pub(super) const DID: &[&str] = &[
    "cleaned",
    "washed",
    "swept",
    "wiped",
    "mopped",
    "emptied",
    "vacuumed",
    "dusted",
    "serviced",
    "inspected",
    "tested",
    "watered",
    "replaced",
    "clean",
    "bersih",
    "dibersihkan",
    "limpio",
    "limpia",
    "limpios",
    "limpias",
    "limpo",
    "limpa",
    "limpos",
    "limpas",
    "साफ",
    "சுத்தம்",
    "نظيف",
    "نظيفه",
];

/// What a word says, where it is one of these.
pub(super) fn sense(word: &str) -> Option<Word> {
    let is_turned = word.ends_with("n't");
    let known = || SPACED.iter().find(|(_, words)| words.split_whitespace().any(|known| known == word));
    if is_turned { Some(Word::Not) } else { known().map(|(sense, _)| *sense) }
}

/// Whether somebody says by such a word what they will do.
pub(super) fn is_future(word: &str) -> bool {
    let is_begun = word.starts_with(FUTURE_BEGINS) && word.chars().count() >= 5;
    is_begun || FUTURE_ENDS.iter().any(|end| word.ends_with(end))
}
