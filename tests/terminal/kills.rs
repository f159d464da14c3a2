//! The desk is killed at random moments while somebody types: the journal opens, and whatever was said to be saved is
//! there.

use std::time::Duration;

use tomoni::clock::Clock;
use tomoni::journal::{Journal, SessionFilter};

use crate::{Random, Terminal, journal_with_a_pair, long};

/// Kills, in the ordinary and in the long run.
const KILLS: (u32, u32) = (10, 1_000);

#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_said_to_be_saved() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    let mut random = Random(20_261_201);
    let mut saved_texts = 0;
    for kill in 0..if long() { KILLS.1 } else { KILLS.0 } {
        let mut terminal = Terminal::tomoni(home.path(), &["--journal", path.to_str().unwrap()]);
        terminal.until_shows("Naoko");
        terminal.types("n");
        terminal.until_shows("saved");
        let (mut typed, mut saved) = (String::new(), String::new());
        let letters = 1 + random.below(20);
        for _ in 0..letters {
            let letter = ["a", "e", " ", "目", "標", "n", "! ", "\r"][random.below(8)];
            terminal.types(letter);
            typed.push_str(if letter == "\r" { "\n" } else { letter });
            // Some people type fast; some stop to think.
            let pause = [0, 0, 0, 0, 5, 30, 200, 1_200][random.below(8)];
            while let Ok(output) = terminal.output.recv_timeout(Duration::from_millis(pause as u64)) {
                terminal.take(&output);
                if pause == 0 {
                    break;
                }
            }
            // After everything was typed, and shown, and it says so: it is saved.
            if pause == 1_200 && terminal.screen.screen().contents().lines().take(3).any(|line| line.contains("saved"))
            {
                saved.clone_from(&typed);
            }
        }
        std::thread::park_timeout(Duration::from_micros(random.below(20_000) as u64));
        terminal.child.kill().unwrap();
        terminal.child.wait().unwrap();
        let journal = Journal::open(&path, Clock::system()).map_err(|_| "it does not open").unwrap();
        let rows = journal.sessions(&SessionFilter::default()).map_err(|_| "it cannot be read").unwrap();
        let texts: Vec<String> = rows
            .iter()
            .map(|row| journal.note(row.session.id).map_err(|_| "no note").unwrap().text().unwrap())
            .collect();
        // A note without any words is not kept, so that an empty session is not left behind.
        let none = texts.is_empty() && saved.trim().is_empty();
        let kept = texts.iter().any(|text| typed.starts_with(text.as_str()) && text.len() >= saved.len());
        assert!(none || kept, "kill {kill}: saved {saved:?} of {typed:?}, found {texts:?}");
        saved_texts += usize::from(!saved.is_empty());
        let doctor = std::process::Command::new(env!("CARGO_BIN_EXE_tomoni"))
            .args(["--journal", path.to_str().unwrap(), "doctor"])
            .env("TOMONI_CONFIG_DIR", home.path().join("config"))
            .env("TOMONI_STATE_DIR", home.path().join("state"))
            .output()
            .unwrap();
        assert!(doctor.status.success(), "kill {kill}: {}", String::from_utf8_lossy(&doctor.stdout));
        // The journal stays small, so that a thousand kills are a thousand kills and not one long search.
        drop(journal);
        std::fs::remove_file(&path).unwrap();
        for side in ["-journal", "-wal"] {
            let _ = std::fs::remove_file(format!("{}{side}", path.display()));
        }
        journal_with_a_pair(home.path());
    }
    assert!(saved_texts > 0, "some were saved before the kill");
}
