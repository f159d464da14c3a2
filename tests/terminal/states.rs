//! Whatever a terminal sends in part, and whatever it does not take or answer: notes are saved, signals are followed at
//! once, the vault locks, nothing spins.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize};
use rustix::process::{Pid, Signal, kill_process};

use crate::{Terminal, journal_with_a_pair, long, until_kept, writing_a_note};

/// What a terminal may have sent of something that it never ends, and what of it is text.
const UNFINISHED: [(&str, &[u8], &str); 11] = [
    ("Alt-O", b"\x1bO", ""),
    ("Alt-[", b"\x1b[", ""),
    ("half of a key", b"\x1b[1;5", ""),
    ("half of a mouse report", b"\x1b[<35;10", ""),
    ("half of an old mouse report", b"\x1b[M ", ""),
    ("one byte of two", b"\xc3", ""),
    ("two bytes of three", b"\xe7\x9b", ""),
    ("three bytes of four", b"\xf0\x9f\x91", ""),
    ("an answer without its end", b"\x1b]11;rgb:1e1e", ""),
    ("a string without its end", b"\x1bP1$r", ""),
    ("a paste without its end", b"\x1b[200~ pasted", " pasted"),
];

fn pid(terminal: &Terminal) -> Pid {
    Pid::from_raw(i32::try_from(terminal.child.process_id().unwrap()).unwrap()).unwrap()
}

fn sends(terminal: &mut Terminal, bytes: &[u8]) {
    terminal.keys.write_all(bytes).unwrap();
    terminal.keys.flush().unwrap();
}

/// Each case with a program of its own, some at a time.
fn each<T: Sync>(cases: &[T], tries: impl Fn(&T) + Sync) {
    for some in cases.chunks(4) {
        std::thread::scope(|scope| {
            for case in some {
                scope.spawn(|| tries(case));
            }
        });
    }
}

#[test]
fn a_note_is_saved_whatever_is_unfinished() {
    each(&UNFINISHED, |(what, bytes, text)| {
        let home = tempfile::tempdir().unwrap();
        let (mut terminal, path) = writing_a_note(home.path());
        terminal.types("kept");
        sends(&mut terminal, bytes);
        until_kept(&path, &format!("kept{text}"));
        // The next key is what it is.
        terminal.types("x");
        until_kept(&path, &format!("kept{text}x"));
        println!("{what}: saved");
        terminal.child.kill().unwrap();
        terminal.child.wait().unwrap();
    });
}

#[test]
fn a_signal_is_followed_at_once_whatever_is_unfinished() {
    let cases: Vec<_> = UNFINISHED.iter().flat_map(|case| [(case, Signal::TERM), (case, Signal::HUP)]).collect();
    each(&cases, |((what, bytes, text), signal)| {
        let home = tempfile::tempdir().unwrap();
        let (mut terminal, path) = writing_a_note(home.path());
        terminal.types("at the very end");
        terminal.until_shows("at the very end");
        sends(&mut terminal, bytes);
        let began = Instant::now();
        // A shell passes on what the system has sent already.
        for _ in 0..2 {
            let _ = kill_process(pid(&terminal), *signal);
        }
        terminal.until_it_ends();
        let took = began.elapsed();
        assert!(took < Duration::from_secs(5), "{what}, {signal:?}: {took:?}");
        terminal.is_given_back();
        until_kept(&path, &format!("at the very end{text}"));
    });
}

#[test]
fn every_signal_that_ends_a_program_is_followed_with_the_text_kept_and_the_terminal_given_back() {
    let signals = [
        Signal::INT,
        Signal::QUIT,
        Signal::USR1,
        Signal::USR2,
        Signal::ALARM,
        Signal::VTALARM,
        Signal::PROF,
        Signal::XCPU,
    ];
    each(&signals, |signal| {
        let home = tempfile::tempdir().unwrap();
        let (mut terminal, path) = writing_a_note(home.path());
        terminal.types("at the very end");
        terminal.until_shows("at the very end");
        kill_process(pid(&terminal), *signal).unwrap();
        terminal.until_it_ends();
        terminal.is_given_back();
        until_kept(&path, "at the very end");
    });
}

#[test]
fn a_closed_terminal_ends_the_program_whatever_is_unfinished() {
    each(&UNFINISHED, |(what, bytes, _)| {
        let home = tempfile::tempdir().unwrap();
        let (mut terminal, path) = writing_a_note(home.path());
        terminal.types("the window was closed");
        terminal.until_shows("the window was closed");
        sends(&mut terminal, bytes);
        let Terminal { mut child, keys, output, master, .. } = terminal;
        drop((keys, master, output));
        let status = child.wait().unwrap();
        assert!(status.success(), "{what}: {status:?}");
        let journal = tomoni::journal::Journal::open(&path, tomoni::clock::Clock::system()).map_err(|_| ()).unwrap();
        let rows = journal.sessions(&Default::default()).unwrap();
        let text = journal.note(rows[0].session.id).unwrap().text().unwrap();
        assert!(text.contains("the window was closed"), "{what}: {text}");
    });
}

/// Processor time of a process, in ticks of a hundredth of a second.
fn ticks(pid: Pid) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

#[test]
fn an_idle_program_takes_no_processor_time_whatever_is_unfinished() {
    each(&UNFINISHED, |(what, bytes, _)| {
        let home = tempfile::tempdir().unwrap();
        let (mut terminal, path) = writing_a_note(home.path());
        terminal.types("kept");
        sends(&mut terminal, bytes);
        terminal.types("z");
        terminal.until_shows("saved");
        let _ = path;
        // A while without output.
        while let Ok(output) = terminal.output.recv_timeout(Duration::from_millis(1_500)) {
            terminal.take(&output);
        }
        let Some(before) = ticks(pid(&terminal)) else {
            println!("skipped: this system does not tell the processor time of another program");
            return;
        };
        let began = Instant::now();
        while let Ok(output) = terminal.output.recv_timeout(Duration::from_secs(3)) {
            terminal.take(&output);
        }
        let (took, used) = (began.elapsed(), ticks(pid(&terminal)).unwrap() - before);
        assert!(u128::from(used) * 10 * 50 <= took.as_millis(), "{what}: {used} hundredths in {took:?}");
        terminal.child.kill().unwrap();
        terminal.child.wait().unwrap();
    });
}

#[test]
fn a_burst_is_read_at_once_and_in_order() {
    let sizes: &[usize] = if long() { &[1, 1_023, 1_024, 1_025, 4_096, 100_000] } else { &[1, 1_023, 1_025, 5_000] };
    each(sizes, |size| {
        let home = tempfile::tempdir().unwrap();
        let (mut terminal, path) = writing_a_note(home.path());
        let line = format!("{}\r", "abcdefghij".repeat(5));
        let keys: String = line.chars().cycle().take(*size).collect();
        let text = keys.replace('\r', "\n");
        // No bracketed paste: so many keys, in one piece, and nothing after them.
        terminal.types(&keys);
        until_kept(&path, &text);
        // Mouse reports are no text.
        terminal.types(&"\x1b[<35;10;10M".repeat(500));
        terminal.types("!");
        until_kept(&path, &format!("{text}!"));
        terminal.child.kill().unwrap();
        terminal.child.wait().unwrap();
    });
}

/// The size of the terminal changes back and forth, so that whole frames are drawn.
fn resizes(terminal: &Terminal, times: u16) {
    for n in 0..times {
        let size = PtySize { rows: 30 + n % 2, cols: 120, pixel_width: 0, pixel_height: 0 };
        terminal.master.resize(size).unwrap();
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

#[test]
fn a_terminal_that_takes_no_output_stops_neither_saving_nor_leaving() {
    let home = tempfile::tempdir().unwrap();
    let (mut terminal, path) = writing_a_note(home.path());
    terminal.hold(true);
    resizes(&terminal, 60);
    terminal.types("nobody reads this");
    until_kept(&path, "nobody reads this");
    resizes(&terminal, 20);
    // It goes on with the newest frame once it is read again.
    terminal.hold(false);
    terminal.until_shows("nobody reads this");
    terminal.hold(true);
    resizes(&terminal, 60);
    terminal.types(" nor this");
    until_kept(&path, "nobody reads this nor this");
    terminal.types(", at the end");
    kill_process(pid(&terminal), Signal::TERM).unwrap();
    let began = Instant::now();
    terminal.child.wait().unwrap();
    assert!(began.elapsed() < Duration::from_secs(10), "it left after {:?}", began.elapsed());
    terminal.hold(false);
}

fn japanese_desk(home: &Path) -> Terminal {
    let path = journal_with_a_pair(home);
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tomoni"));
    command.args(["--lang", "ja", "--journal", path.to_str().unwrap()]);
    let mut terminal = Terminal::start(command, home);
    terminal.until_shows("Naoko");
    terminal.until_asked("\x1b[6n");
    terminal
}

fn draws_fine_lines(screen: &vt100::Screen) -> bool {
    screen.contents().contains('─')
}

#[test]
fn no_question_to_the_terminal_ends_or_stops_the_japanese_desk() {
    let answers: [&[u8]; 6] = [b"", b"\x1b[0;0R", b"\x1b[2;77R", b"\x1b[99999;3R", b"\x1b[2R", b"\x1b[2;2R"];
    each(&answers, |answer| {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = japanese_desk(home.path());
        sends(&mut terminal, answer);
        // Longer than the question was once waited for.
        while let Ok(output) = terminal.output.recv_timeout(Duration::from_secs(5)) {
            terminal.take(&output);
        }
        assert!(draws_fine_lines(terminal.screen.screen()), "{}", answer.escape_ascii());
        terminal.types("?");
        terminal.until_shows("Esc");
        terminal.types("\x1bq");
        terminal.types("q");
        terminal.until_it_ends();
        terminal.is_given_back();
    });
}

#[test]
fn a_late_answer_about_the_width_of_signs_is_taken() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = japanese_desk(home.path());
    terminal.types("n");
    terminal.until_shows("保存");
    assert!(draws_fine_lines(terminal.screen.screen()));
    terminal.types("\x1b[2;3R");
    terminal.until("drew plain lines", |screen| !draws_fine_lines(screen));
    terminal.types("目標");
    terminal.until_shows("目標");
    kill_process(pid(&terminal), Signal::TERM).unwrap();
    terminal.until_it_ends();
}

/// Only in the long run: the shortest time is a minute.
#[test]
fn the_vault_locks_after_its_time_whatever_is_unfinished() {
    if !long() {
        return;
    }
    each(&UNFINISHED, |(what, bytes, _)| {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(home.path().join("config")).unwrap();
        std::fs::write(home.path().join("config/config.toml"), "lock_after_minutes = 1\n").unwrap();
        let path = crate::vault::journal_with_a_vault(home.path());
        let mut terminal = Terminal::tomoni(home.path(), &["--journal", path.to_str().unwrap()]);
        terminal.until_shows("Naoko");
        crate::vault::unlock(&mut terminal);
        terminal.until_shows("looked");
        let began = Instant::now();
        sends(&mut terminal, bytes);
        while !crate::vault::is_locked(terminal.screen.screen()) {
            let output = terminal.output.recv_timeout(Duration::from_secs(70)).expect(what);
            terminal.take(&output);
            assert!(began.elapsed() < Duration::from_secs(75), "{what}");
        }
        // Read by nobody, it still lets go of what was sealed: the next frame is the locked one.
        terminal.until("hid it", |screen| !screen.contents().contains("looked"));
        terminal.child.kill().unwrap();
        terminal.child.wait().unwrap();
    });
}
