//! The only place that prints. Results go to stdout, messages to stderr; whatever comes from a journal is made harmless
//! on its way, to a terminal or not.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Seek, Stdout, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

use super::args::Colour;
use crate::problem::{Problem, Result};
use crate::text;

const DIM: &str = "\u{1b}[2m";
const STRONG: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// Where results go. The first failure is remembered, and told by [`Out::finish`]; what follows it is not written.
pub struct Out {
    stdout: BufWriter<Stdout>,
    json: bool,
    colour: bool,
    failed: Option<io::Error>,
    /// Something was changed, so it matters that its result is printed.
    changed: Arc<AtomicBool>,
}

impl Out {
    /// `colour_wanted`: nobody has asked for no colour in general.
    pub fn new(json: bool, color: Colour, colour_wanted: bool) -> Self {
        let colour = match color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => colour_wanted && io::stdout().is_terminal() && !is_dumb_terminal(),
        };
        Self { stdout: BufWriter::new(io::stdout()), json, colour, failed: None, changed: Arc::default() }
    }

    /// For what is said before anything is known of the person's wishes.
    pub fn plain() -> Self {
        Self::new(false, Colour::Never, false)
    }

    /// To be raised when something is changed: from then on a result that cannot be printed is reported as that, and not
    /// as a failure.
    pub fn changed(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.changed)
    }

    /// A file was written, or the journal replaced.
    pub fn has_changed(&self) {
        self.changed.store(true, Ordering::Relaxed);
    }

    /// Whether the reader is a program.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// One line for people.
    pub fn line(&mut self, line: &str) {
        let line = text::term_safe_line(line);
        self.write(line.trim_end().as_bytes());
        self.write(b"\n");
    }

    /// Text of several lines for people. It ends with a line end.
    pub fn page(&mut self, page: &str) {
        self.write(text::term_safe(page).as_bytes());
        if !page.ends_with('\n') {
            self.write(b"\n");
        }
    }

    /// One line for people, made of parts; the dim ones matter less.
    pub fn parts(&mut self, parts: &[(&str, Ink)]) {
        for (part, ink) in parts {
            let part = text::term_safe_line(part);
            match ink {
                Ink::Dim if self.colour => self.write(format!("{DIM}{part}{PLAIN}").as_bytes()),
                Ink::Strong if self.colour => self.write(format!("{STRONG}{part}{PLAIN}").as_bytes()),
                Ink::Dim | Ink::Strong | Ink::Plain => self.write(part.as_bytes()),
            }
        }
        self.write(b"\n");
    }

    /// Sends on what was printed so far, and says whether all of it went.
    pub fn is_sent(&mut self) -> bool {
        self.flush();
        self.failed.is_none()
    }

    /// A sentence to the person about the results before it.
    pub fn aside(&mut self, sentence: &str) {
        self.flush();
        message(sentence);
    }

    /// Sends on what is held back, so that it stands before a question.
    pub fn flush(&mut self) {
        if self.failed.is_none()
            && let Err(error) = self.stdout.flush()
        {
            self.fail(error);
        }
    }

    /// Bytes as they are, to a program or a file; a terminal gets them made harmless.
    pub fn raw(&mut self, bytes: &str) {
        if io::stdout().is_terminal() { self.page(bytes) } else { self.write(bytes.as_bytes()) }
    }

    /// What stands in a file, from its beginning.
    pub fn copy(&mut self, file: &mut File) {
        let copied = file.rewind().and_then(|()| io::copy(file, &mut self.stdout));
        if let Err(error) = copied {
            self.fail(error);
        }
    }

    /// Bytes of our own making: completions, the manual page.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.write(bytes);
    }

    /// One JSON document.
    pub fn json(&mut self, value: &impl Serialize) {
        match text::json(value) {
            Ok(bytes) => self.write(&bytes),
            Err(error) => self.fail(error.into()),
        }
        self.write(b"\n");
    }

    /// A record: for programs as JSON, for people by `show`.
    pub fn record(&mut self, value: &impl Serialize, show: impl FnOnce(&mut Self)) {
        if self.json { self.json(value) } else { show(self) }
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.failed.is_none()
            && let Err(error) = self.stdout.write_all(bytes)
        {
            self.fail(error);
        }
    }

    fn fail(&mut self, error: io::Error) {
        self.failed.get_or_insert(error);
    }

    /// Sends on what is still held back.
    ///
    /// # Errors
    /// When results could not be written. That the reader has gone away is no error: it has what it wanted. After a
    /// change it is one, because nobody may take the change for failed and make it again.
    pub fn finish(mut self) -> Result<()> {
        if self.failed.is_none()
            && let Err(error) = self.stdout.flush()
        {
            self.fail(error);
        }
        // What could not be written must not be tried once more when the buffer goes.
        let _ = self.stdout.into_parts();
        match self.failed {
            Some(error) if self.changed.load(Ordering::Relaxed) => Err(Problem::Unsaid { cause: error.into() }),
            Some(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Problem::File { path: PathBuf::from("stdout"), cause: error.into() })
            }
            _ => Ok(()),
        }
    }
}

/// How much a part of a line matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Plain,
    Dim,
    /// What was looked for.
    Strong,
}

/// The file that `--out` names; `-` and nothing stand for stdout.
pub fn named(out: Option<&Path>) -> Option<&Path> {
    out.filter(|path| *path != Path::new("-"))
}

/// A path as a shell takes it.
pub fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,@%:".contains(c);
    if !path.is_empty() && path.chars().all(is_plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

/// A file that a journal is to be written to.
///
/// # Errors
/// `-`: stdout is no place for one.
pub fn of_journal(path: &Path) -> Result<&Path> {
    named(Some(path)).ok_or(Problem::NotStdout)
}

/// A sentence to the person, on stderr. Nobody is told when even that cannot be written.
pub fn message(sentence: &str) {
    let _ = writeln!(io::stderr(), "{}", text::term_safe(sentence));
}

/// Sentences to the person that have to arrive before anything depends on them.
///
/// # Errors
/// When they could not be written.
pub fn must_tell(sentences: &str) -> io::Result<()> {
    let mut stderr = io::stderr();
    writeln!(stderr, "{}", text::term_safe(sentences))?;
    stderr.flush()
}

/// A question whose answer is typed behind it.
pub fn question(words: &str) {
    let mut stderr = io::stderr();
    let _ = write!(stderr, "{} ", text::term_safe(words));
    let _ = stderr.flush();
}

/// Whether somebody sees what [`status`] says.
pub fn can_show_status() -> bool {
    io::stderr().is_terminal() && !is_dumb_terminal()
}

/// A line of stderr that the next one takes the place of; an empty one leaves no trace.
pub fn status(words: &str) {
    let mut stderr = io::stderr();
    let _ = write!(stderr, "\r\u{1b}[K{}", text::term_safe_line(words));
    let _ = stderr.flush();
}

fn is_dumb_terminal() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}
