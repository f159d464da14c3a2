//! Giving away: the real text beside what is in it and what stays, chosen line by line and name by name.

use tomoni::domain::forms::{EntryForm, NewSession, PairForm};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::{Moment, Visibility};
use tomoni::i18n::Lang;

use crate::live::{pair, with_a_pair};
use crate::support::{Person, Seen, Step, keys, text};

const NOTE: &str = "kakushigoto said\n! send the slides by fri\n= Mori joins us\n^ kakushigoto learned\n~ kakushigoto felt\n\
                    @ Mori Ken, from purchasing\n";

fn with_a_note(lang: Lang) -> Person {
    let person = with_a_pair(lang);
    let new = NewSession {
        pair: pair(&person),
        at: Moment::parse_from_rfc3339("2026-11-14T15:00:00+09:00").unwrap(),
        status: SessionStatus::Held,
        minutes: Some(45),
        mode: None,
        theme: "first steps".to_owned(),
        text: NOTE.to_owned(),
    };
    person.journal().add_session(&new).unwrap();
    person
}

fn shows(seen: &Seen, parts: &[&str]) {
    // Where a sentence is wrapped depends on how long the paths in it are.
    let unwrapped = seen.screen.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in parts {
        assert!(seen.screen.contains(part) || unwrapped.contains(part), "{part}\n{}", seen.screen);
    }
}

fn copied(person: &Person, steps: &str) -> String {
    person.plays([keys("s"), keys(steps), keys("y")]).copied.remove(0)
}

#[test]
fn a_line_goes_out_and_back_in_and_a_private_one_asks_once() {
    let person = with_a_note(Lang::En);
    let seen = person.plays([keys("s tab")]);
    shows(&seen, &["[x] ! send the slides", "[ ] ^ kakushigoto learned", "only me", "my reading", "Mori Ken"]);
    // The lines in the order of the note.
    assert!(!copied(&person, "tab j space").contains("send the slides"));
    assert!(copied(&person, "tab j space space").contains("send the slides"));
    let asked = person.plays([keys("s tab j j j space")]);
    shows(&asked, &["Only you can see this line"]);
    assert!(copied(&person, "tab j j j space y").contains("kakushigoto learned"));
    assert!(!copied(&person, "tab j j j space n").contains("kakushigoto"));
    assert!(!copied(&person, "").contains("kakushigoto"), "it was for that once");
}

#[test]
fn names_of_others_are_kept_replaced_or_left_out() {
    let person = with_a_note(Lang::En);
    // At the end the remark, before it the names.
    let last = "tab G k";
    assert!(copied(&person, last).contains("Mori joins us"));
    assert!(copied(&person, &format!("{last} space")).contains("A joins us"));
    assert!(copied(&person, &format!("{last} space space")).contains("someone joins us"));
    assert!(copied(&person, &format!("{last} space space space")).contains("Mori joins us"));
    let person = with_a_note(Lang::Ja);
    person.journal().note_for_later(pair(&person), "@ 田中花子さん、購買部").unwrap();
    let new = NewSession {
        pair: pair(&person),
        at: Moment::parse_from_rfc3339("2026-11-15T15:00:00+09:00").unwrap(),
        status: SessionStatus::Held,
        minutes: None,
        mode: None,
        theme: String::new(),
        text: "= 田中さんに聞く\n".to_owned(),
    };
    person.journal().add_session(&new).unwrap();
    assert!(copied(&person, &format!("{last} space")).contains("Aさんに聞く"));
}

#[test]
fn the_report_for_the_office_holds_nothing_that_was_said() {
    for lang in Lang::ALL {
        let person = with_a_note(lang);
        let told = copied(&person, "a");
        for said in ["kakushigoto", "slides", "Mori", "first steps"] {
            assert!(!told.contains(said), "{told}");
        }
        let withheld = if lang == Lang::En { "is confidential" } else { "守秘のため記載していません" };
        assert!(told.contains(withheld) && told.contains("45"), "{told}");
    }
    let person = with_a_note(Lang::En);
    // Themes go along only after the partner's yes, and only those that may reach the programme.
    let seen = person.plays([keys("s a tab space")]);
    shows(&seen, &["Ask your partner first", "[ ] themes"]);
    let agreed = PairForm { report_agreed: Some(Some(crate::support::clock().today())), ..PairForm::default() };
    person.journal().edit_pair(pair(&person), &agreed).unwrap();
    assert!(!copied(&person, "a tab space").contains("first steps"));
    person.plays([keys("e shift-tab space ctrl-s")]);
    assert!(copied(&person, "a tab space").contains("first steps"));
    let decided = copied(&person, "a tab j j j space");
    assert!(decided.contains("go on as is"), "{decided}");
}

#[test]
fn period_format_and_language_change_what_is_shown() {
    let person = with_a_note(Lang::En);
    let seen = person.plays([keys("s t")]);
    shows(&seen, &["since", "Sessions"]);
    shows(&person.plays([keys("s f")]), &["plain text"]);
    assert!(copied(&person, "L").contains("決めたこと"));
    let seen = person.plays([keys("s T"), text("2026-11-15"), keys("tab"), text("2026-11-10"), keys("ctrl-s")]);
    shows(&seen, &["before the first one"]);
    let nothing = person.plays([keys("s T"), text("2026-11-15"), keys("ctrl-s")]);
    assert!(!nothing.screen.contains("slides"), "{}", nothing.screen);
}

#[test]
fn what_was_given_away_is_remembered_and_what_changed_since_can_be_told() {
    let person = with_a_note(Lang::En);
    // Handed to the clipboard, and nobody has said that it arrived: it does not count.
    for answer in ["", "n", "esc"] {
        let copied = person.plays([keys("s y"), keys(answer)]).copied;
        assert_eq!(copied.len(), 1);
        assert!(person.journal().shares(None, 9).unwrap().iter().all(|share| !share.arrived), "{answer}");
        let seen = person.plays([keys("s")]);
        assert!(!seen.screen.contains("last shared"), "{answer}\n{}", seen.screen);
    }
    person.plays([keys("s y y")]);
    let shares = person.journal().shares(None, 9).unwrap();
    assert_eq!((shares.len(), shares[0].shared, shares[0].kept), (4, 2, 4));
    assert_eq!(shares.iter().map(|share| share.arrived).collect::<Vec<_>>(), [true, false, false, false]);
    let seen = person.plays([keys("s")]);
    shows(&seen, &["last shared: today"]);
    // A file counts when it is there, and only then.
    let target = person.folder().join("out.md").display().to_string();
    let into = |path: &str| vec![keys("s w ctrl-a ctrl-k"), text(path), keys("enter")];
    person.plays(into("/nowhere/out.md"));
    assert_eq!(person.journal().shares(None, 9).unwrap().len(), 4);
    person.plays(into(&target));
    assert_eq!(person.journal().shares(None, 9).unwrap().len(), 5);
    shows(&person.plays([keys("s t")]), &["new since last shared"]);
}

#[test]
fn what_is_too_large_for_a_clipboard_is_offered_as_a_file() {
    let person = with_a_note(Lang::En);
    let pair = person.journal().pairs().unwrap()[0].pair.id;
    let text = format!("= {}\n", "many words ".repeat(8_000));
    crate::live::add(
        &person,
        "2026-11-20T10:00:00+09:00",
        tomoni::domain::session::SessionStatus::Held,
        Some(45),
        &text,
    );
    let logged = person.journal().shares(Some(pair), 9).unwrap().len();
    let seen = person.plays([keys("1 g s t t t y")]);
    assert!(seen.copied.is_empty(), "nothing is handed to a terminal that drops it");
    shows(&seen, &["Save"]);
    assert_eq!(person.journal().shares(Some(pair), 9).unwrap().len(), logged);
}

#[test]
fn a_file_that_is_there_gives_way_only_after_a_question() {
    let person = with_a_note(Lang::En);
    let target = person.folder().join("there.md");
    std::fs::write(&target, "mine").unwrap();
    let path = target.display().to_string();
    let save = |more: &str| person.plays([keys("s w ctrl-a ctrl-k"), text(&path), keys("enter"), keys(more)]);
    shows(&save(""), &["already exists", "keep it"]);
    save("enter");
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "mine");
    save("space enter");
    assert!(std::fs::read_to_string(&target).unwrap().contains("send the slides"));
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(target.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    // A link stays what it is.
    let link = person.folder().join("link.md");
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let path = link.display().to_string();
    person.plays([keys("s w ctrl-a ctrl-k"), text(&path), keys("enter")]);
    assert!(link.is_symlink());
}

#[test]
fn a_file_never_takes_the_place_of_the_journal() {
    let person = with_a_note(Lang::En);
    let at = |name: &str| person.folder().join(name);
    let journal = person.path();
    let name = journal.file_name().unwrap().to_str().unwrap();
    std::fs::hard_link(&journal, at("hard.md")).unwrap();
    std::os::unix::fs::symlink(person.folder(), at("folder")).unwrap();
    let before = std::fs::read(&journal).unwrap();
    let names = [name.to_owned(), "hard.md".into(), format!("folder/{name}"), format!("{name}-journal")];
    for target in names {
        let path = at(&target).display().to_string();
        let save = |more: &str| person.plays([keys("s w ctrl-a ctrl-k"), text(&path), keys("enter"), keys(more)]);
        let seen = save("");
        save("space enter");
        assert!(!seen.screen.contains("already exists"), "nobody is asked: {}", seen.screen);
        shows(&seen, &["Nothing was written"]);
        assert_eq!(std::fs::read(&journal).unwrap(), before, "{target}");
        assert!(!at(&format!("{name}-journal")).exists());
    }
    assert_eq!(person.journal().shares(None, 9).unwrap().len(), 0, "nothing was given away");
}

#[test]
fn a_word_document_is_for_a_file_alone() {
    let person = with_a_note(Lang::Ja);
    assert!(person.plays([keys("s f f f y")]).copied.is_empty());
    let target = person.folder().join("summary.docx");
    person.plays([keys("s f f f w ctrl-a ctrl-k"), text(&target.display().to_string()), keys("enter")]);
    assert!(std::fs::read(&target).unwrap().starts_with(b"PK"));
}

#[test]
fn with_other_eyes_on_the_screen_only_what_they_may_read_is_there() {
    let person = with_a_note(Lang::En);
    for steps in ["s f9", "s tab f9", "f9 s", "f9 s tab", "s tab j j j space y f9", "s a f9"] {
        let seen = person.plays([keys("1"), keys(steps)]);
        assert!(
            !seen.screen.contains("kakushigoto") && !seen.screen.contains("my reading"),
            "{steps}\n{}",
            seen.screen
        );
    }
    // A paper that is nobody else's business goes when the screen is shared.
    let seen = person.plays([keys("s a a f9")]);
    assert!(!seen.screen.contains("My full journal"), "{}", seen.screen);
}

#[test]
fn what_is_not_shown_yet_does_not_leave() {
    let person = with_a_note(Lang::En);
    let others: Vec<Step> = vec![Step::Meanwhile(Box::new(|journal| {
        let rows = journal.sessions(&tomoni::journal::SessionFilter::default()).unwrap();
        let id = journal.note(rows[0].session.id).unwrap().entries.remove(2).id;
        let private = EntryForm { visibility: Some(Visibility::Private), ..EntryForm::default() };
        journal.edit_entry(id, &private).unwrap();
    }))];
    let seen = person.plays([keys("s"), others, keys("y")]);
    assert!(!seen.copied[0].contains("Mori joins"), "what another program hid is hidden\n{}", seen.copied[0]);
}

#[test]
fn a_page_that_changed_behind_the_dialog_is_not_written() {
    let person = with_a_note(Lang::En);
    let target = person.folder().join("out.md");
    let hide: Vec<Step> = vec![Step::Meanwhile(Box::new(|journal| {
        let rows = journal.sessions(&tomoni::journal::SessionFilter::default()).unwrap();
        let id = journal.note(rows[0].session.id).unwrap().entries.remove(2).id;
        let private = EntryForm { visibility: Some(Visibility::Private), ..EntryForm::default() };
        journal.edit_entry(id, &private).unwrap();
    }))];
    let path = target.display().to_string();
    let seen = person.plays([keys("s w ctrl-a ctrl-k"), text(&path), hide, keys("enter")]);
    shows(&seen, &["The document has changed in the meantime"]);
    assert!(!target.exists());
    person.plays([keys("s w ctrl-a ctrl-k"), text(&path), keys("enter")]);
    assert!(!std::fs::read_to_string(&target).unwrap().contains("Mori joins"));
}

#[test]
fn the_summary_of_a_session_that_is_deleted_elsewhere_goes() {
    let person = with_a_note(Lang::En);
    let delete: Vec<Step> = vec![Step::Meanwhile(Box::new(|journal| {
        let rows = journal.sessions(&tomoni::journal::SessionFilter::default()).unwrap();
        journal.delete(tomoni::domain::views::Binned::Session(rows[0].session.id)).unwrap();
    }))];
    let seen = person.plays([keys("s"), delete, keys("y")]);
    assert!(seen.copied.is_empty() && !seen.screen.contains("Summary for your partner"), "{}", seen.screen);
}

#[test]
fn a_dialog_for_a_file_goes_when_the_screen_is_shared() {
    let person = with_a_note(Lang::En);
    let seen = person.plays([keys("s a a w f9")]);
    assert!(!seen.screen.contains("Save to a file") && !seen.screen.contains("archive"), "{}", seen.screen);
    let target = person.folder().join("out.md");
    let path = target.display().to_string();
    person.plays([keys("s w ctrl-a ctrl-k"), text(&path), keys("f9 enter")]);
    assert!(!target.exists(), "nothing is written behind somebody's back");
}

#[test]
fn of_a_session_to_come_the_last_one_is_told() {
    let person = with_a_note(Lang::En);
    crate::live::add(&person, "2026-12-01T10:00:00+09:00", SessionStatus::Planned, Some(45), "");
    let seen = person.plays([keys("1 g s")]);
    shows(&seen, &["Summary for your partner", "send the slides"]);
    let person = with_a_pair(Lang::En);
    crate::live::add(&person, "2026-12-01T10:00:00+09:00", SessionStatus::Planned, Some(45), "");
    let seen = person.plays([keys("1 g s")]);
    assert!(!seen.screen.contains("Summary for your partner"), "{}", seen.screen);
    shows(&seen, &["has been held yet"]);
}

#[test]
fn what_giving_away_looks_like() {
    for (lang, size) in [(Lang::En, (80, 24)), (Lang::Ja, (80, 24)), (Lang::En, (120, 36)), (Lang::Ja, (200, 50))] {
        let person = Person::with_sample(lang).at(size.0, size.1);
        let name = format!("giving-{}-{}", lang.code(), size.0);
        insta::assert_snapshot!(name, person.plays([keys("s tab j j")]).screen);
    }
    let person = Person::with_sample(Lang::En).at(120, 36);
    insta::assert_snapshot!("giving-report-en", person.plays([keys("s a tab")]).screen);
}

#[test]
fn what_was_picked_by_hand_is_not_printed_on_a_shared_screen() {
    let person = with_a_note(Lang::En);
    let seen = person.plays([keys("s tab j j j space y P esc f9 q")]);
    assert!(seen.printed.is_empty() && seen.asides.len() == 1, "{:?} {:?}", seen.printed, seen.asides);
    assert!(person.journal().shares(None, 9).unwrap().is_empty());
}

#[test]
fn what_is_printed_comes_when_the_desk_is_closed() {
    let person = with_a_note(Lang::En);
    let seen = person.plays([keys("s P")]);
    shows(&seen, &["printed when you leave", "to print: 1"]);
    assert!(seen.printed.len() == 1 && seen.printed[0].contains("send the slides"));
    assert_eq!(person.journal().shares(None, 9).unwrap().len(), 1);
    // Once more takes it back, and of another page both are printed.
    let seen = person.plays([keys("s P P")]);
    assert!(seen.printed.is_empty() && !seen.screen.contains("to print"), "{}", seen.screen);
    let with_a_private_line = person.plays([keys("s tab j j j space y P space P")]).printed;
    assert_eq!(with_a_private_line.len(), 2);
    assert_eq!(person.journal().shares(None, 9).unwrap().len(), 3);
}

#[test]
fn a_line_made_visible_needs_no_question() {
    let person = with_a_note(Lang::En);
    let journal = &mut person.journal();
    let rows = journal.sessions(&tomoni::journal::SessionFilter::default()).unwrap();
    let entry = journal.note(rows[0].session.id).unwrap().entries.remove(3);
    let partner = EntryForm { visibility: Some(Visibility::Partner), ..EntryForm::default() };
    journal.edit_entry(entry.id, &partner).unwrap();
    assert!(copied(&person, "").contains("kakushigoto learned"));
}
