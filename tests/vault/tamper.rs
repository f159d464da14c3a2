//! Somebody has the file and writes into it: changes bytes, swaps, moves, doubles, takes away, puts back (T5, T6).

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};
use tomoni::domain::Raw;
use tomoni::domain::forms::{DraftEntry, NoteDraft, SessionForm, mark_of};
use tomoni::domain::ids::{EntryId, PairId, SessionId};
use tomoni::domain::vault::VaultState;
use tomoni::domain::views::{Binned, Note};
use tomoni::journal::vault::{Key, Unlocked};
use tomoni::journal::{Journal, Saved};
use tomoni::problem::{Problem, VaultTrouble};

use crate::support::{PASSPHRASE, clock, key, new_vault, open, session, told, trouble, with_pair};

/// How many lines of a note are sealed.
const LINES: usize = 20;

/// A closed journal with a note of sealed lines and one clear line, and whoever writes into its file.
pub struct Victim {
    _dir: tempfile::TempDir,
    pub path: PathBuf,
    pub key: Key,
    pub pair: PairId,
    pub session: SessionId,
    pub lines: Vec<EntryId>,
    pub file: Connection,
}

impl Victim {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        let (mut journal, pair) = with_pair(&path);
        told(journal.seal_on(&new_vault()));
        let text: String = (0..LINES).map(|n| format!("~ doubt number {n}\n")).collect();
        let session = session(&mut journal, pair, &format!("{text}! bring the plan\n"));
        let lines: Vec<_> = told(journal.note(session)).entries.iter().take(LINES).map(|e| e.id).collect();
        let key = told(key(&journal, PASSPHRASE));
        drop(journal);
        let file = Connection::open(&path).unwrap();
        Self { _dir: dir, path, key, pair, session, lines, file }
    }

    /// The journal, opened with its key, and what was found then.
    pub fn opens(&self) -> (Journal, Unlocked) {
        let mut journal = open(&self.path);
        let found = told(journal.unlock(&self.key));
        (journal, found)
    }

    pub fn run(&self, sql: &str, params: impl rusqlite::Params) {
        assert_eq!(self.file.execute(sql, params).unwrap(), 1, "{sql}");
    }

    fn blob(&self, table: &str, column: &str, which: EntryId) -> Vec<u8> {
        let sql = format!("SELECT {column} FROM {table} WHERE uuid = ?1");
        self.file.query_row(&sql, [which.0.as_bytes()], |row| row.get(0)).unwrap()
    }

    /// Nothing is noticed before anything was done to it.
    #[track_caller]
    fn is_whole(&self) {
        assert_eq!(self.opens().1, Unlocked::default());
    }
}

/// The note with one line more at its end, as an editor would save it.
pub fn add_line(journal: &mut Journal, session: SessionId, text: &str) -> Result<Saved, Problem> {
    let note = told(journal.note(session));
    let known = note
        .entries
        .iter()
        .map(|e| DraftEntry { raw: e.raw.text().map(str::to_owned), ..DraftEntry::untouched(Some(e.id)) });
    let entries = known.chain([DraftEntry::written(None, text)]).collect();
    let base = note.entries.iter().map(|e| (e.id, mark_of(&e.raw))).collect();
    journal.save_note(&NoteDraft {
        session,
        lead: String::new(),
        entries,
        base,
        visit: clock().now_ms(),
        born: HashSet::new(),
        knew: Default::default(),
    })
}

/// The note with another text, as it comes from outside.
fn replace_note(journal: &mut Journal, session: SessionId, text: &str) -> Result<Note, Problem> {
    journal.write_session(session, &SessionForm::default(), Some(text.into())).map(|changed| changed.note)
}

fn raw_of(journal: &Journal, session: SessionId, line: EntryId) -> Raw {
    told(journal.note(session)).entries.into_iter().find(|e| e.id == line).expect("it is still in the note").raw
}

#[test]
fn every_changed_byte_of_a_sealed_line_is_noticed_and_nothing_is_overwritten() {
    let victim = Victim::new();
    victim.is_whole();
    let line = victim.lines[7];
    let whole = victim.blob("entry", "sealed", line);
    assert_eq!(whole.len(), 1 + 4 + 24 + 256 + 16);
    let put = "UPDATE entry SET sealed = ?1 WHERE uuid = ?2";
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1 << (at % 8);
        victim.run(put, params![changed, line.0.as_bytes()]);
        let (mut journal, found) = victim.opens();
        assert_eq!((found.damaged.as_slice(), found.broken), ([line].as_slice(), false), "byte {at}");
        assert!(matches!(raw_of(&journal, victim.session, line), Raw::Damaged(_)), "byte {at}");
        if at % 16 == 0 {
            // Saved, moved, added to: the bytes stay what they are, however little they are worth.
            told(add_line(&mut journal, victim.session, "said later\n"));
            told(add_line(&mut journal, victim.session, "~ felt later\n"));
            assert_eq!(victim.blob("entry", "sealed", line), changed, "byte {at}");
            assert!(matches!(raw_of(&journal, victim.session, line), Raw::Damaged(_)));
            assert!(told(journal.note(victim.session)).text().is_none(), "never as if nothing stood there");
            let outcome = replace_note(&mut journal, victim.session, "all new\n");
            assert_eq!(trouble(outcome), VaultTrouble::LineDamaged);
            let rotated = tomoni::journal::vault::NewVault::rotated(
                &victim.key,
                &crate::support::passphrase("x"),
                tomoni::journal::vault::Cost::FLOOR,
            );
            assert_eq!(trouble(journal.rotate(&victim.key, &told(rotated))), VaultTrouble::LineDamaged);
            assert_eq!(trouble(journal.seal_off(&victim.key)), VaultTrouble::LineDamaged);
            assert_eq!(victim.blob("entry", "sealed", line), changed, "byte {at}");
        }
    }
    // Cut short, longer, empty.
    for bytes in [&whole[..whole.len() - 1], &whole[..20], &[], &[whole.as_slice(), &[0]].concat()] {
        victim.run(put, params![bytes, line.0.as_bytes()]);
        assert_eq!(victim.opens().1.damaged, [line], "{} bytes", bytes.len());
    }
    victim.run(put, params![whole, line.0.as_bytes()]);
    victim.is_whole();
    let sealed = told(victim.opens().0.vault_status()).unwrap().sealed.lines;
    assert_eq!(sealed as usize, LINES + whole.len().div_ceil(16), "and what was added is there");
}

#[test]
fn among_thousands_of_lines_the_changed_one_is_named_and_every_other_is_found() {
    // So many that they are opened by several threads.
    const MANY: usize = 3_000;
    let victim = Victim::new();
    let mut journal = victim.opens().0;
    let text: String = (0..MANY).map(|n| format!("~ worry number w{n:05}\n")).collect();
    let session = session(&mut journal, victim.pair, &text);
    let lines: Vec<_> = told(journal.note(session)).entries.iter().map(|e| e.id).collect();
    drop(journal);
    victim.is_whole();
    let whole = victim.blob("entry", "sealed", lines[1_234]);
    let mut changed = whole.clone();
    changed[99] ^= 1;
    victim.run("UPDATE entry SET sealed = ?1 WHERE uuid = ?2", params![changed, lines[1_234].0.as_bytes()]);
    let (journal, found) = victim.opens();
    assert_eq!((found.damaged.as_slice(), found.broken), ([lines[1_234]].as_slice(), false));
    let finds = |words: &str| told(journal.search_total(&told(journal.understand_search(words))));
    assert_eq!(finds("worry"), MANY - 1);
    for n in [0, 1, 1_023, 1_024, 1_233, 1_235, 2_047, 2_999] {
        assert_eq!(finds(&format!("w{n:05}")), 1, "{n}");
    }
    assert_eq!(finds("w01234"), 0);
}

#[test]
fn what_belongs_to_a_sealed_line_cannot_be_changed_beside_it() {
    let victim = Victim::new();
    let line = victim.lines[3];
    for (change, back) in
        [("kind = 'fact'", "kind = 'reading'"), ("seal_rev = seal_rev + 1", "seal_rev = seal_rev - 1")]
    {
        let sql = |set: &str| format!("UPDATE entry SET {set} WHERE uuid = ?1");
        victim.run(&sql(change), [line.0.as_bytes()]);
        let (journal, found) = victim.opens();
        assert_eq!(found.damaged, [line], "{change}");
        assert!(matches!(raw_of(&journal, victim.session, line), Raw::Damaged(_)), "{change}");
        victim.run(&sql(back), [line.0.as_bytes()]);
        victim.is_whole();
    }
}

#[test]
fn no_two_lines_can_be_swapped() {
    let victim = Victim::new();
    let plain = "SELECT sealed, seal_rev, seal_hash FROM entry WHERE uuid = ?1";
    let rows: Vec<(Vec<u8>, i64, Vec<u8>)> = (victim.lines.iter())
        .map(|id| {
            let read = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?));
            victim.file.query_row(plain, [id.0.as_bytes()], read).unwrap()
        })
        .collect();
    let whole = "UPDATE entry SET sealed = ?1, seal_rev = ?2, seal_hash = ?3 WHERE uuid = ?4";
    let put = |id: EntryId, (bytes, rev, hash): &(Vec<u8>, i64, Vec<u8>)| {
        victim.run(whole, params![bytes, rev, hash, id.0.as_bytes()]);
    };
    let mut swapped = 0;
    for a in 0..LINES {
        for b in a + 1..LINES {
            for with_hash in [false, true] {
                let mut now = [rows[b].clone(), rows[a].clone()];
                if !with_hash {
                    now[0].2.clone_from(&rows[a].2);
                    now[1].2.clone_from(&rows[b].2);
                }
                put(victim.lines[a], &now[0]);
                put(victim.lines[b], &now[1]);
                let (_, mut found) = victim.opens();
                found.damaged.sort();
                let mut expected = [victim.lines[a], victim.lines[b]];
                expected.sort();
                assert_eq!((found.damaged.as_slice(), found.broken), (expected.as_slice(), with_hash), "{a} and {b}");
                put(victim.lines[a], &rows[a]);
                put(victim.lines[b], &rows[b]);
                swapped += 1;
            }
        }
    }
    assert_eq!(swapped, LINES * (LINES - 1));
    victim.is_whole();
}

/// The columns of a line that change when it is written.
const STATE: &str = "rev, sealed, seal_rev, seal_hash, updated_ms, position, sum";

#[test]
fn an_older_state_of_a_line_does_not_come_back_unnoticed() {
    let victim = Victim::new();
    let line = victim.lines[0];
    victim.file.execute_batch(&format!("CREATE TEMP TABLE old AS SELECT uuid, {STATE} FROM entry")).unwrap();
    let (mut journal, _) = victim.opens();
    let text = told(journal.note(victim.session)).text().unwrap();
    told(replace_note(&mut journal, victim.session, &text.replace("doubt number 0\n", "doubt number 0, no more\n")));
    assert_eq!(raw_of(&journal, victim.session, line).text(), Some("~ doubt number 0, no more\n"));
    drop(journal);
    let sql =
        format!("UPDATE entry SET ({STATE}) = (SELECT {STATE} FROM old WHERE old.uuid = entry.uuid) WHERE uuid = ?1");
    victim.run(&sql, [line.0.as_bytes()]);
    let (journal, found) = victim.opens();
    // By itself the old line is as good as ever. Only the signature over all of them tells.
    assert_eq!(raw_of(&journal, victim.session, line).text(), Some("~ doubt number 0\n"));
    assert_eq!((found.damaged.len(), found.broken), (0, true));
}

/// A way to tamper with the set of sealed lines, which no single line can tell.
type Way = (&'static str, fn(&Victim));

fn ways() -> Vec<Way> {
    fn columns(victim: &Victim) -> String {
        let sql =
            "SELECT group_concat(name, ', ') FROM pragma_table_info('entry') WHERE name NOT IN ('id', 'uuid', 'doc')";
        victim.file.query_row(sql, [], |row| row.get(0)).unwrap()
    }
    fn double(victim: &Victim) {
        let columns = columns(victim);
        let sql = format!("INSERT INTO entry (uuid, {columns}) SELECT ?1, {columns} FROM entry WHERE uuid = ?2");
        victim.run(&sql, params![[7_u8; 16], victim.lines[0].0.as_bytes()]);
        // At a place of its own: where two lines claim one place, saving the note moves one of them.
        victim.run("UPDATE entry SET position = position + 1 WHERE uuid = ?1", [[7_u8; 16]]);
    }
    fn bring_from_elsewhere(victim: &Victim) {
        let other = Victim::new();
        let columns = columns(victim);
        let attach = "ATTACH ?1 AS other";
        victim.file.execute(attach, [other.path.to_str().unwrap()]).unwrap();
        let sql =
            format!("INSERT INTO entry (uuid, {columns}) SELECT uuid, {columns} FROM other.entry WHERE uuid = ?1");
        victim.run(&sql, [other.lines[0].0.as_bytes()]);
        victim.run("UPDATE entry SET position = position + 1 WHERE uuid = ?1", [other.lines[0].0.as_bytes()]);
        victim.file.execute_batch("DETACH other").unwrap();
    }
    vec![
        ("a line is gone", |v| v.run("DELETE FROM entry WHERE uuid = ?1", [v.lines[0].0.as_bytes()])),
        ("the last line is gone", |v| v.run("DELETE FROM entry WHERE uuid = ?1", [v.lines[LINES - 1].0.as_bytes()])),
        ("a line is there twice", double),
        ("a line of another journal", bring_from_elsewhere),
        ("a line that is sealed no longer", |v| {
            let sql = "UPDATE entry SET sealed = NULL, seal_rev = NULL, seal_hash = NULL WHERE uuid = ?1";
            v.run(sql, [v.lines[0].0.as_bytes()]);
        }),
        ("another count of changes", |v| v.run("UPDATE vault SET counter = counter + 1", [])),
        ("an older count of changes", |v| v.run("UPDATE vault SET counter = counter - 1", [])),
        ("another hash", |v| {
            v.run("UPDATE entry SET seal_hash = zeroblob(32) WHERE uuid = ?1", [v.lines[0].0.as_bytes()]);
        }),
        ("another signature", |v| v.run("UPDATE vault SET manifest = zeroblob(32)", [])),
        ("a signature of one bit less", |v| {
            let mut manifest: Vec<u8> = v.file.query_row("SELECT manifest FROM vault", [], |r| r.get(0)).unwrap();
            manifest[31] ^= 1;
            v.run("UPDATE vault SET manifest = ?1", [manifest]);
        }),
    ]
}

#[test]
fn what_was_done_to_the_set_of_sealed_lines_is_told_and_nothing_is_signed_over_it() {
    for (what, tamper) in ways() {
        let victim = Victim::new();
        victim.is_whole();
        tamper(&victim);
        let (mut journal, found) = victim.opens();
        assert!(found.broken, "{what}");
        let sealed = || -> Vec<(Vec<u8>, Vec<u8>)> {
            let sql = "SELECT uuid, sealed FROM entry WHERE sealed IS NOT NULL ORDER BY uuid";
            let mut statement = victim.file.prepare(sql).unwrap();
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
        };
        let vault = || -> (i64, Vec<u8>) {
            victim.file.query_row("SELECT counter, manifest FROM vault", [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap()
        };
        let before = (sealed(), vault());
        let kept = victim.lines[5];

        // What changes what is sealed is refused.
        let refused = |outcome: Result<(), Problem>| assert_eq!(trouble(outcome), VaultTrouble::SealsBroken, "{what}");
        refused(add_line(&mut journal, victim.session, "~ one more\n").map(drop));
        refused(journal.note_for_later(victim.pair, "~ one for later").map(drop));
        refused(journal.seal_note(victim.session, true));
        let form = tomoni::domain::forms::EntryForm { sealed: Some(false), ..Default::default() };
        refused(journal.edit_entry(kept, &form).map(drop));
        let rotated = tomoni::journal::vault::NewVault::rotated(
            &victim.key,
            &crate::support::passphrase("x"),
            tomoni::journal::vault::Cost::FLOOR,
        );
        let damaged = !found.damaged.is_empty();
        let outcome = journal.rotate(&victim.key, &told(rotated));
        assert!(matches!(trouble(outcome), VaultTrouble::SealsBroken), "{what}");
        assert_eq!((sealed(), vault()), before, "{what}: nothing was written");

        // Everything else goes on. Into the bin and out again changes nothing of what is sealed.
        told(journal.delete(Binned::Entry(kept)));
        told(journal.restore(Binned::Entry(kept)));
        assert_eq!(raw_of(&journal, victim.session, kept).text(), Some("~ doubt number 5\n"), "{what}");
        let saved = add_line(&mut journal, victim.session, "said in spite of it\n");
        assert!(saved.is_ok(), "{what}: {:?}", saved.err());
        told(journal.add_pair(&tomoni::domain::forms::PairForm { name: Some("Mori".into()), ..Default::default() }));
        let search = told(journal.understand_search("\"doubt number 5\""));
        assert_eq!(told(journal.search(&search, None, 9)).hits.len(), 1, "{what}");
        assert_eq!((sealed(), vault()), before, "{what}: nothing was written");

        // Somebody has seen it, and goes on.
        told(journal.accept_seals());
        told(add_line(&mut journal, victim.session, "~ one more\n"));
        drop(journal);
        let (_, found) = victim.opens();
        assert_eq!((found.broken, !found.damaged.is_empty()), (false, damaged), "{what}");
    }
}

#[test]
fn the_bin_is_not_emptied_of_sealed_lines_without_the_key_and_with_it_nothing_breaks() {
    let victim = Victim::new();
    let (mut journal, _) = victim.opens();
    told(journal.delete(Binned::Entry(victim.lines[0])));
    drop(journal);
    let mut journal = open(&victim.path);
    assert_eq!(trouble(journal.empty_bin()), VaultTrouble::Locked);
    assert_eq!(told(journal.bin()).len(), 1, "it is still there");
    told(journal.unlock(&victim.key));
    assert_eq!(told(journal.empty_bin()), 1);
    told(add_line(&mut journal, victim.session, "~ one more\n"));
    drop(journal);
    victim.is_whole();
    assert!(!Path::new(&victim.path).with_extension("db-journal").exists());
}

#[test]
fn a_vault_that_was_taken_away_is_no_journal_without_one() {
    let victim = Victim::new();
    victim.run("DELETE FROM vault", []);
    let mut journal = open(&victim.path);
    assert_eq!(told(journal.vault_state()), VaultState::Locked);
    assert_eq!(trouble(add_line(&mut journal, victim.session, "~ one more\n")), VaultTrouble::Locked);
    assert_eq!(trouble(journal.key_file()), VaultTrouble::SlotDamaged);
    assert_eq!(trouble(journal.seal_on(&new_vault())), VaultTrouble::SlotDamaged);
}

#[test]
fn a_line_sealed_elsewhere_with_the_same_key_and_count_is_not_taken_for_what_was_written() {
    let victim = Victim::new();
    let copy = victim.path.with_file_name("copy.db");
    std::fs::copy(&victim.path, &copy).unwrap();
    let edit = |path: &Path, words: &str| {
        let mut journal = open(path);
        told(journal.unlock(&victim.key));
        let text = told(journal.note(victim.session)).text().unwrap();
        told(replace_note(&mut journal, victim.session, &text.replace("doubt number 0\n", words)));
    };
    edit(&victim.path, "doubt number 0, here\n");
    edit(&copy, "doubt number 0, there\n");
    let line = victim.lines[0];
    let there = Connection::open(&copy).unwrap();
    let sql = "SELECT sealed, seal_rev FROM entry WHERE uuid = ?1";
    let (bytes, rev): (Vec<u8>, i64) =
        there.query_row(sql, [line.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    victim
        .run("UPDATE entry SET sealed = ?2 WHERE uuid = ?1 AND seal_rev = ?3", params![line.0.as_bytes(), bytes, rev]);
    let (journal, found) = victim.opens();
    assert_eq!(found.damaged, [line]);
    assert!(matches!(raw_of(&journal, victim.session, line), Raw::Damaged(_)));
}

#[test]
fn a_note_is_sealed_with_what_was_thrown_away_of_it() {
    let victim = Victim::new();
    let (mut journal, _) = victim.opens();
    let whole = told(journal.note(victim.session));
    let promise = whole.entries.last().unwrap().id;
    told(journal.delete(Binned::Entry(promise)));
    told(journal.seal_note(victim.session, true));
    let binned = told(journal.bin());
    let sealed: Option<Vec<u8>> = victim
        .file
        .query_row("SELECT sealed FROM entry WHERE uuid = ?1", [promise.0.as_bytes()], |row| row.get(0))
        .unwrap();
    assert!(sealed.is_some() && binned.len() == 1);
}
