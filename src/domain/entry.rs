//! An entry: one thought of a note, filed by its marker. Promises, learnings, thanks and questions are views over
//! entries, never records of their own.

use chrono::NaiveDate;

use super::ids::{EntryId, PairId, SessionId};
use super::{Moment, Owner, Raw, Sealed, keyed_enum};

keyed_enum! {
    /// What a line is. The marker of each kind is told in `capture`.
    pub enum EntryKind {
        Fact = "fact",
        Action = "action",
        Decision = "decision",
        Learning = "learning",
        Question = "question",
        Reading = "reading",
        Thanks = "thanks",
        Person = "person",
        Opportunity = "opportunity",
        Quote = "quote",
        Growth = "growth",
        Advice = "advice",
        Story = "story",
        Concern = "concern",
        Feedback = "feedback",
        Idea = "idea",
        /// Something to talk about at a meeting.
        Agenda = "agenda",
    }
}

keyed_enum! {
    /// Who may ever see a line in a summary. It says nothing about whether the disk can read it.
    pub enum Visibility {
        Private = "private",
        Partner = "partner",
        Programme = "programme",
    }
}

impl Visibility {
    /// Whether the partner may see it.
    pub fn reaches_partner(self) -> bool {
        match self {
            Self::Private => false,
            Self::Partner | Self::Programme => true,
        }
    }

    /// The next wider one, and from the widest back to only me.
    pub fn next(self) -> Self {
        match self {
            Self::Private => Self::Partner,
            Self::Partner => Self::Programme,
            Self::Programme => Self::Private,
        }
    }
}

keyed_enum! {
    /// How far beyond oneself a session's heading or a goal may reach. Neither is ever only one's own.
    pub enum Reach {
        Partner = "partner",
        Programme = "programme",
    }
}

impl Reach {
    pub fn next(self) -> Self {
        match self {
            Self::Partner => Self::Programme,
            Self::Programme => Self::Partner,
        }
    }
}

keyed_enum! {
    /// The life of an entry whose kind has one. It is kept, hidden, while the kind has none.
    pub enum EntryState {
        Open = "open",
        Done = "done",
        Partly = "partly",
        Tried = "tried",
        Dropped = "dropped",
    }
}

impl EntryKind {
    /// Whether entries of this kind are promises that can be kept, tried or dropped.
    pub fn has_life(self) -> bool {
        matches!(self, Self::Action)
    }

    /// Whether an open line of this kind waits for something: a promise to be kept, a question to be asked, thanks to
    /// be said, a person to be met, a topic to be talked about.
    pub fn waits(self) -> bool {
        matches!(self, Self::Action | Self::Question | Self::Thanks | Self::Person | Self::Agenda)
    }

    /// Whether a line of this kind may stand on a screen that the partner sees. A reading never does.
    pub fn may_be_shown(self, visibility: Visibility) -> bool {
        visibility.reaches_partner() && !self.is_never_told()
    }

    /// Whether a line of this kind stays with the person at the desk, whatever its visibility.
    pub fn is_never_told(self) -> bool {
        match self {
            Self::Reading => true,
            Self::Fact
            | Self::Action
            | Self::Decision
            | Self::Learning
            | Self::Question
            | Self::Thanks
            | Self::Person
            | Self::Opportunity
            | Self::Quote
            | Self::Growth
            | Self::Advice
            | Self::Story
            | Self::Concern
            | Self::Feedback
            | Self::Idea
            | Self::Agenda => false,
        }
    }

    /// Who may see a line of this kind unless somebody says otherwise.
    pub fn default_visibility(self) -> Visibility {
        match self {
            Self::Action | Self::Decision | Self::Agenda => Visibility::Partner,
            Self::Fact
            | Self::Learning
            | Self::Question
            | Self::Reading
            | Self::Thanks
            | Self::Person
            | Self::Opportunity
            | Self::Quote
            | Self::Growth
            | Self::Advice
            | Self::Story
            | Self::Concern
            | Self::Feedback
            | Self::Idea => Visibility::Private,
        }
    }

    /// Whose a line of this kind is when its marker carries no `<`.
    pub fn default_owner(self) -> Owner {
        match self {
            Self::Fact | Self::Decision | Self::Opportunity | Self::Agenda => Owner::Both,
            Self::Quote => Owner::Partner,
            _ => Owner::Me,
        }
    }
}

/// One thought: a raw slice of its note and what is known about it.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    pub rev: i64,
    pub pair: PairId,
    /// `None`: a line caught between sessions, waiting under "for later".
    pub session: Option<SessionId>,
    /// Order within the note; only comparisons mean anything.
    pub position: i64,
    pub kind: EntryKind,
    pub owner: Owner,
    /// Somebody chose the owner; the marker no longer decides it.
    pub owner_chosen: bool,
    pub visibility: Visibility,
    /// Somebody chose the visibility; the kind no longer decides it.
    pub visibility_chosen: bool,
    /// Marker as typed, text, indented lines below, blank lines after, line ends: byte for byte, where it can be read.
    pub raw: Raw,
    /// Somebody chose whether it is sealed; the kind no longer decides it.
    pub seal_chosen: bool,
    pub state: EntryState,
    pub due: Option<NaiveDate>,
    /// The words in `raw` that `due` was read from; the date is read again only when they change.
    pub due_phrase: Option<String>,
    /// Somebody set the due date by hand; words in the line no longer decide it.
    pub due_chosen: bool,
    pub result: Option<String>,
    pub learned: Option<String>,
    /// What was learned was written as something that goes along wherever the line goes.
    pub learned_told: bool,
    /// When its state became what it is; `None` while nobody has touched it.
    pub settled: Option<Moment>,
    /// The session in which that was; `None` in between.
    pub settled_in: Option<SessionId>,
    /// Unix milliseconds.
    pub created: i64,
    /// Unix milliseconds.
    pub updated: i64,
    /// Unix milliseconds since when it lies in the bin.
    pub deleted: Option<i64>,
}

/// How [`Entry::due_phrase`] begins where somebody chose by hand that the line is due at the pair's next session. The words
/// that the date was read from stand behind it.
const NEXT_TIME: &str = "next time; ";

impl Entry {
    /// Whether somebody chose by hand that it is due at the pair's next session, whenever that is.
    pub fn is_due_next_time(&self) -> bool {
        self.due_chosen && self.due_phrase.as_ref().is_some_and(|phrase| phrase.starts_with(NEXT_TIME))
    }

    /// The words in its text from which a date was read.
    pub fn due_words(&self) -> Option<&str> {
        let phrase = self.due_phrase.as_deref()?;
        let words = if self.is_due_next_time() { phrase.strip_prefix(NEXT_TIME)? } else { phrase };
        Some(words).filter(|words| !words.is_empty())
    }

    /// Somebody chose by hand when it is due; `None`: never.
    pub fn choose_due(&mut self, due: Option<NaiveDate>) {
        let words = self.due_words().map(str::to_owned);
        (self.due, self.due_phrase, self.due_chosen) = (due, words, true);
    }

    /// Somebody chose by hand that it is due at the pair's next session. Its day comes from there.
    pub fn choose_next_time(&mut self) {
        let words = self.due_words().unwrap_or_default();
        (self.due_phrase, self.due_chosen) = (Some(format!("{NEXT_TIME}{words}")), true);
    }

    /// Lets go of its words, if they are sealed on the disk.
    pub fn lock(&mut self) {
        if let Raw::Opened(_) = self.raw {
            self.raw = Raw::Locked(Sealed { bytes: Vec::new(), rev: 0 });
            (self.due_phrase, self.result, self.learned) = (None, None, None);
        }
    }

    /// Whether it may stand on a screen that the partner sees.
    pub fn may_be_shown(&self) -> bool {
        !self.raw.is_sealed() && self.kind.may_be_shown(self.visibility)
    }

    /// Whether it has a state that somebody can settle: by its kind, or because it waits under "for later".
    pub fn can_settle(&self) -> bool {
        self.kind.waits() || self.session.is_none()
    }

    /// Whether it still waits.
    pub fn is_waiting(&self) -> bool {
        self.can_settle() && self.state == EntryState::Open
    }
}

impl std::fmt::Debug for Entry {
    /// Names the entry without its text: nothing of a note may reach a log or a panic.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entry")
            .field("id", &self.id)
            .field("rev", &self.rev)
            .field("kind", &self.kind)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// An open action of mine with this text; the owner and everything else to be set by the test.
    pub fn entry(raw: &str) -> Entry {
        Entry {
            id: EntryId(uuid::Uuid::from_u128(1)),
            rev: 1,
            pair: PairId(uuid::Uuid::from_u128(1)),
            session: None,
            position: 0,
            kind: EntryKind::Action,
            owner: Owner::Me,
            owner_chosen: false,
            visibility: Visibility::Partner,
            visibility_chosen: false,
            raw: Raw::Clear(raw.to_owned()),
            seal_chosen: false,
            state: EntryState::Open,
            due: None,
            due_phrase: None,
            due_chosen: false,
            result: None,
            learned: None,
            learned_told: false,
            settled: None,
            settled_in: None,
            created: 0,
            updated: 0,
            deleted: None,
        }
    }
}
