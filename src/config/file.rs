//! What the configuration file says, and what is wrong in it, line by line.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::days_off::{self, Unusable};
use super::paths::{self, NoPath};
use crate::domain::DayOrder;
use crate::files::{self, Allowed, Unread};
use crate::i18n::Lang;
use crate::problem::{ConfigFault, Setting, Wrong};

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
    /// The lines in which these keys are: that of the command, then those of its keys.
    pub key_lines: BTreeMap<String, Vec<usize>>,
}

/// Automatic copies of the journal, and how many of them stay: the newest of each of so many days, weeks and months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Borders {
    #[default]
    Auto,
    Rounded,
    Ascii,
}

const BORDERS: [(&str, Borders); 3] =
    [("auto", Borders::Auto), ("rounded", Borders::Rounded), ("ascii", Borders::Ascii)];
const ORDERS: [(&str, DayOrder); 3] = [("dmy", DayOrder::Dmy), ("mdy", DayOrder::Mdy), ("ymd", DayOrder::Ymd)];
const LANGUAGES: [(&str, Lang); 2] = [("en", Lang::En), ("ja", Lang::Ja)];
const SETTINGS: [&str; 11] = [
    "lang",
    "name",
    "unit",
    "journal",
    "borders",
    "dates",
    "fiscal_year_starts",
    "days_off",
    "lock_after_minutes",
    "copies",
    "keys",
];
const COPIES: [&str; 4] = ["on", "daily", "weekly", "monthly"];
/// A year.
const MOST_MINUTES: u32 = 366 * 24 * 60;
/// More bytes than any configuration has.
const LIMIT: u64 = 1 << 20;
/// So much of a wrong value is told.
const SHOWN: usize = 40;

/// The configuration of a file, and what in it was not understood, in the order of its lines: a mistake in one key does
/// not take the others along. A file that is not there says nothing.
pub fn read(path: &Path) -> (File, Vec<ConfigFault>) {
    let unread =
        |error: io::Error| (File::default(), vec![ConfigFault { line: None, wrong: Wrong::Unread(error.into()) }]);
    let bytes = match files::read(path, Allowed::Plain, LIMIT) {
        Ok(bytes) => bytes,
        Err(Unread::Io(e)) if e.kind() == io::ErrorKind::NotFound => return (File::default(), Vec::new()),
        Err(why) => return unread(why.into_io()),
    };
    match String::from_utf8(bytes) {
        Ok(text) => understand(&text, files::folder_of(path)),
        Err(error) => unread(io::Error::new(io::ErrorKind::InvalidData, error.utf8_error())),
    }
}

/// What a text says. Relative paths in it begin at `folder`.
pub fn understand(text: &str, folder: &Path) -> (File, Vec<ConfigFault>) {
    // Windows writes one at the beginning of a file.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, folder, file: File::default(), faults: Vec::new() };
    reader.settings(table.get_ref());
    let Reader { mut file, mut faults, .. } = reader;
    if !errors.is_empty() {
        // What is guessed behind an error may not be meant so.
        let syntax: Vec<ConfigFault> = errors.iter().map(|error| syntax(text, error)).collect();
        let broken: Vec<usize> = syntax.iter().filter_map(|fault| fault.line).collect();
        let is_header = |line: usize| text.lines().nth(line - 1).is_some_and(|l| l.trim_start().starts_with('['));
        let header = broken.iter().copied().filter(|line| is_header(*line)).min().unwrap_or(usize::MAX);
        faults.retain(|f| f.line.is_some_and(|line| line < header && !broken.contains(&line)));
        faults.extend(syntax);
        file = File::default();
    }
    faults.sort_by_key(|fault| fault.line);
    faults.dedup();
    (file, faults)
}

/// Where a text stops being TOML. The parser says what it misses there, over one or more lines.
fn syntax(text: &str, error: &toml::de::Error) -> ConfigFault {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    let before = text.get(..at).unwrap_or_default();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let detail = error.message().lines().collect::<Vec<_>>().join(" ");
    ConfigFault { line: Some(line_at(text, at)), wrong: Wrong::Syntax { column, detail } }
}

fn line_at(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

struct Reader<'a> {
    text: &'a str,
    folder: &'a Path,
    file: File,
    faults: Vec<ConfigFault>,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn settings(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "lang" => {
                    if self.one_of(value, &LANGUAGES, Setting::Language).is_some() {
                        self.file.lang = value.get_ref().as_str().map(str::to_owned);
                    }
                }
                "name" => self.file.name = self.words(value, Setting::Name),
                "unit" => self.file.unit = self.words(value, Setting::Unit),
                "journal" => self.file.journal = self.journal(value),
                "borders" => {
                    self.file.borders = self.one_of(value, &BORDERS, Setting::Borders).unwrap_or_default();
                }
                "dates" => self.file.dates = self.one_of(value, &ORDERS, Setting::Dates),
                "fiscal_year_starts" => {
                    self.file.fiscal_year_starts = self.number(value, 1..13, Setting::FiscalYear);
                }
                "days_off" => self.days_off(value),
                "lock_after_minutes" => {
                    self.file.lock_after_minutes = self.number(value, 0..MOST_MINUTES + 1, Setting::Minutes);
                }
                "copies" => self.copies(value),
                "keys" => self.keys(value),
                unknown => self.unknown(key.span(), unknown.to_owned(), unknown, &SETTINGS),
            }
        }
    }

    fn fault(&mut self, span: Range<usize>, wrong: Wrong) {
        self.faults.push(ConfigFault { line: Some(line_at(self.text, span.start)), wrong });
    }

    fn unknown(&mut self, span: Range<usize>, key: String, name: &str, known: &[&str]) {
        let meant = nearest(name, known.iter().copied()).map(str::to_owned);
        self.fault(span, Wrong::Unknown { key, meant });
    }

    /// A value that the setting cannot have.
    fn refuse(&mut self, value: &Value<'_>, setting: Setting, meant: Option<String>) {
        let written = self.text.get(value.span()).unwrap_or_default();
        let line = written.lines().next().unwrap_or_default().trim();
        let mut found: String = line.chars().take(SHOWN).collect();
        if found.len() < written.trim().len() {
            found.push('…');
        }
        self.fault(value.span(), Wrong::Value { setting, found, meant });
    }

    fn one_of<T: Copy>(&mut self, value: &Value<'_>, known: &[(&str, T)], setting: Setting) -> Option<T> {
        let written = value.get_ref().as_str();
        let found = known.iter().find(|(word, _)| Some(*word) == written).map(|(_, is)| *is);
        if found.is_none() {
            let meant = written.and_then(|written| nearest(written, known.iter().map(|(word, _)| *word)));
            self.refuse(value, setting, meant.map(|meant| format!("\"{meant}\"")));
        }
        found
    }

    fn words(&mut self, value: &Value<'_>, setting: Setting) -> Option<String> {
        let words = value.get_ref().as_str().filter(|words| !words.trim().is_empty());
        if words.is_none() {
            self.refuse(value, setting, None);
        }
        words.map(str::to_owned)
    }

    fn number<T: TryFrom<i64> + PartialOrd>(
        &mut self,
        value: &Value<'_>,
        range: Range<T>,
        setting: Setting,
    ) -> Option<T> {
        let written = value.get_ref().as_integer();
        let number = written.and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        let found = number.and_then(|n| T::try_from(n).ok()).filter(|n| range.contains(n));
        if found.is_none() {
            self.refuse(value, setting, None);
        }
        found
    }

    fn journal(&mut self, value: &Value<'_>) -> Option<PathBuf> {
        let Some(written) = value.get_ref().as_str().filter(|path| !path.trim().is_empty()) else {
            self.refuse(value, Setting::Journal, None);
            return None;
        };
        let found = path(written, self.folder).and_then(may_be_a_journal);
        found.map_err(|wrong| self.fault(value.span(), wrong)).ok()
    }

    fn days_off(&mut self, value: &Value<'_>) {
        let Some(days) = value.get_ref().as_array() else { return self.refuse(value, Setting::DaysOff, None) };
        for day in days.iter() {
            let entry = match day.get_ref() {
                DeValue::String(text) => text.to_string(),
                DeValue::Datetime(at) => at.to_string(),
                _ => {
                    self.refuse(day, Setting::DaysOff, None);
                    continue;
                }
            };
            match days_off::days(&entry) {
                Ok(days) => self.file.days_off.extend(days),
                Err(Unusable::NoDate) => self.refuse(day, Setting::DaysOff, None),
                Err(Unusable::Backwards) => self.fault(day.span(), Wrong::Backwards(entry)),
                Err(Unusable::TooLong) => self.fault(day.span(), Wrong::LongerThanYear(entry)),
            }
        }
        self.file.days_off.sort_unstable();
        self.file.days_off.dedup();
    }

    fn copies(&mut self, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else { return self.refuse(value, Setting::Copies, None) };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let usual = self.file.copies;
            match name {
                "on" => match value.get_ref().as_bool() {
                    Some(on) => self.file.copies.on = on,
                    None => self.refuse(value, Setting::CopiesOn, None),
                },
                "daily" => self.file.copies.daily = self.kept(value, "daily", usual.daily),
                "weekly" => self.file.copies.weekly = self.kept(value, "weekly", usual.weekly),
                "monthly" => self.file.copies.monthly = self.kept(value, "monthly", usual.monthly),
                _ => self.unknown(key.span(), format!("copies.{name}"), name, &COPIES),
            }
        }
    }

    fn kept(&mut self, value: &Value<'_>, key: &'static str, usual: u16) -> u16 {
        self.number(value, 0..1001, Setting::CopiesKept(key)).unwrap_or(usual)
    }

    fn keys(&mut self, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else { return self.refuse(value, Setting::Keys, None) };
        for (command, value) in table {
            let keys = value.get_ref().as_array().filter(|keys| keys.iter().len() > 0);
            let Some(keys) = keys else {
                self.refuse(value, Setting::Keys, None);
                continue;
            };
            let id = command.get_ref().to_string();
            let mut lines = vec![line_at(self.text, command.span().start)];
            let mut chosen = Vec::new();
            for key in keys.iter() {
                match key.get_ref().as_str() {
                    Some(text) => {
                        chosen.push(text.to_owned());
                        lines.push(line_at(self.text, key.span().start));
                    }
                    None => self.refuse(key, Setting::Keys, None),
                }
            }
            if !chosen.is_empty() {
                self.file.keys.insert(id.clone(), chosen);
                self.file.key_lines.insert(id, lines);
            }
        }
    }
}

/// The path that is written in a file in this folder.
fn path(written: &str, folder: &Path) -> Result<PathBuf, Wrong> {
    if written.starts_with('$') {
        return Err(Wrong::Variable(written.to_owned()));
    }
    let path = paths::expand(Path::new(written)).map_err(|why| match why {
        NoPath::HomeOfOthers => Wrong::HomeOfOthers(written.to_owned()),
        NoPath::NoHome => Wrong::NoHome(written.to_owned()),
    })?;
    Ok(if path.is_absolute() { path } else { folder.join(path) })
}

/// A journal that is named here is in a folder that exists: one on a disk that is not there must not be begun again
/// elsewhere. The usual folder is made.
fn may_be_a_journal(path: PathBuf) -> Result<PathBuf, Wrong> {
    let ends_in_folder = path.as_os_str().as_encoded_bytes().ends_with(b"/");
    if path.is_dir() || path.file_name().is_none() || ends_in_folder {
        return Err(Wrong::IsFolder(path));
    }
    let folder = files::folder_of(&path);
    if folder.is_dir() || super::usual_journal().is_some_and(|usual| usual == path) {
        return Ok(path);
    }
    Err(Wrong::NoFolder(folder.to_owned()))
}

/// The known word that was meant by one that is none, if one is near enough.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase().replace(['-', ' '], "_");
    let letters = word.chars().count();
    let near = |known: &str| {
        let known = known.to_lowercase().replace('-', "_");
        let begins = letters >= 3 && (known.starts_with(&word) || word.starts_with(&known));
        // Of a short word one slip is much.
        let slipped = letters >= 2 && strsim::damerau_levenshtein(&word, &known) == 1;
        match (begins, slipped) {
            (true, _) => 0.95,
            (false, true) => strsim::jaro_winkler(&word, &known).max(0.85),
            (false, false) => strsim::jaro_winkler(&word, &known),
        }
    };
    let found = known.map(|known| (near(known), known)).filter(|(near, _)| *near > 0.8);
    found.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known)
}
