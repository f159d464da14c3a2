//! The text of a jrnl journal, line by line.

use std::collections::VecDeque;
use std::path::Path;

use chrono::NaiveDate;

use super::super::draft::{Draft, Rest};
use super::super::files::{self, Gathered, Line, Lines};
use super::super::stamp::{self, Order, Stamp};
use super::super::{Broken, Entries, Why, dates, encoding};

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
    /// What stands before the first date, and where it begins.
    above: Option<(u64, Gathered)>,
    /// What is told before the next entry.
    broken: VecDeque<Broken>,
    /// The lines of the entry that is read now which begin like an entry, at a date that does not exist.
    doubts: Vec<Broken>,
    over: bool,
}

/// An entry whose first line was read.
struct Begun {
    number: u64,
    at: Option<Stamp>,
    /// The date as it is written, where its figures may be read in two ways.
    figures: Option<String>,
    title: Title,
}

#[derive(Default)]
struct Title {
    words: String,
    size: u64,
    starred: bool,
    broken: bool,
    /// The line, if it is no UTF-8.
    bytes: Vec<u8>,
}

impl Text {
    pub fn open(path: &Path, root: &Path, day: Option<NaiveDate>, order: Order) -> Result<Self, Broken> {
        let name = files::name(path, root);
        let broken = |why| Broken::new(name.as_str(), why);
        let form = form_of(path, day, order).map_err(broken)?;
        let lines = Lines::open(path).map_err(broken)?;
        Ok(Self {
            lines,
            name,
            form,
            day,
            next: None,
            above: None,
            broken: VecDeque::new(),
            doubts: Vec::new(),
            over: false,
        })
    }

    /// The text up to the next entry, and whose it is.
    fn gather(&mut self) -> Result<Option<(Begun, Gathered)>, Why> {
        let mut begun = self.next.take();
        let mut gathered = Gathered::default();
        while let Some(line) = self.lines.next()? {
            if let Some((at, date, title)) = begins(line.text(), self.form) {
                let figures = stamp::either_way(date).map(|_| date.to_owned());
                let at = self.day.map_or(at, |date| Stamp { date, ..at });
                let title = Title::of(title, &line);
                let next = Begun { number: self.lines.number, at: Some(at), figures, title };
                match begun.replace(next) {
                    Some(finished) => {
                        self.next = begun;
                        return Ok(Some((finished, gathered)));
                    }
                    None => continue,
                }
            }
            if let Some(why) = why_none(line.text(), self.form) {
                self.doubts.push(Broken::new(format!("{}:{}", self.name, self.lines.number), why));
            }
            if begun.is_none() {
                if line.is_blank() && self.above.is_none() {
                    continue;
                }
                // Text before the first date comes with the first entry, unless the path of the file says when it was.
                let Some(day) = self.day else {
                    let number = self.lines.number;
                    self.above.get_or_insert_with(|| (number, Gathered::default())).1.push(&line);
                    continue;
                };
                let at = Some(Stamp { date: day, time: None });
                let title = Title::of(line.text(), &line);
                begun = Some(Begun { number: self.lines.number, at, figures: None, title });
                continue;
            }
            gathered.push(&line);
        }
        self.over = true;
        // Without any date nothing says when it was.
        let undated = |(number, text)| (Begun { number, at: None, figures: None, title: Title::default() }, text);
        let begun = begun.map(|begun| (begun, gathered));
        Ok(begun.or_else(|| self.above.take().map(undated)))
    }

    /// What stands before the first date, for the first entry.
    fn above(&mut self) -> String {
        let Some((number, text)) = self.above.take() else { return String::new() };
        text.text().unwrap_or_else(|why| {
            self.broken.push_back(Broken::new(format!("{}:{number}", self.name), why));
            String::new()
        })
    }

    fn draft(&mut self, begun: Begun, text: Gathered) -> Result<Draft, Broken> {
        let place = format!("{}:{}", self.name, begun.number);
        let doubts = std::mem::take(&mut self.doubts);
        let Some(at) = begun.at else {
            self.broken.extend(doubts);
            return Err(self.broken.pop_front().unwrap_or_else(|| Broken::new(place, Why::NoDate)));
        };
        let text = match text.text() {
            _ if begun.title.size > super::super::LIMIT => {
                Err(Why::TooLarge { size: begun.title.size, limit: super::super::LIMIT })
            }
            _ if begun.title.broken => Err(encoding::told(&begun.title.bytes)),
            text => text,
        };
        let text = match text {
            Ok(text) => text,
            Err(why) => {
                self.broken.extend(doubts);
                return Err(Broken::new(place, why));
            }
        };
        let mut rest = Rest::default();
        if begun.title.starred {
            rest.starred();
        }
        Ok(Draft {
            place,
            id: None,
            at: at.when(),
            title: begun.title.words,
            text,
            rest,
            above: self.above(),
            figures: begun.figures,
            doubts,
        })
    }
}

impl Entries for Text {
    fn next(&mut self) -> Option<Result<Draft, Broken>> {
        if let Some(broken) = self.broken.pop_front() {
            return Some(Err(broken));
        }
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
        let bytes = if broken { line.bytes.clone() } else { Vec::new() };
        Self { words: star.unwrap_or(words).trim_end().to_owned(), size: line.size, starred, broken, bytes }
    }
}

/// The date that a line begins an entry with, and the words behind it.
fn begins(line: &str, form: Form) -> Option<(Stamp, &str, &str)> {
    match form {
        Form::Bracketed(order) => {
            let (date, title) = bracketed(line)?;
            // What is as short as this is a footnote, as in jrnl.
            let stamp = stamp::stamp(date, order).filter(|_| date.len() > 6)?;
            Some((stamp, date, title))
        }
        Form::Times => {
            let (date, title) = bracketed(line)?;
            let time = stamp::time_alone(date).map(|time| Stamp { date: NaiveDate::MIN, time: Some(time) });
            let whole = || stamp::stamp(date, Order::Mdy).filter(|_| date.len() > 6);
            Some((time.or_else(whole)?, date, title))
        }
        Form::Bare { words, order } => {
            let (date, title) = first_words(line, words)?;
            let stamp = stamp::stamp(date, order).filter(|_| starts_with_date(date))?;
            Some((stamp, date, title))
        }
    }
}

/// Why a line that is written like the beginning of an entry is none: its day or its time does not exist.
fn why_none(line: &str, form: Form) -> Option<Why> {
    let date = match form {
        Form::Bracketed(_) => bracketed(line)?.0,
        Form::Times => bracketed(line)?.0,
        Form::Bare { words, .. } => first_words(line, words)?.0,
    };
    let fits = match form {
        Form::Bracketed(_) => date.len() > 6,
        Form::Times => true,
        Form::Bare { .. } => starts_with_date(date),
    };
    dates::impossible::why(date).filter(|_| fits)
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

/// How the entries of a file begin: its first line with words says it.
fn form_of(path: &Path, day: Option<NaiveDate>, order: Order) -> Result<Form, Why> {
    let mut lines = Lines::open(path)?;
    while let Some(line) = lines.next()? {
        if !line.text().trim().is_empty() {
            return Ok(form_of_line(line.text(), day, order));
        }
    }
    Ok(Form::Bracketed(order))
}

/// What the first line with words says.
fn form_of_line(line: &str, day: Option<NaiveDate>, order: Order) -> Form {
    let is_time = |(date, _)| stamp::time_alone(date).is_some();
    if day.is_some() && bracketed(line).is_some_and(is_time) {
        return Form::Times;
    }
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
