//! Every problem in Japanese: our own sentence comes first, and what a system or a library says in English is at most a
//! detail in brackets.

use std::io;

use super::*;
use crate::archive::List;
use crate::domain::Objection;
use crate::i18n::Lang;
use crate::import::Why;

/// What the parser or the system says: in English, whatever the language.
const ENGLISH: &str = "expected a comma, found the end of the file";

/// Whether a problem is in [`problems`]. A new one does not compile before it is named here.
fn is_tried(problem: &Problem) -> bool {
    match problem {
        Problem::NoJournal(_) | Problem::IsFolder(_) | Problem::NotPlain(_) | Problem::NotAllowed(_) => true,
        Problem::NameTooLong(_)
        | Problem::NotAJournal(_)
        | Problem::OtherRollback(_)
        | Problem::TooNew { .. }
        | Problem::Damaged(_) => true,
        Problem::Altered(_)
        | Problem::TablesAltered(_)
        | Problem::Unreadable
        | Problem::NotNow
        | Problem::NotWritten
        | Problem::ReadOnly(_) => true,
        Problem::LookOnly | Problem::DiskFull | Problem::Displaced { .. } | Problem::Unconfirmed => true,
        Problem::Unsaid { .. } | Problem::Busy | Problem::Stale | Problem::UndoStale | Problem::File { .. } => true,
        Problem::NotFound { .. } | Problem::Ambiguous { .. } | Problem::Date { .. } | Problem::Cadence(_) => true,
        Problem::Number(_) | Problem::Empty(_) | Problem::NameTaken(_) | Problem::RatingRange => true,
        Problem::ConfidenceRange | Problem::NeedsSession { .. } | Problem::TooLarge { .. } => true,
        Problem::NotUtf8 { .. } | Problem::NoPairs | Problem::NotPlanned | Problem::SearchFilter { .. } => true,
        Problem::SearchNoValue { .. } | Problem::SearchDaysTurned => true,
        Problem::NothingToSettle
        | Problem::NoDueDate(_)
        | Problem::WhichPair(_)
        | Problem::NamePair(_)
        | Problem::NoHeldSession { .. } => true,
        Problem::NeedsTerminal | Problem::Words(_) | Problem::Vault(_) | Problem::NeedsYes => true,
        Problem::TargetExists(_)
        | Problem::Occupied(_)
        | Problem::Source(_)
        | Problem::NeedsFile
        | Problem::NotStdout => true,
        Problem::PauseNotAhead | Problem::PairFinished | Problem::DaysAhead | Problem::BuiltIn(_) => true,
        Problem::NotHeld | Problem::DaysTurned | Problem::NobodyNamed { .. } | Problem::NotInPaper(_) => true,
        Problem::ReportRules
        | Problem::ReadingStays
        | Problem::Naming(_)
        | Problem::NotAFile(_)
        | Problem::Guarded { .. } => true,
        Problem::Leftover { .. } | Problem::FileUnconfirmed(_) | Problem::NotReadable(_) => true,
        Problem::NobodyWrites(_) | Problem::FileTooLarge { .. } | Problem::NoFile(_) | Problem::NoFolder(_) => true,
        Problem::Stopped
        | Problem::StoppedLater
        | Problem::NotEmpty
        | Problem::NotAnArchive(_)
        | Problem::ArchiveTooNew { .. } => true,
        Problem::ArchiveSchemaTooNew { .. } | Problem::ArchiveDamaged { .. } | Problem::NotABackup(_) => true,
        Problem::BackupDamaged(_) | Problem::Restoring | Problem::RestoresItself(_) => true,
        Problem::RestoreNeedsYes | Problem::ConfigJournal(_) | Problem::Language(_) => true,
        Problem::Zone(_) | Problem::Config { .. } | Problem::EmptyFile(_) => true,
        Problem::NoHome(_) | Problem::HomeOfOthers(_) | Problem::RelativeFolder { .. } => true,
        Problem::Demo(_) | Problem::Other(_) => true,
    }
}

/// Every error kind that the standard library names and a file can meet.
fn causes() -> Vec<Cause> {
    use io::ErrorKind as Kind;
    let kinds = [
        Kind::NotFound,
        Kind::PermissionDenied,
        Kind::AlreadyExists,
        Kind::IsADirectory,
        Kind::NotADirectory,
        Kind::DirectoryNotEmpty,
        Kind::StorageFull,
        Kind::QuotaExceeded,
        Kind::ReadOnlyFilesystem,
        Kind::BrokenPipe,
        Kind::FileTooLarge,
        Kind::InvalidFilename,
        Kind::InvalidData,
        Kind::InvalidInput,
        Kind::UnexpectedEof,
        Kind::ResourceBusy,
        Kind::ExecutableFileBusy,
        Kind::WouldBlock,
        Kind::TimedOut,
        Kind::OutOfMemory,
        Kind::Interrupted,
        Kind::Unsupported,
        Kind::StaleNetworkFileHandle,
        Kind::CrossesDevices,
        Kind::Other,
    ];
    let of_kinds = kinds.into_iter().map(|kind| Cause::from(io::Error::new(kind, ENGLISH)));
    let of_system = (1..=133).map(|number| Cause::from(io::Error::from_raw_os_error(number)));
    of_kinds.chain(of_system).chain([Cause::said(ENGLISH.to_owned())]).collect()
}

fn config_faults() -> Vec<ConfigFault> {
    let word = || "colour".to_owned();
    let values = Setting::ALL.map(|setting| Wrong::Value { setting, found: word(), meant: None });
    let others = [
        Wrong::Unread(Cause::said(ENGLISH.to_owned())),
        Wrong::Syntax { column: 7, detail: ENGLISH.to_owned() },
        Wrong::Unknown { key: word(), meant: Some("copies".to_owned()) },
        Wrong::Value { setting: Setting::Borders, found: word(), meant: Some("\"ascii\"".to_owned()) },
        Wrong::Backwards(word()),
        Wrong::LongerThanYear(word()),
        Wrong::NoFolder("/k".into()),
        Wrong::IsFolder("/k".into()),
        Wrong::HomeOfOthers(word()),
        Wrong::Variable(word()),
        Wrong::NoHome(word()),
        Wrong::NoSuchCommand { id: word(), meant: Some("sessions.new".to_owned()) },
        Wrong::NoSuchKey { key: word(), meant: None },
        Wrong::NeverSent(word()),
        Wrong::Typed(word()),
        Wrong::Taken { key: word(), by: "sessions.new".to_owned() },
        Wrong::Twice(word()),
    ];
    let all = values.into_iter().chain(others);
    all.flat_map(|wrong| [None, Some(3)].map(|line| ConfigFault { line, wrong: wrong.clone() })).collect()
}

fn problems() -> Vec<Problem> {
    let path = || PathBuf::from("/k/a.db");
    let name = || "相手".to_owned();
    let place = || Place { line: Some((2, 5)), record: Some((List::Lines, 3)), id: Some("0190".to_owned()) };
    let mut all = vec![
        Problem::NoJournal(path()),
        Problem::IsFolder(path()),
        Problem::NotPlain(path()),
        Problem::OtherRollback(path()),
        Problem::NotAllowed(path()),
        Problem::NameTooLong(path()),
        Problem::NotAJournal(path()),
        Problem::EmptyFile(path()),
        Problem::NoDueDate(crate::domain::EntryKind::Decision),
        Problem::NoHome(None),
        Problem::NoHome(Some("k".to_owned())),
        Problem::HomeOfOthers("~k/a.db".into()),
        Problem::RelativeFolder { variable: "XDG_DATA_HOME", said: "k".to_owned() },
        Problem::TooNew { found: 9, known: 6 },
        Problem::Damaged(ENGLISH.to_owned()),
        Problem::Altered(vec![name()]),
        Problem::TablesAltered(vec![name()]),
        Problem::Unreadable,
        Problem::NotNow,
        Problem::NotWritten,
        Problem::ReadOnly(path()),
        Problem::LookOnly,
        Problem::DiskFull,
        Problem::Unconfirmed,
        Problem::Busy,
        Problem::Stale,
        Problem::UndoStale,
        Problem::Ambiguous { needle: name(), candidates: vec![name()] },
        Problem::Cadence(name()),
        Problem::Number(name()),
        Problem::NameTaken(name()),
        Problem::RatingRange,
        Problem::ConfidenceRange,
        Problem::NeedsSession { item: name() },
        Problem::TooLarge { size: 5 << 20, limit: 4 << 20 },
        Problem::NotUtf8 { position: 7 },
        Problem::NoPairs,
        Problem::NotPlanned,
        Problem::SearchFilter { filter: name(), value: name(), accepted: [vec!["a"], vec!["a"]] },
        Problem::SearchNoValue { filter: name(), accepted: [vec!["a"], vec!["a"]] },
        Problem::SearchDaysTurned,
        Problem::NothingToSettle,
        Problem::WhichPair(vec![name()]),
        Problem::NamePair(vec![name()]),
        Problem::NoHeldSession { name: name() },
        Problem::NeedsTerminal,
        Problem::NeedsYes,
        Problem::TargetExists(path()),
        Problem::Occupied(path()),
        Problem::NeedsFile,
        Problem::NotStdout,
        Problem::NotHeld,
        Problem::DaysTurned,
        Problem::PauseNotAhead,
        Problem::PairFinished,
        Problem::DaysAhead,
        Problem::BuiltIn(name()),
        Problem::NobodyNamed { said: vec![name()], there: Vec::new() },
        Problem::NobodyNamed { said: vec![name()], there: vec![name()] },
        Problem::NotInPaper(name()),
        Problem::ReportRules,
        Problem::ReadingStays,
        Problem::Naming(name()),
        Problem::NotAFile(path()),
        Problem::Leftover { path: path(), left: path() },
        Problem::FileUnconfirmed(path()),
        Problem::NotReadable(path()),
        Problem::NobodyWrites(path()),
        Problem::FileTooLarge { path: path(), limit: 1 << 20 },
        Problem::NoFile(path()),
        Problem::NoFolder(path()),
        Problem::Stopped,
        Problem::StoppedLater,
        Problem::NotEmpty,
        Problem::NotAnArchive(path()),
        Problem::ArchiveTooNew { path: path(), found: 9, known: 1 },
        Problem::ArchiveSchemaTooNew { path: path(), found: 9, known: 1 },
        Problem::NotABackup(path()),
        Problem::BackupDamaged(path()),
        Problem::Restoring,
        Problem::RestoresItself(path()),
        Problem::RestoreNeedsYes,
        Problem::ConfigJournal(path()),
        Problem::Language("xx".to_owned()),
        Problem::Zone("TZ=:/dev/zero".to_owned()),
        Problem::Demo(ENGLISH.to_owned()),
        Problem::Other(anyhow::anyhow!(ENGLISH)),
        Problem::Config { path: path(), faults: config_faults() },
    ];
    let displaced = [
        Displacement::Removed,
        Displacement::Moved(path()),
        Displacement::MovedOrRemoved,
        Displacement::FolderGone(path()),
        Displacement::OtherFile,
        Displacement::OtherJournal,
        Displacement::NoJournal,
        Displacement::Emptied,
    ];
    for how in displaced {
        all.extend([true, false].map(|written| Problem::Displaced { path: path(), how: how.clone(), written }));
    }
    for cause in causes() {
        all.push(Problem::File { path: path(), cause: cause.clone() });
        all.push(Problem::Source(Broken { place: "a.json #3".to_owned(), why: Why::Unreadable(cause.clone()) }));
        all.push(Problem::Config {
            path: path(),
            faults: vec![ConfigFault { line: None, wrong: Wrong::Unread(cause.clone()) }],
        });
        all.push(Problem::Unsaid { cause });
    }
    let what = [
        What::Pair,
        What::Session,
        What::Import,
        What::Goal,
        What::Line,
        What::Action,
        What::Item,
        What::Question,
        What::Key,
        What::Binned,
    ];
    all.extend(what.map(|what| Problem::NotFound { what, needle: name() }));
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 11).unwrap();
    let troubles = [
        DateTrouble::Unknown,
        DateTrouble::NoSuchDate,
        DateTrouble::NoSuchTime,
        DateTrouble::Empty,
        DateTrouble::NoHour,
        DateTrouble::NoTime,
        DateTrouble::WrongWeekday(day),
        DateTrouble::Disagree(day),
    ];
    all.extend(troubles.map(|trouble| Problem::Date { input: name(), part: name(), trouble }));
    let missing = [
        Missing::Name,
        Missing::Title,
        Missing::Text,
        Missing::Note,
        Missing::Reason,
        Missing::Learned,
        Missing::CheckIn,
    ];
    all.extend(missing.map(Problem::Empty));
    let guarded =
        [Guarded::Journal, Guarded::Beside, Guarded::Copy, Guarded::OtherJournal, Guarded::Config, Guarded::Input];
    all.extend(guarded.map(|guarded| Problem::Guarded { path: path(), guarded }));
    let archive = [
        Trouble::Unreadable(ENGLISH.to_owned()),
        Trouble::Twice,
        Trouble::Nowhere,
        Trouble::Elsewhere,
        Trouble::Value,
        Trouble::Order,
    ];
    all.extend(archive.map(|trouble| Problem::ArchiveDamaged { path: path(), place: place(), trouble }));
    let why = [
        Why::NoDate,
        Why::NotThatFormat("JSON".to_owned()),
        Why::NotUtf8,
        Why::Endless,
        Why::TooLarge { size: 5 << 20, limit: 4 << 20 },
        Why::Encrypted,
        Why::Packed,
        Why::NotAFile,
        Why::Missing,
        Why::NothingHere,
    ];
    all.extend(why.map(|why| Problem::Source(Broken { place: "a.json #3".to_owned(), why })));
    all.extend(Objection::ALL.map(Problem::Words));
    all.extend(VaultTrouble::ALL.iter().map(|trouble| Problem::Vault(*trouble)));
    all.extend(config_faults().into_iter().map(|fault| Problem::Config { path: path(), faults: vec![fault] }));
    all
}

/// A message without what is in brackets, in backquotes (commands to type), and without quoted words.
fn sentence(message: &str) -> String {
    let mut closing: Vec<char> = Vec::new();
    let mut plain = String::new();
    for letter in message.chars() {
        let opens = match letter {
            '（' => Some('）'),
            '(' => Some(')'),
            '「' => Some('」'),
            _ => None,
        };
        if closing.last() == Some(&letter) {
            closing.pop();
        } else if let Some(end) = opens {
            closing.push(end);
        } else if letter == '`' {
            closing.push('`');
        } else if closing.is_empty() {
            plain.push(letter);
        }
    }
    plain
}

/// Two words of two or more Latin letters one after the other.
fn two_english_words(sentence: &str) -> Option<String> {
    let words: Vec<&str> = sentence.split(' ').collect();
    let is_english = |word: &str| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
        word.chars().count() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || c == '\'')
    };
    let run = words.windows(2).find(|pair| pair.iter().all(|word| is_english(word)));
    run.map(|pair| pair.join(" "))
}

#[test]
fn every_complaint_in_japanese_is_japanese() {
    for problem in problems() {
        assert!(is_tried(&problem));
        let said = problem.message(Lang::Ja);
        assert_eq!(two_english_words(&sentence(&said)), None, "{said}");
        assert!(said.chars().any(|c| ('ぁ'..='ん').contains(&c)), "{said}");
    }
}

#[test]
fn no_complaint_says_a_detail_without_brackets() {
    for problem in problems() {
        for lang in Lang::ALL {
            let said = problem.message(lang);
            assert!(!sentence(&said).contains(ENGLISH), "{said}");
            assert!(!said.contains("??") && !said.contains("{ "), "a place is empty: {said}");
        }
    }
}

#[test]
fn a_sentence_of_two_english_words_is_found() {
    assert_eq!(two_english_words(&sentence("読めません：invalid type, string")), Some("type, string".to_owned()));
    assert_eq!(two_english_words(&sentence("読めません（invalid type）。`tomoni doctor --all`")), None);
}

/// As agreed with scripts; see the guide.
#[test]
fn what_was_altered_is_named_in_the_language_of_its_reader() {
    let names = || vec!["trigger spy".to_owned(), "table stolen".to_owned(), "index i".to_owned(), "view v".to_owned()];
    for problem in [Problem::Altered(names()), Problem::TablesAltered(names())] {
        let (en, ja) = (problem.message(Lang::En), problem.message(Lang::Ja));
        assert!(en.contains("trigger spy") && en.contains("table stolen"), "{en}");
        for name in ["spy", "stolen"] {
            assert!(ja.contains(name), "{ja}");
        }
        for word in ["trigger", "table", "index", "view"] {
            assert!(!ja.contains(word), "{ja}");
        }
    }
}

#[test]
fn what_is_done_perhaps_done_and_not_done_end_with_their_own_codes() {
    let path = || PathBuf::from("/k/a.db");
    for (problem, code) in [
        // Nothing was done.
        (Problem::Stopped, 1),
        (Problem::NotNow, 1),
        (Problem::NotWritten, 1),
        (Problem::DiskFull, 1),
        (Problem::LookOnly, 1),
        (Problem::Damaged(ENGLISH.to_owned()), 5),
        (Problem::Unreadable, 5),
        // It was done.
        (Problem::Unsaid { cause: Cause::said(ENGLISH.to_owned()) }, 6),
        // Something was done, or may have been.
        (Problem::StoppedLater, 7),
        (Problem::Unconfirmed, 7),
        (Problem::FileUnconfirmed(path()), 7),
    ] {
        assert_eq!(problem.exit_code(), code, "{problem:?}");
    }
}
