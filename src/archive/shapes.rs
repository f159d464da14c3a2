//! The records of an archive, field by field.
//!
//! Every conversion destructures the domain's record completely: a new field there does not compile until someone has
//! decided here, and in `docs/schema/archive.schema.json`, how the archive represents it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::checklist::{ItemMoment, OwnItem, Rating, Tick, TickState};
use crate::domain::goal::{CheckIn, Goal, GoalStatus, GoalTerms, Revision};
use crate::domain::ids::{
    CheckInId, EntryId, GoalId, OwnItemId, OwnQuestionId, PairId, RatingId, RevisionId, SessionId, ShareId, TickId,
};
use crate::domain::pair::{Direction, Pair, PairStatus, Role};
use crate::domain::questions::OwnQuestion;
use crate::domain::session::{Mode, Session, SessionKind, SessionStatus};
use crate::domain::sharing::{Format, Paper, Share};
use crate::domain::vault::{KeySlot, VaultRecord};
use crate::domain::{Cadence, Entry, EntryKind, EntryState, Moment, Owner, Raw, Reach, Sealed, Visibility};

/// A shape whose fields are those of a record of the domain, one by one.
macro_rules! shape {
    ($(#[$doc:meta])* $shape:ident of $record:ident { $($(#[$how:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $shape { $($(#[$how])* $field: $type),+ }

        impl From<$record> for $shape {
            fn from($record { $($field),+ }: $record) -> Self {
                Self { $($field: $field.into()),+ }
            }
        }

        impl From<$shape> for $record {
            fn from($shape { $($field),+ }: $shape) -> Self {
                Self { $($field: $field.into()),+ }
            }
        }
    };
}

shape! {
    PairShape of Pair {
        id: PairId,
        rev: i64,
        name: String,
        reading: Option<String>,
        alias: Option<String>,
        role: Role,
        direction: Direction,
        purpose: String,
        area: Option<String>,
        status: PairStatus,
        from: Option<NaiveDate>,
        until: Option<NaiveDate>,
        every: Option<Cadence>,
        paused_until: Option<NaiveDate>,
        report_agreed: Option<NaiveDate>,
        // Unknown before schema 7.
        #[serde(default)]
        address: Option<String>,
        created: i64,
        updated: i64,
        deleted: Option<i64>,
    }
}

shape! {
    SessionShape of Session {
        id: SessionId,
        rev: i64,
        pair: PairId,
        kind: SessionKind,
        status: SessionStatus,
        at: Moment,
        minutes: Option<u32>,
        mode: Option<Mode>,
        theme: String,
        theme_reach: Reach,
        moved_to: Option<SessionId>,
        lead: String,
        // Unknown before schema 5.
        #[serde(default)]
        sealed: bool,
        planned_minutes: Option<u32>,
        started: Option<Moment>,
        pulse: Option<u8>,
        created: i64,
        updated: i64,
        deleted: Option<i64>,
    }
}

/// The shape of a line, whose text has two fields in the archive: those before them, and those behind them, are the
/// line's own.
macro_rules! line_shape {
    (
        { $($before:ident: $before_type:ty),+ $(,)? }
        { $($(#[$how:meta])* $behind:ident: $behind_type:ty),+ $(,)? }
    ) => {
        /// A line has either its text or, once it is sealed, the sealed bytes in base64.
        #[derive(Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct LineShape {
            $($before: $before_type,)+
            raw: Option<String>,
            sealed: Option<String>,
            // The next two are unknown before schema 5.
            #[serde(default)]
            seal_rev: Option<i64>,
            #[serde(default)]
            seal_chosen: bool,
            $($(#[$how])* $behind: $behind_type,)+
        }

        impl From<Entry> for LineShape {
            fn from(Entry { $($before,)+ raw, seal_chosen, $($behind,)+ }: Entry) -> Self {
                let (raw, sealed) = match raw {
                    Raw::Clear(raw) => (Some(raw), None),
                    Raw::Locked(sealed) | Raw::Damaged(sealed) => (None, Some(sealed)),
                    // An archive is made without the key; what somebody has opened has no place in it.
                    Raw::Opened(_) => (None, None),
                };
                let seal_rev = sealed.as_ref().map(|sealed| sealed.rev);
                let sealed = sealed.map(|sealed| BASE64_STANDARD.encode(sealed.bytes));
                Self { $($before,)+ raw, sealed, seal_rev, seal_chosen, $($behind,)+ }
            }
        }

        impl TryFrom<LineShape> for Entry {
            type Error = &'static str;

            fn try_from(shape: LineShape) -> Result<Self, Self::Error> {
                let LineShape { $($before,)+ raw, sealed, seal_rev, seal_chosen, $($behind,)+ } = shape;
                let raw = words(raw, sealed, seal_rev)?;
                Ok(Self { $($before,)+ raw, seal_chosen, $($behind,)+ })
            }
        }
    };
}

line_shape! {
    {
        id: EntryId,
        rev: i64,
        pair: PairId,
        session: Option<SessionId>,
        position: i64,
        kind: EntryKind,
        owner: Owner,
        owner_chosen: bool,
        visibility: Visibility,
        visibility_chosen: bool,
    }
    {
        state: EntryState,
        due: Option<NaiveDate>,
        due_phrase: Option<String>,
        due_chosen: bool,
        result: Option<String>,
        learned: Option<String>,
        // Unknown before schema 7.
        #[serde(default)]
        learned_told: bool,
        settled: Option<Moment>,
        settled_in: Option<SessionId>,
        created: i64,
        updated: i64,
        deleted: Option<i64>,
    }
}

/// The text of a line, or its sealed bytes.
fn words(raw: Option<String>, sealed: Option<String>, rev: Option<i64>) -> Result<Raw, &'static str> {
    match (raw, sealed, rev) {
        (Some(raw), None, None) => Ok(Raw::Clear(raw)),
        (None, Some(sealed), Some(rev)) => {
            let bytes = BASE64_STANDARD.decode(sealed).map_err(|_| "sealed bytes that are no base64")?;
            Ok(Raw::Locked(Sealed { bytes, rev }))
        }
        (None, None, _) => Err("a line without its text"),
        _ => Err("a line that is clear and sealed"),
    }
}

/// Bytes as base64.
#[derive(Clone, Copy)]
pub struct Base64<const N: usize>([u8; N]);

impl<const N: usize> From<[u8; N]> for Base64<N> {
    fn from(bytes: [u8; N]) -> Self {
        Self(bytes)
    }
}

impl<const N: usize> From<Base64<N>> for [u8; N] {
    fn from(bytes: Base64<N>) -> Self {
        bytes.0
    }
}

impl<const N: usize> Serialize for Base64<N> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64_STANDARD.encode(self.0))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Base64<N> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = BASE64_STANDARD.decode(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)?;
        let found = bytes.len();
        let bytes = bytes.try_into().map_err(|_| serde::de::Error::custom(format!("{found} bytes for {N}")))?;
        Ok(Self(bytes))
    }
}

shape! {
    VaultShape of VaultRecord {
        id: Uuid,
        format: u32,
        epoch: u32,
        kcv: Base64<32>,
        counter: u64,
        manifest: Base64<32>,
        created: i64,
    }
}

shape! {
    SlotShape of KeySlot {
        id: Uuid,
        kind: String,
        cost: [u32; 3],
        salt: Base64<16>,
        nonce: Base64<24>,
        wrapped: Base64<48>,
        epoch: u32,
        checksum: Base64<8>,
        created: i64,
    }
}

shape! {
    TermsShape of GoalTerms {
        title: String,
        sign: Option<String>,
        baseline: Option<f64>,
        target: Option<f64>,
        unit: Option<String>,
        due: Option<NaiveDate>,
    }
}

shape! {
    GoalShape of Goal {
        id: GoalId,
        rev: i64,
        pair: PairId,
        owner: Owner,
        terms: TermsShape,
        agreed: Option<NaiveDate>,
        reach: Reach,
        status: GoalStatus,
        created: i64,
        updated: i64,
        deleted: Option<i64>,
    }
}

shape! {
    CheckInShape of CheckIn {
        id: CheckInId,
        rev: i64,
        goal: GoalId,
        at: Moment,
        value: Option<f64>,
        confidence: Option<u8>,
        note: String,
        created: i64,
        deleted: Option<i64>,
    }
}

shape! {
    RevisionShape of Revision {
        id: RevisionId,
        rev: i64,
        goal: GoalId,
        at: Moment,
        reason: String,
        before: TermsShape,
        created: i64,
        deleted: Option<i64>,
    }
}

shape! {
    ItemShape of OwnItem {
        id: OwnItemId,
        rev: i64,
        pair: PairId,
        key: String,
        when: ItemMoment,
        text: String,
        created: i64,
        deleted: Option<i64>,
    }
}

shape! {
    TickShape of Tick {
        id: TickId,
        rev: i64,
        pair: PairId,
        item: String,
        session: Option<SessionId>,
        state: TickState,
        at: Moment,
    }
}

shape! {
    RatingShape of Rating {
        id: RatingId,
        rev: i64,
        pair: PairId,
        key: String,
        level: u8,
        note: String,
        at: Moment,
    }
}

shape! {
    QuestionShape of OwnQuestion {
        id: OwnQuestionId,
        rev: i64,
        text: String,
        created: i64,
        deleted: Option<i64>,
    }
}

shape! {
    ShareShape of Share {
        id: ShareId,
        rev: i64,
        pair: Option<PairId>,
        at: Moment,
        paper: Paper,
        format: Format,
        shared: u32,
        kept: u32,
        hash: String,
        // Unknown before schema 7: what was given away counted as arrived.
        #[serde(default = "yes")]
        arrived: bool,
    }
}

fn yes() -> bool {
    true
}

/// A record that was deleted for good: its id and the time of deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone {
    pub id: Uuid,
    /// Unix milliseconds.
    pub at: i64,
}

shape! {
    GoneShape of Gone {
        id: Uuid,
        at: i64,
    }
}
