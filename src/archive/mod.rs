//! The archive: the whole journal as one JSON document that people and programs can still read in other times.
//!
//! The shapes of its records (`shapes`) are defined once for writing and reading. `write` and `read` handle one record
//! at a time, so that neither needs more memory for a longer journal.

mod read;
mod shapes;
mod write;

use serde::Serialize;

use crate::domain::Entry;
use crate::domain::checklist::{OwnItem, Rating, Tick};
use crate::domain::goal::{CheckIn, Goal, Revision};
use crate::domain::pair::Pair;
use crate::domain::questions::OwnQuestion;
use crate::domain::session::Session;
use crate::domain::sharing::Share;
use crate::domain::vault::{KeySlot, VaultRecord};

pub use read::{Fault, Place, Trouble, read};
pub use shapes::Gone;
pub use write::Writer;

/// The version of the format. It is raised when a program that knows only older versions would misread the document.
pub const FORMAT: i64 = 1;
/// The first key of every archive, which distinguishes it from other JSON.
const MARK: &str = "tomoni_archive";

/// Declares the lists of an archive in their order: a record never refers to one of a later list.
macro_rules! lists {
    ($($list:ident = $name:literal: $record:ident as $shape:ident),+ $(,)?) => {
        /// A list of the archive.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum List { $($list),+ }

        impl List {
            pub const ALL: &'static [Self] = &[$(Self::$list),+];

            /// Its key in the document.
            pub fn key(self) -> &'static str {
                match self { $(Self::$list => $name),+ }
            }
        }

        /// A record of the archive.
        pub enum Kept { $($list($record)),+ }

        impl Kept {
            pub fn list(&self) -> List {
                match self { $(Self::$list(_) => List::$list),+ }
            }

            /// Its id, as shown to people.
            pub fn id(&self) -> String {
                match self { $(Self::$list(record) => record.id.to_string()),+ }
            }

            /// Writes it as JSON.
            fn shape<S: serde::Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $(Self::$list(record) => shapes::$shape::from(record).serialize(serializer)),+ }
            }

            /// Reads a record of this list from JSON.
            fn of_shape<'de, D: serde::Deserializer<'de>>(list: List, from: D) -> Result<Self, D::Error> {
                use serde::Deserialize;
                use serde::de::Error;
                match list {
                    $(List::$list => {
                        let shape = shapes::$shape::deserialize(from)?;
                        $record::try_from(shape).map(Self::$list).map_err(D::Error::custom)
                    })+
                }
            }
        }
    };
}

lists! {
    Vault = "vault": VaultRecord as VaultShape,
    Slots = "slots": KeySlot as SlotShape,
    Pairs = "pairs": Pair as PairShape,
    Sessions = "sessions": Session as SessionShape,
    Lines = "lines": Entry as LineShape,
    Goals = "goals": Goal as GoalShape,
    CheckIns = "checkins": CheckIn as CheckInShape,
    Revisions = "revisions": Revision as RevisionShape,
    Items = "items": OwnItem as ItemShape,
    Ticks = "ticks": Tick as TickShape,
    Ratings = "ratings": Rating as RatingShape,
    Questions = "questions": OwnQuestion as QuestionShape,
    Shares = "shares": Share as ShareShape,
    Gone = "gone": Gone as GoneShape,
}

/// The schema since which a journal can have a vault.
const VAULT: i64 = 5;

impl List {
    /// Whether an archive of a journal of this schema has the list.
    fn is_in(self, schema: i64) -> bool {
        schema >= VAULT || !matches!(self, Self::Vault | Self::Slots)
    }
}

/// How many records each list has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([u64; List::ALL.len()]);

impl Counts {
    pub fn of(self, list: List) -> u64 {
        self.0[list as usize]
    }

    pub fn add(&mut self, list: List, more: u64) {
        self.0[list as usize] += more;
    }

    /// All records.
    pub fn total(self) -> u64 {
        self.0.iter().sum()
    }

    /// Whether there are no records, apart from the ids of deleted ones.
    pub fn is_empty(self) -> bool {
        List::ALL.iter().all(|list| *list == List::Gone || self.of(*list) == 0)
    }
}

impl Serialize for Counts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(List::ALL.iter().map(|list| (list.key(), self.of(*list))))
    }
}
