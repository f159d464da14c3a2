//! Looking the journal over: is the file sound, and is every record still what was written? What can be made again from
//! the records (indexes, counts) is made again, and that is said.

use std::path::{Path, PathBuf};

use super::Journal;
use super::vault::Unlocked;
use crate::clock::Clock;
use crate::domain::keyed_enum;
use crate::files::{Draft, Guard, Standing, Writing};
use crate::problem::{Problem, Result};
use crate::store::{Absent, Look, Pace, Store, StoreError};

keyed_enum! {
    /// What the doctor looks at.
    pub enum CheckName {
        /// Its schema against the one that this program makes: nothing foreign, nothing missing.
        Schema = "schema",
        /// The structure of the file, its indexes, and that what records refer to is there.
        Integrity = "integrity_check",
        /// Every record against the sum that was written with it.
        Records = "records",
        /// How many sessions each pair has held, as it is kept beside the pair.
        Counts = "counts",
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
    /// What is wrong: a remark about the file, or the kinds and ids of records.
    pub found: Vec<String>,
    /// What was wrong and is right again: it was made anew from the records, which were not changed.
    pub healed: bool,
}

impl Check {
    fn new(name: CheckName, found: Vec<String>) -> Self {
        Self { name, found, healed: false }
    }

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
        Self::doctor_with(path, clock, Pace::default(), &mut |_| Ok(None))
    }

    /// The same with the sealed lines, where `open` unlocks the journal, and stopped where somebody asks for it.
    pub fn doctor_with(
        path: &Path,
        clock: Clock,
        pace: Pace,
        open: &mut dyn FnMut(&mut Self) -> Result<Option<Unlocked>>,
    ) -> Result<Checkup> {
        let mut journal = match Self::open_as_it_is(path, clock, Absent::Refuse) {
            Ok(journal) => journal,
            Err(Problem::Damaged(detail)) => {
                let checks = vec![Check::new(CheckName::Integrity, vec![detail])];
                return Ok(Checkup { journal: path.to_owned(), schema: None, checks });
            }
            Err(Problem::Altered(names)) => {
                let checks = vec![Check::new(CheckName::Schema, names)];
                return Ok(Checkup { journal: path.to_owned(), schema: None, checks });
            }
            Err(other) => return Err(other),
        };
        journal.keep_pace(pace)?;
        let mut checks = journal.look_over()?;
        // What was stopped has found nothing that is so.
        journal.still_wanted()?;
        if !checks.iter().all(Check::is_sound) && journal.heal()? {
            let before = checks;
            checks = journal.look_over()?;
            for (check, before) in checks.iter_mut().zip(&before) {
                check.healed = check.is_sound() && !before.is_sound();
            }
        }
        let slots = match journal.key_file() {
            Ok(file) => file.map(|file| file.damage().into_iter().map(str::to_owned).collect::<Vec<_>>()),
            Err(Problem::Vault(_) | Problem::Unreadable | Problem::Damaged(_)) => Some(vec!["vault".to_owned()]),
            Err(other) => return Err(other),
        };
        if let Some(found) = slots {
            checks.push(Check::new(CheckName::Vault, found));
        }
        if let Some(Unlocked { damaged, broken }) = open(&mut journal)? {
            let mut found: Vec<String> = damaged.iter().map(ToString::to_string).collect();
            found.extend(broken.then(|| "manifest".to_owned()));
            checks.push(Check::new(CheckName::SealedLines, found));
        }
        journal.still_wanted()?;
        let schema = journal.store.schema().ok();
        Ok(Checkup { journal: journal.path().to_owned(), schema, checks })
    }
}

impl Journal {
    fn still_wanted(&self) -> Result<()> {
        self.store.pace().go_on().map_err(|error| super::told(error, self.path()))
    }

    /// What can be told without a key, from the cheapest to the dearest.
    fn look_over(&self) -> Result<Vec<Check>> {
        let told = |error| super::told(error, self.path());
        let integrity = found(self.store.integrity().map_err(told))?;
        let records = self.store.read_sealed(|tx| tx.all_damaged_rows()).map_err(told);
        let records = found(records.map(|rows| rows.iter().map(ToString::to_string).collect()))?;
        let counts = self.store.read_sealed(|tx| tx.wrong_counts()).map_err(told);
        let counts = found(counts.map(|pairs| pairs.iter().map(ToString::to_string).collect()))?;
        let index = self.store.read_sealed(|tx| tx.search_differences()).map_err(told);
        let index = found(index.map(|docs| docs.iter().map(ToString::to_string).collect()))?;
        Ok(vec![
            Check::new(CheckName::Schema, self.store.strange()),
            Check::new(CheckName::Integrity, integrity),
            Check::new(CheckName::Records, records),
            Check::new(CheckName::Counts, counts),
            Check::new(CheckName::SearchIndex, index),
        ])
    }

    /// Makes the schema of the journal ours again: takes out what is foreign and makes again what can be made from the
    /// records, after a copy of the file was made among the backups. Returns what it was about, and the copy; `None` where
    /// there was nothing to change.
    ///
    /// # Errors
    /// `TablesAltered`: a table is not as this program made it. The journal was not changed then.
    pub fn accept(path: &Path, clock: Clock) -> Result<Option<(Vec<String>, PathBuf)>> {
        let told = |error| super::told(error, path);
        if Self::open(path, clock).is_ok_and(|journal| journal.only_readable().is_none()) {
            return Ok(None);
        }
        let look = Look::into_own(path).map_err(told)?;
        let copy = super::backup::place_beside(look.path(), clock, "-altered", "db")?;
        let target = Guard::of(look.path()).target(&copy, Writing::OwnCopy, Standing::Stays);
        let draft = target.and_then(Draft::new).map_err(super::refused)?;
        look.copy_to(&draft.path(), &mut |_, _| true).map_err(told)?;
        draft.put().map_err(super::refused)?;
        drop(look);
        match Store::accept(path) {
            Ok(names) => Ok(Some((names, copy))),
            Err(StoreError::Altered(names)) => Err(Problem::TablesAltered(names)),
            Err(other) => Err(told(other)),
        }
    }

    /// Makes indexes and counts again from the records. `false`: that was not possible here, and nothing was changed.
    fn heal(&mut self) -> Result<bool> {
        match self.store.heal() {
            Ok(()) => Ok(true),
            Err(StoreError::NotNow | StoreError::Full) => Err(Problem::NotNow),
            Err(_) => Ok(false),
        }
    }
}

/// What a check found; that it ran into damage is a finding too.
fn found(outcome: Result<Vec<String>>) -> Result<Vec<String>> {
    match outcome {
        Err(Problem::Damaged(detail)) => Ok(vec![detail]),
        Err(Problem::Unreadable) => Ok(vec!["values".to_owned()]),
        other => other,
    }
}
