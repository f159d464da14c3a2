//! From the first start to a note that is kept.

use tomoni::domain::pair::{Direction, Role};
use tomoni::domain::{EntryKind, EntryState, Owner};
use tomoni::i18n::Lang;
use tomoni::journal::{ActionFilter, SessionFilter};

use crate::support::{Person, Step, keys, text, wait};

/// The newest session's note, as it reads back.
fn newest_note(person: &Person) -> tomoni::domain::views::Note {
    let journal = person.journal();
    let rows = journal.sessions(&SessionFilter { limit: Some(1), ..SessionFilter::default() }).unwrap();
    journal.note(rows.first().expect("a session").session.id).unwrap()
}

fn with_a_pair(lang: Lang) -> Person {
    let person = Person::new(lang);
    person.plays([text("Naoko\n"), keys("enter enter"), text("to learn from each other\n")]);
    person
}

#[test]
fn the_first_start_asks_four_things_and_then_the_desk_is_there() {
    let person = Person::new(Lang::En);
    let welcome = person.plays([]);
    assert!(welcome.screen.contains("Welcome to tomoni"), "{}", welcome.screen);
    let desk = person.plays([text("Naoko"), keys("tab right tab right tab"), text("why we meet"), keys("enter")]);
    assert!(desk.screen.contains("Naoko"), "{}", desk.screen);
    assert!(desk.screen.contains("n starts"), "an empty pane says which key starts it\n{}", desk.screen);
    let pairs = person.journal().pairs().unwrap();
    let pair = &pairs[0].pair;
    assert_eq!((pair.name.as_str(), pair.purpose.as_str()), ("Naoko", "why we meet"));
    assert_ne!((pair.role, pair.direction), (Role::Both, Direction::Mutual), "both choices were moved");
}

#[test]
fn mutual_is_preselected() {
    let person = with_a_pair(Lang::Ja);
    let pair = person.journal().pairs().unwrap().remove(0).pair;
    assert_eq!((pair.role, pair.direction), (Role::Both, Direction::Mutual));
}

#[test]
fn the_welcome_does_not_go_on_without_a_name() {
    let person = Person::new(Lang::En);
    let seen = person.plays([keys("enter enter enter enter")]);
    assert!(seen.screen.contains("Please fill this in"), "{}", seen.screen);
    assert!(person.journal().pairs().unwrap().is_empty());
}

#[test]
fn a_note_is_kept_as_it_was_typed_and_filed_by_its_markers() {
    let person = with_a_pair(Lang::Ja);
    let typed = "来週の体制について話した\n! 議事録を送る 金曜までに\n<^ 質問から始めると話が広がる\n= 隔週にする\n〜 少し疲れて見えた";
    person.plays([keys("n"), text(typed), keys("esc")]);
    let note = newest_note(&person);
    assert_eq!(note.text().unwrap(), typed);
    let filed: Vec<_> = note.entries.iter().map(|e| (e.kind, e.owner)).collect();
    assert_eq!(
        filed,
        [
            (EntryKind::Fact, Owner::Both),
            (EntryKind::Action, Owner::Me),
            (EntryKind::Learning, Owner::Partner),
            (EntryKind::Decision, Owner::Both),
            (EntryKind::Reading, Owner::Me),
        ]
    );
    assert_eq!(note.entries[1].due, chrono::NaiveDate::from_ymd_opt(2026, 11, 27));
}

#[test]
fn a_new_note_that_says_nothing_is_none() {
    let person = with_a_pair(Lang::En);
    person.plays([keys("n esc"), keys("n"), text("  \n\n"), keys("esc")]);
    assert!(person.journal().sessions(&SessionFilter::default()).unwrap().is_empty());
}

#[test]
fn typing_is_on_the_disk_within_two_seconds() {
    let person = with_a_pair(Lang::En);
    // The script ends without leaving the note, as a kill would; only the clock has moved on.
    let steps = [
        keys("n"),
        text("said"),
        wait(1_999),
        vec![Step::Meanwhile(Box::new(|journal| {
            let rows = journal.sessions(&SessionFilter::default()).unwrap();
            assert_eq!(journal.note(rows[0].session.id).unwrap().text().unwrap(), "said");
        }))],
    ];
    person.plays(steps);
}

#[test]
fn a_line_end_saves_at_once() {
    let person = with_a_pair(Lang::En);
    let steps = [
        keys("n"),
        text("first\nsecond"),
        vec![Step::Meanwhile(Box::new(|journal| {
            let rows = journal.sessions(&SessionFilter::default()).unwrap();
            assert_eq!(journal.note(rows[0].session.id).unwrap().text().unwrap(), "first\n");
        }))],
    ];
    person.plays(steps);
}

#[test]
fn a_line_keeps_its_result_while_the_note_around_it_changes() {
    let person = with_a_pair(Lang::En);
    person.plays([keys("n"), text("one\n! send the notes\nthree"), keys("esc")]);
    let action = newest_note(&person).entries[1].id;
    person.plays([keys("l d"), text("sent on Monday\n")]);
    // `l` reached the lines, the first of which is chosen: nothing to settle there.
    assert_eq!(person.journal().action(action).unwrap().entry.state, EntryState::Open);
    person.plays([keys("l j d"), text("sent on Monday\n")]);
    assert_eq!(person.journal().action(action).unwrap().entry.state, EntryState::Done);
    // Edit around it: a line before it, a word in it.
    person.plays([keys("enter ctrl-home"), text("zero\n"), keys("down end"), text(" again"), keys("esc")]);
    let note = newest_note(&person);
    assert_eq!(note.text().unwrap(), "zero\none\n! send the notes again\nthree");
    assert_eq!((note.entries[2].id, note.entries[2].state), (action, EntryState::Done));
    assert_eq!(note.entries[2].result.as_deref(), Some("sent on Monday"));
}

#[test]
fn a_note_with_foreign_line_ends_reads_back_byte_for_byte() {
    let person = with_a_pair(Lang::En);
    let pair = person.journal().pairs().unwrap()[0].pair.id;
    let raw = "\n\none\r\n  more\r\n\r\n! two\n\tindented\nlast";
    let new = tomoni::domain::forms::NewSession {
        pair,
        at: crate::support::clock().now(),
        status: tomoni::domain::session::SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: String::new(),
        text: raw.to_owned(),
    };
    person.journal().add_session(&new).unwrap();
    assert_eq!(newest_note(&person).text().unwrap(), raw);
    // Opened, one letter typed and taken back, left again: the same.
    person.plays([keys("enter"), text("x"), keys("backspace esc")]);
    assert_eq!(newest_note(&person).text().unwrap(), raw);
    person.plays([keys("enter"), text("!"), keys("esc")]);
    assert_eq!(newest_note(&person).text().unwrap(), format!("{raw}!"));
}

#[test]
fn an_input_method_left_on_does_not_stop_the_commands() {
    let person = with_a_pair(Lang::Ja);
    person.plays([text("ｎ"), text("話した"), keys("esc")]);
    assert_eq!(newest_note(&person).text().unwrap(), "話した");
    let seen = person.plays([text("？")]);
    assert!(seen.screen.contains("ヘルプ"), "{}", seen.screen);
}

#[test]
fn a_line_for_later_waits_on_the_desk() {
    let person = with_a_pair(Lang::Ja);
    let seen = person.plays([keys("+"), text("? 異動のことを聞く\n")]);
    assert!(seen.screen.contains("異動のことを"), "{}", seen.screen);
    let pair = person.journal().pairs().unwrap()[0].pair.id;
    assert_eq!(person.journal().pair_desk(pair, None, Default::default()).unwrap().later[0].kind, EntryKind::Question);
}

#[test]
fn promises_of_both_are_on_the_desk_with_where_they_came_from() {
    let person = with_a_pair(Lang::En);
    let seen = person.plays([keys("n"), text("! write it up by fri\n< introduce Mori"), keys("esc")]);
    for part in ["write it up", "introduce Mori", "due Fri · Me", "21 Nov · Naoko"] {
        assert!(seen.screen.contains(part), "{part}\n{}", seen.screen);
    }
    let open = person.journal().actions(&ActionFilter::default()).unwrap();
    assert_eq!(open.len(), 2);
}

#[test]
fn a_line_says_beside_it_when_it_is_due_next_time_or_that_no_date_was_read() {
    for (lang, typed, next, short, unread) in [
        (
            Lang::En,
            "! ask by next time\n! draft by the spring review\n! learn by doing",
            "next time",
            "date?",
            "date unclear",
        ),
        (Lang::Ja, "! 聞いておく 次回までに\n! 下書き 連休明けまでに\n! 最後まで聞く", "次回", "日付不明", "日付不明"),
    ] {
        let person = with_a_pair(lang);
        let writing = person.plays([keys("n"), text(typed), wait(5_000)]);
        let beside = |said: &str| {
            let ends =
                |line: &&str| line.split('│').next().unwrap_or_default().trim_end().ends_with(&format!(" {said}"));
            writing.screen.lines().filter(ends).count()
        };
        assert_eq!((beside(&format!(" {next}")), beside(&format!(" {short}"))), (1, 1), "{}", writing.screen);
        let desk = person.plays([]);
        assert!(desk.screen.contains(next) && desk.screen.contains(unread), "{}", desk.screen);
    }
}

#[test]
fn a_span_of_time_gives_a_session_its_length_and_a_day_alone_its_usual_time() {
    let person = with_a_pair(Lang::Ja);
    let asked = person.plays([keys("N"), text("来週の火曜"), keys("ctrl-s")]);
    assert!(asked.screen.contains("何時ですか"), "{}", asked.screen);
    person.plays([keys("N"), text("来週の火曜 15時〜16時半"), keys("ctrl-s")]);
    let planned = person.journal().sessions(&SessionFilter::default()).unwrap();
    let session = &planned[0].session;
    assert_eq!((session.at.to_rfc3339().as_str(), session.minutes), ("2026-11-24T15:00:00+09:00", Some(90)));
}

#[test]
fn a_planned_session_begins_with_one_key() {
    let person = with_a_pair(Lang::En);
    person.plays([keys("N"), text("in 2 weeks 15:00\nhandover\n\n\n")]);
    let rows = person.journal().sessions(&SessionFilter::default()).unwrap();
    assert_eq!(rows[0].session.at.to_rfc3339(), "2026-12-05T15:00:00+09:00");
    person.plays([keys("b"), text("we began"), keys("esc")]);
    let note = newest_note(&person);
    assert_eq!(note.row.session.status, tomoni::domain::session::SessionStatus::Held);
    assert_eq!((note.text().unwrap().as_str(), note.row.session.theme.as_str()), ("we began", "handover"));
}

#[test]
fn a_date_that_does_not_exist_is_named_and_nothing_is_planned() {
    let person = with_a_pair(Lang::Ja);
    let seen = person.plays([keys("N"), text("2月30日 15時"), keys("ctrl-s")]);
    assert!(seen.screen.contains("2月30日"), "{}", seen.screen);
    assert!(seen.screen.contains("という日付はありません"), "{}", seen.screen);
    assert!(person.journal().sessions(&SessionFilter::default()).unwrap().is_empty());
}
