//! Sessions that came by an import: the ones of one import were all made at the same moment, which no other session has.

use super::value::read_uuid;
use super::{Result, Tx};
use crate::domain::ids::SessionId;

/// A session that a person makes gets its id at the moment at which it is made, give or take this much. The id of one that
/// came by an import says when its entry was written.
const MADE_HERE_MS: u64 = 10_000;

/// A session of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    pub id: SessionId,
    /// Somebody has changed or deleted it, or something else belongs to it by now.
    pub changed: bool,
}

fn came(id: uuid::Uuid, created: i64) -> bool {
    let (seconds, nanos) = id.get_timestamp().map_or((0, 0), |at| at.to_unix());
    let millis = seconds * 1000 + u64::from(nanos) / 1_000_000;
    millis.abs_diff(u64::try_from(created).unwrap_or(0)) > MADE_HERE_MS
}

impl Tx<'_> {
    /// The first moment from this one on at which no session was made, in Unix milliseconds.
    pub fn unused_moment(&self, from: i64) -> Result<i64> {
        let sql = "SELECT DISTINCT created_ms FROM session WHERE created_ms >= ?1 ORDER BY created_ms";
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query([from])?;
        let mut free = from;
        while let Some(row) = rows.next()? {
            if row.get::<_, i64>(0)? != free {
                break;
            }
            free += 1;
        }
        Ok(free)
    }

    /// When the last import was made of which something is here and out of the bin.
    pub fn last_import(&self) -> Result<Option<i64>> {
        let sql = "SELECT uuid, created_ms FROM session WHERE deleted_ms IS NULL ORDER BY created_ms DESC";
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let created = row.get(1)?;
            if read_uuid(row, 0).is_ok_and(|id| came(id, created)) {
                return Ok(Some(created));
            }
        }
        Ok(None)
    }

    /// The sessions that the import of that moment made.
    pub fn imported_at(&self, moment: i64) -> Result<Vec<Imported>> {
        let sql = "SELECT s.uuid,
              s.rev > 1 OR s.deleted_ms IS NOT NULL
              OR s.id IN (SELECT session FROM tick WHERE session IS NOT NULL)
              OR s.id IN (SELECT settled_in FROM entry WHERE settled_in IS NOT NULL)
              OR s.id IN (SELECT moved_to FROM session WHERE moved_to IS NOT NULL)
              OR s.id IN (SELECT e.session FROM entry e JOIN session x ON x.id = e.session
                          WHERE x.created_ms = ?1
                            AND (e.rev > 1 OR e.deleted_ms IS NOT NULL OR e.created_ms <> x.created_ms))
            FROM session s WHERE s.created_ms = ?1";
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query([moment])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let Ok(id) = read_uuid(row, 0) else { continue };
            if came(id, moment) {
                found.push(Imported { id: SessionId(id), changed: row.get(1)? });
            }
        }
        Ok(found)
    }
}
