//! The tables of `tests/fixtures/dates`, from which `docs/en/dates.md` and `docs/ja/dates.md` are written, and the lines of
//! `tests/fixtures/corpus`, which have no date in them.

use chrono::{NaiveDate, NaiveDateTime};

use super::day;
use crate::capture::dates::{Look, parse_date, parse_datetime, parse_days};
use crate::capture::due::{Said, read_due};
use crate::capture::rhythm::parse_cadence;
use crate::domain::{DateRules, DateTrouble, DayOrder, fiscal_year_of_locale};

/// A Wednesday.
const TODAY: &str = "2026-06-10";
const TABLES: [&str; 2] =
    [include_str!("../../../../tests/fixtures/dates/en.tsv"), include_str!("../../../../tests/fixtures/dates/ja.tsv")];
const NO_DATES: [&str; 2] = [
    include_str!("../../../../tests/fixtures/dates/en-none.tsv"),
    include_str!("../../../../tests/fixtures/dates/ja-none.tsv"),
];
const CORPORA: [&str; 2] = [
    include_str!("../../../../tests/fixtures/corpus/en.txt"),
    include_str!("../../../../tests/fixtures/corpus/ja.txt"),
];

/// Lines and phrases of people who did not know this program: kind, region, day, phrase and what it means.
const LINES: [&str; 2] = [
    include_str!("../../../../tests/fixtures/dates/en-lines.tsv"),
    include_str!("../../../../tests/fixtures/dates/ja-lines.tsv"),
];

struct Row {
    phrase: &'static str,
    means: &'static str,
    look: Look,
}

fn rows(table: &'static str) -> Vec<Row> {
    let mut look = Look::Forward;
    let mut rows = Vec::new();
    for line in table.lines() {
        if let Some(title) = line.strip_prefix("# ") {
            look = if title.starts_with('<') { Look::Back } else { Look::Forward };
        } else if let Some((phrase, means)) = line.split_once('\t') {
            rows.push(Row { phrase, means, look });
        }
    }
    rows
}

fn said(phrase: &str) -> String {
    said_on(phrase, day(TODAY), DateRules::default())
}

fn said_on(phrase: &str, today: NaiveDate, rules: DateRules) -> String {
    match read_due(phrase, today, rules) {
        Said::Nothing => "nothing".to_owned(),
        Said::Day(due) => format!("due {}", due.date),
        Said::NextTime(_) => "next time".to_owned(),
        Said::Unread(_) => "unread".to_owned(),
    }
}

/// What a field makes of a phrase at ten in the morning.
fn moment(phrase: &str, look: Look) -> String {
    let now = day(TODAY).and_hms_opt(10, 0, 0).expect("a time");
    moment_at(phrase, now, look, DateRules::default()).unwrap_or_else(|error| error)
}

fn moment_at(phrase: &str, now: NaiveDateTime, look: Look, rules: DateRules) -> Result<String, String> {
    let found = match parse_datetime(phrase, now, look, rules) {
        // A session needs a day; whatever else is due in such a period is due on this one.
        Err(error) if error.kind == DateTrouble::NeedsDay => {
            return parse_date(phrase, now.date(), look, rules)
                .map(|day| day.to_string())
                .map_err(|error| format!("{error:?}"));
        }
        found => found.map_err(|error| format!("{error:?}"))?,
    };
    let time = found.time.map(|time| time.format(" %H:%M").to_string()).unwrap_or_default();
    let minutes = found.minutes.map(|minutes| format!(" {minutes} min")).unwrap_or_default();
    Ok(format!("{}{time}{minutes}", found.date))
}

fn is_in_line(row: &Row) -> bool {
    row.means.starts_with("due ") || row.means == "next time"
}

#[test]
fn every_phrase_of_the_tables_means_what_they_say() {
    for table in TABLES {
        let rows = rows(table);
        assert!(rows.len() >= 150, "{} phrases", rows.len());
        for row in rows {
            let found = match row.means {
                _ if is_in_line(&row) => said(row.phrase),
                means if means.starts_with("every ") => {
                    parse_cadence(row.phrase).map_or("nothing".to_owned(), |every| format!("every {every}"))
                }
                _ => moment(row.phrase, row.look),
            };
            assert_eq!(found, row.means, "{}", row.phrase);
        }
    }
}

#[test]
fn what_people_wrote_means_what_they_meant() {
    for table in LINES {
        let lines: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() >= 700, "{} lines", lines.len());
        let mut wrong = Vec::new();
        for line in lines {
            let parts: Vec<&str> = line.split('\t').collect();
            let [kind, region, today, phrase, means] = parts[..] else { panic!("{line}") };
            let rules = DateRules {
                order: DayOrder::of_locale(region).expect("a region"),
                fiscal_year_of_region: fiscal_year_of_locale(region),
                japanese_holidays: region == "ja_JP",
                ..DateRules::default()
            };
            let found = match kind {
                "line" => said_on(phrase, day(today), rules),
                "since" => parse_days(phrase, day(today), Look::Back, rules)
                    .map_or("refused".to_owned(), |(first, _)| first.to_string()),
                "field" => {
                    let now = day(today).and_hms_opt(10, 0, 0).expect("a time");
                    moment_at(phrase, now, Look::Forward, rules).unwrap_or("refused".to_owned())
                }
                "held" => {
                    let now = day(today).and_hms_opt(10, 0, 0).expect("a time");
                    moment_at(phrase, now, Look::Back, rules).unwrap_or("refused".to_owned())
                }
                other => panic!("{other}"),
            };
            if found != means {
                wrong.push(format!("{kind} “{phrase}” on {today} in {region}: {found}, not {means}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn what_is_no_date_gets_none() {
    for table in NO_DATES {
        let rows = rows(table);
        assert!(rows.len() >= 60, "{} lines", rows.len());
        let wrong: Vec<String> = rows
            .iter()
            .filter(|row| said(row.phrase) != row.means)
            .map(|row| format!("{}: {}, not {}", row.phrase, said(row.phrase), row.means))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// In a line a phrase may need more beside it than in a field, so it may be unread there. It never means another day.
#[test]
fn a_phrase_with_its_word_is_due_that_day_or_is_said_to_be_unread() {
    for (table, japanese) in TABLES.into_iter().zip([false, true]) {
        let (mut read, mut all) = (0, 0);
        for row in rows(table) {
            let Ok(date) = row.means.get(..10).unwrap_or_default().parse::<NaiveDate>() else { continue };
            let has_day = parse_days(row.phrase, day(TODAY), row.look, DateRules::default()).is_ok();
            if !has_day || row.look == Look::Back {
                continue;
            }
            let line = if japanese { format!("{}までに", row.phrase) } else { format!("by {}", row.phrase) };
            let found = said(&line);
            all += 1;
            read += usize::from(found == format!("due {date}"));
            assert!(found == format!("due {date}") || found == "unread", "{line}: {found}");
        }
        assert!(read * 100 >= all * 85, "{read} of {all}");
    }
}

#[test]
fn ordinary_lines_have_no_date() {
    for corpus in CORPORA {
        let lines: Vec<&str> = corpus.lines().collect();
        assert!(lines.len() >= 1000);
        for line in lines {
            assert!(matches!(said(line).as_str(), "nothing" | "unread"), "{line}: {}", said(line));
        }
    }
}

/// A phrase beside a line, set apart from it, is read as it is alone; the line changes nothing. Where both together say
/// something else (`1/20 金曜まで`), that is said; it never becomes another day.
#[test]
fn a_phrase_keeps_its_day_beside_any_line() {
    for (table, corpora) in TABLES.into_iter().zip([[CORPORA[0], CORPORA[1]], [CORPORA[1], CORPORA[0]]]) {
        let rows = rows(table);
        let in_line: Vec<&Row> = rows.iter().filter(|row| is_in_line(row)).collect();
        let lines = corpora.into_iter().flat_map(str::lines);
        let (mut unread, mut joined, mut all) = (0, 0, 0);
        let mut wrong = Vec::new();
        for (at, line) in lines.enumerate() {
            // Each line meets two phrases, and with its neighbours all of them.
            for row in [in_line[at % in_line.len()], in_line[(at * 7 + 3) % in_line.len()]] {
                let mut found_in = |text: String| {
                    let found = said(&text);
                    let is_unread = found == "unread";
                    if found != row.means && !is_unread {
                        wrong.push(format!("{text}: {found}, not {}", row.means));
                    }
                    usize::from(is_unread)
                };
                all += 1;
                unread += found_in(format!("{line}. {}", row.phrase)) + found_in(format!("{}. {line}", row.phrase));
                // In one clause with it, a line about what was, what is denied, or a question, may make it doubtful.
                joined += found_in(format!("{line} {}", row.phrase));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(unread * 100 < all, "{unread} of {all} and {all} unread");
        assert!(joined * 15 < all, "{joined} of {all} unread");
    }
}
