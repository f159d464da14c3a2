//! `tomoni seal`: the vault of private lines.

use std::path::{Path, PathBuf};

use serde::Serialize;
use zeroize::Zeroizing;

use super::args::{Seal as Command, SealCode, SealNew, SealOff, SealRecover};
use super::key::line_of;
use super::table::{Table, dim, plain};
use super::{Run, input, json, output, progress};
use crate::domain::vault::VaultState;
use crate::files::{self, Standing, Writing};
use crate::journal::vault::{Copies, Cost, NewVault, RecoveryCode, Unlocked, recovery_code};
use crate::journal::{Journal, file_problem, refused};
use crate::problem::{Problem, Result, VaultTrouble};

pub fn run(command: Command, run: &mut Run) -> Result<()> {
    match command {
        Command::On(args) => on(&args, run),
        Command::Status => status(run),
        Command::Passphrase(args) => passphrase(&args, run),
        Command::Recover(args) => recover(&args, run),
        Command::Rotate(args) => rotate(&args, run),
        Command::Accept => accept(run),
        Command::Off(args) => off(&args, run),
    }
}

/// What a command has made of the vault.
#[derive(Default, Serialize)]
struct Done<'a> {
    state: VaultState,
    lines: usize,
    /// The file that has the new recovery code.
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_file: Option<&'a Path>,
    sealed_copies: Vec<&'a Path>,
    /// Copies that are sealed with another key, and open with what opened them then.
    other_copies: Vec<&'a Path>,
    /// Files that may still hold private lines readable.
    unreached: Vec<&'a Path>,
}

fn on(args: &SealCode, run: &mut Run) -> Result<()> {
    let handover = Handover::settle(args)?;
    // Looked at first and made last, so that whoever gives up leaves no file behind.
    let journal = match Journal::open(&run.config.journal, run.config.clock) {
        Err(Problem::NoJournal(_)) => None,
        journal => Some(journal?),
    };
    if journal.as_ref().map_or(Ok(VaultState::Off), Journal::vault_state)? != VaultState::Off {
        return Err(Problem::Vault(VaultTrouble::On));
    }
    // Each secret goes as soon as it has been used: the next question may wait for long.
    let new = NewVault::make(&run.new_passphrase(run.key.file.as_deref())?, Cost::DEFAULT)?;
    handover.hand_over(new.code(), run)?;
    let mut journal = match journal {
        Some(journal) => journal,
        None => Journal::open_or_create(&run.config.journal, run.config.clock)?,
    };
    journal.keep_pace(progress::pace()?)?;
    journal.rescues_in(crate::tui::rescue_folders(&run.config));
    let sealed = journal.seal_on(&new).inspect_err(|_| {
        tell_of_copies(&journal.take_copies(), run);
        handover.tell_of_file("cli-seal-code-stays", run);
    })?;
    told_of_fallback(new.fell_back, run);
    let done = Done { lines: sealed.lines, recovery_file: handover.file(), ..done(&sealed.copies) };
    let lang = run.lang();
    run.out.record(&done, |out| out.line(&lang.count("cli-seal-on-done", sealed.lines)));
    tell_of_copies(&sealed.copies, run);
    handover.tell_of_file("cli-seal-code-in", run);
    run.out.aside(&lang.t("cli-seal-beyond"));
    tell_of_remains(&mut journal, run);
    Ok(())
}

fn done(copies: &Copies) -> Done<'_> {
    fn paths(paths: &[PathBuf]) -> Vec<&Path> {
        paths.iter().map(AsRef::as_ref).collect()
    }
    Done {
        state: VaultState::Locked,
        sealed_copies: paths(&copies.sealed),
        other_copies: paths(&copies.other),
        unreached: paths(&copies.unreached),
        ..Done::default()
    }
}

/// How a new recovery code reaches its owner. Settled before anything is asked or made; nothing depends on the code
/// before it has arrived.
enum Handover<'a> {
    /// Written to this new file.
    File(&'a Path),
    /// Shown on the terminal; its end is typed back.
    Terminal,
}

impl<'a> Handover<'a> {
    fn settle(args: &'a SealCode) -> Result<Self> {
        match &args.recovery_file {
            // Nobody can say whether what was sent to stdout has arrived.
            Some(path) if path == Path::new("-") => Err(Problem::Vault(VaultTrouble::CodeUnseen)),
            Some(path) if path.symlink_metadata().is_ok() => Err(Problem::Occupied(path.clone())),
            Some(path) => Ok(Self::File(path)),
            None if input::can_ask() => Ok(Self::Terminal),
            None => Err(Problem::Vault(VaultTrouble::CodeUnseen)),
        }
    }

    fn hand_over(&self, code: &RecoveryCode, run: &Run) -> Result<()> {
        let lang = run.lang();
        match self {
            Self::File(path) => {
                let line = Zeroizing::new(format!("{}\n", code.groups().join("-")));
                let target = run.config.guard().target(path, Writing::Paper, Standing::Stays);
                target.and_then(|target| files::write(target, line.as_bytes())).map_err(refused)?;
                let found = line_of(path).map(Zeroizing::new)?;
                if *found == line.trim_end() { Ok(()) } else { Err(Problem::Vault(VaultTrouble::CodeNotKept)) }
            }
            Self::Terminal => {
                let shown = format!("{}\n\n    {}\n", lang.t("cli-seal-code"), code.groups().join("-"));
                output::must_tell(&shown).map_err(|cause| file_problem(Path::new("stderr"), &cause))?;
                drop(shown);
                let typed = input::answer(&lang.t("cli-seal-code-back"))?;
                if code.is_noted(&typed) { Ok(()) } else { Err(Problem::Vault(VaultTrouble::NotNoted)) }
            }
        }
    }

    fn file(&self) -> Option<&'a Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Terminal => None,
        }
    }

    /// Says something about the file, where there is one.
    fn tell_of_file(&self, words: &str, run: &mut Run) {
        if let Self::File(path) = self {
            run.out.aside(&run.lang().fill(words, [("path", path.display().to_string().into())]));
        }
    }
}

fn told_of_fallback(fell_back: bool, run: &Run) {
    if fell_back {
        output::message(&run.lang().t("cli-seal-fell-back"));
    }
}

fn tell_of_remains(journal: &mut Journal, run: &mut Run) {
    if journal.take_remains() {
        run.out.aside(&run.lang().t("vault-remains"));
    }
}

fn tell_of_copies(copies: &Copies, run: &mut Run) {
    let lang = run.lang();
    if !copies.sealed.is_empty() {
        run.out.aside(&lang.count("cli-seal-copies", copies.sealed.len()));
    }
    for path in &copies.other {
        run.out.aside(&lang.fill("vault-other-copy", [("path", path.display().to_string().into())]));
    }
    run.tell_of_unreached(&copies.unreached);
}

#[derive(Serialize)]
struct Status {
    state: VaultState,
    lines: u64,
    bytes: u64,
    epoch: Option<u32>,
    memory_kib: Option<u32>,
    passes: Option<u32>,
    lanes: Option<u32>,
    created_at: Option<String>,
}

fn status(run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    let found = journal.vault_status()?;
    let cost = found.and_then(|found| found.cost);
    let created = found.and_then(|found| chrono::DateTime::from_timestamp_millis(found.created));
    let state = journal.vault_state()?;
    let shape = Status {
        state,
        lines: found.map_or(0, |found| found.sealed.lines),
        bytes: found.map_or(0, |found| found.sealed.bytes),
        epoch: found.map(|found| found.epoch),
        memory_kib: cost.map(|[m, ..]| m),
        passes: cost.map(|[_, t, _]| t),
        lanes: cost.map(|[.., p]| p),
        created_at: created.map(|at| json::time(at.fixed_offset())),
    };
    let lang = run.lang();
    run.out.record(&shape, |out| {
        let mut table = Table::default();
        table.row([dim(lang.t("cli-seal-state")), plain(lang.t(&format!("vault-{}", shape.state.key())))]);
        if found.is_some() {
            table.row([dim(lang.t("cli-seal-lines")), plain(shape.lines.to_string())]);
        }
        if let Some(memory) = shape.memory_kib {
            let words = lang.count("cli-seal-guess", memory / 1024);
            table.row([dim(lang.t("cli-seal-cost")), plain(words)]);
        }
        table.print(out);
    });
    Ok(())
}

fn passphrase(args: &SealNew, run: &mut Run) -> Result<()> {
    let mut journal = run.plain_journal()?;
    let key = run.open_vault(&journal)?;
    let new = run.new_passphrase(args.new_passphrase_file.as_deref())?;
    told_of_fallback(journal.change_passphrase(&key, &new, Cost::DEFAULT)?, run);
    say_done("cli-seal-passphrase-done", run);
    tell_of_remains(&mut journal, run);
    Ok(())
}

fn recover(args: &SealRecover, run: &mut Run) -> Result<()> {
    let mut journal = run.plain_journal()?;
    let Some(file) = journal.key_file()? else { return Err(Problem::Vault(VaultTrouble::Off)) };
    let code = match &args.code_file {
        Some(path) => recovery_code(&line_of(path)?)?,
        None if input::can_ask() => recovery_code(&input::answer(&run.lang().t("cli-seal-code-ask"))?)?,
        None => return Err(Problem::Vault(VaultTrouble::NoCodeAsked)),
    };
    let key = file.recover(&code)?;
    drop(code);
    // Whoever has forgotten the passphrase gets a new one before anything else.
    let new = run.new_passphrase(args.new_passphrase_file.as_deref())?;
    told_of_fallback(journal.change_passphrase(&key, &new, Cost::DEFAULT)?, run);
    say_done("cli-seal-recover-done", run);
    tell_of_remains(&mut journal, run);
    Ok(())
}

fn rotate(args: &SealCode, run: &mut Run) -> Result<()> {
    let mut journal = run.plain_journal()?;
    let Some(file) = journal.key_file()? else { return Err(Problem::Vault(VaultTrouble::Off)) };
    let handover = Handover::settle(args)?;
    let (key, passphrase) = run.open_with_passphrase(&file)?;
    let new = NewVault::rotated(&key, &passphrase, Cost::DEFAULT)?;
    drop(passphrase);
    handover.hand_over(new.code(), run)?;
    let lines = journal.rotate(&key, &new).inspect_err(|_| handover.tell_of_file("cli-seal-code-unused", run))?;
    told_of_fallback(new.fell_back, run);
    let done = Done { state: VaultState::Locked, lines, recovery_file: handover.file(), ..Done::default() };
    let lang = run.lang();
    run.out.record(&done, |out| out.line(&lang.count("cli-seal-rotate-done", lines)));
    handover.tell_of_file("cli-seal-code-in", run);
    run.out.aside(&lang.t("cli-seal-old-copies"));
    tell_of_remains(&mut journal, run);
    Ok(())
}

fn accept(run: &mut Run) -> Result<()> {
    let mut journal = run.plain_journal()?;
    let key = run.open_vault(&journal)?;
    let Unlocked { damaged, broken } = run.enter(&mut journal, &key)?;
    if broken {
        journal.accept_seals()?;
    }
    let done = Done { state: VaultState::Locked, ..Done::default() };
    let said = run.lang().t(match (broken, damaged.is_empty()) {
        (true, true) => "cli-seal-accept-done",
        (true, false) => "cli-seal-accept-but-damaged",
        (false, true) => "cli-seal-accept-nothing",
        // The line was named; that it is damaged cannot be accepted.
        (false, false) => return Err(Problem::Vault(VaultTrouble::LineDamaged)),
    });
    run.out.record(&done, |out| out.line(&said));
    Ok(())
}

fn off(args: &SealOff, run: &mut Run) -> Result<()> {
    let lang = run.lang();
    let mut journal = run.plain_journal()?;
    let key = run.open_vault(&journal)?;
    if !args.yes {
        if !input::can_ask() {
            return Err(Problem::Vault(VaultTrouble::NeedsYes));
        }
        let agreed = input::agrees(&lang.t("cli-seal-off-sure"))? && input::agrees(&lang.t("cli-seal-off-really"))?;
        if !agreed {
            return Err(Problem::Vault(VaultTrouble::NotAgreed));
        }
    }
    let lines = journal.seal_off(&key)?;
    let done = Done { state: VaultState::Off, lines, ..Done::default() };
    run.out.record(&done, |out| out.line(&lang.count("cli-seal-off-done", lines)));
    run.out.aside(&lang.t("cli-seal-old-copies"));
    Ok(())
}

fn say_done(words: &str, run: &mut Run) {
    let lang = run.lang();
    let done = Done { state: VaultState::Locked, ..Done::default() };
    run.out.record(&done, |out| out.line(&lang.t(words)));
    run.out.aside(&lang.t("cli-seal-old-copies"));
}

impl Run {
    /// The journal without its key: these commands ask for it themselves.
    fn plain_journal(&self) -> Result<Journal> {
        let path = &self.config.journal;
        let mut journal = Journal::open(path, self.config.clock)?;
        journal.tell_of_changes(self.out.changed());
        journal.keep_pace(progress::pace()?)?;
        journal.keep_sealed();
        // What cannot be written is told before anybody types a passphrase.
        let writable = path.metadata().map_err(|cause| file_problem(path, &cause))?.permissions();
        if writable.readonly() { Err(Problem::ReadOnly(path.clone())) } else { Ok(journal) }
    }
}
