//! The MENTOR checklist: tick, feel, add an item.

use super::{Failure, Journal, Work};
use crate::domain::checklist::{
    Board, BoardItem, BoardKey, ItemMoment, Model, Need, OwnItem, Rating, Tick, TickState, shown_to,
};
use crate::domain::forms::{Change, NewItem, NewRating, NewTick};
use crate::domain::ids::{OwnItemId, PairId, RatingId, SessionId, TickId};
use crate::domain::pair::{Pair, Role};
use crate::domain::{EntryState, Readers};
use crate::problem::{Missing, Problem, Result, What};
use crate::store::{Key, Record, Tx};

impl Journal {
    /// The six keys of a pair. Items of every session show their state at `session`; `None` is the newest held one.
    pub fn board(&self, pair: PairId, session: Option<SessionId>) -> Result<Board> {
        self.read(|tx| board(&Work::new(tx, self.clock), pair, session))
    }

    /// Sets the state of one item.
    ///
    /// # Errors
    /// An item of every session needs a session to belong to.
    pub fn tick(&mut self, new: &NewTick) -> Result<Board> {
        let show = |work: &Work<'_>, session: Option<SessionId>| board(work, new.pair, session.or(new.session));
        self.change_and_show(Change::Tick, |work| tick(work, new), show)
    }

    /// Writes down how a key feels now.
    pub fn rate(&mut self, new: &NewRating) -> Result<Board> {
        self.change_and_show(Change::Rating, |work| rate(work, new), |work, ()| board(work, new.pair, None))
    }

    pub fn add_item(&mut self, new: &NewItem) -> Result<OwnItem> {
        self.change(Change::Item, |work| {
            work.pair(new.pair)?;
            let text = new.text.trim().to_owned();
            if text.is_empty() {
                return Err(Problem::Empty(Missing::Text).into());
            }
            work.may_keep("", &text, Readers::Partner)?;
            let item = OwnItem {
                id: OwnItemId(work.clock.new_id()),
                rev: 1,
                pair: new.pair,
                key: known_key(&new.key)?.to_owned(),
                when: new.when,
                text,
                created: work.now,
                deleted: None,
            };
            work.add(item.clone())?;
            Ok(item)
        })
    }

    pub fn edit_item(&mut self, id: OwnItemId, text: &str) -> Result<()> {
        let text = text.trim().to_owned();
        if text.is_empty() {
            return Err(Problem::Empty(Missing::Text));
        }
        self.change(Change::Item, |work| match work.tx.get(Key::OwnItem(id.0))? {
            Some(Record::OwnItem(item)) => {
                work.may_keep(&item.text, &text, Readers::Partner)?;
                Ok(work.put(OwnItem { text, ..item })?)
            }
            _ => Err(Problem::NotFound { what: What::Item, needle: id.ending() }.into()),
        })
    }
}

fn known_key(key: &str) -> std::result::Result<&'static str, Failure> {
    let pillar = Model::built_in().pillar(key);
    Ok(pillar.map(|p| p.key.as_str()).ok_or_else(|| Problem::NotFound { what: What::Key, needle: key.to_owned() })?)
}

/// Ticks inside a transaction; also used by the demo. Returns the session that the tick belongs to.
pub(super) fn tick(work: &mut Work<'_>, new: &NewTick) -> std::result::Result<Option<SessionId>, Failure> {
    let pair = work.pair(new.pair)?;
    let (id, when) = item_named(work.tx, &pair, &new.item)?;
    let session = match when {
        ItemMoment::Session => {
            let chosen =
                new.session.map_or_else(|| Ok::<_, Failure>(work.tx.newest_held(new.pair)?), |s| Ok(Some(s)))?;
            Some(chosen.ok_or_else(|| Problem::NeedsSession { item: new.item.clone() })?)
        }
        _ => None,
    };
    if let Some(session) = session
        && work.session(session)?.pair != new.pair
    {
        return Err(Problem::NotFound { what: What::Session, needle: session.ending() }.into());
    }
    let known = work.tx.tick(new.pair, &id, session)?;
    if known.is_some() || new.state != TickState::Open {
        put_tick(work, known, new, id, session)?;
    }
    Ok(session)
}

/// Ticks a question of the bank at a session: open is proposed, done is asked.
pub(super) fn set_tick(work: &mut Work<'_>, new: &NewTick, session: SessionId) -> std::result::Result<(), Failure> {
    let known = work.tx.tick(new.pair, &new.item, Some(session))?;
    put_tick(work, known, new, new.item.clone(), Some(session))
}

fn put_tick(
    work: &mut Work<'_>,
    known: Option<Tick>,
    new: &NewTick,
    item: String,
    session: Option<SessionId>,
) -> std::result::Result<(), Failure> {
    let at = work.clock.now();
    let state = new.state;
    match known {
        Some(tick) if tick.state == state => Ok(()),
        Some(tick) => Ok(work.put(Tick { state, at, ..tick })?),
        None => {
            let id = TickId(work.clock.new_id());
            Ok(work.add(Tick { id, rev: 1, pair: new.pair, item, session, state, at })?)
        }
    }
}

/// Rates inside a transaction; also used by the demo.
pub(super) fn rate(work: &mut Work<'_>, new: &NewRating) -> std::result::Result<(), Failure> {
    if !(1..=5).contains(&new.level) {
        return Err(Problem::RatingRange.into());
    }
    work.pair(new.pair)?;
    let key = known_key(&new.key)?.to_owned();
    work.may_keep("", new.note.trim(), Readers::Me)?;
    let at = new.at.unwrap_or_else(|| work.clock.now());
    let id = RatingId(work.clock.new_id());
    Ok(work.add(Rating { id, rev: 1, pair: new.pair, key, level: new.level, note: new.note.trim().to_owned(), at })?)
}

/// The full id and the moment of an item of the model or an own one (by a part of its id).
fn item_named(tx: &Tx<'_>, pair: &Pair, needle: &str) -> std::result::Result<(String, ItemMoment), Failure> {
    if let Some(item) = Model::built_in().item(needle) {
        return Ok((item.id.clone(), item.when));
    }
    let plain = needle.to_lowercase().replace('-', "");
    let found: Vec<OwnItem> = tx
        .own_items(pair.id)?
        .into_iter()
        .filter(|o| {
            let id = o.id.0.simple().to_string();
            plain.len() >= 4 && (id.starts_with(&plain) || id.ends_with(&plain))
        })
        .collect();
    match found.as_slice() {
        [one] => Ok((one.id.to_string(), one.when)),
        [] => Err(Problem::NotFound { what: What::Item, needle: needle.to_owned() }.into()),
        many => {
            let candidates = many.iter().map(|o| o.id.ending()).collect();
            Err(Problem::Ambiguous { needle: needle.to_owned(), candidates }.into())
        }
    }
}

/// The board inside a read; also used by the desk.
pub(super) fn board(work: &Work<'_>, id: PairId, session: Option<SessionId>) -> std::result::Result<Board, Failure> {
    let (tx, pair) = (work.tx, work.pair(id)?);
    let session = session.map_or_else(|| Ok::<_, Failure>(tx.newest_held(id)?), |s| Ok(Some(s)))?;
    let ticks = tx.ticks(id, session)?;
    let ratings = tx.ratings(id)?;
    let own = tx.own_items(id)?;
    let introduction = introduction_under_way(tx, id)?;
    let state = |item: &str| ticks.iter().find(|t| t.item == item).map_or(TickState::Open, |t| t.state);
    let keys = Model::built_in()
        .pillars
        .iter()
        .map(|pillar| {
            let built_in = pillar
                .items
                .iter()
                .filter(|i| shown_to(i.who, pair.role, pair.direction))
                .filter(|i| i.needs != Some(Need::Introduction) || introduction || state(&i.id) != TickState::Open)
                .map(|i| BoardItem { id: i.id.clone(), own: None, who: i.who, when: i.when, state: state(&i.id) });
            let added = own.iter().filter(|o| o.key == pillar.key).map(|o| {
                let id = o.id.to_string();
                BoardItem { state: state(&id), id, own: Some(o.clone()), who: Role::Both, when: o.when }
            });
            let mut items: Vec<BoardItem> = built_in.chain(added).collect();
            items.sort_by_key(|i| i.when);
            let ratings = ratings.iter().filter(|r| r.key == pillar.key).cloned().collect();
            BoardKey { key: pillar.key.clone(), ratings, items }
        })
        .collect();
    Ok(Board { pair: id, session, keys })
}

/// Whether somebody was met or an introduction promised and is still under way: a person's line that is open.
fn introduction_under_way(tx: &Tx<'_>, pair: PairId) -> std::result::Result<bool, Failure> {
    Ok(tx.has_person(pair, EntryState::Open)?)
}
