//! Sentences of every language, and what must never be taken for an order.

use super::words::{Word, cut};
use super::{Fit, Sense, fits};
use proptest::prelude::*;

/// Usual words that take an order back only beside it.
#[test]
fn a_usual_word_takes_back_only_beside_the_order() {
    for text in
        ["batal", "kembalikan", "ibalik", "还原", "tarik balik", "take it back", "तुम वापस लो", "wapas lo", "تراجع"]
    {
        let fit = fits(text).find(|fit| fit.sense == Sense::Undo);
        assert!(fit.is_none_or(|fit| fit.is_loose), "{text}");
    }
    for text in ["undo", "deshacer", "desfazer", "撤销", "undo karo", "செயல்தவிர்", "पूर्ववत"]
    {
        assert!(fits(text).any(|fit| fit.sense == Sense::Undo && !fit.is_loose), "{text}");
    }
}

/// What a text can be, in short: its sense, its tickets, and what fills the slots.
fn said(text: &str) -> Option<String> {
    let first = |fit: &Fit| {
        let slots = &fit.slots;
        let number = |number: Option<u32>| number.map(|number| format!(" {number}")).unwrap_or_default();
        let words = [&slots.name, &slots.place, &slots.rest].map(|words| words.join(" "));
        let words: String = words.iter().filter(|words| !words.is_empty()).map(|words| format!(" {words}")).collect();
        format!("{:?}{}{}{words}", fit.sense, number(slots.ticket), number(slots.second))
    };
    fits(text).next().as_ref().map(first)
}

/// What is said, and what it is.
const ORDERS: &[(&str, &str)] = &[
    ("assign #142 to Ali", "Assign 142 ali"),
    ("Assign T-142 to Ali Hassan please", "Assign 142 ali hassan"),
    ("pls assign #142 to @Ali", "Assign 142 ali"),
    ("P1 #142", "Priority(1) 142"),
    ("#142 p2 pls", "Priority(2) 142"),
    ("done #142", "Resolve 142"),
    ("Done #142 🙏", "Resolve 142"),
    ("#142 settled already boss", "Resolve 142"),
    ("hold #142 waiting for part", "Hold 142 part"),
    ("hold #142: waiting for approval", "Hold 142 approval"),
    ("reopen #142", "Reopen 142"),
    ("#142 still not fixed", "Dispute 142"),
    ("verify #142", "Verify 142"),
    ("close T-9", "Close 9"),
    ("merge #3 into #2", "Merge 3 2"),
    ("#3 same as #2", "Merge 3 2"),
    ("note #142 spare key with guard", "Note 142 spare key with guard"),
    ("I'll take #7", "Take 7"),
    ("cancel #7", "Cancel 7"),
    ("undo", "Undo"),
    ("excuse Block C today: no water", "Excuse block c no water"),
    ("Excuse mopping because of rain", "Excuse mopping rain"),
    ("excuse, rain", "ExcuseIt rain"),
    ("kecualikan Blok C hari ni sebab tiada air", "Excuse blok c tiada air"),
    ("kecualikan Blok C hari ini karena hujan", "Excuse blok c hujan"),
    ("豁免C座今天：停水", "Excuse c 座 停 水"),
    ("விலக்கு லாபி இன்று மழை", "Excuse லாபி மழை"),
    ("लॉबी को आज छूट दो बारिश", "Excuse लॉबी बारिश"),
    ("dispensa Bloque C hoy por lluvia", "Excuse bloque c lluvia"),
    ("dispensar Bloco C hoje: sem água", "Excuse bloco c sem agua"),
    ("استثن اللوبي اليوم بسبب المطر", "Excuse اللوبي المطر"),
    ("palampasin ang Block C ngayon dahil ulan", "Excuse block c ulan"),
    ("cannot today, no water", "Skip today no water"),
    ("tak boleh hari ni, tiada air", "Skip hari ni tiada air"),
    ("今天做不了，停水", "Skip 停 水"),
    ("hoy no puedo, sin agua", "Skip sin agua"),
    ("aaj nahi ho payega, paani nahi", "Skip paani nahi"),
    ("tugaskan #142 kepada Ali", "Assign 142 ali"),
    ("serah #142 kpd Kak Siti", "Assign 142 kak siti"),
    ("siap #142", "Resolve 142"),
    ("#142 dah siap boss", "Resolve 142"),
    ("tutup #142", "Close 142"),
    ("tangguh #142 sebab tunggu alat ganti", "Hold 142 tunggu alat ganti"),
    ("buka semula #142", "Reopen 142"),
    ("gabung #3 dengan #2", "Merge 3 2"),
    ("segera #142", "Priority(1) 142"),
    ("batal", "Undo"),
    ("serahkan #142 ke Pak Budi", "Assign 142 pak budi"),
    ("#12 udah beres", "Resolve 12"),
    ("tunda #12 nunggu suku cadang", "Hold 12 suku cadang"),
    ("把#142交给阿辉", "Assign 142 阿 辉"),
    ("#142 修好了", "Resolve 142"),
    ("请关闭 #142", "Close 142"),
    ("暂停#142 等配件", "Hold 142 配 件"),
    ("合并 #3 到 #2", "Merge 3 2"),
    ("撤销", "Undo"),
    ("#142 முருகனுக்கு ஒதுக்கு", "Assign 142 முருகனுக்கு"),
    ("#142 முடிந்தது", "Resolve 142"),
    ("மூடு #142", "Close 142"),
    ("#142 ramesh ku kudu", "Assign 142 ramesh"),
    ("#142 mudinjathu", "Resolve 142"),
    ("#142 रमेश को दो", "Assign 142 रमेश"),
    ("#142 ठीक हो गया", "Resolve 142"),
    ("#142 ramesh ko assign karo", "Assign 142 ramesh"),
    ("#142 ho gaya", "Resolve 142"),
    ("asigna #142 a Juan", "Assign 142 juan"),
    ("listo #142", "Resolve 142"),
    ("cerrar #142 por favor", "Close 142"),
    ("pausar #142 por repuesto", "Hold 142 repuesto"),
    ("deshacer", "Undo"),
    ("passa #142 para o João", "Assign 142 joao"),
    ("resolvido #142", "Resolve 142"),
    ("encerrar #142", "Close 142"),
    ("reabrir #142", "Reopen 142"),
    ("desfazer", "Undo"),
    ("أسند #142 إلى علي", "Assign 142 علي"),
    ("تم #142", "Resolve 142"),
    ("أغلق #142", "Close 142"),
    ("تراجع", "Undo"),
    ("isara #142", "Close 142"),
    ("tapos na #142", "Resolve 142"),
    ("Kumar on call instead of Azlan until Friday", "StandIn(Said) kumar azlan friday"),
    ("Kumar is on-call till Friday instead of Azlan", "StandIn(Said) kumar azlan friday"),
    ("Kumar on call tonight instead of Azlan", "StandIn(Morning) kumar azlan"),
    ("kumar on call instead of azlan please", "StandIn(Turn) kumar azlan"),
    ("Kumar on call ganti Azlan sampai Jumaat", "StandIn(Said) kumar azlan jumaat"),
    ("Kumar ganti Azlan standby malam ni", "StandIn(Morning) kumar azlan"),
    ("Budi siaga menggantikan Pak Agus sampai Jumat", "StandIn(Said) budi pak agus jumat"),
    ("Budi gantiin Agus piket malam ini", "StandIn(Morning) budi agus"),
    ("张伟替李明值班到周五", "StandIn(Said) 张 伟 李 明 周 五"),
    ("今晚张伟替李明值班", "StandIn(Morning) 张 伟 李 明"),
    ("Kumar de guardia en lugar de Azlan hasta el viernes", "StandIn(Said) kumar azlan el viernes"),
    ("Kumar de sobreaviso no lugar de Azlan até sexta-feira", "StandIn(Said) kumar azlan sexta feira"),
];

#[test]
fn orders_are_known_in_every_language() {
    let mut failed = Vec::new();
    for (text, expected) in ORDERS {
        let fit = said(text).unwrap_or_else(|| "nothing".to_owned());
        failed.extend((fit != *expected).then(|| format!("{text}: {fit}, not {expected}")));
    }
    assert_eq!(failed, Vec::<String>::new());
}

#[test]
fn that_a_pause_is_wrong_is_known_in_every_language() {
    for text in [
        "we contest the hold of #1",
        "#1 shouldn't be on hold, access was given",
        "why is #1 on hold? we have the parts",
        "kami bantah penangguhan #1",
        "kenapa #1 ditangguh? alat ganti dah ada",
        "saya keberatan dengan penundaan #1",
        "kenapa #1 ditunda? sparepart sudah ada",
        "我们不同意 #1 的暂停",
        "#1 为什么暂停？配件已经到了",
        "#1 நிறுத்தத்தை எதிர்க்கிறோம்",
        "#1 ஏன் நிறுத்தப்பட்டது? பாகம் உள்ளது",
        "#1 hold thappu",
        "#1 yen hold? part irukku",
        "#1 की रोक पर आपत्ति है",
        "#1 क्यों रोका? पार्ट आ गए हैं",
        "#1 ka hold galat hai, samaan tha",
        "#1 kyun roka? part aa gaya hai",
        "no estoy de acuerdo con la pausa de #1",
        "¿por qué #1 está en espera? ya llegaron los repuestos",
        "contestamos a pausa do #1",
        "por que #1 está em espera? a peça já chegou",
        "نعترض على تعليق #1",
        "لماذا #1 معلق؟ قطع الغيار موجودة",
        "tinututulan namin ang hold sa #1",
        "bakit naka-hold #1? nandito na ang piyesa",
    ] {
        let found: Vec<Sense> = fits(text).map(|fit| fit.sense).collect();
        assert!(found.contains(&Sense::Contest), "{text}: {found:?}");
    }
}

#[test]
fn questions_are_known_in_every_language() {
    for (text, sense) in [
        ("status?", Sense::Overview),
        ("status #142", Sense::Status),
        ("#142?", Sense::Status),
        ("any update on #142?", Sense::Status),
        ("what is overdue at Block B?", Sense::Overdue),
        ("what's open?", Sense::Open),
        ("my jobs", Sense::Mine),
        ("who is on shift?", Sense::OnShift),
        ("siapa syif?", Sense::OnShift),
        ("siapa jaga malam ni?", Sense::OnShift),
        ("apa yang lewat di Blok B?", Sense::Overdue),
        ("siapa yang piket sekarang?", Sense::OnShift),
        ("apa saja yang telat?", Sense::Overdue),
        ("谁在值班？", Sense::OnShift),
        ("B座有哪些逾期？", Sense::Overdue),
        ("#142 怎么样了？", Sense::Status),
        ("யார் பணியில்?", Sense::OnShift),
        ("ड्यूटी पर कौन है?", Sense::OnShift),
        ("duty pe kaun hai?", Sense::OnShift),
        ("¿quién está de turno?", Sense::OnShift),
        ("¿qué está vencido en Torre B?", Sense::Overdue),
        ("quem está de plantão?", Sense::OnShift),
        ("o que está atrasado no Bloco B?", Sense::Overdue),
        ("من المناوب الآن؟", Sense::OnShift),
        ("sino ang naka-duty?", Sense::OnShift),
        ("who is on call?", Sense::OnCall),
        ("who's on call tonight at Block B?", Sense::OnCall),
        ("siapa on call?", Sense::OnCall),
        ("sapa standby malam ni?", Sense::OnCall),
        ("siapa yang siaga malam ini?", Sense::OnCall),
        ("今晚谁值班?", Sense::OnShift),
        ("今晚谁待命？", Sense::OnCall),
        ("யார் அழைப்பில்?", Sense::OnCall),
        ("ऑन कॉल कौन है?", Sense::OnCall),
        ("on call kaun hai?", Sense::OnCall),
        ("quem está de sobreaviso?", Sense::OnCall),
        ("¿quién está de retén?", Sense::OnCall),
        ("مين تحت الطلب الليلة؟", Sense::OnCall),
        ("sino ang on call?", Sense::OnCall),
    ] {
        let found: Vec<Sense> = fits(text).map(|fit| fit.sense).collect();
        assert!(found.contains(&sense), "{text}: {found:?}, not {sense:?}");
    }
}

#[test]
fn a_report_is_asked_for_in_every_language() {
    use domain::order::Running::{Day, Month, Week};
    for (text, running, place) in [
        ("report", Week, ""),
        ("Weekly report please", Week, ""),
        ("report for today", Day, ""),
        ("send me the monthly report for Block B", Month, "block b"),
        ("report Block B this week", Week, "block b"),
        ("laporan", Week, ""),
        ("laporan minggu ini Block B", Week, "block b"),
        ("tolong hantar laporan hari ni", Day, ""),
        ("kirim laporan bulan ini untuk Blok C", Month, "blok c"),
        ("laporan pekan ini", Week, ""),
        ("报告", Week, ""),
        ("发给我今天的报告", Day, ""),
        ("B座月报", Month, "b 座"),
        ("அறிக்கை", Week, ""),
        ("இன்றைய அறிக்கை அனுப்புங்கள்", Day, ""),
        ("intha vaara report anuppunga", Week, ""),
        ("रिपोर्ट", Week, ""),
        ("ब्लॉक बी की इस महीने की रिपोर्ट दीजिए", Month, "ब्लॉक बी"),
        ("aaj ki report bhejo", Day, ""),
        ("informe", Week, ""),
        ("reporte de hoy", Day, ""),
        ("mándame el informe semanal de Torre B", Week, "torre b"),
        ("relatório", Week, ""),
        ("relatório do mês do Bloco B", Month, "bloco b"),
        ("تقرير", Week, ""),
        ("أرسل لي تقرير هذا الشهر", Month, ""),
        ("ulat ngayong linggo", Week, ""),
    ] {
        let place: Vec<String> = cut(place)
            .into_iter()
            .filter_map(|word| match word {
                Word::Said(word) => Some(word),
                Word::Ticket(_) | Word::Number(_) => None,
            })
            .collect();
        let found: Vec<_> = fits(text).map(|fit| (fit.sense, fit.slots.place)).collect();
        assert!(
            found.contains(&(Sense::Report(running), place.clone())),
            "{text}: {found:?}, not {running:?} {place:?}"
        );
    }
}

#[test]
fn what_only_sounds_like_an_order_is_none() {
    for text in [
        "done",
        "Done toilet L1",
        "unit #12-05 no water",
        "#11-03 Blk 12 no water also",
        "block A #2 lift stuck",
        "hold 2 minutes please",
        "close 2 gates",
        "give 2 to Ali",
        "not done yet #142, waiting",
        "please assign someone to check #142 tomorrow morning",
        "lift 3 not working",
        "3 done 2 pending",
        "help",
        "ok",
        "noted",
        "fire at #142",
        "done #142 but the water is still leaking a bit",
        "batal meeting esok",
        "cancel the 3pm meeting",
        "who is on leave?",
        "Azlan on call tonight",
        "call Azlan instead of me",
        "p1 basement gate stuck",
        "unit 142",
        "142",
        "assign 2 guards please",
        "assign Ali to 5",
        "assign Kumar for 3",
        "Ramesh ko 500 dena",
        "P1 12",
        "P2 14",
        "set 2 to high",
        "junta 2 a 4",
        "junta 3 y 30",
        "reunion de 2 a 4",
        "merge 2 and 3",
        "gabung 3 dan 4",
        "合并 2 到 3",
        "把3给4楼",
        "passa 2 para o Joao",
        "segera 5",
        "lista",
        "Lista",
        "pendientes",
        "pendiente",
        "atrasados",
        "pendentes",
        "தாமதம்",
        "🔥 #142",
        "done #142\nalso lobby light broken",
    ] {
        let numbered = fits(text).find(|fit| fit.slots.ticket.is_some() && !fit.is_loose);
        let plain =
            fits(text).find(|fit| matches!(fit.sense, Sense::Undo | Sense::Open | Sense::Overdue | Sense::StandIn(_)));
        let unnumbered =
            fits(text).find(|fit| fit.slots.ticket.is_some() && fit.sense != Sense::Status && !fit.is_loose);
        assert_eq!((numbered.or(unnumbered), plain), (None, None), "{text}");
    }
}

proptest! {
    /// Whatever is typed, looking at it ends, and what is found stands in the text.
    #[test]
    fn any_text_is_looked_at(text in "\\PC{0,260}") {
        for fit in fits(&text) {
            if let Some(number) = fit.slots.ticket {
                prop_assert!(text.chars().any(char::is_numeric), "{text}: {number}");
            }
        }
    }

    /// Words and numbers of the patterns themselves, thrown together.
    #[test]
    fn any_mix_of_its_own_words_is_looked_at(
        words in proptest::collection::vec(
            prop_oneof![
                Just("#3"), Just("T-2"), Just("7"), Just("assign"), Just("to"), Just("把"), Just("给"), Just("siap"),
                Just("hold"), Just("waiting for"), Just("को"), Just("دو"), Just("?"), Just("😡"), Just("#12-05"), Just("ali"),
            ],
            0..60,
        )
    ) {
        let text = words.join(" ");
        prop_assert!(fits(&text).count() <= super::PATTERNS.all.len());
    }
}

/// Every message of the corpus: what people say to each other, as far as we know it.
#[test]
fn what_people_say_to_each_other_is_no_order() {
    let (mut numbered, mut plain, mut total) = (Vec::new(), Vec::new(), 0);
    for file in ["english", "malay-indonesian", "asian", "western"] {
        let path = format!("{}/train/data/{file}.tsv", env!("CARGO_MANIFEST_DIR"));
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let text = line.split('\t').nth(7).unwrap().replace("\\n", "\n");
            let is_plain = |sense| {
                matches!(
                    sense,
                    Sense::Undo
                        | Sense::Overview
                        | Sense::Open
                        | Sense::Overdue
                        | Sense::Mine
                        | Sense::Excuse
                        | Sense::Contest
                )
            };
            let is_plain = |fit: &Fit| is_plain(fit.sense) || matches!(fit.sense, Sense::Report(_)) && !fit.is_loose;
            total += 1;
            numbered.extend(fits(&text).any(|fit| fit.slots.ticket.is_some()).then(|| text.clone()));
            plain.extend(fits(&text).any(|fit| is_plain(&fit)).then_some(text));
        }
    }
    assert!(total > 7_000, "{total}");
    assert_eq!((numbered, plain), (Vec::<String>::new(), Vec::new()));
}
