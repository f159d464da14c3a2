//! The promises of a pair both ways, the question bank, and what becomes of lines that are no promises.

use tomoni::clock::Clock;
use tomoni::domain::forms::{NewSession, PairForm, Settlement};
use tomoni::domain::ids::{PairId, SessionId};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::{Entry, EntryState, Moment};
use tomoni::i18n::Lang;
use tomoni::journal::{ActionFilter, Journal};

use crate::support::{Person, keys, text};

fn at(text: &str) -> Moment {
    Moment::parse_from_rfc3339(text).unwrap()
}

fn pair_of(person: &Person) -> PairId {
    let form = PairForm { name: Some("Naoko".into()), ..PairForm::default() };
    person.journal().add_pair(&form).unwrap().pair.id
}

fn held(person: &Person, pair: PairId, when: &str, text: &str) -> SessionId {
    let new = NewSession {
        pair,
        at: at(when),
        status: SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: String::new(),
        text: text.to_owned(),
    };
    person.journal().add_session(&new).unwrap().row.session.id
}

fn settle(person: &Person, when: &str, words: &str, settlement: &Settlement) {
    let all = ActionFilter { settled: true, ..ActionFilter::default() };
    let mut journal = Journal::open(&person.path(), Clock::frozen(at(when))).unwrap();
    let action =
        journal.actions(&all).unwrap().into_iter().find(|a| a.entry.raw.text().unwrap().contains(words)).unwrap();
    journal.settle(action.entry.id, settlement).unwrap();
}

/// Three sessions: in the first two things were promised, before and at the next ones some were answered.
fn story(lang: Lang) -> Person {
    let person = Person::new(lang).at(80, 24);
    let pair = pair_of(&person);
    held(
        &person,
        pair,
        "2026-10-02T15:00:00+09:00",
        "! write up the steps by 16 oct\n! ask why once\n< introduce Mori\n",
    );
    held(&person, pair, "2026-10-16T15:00:00+09:00", "! read chapter two\n< use it once\n");
    held(&person, pair, "2026-10-30T15:00:00+09:00", "! the last one\n");
    let done = Settlement { result: Some("two pages".into()), ..Settlement::plain(EntryState::Done) };
    settle(&person, "2026-10-15T15:00:00+09:00", "write up", &done);
    let tried = Settlement { learned: Some("twice helps".into()), ..Settlement::plain(EntryState::Tried) };
    settle(&person, "2026-10-16T16:00:00+09:00", "ask why", &tried);
    settle(&person, "2026-11-10T15:00:00+09:00", "use it", &Settlement::plain(EntryState::Partly));
    person
}

fn row_of<'a>(screen: &'a str, words: &str) -> &'a str {
    screen.lines().find(|l| l.contains(words)).unwrap_or_else(|| panic!("no {words}\n{screen}"))
}

fn numbers(row: &str) -> Vec<u32> {
    row.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect()
}

#[test]
fn the_counts_equal_what_the_story_did() {
    let person = story(Lang::En);
    let seen = person.plays([keys("K")]);
    // Open and carried over; what each has kept is not counted beside the other.
    assert_eq!(numbers(row_of(&seen.screen, "│ Me ")), [2, 1], "{}", seen.screen);
    assert_eq!(numbers(row_of(&seen.screen, "│ Naoko ")), [1, 1], "{}", seen.screen);
    assert!(!seen.screen.contains("Both"), "nothing was promised together\n{}", seen.screen);
}

#[test]
fn the_filter_goes_through_all_open_mine_and_theirs() {
    let person = story(Lang::En);
    let shows = |steps: &str, words: &[&str]| {
        let screen = person.plays([keys(steps)]).screen;
        for promise in ["write up", "ask why", "introduce", "read chapter", "use it", "the last"] {
            let listed = screen.lines().any(|l| l.contains(promise) && (l.contains("! ") || l.contains("< ")));
            assert_eq!(listed, words.contains(&promise), "{promise} after {steps}\n{screen}");
        }
    };
    shows("K", &["write up", "ask why", "introduce", "read chapter", "use it", "the last"]);
    shows("K tab", &["introduce", "read chapter", "the last"]);
    shows("K tab tab", &["write up", "ask why", "read chapter", "the last"]);
    shows("K shift-tab", &["introduce", "use it"]);
}

#[test]
fn result_origin_and_answer_stand_below_the_chosen_one() {
    let person = story(Lang::En);
    let seen = person.plays([keys("K G")]);
    // Newest first, so the last one is of the first session.
    assert!(seen.screen.contains("introduce Mori"), "{}", seen.screen);
    let seen = person.plays([keys("K G k")]);
    for part in ["learned: twice helps", "made 2 Oct", "tried 16 Oct", "settled by the next meeting"] {
        assert!(seen.screen.contains(part), "{part}\n{}", seen.screen);
    }
    let seen = person.plays([keys("K G k k")]);
    assert!(seen.screen.contains("two pages") && seen.screen.contains("due 16 Oct"), "{}", seen.screen);
}

#[test]
fn enter_goes_to_the_line_that_it_came_from_even_outside_the_window() {
    let person = Person::new(Lang::En);
    let pair = pair_of(&person);
    held(&person, pair, "2025-01-01T10:00:00+09:00", "first things\n! the oldest promise\n");
    for n in 0..120 {
        let day = chrono::NaiveDate::from_ymd_opt(2025, 2, 1).unwrap() + chrono::Days::new(n * 5);
        held(&person, pair, &format!("{day}T10:00:00+09:00"), "a word\n");
    }
    let seen = person.plays([keys("K enter")]);
    assert!(seen.screen.contains("first things"), "{}", seen.screen);
    assert!(seen.screen.contains("Note · 1 Jan 2025"), "{}", seen.screen);
    // The line is chosen: `d` asks about it.
    let seen = person.plays([keys("K enter d")]);
    assert!(seen.screen.contains("Done") && seen.screen.contains("the oldest promise"), "{}", seen.screen);
}

#[test]
fn promises_are_settled_reopened_and_taken_back_in_the_ledger() {
    let person = story(Lang::En);
    let state = |words: &str| {
        let all = ActionFilter { settled: true, ..ActionFilter::default() };
        let actions = person.journal().actions(&all).unwrap();
        actions.into_iter().find(|a| a.entry.raw.text().unwrap().contains(words)).unwrap().entry.state
    };
    person.plays([keys("K d"), text("told\n")]);
    assert_eq!(state("the last"), EntryState::Done);
    person.plays([keys("K o")]);
    assert_eq!(state("the last"), EntryState::Open);
    person.plays([keys("K t"), text("learned a lot\n")]);
    assert_eq!(state("the last"), EntryState::Tried);
    person.plays([keys("K f enter")]);
    assert_eq!(state("the last"), EntryState::Partly);
    person.plays([keys("K -")]);
    assert_eq!(state("the last"), EntryState::Dropped);
    person.plays([keys("K o u")]);
    assert_eq!(state("the last"), EntryState::Dropped);
}

#[test]
fn what_the_ledger_looks_like() {
    for lang in Lang::ALL {
        for (width, height) in [(80, 24), (120, 36)] {
            let person = Person::with_sample(lang).at(width, height);
            let seen = person.plays([keys("K j j")]);
            insta::assert_snapshot!(format!("ledger-{}-{width}x{height}", lang.code()), seen.screen);
        }
    }
}

fn lines_of(person: &Person, id: SessionId) -> Vec<Entry> {
    person.journal().note(id).unwrap().entries
}

#[test]
fn every_line_that_waits_can_be_settled_with_one_key() {
    let note = "? why so late\n& the slides\n@ Mori\n:agenda the move\na fact\n";
    let person = Person::new(Lang::En);
    let pair = pair_of(&person);
    let id = held(&person, pair, "2026-11-20T15:00:00+09:00", note);
    let seen = person.plays([keys("tab d j d j d j d j d")]);
    let states: Vec<EntryState> = lines_of(&person, id).iter().map(|e| e.state).collect();
    use EntryState::{Done, Dropped, Open};
    assert_eq!(states, [Done, Done, Done, Done, Open], "a fact has nothing to settle");
    for word in ["asked", "said", "met", "talked about"] {
        assert!(seen.screen.contains(word), "{word}\n{}", seen.screen);
    }
    person.plays([keys("tab o j -")]);
    let states: Vec<EntryState> = lines_of(&person, id).iter().map(|e| e.state).collect();
    assert_eq!(states, [Open, Dropped, Done, Done, Open]);
}

#[test]
fn a_line_for_later_is_dealt_with_by_one_key() {
    let person = Person::new(Lang::En);
    let pair = pair_of(&person);
    person.journal().note_for_later(pair, "ask about the move").unwrap();
    let seen = person.plays([keys("shift-tab d")]);
    assert!(!seen.screen.contains("ask about the move"), "{}", seen.screen);
    let seen = person.plays([keys("shift-tab d u")]);
    assert!(seen.screen.contains("Nothing to undo"), "it was dealt with in an earlier run\n{}", seen.screen);
}

#[test]
fn own_questions_lead_the_bank_and_one_comes_along_to_the_next_session() {
    let person = Person::with_sample(Lang::En).at(80, 24);
    let seen = person.plays([keys("Q n"), text("What would you do with a free day?\n")]);
    assert!(seen.screen.contains("My own") && seen.screen.contains("free day"), "{}", seen.screen);
    assert!(seen.screen.contains("M Mission"), "{}", seen.screen);
    let seen = person.plays([keys("Q g e ctrl-a ctrl-k"), text("What would you do first?\n")]);
    assert!(seen.screen.contains("What would you do first?"), "{}", seen.screen);
    let seen = person.plays([keys("Q g enter")]);
    assert!(seen.screen.contains("on the agenda for the session on Fri 27 Nov"), "{}", seen.screen);
    let pairs = person.journal().pairs().unwrap();
    let naoko = pairs.iter().find(|v| v.pair.name.contains("Naoko")).unwrap().pair.id;
    let prep = person.journal().prep(naoko, None).unwrap();
    let first = prep.questions[0].question.own.as_ref().expect("the own question leads");
    assert_eq!(first.text, "What would you do first?");
    let seen = person.plays([keys("Q g x")]);
    assert!(!seen.screen.contains("What would you do first?"), "{}", seen.screen);
    assert_eq!(person.journal().own_questions().unwrap().len(), 0);
}

#[test]
fn without_a_planned_session_the_bank_says_so() {
    let person = Person::new(Lang::Ja);
    pair_of(&person);
    let seen = person.plays([keys("Q enter")]);
    assert!(seen.screen.contains("面談の予定がまだありません"), "{}", seen.screen);
}

#[test]
fn what_the_question_bank_looks_like() {
    for lang in Lang::ALL {
        let person = Person::with_sample(lang).at(80, 24);
        let own = if lang == Lang::En { "What would you do first?" } else { "はじめの一歩は何ですか" };
        person.journal().add_question(own).unwrap();
        insta::assert_snapshot!(format!("questions-{}", lang.code()), person.plays([keys("Q j")]).screen);
    }
}
