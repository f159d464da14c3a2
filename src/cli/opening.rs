//! What each command does with the journal: whether it is allowed where the journal is only looked at, and whether it
//! needs to know which journal is meant.

use super::args::{Action, Bin, Command, Goal, Import, Line, Mentor, Pair, Question, Seal, Session};

/// What a command does with the journal that the configuration may name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// It opens none, or another one that it only reads.
    None,
    /// It makes another journal.
    Another,
    /// It only reads, so that it is allowed with `--read-only`.
    Reads,
    /// It changes the journal, or makes something beside it.
    Writes,
}

/// Every command is named here, so that a new one is decided about.
pub fn opening(command: &Command) -> Opening {
    use Opening::{Another, None, Reads, Writes};
    let reads = |only: bool| if only { Reads } else { Writes };
    match command {
        Command::Look(_)
        | Command::Keys
        | Command::Config(_)
        | Command::Completions(_)
        | Command::Man
        | Command::Help(_) => None,
        Command::Demo(_) => Another,
        Command::Pair(pair) => match pair {
            Pair::List | Pair::Show(_) => Reads,
            Pair::Add(_) | Pair::Edit(_) | Pair::Pause(_) | Pair::Resume(_) | Pair::End(_) => Writes,
        },
        Command::Session(session) => match session {
            Session::List(_) | Session::Show(_) => Reads,
            Session::Add(_) | Session::Edit(_) | Session::Start(_) | Session::Hold(_) | Session::Move(_) => Writes,
            Session::Cancel(_) | Session::Miss(_) | Session::Delete(_) => Writes,
        },
        Command::Line(line) => match line {
            Line::Edit(_) | Line::Settle(_) => Writes,
        },
        Command::Goal(goal) => match goal {
            Goal::List(_) | Goal::Show(_) => Reads,
            Goal::Add(_) | Goal::Checkin(_) | Goal::Revise(_) | Goal::Agree(_) => Writes,
            Goal::Edit(_) | Goal::Done(_) | Goal::Drop(_) => Writes,
        },
        Command::Action(action) => match action {
            Action::List(_) => Reads,
            Action::Done(_) | Action::Partly(_) | Action::Tried(_) | Action::Drop(_) | Action::Reopen(_) => Writes,
        },
        Command::Mentor(mentor) => match mentor {
            Mentor::Show(_) => Reads,
            Mentor::Tick(_) | Mentor::Rate(_) => Writes,
        },
        Command::Question(question) => match question {
            Question::List(_) => Reads,
            Question::Add(_) | Question::Edit(_) | Question::Delete(_) => Writes,
        },
        Command::Bin(bin) => match bin {
            Bin::List => Reads,
            Bin::Restore(_) | Bin::Empty(_) => Writes,
        },
        Command::Import(import) => match import {
            Import::Archive(args) => reads(args.dry_run),
            Import::Undo(args) => reads(args.dry_run),
            Import::Jrnl(args) | Import::TuiJournal(args) | Import::Dayone(args) | Import::Markdown(args) => {
                reads(args.dry_run)
            }
        },
        Command::Seal(seal) => match seal {
            Seal::Status => Reads,
            Seal::On(_) | Seal::Passphrase(_) | Seal::Recover(_) | Seal::Rotate(_) | Seal::Accept | Seal::Off(_) => {
                Writes
            }
        },
        Command::Note(_) => Writes,
        Command::Search(_) | Command::Prep(_) | Command::Ledger(_) | Command::Due(_) => Reads,
        // They write a paper elsewhere. A journal that cannot be written still gives it away.
        Command::Summary(_) | Command::Calendar(_) | Command::Export(_) => Reads,
        // A backup without a name goes beside the journal.
        Command::Backup(args) => reads(args.list || args.file.is_some()),
        Command::Restore(args) => reads(args.dry_run),
        // A repair makes another journal, and only reads this one.
        Command::Doctor(args) => reads(!args.accept),
    }
}
