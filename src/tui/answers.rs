//! What the journal answers: to each part of the desk its own. Part of [`super::update`], which alone calls it.

use std::path::PathBuf;

use super::effect::{Effect, Outcome, Query, Receipt, Ticket};
use super::model::Model;
use super::screens::form::covered;
use super::screens::form::given::Asked;
use super::screens::{
    Overlay, calendar, desk, form, leave, ledger, note, palette, prep, questions, search, summary, typed, vault, work,
    wrapup,
};
use crate::domain::forms::Change;
use crate::domain::ids::EntryId;
use crate::domain::views::{Note, PairDesk, PairView};
use crate::domain::{Entry, Moment};

/// Takes in what came of a read or a write; what was asked for anew since is old news.
pub fn answer(model: &mut Model, ticket: Ticket, outcome: Outcome) -> Vec<Effect> {
    let of_note = note::save::is_answer(model, ticket);
    let of_prep = prep::is_answer(model, ticket);
    let was_read = model.pending.is_read(ticket);
    let what = model.pending.what(ticket);
    if !model.pending.answered(ticket) {
        return Vec::new();
    }
    let outcome = match (outcome, what) {
        (Outcome::Stopped(more), Some(what)) => {
            let said = work::said(model, what, more, of_note);
            return stopped(model, ticket, said, of_note, was_read);
        }
        // Only what somebody waits for can be stopped.
        (Outcome::Stopped(_), None) => return Vec::new(),
        (outcome, _) => outcome,
    };
    let refusal = match &outcome {
        Outcome::Objected(why) => Some((why.as_str(), Asked::WhetherMeant)),
        Outcome::Failed(why) => Some((why.as_str(), Asked::Nothing)),
        _ => None,
    };
    form::given::answered(model, ticket, refusal);
    let of_note = of_note && model.writing.is_some();
    let mut outcome = outcome;
    if model.is_locked() {
        // It was read while the vault was open, and comes after the desk let go of its words.
        lock(&mut outcome);
    }
    if let Outcome::Written(Receipt::Sealed { note, why }) = outcome {
        if of_note && note::save::sealed_elsewhere(model, &note) {
            model.desk.hold_note(*note);
            let mut effects = note::save::save(model);
            // The desk beside the note shows its lines, too.
            effects.extend(model.refresh());
            return effects;
        }
        wrapup::learn_seals(model, &note);
        outcome = Outcome::Failed(why);
    }
    match outcome {
        Outcome::Pairs(pairs) => return pairs_arrived(model, pairs),
        Outcome::Desk(data) => {
            if model.desk.pair_view().is_some_and(|v| v.pair.id == data.pair) {
                return desk_arrived(model, *data);
            }
        }
        Outcome::Board(board) => model.desk.hold_board(*board),
        Outcome::Note(arrived) => {
            let kept = note::gone::compared(model, &arrived);
            note::arrived(model, &arrived);
            wrapup::learn_seals(model, &arrived);
            let (locked, readable) = (covered::locked(arrived.entries.iter()), covered::readable(model));
            model.desk.hold_note(*arrived);
            covered::learn_seals(model, &locked, &readable);
            return kept;
        }
        Outcome::NoteGone { session, in_bin, why } => return note::gone::gone(model, session, in_bin, why),
        Outcome::Offer(offer) => summary::arrived(model, *offer),
        Outcome::Bin(items) => {
            if let Some(bin) =
                model.overlays.iter_mut().find_map(|o| if let Overlay::Bin(b) = o { Some(b) } else { None })
            {
                bin.chosen = bin.chosen.min(items.len().saturating_sub(1));
                bin.items = Some(items);
            }
        }
        Outcome::Prep(ready) => {
            let (locked, readable) = (covered::locked(ready.entries()), covered::readable(model));
            covered::learn_seals(model, &locked, &readable);
            note::agenda::arrived(model, &ready);
            return prep::arrived(model, *ready);
        }
        Outcome::Agenda(text) => return prep::copy(model, text),
        Outcome::WrapUp(ready) => wrapup::arrived(model, *ready),
        Outcome::Ledger(ready) => {
            let entries = ready.promises.iter().map(|row| &row.promise.entry);
            let (locked, readable) = (covered::locked(entries), covered::readable(model));
            covered::learn_seals(model, &locked, &readable);
            ledger::arrived(model, *ready);
        }
        Outcome::Questions(own) => questions::arrived(model, own),
        Outcome::Due(due) => model.desk.hold_due(due),
        Outcome::Found(found) => search::arrived(model, *found),
        Outcome::Counted(part) => search::counted(model, &part),
        Outcome::DayCounts(counts) => calendar::counts_arrived(model, counts),
        Outcome::DayPage(page) => calendar::page_arrived(model, page),
        Outcome::Timeline(timeline) => calendar::timeline::arrived(model, timeline),
        Outcome::Nearest(nearest) => return calendar::nearest_arrived(model, *nearest),
        Outcome::SessionsOn(days, rows) => palette::sessions_arrived(model, days, &rows),
        Outcome::Strength(strength) => vault::dialogs::strength_told(model, strength),
        Outcome::Compared(found) => typed::arrived(model, &found),
        Outcome::Vault(state) => return vault::state_changed(model, state),
        Outcome::Unlocked { damaged, broken } => vault::dialogs::opened(model, damaged, broken),
        Outcome::NewVault { code, fell_back } => return vault::dialogs::made(model, code.0, fell_back),
        Outcome::TooWeak(strength) => vault::dialogs::too_weak(model, strength),
        Outcome::NoKey(why) => vault::dialogs::refused(model, why),
        Outcome::People(people) => palette::people_arrived(model, &people),
        Outcome::Written(receipt) => {
            model.leave.refused = None;
            work::was_done(model, ticket);
            return written(model, receipt, of_note);
        }
        Outcome::Failed(text) | Outcome::Objected(text) => {
            // No key waits for a vault that cannot be read about.
            model.vault.wanted = false;
            if model.leaving {
                if !was_read {
                    leave::failed(model, text, of_note);
                }
                return vault::go_on_locking(model, false);
            }
            model.desk.to_note = false;
            if !was_read && ticket != 0 {
                model.leave.refused = Some(text.clone());
            }
            if of_prep {
                return prep::unreadable(model, text);
            }
            if of_note && leave::is_closing(model) {
                let effects = leave::rescue_note(model, text);
                return if effects.is_empty() { vault::go_on_locking(model, false) } else { effects };
            }
            if of_note {
                note::save::failed(model);
                let kept = model.lang.t("note-kept-here");
                model.complain(model.lang.sentences(&[text.as_str(), &kept]));
                return vault::go_on_locking(model, false);
            }
            if was_read {
                summary::unreadable(model);
                // To read everything again would ask the same once more, and fail again.
                model.complain(text);
            } else {
                model.complain(text);
                // What the screen shows may no longer be what the journal has.
                return model.refresh();
            }
        }
        Outcome::Stopped(_) => {}
        Outcome::NoCopy(why) => model.say(why),
        Outcome::Unreached(paths) => {
            let said = each_path(model, "vault-unreached", &paths);
            model.complain(model.lang.sentences(&said));
        }
        Outcome::Damaged(records) => {
            let said = model.lang.count("damage-seen", records);
            model.complain(said);
        }
        Outcome::ChangedElsewhere => return model.refresh(),
        Outcome::Place(trouble) => return leave::place_changed(model, trouble),
        Outcome::ReadOnly(why) => {
            // What is on the screen already was said when it began.
            if let Some(why) = why.clone().filter(|_| model.read_only().is_none()) {
                model.complain(why);
            }
            model.unchangeable = why;
        }
        Outcome::Followed => {
            let said = model.lang.t("place-followed");
            model.say(said);
            note::gone::followed(model);
            return model.refresh();
        }
        Outcome::Rescued(outcome) => return leave::rescued(model, outcome),
        Outcome::FileSaved(path, given) => {
            let said = model.lang.fill("file-saved", [("path", path.display().to_string().into())]);
            model.say(said);
            return summary::commands::logged(model, given);
        }
        Outcome::FileExists(path, leaving) => form::line::ask_to_replace(model, path, leaving),
    }
    Vec::new()
}

/// A request was stopped: nothing of it is in the journal, and nothing of what was typed is lost.
fn stopped(model: &mut Model, ticket: Ticket, said: String, of_note: bool, was_read: bool) -> Vec<Effect> {
    model.work.stopped = None;
    form::given::answered(model, ticket, Some((&said, Asked::Nothing)));
    let of_note = of_note && model.writing.is_some();
    model.desk.to_note = false;
    if of_note {
        work::of_note(model);
    } else if was_read {
        summary::unreadable(model);
        note::unread(model);
        prep::unread(model);
    } else {
        work::stay(model);
    }
    model.complain(said);
    // To read everything again would be the same work once more.
    vault::go_on_locking(model, false)
}

/// Lets go of the words of sealed lines in an answer that would stay on a locked desk. What else holds lines belongs to a
/// screen that was closed when the vault was locked.
fn lock(outcome: &mut Outcome) {
    let lock_note = |note: &mut Note| note.entries.iter_mut().for_each(Entry::lock);
    match outcome {
        Outcome::Note(note) => lock_note(note),
        Outcome::Desk(desk) => {
            desk.note.iter_mut().for_each(lock_note);
            desk.later.iter_mut().for_each(Entry::lock);
            desk.actions.iter_mut().for_each(|promise| promise.entry.lock());
        }
        Outcome::WrapUp(ready) => lock_note(&mut ready.note),
        Outcome::People(lines) => lines.iter_mut().for_each(Entry::lock),
        Outcome::Written(
            Receipt::Note { note, .. }
            | Receipt::Sealed { note, .. }
            | Receipt::Session { note, .. }
            | Receipt::Finished { note, .. },
        ) => lock_note(note),
        Outcome::Prep(_) | Outcome::Ledger(_) | Outcome::Found(_) | Outcome::Bin(_) | Outcome::Offer(_) => {}
        Outcome::Pairs(_) | Outcome::Board(_) | Outcome::Agenda(_) | Outcome::Questions(_) | Outcome::Due(_) => {}
        Outcome::Counted(_) | Outcome::DayCounts(_) | Outcome::DayPage(_) | Outcome::Timeline(_) => {}
        Outcome::Nearest(_) | Outcome::SessionsOn(..) | Outcome::Strength(_) | Outcome::Vault(_) => {}
        Outcome::Compared(_) => {}
        Outcome::Unlocked { .. } | Outcome::NewVault { .. } | Outcome::TooWeak(_) | Outcome::NoKey(_) => {}
        Outcome::Written(
            Receipt::Plain
            | Receipt::Pair(_)
            | Receipt::Vanished
            | Receipt::NoPair(_)
            | Receipt::TextKept(_)
            | Receipt::Goal(_)
            | Receipt::Emptied(_)
            | Receipt::SealedOn { .. }
            | Receipt::Undone(_)
            | Receipt::Redone(_),
        ) => {}
        Outcome::Unreached(_)
        | Outcome::NoCopy(_)
        | Outcome::Damaged(_)
        | Outcome::Failed(_)
        | Outcome::Objected(_) => {}
        Outcome::Stopped(_) => {}
        Outcome::ChangedElsewhere | Outcome::Place(_) | Outcome::ReadOnly(_) | Outcome::NoteGone { .. } => {}
        Outcome::Followed | Outcome::Rescued(_) => {}
        Outcome::FileSaved(..) | Outcome::FileExists(..) => {}
    }
}

fn pairs_arrived(model: &mut Model, pairs: Vec<PairView>) -> Vec<Effect> {
    let first_time = !model.desk.loaded;
    model.desk.loaded = true;
    model.desk.hold_pairs(pairs);
    let Some(place) = model.desk.pair_place() else {
        model.desk.data = None;
        // Where nothing may be changed nobody begins.
        if first_time && model.read_only().is_none() {
            let welcome = form::pair::first(form::Kind::Welcome, model.lang);
            return form::open(model, welcome);
        }
        return Vec::new();
    };
    if !first_time {
        // The chosen pair may be new, or gone and another in its place.
        return model.choose(desk::Pane::Pairs, place);
    }
    let mut effects = prep::land(model);
    if effects.is_empty() {
        effects = model.choose(desk::Pane::Pairs, place);
    }
    // What is worth a look comes after what one has come for.
    effects.push(model.read(Query::Due));
    effects
}

fn desk_arrived(model: &mut Model, data: PairDesk) -> Vec<Effect> {
    let before = model.desk.session.id;
    let readable = covered::readable(model);
    let mut data = data;
    let mut kept = Vec::new();
    if let Some(note) = data.note.take() {
        kept = note::gone::compared(model, &note);
        note::arrived(model, &note);
        wrapup::learn_seals(model, &note);
        model.desk.hold_note(note);
    }
    let first = model.desk.data.as_ref().map(|d| d.first);
    model.desk.hold(data);
    let locked = covered::locked(model.desk.entries());
    covered::learn_seals(model, &locked, &readable);
    model.desk.settle_window(first);
    let place = match before {
        _ if model.desk.to_end == Some(desk::End::First) => Some(0),
        _ if model.desk.to_end == Some(desk::End::Last) => model.desk.sessions().len().checked_sub(1),
        Some(_) => model.desk.session_place(),
        None => first_session(model),
    };
    model.desk.to_end = None;
    kept.extend(place.map(|place| model.choose(desk::Pane::Sessions, place)).unwrap_or_default());
    kept
}

/// What one wants to see first: the newest session that was held, else the next one planned.
fn first_session(model: &Model) -> Option<usize> {
    use crate::domain::session::SessionStatus::Held;
    let sessions = model.desk.sessions();
    sessions.iter().position(|r| r.session.status == Held).or_else(|| sessions.len().checked_sub(1))
}

fn written(model: &mut Model, receipt: Receipt, of_note: bool) -> Vec<Effect> {
    match receipt {
        Receipt::Note { note, merged, ids } if of_note => return note_saved(model, &note, &ids, merged),
        Receipt::Session { note, overlaps } if of_note => return session_added(model, &note, overlaps),
        Receipt::Vanished => return note::gone::vanished(model),
        // Taken in before.
        Receipt::Sealed { why, .. } => model.complain(why),
        Receipt::NoPair(_) if of_note => return note::gone::homeless(model),
        Receipt::NoPair(text) => model.complain(text),
        Receipt::TextKept(path) => return note::gone::kept(model, &path),
        Receipt::Session { note, overlaps } => {
            let id = note.row.session.id;
            if model.writing.is_none() && model.desk.session.id != Some(id) {
                model.desk.session.id = Some(id);
            }
            if let Some(other) = overlaps {
                say_overlap(model, other);
            }
            if std::mem::take(&mut model.desk.to_note) {
                let mut effects = prep::begun(model, *note);
                effects.extend(model.refresh());
                return effects;
            }
        }
        Receipt::Finished { note, merged } => {
            let mut effects = wrapup::finished(model, &note, merged);
            effects.extend(model.refresh());
            return effects;
        }
        Receipt::Pair(id) => model.desk.pair.id = Some(id),
        Receipt::Goal(view) => model.desk.goal.id = Some(view.goal.id),
        Receipt::Emptied(count) => {
            let said = model.lang.count("bin-emptied", count);
            model.say(said);
        }
        Receipt::SealedOn { lines, other, unreached, remains } => {
            let beyond = model.lang.t("cli-seal-beyond");
            let mut said = vec![format!("{} {beyond}", model.lang.count("cli-seal-on-done", lines))];
            said.extend(each_path(model, "vault-other-copy", &other));
            said.extend(each_path(model, "vault-unreached", &unreached));
            said.extend(remains.then(|| model.lang.t("vault-remains").into_owned()));
            // Worth reading: it stays until a key is pressed.
            model.complain(said.join(" "));
        }
        Receipt::Undone(what) => say_travelled(model, "undone", "undo-nothing", what),
        Receipt::Redone(what) => say_travelled(model, "redone", "redo-nothing", what),
        Receipt::Plain | Receipt::Note { .. } => {}
    }
    model.refresh()
}

/// The same sentence on each file.
fn each_path(model: &Model, words: &str, paths: &[PathBuf]) -> Vec<String> {
    let said = |path: &PathBuf| model.lang.fill(words, [("path", path.display().to_string().into())]);
    paths.iter().map(said).collect()
}

/// The session whose note is open is in the journal from now on.
fn session_added(model: &mut Model, note: &Note, overlaps: Option<Moment>) -> Vec<Effect> {
    if note.row.session.is_running() {
        model.begins(note.row.session.id);
    }
    if let Some(other) = overlaps {
        say_overlap(model, other);
    }
    let ids: Vec<_> = note.entries.iter().map(|e| Some(e.id)).collect();
    let mut effects = note_saved(model, note, &ids, false);
    effects.extend(note::agenda::read(model));
    effects
}

/// Two sessions of one pair at one time: worth a word, no more.
fn say_overlap(model: &mut Model, other: Moment) {
    let (lang, today) = (model.lang, model.now.wall.date_naive());
    let when = lang.with_time(&lang.full_day(other.date_naive(), today), other);
    let said = lang.fill("session-overlaps", [("when", when.into())]);
    model.say(said);
}

fn say_travelled(model: &mut Model, done: &str, nothing: &str, what: Option<Change>) {
    use crate::i18n::Label;
    let said = match what {
        // Nothing was laid open, so nothing else is said.
        Some(Change::Seal) => model.lang.t("undo-seal-stays").into_owned(),
        Some(what) => model.lang.fill(done, [("what", what.label(model.lang).into())]),
        None => model.lang.t(nothing).into_owned(),
    };
    model.say(said);
}

fn note_saved(model: &mut Model, note: &Note, ids: &[Option<EntryId>], merged: bool) -> Vec<Effect> {
    let mut effects = note::save::saved(model, note, ids, merged);
    effects.extend(note::commands::close_when_saved(model));
    effects.extend(vault::go_on_locking(model, true));
    effects
}
