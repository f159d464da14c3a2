//! The text of a jrnl journal, line by line.

use std::path::Path;

use chrono::{NaiveDate, NaiveDateTime};

use super::super::draft::{Draft, Rest};
use super::super::files::{self, Gathered, Line, Lines};
use super::super::stamp::{self, Order, Stamp};
use super::super::{Broken, Entries, When, Why};

/// How the entries of a file begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `[2020-08-29 11:11] Title`
    Bracketed(Order),
    /// `[11:11] Title`, where the file says the day.
    Times,
    /// `2013-06-09 15:39 Title`, as version 1 wrote it: the words that the date takes.
    Bare { words: usize, order: Order },
}

pub(super) struct Text {
    lines: Lines,
    name: String,
    form: Form,
    /// The day that a folder journal says. It counts, whatever stands in the file.
    day: Option<NaiveDate>,
    next: Option<Begun>,
    over: bool,
}

/// An entry whose first line was read.
struct Begun {
    number: u64,
    at: Option<NaiveDateTime>,
    title: Title,
}

#[derive(Default)]
struct Title {
    words: String,
    size: u64,
    starred: bool,
    broken: bool,
}

impl Text {
    pub fn open(path: &Path, root: &Path, day: Option<NaiveDate>) -> Result<Self, Broken> {
        let name = files::name(path, root);
        let broken = |why| Broken::new(name.as_str(), why);
        let form = form_of(path, day).map_err(broken)?;
        let lines = Lines::open(path).map_err(broken)?;
        Ok(Self { lines, name, form, day, next: None, over: false })
    }

    /// The text up to the next entry, and whose it is.
    fn gather(&mut self) -> Result<Option<(Begun, Gathered)>, Why> {
        let mut begun = self.next.take();
        let mut gathered = Gathered::default();
        while let Some(line) = self.lines.next()? {
            if let Some((at, title)) = begins(line.text(), self.form) {
                let at = self.day.map_or(at, |day| day.and_time(at.time()));
                let title = Title::of(title, &line);
                let next = Begun { number: self.lines.number, at: Some(at), title };
                match begun.replace(next) {
                    Some(finished) => {
                        self.next = begun;
                        return Ok(Some((finished, gathered)));
                    }
                    None => continue,
                }
            }
            if begun.is_none() {
                if line.is_blank() {
                    continue;
                }
                // Text before the first date. Only the path of the file can say when that was.
                let at = self.day.map(|day| day.and_time(chrono::NaiveTime::MIN));
                let title = Title::of(line.text(), &line);
                begun = Some(Begun { number: self.lines.number, at, title });
                continue;
            }
            gathered.push(&line);
        }
        self.over = true;
        Ok(begun.map(|begun| (begun, gathered)))
    }

    fn draft(&self, begun: Begun, text: Gathered) -> Result<Draft, Broken> {
        let place = format!("{}:{}", self.name, begun.number);
        let Some(at) = begun.at else {
            return Err(Broken::new(place, Why::NoDate));
        };
        let text = match text.text() {
            _ if begun.title.size > super::super::LIMIT => {
                Err(Why::TooLarge { size: begun.title.size, limit: super::super::LIMIT })
            }
            _ if begun.title.broken => Err(Why::NotUtf8),
            text => text,
        };
        let text = text.map_err(|why| Broken::new(place.as_str(), why))?;
        let mut rest = Rest::default();
        if begun.title.starred {
            rest.starred();
        }
        Ok(Draft { place, id: None, at: When::Wall(at), title: begun.title.words, text, rest })
    }
}

impl Entries for Text {
    fn next(&mut self) -> Option<Result<Draft, Broken>> {
        if self.over {
            return None;
        }
        match self.gather() {
            Ok(gathered) => gathered.map(|(begun, text)| self.draft(begun, text)),
            Err(why) => {
                self.over = true;
                Some(Err(Broken::new(self.name.as_str(), why)))
            }
        }
    }

    fn progress(&self) -> (u64, u64) {
        (self.lines.read, self.lines.size)
    }
}

impl Title {
    /// The words behind the date. A star at their end marks the entry; a pair of stars is emphasis.
    fn of(words: &str, line: &Line) -> Self {
        let words = words.trim();
        let broken = std::str::from_utf8(&line.bytes).is_err();
        let star = words
            .strip_suffix('*')
            .filter(|rest| rest.is_empty() || rest.ends_with(char::is_whitespace) || !rest.contains('*'));
        let starred = star.is_some();
        Self { words: star.unwrap_or(words).trim_end().to_owned(), size: line.size, starred, broken }
    }
}

/// The date that a line begins an entry with, and the words behind it.
fn begins(line: &str, form: Form) -> Option<(NaiveDateTime, &str)> {
    match form {
        Form::Bracketed(order) => {
            let (date, title) = bracketed(line)?;
            // What is as short as this is a footnote, as in jrnl.
            let stamp = stamp::stamp(date, order).filter(|_| date.len() > 6)?;
            Some((stamp.at(), title))
        }
        Form::Times => {
            let (date, title) = bracketed(line)?;
            let time = stamp::time_alone(date).map(|time| NaiveDate::MIN.and_time(time));
            let whole = || stamp::stamp(date, Order::MonthFirst).filter(|_| date.len() > 6).map(Stamp::at);
            Some((time.or_else(whole)?, title))
        }
        Form::Bare { words, order } => {
            let (date, title) = first_words(line, words)?;
            let stamp = stamp::stamp(date, order).filter(|_| starts_with_date(date))?;
            Some((stamp.at(), title))
        }
    }
}

fn bracketed(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix('[')?.split_once("] ").filter(|(date, _)| !date.contains(']'))
}

fn first_words(line: &str, words: usize) -> Option<(&str, &str)> {
    let end = line.match_indices(' ').map(|(at, _)| at).chain([line.len()]).nth(words.checked_sub(1)?)?;
    Some((&line[..end], line[end..].trim_start()))
}

/// A day, not only a year and a month, and no words before it: `May 2013` may begin any sentence.
fn starts_with_date(date: &str) -> bool {
    date.starts_with(|c: char| c.is_ascii_digit()) && date.bytes().filter(u8::is_ascii_digit).count() >= 5
}

/// Reads as much of a file as it takes to know how its entries begin.
fn form_of(path: &Path, day: Option<NaiveDate>) -> Result<Form, Why> {
    let mut lines = Lines::open(path)?;
    let mut form = None;
    let mut evidence = Evidence::default();
    while let Some(line) = lines.next()? {
        let line = line.text();
        if line.trim().is_empty() {
            continue;
        }
        let known = *form.get_or_insert_with(|| form_of_line(line, day));
        let date = match known {
            Form::Times => return Ok(known),
            Form::Bracketed(_) => bracketed(line).map(|(date, _)| date),
            Form::Bare { words, .. } => first_words(line, words).map(|(date, _)| date),
        };
        let Some(date) = date else { continue };
        if let Some(numbers) = stamp::either_way(date) {
            if let Some(order) = evidence.add(numbers, date) {
                return Ok(known.with(order));
            }
        } else if evidence.last.is_none() && stamp::stamp(date, Order::MonthFirst).is_some() {
            // The first date can be read one way only, and so can the others.
            return Ok(known);
        }
    }
    Ok(form.unwrap_or(Form::Bracketed(Order::MonthFirst)).with(evidence.order()))
}

impl Form {
    fn with(self, order: Order) -> Self {
        match self {
            Self::Bracketed(_) => Self::Bracketed(order),
            Self::Times => Self::Times,
            Self::Bare { words, .. } => Self::Bare { words, order },
        }
    }
}

/// What the first line with words says.
fn form_of_line(line: &str, day: Option<NaiveDate>) -> Form {
    let is_time = |(date, _)| stamp::time_alone(date).is_some();
    if day.is_some() && bracketed(line).is_some_and(is_time) {
        return Form::Times;
    }
    let order = Order::MonthFirst;
    let reads = |words: usize| first_words(line, words).and_then(|(date, _)| Some((date, stamp::stamp(date, order)?)));
    let Some(mut words) = (1..=5).find(|words| reads(*words).is_some_and(|(date, _)| starts_with_date(date))) else {
        return Form::Bracketed(order);
    };
    if reads(words).is_some_and(|(_, stamp)| stamp.time.is_none())
        && reads(words + 1).is_some_and(|(_, stamp)| stamp.time.is_some())
    {
        words += 1;
    }
    let half = |word: &str| matches!(word.to_lowercase().as_str(), "am" | "pm");
    if line.split(' ').nth(words).is_some_and(half) {
        words += 1;
    }
    Form::Bare { words, order }
}

/// Dates that read either way, in the order of the file, which jrnl keeps by date.
#[derive(Default)]
struct Evidence {
    last: Option<[(i32, u32, u32); 2]>,
    /// How often the dates go back in time if the month, or the day, comes first.
    back: [u64; 2],
}

impl Evidence {
    fn add(&mut self, (first, second): (u32, u32), date: &str) -> Option<Order> {
        if first > 12 {
            return Some(Order::DayFirst);
        }
        if second > 12 {
            return Some(Order::MonthFirst);
        }
        let year = stamp::stamp(date, Order::MonthFirst).map_or(0, |stamp| chrono::Datelike::year(&stamp.date));
        let now = [(year, first, second), (year, second, first)];
        if let Some(last) = self.last.replace(now) {
            for (back, (last, now)) in self.back.iter_mut().zip(last.into_iter().zip(now)) {
                *back += u64::from(now < last);
            }
        }
        None
    }

    fn order(&self) -> Order {
        if self.back[1] < self.back[0] { Order::DayFirst } else { Order::MonthFirst }
    }
}
