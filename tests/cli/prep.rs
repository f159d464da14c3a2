//! The one screen before a meeting, as text and as JSON.

use serde_json::{Value, json};

use crate::support::{Home, ending, text};

const FIRST: &str = "! draft by 11/20\n< send the plan\n= once a month\n\" slow is smooth\n? what would you skip\n& for the tea\n:agenda the move\n";

/// A home with a held session of two weeks ago, one of last week, and one planned for tomorrow.
fn prepared() -> (Home, String) {
    let home = Home::with_aiko();
    home.session("Aiko", FIRST, &["--at", "2026-11-06 10:00", "--theme", "Beginning"]);
    home.session("Aiko", "! call Mori\n= every Friday\n~ a doubt of last week\n", &["--at", "2026-11-13 10:00"]);
    let plan = ["--planned", "--at", "tomorrow 10:00", "--minutes", "45", "--mode", "video", "--theme", "Handover"];
    let id = home.session("Aiko", ":agenda the budget\n~ I am afraid of the question\n", &plan);
    home.ok(&["note", "the new office"]);
    home.ok(&["goal", "add", "--pair", "Aiko", "Speak first", "--baseline", "1", "--target", "5"]);
    (home, id)
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|v| text(&v["text"])).collect()
}

#[test]
fn everything_that_waits_is_on_one_page() {
    let (home, id) = prepared();
    let prep = home.json(&["prep"]);
    let session = &prep["session"];
    assert_eq!((&session["id"], &session["status"]), (&id.clone().into(), &"planned".into()));
    assert_eq!(
        (&session["planned_minutes"], &session["started_at"], session.get("lines")),
        (&45.into(), &Value::Null, None)
    );
    assert_eq!(texts(&prep["report"]), ["draft by 11/20", "call Mori"]);
    assert_eq!((&prep["report"][0]["carried"], &prep["report"][1]["carried"]), (&1.into(), &0.into()));
    assert_eq!(texts(&prep["theirs"]), ["send the plan"]);
    assert_eq!(prep["goals"][0]["title"], "Speak first");
    assert_eq!(texts(&prep["last"]["decisions"]), ["every Friday"]);
    assert_eq!(prep["last"]["quotes"], json!([]));
    let today: Vec<_> =
        prep["today"].as_array().unwrap().iter().map(|t| (text(&t["line"]["text"]), text(&t["source"]))).collect();
    let expected = [
        ("the budget", "agenda"),
        ("the move", "carried"),
        ("the new office", "later"),
        ("what would you skip", "question"),
    ];
    assert_eq!(today, expected.map(|(line, source)| (line.to_owned(), source.to_owned())));
    assert_eq!(
        (&prep["today"][1]["origin"], &prep["today"][1]["carried"]),
        (&"2026-11-06T10:00:00+09:00".into(), &1.into())
    );
    assert_eq!((&prep["today"][0]["origin"], &prep["today"][0]["line"]["state"]), (&Value::Null, &"open".into()));
    assert_eq!(texts(&prep["hard"]), ["I am afraid of the question"], "a doubt of last week stays there");
    assert_eq!(texts(&prep["thanks"]), ["for the tea"]);
    let question = &prep["question"];
    assert!(
        question["key"].is_string() && question["text"] == question["en"] && question["ja"] != question["en"],
        "{question}"
    );
}

#[test]
fn the_page_is_read_from_top_to_bottom_in_both_languages() {
    let (home, id) = prepared();
    let page = |lang: &str| home.ok(&["prep", "aiko", "--lang", lang]);
    let in_order = |page: &str, words: &[&str]| {
        let mut from = 0;
        for word in words {
            let at = page[from..].find(word).unwrap_or_else(|| panic!("{word} in its place in {page}"));
            from += at + word.len();
        }
    };
    in_order(
        &page("en"),
        &[
            "Aiko · session 3 · Sun 22 Nov 10:00 · Video · 45 min",
            ending(&id),
            "Handover",
            "To report",
            "draft",
            "Their promises",
            "send the plan",
            "Goals",
            "Speak first",
            "Last time: Fri 13 Nov",
            "every Friday",
            "Agenda",
            "the budget",
            "carried over once",
            "the move",
            "for later",
            "the new office",
            "saved question",
            "to ask",
            "Hard to say (only me)",
            "I am afraid",
            "Thanks to send",
            "for the tea",
        ],
    );
    in_order(
        &page("ja"),
        &[
            "Aiko · 3回目 · 11/22(日) 10:00",
            "Handover",
            "報告すること",
            "相手の約束",
            "目標",
            "前回：11/13(金)",
            "話すこと",
            "持ち越し1回",
            "あとで話す",
            "言いにくいこと（自分だけ）",
            "まだ伝えていない感謝",
        ],
    );
}

#[test]
fn what_is_empty_is_left_out() {
    let home = Home::with_aiko();
    let page = home.ok(&["prep"]);
    assert!(page.starts_with("Aiko · no next date\n"), "{page}");
    for title in ["To report", "Their", "Goals", "Last time", "Hard", "Thanks"] {
        assert!(!page.contains(title), "{title} in {page}");
    }
    let prep = home.json(&["prep"]);
    assert_eq!((&prep["session"], &prep["last"], &prep["report"]), (&Value::Null, &Value::Null, &json!([])));
}

#[test]
fn without_a_name_it_is_the_pair_that_meets_next() {
    let home = Home::with_aiko();
    home.ok(&["pair", "add", "Ken"]);
    let told = home.run(&["prep"]).refused(2);
    assert!(told.contains("Aiko") && told.contains("Ken"), "{told}");
    home.session("Aiko", "", &["--planned", "--at", "2026-11-30 10:00"]);
    home.session("Ken", "", &["--planned", "--at", "2026-11-24 10:00"]);
    assert!(home.ok(&["prep"]).starts_with("Ken · "));
    assert!(home.ok(&["prep", "Aiko"]).starts_with("Aiko · "));
    home.run(&["prep", "Nobody"]).refused(3);
}

#[test]
fn it_reads_and_makes_nothing() {
    let home = Home::new();
    home.run(&["prep"]).refused(3);
    assert!(!home.path("data").exists());
}

#[test]
fn what_was_settled_since_is_to_be_told_and_what_was_dealt_with_is_gone() {
    let (home, _) = prepared();
    let prep = home.json(&["prep"]);
    let draft = text(&prep["report"][0]["id"]);
    home.ok(&["action", "partly", &draft, "--result", "two pages"]);
    for item in prep["today"].as_array().unwrap() {
        home.ok(&["line", "settle", &text(&item["line"]["id"]), "done"]);
    }
    home.ok(&["line", "settle", &text(&prep["thanks"][0]["id"]), "dropped"]);
    let after = home.json(&["prep"]);
    assert_eq!(texts(&after["report"]), ["call Mori", "draft by 11/20"]);
    assert_eq!((&after["report"][1]["state"], &after["report"][1]["result"]), (&"partly".into(), &"two pages".into()));
    assert_eq!(after["report"][1]["settled_at"], "2026-11-21T15:00:00+09:00");
    let today: Vec<_> = after["today"].as_array().unwrap().iter().map(|t| text(&t["line"]["text"])).collect();
    assert_eq!(today, ["the budget"], "the session's own agenda stays in sight, ticked off");
    assert_eq!((&after["today"][0]["line"]["state"], &after["thanks"]), (&"done".into(), &json!([])));
}

#[test]
fn an_own_question_is_proposed_in_its_own_words() {
    let (home, _) = prepared();
    let own = home.json(&["question", "add", "what did it cost"]);
    let offered = |home: &Home| home.json(&["question", "list", "--pair", "Aiko"])[0]["text"].clone();
    assert_eq!(offered(&home), "what did it cost");
    // The turn walks round the bank: after as many held sessions as the bank has questions it is the first again.
    let bank = home.json(&["question", "list", "--pair", "Aiko"]);
    let bank = bank.as_array().unwrap().iter().filter(|question| question["when"] == "session").count();
    for day in 0..bank - 2 {
        home.ok(&["session", "add", "--pair", "Aiko", "--at", &format!("2026-09-{:02} 10:00", day + 1)]);
    }
    let question = home.json(&["prep"])["question"].clone();
    assert_eq!(question, json!({"id": own["id"], "key": null, "en": null, "ja": null, "text": "what did it cost"}));
}
