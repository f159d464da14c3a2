//! Opening files that others have written, without blocking and without reading endlessly.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{FileExt, FileTypeExt, OpenOptionsExt};
use std::path::Path;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::OFlags;
use rustix::io::Errno;

/// The kinds of files that may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    Plain,
    /// A pipe, too, if a program writes to it: a shell makes one of `<(command)`.
    PlainOrPipe,
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// A folder, a device, a socket, or a pipe where a regular file is needed.
    NotAFile,
    /// A pipe with no writer at its other end.
    NobodyWrites,
    /// It has more bytes than the limit.
    TooLarge {
        limit: u64,
    },
    Io(io::Error),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        // A socket cannot be opened at all.
        match Errno::from_io_error(&error) {
            Some(Errno::NXIO | Errno::OPNOTSUPP) => Self::NotAFile,
            _ => Self::Io(error),
        }
    }
}

impl Unread {
    /// The same for callers that know only errors of the system.
    pub fn into_io(self) -> io::Error {
        match self {
            Self::NotAFile => io::Error::new(io::ErrorKind::InvalidInput, "not a plain file"),
            Self::NobodyWrites => io::Error::new(io::ErrorKind::InvalidInput, "nobody writes to this pipe"),
            Self::TooLarge { .. } => io::Error::new(io::ErrorKind::FileTooLarge, "the file is too large"),
            Self::Io(error) => error,
        }
    }
}

/// Opens a regular file for reading; links are followed.
pub fn open(path: &Path) -> Result<File, Unread> {
    opened(path, Allowed::Plain, OFlags::empty()).map(|(file, _)| file)
}

/// Opens a regular file and returns its length in bytes; a link is refused.
pub fn open_here(path: &Path) -> Result<(File, u64), Unread> {
    if !path.symlink_metadata()?.is_file() {
        return Err(Unread::NotAFile);
    }
    let file = opened(path, Allowed::Plain, OFlags::NOFOLLOW)?.0;
    let size = file.metadata()?.len();
    Ok((file, size))
}

/// The first bytes of a regular file; a link is refused.
pub fn head(path: &Path, most: u64) -> Result<Vec<u8>, Unread> {
    let mut head = Vec::new();
    open_here(path)?.0.take(most).read_to_end(&mut head)?;
    Ok(head)
}

/// The first bytes of an open file, whatever its read position.
pub fn first_bytes(file: &File, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; most];
    let mut read = 0;
    while read < most {
        match file.read_at(&mut bytes[read..], read as u64) {
            Ok(0) => break,
            Ok(count) => read += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(read);
    Ok(bytes)
}

/// A whole file, of `limit` bytes at most; links are followed.
pub fn read(path: &Path, allowed: Allowed, limit: u64) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    gather(path, allowed, limit, &mut bytes, |_| false)?;
    Ok(bytes)
}

/// A file up to its first line end, of `limit` bytes at most. The buffer never grows, so that no part of a secret is
/// left in a former buffer.
pub fn first_line(path: &Path, limit: usize) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::with_capacity(limit + PIECE + 1);
    gather(path, Allowed::PlainOrPipe, limit as u64, &mut bytes, |bytes| bytes.contains(&b'\n'))?;
    if let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
        bytes[end..].fill(0);
        bytes.truncate(end);
    }
    Ok(bytes)
}

/// The number of bytes read at once.
const PIECE: usize = 4 << 10;

fn gather(
    path: &Path,
    allowed: Allowed,
    limit: u64,
    bytes: &mut Vec<u8>,
    enough: impl Fn(&[u8]) -> bool,
) -> Result<(), Unread> {
    let (mut file, is_pipe) = opened(path, allowed, OFlags::empty())?;
    let mut piece = [0; PIECE];
    loop {
        match file.read(&mut piece) {
            // A pipe that has an end before it has a byte has nobody who writes.
            Ok(0) if is_pipe && bytes.is_empty() => return Err(Unread::NobodyWrites),
            Ok(0) => break,
            Ok(count) => {
                bytes.extend_from_slice(&piece[..count]);
                piece[..count].fill(0);
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => wait(&file)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
        if enough(bytes) {
            break;
        }
        if bytes.len() as u64 > limit {
            return Err(Unread::TooLarge { limit });
        }
    }
    Ok(())
}

/// Waits until the writer of a pipe has written or exited.
fn wait(file: &File) -> io::Result<()> {
    match poll(&mut [PollFd::new(file, PollFlags::IN)], None) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The file, and whether it is a pipe. Its kind is checked before opening, because opening a device can have effects,
/// and after opening, because the file may have been replaced.
fn opened(path: &Path, allowed: Allowed, flags: OFlags) -> Result<(File, bool), Unread> {
    let fits = |meta: &std::fs::Metadata| {
        let is_pipe = meta.file_type().is_fifo();
        (meta.is_file() || is_pipe && allowed == Allowed::PlainOrPipe).then_some(is_pipe).ok_or(Unread::NotAFile)
    };
    fits(&path.metadata()?)?;
    // A pipe must not keep us waiting for its other end.
    let flags = flags | OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    let is_pipe = fits(&file.metadata()?)?;
    Ok((file, is_pipe))
}
