//! What is wrong in the configuration file.

use std::path::Path;

use crate::i18n::{Cause, Lang};

/// Something in the configuration file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigFault {
    /// The file could not be read.
    Unread(Cause),
    /// It is no TOML: where that shows first, counted from 1, and what the parser says, in English.
    Syntax {
        line: usize,
        column: usize,
        detail: String,
    },
    /// No setting has this name.
    Unknown(String),
    /// A setting whose value it cannot have.
    Language,
    Name,
    Unit,
    Journal,
    Borders,
    Dates,
    FiscalYear,
    /// In which line, where that is known, and which entry of the list.
    DaysOff {
        line: Option<usize>,
        entry: String,
        fault: DayOffFault,
    },
    Minutes,
    Copies,
    Keys,
}

/// Why an entry of the days off cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOffFault {
    NoList,
    NoDate,
    Backwards,
    TooLong,
}

impl ConfigFault {
    /// Whether the file may name a journal that could not be read from it.
    pub fn may_hide_the_journal(&self) -> bool {
        match self {
            Self::Unread(_) | Self::Syntax { .. } | Self::Journal => true,
            Self::Unknown(_)
            | Self::Language
            | Self::Name
            | Self::Unit
            | Self::Borders
            | Self::Dates
            | Self::FiscalYear
            | Self::DaysOff { .. }
            | Self::Minutes
            | Self::Copies
            | Self::Keys => false,
        }
    }

    /// What is wrong and what would be right, without a full stop.
    pub fn words(&self, lang: Lang) -> String {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let id = match self {
            Self::Unread(cause) => return lang.fill("config-unread", [("cause", lang.cause(cause).into())]),
            Self::Syntax { line, column, detail } => {
                let at = [
                    ("line", number(*line).into()),
                    ("column", number(*column).into()),
                    ("detail", detail.as_str().into()),
                ];
                return lang.fill("config-syntax", at);
            }
            Self::Unknown(key) => return lang.fill("config-unknown", [("key", key.as_str().into())]),
            Self::Language => "config-language",
            Self::Name => "config-name",
            Self::Unit => "config-unit",
            Self::Journal => "config-journal",
            Self::Borders => "config-borders",
            Self::Dates => "config-dates",
            Self::FiscalYear => "config-fiscal",
            Self::DaysOff { line, entry, fault } => {
                let why = match fault {
                    DayOffFault::NoList => lang.t("config-days-off"),
                    DayOffFault::NoDate => {
                        lang.fill("config-days-off-no-date", [("entry", entry.as_str().into())]).into()
                    }
                    DayOffFault::Backwards => {
                        lang.fill("config-days-off-backwards", [("entry", entry.as_str().into())]).into()
                    }
                    DayOffFault::TooLong => {
                        lang.fill("config-days-off-too-long", [("entry", entry.as_str().into())]).into()
                    }
                };
                let Some(line) = line else { return why.into_owned() };
                return lang.fill("config-in-line", [("line", number(*line).into()), ("why", why.as_ref().into())]);
            }
            Self::Minutes => "config-minutes",
            Self::Copies => "config-copies",
            Self::Keys => "config-keys",
        };
        lang.t(id).into_owned()
    }

    /// Whether nothing of the file could be used.
    fn is_whole(&self) -> bool {
        match self {
            Self::Unread(_) | Self::Syntax { .. } => true,
            Self::Unknown(_)
            | Self::Language
            | Self::Name
            | Self::Unit
            | Self::Journal
            | Self::Borders
            | Self::Dates
            | Self::FiscalYear
            | Self::DaysOff { .. }
            | Self::Minutes
            | Self::Copies
            | Self::Keys => false,
        }
    }
}

/// All that is wrong in one sentence, and what holds nevertheless.
pub(super) fn message(path: &Path, faults: &[ConfigFault], lang: Lang) -> String {
    let id = if faults.iter().any(ConfigFault::is_whole) { "problem-config-whole" } else { "problem-config" };
    let detail = faults.iter().map(|fault| fault.words(lang)).collect::<Vec<_>>().join(lang.semicolon());
    lang.fill(id, [("path", path.display().to_string().into()), ("detail", detail.into())])
}
