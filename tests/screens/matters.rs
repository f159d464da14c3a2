//! What matters is on the desk: what has a date, what a pair is about, where a list ends, and no word that is cut to its
//! opposite.

use tomoni::domain::forms::{NewGoal, PairForm};
use tomoni::domain::goal::{GoalStatus, GoalTerms};
use tomoni::domain::pair::{PairStatus, Role};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::views::Binned;
use tomoni::domain::{Cadence, Owner};
use tomoni::i18n::{Label, Lang};
use tomoni::journal::SessionFilter;
use tomoni::tui::theme::Theme;

use crate::live::{add, first_row, pair, with_a_pair};
use crate::support::{Person, keys, text};

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 36), (200, 50)];

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// Whether these words stand on the screen from top to bottom, each below the one before.
fn in_order(screen: &str, words: &[&str]) -> bool {
    let places: Vec<Option<usize>> = words.iter().map(|w| screen.lines().position(|l| l.contains(w))).collect();
    places.iter().all(Option::is_some) && places.is_sorted()
}

fn add_goal(person: &Person, title: &str, owner: Owner, due: Option<&str>) {
    let terms =
        GoalTerms { title: title.into(), sign: None, baseline: None, target: None, unit: None, due: due.map(day) };
    let new = NewGoal { pair: pair(person), owner, terms, agreed: None, status: GoalStatus::Active };
    person.journal().add_goal(&new).map_err(|p| p.message(Lang::En)).unwrap();
}

#[test]
fn what_is_past_its_day_comes_first_and_says_so_quietly() {
    for (lang, past) in [(Lang::En, "was due 2 Oct"), (Lang::Ja, "期限は10/2")] {
        let mut person = with_a_pair(lang);
        let note = "! third\n! second by 12/4\n! first by 10/2\n";
        add(&person, "2026-09-20T10:00:00+09:00", SessionStatus::Held, Some(45), note);
        for (width, height) in [(80, 24), (120, 36)] {
            let person = sized(&mut person, width, height);
            for steps in ["5", "p"] {
                let screen = person.plays([keys(steps)]).screen;
                assert!(screen.contains(past), "{steps} {width}\n{screen}");
                for hard in ["overdue", "late ", "遅", "超過"] {
                    assert!(!screen.contains(hard), "{screen}");
                }
            }
        }
        let promises: Vec<String> = person
            .journal()
            .pair_desk(pair(&person), None, Default::default())
            .unwrap()
            .actions
            .iter()
            .map(|traced| traced.entry.raw.text().unwrap().trim().to_owned())
            .collect();
        assert_eq!(promises, ["! first by 10/2", "! second by 12/4", "! third"]);
    }
}

/// The same person at a terminal of another size.
fn sized(person: &mut Person, width: u16, height: u16) -> &Person {
    person.size = (width, height);
    person
}

#[test]
fn a_goal_past_its_day_comes_first_and_every_goal_says_whose_it_is() {
    for (lang, past, mine, theirs) in
        [(Lang::En, "was due 2 Oct", "Me", "Partner"), (Lang::Ja, "期限は10/2", "自分", "相手")]
    {
        let mut person = with_a_pair(lang);
        add_goal(&person, "whenever", Owner::Me, None);
        add_goal(&person, "next year", Owner::Partner, Some("2027-01-10"));
        add_goal(&person, "earlier", Owner::Me, Some("2026-10-02"));
        for (width, height) in [(80, 24), (120, 36)] {
            let screen = sized(&mut person, width, height).plays([keys("2")]).screen;
            assert!(in_order(&screen, &["earlier", "next year", "whenever"]), "{screen}");
            assert!(screen.contains(past) && screen.contains(mine) && screen.contains(theirs), "{screen}");
        }
    }
}

#[test]
fn role_purpose_rhythm_and_term_are_on_the_desk_and_stay_off_a_shared_screen() {
    for (lang, told) in [
        (Lang::En, ["I am the mentee", "see the whole firm", "every 2 weeks", "2026-04-01"]),
        (Lang::Ja, ["自分はメンティー", "see the whole firm", "2週間ごと", "4/1"]),
    ] {
        let mut person = with_a_pair(lang);
        let form = PairForm {
            role: Some(Role::Mentee),
            purpose: Some("see the whole firm".into()),
            every: Some(Cadence::parse("2w")),
            from: Some(Some(day("2026-04-01"))),
            until: Some(Some(day("2027-03-31"))),
            ..PairForm::default()
        };
        person.journal().edit_pair(pair(&person), &form).map_err(|p| p.message(lang)).unwrap();
        let told = if lang == Lang::En { [told[0], told[1], told[2], "1 Apr"] } else { told };
        for (width, height, steps) in [(80, 24, "4"), (120, 36, ""), (200, 50, "")] {
            let person = sized(&mut person, width, height);
            let flat = |screen: &str| screen.replace(['\n', '│'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
            let screen = person.plays([keys(steps)]).screen;
            for words in told {
                assert!(flat(&screen).contains(words), "{words} at {width}\n{screen}");
            }
            let shared = person.plays([keys(steps), keys("f9")]).screen;
            assert!(!flat(&shared).contains("see the whole firm"), "{shared}");
        }
    }
}

#[test]
fn the_name_of_the_partner_is_there_at_every_size() {
    for lang in Lang::ALL {
        let mut person = Person::with_sample(lang);
        let name = person.journal().pairs().unwrap()[0].pair.name.clone();
        for (width, height) in SIZES {
            let seen = sized(&mut person, width, height).plays([]);
            assert!(first_row(&seen.screen).contains(&name), "{width}\n{}", seen.screen);
        }
    }
}

#[test]
fn no_state_of_a_session_is_shortened() {
    for lang in Lang::ALL {
        let mut person = with_a_pair(lang);
        let states = [SessionStatus::Planned, SessionStatus::Cancelled, SessionStatus::Missed];
        for (n, status) in states.iter().enumerate() {
            let at = format!("2026-10-{:02}T10:00:00+09:00", n + 1);
            add(&person, &at, *status, None, "words that take up room in every row of the list of sessions\n");
        }
        for (width, height) in SIZES {
            let screen = sized(&mut person, width, height).plays([keys("1")]).screen;
            for status in states {
                assert!(screen.contains(&*status.label(lang)), "{status:?} at {width}\n{screen}");
            }
        }
    }
}

#[test]
fn without_a_pair_one_sentence_is_enough_and_behind_the_welcome_there_is_none() {
    for (lang, sentence) in [(Lang::En, "No pairs yet"), (Lang::Ja, "まずはペアから")] {
        for (width, height) in [(80, 24), (120, 36), (200, 50)] {
            let person = Person::new(lang).at(width, height);
            let welcome = person.plays([]).screen;
            assert_eq!(welcome.matches(sentence).count(), 0, "{welcome}");
            let alone = person.plays([keys("esc")]).screen;
            assert_eq!(alone.matches(sentence).count(), 1, "{alone}");
        }
    }
}

#[test]
fn a_list_that_goes_on_says_so_and_where_one_is() {
    let mut person = with_a_pair(Lang::En);
    for n in 1..=28 {
        add(&person, &format!("2026-10-{n:02}T10:00:00+09:00"), SessionStatus::Held, Some(45), "said\n");
    }
    let top = person.plays([keys("1")]).screen;
    assert!(top.contains("Sessions 1/28") && top.contains('↓') && !top.contains('↑'), "{top}");
    let end = person.plays([keys("1 G")]).screen;
    assert!(end.contains("Sessions 28/28") && end.contains('↑') && !end.contains('↓'), "{end}");
    // Everything of one pane is in sight: then there is nothing to say.
    let whole = sized(&mut person, 200, 120).plays([keys("1")]).screen;
    assert!(!whole.contains("/28") && !whole.contains('↓'), "{whole}");
}

#[test]
fn where_there_is_room_nothing_of_a_promise_is_cut() {
    let words = "write down the whole way from the first draft to the printed page so that nobody has to ask twice";
    let mut person = with_a_pair(Lang::En);
    add(&person, "2026-10-01T10:00:00+09:00", SessionStatus::Held, None, &format!("said\n! {words}\n"));
    for (width, height) in [(120, 36), (200, 50)] {
        let seen = sized(&mut person, width, height).plays([keys("2")]);
        let left = |row: &str| row.split('│').nth(1).unwrap_or_default().trim().to_owned();
        let column: Vec<String> = seen.screen.lines().map(left).collect();
        let told = column.join(" ");
        assert!(told.contains("ask twice"), "{width}\n{}", seen.screen);
    }
}

#[test]
fn the_end_of_a_pair_is_asked_for_and_a_last_meeting_proposed() {
    for (lang, about, closing) in [
        (Lang::En, "Still open: 1 promise, 1 planned session.", "Closing"),
        (Lang::Ja, "残っているもの：約束1件、予定の面談1件。", "締めくくり"),
    ] {
        let person = with_a_pair(lang);
        add(&person, "2026-10-01T10:00:00+09:00", SessionStatus::Held, None, "! send it\n");
        let planned = add(&person, "2026-11-28T10:00:00+09:00", SessionStatus::Planned, None, "");
        let flat = |screen: &str| screen.replace(['\n', '│'], "").split_whitespace().collect::<Vec<_>>().join(" ");
        let asked = person.plays([keys("4 d")]).screen;
        assert!(flat(&asked).contains(about), "{asked}");
        assert_eq!(person.journal().pairs().unwrap()[0].pair.status, PairStatus::Active, "nothing has happened yet");
        person.plays([keys("4 d esc")]);
        let proposed = person.plays([keys("4 d enter")]).screen;
        assert!(proposed.contains(closing), "{proposed}");
        person.plays([keys("4 d right enter")]);
        let view = person.journal().pairs().unwrap().remove(0);
        assert_eq!((view.pair.status, view.next_at), (PairStatus::Ended, None));
        let rows = person.journal().sessions(&SessionFilter::default()).unwrap();
        let session = rows.iter().find(|row| row.session.id == planned).unwrap();
        assert_eq!(session.session.status, SessionStatus::Cancelled);
        assert_eq!(person.journal().next_pair().unwrap(), None);
        // Both come back together.
        person.plays([keys("u")]);
    }
}

#[test]
fn the_palette_finds_by_other_words_and_speaks_one_language() {
    let finds = [
        (["meeting", "ミーティング"], "cmd-sessions-plan"),
        (["schedule", "打ち合わせ"], "cmd-sessions-plan"),
        (["exit", "抜ける"], "cmd-desk-quit"),
        (["vault", "金庫"], "cmd-vault-lock"),
        (["language", "言語"], "cmd-desk-language"),
        (["trash", "ゴミ箱"], "cmd-desk-bin"),
        (["close", "卒業"], "cmd-pairs-end"),
        (["review", "振り返り"], "cmd-sessions-wrap-up"),
        (["backup", "バックアップ"], "tomoni backup"),
        (["settings", "設定"], "tomoni config"),
    ];
    for (n, lang) in [Lang::En, Lang::Ja].into_iter().enumerate() {
        let person = Person::with_sample(lang).at(120, 36);
        for (typed, expected) in finds {
            let screen = person.plays([keys(":"), text(typed[n])]).screen;
            let framed = screen.lines().skip_while(|row| !row.contains('▸')).skip(1);
            let rows: Vec<&str> = framed.take_while(|row| !row.contains('╰')).collect();
            let expected = lang.t(expected);
            assert!(rows.iter().take(8).any(|row| row.contains(&*expected)), "{}: {expected}\n{screen}", typed[n]);
        }
    }
    let is_japanese = |c: char| ('\u{3041}'..='\u{30ff}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c);
    let person = with_a_pair(Lang::En);
    for typed in ["", "language", "undo", "もどす", "元に戻す"] {
        let screen = person.plays([keys(":"), text(typed)]).screen;
        let rows = screen.lines().filter(|row| !row.contains('▸'));
        assert!(!rows.into_iter().any(|row| row.contains(is_japanese)), "{typed}\n{screen}");
    }
}

#[test]
fn a_message_goes_with_its_screen() {
    let person = with_a_pair(Lang::En);
    let id = add(&person, "2026-10-01T10:00:00+09:00", SessionStatus::Held, None, "said\n");
    let said = "Moved to the bin";
    assert!(person.plays([keys("1 x")]).screen.contains(said));
    person.plays([keys("u")]);
    person.journal().restore(Binned::Session(id)).ok();
    for steps in ["1 x tab", "1 x ?", "1 x 2"] {
        let screen = person.plays([keys(steps)]).screen;
        assert!(!screen.contains(said), "{steps}\n{screen}");
        person.journal().restore(Binned::Session(id)).ok();
    }
    assert!(person.plays([keys("1 x j")]).screen.contains(said), "a move within the place leaves it");
}

#[test]
fn plain_frames_change_no_text() {
    let words = "from … to · and ×, 2 → 3";
    let person = with_a_pair(Lang::En).in_theme(Theme { colour: true, ascii: true });
    add(&person, "2026-10-01T10:00:00+09:00", SessionStatus::Held, None, &format!("{words}\n"));
    for steps in ["1", "1 enter", "1 s"] {
        let screen = person.plays([keys(steps)]).screen;
        assert!(steps == "1 s" || screen.contains(words), "{steps}\n{screen}");
    }
}

#[test]
fn the_first_meeting_of_today_with_somebody_else_is_told_on_a_narrow_desk() {
    let mut person = with_a_pair(Lang::En);
    person.plays([keys("P"), text("Ken\n"), keys("enter enter enter")]);
    let pairs = person.journal().pairs().unwrap();
    let ken = pairs.iter().find(|view| view.pair.name == "Ken").unwrap().pair.id;
    let naoko = pairs.iter().find(|view| view.pair.name == "Naoko").unwrap().pair.id;
    for (pair, at) in [(ken, "2026-11-21T15:00:00+09:00"), (naoko, "2026-11-21T13:00:00+09:00")] {
        let new = tomoni::domain::forms::NewSession {
            pair,
            at: crate::live::moment(at),
            status: SessionStatus::Planned,
            minutes: None,
            mode: None,
            theme: String::new(),
            text: String::new(),
        };
        person.journal().add_session(&new).unwrap();
    }
    let screen = sized(&mut person, 80, 24).plays([keys("1")]).screen;
    assert!(screen.lines().nth(1).unwrap().contains("Ken: today at 15:00"), "{screen}");
    let wide = sized(&mut person, 120, 36).plays([]).screen;
    assert!(in_order(&wide, &["Worth a look", "Naoko: today at", "Ken: today at"]), "{wide}");
}
