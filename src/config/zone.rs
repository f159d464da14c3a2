//! Whether the time zone that the environment names can be used. The calendar library opens whatever file `TZ` names
//! and reads it to its end, and takes another zone without a word where that is none; so the file is looked at first.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::files::{self, Allowed};

/// More bytes than the file of any time zone has.
const LIMIT: u64 = 1 << 20;
/// Where the library looks for a zone by its name.
const FOLDERS: [&str; 4] = ["/usr/share/zoneinfo", "/share/zoneinfo", "/etc/zoneinfo", "/usr/share/lib/zoneinfo"];
/// The zone of the machine.
const OWN: &str = "/etc/localtime";

/// What names a zone that cannot be used, as a person reads it; `None` where the zone can be.
pub(super) fn unusable(tz: Option<OsString>) -> Option<String> {
    let is_usable = match &tz {
        None => own_is_usable(),
        Some(tz) => tz.to_str().is_some_and(is_zone),
    };
    let named = || tz.as_deref().map_or_else(|| OWN.to_owned(), |tz| format!("TZ={}", tz.to_string_lossy()));
    (!is_usable).then(named)
}

fn is_zone(tz: &str) -> bool {
    let name = tz.strip_prefix(':');
    match tz {
        // Nothing means UTC.
        "" => true,
        "localtime" => own_is_usable(),
        _ => match file_of(name.unwrap_or(tz)) {
            Some(path) => is_zone_file(&path),
            None => name.is_none() && is_rule(tz.trim_matches(|c: char| c.is_ascii_whitespace())),
        },
    }
}

/// A machine without a file for its own zone is in UTC.
fn own_is_usable() -> bool {
    Path::new(OWN).symlink_metadata().is_err() || is_zone_file(Path::new(OWN))
}

/// What stands under this name, if anything does.
fn file_of(name: &str) -> Option<PathBuf> {
    let places = FOLDERS.iter().map(|folder| Path::new(folder).join(name));
    places.into_iter().find(|path| path.metadata().is_ok())
}

fn is_zone_file(path: &Path) -> bool {
    files::read(path, Allowed::Plain, LIMIT).is_ok_and(|bytes| is_zone_data(&bytes).is_some())
}

/// Whether a file has the parts that its headers say (RFC 8536); `None` where it does not.
fn is_zone_data(bytes: &[u8]) -> Option<()> {
    const HEADER: usize = 44;
    // The second part has times of eight bytes.
    let part = |from: usize, time: usize| -> Option<(u8, usize)> {
        let header = bytes.get(from..from + HEADER)?;
        let [utc, standard, leaps, times, types, letters] = [20, 24, 28, 32, 36, 40].map(|at| {
            let bytes = [header[at], header[at + 1], header[at + 2], header[at + 3]];
            usize::try_from(u32::from_be_bytes(bytes)).unwrap_or(usize::MAX).min(bytes_most())
        });
        let is_one = header.starts_with(b"TZif") && types > 0 && letters > 0;
        let length = times * (time + 1) + types * 6 + letters + leaps * (time + 4) + standard + utc;
        is_one.then_some((header[4], from + HEADER + length))
    };
    let (version, end) = part(0, 4)?;
    if version == 0 {
        return (bytes.len() == end).then_some(());
    }
    let (_, end) = part(end, 8)?;
    let rule = bytes.get(end..)?.strip_prefix(b"\n")?.strip_suffix(b"\n")?;
    (rule.is_empty() || std::str::from_utf8(rule).is_ok_and(|rule| is_rule_with(rule, 167))).then_some(())
}

/// A count beyond this is of no file that is read at all, and no sum of such counts is too large to add.
fn bytes_most() -> usize {
    usize::try_from(LIMIT).unwrap_or(usize::MAX)
}

/// Whether a zone is told by a rule, as POSIX has it: `JST-9`, `CET-1CEST,M3.5.0,M10.5.0/3`.
fn is_rule(rule: &str) -> bool {
    is_rule_with(rule, 24)
}

/// The same, with changes up to so many hours away from midnight.
fn is_rule_with(rule: &str, hours: u32) -> bool {
    let told = || {
        let rest = time(name(rule)?, 24)?;
        if rest.is_empty() {
            return Some(rest);
        }
        let rest = name(rest)?;
        let rest = if rest.starts_with(',') { rest } else { time(rest, 24)? };
        change(change(rest, hours)?, hours)
    };
    told() == Some("")
}

/// The rest behind the short name of a zone.
fn name(text: &str) -> Option<&str> {
    let (name, rest) = match text.strip_prefix('<') {
        Some(quoted) => quoted.split_once('>')?,
        None => text.split_at(text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len())),
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-');
    ((3..=7).contains(&name.len()) && name.chars().all(fits)).then_some(rest)
}

/// The rest behind a number from 0 to `most`.
fn number(text: &str, most: u32) -> Option<&str> {
    let (digits, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    digits.parse().is_ok_and(|number: u32| number <= most).then_some(rest)
}

/// The rest behind hours, with minutes and seconds where they are told.
fn time(text: &str, hours: u32) -> Option<&str> {
    let mut rest = number(text.strip_prefix(['+', '-']).unwrap_or(text), hours)?;
    for _ in 0..2 {
        match rest.strip_prefix(':') {
            Some(more) => rest = number(more, 59)?,
            None => break,
        }
    }
    Some(rest)
}

/// The rest behind the day of a change, with its time where that is told.
fn change(text: &str, hours: u32) -> Option<&str> {
    let text = text.strip_prefix(',')?;
    let rest = match (text.strip_prefix('M'), text.strip_prefix('J')) {
        (Some(month), _) => {
            let week = number(month, 12)?.strip_prefix('.')?;
            number(number(week, 5)?.strip_prefix('.')?, 6)?
        }
        (_, Some(day)) => number(day, 365)?,
        _ => number(text, 365)?,
    };
    match rest.strip_prefix('/') {
        Some(at) => time(at, hours),
        None => Some(rest),
    }
}

/// What the environment says; an empty value is one.
pub(super) fn asked() -> Option<OsString> {
    std::env::var_os("TZ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_told_from_what_is_none() {
        for (rule, is) in [
            ("JST-9", true),
            ("UTC0", true),
            ("<+0330>-3:30", true),
            ("CET-1CEST,M3.5.0,M10.5.0/3", true),
            ("EST5EDT4,J60/2:00:00,299", true),
            ("EST5EDT", false),
            ("Tokyo", false),
            ("JST", false),
            ("JST-99", false),
            ("JST-9x", false),
            ("J9", false),
            ("CET-1CEST,M13.5.0,M10.5.0", false),
            ("CET-1CEST,M3.5.0", false),
            ("東京-9", false),
        ] {
            assert_eq!(is_rule(rule), is, "{rule}");
        }
    }

    #[test]
    fn a_zone_file_has_all_of_its_parts() {
        let mut v1 = b"TZif".to_vec();
        v1.extend([0; 16]);
        for count in [0_u32, 0, 0, 0, 1, 4] {
            v1.extend(count.to_be_bytes());
        }
        v1.extend([0, 0, 0, 0, 0, 0]);
        v1.extend(b"UTC\0");
        assert!(is_zone_data(&v1).is_some());
        for end in 0..v1.len() {
            assert!(is_zone_data(&v1[..end]).is_none(), "{end}");
        }
        let mut v2 = v1.clone();
        v2[4] = b'2';
        let mut both = [v2.clone(), v2, b"\nJST-9\n".to_vec()].concat();
        assert!(is_zone_data(&both).is_some());
        both[32..36].fill(0xff);
        assert!(is_zone_data(&both).is_none(), "counts that no file has");
    }
}
