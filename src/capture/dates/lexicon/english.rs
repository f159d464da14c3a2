//! English words of dates and times.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{DayPart, Piece, Turn, Unit, Word, Word::*};
use chrono::Weekday;

/// Lower case. They match whole runs of letters only.
const WORDS: &[(&[&str], Word)] = &[
    (&["today"], Relative(Unit::Day, 0)),
    (&["tomorrow", "tmr", "tmrw"], Relative(Unit::Day, 1)),
    (&["yesterday"], Relative(Unit::Day, -1)),
    (&["a", "an", "one"], Number(1)),
    (&["two"], Number(2)),
    (&["three"], Number(3)),
    (&["four"], Number(4)),
    (&["five"], Number(5)),
    (&["six"], Number(6)),
    (&["seven"], Number(7)),
    (&["eight"], Number(8)),
    (&["nine"], Number(9)),
    (&["ten"], Number(10)),
    (&["eleven"], Number(11)),
    (&["twelve"], Number(12)),
    (&["fifteen"], Number(15)),
    (&["twenty"], Number(20)),
    (&["thirty"], Number(30)),
    (&["forty"], Number(40)),
    (&["sixty"], Number(60)),
    (&["ninety"], Number(90)),
    (&["first"], Nth(1)),
    (&["second"], Nth(2)),
    (&["third"], Nth(3)),
    (&["fourth"], Nth(4)),
    (&["fifth"], Nth(5)),
    (&["sixth"], Nth(6)),
    (&["seventh"], Nth(7)),
    (&["eighth"], Nth(8)),
    (&["ninth"], Nth(9)),
    (&["tenth"], Nth(10)),
    (&["eleventh"], Nth(11)),
    (&["twelfth"], Nth(12)),
    (&["thirteenth"], Nth(13)),
    (&["fourteenth"], Nth(14)),
    (&["fifteenth"], Nth(15)),
    (&["sixteenth"], Nth(16)),
    (&["seventeenth"], Nth(17)),
    (&["eighteenth"], Nth(18)),
    (&["nineteenth"], Nth(19)),
    (&["twentieth"], Nth(20)),
    (&["thirtieth"], Nth(30)),
    (&["minute", "minutes", "min", "mins"], Unit(Unit::Minute)),
    (&["hour", "hours", "hr", "hrs"], Unit(Unit::Hour)),
    (&["day", "days"], Unit(Unit::Day)),
    (&["workday", "workdays", "weekday", "weekdays"], Unit(Unit::WorkingDay)),
    (&["week", "weeks", "wk", "wks"], Unit(Unit::Week)),
    (&["fortnight", "fortnights"], Fortnight),
    (&["month", "months"], Unit(Unit::Month)),
    (&["quarter", "quarters"], Unit(Unit::Quarter)),
    (&["year", "years", "yr", "yrs"], Unit(Unit::Year)),
    (&["fy"], Unit(Unit::FiscalYear)),
    (&["this"], Turn(Turn::This)),
    (&["next"], Turn(Turn::Next)),
    (&["last"], Turn(Turn::Last)),
    (&["coming", "upcoming"], Turn(Turn::Coming)),
    (&["mon", "monday"], Weekday(Weekday::Mon)),
    (&["tue", "tues", "tuesday"], Weekday(Weekday::Tue)),
    (&["wed", "weds", "wednesday"], Weekday(Weekday::Wed)),
    (&["thu", "thur", "thurs", "thursday"], Weekday(Weekday::Thu)),
    (&["fri", "friday"], Weekday(Weekday::Fri)),
    (&["sat", "saturday"], Weekday(Weekday::Sat)),
    (&["sun", "sunday"], Weekday(Weekday::Sun)),
    (&["weekend"], Weekend),
    (&["jan", "january"], MonthName(1)),
    (&["feb", "february"], MonthName(2)),
    (&["mar", "march"], MonthName(3)),
    (&["apr", "april"], MonthName(4)),
    (&["may"], MonthName(5)),
    (&["jun", "june"], MonthName(6)),
    (&["jul", "july"], MonthName(7)),
    (&["aug", "august"], MonthName(8)),
    (&["sep", "sept", "september"], MonthName(9)),
    (&["oct", "october"], MonthName(10)),
    (&["nov", "november"], MonthName(11)),
    (&["dec", "december"], MonthName(12)),
    (&["christmas", "xmas"], Fixed(12, 25)),
    (&["halloween"], Fixed(10, 31)),
    (&["st", "nd", "rd", "th"], Ordinal),
    (&["am"], DayPart(DayPart::Am)),
    (&["pm"], DayPart(DayPart::Pm)),
    (&["morning"], DayPart(DayPart::Morning)),
    (&["afternoon"], DayPart(DayPart::Midday)),
    (&["evening"], DayPart(DayPart::Evening)),
    (&["night"], DayPart(DayPart::Night)),
    (&["lunchtime"], DayPart(DayPart::Vague)),
    (&["tonight"], DayAndPart(0, DayPart::Night)),
    (&["noon", "midday"], Noon),
    (&["midnight"], Midnight),
    (&["now"], Now),
    (&["half"], Half),
    (&["past"], Past),
    (&["start", "beginning"], Piece(Piece::Start)),
    (&["middle", "mid"], Piece(Piece::Middle)),
    (&["end"], Piece(Piece::End)),
    (&["eod", "cob"], EndOfDay),
    (&["eow"], EndOf(Unit::Week)),
    (&["eom"], EndOf(Unit::Month)),
    (&["eoy"], EndOf(Unit::Year)),
    (&["in"], In),
    (&["within"], Within),
    (&["later"], Later),
    (&["after"], After),
    (&["before"], Before),
    (&["ago"], Ago),
    (&["from"], From),
    (&["to", "till", "until"], To),
    (&["for"], For),
    (&["and"], And),
    (&["at"], At),
    (&["time"], Time),
    (&["by", "due", "deadline"], By),
    (&["is"], Is),
    (&["on", "of", "the"], Filler),
    (&["every", "each"], Opaque),
];

/// Words that mean something only together; one blank stands for any number of them.
const PHRASES: &[(&str, Word)] = &[
    ("working day", Unit(Unit::WorkingDay)),
    ("working days", Unit(Unit::WorkingDay)),
    ("business day", Unit(Unit::WorkingDay)),
    ("business days", Unit(Unit::WorkingDay)),
    ("work day", Unit(Unit::WorkingDay)),
    ("work days", Unit(Unit::WorkingDay)),
    ("fiscal year", Unit(Unit::FiscalYear)),
    ("financial year", Unit(Unit::FiscalYear)),
    ("calendar year", Unit(Unit::Year)),
    ("fiscal quarter", Unit(Unit::Quarter)),
    ("a couple of", Number(2)),
    ("week after next", Relative(Unit::Week, 2)),
    ("month after next", Relative(Unit::Month, 2)),
    ("week before last", Relative(Unit::Week, -2)),
    ("month before last", Relative(Unit::Month, -2)),
    ("new year's day", Fixed(1, 1)),
    ("new years day", Fixed(1, 1)),
    ("new year's eve", Fixed(12, 31)),
    ("new years eve", Fixed(12, 31)),
    ("christmas day", Fixed(12, 25)),
    ("xmas day", Fixed(12, 25)),
    ("christmas eve", Fixed(12, 24)),
    ("xmas eve", Fixed(12, 24)),
    ("boxing day", Fixed(12, 26)),
    ("valentine's day", Fixed(2, 14)),
    ("valentines day", Fixed(2, 14)),
    ("st patrick's day", Fixed(3, 17)),
    ("april fools' day", Fixed(4, 1)),
    ("april fool's day", Fixed(4, 1)),
    ("may day", Fixed(5, 1)),
    ("end of day", EndOfDay),
    ("end of the day", EndOfDay),
    ("close of business", EndOfDay),
    ("close of play", EndOfDay),
    ("this morning", DayAndPart(0, DayPart::Morning)),
    ("this afternoon", DayAndPart(0, DayPart::Midday)),
    ("this evening", DayAndPart(0, DayPart::Evening)),
    ("first thing", DayPart(DayPart::Vague)),
    ("early morning", DayPart(DayPart::Vague)),
    ("twenty-first", Nth(21)),
    ("twenty first", Nth(21)),
    ("twenty-second", Nth(22)),
    ("twenty second", Nth(22)),
    ("twenty-third", Nth(23)),
    ("twenty third", Nth(23)),
    ("twenty-fourth", Nth(24)),
    ("twenty fourth", Nth(24)),
    ("twenty-fifth", Nth(25)),
    ("twenty fifth", Nth(25)),
    ("twenty-sixth", Nth(26)),
    ("twenty sixth", Nth(26)),
    ("twenty-seventh", Nth(27)),
    ("twenty seventh", Nth(27)),
    ("twenty-eighth", Nth(28)),
    ("twenty eighth", Nth(28)),
    ("twenty-ninth", Nth(29)),
    ("twenty ninth", Nth(29)),
    ("thirty-first", Nth(31)),
    ("thirty first", Nth(31)),
    ("forty-five", Number(45)),
    ("forty five", Number(45)),
    ("o'clock", OClock),
    ("no later than", By),
    ("not later than", By),
    ("at the latest by", By),
    ("due date", By),
    ("due to", Opaque),
    ("due diligence", Opaque),
];

static BY_NAME: LazyLock<HashMap<&str, Word>> = LazyLock::new(|| {
    WORDS.iter().flat_map(|(words, meaning)| words.iter().map(move |word| (*word, *meaning))).collect()
});

/// The meaning of a whole run of Latin letters.
pub(in super::super) fn english(word: &str) -> Option<Word> {
    if let Some(meaning) = BY_NAME.get(word) {
        return Some(*meaning);
    }
    let mut letters = word.chars();
    let letter = letters.next()?;
    letters.next().is_none().then_some(Letter(letter))
}

/// The longest phrase at the beginning of `text`, with its length in characters.
pub(in super::super) fn english_phrase(text: &[char]) -> Option<(Word, usize)> {
    let fits = |(phrase, meaning): &(&str, Word)| {
        let mut at = 0;
        for c in phrase.chars() {
            let next = *text.get(at)?;
            match c {
                ' ' if next.is_whitespace() => {
                    at += text[at..].iter().take_while(|c| c.is_whitespace()).count();
                }
                '\'' if matches!(next, '\'' | '’') => at += 1,
                _ if next == c => at += 1,
                _ => return None,
            }
        }
        let ends = text.get(at).is_none_or(|c| !c.is_ascii_alphanumeric());
        ends.then_some((*meaning, at))
    };
    PHRASES.iter().filter_map(fits).max_by_key(|(_, length)| *length)
}
