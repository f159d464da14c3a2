//! jrnl: one file, a folder of days, or the JSON export.
//!
//! Entries are cut where jrnl itself cuts them: at a line that begins with a date in brackets and a space, also inside
//! a text. `[1] ` is a footnote there and here. Two things differ. jrnl takes words such as `[tomorrow at noon] ` for a
//! date too, counted from the day on which it reads; here they stay text. And what stands before the first date is
//! dropped there; here it comes with the first entry.

mod export;
mod text;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::files::{self, Each};
use super::json::Objects;
use super::stamp::Order;
use super::{Broken, Reader, Why, dayone};

pub(super) fn open(path: &Path, order: Order) -> Result<Reader, Broken> {
    if path.is_dir() {
        return folder(path, order);
    }
    file(path, path, None, order)
}

fn file(path: &Path, root: &Path, day: Option<NaiveDate>, order: Order) -> Result<Reader, Broken> {
    let broken = |why| Broken::new(files::name(path, root), why);
    let head = files::head(path, 4096).map_err(broken)?;
    if is_encrypted(path, &head).map_err(broken)? {
        return Err(broken(Why::Encrypted));
    }
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace() && !"\u{feff}".as_bytes().contains(byte));
    if first == Some(&b'{') {
        return Ok(Box::new(Objects::open(path, root, order, export::draft)?));
    }
    Ok(Box::new(text::Text::open(path, root, day, order)?))
}

/// Version 3 says so, version 2 is a Fernet token, and version 1 is AES-CBC without a name: whole blocks of bytes that
/// are no text in any encoding.
fn is_encrypted(path: &Path, head: &[u8]) -> Result<bool, Why> {
    if head.starts_with(b"JRNLv3") || head.starts_with(b"gAAAA") {
        return Ok(true);
    }
    let broken_utf8 = std::str::from_utf8(head).is_err_and(|error| error.error_len().is_some());
    let control = head.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c));
    Ok(broken_utf8 && control && files::open(path)?.1.is_multiple_of(16))
}

/// A folder journal, `2020/08/29.txt`, or a folder that holds some of them, however deep. Other files are not part of one. A
/// bundle of Day One is one of jrnl's, too.
fn folder(path: &Path, order: Order) -> Result<Reader, Broken> {
    if dayone::is_bundle(path) {
        return dayone::open(path, order);
    }
    let days = files::below(path, &|file| day_of(file, path).is_some() || files::is_folder(file));
    if days.is_empty() {
        return Err(Broken::new(path.display().to_string(), Why::NothingHere));
    }
    let root = path.to_owned();
    Ok(Box::new(Each::new(days, move |day: &Path| file(day, &root, day_of(day, &root), order))))
}

/// The day that the end of a file's path says, `YYYY/MM/DD.txt`.
fn day_of(path: &Path, root: &Path) -> Option<NaiveDate> {
    let inside: PathBuf = path.strip_prefix(root).ok()?.with_extension("");
    (files::extension(path) == "txt").then_some(())?;
    let parts: Vec<&str> = inside.iter().map(|part| part.to_str()).collect::<Option<_>>()?;
    let [.., year, month, day] = parts[..] else {
        return None;
    };
    let number = |part: &str, length| (part.len() == length).then(|| part.parse::<u32>().ok()).flatten();
    NaiveDate::from_ymd_opt(number(year, 4)?.try_into().ok()?, number(month, 2)?, number(day, 2)?)
}
