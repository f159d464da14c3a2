//! What differs between systems sits here and nowhere else: private files, and who wants the program to stop.
//! Linux and macOS share the Unix half; another system adds its own half.

pub mod tty;

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};

/// Makes a folder, and those above it, that only its owner can enter.
pub fn create_private_dir(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// A folder for a while that only its owner can enter. It goes when the value goes.
pub fn private_temp_dir() -> io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix("tomoni-").permissions(std::fs::Permissions::from_mode(0o700)).tempdir()
}

/// Like [`private_temp_dir`], for what has to be on the disk of this folder.
pub fn private_dir_in(folder: &Path) -> io::Result<tempfile::TempDir> {
    let private = std::fs::Permissions::from_mode(0o700);
    tempfile::Builder::new().prefix(".tomoni-").permissions(private).tempdir_in(folder)
}

/// A file without a name that only its owner can read. It goes when the value goes.
pub fn private_temp_file() -> io::Result<File> {
    tempfile::tempfile()
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

/// From now on nothing of the program's memory is written to a file when it crashes, and no other program of the same
/// account looks into it. Where the system does not offer that, the program goes on without. A panic says where it
/// happened and no more.
pub fn keep_memory_to_oneself() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    on_panic(|| ());
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// Lets everything else go before the work of this thread, where the system can tell threads apart: a screen is drawn at
/// once while a key is derived.
pub fn give_way() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, 10);
}

/// What a panic does first. What it says then holds a place in the program, never text of a note: messages of panics
/// may quote what they failed on, so they are not shown.
pub fn on_panic(first: fn()) {
    std::panic::set_hook(Box::new(move |info| {
        use std::io::Write;
        first();
        let place = info.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
        let _ = writeln!(io::stderr().lock(), "tomoni: {place}");
    }));
}

/// Lets its owner read and write a file, and nobody else.
pub fn make_private(path: &Path) -> io::Result<()> {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
}

/// Takes from everybody but its owner what they may do with a file. Where that cannot be done, because the file is
/// somebody else's or its file system knows nothing of the kind, it stays as it is.
pub fn keep_private(path: &Path) {
    let mode = path.symlink_metadata().map_or(0, |found| found.permissions().mode());
    if mode & 0o077 != 0 {
        let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode & 0o700));
    }
}

/// How often somebody has to ask before the program ends at once: a terminal or a shell may ask twice for one key.
const INSISTING: usize = 3;

/// Raises the flag when the system asks the program to stop something that takes long, and would leave half of it behind
/// if it just ended. Whoever insists is obeyed at once.
pub fn on_stop_request_meanwhile(flag: &Arc<AtomicBool>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let flag = Arc::clone(flag);
    let listen = move || {
        for (signal, asked) in signals.forever().zip(1..) {
            flag.store(true, Ordering::Relaxed);
            if asked >= INSISTING {
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(listen).map(drop)
}

/// Stands still until the system lets the program go on.
pub fn stand_still() -> io::Result<()> {
    signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)
}

/// The clocks of the system side by side: where one goes on without the others, the computer has slept or its calendar
/// was set.
#[derive(Clone, Copy, Debug)]
pub struct Clocks {
    /// Milliseconds that count sleep, too.
    boot: i64,
    /// Milliseconds that do not.
    awake: i64,
    /// Unix milliseconds.
    calendar: i64,
}

/// The clocks are not read at one instant, and a busy machine may stop the program in between.
const SLACK: i64 = 2_000;
/// A calendar is corrected by a little every now and then; a jump is more than that.
const CORRECTION: i64 = 30_000;

impl Clocks {
    pub fn now() -> Self {
        use rustix::time::{ClockId, clock_gettime};
        let ms = |id| {
            let at = clock_gettime(id);
            at.tv_sec * 1000 + at.tv_nsec / 1_000_000
        };
        #[cfg(target_os = "linux")]
        let boot = ms(ClockId::Boottime);
        #[cfg(not(target_os = "linux"))]
        let boot = ms(ClockId::Monotonic);
        Self { boot, awake: ms(ClockId::Monotonic), calendar: ms(ClockId::Realtime) }
    }

    /// Whether they have come apart since this was asked last.
    pub fn jumped(&mut self) -> bool {
        let now = Self::now();
        let before = std::mem::replace(self, now);
        now.apart(before)
    }

    fn apart(self, before: Self) -> bool {
        let (boot, awake) = (self.boot - before.boot, self.awake - before.awake);
        let calendar = self.calendar - before.calendar;
        boot - awake > SLACK || (calendar - boot).abs() > CORRECTION
    }
}

/// Writes a file, readable for its owner alone: beside its place first, then put there whole.
///
/// # Errors
/// As [`Draft::new`].
pub fn write_file(path: &Path, bytes: &[u8], standing: Standing) -> io::Result<()> {
    use std::io::Write;
    let mut draft = Draft::new(path, standing)?;
    draft.file_mut().write_all(bytes)?;
    draft.put()
}

/// What becomes of a file that already stands where one is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Stays,
    Replaced,
}

impl Standing {
    /// As somebody has asked for it.
    pub fn of(replace: bool) -> Self {
        if replace { Self::Replaced } else { Self::Stays }
    }
}

/// A file that is being written beside its place, readable for its owner alone. It goes when the value goes, unless it
/// was put in its place: there it stands whole or not at all.
pub struct Draft {
    file: tempfile::NamedTempFile,
    target: PathBuf,
    standing: Standing,
}

impl Draft {
    /// Begins a file for `target`.
    ///
    /// # Errors
    /// `AlreadyExists` when something stands there that is to stay; `InvalidInput` when it is no plain file, which is
    /// never replaced: a link would lead elsewhere.
    pub fn new(target: &Path, standing: Standing) -> io::Result<Self> {
        free(target, standing)?;
        // Temporary files of this crate are made for their owner alone.
        let file = tempfile::Builder::new().prefix(".tomoni-").suffix(".unfinished").tempfile_in(folder_of(target));
        // Without the name of what was never there.
        let file = file.map_err(|e| io::Error::from(e.kind()))?;
        Ok(Self { file, target: target.to_owned(), standing })
    }

    pub fn file_mut(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// Where it is being written.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Puts the file in its place, once it is on the disk.
    pub fn put(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        free(&self.target, self.standing)?;
        match self.standing {
            Standing::Stays => self.file.persist_noclobber(&self.target),
            Standing::Replaced => self.file.persist(&self.target),
        }
        .map_err(|e| e.error)?;
        sync_folder(folder_of(&self.target))
    }
}

/// Gives a file another name in the same file system, where nothing is yet.
///
/// # Errors
/// `AlreadyExists` when anything stands there; both are left as they are.
pub fn put_new(file: &Path, target: &Path) -> io::Result<()> {
    let file = tempfile::TempPath::try_from_path(file)?;
    file.persist_noclobber(target).map_err(|e| e.error)?;
    sync_folder(folder_of(target))
}

/// Whether a file may be put at `target`.
fn free(target: &Path, standing: Standing) -> io::Result<()> {
    match (target.symlink_metadata(), standing) {
        (Err(e), _) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        (Err(e), _) => Err(e),
        (Ok(found), Standing::Replaced) if found.is_file() => Ok(()),
        (Ok(found), _) if !found.is_file() => Err(io::ErrorKind::InvalidInput.into()),
        (Ok(_), _) => Err(io::ErrorKind::AlreadyExists.into()),
    }
}

/// The plain files of a folder whose names fit; none where it cannot be read.
pub fn files_in(folder: &Path, fits: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let plain = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    plain.filter(|entry| entry.file_name().to_str().is_some_and(&fits)).map(|entry| entry.path()).collect()
}

/// Takes away what was being written in a folder, or in a folder within it for a while, when the program was killed.
pub fn remove_unfinished(folder: &Path) {
    let is_unfinished = |name: &str| {
        let name = name.strip_suffix("-journal").unwrap_or(name);
        name.starts_with(".tomoni-") && name.ends_with(".unfinished")
    };
    for file in files_in(folder, is_unfinished) {
        let _ = std::fs::remove_file(file);
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(".tomoni-"));
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// The folder that a file stands in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    }
}

/// Makes sure that what was done to the names in a folder is on the disk.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Whether both names lead to one and the same file.
pub fn is_same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (a.metadata(), b.metadata()) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

/// Standard input without a buffer: the one of the standard library keeps what was read for as long as the program
/// runs, and that may be a passphrase.
pub struct BareStdin;

impl io::Read for BareStdin {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            match rustix::io::read(io::stdin(), &mut *bytes) {
                Err(rustix::io::Errno::INTR) => {}
                read => return Ok(read?),
            }
        }
    }
}

/// Reads one line from `source`, its line end included, at most `most` bytes of it. Takes nothing beyond the line, and
/// leaves no copy of it in any buffer.
pub fn read_line_bare(mut source: impl io::Read, most: usize) -> io::Result<Vec<u8>> {
    // As long as it gets at once: a buffer that grew would have to be wiped.
    let mut line = Vec::with_capacity(most);
    let mut byte = [0];
    while line.len() < most && source.read(&mut byte)? == 1 {
        line.push(byte[0]);
        if byte == *b"\n" {
            break;
        }
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sleep_and_a_calendar_that_was_set_are_noticed() {
        let before = Clocks { boot: 1_000, awake: 1_000, calendar: 50_000 };
        let after = |boot: i64, awake: i64, calendar: i64| Clocks {
            boot: 1_000 + boot,
            awake: 1_000 + awake,
            calendar: 50_000 + calendar,
        };
        assert!(!after(250, 250, 250).apart(before));
        assert!(!after(250, 250, 5_000).apart(before), "a correction");
        assert!(!after(900_000, 900_000, 900_000).apart(before), "a long wait");
        assert!(after(60_000, 250, 60_000).apart(before), "asleep for a minute");
        assert!(after(250, 250, 3_600_000).apart(before) && after(250, 250, -3_600_000).apart(before), "set");
    }
}
