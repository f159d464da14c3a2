use std::time::Duration;

use super::*;
use crate::vault::cost::{self, Underived};
use crate::vault::slot::Seeds;
use proptest::prelude::*;

/// A vault with a slot for each kind of secret. Made once: it makes no difference which.
struct Room {
    vault: Vault,
    typed: Passphrase,
    slot: Slot,
    code: RecoveryCode,
    recovery: Slot,
}

fn room() -> &'static Room {
    static ROOM: std::sync::LazyLock<Room> = std::sync::LazyLock::new(|| {
        let (vault, typed) = (Vault::create().unwrap(), passphrase("正しい馬の電池"));
        let slot = vault.slot_for_passphrase(&typed, Cost::FLOOR).unwrap();
        let (recovery, code) = vault.slot_for_recovery().unwrap();
        Room { vault, typed, slot, code, recovery }
    });
    &ROOM
}

fn why(slot: &Slot, head: &Head) -> Option<UnlockError> {
    let secret = match slot.kind {
        SlotKind::Passphrase => Secret::Passphrase(&room().typed),
        SlotKind::Recovery => Secret::Recovery(&room().code),
    };
    slot.open(head, secret).err()
}

/// As somebody leaves it who knows how the checksum is made.
fn mended(slot: Slot, head: &Head) -> Slot {
    Slot { checksum: slot.sum(&head.id), ..slot }
}

#[test]
fn each_slot_opens_the_same_vault() {
    let Room { vault, typed, slot, code, recovery } = room();
    let blob = vault.seal(&line(1, 1), b"text").unwrap();
    for opened in [
        slot.open(vault.head(), Secret::Passphrase(typed)).unwrap(),
        recovery.open(vault.head(), Secret::Recovery(code)).unwrap(),
    ] {
        assert_eq!(opened.head(), vault.head());
        assert_eq!(opened.keys.data(), vault.keys.data());
        assert_eq!(&*opened.open(&line(1, 1), &blob).unwrap(), b"text");
    }
    assert!(slot.is_sound(vault.head()) && recovery.is_sound(vault.head()));
    assert_eq!((slot.cost, recovery.cost), (Cost::FLOOR, Cost::NONE));
    assert_ne!(slot.id, recovery.id);
    assert_ne!(slot.salt, recovery.salt);
    assert_ne!(slot.nonce, recovery.nonce);
}

#[test]
fn a_wrong_secret_is_wrong_and_one_for_another_slot_is_not_even_tried() {
    let Room { vault, typed, slot, code, recovery } = room();
    let (other, other_code) = (passphrase("正しい馬の電波"), RecoveryCode::generate().unwrap());
    assert_eq!(slot.open(vault.head(), Secret::Passphrase(&other)).unwrap_err(), UnlockError::Wrong);
    assert_eq!(recovery.open(vault.head(), Secret::Recovery(&other_code)).unwrap_err(), UnlockError::Wrong);
    assert_eq!(slot.open(vault.head(), Secret::Recovery(code)).unwrap_err(), UnlockError::Damaged);
    assert_eq!(recovery.open(vault.head(), Secret::Passphrase(typed)).unwrap_err(), UnlockError::Damaged);
}

#[test]
fn a_mended_passphrase_slot_is_wrong() {
    let Room { vault, slot, .. } = room();
    let lower = Cost { t: 1, ..slot.cost };
    let changed = [
        Slot { cost: lower, ..*slot },
        Slot { salt: [0; 16], ..*slot },
        Slot { id: [0; 16], ..*slot },
        Slot { nonce: [0; 24], ..*slot },
        Slot { wrapped: [0; 48], ..*slot },
    ];
    for changed in changed {
        assert_eq!(why(&changed, vault.head()), Some(UnlockError::Damaged));
        assert_eq!(why(&mended(changed, vault.head()), vault.head()), Some(UnlockError::Wrong));
    }
}

#[test]
fn a_planted_key_is_wrong_though_the_slot_opens() {
    let Room { vault, typed, code, .. } = room();
    let planted = Vault::with_known_key(vault.head().id, 1, |key| *key = [1; 32]);
    for (kind, cost, secret) in [
        (SlotKind::Passphrase, Cost::FLOOR, Secret::Passphrase(typed)),
        (SlotKind::Recovery, Cost::NONE, Secret::Recovery(code)),
    ] {
        let slot = Slot::wrap(&planted, kind, cost, Seeds::draw().unwrap(), secret).unwrap();
        assert!(slot.open(planted.head(), secret).is_ok());
        assert_eq!(slot.open(vault.head(), secret).unwrap_err(), UnlockError::Wrong);
    }
}

#[test]
fn a_newer_format_is_told_from_a_damaged_one() {
    let Room { vault, recovery, .. } = room();
    for format in [0, 2, u32::MAX] {
        assert_eq!(why(recovery, &Head { format, ..*vault.head() }), Some(UnlockError::Unsupported));
    }
}

#[test]
#[allow(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
fn a_slot_that_asks_for_too_much_is_refused_at_once() {
    let Room { vault, slot, .. } = room();
    let costs = [
        Cost { m_kib: 8 * 1024 * 1024, ..Cost::FLOOR },
        Cost { m_kib: 1024 * 1024 + 1, ..Cost::FLOOR },
        Cost { m_kib: 19 * 1024 - 1, ..Cost::FLOOR },
        Cost { t: 17, ..Cost::FLOOR },
        Cost { t: u32::MAX, ..Cost::FLOOR },
        Cost { t: 0, ..Cost::FLOOR },
        Cost { p: 17, ..Cost::FLOOR },
        Cost { p: 0, ..Cost::FLOOR },
        Cost::NONE,
        Cost { m_kib: u32::MAX, t: u32::MAX, p: u32::MAX },
    ];
    let asking = costs.map(|cost| mended(Slot { cost, ..*slot }, vault.head()));
    let begun = std::time::Instant::now();
    for slot in asking {
        assert_eq!(why(&slot, vault.head()), Some(UnlockError::Damaged));
        assert_eq!(slot.cost.derive(&room().typed, &slot.salt, &mut [0; 32]), Err(Underived::Refused));
        let made = vault.slot_for_passphrase(&room().typed, slot.cost);
        assert_eq!(made, Err(DeriveError::CostRefused));
    }
    assert!(begun.elapsed() < Duration::from_millis(50), "{:?}", begun.elapsed());
}

#[test]
fn the_costs_of_this_program_are_allowed() {
    let highest = Cost { m_kib: 1024 * 1024, t: 16, p: 16 };
    let lowest = Cost { m_kib: 19 * 1024, t: 1, p: 1 };
    for cost in [Cost::DEFAULT, Cost::FALLBACK, Cost::FLOOR, highest, lowest] {
        assert!(cost.is_allowed(), "{cost:?}");
    }
}

#[test]
fn memory_that_is_not_there_is_an_error() {
    assert!(matches!(cost::blocks(usize::MAX / 2048), Err(Underived::OutOfMemory)));
    assert_eq!(cost::blocks(3).unwrap().len(), 3);
}

#[test]
fn kinds_have_names_for_ever() {
    let names = SlotKind::ALL.map(|kind| (kind.code(), kind.kdf_code(), kind.key()));
    assert_eq!(names, [(1, 1, "passphrase"), (2, 2, "recovery")]);
    for kind in SlotKind::ALL {
        assert_eq!(SlotKind::from_key(kind.key()), Some(kind));
    }
    assert_eq!(SlotKind::from_key("Passphrase"), None);
}

/// Every field of a slot but its kind and checksum, as bytes.
#[derive(Clone, Copy, Debug)]
enum Field {
    Id,
    Memory,
    Passes,
    Lanes,
    Salt,
    Nonce,
    Wrapped,
    Epoch,
}

fn flip(slot: &mut Slot, field: Field, at: usize, mask: u8) {
    let number = |number: &mut u32| *number ^= u32::from(mask) << (at % 4 * 8);
    match field {
        Field::Id => slot.id[at % 16] ^= mask,
        Field::Memory => number(&mut slot.cost.m_kib),
        Field::Passes => number(&mut slot.cost.t),
        Field::Lanes => number(&mut slot.cost.p),
        Field::Salt => slot.salt[at % 16] ^= mask,
        Field::Nonce => slot.nonce[at % 24] ^= mask,
        Field::Wrapped => slot.wrapped[at % 48] ^= mask,
        Field::Epoch => number(&mut slot.epoch),
    }
}

fn field() -> impl Strategy<Value = Field> {
    use Field::*;
    prop::sample::select(vec![Id, Memory, Passes, Lanes, Salt, Nonce, Wrapped, Epoch])
}

proptest! {
    #[test]
    fn any_changed_byte_of_a_slot_is_damage(recovery: bool, field in field(), at in 0..48_usize, mask in 1..=255_u8) {
        let Room { vault, slot, recovery: other, .. } = room();
        let mut changed = if recovery { *other } else { *slot };
        flip(&mut changed, field, at, mask);
        prop_assert_eq!(why(&changed, vault.head()), Some(UnlockError::Damaged));
        prop_assert!(!changed.is_sound(vault.head()));
    }

    #[test]
    fn a_mended_checksum_makes_it_no_better(field in field(), at in 0..48_usize, mask in 1..=255_u8) {
        let Room { vault, recovery, .. } = room();
        let mut changed = *recovery;
        flip(&mut changed, field, at, mask);
        let expected = match field {
            Field::Id | Field::Salt | Field::Nonce | Field::Wrapped => UnlockError::Wrong,
            // These no honest slot has beside this head.
            Field::Memory | Field::Passes | Field::Lanes | Field::Epoch => UnlockError::Damaged,
        };
        prop_assert_eq!(why(&mended(changed, vault.head()), vault.head()), Some(expected));
        // Nor does a head that goes along with it.
        let head = Head { epoch: changed.epoch, ..*vault.head() };
        prop_assert!(why(&mended(changed, &head), &head).is_some());
    }

    #[test]
    fn any_changed_byte_of_checksum_or_head_is_noticed(at in 0..32_usize, mask in 1..=255_u8) {
        let Room { vault, recovery, .. } = room();
        let (head, mut slot) = (*vault.head(), *recovery);
        slot.checksum[at % 8] ^= mask;
        prop_assert_eq!(why(&slot, &head), Some(UnlockError::Damaged));

        let mut changed = head;
        changed.id[at % 16] ^= mask;
        prop_assert_eq!(why(recovery, &changed), Some(UnlockError::Damaged));
        prop_assert_eq!(why(&mended(*recovery, &changed), &changed), Some(UnlockError::Wrong));

        let mut changed = head;
        changed.kcv[at] ^= mask;
        prop_assert_eq!(why(recovery, &changed), Some(UnlockError::Wrong));

        let epoch = head.epoch ^ u32::from(mask) << (at % 4 * 8);
        let changed = Head { epoch, ..head };
        prop_assert_eq!(why(recovery, &changed), Some(UnlockError::Damaged));
        let slot = mended(Slot { epoch, ..*recovery }, &changed);
        prop_assert_eq!(why(&slot, &changed), Some(UnlockError::Wrong));

        let format = head.format ^ u32::from(mask) << (at % 4 * 8);
        prop_assert_eq!(why(recovery, &Head { format, ..head }), Some(UnlockError::Unsupported));
    }
}

#[test]
fn another_kind_is_damage_however_it_is_mended() {
    let Room { vault, slot, recovery, .. } = room();
    let changed = [Slot { kind: SlotKind::Recovery, ..*slot }, Slot { kind: SlotKind::Passphrase, ..*recovery }];
    for changed in changed {
        assert_eq!(why(&changed, vault.head()), Some(UnlockError::Damaged));
        assert_eq!(why(&mended(changed, vault.head()), vault.head()), Some(UnlockError::Damaged));
    }
    // With a cost that fits the kind it is only wrong.
    let forged = mended(Slot { kind: SlotKind::Recovery, cost: Cost::NONE, ..*slot }, vault.head());
    assert_eq!(why(&forged, vault.head()), Some(UnlockError::Wrong));
}
