//! What can be done anywhere on the desk: move, go in, come back, undo, ask, leave.

use super::Pane;
use crate::tui::effect::{Effect, Order, Query};
use crate::tui::input::command::{Command, Scope, Shows, always};
use crate::tui::model::Model;
use crate::tui::screens::{Overlay, bin, form, help, palette};

pub const COMMANDS: &[Command] = &[
    Command { id: "desk.next-pane", scope: Scope::Desk, keys: &["tab", "l", "right"], shows: Shows::Hint(60), available: always, run: |m| walk(m, 1) },
    Command { id: "desk.previous-pane", scope: Scope::Desk, keys: &["shift-tab", "h", "left"], shows: Shows::Help, available: always, run: |m| walk(m, -1) },
    Command { id: "desk.back", scope: Scope::Desk, keys: &["esc"], shows: Shows::Hint(50), available: always, run: back },
    Command { id: "desk.down", scope: Scope::Desk, keys: &["j", "down"], shows: Shows::Help, available: always, run: |m| step(m, 1) },
    Command { id: "desk.up", scope: Scope::Desk, keys: &["k", "up"], shows: Shows::Help, available: always, run: |m| step(m, -1) },
    Command { id: "desk.page-down", scope: Scope::Desk, keys: &["pagedown", "ctrl-d"], shows: Shows::Help, available: always, run: |m| page(m, 1) },
    Command { id: "desk.page-up", scope: Scope::Desk, keys: &["pageup", "ctrl-u"], shows: Shows::Help, available: always, run: |m| page(m, -1) },
    Command { id: "desk.first", scope: Scope::Desk, keys: &["g", "home"], shows: Shows::Help, available: always, run: |m| step(m, isize::MIN) },
    Command { id: "desk.last", scope: Scope::Desk, keys: &["G", "end"], shows: Shows::Help, available: always, run: |m| step(m, isize::MAX) },
    Command { id: "desk.sessions", scope: Scope::Desk, keys: &["1"], shows: Shows::Help, available: always, run: |m| focus(m, Pane::Sessions) },
    Command { id: "desk.goals", scope: Scope::Desk, keys: &["2"], shows: Shows::Help, available: always, run: |m| focus(m, Pane::Goals) },
    Command { id: "desk.mentor", scope: Scope::Desk, keys: &["3"], shows: Shows::Help, available: always, run: |m| focus(m, Pane::Mentor) },
    Command { id: "desk.pairs", scope: Scope::Desk, keys: &["4"], shows: Shows::Help, available: always, run: |m| focus(m, Pane::Pairs) },
    Command { id: "desk.promises", scope: Scope::Desk, keys: &["5"], shows: Shows::Help, available: always, run: |m| focus(m, Pane::Promises) },
    Command { id: "desk.new-pair", scope: Scope::Desk, keys: &["P"], shows: Shows::Palette, available: always, run: new_pair },
    Command { id: "desk.new-later", scope: Scope::Desk, keys: &["+"], shows: Shows::Palette, available: has_pair, run: new_later },
    Command { id: "desk.undo", scope: Scope::Desk, keys: &["u"], shows: Shows::Hint(70), available: always, run: undo },
    Command { id: "desk.redo", scope: Scope::Desk, keys: &["U", "ctrl-r"], shows: Shows::Palette, available: always, run: redo },
    Command { id: "desk.bin", scope: Scope::Desk, keys: &["B"], shows: Shows::Palette, available: always, run: open_bin },
    Command { id: "desk.language", scope: Scope::Desk, keys: &["L"], shows: Shows::Palette, available: always, run: language },
    Command { id: "desk.palette", scope: Scope::Anywhere, keys: &[":", "ctrl-p"], shows: Shows::Hint(80), available: always, run: open_palette },
    Command { id: "desk.help", scope: Scope::Anywhere, keys: &["?", "f1"], shows: Shows::Hint(81), available: always, run: open_help },
    Command { id: "desk.quit", scope: Scope::Anywhere, keys: &["q", "ctrl-c"], shows: Shows::Hint(90), available: always, run: quit },
];

pub fn has_pair(model: &Model) -> bool {
    model.desk.pair_view().is_some()
}

pub fn focus(model: &mut Model, pane: Pane) -> Vec<Effect> {
    model.desk.focus = pane;
    Vec::new()
}

/// To the next pane that is on the screen, or that has a tab.
fn walk(model: &mut Model, by: isize) -> Vec<Effect> {
    let order: Vec<Pane> = Pane::ALL.into_iter().filter(|p| *p != Pane::Later || !model.desk.for_later().is_empty()).collect();
    let at = order.iter().position(|p| *p == model.desk.focus).unwrap_or(0);
    let next = (at + order.len()).saturating_add_signed(by) % order.len();
    focus(model, order[next])
}

/// Out of an open key, from a note's lines to the sessions, from anywhere else to the pairs.
fn back(model: &mut Model) -> Vec<Effect> {
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

fn undo(model: &mut Model) -> Vec<Effect> {
    vec![model.write(Order::Undo)]
}

fn redo(model: &mut Model) -> Vec<Effect> {
    vec![model.write(Order::Redo)]
}

fn open_bin(model: &mut Model) -> Vec<Effect> {
    model.overlays.push(Overlay::Bin(bin::Bin::default()));
    vec![model.read(Query::Bin)]
}

/// The other language, from this moment on.
fn language(model: &mut Model) -> Vec<Effect> {
    model.lang = model.lang.other();
    let said = model.lang.t("language-switched");
    model.say(said);
    Vec::new()
}

pub fn open_palette(model: &mut Model) -> Vec<Effect> {
    model.overlays.push(Overlay::Palette(palette::Palette::new(model)));
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
