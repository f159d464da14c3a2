//! A program in a real terminal. A thread reads what it prints and notes when; nothing else is done while the program
//! works, the screen is put together only once the output has gone quiet.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use portable_pty::{ChildKiller, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Output that pauses this long has come to an end; the pause itself is not counted.
const QUIET: Duration = Duration::from_millis(12);
/// After this long without what is waited for, something does not work at all.
const DEADLINE: Duration = Duration::from_secs(20);

enum Happened {
    Printed(Instant, Vec<u8>),
    Ended,
}

/// The text on the screen, row by row.
pub struct Shown(Vec<String>);

impl Shown {
    pub fn has(&self, text: &str) -> bool {
        self.0.iter().any(|row| row.contains(text))
    }

    pub fn top(&self) -> &str {
        self.0.first().map_or("", |row| row.trim_end())
    }

    pub fn bottom(&self) -> &str {
        self.0.last().map_or("", |row| row.trim_end())
    }

    pub fn text(&self) -> String {
        self.0.join("\n")
    }
}

/// A program under way.
pub struct Program {
    started: Instant,
    happened: Receiver<Happened>,
    keyboard: Box<dyn Write + Send>,
    parser: vt100::Parser,
    killer: Box<dyn ChildKiller + Send + Sync>,
    pid: Option<u32>,
    /// Dropping it would hang up.
    _master: Box<dyn MasterPty + Send>,
}

impl Program {
    /// Starts a program in a terminal of so many columns and rows.
    pub fn start(command: CommandBuilder, (cols, rows): (u16, u16)) -> Result<Self> {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size)?;
        let (tell, happened) = mpsc::channel();
        listen(pair.master.try_clone_reader()?, tell.clone());
        let keyboard = pair.master.take_writer()?;
        let cells = |n| NonZeroU16::new(n).context("a terminal without cells");
        let parser = vt100::Parser::new(cells(rows)?, cells(cols)?, 0);
        let started = Instant::now();
        let mut child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let (killer, pid) = (child.clone_killer(), child.process_id());
        std::thread::spawn(move || {
            // How it ended does not matter, only that it did; and nobody may be waiting for that any more.
            let _ = child.wait();
            let _ = tell.send(Happened::Ended);
        });
        Ok(Self { started, happened, keyboard, parser, killer, pid, _master: pair.master })
    }

    pub fn screen(&self) -> Shown {
        let (_, cols) = self.parser.screen().size();
        Shown(self.parser.screen().rows(0, cols.get()).collect())
    }

    /// The time from the start to the last byte of the frame that shows what is asked for.
    pub fn first_frame(&mut self, expected: impl Fn(&Shown) -> bool) -> Result<Duration> {
        self.answer(self.started, "first frame", expected)
    }

    /// Presses a key: the time to the last byte of the frame that shows the answer.
    pub fn press(&mut self, key: &str, expected: impl Fn(&Shown) -> bool) -> Result<Duration> {
        ensure!(!expected(&self.screen()), "the answer to {key:?} is there already:\n{}", self.screen().text());
        let pressed = Instant::now();
        self.keyboard.write_all(key.as_bytes())?;
        self.keyboard.flush()?;
        self.answer(pressed, key, expected)
    }

    fn answer(&mut self, since: Instant, to: &str, expected: impl Fn(&Shown) -> bool) -> Result<Duration> {
        let mut printed = Vec::new();
        let mut last = since;
        while since.elapsed() < DEADLINE {
            match self.happened.recv_timeout(QUIET) {
                Ok(Happened::Printed(at, bytes)) => {
                    last = at;
                    printed.push(bytes);
                }
                Ok(Happened::Ended) => {
                    bail!("the program ended instead of answering {to:?}:\n{}", self.screen().text())
                }
                Err(RecvTimeoutError::Timeout) if printed.is_empty() => {}
                Err(RecvTimeoutError::Timeout) => {
                    printed.drain(..).for_each(|bytes| self.parser.process(&bytes));
                    if expected(&self.screen()) {
                        return Ok(last - since);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => bail!("the terminal is gone"),
            }
        }
        bail!("no answer to {to:?}; the screen was:\n{}", self.screen().text())
    }

    /// The most memory that the program ever held, in bytes, where the system tells.
    pub fn peak_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid?)).ok()?;
        let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
        let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kib * 1024)
    }

    /// Presses `q` and waits for the program to end.
    pub fn leave(mut self) -> Result<()> {
        self.keyboard.write_all(b"q")?;
        self.keyboard.flush()?;
        let asked = Instant::now();
        while let Some(left) = DEADLINE.checked_sub(asked.elapsed()) {
            match self.happened.recv_timeout(left) {
                Ok(Happened::Ended) => return Ok(()),
                Ok(Happened::Printed(..)) => {}
                Err(_) => break,
            }
        }
        bail!("the program does not leave; the screen was:\n{}", self.screen().text())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It has ended already, or something went wrong and is told already.
        let _ = self.killer.kill();
    }
}

/// Passes on what a program prints, with the time.
fn listen(mut output: Box<dyn Read + Send>, tell: Sender<Happened>) {
    std::thread::spawn(move || {
        let mut chunk = vec![0; 1 << 16];
        while let Ok(length @ 1..) = output.read(&mut chunk) {
            let printed = Happened::Printed(Instant::now(), chunk[..length].to_vec());
            if tell.send(printed).is_err() {
                return;
            }
        }
    });
}
