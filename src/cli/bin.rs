//! `tomoni bin`: look into it, take something out, empty it.

use serde::Serialize;
use uuid::Uuid;

use super::args::{Bin as Command, BinEmpty};
use super::table::{Table, dim, plain};
use super::{Run, input, json, output};
use crate::domain::views::{BinItem, Binned};
use crate::journal::Journal;
use crate::problem::{Problem, Result, What};

/// Something in the bin as a record.
#[derive(Serialize)]
struct Shape<'a> {
    r#type: &'static str,
    id: Uuid,
    label: &'a str,
    /// It is sealed and was not to be read: it has no label then.
    locked: bool,
    of: Option<&'a str>,
    on: Option<chrono::NaiveDate>,
    deleted_at: Option<String>,
}

#[derive(Serialize)]
struct Emptied {
    emptied: usize,
}

pub fn run(command: Command, run: &mut Run) -> Result<()> {
    match command {
        Command::List => list(run),
        Command::Restore(args) => restore(&args.id, run),
        Command::Empty(args) => empty(&args, run),
    }
}

fn kind(what: Binned) -> (&'static str, Uuid) {
    match what {
        Binned::Pair(id) => ("pair", id.0),
        Binned::Session(id) => ("session", id.0),
        Binned::Entry(id) => ("line", id.0),
        Binned::Goal(id) => ("goal", id.0),
        Binned::OwnItem(id) => ("item", id.0),
        Binned::OwnQuestion(id) => ("question", id.0),
    }
}

fn shape(item: &BinItem) -> Shape<'_> {
    let (r#type, id) = kind(item.what);
    let deleted_at = chrono::DateTime::from_timestamp_millis(item.deleted).map(|at| json::time(at.fixed_offset()));
    Shape { r#type, id, label: &item.label, locked: item.locked, of: item.of.as_deref(), on: item.on, deleted_at }
}

fn list(run: &mut Run) -> Result<()> {
    let items = run.reading()?.bin()?;
    if run.out.is_json() {
        let all: Vec<_> = items.iter().map(shape).collect();
        run.out.json(&all);
    } else if items.is_empty() {
        let said = run.lang().t("cli-bin-nothing");
        run.out.aside(&said);
    } else {
        rows(&items, run);
    }
    Ok(())
}

fn rows(items: &[BinItem], run: &mut Run) {
    let (lang, today) = (run.lang(), run.config.clock.today());
    let mut table = Table::default();
    for item in items {
        let (kind, id) = kind(item.what);
        let id = id.simple().to_string();
        table.row([
            dim(&id[id.len() - 6..]),
            plain(lang.t(&format!("cli-bin-{kind}"))),
            plain(item.of.as_deref().unwrap_or("")),
            plain(item.on.map(|day| lang.full_day(day, today)).unwrap_or_default()),
            plain(if item.locked { lang.t("line-locked") } else { item.label.as_str().into() }),
        ]);
    }
    table.print(&mut run.out);
}

fn restore(needle: &str, run: &mut Run) -> Result<()> {
    let mut journal = run.writing()?;
    let item = find(&journal, needle)?;
    journal.restore(item.what)?;
    if run.out.is_json() {
        run.out.json(&shape(&item));
    } else {
        rows(&[item], run);
    }
    Ok(())
}

/// The one thing in the bin whose id begins or ends so.
fn find(journal: &Journal, needle: &str) -> Result<BinItem> {
    let plain: String = needle.trim().chars().map(crate::text::narrow_key).filter(|c| *c != '-').collect();
    let plain = plain.to_lowercase();
    let mut found = journal.bin()?;
    found.retain(|item| {
        let id = kind(item.what).1.simple().to_string();
        plain.len() >= 4 && (id.starts_with(&plain) || id.ends_with(&plain))
    });
    match found.len() {
        0 => Err(Problem::NotFound { what: What::Binned, needle: needle.to_owned() }),
        1 => Ok(found.remove(0)),
        _ => {
            let candidates = found.iter().map(|item| format!("{} ({})", item.label, kind(item.what).1)).collect();
            Err(Problem::Ambiguous { needle: needle.to_owned(), candidates })
        }
    }
}

/// Empties the bin for good, after a yes.
fn empty(args: &BinEmpty, run: &mut Run) -> Result<()> {
    let mut journal = run.writing()?;
    let lang = run.lang();
    let count = journal.bin()?.len();
    if count > 0 && !args.yes {
        if !input::can_ask() {
            return Err(Problem::NeedsYes);
        }
        if !input::agrees(&lang.count("cli-bin-sure", count))? {
            output::message(&lang.t("cli-bin-kept"));
            return Ok(());
        }
    }
    let emptied = journal.empty_bin()?;
    let said =
        if emptied == 0 { lang.t("cli-bin-nothing").into_owned() } else { lang.count("cli-bin-emptied", emptied) };
    run.out.record(&Emptied { emptied }, |out| out.line(&said));
    Ok(())
}
