//! Pairs.

use rusqlite::Row;
use rusqlite::types::Value;

use super::damage::Unreadable;
use super::record::{Column, Plain, Stored, identity, list, select, width};
use super::value::{
    day, key, lossy, lossy_opt, marked, read_day, read_key, read_moment_opt, read_uuid, text, text_opt, uuid_or_row,
};
use super::{Result, Tx};
use crate::domain::Cadence;
use crate::domain::ids::PairId;
use crate::domain::pair::{Direction, Pair, PairStatus, Role};
use crate::domain::views::PairView;

const WIDTH: usize = width::<Pair>();

/// So many held sessions are counted when a list of pairs is read, to see whether the number that stands with the pair is
/// theirs: some tenths of a millisecond.
const RECOUNTED: i64 = 2_000;

/// How many sessions of a pair were held.
const HELD: &str = "(SELECT count(*) FROM session s NOT INDEXED
    WHERE s.pair = pair.id AND s.status = 'held' AND s.deleted_ms IS NULL)";

impl Stored for Pair {
    const TABLE: &'static str = "pair";
    const COLUMNS: &'static [Column] = &[
        Plain("name"),
        Plain("reading"),
        Plain("alias"),
        Plain("role"),
        Plain("direction"),
        Plain("purpose"),
        Plain("area"),
        Plain("status"),
        Plain("from_day"),
        Plain("until_day"),
        Plain("every"),
        Plain("paused_until"),
        Plain("created_ms"),
        Plain("updated_ms"),
        Plain("deleted_ms"),
        Plain("report_agreed"),
        Plain("address"),
    ];
    const AFTER_SUMS: usize = 1;

    identity!();

    fn values(&self) -> Vec<Value> {
        vec![
            text(&self.name),
            text_opt(self.reading.as_ref()),
            text_opt(self.alias.as_ref()),
            key(self.role),
            key(self.direction),
            text(&self.purpose),
            text_opt(self.area.as_ref()),
            key(self.status),
            day(self.from),
            day(self.until),
            text_opt(self.every.map(|e| e.to_string()).as_ref()),
            day(self.paused_until),
            self.created.into(),
            self.updated.into(),
            self.deleted.into(),
            day(self.report_agreed),
            text_opt(self.address.as_ref()),
        ]
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: PairId(read_uuid(row, 0)?),
            rev: row.get(1)?,
            name: row.get(2)?,
            reading: row.get(3)?,
            alias: row.get(4)?,
            role: read_key(row, 5)?,
            direction: read_key(row, 6)?,
            purpose: row.get(7)?,
            area: row.get(8)?,
            status: read_key(row, 9)?,
            from: read_day(row, 10)?,
            until: read_day(row, 11)?,
            every: row.get::<_, Option<String>>(12)?.and_then(|e| Cadence::parse(&e)),
            paused_until: read_day(row, 13)?,
            created: row.get(14)?,
            updated: row.get(15)?,
            deleted: row.get(16)?,
            report_agreed: read_day(row, 17)?,
            address: row.get(18)?,
        })
    }

    fn stand_in(row: &Row<'_>) -> Option<Self> {
        Some(Self {
            id: PairId(uuid_or_row::<Self>(row, 0)),
            rev: row.get(1).unwrap_or(1),
            name: marked(row, 2),
            reading: lossy_opt(row, 3),
            alias: lossy_opt(row, 4),
            role: read_key(row, 5).unwrap_or(Role::Both),
            direction: read_key(row, 6).unwrap_or(Direction::Mutual),
            purpose: lossy(row, 7),
            area: lossy_opt(row, 8),
            status: read_key(row, 9).unwrap_or(PairStatus::Active),
            from: read_day(row, 10).unwrap_or_default(),
            until: read_day(row, 11).unwrap_or_default(),
            every: lossy_opt(row, 12).and_then(|e| Cadence::parse(&e)),
            paused_until: read_day(row, 13).unwrap_or_default(),
            created: row.get(14).unwrap_or_default(),
            updated: row.get(15).unwrap_or_default(),
            deleted: row.get(16).unwrap_or_default(),
            // Whether the partner agreed cannot be said any more.
            report_agreed: None,
            address: lossy_opt(row, 18),
        })
    }
}

impl Tx<'_> {
    /// Every pair that is not in the bin, in the order in which they were made.
    pub fn pairs(&self) -> Result<Vec<Pair>> {
        list(self, "WHERE deleted_ms IS NULL ORDER BY id", [])
    }

    /// Every pair, those in the bin among them.
    pub fn pairs_and_binned(&self) -> Result<Vec<Pair>> {
        list(self, "ORDER BY id", [])
    }

    /// The pairs whose count of held sessions is not what the sessions say.
    pub fn wrong_counts(&self) -> Result<Vec<PairId>> {
        let sql = format!("SELECT uuid FROM pair WHERE held IS NOT {HELD} ORDER BY id");
        self.values("pair", &sql, [], |row| read_uuid(row, 0).map(PairId))
    }

    /// Counts the held sessions of every pair anew.
    pub(super) fn count_held(&self) -> Result<()> {
        self.conn().execute(&format!("UPDATE pair SET held = {HELD} WHERE held IS NOT {HELD}"), [])?;
        Ok(())
    }

    /// Every pair with its counts and dates; `today_ms` is where today begins, in Unix milliseconds.
    pub fn pair_views(&self, today_ms: i64) -> Result<Vec<PairView>> {
        let near = |what: &str, which: &str| {
            format!(
                "(SELECT {what} FROM session s WHERE s.pair = pair.id AND s.deleted_ms IS NULL AND {which} LIMIT 1)"
            )
        };
        let next = "s.status = 'planned' AND s.at_ms >= ?1 ORDER BY s.at_ms";
        let last = "s.status = 'held' ORDER BY s.at_ms DESC";
        let derived = [
            "pair.held".to_owned(),
            near("s.at_ms", next),
            near("s.at_offset", next),
            near("s.at_ms", last),
            near("s.at_offset", last),
            format!(
                "(SELECT count(*) FROM (SELECT 1 FROM session s WHERE s.pair = pair.id AND s.status = 'held'
                  AND s.deleted_ms IS NULL LIMIT {RECOUNTED}))"
            ),
            "pair.id".to_owned(),
        ];
        let sql = select::<Pair>(&derived, "WHERE pair.deleted_ms IS NULL ORDER BY pair.id");
        let mut statement = self.conn().prepare_cached(&sql)?;
        let mut rows = statement.query([today_ms])?;
        let mut views = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(pair) = self.record::<Pair>(row) else { continue };
            let (kept, counted): (Option<i64>, i64) = (row.get(WIDTH).ok(), row.get(WIDTH + 5)?);
            let is_theirs = kept.is_some_and(|kept| kept.min(RECOUNTED) == counted);
            if !is_theirs {
                let id = Some(pair.id.0);
                self.note_unreadable(Unreadable { table: "pair", row: row.get(WIDTH + 6)?, id });
            }
            let sessions = if is_theirs { kept } else { Some(counted) };
            views.push(PairView {
                pair,
                sessions: sessions.and_then(|held| u32::try_from(held).ok()).unwrap_or_default(),
                next_at: self.readable("session", read_moment_opt(row, WIDTH + 1))?.flatten(),
                last_at: self.readable("session", read_moment_opt(row, WIDTH + 3))?.flatten(),
            });
        }
        Ok(views)
    }
}
