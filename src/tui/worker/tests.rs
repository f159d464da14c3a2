//! Every order is answered truly: once it is on the disk, nothing that fails afterwards makes it look undone.

use std::path::Path;
use std::sync::mpsc;

use chrono::TimeDelta;

use super::*;
use crate::clock::Clock;
use crate::domain::checklist::{ItemMoment, Model, TickState};
use crate::domain::entry::{EntryState, Reach, Visibility};
use crate::domain::forms::{
    DraftEntry, EntryForm, GoalForm, LineEdit, NewCheckIn, NewGoal, NewItem, NewLine, NewRating, NewSession, NewTick,
    NoteDraft, PairForm, PairTurn, SessionForm, Settlement, WrapUpForm, mark,
};
use crate::domain::goal::{GoalStatus, GoalTerms, GoalView};
use crate::domain::ids::PairId;
use crate::domain::pair::PairStatus;
use crate::domain::session::SessionStatus;
use crate::domain::sharing::{Format, NewShare, Paper};
use crate::domain::views::{Binned, Note, PairView};
use crate::domain::{EntryKind, Limits, Moment, Owner};
use crate::journal::vault::Cost;
use crate::journal::vault::Passphrase;
use crate::journal::{ActionFilter, SessionFilter};

fn clock() -> Clock {
    Clock::frozen(Moment::parse_from_rfc3339("2026-11-21T10:00:00+09:00").unwrap())
}

fn told<T>(done: Result<T>) -> T {
    done.unwrap_or_else(|problem| panic!("{}", problem.message(Lang::En)))
}

fn open(path: &Path) -> Journal {
    told(Journal::open(path, clock()))
}

/// What there is in the journal that orders can be about.
struct Stage {
    pair: PairView,
    held: Note,
    planned: Note,
    goal: GoalView,
    item: crate::domain::checklist::OwnItem,
    question: crate::domain::questions::OwnQuestion,
}

impl Stage {
    /// Fills a new journal.
    fn make(path: &Path) {
        let mut journal = told(Journal::open_or_create(path, clock()));
        let form = PairForm { name: Some("Naoko".to_owned()), ..PairForm::default() };
        let pair = told(journal.add_pair(&form)).pair.id;
        let now = clock().now();
        told(journal.add_session(&session(pair, now - TimeDelta::days(7), "said\n! promised\n? asked\n~ felt\n")));
        let planned = NewSession { status: SessionStatus::Planned, ..session(pair, now + TimeDelta::days(3), "") };
        told(journal.add_session(&planned));
        told(journal.add_goal(&goal(pair)));
        told(journal.add_item(&item(pair)));
        told(journal.add_question("what matters?"));
        let gone = told(journal.add_session(&session(pair, now - TimeDelta::days(30), "gone\n")));
        told(journal.delete(Binned::Session(gone.row.session.id)));
    }

    fn of(journal: &Journal) -> Self {
        let pair = told(journal.pairs()).remove(0);
        let rows = told(journal.sessions(&SessionFilter::default()));
        let with = |status| rows.iter().find(|row| row.session.status == status).unwrap().session.id;
        Self {
            held: told(journal.note(with(SessionStatus::Held))),
            planned: told(journal.note(with(SessionStatus::Planned))),
            goal: told(journal.goals(pair.pair.id)).remove(0),
            item: told(journal.board(pair.pair.id, None)).keys[0].items.iter().find_map(|i| i.own.clone()).unwrap(),
            question: told(journal.own_questions()).remove(0),
            pair,
        }
    }

    fn line(&self, kind: EntryKind) -> &crate::domain::Entry {
        self.held.entries.iter().find(|entry| entry.kind == kind).unwrap()
    }
}

fn session(pair: PairId, at: Moment, text: &str) -> NewSession {
    let (minutes, mode) = (None, None);
    NewSession { pair, at, status: SessionStatus::Held, minutes, mode, theme: String::new(), text: text.to_owned() }
}

fn terms(title: &str) -> GoalTerms {
    GoalTerms { title: title.to_owned(), sign: None, baseline: None, target: Some(3.0), unit: None, due: None }
}

fn goal(pair: PairId) -> NewGoal {
    NewGoal { pair, owner: Owner::Me, terms: terms("a goal"), agreed: None, status: GoalStatus::Active }
}

fn item(pair: PairId) -> NewItem {
    NewItem { pair, key: Model::built_in().pillars[0].key.clone(), when: ItemMoment::Setup, text: "an item".to_owned() }
}

/// Every kind of order. One that is new does not compile until it has a name here, and is not tested until it is in
/// [`ORDERS`].
fn name(order: &Order) -> &'static str {
    match order {
        Order::AddPair(_) => "AddPair",
        Order::EditPair(..) => "EditPair",
        Order::TurnPair(..) => "TurnPair",
        Order::AddSession(_) => "AddSession",
        Order::AddNote(..) => "AddNote",
        Order::EditSession(..) => "EditSession",
        Order::StartSession(_) => "StartSession",
        Order::BeginSession(_) => "BeginSession",
        Order::Finish(_) => "Finish",
        Order::AddLines(..) => "AddLines",
        Order::Reword(_) => "Reword",
        Order::PickQuestion(..) => "PickQuestion",
        Order::AskQuestion(..) => "AskQuestion",
        Order::AddQuestion(_) => "AddQuestion",
        Order::EditQuestion(..) => "EditQuestion",
        Order::MoveSession(..) => "MoveSession",
        Order::SaveNote(_) => "SaveNote",
        Order::KeepText(_) => "KeepText",
        Order::EditLine(..) => "EditLine",
        Order::Settle(..) => "Settle",
        Order::AddGoal(_) => "AddGoal",
        Order::ReviseGoal(..) => "ReviseGoal",
        Order::CheckIn(..) => "CheckIn",
        Order::AgreeGoal(..) => "AgreeGoal",
        Order::GoalReach(..) => "GoalReach",
        Order::LogShare(_) => "LogShare",
        Order::ShareArrived(_) => "ShareArrived",
        Order::GoalStatus(..) => "GoalStatus",
        Order::Tick(_) => "Tick",
        Order::Rate(_) => "Rate",
        Order::AddItem(_) => "AddItem",
        Order::EditItem(..) => "EditItem",
        Order::Later(..) => "Later",
        Order::Delete(_) => "Delete",
        Order::Restore(_) => "Restore",
        Order::EmptyBin => "EmptyBin",
        Order::SealOn => "SealOn",
        Order::SealNote(..) => "SealNote",
        Order::Undo => "Undo",
        Order::Redo => "Redo",
        Order::Meant(..) => "Meant",
    }
}

const ORDERS: usize = 41;

fn orders(stage: &Stage) -> Vec<Order> {
    let (pair, now) = (stage.pair.pair.id, clock().now());
    let (held, planned, goal_id) = (stage.held.row.session.id, stage.planned.row.session.id, stage.goal.goal.id);
    let (promise, asked) = (stage.line(EntryKind::Action), stage.line(EntryKind::Question));
    let question = Model::built_in().pillars[0].questions[0].id.clone();
    let boxed = Model::built_in().pillars[0].items[0].id.clone();
    let wrap_up = WrapUpForm {
        session: held,
        minutes: Some(45),
        minutes_said: true,
        pulse: Some(Some(4)),
        next: None,
        edits: Vec::new(),
        lines: vec![NewLine::typed("= wrapped up")],
        ticks: Vec::new(),
    };
    let base = stage.held.entries.iter().map(|e| (e.id, mark(e.raw.text().unwrap()))).collect();
    let kept = stage.held.entries.iter().map(|e| DraftEntry::written(Some(e.id), e.raw.text().unwrap()));
    let entries = kept.chain([DraftEntry::written(None, "typed\n")]).collect();
    let draft = NoteDraft {
        session: held,
        lead: String::new(),
        entries,
        base,
        visit: 1,
        born: std::collections::HashSet::new(),
        knew: Default::default(),
    };
    let given = NewShare {
        pair: Some(pair),
        paper: Paper::Summary,
        format: Format::Md,
        shared: 1,
        kept: 2,
        hash: "0".repeat(64),
        arrived: true,
    };
    let done = Settlement { result: Some("it went well".to_owned()), ..Settlement::plain(EntryState::Done) };
    vec![
        Order::AddPair(PairForm { name: Some("Ken".to_owned()), ..PairForm::default() }),
        Order::EditPair(pair, PairForm { purpose: Some("to learn".to_owned()), ..PairForm::default() }),
        Order::TurnPair(pair, PairTurn { status: PairStatus::Paused, until: None }),
        Order::AddSession(session(pair, now, "new\n")),
        Order::AddNote(session(pair, now, ""), vec![DraftEntry::written(None, "new\n")]),
        Order::EditSession(held, SessionForm { theme: Some("a theme".to_owned()), ..SessionForm::default() }),
        Order::StartSession(planned),
        Order::BeginSession(pair),
        Order::Finish(Box::new(wrap_up)),
        Order::AddLines(held, vec![NewLine::typed("! added")]),
        Order::Reword(LineEdit {
            id: promise.id,
            seen: mark(promise.raw.text().unwrap()),
            words: "other words".to_owned(),
            within: Limits::NONE,
        }),
        Order::PickQuestion(planned, question.clone()),
        Order::AskQuestion(held, question, true),
        Order::AddQuestion("another?".to_owned()),
        Order::EditQuestion(stage.question.id, "in other words?".to_owned()),
        Order::MoveSession(planned, now + TimeDelta::days(5), None),
        Order::SaveNote(draft),
        Order::KeepText("kept".to_owned()),
        Order::EditLine(promise.id, EntryForm { visibility: Some(Visibility::Private), ..EntryForm::default() }),
        Order::Settle(asked.id, done),
        Order::AddGoal(goal(pair)),
        Order::ReviseGoal(
            goal_id,
            GoalForm { owner: Owner::Me, terms: terms("more"), reason: Some("why".to_owned()), seen: None },
        ),
        Order::CheckIn(goal_id, NewCheckIn { value: Some(1.0), ..NewCheckIn::default() }),
        Order::AgreeGoal(goal_id, now.date_naive()),
        Order::GoalReach(goal_id, Reach::Programme),
        Order::LogShare(NewShare { arrived: false, ..given.clone() }),
        Order::ShareArrived(given),
        Order::GoalStatus(goal_id, GoalStatus::Done),
        Order::Tick(NewTick { pair, item: boxed, state: TickState::Done, session: Some(held) }),
        Order::Rate(NewRating {
            pair,
            key: Model::built_in().pillars[0].key.clone(),
            level: 3,
            note: String::new(),
            at: None,
        }),
        Order::AddItem(NewItem { text: "another".to_owned(), ..item(pair) }),
        Order::EditItem(stage.item.id, "in other words".to_owned()),
        Order::Later(pair, ":agenda later".to_owned(), Limits::NONE),
        Order::Delete(Binned::Session(held)),
        Order::Restore(Binned::Session(held)),
        Order::EmptyBin,
        Order::SealOn,
        Order::SealNote(held, true),
        Order::Undo,
        Order::Redo,
        Order::Meant(vec!["by the way?".to_owned()], Box::new(Order::AddQuestion("by the way?".to_owned()))),
    ]
}

/// What has to be done before this order has something to do.
fn prepare(order: &Order, worker: &mut Worker) {
    match order {
        Order::Restore(what) => told(worker.journal.delete(*what)),
        Order::SealOn => worker.new_vault = Some(Box::new(new_vault())),
        Order::SealNote(..) => drop(told(worker.journal.seal_on(&new_vault()))),
        Order::Undo | Order::Redo => {
            told(worker.journal.add_question("undone?"));
            if matches!(order, Order::Redo) {
                told(worker.journal.undo());
            }
        }
        _ => {}
    }
}

fn new_vault() -> NewVault {
    told(NewVault::make(&Passphrase::new("seven quiet otters").unwrap(), Cost::FLOOR))
}

/// How many records of each kind there are, and how many promises of each state.
fn tally(path: &Path) -> (Vec<(&'static str, u64)>, usize, Option<String>) {
    let journal = open(path);
    let mut file = crate::files::private_temp_file().unwrap();
    let counts = told(journal.export(&mut file, path, &mut |_, _| true));
    let counts = crate::archive::List::ALL.iter().map(|list| (list.key(), counts.of(*list))).collect();
    let promises = told(journal.actions(&ActionFilter::default())).len();
    let sessions = told(journal.sessions(&SessionFilter::default()));
    let texts = sessions.iter().map(|row| told(journal.note(row.session.id)).text());
    (counts, promises, texts.collect::<Option<Vec<_>>>().map(|texts| texts.concat()))
}

/// What happens to an order while it is served.
#[derive(Clone, Copy)]
enum Disturbed {
    No,
    /// Every statement after its commit fails.
    AfterCommit,
    /// Somebody asks it to stop when it looks for the n-th time whether to go on.
    StoppedAtLook(i64),
}

/// What came of an order.
struct Served {
    name: &'static str,
    answers: Vec<Outcome>,
    /// Not a byte of the journal has changed.
    same: bool,
    /// What is in the journal then, if something was done.
    after: String,
    /// Whether the newest change can be undone then, where the order was to undo or to do again.
    travels: bool,
}

/// Serves one order on a copy of the stage.
fn serve(template: &Path, index: usize, disturbed: Disturbed) -> Served {
    let folder = crate::files::private_temp_dir().unwrap();
    let path = folder.path().join("journal.db");
    std::fs::copy(template, &path).unwrap();
    let journal = open(&path);
    let order = orders(&Stage::of(&journal)).remove(index);
    let name = name(&order);
    let (outcomes, answers) = mpsc::channel();
    let outcomes = Outbox::from(outcomes);
    let mut worker = Worker::new(journal, Lang::En, outcomes);
    prepare(&order, &mut worker);
    let before = std::fs::read(&path).unwrap();
    match disturbed {
        Disturbed::No => {}
        Disturbed::AfterCommit => worker.journal.fail_after_commit(),
        Disturbed::StoppedAtLook(n) => worker.journal.pace().stop_at_look(n),
    }
    worker.serve(Request::Write(1, Box::new(order)));
    worker.journal.pace().stop_at_look(-1);
    let same = std::fs::read(&path).unwrap() == before;
    let moves = matches!(name, "Undo" | "Redo");
    let after = moves.then(|| format!("{:?}", tally(&path)));
    let travels = match name {
        "Undo" => matches!(worker.journal.undo(), Ok(Some(_))),
        "Redo" => matches!(worker.journal.redo(), Ok(Some(_))),
        _ => true,
    };
    drop(worker);
    let answers: Vec<_> = answers.iter().filter(|(ticket, _)| *ticket == 1).map(|(_, outcome)| outcome).collect();
    let is_done = matches!(answers.as_slice(), [Outcome::Written(_)]);
    let after = if is_done { after.unwrap_or_else(|| format!("{:?}", tally(&path))) } else { String::new() };
    Served { name, answers, same, after, travels }
}

#[test]
fn what_is_on_the_disk_is_never_answered_as_failed() {
    let folder = crate::files::private_temp_dir().unwrap();
    let template = folder.path().join("journal.db");
    Stage::make(&template);
    let before = format!("{:?}", tally(&template));
    let mut names = std::collections::BTreeSet::new();
    for index in 0..orders(&Stage::of(&open(&template))).len() {
        let Served { name, answers, after: undisturbed, .. } = serve(&template, index, Disturbed::No);
        assert!(matches!(answers.as_slice(), [Outcome::Written(_)]), "{name}: it works at all");
        let Served { answers, after: disturbed, .. } = serve(&template, index, Disturbed::AfterCommit);
        if let [Outcome::Failed(said)] = answers.as_slice() {
            panic!("{name}: {said}");
        }
        assert!(matches!(answers.as_slice(), [Outcome::Written(_)]), "{name}: it is done, and reported once");
        assert_eq!(undisturbed, disturbed, "{name}: it is done once, from {before}");
        names.insert(name);
    }
    assert_eq!(names.len(), ORDERS);
}

/// Every point at which an order looks whether to go on; between the first ones and the last only some, unless the run is
/// a long one.
#[test]
fn what_is_stopped_has_changed_nothing_and_what_is_done_says_so() {
    let folder = crate::files::private_temp_dir().unwrap();
    let template = folder.path().join("journal.db");
    Stage::make(&template);
    let is_long = std::env::var_os("TOMONI_LONG").is_some();
    let (mut names, mut stops) = (std::collections::BTreeSet::new(), 0);
    for index in 0..orders(&Stage::of(&open(&template))).len() {
        let undisturbed = serve(&template, index, Disturbed::No);
        let name = undisturbed.name;
        let (mut look, mut stride) = (1, 1);
        loop {
            let served = serve(&template, index, Disturbed::StoppedAtLook(look));
            match served.answers.as_slice() {
                [Outcome::Stopped(None)] => {
                    assert!(served.same, "{name}: stopped at {look}, and something has changed");
                    assert!(served.travels, "{name}: stopped at {look}, the step is still there");
                    names.insert(name);
                    stops += 1;
                }
                // It was too late.
                [Outcome::Written(_)] => {
                    assert_eq!(undisturbed.after, served.after, "{name}: done although asked to stop at {look}");
                    break;
                }
                [Outcome::Failed(said)] => panic!("{name}: stopped at {look}: {said}"),
                _ => panic!("{name}: stopped at {look}: one answer to one order"),
            }
            if !is_long && look >= 3 {
                stride *= 3;
            }
            look += stride;
        }
    }
    // A text that goes to a file changes nothing in the journal.
    assert_eq!(names.len(), ORDERS - 1, "{names:?}");
    println!("{stops} stops");
}

#[test]
fn a_newer_read_replaces_an_older_one_and_a_write_is_never_dropped() {
    let requests = vec![
        Request::Read(1, Query::Pairs),
        Request::Write(2, Box::new(Order::Undo)),
        Request::Read(3, Query::Bin),
        Request::Write(4, Box::new(Order::Undo)),
        Request::Read(5, Query::Pairs),
    ];
    let tickets: Vec<Ticket> = without_superseded(requests)
        .into_iter()
        .filter_map(|r| match r {
            Request::Read(ticket, _) | Request::Write(ticket, _) => Some(ticket),
            _ => None,
        })
        .collect();
    assert_eq!(tickets, [2, 3, 4, 5]);
}
