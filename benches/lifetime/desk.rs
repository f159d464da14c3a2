//! The desk in a real terminal, key by key, beside the bare program of `benches/desk/floor.rs` on the same file.

use std::path::Path;

use anyhow::{Context, Result};
use portable_pty::CommandBuilder;
use rusqlite::Connection;

use crate::corpus;
use crate::measure::{Plan, Row, Times};
use crate::terminal::{Program, Shown};

const SIZE: (u16, u16) = (120, 36);
/// How much of a note's first line is looked for: enough to tell notes apart, short enough never to be wrapped.
const SEEN: usize = 18;
/// What is typed begins with these letters, which are not counted.
const BEGUN: &str = "zx";
/// None of them is a key of the bare program.
const LETTERS: &[u8] = b"bcdfghlmnprstvwyz";

#[derive(Default)]
struct Seen {
    first: Times,
    session: Times,
    note: Times,
    pair: Times,
    letter: Times,
    long_letter: Times,
    memory: Vec<f64>,
}

/// Launches both in turns, so that a slow moment of the machine meets both.
pub fn measure(plan: Plan, journal: &Path, rows: &mut Vec<Row>) -> Result<()> {
    let notes = Openings::read(journal)?;
    let (mut floor, mut desk) = (Seen::default(), Seen::default());
    for round in 0..plan.launches + 1 {
        let mut warming = (Seen::default(), Seen::default());
        let (floor, desk) = if round == 0 { (&mut warming.0, &mut warming.1) } else { (&mut floor, &mut desk) };
        // What was typed in an earlier launch stays in its note: each has a word of its own.
        let letters = (0..plan.keys).map(|n| char::from(LETTERS[(round + n) % LETTERS.len()]));
        let word: String = BEGUN.chars().chain(letters).collect();
        bare(plan, journal, &notes, &word, floor)?;
        tomoni(plan, journal, &notes, &word, desk)?;
    }
    let key =
        |what, ours: &Times, floor: &Times| Row { what, ours: ours.at(95), floor: floor.at(95), unit: "ms", goal: 3.0 };
    let first = (desk.first.median(), floor.first.median());
    rows.push(Row { what: "first frame", ours: first.0, floor: first.1, unit: "ms", goal: 2.5 });
    rows.push(key("key: next session, 95 %", &desk.session, &floor.session));
    rows.push(key("key: open a note, 95 %", &desk.note, &floor.session));
    rows.push(key("key: next pair, 95 %", &desk.pair, &floor.session));
    rows.push(key("key: a letter, 95 %", &desk.letter, &floor.letter));
    rows.push(key("key: a letter of 5,000 lines, 95 %", &desk.long_letter, &floor.letter));
    let most = |peaks: &[f64]| peaks.iter().copied().fold(f64::NAN, f64::max);
    let (ours, bare) = (most(&desk.memory), most(&floor.memory));
    rows.push(Row { what: "peak memory", ours, floor: bare, unit: "MiB", goal: (2.0 * bare + 8.0) / bare });
    Ok(())
}

fn bare(plan: Plan, journal: &Path, notes: &Openings, word: &str, seen: &mut Seen) -> Result<()> {
    let mut command = command(std::env::current_exe()?.as_path());
    command.arg("floor");
    command.arg(journal);
    let mut program = Program::start(command, SIZE)?;
    seen.first.add(program.first_frame(|s| s.has("Sessions") && s.has(&notes.all[0]))?);
    for n in 0..plan.keys {
        let next = &notes.all[n + 1];
        seen.session.add(program.press("j", |s| s.has(next))?);
    }
    letters(word, &mut program, &mut seen.letter)?;
    remember_peak(&program, seen);
    program.leave()
}

fn tomoni(plan: Plan, journal: &Path, notes: &Openings, word: &str, seen: &mut Seen) -> Result<()> {
    let mut command = command(Path::new(env!("CARGO_BIN_EXE_tomoni")));
    command.env("TOMONI_JOURNAL", journal);
    command.env("TOMONI_NOW", corpus::now().to_rfc3339());
    command.env("TOMONI_CONFIG_DIR", journal.with_extension("config"));
    command.env("TOMONI_STATE_DIR", journal.with_extension("config"));
    let mut program = Program::start(command, SIZE)?;
    let titles = ["Pairs", "Sessions", "Goals", "MENTOR"];
    let first = &notes.of_pairs[0];
    let complete = |s: &Shown| titles.iter().all(|t| s.has(t)) && first.iter().any(|line| s.has(line));
    seen.first.add(program.first_frame(complete)?);
    let shown = program.screen();
    let chosen = first.iter().position(|line| shown.has(line)).context("no note is on the screen")?;
    for next in first.iter().skip(chosen + 1).take(plan.keys) {
        seen.session.add(program.press("j", |s| s.has(next))?);
    }
    let hints = program.screen().bottom().to_owned();
    for n in 0..plan.keys {
        seen.note.add(program.press("\r", |s| s.bottom() != hints)?);
        if n == 0 {
            letters(word, &mut program, &mut seen.letter)?;
        }
        program.press("\x1b", |s| s.bottom() == hints)?;
    }
    pairs(plan, &mut program, notes, seen)?;
    remember_peak(&program, seen);
    program.press("G", |s| s.top().contains(corpus::TALKER))?;
    program.press("1", |s| s.bottom() == hints)?;
    program.press("\r", |s| s.bottom() != hints)?;
    letters(word, &mut program, &mut seen.long_letter)?;
    program.press("\x1b", |s| s.bottom() == hints)?;
    program.leave()
}

/// From pair to pair and back: the whole desk is read.
fn pairs(plan: Plan, program: &mut Program, notes: &Openings, seen: &mut Seen) -> Result<()> {
    let hints = program.screen().bottom().to_owned();
    program.press("4", |s| s.bottom() != hints)?;
    for n in 0..plan.keys {
        let to = 1 - n % 2;
        let arrived =
            |s: &Shown| s.top().contains(corpus::PAIRS[to]) && notes.of_pairs[to].iter().any(|line| s.has(line));
        seen.pair.add(program.press(if to == 1 { "j" } else { "k" }, arrived)?);
    }
    Ok(())
}

/// Types a word letter after letter, behind a blank: it is wrapped as a whole.
fn letters(word: &str, program: &mut Program, times: &mut Times) -> Result<()> {
    for at in 0..word.len() {
        let before = program.screen().text();
        let key = if at == 0 { format!(" {}", &word[..1]) } else { word[at..=at].to_owned() };
        let counts = at >= BEGUN.len();
        let took = program.press(&key, |s| if counts { s.has(&word[..=at]) } else { s.text() != before })?;
        if counts {
            times.add(took);
        }
    }
    Ok(())
}

/// Before the very long note is opened: the bare program has none.
fn remember_peak(program: &Program, seen: &mut Seen) {
    seen.memory.extend(program.peak_memory().map(|bytes| bytes as f64 / f64::from(1 << 20)));
}

/// A command that finds the same surroundings wherever it runs.
fn command(program: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    for name in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANGUAGE", "TOMONI_LANG"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color");
    command.env("LANG", "en_US.UTF-8");
    command
}

/// How the newest notes begin.
struct Openings {
    /// Those of held sessions, whoever they were with, newest first.
    all: Vec<String>,
    /// Those of the first two pairs, newest first, the session to come in front.
    of_pairs: [Vec<String>; 2],
}

impl Openings {
    fn read(journal: &Path) -> Result<Self> {
        let conn = Connection::open(journal)?;
        let read = |which: &str| -> Result<Vec<String>> {
            let mut query = conn.prepare(&format!(
                "SELECT (SELECT e.raw FROM entry e WHERE e.session = s.id AND e.deleted_ms IS NULL
                   ORDER BY e.position LIMIT 1)
                 FROM session s WHERE {which} AND s.deleted_ms IS NULL ORDER BY s.at_ms DESC LIMIT 60"
            ))?;
            let lines = query.query_map([], |row| row.get::<_, String>(0))?;
            Ok(lines.collect::<rusqlite::Result<Vec<_>>>()?.iter().map(|raw| beginning(raw)).collect())
        };
        let of = |n: usize| read(&format!("s.pair = (SELECT id FROM pair WHERE name = '{}')", corpus::PAIRS[n]));
        Ok(Self { all: read("s.status = 'held'")?, of_pairs: [of(0)?, of(1)?] })
    }
}

/// The first words of an entry, without the sign before them.
fn beginning(raw: &str) -> String {
    let line = raw.lines().next().unwrap_or_default();
    let words = line.trim_start_matches(":agenda").trim_start_matches(|c: char| !c.is_alphanumeric());
    words.chars().take(SEEN).collect::<String>().trim_end().to_owned()
}
