//! What is done with the floor and with the desk, key by key.

use std::path::Path;

use anyhow::Result;
use portable_pty::CommandBuilder;

use crate::Room;
use crate::report::{Row, Samples};
use crate::sample::Sample;
use crate::terminal::{Program, Shown};

/// How often everything is done.
pub struct Plan {
    pub warm_launches: usize,
    pub launches: usize,
    /// Keys of each kind in one launch that come before those that count.
    pub warm_keys: usize,
    pub keys: usize,
}

impl Plan {
    pub const FULL: Self = Self { warm_launches: 2, launches: 15, warm_keys: 2, keys: 4 };
    pub const SMALL: Self = Self { warm_launches: 0, launches: 1, warm_keys: 1, keys: 1 };

    fn all_keys(&self) -> usize {
        self.warm_keys + self.keys
    }
}

/// What is typed into a note: a word that no note has.
const WORD: &str = "tyvwxz";

/// One launch under way, and where its measurements go.
struct Run<'a> {
    plan: &'a Plan,
    sample: &'a Sample,
    program: Program,
    samples: &'a mut Samples,
}

/// One launch of the floor on the journal in `file`.
pub fn floor(plan: &Plan, sample: &Sample, file: &Path, size: (u16, u16), samples: &mut Samples) -> Result<()> {
    let mut command = command(std::env::current_exe()?.as_path());
    command.arg("floor");
    command.arg(file);
    let program = Program::start(command, size)?;
    let mut run = Run { plan, sample, program, samples };
    let first = &sample.notes[0].line;
    run.first_frame(|s| s.has("Sessions") && s.has(first))?;
    run.sessions(|place, down| Ok(if down { place + 1 } else { place - 1 }))?;
    run.panes(["\t", "\t"], Shown::top)?;
    run.letters()?;
    run.leave()
}

/// One launch of the desk on the journal in `file`.
pub fn desk(plan: &Plan, room: &Room, file: &Path, size: (u16, u16), samples: &mut Samples) -> Result<()> {
    let mut command = command(Path::new(env!("CARGO_BIN_EXE_tomoni")));
    command.env("TOMONI_JOURNAL", file);
    command.env("TOMONI_CONFIG_DIR", room.config());
    command.env("TOMONI_STATE_DIR", room.config());
    let program = Program::start(command, size)?;
    let sample = &room.sample;
    let mut run = Run { plan, sample, program, samples };
    let titles = ["Pairs", "Sessions", "Goals", "MENTOR"];
    run.first_frame(|s| titles.iter().all(|t| s.has(t)) && sample.shown(&s.text()).is_ok())?;
    run.sessions(|place, down| sample.neighbour(place, down))?;
    run.panes(["l", "h"], Shown::bottom)?;
    run.note()?;
    run.pairs(size)?;
    run.leave()
}

/// A command that finds the same surroundings wherever it runs.
fn command(program: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    for name in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANGUAGE", "TOMONI_LANG", "TOMONI_NOW"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color");
    command.env("LANG", "en_US.UTF-8");
    command
}

impl Run<'_> {
    fn first_frame(&mut self, complete: impl Fn(&Shown) -> bool) -> Result<()> {
        let took = self.program.first_frame(complete)?;
        self.samples.add(Row::FirstFrame, took);
        Ok(())
    }

    /// Presses a key as the `n`th of its kind; the first of them are not counted.
    fn press(&mut self, row: Row, n: usize, key: &str, expected: impl Fn(&Shown) -> bool) -> Result<()> {
        let took = self.program.press(key, expected)?;
        if n >= self.plan.warm_keys {
            self.samples.add(row, took);
        }
        Ok(())
    }

    /// Down the list of sessions and up again; each time another note is read and shown.
    fn sessions(&mut self, next: impl Fn(usize, bool) -> Result<usize>) -> Result<()> {
        let sample = self.sample;
        let mut place = sample.shown(&self.program.screen().text())?;
        let count = self.plan.all_keys();
        for n in 0..count {
            let down = n < count.div_ceil(2);
            place = next(place, down)?;
            let line = &sample.notes[place].line;
            self.press(Row::Session, n, if down { "j" } else { "k" }, |s| s.has(line))?;
        }
        Ok(())
    }

    /// To another pane and back; `told` is the row that tells which one has the focus.
    fn panes(&mut self, keys: [&str; 2], told: fn(&Shown) -> &str) -> Result<()> {
        for n in 0..self.plan.all_keys() {
            let before = told(&self.program.screen()).to_owned();
            self.press(Row::Pane, n, keys[n % 2], |s| told(s) != before)?;
        }
        // Back where it began.
        if self.plan.all_keys() % 2 == 1 {
            let before = told(&self.program.screen()).to_owned();
            self.program.press(keys[1], |s| told(s) != before)?;
        }
        Ok(())
    }

    /// Types letter after letter.
    fn letters(&mut self) -> Result<()> {
        for (n, (at, letter)) in WORD.char_indices().enumerate().take(self.plan.all_keys()) {
            let typed = &WORD[..at + letter.len_utf8()];
            let before = self.program.screen();
            let expected = |s: &Shown| if n == 0 { s.text() != before.text() } else { s.has(typed) };
            self.press(Row::Letter, n, &letter.to_string(), expected)?;
        }
        Ok(())
    }

    /// Opens the note of the chosen session, types, and leaves it, which saves it.
    fn note(&mut self) -> Result<()> {
        let hints = self.program.screen().bottom().to_owned();
        self.program.press("\r", |s| s.bottom() != hints)?;
        self.letters()?;
        self.program.press("\x1b", |s| s.bottom() == hints)?;
        Ok(())
    }

    /// To another partner and back: the whole desk is read. On a narrow terminal only the header tells.
    fn pairs(&mut self, size: (u16, u16)) -> Result<()> {
        let sample = self.sample;
        let hints = self.program.screen().bottom().to_owned();
        self.program.press("4", |s| s.bottom() != hints)?;
        let narrow = size.0 < 110;
        for n in 0..self.plan.all_keys() {
            let before = self.program.screen().top().to_owned();
            let its_note =
                |s: &Shown| sample.notes.iter().any(|note| s.top().contains(&note.pair) && s.has(&note.line));
            let expected = |s: &Shown| s.top() != before && (narrow || its_note(s));
            self.press(Row::Pair, n, if n % 2 == 0 { "j" } else { "k" }, expected)?;
        }
        Ok(())
    }

    fn leave(self) -> Result<()> {
        if let Some(bytes) = self.program.peak_memory() {
            self.samples.memory.push(bytes);
        }
        self.program.leave()
    }
}
