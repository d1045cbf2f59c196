//! English, as an office writes it on a phone.

use super::Book;

/// The phrasebook.
pub const BOOK: Book = Book {
    reports: [
        &[
            "Lift at {place} has stopped between floors, doors won't open",
            "The lift at {place} is out again, been pressing for ten minutes",
            "{place} lift dead. Tenants are taking the stairs with prams",
        ],
        &[
            "Water dripping through the ceiling at {place}, there is a puddle already",
            "Pipe under the sink at {place} is leaking badly",
            "Leak at {place}, someone put a bucket but it's nearly full",
        ],
        &[
            "All the lights are off at {place}, can't see a thing",
            "Two lights flickering at {place} since last night and now both dead",
            "No power at {place}, the breaker keeps tripping",
        ],
        &[
            "Aircon at {place} is blowing warm air again",
            "It's 29 degrees inside {place}, the AC isn't cooling",
            "AC unit at {place} making a grinding noise and not cold",
        ],
        &[
            "Bins at {place} overflowing, bags all over the floor",
            "Nobody collected the rubbish at {place} since Friday",
            "{place} bin room stinks, full to the door",
        ],
        &[
            "Someone spilled coffee all over {place}, slippery",
            "Floor at {place} is filthy, muddy footprints everywhere",
            "Vomit on the floor at {place}, please send a cleaner",
        ],
        &[
            "Cockroaches at {place} again, big ones",
            "Saw a rat run behind the cabinet at {place}",
            "Ants all over the counter at {place}",
        ],
        &[
            "The gate at {place} won't close, it just hangs open",
            "Access card reader at {place} not reading any card",
            "Barrier at {place} stuck down, cars queueing to the road",
        ],
        &[
            "Camera at {place} is showing a black screen",
            "CCTV at {place} offline since morning",
            "The camera facing {place} has been turned to the wall",
        ],
        &[
            "Smell of burning at {place}, there is smoke!!",
            "Fire alarm ringing at {place}, people are coming out",
            "Smoke coming from the panel at {place}, urgent",
        ],
        &[
            "Ceiling board at {place} sagging, looks like it will fall",
            "Broken tile at {place}, my mum almost tripped",
            "Crack in the wall at {place} is getting longer",
        ],
        &[
            "Wifi at {place} is down for everyone",
            "No internet at {place}, the terminal cannot take cards",
            "The screen at {place} shows an error since yesterday",
        ],
    ],
    again: &[
        "same here, also at {place}",
        "Can confirm, just walked past {place}, still the same",
        "Not only you, we noticed it too",
        "+1 {place} since this morning",
        "Is someone coming for {place}? It's still like that",
    ],
    assign: &[
        "{who} please handle {place}",
        "{who} can you go to {place} and have a look?",
        "Pls attend {place} asap {who}",
        "{who} this is yours, update me by noon",
        "Giving this to {who}",
    ],
    on_it: &[
        "On my way",
        "Noted, checking now",
        "Will be there in 20 minutes",
        "I'm at {place} now, opening it up",
        "Working on it, need another half hour",
    ],
    waiting: &[
        "Part has to be ordered, two days",
        "Cannot do it today, waiting for the spare part",
        "Nobody opened the door, will try again tomorrow",
        "Quotation sent, waiting for approval",
    ],
    done: &[
        "Done, {place} is working again",
        "Fixed. Tested twice",
        "All sorted at {place}",
        "Completed, please check",
        "Replaced it, should be fine now",
    ],
    not_done: &[
        "Still not fixed, I am standing right here",
        "It's the same as before",
        "No it isn't, {place} is still like this",
        "Stopped again five minutes after you left",
    ],
    fine: &[
        "Checked, it's OK now. Thanks",
        "Confirmed working",
        "Yes all good at {place}",
        "Looks good, you can close it",
    ],
    back: &[
        "{place} again!! Same problem as last week",
        "It's back. {place}, same thing as before",
        "The thing at {place} that was fixed is broken again",
    ],
    task_done: &[
        "{task} done",
        "Finished {task}",
        "{task} completed for today, photo attached",
        "Good morning, {task} all done",
        "{task} ok",
    ],
    check_in: &[
        "At {place}, all clear",
        "Checked {place}, nothing unusual",
        "{place} 👍 all normal",
        "On post at {place}",
    ],
    question: &[
        "What time does the management office close today?",
        "Does anyone know when the water will be back?",
        "Who has the key for {place}?",
        "Is the pool open on Sunday?",
    ],
    chatter: &[
        "Good morning everyone",
        "Happy birthday Sam! 🎂",
        "Lunch at the usual place?",
        "Traffic is terrible today",
        "Has anyone lost a blue umbrella",
        "Anyone selling a baby cot?",
        "lol",
        "See you all on Monday",
    ],
    thanks: &["Thank you", "Thanks a lot for the quick help", "Much appreciated 🙏"],
};
