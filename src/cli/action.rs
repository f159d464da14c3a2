//! `tomoni action`: what both have promised, and what became of it.

use super::args::{Action as Command, ActionList};
use super::table::{Cell, Table, dim, plain};
use super::{Run, input, json};
use crate::capture;
use crate::domain::EntryState;
use crate::domain::forms::Settlement;
use crate::domain::views::Traced;
use crate::domain::{Owner, ids::PairId};
use crate::i18n::{Label, Lang};
use crate::journal::{ActionFilter, Journal};
use crate::problem::{Result, What};

pub fn run(command: Command, run: &mut Run) -> Result<()> {
    match command {
        Command::List(args) => list(&args, run),
        Command::Done(args) => settle(&args.id, EntryState::Done, args.result, None, run),
        Command::Partly(args) => settle(&args.id, EntryState::Partly, args.result, None, run),
        Command::Tried(args) => settle(&args.id, EntryState::Tried, None, Some(args.learned), run),
        Command::Drop(args) => settle(&args.id, EntryState::Dropped, None, None, run),
        Command::Reopen(args) => settle(&args.id, EntryState::Open, None, None, run),
    }
}

/// Writes down what became of a promise. Words that are not told again stay as they are.
fn settle(id: &str, state: EntryState, result: Option<String>, learned: Option<String>, run: &mut Run) -> Result<()> {
    let mut journal = run.writing()?;
    let entry = journal.find_entry(id, What::Action)?;
    let (result, learned) = (result.or(entry.result), learned.or(entry.learned));
    let view = journal.settle(entry.id, &Settlement { result, learned, ..Settlement::plain(state) })?;
    if run.out.is_json() {
        run.out.json(&json::action(&view));
        return Ok(());
    }
    let mut table = Table::default();
    table.row(cells(&view, run));
    table.print(&mut run.out);
    Ok(())
}

fn list(args: &ActionList, run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    let pair = args.pair.as_deref().map(|name| journal.find_pair(name)).transpose()?.map(|pair| pair.id);
    let views = journal.actions(&ActionFilter { pair, owner: args.owner, settled: args.all, limit: None })?;
    if run.out.is_json() {
        let all: Vec<_> = views.iter().map(json::action).collect();
        run.out.json(&all);
        return Ok(());
    }
    by_pair(&views, &journal, run)
}

/// The promises of each pair, of each person.
fn by_pair(views: &[Traced], journal: &Journal, run: &mut Run) -> Result<()> {
    for view in journal.pairs()? {
        let id: PairId = view.pair.id;
        let of_pair: Vec<&Traced> = views.iter().filter(|v| v.entry.pair == id).collect();
        if of_pair.is_empty() {
            continue;
        }
        run.out.line(&view.pair.name);
        for owner in Owner::ALL {
            let mut table = Table::indented(4);
            let of_owner: Vec<_> = of_pair.iter().filter(|v| v.entry.owner == *owner).collect();
            of_owner.iter().for_each(|v| table.row(cells(v, run)));
            if !of_owner.is_empty() {
                run.out.line(&format!("  {}", owner.label(run.lang())));
                table.print(&mut run.out);
            }
        }
    }
    Ok(())
}

/// The ending of its id, since when, by when, how often it was carried over, what became of it, and the promise.
pub fn cells(view: &Traced, run: &Run) -> Vec<Cell> {
    let (lang, today) = (run.lang(), run.config.clock.today());
    let entry = &view.entry;
    let is_open = entry.state == EntryState::Open;
    let day = |id: &str, day: Option<chrono::NaiveDate>| {
        day.map(|day| lang.fill(id, [("day", lang.full_day(day, today).into())])).unwrap_or_default()
    };
    let carried =
        if is_open && view.carried > 0 { lang.count("cli-action-carried", view.carried) } else { String::new() };
    vec![
        dim(entry.id.ending()),
        plain(if is_open { String::new() } else { entry.state.label(lang).into_owned() }),
        plain(day("cli-action-from", view.origin.map(|at| at.date_naive()))),
        plain(super::line::due(entry, run)),
        plain(carried),
        plain(promise(view, lang)),
    ]
}

/// What was promised, with what came of it.
fn promise(view: &Traced, lang: Lang) -> String {
    let entry = &view.entry;
    let mut text = capture::body_or(&entry.raw, |raw| lang.unreadable(raw)).into_owned();
    let told = [("cli-action-result-is", &entry.result), ("cli-action-learned-is", &entry.learned)];
    for (id, words) in told {
        if let Some(words) = words.as_deref().and_then(input::text_or_none) {
            text.push_str(&lang.fill(id, [("words", words.into())]));
        }
    }
    text
}
