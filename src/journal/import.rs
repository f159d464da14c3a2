//! What arrives from other journals: each entry becomes a session that was held, for the person at the desk alone. All
//! of it comes, or nothing; the same source twice adds nothing twice.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveTime;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::{Failure, Journal, Watch, Work, notes, sessions};
use crate::capture;
use crate::clock::Clock;
use crate::domain::forms::NewSession;
use crate::domain::ids::{PairId, SessionId};
use crate::domain::moment::day_alone;
use crate::domain::session::SessionStatus;
use crate::domain::{DayOrder, Moment};
use crate::i18n::Cause;
use crate::import::{self, Arrival, Broken, Origin, When, Why, tui_journal};
use crate::problem::{Problem, Result};
use crate::store::foreign::{Foreign, ForeignEntry, ForeignError};
use crate::store::{StoreError, Tx};

/// So many broken entries are named; more are only counted.
const NAMED: usize = 1_000;

/// Where entries come from, and where they go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arriving {
    pub origin: Origin,
    pub path: PathBuf,
    pub pair: PairId,
    /// In which order figures such as `03/06/2024` are written; `None`: as the source as a whole says.
    pub dates: Option<DayOrder>,
    /// Only say what would come.
    pub dry_run: bool,
}

/// What came, or would come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrived {
    /// Entries that became sessions.
    pub new: u32,
    /// Entries that had come before.
    pub known: u32,
    /// Entries with text that stands in the source above its first date.
    pub above: u32,
    /// Entries that could not be read, with their places: the first of them.
    pub broken: Vec<Broken>,
    /// How many there were in all.
    pub broken_count: u32,
    /// What the person should look at in the entries that came, with its place: the first of them, and how many.
    pub doubts: Vec<Broken>,
    pub doubt_count: u32,
    /// The first and the last day of what is new.
    pub days: Option<(Moment, Moment)>,
    /// The name under which this import can be undone.
    pub import: Option<String>,
}

impl Journal {
    /// Reads another journal into this one.
    ///
    /// # Errors
    /// A source that cannot be read at all, or that `watch` has stopped: nothing has come then.
    pub fn import(&mut self, arriving: &Arriving, watch: Watch<'_>) -> Result<Arrived> {
        let clock = self.clock;
        let work = |tx: &Tx<'_>| {
            let mut arrived = Arrived::default();
            // Not now itself: whatever else is written by a clock that stands still is made at another moment.
            let mut come = Come { marks: Come::read(tx)?, now: tx.unused_moment(clock.now_ms().saturating_add(1))? };
            read(arriving, watch, &mut |entry| take(tx, clock, arriving, entry, &mut come, &mut arrived))?;
            arrived.import = (arrived.new > 0 && !arriving.dry_run).then(|| name_of(come.now));
            Ok(arrived)
        };
        let done: std::result::Result<Arrived, Failure> =
            if arriving.dry_run { self.store.read(work) } else { self.store.write(work) };
        done.map_err(|failure| failure.told(self.store.path()))
    }
}

type Taking<'a> = &'a mut dyn FnMut(std::result::Result<Arrival, Broken>) -> std::result::Result<(), Failure>;

/// Goes through the source entry by entry.
fn read(arriving: &Arriving, watch: Watch<'_>, take: Taking<'_>) -> std::result::Result<(), Failure> {
    if arriving.origin == Origin::TuiJournal && tui_journal::is_sqlite(&arriving.path) {
        return read_database(&arriving.path, watch, take);
    }
    let mut source = import::open(arriving.origin, &arriving.path, arriving.dates).map_err(Problem::Source)?;
    while let Some(entry) = source.next() {
        take(entry)?;
        let (done, of) = source.progress();
        go_on(watch(done, of))?;
    }
    Ok(())
}

fn go_on(wanted: bool) -> std::result::Result<(), Failure> {
    if wanted { Ok(()) } else { Err(Problem::Stopped.into()) }
}

/// The database of tui-journal, row by row.
fn read_database(path: &Path, watch: Watch<'_>, take: Taking<'_>) -> std::result::Result<(), Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let whole = |error: ForeignError| Failure::from(Problem::Source(Broken { place: name.clone(), why: why(error) }));
    let database = Foreign::open(path).map_err(whole)?;
    let of = database.count().map_err(whole)?;
    let (mut done, mut stopped) = (0, Ok(()));
    let walked = database.each(|row| {
        let entry = match row {
            Ok(row) => tui_journal::arrival(&name, plain(row)),
            Err((id, error)) => Err(Broken { place: format!("{name} #{id}"), why: why(error) }),
        };
        done += 1;
        stopped = take(entry).and_then(|()| go_on(watch(done, of)));
        if stopped.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    stopped?;
    walked.map_err(whole)
}

fn plain(row: ForeignEntry) -> tui_journal::Row {
    let ForeignEntry { id, title, date, content, tags, rest } = row;
    tui_journal::Row { id, date, title, content, tags, rest }
}

fn why(error: ForeignError) -> Why {
    match error {
        ForeignError::NotThatFormat => Why::NotThatFormat("SQLite".to_owned()),
        ForeignError::NotUtf8 => Why::NotUtf8,
        ForeignError::TooLarge { size, limit } => Why::TooLarge { size, limit },
        ForeignError::Endless => Why::Endless,
        ForeignError::Unreadable(detail) => Why::Unreadable(Cause::said(detail)),
    }
}

/// Makes a session of an entry, unless it has come before. All sessions of one import are made at one moment, by which it
/// can be undone as one; so no step is kept for it, and memory stays the same however much arrives.
fn take(
    tx: &Tx<'_>,
    clock: Clock,
    arriving: &Arriving,
    entry: std::result::Result<Arrival, Broken>,
    come: &mut Come,
    arrived: &mut Arrived,
) -> std::result::Result<(), Failure> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(broken) => {
            arrived.broken_count += 1;
            if arrived.broken.len() < NAMED {
                arrived.broken.push(broken);
            }
            return Ok(());
        }
    };
    for doubt in &entry.doubts {
        arrived.doubt_count += 1;
        if arrived.doubts.len() < NAMED {
            arrived.doubts.push(doubt.clone());
        }
    }
    let at = moment(clock, entry.at);
    let id = identity(arriving, &entry.key, entry.at);
    if !come.marks.insert(mark(id.0)) {
        arrived.known += 1;
        return Ok(());
    }
    arrived.new += 1;
    arrived.above += u32::from(entry.has_above);
    arrived.days = Some(arrived.days.map_or((at, at), |(from, to)| (from.min(at), to.max(at))));
    if arriving.dry_run {
        return Ok(());
    }
    let text = with_title(&entry);
    notes::check_size(&text)?;
    let new = NewSession {
        pair: arriving.pair,
        at,
        status: SessionStatus::Held,
        minutes: None,
        mode: None,
        // A theme may be told to the partner, and nobody wrote this title for them.
        theme: String::new(),
        text,
    };
    let mut work = Work::new(tx, clock);
    work.now = come.now;
    sessions::add_as(&mut work, id, &new)
}

/// The note with its title as the first line.
fn with_title(entry: &Arrival) -> String {
    if entry.title.is_empty() {
        return entry.note.clone();
    }
    format!("{}\n{}", capture::escape_if_marked(&entry.title), entry.note)
}

/// The wall clock of the entry's own zone, where it names one; else that of this computer.
fn moment(clock: Clock, at: When) -> Moment {
    match at {
        When::Wall(wall) => clock.at(wall),
        When::Day(day) => day_alone(clock.at(day.and_time(NaiveTime::MIN))),
        When::Exact(at) if at.offset().local_minus_utc() == 0 => clock.here(at.to_utc()),
        When::Exact(at) => at,
    }
}

/// What has come before, and the moment of this import.
struct Come {
    /// What tells every session from every other one: that in the journal, in the bin, and gone for good. The same entry has
    /// the same mark whatever the zone was when it came.
    marks: HashSet<u128>,
    now: i64,
}

impl Come {
    fn read(tx: &Tx<'_>) -> std::result::Result<HashSet<u128>, StoreError> {
        let mut come: HashSet<u128> = tx.session_ids()?.into_iter().map(mark).collect();
        let mut after = None;
        loop {
            let (gone, more) = tx.gone_slice(after)?;
            come.extend(gone.iter().map(|(id, _)| mark(*id)));
            match gone.last() {
                Some((last, _)) if more => after = Some(*last),
                _ => return Ok(come),
            }
        }
    }
}

/// The random part of a UUIDv7: 74 bits.
fn mark(id: Uuid) -> u128 {
    const RANDOM: u128 = 0x0fff_3fff_ffff_ffff_ffff;
    id.as_u128() & RANDOM
}

/// The same entry of the same source gets the same id in the same pair for ever: a UUIDv7 of its date as it is written,
/// whose random part comes from what tells the entry apart.
fn identity(arriving: &Arriving, key: &str, at: When) -> SessionId {
    let mut hash = Sha256::new();
    for part in ["tomoni arrival 1", arriving.origin.key(), &arriving.pair.to_string(), key] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    let mut random = [0; 10];
    random.copy_from_slice(&digest[..10]);
    let millis = match at {
        When::Wall(wall) => wall.and_utc().timestamp_millis(),
        When::Day(day) => day.and_time(NaiveTime::MIN).and_utc().timestamp_millis(),
        When::Exact(at) => at.timestamp_millis(),
    };
    let millis = u64::try_from(millis).unwrap_or(0);
    SessionId(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}

/// What an import is called: its moment, in figures and letters.
pub(super) fn name_of(moment: i64) -> String {
    const FIGURES: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let (mut rest, mut name) = (moment.unsigned_abs(), Vec::new());
    while rest > 0 || name.is_empty() {
        name.push(char::from(FIGURES[(rest % 36) as usize]));
        rest /= 36;
    }
    name.iter().rev().collect()
}

/// The moment of the import that is called so.
pub(super) fn moment_of(name: &str) -> Option<i64> {
    i64::from_str_radix(name, 36).ok().filter(|moment| *moment >= 0)
}
