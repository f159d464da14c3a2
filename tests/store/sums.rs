//! Whatever is done with a journal, in whatever order, every record has its sum afterwards: the doctor finds nothing, and
//! nothing to heal.

use std::path::Path;

use proptest::prelude::*;
use tomoni::domain::checklist::ItemMoment;
use tomoni::domain::forms::{EntryForm, NewItem, SessionForm};
use tomoni::domain::ids::PairId;
use tomoni::domain::sharing::{Format, NewShare, Paper};
use tomoni::i18n::Lang;
use tomoni::journal::vault::{Cost, NewVault, Passphrase, RecoveryCode, recovery_code};
use tomoni::journal::{Journal, NewText, SessionFilter};
use tomoni::problem::Result;

use crate::{PairForm, Step, act, clock, open, step, with_pair};

fn told<T>(outcome: Result<T>) -> T {
    outcome.map_err(|p| p.message(Lang::En)).unwrap()
}

/// What the orders of the other properties leave out.
#[derive(Clone, Debug)]
enum Deed {
    Use(Step),
    EmptyBin,
    Undo,
    Redo,
    Reopen,
    Rename(String),
    Item(String),
    Question(String),
    Share,
    /// A note with a line that is private, and sealed where there is a vault.
    Private(String),
    SealOn,
    SealOff,
    SealLine(usize, bool),
    Lock,
    Doctor,
}

fn deed() -> impl Strategy<Value = Deed> {
    let word = || "[a-zあ-ん]{1,6}";
    prop_oneof![
        12 => step().prop_map(Deed::Use),
        1 => Just(Deed::EmptyBin),
        3 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
        1 => Just(Deed::Reopen),
        1 => word().prop_map(Deed::Rename),
        1 => word().prop_map(Deed::Item),
        1 => word().prop_map(Deed::Question),
        1 => Just(Deed::Share),
        3 => word().prop_map(Deed::Private),
        1 => Just(Deed::SealOn),
        1 => Just(Deed::SealOff),
        2 => (0usize..6, any::<bool>()).prop_map(|(i, sealed)| Deed::SealLine(i, sealed)),
        1 => Just(Deed::Lock),
        1 => Just(Deed::Doctor),
    ]
}

/// A journal in use, with the recovery code of its vault while it has one: that opens it at no cost.
struct Using<'a> {
    path: &'a Path,
    journal: Journal,
    pair: PairId,
    code: Option<RecoveryCode>,
}

impl Using<'_> {
    fn unlock(&mut self) {
        if let Some(code) = &self.code {
            let key = told(told(self.journal.key_file()).unwrap().recover(code));
            told(self.journal.unlock(&key));
        }
    }

    fn perform(&mut self, deed: Deed) {
        match deed {
            Deed::Use(step) => act(&mut self.journal, self.pair, step),
            Deed::EmptyBin => drop(told(self.journal.empty_bin())),
            Deed::Undo => drop(told(self.journal.undo())),
            Deed::Redo => drop(told(self.journal.redo())),
            Deed::Reopen => {
                self.journal = open(self.path);
                self.unlock();
            }
            Deed::Rename(name) => {
                let form = PairForm { name: Some(name), ..PairForm::default() };
                told(self.journal.edit_pair(self.pair, &form));
            }
            Deed::Item(text) => {
                let new = NewItem { pair: self.pair, key: "trust".to_owned(), when: ItemMoment::Session, text };
                told(self.journal.add_item(&new));
            }
            // The same question is there once.
            Deed::Question(text) => drop(self.journal.add_question(&text)),
            Deed::Share => {
                let (paper, format) = (Paper::ALL[0], Format::ALL[0]);
                let hash = "ab".to_owned();
                told(self.journal.log_share(&NewShare {
                    pair: Some(self.pair),
                    paper,
                    format,
                    shared: 3,
                    kept: 4,
                    hash,
                    arrived: true,
                }));
            }
            Deed::Private(text) => {
                let sessions = told(self.journal.sessions(&SessionFilter::default()));
                let Some(row) = sessions.first() else { return };
                let note = format!("~ {text}\n! {text}\n{text}\n");
                let note = Some(NewText::from(&*note));
                told(self.journal.write_session(row.session.id, &SessionForm::default(), note));
            }
            Deed::SealOn => {
                if self.code.is_none() {
                    let vault =
                        told(NewVault::make(&Passphrase::new("a long walk by the river").unwrap(), Cost::FLOOR));
                    told(self.journal.seal_on(&vault));
                    self.code = Some(told(recovery_code(&vault.code().groups().join("-"))));
                }
            }
            Deed::SealOff => {
                if let Some(code) = self.code.take() {
                    let key = told(told(self.journal.key_file()).unwrap().recover(&code));
                    told(self.journal.seal_off(&key));
                }
            }
            Deed::SealLine(i, sealed) => {
                let sessions = told(self.journal.sessions(&SessionFilter::default()));
                let lines = sessions.iter().flat_map(|row| told(self.journal.note(row.session.id)).entries);
                let Some(line) = lines.collect::<Vec<_>>().get(i).map(|line| line.id) else { return };
                // A reading cannot be laid open, and without a vault nothing can be sealed.
                let _ = self.journal.edit_entry(line, &EntryForm { sealed: Some(sealed), ..EntryForm::default() });
            }
            Deed::Lock => {
                self.journal.lock();
                self.unlock();
            }
            Deed::Doctor => check(self.path),
        }
    }
}

fn check(path: &Path) {
    let checkup = told(Journal::doctor(path, clock()));
    assert!(checkup.is_sound() && !checkup.checks.iter().any(|check| check.healed), "{checkup:?}");
}

#[test]
fn every_record_has_its_sum_after_random_use() {
    let cases = if std::env::var_os("TOMONI_LONG").is_some() { 1_000 } else { 30 };
    let config = ProptestConfig { cases, ..ProptestConfig::default() };
    proptest!(config, |(deeds in proptest::collection::vec(deed(), 1..40))| {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        let (_, pair) = with_pair(&path);
        // Opened again, so that nobody takes the pair back.
        let mut using = Using { path: &path, journal: open(&path), pair, code: None };
        for deed in deeds {
            using.perform(deed);
        }
        drop(using);
        check(&path);
    });
}
