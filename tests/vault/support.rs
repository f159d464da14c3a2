//! What the tests of the vault share: a journal with a vault of the lowest cost, and short ways to write into it.

use std::path::Path;

use tomoni::clock::Clock;
use tomoni::domain::forms::{NewSession, PairForm};
use tomoni::domain::ids::{PairId, SessionId};
use tomoni::domain::session::SessionStatus;
use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::journal::vault::{Cost, Key, NewVault, Passphrase};
use tomoni::problem::{Problem, VaultTrouble};

/// What opens the vaults of these tests.
pub const PASSPHRASE: &str = "一期一会 and a long walk";

pub fn clock() -> Clock {
    Clock::frozen(chrono::DateTime::parse_from_rfc3339("2026-11-21T10:00:00+09:00").unwrap())
}

/// What came of it, or the sentence that a person would have read.
#[track_caller]
pub fn told<T>(outcome: Result<T, Problem>) -> T {
    match outcome {
        Ok(value) => value,
        Err(problem) => panic!("{}", problem.message(Lang::En)),
    }
}

/// Why something about the vault was not done.
#[track_caller]
pub fn trouble<T>(outcome: Result<T, Problem>) -> VaultTrouble {
    match outcome {
        Err(Problem::Vault(trouble)) => trouble,
        Err(other) => panic!("another complaint: {}", other.message(Lang::En)),
        Ok(_) => panic!("it was done"),
    }
}

pub fn passphrase(typed: &str) -> Passphrase {
    Passphrase::new(typed).unwrap()
}

pub fn new_vault() -> NewVault {
    told(NewVault::make(&passphrase(PASSPHRASE), Cost::FLOOR))
}

pub fn open(path: &Path) -> Journal {
    told(Journal::open(path, clock()))
}

/// The key of the journal's vault as it is now.
pub fn key(journal: &Journal, typed: &str) -> Result<Key, Problem> {
    told(journal.key_file()).expect("there is a vault").open(&passphrase(typed))
}

pub fn with_pair(path: &Path) -> (Journal, PairId) {
    let mut journal = told(Journal::open_or_create(path, clock()));
    let form = PairForm { name: Some("Naoko".to_owned()), ..PairForm::default() };
    let pair = told(journal.add_pair(&form)).pair.id;
    (journal, pair)
}

pub fn session(journal: &mut Journal, pair: PairId, text: &str) -> SessionId {
    let new = NewSession {
        pair,
        at: clock().now(),
        status: SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: String::new(),
        text: text.to_owned(),
    };
    told(journal.add_session(&new)).row.session.id
}
