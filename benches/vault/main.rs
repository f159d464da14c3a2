//! What sealing costs, as ratios to floors that are measured in the same run: `cargo bench --bench vault`. See
//! `benches/README.md` for what the rows mean.
//!
//! A report, not a test: it fails only where something did not work at all. Without `--bench`, which cargo adds, it only
//! looks whether everything works.

#![forbid(unsafe_code)]

#[allow(dead_code, reason = "the other benches use the rest of it")]
#[path = "../lifetime/measure.rs"]
mod measure;
#[allow(dead_code, reason = "the other benches use the rest of it")]
#[path = "../desk/terminal.rs"]
mod terminal;

use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, ensure};
use chacha20poly1305::aead::inout::InOutBuf;
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Key, Tag, XChaCha20Poly1305, XNonce};
use measure::{Row, Times, in_turns};
use portable_pty::CommandBuilder;
use rusqlite::Connection;
use terminal::Program;
use tomoni::clock::Clock;
use tomoni::domain::forms::{NewSession, PairForm};
use tomoni::domain::session::SessionStatus;
use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::journal::vault::{self, Cost, NewVault, Passphrase};
use tomoni::problem::Problem;
use tomoni::text::{Needle, fold};
use zeroizing_alloc::ZeroAlloc;

/// As in the program itself: what is given back is wiped, on both sides of each ratio.
#[global_allocator]
static MEMORY: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

const PASSPHRASE: &str = "a lantern under the bridge";
/// Lines of one session.
const LINES: usize = 20;

fn main() -> Result<()> {
    let full = std::env::args().any(|a| a == "--bench");
    let (lines, rounds) = if full { (10_000, 15) } else { (200, 1) };
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("journal.db");
    let texts = corpus(lines);
    build(&path, &texts, if full { Cost::DEFAULT } else { Cost::FLOOR })?;
    let [from_file, from_memory] = reading(&path, &texts, rounds)?;
    let rows = [
        from_file,
        from_memory,
        searching(&path, &texts, rounds)?,
        unlocking(&path, full, rounds)?,
        drawing(&path, full)?,
    ];
    let mut out = std::io::stdout();
    writeln!(out, "{lines} sealed lines, {rounds} rounds\n")?;
    writeln!(out, "{:<44} {:>10} {:>10} {:>6} {:>6}", "", "floor", "tomoni", "ratio", "goal")?;
    for Row { what, ours, floor, unit, goal } in rows {
        writeln!(out, "{what:<44} {floor:>7.2} {unit} {ours:>7.2} {unit} {:>6.2} {goal:>6.2}", ours / floor)?;
    }
    Ok(())
}

/// Sentences of everyday length, in both languages; one in a hundred holds the word that is looked for.
fn corpus(lines: usize) -> Vec<String> {
    let line = |n: usize| {
        let rare = if n.is_multiple_of(100) { "lighthouse 灯台" } else { "the usual いつもの話" };
        match n % 3 {
            0 => format!("~ {n} she seemed tired when we spoke about the move, and {rare} came up again at the end"),
            1 => format!(
                "~ {n} 打ち合わせの途中で少し迷っているように見えた。{rare}のことも、次に会うときに聞いてみたい"
            ),
            _ => format!("~ {n} a doubt about my own advice: {rare}; 来月まで様子を見て、もう一度考える"),
        }
    };
    (0..lines).map(line).collect()
}

fn told(problem: Problem) -> anyhow::Error {
    anyhow!("{}", problem.message(Lang::En))
}

fn passphrase() -> Result<Passphrase> {
    Passphrase::new(PASSPHRASE).ok_or_else(|| anyhow!("no passphrase"))
}

fn build(path: &Path, texts: &[String], cost: Cost) -> Result<()> {
    let mut journal = Journal::open_or_create(path, Clock::system()).map_err(told)?;
    let form = PairForm { name: Some("Naoko".to_owned()), ..PairForm::default() };
    let pair = journal.add_pair(&form).map_err(told)?.pair.id;
    for lines in texts.chunks(LINES) {
        let new = NewSession {
            pair,
            at: Clock::system().now(),
            status: SessionStatus::Held,
            minutes: None,
            mode: None,
            theme: String::new(),
            text: lines.join("\n"),
        };
        journal.add_session(&new).map_err(told)?;
    }
    let new = NewVault::make(&passphrase()?, cost).map_err(told)?;
    let sealed = journal.seal_on(&new).map_err(told)?;
    ensure!(sealed.lines == texts.len(), "{} lines were sealed", sealed.lines);
    Ok(())
}

fn locked(path: &Path) -> Result<Journal> {
    Journal::open(path, Clock::system()).map_err(told)
}

fn key_of(journal: &Journal) -> Result<vault::Key> {
    let file = journal.key_file().map_err(told)?.ok_or_else(|| anyhow!("no vault"))?;
    file.open(&passphrase()?).map_err(told)
}

fn unlock(journal: &mut Journal, key: &vault::Key) -> Result<()> {
    let found = journal.unlock(key).map_err(told)?;
    ensure!(found.damaged.is_empty() && !found.broken, "damaged: {}", found.damaged.len());
    Ok(())
}

fn unlocked(path: &Path) -> Result<Journal> {
    let mut journal = locked(path)?;
    let key = key_of(&journal)?;
    unlock(&mut journal, &key)?;
    Ok(journal)
}

/// The same texts sealed with the bare cipher, each padded as the vault pads it.
struct Bare {
    cipher: XChaCha20Poly1305,
    sealed: Vec<(XNonce, Vec<u8>, Tag)>,
}

/// As many bytes as the vault binds to a line without sealing them.
const BOUND: [u8; 64] = [7; 64];

impl Bare {
    fn new(texts: &[String]) -> Result<Self> {
        let cipher = XChaCha20Poly1305::new(&Key::from([3; 32]));
        let seal = |(n, text): (usize, &String)| {
            let mut nonce = [0; 24];
            nonce[..8].copy_from_slice(&n.to_le_bytes());
            let nonce = XNonce::from(nonce);
            // What the vault seals is the text in JSON.
            let mut msg = format!("{{\"raw\":\"{text}\\n\"}}").into_bytes();
            msg.resize((msg.len() + 1).next_multiple_of(256), 0);
            let tag = cipher.encrypt_inout_detached(&nonce, &BOUND, InOutBuf::from(&mut msg[..]));
            tag.map(|tag| (nonce, msg, tag)).map_err(|_| anyhow!("nothing was sealed"))
        };
        let sealed = texts.iter().enumerate().map(seal).collect::<Result<_>>()?;
        Ok(Self { cipher, sealed })
    }

    fn open_all(&self) -> Result<()> {
        for (nonce, sealed, tag) in &self.sealed {
            let mut text = sealed.clone();
            let opened = self.cipher.decrypt_inout_detached(nonce, &BOUND, InOutBuf::from(&mut text[..]), tag);
            opened.map_err(|_| anyhow!("nothing was opened"))?;
            black_box(text);
        }
        Ok(())
    }
}

fn needle() -> Result<Needle> {
    Needle::new("lighthouse").ok_or_else(|| anyhow!("no needle"))
}

/// A look through clear texts as they lie in the memory, folded for it.
fn scan(texts: &[String], needle: &Needle) -> usize {
    texts.iter().filter(|text| fold(text).contains(needle.folded()) && needle.is_in(text)).count()
}

/// The same texts, readable in a table and nothing else.
fn clear_table(folder: &Path, texts: &[String]) -> Result<PathBuf> {
    let path = folder.join("clear.db");
    let mut file = Connection::open(&path)?;
    file.execute_batch("CREATE TABLE line (id INTEGER PRIMARY KEY, raw TEXT NOT NULL)")?;
    let work = file.transaction()?;
    texts.iter().try_for_each(|text| work.execute("INSERT INTO line (raw) VALUES (?1)", [text]).map(drop))?;
    work.commit()?;
    Ok(path)
}

/// A look through clear texts as they lie in a file.
fn scan_file(file: &Connection, needle: &Needle) -> Result<usize> {
    let mut statement = file.prepare("SELECT raw FROM line")?;
    let mut rows = statement.query([])?;
    let mut found = 0;
    while let Some(row) = rows.next()? {
        let text: String = row.get(0)?;
        found += usize::from(fold(&text).contains(needle.folded()) && needle.is_in(&text));
    }
    Ok(found)
}

/// From the key to the first finds: every sealed line is read from the file, held against its hash and the manifest,
/// opened, folded and looked through. Beside it the bare cipher, and a look through the same texts where they lie readable: in a file as ours do, or in memory.
fn reading(path: &Path, texts: &[String], rounds: usize) -> Result<[Row; 2]> {
    let (bare, needle, key) = (Bare::new(texts)?, needle()?, key_of(&locked(path)?)?);
    let folder = tempfile::tempdir()?;
    let clear = clear_table(folder.path(), texts)?;
    let mut ours = Times::default();
    let (mut from_file, mut from_memory) = (Times::default(), Times::default());
    for round in 0..rounds + 1 {
        let began = Instant::now();
        bare.open_all()?;
        let found = scan(texts, &needle);
        let memory_took = began.elapsed();
        let file = Connection::open(&clear)?;
        let began = Instant::now();
        bare.open_all()?;
        ensure!(scan_file(&file, &needle)? == found, "the file says something else");
        let file_took = began.elapsed();
        // Opened anew, so that nothing of it is in the memory yet.
        let mut journal = locked(path)?;
        let search = journal.understand_search("lighthouse").map_err(told)?;
        let began = Instant::now();
        unlock(&mut journal, &key)?;
        let total = journal.search_total(&search).map_err(told)?;
        let took = began.elapsed();
        ensure!(total == found, "{total} finds instead of {found}");
        if round > 0 {
            from_memory.add(memory_took);
            from_file.add(file_took);
            ours.add(took);
        }
    }
    let row = |what, floor: &Times| Row { what, ours: ours.median(), floor: floor.median(), unit: "ms", goal: 1.5 };
    Ok([
        row("reading and searching, the first time", &from_file),
        row("the same, beside texts that lie in memory", &from_memory),
    ])
}

/// Every search after that.
fn searching(path: &Path, texts: &[String], rounds: usize) -> Result<Row> {
    let (journal, needle) = (unlocked(path)?, needle()?);
    let search = journal.understand_search("lighthouse").map_err(told)?;
    let (ours, floor) = in_turns(
        rounds,
        || journal.search_total(&search).map(drop).map_err(told),
        || {
            black_box(scan(texts, &needle));
            Ok(())
        },
    )?;
    Ok(Row { what: "searching again", ours: ours.median(), floor: floor.median(), unit: "ms", goal: 1.5 })
}

/// From the passphrase to a journal whose sealed lines have all been looked through.
fn unlocking(path: &Path, full: bool, rounds: usize) -> Result<Row> {
    let cost = if full { Cost::DEFAULT } else { Cost::FLOOR };
    let bare = || {
        let params = argon2::Params::new(cost.m_kib, cost.t, cost.p, Some(32)).map_err(|e| anyhow!("{e}"))?;
        let argon = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
        let mut key = [0; 32];
        argon.hash_password_into(PASSPHRASE.as_bytes(), &[9; 16], &mut key).map_err(|e| anyhow!("{e}"))?;
        black_box(key);
        Ok(())
    };
    let (ours, floor) = in_turns(rounds.div_ceil(2), || unlocked(path).map(drop), bare)?;
    Ok(Row {
        what: "unlocking, beside bare Argon2id",
        ours: ours.median(),
        floor: floor.median(),
        unit: "ms",
        goal: 1.2,
    })
}

/// A letter typed into the passphrase: while nothing else happens, and while a key is being derived.
fn drawing(path: &Path, full: bool) -> Result<Row> {
    let home = tempfile::tempdir()?;
    let mut command = CommandBuilder::new(PathBuf::from(env!("CARGO_BIN_EXE_tomoni")));
    command.args(["--journal", &path.to_string_lossy(), "--lang", "en"]);
    for (name, value) in [("TERM", "xterm-256color"), ("TOMONI_CONFIG_DIR", &home.path().to_string_lossy())] {
        command.env(name, value);
    }
    let mut program = Program::start(command, (120, 36))?;
    program.first_frame(|shown| shown.has("Naoko"))?;
    let (mut idle, mut busy) = (Times::default(), Times::default());
    let rounds = if full { 8 } else { 1 };
    for _ in 0..rounds {
        program.press("\x1b[24~", |shown| shown.has("Passphrase"))?;
        // Wrong on purpose: it stays locked, and the dialog is there again.
        for n in 1..=10 {
            idle.add(letter(&mut program, n)?);
        }
        program.press("\r", |shown| shown.has("Esc to cancel"))?;
        for n in 11..=16 {
            let took = letter(&mut program, n)?;
            if program.screen().has("Esc to cancel") {
                busy.add(took);
            }
        }
        program.press("\x1b", |shown| !shown.has("Passphrase"))?;
    }
    program.press("q", |_| false).err();
    Ok(Row {
        what: "a letter's frame while a key is derived",
        ours: busy.median(),
        floor: idle.median(),
        unit: "ms",
        goal: 1.2,
    })
}

fn letter(program: &mut Program, letters: usize) -> Result<Duration> {
    let dots = "*".repeat(letters);
    program.press("x", |shown| shown.has(&dots))
}
