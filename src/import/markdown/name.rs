//! Dates in the names of files.

use std::path::Path;

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::super::dates;
use super::super::stamp::{self, Stamp};

/// What the path of a file says.
pub(super) struct Named {
    pub at: Option<Stamp>,
    /// The weekday that stands beside the date.
    pub weekday: Option<Weekday>,
    /// The one year that its name says, or the folder that holds it.
    pub year: Option<i32>,
    /// The other words of its name.
    pub title: String,
}

/// `2024-01-31.md`, `2024-01-31 Title.md`, `20240131-title.md`, `202401311030.md`, `2024年1月31日.md`,
/// `Title 2024-01-31.md`, `2024/01/31.md`, `2024年/1月/31日 Title.md`.
pub(super) fn of(path: &Path, root: &Path) -> Named {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let found = at_the_start(&stem).or_else(|| at_the_end(&stem)).or_else(|| in_folders(path, root, &stem));
    let folder = path.parent().filter(|folder| folder.starts_with(root)).and_then(Path::file_name);
    let year = year_in(&stem).or_else(|| year_in(&folder?.to_string_lossy()));
    match found {
        Some((at, title)) => Named { at: Some(at), weekday: weekday_beside(&stem), year, title },
        None => Named { at: None, weekday: None, year, title: stem },
    }
}

/// The one calendar year that a name says: `Journal 2026`, 「2026年の日記」. A fiscal year is two of them.
fn year_in(name: &str) -> Option<i32> {
    let mut years = Vec::new();
    let mut rest = name;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, figures) = rest.split_at(start);
        let end = figures.find(|c: char| !c.is_ascii_digit()).unwrap_or(figures.len());
        let is_fiscal = figures[end..].starts_with("年度") || before.trim_end().to_ascii_lowercase().ends_with("fy");
        if let (4, false, Ok(year)) = (end, is_fiscal, figures[..end].parse::<i32>()) {
            years.push(year);
        } else if is_fiscal {
            return None;
        }
        rest = &figures[end..];
    }
    match years[..] {
        [year] if (1900..2200).contains(&year) => Some(year),
        _ => None,
    }
}

fn weekday_beside(stem: &str) -> Option<Weekday> {
    dates::in_words(stem, stamp::Order::Mdy)?.weekday
}

/// What follows a date on its line: the weekday in its brackets, a time, and the signs that set the words apart.
pub(in crate::import) fn after_date(text: &str) -> (&str, Option<NaiveTime>) {
    const APART: fn(char) -> bool = |c| c.is_whitespace() || "-–—_:：,、.|".contains(c);
    let mut rest = text.trim_start_matches(APART);
    for (open, close) in [('(', ')'), ('（', '）')] {
        let weekday = rest.strip_prefix(open).and_then(|inside| inside.split_once(close));
        let is_weekday = |inside: &str| stamp::is_weekday(inside.split('・').next().unwrap_or(inside));
        if let Some((_, after)) = weekday.filter(|(inside, _)| is_weekday(inside)) {
            rest = after.trim_start_matches(APART);
        }
    }
    if let Some((word, after)) = rest.split_once([' ', ',', '>', ']']).or(Some((rest, "")))
        && stamp::is_weekday(word)
    {
        rest = after.trim_start_matches(APART);
    }
    // A time is a date's: with any date before it, the same reader finds it.
    let with_date = format!("2000-01-01 {rest}");
    if let Some((Stamp { time: Some(time), .. }, after)) = stamp::leading(&with_date) {
        let after = rest.get(rest.len() - after.len()..).unwrap_or_default();
        return (after.trim_start_matches(APART), Some(time));
    }
    (rest, None)
}

fn at_the_start(stem: &str) -> Option<(Stamp, String)> {
    let digits = stem.find(|c: char| !c.is_ascii_digit()).unwrap_or(stem.len());
    if let 12 | 14 = digits {
        return Some((stamp::stamp(&stem[..digits], stamp::Order::Mdy)?, after_date(&stem[digits..]).0.to_owned()));
    }
    let (mut at, rest) = stamp::leading(stem)?;
    if let Some((time, rest)) = short_time(rest, digits == 8) {
        at.time = Some(time);
        return Some((at, after_date(rest).0.to_owned()));
    }
    let (title, time) = after_date(rest);
    at.time = at.time.or(time);
    Some((at, title.to_owned()))
}

/// `T1030` or `T103000`, as a name can hold it; behind `20240131` also `-1030`.
fn short_time(rest: &str, is_compact: bool) -> Option<(NaiveTime, &str)> {
    let apart = || rest.strip_prefix(['-', '_']).filter(|_| is_compact);
    let digits = rest.strip_prefix('T').or_else(apart)?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let (time, rest) = digits.split_at(end);
    // `20240131-2024 review` names a year.
    if is_compact && !rest.is_empty() && time.len() == 4 && time.starts_with("20") {
        return None;
    }
    let seconds = matches!(time.len(), 4 | 6).then(|| format!("{time:0<6}"))?;
    Some((NaiveTime::parse_from_str(&seconds, "%H%M%S").ok()?, rest))
}

fn at_the_end(stem: &str) -> Option<(Stamp, String)> {
    const APART: &[char] = &[' ', '\u{3000}', '-', '_', '(', '（', '['];
    let starts = stem.char_indices().filter(|(at, _)| stem[..*at].ends_with(APART));
    let found = starts.map(|(at, _)| at).find_map(|at| {
        let (stamp, rest) = stamp::leading(&stem[at..])?;
        matches!(rest, "" | ")" | "）" | "]").then_some((stamp, at))
    });
    found.map(|(stamp, at)| (stamp, stem[..at].trim_end_matches(APART).to_owned()))
}

/// The day in the name, the month and the year in the folders that hold the file.
fn in_folders(path: &Path, root: &Path, stem: &str) -> Option<(Stamp, String)> {
    let inside = path.strip_prefix(root).ok().filter(|inside| inside.components().count() > 2)?;
    let folder = |up: usize| inside.ancestors().nth(up).and_then(Path::file_name).map(|name| name.to_string_lossy());
    let (month, year) = (folder(1)?, folder(2)?);
    let end = stem.find(|c: char| !c.is_ascii_digit()).unwrap_or(stem.len());
    let (day, rest) = stem.split_at(end);
    let rest = rest.strip_prefix('日').unwrap_or(rest);
    let apart = rest.is_empty() || rest.starts_with([' ', '-', '_', '\u{3000}', '（', '(']);
    (apart && matches!(day.len(), 1 | 2)).then_some(())?;
    let year: i32 = Some(year.trim_end_matches('年')).filter(|year| year.len() == 4)?.parse().ok()?;
    let month: u32 = Some(month.trim_end_matches('月')).filter(|month| month.len() <= 2)?.parse().ok()?;
    let date = NaiveDate::from_ymd_opt(year, month, day.parse().ok()?)?;
    let (title, time) = after_date(rest);
    Some((Stamp { date, time }, title.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_when() {
        let cases = [
            ("2024-01-31.md", "2024-01-31 00:00", ""),
            ("2024-01-31 Title.md", "2024-01-31 00:00", "Title"),
            ("20240131-title.md", "2024-01-31 00:00", "title"),
            ("2024_01_31_面談.md", "2024-01-31 00:00", "面談"),
            ("202401311030 Title.md", "2024-01-31 10:30", "Title"),
            ("2024-01-31T1030-title.md", "2024-01-31 10:30", "title"),
            ("2024-01-31 2030 plans.md", "2024-01-31 00:00", "2030 plans"),
            ("20240131-1030.md", "2024-01-31 10:30", ""),
            ("20240131_103000 Talk.md", "2024-01-31 10:30", "Talk"),
            ("20240131-2024 review.md", "2024-01-31 00:00", "2024 review"),
            ("2024-01-31 (Wed) Talk.md", "2024-01-31 00:00", "Talk"),
            ("2024/01/31.md", "2024-01-31 00:00", ""),
            ("journal/2024/1/5 Talk.md", "2024-01-05 00:00", "Talk"),
            ("2024年1月31日.md", "2024-01-31 00:00", ""),
            ("2024年1月31日（水）面談.md", "2024-01-31 00:00", "面談"),
            ("2024年/1月/31日.md", "2024-01-31 00:00", ""),
            ("Talk 2024-01-31.md", "2024-01-31 00:00", "Talk"),
            ("Talk (2024-01-31).md", "2024-01-31 00:00", "Talk"),
            ("Plan 2024.md", "-", "Plan 2024"),
            ("2024/01/notes.md", "-", "notes"),
            ("2024-02-30.md", "-", "2024-02-30"),
            ("v1.2.3 x.md", "-", "v1.2.3 x"),
        ];
        for (path, at, title) in cases {
            let named = of(&Path::new("/root").join(path), Path::new("/root"));
            let found = named.at.map_or_else(|| "-".to_owned(), |at| at.at().format("%Y-%m-%d %H:%M").to_string());
            assert_eq!((found.as_str(), named.title.as_str()), (at, title), "{path}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_name_has_an_answer(name in "[0-9年月日T() _:-]{0,20}|\\PC{1,20}") {
            let _ = of(&Path::new("/root/2024/01").join(&name), Path::new("/root"));
            let _ = after_date(&name);
        }
    }
}
