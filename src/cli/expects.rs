//! Which commands refuse a key where there is no vault. Whoever gives `--passphrase-file` or `--reveal` expects private
//! lines to be sealed; in a journal without a vault they would be written or given away readable.

use super::Run;
use super::args::{Action, Bin, Command, Goal, Import, Line, Mentor, Pair, Question, Seal, Session};
use crate::domain::vault::VaultState;
use crate::journal::Journal;
use crate::problem::{Problem, Result, VaultTrouble};

/// How a command stands to a key that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stance {
    /// It changes the journal, or gives away or copies what is in it: only with a vault.
    NeedsVault,
    /// It shows what is there, or has nothing to do with a journal.
    Looks,
    /// It looks after the vault itself.
    Itself,
}

impl Run {
    /// Refuses a key for a command that writes, where there is no vault. Nothing has been opened for writing before.
    pub fn refuse_key_without_vault(&self, command: Option<&Command>) -> Result<()> {
        if !self.key.is_given() || command.map_or(Stance::NeedsVault, stance) != Stance::NeedsVault {
            return Ok(());
        }
        // What is only looked at is not opened for writing here either.
        let open = if self.looks { Journal::look } else { Journal::open };
        let state = match open(&self.config.journal, self.config.clock) {
            Err(Problem::NoJournal(_)) => VaultState::Off,
            journal => journal?.vault_state()?,
        };
        if state == VaultState::Off { Err(Problem::Vault(VaultTrouble::NoVault)) } else { Ok(()) }
    }
}

/// Every command is named here, so that a new one is decided about.
fn stance(command: &Command) -> Stance {
    use Stance::{Itself, Looks, NeedsVault};
    match command {
        Command::Pair(pair) => match pair {
            Pair::List | Pair::Show(_) => Looks,
            Pair::Add(_) | Pair::Edit(_) | Pair::Pause(_) | Pair::Resume(_) | Pair::End(_) => NeedsVault,
        },
        Command::Session(session) => match session {
            Session::List(_) | Session::Show(_) => Looks,
            Session::Add(_) | Session::Edit(_) | Session::Start(_) | Session::Hold(_) | Session::Move(_) => NeedsVault,
            Session::Cancel(_) | Session::Miss(_) | Session::Delete(_) => NeedsVault,
        },
        Command::Line(line) => match line {
            Line::Edit(_) | Line::Settle(_) => NeedsVault,
        },
        Command::Goal(goal) => match goal {
            Goal::List(_) | Goal::Show(_) => Looks,
            Goal::Add(_) | Goal::Checkin(_) | Goal::Revise(_) | Goal::Agree(_) => NeedsVault,
            Goal::Edit(_) | Goal::Done(_) | Goal::Drop(_) => NeedsVault,
        },
        Command::Action(action) => match action {
            Action::List(_) => Looks,
            Action::Done(_) | Action::Partly(_) | Action::Tried(_) => NeedsVault,
            Action::Drop(_) | Action::Reopen(_) => NeedsVault,
        },
        Command::Mentor(mentor) => match mentor {
            Mentor::Show(_) => Looks,
            Mentor::Rate(_) | Mentor::Tick(_) => NeedsVault,
        },
        Command::Question(question) => match question {
            Question::List(_) => Looks,
            Question::Add(_) | Question::Edit(_) | Question::Delete(_) => NeedsVault,
        },
        Command::Bin(bin) => match bin {
            Bin::List => Looks,
            Bin::Restore(_) | Bin::Empty(_) => NeedsVault,
        },
        Command::Import(import) => match import {
            // The archive may bring a vault with it. If it does not, the transaction is refused at its end.
            Import::Archive(_) => Itself,
            Import::Jrnl(_) | Import::TuiJournal(_) | Import::Dayone(_) | Import::Markdown(_) | Import::Undo(_) => {
                NeedsVault
            }
        },
        Command::Seal(seal) => match seal {
            Seal::On(_) | Seal::Status | Seal::Passphrase(_) | Seal::Recover(_) => Itself,
            Seal::Rotate(_) | Seal::Accept | Seal::Off(_) => Itself,
        },
        Command::Summary(summary) => {
            if summary.log || summary.dry_run {
                Looks
            } else {
                NeedsVault
            }
        }
        Command::Demo(_) | Command::Note(_) | Command::Calendar(_) | Command::Export(_) => NeedsVault,
        Command::Backup(backup) if backup.list => Looks,
        Command::Restore(restore) if restore.dry_run => Looks,
        Command::Backup(_) | Command::Restore(_) => NeedsVault,
        Command::Search(_) | Command::Prep(_) | Command::Ledger(_) | Command::Due(_) => Looks,
        // Repairing reads a journal that may not open at all.
        Command::Doctor(_) | Command::Look(_) => Looks,
        Command::Keys | Command::Config(_) | Command::Completions(_) | Command::Man | Command::Help(_) => Looks,
    }
}
