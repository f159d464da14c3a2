//! From what happened to what is asked for: a router. What a command does stands with its screen.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::answers::answer;
use super::effect::{Effect, Query};
use super::input::command::{self, Does, Scope};
use super::input::key::Key;
use super::last_words::{self, LastWords};
use super::layout::fits;
use super::model::Model;
use super::msg::{Msg, Stamp};
use super::reader::PASTE_LIMIT;
use super::screens::give_up::GiveUp;
use super::screens::{
    Overlay, desk, form, give_up, leave, note, palette, privacy, search, text as typing, vault, work, wrapup,
};
use super::widgets::editor::action_for;
use crate::text;

/// What the desk asks for before anything has happened.
pub fn begin(model: &mut Model) -> Vec<Effect> {
    vec![model.read(Query::Pairs)]
}

/// The only place where the model changes.
pub fn update(model: &mut Model, stamp: Stamp, msg: Msg) -> Vec<Effect> {
    model.now = stamp;
    model.dirty = true;
    if matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_)) {
        if model.vault.holds_keys() && !matches!(&msg, Msg::Key(event) if leave::is_key(model, *event)) {
            // It has its turn as soon as nothing sealed is here any more.
            model.queued.push(msg);
            return Vec::new();
        }
        // Whoever comes back after the time is over finds the vault locked, whatever they press.
        let late = vault::tick(model);
        if !late.is_empty() {
            return late;
        }
        model.vault.touched = stamp.mono;
        typing::enter(model);
    }
    let mut effects = match msg {
        Msg::Key(event) if model.last_words != LastWords::No => last_words::key(model, event),
        Msg::Paste(text) if model.last_words != LastWords::No => last_words::paste(model, &text),
        Msg::Mouse(_) if model.last_words != LastWords::No => Vec::new(),
        Msg::Key(event) => key(model, event),
        Msg::Paste(_) | Msg::Mouse(_) if model.blank.is_some() => Vec::new(),
        Msg::Paste(text) => {
            // Whoever pastes goes on.
            model.give_up = GiveUp::Nothing;
            paste(model, &text)
        }
        Msg::Mouse(event) => mouse(model, event),
        Msg::Resize(width, height) => {
            model.size = (width, height);
            Vec::new()
        }
        Msg::Tick => tick(model),
        Msg::Woke => vault::woke(model),
        Msg::Outcome(ticket, outcome) => answer(model, ticket, outcome),
        Msg::Seen(ticket, seen) => {
            work::seen(model, ticket, seen);
            Vec::new()
        }
        Msg::WideSigns => {
            text::ambiguous_are_wide(true);
            model.theme.ascii |= model.plain_if_wide;
            // What was wrapped before was wrapped too wide.
            if let Some(writing) = &mut model.writing {
                writing.editor.wrap_again();
            }
            Vec::new()
        }
        Msg::LastWords => {
            last_words::begin(model);
            Vec::new()
        }
        Msg::Stop => {
            (model.leaving, model.stopping) = (true, true);
            Vec::new()
        }
        Msg::Late => {
            model.leave.hangs = true;
            Vec::new()
        }
    };
    say_what_is_too_long(model);
    leave_out_doubles(model);
    form::given::come_back(model);
    typing::enter(model);
    effects.extend(leave::go_on(model));
    if !model.vault.holds_keys() && !model.queued.is_empty() {
        for msg in std::mem::take(&mut model.queued) {
            effects.extend(update(model, stamp, msg));
        }
    }
    effects
}

/// A screen that was opened over itself, directly or with others in between, is there once: on top. So a stack of them
/// cannot grow without end.
fn leave_out_doubles(model: &mut Model) {
    let mut seen = Vec::new();
    let mut overlays = std::mem::take(&mut model.overlays);
    overlays.reverse();
    overlays.retain(|overlay| {
        let kind = std::mem::discriminant(overlay);
        let is_double = overlay.is_only_looked_at() && seen.contains(&kind);
        seen.push(kind);
        !is_double
    });
    overlays.reverse();
    model.overlays = overlays;
}

/// Says that something was not taken in, where a text would have become too long for its place.
fn say_what_is_too_long(model: &mut Model) {
    let in_overlay = model.overlays.last_mut().and_then(Overlay::take_overflow);
    let in_note = model.writing.as_mut().and_then(|w| w.editor.take_overflow());
    let in_find = model.writing.as_mut().and_then(|w| w.finding.as_mut()?.take_overflow());
    if in_note.is_some() {
        let said = model.lang.fill("note-full", [("mb", (note::NOTE_LIMIT >> 20).into())]);
        model.complain(said);
    } else if let Some(limit) = in_overlay.or(in_find) {
        let said = model.lang.fill("field-full", [("kb", (limit >> 10).into())]);
        model.complain(said);
    }
}

fn key(model: &mut Model, event: KeyEvent) -> Vec<Effect> {
    let key = Key::of_command(event);
    if model.blank.is_some() {
        return privacy::key(model, key);
    }
    if let Some(effects) = work::key(model, key) {
        return effects;
    }
    // An error stays until it was read: until the next key. A question stands before it.
    let asks = matches!(model.overlays.last(), Some(Overlay::Confirm(_)));
    if !asks && model.notice.as_ref().is_some_and(|n| n.until.is_none()) {
        model.notice = None;
    }
    if !fits(model.size) {
        return unseen(model, key, event);
    }
    let (place, said) = (model.scope(), model.notice.as_ref().and_then(|notice| notice.until));
    let bound = model.keymap.command(model.scope().chain(), key).and_then(command::find);
    let called = bound.filter(|c| (c.available)(model));
    if let Some(effects) = give_up::key(model, called) {
        return effects;
    }
    let effects = match called {
        Some(command) => command.call(model),
        None => {
            say_input_method(model, event);
            text_key(model, event)
        }
    };
    // What was said before belongs to what was done before, and to the place that is left: the hints of the next one are
    // to be seen.
    let stays = model.notice.as_ref().and_then(|notice| notice.until);
    let is_past = model.scope() != place || called.is_some_and(|c| !matches!(c.does, Does::Looks));
    if said.is_some() && stays == said && is_past {
        model.notice = None;
    }
    if let Some(command) = bound.filter(|_| called.is_none() && effects.is_empty() && !typing::has_cursor(model)) {
        let name = model.lang.t(&command.words()).into_owned();
        let said = model.lang.fill("not-here", [("name", name.into())]);
        model.say(said);
    }
    effects
}

/// What an input method has made of a key is no command. Where no text takes it, the quiet line says why nothing happens.
fn say_input_method(model: &mut Model, event: KeyEvent) {
    let is_japanese =
        |c: &char| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}');
    let typed = Key::as_typed(event).filter(is_japanese);
    let is_choice = match model.overlays.last_mut() {
        Some(Overlay::Form(form)) => form.focused_choice().is_some(),
        _ => false,
    };
    if let Some(letter) = typed.filter(|_| !is_choice && !typing::has_cursor(model)) {
        let said = model.lang.fill("input-method-on", [("typed", letter.to_string().into())]);
        model.say(said);
    }
}

/// A key on a terminal that is too small to show anything: text still arrives where it belongs, and one can leave.
fn unseen(model: &mut Model, key: Key, event: KeyEvent) -> Vec<Effect> {
    let interrupt = key.ctrl && key.code == KeyCode::Char('c');
    let writes = model.writing.is_some() && model.overlays.is_empty();
    if let Some(command) = model.keymap.command(&[Scope::Always], key).and_then(command::find) {
        return command.call(model);
    }
    match key.code {
        _ if interrupt => desk::commands::quit(model),
        KeyCode::Char('q') if !writes && !key.ctrl => desk::commands::quit(model),
        _ if writes => text_key(model, event),
        _ => Vec::new(),
    }
}

/// A key that is no command here: it goes to the text that has the cursor.
pub fn text_key(model: &mut Model, event: KeyEvent) -> Vec<Effect> {
    match model.overlays.last_mut() {
        Some(Overlay::Form(form)) => {
            form.error = None;
            if let Some((chosen, options)) = form.focused_choice() {
                form::commands::pick(chosen, options, event);
                return Vec::new();
            }
        }
        Some(Overlay::WrapUp(_)) => return wrapup::commands::key(model, event),
        None if model.writing.is_some() => return note::commands::key(model, event),
        _ => {}
    }
    action_for(event).map_or_else(Vec::new, |action| typing::act(model, action))
}

pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if text.len() > PASTE_LIMIT {
        let said = model.lang.t("paste-too-large");
        model.complain(said);
        return Vec::new();
    }
    let now = model.now.mono;
    match model.overlays.last_mut() {
        Some(Overlay::Form(_)) => {
            form::taking::paste(model, text);
            return vault::dialogs::typed(model);
        }
        Some(Overlay::Palette(palette)) => {
            palette.input.paste(text, now);
            return palette::typed(model);
        }
        Some(Overlay::WrapUp(_)) => wrapup::commands::paste(model, text),
        Some(Overlay::Search(_)) => return search::paste(model, text),
        None if model.writing.is_some() => return note::commands::paste(model, text),
        // On the desk a paste would be a row of commands: it is none.
        _ => {}
    }
    Vec::new()
}

fn mouse(model: &mut Model, event: MouseEvent) -> Vec<Effect> {
    if !model.overlays.is_empty() {
        let by = match event.kind {
            MouseEventKind::ScrollDown => KeyCode::Down,
            MouseEventKind::ScrollUp => KeyCode::Up,
            _ => return Vec::new(),
        };
        return key(model, KeyEvent::new(by, KeyModifiers::NONE));
    }
    if model.writing.is_some() {
        return note::commands::mouse(model, event);
    }
    let (x, y) = (event.column, event.row);
    let tab = model.measured.tabs.iter().find(|(_, area)| area.contains((x, y).into())).map(|(pane, _)| *pane);
    let pane = model.measured.panes.iter().find(|(_, l)| l.area.contains((x, y).into()));
    let pane = pane.map(|(pane, listed)| (*pane, listed.item_at(x, y)));
    match (event.kind, tab, pane) {
        (MouseEventKind::Down(MouseButton::Left), Some(pane), _) => desk::commands::focus(model, pane),
        (MouseEventKind::Down(MouseButton::Left), None, Some((pane, item))) => {
            model.desk.focus = pane;
            item.map_or_else(Vec::new, |place| model.choose(pane, place))
        }
        (MouseEventKind::ScrollDown, _, Some((pane, _))) => scroll(model, pane, 1),
        (MouseEventKind::ScrollUp, _, Some((pane, _))) => scroll(model, pane, -1),
        _ => Vec::new(),
    }
}

fn scroll(model: &mut Model, pane: desk::Pane, by: isize) -> Vec<Effect> {
    let (len, chosen) = model.desk.list_of(pane);
    match chosen {
        Some(chosen) => model.choose(pane, chosen.saturating_add_signed(by).min(len - 1)),
        None => Vec::new(),
    }
}

fn tick(model: &mut Model) -> Vec<Effect> {
    let now = model.now.mono;
    if model.notice.as_ref().and_then(|n| n.until).is_some_and(|until| until <= now) {
        model.notice = None;
    }
    let due = model.writing.as_ref().and_then(|w| w.deadline()).is_some_and(|at| at <= now);
    let mut effects = if due { note::save::save(model) } else { Vec::new() };
    effects.extend(search::tick(model));
    effects.extend(vault::tick(model));
    effects.extend(work::tick(model));
    effects
}
