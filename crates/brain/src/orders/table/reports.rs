//! Asking for a report of the day, the week or the month, of everything or of one place.

use super::Says;
use crate::orders::Sense;
use domain::order::Running;

/// What asks for the report of one stretch of time: `what` it is called with that, `bare` without, `when` it is, the `verbs` of
/// asking, what stands before a place (`at`) and after one (`of`). Without a verb a lead alone means it so: others head what
/// they themselves report with the same words.
macro_rules! report {
    ($running:ident, what: $what:literal, bare: $bare:literal, when: $when:literal, verbs: $verbs:literal, at: $at:literal, of: $of:literal) => {
        (
            Sense::Report(Running::$running),
            &[
                concat!("?(", $what, ")"),
                concat!("?(", $what, ") [", $at, "] &"),
                concat!("?& [", $of, "] (", $what, ")"),
                concat!("?(", $bare, ") [", $at, "] & (", $when, ")"),
                concat!("?(", $when, ") (", $bare, ") [", $at, "] &"),
                concat!("(", $verbs, ") (", $what, ")"),
                concat!("(", $what, ") (", $verbs, ")"),
                concat!("(", $verbs, ") (", $what, ") [", $at, "] &"),
                concat!("(", $verbs, ") (", $bare, ") [", $at, "] & (", $when, ")"),
                concat!("& [", $of, "] (", $what, ") (", $verbs, ")"),
            ],
        )
    };
}

/// The three stretches of one language, which share all but what they are called and when they are.
macro_rules! reports {
    (
        day: $day:literal, $today:literal; week: $week:literal, $this_week:literal; month: $month:literal, $this_month:literal;
        bare: $bare:literal; verbs: $verbs:literal; at: $at:literal; of: $of:literal
    ) => {
        &[
            report!(Day, what: $day, bare: $bare, when: $today, verbs: $verbs, at: $at, of: $of),
            report!(Week, what: $week, bare: $bare, when: $this_week, verbs: $verbs, at: $at, of: $of),
            report!(Month, what: $month, bare: $bare, when: $this_month, verbs: $verbs, at: $at, of: $of),
        ]
    };
}

pub(super) const ENGLISH: &[Says] = reports!(
    day: "today's report|todays report|today report|daily report|report today|report for today|report of today", "today";
    week: "weekly report|this week's report|this weeks report|report this week|report for this week|report for the week|\
           report of this week|report", "this week";
    month: "monthly report|this month's report|this months report|report this month|report for this month|\
            report for the month|report of this month", "this month";
    bare: "report";
    verbs: "send|send me|send us|send the|send me the|give me|give me the|show|show me|show me the|get me|get me the|i want|\
            i want the|i need|i need the|can i have the|may i have the";
    at: "at|in|for|of|from";
    of: "'s"
);

pub(super) const MALAY: &[Says] = reports!(
    day: "laporan hari ini|laporan hari ni|laporan harian|report hari ini|report hari ni|report harian", "hari ini|hari ni";
    week: "laporan minggu ini|laporan minggu ni|laporan mingguan|report minggu ini|report minggu ni|report mingguan|laporan",
          "minggu ini|minggu ni";
    month: "laporan bulan ini|laporan bulan ni|laporan bulanan|report bulan ini|report bulan ni|report bulanan",
           "bulan ini|bulan ni";
    bare: "laporan|report";
    verbs: "hantar|bagi|beri|tunjuk|tunjukkan|nak|saya nak|boleh bagi|boleh hantar";
    at: "di|kat|dekat|untuk";
    of: "punya"
);

pub(super) const INDONESIAN: &[Says] = reports!(
    day: "laporan hari ini|laporan harian|report hari ini", "hari ini";
    week: "laporan minggu ini|laporan pekan ini|laporan mingguan|report minggu ini|laporan", "minggu ini|pekan ini";
    month: "laporan bulan ini|laporan bulanan|report bulan ini", "bulan ini";
    bare: "laporan|report";
    verbs: "kirim|kirimkan|kirimin|kasi|beri|berikan|tunjukkan|mau|saya mau|bisa kirim";
    at: "di|untuk|dari";
    of: "punya"
);

pub(super) const CHINESE: &[Says] = reports!(
    day: "今日报告|今天报告|今天的报告|今日的报告|每日报告|日报|今日報告|今天報告|今天的報告|每日報告|日報", "今天|今日";
    week: "本周报告|这周报告|本周的报告|这周的报告|这个星期的报告|每周报告|周报|本週報告|這週報告|本週的報告|這週的報告|\
           這個星期的報告|每週報告|週報|报告|報告|报表|報表", "本周|这周|这个星期|本週|這週|這個星期";
    month: "本月报告|这个月报告|本月的报告|这个月的报告|每月报告|月报|本月報告|這個月報告|本月的報告|這個月的報告|每月報告|月報",
           "本月|这个月|這個月";
    bare: "报告|報告|报表|報表";
    verbs: "发|发给我|给我|给我看|看|查看|我要|我要看|發|發給我|給我|給我看|我要看";
    at: "在";
    of: "的"
);

pub(super) const TAMIL: &[Says] = reports!(
    day: "இன்றைய அறிக்கை|இன்றைய ரிப்போர்ட்|தினசரி அறிக்கை", "இன்று|இன்றைக்கு";
    week: "இந்த வார அறிக்கை|இந்த வார ரிப்போர்ட்|வாராந்திர அறிக்கை|வார அறிக்கை|அறிக்கை|ரிப்போர்ட்", "இந்த வாரம்";
    month: "இந்த மாத அறிக்கை|இந்த மாத ரிப்போர்ட்|மாதாந்திர அறிக்கை|மாத அறிக்கை", "இந்த மாதம்";
    bare: "அறிக்கை|ரிப்போர்ட்";
    verbs: "அனுப்பு|அனுப்புங்கள்|அனுப்பவும்|கொடு|கொடுங்கள்|காட்டு|காட்டுங்கள்|வேண்டும்";
    at: "இல்";
    of: "இன்"
);

pub(super) const TANGLISH: &[Says] = reports!(
    day: "innaiku report|inniku report|indraiya report", "innaiku|inniku";
    week: "intha vaara report|indha vaara report|intha week report", "intha vaaram|indha vaaram";
    month: "intha maasa report|indha maasa report|intha month report", "intha maasam|indha maasam";
    bare: "report";
    verbs: "anuppu|anuppunga|kudu|kudunga|kaattu|venum";
    at: "il";
    of: "oda"
);

pub(super) const HINDI: &[Says] = reports!(
    day: "आज की रिपोर्ट|दैनिक रिपोर्ट|डेली रिपोर्ट", "आज";
    week: "इस हफ्ते की रिपोर्ट|इस सप्ताह की रिपोर्ट|साप्ताहिक रिपोर्ट|वीकली रिपोर्ट|रिपोर्ट", "इस हफ्ते|इस सप्ताह";
    month: "इस महीने की रिपोर्ट|मासिक रिपोर्ट|मंथली रिपोर्ट", "इस महीने";
    bare: "रिपोर्ट";
    verbs: "भेजो|भेजिए|भेज दो|दो|दीजिए|दे दो|दिखाओ|दिखाइए|चाहिए";
    at: "में";
    of: "की|का|के"
);

pub(super) const HINGLISH: &[Says] = reports!(
    day: "aaj ki report|aaj ka report", "aaj";
    week: "is hafte ki report|is hafte ka report|iss hafte ki report|is week ki report", "is hafte|iss hafte";
    month: "is mahine ki report|is mahine ka report|iss mahine ki report|is month ki report", "is mahine|iss mahine";
    bare: "report";
    verbs: "bhejo|bhej do|bhejiye|do|de do|dijiye|dikhao|chahiye";
    at: "mein|me";
    of: "ki|ka"
);

pub(super) const SPANISH: &[Says] = reports!(
    day: "informe de hoy|reporte de hoy|informe del dia|reporte del dia|informe diario|reporte diario", "hoy|de hoy";
    week: "informe de esta semana|reporte de esta semana|informe de la semana|reporte de la semana|informe semanal|\
           reporte semanal|informe|reporte", "esta semana|de esta semana";
    month: "informe de este mes|reporte de este mes|informe del mes|reporte del mes|informe mensual|reporte mensual",
           "este mes|de este mes";
    bare: "informe|reporte";
    verbs: "manda|mandame|mandame el|manda el|envia|envia el|enviame|enviame el|dame|dame el|muestrame|muestrame el|quiero el|\
            necesito el";
    at: "en|en el|en la|de|del|de la|para";
    of: "el"
);

pub(super) const PORTUGUESE: &[Says] = reports!(
    day: "relatorio de hoje|relatorio do dia|relatorio diario", "hoje|de hoje";
    week: "relatorio desta semana|relatorio dessa semana|relatorio da semana|relatorio semanal|relatorio",
          "esta semana|essa semana|desta semana|dessa semana";
    month: "relatorio deste mes|relatorio desse mes|relatorio do mes|relatorio mensal", "este mes|esse mes|deste mes|desse mes";
    bare: "relatorio";
    verbs: "manda|manda o|me manda|me manda o|mande o|envia o|me envia o|envie o|mostra o|me mostra o|quero o|preciso do|me da o";
    at: "em|no|na|de|do|da|para";
    of: "o"
);

pub(super) const ARABIC: &[Says] = reports!(
    day: "تقرير اليوم|التقرير اليومي|تقرير يومي", "اليوم";
    week: "تقرير هذا الأسبوع|تقرير الأسبوع|التقرير الأسبوعي|تقرير أسبوعي|تقرير|التقرير", "هذا الأسبوع";
    month: "تقرير هذا الشهر|تقرير الشهر|التقرير الشهري|تقرير شهري", "هذا الشهر";
    bare: "تقرير|التقرير";
    verbs: "أرسل|أرسل لي|ابعث|ابعث لي|أعطني|أعطيني|أرني|أريد|ابي";
    at: "في|عن|من";
    of: "في"
);

pub(super) const FILIPINO: &[Says] = reports!(
    day: "ulat ngayon|ulat ngayong araw|report ngayon|report ngayong araw|arawang ulat", "ngayon|ngayong araw";
    week: "ulat ngayong linggo|report ngayong linggo|report ngayong week|lingguhang ulat|ulat", "ngayong linggo";
    month: "ulat ngayong buwan|report ngayong buwan|buwanang ulat", "ngayong buwan";
    bare: "ulat|report";
    verbs: "padala|ipadala|ipadala ang|padala ng|pahingi ng|pakita ng|ipakita ang";
    at: "sa|ng";
    of: "na"
);
