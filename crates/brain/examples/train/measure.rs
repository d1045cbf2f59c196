//! Measures the reader on chats it was not trained on, each message read with only the readings before it as context.

use crate::chats::{Answer, Chat};
use crate::corpus::Row;
use crate::implants::{Pool, implanted};
use crate::recipe;
use anyhow::Result;
use brain::{CATEGORIES, KINDS, Reader, Reading, largest};
use std::path::Path;

/// Hits and tries of everything measured.
#[derive(Debug)]
struct Tally {
    confusion: [[usize; 11]; 11],
    /// The same of single messages said in a chat.
    plain: [[usize; 11]; 11],
    urgency: [[usize; 4]; 4],
    category: (usize, usize),
    priority: (usize, usize),
    place: (usize, usize),
    sure: Vec<(f32, bool)>,
}

/// Reads unseen chats with a finished model.
pub fn unseen(bytes: Vec<u8>, chats: &[Chat], verbose: bool) -> Result<()> {
    let reader = Reader::open(Box::leak(bytes.into_boxed_slice()))?;
    let mut all = Tally::new();
    println!("{:.0} messages a second on one core", speed(&reader, chats));
    for chat in chats {
        let mut one = Tally::new();
        read(&reader, chat, verbose, &mut [&mut one, &mut all]);
        println!("  {:34} {}", chat.name, one.line());
    }
    all.report("unseen chats");
    Ok(())
}

/// Messages read in a second, context known, features and language included.
fn speed(reader: &Reader, chats: &[Chat]) -> f64 {
    let (mut count, mut spent) = (0_u32, std::time::Duration::ZERO);
    for chat in chats {
        chat.walk(|_, utterance, context| {
            let start = std::time::Instant::now();
            let reading = reader.read(utterance, context);
            spent += start.elapsed();
            count += 1;
            (reading.kind(), reading.category())
        });
    }
    f64::from(count) / spent.as_secs_f64()
}

/// Folds over the training chats.
const FOLDS: usize = 6;

/// A model that has not seen one fold: a sixth of the chats, and of the single messages, by their place in the list.
fn held_out(rows: &[Row], chats: &[Chat], fold: usize) -> Vec<u8> {
    let known: Vec<&Chat> =
        chats.iter().enumerate().filter(|(index, _)| index % FOLDS != fold).map(|(_, chat)| chat).collect();
    let rows: Vec<Row> =
        rows.iter().enumerate().filter(|(index, _)| index % FOLDS != fold).map(|(_, row)| row.clone()).collect();
    recipe::staged(&rows, &known, 3, 1).written()
}

/// Writes, for every fold, a model that has not seen it: what is built on the reader learns from honest readings.
pub fn write_folds(rows: &[Row], chats: &[Chat], folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    for fold in 0..FOLDS {
        std::fs::write(folder.join(format!("reader-{fold}.bin")), held_out(rows, chats, fold))?;
    }
    Ok(())
}

/// Six folds over the training chats: each is read by a model that has not seen it.
pub fn cross(rows: &[Row], chats: &[Chat], verbose: bool) {
    let fold = |fold: usize| {
        let mut tally = Tally::new();
        let bytes = held_out(rows, chats, fold);
        let reader = Reader::open(Box::leak(bytes.into_boxed_slice())).expect("just written");
        let unseen = rows.iter().enumerate().filter(|(index, _)| index % FOLDS == fold).map(|(_, row)| row);
        let pool = Pool::of_all(unseen);
        for (_, chat) in chats.iter().enumerate().filter(|(index, _)| index % FOLDS == fold) {
            read(&reader, chat, verbose, &mut [&mut tally]);
            plain(&reader, chat, &pool, &mut tally);
        }
        tally
    };
    let mut all = Tally::new();
    std::thread::scope(|scope| {
        let even = scope.spawn(|| [fold(0), fold(2), fold(4)]);
        [fold(1), fold(3), fold(5)].into_iter().for_each(|tally| all.join(tally));
        even.join().expect("a fold does not panic").into_iter().for_each(|tally| all.join(tally));
    });
    all.report("six folds over chats");
}

/// How single messages nobody has seen are read when they are said in the middle of a chat.
fn plain(reader: &Reader, chat: &Chat, pool: &Pool<'_>, tally: &mut Tally) {
    chat.walk(|message, utterance, context| {
        for (said, around, kind) in implanted(pool, message, utterance, context) {
            tally.plain[kind][reader.read(&said, &around).kind()] += 1;
        }
        let reading = reader.read(utterance, context);
        (reading.kind(), reading.category())
    });
}

fn read(reader: &Reader, chat: &Chat, verbose: bool, tallies: &mut [&mut Tally]) {
    let gazetteer = chat.gazetteer();
    chat.walk(|message, utterance, context| {
        let (reading, answer) = (reader.read(utterance, context), chat.answer(message));
        let place = gazetteer
            .best(&reading.normal.text, chat.site_of(message))
            .map(|found| gazetteer.id(found.place).to_owned());
        tallies.iter_mut().for_each(|tally| tally.add(&reading, &answer, place.as_deref()));
        if verbose && reading.kind() != answer.kind {
            println!(
                "{}\t{}\t{:.2}\t{:?}\t{:?}\t{}",
                KINDS[answer.kind],
                KINDS[reading.kind()],
                reading.kinds[reading.kind()],
                utterance.role,
                utterance.form,
                message.words()
            );
        }
        if verbose && answer.place.is_some() && answer.topic.is_some() && place != answer.place {
            println!(
                "PLACE\t{:?}\t{:?}\t{}",
                answer.place.as_deref().unwrap_or_default(),
                place.as_deref().unwrap_or_default(),
                message.words()
            );
        }
        (reading.kind(), reading.category())
    });
}

impl Tally {
    fn new() -> Self {
        Self {
            confusion: [[0; 11]; 11],
            plain: [[0; 11]; 11],
            urgency: [[0; 4]; 4],
            category: (0, 0),
            priority: (0, 0),
            place: (0, 0),
            sure: Vec::new(),
        }
    }

    fn add(&mut self, reading: &Reading, answer: &Answer, place: Option<&str>) {
        self.confusion[answer.kind][reading.kind()] += 1;
        self.sure.push((reading.kinds[reading.kind()], reading.kind() == answer.kind));
        if let Some((category, priority)) = answer.topic {
            count(&mut self.category, largest(&reading.categories[..CATEGORIES.len()]) == category);
            self.urgency[priority][reading.priority()] += 1;
            count(&mut self.priority, reading.priority() == priority);
            if answer.place.is_some() {
                count(&mut self.place, place == answer.place.as_deref());
            }
        }
    }

    fn join(&mut self, other: Self) {
        for (row, more) in self.confusion.iter_mut().flatten().zip(other.confusion.iter().flatten()) {
            *row += more;
        }
        for (row, more) in self.plain.iter_mut().flatten().zip(other.plain.iter().flatten()) {
            *row += more;
        }
        for (own, more) in
            [(&mut self.category, other.category), (&mut self.priority, other.priority), (&mut self.place, other.place)]
        {
            *own = (own.0 + more.0, own.1 + more.1);
        }
        for (row, more) in self.urgency.iter_mut().flatten().zip(other.urgency.iter().flatten()) {
            *row += more;
        }
        self.sure.extend(other.sure);
    }

    fn f1(&self, class: usize) -> f32 {
        let hit = self.confusion[class][class];
        let said: usize = self.confusion.iter().map(|row| row[class]).sum();
        let true_count: usize = self.confusion[class].iter().sum();
        if said + true_count == 0 { f32::NAN } else { 2.0 * hit as f32 / (said + true_count) as f32 }
    }

    fn accuracy(&self) -> f32 {
        let hit: usize = (0..KINDS.len()).map(|class| self.confusion[class][class]).sum();
        rate((hit, self.sure.len()))
    }

    fn macro_f1(&self) -> f32 {
        let figures: Vec<f32> = (0..KINDS.len()).map(|class| self.f1(class)).filter(|f1| !f1.is_nan()).collect();
        figures.iter().sum::<f32>() / figures.len() as f32
    }

    /// Expected calibration error over ten bins.
    fn calibration_error(&self) -> f32 {
        let bin = |low: usize| self.sure.iter().filter(move |(p, _)| (p * 10.0).min(9.0) as usize == low);
        let gap = |low: usize| {
            let sum: f32 = bin(low).map(|(p, hit)| p - f32::from(u8::from(*hit))).sum();
            sum.abs()
        };
        (0..10).map(gap).sum::<f32>() / self.sure.len() as f32
    }

    fn line(&self) -> String {
        format!(
            "kind acc {:.3} macro-F1 {:.3} issue-F1 {:.3} | category {:.3} priority {:.3} place {:.3} | ECE {:.3}",
            self.accuracy(),
            self.macro_f1(),
            self.f1(0),
            rate(self.category),
            rate(self.priority),
            rate(self.place),
            self.calibration_error(),
        )
    }

    fn report(&self, name: &str) {
        println!("{name}: {}", self.line());
        for (class, row) in self.confusion.iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|count| format!("{count:4}")).collect();
            println!("  {:9} F1 {:.3} {}", KINDS[class], self.f1(class), cells.join(""));
        }
        println!("  priorities {:?}", self.urgency);
        for kind in [brain::kind::ISSUE, brain::kind::QUESTION, brain::kind::CHATTER] {
            let row = self.plain[kind];
            let (right, all) = (row[kind], row.iter().sum::<usize>());
            if all > 0 {
                let issues = row[brain::kind::ISSUE];
                println!("  said in a chat, {}: {right} of {all} right, {issues} read as issue", KINDS[kind]);
            }
        }
    }
}

fn count(tally: &mut (usize, usize), is_hit: bool) {
    tally.0 += usize::from(is_hit);
    tally.1 += 1;
}

fn rate(tally: (usize, usize)) -> f32 {
    tally.0 as f32 / tally.1 as f32
}
