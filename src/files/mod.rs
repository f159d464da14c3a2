//! Files: the only module that opens, creates, replaces, renames and deletes them.
//!
//! All other modules use it, so that one place decides which files may be overwritten ([`Guard`]), a file appears
//! complete or not at all ([`Draft`]), and leftovers of a killed run can be recognised ([`Workshop`]).
//! `tests/architecture.rs` forbids the corresponding functions of the standard library elsewhere.

mod draft;
mod guard;
mod lock;
mod read;
mod whereabouts;
mod workshop;

use std::ffi::{OsStr, OsString};
use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

pub use draft::{Draft, put_aside, remove_copy, write};
pub use guard::{Guard, Guarded, Refused, Standing, Target, Why, Writing};
pub use lock::Lock;
pub use read::{Allowed, Unread, first_bytes, first_line, head, open, open_here, read};
pub use whereabouts::{AtPath, FileId, Whereabouts, at_path, can_be_written, whereabouts};
pub use workshop::{Workshop, open_scratch, remove_scratch, remove_unfinished};

/// "tmni": distinguishes a tomoni journal from other SQLite files. It is bytes 68 to 71 of the file, big-endian.
pub const JOURNAL_ID: u32 = 0x746d_6e69;
/// The first bytes of every SQLite file.
pub const SQLITE: &[u8; 16] = b"SQLite format 3\0";
/// This many bytes show what kind of database a file is.
pub const HEADER: usize = 100;
/// Endings of the files that SQLite writes beside a database. Such a file changes the content of the database.
pub const SIDES: [&str; 3] = ["-journal", "-wal", "-shm"];

/// Whether the first bytes of a file are those of a tomoni journal.
pub fn is_journal(head: &[u8]) -> bool {
    head.len() >= HEADER && head.starts_with(SQLITE) && head[68..72] == JOURNAL_ID.to_be_bytes()
}

/// The file beside a file that has its name with an ending.
pub fn side_file(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or(OsStr::new("")).to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// The folder of a file.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    }
}

/// Makes a folder, and those above it, that only its owner can enter. Each new name is on the disk when this returns.
pub fn create_private_dir(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let above = folder_of(path);
    if above != path {
        create_private_dir(above)?;
    }
    match DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => sync_folder(above).inspect_err(|_| {
            // Whoever tries again is to hear of it again.
            let _ = std::fs::remove_dir(path);
        }),
        // Another program was quicker.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(error) => Err(error),
    }
}

/// The beginning of the name of a temporary folder.
const TEMPORARY: &str = "tomoni-";

/// A folder in the system's temporary folder that only its owner can enter. Dropping the value deletes it.
pub fn private_temp_dir() -> io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix(TEMPORARY).permissions(Permissions::from_mode(0o700)).tempdir()
}

/// A file without a name that only its owner can read. Dropping the value deletes it.
pub fn private_temp_file() -> io::Result<File> {
    tempfile::tempfile()
}

/// Creates an empty file that only its owner can read, whatever the umask. Fails if anything exists there, including a
/// link.
pub fn create_private_file(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o600)
        .custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed())
        .open(path)?;
    file.set_permissions(Permissions::from_mode(0o600))?;
    Ok(file)
}

/// Copies a regular file into a new one that only its owner can read. Nothing may have that name yet.
pub fn copy_private(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = read::open_here(from).map_err(Unread::into_io)?.0;
    io::copy(&mut source, &mut create_private_file(to)?).map(drop)
}

/// Removes all permissions of everyone but the owner. If this is impossible, because the file has another owner or its
/// file system has no permissions, the file stays as it is.
pub fn keep_private(path: &Path) {
    let mode = path.symlink_metadata().map_or(0, |found| found.permissions().mode());
    if mode & 0o077 != 0 {
        let _ = std::fs::set_permissions(path, Permissions::from_mode(mode & 0o700));
    }
}

/// The regular files of a folder whose names fit; none if the folder cannot be read.
pub fn files_in(folder: &Path, fits: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let plain = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    plain.filter(|entry| entry.file_name().to_str().is_some_and(&fits)).map(|entry| entry.path()).collect()
}

/// The names in a folder.
pub fn names_in(folder: &Path) -> io::Result<Vec<OsString>> {
    std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
}

/// Syncs a folder, so that changes of the names in it are on the disk, as far as the file system supports it.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        other => other,
    }
}

/// Whether both names are one and the same file. Links are followed.
pub fn is_same_file(a: &Path, b: &Path) -> bool {
    match (a.metadata(), b.metadata()) {
        (Ok(a), Ok(b)) => identity(&a) == identity(&b),
        _ => false,
    }
}

/// Whether an open file is the one with this name. A link is not.
pub fn is_open_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), path.symlink_metadata()) {
        (Ok(open), Ok(there)) => identity(&open) == identity(&there),
        _ => false,
    }
}

/// The identity of a file, whatever its name: its device and inode.
fn identity(meta: &std::fs::Metadata) -> (u64, u64) {
    (meta.dev(), meta.ino())
}

#[cfg(test)]
mod tests;
