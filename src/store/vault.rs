//! The vault and its slots: what the journal knows about its key. Their bytes mean nothing here.

use rusqlite::{Row, params};

use super::record::blob;
use super::seal::Access;
use super::value::{read_array, read_uuid};
use super::{Result, StoreError, Tx};
use crate::domain::vault::{KeySlot, VaultRecord};

impl Tx<'_> {
    /// # Errors
    /// `Unreadable`: there is one, but what the journal says about it means nothing. That is never taken for none.
    pub fn vault(&self) -> Result<Option<VaultRecord>> {
        let sql = "SELECT uuid, format, epoch, kcv, counter, manifest, created_ms FROM vault";
        let read = |row: &Row<'_>| {
            Ok(VaultRecord {
                id: read_uuid(row, 0)?,
                format: row.get(1)?,
                epoch: row.get(2)?,
                kcv: read_array(row, 3)?,
                counter: row.get::<_, i64>(4)?.unsigned_abs(),
                manifest: read_array(row, 5)?,
                created: row.get(6)?,
            })
        };
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        match rows.next()? {
            Some(row) => self.readable("vault", read(row))?.map(Some).ok_or(StoreError::Unreadable),
            None => Ok(None),
        }
    }

    /// Makes this the vault of the journal, in the place of the one before.
    pub fn put_vault(&self, row: &VaultRecord) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO vault (id, uuid, format, epoch, kcv, counter, manifest, created_ms)
                   VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let VaultRecord { id, format, epoch, kcv, counter, manifest, created } = row;
        self.conn().execute(sql, params![blob(*id), format, epoch, kcv, number(*counter), manifest, created])?;
        self.sum_plain_tables()
    }

    pub(super) fn put_manifest(&self, counter: u64, manifest: &[u8; 32]) -> Result<()> {
        let sql = "UPDATE vault SET counter = ?1, manifest = ?2, sum = NULL";
        self.conn().execute(sql, params![number(counter), manifest])?;
        self.sum_plain_tables()
    }

    /// The journal has no vault any more, and nothing that opens one.
    pub fn drop_vault(&self) -> Result<()> {
        self.conn().execute_batch("DELETE FROM key_slot; DELETE FROM vault;")?;
        self.access.replace(Access::Off);
        self.seals_touched.set(false);
        Ok(())
    }

    pub fn slots(&self) -> Result<Vec<KeySlot>> {
        let sql = "SELECT uuid, kind, m_kib, t, p, salt, nonce, wrapped, epoch, checksum, created_ms
                   FROM key_slot ORDER BY id";
        let read = |row: &Row<'_>| {
            Ok(KeySlot {
                id: read_uuid(row, 0)?,
                kind: row.get(1)?,
                cost: [row.get(2)?, row.get(3)?, row.get(4)?],
                salt: read_array(row, 5)?,
                nonce: read_array(row, 6)?,
                wrapped: read_array(row, 7)?,
                epoch: row.get(8)?,
                checksum: read_array(row, 9)?,
                created: row.get(10)?,
            })
        };
        self.values("key_slot", sql, [], read)
    }

    /// Puts a slot in the place of the one of its kind.
    pub fn put_slot(&self, slot: &KeySlot) -> Result<()> {
        let KeySlot { id, kind, cost: [m_kib, t, p], salt, nonce, wrapped, epoch, checksum, created } = slot;
        self.conn().execute("DELETE FROM key_slot WHERE kind = ?1", [kind])?;
        let sql = "INSERT INTO key_slot (uuid, kind, m_kib, t, p, salt, nonce, wrapped, epoch, checksum, created_ms)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        self.conn()
            .execute(sql, params![blob(*id), kind, m_kib, t, p, salt, nonce, wrapped, epoch, checksum, created])?;
        self.sum_plain_tables()
    }
}

/// A count as a column takes it.
fn number(counter: u64) -> i64 {
    i64::try_from(counter).unwrap_or(i64::MAX)
}
