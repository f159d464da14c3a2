//! Other eyes on the screen: it goes blank at once, or it shows only what the partner may see. Both work wherever one
//! is, in a text, too.

use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;

use super::Overlay;
use super::calendar;
use super::desk::Desk;
use super::form;
use super::ledger;
use super::note;
use super::prep;
use super::vault;
use crate::capture;
use crate::domain::ids::PairId;
use crate::domain::sharing::Audience;
use crate::domain::vault::VaultState;
use crate::domain::{Entry, EntryKind, EntryState, Readers};
use crate::text;
use crate::tui::canvas::Canvas;
use crate::tui::effect::{Effect, Printing};
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::input::key::Key;
use crate::tui::model::Model;
use crate::tui::widgets::frame;
use crate::tui::widgets::put::Put;

pub const COMMANDS: &[Command] = &[
    row("screen.blank", Scope::Always, &["f8"], Shows::Palette, Does::Looks, always, blank),
    row("screen.share", Scope::Always, &["f9"], Shows::Palette, Does::Looks, always, share),
];

/// The screen is blank. Nothing typed reaches anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Blank {
    /// A key was pressed: the way back is told.
    pub told: bool,
}

fn blank(model: &mut Model) -> Vec<Effect> {
    model.blank = Some(Blank::default());
    Vec::new()
}

/// A key on the blank screen: the first tells the way back, and from then on Enter leads there.
pub fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    model.blank = match model.blank {
        Some(Blank { told: true }) if key.code == KeyCode::Enter => None,
        _ => Some(Blank { told: true }),
    };
    Vec::new()
}

/// Draws nothing, or the one line with the way back.
pub fn draw_blank(model: &Model, blank: Blank, area: Rect, canvas: &mut Canvas<'_>) {
    frame::clear(area, canvas.buf);
    canvas.caret = None;
    if blank.told {
        canvas.buf.put_stringn(area.x, area.y, model.lang.t("blank-enter"), area.width.into(), model.theme.dim());
    }
}

/// From now on the screen is shared, or no longer. What may not be seen is left out of what the desk holds; afterwards
/// it is read again.
fn share(model: &mut Model) -> Vec<Effect> {
    model.desk.shared = !model.desk.shared;
    if model.desk.shared {
        model.desk.leave_out();
        note::agenda::leave_out(model);
        prep::leave_out(model);
        ledger::leave_out(model);
        let desk = &model.desk;
        model.overlays.retain(|overlay| !is_only_mine(desk, overlay));
        return calendar::leave_out(model);
    }
    // A note that lacks lines must not be opened.
    model.desk.note = None;
    model.refresh()
}

/// Whether something on top of the desk is nobody else's business as a whole. What is not, leaves out by itself what others
/// may not see.
fn is_only_mine(desk: &Desk, overlay: &Overlay) -> bool {
    match overlay {
        Overlay::Bin(_) | Overlay::Confirm(_) | Overlay::Questions(_) | Overlay::Search(_) | Overlay::Palette(_) => {
            true
        }
        Overlay::Summary(summary) => summary.is_only_mine(),
        Overlay::Form(form) => is_dialog_only_mine(desk, &form.kind),
        Overlay::Help(_)
        | Overlay::Goal(_)
        | Overlay::Prep(_)
        | Overlay::WrapUp(_)
        | Overlay::Ledger(_)
        | Overlay::Calendar(_)
        | Overlay::Timeline(_) => false,
    }
}

fn is_dialog_only_mine(desk: &Desk, kind: &form::Kind) -> bool {
    let is_elsewhere = |pair: PairId| desk.pairs.iter().all(|view| view.pair.id != pair);
    match kind {
        form::Kind::Settle(line, _) | form::Kind::Due(line) | form::Kind::Reword(line, _) => !desk.holds(*line),
        form::Kind::Feel(..)
        | form::Kind::Hard(_)
        | form::Kind::EndPair(_)
        | form::Kind::NewQuestion
        | form::Kind::EditQuestion(_)
        | form::Kind::NewItem(..)
        | form::Kind::EditItem(_)
        | form::Kind::SaveFile(_)
        | form::Kind::ReplaceFile(..)
        | form::Kind::SummaryDays
        | form::Kind::SummaryComment => true,
        // Of the pair whose partner sees the screen; what they may not see of it is covered, see `hides`.
        form::Kind::EditPair(pair)
        | form::Kind::PausePair(pair)
        | form::Kind::PlanSession(pair)
        | form::Kind::Afterwards(pair)
        | form::Kind::NewGoal(pair)
        | form::Kind::Later(pair) => is_elsewhere(*pair),
        form::Kind::Topic(place) => is_elsewhere(place.pair),
        // A heading and a goal always reach the partner.
        form::Kind::EditSession(_)
        | form::Kind::MoveSession(_)
        | form::Kind::EditGoal(_)
        | form::Kind::ReviseGoal(_)
        | form::Kind::CheckIn(_) => false,
        // Nothing stands in them but what is typed now.
        form::Kind::Welcome | form::Kind::NewPair | form::Kind::GoToDay(_) => false,
        // A passphrase is never shown. A code is covered: who closed its dialog would have to make another one.
        form::Kind::Unlock | form::Kind::NewVault | form::Kind::VaultCode(_) => false,
    }
}

/// Whether what is typed into a field of a dialog stays hidden while the screen is shared: what its partner is not to
/// read, a line by its marker, and what somebody learned.
pub fn hides(model: &Model, form: &form::Form, field: &form::Field, typed: &str) -> bool {
    if !model.shares_screen() {
        return false;
    }
    let pasted = form.limits();
    if pasted.seals() || !pasted.widest().reaches_partner() {
        return true;
    }
    match field.readers {
        Readers::Me => true,
        Readers::NotStored | Readers::Line | Readers::Partner | Readers::Programme => hides_words(&form.kind, typed),
    }
}

fn hides_words(kind: &form::Kind, typed: &str) -> bool {
    match kind {
        form::Kind::Later(_) => hides_line(capture::parse_line(typed).kind),
        // Without a marker it becomes a topic.
        form::Kind::Topic(place) => {
            let parsed = capture::parse_line(typed);
            let kind = if parsed.marker.is_empty() || parsed.escaped { EntryKind::Agenda } else { parsed.kind };
            place.sealed || hides_line(kind)
        }
        form::Kind::Settle(_, state) => match state {
            EntryState::Tried => true,
            EntryState::Open | EntryState::Done | EntryState::Partly | EntryState::Dropped => false,
        },
        form::Kind::Hard(_)
        | form::Kind::Feel(..)
        | form::Kind::NewQuestion
        | form::Kind::EditQuestion(_)
        | form::Kind::NewItem(..)
        | form::Kind::EditItem(_)
        | form::Kind::SummaryDays
        | form::Kind::SummaryComment
        | form::Kind::VaultCode(_)
        | form::Kind::Unlock
        | form::Kind::NewVault => true,
        // Dialogs about a line open for one that is on the screen.
        form::Kind::Due(_) | form::Kind::Reword(..) => false,
        form::Kind::Welcome
        | form::Kind::NewPair
        | form::Kind::EditPair(_)
        | form::Kind::PausePair(_)
        | form::Kind::EndPair(_)
        | form::Kind::PlanSession(_)
        | form::Kind::Afterwards(_)
        | form::Kind::EditSession(_)
        | form::Kind::MoveSession(_)
        | form::Kind::NewGoal(_)
        | form::Kind::EditGoal(_)
        | form::Kind::ReviseGoal(_)
        | form::Kind::CheckIn(_)
        | form::Kind::SaveFile(_)
        | form::Kind::ReplaceFile(..)
        | form::Kind::GoToDay(_) => false,
    }
}

fn hides_line(kind: EntryKind) -> bool {
    !kind.may_be_shown(kind.default_visibility())
}

/// Whether what a dialog is about stays hidden while the screen is shared.
pub fn hides_about(model: &Model, form: &form::Form) -> bool {
    model.shares_screen() && form.shows_code()
}

impl Model {
    /// Whether somebody else sees the screen.
    pub fn shares_screen(&self) -> bool {
        self.desk.shared
    }

    /// Papers that are to be printed when the desk closes stand on the same screen: while others see it only those for the
    /// partner who does are printed, and while it is blank none. The rest does not count as given, and the person is told.
    pub fn keep_papers_back(&mut self) {
        let (shown, shared, partner) = (self.blank.is_none(), self.shares_screen(), self.desk.pair.id);
        let before = self.to_print.len();
        self.to_print.retain(|Printing { given, is_mine, .. }| {
            let is_for_partner = given.paper.audience() == Audience::Partner && given.pair == partner && !*is_mine;
            shown && (!shared || partner.is_some() && is_for_partner)
        });
        let kept = before - self.to_print.len();
        if kept > 0 {
            self.leave.asides.push(self.lang.count("share-not-printed", kept));
        }
    }

    /// Whether a line may stand on the screen now.
    pub fn shows(&self, entry: &Entry) -> bool {
        self.desk.shows(entry)
    }

    /// The columns at the right of the first row that say that the screen is shared, and how it stands with the vault;
    /// none where there is nothing to say.
    pub fn corner(&self) -> u16 {
        self.share_mark() + vault::mark_width(self)
    }

    fn share_mark(&self) -> u16 {
        if self.shares_screen() { text::columns(&self.lang.t("share-mark")) as u16 + 2 } else { 0 }
    }
}

/// Says in the frame of every screen that it is shared, and how it stands with the vault.
pub fn draw_mark(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let width = model.corner();
    if width == 0 {
        return;
    }
    let place = Rect { x: area.right().saturating_sub(width), height: 1, width, ..area };
    frame::clear(place, canvas.buf);
    if model.shares_screen() {
        canvas.buf.put_string(place.x + 1, place.y, model.lang.t("share-mark"), model.theme.accent());
    }
    if let Some(mark) = model.vault_mark() {
        let style = if model.vault.state == VaultState::Unlocked { model.theme.accent() } else { model.theme.dim() };
        canvas.buf.put_string(place.x + model.share_mark() + 1, place.y, mark, style);
    }
}
