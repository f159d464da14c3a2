//! Everything out into an archive, and from an archive into an empty journal.

use std::fs::File;
use std::io::{self, BufWriter, Seek};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::{Failure, Journal};
use crate::archive::{self, Counts, Fault, Gone, Kept, List, Place, Trouble};
use crate::domain::ids::{PairId, SessionId};
use crate::domain::{Entry, Raw};
use crate::files;
use crate::problem::{Problem, Result};
use crate::store::{self, Breach, Key, Kind, Record, Store, StoreError, Tx};

/// Hears how far long work has come, of how much, and says whether to go on.
pub type Watch<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

/// How often an export begins anew because somebody wrote meanwhile, before it keeps others from writing.
const TRIES: usize = 3;
/// After so many records whoever waits hears of it.
const OFTEN: u64 = 500;

impl Journal {
    /// Writes everything that the journal holds to `file`, which is called `name`, from its beginning: in slices that
    /// let others write in between. What stands there in the end was all true at one moment.
    ///
    /// # Errors
    /// `Stopped` when the watcher wants no more. What the file holds then is no archive.
    pub fn export(&self, file: &mut File, name: &Path, watch: Watch<'_>) -> Result<Counts> {
        self.fit_to_give()?;
        for _ in 0..TRIES {
            let slices = Slices::Apart(&self.store);
            if let Some(counts) = self.export_from(&slices, file, name, &mut *watch)? {
                return Ok(counts);
            }
        }
        let whole = self.store.read_sealed(|tx| Ok(self.export_from(&Slices::Together(tx), file, name, watch)?));
        let whole = whole.map_err(|failure: Failure| failure.told(self.path()))?;
        whole.ok_or(Problem::Busy)
    }

    /// `None`: somebody has written meanwhile.
    fn export_from(
        &self,
        slices: &Slices<'_>,
        file: &mut File,
        name: &Path,
        watch: Watch<'_>,
    ) -> Result<Option<Counts>> {
        let failed = |cause: io::Error| super::file_problem(name, &cause);
        let told = |error| super::told(error, self.path());
        file.rewind().and_then(|()| file.set_len(0)).map_err(failed)?;
        let (totals, version) = slices.of(|tx| Ok((totals(tx)?, tx.data_version()?))).map_err(told)?;
        let schema = self.store.schema().map_err(told)?;
        let out = BufWriter::with_capacity(1 << 16, file);
        let mut out = archive::Writer::begin(out, self.clock.now(), schema).map_err(failed)?;
        let mut done = Counts::default();
        for list in List::ALL {
            let mut mark = Some(Mark::BEGINNING);
            while let Some(from) = mark {
                let slice = slices.of(|tx| Ok((tx.data_version()?, next_slice(tx, *list, from)?)));
                let (now, (records, next)) = slice.map_err(told)?;
                if now != version {
                    return Ok(None);
                }
                for record in records {
                    out.put(record).map_err(failed)?;
                    done.add(*list, 1);
                }
                if !watch(done.total(), totals.total()) {
                    return Err(Problem::Stopped);
                }
                mark = next;
            }
        }
        out.end().map_err(failed)?;
        Ok(Some(done))
    }

    /// Whether there is nothing in it that an archive would have.
    pub fn is_empty(&self) -> Result<bool> {
        self.read(|tx| Ok(totals(tx)?.is_empty()))
    }

    /// Takes in everything that an archive holds, as one transaction. The journal has to be empty; what it knows to be
    /// gone gives way to what the archive knows. A rehearsal is taken back in the end.
    pub fn import_archive(&mut self, from: &mut ArchiveFile, rehearsal: bool, watch: Watch<'_>) -> Result<Counts> {
        let ArchiveFile { path, file, counts: expected } = from;
        file.rewind().map_err(|cause| super::file_problem(path, &cause))?;
        let total = expected.total();
        let mut rehearsed = None;
        let outcome = self.store.write(|tx| {
            if !totals(tx)?.is_empty() {
                return Err(Problem::NotEmpty.into());
            }
            tx.forget_gone()?;
            let mut arrivals = Arrivals { tx, path, moved: Vec::new(), last: None, done: 0, total, watch };
            let taken = archive::read(file, Store::newest_schema(), &mut |record, n| arrivals.take(record, n));
            let counts = taken.map_err(|fault| fault_told(fault, path))?;
            arrivals.link_moves()?;
            if rehearsal {
                rehearsed = Some(counts);
                return Err(Problem::Stopped.into());
            }
            Ok(counts)
        });
        if let Some(counts) = rehearsed {
            return Ok(counts);
        }
        let counts = outcome.map_err(|failure: Failure| failure.told(self.store.path()))?;
        self.history.clear();
        Ok(counts)
    }
}

/// A file that has been read to its end, and is an archive that this program understands.
pub struct ArchiveFile {
    path: PathBuf,
    file: File,
    counts: Counts,
}

impl ArchiveFile {
    /// Reads a file that somebody says is an archive.
    pub fn check(path: &Path, watch: Watch<'_>) -> Result<Self> {
        let file = files::open(path).map_err(|why| super::unread(path, why))?;
        let mut seen = 0;
        let counts = archive::read(&file, Store::newest_schema(), &mut |_, _| {
            seen += 1;
            if seen % OFTEN == 0 && !watch(0, 0) { Err(Problem::Stopped.into()) } else { Ok(()) }
        });
        let counts = counts.map_err(|fault| fault_told(fault, path).told(path))?;
        Ok(Self { path: path.to_owned(), file, counts })
    }

    pub fn counts(&self) -> Counts {
        self.counts
    }
}

/// Where slices come from.
enum Slices<'a> {
    /// Each is a view of its own, and others may write in between.
    Apart(&'a Store),
    /// One view for all.
    Together(&'a Tx<'a>),
}

impl Slices<'_> {
    fn of<T>(&self, work: impl FnOnce(&Tx<'_>) -> store::Result<T>) -> store::Result<T> {
        match self {
            Self::Apart(store) => store.read_sealed(work),
            Self::Together(tx) => work(tx),
        }
    }
}

/// How far a list has been read: to which row, or to which id.
#[derive(Clone, Copy)]
struct Mark {
    row: i64,
    id: Option<Uuid>,
}

impl Mark {
    const BEGINNING: Self = Self { row: i64::MIN, id: None };
}

/// The kind of record in a list; what is gone is no record any more.
fn kind(list: List) -> Option<Kind> {
    Some(match list {
        List::Pairs => Kind::Pair,
        List::Sessions => Kind::Session,
        List::Lines => Kind::Entry,
        List::Goals => Kind::Goal,
        List::CheckIns => Kind::CheckIn,
        List::Revisions => Kind::Revision,
        List::Items => Kind::OwnItem,
        List::Ticks => Kind::Tick,
        List::Ratings => Kind::Rating,
        List::Questions => Kind::OwnQuestion,
        List::Shares => Kind::Share,
        List::Vault | List::Slots | List::Gone => return None,
    })
}

fn kept(record: Record) -> Kept {
    match record {
        Record::Pair(r) => Kept::Pairs(r),
        Record::Session(r) => Kept::Sessions(r),
        Record::Entry(r) => Kept::Lines(r),
        Record::Goal(r) => Kept::Goals(r),
        Record::CheckIn(r) => Kept::CheckIns(r),
        Record::Revision(r) => Kept::Revisions(r),
        Record::OwnItem(r) => Kept::Items(r),
        Record::Tick(r) => Kept::Ticks(r),
        Record::Rating(r) => Kept::Ratings(r),
        Record::OwnQuestion(r) => Kept::Questions(r),
        Record::Share(r) => Kept::Shares(r),
    }
}

fn totals(tx: &Tx<'_>) -> store::Result<Counts> {
    let mut counts = Counts::default();
    for list in List::ALL {
        let count = match (list, kind(*list)) {
            (List::Vault, _) => tx.vault()?.iter().count() as u64,
            (List::Slots, _) => tx.slots()?.len() as u64,
            (_, Some(kind)) => tx.count(kind)?,
            (_, None) => tx.gone_count()?,
        };
        counts.add(*list, count);
    }
    Ok(counts)
}

fn next_slice(tx: &Tx<'_>, list: List, from: Mark) -> store::Result<(Vec<Kept>, Option<Mark>)> {
    match list {
        List::Vault => return Ok((tx.vault()?.into_iter().map(Kept::Vault).collect(), None)),
        List::Slots => return Ok((tx.slots()?.into_iter().map(Kept::Slots).collect(), None)),
        _ => {}
    }
    let Some(kind) = kind(list) else {
        let (gone, more) = tx.gone_slice(from.id)?;
        let next = gone.last().filter(|_| more).map(|(id, _)| Mark { id: Some(*id), ..from });
        return Ok((gone.into_iter().map(|(id, at)| Kept::Gone(Gone { id, at })).collect(), next));
    };
    let (records, next) = tx.slice(kind, from.row)?;
    let kept = records.into_iter().map(kept).filter(|kept| !is_lost(kept));
    Ok((kept.collect(), next.map(|row| Mark { row, ..from })))
}

/// Whether only the place of a record is left: a readable line that is damaged has no words that could be passed on. How
/// many records are damaged is said beside the archive.
fn is_lost(kept: &Kept) -> bool {
    matches!(kept, Kept::Lines(Entry { raw: Raw::Damaged(sealed), .. }) if sealed.bytes.is_empty())
}

/// The records of an archive on their way into the journal.
struct Arrivals<'a> {
    tx: &'a Tx<'a>,
    path: &'a Path,
    /// Sessions that were moved, and where to: their successors may come after them.
    moved: Vec<(u64, SessionId, SessionId)>,
    /// The session that the last line belongs to, and its pair.
    last: Option<(SessionId, PairId)>,
    done: u64,
    total: u64,
    watch: Watch<'a>,
}

impl Arrivals<'_> {
    fn take(&mut self, record: Kept, number: u64) -> std::result::Result<(), Failure> {
        let (list, id) = (record.list(), record.id());
        self.insert(record, number).map_err(|wrong| match wrong {
            Wrong::Record(trouble) => self.damaged(list, number, id, trouble).into(),
            Wrong::Store(error) => Failure::Store(error),
        })?;
        self.done += 1;
        if self.done.is_multiple_of(OFTEN) && !(self.watch)(self.done, self.total) {
            return Err(Problem::Stopped.into());
        }
        Ok(())
    }

    fn insert(&mut self, record: Kept, number: u64) -> std::result::Result<(), Wrong> {
        let record: Record = match record {
            Kept::Pairs(r) => r.into(),
            Kept::Sessions(mut r) => {
                if let Some(to) = r.moved_to.take() {
                    self.moved.push((number, r.id, to));
                }
                r.into()
            }
            Kept::Vault(vault) => {
                if self.tx.vault()?.is_some() {
                    return Err(Wrong::Record(Trouble::Twice));
                }
                self.tx.copy_vault();
                return Ok(self.tx.put_vault(&vault)?);
            }
            Kept::Slots(slot) => return Ok(self.tx.put_slot(&slot)?),
            Kept::Lines(r) if r.raw.is_sealed() && !self.tx.has_vault() => {
                return Err(Wrong::Record(Trouble::Nowhere));
            }
            Kept::Lines(r) => {
                self.of_pair(r.session, r.pair)?;
                self.of_pair(r.settled_in, r.pair)?;
                r.into()
            }
            Kept::Goals(r) => r.into(),
            Kept::CheckIns(r) => r.into(),
            Kept::Revisions(r) => r.into(),
            Kept::Items(r) => r.into(),
            Kept::Ticks(r) => {
                self.of_pair(r.session, r.pair)?;
                r.into()
            }
            Kept::Ratings(r) => r.into(),
            Kept::Questions(r) => r.into(),
            Kept::Shares(r) => {
                // What need not belong to a pair must find it where it does; the engine minds the rest.
                if let Some(pair) = r.pair
                    && !self.tx.exists(Key::Pair(pair.0))?
                {
                    return Err(Wrong::Record(Trouble::Nowhere));
                }
                r.into()
            }
            Kept::Gone(gone) => return Ok(self.tx.insert_gone(gone.id, gone.at)?),
        };
        Ok(self.tx.insert(&record)?)
    }

    /// What belongs to a session belongs to its pair: what is said in one is nobody else's business.
    fn of_pair(&mut self, session: Option<SessionId>, pair: PairId) -> std::result::Result<(), Wrong> {
        let Some(session) = session else { return Ok(()) };
        // Most lines come after another of the same session.
        let owner = match self.last.filter(|(known, _)| *known == session) {
            Some((_, owner)) => owner,
            None => match self.tx.get(Key::Session(session.0))? {
                Some(Record::Session(found)) => found.pair,
                _ => return Err(Wrong::Record(Trouble::Nowhere)),
            },
        };
        self.last = Some((session, owner));
        if owner == pair { Ok(()) } else { Err(Wrong::Record(Trouble::Elsewhere)) }
    }

    /// Once all sessions are there, those that were moved lead to their successors.
    fn link_moves(self) -> std::result::Result<(), Failure> {
        for (number, id, to) in &self.moved {
            match self.tx.get(Key::Session(id.0))? {
                Some(Record::Session(mut session)) if self.tx.exists(Key::Session(to.0))? => {
                    session.moved_to = Some(*to);
                    let rev = session.rev;
                    self.tx.update(&session.into(), rev)?;
                }
                _ => return Err(self.damaged(List::Sessions, *number, id.to_string(), Trouble::Nowhere).into()),
            }
        }
        Ok(())
    }

    fn damaged(&self, list: List, number: u64, id: String, trouble: Trouble) -> Problem {
        let place = Place { line: None, record: Some((list, number)), id: Some(id) };
        Problem::ArchiveDamaged { path: self.path.to_owned(), place, trouble }
    }
}

/// Why a record was not taken: because of what it says, or because the journal failed.
enum Wrong {
    Record(Trouble),
    Store(StoreError),
}

impl From<StoreError> for Wrong {
    fn from(error: StoreError) -> Self {
        match error.breach() {
            Some(Breach::Nowhere) => Self::Record(Trouble::Nowhere),
            Some(Breach::Taken) => Self::Record(Trouble::Twice),
            Some(Breach::Value) => Self::Record(Trouble::Value),
            None => Self::Store(error),
        }
    }
}

fn fault_told(fault: Fault<Failure>, path: &Path) -> Failure {
    let path = path.to_owned();
    Failure::Told(match fault {
        Fault::Taker(failure) => return failure,
        Fault::NotAnArchive => Problem::NotAnArchive(path),
        Fault::NewerFormat(found, known) => Problem::ArchiveTooNew { path, found, known },
        Fault::NewerSchema(found, known) => Problem::ArchiveSchemaTooNew { path, found, known },
        Fault::Damaged(place, trouble) => Problem::ArchiveDamaged { path, place, trouble },
        Fault::File(cause) => super::file_problem(&path, &cause),
    })
}
