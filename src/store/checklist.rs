//! Ticks, ratings and own items of the MENTOR checklist.

use rusqlite::types::Value;
use rusqlite::{Row, params};

use super::record::{Column, Plain, Ref, Stored, blob, identity, list, select};
use super::value::{key, moment, read_key, read_moment, read_uuid, read_uuid_opt, text};
use super::{Result, StoreError, Tx};
use crate::domain::checklist::{OwnItem, Rating, Tick};
use crate::domain::ids::{OwnItemId, PairId, RatingId, SessionId, TickId};

impl Stored for Tick {
    const TABLE: &'static str = "tick";
    const COLUMNS: &'static [Column] = &[
        Ref("pair", "pair"),
        Plain("item"),
        Ref("session", "session"),
        Plain("state"),
        Plain("at_ms"),
        Plain("at_offset"),
    ];

    identity!();

    fn values(&self) -> Vec<Value> {
        let [at_ms, at_offset] = moment(self.at);
        vec![
            blob(self.pair.0),
            text(&self.item),
            self.session.map_or(Value::Null, |s| blob(s.0)),
            key(self.state),
            at_ms,
            at_offset,
        ]
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: TickId(read_uuid(row, 0)?),
            rev: row.get(1)?,
            pair: PairId(read_uuid(row, 2)?),
            item: row.get(3)?,
            session: read_uuid_opt(row, 4)?.map(SessionId),
            state: read_key(row, 5)?,
            at: read_moment(row, 6)?,
        })
    }
}

impl Stored for Rating {
    const TABLE: &'static str = "rating";
    const COLUMNS: &'static [Column] =
        &[Ref("pair", "pair"), Plain("key"), Plain("level"), Plain("note"), Plain("at_ms"), Plain("at_offset")];

    identity!();

    fn values(&self) -> Vec<Value> {
        let [at_ms, at_offset] = moment(self.at);
        vec![blob(self.pair.0), text(&self.key), self.level.into(), text(&self.note), at_ms, at_offset]
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: RatingId(read_uuid(row, 0)?),
            rev: row.get(1)?,
            pair: PairId(read_uuid(row, 2)?),
            key: row.get(3)?,
            level: row.get(4)?,
            note: row.get(5)?,
            at: read_moment(row, 6)?,
        })
    }
}

impl Stored for OwnItem {
    const TABLE: &'static str = "own_item";
    const COLUMNS: &'static [Column] =
        &[Ref("pair", "pair"), Plain("key"), Plain("moment"), Plain("text"), Plain("created_ms"), Plain("deleted_ms")];

    identity!();

    fn values(&self) -> Vec<Value> {
        vec![
            blob(self.pair.0),
            text(&self.key),
            key(self.when),
            text(&self.text),
            self.created.into(),
            self.deleted.into(),
        ]
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: OwnItemId(read_uuid(row, 0)?),
            rev: row.get(1)?,
            pair: PairId(read_uuid(row, 2)?),
            key: row.get(3)?,
            when: read_key(row, 4)?,
            text: row.get(5)?,
            created: row.get(6)?,
            deleted: row.get(7)?,
        })
    }
}

/// A pair ticks a few dozen items, but each of them at hundreds of sessions: the walk goes from one item to the next
/// in the index and looks at no tick of another session.
const TICKS: &str = "WHERE tick.id IN (
    WITH RECURSIVE
      of (pair) AS MATERIALIZED (SELECT id FROM pair WHERE uuid = ?1),
      ticked (item) AS (
        SELECT (SELECT min(item) FROM tick WHERE pair = (SELECT pair FROM of))
        UNION ALL
        SELECT (SELECT min(t.item) FROM tick t WHERE t.pair = (SELECT pair FROM of) AND t.item > ticked.item)
        FROM ticked WHERE ticked.item IS NOT NULL)
    SELECT t.id FROM ticked CROSS JOIN tick t INDEXED BY tick_once
      ON t.pair = (SELECT pair FROM of) AND t.item = ticked.item AND ifnull(t.session, 0) = 0
    UNION ALL
    SELECT t.id FROM tick t INDEXED BY tick_of_session
      WHERE t.session = (SELECT id FROM session WHERE uuid = ?2) AND t.pair = (SELECT pair FROM of)) ORDER BY tick.id";

impl Tx<'_> {
    /// The ticks that count for a pair now: those without a session, and those of `session`.
    pub fn ticks(&self, pair: PairId, session: Option<SessionId>) -> Result<Vec<Tick>> {
        list(self, TICKS, params![blob(pair.0), session.map(|s| blob(s.0))])
    }

    /// The tick of one item, for one session or for none.
    pub fn tick(&self, pair: PairId, item: &str, session: Option<SessionId>) -> Result<Option<Tick>> {
        let tail = "WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND item = ?2
                    AND session IS (SELECT id FROM session WHERE uuid = ?3)";
        let mut statement = self.conn().prepare_cached(&select::<Tick>(&[], tail))?;
        let mut rows = statement.query(params![blob(pair.0), item, session.map(|s| blob(s.0))])?;
        match rows.next()? {
            Some(row) => self.record(row).map(Some).ok_or(StoreError::Unreadable),
            None => Ok(None),
        }
    }

    /// Every rating of a pair, oldest first.
    pub fn ratings(&self, pair: PairId) -> Result<Vec<Rating>> {
        list(self, "WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) ORDER BY at_ms, id", [blob(pair.0)])
    }

    /// The items that the person added, in the order in which they did.
    pub fn own_items(&self, pair: PairId) -> Result<Vec<OwnItem>> {
        let tail = "WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND deleted_ms IS NULL ORDER BY id";
        list(self, tail, [blob(pair.0)])
    }
}
