//! What differs between systems sits here and nowhere else: private files, and who wants the program to stop.
//! Linux and macOS share the Unix half; another system adds its own half.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};

/// Makes a folder, and those above it, that only its owner can enter.
pub fn create_private_dir(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// A folder for a while that only its owner can enter. It goes when the value goes.
pub fn private_temp_dir() -> io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix("tomoni-").permissions(std::fs::Permissions::from_mode(0o700)).tempdir()
}

/// Makes a file that only its owner can read, whatever the umask. Fails if anything, a link included, is there.
pub fn create_private_file(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o600)
        .custom_flags(rustix::fs::OFlags::NOFOLLOW.bits() as i32)
        .open(path)?;
    file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    Ok(file)
}

/// Raises the flag when the system asks the program to stop (terminal closed, kill, shutdown). Asked again before the
/// program has lowered it, the program ends at once.
pub fn on_stop_request(flag: &Arc<AtomicBool>) -> io::Result<()> {
    for signal in [signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP, signal_hook::consts::SIGINT] {
        signal_hook::flag::register_conditional_shutdown(signal, 1, Arc::clone(flag))?;
        signal_hook::flag::register(signal, Arc::clone(flag))?;
    }
    Ok(())
}

/// Writes a file that is not there yet, readable for its owner alone: beside its place first, then put there whole.
///
/// # Errors
/// `AlreadyExists` when anything stands at `path`; it is left as it is.
pub fn write_new_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;
    if path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    // Temporary files of this crate are made for their owner alone.
    let mut file = tempfile::NamedTempFile::new_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|e| e.error)?;
    Ok(())
}

/// Writes a file over the one that stands there, if one does: beside it first, then put in its place whole.
///
/// # Errors
/// Only a plain file is replaced; a link or a folder is left as it is (`AlreadyExists`).
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;
    match path.symlink_metadata() {
        Ok(there) if !there.is_file() => return Err(io::ErrorKind::AlreadyExists.into()),
        Ok(_) => {}
        Err(_) => return write_new_file(path, bytes),
    }
    let mut file = tempfile::NamedTempFile::new_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    }
}

/// What the terminal has for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Some,
    None,
    /// The terminal has been closed; reading from it would end at once, again and again.
    Gone,
}

/// Waits up to `wait` for input on the terminal; a signal ends the wait early.
pub fn wait_for_input(wait: std::time::Duration) -> io::Result<Input> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    let mut asked = [PollFd::new(&stdin, PollFlags::IN)];
    let wait = Timespec::try_from(wait).map_err(io::Error::other)?;
    match poll(&mut asked, Some(&wait)) {
        Ok(0) | Err(rustix::io::Errno::INTR) => Ok(Input::None),
        Ok(_) if asked[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => Ok(Input::Gone),
        Ok(_) => Ok(Input::Some),
        Err(e) => Err(e.into()),
    }
}
