//! What is fuzzed: for each parser one function that takes any bytes and checks what has to hold whatever they are. The
//! targets in `fuzz/` call these, and so does the test that runs the corpus with mutations (`tests/bounds/fuzz.rs`).

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use tempfile::TempDir;
use tomoni::archive::{self, Fault};
use tomoni::capture::query::{being_typed, parse_search};
use tomoni::capture::{self, Look};
use tomoni::domain::DateRules;
use tomoni::import::{self, Origin};
use tomoni::text::{Needle, fold, index_tokens, term_safe};
use tomoni::tui::input::key::Key;
use tomoni::tui::reader::{Input, Reader};
use tomoni::vault::{Cost, Head, Line, Passphrase, RecoveryCode, Slot, SlotKind, Vault};

/// The name of a target and what it calls.
pub type Entry = (&'static str, fn(&[u8]));

pub const ENTRIES: &[Entry] = &[
    ("note", note),
    ("dates", dates),
    ("search", search),
    ("keys", keys),
    ("config", config),
    ("jrnl", jrnl),
    ("tui_journal", tui_journal),
    ("dayone", dayone),
    ("markdown", markdown),
    ("sealed", sealed),
    ("archive", archive),
    ("terminal", terminal),
];

/// Runs one target.
#[allow(dead_code, reason = "the targets of fuzz/ choose one, the test goes through all")]
pub fn run(name: &str, data: &[u8]) {
    let (_, entry) = ENTRIES.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no target {name}"));
    entry(data);
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

/// The entries of a note are its bytes, and every line can be read.
fn note(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let parts = capture::partition(&text);
    let together: String = std::iter::once(parts.lead).chain(parts.entries.iter().copied()).collect();
    assert!(together == text, "the entries are not the note");
    for raw in &parts.entries {
        let line = capture::first_line_of(raw);
        let parsed = capture::parse_line(line);
        assert!(line.get(parsed.marker).is_some(), "the marker is not in the line");
        let body = capture::body(raw);
        if let Some(due) = capture::find_due(&body, today(), DateRules::default()) {
            assert!(body.get(due.phrase).is_some(), "the phrase is not in the line");
        }
        if let Some(timed) = capture::find_minutes(&body) {
            assert!(body.get(timed.phrase).is_some(), "the minutes are not in the line");
        }
        assert!(!term_safe(raw).contains('\u{1b}'), "an escape reaches the terminal");
    }
    // Half of it as it was, half of it edited.
    let (old, new) = parts.entries.split_at(parts.entries.len() / 2);
    let old: Vec<(usize, &str)> = old.iter().copied().enumerate().collect();
    let mut given: Vec<usize> = capture::match_entries(&old, new).into_iter().flatten().collect();
    let count = given.len();
    given.sort_unstable();
    given.dedup();
    assert_eq!(given.len(), count, "an identity was given twice");
}

fn dates(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for look in [Look::Back, Look::Forward] {
        for base in [today(), NaiveDate::MIN, NaiveDate::MAX, NaiveDate::from_ymd_opt(2024, 2, 29).unwrap()] {
            let _ = capture::parse_date(&text, base, look, DateRules::default());
            let _ = capture::parse_datetime(&text, base.and_hms_opt(23, 59, 59).unwrap(), look, DateRules::default());
            let _ = capture::parse_days(&text, base, look, DateRules::default());
            let _ = capture::find_due(&text, base, DateRules::default());
            let _ = capture::parse_cadence(&text);
        }
    }
}

fn search(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let typed = parse_search(&text);
    assert!(typed.words.len() + typed.without.len() <= capture::query::MOST_WORDS);
    for end in text.char_indices().map(|(at, _)| at).chain([text.len()]).take(200) {
        let (start, _) = being_typed(&text[..end]);
        assert!(text[..end].is_char_boundary(start));
    }
    let sample = "目標について next week ＡＢＣ ｶﾞｷﾞ e\u{301} 👨‍👩‍👧";
    for needle in typed.words.iter().chain(&typed.without).chain(&Needle::new(&text)) {
        for place in needle.find(sample).into_iter().chain(needle.find(&text)) {
            assert!(place.start <= place.end);
        }
    }
    let _ = (fold(&text), index_tokens(&text));
}

fn keys(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for name in text.split_whitespace() {
        if let Some(key) = Key::parse(name) {
            assert_eq!(Key::parse(&key.to_string()), Some(key), "a key does not read back");
            let _ = (key.shown(true), key.shown(false));
        }
    }
}

thread_local! {
    static FOLDER: RefCell<TempDir> = RefCell::new(tempfile::tempdir().unwrap());
    static VAULT: Vault = Vault::create().unwrap_or_else(|_| panic!("no randomness"));
}

/// A file of this name with this in it.
fn file(name: &str, data: &[u8]) -> PathBuf {
    FOLDER.with_borrow(|folder| {
        let path = folder.path().join(name);
        fs::write(&path, data).unwrap();
        path
    })
}

fn config(data: &[u8]) {
    let _ = tomoni::config::read(&file("config.toml", data));
}

fn imported(origin: Origin, name: &str, data: &[u8]) {
    let Ok(source) = import::open(origin, &file(name, data), None) else { return };
    // One broken entry must not become endlessly many.
    let read = source.take(data.len() + 100).count();
    assert!(read < data.len() + 100, "there is no end to the entries");
}

fn jrnl(data: &[u8]) {
    imported(Origin::Jrnl, "journal.txt", data);
    imported(Origin::Jrnl, "journal.json", data);
}

fn tui_journal(data: &[u8]) {
    imported(Origin::TuiJournal, "entries.json", data);
}

fn dayone(data: &[u8]) {
    imported(Origin::DayOne, "Journal.json", data);
    imported(Origin::DayOne, "0123456789ABCDEF0123456789ABCDEF.doentry", data);
}

fn markdown(data: &[u8]) {
    imported(Origin::Markdown, "2026-11-21 talk.md", data);
}

/// Nothing opens that the vault has not sealed, and nothing that is damaged is taken for sound.
fn sealed(data: &[u8]) {
    let line = Line { id: [7; 16], kind: "reading", rev: 3 };
    VAULT.with(|vault| {
        assert!(vault.open(&line, data).is_err(), "foreign bytes open");
        let mut blob = vault.seal(&line, data).unwrap_or_else(|_| panic!("it can be sealed"));
        assert_eq!(vault.open(&line, &blob).ok().as_deref().map(Vec::as_slice), Some(data));
        if let Some(at) = data.first().map(|first| usize::from(*first) % blob.len()) {
            blob[at] ^= 1 << (data.len() % 8);
            assert!(vault.open(&line, &blob).is_err(), "a damaged blob opens");
        }
        let head: Head = *vault.head();
        let part = |at: usize| -> [u8; 16] { std::array::from_fn(|n| data.get(at + n).copied().unwrap_or_default()) };
        let slot = Slot {
            id: part(0),
            kind: if data.len().is_multiple_of(2) { SlotKind::Passphrase } else { SlotKind::Recovery },
            cost: Cost::NONE,
            salt: part(16),
            nonce: std::array::from_fn(|n| data.get(32 + n).copied().unwrap_or_default()),
            wrapped: std::array::from_fn(|n| data.get(56 + n).copied().unwrap_or_default()),
            epoch: u32::from(data.len() as u8),
            checksum: std::array::from_fn(|n| data.get(104 + n).copied().unwrap_or_default()),
        };
        assert!(!slot.is_sound(&head), "a slot out of nothing is sound");
    });
    let text = String::from_utf8_lossy(data);
    let _ = RecoveryCode::parse(&text);
    let _ = Passphrase::new(&text);
}

fn archive(data: &[u8]) {
    let mut taken = 0_u64;
    let read: Result<_, Fault<()>> = archive::read(data, 5, &mut |_, _| {
        taken += 1;
        Ok(())
    });
    if let Ok(counts) = read {
        assert_eq!(counts.total(), taken, "what was counted is not what was handed over");
    }
}

/// Bytes mean the same in whatever pieces they come, and nothing is waited for without end.
fn terminal(data: &[u8]) {
    let read = |cut: usize| -> Vec<Input> {
        let mut reader = Reader::new();
        reader.feed(&data[..cut], 0);
        reader.feed(&data[cut..], 0);
        let mut inputs: Vec<Input> = std::iter::from_fn(|| reader.pop()).collect();
        for _ in 0..100 {
            let Some(at) = reader.deadline() else { return inputs };
            reader.expire(at);
            inputs.extend(std::iter::from_fn(|| reader.pop()));
        }
        panic!("something is waited for without end");
    };
    let whole = read(0);
    for cut in [1, data.len() / 3, data.len() / 2, data.len().saturating_sub(1)] {
        assert!(read(cut.min(data.len())) == whole, "cut at {cut} of {} bytes it means something else", data.len());
    }
}
