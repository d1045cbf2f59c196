//! Typeset documents, looked at with poppler's tools: without those the tests say so, and fail where CI is set.

use crate::week::{self, at};
use reports::{Case, Fonts, Moment, Report, Rhythm, Scope, Seal, Sheet, Story, Wording, opened, pdf};
use std::process::Command;
use unicode_normalization::UnicodeNormalization as _;

fn seal(sheet: &Sheet) -> Seal {
    let digest = sheet.digest();
    Seal { link: format!("https://house.example/check/{digest}/mark"), digest, note: "signed".into(), by: "us".into() }
}

fn typeset(sheet: &Sheet, pictures: &[Vec<u8>]) -> Vec<u8> {
    pdf(sheet, &seal(sheet), pictures, &Fonts::default()).unwrap()
}

fn week_in(wording: &Wording) -> (Sheet, Report) {
    let material = week::material(Rhythm::Weekly, Scope::Everything);
    let report = Report::of(&material);
    (Sheet::of(&report, &material, wording, None), report)
}

/// What one of poppler's tools says of a document; none where it is not installed.
#[expect(clippy::disallowed_methods, reason = "a test program has no command line of its own")]
fn asked(tool: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, pdf).unwrap();
    let run = Command::new(tool).args(arguments).arg(&file).args((tool == "pdftotext").then_some("-")).output();
    let Ok(said) = run else {
        assert!(std::env::var_os("CI").is_none(), "{tool} is missing: apt-get install poppler-utils");
        eprintln!("{tool} is missing (apt-get install poppler-utils): the document was not looked at");
        return None;
    };
    assert!(said.status.success(), "{tool}: {}", String::from_utf8_lossy(&said.stderr));
    Some(String::from_utf8(said.stdout).unwrap())
}

/// Letters and digits alone: how words are shaped, joined and broken into lines does not count.
fn letters(text: &str) -> String {
    let mut letters: Vec<char> = text.nfkc().filter(|char| char.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

#[test]
fn every_language_says_its_words_in_fonts_that_are_in_the_file() {
    for wording in Wording::all() {
        let (sheet, report) = week_in(wording);
        let pdf = typeset(&sheet, &[]);
        let Some(text) = asked("pdftotext", &["-raw"], &pdf) else { return };
        let flat = |text: &str| -> String { text.nfkc().filter(|char| char.is_alphanumeric()).collect() };
        let said = flat(&text);
        // What is written from left to right comes out in order; the rest is compared by its letters.
        let is_in_order = matches!(wording.language(), "en" | "ms" | "id" | "es" | "pt" | "zh");
        for section in &report.sections {
            let title = flat(wording.say(section.title));
            assert!(!is_in_order || said.contains(&title), "{}: {title} in {text}", wording.language());
        }
        let line = |title: &str| text.lines().any(|line| letters(line) == letters(title));
        let found = report.sections.iter().filter(|section| line(wording.say(section.title))).count();
        assert!(is_in_order || found * 2 >= report.sections.len(), "{}: {found} titles in {text}", wording.language());
        for number in ["T-2", "T-3", "T-5", "T-8"] {
            assert!(text.contains(number), "{}: {number} in {text}", wording.language());
        }
        let Some(fonts) = asked("pdffonts", &[], &pdf) else { return };
        let embedded: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(embedded.iter().all(|line| line.contains(" yes yes yes ")), "{fonts}");
        let Some(about) = asked("pdfinfo", &[], &pdf) else { return };
        assert!(about.contains("Tagged:          yes"), "{about}");
        let pages: u32 = about.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap();
        assert!((4..=9).contains(&pages), "{}: {pages} pages", wording.language());
    }
}

#[test]
fn the_same_sheet_is_the_same_bytes_and_tells_what_it_was_made_of() {
    let (sheet, report) = week_in(Wording::english());
    let pdf = typeset(&sheet, &[]);
    assert_eq!(pdf, typeset(&sheet, &[]));
    assert_eq!(opened(&pdf), Some((sheet.clone(), seal(&sheet))));
    assert_eq!(opened(b"%PDF-1.7 nothing"), None);
    assert_eq!(opened(b""), None);
    let (other, _) = week_in(Wording::of("ms").unwrap());
    assert_ne!(sheet.digest(), other.digest());
    // Each figure, and each ticket of the week.
    let lines: usize = report.sections.iter().map(|section| section.rows.len()).sum();
    assert_eq!(sheet.tables.iter().map(|table| table.lines.len()).sum::<usize>(), lines + 8);
}

#[test]
fn what_people_write_is_text_and_never_markup() {
    let hostile = "#panic(\"x\") $ [ ] \\ ` <b> @label #read(\"/etc/passwd\") = * _ ~ “” 😀 \u{202e}abc";
    let case = Case { title: hostile.to_owned(), ..week::case(5, "16T11:00", domain::ticket::Stage::Classified) };
    let story = Story {
        organisation: hostile.to_owned(),
        now: at("21T12:00"),
        zone: domain::time::Zone::utc(),
        case,
        place: "大堂 Lobby".to_owned(),
        owner: "முருகன்".to_owned(),
        reporters: vec!["عائشة".to_owned(), "प्रिया".to_owned()],
        moments: (0..200)
            .map(|_| Moment { at: at("16T11:00"), who: hostile.to_owned(), what: hostile.repeat(8) })
            .collect(),
        is_cut: true,
        pictures: vec![reports::Shown { digest: "ab".repeat(32), who: hostile.to_owned(), at: at("16T11:00") }; 3],
    };
    let sheet = Sheet::of_ticket(&story, Wording::of("ar").unwrap());
    assert!(!String::from_utf8(sheet.bytes()).unwrap().contains("التصنيفات"), "it has no labels");
    let labelled = Case { labels: vec![("team".to_owned(), "plumbers".to_owned())], ..story.case.clone() };
    let told = Sheet::of_ticket(&Story { case: labelled, ..story }, Wording::of("ar").unwrap());
    let told = String::from_utf8(told.bytes()).unwrap();
    assert!(told.contains("التصنيفات") && told.contains("team: plumbers"), "{told}");
    let mut photo = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(40, 30).write_to(&mut photo, image::ImageFormat::Png).unwrap();
    let pdf = typeset(&sheet, &[photo.into_inner(), b"no picture".to_vec(), Vec::new()]);
    let Some(text) = asked("pdftotext", &["-raw"], &pdf) else { return };
    assert!(text.contains("#panic(\"x\")"), "{text}");
    let Some(images) = asked("pdfimages", &["-list"], &pdf) else { return };
    assert_eq!(images.lines().filter(|line| line.contains("jpeg")).count(), 1, "{images}");
}
