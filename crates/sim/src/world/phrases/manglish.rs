//! English as spoken in Malaysia and Singapore.

use super::Book;

/// The phrasebook.
pub const BOOK: Book = Book {
    reports: [
        &[
            "Aiyo lift {place} jam again la, cannot go down",
            "lift at {place} spoil already, old aunty climbing stairs leh",
            "Boss lift {place} stuck oredi, got people inside or not dunno",
        ],
        &[
            "{place} ceiling dripping water non stop wei",
            "pipe bocor at {place}, floor all wet liao",
            "Water leaking {place}, my shoes all basah",
        ],
        &[
            "{place} so dark la, lights all mati",
            "{place} light kong liao, pls send someone",
            "no electric at {place} leh, whole row",
        ],
        &[
            "{place} aircon not cold one, sweating like mad",
            "aircond {place} blow hot wind only",
            "wah {place} damn hot, aircon spoil again izit",
        ],
        &[
            "rubbish {place} overflow until outside, smelly die",
            "{place} bin full liao nobody come collect",
            "dustbin at {place} so full, cats come dig oredi",
        ],
        &[
            "{place} floor so dirty, dunno who spill milo",
            "slippery la {place}, almost fall down just now",
            "{place} got vomit, pls clean faster, smell until cannot tahan",
        ],
        &[
            "{place} got cockroach flying wei, die",
            "rat at {place}!! damn big one",
            "ants everywhere {place}, my bread also kena",
        ],
        &[
            "{place} gate cannot close one, open whole night how",
            "tap card at {place} no response la",
            "barrier {place} stuck, car all line up outside liao",
        ],
        &[
            "cctv {place} black screen leh",
            "guard say camera {place} dead since yesterday",
            "camera {place} nothing to see one, blank",
        ],
        &[
            "{place} got burning smell wei, smoke coming out!!",
            "fire alarm {place} ring non stop, real or not?",
            "smoke at {place} quick quick come",
        ],
        &[
            "{place} tile pop up liao, later people fall down",
            "ceiling {place} want to drop oredi",
            "wall {place} crack until can see inside",
        ],
        &[
            "wifi {place} die again, how to work like this",
            "{place} internet cannot, loading only",
            "{place} line down la, card machine cannot use",
        ],
    ],
    again: &[
        "ya la same here {place}",
        "me also kena",
        "still like that leh {place}",
        "same same, {place} since morning",
        "any update ar? {place} still not ok",
    ],
    assign: &[
        "{who} can help go {place} tengok?",
        "{who} pls settle {place} today ya",
        "Bro {who} kindly attend {place} urgent",
        "{who} u handle this one",
        "pass to {who} ya",
    ],
    on_it: &[
        "ok boss on the way",
        "coming coming, 15 min",
        "noted boss, check now",
        "at {place} doing now",
        "ok can, after lunch I go",
    ],
    waiting: &[
        "no stock la boss, wait part 3 days",
        "part not come yet",
        "knock knock nobody open door",
        "wait quotation approve first ya boss",
    ],
    done: &[
        "done boss",
        "settle liao {place}",
        "ok oredi boss, tested",
        "{place} can use already",
        "repair finish, pls check",
    ],
    not_done: &[
        "not yet la boss, still same",
        "where got ok, {place} still spoil",
        "u sure? I just tried, cannot leh",
        "fix what, 5 min only then spoil again",
    ],
    fine: &["ok can use now, tq", "confirm ok boss", "yup {place} ok oredi", "good good, close it"],
    back: &[
        "{place} spoil AGAIN, last week only repair",
        "aiyo same thing at {place} come back",
        "{place} again leh, how many times already",
    ],
    task_done: &[
        "{task} done boss",
        "{task} settle",
        "morning boss {task} finish oredi",
        "{task} ok 👌",
        "done {task} ya",
    ],
    check_in: &[
        "{place} ok boss, clear",
        "at {place} now, nothing",
        "{place} check done, all ok",
        "reach {place} liao",
    ],
    question: &[
        "office today open until what time ar?",
        "who got key {place}?",
        "tomorrow got water or not?",
        "swimming pool can use ar?",
    ],
    chatter: &[
        "morning all",
        "tapau anyone? going kopitiam now",
        "wah rain so heavy",
        "happy birthday uncle!",
        "jam teruk today federal highway",
        "haha",
        "who parking block my car, WXY 88",
        "selamat pagi semua, coffee coffee",
    ],
    thanks: &["tq boss", "thank you ya, very fast", "tengkiu 🙏"],
};
