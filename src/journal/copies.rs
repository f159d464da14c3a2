//! Copies that the program makes by itself: at most one a day, beside everything else, and only so many of them stay.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{Datelike, NaiveDate};

use super::{Journal, backup};
use crate::clock::Clock;
use crate::files::{self, Draft, Guard, Standing, Writing};
use crate::i18n::Lang;
use crate::problem::{Problem, Result};
use crate::store::{self, Apart, Contents, Identity, Kind, Look, Quiet, StoreError};

/// What the name of an automatic copy has between the stem of the journal and the day, after a hyphen.
pub(super) const AUTOMATIC: &str = "auto-";

/// How many automatic copies stay: the newest of each of so many days, weeks and months. At least one always does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    pub daily: usize,
    pub weekly: usize,
    pub monthly: usize,
}

/// A copy that is due. It can be made on another thread than the one that has the journal.
#[derive(Debug)]
pub struct DueCopy {
    journal: Apart,
    target: PathBuf,
}

/// A copy that was made and read to its end, and has no name yet.
pub struct MadeCopy {
    draft: Draft,
    quiet: Quiet,
    target: PathBuf,
}

impl Journal {
    /// From now on automatic copies are due; `None`: never.
    pub fn keep_copies(&mut self, keep: Option<Keep>) {
        self.keep = keep;
    }

    /// The automatic copy that is due now: where somebody wants them, the journal holds something, none was made today,
    /// and the journal has changed since the newest. Changes nothing.
    pub fn copy_due(&self) -> Result<Option<DueCopy>> {
        if self.keep.is_none() || self.read(|tx| Ok(tx.count(Kind::Pair)?))? == 0 {
            return Ok(None);
        }
        let own = self.identity()?;
        let (journal, today) = (self.path(), self.clock.today());
        let copies = automatic(journal);
        let newest = copies.iter().map(|copy| copy.day).max();
        let is_asked = |copy: &&Automatic| copy.day == today || Some(copy.day) == newest;
        let is_enough = |copy: &Automatic| copy.day == today || is_as_new(&copy.path, journal);
        if copies.iter().filter(is_asked).any(|copy| is_enough(copy) && own.is_of(&copy.path)) {
            return Ok(None);
        }
        let folder = backup::folder(journal);
        let stem = stem(journal);
        let target = backup::unused(|n| folder.join(format!("{stem}-{AUTOMATIC}{}{n}.db", today.format("%Y-%m-%d"))));
        Ok(Some(DueCopy { journal: self.store.apart(), target }))
    }

    fn identity(&self) -> Result<Identity> {
        self.store.identity().map_err(|error| super::told(error, self.path()))
    }

    /// Gives a copy its name, and takes away automatic copies beyond those that are to stay. Returns where it is.
    ///
    /// # Errors
    /// `Stale` when somebody has written since it was begun: then nothing is kept of it.
    pub fn put_copy(&self, made: MadeCopy) -> Result<PathBuf> {
        let MadeCopy { draft, quiet, target } = made;
        let put = quiet.hold(|| draft.put()).map_err(|error| super::told(error, self.path()))?;
        put.map_err(backup::refused)?;
        if let Some(keep) = self.keep {
            self.rotate_copies(keep, &target)?;
        }
        Ok(target)
    }

    /// Takes away what is beyond `keep`. Only what has the name of an automatic copy, can be read, and is of this very
    /// journal: the rest is not known to be ours.
    fn rotate_copies(&self, keep: Keep, newest: &Path) -> Result<()> {
        let own = self.identity()?;
        let ours: Vec<_> = automatic(self.path()).into_iter().filter(|copy| own.is_of(&copy.path)).collect();
        let days: Vec<NaiveDate> = ours.iter().map(|copy| copy.day).collect();
        let stay = staying(&days, keep);
        for copy in ours.iter().filter(|copy| !stay.contains(&copy.day) && copy.path != newest) {
            // One that cannot be taken away stays.
            let _ = files::remove_copy(self.path(), &copy.path);
        }
        Ok(())
    }
}

impl DueCopy {
    /// Makes the copy and reads it to its end.
    ///
    /// # Errors
    /// `Stopped` when `go_on` said so, `Stale` when somebody wrote meanwhile, `Damaged` when the journal is not sound.
    pub fn make<F>(&self, go_on: F) -> Result<(MadeCopy, Contents)>
    where
        F: Fn() -> bool + Send + Clone + 'static,
    {
        let told = |error: StoreError| super::told(error, self.journal.path());
        backup::name_fits(&self.target)?;
        let folder = files::folder_of(&self.target);
        files::create_private_dir(folder).map_err(|cause| super::file_problem(folder, &cause))?;
        let target = Guard::of(self.journal.path()).target(&self.target, Writing::OwnCopy, Standing::Stays);
        let draft = target.and_then(Draft::new).map_err(backup::refused)?;
        let quiet = Quiet::begin(&self.journal).map_err(told)?;
        let contents = quiet.copy_to(&draft.path(), go_on).map_err(told)?;
        Ok((MadeCopy { draft, quiet, target: self.target.clone() }, contents))
    }
}

/// Whether a copy that could not be made is to be tried again without a word.
pub fn is_passing(problem: &Problem) -> bool {
    matches!(problem, Problem::Stale | Problem::Busy | Problem::Stopped)
}

/// Why there is no automatic copy, in a sentence that does not call unsaved what is saved.
pub fn why_no_copy(problem: &Problem, lang: Lang) -> String {
    match problem {
        Problem::NotWritten => lang.t("copy-failed-not-written").into_owned(),
        Problem::DiskFull => lang.t("copy-failed-full").into_owned(),
        Problem::Damaged(_) | Problem::Unreadable => lang.t("copy-failed-damaged").into_owned(),
        Problem::Altered(_) | Problem::TablesAltered(_) => lang.t("copy-failed-altered").into_owned(),
        Problem::ReadOnly(path) => lang.fill("copy-failed-read-only", [("path", path.display().to_string().into())]),
        other => lang.fill("copy-failed", [("why", other.message(lang).into())]),
    }
}

/// An automatic copy, by its name.
struct Automatic {
    path: PathBuf,
    day: NaiveDate,
}

fn stem(journal: &Path) -> String {
    journal.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The automatic copies beside a journal, as far as their names say so.
fn automatic(journal: &Path) -> Vec<Automatic> {
    let stem = stem(journal);
    let mut found = files::files_in(&backup::folder(journal), |name| automatic_day(&stem, name).is_some());
    found.sort();
    let day = |path: &PathBuf| automatic_day(&stem, &path.file_name()?.to_string_lossy());
    found.into_iter().filter_map(|path| Some(Automatic { day: day(&path)?, path })).collect()
}

/// The day of an automatic copy of the journal with this stem; `None` for other names.
pub(super) fn automatic_day(stem: &str, name: &str) -> Option<NaiveDate> {
    let rest = name.strip_prefix(stem)?.strip_prefix('-')?.strip_prefix(AUTOMATIC)?.strip_suffix(".db")?;
    let (day, number) = rest.split_at_checked(10)?;
    let numbered = number.strip_prefix('-').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    if !number.is_empty() && !numbered {
        return None;
    }
    let parsed = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    (parsed.format("%Y-%m-%d").to_string() == day).then_some(parsed)
}

/// Whether the journal has not changed since the copy was made, as far as the times of the files say so.
fn is_as_new(copy: &Path, journal: &Path) -> bool {
    let state = |path: &Path| -> Option<(SystemTime, u64)> {
        let found = path.metadata().ok()?;
        Some((found.modified().ok()?, found.len()))
    };
    match (state(copy), state(journal)) {
        (Some((copied, size)), Some((changed, now))) => changed < copied && size == now,
        _ => false,
    }
}

/// Which days stay: of each of so many days, weeks and months the newest. What is kept does not depend on today, so a
/// clock that was wrong for a day takes nothing away.
fn staying(days: &[NaiveDate], keep: Keep) -> BTreeSet<NaiveDate> {
    let newest_first: BTreeSet<_> = days.iter().copied().collect();
    let mut stay = BTreeSet::new();
    let mut keep_by = |most: usize, period: &dyn Fn(NaiveDate) -> (i32, u32)| {
        let mut seen = BTreeSet::new();
        for day in newest_first.iter().rev() {
            if seen.len() >= most {
                break;
            }
            if seen.insert(period(*day)) {
                stay.insert(*day);
            }
        }
    };
    keep_by(keep.daily.max(1), &|day| (day.year(), day.ordinal()));
    keep_by(keep.weekly, &|day| (day.iso_week().year(), day.iso_week().week()));
    keep_by(keep.monthly, &|day| (day.year(), day.month()));
    stay
}

/// What a copy beside the journal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyKind {
    /// Made by the program once a day.
    Automatic,
    /// Made by `tomoni backup`.
    Backup,
    /// What a restoration replaced.
    Replaced,
    /// Made before the form of the journal changed.
    BeforeSchema,
}

/// A copy beside the journal, looked over.
#[derive(Clone, Debug)]
pub struct Copy {
    pub path: PathBuf,
    pub kind: CopyKind,
    /// In bytes.
    pub size: u64,
    pub changed: Option<SystemTime>,
    /// `None` where it cannot be read.
    pub contents: Option<Contents>,
    /// Every page and every line of it is what was written, and what opens its vault is there.
    pub sound: bool,
}

/// The copies of the journal at `path` that this program has made, newest first. Changes none of them.
pub fn copies(journal: &Path, clock: Clock) -> Vec<Copy> {
    let stem = stem(journal);
    let of = |path: PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let found = path.metadata().ok();
        let look = store::anew(|| Look::at(&path).and_then(|look| look.is_known().map(|()| look))).ok();
        Copy {
            kind: backup::kind_of(&stem, &name),
            size: found.as_ref().map_or(0, std::fs::Metadata::len),
            changed: found.and_then(|found| found.modified().ok()),
            contents: look.as_ref().and_then(|look| store::anew(|| look.contents()).ok()),
            sound: look.is_some_and(|look| store::anew(|| look.verify()).is_ok_and(|damaged| damaged == 0))
                && has_its_vault(&path, clock),
            path,
        }
    };
    let mut all: Vec<Copy> = backup::listed_databases(journal).into_iter().map(of).collect();
    all.sort_by(|a, b| b.changed.cmp(&a.changed).then_with(|| b.path.cmp(&a.path)));
    all
}

/// Whether nothing is missing of the vault of a copy.
fn has_its_vault(path: &Path, clock: Clock) -> bool {
    let loss = Journal::look_as_it_is(path, clock).and_then(|journal| journal.vault_loss());
    loss.is_ok_and(|loss| loss.is_nothing())
}

/// A copy is made now if one is due, by whoever has nothing else to do.
///
/// # Errors
/// As [`DueCopy::make`] and [`Journal::put_copy`].
pub fn copy_now(journal: &Journal, go_on: impl Fn() -> bool + Send + Clone + 'static) -> Result<Option<PathBuf>> {
    let Some(due) = journal.copy_due()? else { return Ok(None) };
    let (made, _) = due.make(go_on)?;
    journal.put_copy(made).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn only_the_exact_name_is_that_of_an_automatic_copy() {
        for (name, is) in [
            ("journal-auto-2026-11-21.db", true),
            ("journal-auto-2026-11-21-2.db", true),
            ("journal-auto-2026-11-21-.db", false),
            ("journal-auto-2026-11-21-x.db", false),
            ("journal-auto-2026-02-30.db", false),
            ("journal-auto-2026-1-021.db", false),
            ("journal-auto-２０２６.db", false),
            ("journal-2026-11-21-150000.db", false),
            ("other-auto-2026-11-21.db", false),
            ("journal-auto-2026-11-21.db-journal", false),
            ("my journal-auto-2026-11-21.db", false),
        ] {
            assert_eq!(automatic_day("journal", name).is_some(), is, "{name}");
        }
    }

    #[test]
    fn a_year_of_days_keeps_seven_days_four_weeks_and_six_months() {
        let keep = Keep { daily: 7, weekly: 4, monthly: 6 };
        let mut kept: BTreeSet<NaiveDate> = BTreeSet::new();
        for now in day("2026-01-01").iter_days().take(365) {
            kept.insert(now);
            let all: Vec<_> = kept.iter().copied().collect();
            kept = staying(&all, keep);
            assert!(kept.contains(&now) && kept.len() <= 17, "{now}");
        }
        let shown: Vec<String> = kept.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "2026-07-31",
                "2026-08-31",
                "2026-09-30",
                "2026-10-31",
                "2026-11-30",
                "2026-12-13",
                "2026-12-20",
                "2026-12-25",
                "2026-12-26",
                "2026-12-27",
                "2026-12-28",
                "2026-12-29",
                "2026-12-30",
                "2026-12-31"
            ]
        );
        assert_eq!(staying(&[day("2026-01-01")], Keep { daily: 0, weekly: 0, monthly: 0 }).len(), 1, "never none");
    }
}
