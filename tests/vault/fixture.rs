//! The journal that the first schema with a vault left behind. It is never written again; every later program must open
//! it, and read in it what was sealed then.

use tomoni::domain::vault::VaultState;
use tomoni::domain::{EntryKind, Raw};
use tomoni::journal::vault::recovery_code;
use tomoni::journal::{Journal, SessionFilter};

use crate::support::{PASSPHRASE, clock, key, open, passphrase, told, trouble};
use tomoni::problem::VaultTrouble;

const V5: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v5.db");
/// It was shown once, when the fixture was made.
const CODE: &str = "2R1Q-S8Y3-TYXZ-6AJ0-ENJY-AVBV-WRHP";
/// How many lines are sealed in it, in notes.
const SEALED: usize = 24;

/// Some of what is sealed: readings, a line sealed by hand, lines of a note that is sealed as a whole, in both languages.
const LINES: [(EntryKind, &str, bool); 6] = [
    (EntryKind::Reading, "~ felt out of date for the first ten minutes, then not\n", false),
    (EntryKind::Fact, "four years with us, came from a statistics course, climbs on weekends\n", true),
    (EntryKind::Decision, "= every six weeks, her place and mine in turn\n", false),
    (EntryKind::Action, "! bring the old plan by 11/28\n", false),
    (EntryKind::Question, "? how long does the gate take her every morning\n", false),
    (EntryKind::Reading, "~ 迷いがあった\n", false),
];

/// Every sealed line of the journal's notes, as it can be read.
fn sealed(journal: &Journal) -> Vec<(EntryKind, Raw, bool)> {
    let rows = told(journal.sessions(&SessionFilter::default()));
    let entries = rows.iter().flat_map(|row| told(journal.note(row.session.id)).entries);
    entries.filter(|e| e.raw.is_sealed()).map(|e| (e.kind, e.raw, e.seal_chosen)).collect()
}

#[test]
fn what_was_sealed_under_schema_5_reads_as_it_was_for_ever() {
    for recovered in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("v5.db");
        std::fs::copy(V5, &path).unwrap();
        let mut journal = open(&path);
        assert_eq!(told(journal.vault_state()), VaultState::Locked);
        let locked = sealed(&journal);
        assert_eq!(locked.len(), SEALED);
        assert!(locked.iter().all(|(_, raw, _)| matches!(raw, Raw::Locked(_))), "nothing opens without a key");
        let key = match recovered {
            false => told(key(&journal, PASSPHRASE)),
            true => told(told(journal.key_file()).unwrap().recover(&told(recovery_code(CODE)))),
        };
        let found = told(journal.unlock(&key));
        assert!(found.damaged.is_empty() && !found.broken, "{found:?}");
        let opened = sealed(&journal);
        assert_eq!(opened.len(), SEALED);
        for (kind, text, chosen) in LINES {
            assert!(opened.contains(&(kind, Raw::Opened(text.to_owned()), chosen)), "{text}");
        }
        let promise = told(journal.actions(&Default::default()));
        let promise = promise.iter().find(|a| a.entry.raw.text() == Some(LINES[3].1)).unwrap();
        assert_eq!((promise.entry.due_phrase.as_deref(), promise.entry.due.is_some()), (Some("by 11/28"), true));
        let notes = told(journal.sessions(&SessionFilter::default()));
        assert_eq!(notes.iter().filter(|row| row.session.sealed).count(), 1);
        drop(journal);
        assert!(told(Journal::doctor(&path, clock())).is_sound());
    }
}

#[test]
fn nothing_else_opens_the_vault_of_schema_5() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("v5.db");
    std::fs::copy(V5, &path).unwrap();
    let file = told(open(&path).key_file()).unwrap();
    for typed in ["一期一会 and a long walk ", "一期一会 and a long wal", "x"] {
        assert_eq!(trouble(file.open(&passphrase(typed))), VaultTrouble::Wrong);
    }
    // An input method that was left on types the same passphrase.
    told(file.open(&passphrase("一期一会 ａｎｄ ａ　ｌｏｎｇ ｗａｌｋ")));
    // Another code with a right checksum.
    let other = crate::support::new_vault().code().groups().join("-");
    assert_eq!(trouble(file.recover(&told(recovery_code(&other)))), VaultTrouble::Wrong);
}
