//! Keys, raw bytes, pastes, mouse, and changes of size, by a fixed seed: the program answers, does not grow, and leaves a
//! sound journal.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize};
use tomoni::tui::input::command;

use crate::{Random, Terminal, long};

/// Seconds, in the ordinary run, and in the long one. `TOMONI_SOAK_SECONDS` is for `.ci/run`.
const SECONDS: (u64, u64) = (5, 30 * 60);
/// A frame comes within this time, whatever was sent.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// The most by which the program may grow, in KiB.
const GROWTH: u64 = 64 << 10;

fn seconds() -> u64 {
    let told = std::env::var("TOMONI_SOAK_SECONDS").ok().and_then(|text| text.parse().ok());
    told.unwrap_or(if long() { SECONDS.1 } else { SECONDS.0 })
}

/// What the keys of the catalogue send, but for the vault, whose derivations take memory of their own.
fn keys() -> Vec<String> {
    let mut keys = BTreeSet::new();
    for command in command::all().iter().filter(|command| !command.id.starts_with("vault")) {
        for name in command.keys {
            let plain = name.rsplit('-').next().filter(|rest| !rest.is_empty()).unwrap_or("-");
            let text = match plain {
                "enter" => "\r".to_owned(),
                "esc" => "\x1b".to_owned(),
                "tab" if name.starts_with("shift-") => "\x1b[Z".to_owned(),
                "tab" => "\t".to_owned(),
                "space" => " ".to_owned(),
                "backspace" => "\x7f".to_owned(),
                "delete" => "\x1b[3~".to_owned(),
                "up" => "\x1b[A".to_owned(),
                "down" => "\x1b[B".to_owned(),
                "left" => "\x1b[D".to_owned(),
                "right" => "\x1b[C".to_owned(),
                "home" => "\x1b[H".to_owned(),
                "end" => "\x1b[F".to_owned(),
                "pageup" => "\x1b[5~".to_owned(),
                "pagedown" => "\x1b[6~".to_owned(),
                one if one.chars().count() == 1 => {
                    let letter = one.chars().next().unwrap();
                    match name.split('-').next() {
                        Some("ctrl") if letter.is_ascii_alphabetic() => {
                            char::from(letter.to_ascii_lowercase() as u8 - b'a' + 1).to_string()
                        }
                        Some("alt") => format!("\x1b{letter}"),
                        _ => letter.to_string(),
                    }
                }
                function => match function.trim_start_matches('f').parse::<u8>() {
                    Ok(n @ 1..=4) => format!("\x1bO{}", char::from(b'P' + n - 1)),
                    Ok(5) => "\x1b[15~".to_owned(),
                    Ok(n @ 6..=10) => format!("\x1b[{}~", n + 11),
                    Ok(n) => format!("\x1b[{}~", n + 12),
                    Err(_) => continue,
                },
            };
            keys.insert(text);
        }
    }
    keys.into_iter().collect()
}

fn burst(random: &mut Random, keys: &[String]) -> Vec<u8> {
    let mut bytes = Vec::new();
    match random.below(10) {
        0 => bytes.extend((0..random.below(200)).map(|_| random.below(256) as u8)),
        1 => {
            let text = ["目標\n", "! by friday\r\n", "x", "👨‍👩‍👧 ", "\u{301}", "\t"][random.below(6)];
            let end = ["\x1b[201~", "\x1b[201~", "\x1b[201~", "\x1b[20", ""][random.below(5)];
            bytes.extend(format!("\x1b[200~{}{end}", text.repeat(1 + random.below(300))).bytes());
        }
        2 => {
            for _ in 0..random.below(60) {
                let (button, column, row) = ([0, 32, 35, 64, 65][random.below(5)], random.below(150), random.below(50));
                let last = if random.below(2) == 0 { 'M' } else { 'm' };
                bytes.extend(format!("\x1b[<{button};{column};{row}{last}").bytes());
            }
        }
        3 => {
            let mut text = String::new();
            for _ in 0..random.below(80) {
                text.push(['a', 'e', ' ', '目', '標', '!', '<', ':'][random.below(8)]);
            }
            bytes.extend(text.bytes());
        }
        4 => bytes.extend(&b"\x1b[1;5F"[..1 + random.below(6)]),
        _ => {
            for _ in 0..1 + random.below(12) {
                bytes.extend(keys[random.below(keys.len())].bytes());
            }
        }
    }
    // That the program may lock, or derive keys, is for others to try.
    bytes.retain(|byte| *byte != 0x0c);
    bytes
}

/// Resident memory in KiB.
fn resident(terminal: &Terminal) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", terminal.child.process_id()?)).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.split_whitespace().next()?.parse().ok()
}

#[test]
fn keys_and_bytes_and_sizes_at_random_neither_stop_nor_grow_the_desk() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    let mut journal =
        tomoni::journal::Journal::open_or_create(&path, tomoni::clock::Clock::system()).map_err(|_| ()).unwrap();
    journal.fill_with_demo(tomoni::i18n::Lang::En).map_err(|_| ()).unwrap();
    drop(journal);
    let start = || {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tomoni"));
        command.args(["--journal", path.to_str().unwrap()]);
        command.cwd(home.path());
        command.env("HOME", home.path());
        let mut terminal = Terminal::start(command, home.path());
        terminal.until("drew itself", |screen| !screen.contents().trim().is_empty());
        let began = resident(&terminal);
        // Typed by a thread: a terminal whose program has left may take nothing any more, and the writer waits for ever.
        let mut keyboard = std::mem::replace(&mut terminal.keys, Box::new(std::io::sink()));
        let (keys, typed) = mpsc::channel::<Vec<u8>>();
        std::thread::spawn(move || typed.iter().try_for_each(|bytes| keyboard.write_all(&bytes)));
        (terminal, keys, began)
    };
    let (keys, mut random) = (keys(), Random(20_261_201));
    assert!(keys.len() > 50, "the keys are those of the catalogue");
    let (mut terminal, mut keyboard, mut began_with) = start();
    let (until, mut bursts, mut most, mut starts, mut last) =
        (Instant::now() + Duration::from_secs(seconds()), 0_u32, 0, 1_u32, String::new());
    while Instant::now() < until {
        let bytes = burst(&mut random, &keys);
        // What it answers now may come from the burst before: both are shown.
        let before = last.rsplit("\nburst ").next().unwrap_or_default().to_owned();
        last.clear();
        let _ = write!(last, "{before}\nburst {bursts}: {}", bytes.escape_ascii());
        // The program may have left already: it was asked to.
        let _ = keyboard.send(bytes);
        bursts += 1;
        let size = PtySize {
            rows: 1 + random.below(50) as u16,
            cols: 1 + random.below(160) as u16,
            pixel_width: 0,
            pixel_height: 0,
        };
        let _ = terminal.master.resize(size);
        let shown = Instant::now();
        let mut answered = false;
        let ended = loop {
            match terminal.output.recv_timeout(if answered { Duration::ZERO } else { HEARTBEAT }) {
                Ok(output) => {
                    answered = true;
                    terminal.raw.extend_from_slice(&output);
                }
                Err(RecvTimeoutError::Timeout) if !answered && terminal.shows_letters() => {
                    // It has left, and a Ctrl-S that came after that has stopped the terminal, as in any shell.
                    let _ = keyboard.send(b"\x11".to_vec());
                    answered = true;
                }
                Err(e) => break e == RecvTimeoutError::Disconnected,
            }
        };
        let said = String::from_utf8_lossy(&terminal.raw).into_owned();
        assert!(
            !said.contains("tomoni: src/"),
            "it panicked after {last}: {}",
            &said[said.len().saturating_sub(400)..]
        );
        terminal.raw.clear();
        if ended {
            // Some key has left the desk.
            let status = terminal.child.wait().unwrap();
            // What was still in a dialog is in a file of its own then, and the exit code says so.
            let rescued = rescued_in(home.path());
            assert!(status.success() || !rescued.is_empty(), "it ended with {status:?} after {last}");
            rescued.iter().for_each(|file| std::fs::remove_file(file).unwrap());
            (terminal, keyboard, began_with) = start();
            starts += 1;
            continue;
        }
        assert!(answered, "no frame for {:?} after {last}", shown.elapsed());
        if let (Some(now), Some(began)) = (resident(&terminal), began_with) {
            most = most.max(now.saturating_sub(began));
            assert!(most < GROWTH, "it has grown by {most} KiB after {last}");
        }
    }
    rustix::process::kill_process(
        rustix::process::Pid::from_raw(i32::try_from(terminal.child.process_id().unwrap()).unwrap()).unwrap(),
        rustix::process::Signal::TERM,
    )
    .unwrap();
    terminal.until_it_ends();
    let doctor = std::process::Command::new(env!("CARGO_BIN_EXE_tomoni"))
        .args(["--journal", path.to_str().unwrap(), "doctor"])
        .env("TOMONI_CONFIG_DIR", home.path().join("config"))
        .env("TOMONI_STATE_DIR", home.path().join("state"))
        .output()
        .unwrap();
    assert!(doctor.status.success(), "{}", String::from_utf8_lossy(&doctor.stdout));
    println!("{bursts} bursts, {starts} starts, grown by at most {most} KiB");
}

/// The files in which the desk has kept what could not be saved.
fn rescued_in(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().contains("-unsaved-"))).collect()
}
