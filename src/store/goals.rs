//! Goals with their check-ins and revisions.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Row, params};

use super::record::{Column, Plain, Ref, Stored, blob, identity, list};
use super::value::{
    day, key, lossy_opt, marked, moment, read_day, read_key, read_moment, read_uuid, text, text_opt, uuid_or_row,
};
use super::{Result, Tx};
use crate::domain::goal::{CheckIn, Goal, GoalStatus, GoalTerms, GoalView, Revision};
use crate::domain::ids::{CheckInId, GoalId, PairId, RevisionId};
use crate::domain::{Owner, Reach};

fn terms(terms: &GoalTerms) -> [Value; 6] {
    [
        text(&terms.title),
        text_opt(terms.sign.as_ref()),
        terms.baseline.into(),
        terms.target.into(),
        text_opt(terms.unit.as_ref()),
        day(terms.due),
    ]
}

/// The terms in six columns from `i` on.
fn read_terms(row: &Row<'_>, i: usize) -> rusqlite::Result<GoalTerms> {
    Ok(GoalTerms {
        title: row.get(i)?,
        sign: row.get(i + 1)?,
        baseline: row.get(i + 2)?,
        target: row.get(i + 3)?,
        unit: row.get(i + 4)?,
        due: read_day(row, i + 5)?,
    })
}

impl Stored for Goal {
    const TABLE: &'static str = "goal";
    const COLUMNS: &'static [Column] = &[
        Ref("pair", "pair"),
        Plain("owner"),
        Plain("title"),
        Plain("sign"),
        Plain("baseline"),
        Plain("target"),
        Plain("unit"),
        Plain("due"),
        Plain("agreed"),
        Plain("status"),
        Plain("created_ms"),
        Plain("updated_ms"),
        Plain("deleted_ms"),
        Plain("reach"),
    ];

    identity!();

    fn values(&self) -> Vec<Value> {
        let mut values = vec![blob(self.pair.0), key(self.owner)];
        values.extend(terms(&self.terms));
        values.extend([
            day(self.agreed),
            key(self.status),
            self.created.into(),
            self.updated.into(),
            self.deleted.into(),
            key(self.reach),
        ]);
        values
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: GoalId(read_uuid(row, 0)?),
            rev: row.get(1)?,
            pair: PairId(read_uuid(row, 2)?),
            owner: read_key(row, 3)?,
            terms: read_terms(row, 4)?,
            agreed: read_day(row, 10)?,
            status: read_key(row, 11)?,
            created: row.get(12)?,
            updated: row.get(13)?,
            deleted: row.get(14)?,
            reach: read_key(row, 15)?,
        })
    }

    fn stand_in(row: &Row<'_>) -> Option<Self> {
        Some(Self {
            id: GoalId(uuid_or_row::<Self>(row, 0)),
            rev: row.get(1).unwrap_or(1),
            pair: PairId(read_uuid(row, 2).ok()?),
            owner: read_key(row, 3).unwrap_or(Owner::Me),
            terms: GoalTerms {
                title: marked(row, 4),
                sign: lossy_opt(row, 5),
                baseline: row.get(6).unwrap_or_default(),
                target: row.get(7).unwrap_or_default(),
                unit: lossy_opt(row, 8),
                due: read_day(row, 9).unwrap_or_default(),
            },
            agreed: read_day(row, 10).unwrap_or_default(),
            status: read_key(row, 11).unwrap_or(GoalStatus::Hold),
            created: row.get(12).unwrap_or_default(),
            updated: row.get(13).unwrap_or_default(),
            deleted: row.get(14).unwrap_or_default(),
            reach: Reach::Partner,
        })
    }
}

impl Stored for CheckIn {
    const TABLE: &'static str = "checkin";
    const COLUMNS: &'static [Column] = &[
        Ref("goal", "goal"),
        Plain("at_ms"),
        Plain("at_offset"),
        Plain("value"),
        Plain("confidence"),
        Plain("note"),
        Plain("created_ms"),
        Plain("deleted_ms"),
    ];

    identity!();

    fn values(&self) -> Vec<Value> {
        let [at_ms, at_offset] = moment(self.at);
        vec![
            blob(self.goal.0),
            at_ms,
            at_offset,
            self.value.into(),
            self.confidence.into(),
            text(&self.note),
            self.created.into(),
            self.deleted.into(),
        ]
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: CheckInId(read_uuid(row, 0)?),
            rev: row.get(1)?,
            goal: GoalId(read_uuid(row, 2)?),
            at: read_moment(row, 3)?,
            value: row.get(5)?,
            confidence: row.get(6)?,
            note: row.get(7)?,
            created: row.get(8)?,
            deleted: row.get(9)?,
        })
    }
}

impl Stored for Revision {
    const TABLE: &'static str = "revision";
    const COLUMNS: &'static [Column] = &[
        Ref("goal", "goal"),
        Plain("at_ms"),
        Plain("at_offset"),
        Plain("reason"),
        Plain("title"),
        Plain("sign"),
        Plain("baseline"),
        Plain("target"),
        Plain("unit"),
        Plain("due"),
        Plain("created_ms"),
        Plain("deleted_ms"),
    ];

    identity!();

    fn values(&self) -> Vec<Value> {
        let [at_ms, at_offset] = moment(self.at);
        let mut values = vec![blob(self.goal.0), at_ms, at_offset, text(&self.reason)];
        values.extend(terms(&self.before));
        values.extend([self.created.into(), self.deleted.into()]);
        values
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: RevisionId(read_uuid(row, 0)?),
            rev: row.get(1)?,
            goal: GoalId(read_uuid(row, 2)?),
            at: read_moment(row, 3)?,
            reason: row.get(5)?,
            before: read_terms(row, 6)?,
            created: row.get(12)?,
            deleted: row.get(13)?,
        })
    }
}

impl Tx<'_> {
    /// The goals of a pair with their history; open ones first, then the settled ones, each in the order of making.
    pub fn goal_views(&self, pair: PairId) -> Result<Vec<GoalView>> {
        let tail = "WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND deleted_ms IS NULL
                    ORDER BY CASE status WHEN 'active' THEN 0 WHEN 'draft' THEN 1 WHEN 'hold' THEN 2 ELSE 3 END,
                    CASE status WHEN 'active' THEN due IS NULL END, CASE status WHEN 'active' THEN due END, id";
        list::<Goal>(self, tail, [blob(pair.0)])?.into_iter().map(|goal| self.goal_view(goal)).collect()
    }

    /// A goal together with its history.
    pub fn goal_view(&self, goal: Goal) -> Result<GoalView> {
        let tail = "WHERE goal = (SELECT id FROM goal WHERE uuid = ?1) AND deleted_ms IS NULL ORDER BY at_ms, id";
        let checkins = list(self, tail, [blob(goal.id.0)])?;
        let revisions = list(self, tail, [blob(goal.id.0)])?;
        Ok(GoalView { goal, checkins, revisions })
    }

    /// The active goals of a pair that are due from one day on, before another.
    pub fn goals_due(&self, pair: PairId, (from, until): (NaiveDate, NaiveDate), limit: u32) -> Result<Vec<Goal>> {
        let tail = "INDEXED BY goal_of_pair WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND deleted_ms IS NULL
                    AND status = 'active' AND due >= ?2 AND due < ?3 LIMIT ?4";
        list(self, tail, params![blob(pair.0), day(Some(from)), day(Some(until)), limit])
    }

    /// The goals of a pair that are or were due from one day on, whatever became of them.
    pub fn goals_for_calendar(&self, pair: PairId, from: NaiveDate) -> Result<Vec<Goal>> {
        let tail = "WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND deleted_ms IS NULL AND due >= ?2
                    ORDER BY due, id";
        list(self, tail, params![blob(pair.0), day(Some(from))])
    }

    /// Goals whose id begins or ends so, the bin left out.
    pub fn goals_named(&self, fragment: &str) -> Result<Vec<Goal>> {
        list(self, &super::bin::named_tail("goal"), [fragment])
    }
}
