//! Where things are and how somebody likes them: flags, environment, the configuration file, the system, in this order.

mod zone;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use directories::ProjectDirs;
use serde::Deserialize;

use crate::clock::Clock;
use crate::domain::{DateRules, DateTrouble, DayOrder, fiscal_year_of_locale};
use crate::files::{self, Allowed, Guard, Unread};
use crate::i18n::Lang;
use crate::problem::{ConfigFault, Problem, Result};

/// What the configuration file may say. Every key is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// `en` or `ja`.
    pub lang: Option<String>,
    /// Who writes papers, as they want to stand in them, and where they belong: a department, a school.
    pub name: Option<String>,
    pub unit: Option<String>,
    /// The journal file.
    pub journal: Option<PathBuf>,
    /// `auto`, `rounded` or `ascii`.
    pub borders: Borders,
    /// The order of day and month in figures.
    pub dates: Option<DayOrder>,
    /// The month in which the fiscal year begins.
    pub fiscal_year_starts: Option<u32>,
    /// Days on which nobody works, besides weekends and holidays.
    pub days_off: Vec<NaiveDate>,
    /// After how many minutes without a key the private lines lock; 0 for never.
    pub lock_after_minutes: Option<u32>,
    /// Whether the journal is copied by itself, and how many of these copies are kept.
    pub copies: Copies,
    /// Command id to keys: what the desk's commands are called by instead of their own keys.
    pub keys: BTreeMap<String, Vec<String>>,
}

/// Automatic copies of the journal, and how many of them stay: the newest of each of so many days, weeks and months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Copies {
    pub on: bool,
    pub daily: u16,
    pub weekly: u16,
    pub monthly: u16,
}

impl Default for Copies {
    fn default() -> Self {
        Self { on: true, daily: 7, weekly: 4, monthly: 6 }
    }
}

/// How frames are drawn. `Auto` asks the terminal once whether the fine characters are one column wide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Borders {
    #[default]
    Auto,
    Rounded,
    Ascii,
}

/// More bytes than any configuration has.
const LIMIT: u64 = 1 << 20;

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
    /// Only a `TOMONI_NOW` that is no point in time: a test that ran on the wrong day would prove nothing.
    pub fn load(asked: &Asked) -> Result<Self> {
        let dirs = ProjectDirs::from("", "", "tomoni");
        let config_file = config_file();
        let (file, wrong) = read(&config_file);
        let journal_is_unknown = wrong.iter().any(ConfigFault::may_hide_the_journal);
        let complaint = (!wrong.is_empty()).then(|| (config_file.clone(), wrong));
        let lang = settled_lang(asked.lang, &file);
        let usual = dirs.as_ref().map_or_else(|| PathBuf::from("."), |d| d.data_dir().to_owned()).join("journal.db");
        let said = asked.journal.clone().or_else(|| var("TOMONI_JOURNAL").map(PathBuf::from));
        let journal_is_unknown = journal_is_unknown && said.is_none();
        let named = [asked.journal.clone(), var("TOMONI_JOURNAL").map(PathBuf::from), file.journal.clone()];
        let journals: Vec<_> = named.into_iter().flatten().chain([usual]).collect();
        let journal = journals[0].clone();
        let state_dir = state_dir(dirs.as_ref());
        let rules = date_rules(&file, lang);
        let (clock, zone) = clock()?;
        Ok(Self {
            lang,
            journal,
            journals,
            config_file,
            state_dir,
            file,
            clock: clock.with_rules(rules),
            zone,
            language: lang_said().filter(|said| Lang::named(said).is_none()),
            colour: var("NO_COLOR").is_none(),
            complaint,
            journal_is_unknown,
        })
    }
}

impl Config {
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
    settled_lang(asked, &read(&config_file()).0)
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

fn state_dir(dirs: Option<&ProjectDirs>) -> PathBuf {
    let own = || dirs.map(|d| d.state_dir().unwrap_or_else(|| d.data_local_dir()).to_owned());
    var("TOMONI_STATE_DIR").map(PathBuf::from).or_else(own).unwrap_or_else(|| PathBuf::from("."))
}

fn config_file() -> PathBuf {
    let folder = var("TOMONI_CONFIG_DIR").map(PathBuf::from).unwrap_or_else(|| {
        ProjectDirs::from("", "", "tomoni").map_or_else(|| PathBuf::from("."), |d| d.config_dir().to_owned())
    });
    folder.join("config.toml")
}

/// A variable of the environment; an empty one counts as none.
fn var(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|v| !v.is_empty())
}

/// The configuration of a file, and what in it was not understood: a mistake in one key does not take the others
/// along. A file that is not there says nothing.
pub fn read(path: &Path) -> (File, Vec<ConfigFault>) {
    let text = match files::read(path, Allowed::Plain, LIMIT) {
        Ok(bytes) => String::from_utf8(bytes),
        Err(Unread::Io(e)) if e.kind() == std::io::ErrorKind::NotFound => return (File::default(), Vec::new()),
        Err(unread) => return (File::default(), vec![ConfigFault::Unread(unread.into_io().into())]),
    };
    let text = match text {
        Ok(text) => text,
        Err(error) => {
            let error = io::Error::new(io::ErrorKind::InvalidData, error.utf8_error());
            return (File::default(), vec![ConfigFault::Unread(error.into())]);
        }
    };
    match text.parse::<toml::Table>() {
        Ok(table) => File::of(table),
        Err(error) => (File::default(), vec![syntax(&text, &error)]),
    }
}

impl File {
    fn of(table: toml::Table) -> (Self, Vec<ConfigFault>) {
        let (mut file, mut wrong) = (Self::default(), Vec::new());
        for (key, value) in table {
            let set = match key.as_str() {
                "lang" => take(value, &mut file.lang).ok_or(ConfigFault::Language),
                "name" => take(value, &mut file.name).ok_or(ConfigFault::Name),
                "unit" => take(value, &mut file.unit).ok_or(ConfigFault::Unit),
                "journal" => take(value, &mut file.journal).ok_or(ConfigFault::Journal),
                "borders" => take(value, &mut file.borders).ok_or(ConfigFault::Borders),
                "dates" => take(value, &mut file.dates).ok_or(ConfigFault::Dates),
                "fiscal_year_starts" => take(value, &mut file.fiscal_year_starts).ok_or(ConfigFault::FiscalYear),
                "days_off" => days(value).map(|days| file.days_off = days).ok_or(ConfigFault::DaysOff),
                "lock_after_minutes" => take(value, &mut file.lock_after_minutes).ok_or(ConfigFault::Minutes),
                "copies" => take(value, &mut file.copies).ok_or(ConfigFault::Copies),
                "keys" => take(value, &mut file.keys).ok_or(ConfigFault::Keys),
                _ => Err(ConfigFault::Unknown(key)),
            };
            wrong.extend(set.err());
        }
        if file.lang.as_ref().is_some_and(|l| !Lang::ALL.iter().any(|lang| lang.code() == l)) {
            wrong.push(ConfigFault::Language);
        }
        if file.fiscal_year_starts.is_some_and(|month| !(1..=12).contains(&month)) {
            file.fiscal_year_starts = None;
            wrong.push(ConfigFault::FiscalYear);
        }
        // An empty path names nothing.
        if file.journal.as_ref().is_some_and(|path| path.as_os_str().is_empty()) {
            file.journal = None;
            wrong.push(ConfigFault::Journal);
        }
        (file, wrong)
    }
}

/// Where a text stops being TOML. The parser says what it misses there, over one or more lines.
fn syntax(text: &str, error: &toml::de::Error) -> ConfigFault {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let detail = error.message().lines().collect::<Vec<_>>().join(" ");
    ConfigFault::Syntax { line, column, detail }
}

/// A list of dates, in quotes or as TOML writes dates.
fn days(value: toml::Value) -> Option<Vec<NaiveDate>> {
    let toml::Value::Array(days) = value else { return None };
    let day = |value: toml::Value| match value {
        toml::Value::String(text) => text.parse().ok(),
        toml::Value::Datetime(at) => at.to_string().parse().ok(),
        _ => None,
    };
    days.into_iter().map(day).collect()
}

/// Sets a field if the value is of its kind.
fn take<T: serde::de::DeserializeOwned>(value: toml::Value, field: &mut T) -> Option<()> {
    *field = value.try_into().ok()?;
    Some(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_default_is_the_default() {
        let file = |text: &str| File::of(text.parse().expect("the default is TOML"));
        let uncommented: String =
            DEFAULT_FILE.lines().map(|l| l.strip_prefix("#: ").unwrap_or(l)).collect::<Vec<_>>().join("\n");
        let (all, wrong) = file(&uncommented);
        assert_eq!((all.borders, wrong), (Borders::Auto, Vec::new()), "every commented key is a key");
        assert_eq!(file(DEFAULT_FILE), (File::default(), Vec::new()), "and the file says nothing as it stands");
        let settings =
            |text: &str| text.lines().filter(|l| l.starts_with("#: ")).map(str::to_owned).collect::<Vec<_>>();
        for lang in Lang::ALL {
            let own = default_file(lang);
            assert_eq!(settings(&own), settings(DEFAULT_FILE));
            let comments = own.lines().filter(|l| l.starts_with("# "));
            assert!(comments.clone().count() > 5 && comments.clone().all(|l| l.is_ascii() == (lang == Lang::En)));
        }
    }

    #[test]
    fn one_wrong_key_leaves_the_others() {
        let (file, wrong) = File::of("journal = '/a.db'\nborder = 'ascii'\nborders = 7".parse().unwrap());
        assert_eq!(file.journal, Some("/a.db".into()));
        assert_eq!(wrong, [ConfigFault::Unknown("border".to_owned()), ConfigFault::Borders]);
    }
}
