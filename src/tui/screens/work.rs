//! Long work: what the journal has not answered for a while is shown in the bottom line, and Esc stops it. Until its
//! change is committed nothing of it is in the journal; what was typed stays where it is.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::note;
use crate::text;
use crate::tui::effect::{Effect, Seen, Ticket};
use crate::tui::input::key::Key;
use crate::tui::layout::fits;
use crate::tui::model::Model;
use crate::tui::widgets::frame;
use crate::tui::widgets::put::Put;

/// What is answered by then needs no line. In milliseconds, like all times here.
const PATIENCE: u64 = 500;
/// How often the line is drawn again.
const BETWEEN: u64 = 250;
/// How long the vault stays open for work that was under way when it was to be locked.
const LOCK_WAITS: u64 = 5_000;
/// Columns of the bar, and of the piece in it that moves while nobody knows how much there is to do.
const BAR: usize = 20;
const PIECE: usize = 4;

/// What the desk knows of the work under way.
#[derive(Default)]
pub struct Work {
    /// How far the request with this ticket has come, as of the last look.
    pub seen: Option<(Ticket, Seen)>,
    /// The request that was asked to stop.
    pub stopped: Option<Ticket>,
}

/// When the line appears, or is drawn again.
pub fn deadline(model: &Model) -> Option<u64> {
    let since = model.pending.oldest()?.since;
    let now = model.now.mono.max(since);
    let rounds = (now - since).checked_sub(PATIENCE).map_or(0, |late| late / BETWEEN + 1);
    Some(since + PATIENCE + rounds * BETWEEN)
}

/// Whether the line is on the screen: only then does Esc mean this.
pub fn is_shown(model: &Model) -> bool {
    let is_late = model.pending.oldest().is_some_and(|asked| model.now.mono >= asked.since + PATIENCE);
    is_late && model.blank.is_none() && !model.vault.locking && fits(model.size)
}

/// Esc while the line is there. `None`: the key means something else.
pub fn key(model: &mut Model, key: Key) -> Option<Vec<Effect>> {
    let is_escape = key.code == KeyCode::Esc && !key.ctrl && !key.alt && !key.shift;
    (is_escape && is_shown(model)).then(|| stop(model))
}

fn stop(model: &mut Model) -> Vec<Effect> {
    let Some(ticket) = model.pending.oldest().map(|asked| asked.ticket) else { return Vec::new() };
    if model.work.stopped.replace(ticket) == Some(ticket) {
        return Vec::new();
    }
    if !model.pending.is_read(ticket) {
        return vec![Effect::Stop(ticket)];
    }
    // A screen is read in several parts: nobody wants the others then.
    model.pending.read_tickets().map(Effect::Stop).collect()
}

/// Time has passed. Work does not keep the vault open.
pub fn tick(model: &mut Model) -> Vec<Effect> {
    let is_late = model.vault.locking && model.now.mono >= model.vault.locking_since + LOCK_WAITS;
    if is_late { stop(model) } else { Vec::new() }
}

/// The work under way has come so far.
pub fn seen(model: &mut Model, ticket: Ticket, seen: Seen) {
    model.work.seen = Some((ticket, seen));
    // It answers when it is done: whoever leaves waits for that, and can stop it.
    if !model.stopping {
        model.leave.is_alive(model.now.mono);
    }
}

/// A request was answered as done although somebody has asked it to stop.
pub fn was_done(model: &mut Model, ticket: Ticket) {
    if model.work.stopped == Some(ticket) {
        model.work.stopped = None;
        let said = model.lang.t("work-was-done");
        model.say(said);
    }
}

/// What there is to say about a request that was stopped.
pub fn said(model: &Model, what: &str, more: Option<String>, of_note: bool) -> String {
    let mut said: Vec<String> =
        [&format!("{what}-stopped"), "work-unchanged"].iter().map(|id| model.lang.t(id).into_owned()).collect();
    said.extend(more);
    said.extend(of_note.then(|| model.lang.t("work-text-here").into_owned()));
    model.lang.sentences(&said)
}

/// The save of the note was stopped: its text stays here, and whoever was on the way out stays, too. The system does not
/// wait: then it is saved once more.
pub fn of_note(model: &mut Model) {
    note::save::stopped(model);
    stay(model);
}

/// Whoever was leaving stays, unless the system wants it.
pub fn stay(model: &mut Model) {
    model.leaving = model.stopping;
}

/// Draws the line, if it is to be there. False: the place is free.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) -> bool {
    let Some(asked) = model.pending.oldest().filter(|_| is_shown(model)) else { return false };
    let percent = model.work.seen.filter(|(ticket, _)| *ticket == asked.ticket).and_then(|(_, seen)| seen.percent);
    let stopping = model.work.stopped == Some(asked.ticket);
    let late = model.now.mono - asked.since;
    frame::clear(area, buf);
    let words = if stopping { model.lang.t("work-stopping") } else { model.lang.t(asked.what) };
    let mut spans = vec![
        Span::raw(" "),
        Span::styled(format!("{words} … "), model.theme.text()),
        Span::styled(format!("[{}]", bar(percent, late)), model.theme.progress()),
    ];
    if let Some(percent) = percent {
        spans.push(Span::styled(format!(" {percent:>2} %"), model.theme.text()));
    }
    if !stopping {
        let escape = Key { code: KeyCode::Esc, ctrl: false, alt: false, shift: false };
        spans.push(Span::raw("   "));
        spans.push(Span::styled(escape.shown(model.theme.ascii), model.theme.key()));
        spans.push(Span::styled(format!(" {}", model.lang.t("work-stop")), model.theme.dim()));
    }
    buf.put_line(area.x, area.y, &Line::from(spans), area.width);
    true
}

fn bar(percent: Option<u8>, late: u64) -> String {
    match percent {
        Some(percent) => text::pad(&"#".repeat(BAR * usize::from(percent) / 100), BAR),
        None => {
            let way = (BAR - PIECE) as u64;
            let at = late / BETWEEN % (2 * way);
            let at = at.min(2 * way - at) as usize;
            text::pad(&format!("{}{}", " ".repeat(at), "#".repeat(PIECE)), BAR)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_always_as_long() {
        for percent in (0..=99).map(Some).chain([None]) {
            for late in (0..40).map(|n| n * BETWEEN) {
                assert_eq!(bar(percent, late).len(), BAR, "{percent:?} {late}");
            }
        }
        assert_ne!(bar(None, 0), bar(None, BETWEEN));
    }
}
