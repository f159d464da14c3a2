//! Texts that come from outside the program: nothing that they replace is lost, and nothing becomes wider by them.

use std::collections::HashSet;
use std::path::Path;

use tomoni::capture;
use tomoni::domain::forms::{DraftEntry, EntryForm, NewLine, NewSession, NoteDraft, PairForm, SessionForm, mark_of};
use tomoni::domain::ids::{PairId, SessionId};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::views::{Binned, Rewritten, Window};
use tomoni::domain::{Entry, Visibility};
use tomoni::i18n::Lang;
use tomoni::journal::{Journal, NewText, SessionFilter};
use tomoni::problem::Problem;

use crate::clock;

fn ok<T>(result: Result<T, Problem>) -> T {
    result.map_err(|p| p.message(Lang::En)).unwrap()
}

struct Home {
    dir: tempfile::TempDir,
    pair: PairId,
}

impl Home {
    fn new() -> (Self, Journal) {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = ok(Journal::open_or_create(&dir.path().join("journal.db"), clock()));
        let pair = ok(journal.add_pair(&PairForm { name: Some("Aiko".into()), ..PairForm::default() })).pair.id;
        (Self { dir, pair }, journal)
    }

    fn path(&self) -> std::path::PathBuf {
        self.dir.path().join("journal.db")
    }
}

fn session(journal: &mut Journal, pair: PairId, text: &str) -> SessionId {
    let new = NewSession {
        pair,
        at: clock().now(),
        status: SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: String::new(),
        text: text.to_owned(),
    };
    ok(journal.add_session(&new)).row.session.id
}

fn rewrite(journal: &mut Journal, id: SessionId, new: NewText<'_>) -> Rewritten {
    ok(journal.write_session(id, &SessionForm::default(), Some(new))).rewritten
}

fn lines(journal: &Journal, id: SessionId) -> Vec<String> {
    let entries = ok(journal.note(id)).entries;
    entries.iter().map(|e| e.raw.text().unwrap().trim_end().to_owned()).collect()
}

fn bin(journal: &Journal) -> Vec<String> {
    ok(journal.bin()).into_iter().map(|item| item.label).collect()
}

#[test]
fn what_a_text_replaces_lies_in_the_bin_and_is_counted() {
    let (home, mut journal) = Home::new();
    let id = session(&mut journal, home.pair, "first\n! draft the handover note\nlast\n");
    let text = "first\n! draft the handover notes\nsomething quite new";
    let done = rewrite(&mut journal, id, text.into());
    assert_eq!(done, Rewritten { changed: 1, added: 1, binned: 1, ..Rewritten::default() });
    let mut binned = bin(&journal);
    binned.sort();
    assert_eq!(binned, ["! draft the handover note", "last"]);
    for item in ok(journal.bin()) {
        let Binned::Entry(_) = item.what else { panic!("a line") };
        ok(journal.restore(item.what));
    }
    assert_eq!(lines(&journal, id).len(), 5);
    let same = ok(journal.note(id)).text().unwrap();
    assert_eq!(rewrite(&mut journal, id, same.as_str().into()), Rewritten::default());
    assert!(bin(&journal).is_empty(), "the same text replaces nothing");
}

#[test]
fn a_note_is_not_emptied_by_accident() {
    let (home, mut journal) = Home::new();
    let id = session(&mut journal, home.pair, "first\n");
    for text in ["", "\n \n"] {
        let new = NewText { text, base: None, may_be_empty: false };
        assert!(matches!(
            journal.write_session(id, &SessionForm::default(), Some(new)),
            Err(Problem::Empty(tomoni::problem::Missing::Note))
        ));
    }
    assert_eq!(lines(&journal, id), ["first"]);
    let done = rewrite(&mut journal, id, NewText { text: "", base: None, may_be_empty: true });
    assert_eq!((done.binned, bin(&journal)), (1, vec!["first".to_owned()]));
}

#[test]
fn a_base_keeps_what_others_wrote() {
    let base = "one apple\ntwo pears\nthree plums\nfour figs\n";
    let mine = "one apple pie\ntwo pears\nfour figs\nfive limes\n";
    for (theirs, expected, merged) in [
        (base, &["one apple pie", "two pears", "four figs", "five limes"][..], false),
        (
            "one apple\ntwo pears\nthree plums\nfour figs\nsix dates\n",
            &["one apple pie", "two pears", "four figs", "five limes", "six dates"],
            true,
        ),
        (
            "one apple cake\ntwo pears\nthree plums\nfour figs\n",
            &["one apple cake", "one apple pie", "two pears", "four figs", "five limes"],
            true,
        ),
        (
            "one apple\ntwo pears\nthree plums, stoned\nfour figs\n",
            &["one apple pie", "two pears", "three plums, stoned", "four figs", "five limes"],
            true,
        ),
        ("one apple\nthree plums\nfour figs\n", &["one apple pie", "four figs", "five limes"], false),
    ] {
        let (home, mut journal) = Home::new();
        let id = session(&mut journal, home.pair, base);
        rewrite(&mut journal, id, theirs.into());
        let done = rewrite(&mut journal, id, NewText { text: mine, base: Some(base), may_be_empty: false });
        let mut now = lines(&journal, id);
        let mut wanted: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        now.sort();
        wanted.sort();
        assert_eq!((now, done.merged), (wanted, merged), "{theirs}");
    }
}

/// Every text that any line has, in the note, in the bin, or anywhere else.
fn everything(path: &Path) -> String {
    let file = rusqlite::Connection::open(path).unwrap();
    let mut rows = file.prepare("SELECT raw FROM entry").unwrap();
    let texts = rows.query_map([], |row| row.get::<_, String>(0)).unwrap();
    texts.map(Result::unwrap).collect()
}

/// Does it again until nobody else is writing.
fn patiently<T>(mut act: impl FnMut() -> Result<T, Problem>) -> T {
    loop {
        match act() {
            Err(Problem::Busy) => {}
            done => return ok(done),
        }
    }
}

#[test]
fn nothing_that_anybody_wrote_is_lost_between_shells_and_desks() {
    let each = if std::env::var_os("TOMONI_LONG").is_some() { 500 } else { 100 };
    let (home, mut journal) = Home::new();
    let id = session(&mut journal, home.pair, "where it all began\n");
    let path = home.path();
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut journal = patiently(|| Journal::open(&path, clock()));
                for n in 0..each {
                    let line = format!("line {n} of writer {writer}.\n");
                    let note = patiently(|| journal.note(id));
                    let seen = note.text().unwrap();
                    if writer == 3 {
                        let known = note.entries.iter().map(|e| DraftEntry::written(Some(e.id), e.raw.text().unwrap()));
                        let draft = NoteDraft {
                            session: id,
                            lead: String::new(),
                            entries: known.chain([DraftEntry::written(None, &line)]).collect(),
                            base: note.entries.iter().map(|e| (e.id, mark_of(&e.raw))).collect(),
                            visit: 0,
                            born: HashSet::new(),
                            knew: Default::default(),
                        };
                        patiently(|| journal.save_note(&draft));
                        continue;
                    }
                    // One shell appends, one begins anew, one merges.
                    let text = if writer == 1 { line.clone() } else { format!("{seen}{line}") };
                    let base = (writer == 2).then_some(seen.as_str());
                    let new = NewText { text: &text, base, may_be_empty: false };
                    patiently(|| journal.write_session(id, &SessionForm::default(), Some(new)));
                }
            })
        })
        .collect();
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    let everything = everything(&path);
    let written = (0..4).flat_map(|writer| (0..each).map(move |n| format!("line {n} of writer {writer}.")));
    let lost: Vec<String> = written.filter(|line| !everything.contains(line.as_str())).collect();
    assert!(lost.is_empty(), "{} of {}: {lost:?}", lost.len(), each * 4);
}

const WORDS: &str = "kumquat rutabaga persimmon quinceleaf";

#[test]
fn what_comes_from_outside_is_no_wider_than_the_line_it_quotes() {
    type WayIn = (&'static str, fn(&mut Journal, PairId, SessionId, &str));
    let ways: [WayIn; 5] = [
        ("a line for later", |journal, pair, _, words| drop(ok(journal.note_for_later(pair, &format!("! {words}"))))),
        ("a new session", |journal, pair, _, words| {
            session(journal, pair, &format!("! and {words}\n= {words}"));
        }),
        ("the same note", |journal, _, id, words| {
            let text = ok(journal.note(id)).text().unwrap();
            rewrite(journal, id, format!("{text}! {words}\n= so: {words}\n").as_str().into());
        }),
        ("a note that moves a line", |journal, _, id, words| {
            rewrite(journal, id, format!("! call the office: {words}\n= so it is: {words}\n").as_str().into());
        }),
        ("the wrap-up", |journal, _, id, words| {
            drop(ok(journal.add_lines(id, &[NewLine::typed(format!("! {words}"))])))
        }),
    ];
    let reaches = [
        ("", Visibility::Private, None),
        ("", Visibility::Private, Some(Visibility::Private)),
        ("! ", Visibility::Private, Some(Visibility::Private)),
        ("~ ", Visibility::Private, None),
        ("! ", Visibility::Partner, None),
    ];
    for (way, act) in ways {
        for (marker, widest, chosen) in reaches {
            // What nobody sees between the letters makes no other words of them.
            let unseen = WORDS.replace("ab", "a\u{ad}b").replace("qu", "q\u{200b}u");
            for words in [WORDS, "rutabaga persimmon quinceleaf", &unseen] {
                // Nobody chose anything for a fact: its words are known again in its own note alone.
                if (marker, chosen) == ("", None) && way != "a note that moves a line" {
                    continue;
                }
                let (home, mut journal) = Home::new();
                let source = format!("we met\n{marker}{WORDS}\n! call the office\n");
                let id = session(&mut journal, home.pair, &source);
                let line = ok(journal.note(id)).entries.remove(1);
                ok(journal.edit_entry(line.id, &EntryForm { visibility: chosen, ..EntryForm::default() }));
                act(&mut journal, home.pair, id, words);
                let mut found: Vec<Entry> = ok(journal.pair_desk(home.pair, None, Window::Oldest(1))).later;
                for row in ok(journal.sessions(&SessionFilter::default())) {
                    found.extend(ok(journal.note(row.session.id)).entries);
                }
                found.retain(|entry| entry.raw.text().is_some_and(|text| text.contains(words)));
                assert!(!found.is_empty(), "{way}");
                for entry in found {
                    let (text, seen) = (entry.raw.text().unwrap(), entry.visibility);
                    assert!(seen <= widest, "{way}, {marker:?} {chosen:?}: {seen:?} {text:?}");
                    // Widened by hand on that very line, it stays so, whatever is written beside it.
                    if entry.id != line.id && capture::parse_line(text).kind == tomoni::domain::EntryKind::Action {
                        let wide = EntryForm { visibility: Some(Visibility::Programme), ..EntryForm::default() };
                        ok(journal.edit_entry(entry.id, &wide));
                        if let Some(session) = entry.session {
                            let text = ok(journal.note(session)).text().unwrap();
                            let more = text.replace("! call", "! please call") + "one line more\n";
                            rewrite(&mut journal, session, more.as_str().into());
                            let now = ok(journal.note(session)).entries.into_iter().find(|e| e.id == entry.id);
                            assert_eq!(now.map(|e| e.visibility), Some(Visibility::Programme), "{way}");
                        }
                    }
                }
            }
        }
    }
}
