//! `tomoni note "TEXT"`: one line, from anywhere, for the next meeting.

use std::path::Path;

use super::args::Note;
use super::{Run, input, line, session};
use crate::capture::{self, Undated};
use crate::domain::pair::Pair;
use crate::domain::{Entry, Moment};
use crate::journal::Journal;
use crate::problem::{Problem, Result};
use crate::text;

pub fn run(args: Note, run: &mut Run) -> Result<()> {
    let typed = args.text == "-";
    let text =
        if typed { input::note(Some(Path::new("-")), run.lang())?.unwrap_or_default() } else { args.text.clone() };
    let mut journal = run.writing()?;
    let pair = match &args.pair {
        Some(name) => journal.find_pair(name)?,
        None => next_or_asked(&journal, run)?,
    };
    let next = journal.pairs()?.into_iter().find(|view| view.pair.id == pair.id).and_then(|view| view.next_at);
    let entry = journal.note_for_later(pair.id, &text)?;
    line::print(&entry, run);
    tell(&entry, &pair, next, run);
    if entry.raw.is_sealed() && !typed {
        run.out.aside(&run.lang().t("cli-note-in-history"));
    }
    Ok(())
}

/// For whom and for when the line is kept, and what was understood of a date in it.
fn tell(entry: &Entry, pair: &Pair, next: Option<Moment>, run: &mut Run) {
    let (lang, today) = (run.lang(), run.config.clock.today());
    let name = || text::term_safe_line(&lang.addressed(&pair.name, pair.address.as_deref())).into_owned();
    let mut said = vec![match next {
        Some(at) => {
            let at = session::moment(at, lang, today);
            lang.fill("cli-note-for-next", [("name", name().into()), ("at", at.into())])
        }
        None => lang.fill("cli-note-for-later", [("name", name().into())]),
    }];
    match capture::undated(entry, run.config.clock.rules()) {
        Some(Undated::Unread) => said.push(lang.t("cli-note-unread").into_owned()),
        Some(Undated::NextTime) => said.push(lang.t("cli-note-next-time").into_owned()),
        None => {
            let due = entry.due.filter(|_| entry.kind.has_life()).map(|day| lang.full_day(day, today));
            said.extend(due.map(|day| lang.fill("cli-note-due", [("day", day.into())])));
        }
    }
    run.out.aside(&lang.sentences(&said));
}

/// The pair that meets next, as `tomoni prep` has it; otherwise the only active one, or of several the one that the
/// person picks, if somebody is there to pick.
fn next_or_asked(journal: &Journal, run: &Run) -> Result<Pair> {
    if let Some(next) = journal.next_pair()? {
        return journal.pair(next).map(|view| view.pair);
    }
    match journal.only_active_pair() {
        Err(Problem::WhichPair(names)) if input::can_ask() => {
            let mut pairs: Vec<Pair> = journal.active_pairs()?.into_iter().map(|view| view.pair).collect();
            let picked = pick(&pairs, run)?;
            picked.map(|index| pairs.swap_remove(index)).ok_or(Problem::WhichPair(names))
        }
        answer => answer,
    }
}

/// Which of the pairs, by its number in a list.
fn pick(pairs: &[Pair], run: &Run) -> Result<Option<usize>> {
    let lang = run.lang();
    let rows = pairs.iter().enumerate().map(|(n, pair)| format!("{:>3}  {}", n + 1, text::term_safe_line(&pair.name)));
    let list = rows.collect::<Vec<_>>().join("\n");
    let answer = input::answer(&format!("{list}\n{}", lang.count("cli-note-which", pairs.len())))?;
    Ok(answer.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|index| *index < pairs.len()))
}
