//! The system's interface to the terminal: bytes in, bytes out, and signals. Nothing here blocks on a terminal that
//! sends nothing or accepts no output.

use std::cell::{Cell, RefCell};
use std::ffi::c_int;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use zeroize::Zeroize;

/// The output of the terminal in use, for a panic, which cannot access anything else.
static OUTPUT: OnceLock<File> = OnceLock::new();

/// After this many empty reads in a row although the terminal reports input, it is closed.
const EMPTY_READS: u32 = 16;

/// The most bytes that wait for a terminal that accepts nothing, apart from the last frame.
const MOST_UNSENT: usize = 8 << 20;

/// Columns and rows of a terminal that does not know its size.
const USUAL: (u16, u16) = (80, 24);
/// Columns and rows of the largest frame.
const LARGEST: (u16, u16) = (1_000, 400);

/// The terminal of the program, opened again: reading and writing do not block, and this does not affect the shell,
/// which has the same terminal open.
pub struct Tty {
    input: File,
    output: File,
    /// Output that the terminal has not accepted yet. It may contain decrypted text.
    unsent: RefCell<Vec<u8>>,
    empty_reads: Cell<u32>,
    gone: Cell<bool>,
}

/// What the terminal is ready for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ready {
    pub input: bool,
    /// The terminal accepts more output.
    pub output: bool,
    /// The terminal has been closed.
    pub gone: bool,
}

impl Tty {
    /// Opens the terminal that standard input and standard output are connected to.
    ///
    /// # Errors
    /// If one of them is closed.
    pub fn open() -> io::Result<Self> {
        let input = anew(io::stdin().as_fd(), 0)?;
        let output = anew(io::stdout().as_fd(), 1)?;
        let _ = OUTPUT.set(output.try_clone()?);
        let (unsent, empty_reads, gone) = (RefCell::default(), Cell::new(0), Cell::new(false));
        Ok(Self { input, output, unsent, empty_reads, gone })
    }

    /// Columns and rows. The usual size if the terminal does not know; never more than fit into memory as cells.
    pub fn size(&self) -> (u16, u16) {
        let size = rustix::termios::tcgetwinsize(&self.output).map(|size| (size.ws_col, size.ws_row));
        let (columns, rows) = size.ok().filter(|(columns, rows)| *columns > 0 && *rows > 0).unwrap_or(USUAL);
        (columns.min(LARGEST.0), rows.min(LARGEST.1))
    }

    /// Whether the terminal has been closed.
    pub fn is_gone(&self) -> bool {
        self.gone.get()
    }

    /// Reads what has arrived, without waiting. 0 if there is nothing.
    pub fn read(&self, bytes: &mut [u8]) -> usize {
        match (&self.input).read(bytes) {
            Ok(0) => {
                self.empty_reads.set(self.empty_reads.get() + 1);
                if self.empty_reads.get() >= EMPTY_READS {
                    self.gone.set(true);
                }
                0
            }
            Ok(n) => {
                self.empty_reads.set(0);
                n
            }
            Err(e) if matches!(e.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => 0,
            Err(_) => {
                self.gone.set(true);
                0
            }
        }
    }

    /// Adds output. Nothing is written before [`Self::send`].
    pub fn write(&self, bytes: &[u8]) {
        if !self.gone.get() {
            self.unsent.borrow_mut().extend_from_slice(bytes);
        }
    }

    /// Like [`Self::write`], for output that could be added again and again while the terminal accepts nothing.
    ///
    /// # Errors
    /// If too much output already waits.
    pub fn write_bounded(&self, bytes: &[u8]) -> io::Result<()> {
        if self.unsent.borrow().len() > MOST_UNSENT {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        self.write(bytes);
        Ok(())
    }

    /// Writes as much as the terminal accepts now. True if nothing is left.
    pub fn send(&self) -> bool {
        let mut unsent = self.unsent.borrow_mut();
        let mut sent = 0;
        while sent < unsent.len() && !self.gone.get() {
            match (&self.output).write(&unsent[sent..]) {
                Ok(0) => break,
                Ok(n) => sent += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => break,
                Err(_) => self.gone.set(true),
            }
        }
        if sent == unsent.len() || self.gone.get() {
            unsent.zeroize();
        } else if sent > 0 {
            let left = unsent.len() - sent;
            unsent.copy_within(sent.., 0);
            unsent[left..].zeroize();
            unsent.truncate(left);
        }
        unsent.is_empty()
    }

    /// Drops the output that the terminal has not accepted. True if there was any: half of a sequence may have been
    /// written.
    pub fn drop_unsent(&self) -> bool {
        let mut unsent = self.unsent.borrow_mut();
        let was_there = !unsent.is_empty();
        unsent.zeroize();
        was_there
    }

    /// Waits up to `wait` for input, for room for the unsent output, or for a wake-up.
    ///
    /// # Errors
    /// If the system cannot wait for these descriptors at all.
    pub fn wait(&self, wake: &Wake, wait: Duration) -> io::Result<Ready> {
        let mut asked = vec![PollFd::new(&self.input, PollFlags::IN), PollFd::new(&wake.listens, PollFlags::IN)];
        if !self.unsent.borrow().is_empty() {
            asked.push(PollFd::new(&self.output, PollFlags::OUT));
        }
        // What the system cannot count is for ever.
        let wait = Timespec::try_from(wait).ok().filter(|wait| wait.tv_sec < i64::from(i32::MAX) / 1000);
        match poll(&mut asked, wait.as_ref()) {
            Err(Errno::INTR) => return Ok(Ready::default()),
            Err(e) => return Err(e.into()),
            Ok(_) => {}
        }
        let closed = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        let ready = Ready {
            input: asked[0].revents().contains(PollFlags::IN),
            output: asked.get(2).is_some_and(|fd| fd.revents().contains(PollFlags::OUT)),
            gone: asked[0].revents().intersects(closed)
                || asked.get(2).is_some_and(|fd| fd.revents().intersects(closed)),
        };
        wake.rest();
        if ready.gone {
            self.gone.set(true);
        }
        Ok(ready)
    }
}

/// A separate open file description for the terminal behind a shared descriptor. If the system does not provide one,
/// the descriptor itself.
fn anew(fd: BorrowedFd<'_>, number: u8) -> io::Result<File> {
    let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let device = |fd: BorrowedFd<'_>| rustix::fs::fstat(fd).map(|stat| (stat.st_rdev, stat.st_mode & 0o170_000));
    let wanted = device(fd)?;
    let names = [
        rustix::termios::ttyname(fd, Vec::new()).ok().and_then(|name| name.into_string().ok()),
        cfg!(target_os = "linux").then(|| format!("/proc/self/fd/{number}")),
    ];
    for name in names.into_iter().flatten() {
        let Ok(opened) = rustix::fs::open(name, flags, Mode::empty()) else { continue };
        if device(opened.as_fd()).is_ok_and(|found| found == wanted) {
            return Ok(File::from(opened));
        }
    }
    Ok(File::from(fd.try_clone_to_owned()?))
}

/// Writes a few bytes to the terminal in use, and gives up if it has not accepted them within `limit`.
pub fn write_within(mut bytes: &[u8], limit: Duration) {
    let stdout = io::stdout();
    let output = OUTPUT.get().map_or_else(|| stdout.as_fd(), File::as_fd);
    let Ok(limit) = Timespec::try_from(limit) else { return };
    while !bytes.is_empty() {
        let mut asked = [PollFd::new(&output, PollFlags::OUT)];
        match poll(&mut asked, Some(&limit)) {
            Ok(n) if n > 0 && asked[0].revents().contains(PollFlags::OUT) => {}
            Err(Errno::INTR) => continue,
            _ => return,
        }
        match rustix::io::write(output, bytes) {
            Ok(n) if n > 0 => bytes = &bytes[n..],
            Err(Errno::INTR | Errno::AGAIN) => {}
            _ => return,
        }
    }
}

/// Ends a wait for the terminal early.
pub struct Wake {
    listens: UnixStream,
    waker: Waker,
}

impl Wake {
    /// # Errors
    /// When the system has no more descriptors.
    pub fn new() -> io::Result<Self> {
        let (listens, wakes) = UnixStream::pair()?;
        listens.set_nonblocking(true)?;
        wakes.set_nonblocking(true)?;
        Ok(Self { listens, waker: Waker(Some(Arc::new(wakes))) })
    }

    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Removes the wake-ups that have arrived, so that the next wait does wait.
    fn rest(&self) {
        let mut calls = [0; 64];
        while (&self.listens).read(&mut calls).is_ok_and(|n| n == calls.len()) {}
    }
}

/// Ends the wait of a [`Wake`], from whatever thread. The default one wakes nothing.
#[derive(Clone, Default)]
pub struct Waker(Option<Arc<UnixStream>>);

impl Waker {
    pub fn wake(&self) {
        if let Some(wakes) = &self.0 {
            // Full: it is being woken already.
            let _ = (&**wakes).write(&[0]);
        }
    }
}

/// Requests that came as signals; the code that handles one lowers its flag.
#[derive(Clone, Default)]
pub struct Asked {
    /// To stop: the terminal is closed, a kill, a shutdown.
    pub stop: Arc<AtomicBool>,
    /// To suspend (`kill -TSTP`; a terminal in raw mode sends none).
    pub pause: Arc<AtomicBool>,
    /// The size of the terminal has changed.
    pub resized: Arc<AtomicBool>,
}

/// If a stop request was not handled for this many milliseconds, the next one ends the program at once. Until then,
/// further ones change nothing: a shell that ends forwards the signal that the system has already sent, and a Ctrl-C or
/// Ctrl-\ during closing must not lose the last words or the exit code.
const INSISTING: i64 = 3_000;

/// Signals that end a program that does not handle them, whoever sends them: no typed text may be lost, and the
/// terminal is restored.
const ENDING: [c_int; 10] = {
    use signal_hook::consts::{
        SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU,
    };
    [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU]
};

/// Raises the flags when signals arrive, and wakes the waiting thread.
///
/// # Errors
/// If the system refuses a handler or a thread.
pub fn listen(asked: &Asked, waker: Waker) -> io::Result<()> {
    use signal_hook::consts::{SIGTSTP, SIGWINCH};
    let mut signals = signal_hook::iterator::Signals::new(ENDING.iter().chain(&[SIGTSTP, SIGWINCH]))?;
    let asked = asked.clone();
    let listen = move || {
        let mut since: Option<i64> = None;
        for signal in signals.forever() {
            match signal {
                SIGWINCH => asked.resized.store(true, Ordering::Relaxed),
                SIGTSTP => asked.pause.store(true, Ordering::Relaxed),
                _ => {
                    let now = super::Clocks::now().awake;
                    let waits = asked.stop.swap(true, Ordering::Relaxed);
                    match since {
                        Some(first) if waits && now - first > INSISTING => {
                            let _ = signal_hook::low_level::emulate_default_handler(signal);
                        }
                        Some(_) if waits => {}
                        _ => since = Some(now),
                    }
                }
            }
            waker.wake();
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(listen).map(drop)
}
