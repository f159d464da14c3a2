//! The question bank.

use crate::support::{Home, ending, text};

#[test]
fn own_questions_are_added_changed_and_deleted() {
    let home = Home::with_aiko();
    let added = home.json(&["question", "add", " what would you do again "]);
    assert_eq!(
        (&added["own"], &added["key"], &added["text"]),
        (&true.into(), &().into(), &"what would you do again".into())
    );
    let id = text(&added["id"]);
    home.run(&["question", "add", " "]).refused(2);
    home.run(&["question", "edit", &id, " "]).refused(2);
    assert_eq!(home.json(&["question", "edit", ending(&id), "またやりたいことは"])["text"], "またやりたいことは");

    let all = home.json(&["question", "list"]);
    assert_eq!((&all[0]["id"], &all[1]["own"], &all[1]["key"]), (&id.clone().into(), &false.into(), &"mission".into()));
    let printed = home.ok(&["question", "list"]);
    assert!(printed.starts_with(ending(&id)) && printed.contains("  T  "), "{printed}");

    assert_eq!(home.json(&["question", "delete", &id])["id"], id.as_str());
    assert_eq!(home.json(&["question", "list"])[0]["own"], false);
    home.run(&["question", "edit", &id, "gone"]).refused(3);
    assert!(home.ok(&["bin", "list"]).contains("Question"));
    home.ok(&["bin", "restore", &id]);
    assert_eq!(home.json(&["question", "list"])[0]["id"], id.as_str());
}

#[test]
fn a_pair_narrows_the_bank_to_what_fits_ones_part() {
    let home = Home::new();
    home.ok(&["pair", "add", "Boss", "--role", "mentee", "--direction", "traditional"]);
    let texts =
        |args: &[&str]| -> Vec<String> { home.json(args).as_array().unwrap().iter().map(|q| text(&q["id"])).collect() };
    let (all, mine) = (texts(&["question", "list"]), texts(&["question", "list", "--pair", "Boss"]));
    assert!(mine.len() < all.len() && mine.iter().all(|id| all.contains(id)), "{mine:?}");
    home.run(&["question", "list", "--pair", "Nobody"]).refused(3);
}

#[test]
fn a_question_of_the_model_is_nobodys_to_change() {
    let home = Home::with_aiko();
    home.run(&["question", "edit", "mission.q4", "mine now"]).refused(2);
}
