//! `tomoni due`: what is worth a look. It is made for shell prompts: nothing to say is silence, nobody waits for it, and
//! it never ends with a failure of its own.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use serde::Serialize;

use super::args::Due as Args;
use super::table::{Table, plain};
use super::{Run, output};
use crate::domain::Moment;
use crate::domain::ids::PairId;
use crate::domain::signals::{Due, Signal};
use crate::files::{self, Allowed, Standing, Writing};
use crate::i18n::Lang;
use crate::journal::wait_at_most;
use crate::problem::{Problem, Result};
use crate::text;

/// So many lines at most, unless there are more meetings.
const LINES: usize = 3;
/// So long another program that writes to the journal is waited for.
const PATIENCE: Duration = Duration::from_millis(100);
/// The columns that a name takes at most in the one line of a prompt.
const NAME: usize = 16;
/// In the folder for what may be lost: what stood in the last line of a prompt, as a number.
const SHOWN: &str = "due-shown";
/// More than such a number takes.
const LONGEST: u64 = 64;

#[derive(Serialize)]
struct Shape<'a> {
    signal: &'static str,
    pair: PairId,
    name: &'a str,
    count: u32,
    day: Option<chrono::NaiveDate>,
    at: Option<Moment>,
    text: String,
}

pub fn run(args: &Args, run: &mut Run) -> ExitCode {
    let due = due(run).unwrap_or_else(|problem| {
        tell(args, &problem, run.lang());
        Vec::new()
    });
    // What is damaged is for those who ask more than a prompt does.
    run.noted.take();
    if args.short && !run.out.is_json() {
        short(&due, run)
    } else {
        table(&due, run)
    }
    ExitCode::SUCCESS
}

/// Says why nothing can be told. A prompt stays silent, and so does what passes by itself.
pub fn tell(args: &Args, problem: &Problem, lang: Lang) {
    if !args.short && !matches!(problem, Problem::NoJournal(_) | Problem::Busy) {
        output::message(&problem.message(lang));
    }
}

fn due(run: &Run) -> Result<Vec<Due>> {
    if let Some(problem) = run.config.unknown_journal() {
        return Err(problem);
    }
    wait_at_most(PATIENCE);
    run.reading()?.due()
}

fn table(due: &[Due], run: &mut Run) {
    let (lang, today) = (run.lang(), run.config.clock.today());
    let meetings = due.iter().filter(|due| due.signal == Signal::Meeting).count();
    let shapes = due.iter().take(LINES.max(meetings)).map(|due| Shape {
        signal: due.signal.key(),
        pair: due.pair,
        name: &due.name,
        count: due.count,
        day: due.day,
        at: due.at,
        text: lang.signal(due, today),
    });
    let shown: Vec<Shape<'_>> = shapes.collect();
    run.out.record(&shown, |out| {
        let mut table = Table::default();
        shown.iter().for_each(|due| table.row([plain(due.name), plain(&due.text)]));
        table.print(out);
    });
}

/// One line, unless it is the one that was printed last.
fn short(due: &[Due], run: &mut Run) {
    let line = due.first().map(|first| line(first, due.len() - 1, run.lang(), run.config.clock.today()));
    let place = run.config.state_dir.join(SHOWN);
    let now = line.as_ref().map(|line| digest(&(&run.config.journal, line))).unwrap_or_default();
    let before = files::read(&place, Allowed::Plain, LONGEST).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    if before.unwrap_or_default() == now {
        return;
    }
    if let Some(line) = &line {
        run.out.line(line);
    }
    remember(&now, place, run);
}

fn line(due: &Due, more: usize, lang: Lang, today: chrono::NaiveDate) -> String {
    let name = text::term_safe_line(&due.name);
    let name = text::truncate(&name, NAME).into_owned();
    let said = lang.fill("due-of", [("name", name.into()), ("said", lang.signal(due, today).into())]);
    match more {
        0 => said,
        more => lang.fill("due-more", [("said", said.into()), ("n", more.to_string().into())]),
    }
}

/// Of the words themselves nothing is kept.
fn digest(of: &impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Where it cannot be kept, the same line is printed again: that harms nobody.
fn remember(now: &str, place: PathBuf, run: &Run) {
    // Nothing is written then, wherever it is.
    if run.looks {
        return;
    }
    let _ = files::create_private_dir(&run.config.state_dir);
    let target = run.config.guard().target(&place, Writing::Paper, Standing::Replaced);
    let _ = target.and_then(|target| files::write(target, now.as_bytes()));
}
