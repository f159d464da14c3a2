//! What leaves, before it leaves: the real text beside the list of what is in it and what stays, line by line and name
//! by name. The commands stand in [`commands`], what is in the list in [`rows`].

pub mod commands;
pub mod rows;
pub mod view;

use crate::domain::ids::{PairId, SessionId};
use crate::domain::session::SessionStatus;
use crate::domain::sharing::{Author, Offer, Paper, Scope, Wish};
use crate::i18n::Lang;
use crate::tui::effect::{Effect, Query};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;
use crate::tui::widgets::list::Listed;
use crate::tui::widgets::scroll::Scroll;

pub use commands::COMMANDS;

/// Which of the two sides the keys are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The text as it would leave.
    Page,
    /// What is in it and what stays.
    Lines,
}

pub struct Summary {
    /// From which session it was opened.
    pub session: SessionId,
    pub pair: PairId,
    pub wish: Wish,
    /// The language of what leaves, which may differ from that of the desk.
    pub lang: Lang,
    pub ready: Option<Box<Offer>>,
    pub side: Side,
    pub chosen: usize,
    pub offset: usize,
    pub scroll: Scroll,
    /// What is ready answers the wish as it is now.
    pub fresh: bool,
}

impl Summary {
    fn new(session: SessionId, pair: PairId, author: Author, lang: Lang) -> Self {
        Self {
            session,
            pair,
            wish: Wish { author, ..Wish::new(Paper::Summary, Some(pair), Scope::Session(session)) },
            lang,
            ready: None,
            side: Side::Page,
            chosen: 0,
            offset: 0,
            scroll: Scroll::default(),
            fresh: false,
        }
    }

    /// Remembers how far the side in focus was scrolled.
    pub fn measure(&mut self, listed: &Listed) {
        match self.side {
            Side::Page => self.scroll.measured(listed),
            Side::Lines => self.offset = listed.offset,
        }
    }

    /// Whether it holds anything that only the person at the desk may see, or is nobody else's business.
    pub fn is_only_mine(&self) -> bool {
        match self.wish.paper {
            Paper::Summary => self.wish.lines.values().any(|is_in| *is_in),
            Paper::Report | Paper::Archive | Paper::Record | Paper::KnowHow => true,
        }
    }
}

/// Opens the summary of a session; of one that is still to come, that of the last one held.
pub fn open(model: &mut Model, session: SessionId, pair: PairId) -> Vec<Effect> {
    let mut summary = Summary::new(session, pair, model.author.clone(), model.lang);
    let row = model.desk.sessions().iter().find(|row| row.session.id == session);
    if row.is_some_and(|row| row.session.status != SessionStatus::Held) {
        summary.wish.scope = Scope::LastHeld;
    }
    model.overlays.push(Overlay::Summary(Box::new(summary)));
    read(model)
}

/// The summary, if it is on the screen.
fn any(model: &mut Model) -> Option<&mut Summary> {
    model.overlays.iter_mut().rev().find_map(|o| if let Overlay::Summary(s) = o { Some(&mut **s) } else { None })
}

/// Reads what is wished for as things stand now.
pub fn read(model: &mut Model) -> Vec<Effect> {
    let Some(summary) = any(model) else { return Vec::new() };
    summary.fresh = false;
    let query = Query::Offer(Box::new(summary.wish.clone()), summary.lang);
    vec![model.read(query)]
}

/// There is nothing to show, or no more: the page goes, and with it what was asked about it.
pub fn unreadable(model: &mut Model) {
    let stale = |overlay: &Overlay| matches!(overlay, Overlay::Summary(summary) if !summary.fresh);
    if let Some(place) = model.overlays.iter().position(stale) {
        model.overlays.truncate(place);
    }
}

/// The journal's answer.
pub fn arrived(model: &mut Model, offer: Offer) {
    if let Some(summary) = any(model) {
        summary.fresh = offer.wish == summary.wish;
        summary.ready = Some(Box::new(offer));
        let rows = rows::rows(summary).len();
        summary.chosen = summary.chosen.min(rows.saturating_sub(1));
    }
}
