//! What somebody looks for, and what was found.

use std::ops::Range;

use uuid::Uuid;

use super::ids::{PairId, SessionId};
use super::moment::Moment;
use super::{EntryKind, Owner, keyed_enum};
use crate::text::Needle;

/// A question to the journal. Several words mean sessions that hold all of them, each in whatever line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    pub words: Vec<Needle>,
    /// Sessions with one of these are left out.
    pub without: Vec<Needle>,
    pub pair: Option<PairId>,
    /// Only lines of these kinds count.
    pub kinds: Vec<EntryKind>,
    /// Unix milliseconds; only what is dated then or later.
    pub since: Option<i64>,
    /// Unix milliseconds; only what is dated before.
    pub until: Option<i64>,
    /// Only sessions with an open promise.
    pub open_action: bool,
    /// Only sessions with a promise, whatever became of it.
    pub promise: bool,
    /// Only what the partner may see: other eyes are on the screen.
    pub shared: bool,
    /// More was typed than is looked for.
    pub shortened: bool,
    /// AND, OR or NOT was typed.
    pub operators: bool,
    /// What was typed like a filter and is none.
    pub no_filter: Option<String>,
}

impl Search {
    /// Whether it asks for anything at all.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.kinds.is_empty() && !self.open_action && !self.promise
    }

    /// Whether its first day is after its last one.
    pub fn days_are_turned(&self) -> bool {
        self.since.zip(self.until).is_some_and(|(since, until)| since >= until)
    }
}

/// Some of what was found: what is spelled as it was typed, then the rest, each the newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchPage {
    pub hits: Vec<Hit>,
    /// Where among them those begin that are spelled otherwise, if that is here.
    pub otherwise: Option<usize>,
    /// Where to go on; `None`: this is all.
    pub next: Option<i64>,
    /// So many sealed lines were passed over, because they cannot be read now.
    pub unsearched: u64,
}

keyed_enum! {
    pub enum HitType {
        Line = "line",
        Session = "session",
        Goal = "goal",
        Pair = "pair",
    }
}

/// One place that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub what: HitType,
    pub id: Uuid,
    pub pair: PairId,
    /// The session of a line; `None` for one caught in between, for goals and pairs.
    pub session: Option<SessionId>,
    pub at: Option<Moment>,
    /// With a line: its kind.
    pub kind: Option<EntryKind>,
    /// Whose a line or a goal is.
    pub owner: Option<Owner>,
    /// What it belongs to: a session's theme, a goal's title, a name.
    pub title: String,
    /// The text around the first match.
    pub snippet: String,
    /// Bytes of the snippet that match.
    pub matches: Vec<Range<usize>>,
    /// It is a sealed line; without the key it has no snippet.
    pub sealed: bool,
    /// It is a line that cannot be read because it is damaged; it has no snippet.
    pub damaged: bool,
}

impl Hit {
    /// The same without its words.
    pub fn unspoken(self) -> Self {
        Self { snippet: String::new(), matches: Vec::new(), ..self }
    }
}
