//! Leaving, whatever the journal does: the last write is waited for, but not for ever, and what cannot be saved is kept
//! in a file of its own whose name the person reads. Words that are to be sealed are in no such file; they are counted.

mod unsaved;

use std::path::PathBuf;

use ratatui::crossterm::event::KeyEvent;

use super::Overlay;
use super::confirm::{self, Question};
use super::note::{self, commands::close_when_saved};
use super::typed;
use crate::tui::effect::{Effect, Rescue};
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::input::key::Key;
use crate::tui::model::Model;
use unsaved::Unsaved;

pub const COMMANDS: &[Command] =
    &[row("leave.now", Scope::Always, &["ctrl-q"], Shows::Palette, Does::Looks, always, now)];

/// How long the last write is waited for, in milliseconds. A writer that finds the journal taken gives up before that.
const LAST_WRITE: u64 = 10_000;

/// The way out.
#[derive(Default)]
pub struct Leave {
    /// Since when the journal is waited for, in monotonic milliseconds.
    since: Option<u64>,
    /// Why a write failed on the way out.
    failed: Option<String>,
    /// The note is one of them: it is not sent again.
    note_failed: bool,
    /// The journal does not answer.
    pub hangs: bool,
    /// What is on its way into a file.
    rescuing: Option<Rescuing>,
    /// Dialogs that were given up and are still to be kept in a file, and why.
    pub aside: Vec<(Overlay, String)>,
    /// Everything is dealt with: the program ends.
    done: bool,
    /// The person knows of what can be kept nowhere, and leaves all the same.
    confirmed: bool,
    /// Why the last write that the journal answered was refused.
    pub refused: Option<String>,
    /// What the person reads on the terminal once the desk is closed: what is not in the journal, and where it is.
    pub farewell: Vec<String>,
    /// What else the person reads there.
    pub asides: Vec<String>,
}

impl Leave {
    /// The journal is at work: the wait for it begins again.
    pub fn is_alive(&mut self, now: u64) {
        if self.since.is_some() {
            self.since = Some(now);
        }
    }
}

/// Which text is on its way into a file, and what was said about it.
struct Rescuing {
    what: What,
    said: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// Everything, because the desk closes.
    All,
    /// The note, because it is closed.
    Note,
    /// A dialog that was given up.
    Dialog,
}

/// Leaves from wherever one is, a text included.
fn now(model: &mut Model) -> Vec<Effect> {
    model.leaving = true;
    Vec::new()
}

/// Whether this is the key that leads out from everywhere: it waits for nothing.
pub fn is_key(model: &Model, event: KeyEvent) -> bool {
    model.keymap.command(&[Scope::Always], Key::of_command(event)) == Some("leave.now")
}

/// Whether the note is being closed, so that a save that fails must not keep it open.
pub fn is_closing(model: &Model) -> bool {
    model.writing.as_ref().is_some_and(|writing| writing.closing && !writing.then_wrap_up)
}

/// When the journal has been waited for long enough.
pub fn deadline(model: &Model) -> Option<u64> {
    let waits = model.leave.rescuing.is_none() && (model.leaving || is_closing(model));
    model.leave.since.filter(|_| waits && !model.leave.hangs).map(|since| since + LAST_WRITE)
}

/// The next step on the way out, if somebody is on it.
pub fn go_on(model: &mut Model) -> Vec<Effect> {
    if model.leave.rescuing.is_some() || model.leave.done {
        return Vec::new();
    }
    if !model.leaving && !is_closing(model) {
        (model.leave.since, model.leave.hangs, model.leave.note_failed) = (None, false, false);
        return keep_aside(model);
    }
    let since = *model.leave.since.get_or_insert(model.now.mono);
    let is_waited_for = model.pending.writes() || model.pending.compares();
    model.leave.hangs |= model.now.mono >= since + LAST_WRITE && is_waited_for;
    if model.leaving { leave(model) } else { close(model) }
}

/// The note closes by itself when the answer comes; when none comes it closes all the same.
fn close(model: &mut Model) -> Vec<Effect> {
    if !model.leave.hangs {
        return Vec::new();
    }
    let why = model.lang.t("leave-hangs").into_owned();
    rescue_note(model, why)
}

fn leave(model: &mut Model) -> Vec<Effect> {
    let mut effects = if model.leave.note_failed { Vec::new() } else { note::save::save(model) };
    if model.pending.writes() && !model.leave.hangs {
        return effects;
    }
    if model.pending.writes() {
        let why = model.lang.t("leave-hangs").into_owned();
        model.leave.failed.get_or_insert(why);
    }
    if typed::wait(model, &mut effects) {
        return effects;
    }
    let unsaved = unsaved::all(model);
    if unsaved.sealed > 0 && !model.stopping && !model.leave.confirmed {
        model.leaving = false;
        let why = model.leave.failed.clone();
        return confirm::ask(model, Question::LeaveSealed(why, unsaved.sealed), leave_behind);
    }
    let said: Vec<String> = model.leave.failed.take().into_iter().collect();
    if unsaved.text.is_empty() {
        let said = with_sealed(model, said, unsaved.sealed);
        if !said.is_empty() {
            model.leave.farewell.push(model.lang.sentences(&said));
        }
        effects.push(quit(model));
        return effects;
    }
    effects.extend(rescue(model, What::All, said, unsaved));
    effects
}

/// A write failed on the way out.
pub fn failed(model: &mut Model, why: String, of_note: bool) {
    model.leave.failed.get_or_insert(why);
    if of_note {
        note::save::failed(model);
        model.leave.note_failed = true;
    }
}

/// The note is being closed and cannot be saved: it is kept in a file.
pub fn rescue_note(model: &mut Model, why: String) -> Vec<Effect> {
    note::save::failed(model);
    let unsaved = unsaved::note(model);
    if unsaved.sealed > 0 && !model.leave.confirmed {
        model.leave.failed = Some(why.clone());
        return confirm::ask(model, Question::LeaveSealed(Some(why), unsaved.sealed), leave_note_behind);
    }
    if unsaved.text.is_empty() {
        let said = with_sealed(model, vec![why], unsaved.sealed);
        let said = model.lang.sentences(&said);
        model.leave.farewell.push(said.clone());
        return let_go_of_note(model, said);
    }
    rescue(model, What::Note, vec![why], unsaved)
}

/// A dialog is given up. While the journal takes nothing, what was typed into it is kept in a file.
pub fn given_up(model: &mut Model, overlay: Overlay) -> Vec<Effect> {
    let why = model.trouble.clone().or_else(|| model.leave.refused.clone());
    model.leave.aside.extend(why.map(|why| (overlay, why)));
    keep_aside(model)
}

/// Keeps dialogs in a file that were given up, once the journal has compared them with the sealed lines.
fn keep_aside(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    if model.leave.aside.is_empty() || model.leave.rescuing.is_some() || typed::wait(model, &mut effects) {
        return effects;
    }
    let (mut found, mut said) = (Unsaved::default(), Vec::new());
    for (overlay, why) in std::mem::take(&mut model.leave.aside) {
        unsaved::add_overlay(model, &overlay, &mut found);
        said.extend((!said.contains(&why)).then_some(why));
    }
    if !found.text.is_empty() {
        effects.extend(rescue(model, What::Dialog, said, found));
    }
    effects
}

fn rescue(model: &mut Model, what: What, said: Vec<String>, unsaved: Unsaved) -> Vec<Effect> {
    let said = with_sealed(model, said, unsaved.sealed);
    let head = unsaved::head(model, &said);
    model.leave.rescuing = Some(Rescuing { what, said });
    let elsewhere = model.leave.hangs;
    vec![Effect::Rescue(Rescue { text: format!("{head}\n{}", unsaved.text), elsewhere })]
}

fn with_sealed(model: &Model, mut said: Vec<String>, sealed: usize) -> Vec<String> {
    said.extend((sealed > 0).then(|| model.lang.count("leave-sealed", sealed)));
    said
}

fn leave_behind(model: &mut Model) -> Vec<Effect> {
    (model.leaving, model.leave.confirmed) = (true, true);
    Vec::new()
}

fn leave_note_behind(model: &mut Model) -> Vec<Effect> {
    model.leave.confirmed = true;
    let why = model.leave.failed.take().unwrap_or_default();
    rescue_note(model, why)
}

/// A text is in its file, or in none.
pub fn rescued(model: &mut Model, outcome: Result<(PathBuf, Option<String>), String>) -> Vec<Effect> {
    let Some(Rescuing { what, mut said }) = model.leave.rescuing.take() else { return Vec::new() };
    let is_kept = outcome.is_ok();
    match outcome {
        Ok((path, unconfirmed)) => {
            said.push(model.lang.fill("leave-kept", [("path", path.display().to_string().into())]));
            said.extend(unconfirmed);
        }
        Err(why) => said.push(model.lang.fill("leave-nowhere", [("why", why.into())])),
    }
    let said = model.lang.sentences(&said);
    match what {
        _ if !is_kept && !model.stopping && what != What::Dialog => ask_to_lose(model, what, said),
        What::All => {
            model.leave.farewell.push(said);
            vec![quit(model)]
        }
        What::Note => {
            model.leave.farewell.push(said.clone());
            let_go_of_note(model, said)
        }
        What::Dialog => {
            model.leave.farewell.push(said.clone());
            model.complain(said);
            Vec::new()
        }
    }
}

/// No file takes the text: whoever leaves now loses it, and is asked once.
fn ask_to_lose(model: &mut Model, what: What, said: String) -> Vec<Effect> {
    model.leaving = false;
    model.leave.note_failed = false;
    let on_yes = if what == What::All { lose_all } else { lose_note };
    model.leave.failed = Some(said.clone());
    confirm::ask(model, Question::Lose(said), on_yes)
}

fn lose_all(model: &mut Model) -> Vec<Effect> {
    model.leave.farewell.extend(model.leave.failed.take());
    vec![quit(model)]
}

fn quit(model: &mut Model) -> Effect {
    model.leave.done = true;
    Effect::Quit
}

fn lose_note(model: &mut Model) -> Vec<Effect> {
    let said = model.leave.failed.take().unwrap_or_default();
    model.leave.farewell.push(said.clone());
    let_go_of_note(model, said)
}

/// The note closes. What it holds is kept elsewhere, or its writer has left it behind.
fn let_go_of_note(model: &mut Model, said: String) -> Vec<Effect> {
    model.leave.confirmed = false;
    if let Some(writing) = &mut model.writing {
        (writing.saved, writing.held, writing.sent) = (writing.editor.revision(), 0, None);
        (writing.closing, writing.then_wrap_up) = (true, false);
    }
    let effects = close_when_saved(model);
    model.complain(said);
    effects
}

/// The journal can be written, or cannot be any more.
pub fn place_changed(model: &mut Model, trouble: Option<String>) -> Vec<Effect> {
    match trouble {
        Some(trouble) => {
            model.complain(trouble.clone());
            model.trouble = Some(trouble);
            Vec::new()
        }
        None if model.trouble.take().is_some() => {
            let said = model.lang.t("place-back");
            model.say(said);
            if let Some(writing) = &mut model.writing {
                writing.not_before = 0;
            }
            model.refresh()
        }
        None => Vec::new(),
    }
}
