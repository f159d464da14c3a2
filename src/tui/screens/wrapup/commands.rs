//! Moving through the rows of a wrap-up, answering them, finishing. Plain characters are text here.

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::sheet::{Answer, Row};
use super::{Wrapping, finish, shown, shown_in};
use crate::tui::effect::Effect;
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::input::key::Key;
use crate::tui::model::Model;
use crate::tui::screens::desk::commands::open_help;
use crate::tui::screens::{self, Overlay, give_up, vault};
use crate::tui::widgets::editor::{Action, Reaction, action_for};

pub const COMMANDS: &[Command] = &[
    row("wrapup.enter", Scope::WrapUp, &["enter"], Shows::Hint(1), Does::WritesIf(is_last), is_ready, enter),
    row("wrapup.choose-next", Scope::WrapUp, &["right"], Shows::Hint(2), Does::Looks, on_choice, |m| turn(m, 1)),
    row("wrapup.choose-previous", Scope::WrapUp, &["left"], Shows::Help, Does::Looks, on_choice, |m| turn(m, -1)),
    row("wrapup.promise", Scope::WrapUp, &["f4", "alt-p"], Shows::Hint(2), Does::Looks, on_promise, another),
    row("wrapup.finish", Scope::WrapUp, &["ctrl-s"], Shows::Hint(3), Does::Writes, is_ready, |m| finish(m, false)),
    row("wrapup.summary", Scope::WrapUp, &["f3"], Shows::Hint(4), Does::Writes, is_ready, |m| finish(m, true)),
    row("wrapup.next", Scope::WrapUp, &["tab", "down"], Shows::Help, Does::Looks, is_ready, |m| step(m, 1)),
    row("wrapup.previous", Scope::WrapUp, &["shift-tab", "up"], Shows::Help, Does::Looks, is_ready, |m| step(m, -1)),
    row("wrapup.help", Scope::WrapUp, &["f1"], Shows::Help, Does::Looks, always, open_help),
    row("wrapup.close", Scope::WrapUp, &["esc"], Shows::Hint(5), Does::Looks, always, close),
];

fn is_ready(model: &Model) -> bool {
    shown_in(model).is_some_and(|w| w.sheet.is_some())
}

/// From the last row Enter finishes.
fn is_last(model: &Model) -> bool {
    shown_in(model).is_some_and(|w| w.sheet.as_ref().is_some_and(|sheet| w.focus + 1 >= sheet.rows.len()))
}

fn on_choice(model: &Model) -> bool {
    let row = shown_in(model).and_then(Wrapping::focused);
    row.is_some_and(|r| !matches!(r.answer, Answer::Words(_)))
}

fn on_promise(model: &Model) -> bool {
    shown_in(model).is_some_and(|w| w.sheet.as_ref().is_some_and(|sheet| sheet.takes_another(w.focus)))
}

/// To the row for another promise of the same person.
fn another(model: &mut Model) -> Vec<Effect> {
    if let Some(wrapping) = shown(model) {
        let focus = wrapping.focus;
        wrapping.focus = wrapping.sheet.as_mut().and_then(|sheet| sheet.room_for_another(focus)).unwrap_or(focus);
    }
    Vec::new()
}

/// To the next row, which leaves this one as it is; from the last one the wrap-up is finished.
fn enter(model: &mut Model) -> Vec<Effect> {
    let (now, lang) = (model.now.wall, model.lang);
    let Some(wrapping) = shown(model) else { return Vec::new() };
    let focus = wrapping.focus;
    let Some(sheet) = &wrapping.sheet else { return Vec::new() };
    wrapping.error = sheet.trouble(focus, now, lang).map(|said| (focus, said));
    if wrapping.error.is_some() {
        return Vec::new();
    }
    if focus + 1 < sheet.rows.len() { step(model, 1) } else { finish(model, false) }
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(wrapping) = shown(model) {
        let last = wrapping.sheet.as_ref().map_or(0, |s| s.rows.len().saturating_sub(1));
        wrapping.focus = wrapping.focus.saturating_add_signed(by).min(last);
    }
    Vec::new()
}

fn turn(model: &mut Model, by: i8) -> Vec<Effect> {
    match shown(model).and_then(Wrapping::focused_mut).map(|r| &mut r.answer) {
        Some(Answer::Pulse(pulse)) => {
            let next = pulse.map_or(0, |p| p as i8) + by;
            *pulse = u8::try_from(next.clamp(0, 5)).ok().filter(|p| *p > 0);
        }
        Some(Answer::Tick(state)) => *state = if by > 0 { state.next() } else { state.next().next() },
        _ => {}
    }
    Vec::new()
}

/// A key that is no command: a character of the row's text, a digit of how it felt, the space that ticks.
pub fn key(model: &mut Model, event: KeyEvent) -> Vec<Effect> {
    let Some(wrapping) = shown(model) else { return Vec::new() };
    wrapping.error = None;
    let typed = Key::of_command(event).code;
    match wrapping.focused_mut().map(|r| &mut r.answer) {
        Some(Answer::Words(_)) => action_for(event).map_or_else(Vec::new, |action| act(model, action)),
        Some(Answer::Pulse(pulse)) => {
            match typed {
                KeyCode::Char(c) if ('1'..='5').contains(&c) => *pulse = c.to_digit(10).map(|d| d as u8),
                KeyCode::Char('0' | ' ') | KeyCode::Backspace | KeyCode::Delete => *pulse = None,
                _ => {}
            }
            Vec::new()
        }
        Some(Answer::Tick(state)) => {
            if typed == KeyCode::Char(' ') {
                *state = state.next();
            }
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Has the text of the row in focus do something.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let now = model.now.mono;
    let Some(wrapping) = shown(model) else { return Vec::new() };
    wrapping.error = None;
    let quotes = wrapping.sheet.as_ref().zip(wrapping.focused()).is_some_and(|(sheet, row)| sheet.is_private(row));
    let Some(row) = wrapping.focused_mut() else { return Vec::new() };
    let Answer::Words(editor) = &mut row.answer else { return Vec::new() };
    let reaction = editor.handle(action, now);
    let Model { overlays, copied, .. } = model;
    match reaction {
        Reaction::Copied(text) | Reaction::WasCut(text) => {
            if let Some(Overlay::WrapUp(wrapping)) = overlays.last_mut()
                && let Some(Row { answer: Answer::Words(editor), .. }) = wrapping.focused_mut()
            {
                copied.remember(editor);
            }
            vault::copy(model, text, quotes)
        }
        _ => Vec::new(),
    }
}

pub fn paste(model: &mut Model, text: &str) {
    let now = model.now.mono;
    let Model { overlays, copied, .. } = model;
    let Some(Overlay::WrapUp(wrapping)) = overlays.last_mut() else { return };
    wrapping.error = None;
    if let Some(Row { answer: Answer::Words(editor), .. }) = wrapping.focused_mut() {
        // A row of lines passes the limits on to its line; a date or a number keeps no words.
        editor.paste_marked(text, now, |_| copied.limits_of(text).bits());
    }
}

/// Back to the desk.
fn close(model: &mut Model) -> Vec<Effect> {
    if !give_up::may_close(model) {
        return Vec::new();
    }
    match model.overlays.pop_if(|overlay| matches!(overlay, Overlay::WrapUp(_))) {
        Some(overlay) => screens::leave::given_up(model, overlay),
        None => Vec::new(),
    }
}
