//! The key of a vault, as the store needs it.

use uuid::Uuid;

use crate::domain::vault::{KeySlot, VaultRecord};
use crate::store::{Keeper, LineKey, SealMark};
use crate::vault::{Cost, Entry, Head, Line, Slot, SlotKind, Vault};

/// An open vault. When the last who holds it lets go, its key is wiped.
pub(super) struct Held(pub Vault);

impl Keeper for Held {
    fn vault(&self) -> (Uuid, u32) {
        let head = self.0.head();
        (Uuid::from_bytes(head.id), head.epoch)
    }

    fn seal(&self, line: LineKey, bytes: &[u8]) -> Option<Vec<u8>> {
        self.0.seal(&place(line), bytes).ok()
    }

    fn open(&self, line: LineKey, sealed: &[u8]) -> Option<Vec<u8>> {
        self.0.open(&place(line), sealed).ok().map(|mut bytes| std::mem::take(&mut *bytes))
    }

    fn manifest(&self, counter: u64, marks: &[SealMark]) -> [u8; 32] {
        self.0.manifest(counter, marks.iter().map(entry))
    }

    fn is_manifest(&self, counter: u64, marks: &[SealMark], found: &[u8; 32]) -> bool {
        self.0.manifest_is(counter, marks.iter().map(entry), found)
    }
}

fn entry(mark: &SealMark) -> Entry {
    (*mark.id.as_bytes(), mark.rev.unsigned_abs(), mark.hash)
}

fn place(line: LineKey) -> Line<'static> {
    Line { id: *line.id.as_bytes(), kind: line.kind.key(), rev: line.rev.unsigned_abs() }
}

pub(super) fn head_of(record: &VaultRecord) -> Head {
    Head { id: *record.id.as_bytes(), format: record.format, epoch: record.epoch, kcv: record.kcv }
}

/// The record of a vault in which nothing is sealed yet, and in which so many changes went before. `created` is in Unix
/// milliseconds.
pub(super) fn record_of(held: &Held, counter: u64, created: i64) -> VaultRecord {
    let Head { id, format, epoch, kcv } = *held.0.head();
    let manifest = held.manifest(counter, &[]);
    VaultRecord { id: Uuid::from_bytes(id), format, epoch, kcv, counter, manifest, created }
}

/// `None`: a slot of a kind that this program does not know.
pub(super) fn slot_of(stored: &KeySlot) -> Option<Slot> {
    let KeySlot { id, kind, cost: [m_kib, t, p], salt, nonce, wrapped, epoch, checksum, created: _ } = stored;
    Some(Slot {
        id: *id.as_bytes(),
        kind: SlotKind::from_key(kind)?,
        cost: Cost { m_kib: *m_kib, t: *t, p: *p },
        salt: *salt,
        nonce: *nonce,
        wrapped: *wrapped,
        epoch: *epoch,
        checksum: *checksum,
    })
}

/// `created` is in Unix milliseconds.
pub(super) fn stored(slot: &Slot, created: i64) -> KeySlot {
    let Slot { id, kind, cost, salt, nonce, wrapped, epoch, checksum } = *slot;
    KeySlot {
        id: Uuid::from_bytes(id),
        kind: kind.key().to_owned(),
        cost: [cost.m_kib, cost.t, cost.p],
        salt,
        nonce,
        wrapped,
        epoch,
        checksum,
        created,
    }
}
