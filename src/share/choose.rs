//! Selecting what may be shared from the records of a journal, by an allow-list that starts empty. Every record is
//! destructured field by field, so that a new field of the domain does not compile here until someone has decided who
//! may see it; [`super::papers`], which makes pages of the selection, gets only the types of this file.

use chrono::NaiveDate;

use crate::capture;
use crate::domain::entry::{Entry, EntryKind, EntryState, Reach, Visibility};
use crate::domain::goal::{CheckIn, Goal, GoalStatus, GoalTerms, GoalView};
use crate::domain::pair::{Pair, Role};
use crate::domain::session::{Mode, Session, SessionStatus};
use crate::domain::sharing::{LineOffer, Paper, Stay, Wish};
use crate::domain::views::{Note, PairView, SessionRow};
use crate::domain::{Cadence, Moment, Owner};
use crate::i18n::GoalNumbers;

/// What may be shared about a pair: with the partner, who knows it, and with the office, which has a list of pairs.
#[derive(Clone, Debug, PartialEq)]
pub struct ChosenPair {
    /// The partner's name.
    pub name: String,
    pub role: Role,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub every: Option<Cadence>,
    /// What the pair is for.
    pub area: Option<String>,
    /// The form of address of the partner, if chosen.
    pub address: Option<String>,
    /// The partner has agreed that contents go into the report.
    pub agreed: bool,
}

/// What may be shared about a session that was held.
#[derive(Clone, Debug, PartialEq)]
pub struct ChosenSession {
    pub at: Moment,
    pub minutes: Option<u32>,
    pub mode: Option<Mode>,
    /// `None`: there is none, or it is left out.
    pub theme: Option<String>,
    pub lines: Vec<ChosenLine>,
    /// The next one that is planned or was held.
    pub next: Option<Moment>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ChosenLine {
    pub kind: EntryKind,
    pub owner: Owner,
    /// Without its marker; may have several lines.
    pub text: String,
    /// For a promise: its due date, the phrase in its text, and its state.
    pub due: Option<NaiveDate>,
    pub due_phrase: Option<String>,
    pub state: Option<EntryState>,
    /// With a promise: the day from which its words are seen, that of its session.
    pub said: Option<NaiveDate>,
    /// With one's own promise.
    pub result: Option<String>,
    /// For a promise with a result: what was learned from it, if it was written to be shared.
    pub learned: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ChosenGoal {
    pub title: String,
    pub sign: Option<String>,
    pub owner: Owner,
    pub status: GoalStatus,
    pub numbers: GoalNumbers,
    pub due: Option<NaiveDate>,
    /// From 0 to 1.
    pub progress: Option<f64>,
    /// The values over time, oldest first.
    pub series: Vec<f64>,
}

/// What may be shared about a pair on this day.
pub fn pair(view: &PairView, today: NaiveDate) -> ChosenPair {
    let PairView { pair, sessions: _, next_at: _, last_at: _ } = view;
    let Pair {
        id: _,
        rev: _,
        name,
        // Names for oneself.
        reading: _,
        alias: _,
        role,
        // Who learns from whom is the pair's own affair, and why they meet is said between the two.
        direction: _,
        purpose: _,
        area,
        status: _,
        from,
        until,
        every,
        paused_until: _,
        report_agreed,
        address,
        created: _,
        updated: _,
        deleted: _,
    } = pair;
    ChosenPair {
        name: name.clone(),
        role: *role,
        from: *from,
        until: *until,
        every: *every,
        area: area.clone(),
        address: address.clone(),
        // A yes that is still to come is none.
        agreed: report_agreed.is_some_and(|day| day <= today),
    }
}

/// What may be shared about a session in this document: its included lines. `offers` gets each line of the note and
/// whether it is included. Nothing if the session was not held.
pub fn session(note: &Note, wish: &Wish, agreed: bool, offers: &mut Vec<LineOffer>) -> Option<ChosenSession> {
    let Note { row, entries } = note;
    let SessionRow { session, number: _, opening: _, actions: _, learnings: _, next_at } = row;
    let Session {
        id: _,
        rev: _,
        pair: _,
        kind: _,
        status,
        at,
        minutes,
        mode,
        theme,
        theme_reach,
        moved_to: _,
        lead: _,
        sealed: _,
        planned_minutes: _,
        started: _,
        // How it felt is never for anybody else.
        pulse: _,
        created: _,
        updated: _,
        deleted,
    } = session;
    if *status != SessionStatus::Held || deleted.is_some() {
        return None;
    }
    let theme = Some(theme.trim()).filter(|t| !t.is_empty() && theme_leaves(wish, *theme_reach, agreed));
    let mut lines = Vec::new();
    for entry in entries {
        let Some(offer) = offer(entry, Some(*at), wish, agreed) else { continue };
        if offer.stays.is_none() {
            lines.push(line(entry, Some(at.date_naive())));
        }
        offers.push(offer);
    }
    Some(ChosenSession {
        at: *at,
        minutes: *minutes,
        mode: *mode,
        theme: theme.map(str::to_owned),
        lines,
        next: *next_at,
    })
}

fn theme_leaves(wish: &Wish, reach: Reach, agreed: bool) -> bool {
    match wish.paper {
        Paper::Summary | Paper::Archive | Paper::Record => true,
        Paper::Report => wish.parts.themes && agreed && reach == Reach::Programme,
        Paper::KnowHow => false,
    }
}

/// A line that could be in this document; `None` if it never could.
fn offer(entry: &Entry, at: Option<Moment>, wish: &Wish, agreed: bool) -> Option<LineOffer> {
    let text = entry.raw.text().map(capture::body);
    let first = text.as_deref().and_then(|text| text.lines().next()).unwrap_or_default().trim();
    if text.as_deref().is_some_and(|text| text.trim().is_empty()) || !belongs(entry, wish.paper) {
        return None;
    }
    let stays = match (wish.lines.get(&entry.id), stays(entry, wish, agreed)) {
        // Whoever picks it: what is sealed stays.
        (_, Some(Stay::Sealed)) => Some(Stay::Sealed),
        (Some(false), None) => Some(Stay::Chosen),
        (Some(true), _) if may_be_picked(wish.paper) => None,
        (_, rule) => rule,
    };
    let text = first.to_owned();
    let (kind, owner, visibility) = (entry.kind, entry.owner, entry.visibility);
    Some(LineOffer { id: entry.id, at, kind, owner, visibility, text, stays })
}

/// Whether a single line may be added by hand. Nothing that the rules leave out of a report can be added to it.
fn may_be_picked(paper: Paper) -> bool {
    match paper {
        Paper::Report => false,
        Paper::Summary | Paper::Archive | Paper::Record | Paper::KnowHow => true,
    }
}

/// Whether lines of this kind belong in the document.
fn belongs(entry: &Entry, paper: Paper) -> bool {
    // An allow-list: another kind is in neither paper until it is added here.
    const LEARNED: [EntryKind; 2] = [EntryKind::Learning, EntryKind::Growth];
    const KNOW_HOW: [EntryKind; 5] =
        [EntryKind::Learning, EntryKind::Advice, EntryKind::Story, EntryKind::Quote, EntryKind::Idea];
    match paper {
        Paper::Summary | Paper::Report | Paper::Archive => true,
        Paper::Record => LEARNED.contains(&entry.kind) && entry.owner != Owner::Partner,
        Paper::KnowHow => KNOW_HOW.contains(&entry.kind),
    }
}

/// Why a line is left out; `None` includes it.
fn stays(entry: &Entry, wish: &Wish, agreed: bool) -> Option<Stay> {
    if wish.paper == Paper::Archive {
        return None;
    }
    if entry.raw.is_sealed() {
        return Some(Stay::Sealed);
    }
    if entry.kind.is_never_told() {
        return Some(Stay::Reading);
    }
    match (wish.paper, entry.visibility) {
        (Paper::Archive, _) => None,
        (Paper::Summary | Paper::Report | Paper::Record | Paper::KnowHow, Visibility::Private) => Some(Stay::Private),
        (Paper::Report, Visibility::Partner) => Some(Stay::Partner),
        (Paper::Report, Visibility::Programme) => {
            let own_learning = entry.kind == EntryKind::Learning && entry.owner == Owner::Me;
            let may = wish.parts.learnings && agreed && own_learning;
            (!may).then_some(Stay::NotForOffice)
        }
        (Paper::Summary | Paper::Record | Paper::KnowHow, Visibility::Partner | Visibility::Programme) => None,
    }
}

/// What of a line that is in the paper may be told.
fn line(entry: &Entry, said: Option<NaiveDate>) -> ChosenLine {
    let Entry {
        id: _,
        rev: _,
        pair: _,
        session: _,
        position: _,
        kind,
        owner,
        owner_chosen: _,
        // Both decided above whether it is in at all.
        visibility: _,
        visibility_chosen: _,
        raw,
        seal_chosen: _,
        state,
        due,
        // Told by `due_words`.
        due_phrase: _,
        due_chosen: _,
        result,
        learned,
        // What was written down for oneself, before it could go along, stays.
        learned_told,
        settled: _,
        settled_in: _,
        created: _,
        updated: _,
        deleted: _,
    } = entry;
    let alive = kind.has_life();
    let told = alive && *learned_told && *state != EntryState::Open;
    ChosenLine {
        kind: *kind,
        owner: *owner,
        text: raw.text().map(capture::body_with_code).unwrap_or_default().into_owned(),
        due: due.filter(|_| alive),
        due_phrase: entry.due_words().map(str::to_owned).filter(|_| alive),
        state: alive.then_some(*state),
        said: said.filter(|_| alive),
        result: result.clone().filter(|r| alive && *owner != Owner::Partner && !r.trim().is_empty()),
        learned: learned.clone().filter(|words| told && !words.trim().is_empty()),
    }
}

/// A goal that may be shared: both have agreed to it, and the reader of this document may see it.
pub fn goal(view: &GoalView, paper: Paper) -> Option<ChosenGoal> {
    let GoalView { goal, checkins, revisions: _ } = view;
    let Goal { id: _, rev: _, pair: _, owner, terms, agreed, reach, status, created: _, updated: _, deleted } = goal;
    // The numbers are told together.
    let GoalTerms { title, sign, baseline: _, target: _, unit: _, due } = terms;
    let reaches = match paper {
        Paper::Report => *reach == Reach::Programme,
        Paper::Summary | Paper::Archive | Paper::Record | Paper::KnowHow => true,
    };
    let is_told = match status {
        GoalStatus::Draft | GoalStatus::Dropped => false,
        GoalStatus::Active | GoalStatus::Hold | GoalStatus::Done => true,
    };
    if agreed.is_none() || deleted.is_some() || !reaches || !is_told {
        return None;
    }
    Some(ChosenGoal {
        title: title.clone(),
        sign: sign.clone(),
        owner: *owner,
        status: *status,
        numbers: GoalNumbers::of(view),
        due: *due,
        progress: view.progress(),
        // From where its numbers begin, which are told beside them.
        series: view.baseline_of_series().into_iter().chain(checkins.iter().filter_map(value)).collect(),
    })
}

/// The number of a check-in and nothing else: confidence and comment are private.
fn value(checkin: &CheckIn) -> Option<f64> {
    let CheckIn { id: _, rev: _, goal: _, at: _, value, confidence: _, note: _, created: _, deleted: _ } = checkin;
    *value
}

/// The lines of a pair that are in no session and may be in a document for oneself.
pub fn in_between(entry: &Entry, wish: &Wish, offers: &mut Vec<LineOffer>) -> Option<ChosenLine> {
    let offer = offer(entry, None, wish, false)?;
    let chosen = offer.stays.is_none().then(|| line(entry, None));
    offers.push(offer);
    chosen
}
