//! `tomoni line`: who may see a line, whose it is, when it is due, and what became of one that waited.

use super::args::{Line as Command, LineEdit, LineSettle};
use super::table::{Table, dim, plain};
use super::{Run, input, json};
use crate::capture::{self, Look, Undated};
use crate::domain::forms::{EntryForm, Settlement};
use crate::domain::{Entry, EntryState};
use crate::i18n::Label;
use crate::problem::{Result, What};

pub fn run(command: Command, run: &mut Run) -> Result<()> {
    match command {
        Command::Edit(args) => edit(args, run),
        Command::Settle(args) => settle(&args, run),
    }
}

fn edit(args: LineEdit, run: &mut Run) -> Result<()> {
    let next_time = args.due.as_deref().is_some_and(capture::means_next_time);
    let due = args.due.filter(|_| !next_time);
    let due = due.map(|words| input::day_or_none(&words, run.config.clock, Look::Forward)).transpose()?;
    let form = EntryForm {
        visibility: args.visibility,
        owner: args.owner,
        due,
        next_time,
        sealed: wished(args.seal, args.unseal),
    };
    let mut journal = run.writing()?;
    let entry = journal.find_entry(&args.id, What::Line)?;
    let is_about_nothing = form == EntryForm::default();
    let entry = if is_about_nothing { entry } else { journal.edit_entry(entry.id, &form)? };
    print(&entry, run);
    if is_about_nothing {
        let said = run.lang().t("cli-nothing-to-change");
        run.out.aside(&said);
    }
    run.tell_of_unreached(&journal.take_unreached());
    Ok(())
}

/// Whether something is to be sealed, as two flags have it.
pub fn wished(seal: bool, unseal: bool) -> Option<bool> {
    match (seal, unseal) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// A question asked, thanks said, a person met, a topic talked about, something for later dealt with.
fn settle(args: &LineSettle, run: &mut Run) -> Result<()> {
    let mut journal = run.writing()?;
    let entry = journal.find_entry(&args.id, What::Line)?;
    let entry = journal.settle_line(entry.id, &Settlement::plain(args.state.state()))?;
    print(&entry, run);
    Ok(())
}

/// When a line is due, or why no day is told.
pub fn due(entry: &Entry, run: &Run) -> String {
    let (lang, today) = (run.lang(), run.config.clock.today());
    if let Some(day) = entry.due.filter(|_| entry.kind.has_life()) {
        if entry.state == EntryState::Open && day < today {
            return lang.due_in_words(day, today);
        }
        return lang.fill("cli-due-on", [("day", lang.full_day(day, today).into())]);
    }
    match capture::undated(entry, run.config.clock.rules()) {
        Some(Undated::NextTime) => lang.t("due-next-time").into_owned(),
        Some(Undated::Unread) => lang.t("due-unread").into_owned(),
        None => String::new(),
    }
}

/// A line as a record that a command has made or changed.
pub fn print(entry: &Entry, run: &mut Run) {
    let (lang, due) = (run.lang(), due(entry, run));
    run.out.record(&json::line(entry), |out| {
        let mut table = Table::default();
        table.row([
            dim(entry.id.ending()),
            plain(entry.kind.label(lang)),
            plain(entry.owner.label(lang)),
            plain(entry.visibility.label(lang)),
            plain(if entry.can_settle() { entry.state.label(lang) } else { "".into() }),
            plain(due),
            plain(capture::body_or(&entry.raw, |raw| lang.unreadable(raw))),
        ]);
        table.print(out);
    });
}
