//! Another program seals or narrows a line while its words are open here: they reach no further than it does.

use std::path::Path;

use tomoni::domain::forms::EntryForm;
use tomoni::domain::ids::PairId;
use tomoni::domain::views::Window;
use tomoni::domain::{Entry, Visibility};
use tomoni::i18n::Lang;
use tomoni::journal::{Journal, SessionFilter};

use crate::live::with_a_pair;
use crate::support::{Person, Seen, Step, clock, keys, text, wait};
use crate::vault::{note, opened, passphrase, unlock, with_a_vault};

/// Has another program change the line with these words. `rounds`: how much time the desk gets to notice.
fn changes(words: &'static str, form: EntryForm, rounds: u32) -> Vec<Step> {
    let act = move |path: &Path| {
        let mut journal =
            Journal::open(path, clock()).unwrap_or_else(|problem| panic!("{}", problem.message(Lang::En)));
        if let Some(file) = journal.key_file().ok().flatten() {
            let key = file.open(&passphrase()).unwrap_or_else(|_| panic!("it opens"));
            journal.unlock(&key).unwrap_or_else(|_| panic!("it unlocks"));
        }
        let line = note(&journal).entries.into_iter().find(|e| e.raw.text().is_some_and(|text| text.contains(words)));
        let id = line.expect("the line is there").id;
        journal.edit_entry(id, &form).unwrap_or_else(|problem| panic!("{}", problem.message(Lang::En)));
    };
    vec![Step::Outside(Box::new(act), rounds)]
}

fn sealed() -> EntryForm {
    EntryForm { sealed: Some(true), ..EntryForm::default() }
}

fn only_me() -> EntryForm {
    EntryForm { visibility: Some(Visibility::Private), ..EntryForm::default() }
}

/// What stands in the files that the desk wrote because it could not save something.
fn unsaved(person: &Person) -> String {
    let folders = [person.folder(), person.state()];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.to_string_lossy().contains("unsaved"));
    files.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

fn is_covered(seen: &Seen, person: &Person, what: &str) {
    for look in seen.looks.iter().chain([&seen.screen]) {
        assert!(!look.contains("draft by"), "{what}\n{look}");
    }
    assert!(!unsaved(person).contains("draft by"), "{what}\n{}", unsaved(person));
    assert!(!seen.unsaved.join(" ").contains("draft by"), "{what}");
}

#[test]
fn a_line_that_is_sealed_elsewhere_is_covered_and_what_is_typed_on_is_saved() {
    for rounds in [0, 60] {
        for (what, before, after) in [
            ("typed on", text(" zebrafinch"), Vec::new()),
            ("typed after", Vec::new(), text(" zebrafinch")),
            ("split", Vec::new(), [keys("left left left enter"), text("zebrafinch")].into_iter().flatten().collect()),
            ("copied", keys("shift-home ctrl-c end enter ctrl-v"), Vec::new()),
            ("undone", [text(" zebrafinch"), wait(3_000)].into_iter().flatten().collect(), keys("ctrl-z")),
        ] {
            let person = with_a_vault(Lang::En);
            let steps = [
                keys("esc 1 enter ctrl-end"),
                before,
                changes("draft by", sealed(), rounds),
                after,
                wait(3_000),
                wait(3_000),
                vec![Step::Look],
                keys("ctrl-home end"),
                text(" again"),
                wait(3_000),
                vec![Step::Look],
            ];
            let seen = person.plays(steps);
            let what = format!("{what}, {rounds}");
            is_covered(&seen, &person, &what);
            let journal = opened(&person);
            let kept = note(&journal).entries;
            let said = |words: &str| kept.iter().filter(|e| e.raw.text().unwrap().contains(words)).collect::<Vec<_>>();
            assert_eq!(said("said hello again").len(), 1, "{what}: {:?}", note(&journal).text());
            assert!(said("draft by").iter().all(|e| e.raw.is_sealed()), "{what}");
            assert!(!said("draft by").is_empty(), "{what}");
        }
    }
}

#[test]
fn what_was_written_into_a_line_that_is_sealed_elsewhere_is_kept_once_the_vault_is_open() {
    let person = with_a_vault(Lang::En);
    let typed = [
        keys("esc 1 enter ctrl-end"),
        text(" zebrafinch"),
        changes("draft by", sealed(), 0),
        wait(3_000),
        unlock(),
        wait(3_000),
        keys("esc"),
    ];
    person.plays(typed);
    let journal = opened(&person);
    let entry = note(&journal).entries.pop().unwrap();
    assert_eq!((entry.raw.text(), entry.raw.is_sealed()), (Some("! draft by fri zebrafinch"), true));
}

#[test]
fn a_promise_that_is_sealed_elsewhere_is_covered_in_the_wrap_up() {
    for (rounds, finishes) in [(0, "ctrl-s"), (60, ""), (60, "ctrl-s")] {
        let person = with_a_vault(Lang::En);
        let steps = [
            keys("esc 1 w tab tab end"),
            text(" zebrafinch"),
            changes("draft by", sealed(), rounds),
            keys(finishes),
            wait(100),
            vec![Step::Look],
            keys("tab"),
            vec![Step::Look],
        ];
        let seen = person.plays(steps);
        is_covered(&seen, &person, &format!("{rounds}, {finishes}"));
        assert!(!unsaved(&person).contains("zebrafinch"), "{}", unsaved(&person));
    }
}

fn later(journal: &Journal, pair: PairId) -> Vec<Entry> {
    journal.pair_desk(pair, None, Window::From { first: 0, len: 1 }).unwrap().later
}

#[test]
fn a_dialog_with_the_words_of_a_line_that_is_sealed_elsewhere_is_covered() {
    for (what, opens, types, stays) in [
        ("what came of it", "5 d", "zebrafinch", true),
        ("what was learned", "5 t", "draft by fri zebrafinch", true),
        ("when it is due", "5 D", "zebrafinch", true),
        ("a line for later", "+", "draft by fri zebrafinch", true),
        ("a line for later from the preparation", "p +", "draft by fri zebrafinch", true),
        ("a topic", "p n", "draft by fri zebrafinch", true),
        ("what came of it, from the preparation", "p f", "zebrafinch", true),
        // It could never keep the words.
        ("a goal", "2 n", "draft by fri zebrafinch", false),
    ] {
        for lang in Lang::ALL {
            let person = with_a_vault(lang);
            let seen = person.plays([
                keys(&format!("esc {opens}")),
                text(types),
                changes("draft by", sealed(), 60),
                wait(100),
                vec![Step::Look],
                keys("ctrl-s"),
                wait(1_000),
                vec![Step::Look],
                keys("alt-a ctrl-c y"),
            ]);
            let what = format!("{what}, {lang:?}");
            is_covered(&seen, &person, &what);
            assert!(seen.copied.is_empty(), "{what}");
            assert!(!unsaved(&person).contains("zebrafinch"), "{what}: {}", unsaved(&person));
            let told = seen.unsaved.join(" ");
            assert_eq!(told.contains(if lang == Lang::En { "private line" } else { "1行" }), stays, "{what}: {told}");
            let journal = opened(&person);
            let pair = journal.pairs().unwrap()[0].pair.id;
            let kept = note(&journal).entries.into_iter().chain(later(&journal, pair));
            for entry in kept.filter(|entry| entry.raw.text().unwrap().contains("draft by")) {
                assert!(entry.raw.is_sealed(), "{what}: {:?}", entry.raw.text());
            }
            assert!(journal.goals(pair).unwrap().is_empty(), "{what}");
        }
    }
}

#[test]
fn covered_words_are_not_copied_while_the_vault_is_locked() {
    for way in ["alt-a ctrl-c y", "alt-a ctrl-x y", "home shift-end ctrl-c y"] {
        for (opens, types) in [("1 enter ctrl-end enter", "~ a lynx in the snow"), ("+", "~ a lynx in the snow")] {
            let person = with_a_vault(Lang::En);
            let seen = person.plays([keys(&format!("esc {opens}")), text(types), keys(way), vec![Step::Look]]);
            assert!(seen.copied.is_empty(), "{opens}, {way}");
        }
    }
}

fn lines(person: &Person) -> Vec<Entry> {
    let journal = person.journal();
    let rows = journal.sessions(&SessionFilter { limit: Some(1), ..SessionFilter::default() }).unwrap();
    journal.note(rows[0].session.id).unwrap().entries
}

#[test]
fn what_is_made_of_a_line_that_is_narrowed_elsewhere_is_as_narrow() {
    let split = || [keys("home right right right right right right right right right right enter"), text("! ")];
    // How much time the desk has to notice, what it does before, and after.
    let ways: [(&str, Vec<Step>, Vec<Step>); 5] = [
        ("split", Vec::new(), split().into_iter().flatten().collect()),
        ("copied", keys("home shift-end ctrl-c"), keys("ctrl-end enter ctrl-v")),
        ("copied before", keys("home shift-end ctrl-c ctrl-end enter ctrl-v"), Vec::new()),
        ("cut", Vec::new(), keys("home shift-end ctrl-x ctrl-end enter ctrl-v")),
        ("cut and undone in part", Vec::new(), keys("home shift-end ctrl-x ctrl-z ctrl-y ctrl-end enter ctrl-v")),
    ];
    for rounds in [0, 60] {
        for (what, before, after) in &ways {
            let person = with_a_pair(Lang::En);
            let write = [keys("n"), text("! bring the kumquat list to the office\nsaid hello"), keys("esc")];
            person.plays(write);
            let again = |steps: &[Step]| -> Vec<Step> {
                steps.iter().map(|step| if let Step::Key(key) = step { Step::Key(*key) } else { typed(step) }).collect()
            };
            let steps = [
                keys("1 enter ctrl-home"),
                again(before),
                changes("kumquat", only_me(), rounds),
                again(after),
                wait(3_000),
                keys("esc"),
            ];
            person.plays(steps);
            let kept = lines(&person);
            let of_it = |entry: &&Entry| {
                let text = entry.raw.text().unwrap();
                ["bring", "kumquat", "office"].iter().any(|word| text.contains(word))
            };
            let found: Vec<&Entry> = kept.iter().filter(of_it).collect();
            assert!(!found.is_empty(), "{what}, {rounds}");
            for entry in found {
                assert_eq!(entry.visibility, Visibility::Private, "{what}, {rounds}: {:?}", entry.raw.text());
            }
        }
    }
}

fn typed(step: &Step) -> Step {
    match step {
        Step::Type(letter) => Step::Type(*letter),
        _ => panic!("only keys and letters"),
    }
}
