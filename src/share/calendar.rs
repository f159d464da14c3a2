//! Dates for a calendar program, as iCalendar (RFC 5545). Times are in UTC, so that no time zone has to be described.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use icalendar::{Calendar, Component, Event as Entry, EventLike, Property};

use crate::domain::Moment;
use crate::i18n::Lang;
use crate::share::render::clean_line;
use crate::text;

/// Something on a day or at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The same each time, so that a calendar replaces the event.
    pub uid: String,
    pub title: String,
    pub starts: Starts,
    /// Rises with every change, so that a calendar takes the newer one for the newer one.
    pub sequence: i64,
    /// When it was changed last, in Unix milliseconds.
    pub changed: i64,
    /// It does not take place, or is over: a calendar that has it takes it away.
    pub cancelled: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Starts {
    At {
        at: Moment,
        minutes: u32,
    },
    /// A whole day, which does not count as busy.
    Day(NaiveDate),
}

/// The most letters of a title in a calendar.
const LONGEST_TITLE: usize = 200;

/// The events as a file. Events outside the years that a calendar can represent are left out.
pub fn calendar(events: &[Event], now: Moment, lang: Lang) -> String {
    let mut calendar = Calendar::empty();
    let head = [("VERSION", "2.0"), ("PRODID", prodid(lang)), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")];
    for property in head {
        calendar.append_property(property);
    }
    for event in events {
        if let Some(entry) = entry(event, now, lang) {
            calendar.push(entry);
        }
    }
    let mut file = calendar.to_string();
    if !file.ends_with("\r\n") {
        file.push_str("\r\n");
    }
    file
}

fn prodid(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "-//tomoni//tomoni//EN",
        Lang::Ja => "-//tomoni//tomoni//JA",
    }
}

fn entry(event: &Event, now: Moment, lang: Lang) -> Option<Entry> {
    let mut entry = Entry::new();
    entry.uid(&one_line(&event.uid)).timestamp(now.with_timezone(&Utc));
    let changed = DateTime::from_timestamp_millis(event.changed).filter(|at| writable(at.date_naive()));
    if let Some(changed) = changed.map(|at| at.min(now.with_timezone(&Utc))) {
        entry.add_property("LAST-MODIFIED", changed.format("%Y%m%dT%H%M%SZ").to_string());
    }
    // More than this is no number there.
    entry.add_property("SEQUENCE", event.sequence.clamp(0, i32::MAX.into()).to_string());
    entry.add_property("STATUS", if event.cancelled { "CANCELLED" } else { "CONFIRMED" });
    let title = one_line(&event.title);
    entry.append_property(Property::new("SUMMARY", title).add_parameter("LANGUAGE", lang.code()).done());
    match event.starts {
        Starts::At { at, minutes } => {
            let from = at.with_timezone(&Utc);
            let until = from.checked_add_signed(Duration::minutes(minutes.into()))?;
            if !(writable(from.date_naive()) && writable(until.date_naive())) {
                return None;
            }
            entry.starts(from);
            // An end at the beginning is none.
            if minutes > 0 {
                entry.ends(until);
            }
        }
        Starts::Day(day) => {
            let next = day.succ_opt().filter(|next| writable(*next))?;
            if !writable(day) {
                return None;
            }
            entry.starts(day).ends(next).add_property("TRANSP", "TRANSPARENT");
        }
    }
    Some(entry.done())
}

fn writable(day: NaiveDate) -> bool {
    (1..=9999).contains(&day.year())
}

fn one_line(text: &str) -> String {
    text::truncate(&clean_line(text), LONGEST_TITLE).into_owned()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use ical::parser::ical::component::IcalEvent;

    use super::*;
    use crate::share::render::samples::HOSTILE;

    fn moment(text: &str) -> Moment {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    fn at(title: &str) -> Event {
        let starts = Starts::At { at: moment("2026-11-27T15:00:00+09:00"), minutes: 45 };
        let changed = moment("2026-11-20T09:00:00+09:00").timestamp_millis();
        let (uid, title) = ("0192@tomoni".to_owned(), title.to_owned());
        Event { uid, title, starts, sequence: 2, changed, cancelled: false }
    }

    fn read(file: &str) -> Vec<IcalEvent> {
        let mut calendars: Vec<_> = ical::IcalParser::new(Cursor::new(file.to_owned())).collect();
        assert_eq!(calendars.len(), 1, "{file}");
        calendars.remove(0).unwrap().events
    }

    fn value(event: &IcalEvent, name: &str) -> String {
        let of_name: Vec<_> = event.properties.iter().filter(|p| p.name == name).collect();
        assert_eq!(of_name.len(), 1, "{name}");
        of_name[0].value.clone().unwrap_or_default()
    }

    fn unescaped(value: &str) -> String {
        let mut text = String::new();
        let mut letters = value.chars();
        while let Some(letter) = letters.next() {
            text.push(if letter == '\\' { letters.next().unwrap() } else { letter });
        }
        text
    }

    #[test]
    fn a_session_and_a_day_stand_in_the_file() {
        let due = Event {
            uid: "0193@tomoni".to_owned(),
            title: "資料を送る".to_owned(),
            starts: Starts::Day(NaiveDate::from_ymd_opt(2026, 12, 31).unwrap()),
            cancelled: true,
            ..at("")
        };
        let file = calendar(&[at("面談"), due], moment("2026-11-21T10:00:00+09:00"), Lang::Ja);
        insta::assert_snapshot!(file.replace("\r\n", "\n"), @r"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//tomoni//tomoni//JA
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        BEGIN:VEVENT
        DTEND:20261127T064500Z
        DTSTAMP:20261121T010000Z
        DTSTART:20261127T060000Z
        LAST-MODIFIED:20261120T000000Z
        SEQUENCE:2
        STATUS:CONFIRMED
        SUMMARY;LANGUAGE=ja:面談
        UID:0192@tomoni
        END:VEVENT
        BEGIN:VEVENT
        DTEND;VALUE=DATE:20270101
        DTSTAMP:20261121T010000Z
        DTSTART;VALUE=DATE:20261231
        LAST-MODIFIED:20261120T000000Z
        SEQUENCE:2
        STATUS:CANCELLED
        SUMMARY;LANGUAGE=ja:資料を送る
        TRANSP:TRANSPARENT
        UID:0193@tomoni
        END:VEVENT
        END:VCALENDAR
        ");
        assert!(file.lines().count() == file.matches("\r\n").count(), "every line ends with CR and LF");
    }

    #[test]
    fn no_title_is_more_than_a_title() {
        let now = moment("2026-11-21T10:00:00+09:00");
        let mut titles: Vec<String> = HOSTILE.iter().map(|text| (*text).to_owned()).collect();
        titles.push("x\r\nEND:VEVENT\r\nBEGIN:VALARM\nATTACH:http://example.com".to_owned());
        titles.push("a;b,c\\n:d\"".to_owned());
        titles.push("長い".repeat(50_000));
        for title in &titles {
            let file = calendar(&[at(title)], now, Lang::En);
            assert_eq!(file, calendar(&[at(title)], now, Lang::En));
            assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains(char::is_control)), "{title:?}");
            let events = read(&file);
            assert_eq!(events.len(), 1);
            assert!(events[0].alarms.is_empty());
            // The parser eats blanks where a line was folded; so they are looked for in the file itself.
            let without_blanks = |text: &str| text.replace(' ', "");
            let read = unescaped(&value(&events[0], "SUMMARY"));
            assert_eq!(without_blanks(&read), without_blanks(&one_line(title)));
            let unfolded = file.replace("\r\n ", "");
            let line = unfolded.lines().find_map(|line| line.strip_prefix("SUMMARY;LANGUAGE=en:")).unwrap();
            assert_eq!(unescaped(line), one_line(title));
            assert_eq!(value(&events[0], "UID"), "0192@tomoni");
        }
    }

    #[test]
    fn what_no_calendar_can_write_is_left_out() {
        let now = moment("2026-11-21T10:00:00+09:00");
        for starts in [
            Starts::Day(NaiveDate::MAX),
            Starts::Day(NaiveDate::MIN),
            Starts::At { at: DateTime::<Utc>::MAX_UTC.fixed_offset(), minutes: 60 },
            Starts::At { at: moment("9999-12-31T23:30:00+00:00"), minutes: u32::MAX },
        ] {
            let file = calendar(&[Event { starts, ..at("x") }], now, Lang::En);
            assert!(read(&file).is_empty(), "{file}");
        }
    }
}
