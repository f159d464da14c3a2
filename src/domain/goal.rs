//! Goals: by numbers, by signs, or both; looked at again and again, revised with a reason, and sometimes let go.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{CheckInId, GoalId, PairId, RevisionId};
use super::moment::Moment;
use super::{Owner, Reach, keyed_enum};

keyed_enum! {
    pub enum GoalStatus {
        Draft = "draft",
        Active = "active",
        Hold = "hold",
        Done = "done",
        Dropped = "dropped",
    }
}

impl GoalStatus {
    /// Whether the goal still asks for attention on the desk.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Active | Self::Hold)
    }
}

/// What a revision may change, and what its history keeps of the time before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalTerms {
    pub title: String,
    /// What will be seen or heard when it goes well: progress that cannot be counted.
    pub sign: Option<String>,
    pub baseline: Option<f64>,
    pub target: Option<f64>,
    pub unit: Option<String>,
    pub due: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    pub id: GoalId,
    pub rev: i64,
    pub pair: PairId,
    pub owner: Owner,
    pub terms: GoalTerms,
    /// The day on which both said yes to it.
    pub agreed: Option<NaiveDate>,
    /// How far it may reach.
    pub reach: Reach,
    pub status: GoalStatus,
    /// Unix milliseconds.
    pub created: i64,
    /// Unix milliseconds.
    pub updated: i64,
    /// Unix milliseconds since when it lies in the bin.
    pub deleted: Option<i64>,
}

/// One look at how a goal is going: a number, a story, or both, and how sure one feels (1–5).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckIn {
    pub id: CheckInId,
    pub rev: i64,
    pub goal: GoalId,
    pub at: Moment,
    pub value: Option<f64>,
    /// 1 to 5.
    pub confidence: Option<u8>,
    pub note: String,
    /// Unix milliseconds.
    pub created: i64,
    /// Unix milliseconds since when it lies in the bin.
    pub deleted: Option<i64>,
}

/// A change of a goal's terms, with what they were before and why they changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    pub id: RevisionId,
    pub rev: i64,
    pub goal: GoalId,
    pub at: Moment,
    pub reason: String,
    pub before: GoalTerms,
    /// Unix milliseconds.
    pub created: i64,
    /// Unix milliseconds; only while its goal lies in the bin.
    pub deleted: Option<i64>,
}

/// A goal with its history, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalView {
    pub goal: Goal,
    pub checkins: Vec<CheckIn>,
    pub revisions: Vec<Revision>,
}

impl GoalView {
    /// The value of the newest check-in that has one, else the baseline.
    pub fn value(&self) -> Option<f64> {
        self.measured().or(self.goal.terms.baseline)
    }

    /// The value of the newest check-in that has one.
    pub fn measured(&self) -> Option<f64> {
        self.checkins.iter().rev().find_map(|c| c.value)
    }

    /// The newest story told in a check-in.
    pub fn story(&self) -> Option<&CheckIn> {
        self.checkins.iter().rev().find(|c| !c.note.trim().is_empty())
    }

    /// Where its numbers began: the baseline, or the first value of a goal that is to fall. `None` where nobody said it and it
    /// counts up from nothing.
    pub fn start(&self) -> Option<f64> {
        let first = || self.checkins.iter().find_map(|c| c.value);
        let falls = |from: &f64| self.goal.terms.target.is_some_and(|target| *from > target);
        self.goal.terms.baseline.or_else(|| first().filter(falls))
    }

    /// How far the value has come from baseline to target, 0 to 1; `None` for a goal without numbers.
    pub fn progress(&self) -> Option<f64> {
        let target = self.goal.terms.target?;
        let start = self.start().unwrap_or(0.0);
        let now = self.value().unwrap_or(start);
        let whole = target - start;
        if whole == 0.0 {
            return Some(if now >= target { 1.0 } else { 0.0 });
        }
        Some(((now - start) / whole).clamp(0.0, 1.0))
    }

    /// The baseline, where values follow it.
    pub fn baseline_of_series(&self) -> Option<f64> {
        self.goal.terms.baseline.filter(|_| self.measured().is_some())
    }

    /// The series that a sparkline draws: the values, or for a goal by signs the confidence. Oldest first.
    pub fn series(&self) -> Vec<f64> {
        let values: Vec<f64> = self.checkins.iter().filter_map(|c| c.value).collect();
        if values.is_empty() {
            self.checkins.iter().filter_map(|c| c.confidence).map(f64::from).collect()
        } else {
            values
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A goal with these numbers, and check-ins with these values.
    pub fn counted(baseline: Option<f64>, values: &[f64], target: Option<f64>) -> GoalView {
        let id = GoalId(uuid::Uuid::from_u128(1));
        let terms =
            GoalTerms { title: "shorter".into(), sign: None, baseline, target, unit: Some("min".into()), due: None };
        let goal = Goal {
            id,
            rev: 1,
            pair: PairId(uuid::Uuid::from_u128(1)),
            owner: Owner::Both,
            terms,
            agreed: None,
            reach: Reach::Partner,
            status: GoalStatus::Active,
            created: 0,
            updated: 0,
            deleted: None,
        };
        let at = Moment::parse_from_rfc3339("2026-11-27T15:00:00+09:00").unwrap();
        let checkin = |value: &f64| CheckIn {
            id: CheckInId(uuid::Uuid::from_u128(1)),
            rev: 1,
            goal: id,
            at,
            value: Some(*value),
            confidence: None,
            note: String::new(),
            created: 0,
            deleted: None,
        };
        GoalView { goal, checkins: values.iter().map(checkin).collect(), revisions: Vec::new() }
    }

    #[test]
    fn a_goal_knows_its_direction() {
        /// Where it began, the values since, the target; from where it counts, how far it is.
        type Case = (Option<f64>, &'static [f64], f64, Option<f64>, f64);
        let cases: [Case; 12] = [
            (Some(120.0), &[], 30.0, Some(120.0), 0.0),
            (Some(120.0), &[75.0], 30.0, Some(120.0), 0.5),
            (Some(120.0), &[75.0, 30.0], 30.0, Some(120.0), 1.0),
            (Some(120.0), &[20.0], 30.0, Some(120.0), 1.0),
            (Some(120.0), &[150.0], 30.0, Some(120.0), 0.0),
            // Nobody said where it began: the first value did.
            (None, &[120.0], 30.0, Some(120.0), 0.0),
            (None, &[120.0, 75.0], 30.0, Some(120.0), 0.5),
            // It counts up from nothing.
            (None, &[3.0], 5.0, None, 0.6),
            (None, &[], 5.0, None, 0.0),
            (Some(3.0), &[4.0], 5.0, Some(3.0), 0.5),
            (Some(-10.0), &[-5.0], 0.0, Some(-10.0), 0.5),
            (Some(5.0), &[], 5.0, Some(5.0), 1.0),
        ];
        for (baseline, values, target, start, progress) in cases {
            let view = counted(baseline, values, Some(target));
            assert_eq!((view.start(), view.progress()), (start, Some(progress)), "{baseline:?} {values:?} {target}");
        }
    }
}
