//! Markdown: a folder of files, or one file.
//!
//! The date of an entry is what its front matter says (`date`, else `created`, `created_at` …), else what the name or the path of its
//! file says, else a line such as `date:: 2024-01-31` near its beginning. A file that has none of them, but headings that
//! begin or end with a date, is an entry for each of them. When a file
//! was last written is no date of an entry, and is not used.
//!
//! The title is what the front matter says, else a `# heading` in the first line (which then leaves the text), else what
//! the name of the file says beside its date.

mod days;
mod front;
mod heading;
mod name;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use days::{Days, Is};
use front::Front;
use heading::{Fence, Says};
pub(in crate::import) use name::after_date;

use super::dates::{self, Dated, Found, Property};
use super::draft::{Draft, Rest};
use super::files::{self, Each, Gathered, Line, Lines};
use super::stamp::{Order, Stamp};
use super::{Broken, Entries, Reader, When, Why, encoding};
use chrono::{Datelike, NaiveDate, Weekday};

const ENDINGS: &[&str] = &["md", "markdown", "mdown", "mkd", "txt", "org"];
/// Files that are no text of a diary, however they are read.
const OTHERS: &[&str] = &[
    "csv", "tsv", "xls", "xlsx", "ods", "pdf", "doc", "docx", "odt", "rtf", "zip", "gz", "tgz", "7z", "rar", "json",
    "html", "htm", "jpg", "jpeg", "png", "gif", "heic", "sqlite", "db",
];
const ORG: &str = "org";

pub(super) fn open(path: &Path, order: Order) -> Result<Reader, Broken> {
    if !path.is_dir() {
        if OTHERS.contains(&files::extension(path).as_str()) {
            return Err(Broken::new(files::name(path, path), Why::OtherKind));
        }
        return Ok(Box::new(Markdown::open(path, path, order)?));
    }
    let wanted = |file: &Path| ENDINGS.contains(&files::extension(file).as_str());
    let found: Vec<PathBuf> = files::below(path, &wanted);
    if found.is_empty() {
        return Err(Broken::new(path.display().to_string(), Why::NothingHere));
    }
    let root = path.to_owned();
    let read = Each::new(found, move |file: &Path| Ok(Box::new(Markdown::open(file, &root, order)?) as Reader));
    Ok(Box::new(WithDoubt { read, doubt: other_files(path) }))
}

/// The files that no importer reads, so that the report can name them.
fn other_files(folder: &Path) -> Option<Broken> {
    let others = files::below(folder, &|file| {
        !ENDINGS.contains(&files::extension(file).as_str()) && file.symlink_metadata().is_ok_and(|meta| meta.is_file())
    });
    let others: Vec<&PathBuf> = others.iter().filter(|file| !files::is_folder(file)).collect();
    let endings: BTreeSet<String> = others.iter().map(|file| format!(".{}", files::extension(file))).collect();
    let why = Why::OtherFiles { count: others.len(), endings: endings.into_iter().collect::<Vec<_>>().join(" ") };
    (!others.is_empty()).then(|| Broken::new(folder.display().to_string(), why))
}

/// Says something beside the first entry.
struct WithDoubt<R> {
    read: R,
    doubt: Option<Broken>,
}

impl<R: Entries> Entries for WithDoubt<R> {
    fn next(&mut self) -> Option<Result<Draft, Broken>> {
        let mut next = self.read.next()?;
        if let Ok(draft) = &mut next {
            draft.doubts.extend(self.doubt.take());
        }
        Some(next)
    }

    fn progress(&self) -> (u64, u64) {
        self.read.progress()
    }
}

/// One file on its way to its entries.
struct Markdown {
    lines: Lines,
    path: PathBuf,
    name: String,
    days: Days,
    /// What the person should look at, for the next entry.
    doubts: Vec<Broken>,
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
    /// Why its line cannot be read whole.
    broken: Option<Why>,
}

impl Markdown {
    fn open(path: &Path, root: &Path, order: Order) -> Result<Self, Broken> {
        let name = files::name(path, root);
        let lines = Lines::open(path).map_err(|why| Broken::new(name.as_str(), why))?;
        // The folders of a file that was named itself are part of its path as well.
        let above = if path == root { path.ancestors().nth(3).unwrap_or(root) } else { root };
        Ok(Self {
            lines,
            path: path.to_owned(),
            days: Days::default(),
            doubts: Vec::new(),
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
        match self.look() {
            Ok(found) => found.map(|found| self.whole(found)),
            Err(why) => self.end_with(why),
        }
    }

    /// The date of the whole file, if it has one: what its front matter says, its name, a line near its beginning. A file
    /// that only says when it was made is no entry of that day where its headings are days.
    fn look(&mut self) -> Result<Option<Found>, Why> {
        let front = front::read(&mut self.lines, self.order)?;
        let mut lines = Lines::open(&self.path)?;
        while lines.number < self.lines.number && lines.next()?.is_some() {}
        self.days = Days::of(lines, self.is_org(), self.order, self.named.year)?;
        let in_front = front.at.map(|at| (at, front.figures.clone()));
        let (weekday, is_made) = (front.weekday, front.is_made);
        self.front = Some(front);
        let mut found = None;
        if let Some(date) = in_front {
            found = Some((date, weekday, is_made));
        } else if let Some(stamp) = self.named.at {
            found = Some(((stamp.when(), None), self.named.weekday, false));
        } else if let Some(property) = self.property()? {
            found = Some((property.found, property.weekday, property.is_made));
        }
        let Some((found, weekday, is_made)) = found else { return Ok(None) };
        if is_made && self.days.count > 1 {
            let front = self.front.get_or_insert_default();
            if let Some((name, words)) = front.said.take() {
                front.rest.add(&name, words);
            }
            return Ok(None);
        }
        let date = match found.0 {
            When::Wall(at) => at.date(),
            When::Day(day) => day,
            When::Exact(at) => at.date_naive(),
        };
        self.doubt_weekday(self.name.clone(), date, weekday);
        if self.days.count > 1 {
            self.doubts.push(Broken::new(self.name.as_str(), Why::ManyDays { days: self.days.count }));
        }
        Ok(Some(found))
    }

    fn is_org(&self) -> bool {
        files::extension(&self.path) == ORG
    }

    fn doubt_weekday(&mut self, place: String, date: NaiveDate, said: Option<Weekday>) {
        if let Some(said) = said.filter(|said| *said != date.weekday()) {
            self.doubts.push(Broken::new(place, Why::OtherWeekday { date, said }));
        }
    }

    /// The best line such as `date:: 2024-06-03` near the beginning, before any heading of a day. The lines are given back.
    fn property(&mut self) -> Result<Option<Property>, Why> {
        const NEAR: usize = 30;
        let (mut read, mut best, mut fence): (_, Option<Property>, _) = (Vec::new(), None, Fence::default());
        while read.len() < NEAR {
            let Some(line) = self.lines.next()? else { break };
            let (number, text) = (self.lines.number, line.text());
            let is_covered = fence.covers(text);
            let is_org = self.is_org();
            let heading = if is_covered { None } else { heading::read(&line, &mut self.lines, is_org, self.order)? };
            if heading.is_some_and(|h| matches!(self.days.what(number, &h), Is::Day | Is::DayOf(_))) {
                read.push(line);
                break;
            }
            let found = if is_covered { None } else { dates::property(text, self.order) };
            read.push(line);
            if let Some(found) = found.filter(|found| best.as_ref().is_none_or(|best| found.rank < best.rank)) {
                best = Some(found);
            }
        }
        self.lines.give_back(read);
        Ok(best)
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
            doubts: std::mem::take(&mut self.doubts),
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
            let heading = match self.heading_at(number, &line) {
                Ok(heading) => heading,
                Err(why) => return self.end_with(why),
            };
            let Some(next) = heading else {
                if self.heading.is_some() {
                    text.push(&line);
                } else if self.lead.is_some() || !line.is_blank() {
                    self.lead.get_or_insert_with(|| (number, Gathered::default())).1.push(&line);
                }
                continue;
            };
            if let Some(finished) = self.heading.take() {
                let entry = self.entry(finished, text);
                self.begin_day(next);
                return Some(entry);
            }
            self.begin_day(next);
            if let Some(Err(broken)) = self.before_the_first() {
                return Some(Err(broken));
            }
        }
        self.state = State::Over;
        match self.heading.take() {
            Some(heading) => Some(self.entry(heading, text)),
            None => self.undated(),
        }
    }

    /// Why there is no entry in a file without a day: its headings, if they look like days, else its text.
    fn undated(&mut self) -> Option<Result<Draft, Broken>> {
        let lead = self.lead.take();
        let (line, text) = lead.map_or((1, Ok(String::new())), |(line, text)| (line, text.text()));
        if let Err(why) = text {
            self.doubts.clear();
            return Some(Err(Broken::new(format!("{}:{line}", self.name), why)));
        }
        if !self.doubts.is_empty() {
            return self.next_doubt();
        }
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
        let why = dates::impossible::why(&stem).unwrap_or(Why::NoDate);
        (self.lines.number > 0).then(|| Err(Broken::new(format!("{}:{line}", self.name), why)))
    }

    /// What belongs to no entry is told by itself.
    fn next_doubt(&mut self) -> Option<Result<Draft, Broken>> {
        (!self.doubts.is_empty()).then(|| Err(self.doubts.remove(0)))
    }

    fn begin_day(&mut self, next: Heading) {
        self.doubt_weekday(format!("{}:{}", self.name, next.number), next.dated.at.date, next.dated.weekday);
        self.heading = Some(next);
    }

    /// The heading of a day that begins at this line.
    fn heading_at(&mut self, number: u64, line: &Line) -> Result<Option<Heading>, Why> {
        if self.fence.covers(line.text()) {
            return Ok(None);
        }
        let is_org = self.is_org();
        let Some(heading) = heading::read(line, &mut self.lines, is_org, self.order)? else { return Ok(None) };
        let dated = match (self.days.what(number, &heading), heading.says) {
            (Is::Day, Says::Day(dated)) => dated,
            (Is::DayOf(date), Says::Yearless(said)) => Dated {
                at: Stamp { date, time: said.time },
                title: said.title,
                figures: None,
                begins: true,
                weekday: said.weekday,
            },
            (Is::Doubtful(why), _) => {
                self.doubts.push(Broken::new(format!("{}:{number}", self.name), why));
                return Ok(None);
            }
            _ => return Ok(None),
        };
        if heading.has_rule {
            self.lines.next()?;
        }
        let broken = heading.broken.then(|| encoding::told(&line.bytes));
        Ok(Some(Heading { number, dated, broken }))
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
        if !words
            .clone()
            .all(|line| line.trim_start_matches('#').starts_with([' ', '\u{3000}']) && line.starts_with('#'))
        {
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
        if let Some(why) = heading.broken {
            return Err(Broken::new(place, why));
        }
        let Dated { at, title, figures, .. } = heading.dated;
        let at = at.when();
        // What the front matter says stands with the first entry.
        let front = self.front.take().unwrap_or_default();
        let mut rest = Rest::default();
        if let Some(title) = front.title {
            rest.add("title", title);
        }
        rest.append(front.rest);
        let (above, doubts) = (std::mem::take(&mut self.above), std::mem::take(&mut self.doubts));
        Ok(Draft { place, id: None, at, title, text, rest, above, figures, doubts })
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
            State::Over => self.next_doubt(),
            State::Begin | State::Days => self.day(),
        }
    }

    fn progress(&self) -> (u64, u64) {
        (self.lines.read, self.lines.size)
    }
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
