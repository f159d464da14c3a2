//! `tomoni seal`: the vault of private lines.

use std::path::Path;

use serde::Serialize;

use super::args::{Seal as Command, SealNew, SealOff, SealRecover};
use super::key::line_of;
use super::table::{Table, dim, plain};
use super::{Run, input, json, output};
use crate::domain::vault::VaultState;
use crate::journal::vault::{Copies, Cost, NewVault, RecoveryCode, recovery_code};
use crate::journal::{Journal, file_problem};
use crate::problem::{Problem, Result, VaultTrouble};

pub fn run(command: Command, run: &mut Run) -> Result<()> {
    match command {
        Command::On => on(run),
        Command::Status => status(run),
        Command::Passphrase(args) => passphrase(&args, run),
        Command::Recover(args) => recover(&args, run),
        Command::Rotate => rotate(run),
        Command::Accept => accept(run),
        Command::Off(args) => off(&args, run),
    }
}

/// What a command has made of the vault.
#[derive(Default, Serialize)]
struct Done<'a> {
    state: VaultState,
    lines: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_code: Option<String>,
    sealed_copies: Vec<&'a Path>,
    /// Files that may still hold private lines readable.
    unreached: Vec<&'a Path>,
}

fn on(run: &mut Run) -> Result<()> {
    let mut journal = Journal::open_or_create(&run.config.journal, run.config.clock)?;
    if journal.vault_state()? != VaultState::Off {
        return Err(Problem::Vault(VaultTrouble::On));
    }
    let passphrase = run.new_passphrase(run.key.file.as_deref())?;
    let new = NewVault::make(&passphrase, Cost::DEFAULT)?;
    confirm_code(&new, run)?;
    let sealed = journal.seal_on(&new)?;
    told_of_fallback(new.fell_back, run);
    let done = Done { lines: sealed.lines, recovery_code: code_for_programs(&new, run), ..done(&sealed.copies) };
    let lang = run.lang();
    run.out.record(&done, |out| out.line(&lang.count("cli-seal-on-done", sealed.lines)));
    tell_of_copies(&sealed.copies, run);
    tell_of_remains(&mut journal, run);
    Ok(())
}

fn done(copies: &Copies) -> Done<'_> {
    let sealed_copies = copies.sealed.iter().map(AsRef::as_ref).collect();
    let unreached = copies.unreached.iter().map(AsRef::as_ref).collect();
    Done { state: VaultState::Locked, sealed_copies, unreached, ..Done::default() }
}

/// Shows the recovery code once. On a terminal its end is typed back: whoever cannot do that has not noted it.
fn confirm_code(new: &NewVault, run: &mut Run) -> Result<()> {
    if run.out.is_json() {
        return Ok(());
    }
    let lang = run.lang();
    run.out.line(&lang.t("cli-seal-code"));
    run.out.line("");
    run.out.line(&format!("    {}", written(new.code())));
    run.out.line("");
    // With a file there is nobody to be asked.
    if run.key.file.is_some() || !input::can_ask() {
        return Ok(());
    }
    run.out.flush();
    let typed = input::answer(&lang.t("cli-seal-code-back"))?;
    if new.code().ends_with(&typed) { Ok(()) } else { Err(Problem::Vault(VaultTrouble::NotNoted)) }
}

fn written(code: &RecoveryCode) -> String {
    code.groups().join("-")
}

fn code_for_programs(new: &NewVault, run: &Run) -> Option<String> {
    run.out.is_json().then(|| written(new.code()))
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
    run.tell_of_unreached(&copies.unreached);
    run.out.aside(&lang.t("cli-seal-beyond"));
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
    let typed = match &args.code_file {
        Some(path) => line_of(path)?,
        None if input::can_ask() => input::answer(&run.lang().t("cli-seal-code-ask"))?,
        None => return Err(Problem::Vault(VaultTrouble::NoCodeAsked)),
    };
    let key = file.recover(&recovery_code(&typed)?)?;
    // Whoever has forgotten the passphrase gets a new one before anything else.
    let new = run.new_passphrase(args.new_passphrase_file.as_deref())?;
    told_of_fallback(journal.change_passphrase(&key, &new, Cost::DEFAULT)?, run);
    say_done("cli-seal-recover-done", run);
    tell_of_remains(&mut journal, run);
    Ok(())
}

fn rotate(run: &mut Run) -> Result<()> {
    let mut journal = run.plain_journal()?;
    let Some(file) = journal.key_file()? else { return Err(Problem::Vault(VaultTrouble::Off)) };
    let passphrase = run.passphrase("cli-seal-ask")?;
    let key = file.open(&passphrase)?;
    let new = NewVault::rotated(&key, &passphrase, Cost::DEFAULT)?;
    confirm_code(&new, run)?;
    let lines = journal.rotate(&key, &new)?;
    told_of_fallback(new.fell_back, run);
    let done =
        Done { state: VaultState::Locked, lines, recovery_code: code_for_programs(&new, run), ..Done::default() };
    let lang = run.lang();
    run.out.record(&done, |out| out.line(&lang.count("cli-seal-rotate-done", lines)));
    run.out.aside(&lang.t("cli-seal-old-copies"));
    tell_of_remains(&mut journal, run);
    Ok(())
}

fn accept(run: &mut Run) -> Result<()> {
    let mut journal = run.plain_journal()?;
    let key = run.open_vault(&journal)?;
    let broken = run.enter(&mut journal, &key)?.broken;
    if broken {
        journal.accept_seals()?;
    }
    let done = Done { state: VaultState::Locked, ..Done::default() };
    let said = run.lang().t(if broken { "cli-seal-accept-done" } else { "cli-seal-accept-nothing" });
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
        journal.keep_sealed();
        // What cannot be written is told before anybody types a passphrase.
        let writable = path.metadata().map_err(|cause| file_problem(path, &cause))?.permissions();
        if writable.readonly() { Err(Problem::ReadOnly(path.clone())) } else { Ok(journal) }
    }
}
