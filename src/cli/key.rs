//! The key of the vault for one command: the passphrase from a file, or from the terminal without its letters showing.
//! Never from an argument, and never from the environment.

use std::path::{Path, PathBuf};

use super::{Run, input, output, progress};
use crate::domain::vault::VaultState;
use crate::files::{self, Unread};
use crate::journal::vault::{Key, Passphrase, Strength, Unlocked};
use crate::journal::{Journal, file_problem, unread};
use crate::platform::{self, BareStdin};
use crate::problem::{Problem, Result, VaultTrouble};

/// More than anybody types, in bytes.
const LONGEST: usize = 4 << 10;

/// What the command line says about the key.
#[derive(Default)]
pub struct KeyWish {
    pub file: Option<PathBuf>,
    /// Sealed text may be printed.
    pub reveal: bool,
    /// Typed on the terminal, because a command turned out to need it.
    pub typed: Option<Passphrase>,
}

impl KeyWish {
    /// Whether the command line says that there is something sealed.
    pub fn is_given(&self) -> bool {
        self.reveal || self.file.is_some() || self.typed.is_some()
    }
}

fn trouble<T>(trouble: VaultTrouble) -> Result<T> {
    Err(Problem::Vault(trouble))
}

impl Run {
    /// The journal, with the key where it was asked for.
    pub fn with_wish(&self, mut journal: Journal) -> Result<Journal> {
        journal.tell_of_changes(self.out.changed());
        journal.keep_pace(progress::pace()?)?;
        let mut guard = self.config.guard();
        self.key.file.iter().for_each(|file| guard.add_input(file));
        journal.protect(&guard);
        if !self.key.reveal {
            journal.keep_sealed();
        }
        if self.key.is_given() {
            journal.expect_vault();
        }
        if self.key.is_given() && journal.vault_state()? == VaultState::Locked {
            let key = self.open_vault(&journal)?;
            self.enter(&mut journal, &key)?;
        }
        Ok(journal)
    }

    /// Unlocks the journal, and says what is not as it was written.
    pub fn enter(&self, journal: &mut Journal, key: &Key) -> Result<Unlocked> {
        let unlocked = journal.unlock(key)?;
        let lang = self.lang();
        if unlocked.broken {
            output::message(&Problem::Vault(VaultTrouble::SealsBroken).message(lang));
        }
        if !unlocked.damaged.is_empty() {
            let ids: Vec<String> = unlocked.damaged.iter().map(|id| id.ending()).collect();
            output::message(&lang.fill("cli-seal-damaged", [("lines", ids.join(", ").into())]));
        }
        Ok(unlocked)
    }

    /// Tells of files in which lines still lie readable that this command has sealed.
    pub fn tell_of_unreached(&mut self, paths: &[PathBuf]) {
        for path in paths {
            self.out.aside(&self.lang().fill("vault-unreached", [("path", path.display().to_string().into())]));
        }
    }

    /// The key of a journal's vault, from the passphrase.
    pub fn open_vault(&self, journal: &Journal) -> Result<Key> {
        let Some(file) = journal.key_file()? else { return trouble(VaultTrouble::Off) };
        match &self.key.typed {
            Some(typed) => file.open(typed),
            None => file.open(&self.passphrase("cli-seal-ask")?),
        }
    }

    /// The passphrase: from the file that was named, else asked for.
    pub fn passphrase(&self, question: &str) -> Result<Passphrase> {
        match &self.key.file {
            Some(path) => from_file(path),
            None => self.asked(question),
        }
    }

    /// A passphrase typed on the terminal.
    pub fn asked(&self, question: &str) -> Result<Passphrase> {
        if !input::can_ask() {
            return trouble(VaultTrouble::NobodyAsked);
        }
        output::question(&self.lang().t(question));
        let typed = rpassword::read_password();
        let typed = typed.map_err(|cause| file_problem(Path::new("stdin"), &cause))?;
        Passphrase::new(&typed).ok_or(Problem::Vault(VaultTrouble::Nothing))
    }

    /// A new passphrase, typed twice, or from a file. One that is guessed at once is taken only after a yes.
    pub fn new_passphrase(&self, file: Option<&Path>) -> Result<Passphrase> {
        let lang = self.lang();
        let first = match file {
            Some(path) => from_file(path)?,
            None => self.asked("cli-seal-new")?,
        };
        let strength = first.strength();
        if file.is_none() {
            let strength = lang.t(&format!("vault-strength-{}", strength.key()));
            output::message(&lang.fill("cli-seal-strength", [("strength", strength.into())]));
        }
        if strength == Strength::VeryWeak {
            if !input::can_ask() {
                return trouble(VaultTrouble::TooWeak);
            }
            if !input::agrees(&lang.t("cli-seal-weak-sure"))? {
                return trouble(VaultTrouble::NotAgreed);
            }
        }
        if file.is_some() || first.is(&self.asked("cli-seal-again")?) {
            Ok(first)
        } else {
            trouble(VaultTrouble::Differs)
        }
    }
}

/// The first line of a file, or of standard input for `-`.
pub fn from_file(path: &Path) -> Result<Passphrase> {
    line_of(path).and_then(|line| Passphrase::new(&line).ok_or(Problem::Vault(VaultTrouble::Nothing)))
}

/// The first line of a file without its line end.
pub fn line_of(path: &Path) -> Result<String> {
    // Nothing beyond the line, since a second one may be asked for.
    let bytes = if path == Path::new("-") {
        input::take_stdin(input::Stdin::Passphrase)?;
        platform::read_line_bare(BareStdin, LONGEST + 1).map_err(|cause| file_problem(path, &cause))?
    } else {
        files::first_line(path, LONGEST).map_err(|why| match why {
            Unread::TooLarge { .. } => Problem::Vault(VaultTrouble::TooLong),
            other => unread(path, other),
        })?
    };
    if bytes.len() > LONGEST {
        return trouble(VaultTrouble::TooLong);
    }
    let text = String::from_utf8(bytes).map_err(|e| Problem::NotUtf8 { position: e.utf8_error().valid_up_to() })?;
    Ok(text.lines().next().unwrap_or_default().trim_start_matches('\u{feff}').to_owned())
}
