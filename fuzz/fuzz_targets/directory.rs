//! Files of a directory in each of their forms: any makes definitions, or says what is wrong with it.
#![no_main]

use domain::directory::Directory;
use engine::roster::Roster;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (json, toml) = (Roster::from_json(text), Roster::from_toml(text));
    let read = json.into_iter().chain(toml).map(|(roster, _unknown)| roster);
    for roster in read.chain(Roster::default().with_csv(text)) {
        let mut made = 0;
        let _definitions = roster.definitions(&Directory::default(), || {
            made += 1;
            format!("person-{made}")
        });
    }
});
