//! The offset of a time zone by its name, from the files of the system (RFC 8536). Where there is no such zone, the clock of
//! this computer counts.

use std::path::Path;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, Utc};

use super::{Moment, When};
use crate::files::{self, Allowed};

const FOLDERS: [&str; 4] = ["/usr/share/zoneinfo", "/share/zoneinfo", "/etc/zoneinfo", "/usr/share/lib/zoneinfo"];
/// More bytes than the file of any zone has.
const LIMIT: u64 = 1 << 20;

/// A moment as the wall clock of a zone showed it.
pub(super) fn in_zone(at: When, zone: &str) -> When {
    match at {
        When::Exact(at) => When::Exact(shown(at, zone).unwrap_or(at)),
        wall @ (When::Wall(_) | When::Day(_)) => wall,
    }
}

fn shown(at: Moment, zone: &str) -> Option<Moment> {
    let parts = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "+-_".contains(c));
    if !zone.split('/').all(parts) {
        return None;
    }
    let data =
        FOLDERS.iter().find_map(|folder| files::read(&Path::new(folder).join(zone), Allowed::Plain, LIMIT).ok())?;
    let seconds = offset(&data, at.to_utc())?;
    Some(at.with_timezone(&FixedOffset::east_opt(seconds)?))
}

/// Seconds east of UTC.
fn offset(data: &[u8], at: DateTime<Utc>) -> Option<i32> {
    const HEADER: usize = 44;
    let number = |at: usize| Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?) as usize);
    let counts = |from: usize| -> Option<[usize; 6]> {
        (data.get(from..from + 4)? == b"TZif").then_some(())?;
        let mut found = [0; 6];
        for (n, count) in found.iter_mut().enumerate() {
            *count = number(from + 20 + 4 * n)?;
        }
        Some(found)
    };
    let [utc, standard, leaps, times, types, letters] = counts(0)?;
    // The second part has the times in eight bytes.
    let second = HEADER + times * 5 + types * 6 + letters + leaps * 8 + standard + utc;
    let [utc, standard, leaps, times, types, letters] = counts(second)?;
    let (first_time, now) = (second + HEADER, at.timestamp());
    let time = |n: usize| {
        let from = first_time + n * 8;
        Some(i64::from_be_bytes(data.get(from..from + 8)?.try_into().ok()?))
    };
    let first_type = first_time + times * 9;
    let of_type = |kind: usize| Some(number(first_type + kind * 6)? as u32 as i32);
    let passed = (0..times).take_while(|n| time(*n).is_some_and(|time| time <= now)).count();
    let rule = first_type + types * 6 + letters + leaps * 12 + standard + utc;
    if passed == times
        && let Some(rule) = data.get(rule + 1..).and_then(|rule| std::str::from_utf8(rule).ok())
        && let Some(offset) = by_rule(rule.trim_end_matches('\n'), at)
    {
        return Some(offset);
    }
    match passed.checked_sub(1) {
        Some(last) => of_type(usize::from(*data.get(first_time + times * 8 + last)?)),
        None => of_type(0),
    }
}

/// What a rule such as `CET-1CEST,M3.5.0,M10.5.0/3` says.
fn by_rule(rule: &str, at: DateTime<Utc>) -> Option<i32> {
    let mut parts = rule.split(',');
    let (standard, rest) = named_offset(parts.next()?)?;
    if rest.is_empty() {
        return Some(standard);
    }
    let (summer, rest) = match named_offset(rest) {
        Some(found) => found,
        None => (standard + 3600, rest.trim_start_matches(|c: char| c.is_ascii_alphabetic())),
    };
    let (begins, ends) = (parts.next()?, parts.next()?);
    (rest.is_empty() && parts.next().is_none()).then_some(())?;
    let year = (at + TimeDelta::seconds(standard.into())).year();
    let begins = change(begins, year)?.checked_sub(i64::from(standard))?;
    let ends = change(ends, year)?.checked_sub(i64::from(summer))?;
    let now = at.timestamp();
    let is_summer = if begins < ends { (begins..ends).contains(&now) } else { !(ends..begins).contains(&now) };
    Some(if is_summer { summer } else { standard })
}

/// A name, `EST` or `<+09>`, and the offset behind it, which counts westward there.
fn named_offset(text: &str) -> Option<(i32, &str)> {
    let rest = match text.strip_prefix('<') {
        Some(named) => named.split_once('>')?.1,
        None => text.trim_start_matches(|c: char| c.is_ascii_alphabetic()),
    };
    let end = rest.find(|c: char| !(c.is_ascii_digit() || "+-:".contains(c))).unwrap_or(rest.len());
    let (west, rest) = rest.split_at(end);
    Some((-i32::try_from(seconds(west)?).ok()?, rest))
}

fn seconds(text: &str) -> Option<i64> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (-1, text),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut seconds = 0;
    for (part, unit) in text.split(':').zip([3600, 60, 1]) {
        seconds += part.parse::<i64>().ok().filter(|part| *part <= 200)? * unit;
    }
    Some(sign * seconds)
}

/// When the clocks change, in seconds on the wall: `M3.5.0/3` is the last Sunday of March at three.
fn change(rule: &str, year: i32) -> Option<i64> {
    let (day, time) = rule.split_once('/').unwrap_or((rule, "2"));
    let mut parts = day.strip_prefix('M')?.split('.').map(|part| part.parse::<u32>().ok());
    let (month, week, weekday) = (parts.next()??, parts.next()??, parts.next()??);
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let offset = (7 + weekday.checked_rem(7)? - first.weekday().num_days_from_sunday()) % 7;
    let mut date = first + TimeDelta::days(i64::from(offset + 7 * week.clamp(1, 5).saturating_sub(1)));
    if date.month() != month {
        date -= TimeDelta::days(7);
    }
    Some(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp() + seconds(time)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn rules_say_when_summer_is() {
        for (rule, moment, hours) in [
            ("JST-9", "2026-07-01T00:00:00Z", 9),
            ("<+03>-3", "2026-07-01T00:00:00Z", 3),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 1),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 2),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 2),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 1),
            ("EST5EDT,M3.2.0,M11.1.0", "2026-07-01T00:00:00Z", -4),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z", 11),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-07-01T00:00:00Z", 10),
        ] {
            assert_eq!(by_rule(rule, at(moment)), Some(hours * 3600), "{rule} at {moment}");
        }
        for rule in ["", "CET-1CEST", "X,", "CET-1CEST,M13.5.0,M10.5.0", "<+03", "CET-1CEST,J60,J300"] {
            assert_eq!(by_rule(rule, at("2026-07-01T00:00:00Z")), None, "{rule}");
        }
    }

    #[test]
    fn a_name_that_leads_elsewhere_is_no_zone() {
        let moment = at("2026-07-01T00:00:00Z").fixed_offset();
        for zone in ["../../../etc/passwd", "/etc/passwd", "", "Nowhere/Atall", "Asia//Tokyo", "a b"] {
            assert_eq!(shown(moment, zone), None, "{zone}");
        }
    }
}
