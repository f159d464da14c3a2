//! `tomoni prep`: the one screen before a meeting, as text.

use serde::Serialize;

use super::args::PairOrNext;
use super::output::Out;
use super::table::{Cell, Table, dim, plain};
use super::{Run, action, goal, json, pair_behind, question, session};
use crate::capture;
use crate::domain::ids::{PairId, SessionId};
use crate::domain::questions::BankQuestion;
use crate::domain::views::{LastTime, Prep, TodayItem, TodaySource, Traced};
use crate::domain::{Entry, EntryState};
use crate::i18n::{Label, Lang};
use crate::journal::Journal;
use crate::problem::Result;

pub fn run(args: &PairOrNext, run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    let prep = journal.prep(pair(&journal, args.pair.as_deref().or(args.named_pair.as_deref()))?, None)?;
    if run.out.is_json() {
        let shape = shape(&prep, run.lang());
        run.out.json(&shape);
    } else {
        print(&prep, run);
    }
    Ok(())
}

/// The pair of that name; where none is named the one that meets next, or the only active one.
fn pair(journal: &Journal, name: Option<&str>) -> Result<PairId> {
    match journal.next_pair()? {
        Some(next) if name.is_none() => Ok(next),
        _ => Ok(pair_behind(journal, name)?.id),
    }
}

#[derive(Serialize)]
struct Shape<'a> {
    pair: PairId,
    session: Option<json::Session<'a>>,
    report: Vec<json::Action<'a>>,
    theirs: Vec<json::Action<'a>>,
    /// Older open promises of either side, which only the ledger has.
    more_open: u32,
    goals: Vec<json::Goal<'a>>,
    last: Option<Last<'a>>,
    today: Vec<Today>,
    question: Option<Proposed<'a>>,
    hard: Vec<json::Line>,
    thanks: Vec<json::Line>,
}

#[derive(Serialize)]
struct Last<'a> {
    session: SessionId,
    at: String,
    theme: &'a str,
    decisions: Vec<json::Line>,
    quotes: Vec<json::Line>,
}

#[derive(Serialize)]
struct Today {
    line: json::Line,
    source: &'static str,
    origin: Option<String>,
    carried: u32,
    /// The time it is meant to take, as its words say.
    minutes: Option<u32>,
}

#[derive(Serialize)]
struct Proposed<'a> {
    id: &'a str,
    key: Option<&'static str>,
    en: Option<&'static str>,
    ja: Option<&'static str>,
    text: &'a str,
}

fn shape(prep: &Prep, lang: Lang) -> Shape<'_> {
    let lines = |entries: &[Entry]| entries.iter().map(json::line).collect::<Vec<_>>();
    Shape {
        pair: prep.pair.pair.id,
        session: prep.session.as_ref().map(json::session),
        report: prep.report.iter().map(json::action).collect(),
        theirs: prep.theirs.iter().map(json::action).collect(),
        more_open: prep.more_open,
        goals: prep.goals.iter().map(json::goal).collect(),
        last: prep.last.as_ref().map(|last| Last {
            session: last.session,
            at: json::time(last.at),
            theme: &last.theme,
            decisions: lines(&last.decisions),
            quotes: lines(&last.quotes),
        }),
        today: prep.today.iter().map(today).collect(),
        question: prep.questions.first().map(|picked| proposed(&picked.question, lang)),
        hard: lines(&prep.hard),
        thanks: prep.thanks.iter().map(|thanks| json::line(&thanks.entry)).collect(),
    }
}

fn today(item: &TodayItem) -> Today {
    let source = match item.source {
        TodaySource::Agenda => "agenda",
        TodaySource::Carried => "carried",
        TodaySource::Later => "later",
        TodaySource::Question => "question",
    };
    let Traced { entry, origin, carried } = &item.traced;
    let minutes = entry.raw.text().and_then(|raw| capture::minutes_in(capture::first_line_of(raw)));
    Today { line: json::line(entry), source, origin: origin.map(json::time), carried: *carried, minutes }
}

fn proposed(asked: &BankQuestion, lang: Lang) -> Proposed<'_> {
    let text = asked.model_words();
    Proposed {
        id: &asked.id,
        key: asked.pillar,
        en: text.map(|t| t.en.as_str()),
        ja: text.map(|t| t.ja.as_str()),
        text: lang.question(asked),
    }
}

/// The sections in the order in which a person goes through them; what is empty is left out.
fn print(prep: &Prep, run: &mut Run) {
    let lang = run.lang();
    header(prep, run);
    section("cli-prep-report", prep.report.iter().map(|t| action::cells(t, run)).collect(), run);
    section("cli-prep-theirs", prep.theirs.iter().map(|t| action::cells(t, run)).collect(), run);
    if prep.more_open > 0 {
        let older = run.lang().count("promises-older", prep.more_open);
        run.out.line(&format!("  {older}"));
    }
    goals(prep, run);
    if let Some(last) = &prep.last {
        last_time(last, run);
    }
    section("cli-prep-today", agenda(prep, run), run);
    section("cli-prep-hard", prep.hard.iter().map(|e| line(e, lang)).collect(), run);
    section("cli-prep-thanks", prep.thanks.iter().map(|t| line(&t.entry, lang)).collect(), run);
}

/// With whom, the how manieth time, when, how, how long.
fn header(prep: &Prep, run: &mut Run) {
    let (lang, today) = (run.lang(), run.config.clock.today());
    let mut parts = vec![prep.pair.pair.name.clone()];
    let Some(row) = &prep.session else {
        parts.push(lang.t("cli-prep-no-date").into_owned());
        run.out.line(&parts.join(" · "));
        return;
    };
    let session = &row.session;
    parts.push(lang.count("cli-prep-nth", row.number.unwrap_or(prep.pair.sessions + 1)));
    parts.push(session::moment(session.at, lang, today));
    parts.extend(session.mode.map(|mode| mode.label(lang).into_owned()));
    parts.extend(session.plan().map(|minutes| lang.minutes(minutes)));
    session::heading(&parts, session, lang, &mut run.out);
}

fn section(title: &str, rows: Vec<Vec<Cell>>, run: &mut Run) {
    if rows.is_empty() {
        return;
    }
    let title = run.lang().t(title);
    under(&title, rows, &mut run.out);
}

fn under(title: &str, rows: Vec<Vec<Cell>>, out: &mut Out) {
    out.line("");
    out.line(title);
    let mut table = Table::indented(2);
    rows.into_iter().for_each(|row| table.row(row));
    table.print(out);
}

/// Each goal with the newest look at it.
fn goals(prep: &Prep, run: &mut Run) {
    let (lang, clock) = (run.lang(), run.config.clock);
    let rows = prep.goals.iter().map(|view| {
        let looked_at = view.checkins.last().map(|c| {
            let day = lang.full_day(c.at.date_naive(), clock.today());
            lang.fill("cli-prep-checked-in", [("day", day.into())])
        });
        vec![
            dim(view.goal.id.ending()),
            plain(view.goal.owner.label(lang)),
            plain(goal::numbers(view, lang)),
            plain(looked_at.unwrap_or_default()),
            plain(&view.goal.terms.title),
        ]
    });
    section("cli-prep-goals", rows.collect(), run);
}

fn last_time(last: &LastTime, run: &mut Run) {
    let (lang, today) = (run.lang(), run.config.clock.today());
    let day = lang.full_day(last.at.date_naive(), today);
    let mut title = lang.fill("cli-prep-last", [("day", day.into())]);
    if !last.theme.is_empty() {
        title = format!("{title} · {}", last.theme);
    }
    let lines = last.decisions.iter().chain(&last.quotes);
    let rows = lines.map(|e| {
        vec![dim(e.id.ending()), plain(e.kind.label(lang)), plain(capture::body_or(&e.raw, |raw| lang.unreadable(raw)))]
    });
    under(&title, rows.collect(), &mut run.out);
}

/// What to talk about, and behind it the question that is proposed.
fn agenda(prep: &Prep, run: &Run) -> Vec<Vec<Cell>> {
    let lang = run.lang();
    let item = |item: &TodayItem| {
        let Traced { entry, origin, carried } = &item.traced;
        let settled = (entry.state != EntryState::Open).then(|| entry.state.label(lang));
        let since = origin.map(|at| lang.full_day(at.date_naive(), run.config.clock.today()));
        vec![
            dim(entry.id.ending()),
            plain(settled.unwrap_or_default()),
            plain(source(item.source, *carried, lang)),
            plain(since.map(|day| lang.fill("cli-action-from", [("day", day.into())])).unwrap_or_default()),
            plain(capture::body_or(&entry.raw, |raw| lang.unreadable(raw))),
        ]
    };
    let proposed = prep.questions.first().map(|picked| {
        let letter = question::pillar(&picked.question).map_or("", |pillar| pillar.letter.as_str());
        let words = plain(lang.question(&picked.question));
        vec![dim(letter), plain(""), plain(lang.t("cli-prep-ask")), plain(""), words]
    });
    prep.today.iter().map(item).chain(proposed).collect()
}

/// Where something to talk about comes from; an agenda line is simply there.
fn source(source: TodaySource, carried: u32, lang: Lang) -> String {
    match source {
        TodaySource::Agenda => String::new(),
        TodaySource::Carried if carried == 0 => lang.t("cli-prep-carried").into_owned(),
        TodaySource::Carried => lang.count("cli-action-carried", carried),
        TodaySource::Later => lang.t("cli-prep-later").into_owned(),
        TodaySource::Question => lang.t("cli-prep-question").into_owned(),
    }
}

fn line(entry: &Entry, lang: Lang) -> Vec<Cell> {
    vec![dim(entry.id.ending()), plain(capture::body_or(&entry.raw, |raw| lang.unreadable(raw)))]
}
