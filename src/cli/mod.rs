//! The command line: the second face of the journal, for scripts and for people who like to type. Every command is a
//! file of its own; all of them go through the use cases of `journal`.

mod action;
mod args;
mod arrive;
mod backup;
mod bin;
mod calendar;
mod completions;
mod config;
mod demo;
mod doctor;
mod due;
mod expects;
mod export;
mod goal;
mod help;
mod import;
mod input;
mod json;
mod key;
mod keys;
mod ledger;
mod line;
mod man;
mod mentor;
mod note;
mod opening;
pub mod output;
mod pair;
mod prep;
mod progress;
mod question;
mod repair;
mod restore;
mod seal;
mod search;
mod session;
mod summary;
mod table;
mod usage;
mod values;
mod words;

pub use words::command;

use std::cell::{Cell, RefCell};
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use clap::error::ErrorKind;
use clap::{Command as ClapCommand, CommandFactory, FromArgMatches};

use crate::clock::Clock;
use crate::config::{Asked, Config};
use crate::domain::pair::Pair;
use crate::i18n::Lang;
use crate::journal::{Journal, Noted};
use crate::problem::{Problem, Result, VaultTrouble};
use crate::tui;

use args::{Cli, Command};
use key::KeyWish;
use opening::{Opening, opening};
use output::Out;

/// The exit code for a command line that cannot be understood.
const USAGE: u8 = 2;

/// What a command has at hand.
struct Run {
    config: Config,
    out: Out,
    key: KeyWish,
    /// The journal was opened to write to it.
    wrote: Cell<bool>,
    /// The journal is only looked at.
    looks: bool,
    /// What could not be read of the journal that a reading command has opened.
    noted: RefCell<Noted>,
}

/// The exit code where something is damaged, as [`Problem::exit_code`] has it.
const DAMAGED: u8 = 5;

impl Run {
    fn lang(&self) -> Lang {
        self.config.lang
    }

    /// How a command line that goes on with this journal begins: `tomoni `, with the journal where it was named.
    fn tomoni(&self) -> String {
        match &self.config.named {
            Some(path) => format!("tomoni --journal {} ", output::quoted(path)),
            None => "tomoni ".to_owned(),
        }
    }

    /// The journal for commands that read: there has to be one.
    fn reading(&self) -> Result<Journal> {
        let open = if self.looks { Journal::look } else { Journal::open };
        let journal = open(&self.config.journal, self.config.clock)?;
        self.noted.replace(journal.noted());
        self.with_wish(journal)
    }

    /// The journal for commands that write: there has to be one, so that a command that fails makes no empty journal in
    /// the place of one that was lost.
    fn writing(&self) -> Result<Journal> {
        self.opened_to_write(Journal::open)
    }

    /// The journal for commands that may be the first: made if there is none.
    fn beginning(&self) -> Result<Journal> {
        self.opened_to_write(Journal::open_or_create)
    }

    fn opened_to_write(&self, open: impl Fn(&Path, Clock) -> Result<Journal>) -> Result<Journal> {
        if self.looks {
            return Err(Problem::LookOnly);
        }
        let journal = open(&self.config.journal, self.config.clock)?;
        self.wrote.set(true);
        self.with_wish(journal)
    }
}

/// The pair of that name; the only active one where none is named.
fn pair_or_only(journal: &Journal, name: Option<&str>) -> Result<Pair> {
    name.map_or_else(|| journal.only_active_pair(), |name| journal.find_pair(name))
}

/// Like [`pair_or_only`], for a command behind which the pair stands without a flag.
fn pair_behind(journal: &Journal, name: Option<&str>) -> Result<Pair> {
    pair_or_only(journal, name).map_err(|problem| match problem {
        Problem::WhichPair(names) => Problem::NamePair(names),
        other => other,
    })
}

/// The language that `--lang` asks for. It is looked for before anything else is understood, because help and
/// complaints have to be in it.
pub fn lang_flag(invocation: &[OsString]) -> Option<Lang> {
    let mut words = invocation.iter().skip(1).map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    let mut asked = None;
    while let Some(word) = words.next() {
        let value =
            if word == "--lang" { words.next() } else { word.strip_prefix("--lang=").map(|v| v.to_owned().into()) };
        asked = value.and_then(|value| Lang::named(&value)).or(asked);
    }
    asked
}

/// Does what the command line asks for.
///
/// # Errors
/// Whatever a person has to be told; see [`Problem::exit_code`].
pub fn run(invocation: &[OsString], lang: Lang) -> Result<ExitCode> {
    let read =
        |root: ClapCommand| root.try_get_matches_from(invocation).and_then(|found| Cli::from_arg_matches(&found));
    // The words are put together only for who is going to read them: help, or what was wrong.
    if let Ok(cli) = read(values::understood(Cli::command())) {
        return run_read(cli, invocation, lang);
    }
    let root = words::command(lang);
    match read(root.clone()) {
        Ok(cli) => run_read(cli, invocation, lang),
        Err(answer) if matches!(answer.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let mut out = Out::plain();
            out.page(&answer.to_string());
            out.finish().map(|()| ExitCode::SUCCESS)
        }
        Err(error) => {
            output::message(&usage::sentence(&error, &root, invocation, lang));
            Ok(ExitCode::from(USAGE))
        }
    }
}

/// Does what was read from the command line.
fn run_read(cli: Cli, invocation: &[OsString], lang: Lang) -> Result<ExitCode> {
    let config = match Config::load(&Asked { journal: cli.journal, lang: Some(lang) }) {
        Err(problem) if let Some(Command::Due(args)) = &cli.command => {
            due::tell(args, &problem, lang);
            return Ok(ExitCode::SUCCESS);
        }
        Err(_) if matches!(&cli.command, Some(Command::Completions(args)) if args.pairs) => {
            return Ok(ExitCode::SUCCESS);
        }
        config => config?,
    };
    let key = KeyWish { file: cli.passphrase_file, reveal: cli.reveal, typed: None };
    let mut run = Run {
        out: Out::new(cli.json, cli.color, config.colour),
        config,
        key,
        wrote: Cell::new(false),
        looks: cli.read_only,
        noted: RefCell::default(),
    };
    let always_ends_well = matches!(cli.command, Some(Command::Due(_)));
    let mut outcome = perform(cli.command, &mut run);
    // Nothing was written: with the key the same is done from its beginning.
    if matches!(outcome, Err(Problem::Vault(VaultTrouble::Locked))) && run.key.file.is_none() && input::can_ask() {
        run.key.typed = Some(run.asked("cli-seal-ask")?);
        let again = values::understood(Cli::command())
            .try_get_matches_from(invocation)
            .and_then(|found| Cli::from_arg_matches(&found));
        outcome = again.map_or(outcome, |cli| perform(cli.command, &mut run));
    }
    if matches!(outcome, Err(Problem::Stopped)) && run.out.changed().load(Ordering::Relaxed) {
        outcome = Err(Problem::StoppedLater);
    }
    // After everything that somebody waits for.
    if outcome.is_ok() && run.wrote.get() {
        run.out.flush();
        backup::daily(&run);
    }
    // What was printed before a failure still reaches its reader.
    let lang = run.lang();
    let damaged = run.noted.take().count();
    let printed = run.out.finish().or_else(|problem| if always_ends_well { Ok(()) } else { Err(problem) });
    let code = outcome.and_then(|code| printed.map(|()| code))?;
    if damaged == 0 {
        return Ok(code);
    }
    output::message(&lang.count("damage-seen", damaged));
    Ok(ExitCode::from(DAMAGED))
}

fn perform(command: Option<Command>, run: &mut Run) -> Result<ExitCode> {
    match command {
        Some(Command::Due(args)) => return Ok(due::run(&args, run)),
        Some(Command::Completions(args)) if args.pairs => return Ok(completions::pairs(run)),
        _ => {}
    }
    let opening = command.as_ref().map_or(Opening::Reads, opening);
    if let (Some(problem), Opening::Reads | Opening::Writes) = (run.config.unknown_journal(), opening) {
        return Err(problem);
    }
    run.refuse_key_without_vault(command.as_ref())?;
    let Some(command) = command else {
        return desk(run);
    };
    complain_about_config(&command, run);
    // What is only looked at must stay what it is.
    if run.looks && matches!(opening, Opening::Writes | Opening::Another) {
        return Err(Problem::LookOnly);
    }
    match command {
        Command::Demo(args) => return demo::run(args, run),
        Command::Pair(command) => pair::run(command, run),
        Command::Session(command) => session::run(command, run),
        Command::Line(command) => line::run(command, run),
        Command::Goal(command) => goal::run(command, run),
        Command::Action(command) => action::run(command, run),
        Command::Mentor(command) => mentor::run(command, run),
        Command::Note(args) => note::run(args, run),
        Command::Search(args) => search::run(args, run),
        Command::Prep(args) => prep::run(&args, run),
        Command::Ledger(args) => ledger::run(&args, run),
        Command::Question(command) => question::run(command, run),
        Command::Due(args) => return Ok(due::run(&args, run)),
        Command::Summary(args) => summary::run(args, run),
        Command::Calendar(args) => calendar::run(&args, run),
        Command::Export(args) => export::run(&args, run),
        Command::Import(command) => return import::run(command, run),
        Command::Seal(command) => seal::run(command, run),
        Command::Backup(args) => return backup::run(&args, run),
        Command::Restore(args) => restore::run(&args, run),
        Command::Look(args) => {
            (run.config.journal, run.looks) = (args.file, true);
            return desk(run);
        }
        Command::Bin(command) => bin::run(command, run),
        Command::Doctor(args) if args.accept => return doctor::accept(run),
        Command::Doctor(args) => {
            return match args.repair {
                Some(new) => repair::run(&new, run),
                None => doctor::run(run),
            };
        }
        Command::Keys => keys::run(run),
        Command::Config(flags) => config::run(flags, run),
        Command::Completions(args) => match args.shell {
            Some(shell) => completions::run(shell, run),
            None => return Ok(completions::pairs(run)),
        },
        Command::Man => man::run(run),
        Command::Help(args) => return Ok(help::run(&args.command, run)),
    }?;
    Ok(ExitCode::SUCCESS)
}

/// Says once what the configuration got wrong, unless the command is about that anyway, and what the environment says that
/// cannot be used. The desk says it itself.
fn complain_about_config(command: &Command, run: &Run) {
    if let (Some((path, faults)), false) = (&run.config.complaint, matches!(command, Command::Config(_))) {
        output::message(&Problem::config_in_short(path, faults, run.lang()));
    }
    tui::said_once(&run.config).iter().for_each(|problem| output::message(&problem.message(run.lang())));
}

fn desk(run: &mut Run) -> Result<ExitCode> {
    needs_terminal()?;
    let desk = if run.looks { tui::run_look(&run.config) } else { tui::run(&run.config) }?;
    closed(desk, run)
}

/// Prints what the desk has left to print. What it could not save in the journal is a failure, wherever it is kept.
fn closed(desk: tui::Closed, run: &mut Run) -> Result<ExitCode> {
    desk.printed.iter().for_each(|text| run.out.page(text));
    desk.asides.iter().for_each(|sentence| run.out.aside(sentence));
    desk.unsaved.iter().for_each(|sentence| run.out.aside(sentence));
    Ok(if desk.unsaved.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The desk is drawn on one and read from the other.
fn needs_terminal() -> Result<()> {
    if io::stdin().is_terminal() && io::stdout().is_terminal() { Ok(()) } else { Err(Problem::NeedsTerminal) }
}
