//! What can be done while writing. Plain characters are text here, so every command has a key with control, a
//! function key, or Esc.

use ratatui::crossterm::event::{KeyCode, KeyEvent, MouseButton, MouseEvent, MouseEventKind};

use super::{Writing, save};
use crate::domain::Limits;
use crate::domain::session::{Session, SessionStatus};
use crate::tui::effect::{Effect, Order};
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::confirm::{self, Question};
use crate::tui::screens::desk::commands::open_help;
use crate::tui::screens::{palette, vault, wrapup};
use crate::tui::widgets::editor::{Action, Editor, Motion, NEEDLE_LIMIT, Reaction, action_for};

/// Two clicks within this many milliseconds are one that selects a word.
const DOUBLE_CLICK: u64 = 400;

pub const COMMANDS: &[Command] = &[
    row("note.leave", Scope::Note, &["esc"], Shows::Hint(1), Does::Looks, always, leave),
    row("note.save", Scope::Note, &["ctrl-s"], Shows::Hint(9), Does::Writes, always, save::save),
    row("note.legend", Scope::Note, &["f2"], Shows::Hint(6), Does::Looks, always, legend),
    row("note.find", Scope::Note, &["ctrl-f"], Shows::Hint(7), Does::Looks, always, find),
    row("note.find-next", Scope::Note, &["f3", "ctrl-g"], Shows::Help, Does::Looks, always, |m| {
        act(m, Action::FindNext)
    }),
    row("note.find-previous", Scope::Note, &["shift-f3"], Shows::Help, Does::Looks, always, |m| {
        act(m, Action::FindPrevious)
    }),
    row("note.undo", Scope::Note, &["ctrl-z"], Shows::Hint(7), Does::Looks, always, |m| act(m, Action::Undo)),
    row("note.redo", Scope::Note, &["ctrl-y"], Shows::Help, Does::Looks, always, |m| act(m, Action::Redo)),
    row("note.cut", Scope::Note, &["ctrl-x"], Shows::Help, Does::Looks, always, |m| act(m, Action::Cut)),
    row("note.copy", Scope::Note, &["ctrl-c"], Shows::Help, Does::Looks, always, |m| act(m, Action::Copy)),
    row("note.paste", Scope::Note, &["ctrl-v"], Shows::Help, Does::Looks, always, |m| act(m, Action::Paste)),
    row("note.select-all", Scope::Note, &["alt-a"], Shows::Help, Does::Looks, always, |m| act(m, Action::SelectAll)),
    row("note.start", Scope::Note, &["ctrl-home"], Shows::Help, Does::Looks, always, |m| go(m, Motion::TextStart)),
    row("note.end", Scope::Note, &["ctrl-end"], Shows::Help, Does::Looks, always, |m| go(m, Motion::TextEnd)),
    row("note.seal", Scope::Note, &["alt-s"], Shows::Help, Does::Writes, always, seal),
    row("note.seal-all", Scope::Note, &["alt-n"], Shows::Help, Does::Writes, always, seal_all),
    row("note.wrap-up", Scope::Note, &["f10", "ctrl-t"], Shows::Hint(3), Does::Writes, can_be_wrapped_up, wrap_up),
    row("note.palette", Scope::Note, &["ctrl-p"], Shows::Hint(8), Does::Looks, always, palette::open),
    row("note.help", Scope::Note, &["f1"], Shows::Hint(9), Does::Looks, always, open_help),
];

/// Has the note do something, or its find line.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let now = model.now.mono;
    let Some(writing) = &mut model.writing else { return Vec::new() };
    let reaction = target(writing).handle(action, now);
    after(model, reaction, action == Action::Newline)
}

fn go(model: &mut Model, to: Motion) -> Vec<Effect> {
    act(model, Action::Move { to, select: false })
}

/// The text that keys go to: the find line while it is open, else the note.
fn target(writing: &mut Writing) -> &mut Editor {
    writing.finding.as_mut().unwrap_or(&mut writing.editor)
}

fn after(model: &mut Model, reaction: Reaction, line_ended: bool) -> Vec<Effect> {
    let mut effects = match reaction {
        Reaction::Copied(text) | Reaction::WasCut(text) => {
            let Model { writing, copied, .. } = model;
            for writing in writing.iter_mut() {
                copied.remember(target(writing));
                copied.remember_choices(&text, writing.known.values());
            }
            let is_marked = |w: &mut Writing| target(w).copied_lines().any(|(_, bits)| Limits::from_bits(bits).seals());
            let quotes = model.writing.as_mut().is_some_and(|w| w.quotes_sealed(&text) || is_marked(w));
            vault::copy(model, text, quotes)
        }
        Reaction::Refused => {
            let said = model.lang.t("vault-line-fixed");
            model.say(said);
            Vec::new()
        }
        Reaction::NotFound => {
            let said = model.lang.t("note-not-found");
            model.say(said);
            Vec::new()
        }
        _ => Vec::new(),
    };
    if model.writing.as_ref().is_some_and(|w| w.finding.is_some()) {
        look(model);
    }
    effects.extend(save::edited(model, line_ended));
    effects
}

/// While the needle is typed, its matches show and the next one is chosen.
fn look(model: &mut Model) {
    let now = model.now.mono;
    let Some(writing) = &mut model.writing else { return };
    let Some(needle) = writing.finding.as_ref().map(Editor::text) else { return };
    writing.editor.set_needle(&needle);
    if !needle.is_empty() && matches!(writing.editor.handle(Action::FindNext, now), Reaction::NotFound) {
        let said = model.lang.t("note-not-found");
        model.say(said);
    }
}

/// A key that is no command.
pub fn key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let closes_find = matches!(key.code, KeyCode::Enter);
    if let Some(writing) = model.writing.as_mut().filter(|w| w.finding.is_some() && closes_find) {
        writing.finding = None;
        return Vec::new();
    }
    match action_for(key) {
        Some(action) => act(model, action),
        None => Vec::new(),
    }
}

pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let now = model.now.mono;
    let Model { writing: Some(writing), copied, .. } = model else { return Vec::new() };
    let removed = target(writing).paste_marked(text, now, |line| copied.limits_of(line).bits());
    if removed > 0 {
        let said = model.lang.count("note-paste-cleaned", removed);
        model.say(said);
    }
    after(model, Reaction::Edited, text.contains('\n'))
}

pub fn mouse(model: &mut Model, mouse: MouseEvent) -> Vec<Effect> {
    let area = model.measured.editor;
    let inside = area.contains((mouse.column, mouse.row).into());
    let (column, row) = (mouse.column.saturating_sub(area.x), mouse.row.saturating_sub(area.y));
    let action = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) if inside && clicked_before(model, column, row) => {
            Action::SelectWord { column, row }
        }
        MouseEventKind::Down(MouseButton::Left) if inside => Action::Click { column, row, select: false },
        MouseEventKind::Drag(MouseButton::Left) => Action::Click { column, row, select: true },
        MouseEventKind::ScrollDown => Action::Scroll(3),
        MouseEventKind::ScrollUp => Action::Scroll(-3),
        _ => return Vec::new(),
    };
    let now = model.now.mono;
    if let Some(writing) = &mut model.writing {
        writing.editor.handle(action, now);
    }
    Vec::new()
}

/// Whether the same cell was clicked a moment ago; remembers this click.
fn clicked_before(model: &mut Model, column: u16, row: u16) -> bool {
    let now = model.now.mono;
    let Some(writing) = &mut model.writing else { return false };
    let before = writing.clicked.replace((now, column, row));
    before.is_some_and(|(at, x, y)| (x, y) == (column, row) && now.saturating_sub(at) < DOUBLE_CLICK)
}

/// Back to the desk; what is unsaved is saved on the way, without a question.
fn leave(model: &mut Model) -> Vec<Effect> {
    let Some(writing) = &mut model.writing else { return Vec::new() };
    if writing.finding.take().is_some() {
        writing.editor.set_needle("");
        return Vec::new();
    }
    writing.closing = true;
    let mut effects = save::save(model);
    effects.extend(close_when_saved(model));
    effects
}

/// Closes the note that its writer has left, once it is on the disk.
pub fn close_when_saved(model: &mut Model) -> Vec<Effect> {
    let Some(writing) = model.writing.as_ref().filter(|w| w.closing) else { return Vec::new() };
    if writing.sent.is_some() {
        return Vec::new();
    }
    if writing.is_unsaved() {
        return save::save(model);
    }
    if writing.held > 0 && !model.stopping {
        return ask_before_leaving(model);
    }
    let (session, then_wrap_up) = (writing.session, writing.then_wrap_up);
    model.writing = None;
    if let Some(id) = session {
        model.desk.session.id = Some(id);
    }
    let mut effects = model.refresh();
    if let Some(id) = session.filter(|_| then_wrap_up) {
        effects.extend(wrapup::open(model, id));
    }
    effects
}

/// What waits for the key is nowhere but here: whoever leaves without it is asked once.
fn ask_before_leaving(model: &mut Model) -> Vec<Effect> {
    let Some(writing) = &mut model.writing else { return Vec::new() };
    let held = writing.held;
    (writing.closing, model.leaving) = (false, false);
    confirm::ask(model, Question::LeaveHeld(held), |model| {
        let Some(writing) = &mut model.writing else { return Vec::new() };
        (writing.held, writing.closing) = (0, true);
        close_when_saved(model)
    })
}

/// Seals the line with the caret, or lets it be readable again.
fn seal(model: &mut Model) -> Vec<Effect> {
    // A locked vault takes what is to be sealed later; without one there is nothing to choose.
    if !vault::exists(model) && !vault::is_open(model) {
        return Vec::new();
    }
    let Some(writing) = &mut model.writing else { return Vec::new() };
    let sealed = writing.toggle_seal();
    let said = model.lang.t(if sealed { "said-sealed" } else { "said-unsealed" });
    model.say(said);
    save::edited(model, true)
}

/// Seals the whole note, or lets it be readable again but for what is private by itself.
fn seal_all(model: &mut Model) -> Vec<Effect> {
    if !vault::is_open(model) {
        return Vec::new();
    }
    let Some(writing) = &mut model.writing else { return Vec::new() };
    writing.sealed = !writing.sealed;
    let (session, sealed) = (writing.session, writing.sealed);
    let said = model.lang.t(if sealed { "said-note-sealed" } else { "said-note-unsealed" });
    model.say(said);
    // A session that is not there yet is sealed as soon as it is.
    let order = |model: &mut Model| session.map(|id| model.write(Order::SealNote(id, sealed)));
    let forget_choices = |model: &mut Model| model.writing.iter_mut().for_each(|writing| writing.seals.clear());
    let mut effects = Vec::new();
    if sealed {
        // First, so that what is not on the disk yet never lies there readable.
        forget_choices(model);
        effects.extend(order(model));
        effects.extend(save::save(model));
    } else {
        // What was sealed line by line stays so: it is saved before.
        effects.extend(save::save(model));
        forget_choices(model);
        effects.extend(order(model));
    }
    effects
}

fn can_be_wrapped_up(model: &Model) -> bool {
    let waits = |at| at > model.now.wall;
    let is_planned = |session: &Session| session.status == SessionStatus::Planned;
    let is_open =
        |w: &Writing| wrapup::is_time(model, w.at) && !(w.facts.as_ref().is_some_and(is_planned) && waits(w.at));
    model.writing.as_ref().is_some_and(is_open)
}

/// Leaves for the wrap-up: it reads the note from the disk, so the note is saved first.
fn wrap_up(model: &mut Model) -> Vec<Effect> {
    let Some(writing) = &mut model.writing else { return Vec::new() };
    (writing.finding, writing.closing, writing.then_wrap_up) = (None, true, true);
    let mut effects = save::save(model);
    effects.extend(close_when_saved(model));
    effects
}

fn legend(model: &mut Model) -> Vec<Effect> {
    if let Some(writing) = &mut model.writing {
        writing.legend = !writing.legend;
    }
    Vec::new()
}

fn find(model: &mut Model) -> Vec<Effect> {
    if let Some(writing) = &mut model.writing {
        writing.finding.get_or_insert_with(|| {
            let mut needle = Editor::single_line("");
            needle.set_limit(NEEDLE_LIMIT);
            needle
        });
    }
    Vec::new()
}
