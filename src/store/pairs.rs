//! Pairs.

use rusqlite::Row;
use rusqlite::types::Value;

use super::record::{Column, Plain, Stored, identity, list, select, width};
use super::value::{day, key, read_day, read_key, read_moment_opt, read_uuid, text, text_opt};
use super::{Result, Tx};
use crate::domain::Cadence;
use crate::domain::ids::PairId;
use crate::domain::pair::Pair;
use crate::domain::views::PairView;

const WIDTH: usize = width::<Pair>();

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
    ];

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
        })
    }
}

impl Tx<'_> {
    /// Every pair that is not in the bin, in the order in which they were made.
    pub fn pairs(&self) -> Result<Vec<Pair>> {
        list(self, "WHERE deleted_ms IS NULL ORDER BY id", [])
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
        ];
        let sql = select::<Pair>(&derived, "WHERE pair.deleted_ms IS NULL ORDER BY pair.id");
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_map([today_ms], |row| {
            Ok(PairView {
                pair: Pair::read(row)?,
                sessions: row.get(WIDTH)?,
                next_at: read_moment_opt(row, WIDTH + 1)?,
                last_at: read_moment_opt(row, WIDTH + 3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
