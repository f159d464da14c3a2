//! The full journal: everything, pair by pair, in chronological order. It is for the user alone, so it leaves out only
//! what serves the program itself; a new field of the domain has to be decided about here, too.

use super::{Folder, Material, days, fact, moment, section, writer};
use crate::domain::checklist::{Board, BoardItem, BoardKey, Model, TickState};
use crate::domain::entry::Entry;
use crate::domain::goal::{CheckIn, Goal, GoalTerms, GoalView, Revision};
use crate::domain::pair::Pair;
use crate::domain::session::Session;
use crate::domain::sharing::{Paper, Wish};
use crate::domain::views::{Note, SessionRow};
use crate::domain::{EntryState, Visibility};
use crate::i18n::{GoalNumbers, Label, Lang};
use crate::share::dated::{Dated, dated};
use crate::share::page::{Block, Fact, GoalBar, Item, KeyBar, Page, Section};

pub fn page(wish: &Wish, material: &Material, lang: Lang) -> Page {
    let mut facts: Vec<Fact> = writer(wish, lang).into_iter().collect();
    facts.extend(material.days.map(|span| fact("period", lang, days(span, lang))));
    facts.push(fact("pairs", lang, lang.count("paper-pairs", material.folders.len())));
    facts.push(fact("written", lang, lang.written_day(material.today)));
    let sections = material.folders.iter().map(|folder| of_pair(folder, lang)).collect();
    let title = lang.t("paper-archive-title").into_owned();
    Page { paper: Paper::Archive, lang, title, facts, sections, closing: Vec::new() }
}

fn of_pair(folder: &Folder, lang: Lang) -> Section {
    let Folder { pair, sessions, later, goals, board, next } = folder;
    let mut about: Vec<Item> = pair_facts(&pair.pair, lang).into_iter().map(told).collect();
    about.extend(next.map(|at| told(fact("next", lang, moment(at, lang)))));
    let mut sections = Vec::new();
    if !goals.is_empty() {
        let bars = goals.iter().map(|view| goal_bar(view, lang)).collect();
        let stories = goals.iter().filter_map(|view| story(view, lang)).collect();
        sections.push(Section { sections: stories, ..section("goals", lang, vec![Block::Goals(bars)]) });
    }
    sections.push(keys(board, lang));
    if !later.is_empty() {
        let items = later.iter().map(|entry| item(entry, lang)).collect();
        sections.push(section("later", lang, vec![Block::List(items)]));
    }
    let held = sessions.iter().map(|note| of_session(note, lang)).collect();
    sections.push(Section { sections: held, ..section("sessions", lang, Vec::new()) });
    Section { key: "pair", title: pair.pair.name.clone(), blocks: vec![Block::List(about)], sections }
}

/// A fact as a line of a list.
fn told(fact: Fact) -> Item {
    Item { label: Some(fact.label), text: fact.value, ..Item::default() }
}

fn pair_facts(pair: &Pair, lang: Lang) -> Vec<Fact> {
    let Pair {
        id: _,
        rev: _,
        name: _,
        reading,
        alias,
        role,
        direction,
        purpose,
        area,
        status,
        from,
        until,
        every,
        paused_until,
        report_agreed,
        address,
        created: _,
        updated: _,
        deleted: _,
    } = pair;
    let day = |d: &Option<chrono::NaiveDate>| d.map(|d| lang.written_day(d)).unwrap_or_default();
    let words = |w: &Option<String>| w.clone().unwrap_or_default();
    let mut facts = vec![
        fact("reading", lang, words(reading)),
        fact("alias", lang, words(alias)),
        fact("address", lang, address_words(address.as_deref(), lang)),
        fact("role", lang, role.label(lang)),
        fact("direction", lang, direction.label(lang)),
        fact("status", lang, status.label(lang)),
        fact("purpose", lang, purpose.as_str()),
        fact("area", lang, words(area)),
        fact("from", lang, day(from)),
        fact("until", lang, day(until)),
        fact("every", lang, every.map(|e| lang.cadence(e)).unwrap_or_default()),
        fact("paused-until", lang, day(paused_until)),
        fact("report-agreed", lang, day(report_agreed)),
    ];
    facts.retain(|f| !f.value.trim().is_empty());
    facts
}

/// The form of address of a person, if chosen.
fn address_words(address: Option<&str>, lang: Lang) -> String {
    match address {
        None => String::new(),
        Some("") => lang.t("address-none").into_owned(),
        Some(words) => words.to_owned(),
    }
}

fn of_session(note: &Note, lang: Lang) -> Section {
    let Note { row, entries } = note;
    let SessionRow { session, number, opening: _, actions: _, learnings: _, next_at: _ } = row;
    let Session {
        id: _,
        rev: _,
        pair: _,
        kind,
        status,
        at,
        minutes,
        mode,
        theme,
        theme_reach,
        moved_to: _,
        lead: _,
        sealed: _,
        planned_minutes,
        started: _,
        pulse,
        created: _,
        updated: _,
        deleted: _,
    } = session;
    let mut title = moment(*at, lang);
    if !theme.trim().is_empty() {
        title = lang.fill("paper-titled", [("when", title.into()), ("theme", theme.trim().into())]);
    }
    let number = number.map(|n| lang.count("paper-number", n)).unwrap_or_default();
    let mut parts = vec![number, kind.label(lang).into_owned(), status.label(lang).into_owned()];
    parts.extend(minutes.map(|m| lang.minutes(m)));
    let planned = planned_minutes.filter(|p| Some(*p) != *minutes);
    parts.extend(planned.map(|m| lang.fill("paper-planned", [("minutes", lang.minutes(m).into())])));
    parts.extend(mode.map(|m| m.label(lang).into_owned()));
    parts.extend(pulse.map(|p| lang.count("paper-pulse", p)));
    let seen = lang.fill("paper-theme-reach", [("who", theme_reach.label(lang).into())]);
    parts.extend((*theme_reach == crate::domain::Reach::Programme).then_some(seen));
    parts.retain(|p| !p.is_empty());
    let mut blocks = vec![Block::Text(parts.join(" · "))];
    if !entries.is_empty() {
        blocks.push(Block::List(entries.iter().map(|entry| item(entry, lang)).collect()));
    }
    Section { key: "session", title, blocks, sections: Vec::new() }
}

/// A line with all its details.
fn item(entry: &Entry, lang: Lang) -> Item {
    let Entry {
        id: _,
        rev: _,
        pair: _,
        session: _,
        position: _,
        kind,
        owner,
        owner_chosen: _,
        visibility,
        visibility_chosen: _,
        raw: _,
        seal_chosen: _,
        state,
        due,
        // Told by `due_words`.
        due_phrase: _,
        due_chosen: _,
        result,
        learned,
        learned_told: _,
        settled,
        settled_in: _,
        created: _,
        updated: _,
        deleted: _,
    } = entry;
    let mut label = kind.label(lang).into_owned();
    if *owner != kind.default_owner() {
        label = lang.fill("paper-kind-of", [("kind", label.into()), ("who", owner.label(lang).into())]);
    }
    let Dated { text, beside } = dated(&super::text_of(entry, lang), entry.due_words(), *due, lang);
    let mut remarks: Vec<String> = beside.into_iter().collect();
    if entry.can_settle() && *state != EntryState::Open {
        // A promise has the same words as in every other paper.
        let became = if kind.has_life() { state.label(lang) } else { lang.state_of(entry) };
        remarks.push(match settled {
            Some(at) => {
                let day = lang.written_day(at.date_naive());
                lang.fill("paper-became-on", [("state", became.into_owned().into()), ("day", day.into())])
            }
            None => became.into_owned(),
        });
    }
    remarks.extend(result.as_ref().map(|r| lang.fill("paper-came", [("result", r.as_str().into())])));
    remarks.extend(learned.as_ref().map(|l| lang.fill("paper-learned", [("learned", l.as_str().into())])));
    if *visibility != Visibility::Private {
        remarks.push(lang.fill("paper-seen-by", [("who", visibility.label(lang).into())]));
    }
    Item { label: Some(label), owner: Some(*owner), text, due: *due, remarks }
}

fn goal_bar(view: &GoalView, lang: Lang) -> GoalBar {
    let Goal { id: _, rev: _, pair: _, owner, terms, agreed, reach, status, created: _, updated: _, deleted: _ } =
        &view.goal;
    let GoalTerms { title, sign, baseline, target: _, unit: _, due } = terms;
    let mut remarks = vec![owner.label(lang).into_owned(), status.label(lang).into_owned()];
    remarks.extend(sign.as_ref().map(|s| lang.fill("paper-goal-sign", [("sign", s.as_str().into())])));
    remarks.extend(baseline.map(|b| lang.fill("paper-goal-from", [("from", lang.number(b).into())])));
    remarks.extend(due.map(|d| lang.fill("paper-due", [("day", lang.written_day(d).into())])));
    remarks.extend(agreed.map(|d| lang.fill("paper-goal-agreed", [("day", lang.written_day(d).into())])));
    if *reach == crate::domain::Reach::Programme {
        remarks.push(lang.fill("paper-seen-by", [("who", reach.label(lang).into())]));
    }
    GoalBar {
        title: title.clone(),
        told: lang.goal_numbers(&GoalNumbers::of(view)).unwrap_or_default(),
        progress: view.progress(),
        series: view.baseline_of_series().into_iter().chain(view.series()).collect(),
        remarks,
    }
}

/// The history of a goal: check-ins, and revisions with the previous version.
fn story(view: &GoalView, lang: Lang) -> Option<Section> {
    let looks = view.checkins.iter().map(|checkin| {
        let CheckIn { id: _, rev: _, goal: _, at, value, confidence, note, created: _, deleted: _ } = checkin;
        let mut remarks = Vec::new();
        remarks.extend(value.map(|v| lang.number(v)));
        remarks.extend(confidence.map(|c| lang.count("paper-confidence", c)));
        let label = Some(lang.written_day(at.date_naive()));
        (*at, Item { label, text: note.clone(), remarks, ..Item::default() })
    });
    let turns = view.revisions.iter().map(|revision| {
        let Revision { id: _, rev: _, goal: _, at, reason, before, created: _, deleted: _ } = revision;
        let GoalTerms { title, sign, baseline, target, unit, due } = before;
        let was = [
            Some(title.clone()),
            sign.clone(),
            baseline.map(|b| lang.fill("paper-goal-from", [("from", lang.number(b).into())])),
            target.map(|t| lang.goal_target(t, unit.as_deref())),
            due.map(|d| lang.fill("paper-due", [("day", lang.written_day(d).into())])),
        ];
        let was: Vec<String> = was.into_iter().flatten().collect();
        let remarks = vec![lang.fill("paper-goal-was", [("was", was.join(" · ").into())])];
        let label = Some(lang.written_day(at.date_naive()));
        (*at, Item { label, text: reason.clone(), remarks, ..Item::default() })
    });
    let mut told: Vec<_> = looks.chain(turns).collect();
    told.sort_by_key(|(at, _)| *at);
    let items: Vec<Item> = told.into_iter().map(|(_, item)| item).collect();
    (!items.is_empty()).then(|| Section {
        key: "goal",
        title: view.goal.terms.title.clone(),
        blocks: vec![Block::List(items)],
        sections: Vec::new(),
    })
}

/// The six keys: their ratings, and the ticked items.
fn keys(board: &Board, lang: Lang) -> Section {
    let model = Model::built_in();
    let bars = board.keys.iter().filter_map(|key| {
        let pillar = model.pillar(&key.key)?;
        let told = match key.level() {
            Some(level) => lang.fill(
                "paper-key-feels",
                [("level", level.into()), ("words", rating_words(pillar, level, lang).into())],
            ),
            None => lang.t("paper-key-unrated").into_owned(),
        };
        Some(KeyBar {
            letter: pillar.letter.clone(),
            name: lang.pick(&pillar.name).to_owned(),
            levels: key.ratings.iter().map(|r| r.level).collect(),
            told,
        })
    });
    let boxes = board.keys.iter().filter_map(|key| boxes(key, lang)).collect();
    let ratings = board.keys.iter().flat_map(|key| remarks_on(key, lang)).collect::<Vec<Item>>();
    let mut blocks = vec![Block::Keys(bars.collect())];
    if !ratings.is_empty() {
        blocks.push(Block::List(ratings));
    }
    Section { sections: boxes, ..section("keys", lang, blocks) }
}

fn rating_words(pillar: &crate::domain::checklist::Pillar, level: u8, lang: Lang) -> String {
    pillar.ratings.iter().find(|r| r.level == level).map(|r| lang.pick(&r.text).to_owned()).unwrap_or_default()
}

/// The comments of the ratings.
fn remarks_on(key: &BoardKey, lang: Lang) -> Vec<Item> {
    let name = Model::built_in().pillar(&key.key).map(|p| lang.pick(&p.name).to_owned()).unwrap_or_default();
    let noted = key.ratings.iter().filter(|r| !r.note.trim().is_empty());
    let told = noted.map(|r| {
        let label = lang.fill(
            "paper-key-on",
            [("name", name.as_str().into()), ("day", lang.written_day(r.at.date_naive()).into())],
        );
        Item { label: Some(label), text: r.note.clone(), remarks: vec![r.level.to_string()], ..Item::default() }
    });
    told.collect()
}

fn boxes(key: &BoardKey, lang: Lang) -> Option<Section> {
    let settled = key.items.iter().filter(|item| item.state != TickState::Open || item.own.is_some());
    let items: Vec<Item> = settled
        .map(|item| Item {
            label: Some(item.state.label(lang).into_owned()),
            text: words(item, lang),
            ..Item::default()
        })
        .collect();
    let title = Model::built_in().pillar(&key.key).map(|p| lang.pick(&p.name).to_owned()).unwrap_or_default();
    (!items.is_empty()).then(|| Section { key: "key", title, blocks: vec![Block::List(items)], sections: Vec::new() })
}

fn words(item: &BoardItem, lang: Lang) -> String {
    let built_in = || Model::built_in().item(&item.id).map_or("", |i| lang.pick(&i.text)).to_owned();
    item.own.as_ref().map_or_else(built_in, |own| own.text.clone())
}
