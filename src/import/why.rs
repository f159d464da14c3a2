//! Why something could not be read, in both languages.

use std::io;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::files::Unread;
use crate::i18n::{Cause, Lang};

/// Why something could not be read. It never holds words of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It has no date that could be understood.
    NoDate,
    /// Not the format that it should be; which one that is, and where it went wrong.
    NotThatFormat(String),
    NotUtf8,
    /// Text in another encoding: its name, as `iconv` knows it.
    Encoding(&'static str),
    /// A date in figures that may be read in two ways, where nothing in the source says which.
    EitherWay {
        date: String,
        day_first: NaiveDate,
        month_first: NaiveDate,
    },
    /// A heading that looks like a date and is none that can be read.
    UnclearDate,
    /// A day that the calendar does not have: 30 February.
    NoSuchDay,
    /// A time that the clock does not have: 24:00.
    NoSuchTime,
    /// A line that begins with a date and goes on with other words, where dates alone on a line are the days.
    WordsBehindDate,
    /// A heading with a day and a month, whose year nothing says, or whose weekday fits no year that it could be.
    NoYear,
    /// A heading that ends with a date, as the part of a day.
    DeeperDate,
    /// The entry came at its date, which is another weekday than the one beside it.
    OtherWeekday {
        date: NaiveDate,
        said: Weekday,
    },
    /// A file that came as one entry although its headings tell so many days.
    ManyDays {
        days: usize,
    },
    /// Files of a folder that are of another kind: how many, and which endings they have.
    OtherFiles {
        count: usize,
        endings: String,
    },
    /// A file of a kind that this format does not have, such as a table.
    OtherKind,
    /// Sizes in bytes.
    TooLarge {
        size: u64,
        limit: u64,
    },
    /// The file could not be read; what the system says of it.
    Unreadable(Cause),
    /// Reading it does not come to an end.
    Endless,
    /// It is encrypted: to be decrypted there first.
    Encrypted,
    /// An archive: to be unpacked first.
    Packed,
    /// Neither a file nor a folder, or a link inside a folder.
    NotAFile,
    /// There is nothing at this path.
    Missing,
    /// A folder in which nothing of this format was found.
    NothingHere,
}

impl Why {
    /// The sentence for the person reading it.
    pub fn words(&self, lang: Lang) -> String {
        let words = match self {
            Self::NotThatFormat(detail) => {
                return lang.fill("import-not-that-format", [("detail", detail.as_str().into())]);
            }
            Self::TooLarge { size, limit } => {
                let megabytes = |bytes: u64| i64::try_from(bytes.div_ceil(1 << 20)).unwrap_or(i64::MAX);
                let places = [("size", megabytes(*size).into()), ("limit", megabytes(*limit).into())];
                return lang.fill("import-too-large", places);
            }
            Self::Encoding(name) => return lang.fill("import-encoding", [("encoding", (*name).into())]),
            Self::EitherWay { date, day_first, month_first } => {
                let places = [
                    ("date", date.as_str().into()),
                    ("dmy", lang.written_day(*day_first).into()),
                    ("mdy", lang.written_day(*month_first).into()),
                ];
                return lang.fill("import-either-way", places);
            }
            Self::OtherWeekday { date, said } => {
                let places = [
                    ("date", lang.calendar_day(*date).into()),
                    ("is", lang.whole_weekday(date.weekday()).into()),
                    ("said", lang.whole_weekday(*said).into()),
                ];
                return lang.fill("import-other-weekday", places);
            }
            Self::ManyDays { days } => return lang.count("import-many-days", i64::try_from(*days).unwrap_or(i64::MAX)),
            Self::OtherFiles { count, endings } => {
                let places =
                    [("n", i64::try_from(*count).unwrap_or(i64::MAX).into()), ("endings", endings.as_str().into())];
                return lang.fill("import-other-files", places);
            }
            Self::Unreadable(cause) => return lang.fill("import-unreadable", [("cause", lang.cause(cause).into())]),
            Self::NoDate => lang.t("import-no-date"),
            Self::UnclearDate => lang.t("import-unclear-date"),
            Self::NoSuchDay => lang.t("import-no-such-day"),
            Self::NoSuchTime => lang.t("import-no-such-time"),
            Self::WordsBehindDate => lang.t("import-words-behind-date"),
            Self::NoYear => lang.t("import-no-year"),
            Self::DeeperDate => lang.t("import-deeper-date"),
            Self::OtherKind => lang.t("import-other-kind"),
            Self::NotUtf8 => lang.t("import-not-utf8"),
            Self::Endless => lang.t("import-endless"),
            Self::Encrypted => lang.t("import-encrypted"),
            Self::Packed => lang.t("import-packed"),
            Self::NotAFile => lang.t("import-not-a-file"),
            Self::Missing => lang.t("import-missing"),
            Self::NothingHere => lang.t("import-nothing-here"),
        };
        words.into_owned()
    }
}

impl From<io::Error> for Why {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Unreadable(error.into()),
        }
    }
}

impl From<Unread> for Why {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::NotAFile => Self::NotAFile,
            other => other.into_io().into(),
        }
    }
}
