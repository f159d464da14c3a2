//! The corpus of every fuzzing target, each file as it is and mutated, through the same functions as the targets of
//! `fuzz/`. Seeds are fixed.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::time::Instant;

use super::entries::ENTRIES;
use super::input::{Dice, is_long};

/// Pieces that mean something to one parser or another.
const PIECES: &[&[u8]] = &[
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"---\n",
    b"# ",
    b"! ",
    b"~ ",
    b"pair:",
    b"since:",
    b"9999999999999999999",
    b"-1",
    b"1e999",
    b"2026-02-30",
    b"24:60",
    b"ctrl-",
    b"\\u0000",
    b"\\ud800",
    b"null",
    b"[[[[[[[[",
    b"```\n",
    b"\t",
    "　".as_bytes(),
    "：".as_bytes(),
    "金曜まで".as_bytes(),
    "令和".as_bytes(),
    "\u{301}".as_bytes(),
    "\u{200d}".as_bytes(),
    "\u{2028}".as_bytes(),
    "\u{202e}".as_bytes(),
    "👨‍👩‍👧".as_bytes(),
];

fn mutated(dice: &mut Dice, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = dice.of(corpus).clone();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(..at)),
            2 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            3 => {
                let other = dice.of(corpus);
                let (from, to) = (dice.below(other.len() + 1), dice.below(other.len() + 1));
                bytes.splice(at..at, other[from.min(to)..from.max(to)].iter().copied());
            }
            4 => {
                let piece = dice.of(PIECES);
                bytes.splice(at..at, piece.repeat(1 + dice.below(3)));
            }
            5 => {
                let end = (at + dice.below(40)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part.repeat(1 + dice.below(8)));
            }
            _ => {
                let end = (at + dice.below(20)).min(bytes.len());
                drop(bytes.drain(at..end));
            }
        }
        bytes.truncate(16 << 10);
    }
    bytes
}

fn corpus_of(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fuzz").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{target} has no corpus");
    files.iter().map(|path| fs::read(path).unwrap()).collect()
}

#[test]
fn the_corpus_of_every_target_holds_with_its_mutations() {
    let per_target = if is_long() { 100_000 } else { 400 };
    for (name, entry) in ENTRIES {
        let (corpus, mut dice, begun) = (corpus_of(name), Dice(7), Instant::now());
        let mutations = (0..per_target).map(|_| mutated(&mut dice, &corpus));
        for (n, bytes) in corpus.iter().cloned().chain([Vec::new()]).chain(mutations).enumerate() {
            let held = catch_unwind(|| entry(&bytes));
            assert!(held.is_ok(), "{name}, input {n}: {}", String::from_utf8_lossy(&bytes).escape_debug());
        }
        println!("{name}: {} inputs in {:.1?}", corpus.len() + per_target + 1, begun.elapsed());
    }
}

/// Whatever somebody puts into `fuzz/` is one of those that the test runs, and the other way round.
#[test]
fn every_entry_is_a_target_of_cargo_fuzz() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut targets: Vec<String> = names.filter_map(|p| Some(p.file_stem()?.to_str()?.to_owned())).collect();
    let mut entries: Vec<String> = ENTRIES.iter().map(|(name, _)| (*name).to_owned()).collect();
    targets.sort();
    entries.sort();
    assert_eq!(targets, entries);
}
