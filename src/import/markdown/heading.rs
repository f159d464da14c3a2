//! One line as the heading of a day: how it is marked, and the date in it.

use super::super::Why;
use super::super::dates::{self, Dated, Yearless};
use super::super::files::{Line, Lines};
use super::super::stamp::{self, Order};

/// How a heading is marked. Of those that a file has, the first kind with dates counts; the others are text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// `## 2026-05-03` or a heading of org, and how deep it is; 0 with a rule below it.
    Level(u8),
    /// `**2026-05-03**` and nothing else on the line.
    Bold,
    /// `**2026-05-03** Words`.
    BoldBegin,
    /// `- [[2026-05-03]]` with indented lines below it.
    Link,
    /// `2026-05-03` alone on a line, or with the weather behind it.
    Plain,
}

impl Mark {
    /// Whether both are the same kind, however deep.
    pub fn is_like(self, other: Self) -> bool {
        matches!((self, other), (Self::Level(_), Self::Level(_))) || self == other
    }
}

pub(super) enum Says {
    Day(Dated),
    Yearless(Yearless),
    /// A year, or a month of a year: `# 2026`, `## July 2026`, 「2026年7月」.
    Year(i32),
    /// It looks like a date, and is none that can be read.
    Unclear(Why),
    /// A line without a mark that begins with a date and goes on with other words.
    Sentence,
    /// Other words.
    Words,
}

pub(super) struct Heading {
    pub mark: Mark,
    pub says: Says,
    /// It is not UTF-8.
    pub broken: bool,
    /// The rule in the line below belongs to it.
    pub has_rule: bool,
}

impl Heading {
    fn new(mark: Mark, says: Says, line: &Line) -> Self {
        Self { mark, says, broken: line.text().len() < line.bytes.len(), has_rule: false }
    }
}

/// Between two fences nothing is a heading.
#[derive(Default)]
pub(super) struct Fence(Option<&'static str>);

impl Fence {
    pub fn covers(&mut self, line: &str) -> bool {
        let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
        match (self.0, mark) {
            (None, Some(mark)) => self.0 = Some(mark),
            (Some(open), Some(mark)) if open == mark => self.0 = None,
            (None, None) => return false,
            _ => {}
        }
        true
    }
}

/// The heading that begins at this line. Whoever takes it takes the rule below it, too.
pub(super) fn read(line: &Line, lines: &mut Lines, is_org: bool, order: Order) -> Result<Option<Heading>, Why> {
    let text = line.text();
    let marked = |mark, words: &str| Some(Heading::new(mark, says(words, order), line));
    if let Some((level, words)) = leveled(text, is_org) {
        let mut heading = Heading::new(Mark::Level(level), says(words, order), line);
        if is_org && let Says::Words = heading.says {
            stamp_of_org(&mut heading, words, lines, order)?;
        }
        return Ok(Some(heading));
    }
    // The others are short, and a date has a number.
    let is_number = |c: char| c.is_ascii_digit() || c.is_numeric() || "〇元一二三四五六七八九十".contains(c);
    if text.len() > 200 || !text.contains(is_number) || text.starts_with([' ', '\t', '#']) || text.trim().is_empty() {
        return Ok(None);
    }
    if let Some((words, behind)) = bold(text) {
        return Ok(if behind.is_empty() {
            marked(Mark::Bold, words)
        } else {
            // A day, or nothing: bold words in front of a text are usually something else.
            let dated = dates::in_words(words, order).filter(|dated| dated.title.is_empty());
            let titled = |dated| Says::Day(Dated { title: behind.to_owned(), ..dated });
            dated.map(|dated| Heading::new(Mark::BoldBegin, titled(dated), line))
        });
    }
    if let Some(inside) = link(text) {
        let Some(below) = lines.next()? else { return Ok(None) };
        let goes_on = below.text().starts_with([' ', '\t']);
        lines.give_back(vec![below]);
        return Ok(if goes_on { marked(Mark::Link, inside) } else { None });
    }
    let Some(dated) = dates::in_words(text, order) else {
        return Ok(unread(text).map(|says| Heading::new(Mark::Plain, says, line)));
    };
    let begins = dated.begins;
    let below = lines.next()?;
    let has_rule = below.as_ref().is_some_and(|below| is_rule(below.text().trim_end()));
    lines.give_back(below.into_iter().collect());
    if has_rule {
        return Ok(Some(Heading { has_rule, ..Heading::new(Mark::Level(0), Says::Day(dated), line) }));
    }
    let says = if is_weather(&dated.title) { Says::Day(dated) } else { Says::Sentence };
    Ok(begins.then(|| Heading::new(Mark::Plain, says, line)))
}

/// What a line without a mark says that has no whole date.
fn unread(text: &str) -> Option<Says> {
    if let Some(day) = dates::without_year(text).filter(|day| is_weather(&day.title)) {
        return Some(Says::Yearless(day));
    }
    if let Some(why) = dates::impossible::why(text).filter(|why| *why == Why::NoSuchDay) {
        return Some(Says::Unclear(why));
    }
    (is_nothing_but_a_date(text) && dates::looks_like_one(text)).then_some(Says::Unclear(Why::UnclearDate))
}

/// `2026-W19`, 「令和百年五月三日」: figures, units, weekdays and names of months alone.
fn is_nothing_but_a_date(text: &str) -> bool {
    let is_part = |c: char| {
        c.is_numeric() || "令和平成昭大正明治元年月日時分半曜火水木金土祝〇一二三四五六七八九十百".contains(c)
    };
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| {
        let letters = word.trim_matches(|c: char| c.is_ascii_digit());
        word.chars().all(is_part)
            || letters.len() == 1
            || matches!(letters, "st" | "nd" | "rd" | "th" | "of" | "the" | "at" | "am" | "pm" | "AM" | "PM")
            || stamp::is_weekday(letters)
            || stamp::is_month(letters)
    })
}

/// Nothing, or the weather of a day: 「晴れのち曇り」「雨 18℃」 `sunny`.
fn is_weather(words: &str) -> bool {
    const SKY: &[&str] = &[
        "晴れ",
        "晴",
        "はれ",
        "曇り",
        "曇",
        "くもり",
        "雨",
        "あめ",
        "雪",
        "ゆき",
        "みぞれ",
        "霧",
        "雷",
        "台風",
        "天気",
        "天候",
        "sunny",
        "sun",
        "cloudy",
        "clouds",
        "rain",
        "rainy",
        "snow",
        "snowy",
        "fog",
        "foggy",
        "windy",
        "clear",
        "storm",
        "stormy",
        "overcast",
        "fair",
        "hot",
        "cold",
        "fine",
    ];
    const BESIDE: &[&str] = &[
        "",
        "のち",
        "後",
        "時々",
        "ときどき",
        "一時",
        "大",
        "小",
        "快",
        "薄",
        "の",
        "気温",
        "度",
        "℃",
        "c",
        "f",
        "and",
        "then",
        "with",
        "partly",
        "mostly",
        "heavy",
        "light",
        "very",
        "weather",
    ];
    const LONGEST: usize = 60;
    if words.is_empty() {
        return true;
    }
    let plain = words.to_lowercase();
    let is_sky = SKY.iter().any(|sky| plain.contains(sky));
    words.len() <= LONGEST
        && is_sky
        && plain.split(|c: char| !c.is_alphabetic() && c != '℃').all(|word| is_made_of(word, &[SKY, BESIDE]))
}

/// Whether a word is one of these; a Japanese word may be several of them.
fn is_made_of(word: &str, lists: &[&[&str]]) -> bool {
    let mut known = lists.iter().copied().flatten().filter(|known| !known.is_empty());
    word.is_empty()
        || known.any(|known| {
            let rest = word.strip_prefix(known);
            rest.is_some_and(|rest| rest.is_empty() || !known.is_ascii() && is_made_of(rest, lists))
        })
}

fn is_rule(line: &str) -> bool {
    line.len() >= 2 && [b'=', b'-'].iter().any(|mark| line.bytes().all(|byte| byte == *mark))
}

fn says(words: &str, order: Order) -> Says {
    let words = unescaped(words);
    if let Some(dated) = dates::in_words(&words, order) {
        return Says::Day(dated);
    }
    if let Some(yearless) = dates::without_year(&words) {
        return Says::Yearless(yearless);
    }
    if let Some(year) = dates::year_alone(&words) {
        return Says::Year(year);
    }
    if let Some(why) = dates::impossible::why(&words).filter(|why| *why == Why::NoSuchDay) {
        return Says::Unclear(why);
    }
    if dates::looks_like_one(&words) { Says::Unclear(Why::UnclearDate) } else { Says::Words }
}

/// `2026\\-05\\-03`: some programs put a backslash before every sign.
fn unescaped(words: &str) -> String {
    let mut letters = words.chars().peekable();
    let mut plain = String::with_capacity(words.len());
    while let Some(letter) = letters.next() {
        if letter != '\\' || !letters.peek().is_some_and(char::is_ascii_punctuation) {
            plain.push(letter);
        }
    }
    plain
}

fn leveled(text: &str, is_org: bool) -> Option<(u8, &str)> {
    let mark = if is_org { '*' } else { '#' };
    let words = text.trim_start_matches(mark);
    let level = text.len() - words.len();
    let level = u8::try_from(level).ok().filter(|level| (1..=6).contains(level))?;
    words.starts_with([' ', '\u{3000}']).then_some(())?;
    let words = words.trim();
    Some((level, if is_org { words } else { words.trim_end_matches(['#', ' ']) }))
}

/// The words of a line that begins with bold words, and what stands behind them.
fn bold(text: &str) -> Option<(&str, &str)> {
    let mark = ["**", "__"].into_iter().find(|mark| text.starts_with(mark))?;
    let (inside, behind) = text[2..].split_once(mark)?;
    (!inside.trim().is_empty())
        .then(|| (inside.trim(), behind.trim_matches([' ', '\u{3000}', ':', '：', '–', '-', '\\'])))
}

/// The date that a list has as a link, as programs with a page for every day write it.
fn link(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("- ").or_else(|| text.strip_prefix("* "))?.trim();
    inside.strip_prefix("[[")?.strip_suffix("]]")
}

/// The time stamp of a heading of org: on the line below it, or in its drawer. The lines are given back.
fn stamp_of_org(heading: &mut Heading, words: &str, lines: &mut Lines, order: Order) -> Result<(), Why> {
    const NEAR: usize = 6;
    let mut read = Vec::new();
    while read.len() < NEAR {
        let Some(line) = lines.next()? else { break };
        let text = line.text().trim().to_owned();
        read.push(line);
        let property = text.strip_prefix(":CREATED:").or_else(|| text.strip_prefix(":DATE:")).map(str::trim);
        let said = property.unwrap_or(&text);
        let dated = said.starts_with(['<', '[']).then(|| dates::in_words(said, order)).flatten();
        if let Some(dated) = dated.filter(|dated| dated.begins && (dated.title.is_empty() || property.is_none())) {
            let title = [words, dated.title.as_str()].join(" ").trim().to_owned();
            heading.says = Says::Day(Dated { title, ..dated });
            break;
        }
        if !text.starts_with(':') {
            break;
        }
    }
    lines.give_back(read);
    Ok(())
}
