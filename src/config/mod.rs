//! Where things are and how somebody likes them: flags, environment, the configuration file, the system, in this order.

mod days_off;
mod file;
pub mod paths;
#[cfg(test)]
mod tests;
mod zone;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use directories::ProjectDirs;

use crate::clock::Clock;
use crate::domain::{DateRules, DateTrouble, DayOrder, fiscal_year_of_locale};
use crate::files::Guard;
use crate::i18n::Lang;
use crate::problem::{ConfigFault, Problem, Result};

pub use file::{Borders, Copies, File, nearest, read, understand};

/// Every key, commented in both languages, at its default.
pub const DEFAULT_FILE: &str = include_str!("../../assets/config.toml");

/// What `tomoni config --print-default` prints: every key, commented in one language, at its default.
pub fn default_file(lang: Lang) -> String {
    let is_comment = |line: &str| line.starts_with("# ");
    let speaks = |line: &&str| !is_comment(line) || line.is_ascii() == (lang == Lang::En);
    DEFAULT_FILE.lines().filter(speaks).map(|line| format!("{line}\n")).collect()
}

/// What flags asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub journal: Option<PathBuf>,
    pub lang: Option<Lang>,
}

/// Everything settled for this run.
#[derive(Clone, Debug)]
pub struct Config {
    pub lang: Lang,
    pub journal: PathBuf,
    /// The journal that `--journal` names, as it was typed.
    pub named: Option<PathBuf>,
    /// Every journal that is named anywhere: by a flag, the environment, the file, or by being the usual one.
    pub journals: Vec<PathBuf>,
    pub config_file: PathBuf,
    /// The folder in which a run keeps what it may lose: notes about a crash.
    pub state_dir: PathBuf,
    pub file: File,
    pub clock: Clock,
    /// What names a time zone that cannot be used, to be said once: the clock is in UTC then.
    pub zone: Option<String>,
    /// What `TOMONI_LANG` says, if that is no language that tomoni speaks, to be said once.
    pub language: Option<String>,
    /// Colour is wanted: `NO_COLOR` is not set.
    pub colour: bool,
    /// A folder of the XDG specification that is named by a relative path: its variable and what it says, to be said
    /// once. It is ignored, as the specification asks.
    pub relative: Option<(&'static str, String)>,
    /// What the configuration file got wrong, to be said once; the rest of it holds.
    pub complaint: Option<(PathBuf, Vec<ConfigFault>)>,
    /// The file could not be understood where it may name a journal, and neither a flag nor the environment names one: the
    /// usual journal could be the wrong one.
    pub journal_is_unknown: bool,
}

impl Config {
    /// Settles everything for this run.
    ///
    /// # Errors
    /// A `TOMONI_NOW` that is no point in time: a test that ran on the wrong day would prove nothing. A variable that names
    /// the home folder of somebody else.
    pub fn load(asked: &Asked) -> Result<Self> {
        let config_file = config_file()?;
        let (file, wrong) = read(&config_file);
        let journal_is_unknown = wrong.iter().any(ConfigFault::may_hide_the_journal);
        let complaint = (!wrong.is_empty()).then(|| (config_file.clone(), wrong));
        let lang = settled_lang(asked.lang, &file);
        let in_environment = path_var("TOMONI_JOURNAL")?;
        let journal_is_unknown = journal_is_unknown && asked.journal.is_none() && in_environment.is_none();
        let known = [asked.journal.clone(), in_environment, file.journal.clone(), usual_journal()];
        let journals: Vec<_> = known.into_iter().flatten().collect();
        let journal = journals.first().cloned().unwrap_or_default();
        let state_dir = state_dir()?;
        let rules = date_rules(&file, lang);
        let (clock, zone) = clock()?;
        Ok(Self {
            lang,
            journal,
            named: asked.journal.clone(),
            journals,
            config_file,
            state_dir,
            file,
            clock: clock.with_rules(rules),
            zone,
            language: lang_said().filter(|said| Lang::named(said).is_none()),
            colour: var("NO_COLOR").is_none(),
            relative: relative_folder(),
            complaint,
            journal_is_unknown,
        })
    }
}

impl Config {
    /// Why nobody knows which journal is meant, if that is so.
    pub fn unknown_journal(&self) -> Option<Problem> {
        if self.journal.as_os_str().is_empty() {
            return Some(homeless());
        }
        self.journal_is_unknown.then(|| Problem::ConfigJournal(self.config_file.clone()))
    }

    /// What is not written over, whatever somebody asks for: every journal that is named anywhere, and this
    /// configuration.
    pub fn guard(&self) -> Guard {
        let mut guard = Guard::default();
        self.journals.iter().chain([&self.journal]).for_each(|journal| guard.add_journal(journal));
        guard.add_config(&self.config_file);
        guard
    }
}

/// The language of this run, for what is said before everything else is settled.
pub fn lang(asked: Option<Lang>) -> Lang {
    settled_lang(asked, &config_file().map(|path| read(&path).0).unwrap_or_default())
}

fn settled_lang(asked: Option<Lang>, file: &File) -> Lang {
    asked
        .or_else(|| Lang::named(&lang_said()?))
        .or_else(|| Lang::named(file.lang.as_deref()?))
        .unwrap_or_else(|| sys_locale::get_locale().map_or(Lang::En, |l| Lang::of(&l)))
}

/// How dates are written: as the file says, as is usual where the system says that somebody is, or in the language.
fn date_rules(file: &File, lang: Lang) -> DateRules {
    let locale = ["LC_ALL", "LC_TIME", "LANG"].into_iter().find_map(var).map(|l| l.to_string_lossy().into_owned());
    let by_locale = || DayOrder::of_locale(locale.as_deref()?);
    let by_system = || DayOrder::of_locale(&sys_locale::get_locale()?);
    let by_language = match lang {
        Lang::Ja => DayOrder::Ymd,
        Lang::En => DayOrder::Mdy,
    };
    // Read once in a run, and kept as long as it lasts.
    let days_off: &'static [NaiveDate] = Box::leak(file.days_off.clone().into_boxed_slice());
    DateRules {
        order: file.dates.or_else(by_locale).or_else(by_system).unwrap_or(by_language),
        fiscal_year_starts: file.fiscal_year_starts,
        fiscal_year_of_region: locale.as_deref().and_then(fiscal_year_of_locale),
        japanese_holidays: lang == Lang::Ja || locale.is_some_and(|locale| locale.contains("_JP")),
        days_off,
    }
}

/// What the environment says about the language.
fn lang_said() -> Option<String> {
    var("TOMONI_LANG").map(|said| said.to_string_lossy().into_owned())
}

/// What somebody reads where no folder is theirs.
pub fn homeless() -> Problem {
    Problem::NoHome(paths::relative_home().map(|said| said.to_string_lossy().into_owned()))
}

/// The folders that the system has for the files of programs. A relative one would be another one in each folder.
fn folder(of: impl Fn(&ProjectDirs) -> PathBuf) -> Option<PathBuf> {
    ProjectDirs::from("", "", "tomoni").map(|dirs| of(&dirs)).filter(|folder| folder.is_absolute())
}

/// Where the journal is that nothing else names.
fn usual_journal() -> Option<PathBuf> {
    Some(folder(|dirs| dirs.data_dir().to_owned())?.join("journal.db"))
}

fn state_dir() -> Result<PathBuf> {
    let own = || folder(|dirs| dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned());
    let named = path_var("TOMONI_STATE_DIR")?;
    Ok(named.or_else(own).unwrap_or_else(|| std::env::temp_dir().join("tomoni")))
}

/// Where the configuration file is; an empty path where no folder is known for it.
fn config_file() -> Result<PathBuf> {
    let folder = path_var("TOMONI_CONFIG_DIR")?.or_else(|| folder(|dirs| dirs.config_dir().to_owned()));
    Ok(folder.map(|folder| folder.join("config.toml")).unwrap_or_default())
}

/// A folder of the XDG specification that is named by a relative path.
fn relative_folder() -> Option<(&'static str, String)> {
    let names = ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"];
    let said = names.into_iter().filter(|_| cfg!(not(target_os = "macos"))).filter_map(|name| Some((name, var(name)?)));
    let mut relative = said.filter(|(_, said)| !Path::new(said).is_absolute());
    relative.next().map(|(name, said)| (name, said.to_string_lossy().into_owned()))
}

/// A path in the environment.
fn path_var(name: &str) -> Result<Option<PathBuf>> {
    let Some(said) = var(name).map(PathBuf::from) else { return Ok(None) };
    paths::expand(&said).map(Some).map_err(|why| match why {
        paths::NoPath::HomeOfOthers => Problem::HomeOfOthers(said),
        paths::NoPath::NoHome => homeless(),
    })
}

/// A variable of the environment; an empty one counts as none.
fn var(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|v| !v.is_empty())
}

/// The clock of this run, and what names a time zone that it cannot use.
fn clock() -> Result<(Clock, Option<String>)> {
    let Some(now) = std::env::var_os("TOMONI_NOW") else {
        let zone = zone::unusable(zone::asked());
        return Ok((if zone.is_some() { Clock::universal() } else { Clock::system() }, zone));
    };
    let now = now.to_string_lossy().into_owned();
    match chrono::DateTime::parse_from_rfc3339(&now) {
        Ok(at) => Ok((Clock::frozen(at), None)),
        Err(_) => Err(Problem::Date { input: now.clone(), part: now, trouble: DateTrouble::Unknown }),
    }
}
