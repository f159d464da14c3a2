//! Markdown: a folder of files, or one file.
//!
//! The date of an entry is what its front matter says (`date`, else `created`, `created_at` …), else what the name or the path of its
//! file says, else a line such as `date:: 2024-01-31` near its beginning. A file that has none of them, but headings that
//! begin or end with a date, is an entry for each of them. When a file
//! was last written is no date of an entry, and is not used.
//!
//! The title is what the front matter says, else a `# heading` in the first line (which then leaves the text), else what
//! the name of the file says beside its date.

mod front;
mod name;

use std::path::{Path, PathBuf};

use front::Front;
pub(in crate::import) use name::after_date;

use super::dates::{self, Dated, Found};
use super::draft::{Draft, Rest};
use super::files::{self, Each, Gathered, Line, Lines};
use super::stamp::Order;
use super::{Broken, Entries, Reader, When, Why};

const ENDINGS: &[&str] = &["md", "markdown", "mdown", "mkd", "txt"];

pub(super) fn open(path: &Path, order: Order) -> Result<Reader, Broken> {
    if !path.is_dir() {
        return Ok(Box::new(Markdown::open(path, path, order)?));
    }
    let wanted = |file: &Path| ENDINGS.contains(&files::extension(file).as_str());
    let found: Vec<PathBuf> = files::below(path, &wanted);
    if found.is_empty() {
        return Err(Broken::new(path.display().to_string(), Why::NothingHere));
    }
    let root = path.to_owned();
    Ok(Box::new(Each::new(found, move |file: &Path| Ok(Box::new(Markdown::open(file, &root, order)?) as Reader))))
}

/// One file on its way to its entries.
struct Markdown {
    lines: Lines,
    name: String,
    named: name::Named,
    front: Option<Front>,
    /// What stands before the first heading with a date, and where it begins.
    lead: Option<(u64, Gathered)>,
    heading: Option<Heading>,
    /// Text before the first heading with a date: it comes with that entry.
    above: String,
    order: Order,
    fence: Fence,
    state: State,
}

enum State {
    Begin,
    /// An entry for every heading with a date.
    Days,
    Over,
}

struct Heading {
    number: u64,
    dated: Dated,
}

/// Between two fences nothing is a heading.
#[derive(Default)]
struct Fence(Option<&'static str>);

impl Fence {
    fn covers(&mut self, line: &str) -> bool {
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

impl Markdown {
    fn open(path: &Path, root: &Path, order: Order) -> Result<Self, Broken> {
        let name = files::name(path, root);
        let lines = Lines::open(path).map_err(|why| Broken::new(name.as_str(), why))?;
        // The folders of a file that was named itself are part of its path as well.
        let above = if path == root { path.ancestors().nth(3).unwrap_or(root) } else { root };
        Ok(Self {
            lines,
            named: name::of(path, above),
            name,
            front: None,
            lead: None,
            heading: None,
            above: String::new(),
            order,
            fence: Fence::default(),
            state: State::Begin,
        })
    }

    /// Looks whether the file is one entry. Else its headings are looked at.
    fn begin(&mut self) -> Option<Result<Draft, Broken>> {
        self.state = State::Days;
        let front = match front::read(&mut self.lines, self.order) {
            Ok(front) => front,
            Err(why) => return self.end_with(why),
        };
        let named = self.named.at.map(|stamp| (When::Wall(stamp.at()), None));
        let found = front.at.map(|at| (at, front.figures.clone())).or(named);
        self.front = Some(front);
        let found = match found {
            Some(found) => Some(found),
            None => match self.property() {
                Ok(found) => found,
                Err(why) => return self.end_with(why),
            },
        };
        found.map(|found| self.whole(found))
    }

    /// A line such as `date:: 2024-06-03` near the beginning, before any heading with a date. The lines are given back.
    fn property(&mut self) -> Result<Option<Found>, Why> {
        const NEAR: usize = 30;
        let (mut read, mut found) = (Vec::new(), None);
        while found.is_none() && read.len() < NEAR {
            let Some(line) = self.lines.next()? else { break };
            let text = line.text();
            let is_day = dated(text, self.order).is_some();
            found = if is_day { None } else { dates::property(text, self.order) };
            read.push(line);
            if is_day {
                break;
            }
        }
        self.lines.give_back(read);
        Ok(found)
    }

    /// The whole file as one entry.
    fn whole(&mut self, (at, figures): Found) -> Result<Draft, Broken> {
        self.state = State::Over;
        let mut text = Gathered::default();
        let broken = |why| Broken::new(self.name.as_str(), why);
        while let Some(line) = self.lines.next().map_err(|error| broken(error.into()))? {
            text.push(&line);
        }
        let text = text.text().map_err(broken)?;
        let front = self.front.take().unwrap_or_default();
        let (heading, below) = heading_of(&text);
        let (title, text) = match (front.title, heading) {
            (Some(title), Some(heading)) if title.trim() == heading => (title, below),
            (Some(title), _) => (title, text.as_str()),
            (None, Some(heading)) => (heading.to_owned(), below),
            (None, None) => (self.named.title.clone(), text.as_str()),
        };
        Ok(Draft {
            place: self.name.clone(),
            id: front.id,
            at,
            title,
            text: text.to_owned(),
            rest: front.rest,
            above: String::new(),
            figures,
        })
    }

    /// The next entry of a file with headings for days.
    fn day(&mut self) -> Option<Result<Draft, Broken>> {
        let mut text = Gathered::default();
        loop {
            let line = match self.lines.next() {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => return self.end_with(error.into()),
            };
            let number = self.lines.number;
            let heading = match self.heading_at(&line) {
                Ok(heading) => heading,
                Err(why) => return self.end_with(why),
            };
            let Some(dated) = heading else {
                if self.heading.is_some() {
                    text.push(&line);
                } else if self.lead.is_some() || !line.is_blank() {
                    self.lead.get_or_insert_with(|| (self.lines.number, Gathered::default())).1.push(&line);
                }
                continue;
            };
            let next = Heading { number, dated };
            if let Some(finished) = self.heading.replace(next) {
                return Some(self.entry(finished, text));
            }
            if let Some(Err(broken)) = self.before_the_first() {
                return Some(Err(broken));
            }
        }
        self.state = State::Over;
        match self.heading.take() {
            Some(heading) => Some(self.entry(heading, text)),
            None if self.lead.is_some() || self.lines.number > 0 => {
                let line = self.lead.take().map_or(1, |(line, _)| line);
                Some(Err(Broken::new(format!("{}:{line}", self.name), Why::NoDate)))
            }
            None => None,
        }
    }

    /// The date of the heading that begins at this line, with marks before it or a rule below it.
    fn heading_at(&mut self, line: &Line) -> Result<Option<Dated>, Why> {
        let text = line.text();
        if self.fence.covers(text) {
            return Ok(None);
        }
        if text.starts_with('#') || text.starts_with([' ', '\t']) || text.trim().is_empty() {
            return Ok(dated(text, self.order));
        }
        let Some(found) = dates::in_words(text, self.order) else { return Ok(None) };
        let Some(below) = self.lines.next()? else { return Ok(None) };
        let rule = below.text().trim_end();
        if rule.len() >= 2 && (rule.bytes().all(|b| b == b'=') || rule.bytes().all(|b| b == b'-')) {
            return Ok(Some(found));
        }
        self.lines.give_back(vec![below]);
        Ok(None)
    }

    /// Headings alone are the name of the whole, and stand with the first entry. So does other text, in front of it.
    fn before_the_first(&mut self) -> Option<Result<(), Broken>> {
        let (line, lead) = self.lead.take()?;
        let broken = |why| Some(Err(Broken::new(format!("{}:{line}", self.name), why)));
        let text = match lead.text() {
            Ok(text) => text,
            Err(why) => return broken(why),
        };
        let mut words = text.lines().filter(|line| !line.trim().is_empty());
        if !words.clone().all(|line| line.starts_with('#')) {
            self.above = text;
            return None;
        }
        let rest = &mut self.front.get_or_insert_default().rest;
        words.by_ref().for_each(|line| rest.add("heading", line.trim_start_matches('#').trim()));
        None
    }

    fn entry(&mut self, heading: Heading, text: Gathered) -> Result<Draft, Broken> {
        let place = format!("{}:{}", self.name, heading.number);
        let text = text.text().map_err(|why| Broken::new(place.as_str(), why))?;
        let Dated { at, title, figures } = heading.dated;
        let at = When::Wall(at.at());
        // What the front matter says stands with the first entry.
        let front = self.front.take().unwrap_or_default();
        let mut rest = Rest::default();
        if let Some(title) = front.title {
            rest.add("title", title);
        }
        rest.append(front.rest);
        Ok(Draft { place, id: None, at, title, text, rest, above: std::mem::take(&mut self.above), figures })
    }

    fn end_with(&mut self, why: Why) -> Option<Result<Draft, Broken>> {
        self.state = State::Over;
        Some(Err(Broken::new(self.name.as_str(), why)))
    }
}

impl Entries for Markdown {
    fn next(&mut self) -> Option<Result<Draft, Broken>> {
        if let State::Begin = self.state
            && let Some(read) = self.begin()
        {
            return Some(read);
        }
        match self.state {
            State::Over => None,
            State::Begin | State::Days => self.day(),
        }
    }

    fn progress(&self) -> (u64, u64) {
        (self.lines.read, self.lines.size)
    }
}

/// The date and the other words of a heading of any level: `## 2024-01-31 (Wed) 10:00 – Title`, `### Title, 3 June 2024`.
fn dated(line: &str, order: Order) -> Option<Dated> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    ((1..=6).contains(&level) && words.starts_with([' ', '\u{3000}'])).then_some(())?;
    dates::in_words(words.trim().trim_end_matches(['#', ' ']), order)
}

/// The `# heading` that a text begins with, and the text below it.
fn heading_of(text: &str) -> (Option<&str>, &str) {
    let begin = text.trim_start_matches(['\n', '\r']);
    let (first, below) = begin.split_once('\n').unwrap_or((begin, ""));
    match first.strip_prefix("# ").map(|heading| heading.trim().trim_end_matches('#').trim_end()) {
        Some(heading) if !heading.is_empty() => (Some(heading), below),
        _ => (None, text),
    }
}
