//! Labels of the domain's enums. The message id is the enum's name and its key: `owner-me`, `visibility-partner`.

use std::borrow::Cow;

use super::Lang;
use crate::domain::checklist::{ItemMoment, TickState};
use crate::domain::forms::Change;
use crate::domain::goal::GoalStatus;
use crate::domain::pair::{Direction, PairStatus, Role};
use crate::domain::session::{Mode, SessionKind, SessionStatus};
use crate::domain::sharing::{Audience, Decision, Format, Naming, Paper, Stay};
use crate::domain::{Cadence, Entry, EntryKind, EntryState, Objection, Owner, Reach, Visibility};

/// A value with a name in both languages.
pub trait Label: Copy {
    fn label_id(self) -> String;
    fn label(self, lang: Lang) -> Cow<'static, str> {
        lang.t(&self.label_id())
    }
}

macro_rules! labels {
    ($($name:ident => $prefix:literal),+ $(,)?) => {
        $(impl Label for $name {
            fn label_id(self) -> String { format!(concat!($prefix, "-{}"), self.key().replace('_', "-")) }
        })+

        /// Every label id.
        #[cfg(test)]
        pub(super) fn all_ids() -> Vec<String> {
            let mut ids = Vec::new();
            $(ids.extend($name::ALL.iter().map(|v| v.label_id()));)+
            ids
        }
    };
}

labels! {
    Owner => "owner",
    EntryKind => "kind",
    EntryState => "state",
    Visibility => "visibility",
    Role => "role",
    Direction => "direction",
    PairStatus => "pair-status",
    SessionKind => "session-kind",
    SessionStatus => "session-status",
    Mode => "mode",
    GoalStatus => "goal-status",
    ItemMoment => "moment",
    TickState => "tick",
    Change => "change",
    Reach => "visibility",
    Audience => "audience",
    Paper => "paper",
    Format => "format",
    Stay => "stays",
    Naming => "naming",
    Decision => "decision",
}

fn objection_id(objection: Objection) -> &'static str {
    match objection {
        Objection::Sealed => "field-words-sealed",
        Objection::OnlyMe => "field-words-only-me",
        Objection::OnlyMeForOffice => "field-words-only-me-office",
        Objection::PartnerForOffice => "field-words-partner-office",
    }
}

impl Lang {
    /// The state of a line, in one word that fits its kind.
    pub fn state_of(self, entry: &Entry) -> Cow<'static, str> {
        let promise = entry.kind.has_life();
        match (entry.state, entry.kind) {
            (EntryState::Open, _) if !promise && entry.settled_in.is_some() => self.t("became-carried"),
            (EntryState::Open, _) => self.t("short-open"),
            (EntryState::Partly, _) => self.t("short-partly"),
            (EntryState::Tried, _) => self.t("short-tried"),
            (EntryState::Dropped, _) => self.t("short-dropped"),
            (EntryState::Done, EntryKind::Action) => self.t("short-done"),
            (EntryState::Done, EntryKind::Question) => self.t("became-asked"),
            (EntryState::Done, EntryKind::Thanks) => self.t("became-said"),
            (EntryState::Done, EntryKind::Person) => self.t("became-met"),
            (EntryState::Done, EntryKind::Agenda) => self.t("became-talked"),
            (EntryState::Done, _) => self.t("became-dealt-with"),
        }
    }

    /// A part of the schema of a journal, as the store names it: `table x`.
    pub fn object(self, object: &str) -> String {
        match object.split_once(' ') {
            Some((kind @ ("table" | "view" | "index" | "trigger"), name)) => {
                self.fill(&format!("cli-doctor-object-{kind}"), [("name", name.into())])
            }
            _ => object.to_owned(),
        }
    }

    /// Several of them.
    pub fn objects(self, objects: &[String]) -> String {
        objects.iter().map(|object| self.object(object)).collect::<Vec<_>>().join(self.comma())
    }

    /// Why a field cannot contain these words, and what the user can do.
    pub fn objection(self, objection: Objection) -> String {
        let id = objection_id(objection);
        match objection.can_be_overruled() {
            true => self.sentences(&[&*self.t(id), &*self.t("field-words-again")]),
            false => self.t(id).into_owned(),
        }
    }

    /// The same if there is no terminal to ask for confirmation.
    pub fn refusal(self, objection: Objection) -> String {
        match objection.can_be_overruled() {
            true => self.sentences(&[&*self.t(objection_id(objection)), &*self.t("field-words-otherwise")]),
            false => self.t(objection_id(objection)).into_owned(),
        }
    }

    /// A rhythm in words: "every 2 weeks", 「2週間ごと」.
    pub fn cadence(self, every: Cadence) -> String {
        match every {
            Cadence::Days(n) => self.count("every-days", n),
            Cadence::Weeks(n) => self.count("every-weeks", n),
            Cadence::Months(n) => self.count("every-months", n),
        }
    }
}
