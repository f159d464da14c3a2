//! What a sealed line says lies readable nowhere, in the bin neither, whichever way the line was sealed and whichever line
//! of the bin says it.

use tomoni::domain::forms::{EntryForm, SessionForm};
use tomoni::domain::ids::{PairId, SessionId};
use tomoni::domain::views::Binned;
use tomoni::journal::{Journal, NewText};

use crate::desk::Desk;
use crate::scan::{CANARIES, Scan};
use crate::support::{PASSPHRASE, key, new_vault, session, told, with_pair};

/// A journal, with one sentence that is readable at first.
struct Stage {
    journal: Journal,
    pair: PairId,
    words: String,
}

impl Stage {
    fn note(&mut self, marker: &str) -> SessionId {
        let text = format!("= monday\n{marker}{}\n", self.words);
        session(&mut self.journal, self.pair, &text)
    }

    /// Another program writes the note.
    fn rewrite(&mut self, id: SessionId, line: &str) {
        self.rewrite_over(id, line, None);
    }

    fn rewrite_over(&mut self, id: SessionId, line: &str, base: Option<&str>) {
        let text = format!("= monday\n{line}\n");
        let new = NewText { text: &text, base, may_be_empty: false };
        told(self.journal.write_session(id, &SessionForm::default(), Some(new)));
    }

    fn line(&self, id: SessionId) -> tomoni::domain::ids::EntryId {
        told(self.journal.note(id)).entries[1].id
    }

    fn delete_line(&mut self, id: SessionId) {
        let line = self.line(id);
        told(self.journal.delete(Binned::Entry(line)));
    }

    fn unlock(&mut self) {
        let key = told(key(&self.journal, PASSPHRASE));
        told(self.journal.unlock(&key));
    }
}

type Way = (&'static str, fn(&mut Stage));

/// Each ends with a sealed line that says the words; the vault is open at the beginning.
const WAYS: [Way; 14] = [
    ("another program gives the line its marker", |stage| {
        let id = stage.note("= ");
        stage.rewrite(id, &format!("~ {}", stage.words));
    }),
    ("another program, over a base", |stage| {
        let id = stage.note("= ");
        let base = told(stage.journal.note(id)).text().unwrap();
        stage.rewrite_over(id, &format!("~ {}", stage.words), Some(&base));
    }),
    ("another program, with other words", |stage| {
        let id = stage.note("= ");
        stage.rewrite(id, &format!("~ so: {}!", stage.words));
    }),
    ("sealed by hand after it was reworded", |stage| {
        let id = stage.note("= ");
        stage.rewrite(id, &format!("= so: {}!", stage.words));
        let by_hand = EntryForm { sealed: Some(true), ..EntryForm::default() };
        let line = stage.line(id);
        told(stage.journal.edit_entry(line, &by_hand));
    }),
    ("a whole note that was reworded", |stage| {
        let id = stage.note("= ");
        stage.rewrite(id, &format!("= so: {}!", stage.words));
        told(stage.journal.seal_note(id, true));
    }),
    ("typed into the desk, beside what was deleted", |stage| {
        let id = stage.note("= ");
        stage.delete_line(id);
        Desk::new(&mut stage.journal, stage.pair).types(&mut stage.journal, &format!("~ {}\n", stage.words));
    }),
    ("the desk takes the line out and writes it as a reading", |stage| {
        let id = stage.note("= ");
        let mut desk = Desk::on(&stage.journal, id);
        desk.has(&mut stage.journal, "= monday\n");
        Desk::on(&stage.journal, id).has(&mut stage.journal, &format!("= monday\n~ {}\n", stage.words));
    }),
    ("a line for later", |stage| {
        let id = stage.note("! ");
        stage.delete_line(id);
        told(stage.journal.note_for_later(stage.pair, &format!("~ {}", stage.words)));
    }),
    ("a line for later, and the session in the bin", |stage| {
        let id = stage.note("! ");
        told(stage.journal.delete(Binned::Session(id)));
        told(stage.journal.note_for_later(stage.pair, &format!("~ {}", stage.words)));
    }),
    ("deleted where a sealed line says the same", |stage| {
        let id = stage.note("! ");
        told(stage.journal.note_for_later(stage.pair, &format!("~ {}", stage.words)));
        stage.delete_line(id);
    }),
    ("deleted while the vault was locked", |stage| {
        told(stage.journal.note_for_later(stage.pair, &format!("~ {}", stage.words)));
        stage.journal.lock();
        let id = stage.note("! ");
        stage.delete_line(id);
        stage.unlock();
    }),
    ("deleted with its session while the vault was locked", |stage| {
        told(stage.journal.note_for_later(stage.pair, &format!("~ {}", stage.words)));
        stage.journal.lock();
        let id = stage.note("= ");
        told(stage.journal.delete(Binned::Session(id)));
        stage.unlock();
    }),
    ("brought back into the bin by undo", |stage| {
        let id = stage.note("= ");
        let line = stage.line(id);
        stage.delete_line(id);
        told(stage.journal.restore(Binned::Entry(line)));
        Desk::on(&stage.journal, id).has(&mut stage.journal, "= monday\n= another day\n");
        told(stage.journal.note_for_later(stage.pair, &format!("~ {}", stage.words)));
        let later = told(stage.journal.pair_desk(stage.pair, None, tomoni::domain::views::Window::Oldest(1))).later;
        let by_hand = EntryForm { sealed: Some(true), ..EntryForm::default() };
        told(stage.journal.edit_entry(later[0].id, &by_hand));
        // Back to where the line had been restored, and into the bin again.
        for _ in 0..4 {
            told(stage.journal.undo());
        }
        told(stage.journal.note_for_later(stage.pair, &format!("~ {}", stage.words)));
    }),
    ("another line of the bin quotes it", |stage| {
        let id = stage.note("! ask about: ");
        stage.delete_line(id);
        let id = stage.note("= ");
        stage.rewrite(id, &format!("~ {}", stage.words));
    }),
];

/// The words are nowhere, whatever is done next; and they are there once the vault is open.
fn are_sealed(stage: &mut Stage, scan: &Scan, canary: usize, folder: &std::path::Path, way: &str) {
    scan.finds_none_of(&[canary], folder, way);
    let checkup = told(Journal::doctor(stage.journal.path(), crate::support::clock()));
    assert!(checkup.is_sound(), "{way}: {checkup:?}");
    for _ in 0..6 {
        told(stage.journal.undo());
        scan.finds_none_of(&[canary], folder, &format!("{way}, taken back"));
    }
    for _ in 0..6 {
        told(stage.journal.redo());
        scan.finds_none_of(&[canary], folder, &format!("{way}, done again"));
    }
    stage.journal.lock();
    let said = told(stage.journal.bin()).into_iter().filter(|item| item.label.contains(CANARIES[canary].mark)).count();
    assert_eq!(said, 0, "{way}: the bin says it without the key");
}

#[test]
fn what_a_sealed_line_says_lies_readable_nowhere_in_the_bin() {
    let scan = Scan::new();
    let mut tried = 0;
    for (way, act) in WAYS {
        for canary in [1, 12] {
            let dir = tempfile::tempdir().unwrap();
            let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
            told(journal.seal_on(&new_vault()));
            let mut stage = Stage { journal, pair, words: CANARIES[canary].sentence() };
            act(&mut stage);
            let found = told(stage.journal.understand_search(&format!("\"{}\"", CANARIES[canary].mark)));
            assert!(!told(stage.journal.search(&found, None, 5)).hits.is_empty(), "{way}: it is there with the key");
            are_sealed(&mut stage, &scan, canary, dir.path(), way);
            tried += 1;
        }
    }
    println!("{tried} ways and texts");
}

#[test]
fn making_a_vault_seals_what_the_bin_has_of_a_reading() {
    let scan = Scan::new();
    let before: [Way; 3] = [
        ("another program gave the line its marker", |stage| {
            let id = stage.note("= ");
            stage.rewrite(id, &format!("~ {}", stage.words));
        }),
        ("the line was reworded before", |stage| {
            let id = stage.note("= ");
            stage.rewrite(id, &format!("= so: {}!", stage.words));
            stage.rewrite(id, &format!("~ so: {}!", stage.words));
        }),
        ("another line with the words was deleted", |stage| {
            let id = stage.note("! ");
            stage.delete_line(id);
            stage.note("~ ");
        }),
    ];
    for (way, act) in before {
        for canary in [1, 12] {
            let dir = tempfile::tempdir().unwrap();
            let (journal, pair) = with_pair(&dir.path().join("journal.db"));
            let mut stage = Stage { journal, pair, words: CANARIES[canary].sentence() };
            act(&mut stage);
            // A copy that has it all readable.
            told(stage.journal.back_up(None, tomoni::files::Standing::Stays, &mut |_, _| true));
            assert_eq!(scan.folder(dir.path()).len(), 2, "{way}: it is readable so far");
            let done = told(stage.journal.seal_on(&new_vault()));
            assert!(done.lines >= 2, "{way}: {done:?}");
            are_sealed(&mut stage, &scan, canary, dir.path(), way);
        }
    }
}

/// Words that have nothing in common with anything sealed stay as they are.
#[test]
fn what_the_bin_has_of_nobody_else_stays_readable() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    told(journal.seal_on(&new_vault()));
    let mut stage = Stage { journal, pair, words: CANARIES[12].sentence() };
    let id = stage.note("! ");
    stage.delete_line(id);
    told(stage.journal.note_for_later(pair, "~ she seemed tired, and glad of the talk"));
    let bin = told(stage.journal.bin());
    assert!(bin.iter().any(|item| !item.locked && item.label.contains(CANARIES[12].mark)), "{bin:?}");
    stage.journal.lock();
    assert!(told(stage.journal.bin()).iter().all(|item| !item.locked));
}
