//! What must never be lost, overwritten or shown.

use tomoni::domain::forms::{NewSession, PairForm, SessionForm};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::views::Binned;
use tomoni::i18n::Lang;
use tomoni::journal::{ActionFilter, SessionFilter};

use crate::live::with_a_pair;
use crate::support::{Person, Step, keys, text, wait};

fn with_a_note(note: &str) -> Person {
    let person = Person::new(Lang::En);
    person.plays([text("Naoko\n"), keys("enter enter enter"), keys("n"), text(note), keys("esc")]);
    person
}

fn note(person: &Person) -> String {
    let journal = person.journal();
    let rows = journal.sessions(&SessionFilter { limit: Some(1), ..SessionFilter::default() }).unwrap();
    journal.note(rows[0].session.id).unwrap().text().unwrap()
}

/// Somebody else replaces the note of the newest session.
fn meanwhile(replacement: &'static str) -> Vec<Step> {
    vec![Step::Meanwhile(Box::new(move |journal| {
        let rows = journal.sessions(&SessionFilter { limit: Some(1), ..SessionFilter::default() }).unwrap();
        journal.write_session(rows[0].session.id, &SessionForm::default(), Some(replacement.into())).unwrap();
    }))]
}

#[test]
fn a_second_writer_of_other_lines_disturbs_nothing() {
    let person = with_a_note("one\ntwo\nthree");
    let seen = person.plays([
        keys("enter"),
        text(" mine"),
        meanwhile("one from elsewhere\ntwo\nthree\n"),
        wait(2_000),
        // Once the journal has answered.
        wait(1),
        vec![Step::Look],
        keys("esc"),
    ]);
    assert_eq!(note(&person), "one from elsewhere\ntwo\nthree mine");
    assert!(seen.looks[0].contains("now contains both texts"), "{}", seen.looks[0]);
}

#[test]
fn two_writers_of_one_line_keep_both_texts() {
    let person = with_a_note("one\ntwo");
    person.plays([keys("enter"), text(" mine"), meanwhile("one\ntwo theirs"), keys("esc")]);
    let kept = note(&person);
    assert!(kept.contains("two theirs\n") && kept.contains("two mine"), "{kept}");
}

#[test]
fn lines_that_another_adds_survive_what_is_typed_on() {
    let person = with_a_note("one");
    person.plays([
        keys("enter"),
        text(" mine"),
        meanwhile("one\nadded elsewhere"),
        wait(1_500),
        text(" and more"),
        wait(1_500),
        keys("esc"),
    ]);
    let kept = note(&person);
    assert!(kept.contains("added elsewhere") && kept.contains("mine and more"), "{kept}");
}

#[test]
fn a_note_open_without_changes_follows_the_other_writer() {
    let person = with_a_note("one");
    let seen = person.plays([keys("enter"), meanwhile("one\nadded elsewhere")]);
    assert!(seen.screen.contains("added elsewhere"), "{}", seen.screen);
}

#[test]
fn a_note_whose_session_is_deleted_elsewhere_becomes_a_session_of_its_own() {
    let person = with_a_note("one");
    let delete: Vec<Step> = vec![Step::Meanwhile(Box::new(|journal| {
        let rows = journal.sessions(&SessionFilter::default()).unwrap();
        journal.delete(tomoni::domain::views::Binned::Session(rows[0].session.id)).unwrap();
    }))];
    let seen = person.plays([keys("enter"), text(" and more"), delete, wait(2_000), keys("esc")]);
    assert_eq!(note(&person), "one and more");
    assert!(seen.screen.contains("Promises"), "leaving works as ever\n{}", seen.screen);
    assert_eq!(person.journal().bin().unwrap().len(), 1, "the deleted one lies where it was put");
}

/// Another journal takes the place of this one, without its pair.
fn restored(person: &Person) -> Vec<Step> {
    let (path, other) = (person.folder().join("journal.db"), person.folder().join("other.db"));
    drop(tomoni::journal::Journal::open_or_create(&other, crate::support::clock()).map_err(|_| ()).unwrap());
    vec![Step::Meanwhile(Box::new(move |_| {
        let clock = crate::support::clock();
        let restoration = tomoni::journal::Restoration::consider(&path, &other, clock).map_err(|_| ()).unwrap();
        restoration.perform(&mut |_, _| true).map_err(|_| ()).unwrap();
    }))]
}

/// The texts that were kept beside the backups.
fn kept_texts(person: &Person) -> Vec<String> {
    let all = std::fs::read_dir(person.folder().join("backups")).unwrap().map(|file| file.unwrap().path());
    let texts = all.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    texts.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn a_note_whose_pair_is_gone_is_kept_as_a_text() {
    for (leaving, lang) in [("esc", Lang::En), ("esc", Lang::Ja), ("", Lang::En)] {
        let mut person = with_a_note("one");
        person.lang = lang;
        let seen =
            person.plays([keys("enter"), text(" and more"), restored(&person), wait(2_000), text("!"), keys(leaving)]);
        assert_eq!(kept_texts(&person), ["one and more!"], "{leaving}\n{}", seen.screen);
        if leaving == "esc" {
            let told = if lang == Lang::En { "What you wrote is kept in" } else { "に残しました" };
            assert!(seen.screen.contains(told), "{}", seen.screen);
        }
    }
    let person = with_a_note("one");
    let seen = person.plays([keys("enter"), text(" and more"), restored(&person), wait(2_000), text("!")]);
    assert!(!seen.screen.contains("keeps trying to save"), "{}", seen.screen);
}

/// The journal as it was when `copy` was made is restored while the desk is open.
fn restored_from(person: &Person, copy: &std::path::Path) -> Vec<Step> {
    let (path, copy) = (person.folder().join("journal.db"), copy.to_owned());
    vec![Step::Meanwhile(Box::new(move |_| {
        let clock = crate::support::clock();
        let restoration = tomoni::journal::Restoration::consider(&path, &copy, clock).map_err(|_| ()).unwrap();
        restoration.perform(&mut |_, _| true).map_err(|_| ()).unwrap();
    }))]
}

fn copied(person: &Person) -> std::path::PathBuf {
    let copy = person.folder().join("copy.db");
    std::fs::copy(person.folder().join("journal.db"), &copy).unwrap();
    copy
}

#[test]
fn a_note_that_a_restored_version_does_not_have_stays_on_the_screen_and_in_the_journal() {
    for (lang, told) in [(Lang::En, "does not have this session"), (Lang::Ja, "この面談はそこにありません")]
    {
        let person = with_a_pair(lang);
        let copy = copied(&person);
        let steps = [keys("1 n"), text("said only here"), wait(2_000), restored_from(&person, &copy)];
        let seen = person.plays(steps.into_iter().chain([wait(10), vec![Step::Look]]));
        assert!(seen.looks[0].contains("said only here"), "{}", seen.looks[0]);
        assert!(seen.looks[0].replace(['\n', ' '], "").contains(&told.replace(' ', "")), "{}", seen.looks[0]);
        assert_eq!(note(&person), "said only here", "{lang:?}");
        assert_eq!(person.journal().sessions(&SessionFilter::default()).unwrap().len(), 1);
    }
}

#[test]
fn what_a_restored_version_of_a_note_lacks_is_kept_in_a_file_that_is_named() {
    for lang in Lang::ALL {
        let mut person = with_a_note("one");
        person.lang = lang;
        let copy = copied(&person);
        let steps = [keys("enter"), text(" and more"), wait(2_000), restored_from(&person, &copy)];
        let seen = person.plays(steps);
        assert_eq!(kept_texts(&person), ["one and more"], "{}", seen.screen);
        assert!(seen.unsaved.iter().any(|said| said.contains("-note")), "{:?}", seen.unsaved);
        assert_eq!(note(&person), "one", "the version that was restored");
    }
    // The same text in both is no reason for a file.
    let person = with_a_note("one");
    let copy = copied(&person);
    person.plays([keys("enter"), restored_from(&person, &copy), keys("esc")]);
    assert!(!person.folder().join("backups").exists() || kept_texts(&person).is_empty());
}

#[test]
fn a_note_that_was_deleted_elsewhere_stays_on_the_screen_and_it_is_said_where_it_is() {
    for (lang, told) in [(Lang::En, "is in the bin"), (Lang::Ja, "ごみ箱にあります")] {
        let mut person = with_a_note("one");
        person.lang = lang;
        let delete = || -> Vec<Step> {
            vec![Step::Meanwhile(Box::new(|journal| {
                let rows = journal.sessions(&SessionFilter::default()).unwrap();
                journal.delete(tomoni::domain::views::Binned::Session(rows[0].session.id)).unwrap();
            }))]
        };
        let seen = person.plays([keys("enter"), delete(), wait(10), vec![Step::Look], keys("esc")]);
        assert!(seen.looks[0].contains("one") && seen.looks[0].contains(told), "{}", seen.looks[0]);
        assert_eq!(person.journal().sessions(&SessionFilter::default()).unwrap().len(), 0, "it is not brought back");
    }
}

#[test]
fn the_desk_shows_what_another_program_wrote() {
    let person = with_a_note("one");
    let seen = person.plays([vec![Step::Meanwhile(Box::new(|journal| {
        let pair = journal.pairs().unwrap()[0].pair.id;
        let new = NewSession {
            pair,
            at: crate::support::clock().now() + chrono::TimeDelta::days(3),
            status: SessionStatus::Planned,
            minutes: None,
            mode: None,
            theme: "from elsewhere".to_owned(),
            text: String::new(),
        };
        journal.add_session(&new).unwrap();
    }))]]);
    assert!(seen.screen.contains("from elsewhere"), "{}", seen.screen);
}

#[test]
fn undo_declines_what_another_program_has_changed() {
    let person = with_a_note("one\n! two");
    let seen = person.plays([keys("5 d"), text("told\n"), meanwhile("one\n! two changed"), keys("u")]);
    assert!(seen.screen.contains("cannot be undone"), "{}", seen.screen);
    assert_eq!(note(&person), "one\n! two changed");
}

#[test]
fn pasted_control_characters_are_left_out_and_it_is_said() {
    let person = with_a_note("one");
    let paste = "\n! two\u{1b}[31m red\u{0}\u{7}\r\nthree".to_owned();
    let seen = person.plays([keys("enter"), vec![Step::Paste(paste)], wait(10)]);
    assert!(seen.screen.contains("control characters were left out"), "{}", seen.screen);
    assert!(!seen.screen.contains('\u{1b}'));
    assert_eq!(note(&person), "one\n! two[31m red\nthree");
}

#[test]
fn a_megabyte_pasted_at_once_is_one_step_back() {
    let person = with_a_note("one");
    let paste = "面談の記録をまとめて貼り付けます。\n".repeat(20_000);
    assert!(paste.len() > 1_000_000);
    person.plays([keys("enter"), vec![Step::Paste(paste.clone())], keys("esc")]);
    assert_eq!(note(&person), format!("one{paste}"));
    person.plays([keys("enter"), vec![Step::Paste("x".repeat(1000))], keys("ctrl-z esc")]);
    assert_eq!(note(&person), format!("one{paste}"));
}

#[test]
fn a_paste_on_the_desk_runs_no_commands() {
    let person = with_a_note("one");
    person.plays([vec![Step::Paste("x x x d q".to_owned())]]);
    assert_eq!(note(&person), "one");
}

#[test]
fn text_in_the_journal_cannot_reach_the_terminal_as_more_than_text() {
    let hostile = "evil \u{1b}]52;c;AAAA\u{7} \u{202e}desrever\u{2066} \u{9b}31m";
    let person = with_a_note("one");
    let pair = person.journal().pairs().unwrap()[0].pair.id;
    let new = NewSession {
        pair,
        at: crate::support::clock().now(),
        status: SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: hostile.to_owned(),
        text: format!("! {hostile}\n  {hostile}"),
    };
    person.journal().add_session(&new).unwrap();
    for steps in [keys("j"), keys("enter"), keys("s"), keys("x B"), keys("5 d")] {
        let seen = person.plays([keys("k k k"), steps]);
        let bad = seen.screen.chars().find(|c| (c.is_control() && *c != '\n') || "\u{202e}\u{2066}\u{9b}".contains(*c));
        assert_eq!(bad, None, "{}", seen.screen.escape_debug());
    }
}

#[test]
fn a_dialog_comes_back_with_its_words_when_the_journal_refuses_them() {
    let person = with_a_note("one\n! two");
    let delete = |with_session: bool| {
        vec![Step::Meanwhile(Box::new(move |journal| {
            let entry = journal.actions(&ActionFilter::default()).unwrap().remove(0).entry;
            let what = if with_session { Binned::Session(entry.session.unwrap()) } else { Binned::Entry(entry.id) };
            journal.delete(what).unwrap();
        }))]
    };
    for with_session in [false, true] {
        let seen = person.plays([keys("5 d"), text("told at length"), delete(with_session), keys("enter")]);
        assert!(seen.screen.contains("told at length"), "{}", seen.screen);
        person.plays([keys("B enter")]);
    }
    // Whoever gives it up is not asked again.
    let seen = person.plays([keys("esc j k")]);
    assert!(!seen.screen.contains("told at length"), "{}", seen.screen);
}

#[test]
fn a_dialog_does_not_write_over_what_somebody_else_changed_meanwhile() {
    let person = with_a_pair(Lang::En);
    let pair = person.journal().pairs().unwrap()[0].pair.id;
    let purpose = |person: &Person| person.journal().pair(pair).unwrap().pair.purpose;
    let theirs = || {
        vec![Step::Meanwhile(Box::new(move |journal| {
            let form = PairForm { purpose: Some("theirs".into()), ..PairForm::default() };
            journal.edit_pair(pair, &form).unwrap();
        }))]
    };
    let seen = person.plays([keys("4 e"), theirs(), keys("ctrl-s")]);
    assert_eq!(purpose(&person), "theirs");
    assert!(seen.screen.contains("nothing was overwritten"), "{}", seen.screen);
    let again = || {
        vec![Step::Meanwhile(Box::new(move |journal| {
            let form = PairForm { purpose: Some("theirs again".into()), ..PairForm::default() };
            journal.edit_pair(pair, &form).unwrap();
        }))]
    };
    person.plays([keys("4 e"), again(), keys("ctrl-s ctrl-s")]);
    assert_eq!(purpose(&person), "theirs", "whoever was told and answers again means it");
}
