//! `tomoni goal`: set, look at, check in, revise, finish, let go.

use super::args::{Goal as Command, GoalAdd, GoalAgree, GoalCheckin, GoalFields, GoalList, GoalRevise};
use super::output::Out;
use super::table::{Table, dim, plain};
use super::{Run, input, json};
use crate::capture::Look;
use crate::clock::Clock;
use crate::domain::Owner;
use crate::domain::forms::{GoalForm, NewCheckIn, NewGoal};
use crate::domain::goal::{Goal, GoalStatus, GoalTerms, GoalView};
use crate::i18n::{GoalNumbers, Label, Lang};
use crate::journal::Journal;
use crate::problem::Result;

pub fn run(command: Command, run: &mut Run) -> Result<()> {
    match command {
        Command::Add(args) => add(args, run),
        Command::List(args) => list(&args, run),
        Command::Show(args) => show(&args.id, run),
        Command::Checkin(args) => check_in(args, run),
        Command::Revise(args) => revise(args, run),
        Command::Agree(args) => agree(&args, run),
        Command::Edit(args) => change(&args.id, run, |j, goal| j.let_goal_reach(goal.id, args.visibility)),
        Command::Done(args) => change(&args.id, run, |j, goal| j.set_goal_status(goal.id, GoalStatus::Done)),
        Command::Drop(args) => change(&args.id, run, |j, goal| j.set_goal_status(goal.id, GoalStatus::Dropped)),
    }
}

fn add(args: GoalAdd, run: &mut Run) -> Result<()> {
    let clock = run.config.clock;
    let nothing = GoalTerms { title: args.title, sign: None, baseline: None, target: None, unit: None, due: None };
    let terms = terms(&args.fields, nothing, clock)?;
    let agreed = args.agreed.as_deref().map(|words| input::day(words, clock, Look::Back)).transpose()?;
    let mut journal = run.writing()?;
    let view = journal.add_goal(&NewGoal {
        pair: journal.find_pair(&args.pair)?.id,
        owner: args.fields.owner.unwrap_or(Owner::Me),
        terms,
        agreed,
        status: GoalStatus::Active,
    })?;
    print(&view, run);
    Ok(())
}

/// The terms with what the flags say about them. `none` or an empty text takes a value away.
fn terms(fields: &GoalFields, mut terms: GoalTerms, clock: Clock) -> Result<GoalTerms> {
    if let Some(words) = &fields.baseline {
        terms.baseline = input::number_or_none(words)?;
    }
    if let Some(words) = &fields.target {
        terms.target = input::number_or_none(words)?;
    }
    if let Some(words) = &fields.unit {
        terms.unit = input::text_or_none(words);
    }
    if let Some(words) = &fields.sign {
        terms.sign = input::text_or_none(words);
    }
    if let Some(words) = &fields.due {
        terms.due = input::day_or_none(words, clock, Look::Forward)?;
    }
    Ok(terms)
}

fn check_in(args: GoalCheckin, run: &mut Run) -> Result<()> {
    let value = args.value.as_deref().map(input::number).transpose()?;
    let new = NewCheckIn { value, confidence: args.confidence, note: args.note.unwrap_or_default(), at: None };
    change(&args.id, run, |journal, goal| journal.check_in(goal.id, &new))
}

fn revise(args: GoalRevise, run: &mut Run) -> Result<()> {
    let clock = run.config.clock;
    change(&args.id, run, |journal, goal| {
        let mut terms = terms(&args.fields, goal.terms.clone(), clock)?;
        if let Some(title) = args.title {
            terms.title = title;
        }
        let owner = args.fields.owner.unwrap_or(goal.owner);
        journal.revise_goal(goal.id, &GoalForm { owner, terms, reason: Some(args.reason), seen: Some(goal.rev) })
    })
}

fn agree(args: &GoalAgree, run: &mut Run) -> Result<()> {
    let clock = run.config.clock;
    let on = args.on.as_deref().map_or_else(|| Ok(clock.today()), |words| input::day(words, clock, Look::Back))?;
    change(&args.id, run, |journal, goal| journal.agree_goal(goal.id, on))
}

/// Changes the goal of that id and prints what it is then.
fn change(id: &str, run: &mut Run, change: impl FnOnce(&mut Journal, &Goal) -> Result<GoalView>) -> Result<()> {
    let mut journal = run.writing()?;
    let goal = journal.find_goal(id)?;
    let view = change(&mut journal, &goal)?;
    print(&view, run);
    Ok(())
}

fn list(args: &GoalList, run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    let pairs = match &args.pair {
        Some(name) => vec![journal.find_pair(name)?],
        None => journal.pairs()?.into_iter().map(|view| view.pair).collect(),
    };
    let (lang, clock) = (run.lang(), run.config.clock);
    let mut found: Vec<GoalView> = Vec::new();
    for pair in &pairs {
        let mut goals = journal.goals(pair.id)?;
        goals.retain(|view| args.all || view.goal.status.is_open());
        if !run.out.is_json() && !goals.is_empty() {
            run.out.line(&pair.name);
            rows(&goals, 2, lang, clock, &mut run.out);
        }
        found.append(&mut goals);
    }
    if run.out.is_json() {
        let all: Vec<_> = found.iter().map(json::goal).collect();
        run.out.json(&all);
    }
    Ok(())
}

fn print(view: &GoalView, run: &mut Run) {
    let (lang, clock) = (run.lang(), run.config.clock);
    run.out.record(&json::goal(view), |out| rows(std::slice::from_ref(view), 0, lang, clock, out));
}

fn rows(views: &[GoalView], indent: usize, lang: Lang, clock: Clock, out: &mut Out) {
    let mut table = Table::indented(indent);
    for view in views {
        let goal = &view.goal;
        let today = clock.today();
        let due = goal.terms.due.map(|day| match goal.status {
            GoalStatus::Active if day < today => lang.due_in_words(day, today),
            _ => lang.fill("cli-due-on", [("day", lang.full_day(day, today).into())]),
        });
        table.row([
            dim(goal.id.ending()),
            plain(goal.owner.label(lang)),
            plain(goal.status.label(lang)),
            plain(numbers(view, lang)),
            plain(due.unwrap_or_default()),
            plain(&goal.terms.title),
        ]);
    }
    table.print(out);
}

/// How far it has come: `3 of 5 times`, or from where it began, `120 → 55 min (target 30 min)`.
pub fn numbers(view: &GoalView, lang: Lang) -> String {
    lang.goal_numbers(&GoalNumbers::of(view)).unwrap_or_default()
}

fn show(id: &str, run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    let view = journal.goal(journal.find_goal(id)?.id)?;
    let (lang, clock) = (run.lang(), run.config.clock);
    run.out.record(&json::goal(&view), |out| {
        rows(std::slice::from_ref(&view), 0, lang, clock, out);
        details(&view, lang, clock, out);
    });
    Ok(())
}

fn details(view: &GoalView, lang: Lang, clock: Clock, out: &mut Out) {
    let today = clock.today();
    if let Some(sign) = &view.goal.terms.sign {
        out.line(&lang.fill("cli-goal-sign-is", [("sign", sign.as_str().into())]));
    }
    if let Some(day) = view.goal.agreed {
        out.line(&lang.fill("cli-goal-agreed-on", [("day", lang.full_day(day, today).into())]));
    }
    let mut story: Vec<_> = view
        .checkins
        .iter()
        .map(|c| {
            let value = c.value.map(|v| lang.number(v)).unwrap_or_default();
            let confidence = c.confidence.map(|n| lang.count("cli-goal-confidence-is", n)).unwrap_or_default();
            (c.at, [lang.t("cli-goal-checked-in").into_owned(), value, confidence, c.note.clone()])
        })
        .chain(view.revisions.iter().map(|r| {
            let was = lang.fill("cli-goal-was", [("title", r.before.title.as_str().into())]);
            (r.at, [lang.t("cli-goal-revised").into_owned(), String::new(), was, r.reason.clone()])
        }))
        .collect();
    story.sort_by_key(|(at, _)| *at);
    let mut table = Table::indented(2);
    for (at, [what, value, more, words]) in story {
        table.row([dim(lang.full_day(at.date_naive(), today)), plain(what), plain(value), plain(more), plain(words)]);
    }
    table.print(out);
}
