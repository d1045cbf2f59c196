//! Whether words that confirm a fix dispute it: they take it back, say that it is as before, or that it came again.

use crate::normal::Normal;
use crate::phrases::{Hit, Lexicon, concepts};
use std::sync::LazyLock;

/// So many words may stand between a word and the state that it speaks of.
const BETWEEN_MAX: usize = 2;

static WORDS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::of(&[
        ("but", BUT),
        ("state", STATE),
        ("still", STILL),
        ("again", AGAIN),
        ("signs", SIGNS),
        ("where", WHERE),
    ])
});

const BUT: &str = "but|however|except|although|tapi|tp|tpi|tetapi|namun|kecuali|但*|不过|可是|除了|pero|excepto|mas|porem|ஆனால்|ஆனா|लेकिन|मगर|पर|lekin|magar|لكن|بس";
const STATE: &str = "clean|working|work|works|gone|lancar|solved|settled|dry|cold|bright|bersih|beres|selesai|siap|sejuk|dingin|nyala|menyala|hidup|jalan|kering|pulih|elok|baik|ok|okay|good|fine|干净|好|亮|凉|冷|干|解决|limpio|limpia|\
    limpo|limpa|resuelto|resolvido|arreglado|funciona|funcionando|frio|seco|bien|bem|साफ|ठीक|चालू|சுத்தம*|சரி*|نظيف*|يعمل|تعمل";
/// It goes on.
const STILL: &str = "still|as before|as usual|same as before|masih|msh|macam biasa|sama je|sama aja|sigue|siguen|igual que antes|todavia|aun|continua|continuam|ainda|do mesmo jeito|还是|还在|仍*|照样|又|لسه|لسا|لا يزال|مازال|\
    abhi bhi|ab bhi|waisa hi|अभी भी|अब भी|वैसा ही|innum|appadiye|இன்னும்|அப்படியே|pa rin|pa din|ganun pa rin";
/// It came back.
const AGAIN: &str = "again|lagi|balik|kembali|kambuh|semula|de nuevo|otra vez|volvio|de novo|outra vez|voltou|رجع*|ورجع*|تاني|مرة ثانية|phir se|fir se|dobara|फिर|दोबारा|ulit|na naman|marubadiyum|thirumba|மறுபடி*|திரும்ப*";
/// How a fault shows itself, besides what is plainly broken.
const SIGNS: &str = "blinking|blinks|blink|flickers|drips|dripping|off|hot|dark|menitik|netes|menetes|kelip*|berkelip|panas|gelap|gotea|gotean|goteo|apagado|apagada|caliente|abierto|abierta|pinga|pingando|apagado|apagou|quente|aberto|aberta|\
    滴*|灭*|闪*|热|暗|طفت|طفى|حار|حر|ينقط*|band|tapak|garam|andhera|बंद|टपक*|गरम|अंधेरा|சொட்ட*|சூடா*|இருட்ட*";
/// Asks where the fix would be: nobody who was helped says so.
const WHERE: &str = "what fixed|fixed where|mana ada|apanya|哪里好|哪有好|哪儿好|好什么|kahan ho|kahan hua|kahan theek|कहाँ हुआ|कहाँ ठीक|எங்க முடி*|ما تم|وين تم|nada resuelto|arreglado nada|resolvido nada|consertou nada";

/// Whether a text does not confirm what it seems to.
pub(super) fn is_disputed(normal: &Normal) -> bool {
    let (meant, words) = (concepts::find_all(normal), WORDS.hits(normal));
    let said = |name: &'static str| words.iter().filter(move |hit| hit.name == name);
    let after = |name: &'static str, at: usize| meant.iter().filter(move |hit| hit.name == name && hit.start >= at);
    let is_near = |one: &Hit, other: &Hit| {
        let between = normal.text.get(one.end..other.start);
        between.is_some_and(|between| between.split_whitespace().count() <= BETWEEN_MAX)
    };
    let is_plain =
        |well: &&Hit| !meant.iter().any(|not| not.name == "not" && not.end <= well.start && is_near(not, well));
    let is_well = |at: usize| after("works", at).chain(after("fixed", at)).any(|well| is_plain(&well));
    let is_state = |one: &Hit| said("state").any(|state| is_near(one, state));
    let takes_back = said("but").next_back().is_some_and(|but| {
        let is_denied = after("not", but.end).any(is_state);
        let is_broken = after("broken", but.end).next().is_some() && after("not", but.end).next().is_none();
        (is_denied || is_broken) && !is_well(but.end)
    });
    let is_thanked = meant.iter().any(|hit| hit.name == "thanks");
    let is_denied = |one: &Hit| after("not", one.end).any(|not| is_near(one, not));
    let goes_on =
        said("still").any(|still| !is_well(still.end) && !is_thanked && (!is_state(still) || is_denied(still)));
    let is_fault = || said("signs").next().is_some() || meant.iter().any(|hit| hit.name == "broken");
    // "No smell any more" is said by the word for "again" in Malay.
    let is_over = |again: &Hit| {
        let mut nots = meant.iter().filter(|hit| hit.name == "not" && hit.end <= again.start);
        nots.any(|not| is_near(not, again))
    };
    let is_back = |again: &Hit| !is_well(again.start) && !is_state(again) && !is_over(again);
    let came_back = said("again").any(is_back) && is_fault() && !is_thanked;
    let is_tale = meant.iter().any(|hit| hit.name == "elsewhere");
    !is_tale && (takes_back || goes_on || came_back || said("where").next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dispute_is_known_in_every_language() {
        for text in [
            "they came but it is not clean",
            "washed already but still dirty",
            "dah sapu tapi tak bersih",
            "sudah diperbaiki tp belum beres",
            "修了但是不亮",
            "lo arreglaron pero no funciona",
            "arrumaram mas continua vazando",
            "limparam mas não ficou limpo",
            "done? water still coming out",
            "it is still not working",
            "masih menitik bos",
            "dah ok kejap, lepas tu bocor lagi",
            "sigue goteando",
            "o portão continua aberto",
            "ficou bom mas apagou de novo",
            "还在漏",
            "亮了又不亮",
            "哪里好了",
            "لسه ما يبرد",
            "abhi bhi nahi chal raha",
            "kahan ho gaya bhai",
            "இன்னும் ஒழுகுது",
            "tumutulo pa rin po",
        ] {
            assert!(is_disputed(&Normal::of(text)), "{text}");
        }
    }

    #[test]
    fn a_confirmation_is_none() {
        for text in [
            "all good now, thanks",
            "it was leaking but now ok",
            "took long but no more leak",
            "fixed but nobody told us",
            "dah ok tapi lambat",
            "好了，但是等了很久",
            "ya quedó, pero tardaron mucho",
            "done but why never inform first",
            "still ok since this morning",
            "masih elok sampai sekarang",
            "lampu dah nyala balik",
            "water is back, running again",
            "no more leaking, thanks again",
            "I dreamt it leaks again",
            "mimpi airnya mati lagi, udah lancar",
            "tak bau lagi",
            "ga netes lagi pak",
            "ya funciona otra vez, gracias",
            "voltou ao normal, obrigado",
            "又好了，谢谢",
            "还是好的",
            "theek ho gaya, shukriya",
            "ok na po, salamat",
            "சரி ஆயிடுச்சு நன்றி",
        ] {
            assert!(!is_disputed(&Normal::of(text)), "{text}");
        }
    }

    #[test]
    fn what_confirms_in_the_corpus_is_hardly_ever_a_dispute() {
        let rows = ["asian", "english", "malay-indonesian", "western"].map(|name| {
            std::fs::read_to_string(format!("{}/train/data/{name}.tsv", env!("CARGO_MANIFEST_DIR"))).unwrap()
        });
        let of = |kind: &str| -> Vec<String> {
            let lines = rows.iter().flat_map(|file| file.lines()).map(|line| line.split('\t').collect::<Vec<_>>());
            lines.filter(|row| row[2] == kind).map(|row| row[7].to_owned()).collect()
        };
        let disputed = |kind: &str| {
            let all = of(kind);
            (all.iter().filter(|text| is_disputed(&Normal::of(text))).count(), all.len())
        };
        let (confirmed, reopened) = (disputed("verified"), disputed("reopened"));
        assert!(confirmed.0 <= 2 && confirmed.1 > 200, "{confirmed:?}");
        assert!(reopened.0 > 60, "{reopened:?}");
    }
}
