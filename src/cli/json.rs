//! The shapes that scripts rely on: fields may be added, never renamed. Times are RFC 3339 with offset, dates ISO.

use chrono::{NaiveDate, SecondsFormat};
use serde::Serialize;

use crate::capture;
use crate::domain::checklist::{Board, BoardItem, ItemMoment, Model, TickState};
use crate::domain::entry::{Entry, EntryKind, EntryState, Visibility};
use crate::domain::goal::{GoalStatus, GoalTerms, GoalView};
use crate::domain::ids::{EntryId, GoalId, PairId, SessionId};
use crate::domain::pair::{Direction, PairStatus, Role};
use crate::domain::session::{Mode, SessionKind, SessionStatus};
use crate::domain::views::{Note, PairView, SessionRow, Traced};
use crate::domain::{Cadence, Moment, Owner, Reach};
use crate::i18n::Lang;

/// A time as scripts read it: with seconds and the offset of its place.
pub fn time(at: Moment) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}

#[derive(Serialize)]
pub struct Pair<'a> {
    id: PairId,
    name: &'a str,
    alias: Option<&'a str>,
    role: Role,
    direction: Direction,
    purpose: &'a str,
    area: Option<&'a str>,
    status: PairStatus,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    every: Option<Cadence>,
    report_agreed: Option<NaiveDate>,
    address: Option<&'a str>,
    sessions: u32,
    next_at: Option<String>,
    last_at: Option<String>,
}

pub fn pair(view: &PairView) -> Pair<'_> {
    let pair = &view.pair;
    Pair {
        id: pair.id,
        name: &pair.name,
        alias: pair.alias.as_deref(),
        role: pair.role,
        direction: pair.direction,
        purpose: &pair.purpose,
        area: pair.area.as_deref(),
        status: pair.status,
        from: pair.from,
        until: pair.until,
        every: pair.every,
        report_agreed: pair.report_agreed,
        address: pair.address.as_deref(),
        sessions: view.sessions,
        next_at: view.next_at.map(time),
        last_at: view.last_at.map(time),
    }
}

#[derive(Serialize)]
pub struct Session<'a> {
    id: SessionId,
    pair: PairId,
    number: Option<u32>,
    kind: SessionKind,
    status: SessionStatus,
    at: String,
    minutes: Option<u32>,
    planned_minutes: Option<u32>,
    started_at: Option<String>,
    pulse: Option<u8>,
    mode: Option<Mode>,
    theme: &'a str,
    theme_visibility: Reach,
    next_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<Vec<Line>>,
}

/// A session of a list: without its lines.
pub fn session(row: &SessionRow) -> Session<'_> {
    let session = &row.session;
    Session {
        id: session.id,
        pair: session.pair,
        number: row.number,
        kind: session.kind,
        status: session.status,
        at: time(session.at),
        minutes: session.minutes,
        planned_minutes: session.plan(),
        started_at: session.started.map(time),
        pulse: session.pulse,
        mode: session.mode,
        theme: &session.theme,
        theme_visibility: session.theme_reach,
        next_at: row.next_at.map(time),
        lines: None,
    }
}

/// A session with its note.
pub fn note(note: &Note) -> Session<'_> {
    Session { lines: Some(note.entries.iter().map(line).collect()), ..session(&note.row) }
}

#[derive(Serialize)]
pub struct Line {
    id: EntryId,
    kind: EntryKind,
    owner: Owner,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    sealed: bool,
    visibility: Visibility,
    state: Option<EntryState>,
    due: Option<NaiveDate>,
    result: Option<String>,
    learned: Option<String>,
    settled_at: Option<String>,
}

/// A line. What a promise has become stays hidden while the line is something else, and so does the state of a line
/// that waits for nothing.
pub fn line(entry: &Entry) -> Line {
    let (alive, waits) = (entry.kind.has_life(), entry.can_settle());
    Line {
        id: entry.id,
        kind: entry.kind,
        owner: entry.owner,
        raw: entry.raw.text().map(str::to_owned),
        text: text(entry),
        sealed: entry.raw.is_sealed(),
        visibility: entry.visibility,
        state: waits.then_some(entry.state),
        due: entry.due.filter(|_| alive),
        result: entry.result.clone().filter(|_| alive),
        learned: entry.learned.clone().filter(|_| alive),
        settled_at: entry.settled.filter(|_| waits).map(time),
    }
}

/// The words of a line; `None` while they cannot be read.
fn text(entry: &Entry) -> Option<String> {
    Some(capture::body(entry.raw.text()?).into_owned())
}

#[derive(Serialize)]
pub struct Goal<'a> {
    id: GoalId,
    pair: PairId,
    owner: Owner,
    #[serde(flatten)]
    terms: &'a GoalTerms,
    value: Option<f64>,
    agreed: Option<NaiveDate>,
    visibility: Reach,
    status: GoalStatus,
    checkins: Vec<CheckIn<'a>>,
    revisions: Vec<Revision<'a>>,
}

#[derive(Serialize)]
struct CheckIn<'a> {
    at: String,
    value: Option<f64>,
    confidence: Option<u8>,
    note: &'a str,
}

#[derive(Serialize)]
struct Revision<'a> {
    at: String,
    reason: &'a str,
    before: &'a GoalTerms,
}

pub fn goal(view: &GoalView) -> Goal<'_> {
    let goal = &view.goal;
    let checkins = view.checkins.iter();
    let revisions = view.revisions.iter();
    Goal {
        id: goal.id,
        pair: goal.pair,
        owner: goal.owner,
        terms: &goal.terms,
        value: view.value(),
        agreed: goal.agreed,
        visibility: goal.reach,
        status: goal.status,
        checkins: checkins
            .map(|c| CheckIn { at: time(c.at), value: c.value, confidence: c.confidence, note: &c.note })
            .collect(),
        revisions: revisions.map(|r| Revision { at: time(r.at), reason: &r.reason, before: &r.before }).collect(),
    }
}

#[derive(Serialize)]
pub struct Action<'a> {
    id: EntryId,
    pair: PairId,
    session: Option<SessionId>,
    owner: Owner,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    sealed: bool,
    due: Option<NaiveDate>,
    state: EntryState,
    result: Option<&'a str>,
    learned: Option<&'a str>,
    settled_at: Option<String>,
    settled_in: Option<SessionId>,
    carried: u32,
}

pub fn action(view: &Traced) -> Action<'_> {
    let entry = &view.entry;
    Action {
        id: entry.id,
        pair: entry.pair,
        session: entry.session,
        owner: entry.owner,
        text: text(entry),
        sealed: entry.raw.is_sealed(),
        due: entry.due,
        state: entry.state,
        result: entry.result.as_deref(),
        learned: entry.learned.as_deref(),
        settled_at: entry.settled.map(time),
        settled_in: entry.settled_in,
        carried: view.carried,
    }
}

#[derive(Serialize)]
pub struct Mentor<'a> {
    pair: PairId,
    keys: Vec<Key<'a>>,
}

#[derive(Serialize)]
struct Key<'a> {
    key: &'a str,
    rating: Option<u8>,
    trend: Vec<Feel>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Feel {
    at: String,
    rating: u8,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    who: Role,
    when: ItemMoment,
    state: TickState,
    text: &'a str,
}

pub fn mentor(board: &Board, lang: Lang) -> Mentor<'_> {
    let keys = board.keys.iter().map(|key| Key {
        key: &key.key,
        rating: key.level(),
        trend: key.ratings.iter().map(|r| Feel { at: time(r.at), rating: r.level }).collect(),
        items: key
            .items
            .iter()
            .map(|i| Item { id: &i.id, who: i.who, when: i.when, state: i.state, text: item_text(i, lang) })
            .collect(),
    });
    Mentor { pair: board.pair, keys: keys.collect() }
}

/// What an item says: the person's own words, or the model's.
pub fn item_text(item: &BoardItem, lang: Lang) -> &str {
    let built_in = || Model::built_in().item(&item.id).map_or("", |i| lang.pick(&i.text));
    item.own.as_ref().map_or_else(built_in, |own| own.text.as_str())
}
