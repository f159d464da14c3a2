//! A strict reader of iCalendar (RFC 5545), made from the text of the standard and from nothing of ours: it refuses
//! what a lenient calendar program would take.

use std::collections::BTreeMap;

/// One line: its name, its parameters and its value as written.
#[derive(Clone, Debug)]
pub struct Line {
    pub name: String,
    pub parameters: BTreeMap<String, String>,
    pub value: String,
}

/// A component without parts of its own, such as an event.
#[derive(Clone, Debug)]
pub struct Event(Vec<Line>);

impl Event {
    fn all(&self, name: &str) -> Vec<&Line> {
        self.0.iter().filter(|line| line.name == name).collect()
    }

    /// The value of a property that is there once.
    pub fn value(&self, name: &str) -> &str {
        let found = self.all(name);
        assert_eq!(found.len(), 1, "{name} is there {} times", found.len());
        &found[0].value
    }

    /// The words of a text.
    pub fn text(&self, name: &str) -> String {
        unescaped(self.value(name))
    }

    pub fn number(&self, name: &str) -> u32 {
        self.value(name).parse().unwrap()
    }

    pub fn is_cancelled(&self) -> bool {
        self.value("STATUS") == "CANCELLED"
    }
}

/// Reads a calendar, or fails with what is wrong in it.
pub fn read(file: &str) -> Vec<Event> {
    let mut lines = unfolded(file).into_iter().map(|line| property(&line)).collect::<Vec<_>>().into_iter().peekable();
    assert_begins(&mut lines, "VCALENDAR");
    let mut head = Vec::new();
    let mut events: Vec<Event> = Vec::new();
    loop {
        let line = lines.next().expect("END:VCALENDAR");
        match (line.name.as_str(), line.value.as_str()) {
            ("END", "VCALENDAR") => break,
            ("BEGIN", "VEVENT") => {
                let mut event = Vec::new();
                loop {
                    let line = lines.next().expect("END:VEVENT");
                    match line.name.as_str() {
                        "END" => {
                            assert_eq!(line.value, "VEVENT");
                            break;
                        }
                        "BEGIN" => panic!("a part of an event: {}", line.value),
                        _ => event.push(line),
                    }
                }
                events.push(Event(event));
            }
            ("BEGIN" | "END", other) => panic!("a part that nobody expects: {other}"),
            _ => {
                assert!(events.is_empty(), "a property of the calendar behind its events");
                head.push(line);
            }
        }
    }
    assert!(lines.next().is_none(), "something behind the calendar");
    let head = Event(head);
    assert_eq!(head.value("VERSION"), "2.0");
    assert!(!head.value("PRODID").is_empty());
    events.iter().for_each(check);
    let mut uids: Vec<&str> = events.iter().map(|event| event.value("UID")).collect();
    uids.sort_unstable();
    assert!(uids.windows(2).all(|two| two[0] != two[1]), "one UID for two events");
    events
}

fn assert_begins(lines: &mut impl Iterator<Item = Line>, name: &str) {
    let first = lines.next().expect("a first line");
    assert_eq!((first.name.as_str(), first.value.as_str()), ("BEGIN", name));
}

/// 3.1: lines end with CR LF and have at most 75 octets without it; what begins with a blank goes on from the line before.
fn unfolded(file: &str) -> Vec<String> {
    assert!(file.ends_with("\r\n"), "the last line has no end");
    let mut lines: Vec<String> = Vec::new();
    for line in file.strip_suffix("\r\n").unwrap().split("\r\n") {
        assert!(line.len() <= 75, "a line of {} octets: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "half of a line end: {line:?}");
        assert!(!line.chars().any(|c| c.is_control() && c != '\t'), "a control character: {line:?}");
        match line.strip_prefix([' ', '\t']) {
            Some(rest) => lines.last_mut().expect("a line to go on from").push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    assert!(lines.iter().all(|line| !line.is_empty()), "an empty line");
    lines
}

/// `name *(";" param "=" value) ":" value`
fn property(line: &str) -> Line {
    let end = line.find([';', ':']).unwrap_or_else(|| panic!("no value: {line}"));
    let name = &line[..end];
    assert!(
        !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-'),
        "{line}"
    );
    let mut rest = &line[end..];
    let mut parameters = BTreeMap::new();
    while let Some(after) = rest.strip_prefix(';') {
        let (parameter, behind) = after.split_once('=').expect("a parameter has a value");
        let (value, behind) = match behind.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').expect("a quotation ends"),
            None => behind.split_at(behind.find([';', ':']).expect("a value ends")),
        };
        assert!(!value.contains('"'), "{line}");
        assert!(parameters.insert(parameter.to_owned(), value.to_owned()).is_none(), "a parameter twice: {line}");
        rest = behind;
    }
    let value = rest.strip_prefix(':').unwrap_or_else(|| panic!("no value: {line}"));
    Line { name: name.to_owned(), parameters, value: value.to_owned() }
}

/// 3.3.11: a backslash stands only before a backslash, a semicolon, a comma or an n; the others never stand alone.
fn unescaped(value: &str) -> String {
    let mut words = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some(kept @ ('\\' | ';' | ',')) => words.push(kept),
                Some('n' | 'N') => words.push('\n'),
                other => panic!("a backslash before {other:?}: {value}"),
            },
            ';' | ',' => panic!("{letter} without a backslash: {value}"),
            other => words.push(other),
        }
    }
    words
}

fn digits(text: &str, from: usize, to: usize) -> u32 {
    text[from..to].parse().unwrap_or_else(|_| panic!("no number in {text}"))
}

/// A day as `YYYYMMDD`.
fn day(text: &str) -> u32 {
    assert!(text.len() == 8 && text.chars().all(|c| c.is_ascii_digit()), "no day: {text}");
    let (year, month, of_month) = (digits(text, 0, 4), digits(text, 4, 6), digits(text, 6, 8));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => panic!("no month: {text}"),
    };
    assert!((1..=length).contains(&of_month), "no day: {text}");
    text.parse().unwrap()
}

/// A time in UTC as `YYYYMMDDTHHMMSSZ`.
fn moment(text: &str) -> u64 {
    let (date, time) = text.split_once('T').unwrap_or_else(|| panic!("no time: {text}"));
    let time = time.strip_suffix('Z').unwrap_or_else(|| panic!("not in UTC: {text}"));
    assert!(time.len() == 6 && time.chars().all(|c| c.is_ascii_digit()), "no time: {text}");
    assert!(digits(time, 0, 2) < 24 && digits(time, 2, 4) < 60 && digits(time, 4, 6) <= 60, "no time: {text}");
    u64::from(day(date)) * 1_000_000 + time.parse::<u64>().unwrap()
}

/// A start or an end: a day or a time, by its parameter.
fn at(line: &Line) -> (bool, u64) {
    match line.parameters.get("VALUE").map(String::as_str) {
        Some("DATE") => (true, day(&line.value).into()),
        None => (false, moment(&line.value)),
        other => panic!("{other:?}"),
    }
}

/// 3.6.1: what an event must have, and must not have twice.
fn check(event: &Event) {
    let known = [
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "SEQUENCE",
        "STATUS",
        "LAST-MODIFIED",
        "TRANSP",
        "CREATED",
        "LOCATION",
        "URL",
        "DESCRIPTION",
    ];
    for line in &event.0 {
        assert!(known.contains(&line.name.as_str()), "{}", line.name);
        assert_eq!(event.all(&line.name).len(), 1, "{} twice", line.name);
    }
    assert!(!event.value("UID").is_empty());
    let stamp = moment(event.value("DTSTAMP"));
    assert!(moment(event.value("LAST-MODIFIED")) <= stamp, "changed after it was written");
    let (is_day, start) = at(event.all("DTSTART")[0]);
    if let Some(end) = event.all("DTEND").first() {
        let (ends_with_day, end) = at(end);
        assert!(is_day == ends_with_day && start < end, "an end before its beginning");
    }
    let _ = event.number("SEQUENCE");
    assert!(["CONFIRMED", "CANCELLED", "TENTATIVE"].contains(&event.value("STATUS")));
    assert!(!event.text("SUMMARY").is_empty());
}
