//! `tomoni note "TEXT"`: one line, from anywhere, for the next meeting.

use std::path::Path;

use super::args::Note;
use super::{Run, input, line};
use crate::domain::pair::Pair;
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
        None => only_or_asked(&journal, run)?,
    };
    let entry = journal.note_for_later(pair.id, &text)?;
    line::print(&entry, run);
    if entry.raw.is_sealed() && !typed {
        run.out.aside(&run.lang().t("cli-note-in-history"));
    }
    Ok(())
}

/// The only active pair; of several the one that the person picks, if somebody is there to pick.
fn only_or_asked(journal: &Journal, run: &Run) -> Result<Pair> {
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
