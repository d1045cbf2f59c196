//! Whether whoever reports a check tells of a fault that it found, rather than that all is in order.

use super::scene::Scene;
use super::target::Target;
use crate::normal::Normal;
use crate::phrases::{Hit, Lexicon, concepts};
use domain::message::Kind;
use std::sync::LazyLock;

/// So many words may stand between a denial and what it denies.
const BETWEEN_MAX: usize = 2;

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
    let of = |name: &'static str| meant.iter().filter(move |hit| hit.name == name);
    let mut told = of("broken").copied().chain(FOUND.hits(normal));
    let is_denied = |hit: &Hit| of("not").any(|not| denies(normal, not, hit));
    of("fixed").next().is_none() && told.any(|hit| !is_denied(&hit))
}

/// Whether a denial stands just before or after something, in the same sentence.
fn denies(normal: &Normal, not: &Hit, hit: &Hit) -> bool {
    let between = if not.end <= hit.start {
        &normal.text[not.end..hit.start]
    } else if hit.end <= not.start {
        &normal.text[hit.end..not.start]
    } else {
        return false;
    };
    !between.contains([',', '.', ';', '!', '\n', '，', '。', '、', '؛', '،', '।'])
        && between.split_whitespace().count() <= BETWEEN_MAX
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
}
