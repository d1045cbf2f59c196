//! That work is not done today and nobody is to blame, as whoever leads says it, and that one cannot do it, as whoever owes it
//! answers a reminder.
//!
//! Without a quote a place or a task is named, and either a day or a word for "because"; only a message that quotes what we asked
//! may leave both out.

use super::Says;
use crate::orders::Sense;

pub(super) const ENGLISH: &[Says] = &[
    (
        Sense::Excuse,
        &[
            "(excuse|excused|waive|waived) & (today|tonight) [because|because of|due to|for] ~",
            "(excuse|excused|waive|waived) & (because|because of|due to) ~",
        ],
    ),
    (
        Sense::ExcuseIt,
        &["(excuse|excused|waive|waived) [it|this|them|these] [today|tonight] [because|because of|due to|for] ~"],
    ),
    (
        Sense::Skip,
        &[
            "[sorry|i|we|sorry i|sorry we] (cannot|can't|cant|can not|couldn't|could not|unable|not able|not possible)",
            "[sorry|i|we|sorry i|sorry we] (cannot|can't|cant|can not|couldn't|could not|unable|not able|not possible) ~",
            "(not today|skip today|skip)",
            "(not today|skip today|skip) [because|because of|due to] ~",
        ],
    ),
];

pub(super) const MALAY: &[Says] = &[
    (
        Sense::Excuse,
        &[
            "(kecualikan|lepaskan) & (hari ini|hari ni|malam ini|malam ni) [sebab|kerana|karena|krn] ~",
            "(kecualikan|lepaskan) & (sebab|kerana|karena|krn) ~",
        ],
    ),
    (Sense::ExcuseIt, &["(kecualikan|lepaskan) [hari ini|hari ni|malam ini|malam ni] [sebab|kerana|kerna] ~"]),
    (
        Sense::Skip,
        &[
            "[maaf] [saya|kami] (tak boleh|x boleh|xboleh|tidak boleh|tak dapat|tidak dapat|tak sempat|tidak sempat)",
            "[maaf] [saya|kami] (tak boleh|x boleh|xboleh|tidak boleh|tak dapat|tidak dapat|tak sempat|tidak sempat) ~",
            "(hari ini|hari ni) (tak boleh|x boleh|tak dapat|tak sempat) ~",
        ],
    ),
];

pub(super) const INDONESIAN: &[Says] = &[
    (
        Sense::Excuse,
        &[
            "(kecualikan|bebaskan) & (hari ini|malam ini) [karena|krn|sebab] ~",
            "(kecualikan|bebaskan) & (karena|krn) ~",
        ],
    ),
    (Sense::ExcuseIt, &["(kecualikan|bebaskan) [hari ini|malam ini] [karena|krn|sebab] ~"]),
    (
        Sense::Skip,
        &[
            "[maaf] [saya|kami] (tidak bisa|tdk bisa|ga bisa|gak bisa|nggak bisa|tidak sempat|ga sempat|gak sempat)",
            "[maaf] [saya|kami] (tidak bisa|tdk bisa|ga bisa|gak bisa|nggak bisa|tidak sempat|ga sempat|gak sempat) ~",
            "(hari ini) (tidak bisa|tdk bisa|ga bisa|gak bisa|nggak bisa|tidak sempat) ~",
        ],
    ),
];

pub(super) const CHINESE: &[Says] = &[
    (
        Sense::Excuse,
        &[
            "(免除|豁免) & (今天|今晚) [因为|因為|由于|由於] ~",
            "(今天|今晚) (免除|豁免) & (因为|因為|由于|由於) ~",
            "(免除|豁免) & (因为|因為|由于|由於) ~",
        ],
    ),
    (Sense::ExcuseIt, &["[今天|今晚] (免除|豁免) [因为|因為|由于|由於] ~"]),
    (
        Sense::Skip,
        &[
            "[今天|今晚] [我|我们|我們] (做不了|不能做|没办法|沒辦法|无法|無法|不行)",
            "[今天|今晚] [我|我们|我們] (做不了|不能做|没办法|沒辦法|无法|無法|不行) ~",
            "~ (今天|今晚) (做不了|不能做|没办法做|沒辦法做)",
        ],
    ),
];

pub(super) const TAMIL: &[Says] = &[
    (Sense::Excuse, &["(விலக்கு|விலக்களி) & (இன்று|இன்றிரவு) ~", "& (இன்று|இன்றிரவு) (விலக்கு|விலக்களி) ~"]),
    (Sense::ExcuseIt, &["(விலக்கு|விலக்களி) [இன்று|இன்றிரவு] ~"]),
    (
        Sense::Skip,
        &[
            "[இன்று] (முடியாது|முடியவில்லை|முடியல)",
            "[இன்று] (முடியாது|முடியவில்லை|முடியல) ~",
            "~ (முடியாது|முடியவில்லை|முடியல)",
        ],
    ),
];

pub(super) const TANGLISH: &[Says] = &[(
    Sense::Skip,
    &[
        "[innaiku|inniku] (mudiyathu|mudiyadhu|mudiyala)",
        "[innaiku|inniku] (mudiyathu|mudiyadhu|mudiyala) ~",
        "~ (mudiyathu|mudiyadhu|mudiyala)",
    ],
)];

pub(super) const HINDI: &[Says] = &[
    (Sense::Excuse, &["& [को|की] (आज|आज रात) (छूट दो|छूट) ~", "(छूट दो|छूट) & (आज|आज रात) ~"]),
    (Sense::ExcuseIt, &["[आज] (छूट दो|छूट) ~"]),
    (
        Sense::Skip,
        &[
            "[आज] (नहीं कर सकते|नहीं कर सकता|नहीं कर सकती|नहीं हो पाएगा|नहीं होगा)",
            "[आज] (नहीं कर सकते|नहीं कर सकता|नहीं कर सकती|नहीं हो पाएगा|नहीं होगा) ~",
            "~ (नहीं कर सकते|नहीं कर सकता|नहीं कर सकती|नहीं हो पाएगा|नहीं होगा)",
        ],
    ),
];

pub(super) const HINGLISH: &[Says] = &[(
    Sense::Skip,
    &[
        "[aaj] (nahi ho payega|nahi hoga|nahi kar sakte|nahi kar sakta|nahi kar sakti|nahi ho sakta)",
        "[aaj] (nahi ho payega|nahi hoga|nahi kar sakte|nahi kar sakta|nahi kar sakti|nahi ho sakta) ~",
        "~ (nahi ho payega|nahi hoga|nahi kar sakte|nahi kar sakta|nahi kar sakti|nahi ho sakta)",
    ],
)];

pub(super) const SPANISH: &[Says] = &[
    (
        Sense::Excuse,
        &[
            "(excusa|excusar|dispensa|dispensar) & (hoy|esta noche) [por|porque|debido a] ~",
            "(excusa|excusar|dispensa|dispensar) & (por|porque|debido a) ~",
        ],
    ),
    (Sense::ExcuseIt, &["(excusa|excusar|excusado|dispensa|dispensar) [hoy|esta noche] [por|porque|debido a] ~"]),
    (
        Sense::Skip,
        &["[hoy] no (puedo|podemos|se puede|pude|pudimos)", "[hoy] no (puedo|podemos|se puede|pude|pudimos) ~"],
    ),
];

pub(super) const PORTUGUESE: &[Says] = &[
    (
        Sense::Excuse,
        &[
            "(dispensa|dispensar|justifica|justificar) & (hoje|esta noite) [por|porque|devido a] ~",
            "(dispensa|dispensar|justifica|justificar) & (por|porque|devido a) ~",
        ],
    ),
    (
        Sense::ExcuseIt,
        &["(dispensa|dispensar|dispensado|justifica|justificar) [hoje|esta noite] [por|porque|devido a] ~"],
    ),
    (
        Sense::Skip,
        &[
            "[hoje] nao (posso|podemos|da|consigo|conseguimos|deu)",
            "[hoje] nao (posso|podemos|da|consigo|conseguimos|deu) ~",
        ],
    ),
];

pub(super) const ARABIC: &[Says] = &[
    (Sense::Excuse, &["(اعف|اعفاء|استثن) & (اليوم|الليله) [بسبب|لان] ~", "(اعف|اعفاء|استثن) & (بسبب|لان) ~"]),
    (Sense::ExcuseIt, &["(اعف|اعفاء|استثن) [اليوم|الليله] [بسبب|لان] ~"]),
    (
        Sense::Skip,
        &[
            "[اليوم] (لا استطيع|لا نستطيع|لا يمكن|لا اقدر|ما اقدر|ما نقدر|مش قادر)",
            "[اليوم] (لا استطيع|لا نستطيع|لا يمكن|لا اقدر|ما اقدر|ما نقدر|مش قادر) ~",
        ],
    ),
];

pub(super) const FILIPINO: &[Says] = &[
    (
        Sense::Excuse,
        &[
            "(i excuse|excuse|palampasin) [ang] & (ngayon|ngayong araw|ngayong gabi) [dahil|dahil sa|kasi] ~",
            "(i excuse|palampasin) [ang] & (dahil|dahil sa|kasi) ~",
        ],
    ),
    (Sense::ExcuseIt, &["(i excuse|palampasin) [ngayon|ngayong araw|ngayong gabi] [dahil|dahil sa|kasi] ~"]),
    (
        Sense::Skip,
        &[
            "(hindi kaya|hindi pwede|hindi puwede|di kaya|di pwede|hindi magagawa|hindi namin kaya)",
            "(hindi kaya|hindi pwede|hindi puwede|di kaya|di pwede|hindi magagawa|hindi namin kaya) ~",
        ],
    ),
];
