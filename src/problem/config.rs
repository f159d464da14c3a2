//! What is wrong in the configuration file.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::i18n::{Cause, Lang};

/// Something in the configuration file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFault {
    /// The line that it is in, counted from 1; none where the file could not be read.
    pub line: Option<usize>,
    pub wrong: Wrong,
}

/// What is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The file could not be read.
    Unread(Cause),
    /// It is no TOML: the column where that shows, counted from 1, and what the parser says, in English.
    Syntax { column: usize, detail: String },
    /// No setting has this name; the one that is nearest.
    Unknown { key: String, meant: Option<String> },
    /// A setting has a value that it cannot have: what is written there, and the nearest value that it could have.
    Value { setting: Setting, found: String, meant: Option<String> },
    /// A range of days off that ends before it begins.
    Backwards(String),
    /// A range of days off of more than a year.
    LongerThanYear(String),
    /// The journal would be in a folder that does not exist.
    NoFolder(PathBuf),
    /// The journal is a folder.
    IsFolder(PathBuf),
    /// `~name/…`: the home folder of somebody else.
    HomeOfOthers(String),
    /// `$HOME/…`: a variable in a path.
    Variable(String),
    /// `~/…` where nothing says which folder that is.
    NoHome(String),
    /// Keys for a command that does not exist; the one that is nearest.
    NoSuchCommand { id: String, meant: Option<String> },
    /// What is no key; the one that is nearest.
    NoSuchKey { key: String, meant: Option<String> },
    /// A key that no terminal sends, or sends as another one.
    NeverSent(String),
    /// A plain character where characters are typed into a text.
    Typed(String),
    /// A key that already calls another command where this one would be called.
    Taken { key: String, by: String },
    /// A key that stands twice in one list.
    Twice(String),
}

/// A setting, by what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    Language,
    Name,
    Unit,
    Journal,
    Borders,
    Dates,
    FiscalYear,
    DaysOff,
    Minutes,
    Copies,
    CopiesOn,
    CopiesKept(&'static str),
    Keys,
}

impl Setting {
    #[cfg(test)]
    pub const ALL: [Self; 13] = [
        Self::Language,
        Self::Name,
        Self::Unit,
        Self::Journal,
        Self::Borders,
        Self::Dates,
        Self::FiscalYear,
        Self::DaysOff,
        Self::Minutes,
        Self::Copies,
        Self::CopiesOn,
        Self::CopiesKept("daily"),
        Self::Keys,
    ];

    /// What the setting takes.
    fn takes(self, lang: Lang) -> Cow<'static, str> {
        lang.t(match self {
            Self::Language => "config-language",
            Self::Name => "config-name",
            Self::Unit => "config-unit",
            Self::Journal => "config-journal",
            Self::Borders => "config-borders",
            Self::Dates => "config-dates",
            Self::FiscalYear => "config-fiscal",
            Self::DaysOff => "config-days-off",
            Self::Minutes => "config-minutes",
            Self::Copies => "config-copies",
            Self::CopiesOn => "config-copies-on",
            Self::CopiesKept(key) => return lang.fill("config-copies-kept", [("key", key.into())]).into(),
            Self::Keys => "config-keys",
        })
    }
}

impl ConfigFault {
    /// Whether the file may name a journal that could not be read from it, or that cannot be there.
    pub fn may_hide_the_journal(&self) -> bool {
        match &self.wrong {
            Wrong::Unread(_)
            | Wrong::Syntax { .. }
            | Wrong::Value { setting: Setting::Journal, .. }
            | Wrong::NoFolder(_)
            | Wrong::IsFolder(_)
            | Wrong::HomeOfOthers(_)
            | Wrong::Variable(_)
            | Wrong::NoHome(_) => true,
            // A slip in the name of the setting that names the journal.
            Wrong::Unknown { meant, .. } => meant.as_deref() == Some("journal"),
            Wrong::Value { .. }
            | Wrong::Backwards(_)
            | Wrong::LongerThanYear(_)
            | Wrong::NoSuchCommand { .. }
            | Wrong::NoSuchKey { .. }
            | Wrong::NeverSent(_)
            | Wrong::Typed(_)
            | Wrong::Taken { .. }
            | Wrong::Twice(_) => false,
        }
    }

    /// Where it is and what is wrong, in whole sentences.
    pub fn words(&self, lang: Lang) -> String {
        let said = self.wrong.words(lang);
        match (self.line, &self.wrong) {
            (Some(line), Wrong::Syntax { column, .. }) => {
                let at = [("line", number(line)), ("column", number(*column)), ("said", said)];
                lang.fill("config-at-column", at.map(|(name, value)| (name, value.into())))
            }
            (Some(line), _) => lang.fill("config-at", [("line", number(line).into()), ("said", said.into())]),
            (None, _) => said,
        }
    }

    /// Whether nothing of the file could be used.
    fn is_whole(&self) -> bool {
        matches!(self.wrong, Wrong::Unread(_) | Wrong::Syntax { .. })
    }
}

/// Without the separators of thousands.
fn number(n: usize) -> String {
    n.to_string()
}

impl Wrong {
    /// A key for programs.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unread(_) => "unread",
            Self::Syntax { .. } => "syntax",
            Self::Unknown { .. } => "unknown",
            Self::Value { .. } | Self::Backwards(_) | Self::LongerThanYear(_) => "value",
            Self::NoFolder(_) | Self::IsFolder(_) => "folder",
            Self::HomeOfOthers(_) | Self::Variable(_) | Self::NoHome(_) => "path",
            Self::NoSuchCommand { .. } => "command",
            Self::NoSuchKey { .. } | Self::NeverSent(_) | Self::Typed(_) => "key",
            Self::Taken { .. } | Self::Twice(_) => "taken",
        }
    }

    fn words(&self, lang: Lang) -> String {
        let fill = |id: &str, name: &str, value: &str| lang.fill(id, [(name, value.to_owned().into())]);
        let path = |id: &str, path: &Path| fill(id, "path", &path.display().to_string());
        let (said, meant) = match self {
            Self::Unread(cause) => (lang.fill("config-unread", [("cause", lang.cause(cause).into())]), None),
            // The parser speaks English only.
            Self::Syntax { .. } if lang == Lang::Ja => (lang.t("config-syntax-here").into_owned(), None),
            Self::Syntax { detail, .. } => (fill("config-syntax", "detail", detail), None),
            Self::Unknown { key, meant } => (fill("config-unknown", "key", key), meant.as_deref()),
            Self::Value { setting, found, meant } => {
                let with = [("takes", setting.takes(lang).into()), ("found", found.as_str().into())];
                (lang.fill("config-value", with), meant.as_deref())
            }
            Self::Backwards(entry) => (fill("config-days-off-backwards", "entry", entry), None),
            Self::LongerThanYear(entry) => (fill("config-days-off-too-long", "entry", entry), None),
            Self::NoFolder(p) => (path("config-no-folder", p), None),
            Self::IsFolder(p) => (path("config-is-folder", p), None),
            Self::HomeOfOthers(p) => (fill("config-home-of-others", "path", p), None),
            Self::Variable(p) => (fill("config-variable", "path", p), None),
            Self::NoHome(p) => (fill("config-no-home", "path", p), None),
            Self::NoSuchCommand { id, meant } => (fill("config-no-command", "id", id), meant.as_deref()),
            Self::NoSuchKey { key, meant } => (fill("config-no-key", "key", key), meant.as_deref()),
            Self::NeverSent(key) => (fill("config-never-sent", "key", key), None),
            Self::Typed(key) => (fill("config-typed", "key", key), None),
            Self::Taken { key, by } => {
                (lang.fill("config-taken", [("key", key.as_str().into()), ("by", by.as_str().into())]), None)
            }
            Self::Twice(key) => (fill("config-twice", "key", key), None),
        };
        match meant {
            Some(meant) => lang.sentences(&[said, fill("config-meant", "meant", meant)]),
            None => said,
        }
    }
}

/// All that is wrong, a line for each, and what holds nevertheless.
pub(super) fn message(path: &Path, faults: &[ConfigFault], lang: Lang) -> String {
    let is_whole = faults.iter().any(ConfigFault::is_whole);
    let shown = path.display().to_string();
    let mut lines = vec![lang.fill("problem-config", [("path", shown.into())])];
    lines.extend(faults.iter().map(|fault| format!("  {}", fault.words(lang))));
    lines.push(lang.t(if is_whole { "config-nothing-holds" } else { "config-rest-holds" }).into_owned());
    lines.join("\n")
}

/// The first of what is wrong, for whoever wants to do something else, and how the rest is seen.
pub(super) fn first(path: &Path, faults: &[ConfigFault], lang: Lang) -> String {
    let shown = path.display().to_string();
    let said = faults.first().map(|fault| fault.words(lang)).unwrap_or_default();
    let first = lang.fill("config-first", [("path", shown.into()), ("said", said.into())]);
    match faults.len() - 1 {
        0 => first,
        more => lang.sentences(&[first, lang.count("config-more", more)]),
    }
}
