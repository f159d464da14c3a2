//! The vault on the desk: what a locked line looks like, what opens it, what locks it again, and what waits meanwhile.

use std::fs;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tomoni::domain::forms::NewSession;
use tomoni::domain::ids::SessionId;
use tomoni::domain::session::SessionStatus;
use tomoni::domain::vault::VaultState;
use tomoni::domain::views::{Binned, Note};
use tomoni::domain::{EntryKind, Raw};
use tomoni::i18n::Lang;
use tomoni::journal::vault::{Cost, NewVault, Passphrase};
use tomoni::journal::{Journal, SessionFilter};
use tomoni::tui::effect::Outcome;
use tomoni::tui::model::Model;
use tomoni::tui::msg::Msg;
use tomoni::tui::screens::Overlay;
use tomoni::tui::screens::form::Kind;
use tomoni::tui::update::update;

use crate::support::{Person, Step, clock, keys, minutes, text, wait};

const PASSPHRASE: &str = "a lantern under the bridge";
const SECRET: &str = "quietquokka looked tired at the end";

/// Somebody with one session whose note holds a sealed line between two readable ones.
pub fn with_a_vault(lang: Lang) -> Person {
    let person = Person::new(lang);
    person.plays([text("Naoko\n"), keys("enter enter"), text("to learn\n")]);
    person.plays([keys("n"), text(&format!("said hello\n~ {SECRET}\n! draft by fri")), keys("esc")]);
    let new = NewVault::make(&passphrase(), Cost::FLOOR).map_err(|p| p.message(lang)).unwrap();
    assert_eq!(person.journal().seal_on(&new).map_err(|p| p.message(lang)).unwrap().lines, 1);
    person
}

pub fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE).unwrap()
}

pub fn unlock() -> Vec<Step> {
    [keys("f12"), text(PASSPHRASE), keys("enter")].into_iter().flatten().collect()
}

fn hurry(key: &str) -> Vec<Step> {
    let Some(Step::Key(key)) = keys(key).pop() else { panic!("no key") };
    vec![Step::Hurry(key)]
}

/// The journal with its key.
pub fn opened(person: &Person) -> Journal {
    let mut journal = person.journal();
    let key = journal.key_file().unwrap().unwrap().open(&passphrase()).map_err(|p| p.message(Lang::En)).unwrap();
    journal.unlock(&key).unwrap();
    journal
}

pub fn note(journal: &Journal) -> Note {
    let rows = journal.sessions(&SessionFilter { limit: Some(1), ..SessionFilter::default() }).unwrap();
    journal.note(rows[0].session.id).unwrap()
}

/// Seals the newest note as a whole.
fn seal_whole_note(person: &Person) -> SessionId {
    let mut journal = opened(person);
    let session = note(&journal).row.session.id;
    journal.seal_note(session, true).map_err(|p| p.message(Lang::En)).unwrap();
    session
}

/// Whether the words stand anywhere in the files of the journal.
fn lies_readable(person: &Person, words: &str) -> bool {
    let files = fs::read_dir(person.folder()).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.is_file()).any(|path| {
        let bytes = fs::read(path).unwrap();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

#[test]
fn a_locked_line_is_told_and_every_frame_says_that_it_is_locked() {
    let person = with_a_vault(Lang::En).at(80, 24);
    for steps in
        ["esc", "esc 1 enter", "esc p", "esc ?", "esc /", "esc K", "esc B", "esc :", "esc 1 w", "esc 1 s", "esc f12"]
    {
        let seen = person.plays([keys(steps)]);
        let first = seen.screen.lines().next().unwrap();
        assert!(first.ends_with("locked"), "{steps}\n{}", seen.screen);
        assert!(!seen.screen.contains("quietquokka"), "{steps}\n{}", seen.screen);
    }
    let seen = person.plays([keys("esc 1 enter")]);
    assert!(seen.screen.contains("~ (locked line)"), "{}", seen.screen);
    assert!(seen.screen.contains("said hello") && seen.screen.contains("draft"), "{}", seen.screen);
}

#[test]
fn a_locked_line_cannot_be_changed_and_what_stands_around_it_can() {
    let person = with_a_vault(Lang::En);
    let refused = person.plays([keys("esc 1 enter ctrl-home down end"), text("x")]);
    assert!(refused.screen.contains("F12 unlocks it"), "{}", refused.screen);
    // Erased, joined from above and from below, cut away with everything: it stays.
    for steps in [
        "ctrl-home down end backspace",
        "ctrl-home end delete",
        "ctrl-home down down backspace",
        "alt-a delete",
        "alt-a ctrl-x",
    ] {
        person.plays([keys("esc 1 enter"), keys(steps), keys("esc")]);
    }
    let journal = opened(&person);
    let entries = note(&journal).entries;
    assert_eq!(entries[1].raw, Raw::Opened(format!("~ {SECRET}\n")));
    person.plays([
        keys("esc 1 enter ctrl-home end enter"),
        text("in between"),
        keys("ctrl-end enter"),
        text("and after"),
        keys("esc"),
    ]);
    let journal = opened(&person);
    let told = note(&journal).text().unwrap();
    assert_eq!(told, format!("said hello\nin between\n~ {SECRET}\n! draft by fri\nand after"));
}

#[test]
fn the_passphrase_opens_it_and_a_wrong_one_gets_one_sentence() {
    let person = with_a_vault(Lang::En);
    let wrong = person.plays([keys("esc f12"), text("not it"), keys("enter")]);
    assert!(wrong.screen.contains("Wrong passphrase."), "{}", wrong.screen);
    assert!(!wrong.screen.contains("not it"), "what was typed stays unseen\n{}", wrong.screen);
    let seen = person.plays([keys("esc f12"), text("not it"), keys("enter"), text(PASSPHRASE), keys("enter")]);
    assert!(seen.screen.contains(SECRET), "{}", seen.screen);
    assert!(seen.screen.lines().next().unwrap().ends_with("unlocked"), "{}", seen.screen);
    // An input method left on gives letters of full width.
    let wide: String = PASSPHRASE
        .chars()
        .map(|c| if c == ' ' { '\u{3000}' } else { char::from_u32(c as u32 + 0xfee0).unwrap() })
        .collect();
    let seen = person.plays([keys("esc f12"), text(&wide), keys("enter")]);
    assert!(seen.screen.contains(SECRET), "{}", seen.screen);
}

#[test]
fn what_is_sealed_is_found_while_it_is_open_and_counted_while_it_is_not() {
    let person = with_a_vault(Lang::En);
    let seen = person.plays([keys("esc"), unlock(), keys("/"), text("quokka tired"), wait(500)]);
    assert!(!seen.screen.contains("quietquokka looked"), "a word is found from its beginning\n{}", seen.screen);
    let seen = person.plays([keys("esc"), unlock(), keys("/"), text("quiet tired"), wait(500)]);
    assert!(seen.screen.contains("quietquokka looked"), "{}", seen.screen);
    let seen = person.plays([keys("esc /"), text("quiet"), wait(500)]);
    assert!(!seen.screen.contains("quietquokka"), "{}", seen.screen);
    assert!(seen.screen.contains("One locked line was not searched."), "{}", seen.screen);
}

#[test]
fn a_key_the_time_and_a_sleep_lock_it_and_nothing_stays_on_the_screen() {
    let person = with_a_vault(Lang::En);
    let ways: [(&str, Vec<Step>); 5] = [
        ("a key", keys("f12")),
        ("another key", keys("ctrl-l")),
        ("five minutes", wait(5 * 60_000)),
        ("both clocks", minutes(5)),
        ("a sleep", vec![Step::Jump]),
    ];
    for (way, steps) in ways {
        for open in ["", "1 enter", "p", "/ q"] {
            let seen = person.plays([keys("esc"), unlock(), keys(open), steps_again(way, &steps), wait(100)]);
            assert!(!seen.screen.contains("quietquokka"), "{way}, {open}\n{}", seen.screen);
            assert!(seen.screen.lines().next().unwrap().ends_with(" locked"), "{way}, {open}\n{}", seen.screen);
        }
    }
    let seen = person.plays([keys("esc"), unlock(), wait(4 * 60_000), keys("j k"), wait(4 * 60_000)]);
    assert!(seen.screen.contains(SECRET), "somebody was here\n{}", seen.screen);
}

fn both(mut first: Vec<Step>, then: Vec<Step>) -> Vec<Step> {
    first.extend(then);
    first
}

/// The same steps once more: they are used up by being played.
fn steps_again(way: &str, _: &[Step]) -> Vec<Step> {
    match way {
        "a key" => keys("f12"),
        "another key" => keys("ctrl-l"),
        "five minutes" => wait(5 * 60_000),
        "both clocks" => minutes(5),
        _ => vec![Step::Jump],
    }
}

#[test]
fn what_was_being_written_is_sealed_before_it_locks() {
    let person = with_a_vault(Lang::En);
    let typed =
        [keys("esc"), unlock(), keys("1 enter ctrl-end enter"), text("~ zebrafinch doubts"), keys("f12"), wait(100)];
    let seen = person.plays(typed);
    assert!(!seen.screen.contains("zebrafinch"), "{}", seen.screen);
    assert!(!lies_readable(&person, "zebrafinch"), "born sealed");
    let journal = opened(&person);
    assert!(note(&journal).text().unwrap().ends_with("~ zebrafinch doubts"));
}

#[test]
fn a_private_line_typed_while_locked_waits_in_the_memory_and_leaving_asks_once() {
    let person = with_a_vault(Lang::En);
    let typed = || {
        [keys("esc 1 enter ctrl-end enter"), text("open line\n~ zebrafinch doubts"), wait(3_000)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
    };
    let seen = person.plays([typed()]);
    assert!(seen.screen.contains("unlock to save") && seen.screen.contains("not saved"), "{}", seen.screen);
    let journal = opened(&person);
    let kept = note(&journal).text().unwrap();
    assert!(kept.ends_with("open line\n") || kept.ends_with("open line"), "{kept:?}");
    // Asked once: no stays, yes leaves.
    let asked = person.plays([typed(), keys("esc")]);
    assert!(asked.screen.contains("Close without it?"), "{}", asked.screen);
    let stays = person.plays([typed(), keys("esc n")]);
    assert!(stays.screen.contains("zebrafinch"), "{}", stays.screen);
    let left = person.plays([typed(), keys("esc y")]);
    assert!(!left.screen.contains("zebrafinch"), "{}", left.screen);
    assert!(!lies_readable(&person, "zebrafinch"));
    // Unlocked in time it is kept, and born sealed.
    let seen = person.plays([typed(), unlock(), wait(3_000)]);
    assert!(seen.screen.contains("~ zebrafinch doubts") && seen.screen.contains(SECRET), "{}", seen.screen);
    assert!(!lies_readable(&person, "zebrafinch"));
    let journal = opened(&person);
    assert!(note(&journal).text().unwrap().contains("~ zebrafinch doubts"));
}

#[test]
fn a_private_line_for_later_stays_in_its_dialog_while_locked() {
    let person = with_a_vault(Lang::Ja);
    let seen = person.plays([keys("esc +"), text("〜 zebrafinch"), keys("enter")]);
    assert!(
        seen.screen.contains("ロックを解除しないと残せません") && seen.screen.contains("zebrafinch"),
        "{}",
        seen.screen
    );
    let kept = person.plays([keys("esc +"), text("〜 zebrafinch"), keys("enter"), unlock(), keys("enter")]);
    assert!(!kept.screen.contains("残せません"), "{}", kept.screen);
    assert!(!lies_readable(&person, "zebrafinch"));
    let journal = opened(&person);
    let pair = journal.pairs().unwrap()[0].pair.id;
    let later = journal.pair_desk(pair, None, Default::default()).unwrap().later;
    assert_eq!(later[0].raw, Raw::Opened("〜 zebrafinch".into()));
}

#[test]
fn esc_gives_up_the_key_and_what_comes_of_it_later_opens_nothing() {
    let person = with_a_vault(Lang::En);
    let steps = [keys("esc f12"), text(PASSPHRASE), keys("enter"), hurry("esc"), wait(10)];
    let given_up = person.plays(steps);
    assert!(!given_up.screen.contains("Passphrase") && !given_up.screen.contains(SECRET), "{}", given_up.screen);
    assert!(given_up.screen.lines().next().unwrap().ends_with(" locked"), "{}", given_up.screen);
}

#[test]
fn the_desk_makes_a_vault_and_the_end_of_its_code_is_typed_back() {
    let person = Person::new(Lang::En);
    person.plays([text("Naoko\n"), keys("enter enter"), text("to learn\n")]);
    person.plays([keys("n"), text(&format!("~ {SECRET}")), keys("esc")]);
    assert!(lies_readable(&person, "quietquokka"));
    let differs = person.plays([keys("esc f12"), text("one"), keys("tab"), text("two"), keys("enter")]);
    assert!(differs.screen.contains("not the same"), "{}", differs.screen);
    let strength = person.plays([keys("esc f12"), text("password")]);
    assert!(strength.screen.contains("Strength: very weak"), "{}", strength.screen);
    let make = || {
        [keys("esc f12"), text(PASSPHRASE), keys("tab"), text(PASSPHRASE), keys("enter")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
    };
    let shown = person.plays([make(), text("0000"), keys("enter")]);
    assert!(
        shown.screen.contains("Recovery code") && shown.screen.contains("does not match the last group"),
        "{}",
        shown.screen
    );
    assert!(person.journal().key_file().unwrap().is_none(), "nothing is sealed before the code is noted");
    let code = shown.screen.lines().find(|l| l.matches('-').count() >= 6).expect("the code");
    assert_eq!(code.matches('-').count(), 6, "{code}");
}

#[test]
fn a_passphrase_that_is_guessed_at_once_needs_a_second_enter() {
    for (lang, nothing, little) in [
        (Lang::En, "fewer than a thousand tries", "fewer than a million tries"),
        (Lang::Ja, "千回試すまでもなく", "百万回試すまでもなく"),
    ] {
        let person = Person::new(lang);
        person.plays([text("Naoko\n"), keys("enter enter"), text("to learn\n")]);
        for (weak, words) in [("abc", nothing), ("   ", nothing), ("mentor2024", little)] {
            let make = || [keys("esc f12"), text(weak), keys("tab"), text(weak), keys("enter")];
            let told = person.plays(make());
            assert!(
                told.screen.contains(words) && !told.screen.lines().any(|line| line.matches('-').count() == 6),
                "{}",
                told.screen
            );
            // Another letter and back is another passphrase: it is told again.
            let again = person.plays(make().into_iter().chain([text("x"), keys("backspace enter")]));
            assert!(again.screen.contains(words), "{}", again.screen);
            if lang == Lang::Ja || weak == "   " {
                // To make one takes long.
                continue;
            }
            let made = person.plays(make().into_iter().chain([keys("enter")]));
            assert!(made.screen.lines().any(|line| line.matches('-').count() == 6), "{}", made.screen);
            assert!(person.journal().key_file().unwrap().is_none(), "and nothing is made before its code is noted");
        }
    }
}

#[test]
fn a_private_line_typed_while_locked_is_marked_in_its_place_at_once() {
    for (lang, mark) in [(Lang::En, "not saved"), (Lang::Ja, "未保存")] {
        let person = with_a_vault(lang);
        let typed = person.plays([keys("esc 1 enter ctrl-end enter"), text("~ z")]);
        let line = typed.screen.lines().find(|line| line.contains("~ z")).expect("the line");
        assert!(line.contains(mark), "{}", typed.screen);
    }
}

#[test]
fn undo_of_a_seal_says_that_it_stays() {
    let person = with_a_vault(Lang::En);
    for seal in ["1 tab g S", "1 S"] {
        let seen = person.plays([keys("esc"), unlock(), keys(seal), keys("u")]);
        assert!(seen.screen.contains("Sealed lines stay sealed"), "{seal}\n{}", seen.screen);
        assert!(!seen.screen.contains("Undone"), "{seal}\n{}", seen.screen);
        person.plays([keys("esc"), unlock(), keys(seal)]);
    }
}

#[test]
fn lines_and_notes_are_sealed_with_one_key_and_undo_does_not_lay_them_open() {
    let person = with_a_vault(Lang::En);
    // The line said, sealed from the pane of lines; then undone as far as that goes.
    person.plays([keys("esc"), unlock(), keys("1 tab g S u u u")]);
    let locked = note(&person.journal());
    assert!(matches!(locked.entries[0].raw, Raw::Locked(_)), "{:?}", locked.entries[0].raw);
    assert!(!lies_readable(&person, "said hello"));
    // While writing: from the first letter on.
    person.plays([
        keys("esc"),
        unlock(),
        keys("1 enter ctrl-end enter alt-s"),
        text("zebrafinch said so"),
        wait(3_000),
        keys("esc"),
    ]);
    assert!(!lies_readable(&person, "zebrafinch"));
    let journal = opened(&person);
    let last = note(&journal).entries.pop().unwrap();
    assert_eq!((last.kind, last.raw), (EntryKind::Fact, Raw::Opened("zebrafinch said so".into())));
    drop(journal);
    // A whole note, and what is written into it afterwards.
    person.plays([
        keys("esc"),
        unlock(),
        keys("1 S enter ctrl-end enter"),
        text("wallabywords too"),
        wait(3_000),
        keys("esc"),
    ]);
    assert!(!lies_readable(&person, "draft by fri") && !lies_readable(&person, "wallabywords"));
    assert!(note(&person.journal()).entries.iter().all(|e| matches!(e.raw, Raw::Locked(_))));
}

#[test]
fn sealed_words_do_not_become_readable_by_editing() {
    let person = with_a_vault(Lang::En);
    // The marker taken away, the line split in two, joined to the readable one above.
    for steps in [
        "ctrl-home down home delete delete",
        "ctrl-home down home right right right right right right right right enter",
        "ctrl-home end delete",
    ] {
        person.plays([keys("esc"), unlock(), keys("1 enter"), keys(steps), wait(3_000), keys("esc")]);
        for word in ["quokka", "looked tired"] {
            assert!(!lies_readable(&person, word), "{steps}: {word}");
        }
    }
}

#[test]
fn copying_sealed_words_asks_first() {
    let person = with_a_vault(Lang::En);
    let select = || {
        [keys("esc"), unlock(), keys("1 enter ctrl-home down home shift-end ctrl-c")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
    };
    let asked = person.plays([select()]);
    assert!(asked.screen.contains("clipboard") && asked.copied.is_empty(), "{}", asked.screen);
    assert!(person.plays([select(), keys("n")]).copied.is_empty());
    assert_eq!(person.plays([select(), keys("y")]).copied, [format!("~ {SECRET}")]);
    let plain = person.plays([keys("esc"), unlock(), keys("1 enter ctrl-home shift-end ctrl-c")]);
    assert_eq!(plain.copied, ["said hello"]);
}

#[test]
fn another_program_that_seals_or_lays_open_is_noticed() {
    let person = with_a_vault(Lang::En);
    let off = |journal: &mut Journal| {
        let key = journal.key_file().unwrap().unwrap().open(&passphrase()).unwrap();
        journal.seal_off(&key).map_err(|p| p.message(Lang::En)).unwrap();
    };
    let seen = person.plays([keys("esc"), vec![Step::Meanwhile(Box::new(off))], keys("j k")]);
    assert!(seen.screen.contains(SECRET), "{}", seen.screen);
    assert!(!seen.screen.lines().next().unwrap().ends_with("locked"), "{}", seen.screen);
    let on = |journal: &mut Journal| {
        let new = NewVault::make(&passphrase(), Cost::FLOOR).unwrap();
        journal.seal_on(&new).map_err(|p| p.message(Lang::En)).unwrap();
    };
    let seen = person.plays([keys("esc"), vec![Step::Meanwhile(Box::new(on))], keys("j k")]);
    assert!(seen.screen.contains("(locked line)") && !seen.screen.contains(SECRET), "{}", seen.screen);
}

#[test]
fn what_somebody_is_typing_survives_the_lock_and_what_quotes_a_sealed_line_does_not() {
    let person = with_a_vault(Lang::En);
    // The promise is sealed, too: the wrap-up and the dialogs about it quote its words.
    person.plays([keys("esc"), unlock(), keys("1 tab G S")]);
    let typed = [keys("esc"), unlock(), keys("1 w tab tab tab"), text("a shared learning")];
    let seen = person.plays(typed.into_iter().chain([wait(5 * 60_000), wait(100)]));
    assert!(seen.screen.contains("a shared learning"), "{}", seen.screen);
    assert!(!seen.screen.contains("draft by"), "{}", seen.screen);
    assert!(seen.screen.lines().next().unwrap().ends_with(" locked"), "{}", seen.screen);
    for about_it in ["D", "d"] {
        let seen = person.plays([keys("esc"), unlock(), keys("1 tab G"), keys(about_it), wait(5 * 60_000), wait(100)]);
        assert!(!seen.screen.contains("draft"), "{about_it}\n{}", seen.screen);
    }
    let later = person.plays([keys("esc"), unlock(), keys("+"), text("half a thou"), wait(5 * 60_000), wait(100)]);
    assert!(later.screen.contains("half a thou"), "{}", later.screen);
}

#[test]
fn a_sealed_line_is_in_no_paper_whoever_picks_it() {
    let person = with_a_vault(Lang::En);
    let seen = person.plays([keys("esc"), unlock(), keys("1 s tab g"), keys("down down down space y")]);
    assert!(!seen.screen.contains("quietquokka"), "{}", seen.screen);
    let copied = person.plays([keys("esc"), unlock(), keys("1 s tab g space y down space y down space y c y")]).copied;
    assert!(copied.iter().all(|text| !text.contains("quietquokka")), "{copied:?}");
}

#[test]
fn in_the_wrap_up_a_private_line_waits_in_its_row() {
    let person = with_a_vault(Lang::En);
    let seen = person.plays([keys("esc 1 w tab tab tab"), text("~ zebrafinch"), keys("ctrl-s")]);
    assert!(seen.screen.contains("can be saved only while the vault is"), "{}", seen.screen);
    assert!(seen.screen.contains("zebrafinch") && !lies_readable(&person, "zebrafinch"), "{}", seen.screen);
}

#[test]
fn how_it_looks() {
    for (lang, name) in [(Lang::En, "en"), (Lang::Ja, "ja")] {
        let person = with_a_vault(lang).at(80, 24);
        let _ = clock();
        insta::assert_snapshot!(format!("vault-locked-{name}"), person.plays([keys("esc")]).screen);
        insta::assert_snapshot!(format!("vault-ask-{name}"), person.plays([keys("esc f12"), text("abc")]).screen);
        let held = person.plays([keys("esc 1 enter ctrl-end enter"), text("~ a doubt"), wait(3_000)]);
        insta::assert_snapshot!(format!("vault-held-{name}"), held.screen);
        let open = person.plays([keys("esc"), unlock(), keys("1 enter")]);
        insta::assert_snapshot!(format!("vault-open-{name}"), open.screen);
    }
}

#[test]
fn a_sealed_line_split_and_written_on_or_cut_and_pasted_stays_sealed_in_all_its_pieces() {
    let ways: [(&str, Vec<Step>); 3] = [
        ("split and written on", both(keys("ctrl-home down home ctrl-right ctrl-right enter"), text("xylo "))),
        ("joined below after its marker went", keys("ctrl-home down home delete delete end delete")),
        (
            "cut and pasted at the end",
            keys(
                "ctrl-home down end ctrl-shift-left ctrl-shift-left ctrl-shift-left ctrl-shift-left ctrl-x y ctrl-end enter ctrl-v",
            ),
        ),
    ];
    for (way, steps) in ways {
        let person = with_a_vault(Lang::En);
        person.plays([keys("esc"), unlock(), keys("1 enter"), steps, wait(3_000), keys("esc")]);
        let told = note(&opened(&person)).text().unwrap();
        for word in ["quietquokka", "looked", "tired", "the end"] {
            assert!(!lies_readable(&person, word) && told.contains(word), "{way}: {word}\n{told}");
        }
        assert_eq!(told.lines().count(), if way.starts_with("joined") { 2 } else { 4 }, "{way}\n{told}");
    }
}

#[test]
fn a_piece_of_two_letters_is_enough_where_a_letter_is_a_word() {
    let person = with_a_vault(Lang::Ja);
    person.plays([
        keys("esc"),
        unlock(),
        keys("1 enter ctrl-end enter"),
        text("〜 上司が苦手"),
        wait(3_000),
        keys("esc"),
    ]);
    person.plays([keys("esc"), unlock(), keys("1 enter ctrl-end left left enter"), wait(3_000), keys("esc")]);
    assert!(!lies_readable(&person, "苦手") && !lies_readable(&person, "上司"));
    let journal = opened(&person);
    assert!(note(&journal).text().unwrap().ends_with("上司が\n苦手"), "it is there all the same");
}

#[test]
fn some_words_of_a_sealed_line_ask_before_they_are_copied_too() {
    let person = with_a_vault(Lang::En);
    let some = keys("1 enter ctrl-home down end ctrl-shift-left ctrl-shift-left ctrl-shift-left ctrl-c");
    let asked = person.plays([keys("esc"), unlock(), some]);
    assert!(asked.screen.contains("clipboard") && asked.copied.is_empty(), "{}", asked.screen);
}

#[test]
fn what_cannot_be_saved_is_not_what_stays_on_the_screen() {
    let person = with_a_vault(Lang::En);
    let typed = [keys("esc"), unlock(), keys("1 enter ctrl-home end"), text(" unsaved")];
    let seen = person.plays(typed.into_iter().chain([hurry("f12"), wait(100)]));
    assert!(!seen.screen.contains("quietquokka"), "{}", seen.screen);
    assert!(seen.screen.contains("said hello unsaved"), "{}", seen.screen);
    assert!(note(&opened(&person)).text().unwrap().contains("said hello unsaved\n~ quietquokka"));
}

#[test]
fn keys_typed_while_it_locks_are_not_lost() {
    let person = with_a_vault(Lang::En);
    let steps = [keys("esc"), unlock(), keys("1 enter ctrl-home end"), hurry("f12"), text(" and more"), wait(3_000)];
    let seen = person.plays(steps);
    assert!(seen.screen.contains("said hello and more"), "{}", seen.screen);
    assert!(note(&opened(&person)).text().unwrap().starts_with("said hello and more\n"));
}

#[test]
fn the_key_of_the_vault_opens_no_second_dialog_over_the_first() {
    let person = Person::new(Lang::En);
    person.plays([text("Naoko\n"), keys("enter enter"), text("to learn\n")]);
    let make = [keys("esc f12"), text(PASSPHRASE), keys("tab"), text(PASSPHRASE), keys("enter f12 f12")];
    let seen = person.plays(make);
    assert!(seen.screen.contains("Recovery code"), "{}", seen.screen);
    assert_eq!(seen.screen.matches("Passphrase").count(), 0, "{}", seen.screen);
}

#[test]
fn a_line_sealed_by_hand_is_born_sealed_in_a_note_that_is_new_too() {
    let person = with_a_vault(Lang::En);
    let typed = [keys("esc"), unlock(), keys("1 n alt-s"), text("! zebrafinch asked"), wait(3_000), keys("esc")];
    person.plays(typed);
    assert!(!lies_readable(&person, "zebrafinch"));
    let journal = opened(&person);
    let entry = note(&journal).entries.remove(0);
    assert_eq!((entry.kind, entry.raw), (EntryKind::Action, Raw::Opened("! zebrafinch asked".into())));
}

#[test]
fn a_note_whose_session_was_deleted_meanwhile_keeps_its_lines_sealed() {
    let person = with_a_vault(Lang::En);
    // The promise is sealed by hand: nothing about its words says that it is private.
    person.plays([keys("esc"), unlock(), keys("1 tab G S")]);
    assert!(!lies_readable(&person, "draft by fri"));
    let id = note(&person.journal()).row.session.id;
    let away = Step::Meanwhile(Box::new(move |journal| journal.delete(Binned::Session(id)).map(drop).unwrap()));
    let typed =
        [keys("esc"), unlock(), keys("1 enter ctrl-home end"), vec![away], text(" again"), wait(3_000), keys("esc")];
    person.plays(typed);
    assert!(!lies_readable(&person, "draft by fri") && !lies_readable(&person, "quietquokka"));
    let journal = opened(&person);
    let told = note(&journal);
    assert_ne!(told.row.session.id, id);
    assert_eq!(told.text().unwrap(), format!("said hello again\n~ {SECRET}\n! draft by fri"));
}

#[test]
fn what_was_sealed_is_not_laid_open_when_its_session_goes_while_the_vault_locks() {
    let person = with_a_vault(Lang::En);
    person.plays([keys("esc"), unlock(), keys("1 tab G S")]);
    let id = note(&person.journal()).row.session.id;
    let away = Step::Meanwhile(Box::new(move |journal| journal.delete(Binned::Session(id)).map(drop).unwrap()));
    let typed =
        [keys("esc"), unlock(), keys("1 enter ctrl-end"), vec![away], text(" zebrafinch"), keys("f12"), wait(3_000)];
    person.plays(typed);
    assert!(!lies_readable(&person, "zebrafinch") && !lies_readable(&person, "draft by fri"));
    let told = note(&opened(&person));
    assert_ne!(told.row.session.id, id);
    assert!(told.text().unwrap().ends_with("! draft by fri zebrafinch"));
}

#[test]
fn a_whole_note_is_sealed_while_it_is_written_with_what_comes_after() {
    let person = with_a_vault(Lang::En);
    let seen =
        person.plays([keys("esc"), unlock(), keys("1 enter ctrl-end alt-n"), wait(3_000), text("\n= zebrafinch")]);
    // The day of the promise has the margin to itself.
    assert_eq!(seen.screen.matches("sealed │").count(), 3, "{}", seen.screen);
    person.plays([keys("esc"), unlock(), keys("1 enter ctrl-end"), text("\n= quietquail"), keys("esc")]);
    assert!(!["hello", "draft", "quietquail"].iter().any(|words| lies_readable(&person, words)));
    assert!(note(&person.journal()).row.session.sealed);
    // The same key lays it open, but for the reading.
    let seen =
        person.plays([keys("esc"), unlock(), keys("1 enter alt-n"), wait(3_000), keys("alt-n alt-n"), wait(3_000)]);
    assert!(seen.screen.contains("said hello"), "{}", seen.screen);
    assert_eq!(seen.screen.matches("sealed │").count(), 1, "{}", seen.screen);
    assert!(lies_readable(&person, "hello") && !lies_readable(&person, "quietquokka"));
}

#[test]
fn a_note_that_is_sealed_before_its_first_word_is_never_readable() {
    let person = with_a_vault(Lang::En);
    person.plays([
        keys("esc"),
        unlock(),
        keys("1 n alt-n"),
        text("zebrafinch came\n"),
        wait(3_000),
        text("quietquail\n"),
        keys("esc"),
    ]);
    assert!(!lies_readable(&person, "zebrafinch") && !lies_readable(&person, "quietquail"));
    let told = note(&opened(&person));
    assert!(told.row.session.sealed);
    assert_eq!(told.text().unwrap(), "zebrafinch came\nquietquail\n");
}

#[test]
fn a_topic_for_a_sealed_note_stays_in_its_dialog_while_locked() {
    let person = with_a_vault(Lang::En);
    let mut journal = opened(&person);
    let new = NewSession {
        pair: note(&journal).row.session.pair,
        at: clock().now() + chrono::TimeDelta::days(2),
        status: SessionStatus::Planned,
        minutes: None,
        mode: None,
        theme: "a planned one".to_owned(),
        text: String::new(),
    };
    let session = journal.add_session(&new).unwrap().row.session.id;
    journal.seal_note(session, true).map_err(|p| p.message(Lang::En)).unwrap();
    let seen = person.plays([keys("esc p n"), text("zebrafinch\n")]);
    assert!(seen.screen.contains("zebrafinch") && seen.screen.contains("F12"), "{}", seen.screen);
    assert!(!lies_readable(&person, "zebrafinch"));
    // Locked over what is typed, it is not to be seen any more.
    let seen = person.plays([keys("esc"), unlock(), keys("p n"), text("zebrafinch"), keys("f12")]);
    assert!(seen.screen.contains("locked") && !seen.screen.contains("zebrafinch"), "{}", seen.screen);
    // Opened over it, the key is there when the words are sent again.
    let seen = person.plays([keys("esc p n"), text("zebrafinch\n"), unlock(), keys("enter")]);
    assert!(seen.screen.contains("zebrafinch"), "{}", seen.screen);
    assert!(!lies_readable(&person, "zebrafinch"));
    assert!(opened(&person).note(session).unwrap().text().unwrap().contains("zebrafinch"));
}

#[test]
fn in_the_wrap_up_of_a_sealed_note_nothing_is_lost_while_locked() {
    let person = with_a_vault(Lang::En);
    let session = seal_whole_note(&person);
    let seen = person.plays([keys("esc 1 w tab tab tab"), text("zebrafinch"), keys("ctrl-s")]);
    assert!(seen.screen.contains("zebrafinch"), "{}", seen.screen);
    assert!(!lies_readable(&person, "zebrafinch"));
    let seen =
        person.plays([keys("esc 1 w tab tab tab"), text("zebrafinch"), keys("ctrl-s"), unlock(), keys("ctrl-s")]);
    assert!(!lies_readable(&person, "zebrafinch"));
    assert!(opened(&person).note(session).unwrap().text().unwrap().contains("zebrafinch"), "{}", seen.screen);
}

#[test]
fn a_copy_that_cannot_be_reached_is_named() {
    let person = with_a_vault(Lang::En);
    fs::create_dir_all(person.folder().join("backups")).unwrap();
    fs::write(person.folder().join("backups/torn.db"), "not what it was").unwrap();
    let seen = person.plays([keys("esc"), unlock(), keys("1 tab g S")]);
    assert!(seen.screen.contains("could not be sealed") && seen.screen.contains("torn.db"), "{}", seen.screen);
}

#[test]
fn what_is_typed_for_a_sealed_note_is_hidden_by_the_lock_too() {
    let person = with_a_vault(Lang::En);
    seal_whole_note(&person);
    let wrapping = || vec![keys("esc"), unlock(), keys("1 w tab tab tab"), text("zebrafinch"), keys("f12")];
    let seen = person.plays(wrapping());
    assert!(seen.screen.contains("hidden while locked") && !seen.screen.contains("zebrafinch"), "{}", seen.screen);
    assert_eq!(seen.screen.matches("·····").count(), 1, "an empty row hides nothing\n{}", seen.screen);
    assert!(seen.screen.contains("0 lines can be shared"), "{}", seen.screen);
    let again = wrapping().into_iter().chain([unlock()]);
    let seen = person.plays(again);
    assert!(seen.screen.contains("zebrafinch"), "{}", seen.screen);
}

#[test]
fn undo_does_not_take_the_seal_off_a_note() {
    let person = with_a_vault(Lang::En);
    person.plays([keys("esc"), unlock(), keys("1 n alt-n"), text("zebrafinch came"), keys("esc u 1 enter ctrl-end")]);
    let later = [keys("esc"), unlock(), keys("1 n alt-n"), text("first"), keys("esc u enter ctrl-end enter")];
    let later = later.into_iter().chain([text("quietquail"), wait(3_000), keys("esc")]);
    person.plays(later);
    assert!(!["zebrafinch", "quietquail"].iter().any(|words| lies_readable(&person, words)));
    assert!(note(&person.journal()).row.session.sealed);
}

#[test]
fn the_key_of_the_vault_waits_until_it_is_known_whether_there_is_one() {
    let mut model = Person::new(Lang::En).model();
    let now = model.now;
    let press = |model: &mut Model, code| update(model, now, Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    press(&mut model, KeyCode::F(12));
    press(&mut model, KeyCode::Char('x'));
    assert!(model.overlays.is_empty());
    update(&mut model, now, Msg::Outcome(0, Outcome::Vault(VaultState::Locked)));
    let [Overlay::Form(form)] = model.overlays.as_slice() else { panic!("one dialog is open") };
    assert!(matches!(form.kind, Kind::Unlock), "it asks for the passphrase that there is");
    assert_eq!(form.typed(0), "x", "and no key was lost");
}
