//! Identities. Every record carries a UUIDv7 of its own type, so that a session's id can never be handed to
//! something that wants a goal's.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The last six hexadecimal digits: what lists show, since ids made near each other share their beginning.
            pub fn ending(self) -> String {
                let text = self.0.simple().to_string();
                text[text.len() - 6..].to_owned()
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.ending())
            }
        }
    )+};
}

ids! {
    /// One mentoring relationship.
    PairId,
    /// One meeting of a pair.
    SessionId,
    /// One thought of a note.
    EntryId,
    /// One goal.
    GoalId,
    /// One check-in of a goal.
    CheckInId,
    /// One revision of a goal.
    RevisionId,
    /// The state of one checklist item at one moment.
    TickId,
    /// One answer to "how does this key feel".
    RatingId,
    /// A checklist item that the person wrote themselves.
    OwnItemId,
    /// A question that the person added to the bank.
    OwnQuestionId,
    /// One paper that was given away.
    ShareId,
}
