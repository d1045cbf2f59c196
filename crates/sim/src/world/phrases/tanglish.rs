//! Tamil in Latin letters, with the English that comes with it.

use super::Book;

/// The phrasebook.
pub const BOOK: Book = Book {
    reports: [
        &[
            "anna {place} lift nikkuthu, door open aagala",
            "{place} lift marubadiyum work aagala",
            "lift {place} la maatikichu, seekiram vaanga",
        ],
        &[
            "{place} la thanni leak aaguthu, full ah eeram",
            "{place} pipe odanjiduchu, thanni nikkala",
            "ceiling la irundhu thanni sottuthu {place}",
        ],
        &[
            "{place} light ellam poiduchu, orey iruttu",
            "{place} la current illa sir",
            "{place} light minukki minukki off aayiduchu",
        ],
        &[
            "{place} ac cooling illa sir",
            "ac {place} la soodu kaathu dhaan varuthu",
            "romba soodu {place} la, ac satham podudhu",
        ],
        &[
            "kuppai {place} la niramba irukku, naatham thaangala",
            "{place} dustbin full, yaarum edukkala",
            "{place} kuppai vandi varave illa",
        ],
        &[
            "{place} tharai romba azhukku",
            "yaaro tea kottitanga {place} la, vazhukkuthu",
            "{place} la vaanthi, clean panna aal anuppunga",
        ],
        &["{place} la karappaan poochi niraya", "periya eli {place} la odichu", "erumbu full ah {place} la"],
        &[
            "{place} gate mooda maatengudhu",
            "card {place} la padikkala",
            "{place} barrier maatikichu, vandi ellam nikkudhu",
        ],
        &["{place} camera black ah irukku", "cctv {place} kaalaila irundhu off", "{place} camera la padam varala"],
        &[
            "{place} la karugura vaasanai, pugai varudhu!!",
            "fire alarm adikkuthu {place}, enna aachu",
            "{place} panel la pugai, seekiram vaanga sir",
        ],
        &[
            "{place} tiles odanju irukku, paathu nadanga",
            "{place} ceiling vizhapogudhu",
            "suvaru {place} la crack perusaagudhu",
        ],
        &["{place} wifi work aagala", "net illa {place} la, epdi work panradhu", "{place} screen la error varudhu"],
    ],
    again: &[
        "ingayum same dhaan",
        "aama {place} innum apdiye irukku",
        "engalukkum same problem",
        "{place} ku yaarum varalaya",
        "kaalaila irundhu {place} ipdi dhaan",
    ],
    assign: &[
        "{who} {place} konjam paarunga",
        "{who} innaike {place} sari pannunga",
        "{who} udane ponga",
        "idhu {who} paathukkonga",
        "{who} kitta kudukren",
    ],
    on_it: &[
        "varen sir",
        "sari sir paakuren",
        "20 nimishathula varen",
        "{place} la velai nadakkuthu",
        "ok sir saapttu varen",
    ],
    waiting: &[
        "part varanum sir, rendu naal aagum",
        "stock illa sir",
        "kadhavu thirakkala, naalaiku varen",
        "approval varanum sir",
    ],
    done: &[
        "mudinjadhu sir",
        "{place} sari aayiduchu",
        "sari panniyachu, check pannunga",
        "pudhusu maathiyachu",
        "velai mudinjadhu {place}",
    ],
    not_done: &[
        "innum sari aagala sir",
        "{place} apdiye dhaan irukku",
        "ippo dhaan paathen, work aagala",
        "5 nimishathula marubadi poiduchu",
    ],
    fine: &["sari aayiduchu, nandri", "paathutten ok dhaan", "aama {place} ippo nalla irukku", "ok close pannidunga"],
    back: &[
        "{place} marubadiyum!! pona vaaram dhaan sari panninga",
        "adhe problem {place} la thirumba",
        "{place} thirumba pochu sir",
    ],
    task_done: &[
        "{task} mudinjadhu sir",
        "{task} aachu",
        "gm sir {task} mudichachu",
        "{task} ok sir",
        "{task} panniyachu",
    ],
    check_in: &[
        "{place} la irukken, ellam ok",
        "{place} check panniyachu",
        "{place} rounds ok sir",
        "{place} vandhutten",
    ],
    question: &[
        "office evlo mani varaikum?",
        "naalaiku thanni varuma?",
        "{place} saavi yaar kitta irukku?",
        "sunday office irukka sir?",
    ],
    chatter: &[
        "gm all",
        "saptacha",
        "mazhai varudhu da",
        "hahaha",
        "happy birthday anna 🎂",
        "tea venuma yaarukavadhu",
        "traffic romba",
        "vanakkam makkale",
    ],
    thanks: &["nandri", "romba thanks sir", "nandri anna 🙏"],
};
