//! What is typed, read from: notes from a file or stdin, dates and numbers in words, answers on a terminal.

use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::NaiveDate;

use super::output;
use crate::capture::{self, Look};
use crate::clock::Clock;
use crate::domain::habit::Usual;
use crate::domain::moment::is_past;
use crate::domain::{Cadence, DateTrouble, Moment};
use crate::files::{self, Allowed, Guard, Standing, Target, Unread, Why, Writing};
use crate::i18n::Lang;
use crate::journal::{NOTE_LIMIT, date_problem, refused, unread};
use crate::platform::{self, BareStdin};
use crate::problem::{Problem, Result, VaultTrouble};
use crate::text::narrow_key;

const MARK: &[u8] = b"\xef\xbb\xbf";

/// The note in a file, or in stdin for `-`; nothing where no file is named.
pub fn note(file: Option<&Path>, lang: Lang) -> Result<Option<String>> {
    let Some(path) = file else { return Ok(None) };
    let failed = |cause: io::Error| Problem::File { path: path.to_owned(), cause: cause.into() };
    let bytes = if path == Path::new("-") {
        // A command that turns out to need the key is done again, and what was typed can be read only once.
        static TYPED: OnceLock<Vec<u8>> = OnceLock::new();
        match TYPED.get() {
            Some(typed) => typed.clone(),
            None => {
                if io::stdin().is_terminal() {
                    output::message(&lang.t("cli-type-note"));
                }
                take_stdin(Stdin::Text)?;
                let typed = bounded(BareStdin).map_err(failed)?;
                TYPED.get_or_init(|| typed).clone()
            }
        }
    } else {
        let most = (NOTE_LIMIT + MARK.len()) as u64;
        files::read(path, Allowed::PlainOrPipe, most).map_err(|why| match why {
            Unread::TooLarge { .. } => Problem::TooLarge { size: NOTE_LIMIT + 1, limit: NOTE_LIMIT },
            other => unread(path, other),
        })?
    };
    utf8(bytes).map(Some)
}

/// What standard input is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stdin {
    Text,
    Passphrase,
}

/// Standard input can be read to its end only once.
pub fn take_stdin(purpose: Stdin) -> Result<()> {
    static TAKEN: OnceLock<Stdin> = OnceLock::new();
    if *TAKEN.get_or_init(|| purpose) == purpose { Ok(()) } else { Err(Problem::Vault(VaultTrouble::StdinTwice)) }
}

/// The bytes up to just over what a note may hold: a longer text is refused without reading it to its end.
fn bounded(source: impl Read) -> io::Result<Vec<u8>> {
    let most = NOTE_LIMIT + MARK.len() + 1;
    let mut bytes = Vec::new();
    source.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text without a byte order mark; everything else as it is.
fn utf8(mut bytes: Vec<u8>) -> Result<String> {
    let marked = bytes.starts_with(MARK);
    let size = bytes.len() - if marked { MARK.len() } else { 0 };
    if size > NOTE_LIMIT {
        return Err(Problem::TooLarge { size, limit: NOTE_LIMIT });
    }
    if let Err(error) = std::str::from_utf8(&bytes) {
        return Err(Problem::NotUtf8 { position: error.valid_up_to() });
    }
    if marked {
        bytes.drain(..MARK.len());
    }
    String::from_utf8(bytes).map_err(|error| Problem::NotUtf8 { position: error.utf8_error().valid_up_to() })
}

/// A day in words, seen from today.
pub fn day(words: &str, clock: Clock, look: Look) -> Result<NaiveDate> {
    capture::parse_date(words, clock.today(), look, clock.rules()).map_err(|error| date_problem(&error, words))
}

/// A day in words, or `none`.
pub fn day_or_none(words: &str, clock: Clock, look: Look) -> Result<Option<NaiveDate>> {
    if is_none(words) { Ok(None) } else { day(words, clock, look).map(Some) }
}

/// A day, or a whole period such as a month, in words: its first and its last day, looking back.
pub fn days(words: &str, clock: Clock) -> Result<(NaiveDate, NaiveDate)> {
    let found = capture::parse_days(words, clock.today(), Look::Back, clock.rules());
    found.map_err(|error| date_problem(&error, words))
}

/// A moment, and how many minutes it takes where that was told, too.
pub struct Timed {
    pub at: Moment,
    pub minutes: Option<u32>,
}

/// A day and time in words, seen from now; instead of another moment, "a day later" counts from that one. What is not told is as usual; without a usual time, a time is asked for.
pub fn moment(words: &str, clock: Clock, look: Look, usual: Usual) -> Result<Timed> {
    let now = clock.now().naive_local();
    let rules = clock.rules();
    let found = match usual.moment() {
        Some(instead_of) => capture::parse_datetime_instead(words, now, instead_of, look, rules),
        None => capture::parse_datetime(words, now, look, rules),
    };
    let found = found.map_err(|error| date_problem(&error, words))?;
    let refused = |trouble| Problem::Date { input: words.to_owned(), part: words.to_owned(), trouble };
    let time = found.time.or(usual.time).ok_or_else(|| refused(DateTrouble::NoTime))?;
    let date = usual.day.filter(|_| !found.day_is_told).unwrap_or(found.date);
    let wall = date.and_time(time);
    let at = match found.offset {
        None => clock.at(wall),
        Some(offset) => wall.and_local_timezone(offset).single().ok_or_else(|| refused(DateTrouble::NoSuchDate))?,
    };
    Ok(Timed { at, minutes: found.minutes })
}

/// The same for a session that is to come.
pub fn time_to_come(words: &str, clock: Clock, usual: Usual) -> Result<Timed> {
    let told = moment(words, clock, Look::Forward, usual)?;
    if is_past(told.at, clock.now()) {
        return Err(Problem::Date { input: words.to_owned(), part: words.to_owned(), trouble: DateTrouble::Past });
    }
    Ok(told)
}

/// A rhythm such as `2w` or "every two weeks", or `none`.
pub fn cadence_or_none(words: &str) -> Result<Option<Cadence>> {
    if is_none(words) {
        return Ok(None);
    }
    capture::parse_cadence(words).map(Some).ok_or_else(|| Problem::Cadence(words.to_owned()))
}

/// A number, full-width figures included.
pub fn number(words: &str) -> Result<f64> {
    let narrow: String = words.trim().chars().map(narrow_key).filter(|c| *c != ',').collect();
    let finite = narrow.parse::<f64>().ok().filter(|number| number.is_finite());
    finite.ok_or_else(|| Problem::Number(words.to_owned()))
}

/// A number, or `none`.
pub fn number_or_none(words: &str) -> Result<Option<f64>> {
    if is_none(words) { Ok(None) } else { number(words).map(Some) }
}

/// The word that takes a value away.
fn is_none(words: &str) -> bool {
    matches!(words.trim(), "none" | "なし")
}

/// A text, or nothing where an empty one takes the value away.
pub fn text_or_none(words: &str) -> Option<String> {
    Some(words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// Whether a person sits there who reads questions and types answers.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// One line typed as an answer; empty when nothing was.
pub fn answer(question: &str) -> Result<String> {
    output::question(question);
    let line = platform::read_line_bare(BareStdin, 1 << 12);
    let line = line.map_err(|cause| Problem::File { path: PathBuf::from("stdin"), cause: cause.into() })?;
    let line = std::str::from_utf8(&line).map_err(|e| Problem::NotUtf8 { position: e.valid_up_to() })?;
    Ok(line.trim().chars().map(narrow_key).collect())
}

/// Whether somebody agrees to what cannot be taken back.
pub fn agrees(question: &str) -> Result<bool> {
    Ok(matches!(answer(question)?.to_lowercase().as_str(), "y" | "yes" | "はい"))
}

/// Where a file is to be written. What stands there gives way when a flag says so, or whoever sits there; what is
/// guarded never does, so nobody is asked about it.
pub fn target(path: &Path, force: bool, guard: &Guard, writing: Writing, lang: Lang) -> Result<Target> {
    let target = match guard.target(path, writing, Standing::of(force)) {
        Err(files::Refused { why: Why::Exists, .. }) if !force && can_ask() => {
            let question = lang.fill("cli-replace-sure", [("path", path.display().to_string().into())]);
            guard.target(path, writing, Standing::of(agrees(&question)?))
        }
        other => other,
    };
    target.map_err(refused)
}

/// What becomes of a backup that stands where one is to be written.
pub fn standing(path: &Path, force: bool, guard: &Guard, lang: Lang) -> Result<Standing> {
    target(path, force, guard, Writing::Backup, lang).map(|target| target.standing())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_kept_but_for_its_byte_order_mark() {
        assert_eq!(utf8(b"\xef\xbb\xbfa\r\n\tb".to_vec()).unwrap(), "a\r\n\tb");
        assert_eq!(utf8("a\u{feff}".into()).unwrap(), "a\u{feff}");
        assert!(matches!(utf8(b"\xef\xbb\xbfab\xff".to_vec()), Err(Problem::NotUtf8 { position: 5 })));
    }

    #[test]
    fn reading_stops_just_over_the_limit() {
        assert_eq!(bounded(io::repeat(b'a')).unwrap().len(), NOTE_LIMIT + 4);
        assert!(matches!(utf8(vec![b'a'; NOTE_LIMIT + 1]), Err(Problem::TooLarge { .. })));
        let whole = [MARK, &vec![b'a'; NOTE_LIMIT]].concat();
        assert_eq!(utf8(whole).unwrap().len(), NOTE_LIMIT);
    }

    #[test]
    fn numbers_in_any_width() {
        assert_eq!(number("１，２００．５").unwrap(), 1200.5);
        assert_eq!(number("-3").unwrap(), -3.0);
        assert!(number("inf").is_err() && number("many").is_err() && number("").is_err());
        assert_eq!(number_or_none("なし").unwrap(), None);
        assert_eq!(cadence_or_none("２ｗ").unwrap(), Some(Cadence::Weeks(2)));
    }
}
