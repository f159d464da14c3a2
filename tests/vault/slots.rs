//! Somebody writes into what opens the vault: its head and its slots (T5, T8).

use std::time::{Duration, Instant};

use rusqlite::params;
use rusqlite::types::Value;
use sha2::{Digest, Sha256};
use tomoni::journal::vault::{Cost, recovery_code};
use tomoni::journal::{Journal, vault::NewVault};
use tomoni::problem::{Problem, VaultTrouble};

use crate::support::{PASSPHRASE, clock, key, new_vault, open, passphrase, told, trouble};
use crate::tamper::{Victim, add_line};

fn opens(victim: &Victim) -> Result<(), Problem> {
    key(&open(&victim.path), PASSPHRASE).map(drop)
}

/// A byte string with one bit of one byte changed, and where.
fn flipped(whole: &[u8]) -> impl Iterator<Item = (usize, Vec<u8>)> + '_ {
    (0..whole.len()).map(|at| {
        let mut changed = whole.to_vec();
        changed[at] ^= 1 << (at % 8);
        (at, changed)
    })
}

#[test]
fn every_changed_byte_of_a_slot_is_refused() {
    let victim = Victim::new();
    for kind in ["passphrase", "recovery"] {
        for column in ["uuid", "salt", "nonce", "wrapped", "checksum"] {
            let of = format!("SELECT {column} FROM key_slot WHERE kind = ?1");
            let whole: Vec<u8> = victim.file.query_row(&of, [kind], |row| row.get(0)).unwrap();
            let put = format!("UPDATE key_slot SET {column} = ?1 WHERE kind = ?2");
            for (at, changed) in flipped(&whole) {
                victim.run(&put, params![changed, kind]);
                let tried = match kind {
                    "passphrase" => opens(&victim),
                    _ => {
                        let file = told(open(&victim.path).key_file()).unwrap();
                        file.recover(&told(recovery_code(&new_vault().code().groups().join("-")))).map(drop)
                    }
                };
                assert_eq!(trouble(tried), VaultTrouble::SlotDamaged, "byte {at} of {column} for {kind}");
            }
            victim.run(&put, params![whole, kind]);
        }
    }
    for set in ["m_kib = m_kib + 1", "t = t + 1", "p = p + 1", "epoch = epoch + 1", "m_kib = 19455", "t = 0", "p = 0"] {
        let old = "SELECT m_kib, t, p, epoch FROM key_slot WHERE kind = 'passphrase'";
        let read = |r: &rusqlite::Row<'_>| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?]);
        let [m, t, p, epoch]: [i64; 4] = victim.file.query_row(old, [], read).unwrap();
        victim.run(&format!("UPDATE key_slot SET {set} WHERE kind = 'passphrase'"), []);
        assert_eq!(trouble(opens(&victim)), VaultTrouble::SlotDamaged, "{set}");
        let back = "UPDATE key_slot SET m_kib = ?1, t = ?2, p = ?3, epoch = ?4 WHERE kind = 'passphrase'";
        victim.run(back, params![m, t, p, epoch]);
    }
    // Each in the place of the other: neither opens.
    victim
        .file
        .execute_batch(
            "UPDATE key_slot SET kind = 'x' || kind; UPDATE key_slot SET kind = 'passphrase' WHERE kind = 'xrecovery'",
        )
        .unwrap();
    assert_eq!(trouble(opens(&victim)), VaultTrouble::SlotDamaged);
    victim.file.execute_batch("UPDATE key_slot SET kind = 'recovery' WHERE kind = 'passphrase'; UPDATE key_slot SET kind = 'passphrase' WHERE kind = 'xpassphrase'").unwrap();
    told(opens(&victim));
}

#[test]
fn every_changed_byte_of_the_head_is_refused() {
    let victim = Victim::new();
    for (column, expected) in [("uuid", VaultTrouble::SlotDamaged), ("kcv", VaultTrouble::Wrong)] {
        let of = format!("SELECT {column} FROM vault");
        let whole: Vec<u8> = victim.file.query_row(&of, [], |row| row.get(0)).unwrap();
        let put = format!("UPDATE vault SET {column} = ?1");
        for (at, changed) in flipped(&whole) {
            victim.run(&put, [changed]);
            assert_eq!(trouble(opens(&victim)), expected, "byte {at} of {column}");
            // Whoever had the key before has none for this.
            if at % 8 == 0 && column == "uuid" {
                let mut journal = open(&victim.path);
                assert_eq!(trouble(journal.unlock(&victim.key)), VaultTrouble::Wrong);
            }
        }
        victim.run(&put, [whole]);
    }
    for (set, back, expected) in [
        ("epoch = 2", "epoch = 1", VaultTrouble::SlotDamaged),
        ("format = 2", "format = 1", VaultTrouble::TooNew),
        ("format = 0", "format = 1", VaultTrouble::TooNew),
    ] {
        victim.run(&format!("UPDATE vault SET {set}"), []);
        assert_eq!(trouble(opens(&victim)), expected, "{set}");
        victim.run(&format!("UPDATE vault SET {back}"), []);
    }
    let manifest: Vec<u8> = victim.file.query_row("SELECT manifest FROM vault", [], |row| row.get(0)).unwrap();
    for (at, changed) in flipped(&manifest) {
        victim.run("UPDATE vault SET manifest = ?1", [changed]);
        assert!(victim.opens().1.broken, "byte {at}");
    }
    victim.run("UPDATE vault SET manifest = ?1", [manifest]);
    assert!(!victim.opens().1.broken);
}

/// The checksum of a slot is no secret: whoever writes into the file can make it right again.
fn with_right_checksum(victim: &Victim, kind: &str) {
    let sql = "SELECT v.uuid, s.uuid, m_kib, t, p, salt, s.epoch, nonce, wrapped
               FROM key_slot s, vault v WHERE kind = ?1";
    let column = |n: usize| -> Value { victim.file.query_row(sql, [kind], |row| row.get(n)).unwrap() };
    let mut sum = Sha256::new().chain_update(b"mj1/slot-checksum").chain_update(b"mj1/slot");
    for n in 0..9 {
        match column(n) {
            Value::Blob(bytes) => sum.update(bytes),
            Value::Integer(number) => sum.update(u32::try_from(number).unwrap().to_be_bytes()),
            other => panic!("{other:?}"),
        }
        if n == 1 {
            // The kind, and how its key is derived.
            sum.update(if kind == "passphrase" { [1, 1] } else { [2, 2] });
        }
    }
    victim.run("UPDATE key_slot SET checksum = ?1 WHERE kind = ?2", params![&sum.finalize()[..8], kind]);
}

#[test]
fn a_slot_that_was_forged_with_its_checksum_does_not_open() {
    let victim = Victim::new();
    with_right_checksum(&victim, "passphrase");
    told(opens(&victim));
    for column in ["uuid", "salt", "nonce", "wrapped"] {
        let of = format!("SELECT {column} FROM key_slot WHERE kind = 'passphrase'");
        let whole: Vec<u8> = victim.file.query_row(&of, [], |row| row.get(0)).unwrap();
        let put = format!("UPDATE key_slot SET {column} = ?1 WHERE kind = 'passphrase'");
        for (at, changed) in flipped(&whole).step_by(5) {
            victim.run(&put, [changed]);
            with_right_checksum(&victim, "passphrase");
            assert_eq!(trouble(opens(&victim)), VaultTrouble::Wrong, "byte {at} of {column}");
        }
        victim.run(&put, [whole]);
    }
    with_right_checksum(&victim, "passphrase");
    told(opens(&victim));
}

#[test]
fn a_slot_that_asks_for_too_much_or_too_little_is_refused_at_once() {
    let victim = Victim::new();
    let mib = 1024;
    for (m, t, p) in [(8 * 1024 * mib, 2, 1), (1024 * mib + 1, 2, 1), (u32::MAX, 1, 1), (19 * mib, u32::MAX, 1)]
        .into_iter()
        .chain([(19 * mib, 2, 17), (19 * mib - 1, 2, 1), (8, 1, 1), (0, 0, 0), (19 * mib, 0, 1), (19 * mib, 2, 0)])
    {
        victim.run("UPDATE key_slot SET m_kib = ?1, t = ?2, p = ?3 WHERE kind = 'passphrase'", params![m, t, p]);
        with_right_checksum(&victim, "passphrase");
        let file = told(open(&victim.path).key_file()).unwrap();
        let begun = Instant::now();
        assert_eq!(trouble(file.open(&passphrase(PASSPHRASE))), VaultTrouble::SlotDamaged, "{m} {t} {p}");
        assert!(begun.elapsed() < Duration::from_millis(50), "{m} {t} {p}: {:?}", begun.elapsed());
    }
    // What no slot can say at all is no reason to fail otherwise.
    victim.run("UPDATE key_slot SET m_kib = -1 WHERE kind = 'passphrase'", []);
    assert!(open(&victim.path).key_file().is_err() || opens(&victim).is_err());
    victim.run("UPDATE key_slot SET m_kib = 9223372036854775807 WHERE kind = 'passphrase'", []);
    assert!(open(&victim.path).key_file().is_err() || opens(&victim).is_err());
}

/// Somebody who has the file makes a vault of their own, with a passphrase that they know, and plants parts of it.
#[test]
fn a_key_that_somebody_planted_opens_nothing_of_the_owner() {
    let victim = Victim::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let path = elsewhere.path().join("other.db");
    let mut other = told(Journal::open_or_create(&path, clock()));
    told(other.seal_on(&told(NewVault::make(&passphrase("planted"), Cost::FLOOR))));
    drop(other);
    victim.file.execute("ATTACH ?1 AS other", [path.to_str().unwrap()]).unwrap();
    let planted = || key(&open(&victim.path), "planted").map(drop);
    let slots = "DELETE FROM main.key_slot; INSERT INTO main.key_slot SELECT * FROM other.key_slot";
    victim.file.execute_batch(slots).unwrap();
    assert_eq!(trouble(planted()), VaultTrouble::SlotDamaged, "it is of another vault");
    with_right_checksum(&victim, "passphrase");
    assert_eq!(trouble(planted()), VaultTrouble::Wrong);
    // With the identity of their vault beside its slots, their key comes out: it is not the one of the check value.
    victim.file.execute_batch("UPDATE main.vault SET uuid = (SELECT uuid FROM other.vault)").unwrap();
    victim.file.execute_batch(slots).unwrap();
    assert_eq!(trouble(planted()), VaultTrouble::Wrong);
    // With all of it their own key is the key, and opens not one line; nothing more is sealed under it.
    victim.file.execute_batch("DELETE FROM main.vault; INSERT INTO main.vault SELECT * FROM other.vault").unwrap();
    let mut journal = open(&victim.path);
    let key = told(key(&journal, "planted"));
    let found = told(journal.unlock(&key));
    assert_eq!((found.damaged.len(), found.broken), (victim.lines.len(), true));
    assert_eq!(
        trouble(add_line(&mut journal, victim.session, "~ for whoever planted it\n")),
        VaultTrouble::SealsBroken
    );
    assert_eq!(trouble(opens(&victim)), VaultTrouble::Wrong, "and the owner is told");
}
