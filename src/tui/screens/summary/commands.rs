//! What can be done with what is about to leave.

use super::rows::{self, Row};
use super::{Side, Summary, any, read};
use crate::domain::calendar::shift_months;
use crate::domain::sharing::{Format, NewShare, Paper, Scope, Stay, Wish};
use crate::tui::effect::{Effect, Leaving, Order, Printing};
use crate::tui::input::command::{Command, Does, Scope as Where, Shows, always, row};
use crate::tui::model::{MOST_TO_COPY, Model};
use crate::tui::screens::confirm::{self, Question};
use crate::tui::screens::{Overlay, form};

pub const COMMANDS: &[Command] = &[
    row("summary.copy", Where::Summary, &["y"], Shows::Hint(1), Does::Looks, is_text, copy),
    row("summary.save", Where::Summary, &["w"], Shows::Hint(2), Does::Looks, is_ready, save),
    row("summary.side", Where::Summary, &["tab", "shift-tab"], Shows::Hint(4), Does::Looks, alone, side),
    row("summary.toggle", Where::Summary, &["space", "enter"], Shows::Hint(3), Does::Looks, chooses, toggle),
    row("summary.paper", Where::Summary, &["a"], Shows::Hint(5), Does::Looks, alone, paper),
    row("summary.period", Where::Summary, &["t"], Shows::Hint(6), Does::Looks, alone, period),
    row("summary.days", Where::Summary, &["T"], Shows::Palette, Does::Looks, alone, days),
    row("summary.format", Where::Summary, &["f"], Shows::Hint(7), Does::Looks, always, format),
    row("summary.language", Where::Summary, &["L"], Shows::Hint(8), Does::Looks, always, language),
    row("summary.print", Where::Summary, &["P"], Shows::Palette, Does::Looks, is_text, print),
    row("summary.first", Where::Summary, &["g", "home"], Shows::Help, Does::Looks, always, |m| step(m, isize::MIN)),
    row("summary.last", Where::Summary, &["G", "end"], Shows::Help, Does::Looks, always, |m| step(m, isize::MAX)),
    row("summary.down", Where::Summary, &["j", "down"], Shows::Help, Does::Looks, always, |m| step(m, 1)),
    row("summary.up", Where::Summary, &["k", "up"], Shows::Help, Does::Looks, always, |m| step(m, -1)),
    row("summary.page-down", Where::Summary, &["pagedown"], Shows::Help, Does::Looks, always, |m| pages(m, 1)),
    row("summary.page-up", Where::Summary, &["pageup"], Shows::Help, Does::Looks, always, |m| pages(m, -1)),
    row("summary.close", Where::Summary, &["esc"], Shows::Hint(9), Does::Looks, always, close),
];

fn shown(model: &Model) -> Option<&Summary> {
    match model.overlays.last() {
        Some(Overlay::Summary(summary)) => Some(summary),
        _ => None,
    }
}

fn is_ready(model: &Model) -> bool {
    shown(model).is_some_and(|s| s.ready.is_some())
}

/// A Word document is for a file alone.
fn is_text(model: &Model) -> bool {
    is_ready(model) && shown(model).is_some_and(|s| s.wish.format != Format::Docx)
}

/// What is chosen line by line is nobody else's business.
fn alone(model: &Model) -> bool {
    !model.shares_screen()
}

fn chooses(model: &Model) -> bool {
    alone(model) && shown(model).is_some_and(|s| s.side == Side::Lines && rows::chosen(s).is_some())
}

/// What leaves, with a name for it; nothing while the page does not yet show what was chosen last.
fn leaving(model: &mut Model) -> Option<(Leaving, String)> {
    let summary = any(model)?;
    if !summary.fresh {
        let said = model.lang.t("summary-not-yet");
        model.say(said);
        return None;
    }
    let ready = summary.ready.as_ref()?;
    Some((Leaving { bytes: ready.file.clone(), given: ready.logged() }, ready.file_name.clone()))
}

/// Whether this is still what the page on the screen is: another program may have changed the journal meanwhile.
pub fn is_on_the_page(model: &mut Model, leaving: &Leaving) -> bool {
    any(model).is_some_and(|s| s.fresh && s.ready.as_ref().is_some_and(|ready| ready.logged() == leaving.given))
}

/// The same as a text.
fn text(model: &mut Model) -> Option<(String, NewShare)> {
    let (leaving, _) = leaving(model)?;
    Some((String::from_utf8_lossy(&leaving.bytes).into_owned(), leaving.given))
}

/// Writes down that it was given away. What was written is read again: the log is part of the page.
pub fn logged(model: &mut Model, new: NewShare) -> Vec<Effect> {
    vec![model.write(Order::LogShare(new))]
}

/// Hands it to the clipboard of the terminal, which never says whether it took it: whether it has arrived is asked once, and
/// until then it does not count as given. What is too large for that is offered as a file.
fn copy(model: &mut Model) -> Vec<Effect> {
    let Some((text, new)) = text(model) else { return Vec::new() };
    if text.len() > MOST_TO_COPY {
        let effects = save(model);
        let said = model.lang.t("clipboard-too-small-for-paper");
        model.say(said);
        return effects;
    }
    let handed_over = NewShare { arrived: false, ..new };
    model.handed_over = Some(handed_over.clone());
    let mut effects = confirm::ask(model, Question::HasArrived, arrived);
    effects.push(Effect::Copy(text));
    effects.extend(logged(model, handed_over));
    effects
}

/// It stands where it was pasted.
fn arrived(model: &mut Model) -> Vec<Effect> {
    let Some(given) = model.handed_over.take() else { return Vec::new() };
    let said = model.lang.t("summary-arrived");
    model.say(said);
    vec![model.write(Order::ShareArrived(given))]
}

/// The most that waits to be printed, in bytes: nobody reads more on a terminal.
const MOST_TO_PRINT: usize = 16 << 20;

/// Puts it by for the terminal: it is printed, and logged, when the desk is closed. The same page once more is taken
/// back.
fn print(model: &mut Model) -> Vec<Effect> {
    let is_mine = any(model).is_none_or(|summary| summary.is_only_mine());
    let Some((text, given)) = text(model) else { return Vec::new() };
    let before = model.to_print.len();
    let waiting: usize = model.to_print.iter().map(|printing| printing.text.len()).sum();
    model.to_print.retain(|other| other.given != given);
    let said = if model.to_print.len() < before {
        model.lang.t("summary-print-not")
    } else if waiting + text.len() > MOST_TO_PRINT {
        let said = model.lang.fill("summary-print-full", [("mb", (MOST_TO_PRINT >> 20).into())]);
        model.complain(said);
        return Vec::new();
    } else {
        model.to_print.push(Printing { text, given, is_mine });
        model.lang.t("summary-printed")
    };
    model.say(said);
    Vec::new()
}

/// Asks for a file name; the proposal carries only what it is and the day.
fn save(model: &mut Model) -> Vec<Effect> {
    let Some((leaving, name)) = leaving(model) else { return Vec::new() };
    form::open(model, form::line::save_file(leaving, &name))
}

fn side(model: &mut Model) -> Vec<Effect> {
    if let Some(summary) = any(model) {
        summary.side = if summary.side == Side::Page { Side::Lines } else { Side::Page };
    }
    Vec::new()
}

/// Another paper: for the partner, the office, oneself.
fn paper(model: &mut Model) -> Vec<Effect> {
    let today = model.now.wall.date_naive();
    let Some(summary) = any(model) else { return Vec::new() };
    let place = Paper::ALL.iter().position(|p| *p == summary.wish.paper).map_or(0, |p| p + 1);
    let paper = Paper::ALL[place % Paper::ALL.len()];
    let scope = match paper {
        Paper::Summary => Scope::Session(summary.session),
        // A year at once: nobody reads more of it on a screen.
        Paper::Archive => Scope::Period(Some(shift_months(today, -12)), None),
        Paper::Report | Paper::Record | Paper::KnowHow => Scope::Period(None, None),
    };
    let pair = (!matches!(paper, Paper::Record | Paper::KnowHow)).then_some(summary.pair);
    let (format, author) = (summary.wish.format, summary.wish.author.clone());
    summary.wish = Wish { format, author, ..Wish::new(paper, pair, scope) };
    begin_again(summary);
    model.notice = None;
    read(model)
}

fn begin_again(summary: &mut Summary) {
    (summary.ready, summary.chosen, summary.offset) = (None, 0, 0);
    summary.scroll = Default::default();
}

/// This session, what has changed since the last time, three months, everything; and round again.
fn period(model: &mut Model) -> Vec<Effect> {
    let three_months = Scope::Period(Some(shift_months(model.now.wall.date_naive(), -3)), None);
    let Some(summary) = any(model) else { return Vec::new() };
    let one = summary.wish.paper == Paper::Summary;
    let given = summary.ready.as_ref().is_some_and(|r| r.last.is_some());
    let mut scopes = Vec::new();
    scopes.extend(one.then_some(Scope::Session(summary.session)));
    scopes.extend(given.then_some(Scope::SinceLast));
    scopes.extend([three_months, Scope::Period(None, None)]);
    let place = scopes.iter().position(|s| *s == summary.wish.scope).map_or(0, |p| p + 1);
    summary.wish.scope = scopes[place % scopes.len()];
    begin_again(summary);
    read(model)
}

fn days(model: &mut Model) -> Vec<Effect> {
    let Some(scope) = any(model).map(|s| s.wish.scope) else { return Vec::new() };
    form::open(model, form::sharing::days(scope, model.now.wall.date_naive(), model.lang))
}

fn format(model: &mut Model) -> Vec<Effect> {
    let Some(summary) = any(model) else { return Vec::new() };
    let place = Format::ALL.iter().position(|f| *f == summary.wish.format).map_or(0, |p| p + 1);
    summary.wish.format = Format::ALL[place % Format::ALL.len()];
    read(model)
}

fn language(model: &mut Model) -> Vec<Effect> {
    let Some(summary) = any(model) else { return Vec::new() };
    summary.lang = summary.lang.other();
    read(model)
}

fn toggle(model: &mut Model) -> Vec<Effect> {
    let Some(summary) = any(model) else { return Vec::new() };
    match rows::chosen(summary) {
        Some(Row::Part(part)) => {
            let agreed = summary.ready.as_ref().is_some_and(|r| r.report_agreed.is_some());
            if !agreed {
                let said = model.lang.t("summary-not-agreed");
                model.say(said);
                return Vec::new();
            }
            let on = part.of(&mut summary.wish.parts);
            *on = !*on;
        }
        Some(Row::Decision) => summary.wish.decision = rows::next_decision(summary.wish.decision),
        Some(Row::Comment) => {
            let now = summary.wish.comment.clone();
            return form::open(model, form::sharing::comment(&now));
        }
        Some(Row::Line(place)) => return toggle_line(model, place),
        Some(Row::Name(place)) => {
            let Some((name, naming)) = rows::name(summary, place).map(|n| (n.name.clone(), n.naming.next())) else {
                return Vec::new();
            };
            summary.wish.names.insert(name, naming);
        }
        None => return Vec::new(),
    }
    read(model)
}

/// A line goes out at once, and back in; one that only the person at the desk may see asks once before it goes in.
fn toggle_line(model: &mut Model, place: usize) -> Vec<Effect> {
    let Some(summary) = any(model) else { return Vec::new() };
    let Some((id, stays)) = rows::line(summary, place).map(|line| (line.id, line.stays)) else { return Vec::new() };
    match stays {
        // What was chosen by hand goes back to what the rules say.
        _ if summary.wish.lines.remove(&id).is_some() => {}
        None => drop(summary.wish.lines.insert(id, false)),
        Some(Stay::Sealed) => {
            let said = model.lang.t("summary-sealed-stays");
            model.say(said);
            return Vec::new();
        }
        Some(_) if summary.wish.paper == Paper::Report => {
            let said = model.lang.t("summary-report-rules");
            model.say(said);
            return Vec::new();
        }
        Some(_) => {
            return confirm::ask(model, Question::TakeIn, take_in);
        }
    }
    read(model)
}

fn take_in(model: &mut Model) -> Vec<Effect> {
    let Some(summary) = any(model) else { return Vec::new() };
    let Some(Row::Line(place)) = rows::chosen(summary) else { return Vec::new() };
    let Some(id) = rows::line(summary, place).map(|line| line.id) else { return Vec::new() };
    summary.wish.lines.insert(id, true);
    read(model)
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(summary) = any(model) {
        match summary.side {
            Side::Page => summary.scroll.by(by),
            Side::Lines => {
                let last = rows::rows(summary).len().saturating_sub(1);
                summary.chosen = summary.chosen.saturating_add_signed(by).min(last);
            }
        }
    }
    Vec::new()
}

fn pages(model: &mut Model, pages: isize) -> Vec<Effect> {
    if let Some(summary) = any(model) {
        match summary.side {
            Side::Page => summary.scroll.pages(pages),
            Side::Lines => return step(model, pages * 10),
        }
    }
    Vec::new()
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
