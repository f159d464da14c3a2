//! The wrap-up of a session: what two minutes after a talk settle, on one screen.

pub mod commands;
pub mod section;
pub mod sheet;
pub mod view;

use crate::domain::Moment;
use crate::domain::ids::SessionId;
use crate::domain::views::{Note, WrapUp};
use crate::tui::effect::{Effect, Order, Query, Ticket};
use crate::tui::model::Model;
use crate::tui::screens::desk::Pane;
use crate::tui::screens::{Overlay, summary};
use sheet::{Row, Sheet, Trouble};

pub struct Wrapping {
    pub session: SessionId,
    /// `None` before the journal has answered.
    pub sheet: Option<Sheet>,
    pub focus: usize,
    /// The row that was entered last.
    entered: Option<usize>,
    pub error: Option<Trouble>,
    /// The write that is under way; until it is on the disk everything stays here.
    sent: Option<Ticket>,
    /// The summary is to be shown once it is kept.
    then_summary: bool,
    pub offset: usize,
    /// The vault was locked over it: what may not be read any more stays, unseen, until it is open again.
    pub veiled: bool,
}

impl Wrapping {
    /// Lets go of what is sealed; what somebody has typed stays.
    pub fn leave_out_sealed(&mut self) {
        self.veiled = true;
        if let Some(sheet) = &mut self.sheet {
            self.focus = sheet.leave_out_sealed(self.focus);
        }
    }

    pub fn focused(&self) -> Option<&Row> {
        self.sheet.as_ref()?.rows.get(self.focus)
    }

    /// Where the focus has come to another row, that one is entered.
    pub fn enter_row(&mut self) {
        let Some(sheet) = &mut self.sheet else { return };
        if self.entered == Some(self.focus) {
            return;
        }
        let left = self.entered.replace(self.focus);
        if let Some(row) = left.and_then(|left| sheet.rows.get_mut(left)) {
            row.leave();
        }
        if let Some(row) = sheet.rows.get_mut(self.focus) {
            row.enter();
        }
    }

    /// Whether something was not taken into the row in focus, see [`Editor::take_overflow`].
    ///
    /// [`Editor::take_overflow`]: crate::tui::widgets::editor::Editor::take_overflow
    pub fn take_overflow(&mut self) -> Option<usize> {
        match self.focused_mut().map(|row| &mut row.answer) {
            Some(sheet::Answer::Words(editor)) => editor.take_overflow(),
            _ => None,
        }
    }

    fn focused_mut(&mut self) -> Option<&mut Row> {
        self.sheet.as_mut()?.rows.get_mut(self.focus)
    }
}

fn shown_in(model: &Model) -> Option<&Wrapping> {
    match model.overlays.last() {
        Some(Overlay::WrapUp(wrapping)) => Some(wrapping),
        _ => None,
    }
}

fn shown(model: &mut Model) -> Option<&mut Wrapping> {
    match model.overlays.last_mut() {
        Some(Overlay::WrapUp(wrapping)) => Some(wrapping),
        _ => None,
    }
}

/// Whether a session of that moment can be wrapped up: its day has come.
pub fn is_time(model: &Model, at: Moment) -> bool {
    at.date_naive() <= model.now.wall.date_naive()
}

/// Opens the wrap-up of a session.
pub fn open(model: &mut Model, session: SessionId) -> Vec<Effect> {
    let wrapping = Wrapping {
        session,
        sheet: None,
        focus: 0,
        entered: None,
        error: None,
        sent: None,
        then_summary: false,
        offset: 0,
        veiled: false,
    };
    model.overlays.push(Overlay::WrapUp(Box::new(wrapping)));
    vec![model.read(Query::WrapUp(session))]
}

/// What it begins with is here. What is being filled in already stays as it is.
pub fn arrived(model: &mut Model, ready: WrapUp) {
    let (now, used) = (model.now.wall, model.minutes_used(&ready.note.row.session));
    let open = model.overlays.iter_mut().find_map(|o| if let Overlay::WrapUp(w) = o { Some(w) } else { None });
    let id = ready.note.row.session.id;
    if let Some(wrapping) = open.filter(|w| w.session == id && w.sheet.is_none()) {
        wrapping.sheet = Some(Sheet::new(ready, now, used, (model.dates, model.zone, model.lang)));
    }
}

/// Another program may have sealed lines that are in a wrap-up, while the vault is locked here: they are covered.
pub fn learn_seals(model: &mut Model, note: &Note) {
    for overlay in &mut model.overlays {
        let Overlay::WrapUp(wrapping) = overlay else { continue };
        let is_of = wrapping.session == note.row.session.id;
        if is_of && wrapping.sheet.as_mut().is_some_and(|sheet| sheet.learn_seals(note)) {
            wrapping.leave_out_sealed();
        }
    }
}

/// Has the journal keep all of it, or says which row cannot be taken as it is.
fn finish(model: &mut Model, then_summary: bool) -> Vec<Effect> {
    let (now, lang) = (model.now.wall, model.lang);
    let under_way = shown_in(model).and_then(|w| w.sent).is_some_and(|ticket| model.pending.awaits(ticket));
    let locked = model.is_locked();
    let Some(wrapping) = shown(model).filter(|_| !under_way) else { return Vec::new() };
    let Some(sheet) = &wrapping.sheet else { return Vec::new() };
    let form = match sheet.form(now, lang, locked) {
        Ok(form) => form,
        Err((row, said)) => {
            (wrapping.focus, wrapping.error) = (row, Some((row, said)));
            return Vec::new();
        }
    };
    let effect = model.write(Order::Finish(Box::new(form)));
    let ticket = model.last_ticket();
    if let Some(wrapping) = shown(model) {
        (wrapping.sent, wrapping.then_summary) = (Some(ticket), then_summary);
    }
    vec![effect]
}

/// The wrap-up is on the disk: back to the desk at its session, or on to the summary.
pub fn finished(model: &mut Model, note: &Note, merged: bool) -> Vec<Effect> {
    let session = note.row.session.id;
    let is_this = |o: &Overlay| matches!(o, Overlay::WrapUp(w) if w.session == session);
    let then_summary = model.overlays.iter().any(|o| matches!(o, Overlay::WrapUp(w) if is_this(o) && w.then_summary));
    model.overlays.retain(|o| !is_this(o));
    model.desk.session.id = Some(session);
    model.desk.focus = Pane::Sessions;
    let key = model.keymap.keys("desk.summary").first().map(|k| k.shown(model.theme.ascii)).unwrap_or_default();
    let said = match merged {
        true => model.lang.t("wrapup-merged").into_owned(),
        false => model.lang.fill("wrapup-kept", [("key", key.into())]),
    };
    model.say(said);
    if !then_summary {
        return Vec::new();
    }
    summary::open(model, session, note.row.session.pair)
}
