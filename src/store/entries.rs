//! Entries: the thoughts of the notes.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Row, params};
use sha2::{Digest, Sha256};

use super::damage::is_within;
use super::record::{Column, Plain, Ref, Stored, blob, identity, list, select, width};
use super::seal::seal_hash;
use super::value::{
    day, key, moment_opt, read_day, read_key, read_moment_opt, read_uuid, read_uuid_opt, text, text_opt, uuid_or_row,
};
use super::{Result, Tx};
use crate::domain::ids::{EntryId, PairId, SessionId};
use crate::domain::views::Traced;
use crate::domain::{Entry, EntryKind, EntryState, Owner, Raw, Sealed, Visibility};

/// How far a line of this kind may ever reach.
fn widest(kind: EntryKind) -> Visibility {
    if kind == EntryKind::Reading { Visibility::Private } else { Visibility::Programme }
}

impl Stored for Entry {
    const TABLE: &'static str = "entry";
    const COLUMNS: &'static [Column] = &[
        Ref("pair", "pair"),
        Ref("session", "session"),
        Plain("position"),
        Plain("kind"),
        Plain("owner"),
        Plain("owner_chosen"),
        Plain("visibility"),
        Plain("visibility_chosen"),
        Plain("raw"),
        Plain("raw_hash"),
        Plain("state"),
        Plain("due"),
        Plain("due_phrase"),
        Plain("due_chosen"),
        Plain("result"),
        Plain("learned"),
        Plain("settled_ms"),
        Plain("settled_offset"),
        Ref("settled_in", "session"),
        Plain("created_ms"),
        Plain("updated_ms"),
        Plain("deleted_ms"),
        Plain("sealed"),
        Plain("seal_rev"),
        Plain("seal_hash"),
        Plain("seal_chosen"),
        Plain("learned_told"),
    ];
    const AFTER_SUMS: usize = 1;

    identity!();

    fn values(&self) -> Vec<Value> {
        let [settled_ms, settled_offset] = moment_opt(self.settled);
        // What is to be sealed has been closed before it comes here; its words never reach a column.
        let (words, sealed) = match &self.raw {
            Raw::Clear(words) => (words.as_str(), None),
            Raw::Opened(_) => ("", None),
            Raw::Locked(sealed) | Raw::Damaged(sealed) => ("", Some(sealed)),
        };
        let clear = |words: &Option<String>| text_opt(words.as_ref().filter(|_| !self.raw.is_sealed()));
        vec![
            blob(self.pair.0),
            self.session.map_or(Value::Null, |s| blob(s.0)),
            self.position.into(),
            key(self.kind),
            key(self.owner),
            self.owner_chosen.into(),
            key(self.visibility),
            self.visibility_chosen.into(),
            text(words),
            Value::Blob(hash(words).to_vec()),
            key(self.state),
            day(self.due),
            clear(&self.due_phrase),
            self.due_chosen.into(),
            clear(&self.result),
            clear(&self.learned),
            settled_ms,
            settled_offset,
            self.settled_in.map_or(Value::Null, |s| blob(s.0)),
            self.created.into(),
            self.updated.into(),
            self.deleted.into(),
            sealed.map_or(Value::Null, |sealed| Value::Blob(sealed.bytes.clone())),
            sealed.map_or(Value::Null, |sealed| sealed.rev.into()),
            sealed.map_or(Value::Null, |sealed| Value::Blob(seal_hash(&sealed.bytes).to_vec())),
            self.seal_chosen.into(),
            if self.learned_told { Value::Integer(1) } else { Value::Null },
        ]
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: EntryId(read_uuid(row, 0)?),
            rev: row.get(1)?,
            pair: PairId(read_uuid(row, 2)?),
            session: read_uuid_opt(row, 3)?.map(SessionId),
            position: row.get(4)?,
            kind: read_key(row, 5)?,
            owner: read_key(row, 6)?,
            owner_chosen: row.get(7)?,
            // A reading that an older program called the partner's is nobody else's.
            visibility: read_key::<Visibility>(row, 8)?.min(widest(read_key(row, 5)?)),
            visibility_chosen: row.get(9)?,
            raw: match row.get(24)? {
                Some(bytes) => sealed_raw(Sealed { bytes, rev: row.get(25)? }, row.get_ref(26)?.as_blob_or_null()?),
                None => Raw::Clear(row.get(10)?),
            },
            // Columns 25 and 26 belong to the seal.
            seal_chosen: row.get(27)?,
            // Column 11 is the hash that a line had before every row had a sum.
            state: read_key(row, 12)?,
            due: read_day(row, 13)?,
            due_phrase: row.get(14)?,
            due_chosen: row.get(15)?,
            result: row.get(16)?,
            learned: row.get(17)?,
            learned_told: row.get::<_, Option<bool>>(28)?.unwrap_or(false),
            settled: read_moment_opt(row, 18)?,
            settled_in: read_uuid_opt(row, 20)?.map(SessionId),
            created: row.get(21)?,
            updated: row.get(22)?,
            deleted: row.get(23)?,
        })
    }

    /// A line that says only that it is damaged. Sealed bytes are kept with it: they have a check of their own.
    fn stand_in(row: &Row<'_>) -> Option<Self> {
        let bytes = row.get_ref(24).ok().and_then(|sealed| sealed.as_blob().ok()).unwrap_or_default().to_vec();
        Some(Self {
            id: EntryId(uuid_or_row::<Self>(row, 0)),
            rev: row.get(1).unwrap_or(1),
            pair: PairId(read_uuid(row, 2).ok()?),
            session: read_uuid_opt(row, 3).ok()?.map(SessionId),
            position: row.get(4).ok().filter(|position| is_within(*position)).unwrap_or_default(),
            kind: read_key(row, 5).unwrap_or(EntryKind::Fact),
            owner: read_key(row, 6).unwrap_or(Owner::Me),
            owner_chosen: true,
            visibility: Visibility::Private,
            visibility_chosen: true,
            raw: Raw::Damaged(Sealed { bytes, rev: row.get(25).unwrap_or_default() }),
            seal_chosen: true,
            state: read_key(row, 12).unwrap_or(EntryState::Open),
            due: read_day(row, 13).unwrap_or_default(),
            due_phrase: None,
            due_chosen: true,
            result: None,
            learned: None,
            learned_told: false,
            settled: read_moment_opt(row, 18).unwrap_or_default(),
            settled_in: read_uuid_opt(row, 20).unwrap_or_default().map(SessionId),
            created: row.get(21).unwrap_or_default(),
            updated: row.get(22).unwrap_or_default(),
            deleted: row.get(23).unwrap_or_default(),
        })
    }

    fn was_sound(row: &Row<'_>) -> bool {
        let raw = row.get_ref(10).ok().and_then(|raw| raw.as_str().ok());
        raw.is_some_and(|raw| row.get_ref(11).is_ok_and(|found| found.as_blob() == Ok(&hash(raw))))
    }

    fn opened(self, tx: &Tx<'_>) -> Self {
        tx.open_line(self)
    }

    fn closed(&self, tx: &Tx<'_>) -> Result<Option<Self>> {
        tx.close_line(self)
    }

    fn sealed_bytes(&self) -> Option<&[u8]> {
        match &self.raw {
            Raw::Locked(sealed) | Raw::Damaged(sealed) => Some(&sealed.bytes),
            Raw::Clear(_) | Raw::Opened(_) => None,
        }
    }
}

/// Sealed bytes with the hash that was written beside them. The manifest stands for the hash: bytes that are not those
/// are not what was written, whatever key opens them.
fn sealed_raw(sealed: Sealed, hash: Option<&[u8]>) -> Raw {
    if hash == Some(&seal_hash(&sealed.bytes)) { Raw::Locked(sealed) } else { Raw::Damaged(sealed) }
}

/// The first 8 bytes of SHA-256: enough to notice a flipped bit.
fn hash(raw: &str) -> [u8; 8] {
    let mut short = [0; 8];
    short.copy_from_slice(&Sha256::digest(raw.as_bytes())[..8]);
    short
}

/// The condition that the session of a line, if it has one, does not lie in the bin: its lines lie there with it.
macro_rules! not_in_the_bin {
    ($entry:literal) => {
        concat!("NOT EXISTS (SELECT 1 FROM session b WHERE b.id = ", $entry, ".session AND b.deleted_ms IS NOT NULL)")
    };
}

/// The condition of the index is repeated word for word, or it would not serve.
const WAITING: &str = concat!(
    "INDEXED BY entry_waiting WHERE entry.pair = (SELECT id FROM pair WHERE uuid = ?1)
    AND entry.kind = ?2 AND entry.state = 'open' AND entry.kind IN ('question', 'thanks', 'agenda')
    AND entry.deleted_ms IS NULL
    AND ",
    not_in_the_bin!("entry"),
    " ORDER BY entry.created_ms DESC, entry.id DESC LIMIT ?3"
);

/// Since when a line waits, in Unix milliseconds: since its session, or since it was caught in between.
fn waits_since(line: &Traced) -> i64 {
    line.origin.map_or(line.entry.created, |at| at.timestamp_millis())
}

/// Which promises a list asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct ActionFilter {
    pub pair: Option<PairId>,
    pub owner: Option<Owner>,
    /// Also those that are done, tried or dropped.
    pub settled: bool,
    /// The newest so many.
    pub limit: Option<u32>,
}

impl Tx<'_> {
    /// The note of a session: its entries in order.
    pub fn entries_of(&self, session: SessionId) -> Result<Vec<Entry>> {
        let tail =
            "WHERE session = (SELECT id FROM session WHERE uuid = ?1) AND deleted_ms IS NULL ORDER BY position, id";
        list(self, tail, [blob(session.0)])
    }

    /// Every line that belongs to a session, those in the bin, too.
    pub fn all_entries_of(&self, session: SessionId) -> Result<Vec<Entry>> {
        let tail = "WHERE session = (SELECT id FROM session WHERE uuid = ?1) ORDER BY position, id";
        list(self, tail, [blob(session.0)])
    }

    /// Lines that are sealed, that somebody keeps to themselves by choice, and readings; with `wide` also those that the
    /// partner may see at most. Those in the bin are among them: their words may come back.
    pub fn entries_with_limits(&self, wide: bool) -> Result<Vec<Entry>> {
        let tail = "WHERE sealed IS NOT NULL OR kind = 'reading' OR visibility = 'private' AND visibility_chosen
                    OR ?1 AND visibility = 'partner'";
        list(self, tail, [wide])
    }

    /// Lines that lie readable and that others may see.
    pub fn wide_entries(&self) -> Result<Vec<Entry>> {
        list(self, "WHERE sealed IS NULL AND deleted_ms IS NULL AND visibility <> 'private'", [])
    }

    /// Lines caught in between that still wait, oldest first. Promises among them are shown with the promises.
    pub fn entries_for_later(&self, pair: PairId) -> Result<Vec<Entry>> {
        let tail = "WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND session IS NULL AND deleted_ms IS NULL
                    AND state = 'open' ORDER BY position, id";
        list(self, tail, [blob(pair.0)])
    }

    /// The open promises of a pair that are due from one day on, before another.
    pub fn promises_due(&self, pair: PairId, (from, until): (NaiveDate, NaiveDate), limit: u32) -> Result<Vec<Entry>> {
        let tail = concat!(
            "INDEXED BY entry_open_action WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND kind = 'action'
             AND state = 'open' AND deleted_ms IS NULL AND due >= ?2 AND due < ?3 AND ",
            not_in_the_bin!("entry"),
            " LIMIT ?4"
        );
        list(self, tail, rusqlite::params![blob(pair.0), day(Some(from)), day(Some(until)), limit])
    }

    /// The promises of a pair that are or were due from one day on, whatever became of them.
    pub fn promises_for_calendar(&self, pair: PairId, from: NaiveDate) -> Result<Vec<Entry>> {
        let tail = concat!(
            "WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND kind = 'action' AND deleted_ms IS NULL
             AND due >= ?2 AND ",
            not_in_the_bin!("entry"),
            " ORDER BY due, id"
        );
        list(self, tail, rusqlite::params![blob(pair.0), day(Some(from))])
    }

    /// Entries in the bin, newest first, at most `limit`.
    pub fn binned_entries(&self, limit: u32) -> Result<Vec<Entry>> {
        list(self, "WHERE deleted_ms IS NOT NULL ORDER BY deleted_ms DESC, id DESC LIMIT ?1", [limit])
    }

    /// Open lines of a pair whose words say when they are due, the oldest first.
    pub fn open_entries_with_due_words(&self, pair: PairId) -> Result<Vec<Entry>> {
        let tail = "WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND state = 'open' AND due_phrase IS NOT NULL
                    AND deleted_ms IS NULL ORDER BY id";
        list(self, tail, [blob(pair.0)])
    }

    /// Promises with where they came from, oldest first.
    pub fn actions(&self, filter: &ActionFilter) -> Result<Vec<Traced>> {
        // Which ones comes first and from an index alone; all that is known of them only for these.
        let mut which = String::from(concat!(
            "SELECT e.id FROM entry e WHERE e.kind = 'action' AND e.deleted_ms IS NULL AND ",
            not_in_the_bin!("e")
        ));
        if !filter.settled {
            which.push_str(" AND e.state = 'open'");
        }
        let mut values: Vec<Value> = Vec::new();
        if let Some(pair) = filter.pair {
            values.push(blob(pair.0));
            which.push_str(&format!(" AND e.pair = (SELECT id FROM pair WHERE uuid = ?{})", values.len()));
        } else {
            which.push_str(" AND NOT EXISTS (SELECT 1 FROM pair p WHERE p.id = e.pair AND p.deleted_ms IS NOT NULL)");
        }
        if let Some(owner) = filter.owner {
            values.push(key(owner));
            which.push_str(&format!(" AND e.owner IN (?{}, 'both')", values.len()));
        }
        if let Some(limit) = filter.limit {
            values.push(limit.into());
            which.push_str(&format!(" ORDER BY e.created_ms DESC, e.id DESC LIMIT ?{}", values.len()));
        }
        let tail =
            format!("WHERE entry.id IN ({which}) ORDER BY entry.pair, entry.created_ms, entry.session, entry.position");
        self.traced(&tail, rusqlite::params_from_iter(values))
    }

    /// How many promises of a pair are open.
    pub fn open_actions(&self, pair: PairId) -> Result<u32> {
        let sql = concat!(
            "SELECT count(*) FROM entry INDEXED BY entry_open_action
                   WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND kind = 'action' AND state = 'open'
                   AND deleted_ms IS NULL AND ",
            not_in_the_bin!("entry")
        );
        Ok(self.conn().prepare_cached(sql)?.query_row([blob(pair.0)], |row| row.get(0))?)
    }

    /// One promise with where it came from.
    pub fn action(&self, id: EntryId) -> Result<Option<Traced>> {
        let tail = "WHERE entry.uuid = ?1 AND entry.kind = 'action' AND entry.deleted_ms IS NULL";
        Ok(self.traced(tail, [blob(id.0)])?.pop())
    }

    /// Promises of a pair that were settled after this point in time (Unix milliseconds), oldest first.
    pub fn actions_settled_since(&self, pair: PairId, since: i64) -> Result<Vec<Traced>> {
        let tail = concat!(
            "WHERE entry.pair = (SELECT id FROM pair WHERE uuid = ?1) AND entry.kind = 'action'
                    AND entry.state IN ('done', 'partly', 'tried', 'dropped') AND entry.settled_ms > ?2
                    AND entry.deleted_ms IS NULL AND ",
            not_in_the_bin!("entry"),
            " ORDER BY entry.settled_ms, entry.id"
        );
        self.traced(tail, params![blob(pair.0), since])
    }

    /// What of a kind still waits in a pair, newest first, at most `limit`: questions to ask, thanks to say, or topics.
    pub fn waiting(&self, pair: PairId, kind: EntryKind, limit: u32) -> Result<Vec<Traced>> {
        self.traced(WAITING, params![blob(pair.0), kind.key(), limit])
    }

    /// Lines of whatever kind whose state was settled in this session, in that order.
    pub fn settled_in(&self, session: SessionId) -> Result<Vec<Traced>> {
        let tail = "WHERE entry.settled_in = (SELECT id FROM session WHERE uuid = ?1) AND entry.deleted_ms IS NULL
                    ORDER BY entry.settled_ms, entry.id";
        self.traced(tail, [blob(session.0)])
    }

    /// Entries with the moment of the session they come from, and how many sessions were held since.
    fn traced(&self, tail: &str, params: impl rusqlite::Params) -> Result<Vec<Traced>> {
        let derived = [
            "(SELECT s.at_ms FROM session s WHERE s.id = entry.session)".to_owned(),
            "(SELECT s.at_offset FROM session s WHERE s.id = entry.session)".to_owned(),
        ];
        let first = width::<Entry>();
        let mut all = Vec::new();
        {
            let mut statement = self.conn().prepare_cached(&select::<Entry>(&derived, tail))?;
            let mut rows = statement.query(params)?;
            while let Some(row) = rows.next()? {
                let Some(entry) = self.record::<Entry>(row) else { continue };
                let origin = self.readable("session", read_moment_opt(row, first))?.flatten();
                all.push(Traced { entry, origin, carried: 0 });
            }
        }
        self.count_carried(&mut all)?;
        Ok(all)
    }

    /// Tells each line how many sessions of its pair were held since. They are read once for a whole list, and only
    /// back to its oldest line: counting them anew for every line, or all of an old journal, would take long.
    fn count_carried(&self, lines: &mut [Traced]) -> Result<()> {
        let mut oldest: HashMap<PairId, i64> = HashMap::new();
        for line in lines.iter() {
            let since = waits_since(line);
            oldest.entry(line.entry.pair).and_modify(|at| *at = since.min(*at)).or_insert(since);
        }
        let mut held: HashMap<PairId, Vec<i64>> = HashMap::new();
        for (pair, since) in oldest {
            held.insert(pair, self.held_after(pair, since)?);
        }
        for line in lines.iter_mut() {
            let Some(held) = held.get(&line.entry.pair) else { continue };
            let since = waits_since(line);
            let carried = held.len() - held.partition_point(|at| *at <= since);
            line.carried = u32::try_from(carried).unwrap_or(u32::MAX);
        }
        Ok(())
    }

    /// When the sessions of a pair were held after `since`, in Unix milliseconds, oldest first.
    fn held_after(&self, pair: PairId, since: i64) -> Result<Vec<i64>> {
        let sql = "SELECT at_ms FROM session WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND status = 'held'
                   AND deleted_ms IS NULL AND at_ms > ?2 ORDER BY at_ms";
        self.values("session", sql, params![blob(pair.0), since], |row| row.get(0))
    }

    /// The position after the last entry of the pair's "for later".
    pub fn last_position_for_later(&self, pair: PairId) -> Result<i64> {
        let sql = "SELECT ifnull(max(position), 0) FROM entry
                   WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND session IS NULL AND deleted_ms IS NULL";
        Ok(self.conn().prepare_cached(sql)?.query_row(params![blob(pair.0)], |r| r.get(0))?)
    }

    /// Whether a line of the pair names a person, in this state.
    pub fn has_person(&self, pair: PairId, state: EntryState) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM entry WHERE pair = (SELECT id FROM pair WHERE uuid = ?1)
                   AND kind = 'person' AND state = ?2 AND deleted_ms IS NULL)";
        let params = params![blob(pair.0), key(state)];
        Ok(self.conn().prepare_cached(sql)?.query_row(params, |r| r.get(0))?)
    }

    /// The newest lines of a pair that name somebody.
    pub fn people(&self, pair: PairId, limit: u32) -> Result<Vec<Entry>> {
        let tail = "WHERE id IN (SELECT e.id FROM entry e INDEXED BY entry_person
                      WHERE e.pair = (SELECT id FROM pair WHERE uuid = ?1) AND e.kind = 'person'
                      AND e.deleted_ms IS NULL ORDER BY e.id DESC LIMIT ?2)
                    ORDER BY id DESC";
        list(self, tail, params![blob(pair.0), limit])
    }

    /// Entries whose text is not what was written: a bit has flipped on the disk.
    pub fn damaged_entries(&self) -> Result<Vec<EntryId>> {
        let mut statement = self.conn().prepare("SELECT uuid, raw, raw_hash FROM entry")?;
        let mut rows = statement.query([])?;
        let mut damaged = Vec::new();
        while let Some(row) = rows.next()? {
            let intact =
                row.get_ref(1)?.as_str().is_ok_and(|raw| row.get_ref(2).is_ok_and(|h| h.as_blob() == Ok(&hash(raw))));
            if !intact {
                damaged.push(EntryId(read_uuid(row, 0)?));
            }
        }
        Ok(damaged)
    }

    /// Whether anything of this id is in the table `entry`, with which revision, for the ids that start or end so.
    pub fn entries_named(&self, fragment: &str) -> Result<Vec<Entry>> {
        list(self, &super::bin::named_tail("entry"), params![fragment])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Absent, Store};

    #[test]
    fn what_waits_is_found_in_order_without_a_walk_through_all_lines() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("journal.db"), Absent::Create).unwrap();
        let sql = format!("EXPLAIN QUERY PLAN {}", select::<Entry>(&[], WAITING));
        let mut statement = store.engine.prepare(&sql).unwrap();
        let (mut rows, mut plan) = (statement.raw_query(), String::new());
        while let Some(step) = rows.next().unwrap() {
            plan.push_str(&format!("{}\n", step.get::<_, String>(3).unwrap()));
        }
        assert!(plan.contains("entry_waiting (pair=? AND kind=?)"), "{plan}");
        assert!(!plan.contains("SCAN") && !plan.contains("ORDER BY"), "{plan}");
    }
}
