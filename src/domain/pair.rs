//! A pair: two people, what brings them together, and how often they mean to meet.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::PairId;
use super::keyed_enum;
use super::moment::Cadence;

keyed_enum! {
    /// Which part the person at the desk plays. In a mutual or peer pair it is usually both.
    pub enum Role {
        Mentor = "mentor",
        Mentee = "mentee",
        Both = "both",
    }
}

keyed_enum! {
    /// Who mainly learns from whom; it can change midway without rewriting history.
    pub enum Direction {
        Mutual = "mutual",
        Traditional = "traditional",
        Reverse = "reverse",
        Peer = "peer",
    }
}

keyed_enum! {
    pub enum PairStatus {
        Candidate = "candidate",
        Setup = "setup",
        Active = "active",
        Paused = "paused",
        Ended = "ended",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    pub id: PairId,
    pub rev: i64,
    /// The partner's name as people say it.
    pub name: String,
    /// How the name is read (furigana), for sorting and for finding it while typing kana.
    pub reading: Option<String>,
    /// A short name for the command line and for summaries that hide names.
    pub alias: Option<String>,
    pub role: Role,
    pub direction: Direction,
    /// One sentence on why these two meet. May be empty until it is known.
    pub purpose: String,
    /// What the pair is for: career, data skills, leading a team for the first time.
    pub area: Option<String>,
    pub status: PairStatus,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub every: Option<Cadence>,
    /// With status paused: silent until this day, or until resumed by hand.
    pub paused_until: Option<NaiveDate>,
    /// The day on which the partner agreed that contents may go into the programme's report.
    pub report_agreed: Option<NaiveDate>,
    /// What stands behind the name in Japanese papers, 「様」, say; `None`: what is usual, empty: nothing.
    pub address: Option<String>,
    /// Unix milliseconds.
    pub created: i64,
    /// Unix milliseconds.
    pub updated: i64,
    /// Unix milliseconds since when it lies in the bin.
    pub deleted: Option<i64>,
}

impl Pair {
    /// The pair as it is on a day: a pause until then is over.
    pub fn as_of(self, today: NaiveDate) -> Self {
        match self.paused_until.filter(|until| self.status == PairStatus::Paused && *until <= today) {
            Some(_) => Self { status: PairStatus::Active, paused_until: None, ..self },
            None => self,
        }
    }
}

/// A form of address as somebody types it: nothing for what is usual, `none` or 「なし」 for the name alone.
pub fn form_of_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let none = ["none", "なし", "無し", "無"].iter().any(|word| typed.eq_ignore_ascii_case(word));
    match typed {
        "" => None,
        _ if none => Some(String::new()),
        form => Some(form.to_owned()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A mutual pair with the defaults of a new one.
    pub fn pair() -> Pair {
        Pair {
            id: PairId(uuid::Uuid::from_u128(1)),
            rev: 1,
            name: "Naoko".into(),
            reading: None,
            alias: None,
            role: Role::Both,
            direction: Direction::Mutual,
            purpose: String::new(),
            area: None,
            status: PairStatus::Active,
            from: None,
            until: None,
            every: None,
            paused_until: None,
            report_agreed: None,
            address: None,
            created: 0,
            updated: 0,
            deleted: None,
        }
    }
}
