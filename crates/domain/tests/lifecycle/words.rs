//! Own words: said from then on, to whoever is written to in that language, and ours again when they are taken away.

use crate::world::{World, proposal};
use domain::message::{Form, Kind};
use domain::refusal::Refusal;
use domain::request::{Command, Definition};
use domain::wording::own::{BadWords, Worded};

const OWN: &str = "Thank you! It is {ticket}, {title}, and we are on our way.";

fn worded(words: &str) -> Command {
    let (sentence, language) = ("laksana_acknowledged".to_owned(), "en".to_owned());
    Command::Define(Box::new(Definition::Words(Worded { sentence, language, words: words.to_owned() })))
}

/// What Mei hears of a new report.
fn heard(world: &mut World, report: &str) -> String {
    world.report_alone("mei", report);
    let said = world.draft.situation.outbounds.values().max_by_key(|said| said.wanted_at).expect("she is told");
    said.text.clone()
}

#[test]
fn own_words_are_said_until_they_are_taken_away() {
    let mut world = World::new();
    assert_eq!(world.ask(worded(OWN)).len(), 1);
    assert_eq!(world.ask(worded(OWN)).len(), 0, "they are said so already");
    assert_eq!(heard(&mut world, "lift stuck"), "Thank you! It is T-1, lift stuck, and we are on our way.");
    world.minute += 120;
    assert_eq!(world.ask(worded("")).len(), 1);
    assert!(heard(&mut world, "pump broken").starts_with("Got it. Your report is T-2"));
    assert_eq!(world.ask(worded("")).len(), 0, "ours are said already");
}

#[test]
fn what_leaves_out_a_gap_is_refused() {
    let mut world = World::new();
    let refused = world.try_ask(worded("Thank you! It is {ticket}."));
    assert_eq!(refused, Err(Refusal::BadWords(BadWords::Missing("title".into()))));
}

#[test]
fn two_words_of_ones_own_outweigh_all_that_the_others_write() {
    let mut world = World::new();
    for _ in 0..30 {
        let said = world.say("hakim", Form::Text, "baik bos, saya pergi tengok sekarang");
        let mut read = proposal(&said, Kind::Chatter);
        read.meaning.language = "ms".to_owned();
        world.propose(read);
    }
    let told = heard(&mut world, "water leak");
    assert!(told.starts_with("Got it."), "{told}");
    // Of a word that no language owns nothing is known but how the others write.
    let said = world.say_alone("hakim", "lift", None);
    let mut read = proposal(&said, Kind::Issue);
    (read.opens, read.meaning.language) = (true, "und".to_owned());
    world.propose(read);
    let mut told = world.draft.situation.outbounds.values().filter(|told| told.to.as_str() != "mei");
    assert!(told.next_back().is_some_and(|told| told.language == "ms"));
}
