//! The summary for the partner: one page, half of it about what to do until next time.

use super::{
    Chosen, Material, by_owner, days, fact, goals_of_sides, items, lines_of, moment, promises, section, sessions_table,
    sides, titles_of_sides, total, writer,
};
use crate::domain::EntryKind;
use crate::domain::sharing::{Paper, Scope, Wish};
use crate::i18n::{Label, Lang};
use crate::share::page::{Block, Fact, Page, Section};

/// The section of the lines of a kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Topics: the meeting is over, so they come first.
    Agenda,
    Decided,
    Promises,
    Learned,
    Thanks,
    /// Under the name of its kind.
    Named,
}

/// A new kind has to be decided about here.
fn place(kind: EntryKind) -> Place {
    match kind {
        EntryKind::Agenda => Place::Agenda,
        EntryKind::Decision => Place::Decided,
        EntryKind::Action => Place::Promises,
        EntryKind::Learning => Place::Learned,
        EntryKind::Thanks => Place::Thanks,
        EntryKind::Fact
        | EntryKind::Question
        | EntryKind::Reading
        | EntryKind::Person
        | EntryKind::Opportunity
        | EntryKind::Quote
        | EntryKind::Growth
        | EntryKind::Advice
        | EntryKind::Story
        | EntryKind::Concern
        | EntryKind::Feedback
        | EntryKind::Idea => Place::Named,
    }
}

pub fn page(wish: &Wish, chosen: &Chosen, material: &Material, lang: Lang) -> Page {
    let one = matches!(wish.scope, Scope::LastHeld | Scope::Session(_));
    let mut sections = Vec::new();
    if !one && !chosen.sessions.is_empty() {
        sections.push(section("sessions", lang, vec![sessions_table(&chosen.sessions, true, lang)]));
    }
    sections.extend(of(Place::Agenda, "agenda", chosen, lang));
    sections.extend(of(Place::Decided, "decided", chosen, lang));
    sections.extend(whose("until-next", chosen, true, lang));
    sections.extend(whose("results", chosen, false, lang));
    sections.extend(of(Place::Learned, "learned", chosen, lang));
    for kind in EntryKind::ALL.iter().filter(|kind| place(**kind) == Place::Named) {
        let title = kind.label(lang).into_owned();
        let titles = titles_of_sides(*kind, &chosen.called(lang), lang);
        sections.extend(by_owner(kind.key(), title, &lines_of(chosen, *kind), titles, lang));
    }
    if !one && !chosen.goals.is_empty() {
        let whose = goals_of_sides(&chosen.goals, &chosen.called(lang), lang);
        sections.push(Section { sections: whose, ..section("goals", lang, Vec::new()) });
    }
    let next = chosen.sessions.last().and_then(|s| s.next).or(chosen.next);
    sections.extend(next.map(|at| section("next", lang, vec![Block::Text(moment(at, lang))])));
    sections.extend(of(Place::Thanks, "thanks", chosen, lang));
    let comment = Some(wish.comment.trim()).filter(|c| !c.is_empty());
    Page {
        paper: Paper::Summary,
        lang,
        title: title(chosen, material, one, lang),
        facts: facts(wish, chosen, material, one, lang),
        sections,
        closing: comment.map(str::to_owned).into_iter().collect(),
    }
}

/// The lines of all kinds of one section, under its title.
fn of(at: Place, key: &'static str, chosen: &Chosen, lang: Lang) -> Option<Section> {
    let kinds = EntryKind::ALL.iter().filter(|kind| place(**kind) == at);
    let lines: Vec<_> = kinds.flat_map(|kind| lines_of(chosen, *kind)).collect();
    let titles = titles_of_sides(lines.first()?.kind, &chosen.called(lang), lang);
    by_owner(key, lang.t(&format!("paper-section-{key}")).into_owned(), &lines, titles, lang)
}

fn title(chosen: &Chosen, material: &Material, one: bool, lang: Lang) -> String {
    let day = match (one, chosen.sessions.last(), material.days) {
        (true, Some(session), _) => lang.written_day(session.at.date_naive()),
        (_, _, Some(span)) => days(span, lang),
        _ => lang.written_day(material.today),
    };
    lang.fill(if one { "summary-title" } else { "paper-summary-title" }, [("day", day.into())])
}

fn facts(wish: &Wish, chosen: &Chosen, material: &Material, one: bool, lang: Lang) -> Vec<Fact> {
    let mut facts: Vec<Fact> = writer(wish, lang).into_iter().collect();
    facts.push(fact("for", lang, chosen.called(lang)));
    match (one, chosen.sessions.last()) {
        (true, Some(session)) => {
            facts.push(fact("date", lang, moment(session.at, lang)));
            facts.extend(session.minutes.map(|m| fact("minutes", lang, lang.minutes(m))));
            facts.extend(session.mode.map(|m| fact("mode", lang, m.label(lang))));
            facts.extend(session.theme.as_ref().map(|theme| fact("theme", lang, theme.as_str())));
        }
        _ => {
            facts.extend(material.days.map(|span| fact("period", lang, days(span, lang))));
            facts.push(fact("count", lang, lang.count("paper-times", chosen.sessions.len())));
            facts.extend(total(chosen.sessions.iter(), lang).map(|time| fact("total", lang, time)));
        }
    }
    facts.push(fact("written", lang, lang.written_day(material.today)));
    facts
}

/// What each will do, one below the other; or the results of what each had promised.
fn whose(key: &'static str, chosen: &Chosen, open: bool, lang: Lang) -> Option<Section> {
    let called = chosen.called(lang);
    let (mine, theirs) = if open { ("summary-mine", "summary-theirs") } else { ("summary-by-me", "summary-by-them") };
    let ours = if open { "summary-ours" } else { "summary-by-both" };
    let titles = [lang.t(mine).into_owned(), lang.fill(theirs, [("name", called.into())]), lang.t(ours).into_owned()];
    let sections = sides(titles, |owner| items(promises(chosen, owner, open), lang));
    (!sections.is_empty()).then(|| Section { sections, ..section(key, lang, Vec::new()) })
}
