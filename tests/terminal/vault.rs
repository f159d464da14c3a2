//! The vault in a real terminal: what is left in the memory of the program once it is locked, and that it locks before
//! it stands still.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use tomoni::clock::Clock;
use tomoni::domain::forms::NewSession;
use tomoni::domain::session::SessionStatus;
use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::journal::vault::{Cost, NewVault, Passphrase};

use crate::{Terminal, journal_with_a_pair};

pub const PASSPHRASE: &str = "a lantern under the bridge";
const F12: &str = "\x1b[24~";

/// What is sealed before the program starts, and what is typed into it. Never in one piece here: the test looks for them
/// in another program's memory, and must not hand them over by accident.
fn written() -> String {
    ["~ quiet", "quokka looked ", "tired 駱駝 at the end"].concat()
}

/// In each of so many lines that they are opened by several threads.
fn written_often() -> String {
    ["heron", "ries and ", "a doubt"].concat()
}

fn typed() -> [String; 2] {
    [["zebra", "finch doubts ", "all of it"].concat(), ["獏と蟋", "蟀の夢を", "話した"].concat()]
}

pub fn journal_with_a_vault(home: &Path) -> PathBuf {
    journal_with_a_vault_of(home, &[])
}

/// The same with older notes before it.
fn journal_with_a_vault_of(home: &Path, older: &[String]) -> PathBuf {
    let path = journal_with_a_pair(home);
    let mut journal = Journal::open(&path, Clock::system()).map_err(|p| p.message(Lang::En)).unwrap();
    let pair = journal.pairs().unwrap()[0].pair.id;
    let older = older.iter().map(|text| (text.clone(), 7));
    for (text, days_ago) in older.chain([(written(), 0)]) {
        let new = NewSession {
            pair,
            at: Clock::system().now() - chrono::TimeDelta::days(days_ago),
            status: SessionStatus::Held,
            minutes: None,
            mode: None,
            theme: "a theme".to_owned(),
            text,
        };
        journal.add_session(&new).map_err(|p| p.message(Lang::En)).unwrap();
    }
    let passphrase = Passphrase::new(PASSPHRASE).unwrap();
    let new = NewVault::make(&passphrase, Cost::FLOOR).map_err(|p| p.message(Lang::En)).unwrap();
    journal.seal_on(&new).map_err(|p| p.message(Lang::En)).unwrap();
    path
}

pub fn unlock(terminal: &mut Terminal) {
    terminal.types(F12);
    terminal.until_shows("Passphrase");
    terminal.types(PASSPHRASE);
    terminal.types("\r");
    terminal.until_shows("unlocked");
}

pub fn is_locked(screen: &vt100::Screen) -> bool {
    screen.contents().lines().next().is_some_and(|first| first.trim_end().ends_with(" locked"))
}

/// How often each of the needles stands in the memory of a process; `None` where the system does not let us look.
pub fn in_memory(pid: u32, needles: &[Vec<u8>]) -> Option<Vec<usize>> {
    let maps = BufReader::new(File::open(format!("/proc/{pid}/maps")).ok()?);
    let mut memory = File::open(format!("/proc/{pid}/mem")).ok()?;
    let mut found = vec![0; needles.len()];
    for line in maps.lines() {
        let line = line.ok()?;
        let mut parts = line.split(' ');
        let (range, rights) = (parts.next()?, parts.next()?);
        // Pages that nobody has written to, and what the system keeps for itself, hold nothing of ours.
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-')?;
        let (from, to) = (u64::from_str_radix(from, 16).ok()?, u64::from_str_radix(to, 16).ok()?);
        let mut bytes = vec![0; usize::try_from(to - from).ok()?];
        memory.seek(SeekFrom::Start(from)).ok()?;
        if memory.read_exact(&mut bytes).is_err() {
            continue;
        }
        for (needle, count) in needles.iter().zip(&mut found) {
            *count += memchr::memmem::find_iter(&bytes, needle).count();
        }
    }
    Some(found)
}

/// Parts of the sentences that stand nowhere else, as bytes.
fn needles() -> Vec<Vec<u8>> {
    let [english, japanese] = typed();
    let folded = tomoni::text::fold(&english).to_owned();
    let whole = [written()[2..20].to_owned(), english, japanese, folded, written()[16..].to_owned(), written_often()];
    whole.into_iter().map(String::into_bytes).collect()
}

#[test]
fn nothing_that_was_sealed_is_in_the_memory_once_it_is_locked() {
    let home = tempfile::tempdir().unwrap();
    let often = (0..1_500).map(|n| format!("~ {n} {}\n", written_often())).collect();
    let path = journal_with_a_vault_of(home.path(), &[often]);
    let mut terminal = Terminal::tomoni(home.path(), &["--journal", path.to_str().unwrap()]);
    terminal.until_shows("Naoko");
    let pid = terminal.child.process_id().unwrap();
    let needles = needles();
    if in_memory(pid, &needles).is_none() {
        println!("skipped: this system does not let a test look into the memory of another program");
        terminal.types("q");
        terminal.until_it_ends();
        return;
    }
    unlock(&mut terminal);
    terminal.types("1\r");
    terminal.until_shows("looked");
    // A key at a time, as a person types.
    terminal.types("\x1b[1;5F\r~ ");
    let sentences = typed();
    for (sentence, after) in sentences.iter().zip(["\r~ ", ""]) {
        for letter in sentence.chars() {
            terminal.types(&letter.to_string());
        }
        terminal.until_shows(sentence);
        terminal.types(after);
    }
    // Looked for, too: the search folds it.
    terminal.types("\x1b");
    terminal.until_shows("Promises");
    terminal.types("/");
    for letter in "zebra".chars() {
        terminal.types(&letter.to_string());
    }
    terminal.until_shows(&sentences[0]);
    let open = in_memory(pid, &needles).unwrap();
    assert!(open.iter().take(3).all(|count| *count > 0), "the scan finds what is there: {open:?}");
    terminal.types(F12);
    terminal.until("locked it", is_locked);
    terminal.until("hid it", |screen| !screen.contents().contains("looked"));
    // The thread that held the key may still be putting its last frame away.
    let mut left = in_memory(pid, &needles).unwrap();
    for _ in 0..50 {
        if left.iter().all(|count| *count == 0) {
            break;
        }
        std::thread::yield_now();
        left = in_memory(pid, &needles).unwrap();
    }
    assert_eq!(
        left,
        vec![0; needles.len()],
        "of the old line, the English, the Japanese, the folded, the rest, the many"
    );
    terminal.types("q");
    terminal.until_it_ends();
}

#[test]
fn it_locks_before_it_stands_still_and_comes_back_locked() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_vault(home.path());
    let mut terminal = Terminal::tomoni(home.path(), &["--journal", path.to_str().unwrap()]);
    terminal.until_shows("Naoko");
    unlock(&mut terminal);
    terminal.until_shows("looked");
    let pid = Pid::from_raw(i32::try_from(terminal.child.process_id().unwrap()).unwrap()).unwrap();
    kill_process(pid, Signal::TSTP).unwrap();
    terminal.until("gave the terminal back", |screen| !screen.alternate_screen());
    // It gives the terminal back just before it stands still: told to go on in between, it would never hear of it.
    let stopped = waitpid(Some(pid), WaitOptions::UNTRACED).unwrap();
    assert!(stopped.is_some_and(|(_, status)| status.stopped()), "it stands still");
    kill_process(pid, Signal::CONT).unwrap();
    terminal.until("came back locked", |screen| screen.alternate_screen() && is_locked(screen));
    assert!(!terminal.screen.screen().contents().contains("looked"));
    terminal.types("q");
    terminal.until_it_ends();
    terminal.is_given_back();
}
