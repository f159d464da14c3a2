//! What was sealed is nowhere readable any more: not in the journal, not beside it, not in a copy of it (T1, T2, T3).

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tomoni::domain::forms::{EntryForm, Settlement};
use tomoni::domain::ids::{EntryId, PairId, SessionId};
use tomoni::domain::views::Binned;
use tomoni::domain::{EntryState, Raw};
use tomoni::files::Standing;
use tomoni::journal::Journal;
use tomoni::journal::vault::{Cost, NewVault};

use crate::desk::Desk;
use crate::scan::{CANARIES, Scan};
use crate::support::{PASSPHRASE, clock, key, new_vault, open, passphrase, session, told, with_pair};

/// A journal of the first schema, in which nothing was ever sealed.
const V1: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v1.db");
const SIZES: [usize; 4] = [80, 900, 9_000, 90_000];

/// The canaries by what becomes of them: what stood in a journal of an older program.
const OLD: usize = 0;
/// Readings that were there before the vault was.
const READINGS: [usize; 8] = [1, 2, 3, 4, 10, 11, 12, 13];
/// Facts that are sealed by hand, later.
const FACTS: [usize; 2] = [5, 14];
/// What became of a promise that is sealed by hand.
const RESULT: usize = 15;
/// Lines of a note that is sealed as a whole.
const WHOLE: [usize; 2] = [6, 16];
/// Readings born when the vault is open.
const BORN: [usize; 2] = [7, 17];
/// Facts at first, readings after some saves, with the vault open.
const TURNED: [usize; 2] = [8, 18];
/// Caught in between, for the next meeting.
const LATER: usize = 9;
/// Stays readable all the time: the scan has to find it to the end.
const CLEAR: usize = 19;

struct Place {
    /// Everything that is scanned.
    dir: tempfile::TempDir,
    scan: Scan,
    sealed: Vec<usize>,
}

impl Place {
    fn journal(&self) -> PathBuf {
        self.dir.path().join("data/journal.db")
    }

    /// From now on nothing of these may be anywhere, and what is readable is found.
    #[track_caller]
    fn are_sealed(&mut self, more: &[usize], when: &str) {
        self.sealed.extend(more);
        self.scan.finds_none_of(&self.sealed, self.dir.path(), when);
        assert!(self.found().contains(&CLEAR), "{when}: the scan sees nothing at all");
        let checkup = told(Journal::doctor(&self.journal(), clock()));
        assert!(checkup.is_sound(), "{when}: {checkup:?}");
    }

    /// Everything that is found anywhere.
    fn found(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.scan.folder(self.dir.path()).into_iter().flat_map(|(_, found)| found).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Puts a private line into a journal of schema 1, as a program of its time would have.
fn plant(path: &Path, text: &str) {
    let conn = rusqlite::Connection::open(path).unwrap();
    let hash = &Sha256::digest(text.as_bytes())[..8];
    let sql = "UPDATE entry SET raw = ?1, raw_hash = ?2 WHERE id = (SELECT min(id) FROM entry WHERE kind = 'reading')";
    assert_eq!(conn.execute(sql, rusqlite::params![text, hash]).unwrap(), 1);
}

fn search(journal: &Journal, canary: usize) -> usize {
    let search = told(journal.understand_search(&format!("\"{}\"", CANARIES[canary].mark)));
    told(journal.search(&search, None, 50)).hits.len()
}

fn back_up(journal: &Journal) -> PathBuf {
    told(journal.back_up(None, Standing::Stays, &mut |_, _| true)).path
}

fn line(journal: &Journal, session: SessionId) -> EntryId {
    told(journal.note(session)).entries[0].id
}

/// A note of one line that grew to this.
fn typed(journal: &mut Journal, pair: PairId, text: &str) -> SessionId {
    let mut desk = Desk::new(journal, pair);
    desk.types(journal, text);
    desk.session
}

#[test]
fn nothing_that_was_sealed_can_be_read_from_any_file() {
    let mut place = Place { dir: tempfile::tempdir().unwrap(), scan: Scan::new(), sealed: Vec::new() };
    let path = place.journal();
    std::fs::create_dir(path.parent().unwrap()).unwrap();
    std::fs::copy(V1, &path).unwrap();
    plant(&path, &CANARIES[OLD].line("~ ", 9_000));
    // Opening it brings it to the newest schema, and leaves a copy of what it was.
    let mut journal = open(&path);
    let pair = told(journal.pairs())[0].pair.id;

    for (canary, size) in READINGS.into_iter().zip(SIZES.into_iter().cycle()) {
        // Half of them begin as facts, and get their marker last.
        let mut desk = Desk::new(&mut journal, pair);
        let marker = if canary % 2 == 0 { "" } else { "~ " };
        desk.types(&mut journal, &CANARIES[canary].line(marker, size));
        desk.has(&mut journal, &CANARIES[canary].line("~ ", size));
    }
    let facts = FACTS.map(|canary| typed(&mut journal, pair, &CANARIES[canary].line("", 9_000)));
    let promise = typed(&mut journal, pair, "! bring the plan\n");
    let promise = line(&journal, promise);
    let result = Some(CANARIES[RESULT].line("", 900));
    told(journal.settle(promise, &Settlement { result, ..Settlement::plain(EntryState::Done) }));
    let text: String = WHOLE.iter().map(|canary| CANARIES[*canary].line("= ", 900)).collect();
    let whole = typed(&mut journal, pair, &text);
    told(journal.note_for_later(pair, &CANARIES[LATER].line("~ ", 80)));
    typed(&mut journal, pair, &CANARIES[CLEAR].line("! ", 900));
    for canary in READINGS.into_iter().chain(FACTS) {
        assert!(search(&journal, canary) > 0, "{}", CANARIES[canary].mark);
    }
    back_up(&journal);
    // Given away before: outside, and nobody's business here.
    let mut given_away = tempfile::tempfile().unwrap();
    told(journal.export(&mut given_away, Path::new("archive.json"), &mut |_, _| true));
    // A note that had no place in the journal any more.
    let kept = told(journal.keep_text("nothing of anybody\n"));
    back_up(&journal);

    // All of it is readable so far, in the journal and in each of its copies: the scan does find.
    let readable = place.scan.folder(place.dir.path());
    let names: Vec<_> = readable.iter().map(|(path, _)| path.strip_prefix(place.dir.path()).unwrap()).collect();
    assert_eq!(readable.len(), 4, "{names:?}");
    for (file, found) in &readable {
        let expected = if file.to_string_lossy().contains("before-schema") { 1 } else { 16 };
        assert_eq!(found.len(), expected, "{}", file.display());
    }

    let new = new_vault();
    let done = told(journal.seal_on(&new));
    assert_eq!((done.copies.sealed.len(), done.copies.unreached.as_slice()), (3, [kept].as_slice()));
    place.are_sealed(&[OLD, LATER], "the vault was made");
    place.are_sealed(&READINGS, "the vault was made");
    assert_eq!(place.found(), [5, 6, 14, 15, 16, CLEAR], "what is not private stays readable");

    let born = BORN.map(|canary| typed(&mut journal, pair, &CANARIES[canary].line("~ ", 9_000)));
    place.are_sealed(&BORN, "born sealed");
    for canary in TURNED {
        let mut desk = Desk::new(&mut journal, pair);
        desk.types(&mut journal, &CANARIES[canary].line("", 9_000));
        assert!(place.found().contains(&canary), "readable while it is a fact");
        // A copy is made at the worst of times.
        back_up(&journal);
        desk.has(&mut journal, &CANARIES[canary].line("~ ", 9_000));
        place.are_sealed(&[canary], "a fact became a reading");
    }
    assert!(journal.take_unreached().is_empty(), "every copy was reached");
    for canary in READINGS.into_iter().chain(BORN).chain(TURNED).chain([OLD]) {
        assert!(search(&journal, canary) > 0, "{} is found while the vault is open", CANARIES[canary].mark);
        place.are_sealed(&[], "it was searched for");
    }

    // Edited, deleted, taken back, deleted for good.
    let mut desk = Desk::on(&journal, born[0]);
    desk.has(&mut journal, &CANARIES[BORN[0]].line("~ and besides ", 900));
    place.are_sealed(&[], "a sealed line was edited");
    // What is a fact again stays sealed.
    desk.has(&mut journal, &CANARIES[BORN[0]].line("", 900));
    place.are_sealed(&[], "a sealed line lost its marker");
    for session in born {
        let line = line(&journal, session);
        told(journal.delete(Binned::Entry(line)));
        place.are_sealed(&[], "a sealed line is in the bin");
    }
    told(journal.undo());
    told(journal.undo());
    told(journal.redo());
    place.are_sealed(&[], "changes were taken back");
    assert!(told(journal.empty_bin()) > 0);
    place.are_sealed(&[], "the bin was emptied");

    back_up(&journal);
    let by_hand = EntryForm { sealed: Some(true), ..EntryForm::default() };
    for (canary, session) in FACTS.into_iter().zip(facts) {
        let line = line(&journal, session);
        let sealed = told(journal.edit_entry(line, &by_hand));
        assert!(matches!(sealed.raw, Raw::Opened(_)));
        place.are_sealed(&[canary], "a line was sealed by hand");
    }
    told(journal.edit_entry(promise, &by_hand));
    place.are_sealed(&[RESULT], "a promise was sealed with its result");
    told(journal.undo());
    place.are_sealed(&[], "taking back lays nothing open");
    told(journal.seal_note(whole, true));
    place.are_sealed(&WHOLE, "a whole note was sealed");
    assert!(journal.take_unreached().is_empty(), "every copy was reached");

    // What is given away from now on is made while the vault is open, and holds nothing of it.
    let archive = place.dir.path().join("archive.json");
    let mut file = std::fs::File::create_new(&archive).unwrap();
    told(journal.export(&mut file, &archive, &mut |_, _| true));
    drop(file);
    assert!(std::fs::read_to_string(&archive).unwrap().contains("\"sealed\":\"AQ"), "the sealed bytes are in it");
    place.are_sealed(&[], "everything was exported");

    // With everything sealed: another key, another passphrase, and closed.
    let old = told(key(&journal, PASSPHRASE));
    let rotated = told(NewVault::rotated(&old, &passphrase(PASSPHRASE), Cost::FLOOR));
    told(journal.rotate(&old, &rotated));
    place.are_sealed(&[], "the vault has another key");
    let current = told(key(&journal, PASSPHRASE));
    told(journal.change_passphrase(&current, &passphrase("another one"), Cost::FLOOR));
    place.are_sealed(&[], "the vault has another passphrase");
    back_up(&journal);
    journal.lock();
    drop(journal);
    place.are_sealed(&[], "the journal was closed");
    assert_eq!(place.found(), [CLEAR]);
}

#[test]
fn making_a_vault_leaves_alone_what_others_have_put_beside_the_journal() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    session(&mut journal, pair, "~ kakushigoto\n");
    back_up(&journal);
    let mut foreign = Vec::new();
    for folder in [".tomoni-", ".tomoni-notes", ".tomoni-Xy12Zq", "backups/.tomoni-photos.unfinished"] {
        std::fs::create_dir_all(dir.path().join(folder).join("inside")).unwrap();
        for file in ["journal.db", "draft", "lock", "inside/letter"] {
            foreign.push(dir.path().join(folder).join(file));
        }
    }
    foreign.extend([".tomoni-Xy12Zq.unfinished", "backups/.tomoni-letter"].map(|file| dir.path().join(file)));
    for file in &foreign {
        std::fs::write(file, file.as_os_str().as_encoded_bytes()).unwrap();
    }
    // A backup that is being made at this moment.
    let to = dir.path().join("backups/running.db");
    let guard = tomoni::files::Guard::of(&path);
    let target = guard.target(&to, tomoni::files::Writing::Backup, tomoni::files::Standing::Stays).unwrap();
    let running = tomoni::files::Draft::new(target).unwrap();
    told(journal.seal_on(&new_vault()));
    std::fs::write(running.path(), "all of it").unwrap();
    running.put().unwrap();
    assert_eq!(std::fs::read_to_string(to).unwrap(), "all of it");
    for file in &foreign {
        assert_eq!(std::fs::read(file).unwrap(), file.as_os_str().as_encoded_bytes(), "{}", file.display());
    }
}
