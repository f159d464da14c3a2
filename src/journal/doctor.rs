//! Looking the journal over: is the file sound, and is every text still what was written?

use std::path::{Path, PathBuf};

use super::Journal;
use super::vault::Unlocked;
use crate::clock::Clock;
use crate::domain::keyed_enum;
use crate::problem::{Problem, Result};

keyed_enum! {
    /// What the doctor looks at.
    pub enum CheckName {
        /// The structure of the file.
        QuickCheck = "quick_check",
        /// Every line against the hash that was written with it.
        EntryText = "entry_text",
        /// The search index against what the records say.
        SearchIndex = "search_index",
        /// What opens the vault, as far as that can be told without a passphrase.
        Vault = "vault",
        /// Every sealed line against the key, and all of them against the manifest. Only where the key is at hand.
        SealedLines = "sealed_lines",
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub name: CheckName,
    /// What is wrong: a remark about the file, or the ids of lines.
    pub found: Vec<String>,
}

impl Check {
    pub fn is_sound(&self) -> bool {
        self.found.is_empty()
    }
}

/// The journal as the doctor found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkup {
    pub journal: PathBuf,
    /// Unknown of a file that is too damaged to tell.
    pub schema: Option<i64>,
    pub checks: Vec<Check>,
}

impl Checkup {
    pub fn is_sound(&self) -> bool {
        self.checks.iter().all(Check::is_sound)
    }
}

impl Journal {
    /// Looks the whole journal at `path` over. Damage is what it is there to find, so that is no error here.
    pub fn doctor(path: &Path, clock: Clock) -> Result<Checkup> {
        Self::doctor_with(path, clock, &mut |_| Ok(None))
    }

    /// The same with the sealed lines, where `open` unlocks the journal.
    pub fn doctor_with(
        path: &Path,
        clock: Clock,
        open: &mut dyn FnMut(&mut Self) -> Result<Option<Unlocked>>,
    ) -> Result<Checkup> {
        let mut journal = match Self::open(path, clock) {
            Ok(journal) => journal,
            Err(Problem::Damaged(detail)) => {
                let checks = vec![Check { name: CheckName::QuickCheck, found: vec![detail] }];
                return Ok(Checkup { journal: path.to_owned(), schema: None, checks });
            }
            Err(other) => return Err(other),
        };
        let told = |error| super::told(error, path);
        let structure = found(journal.store.check_whole().map_err(told).map(|()| Vec::new()))?;
        let text = found(
            journal.read(|tx| Ok(tx.damaged_entries()?)).map(|ids| ids.iter().map(ToString::to_string).collect()),
        )?;
        let index = found(
            journal.read(|tx| Ok(tx.search_differences()?)).map(|docs| docs.iter().map(ToString::to_string).collect()),
        )?;
        let mut checks = vec![
            Check { name: CheckName::SearchIndex, found: index },
            Check { name: CheckName::QuickCheck, found: structure },
            Check { name: CheckName::EntryText, found: text },
        ];
        let slots = match journal.key_file() {
            Ok(file) => file.map(|file| file.damage().into_iter().map(str::to_owned).collect::<Vec<_>>()),
            Err(Problem::Vault(_)) => Some(vec!["vault".to_owned()]),
            Err(other) => return Err(other),
        };
        if let Some(found) = slots {
            checks.push(Check { name: CheckName::Vault, found });
        }
        if let Some(Unlocked { damaged, broken }) = open(&mut journal)? {
            let mut found: Vec<String> = damaged.iter().map(ToString::to_string).collect();
            found.extend(broken.then(|| "manifest".to_owned()));
            checks.push(Check { name: CheckName::SealedLines, found });
        }
        let schema = journal.store.schema().ok();
        Ok(Checkup { journal: journal.path().to_owned(), schema, checks })
    }
}

/// What a check found; that it ran into damage is a finding too.
fn found(outcome: Result<Vec<String>>) -> Result<Vec<String>> {
    match outcome {
        Err(Problem::Damaged(detail)) => Ok(vec![detail]),
        other => other,
    }
}
