//! Deriving a key is slow on purpose: these tests do it at the lowest cost, and where any slot will do they use the one
//! for the recovery code.

use sha2::{Digest, Sha256};

use super::*;

mod blobs;
mod codes;
mod manifests;
mod passphrases;
mod pinned;
mod slots;
mod vectors;

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text).unwrap()
}

fn line(id: u8, rev: u64) -> Line<'static> {
    Line { id: [id; 16], kind: "private", rev }
}

/// What the manifest has of a blob.
fn hash_of(blob: &[u8]) -> [u8; 32] {
    Sha256::digest(blob).into()
}

#[test]
fn nothing_secret_is_printed() {
    let vault = Vault::create().unwrap();
    let (passphrase, code) = (passphrase("open sesame"), RecoveryCode::generate().unwrap());
    let printed = format!(
        "{vault:?} {passphrase:?} {code:?} {:?} {:?}",
        Secret::Passphrase(&passphrase),
        Secret::Recovery(&code)
    );
    let mut printed = printed.replace(&format!("{:?}", vault.head()), "");
    printed.retain(|letter| !letter.is_whitespace());
    assert_eq!(
        printed,
        "Vault{head:,..}Passphrase(..)RecoveryCode(..)Passphrase(Passphrase(..))Recovery(RecoveryCode(..))"
    );
}

#[test]
fn a_vault_can_be_opened_by_a_worker() {
    fn goes_between_threads<T: Send + Sync>() {}
    goes_between_threads::<Vault>();
    goes_between_threads::<Passphrase>();
    goes_between_threads::<RecoveryCode>();
}

#[test]
fn every_vault_is_another() {
    let (one, other) = (Vault::create().unwrap(), Vault::create().unwrap());
    assert_ne!(one.head().id, other.head().id);
    assert_ne!(one.keys.data(), other.keys.data());
    assert_ne!(one.head().kcv, other.head().kcv);
    let keys = [one.keys.data(), one.keys.line(), one.keys.manifest(), &one.head().kcv];
    for (n, key) in keys.iter().enumerate() {
        assert!(!keys[..n].contains(key));
    }
}

#[test]
fn rotation_keeps_the_vault_and_changes_the_key() {
    let old = Vault::create().unwrap();
    let (slot, code) = old.slot_for_recovery().unwrap();
    let new = old.rotated().unwrap();
    assert_eq!((new.head().id, new.head().epoch), (old.head().id, 2));
    assert_ne!(new.keys.data(), old.keys.data());
    let blob = old.seal(&line(1, 1), b"text").unwrap();
    assert_eq!(new.open(&line(1, 1), &blob).unwrap_err(), Tampered);
    assert_eq!(slot.open(new.head(), Secret::Recovery(&code)).unwrap_err(), UnlockError::Damaged);
    assert!(slot.open(old.head(), Secret::Recovery(&code)).is_ok());
}
