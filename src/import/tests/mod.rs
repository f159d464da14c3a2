mod dayone;
mod elsewhere;
mod guide;
mod impossible;
mod jrnl;
mod markdown;
mod rules;
mod tui_journal;

use std::path::{Path, PathBuf};

use super::*;
use crate::capture::{body, parse_line, partition};
use crate::domain::EntryKind;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)
}

fn all(origin: Origin, path: &Path) -> Vec<Result<Arrival, Broken>> {
    open(origin, path, None).unwrap().collect()
}

/// Each entry in a few lines: the date and the title, then the note.
fn told(origin: Origin, path: &Path) -> String {
    let mut told = String::new();
    for read in all(origin, path) {
        told += &match read {
            Ok(arrival) => format!("[{}] {}\n{}\n", date(arrival.at), arrival.title, arrival.note),
            Err(broken) => format!("({} {:?})\n", broken.place, broken.why),
        };
    }
    told
}

fn date(at: When) -> String {
    match at {
        When::Wall(at) => at.format("%Y-%m-%d %H:%M:%S").to_string(),
        When::Day(day) => day.format("%Y-%m-%d 00:00:00").to_string(),
        When::Exact(at) => at.to_rfc3339(),
    }
}

fn why(origin: Origin, path: &Path) -> Why {
    open(origin, path, None).err().unwrap().why
}

/// A file of the given bytes, for as long as the folder lives.
fn file(name: &str, bytes: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}
