//! The words for a day in a Japanese phrase. Each list names what is allowed; anything else stays as it was written.

use super::Day;

const WEEKDAYS: &str = "月火水木金土日";
/// A day by a name of its own, the longer ones first.
const NAMED: [&str; 21] = [
    "今年度末",
    "来年度末",
    "明後日",
    "あさって",
    "あした",
    "再来月末",
    "再来週末",
    "今月末",
    "来月末",
    "今週末",
    "来週末",
    "年度末",
    "今日",
    "本日",
    "明日",
    "あす",
    "今年末",
    "来年末",
    "月末",
    "週末",
    "年末",
];
/// What a day may stand behind, without the particles and signs at its end.
const LEADS: [&str; 17] = [
    "",
    "期限",
    "締切",
    "締め切り",
    "締切り",
    "〆切",
    "〆",
    "しめきり",
    "納期",
    "期日",
    "提出期限",
    "締切日",
    "デッドライン",
    "必着",
    "遅くとも",
    "提出",
    "回答期限",
];
/// What may stand behind a day.
const TAILS: [&str; 25] = [
    "まで",
    "迄",
    "締切",
    "締め切り",
    "締切り",
    "〆",
    "しめきり",
    "必着",
    "期限",
    "納期",
    "提出",
    "の朝",
    "の昼",
    "の夕",
    "の夜",
    "の正午",
    "の午",
    "の始業",
    "の終業",
    "正午",
    "午前",
    "午後",
    "夕方",
    "朝",
    "が",
];

/// The first words of the phrase that are a day, where what stands around them suits a date, too.
pub(super) fn day_in(phrase: &str, behind: &str) -> Option<Day> {
    let starts = phrase.char_indices().map(|(at, _)| at);
    let mut days = starts.filter_map(|at| Some(at..at + length(&phrase[at..])?));
    let words = days.next()?;
    let lead = phrase[..words.start].trim_end_matches(['は', 'が', '：', ':', '=', '→', ' ', '\u{3000}', '、', '日']);
    let tail = &phrase[words.end..];
    if !LEADS.contains(&lead.trim()) || !may_follow(tail, behind) {
        return None;
    }
    Some(Day { words, joint: "" })
}

fn may_follow(tail: &str, behind: &str) -> bool {
    if tail.is_empty() {
        let goes_on = |c: char| is_figure(c) || matches!(c, '/' | '／' | '-' | '〜' | '~' | '間' | '以' | '後' | '目');
        return !behind.starts_with(goes_on);
    }
    let hour = tail.trim_start_matches('の').trim_start();
    let figures: usize = hour.chars().take_while(|c| is_figure(*c)).map(char::len_utf8).sum();
    let is_hour = figures > 0 && hour[figures..].starts_with(['時', ':', '：']);
    // 27日中に, not 27日中旬.
    let is_within = matches!(tail, "中" | "中に" | "中には" | "中で");
    let words = tail.trim_start_matches([' ', '\u{3000}']);
    is_hour || is_within || TAILS.iter().any(|known| words.starts_with(known))
}

/// How many bytes the day has with which a text begins; the longest one.
fn length(text: &str) -> Option<usize> {
    let named = NAMED.iter().find(|name| text.starts_with(**name)).map(|name| name.len());
    let found = [named, in_week(text), calendar(text)].into_iter().flatten().max()?;
    Some(found + weekday_in_brackets(&text[found..]))
}

/// 来週の金曜日, 金曜（11/27）
fn in_week(text: &str) -> Option<usize> {
    let week = ["再来週", "今週", "来週"].iter().find(|week| text.starts_with(**week)).map_or(0, |week| week.len());
    let at = week + if week > 0 { one(&text[week..], "の") } else { 0 };
    let letter = text[at..].chars().next().filter(|c| WEEKDAYS.contains(*c))?;
    let day = at + letter.len_utf8();
    let end = day + one(&text[day..], "曜");
    if end == day {
        return None;
    }
    let end = end + one(&text[end..], "日");
    let rest = &text[end..];
    let inside = rest.strip_prefix(['(', '（']);
    let date = inside.and_then(|inside| Some((inside, calendar(inside)?)));
    let closed = date.filter(|(inside, length)| inside[*length..].starts_with([')', '）']));
    let bracket = rest.chars().next().map_or(0, char::len_utf8);
    let closing = |inside: &str, length: usize| inside[length..].chars().next().map_or(0, char::len_utf8);
    Some(end + closed.map_or(0, |(inside, length)| bracket + length + closing(inside, length)))
}

/// 2026年11月27日, 来月10日, 27日, 11/27, 2026-11-27, 12月末
fn calendar(text: &str) -> Option<usize> {
    let slashes = with_signs(text, &['/', '／'], 2).or_else(|| with_signs(text, &['-', '.'], 3));
    let year = year(text).unwrap_or(0);
    let named = ["再来月", "今月", "来月"].iter().find(|m| text[year..].starts_with(**m)).map(|m| m.len());
    let month = year + named.or_else(|| counted(&text[year..], "月")).unwrap_or(0);
    let month_end = (month > year).then(|| one(&text[month..], "末")).filter(|end| *end > 0).map(|end| month + end);
    let gap = month + if month > year { one(&text[month..], "の") } else { 0 };
    let day = counted(&text[gap..], "日").map(|day| gap + day);
    // A year needs its month.
    let day = day.filter(|_| year == 0 || month > year);
    let day = day.filter(|end| !text[*end..].starts_with(['間', '以', '後', '目', '内', '前']));
    [slashes, month_end, day].into_iter().flatten().max()
}

fn year(text: &str) -> Option<usize> {
    let named = ["令和元年", "今年", "来年"].iter().find(|name| text.starts_with(**name)).map(|name| name.len());
    let era = || Some("令和".len() + counted(text.strip_prefix("令和")?, "年")?);
    named.or_else(era).or_else(|| counted(text, "年"))
}

/// Figures and what they count.
fn counted(text: &str, what: &str) -> Option<usize> {
    let figures: usize = text.chars().take_while(|c| is_figure(*c)).map(char::len_utf8).sum();
    (figures > 0 && text[figures..].starts_with(what)).then_some(figures + what.len())
}

/// Numbers with one of these signs between them, at least so many and at most three.
fn with_signs(text: &str, signs: &[char], least: usize) -> Option<usize> {
    let (mut end, mut numbers) = (0, 0);
    loop {
        let figures: usize = text[end..].chars().take_while(|c| is_figure(*c)).map(char::len_utf8).sum();
        if figures == 0 {
            return None;
        }
        (end, numbers) = (end + figures, numbers + 1);
        match text[end..].chars().next().filter(|c| signs.contains(c)) {
            Some(sign) if numbers < 3 => end += sign.len_utf8(),
            Some(_) => return None,
            None => return (numbers >= least).then_some(end),
        }
    }
}

/// (金), （金曜日）
fn weekday_in_brackets(text: &str) -> usize {
    let Some(inside) = text.strip_prefix(['(', '（']) else { return 0 };
    let Some(day) = inside.chars().next().filter(|c| WEEKDAYS.contains(*c)) else { return 0 };
    let mut end = text.len() - inside.len() + day.len_utf8();
    end += one(&text[end..], "曜");
    end += one(&text[end..], "日");
    match text[end..].chars().next() {
        Some(close @ (')' | '）')) => end + close.len_utf8(),
        _ => 0,
    }
}

fn one(text: &str, word: &str) -> usize {
    if text.starts_with(word) { word.len() } else { 0 }
}

fn is_figure(letter: char) -> bool {
    letter.is_ascii_digit() || ('０'..='９').contains(&letter)
}
