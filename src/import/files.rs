//! Files of other journals: opened only where they are files, walked without following links, read line by line.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::draft::Draft;
use super::{Broken, Entries, LIMIT, Reader, Why, encoding};
use crate::files;

/// The bytes that a file of another journal may have.
const FILE_LIMIT: u64 = 1 << 30;

/// The path that a person named, with the links in it resolved.
pub(super) fn resolved(path: &Path) -> Result<PathBuf, Broken> {
    path.canonicalize().map_err(|error| Broken::new(path.display().to_string(), error.into()))
}

/// How a path is called in what a person reads: from the journal's own folder on.
pub(super) fn name(path: &Path, root: &Path) -> String {
    let inside = path.strip_prefix(root).ok().filter(|inside| !inside.as_os_str().is_empty());
    inside.or_else(|| path.file_name().map(Path::new)).unwrap_or(path).display().to_string()
}

/// Opens a file that is one: no link, no pipe, no device.
pub(super) fn open(path: &Path) -> Result<(File, u64), Why> {
    if is_folder(path) {
        // A folder stands among files if it could not be read: then this says why.
        files::names_in(path)?;
    }
    let (file, size) = files::open_here(path)?;
    // More than anybody has written: a file with holes, say, that would be read for hours.
    if size > FILE_LIMIT { Err(Why::TooLarge { size, limit: FILE_LIMIT }) } else { Ok((file, size)) }
}

/// The first bytes of a file, to recognise it by.
pub(super) fn head(path: &Path, most: u64) -> Result<Vec<u8>, Why> {
    let mut head = Vec::new();
    open(path)?.0.take(most).read_to_end(&mut head)?;
    Ok(head)
}

/// A file that is one entry.
pub(super) fn whole(path: &Path, limit: u64) -> Result<Vec<u8>, Why> {
    let (file, size) = open(path)?;
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes)?;
    let size = size.max(bytes.len() as u64);
    if bytes.len() as u64 > limit { Err(Why::TooLarge { size, limit }) } else { Ok(bytes) }
}

pub(super) fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// What lies in a folder, by name, without what is hidden.
pub(super) fn inside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<_> = files::names_in(folder)?.into_iter().map(|name| folder.join(name)).collect();
    paths.retain(|path| !is_hidden(path));
    paths.sort();
    Ok(paths)
}

pub(super) fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|meta| meta.is_dir())
}

/// The files below a folder that `wanted` names, by path, however deep; links among them too, since whoever opens them says
/// so. What cannot be looked at, and a folder that cannot be read, stand among them for the same reason.
///
/// Links are not followed, so the walk ends where the system takes no longer path.
pub(super) fn below(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(folder, wanted, &mut found);
    found
}

fn walk(folder: &Path, wanted: &dyn Fn(&Path) -> bool, found: &mut Vec<PathBuf>) {
    let Ok(paths) = inside(folder) else {
        found.push(folder.to_owned());
        return;
    };
    for path in paths {
        match path.symlink_metadata() {
            Err(_) => found.push(path),
            Ok(meta) if !meta.is_dir() => found.extend(wanted(&path).then_some(path)),
            Ok(_) => walk(&path, wanted, found),
        }
    }
}

/// Several files, one after the other.
pub(super) struct Each<F> {
    files: VecDeque<(PathBuf, u64)>,
    open: F,
    current: Option<Reader>,
    current_size: u64,
    done: u64,
    all: u64,
}

impl<F> Each<F>
where
    F: FnMut(&Path) -> Result<Reader, Broken>,
{
    pub fn new(files: Vec<PathBuf>, open: F) -> Self {
        let size = |path: &PathBuf| path.symlink_metadata().map_or(0, |meta| meta.len());
        let files: VecDeque<_> = files.into_iter().map(|path| (size(&path), path)).map(|(s, p)| (p, s)).collect();
        let all = files.iter().map(|(_, size)| size).sum();
        Self { files, open, current: None, current_size: 0, done: 0, all }
    }
}

impl<F> Entries for Each<F>
where
    F: FnMut(&Path) -> Result<Reader, Broken>,
{
    fn next(&mut self) -> Option<Result<Draft, Broken>> {
        loop {
            if let Some(read) = self.current.as_mut().and_then(|current| current.next()) {
                return Some(read);
            }
            self.done += std::mem::take(&mut self.current_size);
            self.current = None;
            let (path, size) = self.files.pop_front()?;
            self.current_size = size;
            match (self.open)(&path) {
                Ok(reader) => self.current = Some(reader),
                Err(broken) => return Some(Err(broken)),
            }
        }
    }

    fn progress(&self) -> (u64, u64) {
        let inside = self.current.as_ref().map_or(0, |current| current.progress().0);
        (self.done + inside.min(self.current_size), self.all)
    }
}

/// A file that is one entry, read already.
pub(super) struct Once(pub Option<Result<Draft, Broken>>);

impl Entries for Once {
    fn next(&mut self) -> Option<Result<Draft, Broken>> {
        self.0.take()
    }

    fn progress(&self) -> (u64, u64) {
        (0, 0)
    }
}

/// The lines of a file, without their ends. Of a line that is too long only the beginning is held.
pub(super) struct Lines {
    reader: BufReader<File>,
    given_back: VecDeque<Line>,
    /// The number of the line that was read last.
    pub number: u64,
    pub read: u64,
    pub size: u64,
}

#[derive(Default)]
pub(super) struct Line {
    pub bytes: Vec<u8>,
    /// What the line has, also where more is not held.
    pub size: u64,
}

impl Line {
    /// Its words, as far as they can be read.
    pub fn text(&self) -> &str {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&self.bytes[..error.valid_up_to()]).unwrap_or_default(),
        }
    }

    pub fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }
}

impl Lines {
    pub fn open(path: &Path) -> Result<Self, Why> {
        // Most of UTF-16 would pass for text with strange signs in it.
        if let Some(wide) = encoding::of_wide(&head(path, 4096).unwrap_or_default()) {
            return Err(Why::Encoding(wide));
        }
        let (file, size) = open(path)?;
        let reader = BufReader::with_capacity(64 << 10, file);
        Ok(Self { reader, given_back: VecDeque::new(), number: 0, read: 0, size })
    }

    /// Lines that were read too early: they come once more.
    pub fn give_back(&mut self, lines: Vec<Line>) {
        self.number -= lines.len() as u64;
        lines.into_iter().rev().for_each(|line| self.given_back.push_front(line));
    }

    pub fn next(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.given_back.pop_front() {
            self.number += 1;
            return Ok(Some(line));
        }
        let mut line = Line::default();
        loop {
            let buffer = self.reader.fill_buf()?;
            let end = buffer.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let ends_with = end.and_then(|end| buffer.get(end)).copied();
            let part = &buffer[..end.unwrap_or(buffer.len())];
            if buffer.is_empty() && line.size == 0 {
                return Ok(None);
            }
            line.size += part.len() as u64;
            let room = usize::try_from(LIMIT + 1).unwrap_or(usize::MAX).saturating_sub(line.bytes.len());
            line.bytes.extend_from_slice(&part[..part.len().min(room)]);
            let used = part.len() + usize::from(end.is_some());
            let ended = end.is_some() || buffer.is_empty();
            self.reader.consume(used);
            self.read += used as u64;
            // A CR ends a line, too, alone or with the LF behind it.
            if ends_with == Some(b'\r') && self.reader.fill_buf()?.first() == Some(&b'\n') {
                self.reader.consume(1);
                self.read += 1;
            }
            if ended {
                break;
            }
        }
        self.number += 1;
        if self.number == 1 && line.bytes.starts_with("\u{feff}".as_bytes()) {
            line.bytes.drain(..3);
        }
        Ok(Some(line))
    }
}

/// Lines on their way to become one text.
#[derive(Default)]
pub(super) struct Gathered {
    bytes: Vec<u8>,
    size: u64,
}

impl Gathered {
    pub fn push(&mut self, line: &Line) {
        self.size += line.size + 1;
        if self.size <= LIMIT {
            self.bytes.extend_from_slice(&line.bytes);
            self.bytes.push(b'\n');
        }
    }

    pub fn text(self) -> Result<String, Why> {
        if self.size > LIMIT {
            return Err(Why::TooLarge { size: self.size, limit: LIMIT });
        }
        String::from_utf8(self.bytes).map_err(|error| encoding::told(error.as_bytes()))
    }
}
