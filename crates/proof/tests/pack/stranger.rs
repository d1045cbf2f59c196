//! The recipe of a pack's README, done as a stranger does it: with sha256sum, Python 3 and openssl, and nothing of ours.
//! Where those are missing the tests say so, and fail where CI is set.

use crate::ticket;
use crate::world::{World, files};
use std::path::Path;
use std::process::Command;

/// The three steps, as README.txt says them.
const STEPS: [&str; 3] = [
    "sha256sum -c manifest.sha256",
    "sed -n '/^# begin/,/^# end/p' README.txt > check.py; python3 check.py",
    "for n in checkpoint.txt manifest.note; do openssl pkeyutl -verify -pubin \\\n      -inkey key.pem -rawin -in $n.body -sigfile $n.sig; done",
];

/// Whether a step says that all is well, in a folder.
fn holds(folder: &Path, step: &str) -> bool {
    // A step of several commands has to hold in each of them.
    let strict = format!("set -e\n{}", step.replace("; done", " || exit 1; done"));
    let run = Command::new("sh").arg("-c").arg(strict).current_dir(folder).output().unwrap();
    run.status.success()
}

#[expect(clippy::disallowed_methods, reason = "a test program has no command line of its own")]
fn has_tools() -> bool {
    let missing = ["sha256sum --version", "python3 --version", "openssl version", "sed --version"]
        .into_iter()
        .find(|tool| !Command::new("sh").arg("-c").arg(tool).output().is_ok_and(|run| run.status.success()));
    if let Some(tool) = missing {
        assert!(std::env::var_os("CI").is_none(), "{tool} is missing");
        eprintln!("{tool} is missing: the recipe was not tried");
    }
    missing.is_none()
}

/// The pack in a folder, with one file changed.
fn unpacked(pack: &[(String, Vec<u8>)], change: impl Fn(&str, &mut Vec<u8>)) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("media")).unwrap();
    for (name, content) in pack {
        let mut content = content.clone();
        change(name, &mut content);
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

#[tokio::test]
async fn a_stranger_checks_a_pack_by_what_it_says_and_without_us() {
    if !has_tools() {
        return;
    }
    let world = World::in_a_folder().await;
    let (_, pack) = world.pack(&ticket(1)).await.unwrap();
    let pack = files(&pack);
    let readme = pack.iter().find(|(name, _)| name == "README.txt").unwrap();
    let readme = String::from_utf8(readme.1.clone()).unwrap();
    for step in STEPS {
        assert!(readme.contains(step), "{step}: {readme}");
    }
    let whole = unpacked(&pack, |_, _| {});
    for step in STEPS {
        assert!(holds(whole.path(), step), "{step}");
    }
}

#[tokio::test]
async fn a_stranger_finds_a_flipped_byte_of_any_file() {
    if !has_tools() {
        return;
    }
    let world = World::in_a_folder().await;
    let (_, pack) = world.pack(&ticket(1)).await.unwrap();
    let pack = files(&pack);
    for (name, content) in &pack {
        let flipped = unpacked(&pack, |of, content| {
            if of == name {
                let middle = content.len() / 2;
                content[middle] ^= 1;
            }
        });
        let is_found = STEPS.iter().any(|step| !holds(flipped.path(), step));
        assert!(is_found, "{name}, {} bytes", content.len());
    }
    // Whoever makes the manifest fit what they changed is found by the entry's own digest, and by the signature.
    let forged = unpacked(&pack, |name, content| {
        if name == "entries.jsonl" {
            let text = String::from_utf8(content.clone()).unwrap();
            *content = text.replacen("lift stuck", "lift moves", 1).into_bytes();
        }
    });
    let sums = "sha256sum $(cut -c67- manifest.sha256) > new.sha256; mv new.sha256 manifest.sha256";
    assert!(holds(forged.path(), sums) && holds(forged.path(), STEPS[0]));
    assert!(!holds(forged.path(), STEPS[1]));
}
