//! Five minutes before a meeting: the one screen, what is filled in there, and what leaves from there.

use chrono::TimeDelta;
use ratatui::style::Color;
use tomoni::domain::forms::{NewSession, PairForm, Settlement};
use tomoni::domain::ids::{EntryId, PairId, SessionId};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::views::Prep;
use tomoni::domain::{EntryKind, EntryState, Moment, Visibility};
use tomoni::i18n::Lang;
use tomoni::journal::{Journal, SessionFilter};
use tomoni::tui::theme::Theme;

use crate::support::{Person, clock, keys, text};

fn now() -> Moment {
    clock().now()
}

fn pair_named(journal: &mut Journal, name: &str) -> PairId {
    let form = PairForm { name: Some(name.to_owned()), ..PairForm::default() };
    journal.add_pair(&form).unwrap().pair.id
}

fn session(journal: &mut Journal, pair: PairId, at: Moment, status: SessionStatus, note: &str) -> SessionId {
    let new =
        NewSession { pair, at, status, minutes: Some(60), mode: None, theme: String::new(), text: note.to_owned() };
    journal.add_session(&new).unwrap().row.session.id
}

fn held(journal: &mut Journal, pair: PairId, days: i64, note: &str) -> SessionId {
    session(journal, pair, now() - TimeDelta::days(days), SessionStatus::Held, note)
}

fn planned(journal: &mut Journal, pair: PairId, minutes: i64, note: &str) -> SessionId {
    session(journal, pair, now() + TimeDelta::minutes(minutes), SessionStatus::Planned, note)
}

/// A pair with two sessions behind it and one in 25 minutes, and something in every block.
struct Story {
    person: Person,
    pair: PairId,
    next: SessionId,
}

const BEFORE: [&str; 2] = [
    "= handover in July",
    "asked how it went\n! write up the steps by 11/27\n! read chapter two\n< introduce Mori\n= minutes are hers\n\
     \" slow is smooth\n:agenda the handover 15 min\n? what does she want to keep\n& for the patience",
];
const NEXT: &str = ":agenda results 10 min\n:agenda next date 5分";

fn story(lang: Lang) -> Story {
    let person = Person::new(lang).at(80, 24);
    let mut journal = person.journal();
    let pair = pair_named(&mut journal, "Naoko");
    held(&mut journal, pair, 28, BEFORE[0]);
    held(&mut journal, pair, 14, BEFORE[1]);
    let next = planned(&mut journal, pair, 25, NEXT);
    journal.note_for_later(pair, "ask about the move").unwrap();
    let goal = tomoni::domain::forms::NewGoal {
        pair,
        owner: tomoni::domain::Owner::Me,
        terms: tomoni::domain::goal::GoalTerms {
            title: "Run the weekly meeting".into(),
            sign: None,
            baseline: Some(0.0),
            target: Some(5.0),
            unit: None,
            due: None,
        },
        agreed: None,
        status: tomoni::domain::goal::GoalStatus::Active,
    };
    let goal = journal.add_goal(&goal).unwrap().goal.id;
    for value in [1.0, 3.0] {
        let check_in = tomoni::domain::forms::NewCheckIn { value: Some(value), ..Default::default() };
        journal.check_in(goal, &check_in).unwrap();
    }
    Story { person, pair, next }
}

impl Story {
    fn prep(&self) -> Prep {
        self.person.journal().prep(self.pair, None).unwrap()
    }

    fn line(&self, part: &str) -> EntryId {
        let found = tomoni::journal::ActionFilter { settled: true, ..Default::default() };
        let all = self.person.journal().actions(&found).unwrap();
        all.into_iter().find(|a| a.entry.raw.text().unwrap().contains(part)).expect("the line").entry.id
    }

    fn next_note(&self) -> String {
        self.person.journal().note(self.next).unwrap().text().unwrap()
    }
}

#[test]
fn the_desk_opens_on_the_preparation_of_what_comes_soon() {
    for (minutes, lands) in [(119, true), (121, false), (-30, true), (-61, false)] {
        let person = Person::new(Lang::En).at(80, 24);
        let mut journal = person.journal();
        // Another pair meets first on the list, but not soon.
        let other = pair_named(&mut journal, "Akira");
        planned(&mut journal, other, 3 * 24 * 60, "");
        let pair = pair_named(&mut journal, "Naoko");
        planned(&mut journal, pair, minutes, "");
        let seen = person.plays([]);
        assert_eq!(seen.screen.contains("To report"), lands, "{minutes}\n{}", seen.screen);
        if lands {
            assert!(seen.screen.starts_with(" Naoko"), "{}", seen.screen);
            let desk = person.plays([keys("esc")]);
            assert!(desk.screen.contains("Naoko") && !desk.screen.contains("To report"), "{}", desk.screen);
        }
    }
}

#[test]
fn what_has_begun_or_rests_is_not_landed_on() {
    let person = Person::new(Lang::En).at(80, 24);
    let mut journal = person.journal();
    let pair = pair_named(&mut journal, "Naoko");
    let id = planned(&mut journal, pair, 30, "");
    journal.start_session(id).unwrap();
    drop(journal);
    let seen = person.plays([]);
    assert!(!seen.screen.contains("To report"), "{}", seen.screen);
}

#[test]
fn everything_is_in_sight_at_80_by_24_in_both_languages() {
    for lang in Lang::ALL {
        let story = story(lang);
        let seen = story.person.plays([]);
        let parts = [
            "write up the steps",
            "read chapter two",
            "introduce Mori",
            "handover",
            "minutes are hers",
            "slow is smooth",
            "Run the",
            "3/5",
            "results",
            "next date",
            "ask about the move",
            "what does she want",
            "for the patience",
        ];
        for part in parts {
            assert!(seen.screen.contains(part), "{part} in {}\n{}", lang.code(), seen.screen);
        }
        let (minutes, soon) = match lang {
            Lang::En => ("30 of 60 min", "in 25 min"),
            Lang::Ja => ("60分のうち30分", "開始まで25分"),
        };
        assert!(seen.screen.contains(minutes) && seen.screen.contains(soon), "{}", seen.screen);
        assert!(!seen.screen.contains("more") && !seen.screen.contains("ほか"), "{}", seen.screen);
    }
}

#[test]
fn results_are_filled_in_place() {
    let story = story(Lang::En);
    let seen = story.person.plays([
        keys("d"),
        text("two pages\n"),
        keys("j f"),
        text("half of it\n"),
        keys("tab t"),
        text("asking by mail is too quiet\n"),
    ]);
    assert!(seen.screen.contains("To report"), "the screen stays\n{}", seen.screen);
    let journal = story.person.journal();
    let of = |part: &str| journal.action(story.line(part)).unwrap().entry;
    let (steps, chapter, mori) = (of("the steps"), of("chapter two"), of("Mori"));
    assert_eq!((steps.state, steps.result.as_deref()), (EntryState::Done, Some("two pages")));
    assert_eq!((chapter.state, chapter.result.as_deref()), (EntryState::Partly, Some("half of it")));
    assert_eq!((mori.state, mori.learned.as_deref()), (EntryState::Tried, Some("asking by mail is too quiet")));
    // Settled, a line of mine stays where it was: it is still to be told.
    let place = |part: &str| seen.screen.find(part).unwrap();
    assert!(place("the steps") < place("chapter two"), "{}", seen.screen);
    assert!(seen.screen.contains("done") && seen.screen.contains("partly"), "{}", seen.screen);
    assert_eq!(story.prep().report.len(), 2);
    story.person.plays([keys("o u")]);
    assert_eq!(of("the steps").state, EntryState::Done);
}

#[test]
fn an_input_method_left_on_does_not_stop_the_keys() {
    let story = story(Lang::Ja);
    story.person.plays([text("ｊｋｄ"), text("二ページ\n"), text("～"), text("忙しさ\n"), text("　")]);
    let entry = story.person.journal().action(story.line("the steps")).unwrap().entry;
    assert_eq!((entry.state, entry.result.as_deref()), (EntryState::Done, Some("二ページ")));
    assert!(story.next_note().ends_with("~ 忙しさ\n"), "{}", story.next_note());
}

#[test]
fn one_key_swaps_the_question_and_none_of_the_last_three_sessions_comes() {
    let story = story(Lang::En);
    let mut journal = story.person.journal();
    // Three sessions back, so that only the newest three rest.
    let mut asked = Vec::new();
    for days in [12, 10, 8] {
        let id = held(&mut journal, story.pair, days, "");
        let question = journal.prep(story.pair, None).unwrap().questions[0].question.id.clone();
        journal.pick_question(id, &question).unwrap();
        journal.ask_question(id, &question, true).unwrap();
        asked.push(question);
    }
    let bank = story.prep().questions.len();
    let mut seen = Vec::new();
    for _ in 0..bank {
        story.person.plays([keys("w")]);
        seen.push(story.prep().questions[0].question.id.clone());
    }
    assert!(seen.iter().all(|id| !asked.contains(id)), "{seen:?} {asked:?}");
    let mut different = seen.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), bank, "the key walks round all of them: {seen:?}");
}

#[test]
fn without_a_planned_session_the_question_is_kept_by_the_screen_and_by_the_one_that_begins() {
    let person = Person::new(Lang::En).at(80, 24);
    let mut journal = person.journal();
    let pair = pair_named(&mut journal, "Naoko");
    let first = journal.prep(pair, None).unwrap().questions;
    drop(journal);
    let seen = person.plays([keys("p w w b"), text("we began"), keys("esc")]);
    assert!(seen.screen.contains("we began"), "{}", seen.screen);
    let journal = person.journal();
    let rows = journal.sessions(&SessionFilter::default()).unwrap();
    assert!(rows[0].session.is_running());
    assert_eq!(journal.note(rows[0].session.id).unwrap().text().unwrap(), "we began");
    let prep = journal.prep(pair, Some(rows[0].session.id)).unwrap();
    assert_eq!(prep.questions[0].question.id, first[2].question.id);
}

#[test]
fn a_planned_session_begins_from_its_preparation() {
    let story = story(Lang::En);
    story.person.plays([keys("b"), text("we began"), keys("esc")]);
    let note = story.person.journal().note(story.next).unwrap();
    assert!(note.row.session.is_running());
    assert!(note.text().unwrap().ends_with("we began"), "{}", note.text().unwrap());
}

#[test]
fn what_is_ticked_while_it_runs_belongs_to_the_session() {
    let story = story(Lang::En);
    let seen = story.person.plays([keys("b esc p tab tab tab tab j j space tab space")]);
    assert!(seen.screen.contains("under way"), "{}", seen.screen);
    assert!(seen.screen.contains("[x] > the handover"), "carried over, talked about, in sight\n{}", seen.screen);
    let prep = story.person.journal().prep(story.pair, None).unwrap();
    let talked: Vec<_> = prep.today.iter().filter(|t| t.traced.entry.state == EntryState::Done).collect();
    assert_eq!(talked.len(), 1);
    assert_eq!(talked[0].traced.entry.settled_in, Some(story.next));
    assert_eq!(prep.questions[0].state, tomoni::domain::checklist::TickState::Done);
}

#[test]
fn what_was_not_talked_about_comes_again_with_where_it_is_from() {
    let story = story(Lang::En);
    // Two lines of this session stand first; the third is carried over, and talked about it is gone.
    let seen = story.person.plays([keys("tab tab tab tab j j space")]);
    assert!(!seen.screen.contains("the handover"), "{}", seen.screen);
    let mut journal = story.person.journal();
    let last = journal.prep(story.pair, None).unwrap().last.unwrap().session;
    let topic = journal.note(last).unwrap().entries.into_iter().find(|e| e.kind == EntryKind::Agenda).unwrap();
    assert_eq!(topic.state, EntryState::Done);
    journal.settle_line(topic.id, &Settlement::plain(EntryState::Open)).unwrap();
    held(&mut journal, story.pair, 7, "we talked about other things");
    drop(journal);
    let seen = story.person.plays([keys("tab tab tab tab j j")]);
    for part in ["the handover", "added 7 Nov", "carried over once"] {
        assert!(seen.screen.contains(part), "{part}\n{}", seen.screen);
    }
}

#[test]
fn new_lines_go_to_the_note_of_the_session_or_without_one_to_later() {
    let story = story(Lang::Ja);
    let seen = story.person.plays([keys("n"), text("体制の話 20分\n"), keys("n"), text("? 何を残すか\n")]);
    assert!(seen.screen.contains("60分のうち50分"), "{}", seen.screen);
    let note = story.person.journal().note(story.next).unwrap();
    assert!(note.text().unwrap().ends_with("：話すこと 体制の話 20分\n? 何を残すか\n"), "{}", note.text().unwrap());
    assert_eq!(note.entries[2].kind, EntryKind::Agenda);
    story.person.plays([keys("+"), text("思いつき\n")]);
    assert_eq!(story.prep().today.iter().filter(|t| t.traced.entry.session.is_none()).count(), 2);
    let person = Person::new(Lang::En).at(80, 24);
    let pair = pair_named(&mut person.journal(), "Naoko");
    person.plays([keys("p n"), text("the plan\n")]);
    let later = person.journal().pair_desk(pair, None, Default::default()).unwrap().later;
    assert_eq!((later[0].kind, later[0].raw.text().unwrap().trim_end()), (EntryKind::Agenda, ":agenda the plan"));
}

#[test]
fn what_is_hard_to_say_stays_here() {
    let story = story(Lang::En);
    let seen = story.person.plays([keys("~"), text("kakushigoto\n")]);
    assert!(seen.screen.contains("kakushigoto"), "{}", seen.screen);
    let seen = story.person.plays([keys("~ ctrl-a ctrl-k"), text("kakushigoto again\n"), keys("y")]);
    assert!(seen.screen.contains("lines left out"), "{}", seen.screen);
    let hard = story.prep().hard;
    assert_eq!(hard.len(), 1);
    assert_eq!(
        (hard[0].raw.text().unwrap().trim_end(), hard[0].visibility),
        ("~ kakushigoto again", Visibility::Private)
    );
    assert_eq!(seen.copied.len(), 1);
    let agenda = &seen.copied[0];
    for gone in ["kakushigoto", "for the patience", "ask about the move", "what does she want", "Run the weekly"] {
        assert!(!agenda.contains(gone), "{gone}\n{agenda}");
    }
    for part in ["results 10 min", "the handover", "write up the steps", "introduce Mori", "60 min"] {
        assert!(agenda.contains(part), "{part}\n{agenda}");
    }
}

#[test]
fn a_topic_that_the_partner_may_see_is_copied_and_one_that_is_talked_about_is_not() {
    let story = story(Lang::En);
    // The third topic but one is the line for later; the first is the session's own.
    let seen = story.person.plays([keys("tab tab tab tab space j j j v y")]);
    let agenda = &seen.copied[0];
    assert!(agenda.contains("ask about the move") && !agenda.contains("results"), "{agenda}");
}

#[test]
fn enter_goes_to_where_a_line_came_from() {
    let story = story(Lang::En);
    let seen = story.person.plays([keys("j enter")]);
    assert!(seen.screen.contains("Note · 7 Nov") && !seen.screen.contains("To report"), "{}", seen.screen);
    // The line is the chosen one: `f` asks about it.
    let seen = story.person.plays([keys("j enter f")]);
    assert!(seen.screen.contains("read chapter two") && seen.screen.contains("Partly done"), "{}", seen.screen);
}

#[test]
fn a_line_from_long_ago_is_found_outside_the_window() {
    let person = Person::new(Lang::En).at(80, 24);
    let mut journal = person.journal();
    let pair = pair_named(&mut journal, "Naoko");
    held(&mut journal, pair, 400, "! an old promise");
    for days in 1..150 {
        held(&mut journal, pair, days, "hello");
    }
    drop(journal);
    let seen = person.plays([keys("p enter")]);
    assert!(seen.screen.contains("! an old promise"), "{}", seen.screen);
    assert!(seen.screen.contains("17 Oct 2025"), "{}", seen.screen);
}

#[test]
fn a_moved_session_is_followed_to_its_new_date() {
    let story = story(Lang::En);
    let seen = story.person.plays([keys("m"), text("tomorrow 9:00\n")]);
    assert!(seen.screen.contains("Sun 22 Nov 9:00") && seen.screen.contains("tomorrow"), "{}", seen.screen);
    let seen = story.person.plays([keys("1 g enter m"), text("in 2 days 9:00\n")]);
    assert!(seen.screen.contains("Mon 23 Nov 9:00") && seen.screen.contains("results"), "{}", seen.screen);
}

#[test]
fn a_session_that_is_gone_gives_way_to_the_next() {
    use crate::support::Step;
    use tomoni::domain::views::Binned;
    let story = story(Lang::En);
    let id = story.next;
    let away = Step::Meanwhile(Box::new(move |journal| journal.delete(Binned::Session(id)).map(drop).unwrap()));
    let seen = story.person.plays([keys("esc 1 g enter"), vec![away]]);
    assert!(seen.screen.contains("no next date yet") && seen.screen.contains("To report"), "{}", seen.screen);
    assert!(!seen.screen.contains("next date 5"), "{}", seen.screen);
}

#[test]
fn thanks_are_said_and_what_is_dropped_is_gone() {
    let story = story(Lang::En);
    let seen = story.person.plays([keys("G d")]);
    assert!(story.prep().thanks.is_empty(), "{}", seen.screen);
    story.person.plays([keys("-")]);
    let entry = story.person.journal().action(story.line("the steps")).unwrap().entry;
    assert_eq!(entry.state, EntryState::Dropped);
}

#[test]
fn it_fits_every_terminal() {
    for lang in Lang::ALL {
        for (width, height) in [(60, 16), (80, 24), (121, 37), (200, 50)] {
            let person = Person::with_sample(lang).at(width, height);
            for steps in ["p", "p tab tab tab tab j j j j j j j j", "p G", "p ~", "p n"] {
                let seen = person.plays([keys(steps)]);
                let name = if lang == Lang::En { "Sato Naoko" } else { "小川 澪" };
                assert!(seen.screen.contains(name), "{steps} {width}x{height}\n{}", seen.screen);
            }
        }
    }
}

#[test]
fn an_empty_preparation_says_what_belongs_where() {
    for (lang, parts) in
        [(Lang::En, ["session 1", "no next date yet", "n adds"]), (Lang::Ja, ["1回目の面談", "次回は未定", "n で"])]
    {
        for (width, height) in [(60, 16), (80, 24)] {
            let person = Person::new(lang).at(width, height);
            pair_named(&mut person.journal(), "Naoko");
            let seen = person.plays([keys("p j tab d f t - o v e c")]);
            for part in parts {
                assert!(seen.screen.contains(part), "{part} {width}x{height}\n{}", seen.screen);
            }
        }
    }
}

#[test]
fn it_needs_neither_colour_nor_fine_signs() {
    let plain = Theme { colour: false, ascii: true };
    let seen = Person::with_sample(Lang::En).at(80, 24).in_theme(plain).plays([keys("p j")]);
    assert!(seen.buffer.content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset));
    assert!(!seen.screen.contains(|c| "─│▁▂▃▄▅▆▇█▸".contains(c)), "{}", seen.screen);
}

#[test]
fn what_it_looks_like() {
    for lang in Lang::ALL {
        for (width, height) in [(80, 24), (120, 36)] {
            let person = Person::with_sample(lang).at(width, height);
            let seen = person.plays([keys("p j")]);
            insta::assert_snapshot!(format!("prep-{}-{width}x{height}", lang.code()), seen.screen);
        }
        let copied = Person::with_sample(lang).plays([keys("p y")]).copied;
        insta::assert_snapshot!(format!("prep-agenda-{}", lang.code()), copied[0]);
    }
}
