//! What can be done anywhere on the desk: move, go in, come back, undo, ask, leave.

use super::{End, Pane};
use crate::domain::views::{Binned, Window};
use crate::tui::effect::{Effect, Order, Query};
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::{Overlay, bin, form, help, ledger, palette, prep, questions, search};

pub const COMMANDS: &[Command] = &[
    row("desk.next-pane", Scope::Desk, &["tab", "l", "right"], Shows::Hint(60), Does::Looks, always, |m| walk(m, 1)),
    row("desk.previous-pane", Scope::Desk, &["shift-tab", "h", "left"], Shows::Help, Does::Looks, always, |m| {
        walk(m, -1)
    }),
    row("desk.back", Scope::Desk, &["esc"], Shows::Hint(50), Does::Looks, always, back),
    row("desk.down", Scope::Desk, &["j", "down"], Shows::Help, Does::Looks, always, |m| step(m, 1)),
    row("desk.up", Scope::Desk, &["k", "up"], Shows::Help, Does::Looks, always, |m| step(m, -1)),
    row("desk.page-down", Scope::Desk, &["pagedown", "ctrl-d"], Shows::Help, Does::Looks, always, |m| page(m, 1)),
    row("desk.page-up", Scope::Desk, &["pageup", "ctrl-u"], Shows::Help, Does::Looks, always, |m| page(m, -1)),
    row("desk.first", Scope::Desk, &["g", "home"], Shows::Help, Does::Looks, always, first),
    row("desk.last", Scope::Desk, &["G", "end"], Shows::Help, Does::Looks, always, last),
    row("desk.sessions", Scope::Desk, &["1"], Shows::Palette, Does::Looks, always, |m| focus(m, Pane::Sessions)),
    row("desk.goals", Scope::Desk, &["2"], Shows::Palette, Does::Looks, always, |m| focus(m, Pane::Goals)),
    row("desk.mentor", Scope::Desk, &["3"], Shows::Palette, Does::Looks, always, |m| focus(m, Pane::Mentor)),
    row("desk.pairs", Scope::Desk, &["4"], Shows::Palette, Does::Looks, always, |m| focus(m, Pane::Pairs)),
    row("desk.promises", Scope::Desk, &["5"], Shows::Palette, Does::Looks, always, |m| focus(m, Pane::Promises)),
    row("desk.new-pair", Scope::Desk, &["P"], Shows::Palette, Does::Writes, always, new_pair),
    row("desk.new-later", Scope::Desk, &["+"], Shows::Palette, Does::Writes, has_pair, new_later),
    row("desk.prepare", Scope::Desk, &["p"], Shows::Hint(9), Does::Looks, has_pair, prepare),
    row("desk.ledger", Scope::Desk, &["K"], Shows::Palette, Does::Looks, has_pair, open_ledger),
    row("desk.questions", Scope::Desk, &["Q"], Shows::Palette, Does::Looks, has_pair, questions::open),
    row("desk.undo", Scope::Desk, &["u"], Shows::Hint(70), Does::Writes, always, undo),
    row("desk.redo", Scope::Desk, &["U", "ctrl-r"], Shows::Palette, Does::Writes, always, redo),
    row("desk.bin", Scope::Desk, &["B"], Shows::Palette, Does::Looks, is_alone, open_bin),
    row("desk.language", Scope::Desk, &["L"], Shows::Palette, Does::Looks, always, language),
    row("desk.palette", Scope::Anywhere, &[":", "ctrl-p"], Shows::Hint(80), Does::Looks, always, palette::open),
    row("desk.help", Scope::Anywhere, &["?", "f1"], Shows::Hint(81), Does::Looks, always, open_help),
    row("desk.quit", Scope::Anywhere, &["q", "ctrl-c"], Shows::Hint(90), Does::Looks, always, quit),
];

pub fn has_pair(model: &Model) -> bool {
    model.desk.pair_view().is_some()
}

/// Whether nobody else sees the screen.
fn is_alone(model: &Model) -> bool {
    !model.shares_screen()
}

pub fn focus(model: &mut Model, pane: Pane) -> Vec<Effect> {
    model.desk.focus = pane;
    Vec::new()
}

/// To the next pane that is on the screen, or that has a tab.
fn walk(model: &mut Model, by: isize) -> Vec<Effect> {
    let order: Vec<Pane> =
        Pane::ALL.into_iter().filter(|p| *p != Pane::Later || !model.desk.for_later().is_empty()).collect();
    let at = order.iter().position(|p| *p == model.desk.focus).unwrap_or(0);
    let next = (at + order.len()).saturating_add_signed(by) % order.len();
    focus(model, order[next])
}

/// Lets go of the marks of a search first; then out of an open key, from a note's lines to the sessions, from anywhere else to the pairs.
fn back(model: &mut Model) -> Vec<Effect> {
    if search::clear_marks(model) {
        return Vec::new();
    }
    match model.desk.focus {
        Pane::Mentor if model.desk.key_open => {
            model.desk.key_open = false;
            model.desk.offsets.remove(&Pane::Mentor);
            Vec::new()
        }
        Pane::Lines => focus(model, Pane::Sessions),
        _ => focus(model, Pane::Pairs),
    }
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    let pane = model.desk.focus;
    let (len, chosen) = model.desk.list_of(pane);
    let Some(chosen) = chosen else { return Vec::new() };
    let place = chosen.saturating_add_signed(by).min(len - 1);
    model.choose(pane, place)
}

/// To the first row; of the sessions to the newest, which may have to be fetched.
fn first(model: &mut Model) -> Vec<Effect> {
    let desk = &mut model.desk;
    if desk.focus != Pane::Sessions || desk.data.as_ref().is_none_or(|d| d.first == 0) {
        return step(model, isize::MIN);
    }
    desk.window = Window::default();
    desk.to_end = Some(End::First);
    model.read_desk()
}

/// To the last row; of the sessions to the oldest, which may have to be fetched.
fn last(model: &mut Model) -> Vec<Effect> {
    let desk = &mut model.desk;
    if desk.focus != Pane::Sessions || desk.data.as_ref().is_none_or(|d| !d.more) {
        return step(model, isize::MAX);
    }
    desk.window = Window::Oldest(Window::PAGE);
    desk.to_end = Some(End::Last);
    model.read_desk()
}

/// Moves something to the bin, and says how it comes back.
pub fn delete(model: &mut Model, what: Binned) -> Vec<Effect> {
    let said = model.lang.fill("said-binned", [("key", undo_key(model).into())]);
    model.say(said);
    vec![model.write(Order::Delete(what))]
}

/// The key that undoes, as it is shown.
pub fn undo_key(model: &Model) -> String {
    model.keymap.keys("desk.undo").first().map(|k| k.shown(model.theme.ascii)).unwrap_or_default()
}

fn page(model: &mut Model, by: isize) -> Vec<Effect> {
    let shown = model.measured.panes.iter().find(|(p, _)| *p == model.desk.focus).map_or(10, |(_, l)| l.rows.len());
    step(model, by * isize::try_from(shown.saturating_sub(1).max(1)).unwrap_or(1))
}

pub fn new_pair(model: &mut Model) -> Vec<Effect> {
    let dialog = form::pair::first(form::Kind::NewPair, model.lang);
    form::open(model, dialog)
}

pub fn new_later(model: &mut Model) -> Vec<Effect> {
    match model.desk.pair_view().map(|v| v.pair.id) {
        Some(pair) => form::open(model, form::line::later(pair)),
        None => Vec::new(),
    }
}

/// The preparation of whichever session comes next.
fn prepare(model: &mut Model) -> Vec<Effect> {
    match model.desk.pair_view().map(|v| v.pair.id) {
        Some(pair) => prep::open(model, pair, None),
        None => Vec::new(),
    }
}

fn open_ledger(model: &mut Model) -> Vec<Effect> {
    let Some(pair) = model.desk.pair_view().map(|v| v.pair.id) else { return Vec::new() };
    ledger::open(model, pair)
}

pub fn undo(model: &mut Model) -> Vec<Effect> {
    vec![model.write(Order::Undo)]
}

pub fn redo(model: &mut Model) -> Vec<Effect> {
    vec![model.write(Order::Redo)]
}

fn open_bin(model: &mut Model) -> Vec<Effect> {
    model.overlays.push(Overlay::Bin(bin::Bin::default()));
    vec![model.read(Query::Bin)]
}

/// The other language, from this moment on.
pub fn language(model: &mut Model) -> Vec<Effect> {
    model.lang = model.lang.other();
    let said = model.lang.t("language-switched");
    model.say(said);
    Vec::new()
}

pub fn open_help(model: &mut Model) -> Vec<Effect> {
    let scope = model.scope();
    model.overlays.push(Overlay::Help(help::Help::new(scope)));
    Vec::new()
}

/// Leaves, once everything is on the disk.
pub fn quit(model: &mut Model) -> Vec<Effect> {
    model.leaving = true;
    Vec::new()
}
