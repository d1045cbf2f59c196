//! Whether whoever reports a check tells of a fault that it found, rather than that all is in order.

use super::denial::Report;
use super::scene::Scene;
use super::target::Target;
use crate::normal::Normal;
use crate::phrases::{Lexicon, concepts};
use domain::message::Kind;
use std::sync::LazyLock;

/// What a check finds besides what is plainly broken, in the languages of the chats.
static FOUND: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(&[("found", WORDS)]));

const WORDS: &str = "fault|faults|defect*|damage*|worn|abnormal*|problem|problems|overheat*|cracks|crack|rust*|vibrat*|kerosakan|haus|masalah|bermasalah|\
    karat|kerusakan|aus|korosi|故障|异常|異常|损坏|損壞|磨损|磨損|问题|問題|生锈|falla|fallas|averia|averias|dano|danos|desgast*|problema|problemas|oxid*|avaria|defeito*|\
    danific*|ferrug*|பழுது|சேத*|பிரச்ச*|துரு|खराबी|ख़राबी|समस्या|घिस*|जंग|عطل|اعطال|تلف|مشكل*|خلل|صدا";

/// Whether a report of a day of work tells of a fault: the work is a check, its sender owes it, and says that something is
/// broken and neither that it is not nor that it was mended.
pub(super) fn is_found(scene: &Scene<'_>, target: &Target, kind: Kind) -> bool {
    let Target::Day(task, _) = target else { return false };
    let task = scene.situation.directory.tasks.get(task);
    let is_check = task.is_some_and(|task| task.check && task.is_owed_by_sender(scene.heard));
    let is_report = matches!(kind, Kind::Task | Kind::Checkin | Kind::Progress | Kind::Evidence);
    is_check && is_report && is_told(&scene.normal)
}

fn is_told(normal: &Normal) -> bool {
    let meant = concepts::find_all(normal);
    let broken = meant.iter().copied().filter(|hit| hit.name == "broken");
    let told = broken.chain(FOUND.hits(normal)).collect();
    Report::of(normal, &meant, told).has_fault()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_from_its_denial() {
        for text in [
            "door sensor is broken, door not closing",
            "pump 2 leaking from the seal",
            "fault found: oil level low",
            "pam bocor",
            "ada kerosakan pada motor",
            "水泵漏水",
            "发现故障",
            "motor con falla",
            "correia com desgaste",
            "மோட்டார் பழுது",
            "मोटर में ख़राबी है",
            "المضخة فيها عطل",
            "not working",
            "motor faulty cannot start",
            "ada bocor di pam",
            "no leaks, crack on the casing",
            "no power, pump leaking",
            "all ok but pump leaking",
            "semua ok tapi pam bocor",
            "都正常但是水泵漏水",
            "pump 1 ok, pump 2 leaking",
            "pump 1 leaking, pump 2 ok",
            "pump leaking, the rest all ok",
            "noise while running",
            "vibration above normal",
            "noise not normal",
            "cleaned strainer, motor leaking",
            "no noise. Motor leaking.",
        ] {
            assert!(is_told(&Normal::of(text)), "{text}");
        }
        for text in [
            "checked, all ok",
            "no leak, all good",
            "no faults found",
            "nothing broken",
            "tiada masalah",
            "没问题",
            "没有漏水",
            "sin problemas",
            "sem defeitos",
            "பழுது இல்லை",
            "कोई ख़राबी नहीं",
            "لا يوجد عطل",
            "leak was fixed",
        ] {
            assert!(!is_told(&Normal::of(text)), "{text}");
        }
    }

    #[test]
    fn all_in_order_is_no_fault_however_it_is_said() {
        for text in [
            "no abnormal noise, vibration or leak",
            "no leaks, cracks or damage",
            "no visible signs of any leak",
            "checked noise and vibration, all normal",
            "noise and vibration normal",
            "leaks: none",
            "leaks, cracks: none",
            "checked for leaks, none found",
            "trip test done ok",
            "cleaned dirty strainer",
            "tightened loose bolts",
            "strainer was dirty, cleaned",
            "tiada bunyi pelik, bau atau retak",
            "tiada retak, karat atau kerosakan",
            "tiada sebarang tanda kerosakan",
            "periksa bau dan karat, semua normal",
            "kerosakan: tiada",
            "periksa kerosakan, tiada",
            "ujian trip ok",
            "cuci penapis kotor",
            "ketatkan bolt longgar",
            "tidak ada bau aneh, retak atau kerusakan",
            "tidak ada retak, karat atau kerusakan",
            "tidak terlihat tanda kerusakan",
            "cek bau dan karat, semua normal",
            "kerusakan: nihil",
            "cek kerusakan, tidak ditemukan",
            "tes trip ok",
            "membersihkan saringan kotor",
            "mengencangkan baut longgar",
            "无异响、振动或漏水",
            "没有漏水、裂纹或损坏",
            "没有任何漏水迹象",
            "检查漏水和异常，都正常",
            "漏水：无",
            "检查漏水，未发现",
            "漏电测试正常",
            "清洗了脏的过滤网",
            "更换后清洗脏滤网",
        ] {
            assert!(!is_told(&Normal::of(text)), "{text}");
        }
    }
}
