//! Hindi, in its script and in Latin letters.

use super::Book;

/// The phrasebook.
pub const BOOK: Book = Book {
    reports: [
        &[
            "{place} ki lift phir se band ho gayi, darwaza nahi khul raha",
            "{place} की लिफ्ट बीच में अटक गई है",
            "bhaiya lift {place} kaam nahi kar rahi subah se",
        ],
        &[
            "{place} mein paani tapak raha hai chhat se",
            "{place} में पाइप लीक हो रहा है, पूरा फर्श गीला",
            "nal toot gaya {place} mein, paani hi paani",
        ],
        &[
            "{place} ki saari light band, bilkul andhera",
            "{place} में बिजली नहीं है, बार बार ट्रिप हो रही है",
            "{place} ki tube light jal bujh ke ab band",
        ],
        &[
            "{place} ka AC thanda nahi kar raha",
            "{place} में एसी गरम हवा दे रहा है",
            "AC {place} bahut awaaz kar raha hai aur cooling zero",
        ],
        &[
            "{place} ka kooda bhar gaya, badbu aa rahi hai",
            "{place} से कचरा शुक्रवार से नहीं उठा",
            "dustbin {place} full hai, kutte phaila rahe hain",
        ],
        &[
            "{place} ka farsh bahut ganda hai, keechad hi keechad",
            "{place} में किसी ने चाय गिरा दी, फिसलन है",
            "{place} pe ulti padi hai, safai wale ko bhejo",
        ],
        &["{place} mein cockroach bahut ho gaye", "{place} में बड़ा चूहा दिखा अभी", "cheentiyan {place} mein har jagah"],
        &[
            "{place} ka gate band nahi ho raha, khula pada hai",
            "{place} पर कार्ड नहीं चल रहा",
            "{place} ka boom barrier atak gaya, gaadiyon ki line lagi hai",
        ],
        &[
            "{place} ka camera black dikha raha",
            "{place} का सीसीटीवी सुबह से बंद",
            "camera {place} mein kuch nahi dikh raha",
        ],
        &[
            "{place} mein jalne ki smell aa rahi, dhuaan hai!!",
            "{place} में फायर अलार्म बज रहा है, लोग बाहर आ रहे हैं",
            "panel se dhuaan nikal raha {place}, jaldi aao",
        ],
        &[
            "{place} ki tile tooti hui hai, koi gir jayega",
            "{place} की सीलिंग गिरने वाली है",
            "{place} deewar ki daraar badhti ja rahi hai",
        ],
        &["{place} ka wifi band hai", "{place} में नेट नहीं चल रहा", "{place} ki screen pe error aa raha kal se"],
    ],
    again: &[
        "yahan bhi same",
        "haan abhi {place} se nikla, waisa hi hai",
        "हमारे यहाँ भी यही हाल",
        "{place} koi aa raha hai kya?",
        "subah se {place} aisa hi hai",
    ],
    assign: &[
        "{who} zara {place} dekh lo",
        "{who} aaj hi {place} theek karo",
        "{who} जी {place} देख लीजिए",
        "ye {who} ko de raha hoon",
        "{who} turant jao, batana mujhe",
    ],
    on_it: &[
        "aa raha hoon sir",
        "ji dekh raha hoon",
        "20 minute mein pahunchta hoon",
        "{place} pe kaam chalu hai",
        "जी सर अभी जाता हूँ",
    ],
    waiting: &[
        "part aana hai, do din lagenge",
        "stock nahi hai sir",
        "darwaza kisi ne nahi khola, kal aaunga",
        "quotation approve hone do pehle",
    ],
    done: &[
        "ho gaya sir",
        "{place} theek kar diya",
        "काम हो गया, चेक कर लीजिए",
        "naya laga diya, chal raha hai",
        "complete ho gaya {place}",
    ],
    not_done: &[
        "abhi bhi theek nahi hua",
        "{place} waisa hi hai bhai",
        "अभी देखा, नहीं चल रहा",
        "paanch minute mein phir band",
    ],
    fine: &["theek hai ab, dhanyavaad", "check kar liya ok hai", "हाँ {place} ठीक चल रहा है", "ok band kar do complaint"],
    back: &[
        "{place} phir se!! pichle hafte hi theek kiya tha",
        "wahi problem {place} mein wapas",
        "{place} में वही दिक्कत फिर आ गई",
    ],
    task_done: &[
        "{task} ho gaya",
        "{task} complete sir",
        "good morning sir {task} ho gaya",
        "{task} ok",
        "{task} कर दिया",
    ],
    check_in: &[
        "{place} pe hoon, sab theek",
        "{place} round ok sir",
        "{place} चेक किया, सब ठीक",
        "pahunch gaya {place}",
    ],
    question: &[
        "office kitne baje tak khula hai?",
        "kal paani aayega kya?",
        "{place} ki chaabi kiske paas hai?",
        "रविवार को पूल खुला है?",
    ],
    chatter: &[
        "good morning ji",
        "शुभ प्रभात 🌸",
        "janamdin mubarak ho 🎂",
        "chai peene chaloge",
        "bahut traffic hai aaj",
        "hahaha",
        "jai shri krishna",
        "kisi ko neeli chhatri mili kya",
    ],
    thanks: &["dhanyavaad", "बहुत बहुत धन्यवाद", "thank you bhaiya 🙏"],
};
