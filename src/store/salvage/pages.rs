//! The pages of a damaged database, read without the engine: it stops at the first page that is not what it expects, and
//! every row behind that page would be lost with it. The layout is <https://sqlite.org/fileformat2.html>.

use std::collections::HashSet;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

use rusqlite::types::Value;

use crate::files;

const HEADER: usize = 100;
const TABLE_LEAF: u8 = 0x0d;
const TABLE_INNER: u8 = 0x05;
const INDEX_LEAF: u8 = 0x0a;
const INDEX_INNER: u8 = 0x02;
/// What this program's files have.
const USUAL_SIZE: usize = 4096;
/// A payload that claims to be longer is no payload.
const LONGEST: u64 = 1 << 30;

/// A row of some table: where it lay, its row id, and its values.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub id: i64,
    pub values: Vec<Value>,
    /// The page and its cell were as they should be; otherwise the row was found by looking at every byte.
    pub in_order: bool,
}

/// What a page is.
pub(super) enum Page {
    /// Rows of a table. `whole`: nothing else lies in the page that could be a row.
    Rows { rows: Vec<Row>, whole: bool, overflow: Vec<u32> },
    /// The entries of a page of an index (or of a table without row ids), and the pages below it.
    Entries { entries: Vec<Vec<Value>>, below: Vec<u32>, whole: bool, overflow: Vec<u32> },
    /// The pages below a page of a table.
    Inner { below: Vec<u32> },
    /// Anything else: a page of a long value, an unused one, a damaged one.
    Other,
}

pub(super) struct Pages {
    file: File,
    size: usize,
    pub count: u32,
}

impl Pages {
    /// Opens a file for reading, with pages of `size` bytes.
    pub fn open(path: &Path, size: usize) -> std::io::Result<Self> {
        let file = files::open(path).map_err(files::Unread::into_io)?;
        let length = file.metadata()?.len();
        let count = u32::try_from(length.div_ceil(size as u64)).unwrap_or(u32::MAX);
        Ok(Self { file, size, count })
    }

    /// The sizes that the pages of a file may have, the likeliest first: what its header says comes first, then what
    /// this program uses. The header's alone where it says the length of the file, too.
    pub fn sizes(path: &Path) -> std::io::Result<Vec<usize>> {
        let mut head = [0; HEADER];
        let file = files::open(path).map_err(files::Unread::into_io)?;
        let read = file.read_at(&mut head, 0)?;
        let said = match usize::from(u16::from_be_bytes([head[16], head[17]])) {
            1 => 65_536,
            said => said,
        };
        let mut sizes: Vec<usize> = (9..=16).map(|power| 1 << power).collect();
        sizes.sort_by_key(|size| (!(read == HEADER && *size == said), *size != USUAL_SIZE));
        if said as u64 * u64::from(be32(&head, 28)) == file.metadata()?.len() && sizes[0] == said {
            sizes.truncate(1);
        }
        Ok(sizes)
    }

    /// Page `number`, counted from 1, filled up with zeros where the file ends; `None` beyond its end or where the disk
    /// cannot read it.
    fn bytes(&self, number: u32) -> Option<Vec<u8>> {
        if number == 0 || number > self.count {
            return None;
        }
        let mut page = vec![0; self.size];
        let from = u64::from(number - 1) * self.size as u64;
        let mut filled = 0;
        while filled < page.len() {
            match self.file.read_at(&mut page[filled..], from + filled as u64) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
        Some(page)
    }

    /// What page `number` holds, as far as its structure says so.
    pub fn page(&self, number: u32) -> Page {
        let Some(page) = self.bytes(number) else { return Page::Other };
        let head = if number == 1 { HEADER } else { 0 };
        let kind = page[head];
        let is_inner = matches!(kind, TABLE_INNER | INDEX_INNER);
        if !matches!(kind, TABLE_LEAF | TABLE_INNER | INDEX_LEAF | INDEX_INNER) {
            return Page::Other;
        }
        let cells = usize::from(be16(&page, head + 3));
        let array = head + if is_inner { 12 } else { 8 };
        if array + 2 * cells > page.len() {
            return Page::Other;
        }
        let starts = (0..cells).map(|n| usize::from(be16(&page, array + 2 * n)));
        let mut below: Vec<u32> = if is_inner { vec![be32(&page, head + 8)] } else { Vec::new() };
        let (mut rows, mut entries, mut overflow) = (Vec::new(), Vec::new(), Vec::new());
        let (mut whole, mut used) = (true, array + 2 * cells);
        for start in starts {
            if start < array + 2 * cells || start + 4 > page.len() {
                whole = false;
                continue;
            }
            match kind {
                TABLE_INNER => below.push(be32(&page, start)),
                INDEX_INNER | INDEX_LEAF => {
                    let at = if is_inner { start + 4 } else { start };
                    if is_inner {
                        below.push(be32(&page, start));
                    }
                    let entry = self.payload(&page, at, None, &mut overflow);
                    match entry.and_then(|(payload, end)| Some((record(&payload)?, end))) {
                        Some((entry, end)) => {
                            used += end.max(start + 4) - start;
                            entries.push(entry);
                        }
                        None => whole = false,
                    }
                }
                _ => match self.row(&page, start, &mut overflow) {
                    Some((row, end)) => {
                        used += end.max(start + 4) - start;
                        whole &= row.in_order;
                        rows.push(row);
                    }
                    None => whole = false,
                },
            }
        }
        match kind {
            TABLE_INNER if below.iter().all(|page| (1..=self.count).contains(page)) => Page::Inner { below },
            TABLE_INNER => Page::Other,
            TABLE_LEAF => {
                whole &= used + unused(&page, head, array + 2 * cells) == page.len();
                Page::Rows { rows, whole, overflow }
            }
            _ => {
                whole &= below.iter().all(|page| (1..=self.count).contains(page))
                    && used + unused(&page, head, array + 2 * cells) == page.len();
                Page::Entries { entries, below, whole, overflow }
            }
        }
    }

    /// The row whose cell begins at `start`, and where the cell ends in its page.
    fn row(&self, page: &[u8], start: usize, overflow: &mut Vec<u32>) -> Option<(Row, usize)> {
        let in_order = || {
            let (length, at) = varint(page, start)?;
            let (id, at) = varint(page, at)?;
            let (payload, end) = self.payload(page, at, Some(length), overflow)?;
            Some((Row { id: id as i64, values: record(&payload)?, in_order: true }, end))
        };
        // A wrong length is known from what the record says about itself.
        let mut in_order = in_order;
        in_order().or_else(|| {
            (1..=3).find_map(|width| {
                let (id, at) = varint(page, start + width)?;
                let length = claimed(page, at)?;
                if width_of(length) != width {
                    return None;
                }
                let (payload, end) = self.payload(page, at, Some(length), &mut Vec::new())?;
                Some((Row { id: id as i64, values: record(&payload)?, in_order: false }, end))
            })
        })
    }

    /// Every row in a page of which nothing else is sure: whatever looks like the record of a table with a UUID in its
    /// second column and is as long as the number before it says.
    pub fn carved(&self, number: u32) -> Vec<Row> {
        let Some(page) = self.bytes(number) else { return Vec::new() };
        let mut rows = Vec::new();
        for at in 2..page.len().saturating_sub(3) {
            // An id that is no value of its own, then sixteen bytes.
            let head = match (page[at], page.get(at + 1..at + 3)) {
                (length, Some([0, 0x2c])) if (4..0x80).contains(&length) => at,
                _ => continue,
            };
            let Some(length) = claimed(&page, head) else { continue };
            let row = (1..=9).find_map(|id_width| {
                let id_at = head.checked_sub(id_width)?;
                let (id, end) = varint(&page, id_at)?;
                let length_at = id_at.checked_sub(width_of(length))?;
                let (said, said_end) = varint(&page, length_at)?;
                if end != head || said != length || said_end != id_at {
                    return None;
                }
                let (payload, _) = self.payload(&page, head, Some(length), &mut Vec::new())?;
                Some(Row { id: id as i64, values: record(&payload)?, in_order: false })
            });
            rows.extend(row);
        }
        rows
    }

    /// A payload of `length` bytes that begins at `at` in a page, with what of it lies on other pages; where the part
    /// in this page ends. An entry of an index (`None`) says its length first.
    fn payload(
        &self,
        page: &[u8],
        at: usize,
        length: Option<u64>,
        overflow: &mut Vec<u32>,
    ) -> Option<(Vec<u8>, usize)> {
        let usable = self.size;
        let (length, at, most) = match length {
            Some(length) => (length, at, usable - 35),
            None => {
                let (length, at) = varint(page, at)?;
                (length, at, (usable - 12) * 64 / 255 - 23)
            }
        };
        if length > LONGEST.min(u64::from(self.count) * usable as u64) {
            return None;
        }
        let length = usize::try_from(length).ok()?;
        if length <= most {
            return Some((page.get(at..at + length)?.to_vec(), at + length));
        }
        let least = (usable - 12) * 32 / 255 - 23;
        let fitting = least + (length - least) % (usable - 4);
        let local = if fitting <= most { fitting } else { least };
        let mut payload = Vec::with_capacity(length);
        payload.extend_from_slice(page.get(at..at + local)?);
        let end = at + local + 4;
        let mut next = page.get(end - 4..end).map(|bytes| be32(bytes, 0))?;
        let mut seen = HashSet::new();
        while payload.len() < length {
            if !seen.insert(next) {
                return None;
            }
            let bytes = self.bytes(next)?;
            overflow.push(next);
            let part = (length - payload.len()).min(usable - 4);
            payload.extend_from_slice(&bytes[4..4 + part]);
            next = be32(&bytes, 0);
        }
        Some((payload, end))
    }
}

/// The bytes of a page that its header says are unused: between the pointers and the cells, in blocks, in crumbs.
fn unused(page: &[u8], head: usize, array_end: usize) -> usize {
    let content = match usize::from(be16(page, head + 5)) {
        0 => 65_536,
        content => content,
    };
    let mut unused = content.saturating_sub(array_end) + usize::from(page[head + 7]);
    let mut block = usize::from(be16(page, head + 1));
    // Blocks are in the order of their places.
    while block >= content && block + 4 <= page.len() {
        unused += usize::from(be16(page, block + 2));
        let next = usize::from(be16(page, block));
        if next <= block {
            break;
        }
        block = next;
    }
    unused
}

fn be16(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |b| u16::from_be_bytes([b[0], b[1]]))
}

fn be32(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]))
}

/// A number in one to nine bytes, and where it ends.
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut value: u64 = 0;
    for n in 0..8 {
        let byte = *bytes.get(at + n)?;
        value = value << 7 | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some((value, at + n + 1));
        }
    }
    Some((value << 8 | u64::from(*bytes.get(at + 8)?), at + 9))
}

/// In how many bytes a number is written.
fn width_of(value: u64) -> usize {
    (1..9).find(|n| value >> (7 * n) == 0).unwrap_or(9)
}

/// How many bytes a value of this type takes.
fn size_of(kind: u64) -> Option<usize> {
    Some(match kind {
        0 | 8 | 9 => 0,
        1..=4 => kind as usize,
        5 => 6,
        6 | 7 => 8,
        10 | 11 => return None,
        _ => usize::try_from((kind - 12) / 2).ok()?,
    })
}

/// The types of a record's values, from its header that begins at `at`; where the header ends.
fn types(bytes: &[u8], at: usize) -> Option<(Vec<u64>, usize)> {
    let (length, mut next) = varint(bytes, at)?;
    let end = at.checked_add(usize::try_from(length).ok()?)?;
    if end > bytes.len() || end < next {
        return None;
    }
    let mut kinds = Vec::new();
    while next < end {
        let (kind, after) = varint(bytes, next)?;
        kinds.push(kind);
        next = after;
    }
    (next == end).then_some((kinds, end))
}

/// How long the record that begins at `at` is by its own header.
fn claimed(bytes: &[u8], at: usize) -> Option<u64> {
    let (kinds, end) = types(bytes, at)?;
    let mut length = (end - at) as u64;
    for kind in kinds {
        length = length.checked_add(size_of(kind)? as u64)?;
    }
    (length <= LONGEST).then_some(length)
}

/// The values of a record that is exactly as long as its header says. Text need not be valid; such a text is a blob here.
fn record(payload: &[u8]) -> Option<Vec<Value>> {
    let (kinds, mut at) = types(payload, 0)?;
    let mut values = Vec::with_capacity(kinds.len());
    for kind in kinds {
        let bytes = payload.get(at..at.checked_add(size_of(kind)?)?)?;
        at += bytes.len();
        values.push(match kind {
            0 => Value::Null,
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            7 => Value::Real(f64::from_be_bytes(bytes.try_into().ok()?)),
            1..=6 => {
                let sign = if bytes[0] & 0x80 == 0 { 0 } else { -1 };
                Value::Integer(bytes.iter().fold(sign, |number: i64, byte| number << 8 | i64::from(*byte)))
            }
            kind if kind % 2 == 1 => match std::str::from_utf8(bytes) {
                Ok(text) => Value::Text(text.to_owned()),
                Err(_) => Value::Blob(bytes.to_vec()),
            },
            _ => Value::Blob(bytes.to_vec()),
        });
    }
    (at == payload.len()).then_some(values)
}
