//! Markdown: a folder of files, or one file.
//!
//! The date of an entry is what its front matter says (`date`, else `created`), else what the name or the path of its
//! file says. A file that has neither, but headings that begin with a date, is an entry for each of them. When a file
//! was last written is no date of an entry, and is not used.
//!
//! The title is what the front matter says, else a `# heading` in the first line (which then leaves the text), else what
//! the name of the file says beside its date.

mod front;
mod name;

use std::path::{Path, PathBuf};

use front::Front;

use super::draft::{Draft, Rest};
use super::files::{self, Each, Gathered, Lines};
use super::stamp::{self, Stamp};
use super::{Broken, Entries, Reader, When, Why};

const ENDINGS: &[&str] = &["md", "markdown", "mdown", "mkd", "txt"];

pub(super) fn open(path: &Path) -> Result<Reader, Broken> {
    if !path.is_dir() {
        return Ok(Box::new(Markdown::open(path, path)?));
    }
    let wanted = |file: &Path| ENDINGS.contains(&files::extension(file).as_str());
    let found: Vec<PathBuf> = files::below(path, &wanted);
    if found.is_empty() {
        return Err(Broken::new(path.display().to_string(), Why::NothingHere));
    }
    let root = path.to_owned();
    Ok(Box::new(Each::new(found, move |file: &Path| Ok(Box::new(Markdown::open(file, &root)?) as Reader))))
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
    at: Stamp,
    title: String,
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
    fn open(path: &Path, root: &Path) -> Result<Self, Broken> {
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
            fence: Fence::default(),
            state: State::Begin,
        })
    }

    /// Looks whether the file is one entry. Else its headings are looked at.
    fn begin(&mut self) -> Option<Result<Draft, Broken>> {
        self.state = State::Days;
        let front = match front::read(&mut self.lines) {
            Ok(front) => front,
            Err(why) => return self.end_with(why),
        };
        let at = front.at.or(self.named.at.map(|stamp| When::Wall(stamp.at())));
        self.front = Some(front);
        at.map(|at| self.whole(at))
    }

    /// The whole file as one entry.
    fn whole(&mut self, at: When) -> Result<Draft, Broken> {
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
        Ok(Draft { place: self.name.clone(), id: front.id, at, title, text: text.to_owned(), rest: front.rest })
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
            let heading = if self.fence.covers(line.text()) { None } else { dated(line.text()) };
            let Some((at, title)) = heading else {
                if self.heading.is_some() {
                    text.push(&line);
                } else if self.lead.is_some() || !line.is_blank() {
                    self.lead.get_or_insert_with(|| (self.lines.number, Gathered::default())).1.push(&line);
                }
                continue;
            };
            let next = Heading { number: self.lines.number, at, title };
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

    /// Headings alone are the name of the whole, and stand with the first entry. Other text has no date.
    fn before_the_first(&mut self) -> Option<Result<(), Broken>> {
        let (line, lead) = self.lead.take()?;
        let broken = |why| Some(Err(Broken::new(format!("{}:{line}", self.name), why)));
        let text = match lead.text() {
            Ok(text) => text,
            Err(why) => return broken(why),
        };
        let mut words = text.lines().filter(|line| !line.trim().is_empty());
        if !words.clone().all(|line| line.starts_with('#')) {
            return broken(Why::NoDate);
        }
        let rest = &mut self.front.get_or_insert_default().rest;
        words.by_ref().for_each(|line| rest.add("heading", line.trim_start_matches('#').trim()));
        None
    }

    fn entry(&mut self, heading: Heading, text: Gathered) -> Result<Draft, Broken> {
        let place = format!("{}:{}", self.name, heading.number);
        let text = text.text().map_err(|why| Broken::new(place.as_str(), why))?;
        let at = When::Wall(heading.at.at());
        // What the front matter says stands with the first entry.
        let front = self.front.take().unwrap_or_default();
        let mut rest = Rest::default();
        if let Some(title) = front.title {
            rest.add("title", title);
        }
        rest.append(front.rest);
        Ok(Draft { place, id: None, at, title: heading.title, text, rest })
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

/// The date and the other words of a heading that begins with a date: `## 2024-01-31 (Wed) 10:00 – Title`.
fn dated(line: &str) -> Option<(Stamp, String)> {
    let words = line.strip_prefix("# ").or_else(|| line.strip_prefix("## "))?;
    let (mut at, rest) = stamp::leading(words.trim())?;
    let (rest, time) = name::after_date(rest);
    at.time = at.time.or(time);
    Some((at, rest.trim_end_matches(['#', ' ']).to_owned()))
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
