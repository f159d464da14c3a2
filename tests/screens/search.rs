//! The search of the desk: found as one types, gone to by Enter, walked through with n and N.

use ratatui::style::Modifier;
use tomoni::domain::forms::{NewSession, PairForm};
use tomoni::domain::ids::{PairId, SessionId};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::{Moment, Visibility};
use tomoni::i18n::Lang;
use tomoni::tui::theme::Theme;

use crate::support::{Person, Seen, Step, keys, text, wait};

fn pair(person: &Person, name: &str) -> PairId {
    let form = PairForm { name: Some(name.into()), ..PairForm::default() };
    person.journal().add_pair(&form).unwrap().pair.id
}

fn held(person: &Person, pair: PairId, when: &str, theme: &str, note: &str) -> SessionId {
    let new = NewSession {
        pair,
        at: Moment::parse_from_rfc3339(when).unwrap(),
        status: SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: theme.to_owned(),
        text: note.to_owned(),
    };
    person.journal().add_session(&new).unwrap().row.session.id
}

/// Two pairs: the chosen one with a little, the other with the note that is looked for.
fn two_pairs(lang: Lang) -> Person {
    let person = Person::new(lang).at(80, 24);
    let naoko = pair(&person, "Sato Naoko");
    let ken = pair(&person, "Mori Ken");
    held(&person, naoko, "2026-11-14T10:00:00+09:00", "first try", "we met\n! draft the plan\n^ ask early\n");
    let note = "目標の話\n! メンタリングの手順を書く\nthe weekly meeting\n^ meetings need a plan\nthe end\n";
    held(&person, ken, "2026-11-07T10:00:00+09:00", "handover", note);
    person
}

/// Rows of the screen that hold these words.
fn rows<'a>(seen: &'a Seen, words: &str) -> Vec<&'a str> {
    seen.screen.lines().filter(|row| row.contains(words)).collect()
}

/// What is underlined on the screen, row by row.
fn underlined(seen: &Seen) -> Vec<String> {
    let area = seen.buffer.area;
    let row = |y: u16| -> String {
        let found = (0..area.width).filter(|x| seen.buffer[(*x, y)].modifier.contains(Modifier::UNDERLINED));
        found.map(|x| seen.buffer[(x, y)].symbol()).collect::<String>().replace(' ', "")
    };
    (0..area.height).map(row).filter(|row| !row.is_empty()).collect()
}

#[test]
fn every_letter_narrows_what_is_shown() {
    let person = two_pairs(Lang::En);
    let finds = |typed: &str| person.plays([keys("/"), text(typed)]);
    assert!(finds("m").screen.contains("weekly meeting") && finds("m").screen.contains("we met"));
    let seen = finds("mee");
    assert!(seen.screen.contains("2 matches") && !seen.screen.contains("we met"), "{}", seen.screen);
    let seen = finds("meetings");
    assert!(seen.screen.contains("1 match") && !seen.screen.contains("the weekly"), "{}", seen.screen);
    let seen = finds("meetingsx");
    assert!(seen.screen.contains("No match"), "{}", seen.screen);
    let seen = person.plays([keys("/"), text("meetingsx"), keys("backspace")]);
    assert!(seen.screen.contains("1 match"), "{}", seen.screen);
}

#[test]
fn kana_width_and_case_meet_and_one_character_is_enough() {
    let person = two_pairs(Lang::Ja);
    for typed in ["標", "メンタリング", "めんたりんぐ", "ﾒﾝﾀﾘﾝｸﾞ", "ＷＥＥＫＬＹ", "手順"]
    {
        let seen = person.plays([keys("/"), text(typed)]);
        assert!(seen.screen.contains("1件") && seen.screen.contains("Mori Ken"), "{typed}\n{}", seen.screen);
    }
    let seen = person.plays([keys("/"), text("手順")]);
    assert!(underlined(&seen).iter().all(|found| found == "手順"), "{:?}", underlined(&seen));
    assert_eq!(underlined(&seen).len(), 2, "in its row and in the whole below");
}

#[test]
fn finds_are_grouped_by_pair_with_their_kind() {
    let person = two_pairs(Lang::En);
    let seen = person.plays([keys("/"), text("plan")]);
    let order: Vec<usize> = ["Sato Naoko", "draft the plan", "Mori Ken", "need a plan"]
        .iter()
        .map(|w| seen.screen.find(w).unwrap())
        .collect();
    assert!(order.is_sorted(), "{}", seen.screen);
    assert!(rows(&seen, "draft the plan")[0].contains("!  Promise"), "{}", seen.screen);
    assert!(rows(&seen, "need a plan")[0].contains("^  Learning"), "{}", seen.screen);
}

#[test]
fn several_words_filters_and_what_is_left_out() {
    let person = two_pairs(Lang::En);
    let finds = |typed: &str| person.plays([keys("/"), text(typed)]).screen;
    let both = finds("weekly 手順");
    assert!(both.contains("2 matches") && both.contains("weekly meeting") && both.contains("手順を書く"), "{both}");
    assert!(finds("plan kind:learning").contains("1 match"));
    assert!(finds("plan kind：学び").contains("1 match"));
    assert!(finds("plan pair:ken").contains("1 match"));
    assert!(finds("plan -weekly").contains("1 match"));
    assert!(finds("plan since:2026-11-10").contains("1 match"));
    assert!(finds("\"a plan\"").contains("1 match"));
    assert!(finds("plan has:open-action").contains("2 matches"));
}

#[test]
fn tab_completes_filters_and_goes_round_their_values() {
    let person = two_pairs(Lang::En);
    let typed = |typed: &str, tabs: &str| {
        let seen = person.plays([keys("/"), text(typed), keys(tabs)]);
        seen.screen.lines().find(|row| row.contains('▸')).unwrap().to_owned()
    };
    assert!(typed("plan ki", "tab").contains("plan kind: "));
    assert!(typed("plan ki", "tab tab").contains("plan kind:fact"));
    assert!(typed("plan kind:le", "tab").contains("plan kind:learning"));
    assert!(typed("plan pair:", "tab").contains("pair:\"Sato Naoko\"") || typed("plan pair:", "tab").contains("Mori"));
    assert!(typed("plan pair:ken", "tab").contains("plan pair:\"Mori Ken\""));
    assert!(typed("plan has:", "tab").contains("plan has:open-action"));
    assert!(typed("plan since:", "tab tab tab").contains("plan since:\"last week\""));
    assert!(typed("plan since:", "shift-tab").contains("plan since:\"last year\""));
    let seen = person.plays([keys("/"), text("plan kind："), keys("tab")]);
    assert!(seen.screen.contains("Tab  kind:fact  kind:action"), "{}", seen.screen);
    let seen = person.plays([keys("/"), text("plan pair:ken"), keys("tab")]);
    assert!(seen.screen.contains("1 match"), "what was completed is looked for\n{}", seen.screen);
}

#[test]
fn what_means_nothing_is_told_and_the_finds_stay() {
    let person = two_pairs(Lang::En);
    for (typed, told) in [
        ("plan kind:xyz", "does not accept “xyz”"),
        ("plan pair:nobody", "no pair “nobody”"),
        ("plan since:xyz", "was not understood as a date"),
    ] {
        let seen = person.plays([keys("/"), text(typed)]);
        assert!(seen.screen.contains(told), "{typed}\n{}", seen.screen);
        assert!(seen.screen.contains("draft the plan"), "{typed}\n{}", seen.screen);
    }
}

#[test]
fn a_search_without_a_word_shows_what_can_be_typed() {
    for (lang, example) in [(Lang::En, "has:open-action"), (Lang::Ja, "あり:未完了")] {
        let person = two_pairs(lang);
        for typed in ["", "pair:naoko ", "!?"] {
            let seen = person.plays([keys("/"), text(typed)]);
            assert!(seen.screen.contains(example), "{typed}\n{}", seen.screen);
        }
    }
}

#[test]
fn enter_goes_to_the_very_line_in_another_pair_far_outside_the_window() {
    let person = two_pairs(Lang::En);
    let ken = person.journal().find_pair("ken").unwrap().id;
    for day in 0..130 {
        let at = Moment::parse_from_rfc3339("2026-06-01T10:00:00+09:00").unwrap() - chrono::TimeDelta::days(day);
        let words = if day == 129 { "a first\n! the needle lies here\na last\n" } else { "hay\n" };
        held(&person, ken, &at.to_rfc3339(), "", words);
    }
    let seen = person.plays([keys("4 g 1 /"), text("needle"), keys("enter")]);
    assert!(seen.screen.lines().next().unwrap().contains("Mori Ken"), "{}", seen.screen);
    assert!(seen.screen.contains("a first") && seen.screen.contains("! the needle lies here"), "{}", seen.screen);
    assert_eq!(underlined(&seen), ["needle"]);
    let seen = person.plays([keys("4 g 1 /"), text("needle"), keys("enter d")]);
    assert!(!rows(&seen, "│ the needle lies here").is_empty(), "the key means that line\n{}", seen.screen);
    let seen = person.plays([keys("4 g 1 /"), text("needle"), keys("enter enter f3"), text("X")]);
    assert!(seen.screen.contains("the X lies here"), "F3 goes on in the note\n{}", seen.screen);
}

/// The line that is chosen in the note, by its colours.
fn chosen(seen: &Seen) -> String {
    let area = seen.buffer.area;
    let reversed = |y: u16| (1..area.width - 1).any(|x| seen.buffer[(x, y)].modifier.contains(Modifier::REVERSED));
    let row = (0..area.height).rev().find(|y| reversed(*y)).unwrap();
    seen.screen.lines().nth(usize::from(row)).unwrap().to_owned()
}

#[test]
fn n_walks_the_matches_and_esc_lets_go_of_them() {
    let person = two_pairs(Lang::En);
    let search = || [keys("4 g 1 /"), text("meeting"), keys("enter")];
    let after = |more: &str| person.plays(search().into_iter().chain([keys(more)]));
    assert!(chosen(&after("")).contains("the weekly meeting"), "{}", after("").screen);
    assert!(chosen(&after("n")).contains("meetings need"));
    assert!(chosen(&after("n n")).contains("the weekly meeting"), "round the end");
    assert!(chosen(&after("N")).contains("meetings need"));
    assert!(chosen(&after("j j n")).contains("the weekly meeting"));
    assert_eq!(underlined(&after("")), ["meeting", "meeting"]);
    let gone = after("esc");
    assert_eq!(underlined(&gone), [""; 0]);
    assert!(chosen(&gone).contains("the weekly meeting"), "still on its line\n{}", gone.screen);
    assert!(after("esc esc n").screen.contains("Esc"), "n begins a note again");
}

#[test]
fn sessions_goals_pairs_and_lines_for_later_lead_to_their_panes() {
    let person = Person::with_sample(Lang::En);
    let naoko = person.journal().find_pair("naoko").unwrap().id;
    person.journal().note_for_later(naoko, "ask about the zebra").unwrap();
    let seen = person.plays([keys("/"), text("zebra"), keys("enter")]);
    assert!(chosen(&seen).contains("zebra"), "{}", seen.screen);
    assert!(seen.screen.contains("dealt with"), "{}", seen.screen);
    let seen = person.plays([keys("/"), text("naoko"), keys("enter")]);
    assert!(seen.screen.contains("new pair"), "{}", seen.screen);
    let goal = person.journal().pair_desk(naoko, None, Default::default()).unwrap().goals[0].goal.terms.title.clone();
    let seen = person.plays([keys("/"), text(&format!("\"{goal}\"")), keys("enter enter")]);
    assert!(seen.screen.contains(&goal), "{}", seen.screen);
    let person = two_pairs(Lang::En);
    let seen = person.plays([keys("4 g 1 /"), text("handover"), keys("enter")]);
    assert!(chosen(&seen).contains("handover"), "{}", seen.screen);
    assert!(seen.screen.lines().next().unwrap().contains("Mori Ken"), "{}", seen.screen);
}

#[test]
fn esc_leaves_everything_as_it_was_and_the_search_is_remembered() {
    let person = Person::with_sample(Lang::En);
    for place in ["", "j j l j", "2 j", "p", "K"] {
        let before = person.plays([keys(place)]).screen;
        let after = person.plays([keys(place), keys("/"), text("meeting"), keys("down down tab esc")]).screen;
        assert_eq!(before, after, "{place}");
    }
    let seen = person.plays([keys("/"), text("meeting"), keys("esc /")]);
    assert!(seen.screen.contains("▸ meeting") && seen.screen.contains("matches"), "{}", seen.screen);
    let seen = person.plays([keys("/"), text("meeting"), keys("esc /"), text("plan")]);
    assert!(seen.screen.contains("▸ plan "), "typing replaces it\n{}", seen.screen);
}

#[test]
fn a_large_search_reads_on_at_its_end_and_counts_when_nobody_types() {
    let person = Person::new(Lang::En).at(80, 24);
    let naoko = pair(&person, "Naoko");
    for day in 0..90 {
        let at = Moment::parse_from_rfc3339("2026-11-01T10:00:00+09:00").unwrap() - chrono::TimeDelta::days(day);
        held(&person, naoko, &at.to_rfc3339(), "", &format!("straw {day}\nstraw again\n"));
    }
    let seen = person.plays([keys("/"), text("straw")]);
    assert!(seen.screen.contains("more than 60 matches"), "{}", seen.screen);
    let seen = person.plays([keys("/"), text("straw"), wait(300)]);
    assert!(seen.screen.contains("180 matches"), "{}", seen.screen);
    let journal = person.journal();
    let search = journal.understand_search("straw").unwrap();
    let (mut counted, mut before) = (0, None);
    loop {
        let (part, next) = journal.search_count(&search, before, 50).unwrap();
        assert!((1..60).contains(&part), "a part is a part");
        (counted, before) = (counted + part, next);
        if next.is_none() {
            break;
        }
    }
    assert_eq!((counted, journal.search_total(&search).unwrap()), (180, 180));
    let down: Vec<Step> = (0..20).flat_map(|_| keys("pagedown")).collect();
    let seen = person.plays([keys("/"), text("straw"), down]);
    assert!(seen.screen.contains("straw 89") && seen.screen.contains("180 matches"), "{}", seen.screen);
    assert_eq!(rows(&seen, "straw again").len() + rows(&seen, "straw 8").len(), 15, "{}", seen.screen);
}

#[test]
fn the_cursor_is_in_the_input() {
    let person = two_pairs(Lang::Ja);
    let seen = person.plays([keys("/"), text("目標の")]);
    let (x, y) = seen.cursor;
    let row: String = (0..x).map(|x| seen.buffer[(x, y)].symbol()).collect::<String>().replace(' ', "");
    assert!(row.ends_with("▸目標の"), "{x},{y}: {row}");
}

#[test]
fn on_a_shared_screen_only_what_the_partner_may_see_is_found() {
    let person = two_pairs(Lang::En);
    let naoko = person.journal().find_pair("naoko").unwrap().id;
    let note = "kakushi fact\n! kakushi promise\n= kakushi decision\n^ kakushi learned\n~ kakushi felt\n";
    let id = held(&person, naoko, "2026-11-20T10:00:00+09:00", "", note);
    let ken = person.journal().find_pair("ken").unwrap().id;
    held(&person, ken, "2026-11-20T12:00:00+09:00", "", "! kakushi of another\n");
    let entries = person.journal().note(id).unwrap().entries;
    let tried = tomoni::domain::forms::Settlement {
        learned: Some("himitsu".into()),
        ..tomoni::domain::forms::Settlement::plain(tomoni::domain::EntryState::Tried)
    };
    person.journal().settle(entries[1].id, &tried).unwrap();
    assert_eq!(entries[1].visibility, Visibility::Partner);
    let alone = person.plays([keys("4 g 1 /"), text("kakushi")]);
    assert!(alone.screen.contains("6 matches"), "{}", alone.screen);
    let shared = person.plays([keys("4 /"), text("naoko"), keys("enter f9 1 /"), text("kakushi")]);
    assert!(shared.screen.contains("2 matches"), "{}", shared.screen);
    for hidden in ["fact", "learned", "felt", "another", "Mori"] {
        assert!(!shared.screen.contains(hidden), "{hidden}\n{}", shared.screen);
    }
    for typed in ["himitsu", "kakushi pair:ken", "ken"] {
        let seen = person.plays([keys("4 /"), text("naoko"), keys("enter f9 1 /"), text(typed)]);
        assert!(!seen.screen.contains(" find") && !seen.screen.contains("Mori"), "{typed}\n{}", seen.screen);
    }
    // What may be seen lies behind more than a page of what may not.
    held(&person, naoko, "2026-10-01T10:00:00+09:00", "", "= an old mineral\n");
    held(&person, naoko, "2026-10-02T10:00:00+09:00", "", &"a mineral of mine\n".repeat(150));
    let far = [wait(1), wait(1), wait(1), wait(1), wait(1)].into_iter().flatten().collect();
    let seen = person.plays([keys("4 /"), text("naoko"), keys("enter f9 1 /"), text("mineral"), far]);
    assert!(seen.screen.contains("an old mineral") && seen.screen.contains("1 match"), "{}", seen.screen);
    let closed = person.plays([keys("4 /"), text("naoko"), keys("enter 1 /"), text("kakushi"), keys("f9")]);
    assert!(!closed.screen.contains("kakushi fact"), "sharing closes the search\n{}", closed.screen);
    let again = person.plays([keys("4 /"), text("naoko"), keys("enter 1 /"), text("geheim"), keys("esc f9 /")]);
    assert!(!again.screen.contains("geheim"), "what was looked for alone is not told\n{}", again.screen);
}

#[test]
fn what_the_search_looks_like() {
    for lang in Lang::ALL {
        let word = if lang == Lang::En { "meeting" } else { "目標" };
        for (width, height) in [(80, 24), (120, 36)] {
            let person = Person::with_sample(lang).at(width, height);
            let name = |what: &str| format!("search-{what}-{}-{width}x{height}", lang.code());
            insta::assert_snapshot!(name("empty"), person.plays([keys("/")]).screen);
            insta::assert_snapshot!(name("finds"), person.plays([keys("/"), text(word), keys("down down")]).screen);
            let filter = if lang == Lang::En { " kind:" } else { " 種類：" };
            insta::assert_snapshot!(
                name("tab"),
                person.plays([keys("/"), text(word), text(filter), keys("tab")]).screen
            );
            insta::assert_snapshot!(name("gone"), person.plays([keys("/"), text(word), keys("down enter")]).screen);
        }
    }
}

#[test]
fn it_holds_on_a_small_terminal_and_without_colour() {
    for lang in Lang::ALL {
        let person = Person::with_sample(lang).at(60, 16).in_theme(Theme { colour: false, ascii: true });
        for typed in ["", "の", "me", "kind:", "\u{301}\u{200b}"] {
            person.plays([keys("/"), text(typed), keys("tab down pagedown pageup enter n esc esc")]);
        }
    }
}
