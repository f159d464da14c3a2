//! What is found is what a plain look through every line would find, and the index is never out of step.

use proptest::prelude::*;
use tomoni::domain::forms::{NewSession, SessionForm};
use tomoni::domain::ids::PairId;
use tomoni::domain::search::{HitType, Search};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::views::Binned;
use tomoni::i18n::Lang;
use tomoni::journal::{Journal, NewText, SessionFilter};
use tomoni::text::fold;

use super::{Step, act, clock, open, session, step, with_pair};

fn told<T>(result: tomoni::problem::Result<T>) -> T {
    result.map_err(|p| p.message(Lang::En)).unwrap()
}

fn session_at(journal: &mut Journal, pair: PairId, minutes_ago: i64, theme: &str, text: &str) {
    let new = NewSession {
        pair,
        at: clock().now() - chrono::TimeDelta::minutes(minutes_ago),
        status: SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: theme.to_owned(),
        text: text.to_owned(),
    };
    told(journal.add_session(&new));
}

fn find(journal: &Journal, text: &str) -> Vec<String> {
    let search = told(journal.understand_search(text));
    told(journal.search(&search, None, 1000)).hits.into_iter().map(|h| h.snippet).collect()
}

fn index_is_in_step(journal: &Journal) {
    let checkup = told(Journal::doctor(journal.path(), clock()));
    for check in checkup.checks {
        assert!(check.is_sound(), "{:?}", check);
    }
}

#[test]
fn finds_come_newest_first_and_several_words_mean_sessions_that_hold_them_all() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    session_at(&mut journal, pair, 300, "handover", "the goal is far\n! write the plan");
    session_at(&mut journal, pair, 100, "", "目標の話\n^ a plan needs a goal");
    session_at(&mut journal, pair, 200, "", "only the goal here\n~ the goal again");
    assert_eq!(
        find(&journal, "goal"),
        ["a plan needs a goal", "the goal again", "only the goal here", "the goal is far"]
    );
    assert_eq!(find(&journal, "plan goal"), ["a plan needs a goal", "write the plan", "the goal is far"]);
    assert_eq!(find(&journal, "goal -plan"), ["the goal again", "only the goal here"]);
    assert_eq!(find(&journal, "\"goal is\""), ["the goal is far"]);
    assert_eq!(find(&journal, "goal kind:learning"), ["a plan needs a goal"]);
    assert_eq!(find(&journal, "goal has:open-action"), ["the goal is far"]);
    // Without a word the filters say what is looked for; a pair alone would be everything.
    assert_eq!(find(&journal, "kind:learning"), ["a plan needs a goal"]);
    assert_eq!(find(&journal, "has:open-action"), ["write the plan"]);
    assert_eq!(find(&journal, "has:open-action kind:fact"), [""; 0]);
    assert_eq!(find(&journal, "pair:naoko"), [""; 0]);
    assert_eq!(find(&journal, "ﾓｸﾋｮｳ"), [""; 0]);
    assert_eq!(find(&journal, "標"), ["目標の話"]);
    assert_eq!(find(&journal, "HAND"), ["handover"]);
    assert_eq!(find(&journal, "naoko"), ["Naoko"]);
}

#[test]
fn what_is_spelled_as_it_was_typed_comes_first_then_other_spellings() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    session_at(&mut journal, pair, 400, "", "a cafe by the river\n次の打ち合わせ");
    session_at(&mut journal, pair, 300, "", "the Café is closed\n打合せの件\nサーバの移行");
    session_at(&mut journal, pair, 200, "", "打合せは申込の後\nサーバーの件\nメンタルの話");
    session_at(&mut journal, pair, 100, "", "髙橋さんと打合わせ\nメンターの件");
    session_at(&mut journal, pair, 50, "café again", "cafés everywhere\n高橋部長のCafe");
    assert_eq!(
        find(&journal, "cafe"),
        ["高橋部長のCafe", "a cafe by the river", "cafés everywhere", "café again", "the Café is closed"]
    );
    assert_eq!(
        find(&journal, "打ち合わせ"),
        ["次の打ち合わせ", "髙橋さんと打合わせ", "打合せは申込の後", "打合せの件"]
    );
    assert_eq!(find(&journal, "合わせ"), ["髙橋さんと打合わせ", "次の打ち合わせ"]);
    assert_eq!(find(&journal, "サーバー"), ["サーバーの件", "サーバの移行"]);
    assert_eq!(find(&journal, "メンター"), ["メンターの件"]);
    assert_eq!(find(&journal, "高橋さん"), ["高橋部長のCafe", "髙橋さんと打合わせ"]);
    assert_eq!(find(&journal, "打ち合せ 申し込み"), ["打合せは申込の後"]);
    assert_eq!(find(&journal, "cafe -打ち合わせ"), ["高橋部長のCafe", "cafés everywhere", "café again"]);
    // Page by page nothing is lost or told twice, and the count is that of all pages.
    for words in ["cafe", "打ち合わせ", "サーバー", "件", "打合せ"] {
        let search = told(journal.understand_search(words));
        let (mut paged, mut before) = (Vec::new(), None);
        loop {
            let page = told(journal.search(&search, before, 1));
            paged.extend(page.hits.into_iter().map(|hit| hit.snippet));
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(paged, find(&journal, words), "{words}");
        assert_eq!(told(journal.search_total(&search)), paged.len(), "{words}");
        let (mut count, mut before) = (0, None);
        loop {
            let (part, next) = told(journal.search_count(&search, before, 1));
            (count, before) = (count + part, next);
            if before.is_none() {
                break;
            }
        }
        assert_eq!(count, paged.len(), "{words}");
    }
    index_is_in_step(&journal);
}

#[test]
fn months_fiscal_years_and_names_narrow_a_search() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    session_at(&mut journal, pair, 10, "", "something");
    for since in ["今年度", "今年", "june", "6月", "今月", "先月", "last month", "this year", "2025年", "昨日"]
    {
        let search = told(journal.understand_search(&format!("x since:\"{since}\" から:「{since}」")));
        assert!(search.since.is_some(), "{since}");
        assert!(told(journal.understand_search(&format!("x until:\"{since}\""))).until.is_some(), "{since}");
    }
    for name in ["naoko", "NAOKOさん", "ｎａｏｋｏ様", "Naoko 先生"] {
        assert_eq!(told(journal.understand_search(&format!("pair:\"{name}\""))).pair, Some(pair), "{name}");
    }
}

#[test]
fn what_lies_in_the_bin_is_not_found_and_what_comes_back_is() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
    session_at(&mut journal, pair, 10, "theme", "one needle\n! two needles");
    let session = told(journal.sessions(&SessionFilter::default()))[0].session.id;
    let entry = told(journal.note(session)).entries[0].id;
    for what in [Binned::Entry(entry), Binned::Session(session), Binned::Pair(pair)] {
        let before = find(&journal, "needle");
        told(journal.delete(what));
        assert!(find(&journal, "needle").len() < before.len(), "{what:?}");
        index_is_in_step(&journal);
        told(journal.restore(what));
        assert_eq!(find(&journal, "needle").len(), before.len(), "{what:?}");
        index_is_in_step(&journal);
    }
    told(journal.delete(Binned::Pair(pair)));
    told(journal.empty_bin());
    index_is_in_step(&journal);
}

/// Whether a word stands in a text: anywhere for Japanese, from the beginning of a word for the others. Written down
/// once more, plainly.
fn stands_in(word: &str, text: &str) -> bool {
    let (word, text): (Vec<char>, Vec<char>) = (fold(word).chars().collect(), fold(text).chars().collect());
    let latin = |c: char| c.is_alphanumeric() && c < '\u{3000}';
    (0..text.len()).any(|at| {
        let here = text[at..].starts_with(&word);
        here && (!latin(word[0]) || at == 0 || !latin(text[at - 1]))
    })
}

fn line() -> impl Strategy<Value = String> {
    "[!<^~]?[ ]?[目標学習のメリガがabAB1２ é、]{0,10}"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn finds_are_those_of_a_plain_look(
        notes in proptest::collection::vec(proptest::collection::vec(line(), 1..6), 1..12),
        queries in proptest::collection::vec(
            (proptest::collection::vec("[目標学習のめﾒガがabA1é]{1,3}", 1..3), "[目標学のがab]{0,2}"),
            1..12,
        ),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
        for (n, note) in notes.iter().enumerate() {
            // Some share their minute.
            session_at(&mut journal, pair, n as i64 / 2, "", &note.join("\n"));
        }
        let rows = told(journal.sessions(&SessionFilter::default()));
        let all: Vec<_> = rows.iter().map(|r| told(journal.note(r.session.id)).entries).collect();
        for (words, not) in queries {
            let mut expected = Vec::new();
            for entries in &all {
                let holds = |w: &String| entries.iter().any(|e| stands_in(w, e.raw.text().unwrap()));
                if words.iter().all(holds) && (not.is_empty() || !holds(&not)) {
                    expected.extend(entries.iter().filter(|e| words.iter().any(|w| stands_in(w, e.raw.text().unwrap()))).map(|e| e.id.0));
                }
            }
            let search = told(journal.understand_search(&format!("{} -{not}", words.join(" "))));
            let mut found = Vec::new();
            let mut before = None;
            loop {
                let page = told(journal.search(&search, before, 3));
                for hit in page.hits.iter().filter(|h| h.what == HitType::Line) {
                    found.push(hit.id);
                    prop_assert!(!hit.matches.is_empty());
                    for place in &hit.matches {
                        let shown = fold(&hit.snippet[place.clone()]);
                        prop_assert!(words.iter().any(|w| shown.contains(&fold(w))), "{shown:?} {words:?}");
                    }
                }
                before = page.next;
                if before.is_none() {
                    break;
                }
            }
            prop_assert_eq!(told(journal.search_total(&search)), found.len());
            found.sort();
            expected.sort();
            prop_assert_eq!(&found, &expected, "{:?}", words);
        }
    }

    #[test]
    fn the_index_is_in_step_whatever_is_done(steps in proptest::collection::vec(prop_oneof![8 => step(), 1 => Just(Step::EmptyBin)], 1..24)) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        let (journal, pair) = with_pair(&path);
        drop(journal);
        let mut journal = open(&path);
        for step in steps {
            act(&mut journal, pair, step);
        }
        index_is_in_step(&journal);
        while told(journal.undo()).is_some() {}
        index_is_in_step(&journal);
        while told(journal.redo()).is_some() {}
        index_is_in_step(&journal);
    }
}

/// A word that stands in a line very often: each time the line grew, the engine kept the places of the time before.
#[test]
fn a_long_line_that_grows_leaves_no_words_of_what_it_was() {
    for (word, times) in [("目標", 300), ("goal ", 300), ("猫", 3_000)] {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, pair) = with_pair(&dir.path().join("journal.db"));
        let id = session(&mut journal, pair, &word.repeat(times / 5));
        for part in [3, 2, 1] {
            told(journal.write_session(id, &SessionForm::default(), Some(NewText::from(&*word.repeat(times / part)))));
            index_is_in_step(&journal);
        }
        told(journal.write_session(id, &SessionForm::default(), Some("something else".into())));
        index_is_in_step(&journal);
        assert!(find(&journal, word).is_empty(), "{word} is not there any more");
    }
}

#[test]
fn an_empty_search_finds_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (journal, _) = with_pair(&dir.path().join("journal.db"));
    assert!(Search::default().is_empty());
    assert_eq!(find(&journal, "!? -x"), [""; 0]);
}
