//! The words of dates and times in both languages.

use chrono::Weekday;

use super::era::Era;

/// A span of time that can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// Which one of its kind: this, the next or the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Turn {
    This,
    Next,
    Last,
}

/// A part of the day that says which half of the clock is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum DayPart {
    Am,
    Pm,
    Morning,
    Midday,
    Evening,
    Night,
    LateNight,
}

/// What a word means. 月, 日 and 年 are marks after a number and units of their own; the grammar tells which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Word {
    /// A number in words.
    Number(u32),
    Unit(Unit),
    YearMark,
    MonthMark,
    DayMark,
    HourMark,
    MinuteMark,
    SecondMark,
    Half,
    HalfYear,
    /// Whole days, weeks, months or years from the base.
    Relative(Unit, i64),
    Turn(Turn),
    Weekday(Weekday),
    /// A weekday in one character, which counts only in brackets.
    WeekdaySign(Weekday),
    MonthName(u32),
    Ordinal,
    Era(Era),
    DayPart(DayPart),
    Noon,
    Midnight,
    Now,
    Start,
    End,
    /// 中, いっぱい: up to the end of the week or month before it.
    Throughout,
    In,
    /// "within" before a number of days.
    Within,
    /// 以内 after a number of days.
    WithinAfter,
    After,
    Ago,
    From,
    /// "by", 締切: a due date follows.
    By,
    /// まで: a due date stands before.
    Until,
    /// Joins the parts of a date and says nothing: の, に, "at", "of".
    Filler,
    /// A single Latin letter: a unit, an era or the T of a date-time, as the grammar finds.
    Letter(char),
}

use Word::*;

/// English words, lower case. They match whole runs of letters only.
const ENGLISH: &[(&[&str], Word)] = &[
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
    (&["minute", "minutes", "min", "mins"], Unit(Unit::Minute)),
    (&["hour", "hours", "hr", "hrs"], Unit(Unit::Hour)),
    (&["day", "days"], Unit(Unit::Day)),
    (&["week", "weeks"], Unit(Unit::Week)),
    (&["month", "months"], Unit(Unit::Month)),
    (&["year", "years"], Unit(Unit::Year)),
    (&["this"], Turn(Turn::This)),
    (&["next"], Turn(Turn::Next)),
    (&["last"], Turn(Turn::Last)),
    (&["mon", "monday"], Weekday(Weekday::Mon)),
    (&["tue", "tues", "tuesday"], Weekday(Weekday::Tue)),
    (&["wed", "weds", "wednesday"], Weekday(Weekday::Wed)),
    (&["thu", "thur", "thurs", "thursday"], Weekday(Weekday::Thu)),
    (&["fri", "friday"], Weekday(Weekday::Fri)),
    (&["sat", "saturday"], Weekday(Weekday::Sat)),
    (&["sun", "sunday"], Weekday(Weekday::Sun)),
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
    (&["st", "nd", "rd", "th"], Ordinal),
    (&["am"], DayPart(DayPart::Am)),
    (&["pm"], DayPart(DayPart::Pm)),
    (&["noon", "midday"], Noon),
    (&["midnight"], Midnight),
    (&["now"], Now),
    (&["start", "beginning"], Start),
    (&["end"], End),
    (&["in"], In),
    (&["within"], Within),
    (&["after", "later"], After),
    (&["ago", "before"], Ago),
    (&["from"], From),
    (&["by", "due", "deadline"], By),
    (&["at", "on", "of", "the"], Filler),
];

/// Japanese words. The longest one that fits is taken, wherever it begins.
const JAPANESE: &[(&[&str], Word)] = &[
    (&["今日", "本日", "きょう"], Relative(Unit::Day, 0)),
    (&["明日", "あした", "あす", "翌日"], Relative(Unit::Day, 1)),
    (&["明後日", "あさって"], Relative(Unit::Day, 2)),
    (&["明々後日", "しあさって"], Relative(Unit::Day, 3)),
    (&["昨日", "きのう"], Relative(Unit::Day, -1)),
    (&["一昨日", "おととい"], Relative(Unit::Day, -2)),
    (&["先々週"], Relative(Unit::Week, -2)),
    (&["先週"], Relative(Unit::Week, -1)),
    (&["今週"], Relative(Unit::Week, 0)),
    (&["来週", "翌週"], Relative(Unit::Week, 1)),
    (&["再来週"], Relative(Unit::Week, 2)),
    (&["先々月"], Relative(Unit::Month, -2)),
    (&["先月"], Relative(Unit::Month, -1)),
    (&["今月"], Relative(Unit::Month, 0)),
    (&["来月", "翌月"], Relative(Unit::Month, 1)),
    (&["再来月"], Relative(Unit::Month, 2)),
    (&["一昨年", "おととし"], Relative(Unit::Year, -2)),
    (&["昨年", "去年"], Relative(Unit::Year, -1)),
    (&["今年", "本年"], Relative(Unit::Year, 0)),
    (&["来年", "翌年"], Relative(Unit::Year, 1)),
    (&["再来年"], Relative(Unit::Year, 2)),
    (&["月曜日", "月曜"], Weekday(Weekday::Mon)),
    (&["火曜日", "火曜"], Weekday(Weekday::Tue)),
    (&["水曜日", "水曜"], Weekday(Weekday::Wed)),
    (&["木曜日", "木曜"], Weekday(Weekday::Thu)),
    (&["金曜日", "金曜"], Weekday(Weekday::Fri)),
    (&["土曜日", "土曜"], Weekday(Weekday::Sat)),
    (&["日曜日", "日曜"], Weekday(Weekday::Sun)),
    (&["火"], WeekdaySign(Weekday::Tue)),
    (&["水"], WeekdaySign(Weekday::Wed)),
    (&["木"], WeekdaySign(Weekday::Thu)),
    (&["金"], WeekdaySign(Weekday::Fri)),
    (&["土"], WeekdaySign(Weekday::Sat)),
    (&["令和"], Era(Era::Reiwa)),
    (&["平成"], Era(Era::Heisei)),
    (&["昭和"], Era(Era::Showa)),
    (&["大正"], Era(Era::Taisho)),
    (&["明治"], Era(Era::Meiji)),
    (&["元"], Number(1)),
    (&["年"], YearMark),
    (&["月"], MonthMark),
    (&["日"], DayMark),
    (&["時"], HourMark),
    (&["分"], MinuteMark),
    (&["秒"], SecondMark),
    (&["半"], Half),
    (&["半年"], HalfYear),
    (&["日間"], Unit(Unit::Day)),
    (&["週", "週間"], Unit(Unit::Week)),
    (&["か月", "ヶ月", "カ月", "ヵ月", "ケ月", "箇月", "か月間", "ヶ月間", "カ月間", "ヵ月間"], Unit(Unit::Month)),
    (&["年間"], Unit(Unit::Year)),
    (&["時間"], Unit(Unit::Hour)),
    (&["分間"], Unit(Unit::Minute)),
    (&["後"], After),
    (&["前"], Ago),
    (&["以内"], WithinAfter),
    (&["午前"], DayPart(DayPart::Am)),
    (&["午後"], DayPart(DayPart::Pm)),
    (&["朝"], DayPart(DayPart::Morning)),
    (&["昼"], DayPart(DayPart::Midday)),
    (&["夕方"], DayPart(DayPart::Evening)),
    (&["夜"], DayPart(DayPart::Night)),
    (&["深夜"], DayPart(DayPart::LateNight)),
    (&["正午"], Noon),
    (&["今"], Now),
    (&["初め", "初", "頭"], Start),
    (&["末", "末日"], End),
    (&["中", "いっぱい", "内"], Throughout),
    (&["締切", "締め切り", "〆切", "期限"], By),
    (&["まで"], Until),
    (&["の", "に", "は", "、", "から", "ごろ", "頃"], Filler),
];

/// The meaning of a whole run of Latin letters.
pub(super) fn english(word: &str) -> Option<Word> {
    if let Some((_, meaning)) = ENGLISH.iter().find(|(words, _)| words.contains(&word)) {
        return Some(*meaning);
    }
    let mut letters = word.chars();
    let letter = letters.next()?;
    letters.next().is_none().then_some(Letter(letter))
}

/// The longest Japanese word at the beginning of `text`, with its length in characters.
pub(super) fn japanese(text: &[char]) -> Option<(Word, usize)> {
    let first = *text.first()?;
    let mut longest: Option<(Word, usize)> = None;
    for (word, meaning) in JAPANESE.iter().flat_map(|(words, meaning)| words.iter().map(move |word| (word, meaning))) {
        if !word.starts_with(first) {
            continue;
        }
        let length = word.chars().count();
        let fits = word.chars().eq(text.iter().copied().take(length));
        if fits && longest.is_none_or(|(_, best)| best < length) {
            longest = Some((*meaning, length));
        }
    }
    longest
}
