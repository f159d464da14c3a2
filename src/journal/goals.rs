//! Goals: set, look at, revise with a reason, finish, let go.

use chrono::NaiveDate;

use super::work::unchanged;
use super::{Failure, Journal, Work};
use crate::domain::forms::{Change, GoalForm, NewCheckIn, NewGoal};
use crate::domain::goal::{CheckIn, Goal, GoalStatus, GoalTerms, GoalView, Revision};
use crate::domain::ids::{CheckInId, GoalId, PairId, RevisionId};
use crate::domain::{Reach, Readers};
use crate::problem::{Missing, Problem, Result, What};
use crate::store::{Key, Record};

impl Journal {
    /// The goals of one pair, open ones first.
    pub fn goals(&self, pair: PairId) -> Result<Vec<GoalView>> {
        self.read(|tx| Ok(tx.goal_views(pair)?))
    }

    pub fn goal(&self, id: GoalId) -> Result<GoalView> {
        self.read(|tx| view(&Work::new(tx, self.clock), id))
    }

    pub fn add_goal(&mut self, new: &NewGoal) -> Result<GoalView> {
        self.change_and_show(Change::Goal, |work| add(work, new), view)
    }

    /// Gives a goal new terms: with a reason as a revision that keeps the old ones, without one as a correction.
    pub fn revise_goal(&mut self, id: GoalId, form: &GoalForm) -> Result<GoalView> {
        let revised = |work: &mut Work<'_>| {
            let mut goal = work.goal(id)?;
            unchanged(form.seen, goal.rev)?;
            let terms = tidy(&form.terms)?;
            may_keep(work, Some(&goal.terms), &terms, goal.reach)?;
            if let Some(reason) = &form.reason {
                let reason = reason.trim();
                if reason.is_empty() {
                    return Err(Problem::Empty(Missing::Reason).into());
                }
                work.may_keep("", reason, Readers::Partner)?;
                revise(work, &goal, reason, terms.clone())?;
            }
            goal.owner = form.owner;
            goal.terms = terms;
            goal.updated = work.now;
            Ok(work.put(goal)?)
        };
        self.change_and_show(Change::Goal, revised, |work, ()| view(work, id))
    }

    pub fn check_in(&mut self, id: GoalId, new: &NewCheckIn) -> Result<GoalView> {
        self.change_and_show(Change::CheckIn, |work| check_in(work, id, new), |work, ()| view(work, id))
    }

    /// Both said yes to it on that day.
    pub fn agree_goal(&mut self, id: GoalId, on: NaiveDate) -> Result<GoalView> {
        self.with_goal(id, |goal| goal.agreed = Some(on))
    }

    /// How far beyond oneself it may reach.
    pub fn let_goal_reach(&mut self, id: GoalId, reach: Reach) -> Result<GoalView> {
        self.with_goal(id, |goal| goal.reach = reach)
    }

    pub fn set_goal_status(&mut self, id: GoalId, status: GoalStatus) -> Result<GoalView> {
        self.with_goal(id, |goal| goal.status = status)
    }

    fn with_goal(&mut self, id: GoalId, change: impl FnOnce(&mut Goal)) -> Result<GoalView> {
        let changed = |work: &mut Work<'_>| {
            let mut goal = work.goal(id)?;
            change(&mut goal);
            goal.updated = work.now;
            Ok(work.put(goal)?)
        };
        self.change_and_show(Change::Goal, changed, |work, ()| view(work, id))
    }
}

/// A goal with its check-ins and revisions.
fn view(work: &Work<'_>, id: GoalId) -> std::result::Result<GoalView, Failure> {
    Ok(work.tx.goal_view(work.goal(id)?)?)
}

/// Adds a goal; also used by the demo.
pub(super) fn add(work: &mut Work<'_>, new: &NewGoal) -> std::result::Result<GoalId, Failure> {
    work.pair(new.pair)?;
    let terms = tidy(&new.terms)?;
    may_keep(work, None, &terms, Reach::Partner)?;
    let goal = Goal {
        id: GoalId(work.clock.new_id()),
        rev: 1,
        pair: new.pair,
        owner: new.owner,
        terms,
        agreed: new.agreed,
        reach: Reach::Partner,
        status: new.status,
        created: work.now,
        updated: work.now,
        deleted: None,
    };
    let id = goal.id;
    work.add(goal)?;
    Ok(id)
}

/// Notes what `goal` was before it takes `terms`; also used by the demo.
pub(super) fn revise(
    work: &mut Work<'_>,
    goal: &Goal,
    reason: &str,
    terms: GoalTerms,
) -> std::result::Result<(), Failure> {
    if terms == goal.terms {
        return Ok(());
    }
    let revision = Revision {
        id: RevisionId(work.clock.new_id()),
        rev: 1,
        goal: goal.id,
        at: work.clock.now(),
        reason: reason.to_owned(),
        before: goal.terms.clone(),
        created: work.now,
        deleted: None,
    };
    Ok(work.add(revision)?)
}

/// Adds a check-in; also used by the demo.
pub(super) fn check_in(work: &mut Work<'_>, id: GoalId, new: &NewCheckIn) -> std::result::Result<(), Failure> {
    work.goal(id)?;
    if new.confidence.is_some_and(|c| !(1..=5).contains(&c)) {
        return Err(Problem::ConfidenceRange.into());
    }
    let note = new.note.trim();
    if new.value.is_none() && new.confidence.is_none() && note.is_empty() {
        return Err(Problem::Empty(Missing::CheckIn).into());
    }
    work.may_keep("", note, Readers::Partner)?;
    let checkin = CheckIn {
        id: CheckInId(work.clock.new_id()),
        rev: 1,
        goal: id,
        at: new.at.unwrap_or_else(|| work.clock.now()),
        value: new.value,
        confidence: new.confidence,
        note: note.to_owned(),
        created: work.now,
        deleted: None,
    };
    Ok(work.add(checkin)?)
}

/// Refuses words in the terms that fewer may see than a goal that reaches so far.
fn may_keep(
    work: &mut Work<'_>,
    before: Option<&GoalTerms>,
    after: &GoalTerms,
    reach: Reach,
) -> std::result::Result<(), Failure> {
    let texts = |terms: &GoalTerms| [Some(terms.title.clone()), terms.sign.clone(), terms.unit.clone()];
    let before = before.map(texts).unwrap_or_default();
    for (before, after) in before.into_iter().zip(texts(after)) {
        work.may_keep(&before.unwrap_or_default(), &after.unwrap_or_default(), reach.readers())?;
    }
    Ok(())
}

/// The terms as they are kept: trimmed, empty texts as none, numbers that are numbers.
fn tidy(terms: &GoalTerms) -> std::result::Result<GoalTerms, Failure> {
    let words = |text: &Option<String>| text.as_ref().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let number = |value: Option<f64>| value.filter(|v| v.is_finite());
    let title = terms.title.trim().to_owned();
    if title.is_empty() {
        return Err(Problem::Empty(Missing::Title).into());
    }
    Ok(GoalTerms {
        title,
        sign: words(&terms.sign),
        baseline: number(terms.baseline),
        target: number(terms.target),
        unit: words(&terms.unit),
        due: terms.due,
    })
}

impl Work<'_> {
    pub(super) fn goal(&self, id: GoalId) -> std::result::Result<Goal, Failure> {
        match self.tx.get(Key::Goal(id.0))? {
            Some(Record::Goal(goal)) if goal.deleted.is_none() => Ok(goal),
            _ => Err(Problem::NotFound { what: What::Goal, needle: id.ending() }.into()),
        }
    }
}
