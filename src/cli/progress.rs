//! Waiting for long work: how far it has come, once it takes long, and being asked to stop.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use super::output;
use crate::i18n::Lang;
use crate::journal::{Pace, UnderWay};
use crate::platform;
use crate::problem::{Problem, Result};
use crate::text;

/// What is over by then needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);
const BETWEEN: Duration = Duration::from_millis(100);
const CELLS: usize = 24;

/// The pace of all that this command does with journals. From now on Ctrl-C, or a signal to end, stops the work that is
/// under way: it is rolled back, and the command prints that. While no work is under way the signal ends the program, so
/// that a question can always be left.
pub fn pace() -> Result<Pace> {
    static PACE: OnceLock<Pace> = OnceLock::new();
    if let Some(pace) = PACE.get() {
        return Ok(pace.clone());
    }
    let pace = PACE.get_or_init(Pace::default).clone();
    let asked = pace.clone();
    let failed = |cause: std::io::Error| Problem::File { path: PathBuf::from("signals"), cause: cause.into() };
    platform::on_stop_request(move || asked.stop_any()).map_err(failed)?;
    Ok(pace)
}

pub struct Progress {
    pace: Pace,
    _under_way: UnderWay,
    words: String,
    /// When the bar is drawn next; `None` where nobody sees it.
    next: Option<Instant>,
    drawn: bool,
}

impl Progress {
    /// From now on work is under way that can be asked to stop; `id` is the message that says what is being done.
    pub fn new(id: &str, lang: Lang) -> Result<Self> {
        let pace = pace()?;
        let next = output::can_show_status().then(|| Instant::now() + PATIENCE);
        Ok(Self { _under_way: pace.begin(0), pace, words: lang.t(id).into_owned(), next, drawn: false })
    }

    /// Shows how far it has come, if it takes long, and says whether to go on.
    pub fn step(&mut self, done: u64, total: u64) -> bool {
        if let Some(next) = self.next
            && Instant::now() >= next
        {
            self.draw(done, total);
            self.next = Some(Instant::now() + BETWEEN);
        }
        !self.pace.is_stopping()
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
