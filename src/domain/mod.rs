//! What a mentoring journal *is*: pairs, sessions, the thoughts noted in them, goals, the MENTOR checklist.
//! Pure and total: no clock, no disk, no screen.

pub mod calendar;
pub mod checklist;
pub mod dates;
pub mod entry;
pub mod forms;
pub mod goal;
pub mod habit;
pub mod ids;
pub mod ledger;
pub mod limits;
pub mod moment;
pub mod pair;
pub mod questions;
pub mod raw;
pub mod search;
pub mod session;
pub mod sharing;
pub mod signals;
pub mod vault;
pub mod views;

pub use dates::{DateRules, DateTrouble, DayOrder, fiscal_year_of_locale};
pub use entry::{Entry, EntryKind, EntryState, Reach, Visibility};
pub use limits::{Chosen, Limits, Objection, Readers};
pub use moment::{Cadence, Moment};
pub use raw::{Raw, Sealed};

/// Declares an enum whose variants have stable textual keys: what the journal file, JSON and the message ids use.
macro_rules! keyed_enum {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $key)] $variant),+ }

        impl $name {
            /// Every value, in the order in which people are shown them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable key, as stored and as printed in JSON.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// The value of a stored key.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use keyed_enum;

keyed_enum! {
    /// Whose something is. Never mentor or mentee, so that turning a pair round rewrites nothing.
    pub enum Owner {
        Me = "me",
        Partner = "partner",
        Both = "both",
    }
}

#[cfg(test)]
mod tests {
    use super::checklist::Model;

    #[test]
    fn the_built_in_model_is_whole() {
        let model = Model::built_in();
        assert_eq!(model.pillars.iter().map(|p| p.letter.as_str()).collect::<String>(), "MENTOR");
        assert!(model.pillars.iter().all(|p| p.ratings.len() == 5 && !p.items.is_empty() && !p.questions.is_empty()));
        assert_eq!(model.labels.rating.len(), 5);
    }
}
