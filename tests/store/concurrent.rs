//! Programs that read while another one writes: what they look through is one state of the file, and a change that came
//! meanwhile is never reported as damage.

use std::collections::VecDeque;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tomoni::domain::views::Binned;
use tomoni::files::Standing;
use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::problem::Problem;

use super::archive::exported;
use super::{clock, open, session, with_pair};

const JOURNAL: &str = "TOMONI_TEST_WRITES_TO";

/// Writes to a journal until it is killed. A process of its own, as other programs are: locks are kept by process.
#[test]
fn writer() {
    let Some(path) = std::env::var_os(JOURNAL) else { return };
    let mut journal = open(Path::new(&path));
    let pair = journal.pairs().map_err(|p| p.message(Lang::En)).unwrap()[0].pair.id;
    let mut kept = VecDeque::new();
    for n in 0.. {
        // Long enough for pages of their own, in the tables and in the search index.
        let words: String = (0..400).map(|word| format!("w{} ", (n * 7 + word * 31) % 9_973)).collect();
        let held = session(&mut journal, pair, &format!("{words}\n! do {n} by friday\n? {words}\n"));
        // The journal grows only so far: each look through it takes longer.
        kept.push_back(held);
        if let Some(oldest) = (kept.len() > 200).then(|| kept.pop_front()).flatten() {
            told(journal.delete(Binned::Session(oldest)));
        }
        if n % 10 == 9 {
            told(journal.empty_bin());
        }
    }
}

fn told<T>(outcome: Result<T, Problem>) -> T {
    outcome.map_err(|p| p.message(Lang::En)).unwrap()
}

/// The writer, which ends with the value.
struct Writer(Child);

impl Writer {
    fn on(path: &Path) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["concurrent::writer", "--exact", "--test-threads=1"]).env(JOURNAL, path);
        Self(command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Does `read` again and again while another program writes. It may say that the journal is busy, and nothing else.
fn while_written(times: usize, mut read: impl FnMut(&Path, usize) -> Result<(), Problem>) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    drop(with_pair(&path));
    let before = path.metadata().unwrap().len();
    let mut writer = Writer::on(&path);
    let deadline = Instant::now() + Duration::from_secs(60);
    while path.metadata().unwrap().len() == before {
        assert!(Instant::now() < deadline && writer.0.try_wait().unwrap().is_none(), "nothing is written");
        std::thread::park_timeout(Duration::from_millis(5));
    }
    for n in 0..times {
        match read(&path, n) {
            Ok(()) | Err(Problem::Busy) => {}
            Err(other) => panic!("round {n}: {other:?}"),
        }
    }
    assert!(writer.0.try_wait().unwrap().is_none(), "the writer has ended");
    drop(writer);
    let checkup = told(Journal::doctor(&path, clock()));
    assert!(checkup.is_sound(), "{checkup:?}");
}

#[test]
fn a_journal_is_opened_as_sound_while_another_program_writes() {
    while_written(200, |path, n| {
        if n % 2 == 0 { Journal::open(path, clock()).map(drop) } else { Journal::look(path, clock()).map(drop) }
    });
}

#[test]
fn the_doctor_finds_nothing_wrong_while_another_program_writes() {
    while_written(15, |path, n| {
        let checkup = Journal::doctor_with(path, clock(), n % 2 == 0, Default::default(), &mut |_| Ok(None))?;
        assert!(checkup.is_sound(), "round {n}: {checkup:?}");
        Ok(())
    });
}

#[test]
fn copies_and_archives_are_whole_while_another_program_writes() {
    let copies = tempfile::tempdir().unwrap();
    while_written(15, |path, n| {
        let journal = Journal::open(path, clock())?;
        if n % 2 == 0 {
            let to = copies.path().join(format!("{n}.db"));
            assert_eq!(journal.back_up(Some(&to), Standing::Stays, &mut |_, _| true)?.contents.damaged, 0);
        } else {
            assert!(exported(&journal).lines().count() > 1);
        }
        Ok(())
    });
}
