//! Looking the journal over: is the file sound, and is every record still what was written? What can be made again from
//! the records (indexes, counts) is made again, and that is said.

use std::fmt;
use std::path::{Path, PathBuf};

use super::Journal;
use super::vault::Unlocked;
use crate::clock::Clock;
use crate::domain::keyed_enum;
use crate::files::{Draft, Guard, Standing, Writing};
use crate::problem::{Problem, Result};
use crate::store::{self, Absent, Known, Look, Pace, Store, StoreError, Tx, Unreadable, Whose};

keyed_enum! {
    /// What the doctor looks at.
    pub enum CheckName {
        /// Its schema against the one that this program makes: nothing foreign, nothing missing.
        Schema = "schema",
        /// The structure of the file, its indexes, and that what records refer to is there.
        Integrity = "integrity_check",
        /// Records that an index still has and their table has not.
        Missing = "missing_records",
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

/// One thing that is wrong. Shown as a program reads it, the same in every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// What the engine says about the file, in English.
    Engine(String),
    /// Something in the schema: `trigger spy`.
    Object(String),
    Record(Known),
    /// A session or a line that is not in the search index as it is, by its number there.
    Document(i64),
    /// A part of the search index is not found when it is asked.
    SearchGap,
    /// What opens the vault, by its key.
    Slot(&'static str),
    /// What the journal says about its vault.
    Vault,
    /// Sealed lines are missing, doubled or older than those written last.
    Manifest,
    /// Values that mean nothing.
    Values,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Engine(said) | Self::Object(said) => said.fmt(f),
            Self::Record(record) => record.fmt(f),
            Self::Document(number) => number.fmt(f),
            Self::SearchGap => f.write_str("search index"),
            Self::Slot(key) => key.fmt(f),
            Self::Vault => f.write_str("vault"),
            Self::Manifest => f.write_str("manifest"),
            Self::Values => f.write_str("values"),
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub name: CheckName,
    /// What is wrong.
    pub found: Vec<Finding>,
    /// What was wrong and is right again: it was made anew from the records, which were not changed.
    pub healed: bool,
    /// So many sealed lines were not looked at, because the key was not at hand.
    pub unchecked: u64,
}

impl Check {
    fn new(name: CheckName, found: Vec<Finding>) -> Self {
        Self { name, found, healed: false, unchecked: 0 }
    }

    pub fn is_sound(&self) -> bool {
        self.found.is_empty()
    }
}

/// The journal as the doctor found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkup {
    pub journal: PathBuf,
    /// The journal was only looked at: nothing was made again.
    pub looked: bool,
    /// Unknown of a file that is too damaged to tell.
    pub schema: Option<i64>,
    pub checks: Vec<Check>,
    /// So many lines and sessions were known to the search index alone: another program has removed them. Once the index is
    /// made again, nothing tells of them any more.
    pub removed: usize,
}

impl Checkup {
    pub fn is_sound(&self) -> bool {
        self.removed == 0 && self.checks.iter().all(Check::is_sound)
    }
}

impl Journal {
    /// Looks the whole journal at `path` over. Damage is what it is there to find, so that is no error here.
    pub fn doctor(path: &Path, clock: Clock) -> Result<Checkup> {
        Self::doctor_with(path, clock, false, Pace::default(), &mut |_| Ok(None))
    }

    /// The same with the sealed lines, where `open` unlocks the journal, and stopped where somebody asks for it. With
    /// `looks`, nothing is written to the journal.
    pub fn doctor_with(
        path: &Path,
        clock: Clock,
        looks: bool,
        pace: Pace,
        open: &mut dyn FnMut(&mut Self) -> Result<Option<Unlocked>>,
    ) -> Result<Checkup> {
        let checkup = |schema, checks| Checkup { journal: path.to_owned(), looked: looks, schema, checks, removed: 0 };
        let opened =
            if looks { Self::look_as_it_is(path, clock) } else { Self::open_as_it_is(path, clock, Absent::Refuse) };
        let mut journal = match opened {
            Ok(journal) => journal,
            Err(Problem::Damaged(detail)) => {
                return Ok(checkup(None, vec![Check::new(CheckName::Integrity, vec![Finding::Engine(detail)])]));
            }
            Err(Problem::Altered(names)) => {
                let found = names.into_iter().map(Finding::Object).collect();
                return Ok(checkup(None, vec![Check::new(CheckName::Schema, found)]));
            }
            Err(other) => return Err(other),
        };
        journal.store.may_be_checked().map_err(|error| super::told(error, path))?;
        journal.keep_pace(pace)?;
        let mut checks = journal.look_over()?;
        // What was stopped has found nothing that is so.
        journal.still_wanted()?;
        let removed = journal.removed(&checks)?;
        if !looks && !checks.iter().all(Check::is_sound) && journal.heal()? {
            let before = checks;
            checks = journal.look_over()?;
            for (check, before) in checks.iter_mut().zip(&before) {
                check.healed = check.is_sound() && !before.is_sound();
            }
        }
        let slots = match journal.key_file() {
            Ok(file) => file.map(|file| file.damage().into_iter().map(Finding::Slot).collect::<Vec<_>>()),
            Err(Problem::Vault(_) | Problem::Unreadable | Problem::Damaged(_)) => Some(vec![Finding::Vault]),
            Err(other) => return Err(other),
        };
        if let Some(found) = slots {
            checks.push(Check::new(CheckName::Vault, found));
        }
        let told = |error| super::told(error, path);
        if let Some(Unlocked { damaged, broken }) = open(&mut journal)? {
            let known = |tx: &Tx<'_>| damaged.iter().map(|id| tx.known_line(id.0)).collect::<store::Result<Vec<_>>>();
            let known = journal.store.read_sealed(known).map_err(told)?;
            let mut found: Vec<Finding> = known.into_iter().map(Finding::Record).collect();
            found.extend(broken.then_some(Finding::Manifest));
            checks.push(Check::new(CheckName::SealedLines, found));
        } else {
            let sealed = journal.store.read_sealed(|tx: &Tx<'_>| tx.sealed_amount()).map_err(told);
            // Lines that cannot even be counted have been told of as records.
            let unchecked = found(sealed.map(|sealed| sealed.lines))?.unwrap_or(0);
            if unchecked > 0 {
                checks.push(Check { unchecked, ..Check::new(CheckName::SealedLines, Vec::new()) });
            }
        }
        journal.still_wanted()?;
        Ok(Checkup { removed, ..checkup(journal.store.schema().ok(), checks) })
    }
}

impl Journal {
    fn still_wanted(&self) -> Result<()> {
        self.store.pace().go_on().map_err(|error| super::told(error, self.path()))
    }

    /// How many sessions and lines only the search index still knows. Where it cannot be read that is told of already.
    fn removed(&self, checks: &[Check]) -> Result<usize> {
        if checks.iter().all(|check| check.name != CheckName::SearchIndex || check.is_sound()) {
            return Ok(0);
        }
        let removed = self.store.read_sealed(|tx: &Tx<'_>| tx.only_in_search());
        Ok(found(removed.map_err(|error| super::told(error, self.path())))?.unwrap_or(0))
    }

    /// What can be told without a key, from the cheapest to the dearest.
    fn look_over(&self) -> Result<Vec<Check>> {
        let integrity = self.store.integrity().map(|remarks| remarks.into_iter().map(Finding::Engine).collect());
        let records = self.store.read_sealed(|tx: &Tx<'_>| {
            let rows = tx.all_damaged_rows()?;
            rows.iter().map(|row| tx.known(row).map(Finding::Record)).collect()
        });
        let counts = self.store.read_sealed(|tx: &Tx<'_>| {
            let pairs = tx.wrong_counts()?;
            pairs.iter().map(|pair| tx.known_pair(pair.0).map(Finding::Record)).collect()
        });
        let missing = self.store.lost_rows().map(|rows| {
            // Whose they were stood in the rows themselves.
            let known = |row: Unreadable| Known { kind: row.table, id: row.id, row: row.row, whose: Whose::default() };
            rows.into_iter().map(|row| Finding::Record(known(row))).collect()
        });
        let index = self.store.read_sealed(|tx: &Tx<'_>| {
            let documents = tx.search_differences()?.into_iter().map(Finding::Document);
            Ok(tx.has_search_gaps()?.then_some(Finding::SearchGap).into_iter().chain(documents).collect())
        });
        let check = |name, outcome: store::Result<Vec<Finding>>| {
            let outcome = outcome.map_err(|error| super::told(error, self.path()));
            found(outcome).map(|found| Check::new(name, found.unwrap_or_else(|wrong| vec![wrong])))
        };
        let strange = self.store.strange().into_iter().map(Finding::Object).collect();
        Ok(vec![
            Check::new(CheckName::Schema, strange),
            check(CheckName::Integrity, integrity)?,
            check(CheckName::Missing, missing)?,
            check(CheckName::Records, records)?,
            check(CheckName::Counts, counts)?,
            check(CheckName::SearchIndex, index)?,
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
            Ok(healed) => Ok(healed),
            Err(error) => match error.confirmed(self.path()) {
                StoreError::NotNow | StoreError::Full => Err(Problem::NotNow),
                _ => Ok(false),
            },
        }
    }
}

/// What a check found; that it ran into damage is a finding too.
fn found<T>(outcome: Result<T>) -> Result<std::result::Result<T, Finding>> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(Problem::Damaged(detail)) => Ok(Err(Finding::Engine(detail))),
        Err(Problem::Unreadable) => Ok(Err(Finding::Values)),
        Err(other) => Err(other),
    }
}
