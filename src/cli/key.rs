//! The key of the vault for one command: the passphrase from a file, or from the terminal without its letters showing.
//! Never from an argument, and never from the environment.

use std::path::{Path, PathBuf};

use super::{Run, input, output, progress};
use crate::domain::vault::VaultState;
use crate::files::{self, Unread};
use crate::journal::vault::{Key, KeyFile, Passphrase, Strength, Unlocked, may_be_new};
use crate::journal::{Journal, file_problem, unread};
use crate::platform::{self, BareStdin};
use crate::problem::{Problem, Result, VaultTrouble};

/// More than anybody types, in bytes.
const LONGEST: usize = 4 << 10;
/// CR and LF.
const LINE_END: usize = 2;

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
            None => self.open_with_passphrase(&file).map(|(key, _)| key),
        }
    }

    /// The key, and the passphrase that opened the vault: from the file that was named, else asked for.
    pub fn open_with_passphrase(&self, file: &KeyFile) -> Result<(Key, Passphrase)> {
        let Some(path) = &self.key.file else {
            let typed = self.asked("cli-seal-ask")?;
            return file.open(&typed).map(|key| (key, typed));
        };
        let FirstLine { text, has_cr } = first_line(path)?;
        let passphrase = passphrase(&text)?;
        match file.open(&passphrase) {
            // Earlier versions took the CR of a line end for a part of the passphrase.
            Err(Problem::Vault(VaultTrouble::Wrong)) if has_cr => {
                let with_cr = passphrase_with_cr(&text)?;
                file.open(&with_cr).map(|key| (key, with_cr))
            }
            opened => opened.map(|key| (key, passphrase)),
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
        passphrase(&typed)
    }

    /// A new passphrase, typed twice, or from a file. One that is guessed at once is taken only after a yes, and so is a weak
    /// one that is typed; of a weak one from a file it is said what it is worth.
    pub fn new_passphrase(&self, file: Option<&Path>) -> Result<Passphrase> {
        let lang = self.lang();
        let first = match file {
            Some(path) => passphrase(&line_of(path)?)?,
            None => self.asked("cli-seal-new")?,
        };
        may_be_new(&first)?;
        let strength = first.strength();
        if file.is_none() || strength.is_below_the_floor() {
            let strength = lang.t(&format!("vault-strength-{}", strength.key()));
            output::message(&lang.fill("cli-seal-strength", [("strength", strength.into())]));
        }
        let is_asked = strength == Strength::VeryWeak || file.is_none() && strength.is_below_the_floor();
        if is_asked {
            if !input::can_ask() {
                return trouble(VaultTrouble::TooWeak);
            }
            if !input::agrees(&lang.fill("cli-seal-weak-sure", [("strength", strength.key().into())]))? {
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

fn passphrase(text: &str) -> Result<Passphrase> {
    Passphrase::new(text).ok_or(Problem::Vault(VaultTrouble::Nothing))
}

fn passphrase_with_cr(text: &str) -> Result<Passphrase> {
    passphrase(&format!("{text}\r"))
}

/// The first line of a file without its line end, which is LF or CR LF.
struct FirstLine {
    text: String,
    /// A CR stood at its end.
    has_cr: bool,
}

/// The first line of a file, or of standard input for `-`, without its line end.
pub fn line_of(path: &Path) -> Result<String> {
    first_line(path).map(|line| line.text)
}

fn first_line(path: &Path) -> Result<FirstLine> {
    // Nothing beyond the line, since a second one may be asked for.
    let bytes = if path == Path::new("-") {
        input::take_stdin(input::Stdin::Passphrase)?;
        platform::read_line_bare(BareStdin, LONGEST + LINE_END).map_err(|cause| file_problem(path, &cause))?
    } else {
        files::first_line(path, LONGEST + LINE_END).map_err(|why| match why {
            Unread::TooLarge { .. } => Problem::Vault(VaultTrouble::TooLong),
            other => unread(path, other),
        })?
    };
    let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    let text = line.strip_suffix(b"\r").unwrap_or(line);
    if text.len() > LONGEST {
        return trouble(VaultTrouble::TooLong);
    }
    let has_cr = text.len() < line.len();
    let text = std::str::from_utf8(text).map_err(|e| Problem::NotUtf8 { position: e.valid_up_to() })?;
    Ok(FirstLine { text: text.trim_start_matches('\u{feff}').to_owned(), has_cr })
}
