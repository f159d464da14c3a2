//! Differences between systems, except for files: memory, the terminal, clocks, and signals that end the program. Linux
//! and macOS share the Unix half; another system would add its own half.

pub mod tty;

use std::io;
use std::sync::Arc;

/// Disables core dumps, and keeps other programs of the same account from reading this program's memory, if the system
/// supports it. A panic reports its location and nothing else.
pub fn keep_memory_to_oneself() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    on_panic(|| ());
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// Makes a write fail if the file would exceed the system's size limit; otherwise the system would end the program
/// without a message.
pub fn report_files_that_are_too_large() {
    // Listening replaces the system's own answer to the signal; nobody reads the flag.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
}

/// Lowers the priority of this thread, if the system has priorities for threads: the screen is drawn at once while a
/// key is derived.
pub fn give_way() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, 10);
}

/// On a panic, runs `first` and then prints only the location: messages of panics may quote the value they failed on,
/// and so text of a note.
pub fn on_panic(first: fn()) {
    std::panic::set_hook(Box::new(move |info| {
        use std::io::Write;
        first();
        let place = info.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
        let _ = writeln!(io::stderr().lock(), "tomoni: {place}");
    }));
}

/// The number of stop requests after which the program ends at once: a terminal or a shell may send two for one key.
const INSISTING: usize = 3;

/// Calls `ask` when the system asks the program to stop, so that the current operation can end without leaving anything
/// half done. If `ask` returns that there is none, or after repeated requests, the program ends at once.
pub fn on_stop_request(ask: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let listen = move || {
        for (signal, asked) in signals.forever().zip(1..) {
            if !ask() || asked >= INSISTING {
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(listen).map(drop)
}

/// Suspends the program until the system continues it.
pub fn stand_still() -> io::Result<()> {
    signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)
}

/// The clocks of the system: if they differ, the computer has slept or its calendar was set.
#[derive(Clone, Copy, Debug)]
pub struct Clocks {
    /// Milliseconds, including sleep.
    boot: i64,
    /// Milliseconds, without sleep.
    awake: i64,
    /// Unix milliseconds.
    calendar: i64,
}

/// The clocks are not read at exactly the same time, and a busy machine may stop the program in between.
const SLACK: i64 = 2_000;
/// A calendar is corrected by small amounts now and then; a jump is more than this.
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

    /// Whether they have diverged since the last call.
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

/// Standard input without a buffer: the buffer of the standard library keeps its content for as long as the program
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

/// Reads one line from `source`, including its line end, of at most `most` bytes. Reads nothing beyond the line, and
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
