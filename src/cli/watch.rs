//! Long work at a terminal: a bar that says how far it is, and a way to stop it.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::i18n::Lang;
use crate::platform;
use crate::problem::{Problem, Result};

/// The columns of the bar.
const BAR: usize = 24;

/// Says how far something is, and hears when somebody wants it to stop.
pub struct Watch {
    stop: Arc<AtomicBool>,
    /// Nobody looks at what is not a terminal.
    shown: bool,
    words: String,
    /// What is told already.
    percent: Option<u64>,
}

impl Watch {
    /// `worth`: whether it is enough to take a while.
    pub fn start(words: &str, worth: bool, lang: Lang) -> Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        platform::on_stop_request(&stop).map_err(|e| Problem::Other(e.into()))?;
        let shown = worth && io::stderr().is_terminal();
        Ok(Self { stop, shown, words: lang.t(words).into_owned(), percent: None })
    }

    /// So much of so much is done.
    pub fn told(&mut self, done: u64, of: u64) -> ControlFlow<()> {
        if self.stop.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        let percent = if of == 0 { 0 } else { (u128::from(done) * 100 / u128::from(of)).min(100) as u64 };
        if self.shown && self.percent != Some(percent) {
            self.percent = Some(percent);
            let full = BAR * percent as usize / 100;
            let bar = format!("{}{}", "#".repeat(full), ".".repeat(BAR - full));
            let mut stderr = io::stderr();
            // Nobody is told when even that cannot be written.
            let _ = write!(stderr, "\r{} [{bar}] {percent:>3} %", self.words).and_then(|()| stderr.flush());
        }
        ControlFlow::Continue(())
    }
}

impl Drop for Watch {
    /// Takes the bar away: what came of it is told on a line of its own.
    fn drop(&mut self) {
        if self.percent.is_some() {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}
