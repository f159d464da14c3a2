//! Waiting for long work: how far it has come, once it takes long, and being asked to stop.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::output;
use crate::i18n::Lang;
use crate::platform;
use crate::problem::{Problem, Result};
use crate::text;

/// What is over by then needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);
const BETWEEN: Duration = Duration::from_millis(100);
const CELLS: usize = 24;

pub struct Progress {
    stop: Arc<AtomicBool>,
    words: String,
    /// When the bar is drawn next; `None` where nobody sees it.
    next: Option<Instant>,
    drawn: bool,
}

impl Progress {
    /// From now on somebody who asks the program to stop is heard; `id` is the message that says what is being done.
    pub fn new(id: &str, lang: Lang) -> Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let failed = |cause: std::io::Error| Problem::File { path: PathBuf::from("signals"), cause: cause.to_string() };
        platform::on_stop_request_meanwhile(&stop).map_err(failed)?;
        let next = output::can_show_status().then(|| Instant::now() + PATIENCE);
        Ok(Self { stop, words: lang.t(id).into_owned(), next, drawn: false })
    }

    /// Shows how far it has come, if it takes long, and says whether to go on.
    pub fn step(&mut self, done: u64, total: u64) -> bool {
        if let Some(next) = self.next
            && Instant::now() >= next
        {
            self.draw(done, total);
            self.next = Some(Instant::now() + BETWEEN);
        }
        !self.stop.load(Ordering::Relaxed)
    }

    fn draw(&mut self, done: u64, total: u64) {
        let percent = (done.saturating_mul(100)).checked_div(total).map(|percent| percent.min(100) as usize);
        match percent {
            Some(percent) => {
                let bar = text::pad(&"#".repeat(CELLS * percent / 100), CELLS);
                output::status(&format!("{} [{bar}] {percent} %", self.words));
            }
            None => output::status(&format!("{} …", self.words)),
        }
        self.drawn = true;
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.drawn {
            output::status("");
        }
    }
}
