//! `tomoni pair`: begin, look at, change, pause, end.

use super::args::{Pair as Command, PairAdd, PairEdit, PairFields, PairPause};
use super::output::Out;
use super::table::{Table, dim, plain};
use super::{Run, input, json};
use crate::capture::Look;
use crate::clock::Clock;
use crate::domain::forms::{PairForm, PairTurn};
use crate::domain::pair::{PairStatus, form_of_address};
use crate::domain::views::{PairView, StillOpen};
use crate::i18n::{Label, Lang};
use crate::problem::Result;

pub fn run(command: Command, run: &mut Run) -> Result<()> {
    match command {
        Command::Add(args) => add(args, run),
        Command::List => list(run),
        Command::Show(args) => {
            let journal = run.reading()?;
            let view = journal.pair(journal.find_pair(&args.pair)?.id)?;
            show(&view, run);
            Ok(())
        }
        Command::Edit(args) => edit(args, run),
        Command::Pause(args) => pause(args, run),
        Command::Resume(args) => turn(&args.pair, PairTurn { status: PairStatus::Active, until: None }, run),
        Command::End(args) => end(&args.pair, run),
    }
}

fn add(args: PairAdd, run: &mut Run) -> Result<()> {
    let form = PairForm { name: Some(args.name), ..form(&args.fields, run.config.clock)? };
    let view = run.beginning()?.add_pair(&form)?;
    print(&[view], run);
    Ok(())
}

fn edit(args: PairEdit, run: &mut Run) -> Result<()> {
    let form = PairForm { name: args.name, ..form(&args.fields, run.config.clock)? };
    let mut journal = run.writing()?;
    let pair = journal.find_pair(&args.pair)?;
    let view = journal.edit_pair(pair.id, &form)?;
    print(&[view], run);
    if form == PairForm::default() {
        let said = run.lang().t("cli-nothing-to-change");
        run.out.aside(&said);
    }
    Ok(())
}

fn pause(args: PairPause, run: &mut Run) -> Result<()> {
    let until = args.until.map(|words| input::day(&words, run.config.clock, Look::Forward)).transpose()?;
    turn(&args.pair, PairTurn { status: PairStatus::Paused, until }, run)
}

/// Ends a pair, and says what stays open. What was planned ahead is cancelled.
fn end(name: &str, run: &mut Run) -> Result<()> {
    let mut journal = run.writing()?;
    let pair = journal.find_pair(name)?;
    let open = journal.still_open(pair.id)?;
    let view = journal.turn_pair(pair.id, PairTurn { status: PairStatus::Ended, until: None })?;
    print(&[view], run);
    let lang = run.lang();
    let stays = lang.still_open(StillOpen { sessions: 0, ..open });
    let cancelled = (open.sessions > 0).then(|| lang.count("ended-sessions", open.sessions));
    for sentence in [stays, cancelled].into_iter().flatten() {
        run.out.aside(&sentence);
    }
    Ok(())
}

fn turn(name: &str, turn: PairTurn, run: &mut Run) -> Result<()> {
    let mut journal = run.writing()?;
    let pair = journal.find_pair(name)?;
    let view = journal.turn_pair(pair.id, turn)?;
    print(&[view], run);
    Ok(())
}

/// What the flags say about a pair. An empty text or `none` takes a value away.
fn form(fields: &PairFields, clock: Clock) -> Result<PairForm> {
    let day = |words: &Option<String>, look| words.as_deref().map(|w| input::day_or_none(w, clock, look)).transpose();
    let words = |text: &Option<String>| text.as_deref().map(input::text_or_none);
    Ok(PairForm {
        name: None,
        reading: words(&fields.reading),
        alias: words(&fields.alias),
        role: fields.role,
        direction: fields.direction,
        purpose: fields.purpose.clone(),
        area: words(&fields.area),
        from: day(&fields.from, Look::Back)?,
        until: day(&fields.until, Look::Forward)?,
        every: fields.every.as_deref().map(input::cadence_or_none).transpose()?,
        report_agreed: day(&fields.report_agreed, Look::Back)?,
        address: fields.address.as_deref().map(form_of_address),
        seen: None,
    })
}

fn list(run: &mut Run) -> Result<()> {
    let views = run.reading()?.pairs()?;
    if run.out.is_json() {
        let all: Vec<_> = views.iter().map(json::pair).collect();
        run.out.json(&all);
    } else {
        rows(&views, run.lang(), run.config.clock, &mut run.out);
    }
    Ok(())
}

/// One pair as a record that a command has made or changed.
fn print(views: &[PairView; 1], run: &mut Run) {
    let (lang, clock) = (run.lang(), run.config.clock);
    run.out.record(&json::pair(&views[0]), |out| rows(views, lang, clock, out));
}

fn rows(views: &[PairView], lang: Lang, clock: Clock, out: &mut Out) {
    let today = clock.today();
    let mut table = Table::default();
    for view in views {
        let pair = &view.pair;
        let day = |id: &str, at: Option<crate::domain::Moment>| {
            at.map(|at| lang.fill(id, [("day", lang.full_day(at.date_naive(), today).into())])).unwrap_or_default()
        };
        table.row([
            dim(pair.id.ending()),
            plain(&pair.name),
            plain(pair.alias.as_deref().unwrap_or("")),
            plain(pair.status.label(lang)),
            plain(lang.count("cli-pair-sessions", view.sessions)),
            plain(day("cli-pair-next", view.next_at)),
            plain(day("cli-pair-last", view.last_at)),
        ]);
    }
    table.print(out);
}

fn address(form: &str, lang: Lang) -> String {
    if form.is_empty() { lang.t("address-none").into_owned() } else { form.to_owned() }
}

fn show(view: &PairView, run: &mut Run) {
    let (lang, today) = (run.lang(), run.config.clock.today());
    let pair = &view.pair;
    let day = |day: Option<chrono::NaiveDate>| day.map(|d| lang.full_day(d, today)).unwrap_or_default();
    let time = |at: Option<crate::domain::Moment>| {
        at.map(|at| lang.with_time(&lang.full_day(at.date_naive(), today), at)).unwrap_or_default()
    };
    let mut facts = vec![
        ("cli-fact-alias", pair.alias.clone().unwrap_or_default()),
        ("cli-fact-reading", pair.reading.clone().unwrap_or_default()),
        ("cli-fact-address", pair.address.as_deref().map(|form| address(form, lang)).unwrap_or_default()),
        ("cli-fact-status", pair.status.label(lang).into_owned()),
        ("cli-fact-role", pair.role.label(lang).into_owned()),
        ("cli-fact-direction", pair.direction.label(lang).into_owned()),
        ("cli-fact-purpose", pair.purpose.clone()),
        ("cli-fact-area", pair.area.clone().unwrap_or_default()),
        ("cli-fact-from", day(pair.from)),
        ("cli-fact-until", day(pair.until)),
        ("cli-fact-every", pair.every.map(|every| lang.cadence(every)).unwrap_or_default()),
        ("cli-fact-paused-until", day(pair.paused_until)),
        ("cli-fact-report-agreed", day(pair.report_agreed)),
        ("cli-fact-sessions", view.sessions.to_string()),
        ("cli-fact-next", time(view.next_at)),
        ("cli-fact-last", time(view.last_at)),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    run.out.record(&json::pair(view), |out| {
        let mut heading = Table::default();
        heading.row([plain(&pair.name), dim(pair.id.ending())]);
        heading.print(out);
        let mut table = Table::indented(2);
        facts.iter().for_each(|(id, value)| table.row([dim(lang.t(id)), plain(value)]));
        table.print(out);
    });
}
