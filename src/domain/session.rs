//! A session: one meeting of a pair, planned or held. Its note is the sequence of its entries.

use serde::{Deserialize, Serialize};

use super::ids::{PairId, SessionId};
use super::keyed_enum;
use super::moment::Moment;

keyed_enum! {
    pub enum SessionKind {
        First = "first",
        Regular = "regular",
        Mini = "mini",
        Review = "review",
        Closing = "closing",
        Extra = "extra",
    }
}

keyed_enum! {
    pub enum SessionStatus {
        Planned = "planned",
        Held = "held",
        Moved = "moved",
        Cancelled = "cancelled",
        Missed = "missed",
    }
}

keyed_enum! {
    pub enum Mode {
        Video = "video",
        InPerson = "in_person",
        Phone = "phone",
        Chat = "chat",
        Walk = "walk",
    }
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub id: SessionId,
    pub rev: i64,
    pub pair: PairId,
    pub kind: SessionKind,
    pub status: SessionStatus,
    pub at: Moment,
    /// How long it took, or is meant to take.
    pub minutes: Option<u32>,
    pub mode: Option<Mode>,
    /// A heading, the one content-like field that may go into a report.
    pub theme: String,
    /// The session that this one was moved to; the chain of moves is kept.
    pub moved_to: Option<SessionId>,
    /// Blank lines that stand before the note's first entry: they belong to no thought.
    pub lead: String,
    /// Unix milliseconds.
    pub created: i64,
    /// Unix milliseconds.
    pub updated: i64,
    /// Unix milliseconds since when it lies in the bin.
    pub deleted: Option<i64>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("id", &self.id)
            .field("rev", &self.rev)
            .field("status", &self.status)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}
