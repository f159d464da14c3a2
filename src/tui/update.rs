//! From what happened to what is asked for: a router. What a command does stands with its screen.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::effect::{Effect, Outcome, Query, Receipt, Ticket};
use super::input::command::{self, Scope};
use super::input::key::Key;
use super::layout::fits;
use super::model::Model;
use super::msg::{Msg, Stamp};
use super::screens::{Overlay, calendar, desk, form, ledger, note, palette, prep, privacy, questions, search, wrapup};
use super::widgets::editor::{Action, Reaction, action_for};
use crate::domain::Moment;
use crate::domain::views::PairView;

/// What the desk asks for before anything has happened.
pub fn begin(model: &mut Model) -> Vec<Effect> {
    vec![model.read(Query::Pairs)]
}

/// The only place where the model changes.
pub fn update(model: &mut Model, stamp: Stamp, msg: Msg) -> Vec<Effect> {
    model.now = stamp;
    model.dirty = true;
    let mut effects = match msg {
        Msg::Key(event) => key(model, event),
        Msg::Paste(_) | Msg::Mouse(_) if model.blank.is_some() => Vec::new(),
        Msg::Paste(text) => paste(model, &text),
        Msg::Mouse(event) => mouse(model, event),
        Msg::Resize(width, height) => {
            model.size = (width, height);
            Vec::new()
        }
        Msg::Tick => tick(model),
        Msg::Outcome(ticket, outcome) => answer(model, ticket, outcome),
        Msg::WideSigns => {
            model.theme.ascii = true;
            Vec::new()
        }
        Msg::Stop => {
            (model.leaving, model.stopping) = (true, true);
            Vec::new()
        }
    };
    if model.leaving {
        effects.extend(leave(model));
    }
    effects
}

/// Leaving waits for the last write; if that fails, the desk stays and says why.
fn leave(model: &mut Model) -> Vec<Effect> {
    let mut effects = note::save::save(model);
    if !model.pending.writes() {
        effects.push(Effect::Quit);
    }
    effects
}

fn key(model: &mut Model, event: KeyEvent) -> Vec<Effect> {
    let key = Key::of_command(event);
    if model.blank.is_some() {
        return privacy::key(model, key);
    }
    // An error stays until it was read: until the next key.
    if model.notice.as_ref().is_some_and(|n| n.until.is_none()) {
        model.notice = None;
    }
    if !fits(model.size) {
        return unseen(model, key, event);
    }
    let called = model.keymap.command(model.scope().chain(), key).and_then(command::find);
    match called.filter(|c| (c.available)(model)) {
        Some(command) => (command.run)(model),
        None => text_key(model, event),
    }
}

/// A key on a terminal that is too small to show anything: text still arrives where it belongs, and one can leave.
fn unseen(model: &mut Model, key: Key, event: KeyEvent) -> Vec<Effect> {
    let interrupt = key.ctrl && key.code == KeyCode::Char('c');
    let writes = model.writing.is_some() && model.overlays.is_empty();
    if let Some(command) = model.keymap.command(&[Scope::Always], key).and_then(command::find) {
        return (command.run)(model);
    }
    match key.code {
        _ if interrupt => desk::commands::quit(model),
        KeyCode::Char('q') if !writes && !key.ctrl => desk::commands::quit(model),
        _ if writes => text_key(model, event),
        _ => Vec::new(),
    }
}

/// A key that is no command here: it goes to the text that has the cursor.
fn text_key(model: &mut Model, event: KeyEvent) -> Vec<Effect> {
    match model.overlays.last_mut() {
        Some(Overlay::Form(form)) => {
            form.error = None;
            if let Some((chosen, options)) = form.focused_choice() {
                pick(chosen, options, event);
                return Vec::new();
            }
        }
        Some(Overlay::Palette(_)) => {}
        Some(Overlay::WrapUp(_)) => return wrapup::commands::key(model, event),
        Some(Overlay::Search(_)) => return search::key(model, event),
        Some(_) => return Vec::new(),
        None if model.writing.is_some() => return note::commands::key(model, event),
        None => return Vec::new(),
    }
    action_for(event).map_or_else(Vec::new, |action| act(model, action))
}

/// The first character of an option chooses it: mostly a digit. A space goes on to the next.
fn pick(chosen: &mut usize, options: &[String], event: KeyEvent) {
    let KeyCode::Char(c) = Key::of_command(event).code else { return };
    if c == ' ' {
        *chosen = (*chosen + 1) % options.len().max(1);
    } else if let Some(place) = options.iter().position(|o| o.starts_with(c)) {
        *chosen = place;
    }
}

/// Has the one-line text of the uppermost overlay do something.
fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let now = model.now.mono;
    let reaction = match model.overlays.last_mut() {
        Some(Overlay::Form(form)) => form.focused_text().map(|text| text.handle(action, now)),
        Some(Overlay::Palette(palette)) => match palette.input.handle(action, now) {
            Reaction::Edited => return palette::typed(model),
            other => Some(other),
        },
        _ => None,
    };
    match reaction {
        Some(Reaction::Copied(text) | Reaction::WasCut(text)) => vec![Effect::Copy(text)],
        _ => Vec::new(),
    }
}

/// The most that is taken from one paste, in bytes; a note could not hold more.
const PASTE_LIMIT: usize = 4 << 20;

fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if text.len() > PASTE_LIMIT {
        let said = model.lang.t("paste-too-large");
        model.complain(said);
        return Vec::new();
    }
    let now = model.now.mono;
    match model.overlays.last_mut() {
        Some(Overlay::Form(form)) => {
            if let Some(field) = form.focused_text() {
                field.paste(text, now);
            }
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
    effects
}

fn answer(model: &mut Model, ticket: Ticket, outcome: Outcome) -> Vec<Effect> {
    let of_note = note::save::is_answer(model, ticket);
    let of_prep = prep::is_answer(model, ticket);
    if !model.pending.answered(ticket) {
        return Vec::new();
    }
    match outcome {
        Outcome::Pairs(pairs) => return pairs_arrived(model, pairs),
        Outcome::Desk(data) => {
            if model.desk.pair_view().is_some_and(|v| v.pair.id == data.pair) {
                return desk_arrived(model, *data);
            }
        }
        Outcome::Board(board) => model.desk.hold_board(*board),
        Outcome::Note(arrived) => {
            note::arrived(model, &arrived);
            model.desk.hold_note(*arrived);
        }
        Outcome::Summary(ready) => {
            if let Some(Overlay::Summary(summary)) = model.overlays.last_mut() {
                summary.ready = Some(*ready);
            }
        }
        Outcome::Bin(items) => {
            if let Some(bin) =
                model.overlays.iter_mut().find_map(|o| if let Overlay::Bin(b) = o { Some(b) } else { None })
            {
                bin.chosen = bin.chosen.min(items.len().saturating_sub(1));
                bin.items = Some(items);
            }
        }
        Outcome::Prep(ready) => {
            note::agenda::arrived(model, &ready);
            return prep::arrived(model, *ready);
        }
        Outcome::Agenda(text) => return prep::copy(model, text),
        Outcome::WrapUp(ready) => wrapup::arrived(model, *ready),
        Outcome::Ledger(ready) => ledger::arrived(model, *ready),
        Outcome::Questions(own) => questions::arrived(model, own),
        Outcome::Due(due) => model.desk.hold_due(due),
        Outcome::Found(found) => search::arrived(model, *found),
        Outcome::Counted(part) => search::counted(model, &part),
        Outcome::DayCounts(counts) => calendar::counts_arrived(model, counts),
        Outcome::DayPage(page) => calendar::page_arrived(model, page),
        Outcome::Timeline(timeline) => calendar::timeline::arrived(model, timeline),
        Outcome::Nearest(nearest) => return calendar::nearest_arrived(model, *nearest),
        Outcome::SessionsOn(days, rows) => palette::sessions_arrived(model, days, &rows),
        Outcome::People(people) => palette::people_arrived(model, &people),
        Outcome::Written(receipt) => return written(model, receipt, of_note),
        Outcome::Failed(text) => {
            if model.stopping {
                // Nobody is there to try again.
                return vec![Effect::Quit];
            }
            model.leaving = false;
            model.desk.to_note = false;
            if of_prep {
                return prep::unreadable(model, text);
            }
            if of_note {
                note::save::failed(model);
                let kept = model.lang.t("note-kept-here");
                model.complain(format!("{text} {kept}"));
            } else {
                model.complain(text);
                // What the screen shows may no longer be what the journal has.
                return model.refresh();
            }
        }
        Outcome::ChangedElsewhere => return model.refresh(),
        Outcome::FileSaved(path) => {
            let said = model.lang.fill("file-saved", [("path", path.display().to_string().into())]);
            model.say(said);
        }
    }
    Vec::new()
}

fn pairs_arrived(model: &mut Model, pairs: Vec<PairView>) -> Vec<Effect> {
    let first_time = !model.desk.loaded;
    model.desk.loaded = true;
    model.desk.hold_pairs(pairs);
    let Some(place) = model.desk.pair_place() else {
        model.desk.data = None;
        if first_time {
            let welcome = form::pair::first(form::Kind::Welcome, model.lang);
            return form::open(model, welcome);
        }
        return Vec::new();
    };
    if !first_time {
        // The chosen pair may be new, or gone and another in its place.
        return model.choose(desk::Pane::Pairs, place);
    }
    let mut effects = prep::land(model);
    if effects.is_empty() {
        effects = model.choose(desk::Pane::Pairs, place);
    }
    // What is worth a look comes after what one has come for.
    effects.push(model.read(Query::Due));
    effects
}

fn desk_arrived(model: &mut Model, data: crate::domain::views::PairDesk) -> Vec<Effect> {
    let before = model.desk.session.id;
    let mut data = data;
    if let Some(note) = data.note.take() {
        note::arrived(model, &note);
        model.desk.hold_note(note);
    }
    model.desk.hold(data);
    let place = match before {
        _ if std::mem::take(&mut model.desk.to_last) => model.desk.sessions().len().checked_sub(1),
        Some(_) => model.desk.session_place(),
        None => first_session(model),
    };
    match place {
        Some(place) => model.choose(desk::Pane::Sessions, place),
        None => Vec::new(),
    }
}

/// What one wants to see first: the newest session that was held, else the next one planned.
fn first_session(model: &Model) -> Option<usize> {
    use crate::domain::session::SessionStatus::Held;
    let sessions = model.desk.sessions();
    sessions.iter().position(|r| r.session.status == Held).or_else(|| sessions.len().checked_sub(1))
}

fn written(model: &mut Model, receipt: Receipt, of_note: bool) -> Vec<Effect> {
    match receipt {
        Receipt::Note { note, merged, ids } if of_note => return note_saved(model, &note, &ids, merged),
        Receipt::Session { note, overlaps } if of_note => return session_added(model, &note, overlaps),
        Receipt::Vanished => return note::save::vanished(model),
        Receipt::Session { note, overlaps } => {
            let id = note.row.session.id;
            if model.writing.is_none() && model.desk.session.id != Some(id) {
                model.desk.session.id = Some(id);
            }
            if let Some(other) = overlaps {
                say_overlap(model, other);
            }
            if std::mem::take(&mut model.desk.to_note) {
                let mut effects = prep::begun(model, *note);
                effects.extend(model.refresh());
                return effects;
            }
        }
        Receipt::Finished { note, merged } => {
            let mut effects = wrapup::finished(model, &note, merged);
            effects.extend(model.refresh());
            return effects;
        }
        Receipt::Pair(id) => model.desk.pair.id = Some(id),
        Receipt::Goal(view) => model.desk.goal.id = Some(view.goal.id),
        Receipt::Emptied(count) => {
            let said = model.lang.count("bin-emptied", count);
            model.say(said);
        }
        Receipt::Undone(what) => say_travelled(model, "undone", "undo-nothing", what),
        Receipt::Redone(what) => say_travelled(model, "redone", "redo-nothing", what),
        Receipt::Plain | Receipt::Note { .. } => {}
    }
    model.refresh()
}

/// The session whose note is open is in the journal from now on.
fn session_added(model: &mut Model, note: &crate::domain::views::Note, overlaps: Option<Moment>) -> Vec<Effect> {
    if note.row.session.is_running() {
        model.begins(note.row.session.id);
    }
    if let Some(other) = overlaps {
        say_overlap(model, other);
    }
    let ids: Vec<_> = note.entries.iter().map(|e| Some(e.id)).collect();
    let mut effects = note_saved(model, note, &ids, false);
    effects.extend(note::agenda::read(model));
    effects
}

/// Two sessions of one pair at one time: worth a word, no more.
fn say_overlap(model: &mut Model, other: Moment) {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let when = format!("{} {}", lang.full_day(other.date_naive(), today), lang.time(other));
    let said = lang.fill("session-overlaps", [("when", when.into())]);
    model.say(said);
}

fn say_travelled(model: &mut Model, done: &str, nothing: &str, what: Option<crate::domain::forms::Change>) {
    use crate::i18n::Label;
    let said = match what {
        Some(what) => model.lang.fill(done, [("what", what.label(model.lang).into())]),
        None => model.lang.t(nothing).into_owned(),
    };
    model.say(said);
}

fn note_saved(
    model: &mut Model,
    note: &crate::domain::views::Note,
    ids: &[Option<crate::domain::ids::EntryId>],
    merged: bool,
) -> Vec<Effect> {
    let mut effects = note::save::saved(model, note, ids, merged);
    effects.extend(note::commands::close_when_saved(model));
    effects
}
