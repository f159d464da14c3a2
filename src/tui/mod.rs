//! The desk in the terminal. `runtime` is the loop, `update` the only place where the `model` changes, `view` draws it,
//! `worker` is the thread that owns the journal; `input::command` is the catalogue of everything that can be done.

mod answers;
pub mod canvas;
pub mod effect;
pub mod events;
pub mod input;
pub mod last_words;
pub mod layout;
pub mod model;
pub mod msg;
pub mod reader;
pub mod runtime;
pub mod screens;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;
pub mod widgets;
pub mod worker;

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::config::{Borders, Config, Copies, File, nearest};
use crate::domain::sharing::Author;
use crate::i18n::Lang;
use crate::journal::{Journal, Keep};
use crate::platform::tty::{self, Asked, Wake};
use crate::problem::{ConfigFault, Problem, Wrong};

use events::Events;
use input::command;
use input::keymap::{Complaint, Keymap, Unfit};
use model::Model;
use msg::Stamp;
use theme::Theme;

/// What a desk leaves to be said once it is closed.
pub struct Closed {
    /// Texts that the person wanted on the terminal.
    pub printed: Vec<String>,
    /// A sentence on everything that is not in the journal, and where it is.
    pub unsaved: Vec<String>,
    /// What else there is to know.
    pub asides: Vec<String>,
}

/// Opens the desk on the person's own journal. Returns what is to be said once it is closed.
pub fn run(config: &Config) -> Result<Closed, Problem> {
    open(config, &config.journal, Kind::Own)
}

/// Opens the desk on a journal that is only looked at.
pub fn run_look(config: &Config) -> Result<Closed, Problem> {
    open(config, &config.journal, Kind::Look)
}

/// Opens the desk on the sample journal at `path`.
pub fn run_demo(config: &Config, path: &Path) -> Result<Closed, Problem> {
    open(config, path, Kind::Sample)
}

/// What kind of journal the desk is opened on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Own,
    /// It is gone when the desk closes.
    Sample,
    Look,
}

fn open(config: &Config, path: &Path, kind: Kind) -> Result<Closed, Problem> {
    let mut journal = match kind {
        Kind::Own | Kind::Sample => Journal::open_or_create(path, config.clock)?,
        Kind::Look => Journal::look(path, config.clock)?,
    };
    journal.keep_copies(copies_to_keep(config).filter(|_| kind == Kind::Own));
    journal.protect(&config.guard());
    journal.rescues_in(rescue_folders(config));
    let failed = |e: std::io::Error| Problem::Other(e.into());
    let asked = Asked::default();
    let wake = Wake::new().map_err(failed)?;
    tty::listen(&asked, wake.waker()).map_err(failed)?;
    let mut guard = terminal::Guard::enter().map_err(failed)?;
    let events = events::Terminal::new(Rc::clone(&guard.tty), wake, Arc::clone(&asked.resized));
    let size = guard.terminal.size().map_or((80, 24), |s| (s.width, s.height));
    let theme = Theme { colour: config.colour, ascii: config.file.borders == Borders::Ascii };
    let (keymap, complaints) = Keymap::new(command::all(), &config.file.keys);
    let now = Stamp { wall: config.clock.now(), mono: events.mono() };
    let mut model = Model::new(config.lang, theme, size, now, keymap, kind == Kind::Sample);
    let File { name, unit, .. } = &config.file;
    model.author = Author { name: name.clone().unwrap_or_default(), unit: unit.clone().unwrap_or_default() };
    model.look_only = kind == Kind::Look;
    (model.dates, model.zone) = (config.clock.rules(), config.clock.zone());
    if let Some(minutes) = config.file.lock_after_minutes {
        model.vault.lock_after = (minutes > 0).then(|| u64::from(minutes) * 60_000);
    }
    let only_readable = journal.only_readable().filter(|_| kind == Kind::Own);
    if let Some(problem) = only_readable {
        let why = problem.message(config.lang);
        model.complain(why.clone());
        model.unchangeable = Some(why);
    } else if let Some(complaint) = complaint(config, &complaints) {
        model.complain(complaint);
    }
    if model.unchangeable.is_none() && kind == Kind::Own && complaint(config, &complaints).is_none() {
        let unsaved = crate::journal::newly_unsaved(&unsaved_files(config), &config.state_dir, &config.guard());
        if unsaved > 0 {
            model.complain(config.lang.count("unsaved-found", unsaved));
        }
    }
    model.plain_if_wide = config.file.borders != Borders::Rounded;
    // Whatever the frames look like: how wide a text is matters everywhere.
    let asks_for_width = config.lang == Lang::Ja;
    let surroundings = terminal::Real { tty: Rc::clone(&guard.tty), asks_for_width };
    let stop = Arc::clone(&asked.stop);
    let runtime = runtime::Runtime::new(journal, &model, events, surroundings, stop).map_err(failed)?;
    let mut runtime = runtime.pausing(asked.pause).rescuing_in(rescue_folders(config));
    let ended = runtime.run(&mut guard.terminal, &mut model);
    // Nobody takes a request any more: who insists ends the program in the system's own way.
    asked.stop.store(true, Ordering::Relaxed);
    let mut unsaved = std::mem::take(&mut model.leave.farewell);
    let asides = std::mem::take(&mut model.leave.asides);
    match ended {
        Ok(printed) => Ok(Closed { printed, unsaved, asides }),
        Err(problem) if unsaved.is_empty() => Err(problem),
        Err(problem) => {
            unsaved.push(problem.message(model.lang));
            Ok(Closed { printed: Vec::new(), unsaved, asides })
        }
    }
}

/// The files with text that was not saved and that nobody has put away: beside the journal, and in the folder for such
/// things. In other folders a file of the same name may belong to another journal.
pub fn unsaved_files(config: &Config) -> Vec<PathBuf> {
    crate::journal::unsaved(&config.journal, std::slice::from_ref(&config.state_dir))
}

/// Where a text is kept that the journal cannot take, if the folder of the journal does not take it, either.
pub fn rescue_folders(config: &Config) -> Vec<PathBuf> {
    let home = crate::config::paths::home();
    std::iter::once(config.state_dir.clone()).chain(home).chain([std::env::temp_dir()]).collect()
}

/// How many automatic copies the person wants.
pub fn copies_to_keep(config: &Config) -> Option<Keep> {
    let Copies { on, daily, weekly, monthly } = config.file.copies;
    on.then(|| Keep { daily: daily.into(), weekly: weekly.into(), monthly: monthly.into() })
}

/// What is wrong with the chosen keys of a configuration.
pub fn key_faults(file: &File) -> Vec<ConfigFault> {
    faults_of(file, Keymap::new(command::all(), &file.keys).1)
}

fn faults_of(file: &File, complaints: Vec<Complaint>) -> Vec<ConfigFault> {
    let fault = |Complaint { command, nth, key, why }: Complaint| {
        let place = if why == Unfit::NoSuchCommand { 0 } else { nth + 1 };
        let line = file.key_lines.get(&command).and_then(|lines| lines.get(place).copied());
        let wrong = match why {
            Unfit::NoSuchCommand => {
                let meant = nearest(&command, command::all().iter().map(|c| c.id)).map(str::to_owned);
                Wrong::NoSuchCommand { id: command, meant }
            }
            Unfit::NoSuchKey => {
                let meant = input::key::meant(&key).or_else(|| nearest(&key, input::key::names()).map(str::to_owned));
                let meant = meant.map(|name| format!("\"{name}\""));
                Wrong::NoSuchKey { key, meant }
            }
            Unfit::NeverSent => Wrong::NeverSent(key),
            Unfit::Typed => Wrong::Typed(key),
            Unfit::Taken(by) => Wrong::Taken { key, by: by.to_owned() },
            Unfit::Twice => Wrong::Twice(key),
        };
        ConfigFault { line, wrong }
    };
    complaints.into_iter().map(fault).collect()
}

/// What the quiet line says first about the configuration and the environment, in one sentence.
fn complaint(config: &Config, keys: &[Complaint]) -> Option<String> {
    let lang = config.lang;
    let faults = config.complaint.as_ref().map_or(0, |(_, faults)| faults.len()) + keys.len();
    if faults > 0 {
        return Some(lang.count("config-faults", faults));
    }
    said_once(config).into_iter().next().map(|problem| problem.message(lang))
}

/// What the environment says that cannot be used, each to be said once.
pub fn said_once(config: &Config) -> Vec<Problem> {
    let language = config.language.clone().map(Problem::Language);
    let zone = config.zone.clone().map(Problem::Zone);
    let relative = config.relative.clone().map(|(variable, said)| Problem::RelativeFolder { variable, said });
    language.into_iter().chain(zone).chain(relative).collect()
}

/// One row of `tomoni keys`.
pub struct KeyRow {
    pub id: &'static str,
    pub scope: &'static str,
    pub keys: Vec<String>,
    pub en: String,
    pub ja: String,
}

/// The catalogue with the keys that hold for this person.
pub fn keys_table(config: &Config) -> Vec<KeyRow> {
    let (keymap, _) = Keymap::new(command::all(), &config.file.keys);
    let row = |c: &&'static command::Command| KeyRow {
        id: c.id,
        scope: c.scope.key(),
        keys: keymap.keys(c.id).iter().map(|k| k.shown(false)).collect(),
        en: Lang::En.t(&c.words()).into_owned(),
        ja: Lang::Ja.t(&c.words()).into_owned(),
    };
    command::all().iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_keys_of_the_default_configuration_are_of_commands() {
        let named = crate::config::DEFAULT_FILE.lines().filter_map(|l| l.strip_prefix("#: \"")?.split('"').next());
        let ids: Vec<&str> = named.collect();
        assert!(!ids.is_empty());
        assert!(ids.iter().all(|id| super::command::find(id).is_some()), "{ids:?}");
    }
}
