//! What is left in the memory of the program: every way in which a secret or a sealed line comes into it, and a scan of
//! all of its memory once it is given up, used or locked.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use base64::Engine;
use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::journal::vault::{Cost, NewVault, Passphrase};

use crate::vault::{PASSPHRASE, in_memory, is_locked, journal_with_a_vault, unlock};
use crate::{PATIENCE, Terminal, journal_with_a_pair};

const F12: &str = "\x1b[24~";

/// A text that stands nowhere else, put together here so that the test hands over none by accident.
fn secret(n: usize) -> String {
    let words = ["marmot", "badger", "osprey", "weasel", "gecko", "曇天の", "ibex", "tapir"];
    format!("{}{}-{n}-{} {}", words[n % 8], n * 7919, words[(n * 3 + 1) % 8], words[(n / 8) % 8])
}

fn pasted(text: &str) -> String {
    format!("\x1b[200~{text}\x1b[201~")
}

/// Types a text letter by letter, as a person does.
fn letters(terminal: &mut Terminal, text: &str) {
    text.chars().for_each(|letter| terminal.types(&letter.to_string()));
}

fn desk(home: &Path, path: &Path) -> Terminal {
    let mut terminal = Terminal::tomoni(home, &["--journal", path.to_str().unwrap()]);
    terminal.until_shows("Naoko");
    terminal
}

/// Of these routes and their secrets, those that are still in the memory once the threads are done. `None` where the
/// system lets nobody look.
fn left(pid: u32, secrets: &[(&'static str, String)]) -> Option<Vec<(&'static str, usize)>> {
    let needles: Vec<Vec<u8>> = secrets.iter().map(|(_, secret)| secret.clone().into_bytes()).collect();
    let mut found = Vec::new();
    for _ in 0..20 {
        let counts = in_memory(pid, &needles)?;
        found = secrets.iter().zip(counts).filter(|(_, count)| *count > 0).map(|((route, _), n)| (*route, n)).collect();
        if found.is_empty() {
            break;
        }
        std::thread::yield_now();
    }
    Some(found)
}

/// Nothing lies on top of the desk: its own keys stand below.
fn is_desk(screen: &vt100::Screen) -> bool {
    screen.contents().contains("p prepare")
}

/// Presses a key that lays something on top of the desk.
fn opens(terminal: &mut Terminal, key: &str) {
    terminal.types(key);
    terminal.until(&format!("opened {key}"), |screen| !is_desk(screen));
}

fn closes(terminal: &mut Terminal) {
    terminal.types("\x1b");
    let asks = |screen: &vt100::Screen| screen.contents().contains("Esc again: discard");
    terminal.until("closed it, nor asked", |screen| is_desk(screen) || asks(screen));
    if asks(terminal.screen.screen()) {
        // Something was typed into it.
        terminal.types("\x1b");
    }
    terminal.until("closed it", is_desk);
}

fn skipped() {
    println!("skipped: this system does not let a test look into the memory of another program");
}

#[test]
fn no_passphrase_stays_in_the_memory_however_it_came() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_vault(home.path());
    let mut terminal = desk(home.path(), &path);
    let pid = terminal.child.process_id().unwrap();
    let mut secrets = Vec::new();
    for (n, route) in
        ["typed", "pasted", "pasted with a line end", "pasted twice", "given up", "never answered", "erased"]
            .into_iter()
            .enumerate()
    {
        let secret = secret(n);
        terminal.types(F12);
        terminal.until_shows("Unlock the sealed lines");
        match route {
            "pasted" => terminal.types(&pasted(&secret)),
            "pasted with a line end" => terminal.types(&pasted(&format!("{secret}\r\n"))),
            "pasted twice" => (0..2).for_each(|_| terminal.types(&pasted(&secret))),
            _ => letters(&mut terminal, &secret),
        }
        if route == "typed" {
            terminal.until_shows(&"*".repeat(secret.chars().count()));
            match in_memory(pid, &[secret.clone().into_bytes()]) {
                None => return skipped(),
                Some(open) => assert!(open[0] > 0, "the scan finds what is there"),
            }
        }
        match route {
            "never answered" => {}
            "erased" => terminal.types(&"\x7f".repeat(60)),
            "given up" => {
                terminal.types("\r");
                terminal.until_shows("Unlocking");
            }
            _ => {
                terminal.types("\r");
                terminal.until_shows("Wrong passphrase.");
            }
        }
        terminal.types("\x1b");
        terminal.until("closed it", |screen| !screen.contents().contains("Unlock the sealed lines"));
        secrets.push((route, secret));
    }
    unlock(&mut terminal);
    secrets.push(("the right one", PASSPHRASE.to_owned()));
    assert_eq!(left(pid, &secrets).unwrap(), [], "open, and no passphrase is needed any more");
    terminal.types(F12);
    terminal.until("locked it", is_locked);
    assert_eq!(left(pid, &secrets).unwrap(), [], "locked");
    terminal.types("q");
    terminal.until_it_ends();
}

#[test]
fn no_sealed_line_stays_in_the_memory_however_it_came() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_vault(home.path());
    let mut terminal = desk(home.path(), &path);
    let pid = terminal.child.process_id().unwrap();
    unlock(&mut terminal);
    let mut secrets = Vec::new();
    let mut next = |route: &'static str| {
        secrets.push((route, secret(secrets.len() + 20)));
        secrets.last().unwrap().1.clone()
    };
    let shows = |terminal: &mut Terminal, text: &str| {
        let text = text.to_owned();
        terminal.until(&format!("showed {text}"), move |screen| screen.contents().contains(&text));
    };
    terminal.types("1\r");
    terminal.until_shows("looked");
    terminal.types("\x1b[1;5F\r~ ");
    for route in ["typed", "undone", "cut and put back", "erased"] {
        let secret = next(route);
        letters(&mut terminal, &secret);
        shows(&mut terminal, &secret);
        match route {
            // Away with it, and back.
            "undone" => terminal.types("\x1a\x19"),
            "cut and put back" => {
                terminal.types("\x1b[1;2H\x18");
                terminal.until_shows("tomoni cannot take it back");
                terminal.types("y\x16");
            }
            "erased" => terminal.types(&"\x7f".repeat(secret.chars().count())),
            _ => {}
        }
        terminal.types("\x1b[1;5F\r~ ");
    }
    let copied = base64::engine::general_purpose::STANDARD.encode(format!("~ {}", secret(22)));
    let (one, two) = (next("pasted"), next("pasted with a line end"));
    terminal.types(&pasted(&one));
    shows(&mut terminal, &one);
    terminal.types(&pasted(&format!("\r\n~ {two}\r\nand after\r\n")));
    shows(&mut terminal, &two);
    // Looked for in the note: the words are the line itself.
    terminal.types("\x06");
    terminal.types(&pasted(&one));
    terminal.types("\r\x1b");
    terminal.until("closed the find line", |screen| !screen.contents().contains("Esc close"));
    closes(&mut terminal);
    let quick = next("kept for later");
    opens(&mut terminal, "+");
    terminal.types(&pasted(&format!("~ {quick}")));
    shows(&mut terminal, &quick);
    terminal.types("\r");
    terminal.until("kept it", is_desk);
    let dialog = next("typed into a dialog and given up");
    opens(&mut terminal, "+");
    letters(&mut terminal, &format!("~ {dialog}"));
    shows(&mut terminal, &dialog);
    closes(&mut terminal);
    // Found by the search, beside the summary that is looked at, and beside the rows of the wrap-up.
    let found = next("searched");
    let one_letter_less = copied[..copied.len() - 4].to_owned();
    secrets.push(("cut, as it went to the clipboard", one_letter_less));
    opens(&mut terminal, "/");
    letters(&mut terminal, &found);
    terminal.types(&"\x7f".repeat(60));
    // Few letters, put together here so that neither the program nor its screen has them by chance.
    let short: String = ['q', 'x', 'z', 'v', 'j', 'w'].iter().collect();
    letters(&mut terminal, &short);
    terminal.types(&"\x7f".repeat(60));
    secrets.push(("a short word, searched", short));
    terminal.types(&pasted(&one));
    shows(&mut terminal, &one);
    closes(&mut terminal);
    terminal.types("1");
    for screen in ["s", "w"] {
        opens(&mut terminal, screen);
        closes(&mut terminal);
    }
    if in_memory(pid, &[]).is_none() {
        return skipped();
    }
    terminal.types(F12);
    terminal.until("locked it", is_locked);
    assert_eq!(left(pid, &secrets).unwrap(), []);
    terminal.types("q");
    terminal.until_it_ends();
}

#[test]
fn neither_a_new_passphrase_nor_its_code_stays_in_the_memory() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    let mut terminal = desk(home.path(), &path);
    let pid = terminal.child.process_id().unwrap();
    let passphrase = secret(40);
    for confirmed in [false, true] {
        terminal.types(F12);
        terminal.until_shows("Set up the vault for ~ lines");
        letters(&mut terminal, &passphrase);
        terminal.types("\t");
        terminal.types(&pasted(&passphrase));
        terminal.types("\r");
        terminal.until_shows("Recovery code, shown only once: write it on paper");
        let shown = terminal.screen.screen().contents();
        let code = shown.split_whitespace().find(|word| word.matches('-').count() == 6).expect("the code").to_owned();
        let mut secrets = vec![("the passphrase", passphrase.clone()), ("the code", code.clone())];
        secrets.push(("the code without hyphens", code.replace('-', "")));
        match in_memory(pid, &[code.clone().into_bytes()]) {
            None => return skipped(),
            Some(open) => assert!(open[0] > 0, "the scan finds what is there"),
        }
        if confirmed {
            terminal.types(&pasted(&code));
            terminal.types("\r");
            terminal.until("sealed it", is_open);
            terminal.types("j");
        } else {
            terminal.types("\x1b");
            terminal.until_shows("Nothing was sealed.");
        }
        assert_eq!(left(pid, &secrets).unwrap(), [], "confirmed: {confirmed}");
    }
    terminal.types("q");
    terminal.until_it_ends();
}

fn is_open(screen: &vt100::Screen) -> bool {
    screen.contents().lines().next().is_some_and(|first| first.trim_end().ends_with("unlocked"))
}

#[test]
fn a_command_that_prints_has_no_passphrase_in_its_memory_any_more() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_vault(home.path());
    let mut journal = Journal::open(&path, tomoni::clock::Clock::system()).map_err(|p| p.message(Lang::En)).unwrap();
    let pair = journal.pairs().map_err(|p| p.message(Lang::En)).unwrap()[0].pair.id;
    // More than a pipe holds, so that the command stands still while it prints.
    let text = "said at length, and at greater length\n".repeat(8_000);
    let new = tomoni::domain::forms::NewSession {
        pair,
        at: tomoni::clock::Clock::system().now(),
        status: tomoni::domain::session::SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: String::new(),
        text,
    };
    let id = journal.add_session(&new).map_err(|p| p.message(Lang::En)).unwrap().row.session.id.to_string();
    drop(journal);
    let file = home.path().join("pass");
    std::fs::write(&file, PASSPHRASE).unwrap();
    for from in [file.to_str().unwrap(), "-"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tomoni"));
        command.args([
            "--journal",
            path.to_str().unwrap(),
            "session",
            "show",
            &id,
            "--reveal",
            "--passphrase-file",
            from,
        ]);
        command.env("TOMONI_STATE_DIR", home.path()).env("TOMONI_CONFIG_DIR", home.path());
        command.stdin(if from == "-" { Stdio::from(std::fs::File::open(&file).unwrap()) } else { Stdio::null() });
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0]).unwrap();
        let found = left(child.id(), &[("the passphrase", PASSPHRASE.to_owned())]);
        let mut rest = Vec::new();
        stdout.read_to_end(&mut rest).unwrap();
        assert!(child.wait().unwrap().success());
        match found {
            None => return skipped(),
            Some(found) => assert_eq!(found, [], "from {from}"),
        }
    }
}

#[test]
fn a_command_that_asks_for_the_code_has_no_passphrase_in_its_memory_any_more() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    let (mut terminal, code) = crate::seal::seal_on(home.path(), &path);
    let pid = terminal.child.process_id().unwrap();
    let secrets = [("the passphrase", PASSPHRASE.to_owned()), ("the code", code)];
    let Some(found) = left(pid, &secrets) else { return skipped() };
    assert_eq!(found, []);
    terminal.types("\x03");
    terminal.until_it_ends();
}

#[test]
fn a_command_that_asks_for_a_new_passphrase_has_no_recovery_code_in_its_memory_any_more() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    let mut journal = Journal::open(&path, tomoni::clock::Clock::system()).map_err(|p| p.message(Lang::En)).unwrap();
    let passphrase = Passphrase::new(PASSPHRASE).unwrap();
    let new = NewVault::make(&passphrase, Cost::FLOOR).map_err(|p| p.message(Lang::En)).unwrap();
    let code = new.code().groups().join("-");
    journal.seal_on(&new).map_err(|p| p.message(Lang::En)).unwrap();
    drop(journal);
    let mut terminal = Terminal::tomoni(home.path(), &["--journal", path.to_str().unwrap(), "seal", "recover"]);
    terminal.until_shows("Recovery code:");
    letters(&mut terminal, &code);
    terminal.types("\r");
    terminal.until_shows("New passphrase:");
    let pid = terminal.child.process_id().unwrap();
    let secrets = [("the code", code.clone()), ("the code without hyphens", code.replace('-', ""))];
    let Some(found) = left(pid, &secrets) else { return skipped() };
    assert_eq!(found, []);
    terminal.types("\x03");
    terminal.until_it_ends();
}

/// The most memory that a process ever had, in KiB.
fn peak(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()
}

#[test]
fn keys_that_are_given_up_take_the_memory_of_one_and_the_last_one_answers() {
    let home = tempfile::tempdir().unwrap();
    let path = journal_with_a_pair(home.path());
    let mut journal = Journal::open(&path, tomoni::clock::Clock::system()).map_err(|p| p.message(Lang::En)).unwrap();
    let passphrase = Passphrase::new(PASSPHRASE).unwrap();
    let new = NewVault::make(&passphrase, Cost::FALLBACK).map_err(|p| p.message(Lang::En)).unwrap();
    journal.seal_on(&new).map_err(|p| p.message(Lang::En)).unwrap();
    drop(journal);
    let mut terminal = desk(home.path(), &path);
    let pid = terminal.child.process_id().unwrap();
    let Some(before) = peak(pid) else { return skipped() };
    for _ in 0..50 {
        terminal.types(F12);
        terminal.until_shows("Unlock the sealed lines");
        terminal.types("x\r");
        terminal.until_shows("Unlocking");
        terminal.types("\x1b");
        terminal.until("closed it", |screen| !screen.contents().contains("Unlock the sealed lines"));
    }
    let asked = Instant::now();
    unlock(&mut terminal);
    let (waited, grown) = (asked.elapsed(), peak(pid).unwrap() - before);
    println!("50 given up: {grown} KiB more at the most, the last one after {} ms", waited.as_millis());
    let one = u64::from(Cost::FALLBACK.m_kib);
    assert!(grown < one + one / 2, "the memory of one derivation, not of several: {grown} KiB");
    assert!(waited < PATIENCE / 3, "{waited:?}");
    terminal.types("q");
    terminal.until_it_ends();
}
