//! What holds for every format.

use proptest::prelude::*;

use super::super::draft::{Draft, Keys, Rest, clean, one_line};
use super::*;
use crate::i18n::Lang;

fn draft(title: &str, text: &str, rest: Rest) -> Draft {
    let at = When::Wall(NaiveDateTime::default());
    Draft {
        place: "x".to_owned(),
        id: None,
        at,
        title: title.to_owned(),
        text: text.to_owned(),
        rest,
        above: String::new(),
        figures: None,
        doubts: Vec::new(),
    }
}

proptest! {
    #[test]
    fn every_line_is_a_fact_and_the_words_come_back(
        text in "([!<=^?~&@%\":\\\\＼！　 a成長\t\r\n\0\u{1b}\u{2028}]|\\PC){0,60}",
        name in "\\PC{0,6}",
        words in "([! <\n\t]|\\PC){0,20}",
    ) {
        let mut rest = Rest::default();
        rest.add(&name, words);
        let arrival = draft("", &text, Rest::default()).arrive(&mut Keys::default()).unwrap();
        let with_rest = draft("", &text, rest).arrive(&mut Keys::default()).unwrap();
        prop_assert!(with_rest.note.starts_with(&arrival.note));
        prop_assert_eq!(&arrival.key, &with_rest.key);
        for raw in partition(&with_rest.note).entries {
            prop_assert_eq!(parse_line(raw).kind, EntryKind::Fact);
        }
        let lines = |text: &str| {
            let lines = text.lines().map(|line| line.trim_matches([' ', '\t', '\u{3000}']).trim_end().to_owned());
            lines.filter(|line| !line.is_empty()).collect::<Vec<_>>()
        };
        let back: Vec<String> = partition(&arrival.note).entries.iter().map(|raw| body(raw).into_owned()).collect();
        prop_assert_eq!(lines(&back.join("\n")), lines(&clean(&text)));
    }

    #[test]
    fn what_is_clean_acts_no_more(text in "([\0-\u{9f}]|\\PC){0,40}") {
        let clean_text = clean(&text);
        let harmless = |c: char| !c.is_control() || matches!(c, '\t' | '\n');
        prop_assert!(clean_text.chars().all(harmless));
        prop_assert_eq!(clean(&clean_text), clean_text.strip_prefix('\u{feff}').unwrap_or(&clean_text));
        prop_assert!(!one_line(&text).contains(['\n', '\t']));
    }

    #[test]
    fn any_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..200), json in "[\\[\\]{}\":,a0 \\\\]{0,60}") {
        for bytes in [bytes, json.clone().into_bytes(), format!("{{\"entries\":[{json}").into_bytes()] {
            for (origin, name) in
                [(Origin::Jrnl, "a.txt"), (Origin::TuiJournal, "a.json"), (Origin::DayOne, "a.json"), (Origin::Markdown, "a.md")]
            {
                let (_folder, path) = file(name, &bytes);
                if let Ok(source) = open(origin, &path, None) {
                    prop_assert!(source.count() <= bytes.len() + 1);
                }
            }
        }
    }

    #[test]
    fn an_entry_more_changes_no_other_key(at in 0..4_usize) {
        let mut entries = vec!["[2026-01-01 10:00] a\nb\n", "[2026-01-01 10:00] a\nb\n", "[2026-01-02 10:00] c\n"];
        let keys = |entries: &[&str]| {
            let (_folder, path) = file("j.txt", entries.concat());
            all(Origin::Jrnl, &path).into_iter().map(|read| read.unwrap().key).collect::<Vec<_>>()
        };
        let before = keys(&entries);
        entries.insert(at, "[2026-01-01 10:00] new\n");
        let mut after = keys(&entries);
        after.remove(at);
        prop_assert_eq!(after, before);
    }
}

#[test]
fn control_characters_are_pictured() {
    assert_eq!(
        clean("\u{feff}a\0b\u{1b}[31m\u{7f}\u{9b}\r\nc\rd\u{85}e\u{2028}f\tg"),
        "a␀b␛[31m␡\u{fffd}\nc\nd\ne\nf\tg"
    );
    assert_eq!(one_line(" a\n\n b\tc "), "a b c");
}

#[test]
fn the_words_are_in_no_debug_output() {
    let arrival = draft("secret title", "secret text", Rest::default()).arrive(&mut Keys::default()).unwrap();
    assert!(!format!("{arrival:?}").contains("secret"));
    let (_folder, path) = file("a.json", r#"["secret", {"date": "secret"}, {"secret": }]"#);
    for read in all(Origin::TuiJournal, &path) {
        assert!(!format!("{read:?}").contains("secret"));
    }
    for text in ["+++\nsecret\n+++\n", "secret\n", "---\nsecret: [\n---\n"] {
        let (_folder, path) = file("a.md", text);
        assert!(!format!("{:?}", all(Origin::Markdown, &path)).contains("secret"));
    }
}

#[test]
fn an_entry_has_a_limit_and_the_next_one_comes() {
    let huge = "x".repeat(5 << 20);
    let lines = "x\n".repeat(3 << 20);
    let too_large = |read: &Result<Arrival, Broken>| matches!(read, Err(Broken { why: Why::TooLarge { .. }, .. }));
    for text in [&huge, &lines] {
        let journal = format!("[2026-01-01 10:00] a\n{text}\n[2026-01-02 10:00] b\nc\n");
        let read = all(Origin::Jrnl, &file("j.txt", journal).1);
        assert!(too_large(&read[0]) && read[1].is_ok(), "{}", read.len());
        let diary = format!("# 2026-01-01\n{text}\n# 2026-01-02\nc\n");
        let read = all(Origin::Markdown, &file("j.md", diary).1);
        assert!(too_large(&read[0]) && read[1].is_ok());
    }
    let title = format!("[2026-01-01 10:00] {huge}\n[2026-01-02 10:00] b\n");
    let read = all(Origin::Jrnl, &file("j.txt", title).1);
    assert!(too_large(&read[0]) && read[1].is_ok());
    for size in [1, 4] {
        let content = huge.repeat(size);
        let json = format!(r#"[{{"date":"2026-01-01","content":"{content}"}},{{"date":"2026-01-02"}}]"#);
        let read = all(Origin::TuiJournal, &file("j.json", json).1);
        assert!(too_large(&read[0]) && read[1].is_ok());
    }
}

#[test]
fn what_nests_without_end_costs_one_entry() {
    for open in ["[", "{\"a\":"] {
        let json = format!(
            r#"[{{"date":"2026-01-01","x":{}{}}},{{"date":"2026-01-02"}}]"#,
            open.repeat(200_000),
            if open == "[" { "]" } else { "}" }.repeat(200_000)
        );
        let read = all(Origin::TuiJournal, &file("j.json", json).1);
        assert!(read[0].is_err() && read[1].is_ok());
    }
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_a_folder_are_left_alone() {
    use std::os::unix::fs::symlink;
    let (folder, path) = file("2026-01-01.md", "text\n");
    let at = |name: &str| folder.path().join(name);
    symlink(&path, at("2026-01-02.md")).unwrap();
    symlink(folder.path(), at("loop")).unwrap();
    let (here, mode) = (rustix::fs::CWD, rustix::fs::Mode::RUSR);
    rustix::fs::mknodat(here, at("2026-01-03.md"), rustix::fs::FileType::Fifo, mode, 0).unwrap();
    let expected = "[2026-01-01 00:00:00] \ntext\n(2026-01-02.md NotAFile)\n(2026-01-03.md NotAFile)\n";
    assert_eq!(told(Origin::Markdown, folder.path()), expected);
    assert_eq!(why(Origin::Markdown, &at("2026-01-03.md")), Why::NotAFile);
    // The one that is named is followed.
    assert_eq!(all(Origin::Markdown, &at("2026-01-02.md")).len(), 1);
    for origin in Origin::ALL {
        assert_eq!(why(*origin, &at("nothing")), Why::Missing);
    }
}

#[test]
fn no_file_is_passed_over_however_deep_it_is() {
    let (folder, _) = file("2026-01-01.md", "text\n");
    let mut deep = folder.path().to_owned();
    for _ in 0..200 {
        deep.push("deeper");
        std::fs::create_dir(&deep).unwrap();
        std::fs::write(deep.join("2026-01-02.md"), "text\n").unwrap();
    }
    let read = all(Origin::Markdown, folder.path());
    assert_eq!((read.len(), read.iter().filter(|read| read.is_ok()).count()), (201, 201));
    // The formats whose files have names of their own: a day of jrnl, and what Day One exports.
    for (origin, name, text) in [
        (Origin::Jrnl, "2020/08/29.txt", "text\n"),
        (
            Origin::DayOne,
            "Journal.json",
            r#"{"entries":[{"uuid":"A","creationDate":"2020-08-29T00:00:00Z","text":"a"}]}"#,
        ),
    ] {
        let root = tempfile::tempdir().unwrap();
        let mut place = root.path().to_owned();
        for depth in 0..40 {
            let file = place.join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, text.replace("\"A\"", &format!("\"A{depth}\""))).unwrap();
            place.push("deeper");
        }
        let read = all(origin, root.path());
        assert_eq!(read.iter().filter(|read| read.is_ok()).count(), 40, "{origin:?}");
    }
    // A name that is no UTF-8, where the system takes one.
    use std::os::unix::ffi::OsStrExt;
    let odd = folder.path().join(std::ffi::OsStr::from_bytes(b"2026-01-04 \xff.md"));
    if std::fs::write(&odd, "text\n").is_ok() {
        let read = all(Origin::Markdown, folder.path());
        assert_eq!(read.iter().filter(|read| read.is_ok()).count(), 202);
    }
    // A file with holes is not read for hours.
    std::fs::File::create(folder.path().join("2026-01-03.md")).unwrap().set_len(1 << 40).unwrap();
    let read = all(Origin::Markdown, folder.path());
    assert!(read.iter().any(|read| matches!(read, Err(Broken { why: Why::TooLarge { .. }, .. }))));
}

#[test]
fn every_reason_has_words_in_both_languages() {
    let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    let reasons = [
        Why::NoDate,
        Why::NotThatFormat("JSON".to_owned()),
        Why::NotUtf8,
        Why::Encoding("CP932"),
        Why::EitherWay { date: "03/06/2024".to_owned(), day_first: day(6, 3), month_first: day(3, 6) },
        Why::TooLarge { size: 5 << 20, limit: LIMIT },
        Why::Unreadable(crate::i18n::Cause::said("cause".to_owned())),
        Why::Encrypted,
        Why::Packed,
        Why::NotAFile,
        Why::Missing,
        Why::NothingHere,
    ];
    for reason in reasons {
        let [en, ja] = Lang::ALL.map(|lang| reason.words(lang));
        assert!(!en.starts_with("import-") && !ja.starts_with("import-") && en != ja, "{en}");
        assert!(ja.contains('。') || ja.contains('：'));
    }
    assert!(Why::Encoding("CP932").words(Lang::En).contains("iconv -f CP932 -t UTF-8"));
    let either = Why::EitherWay { date: "03/06/2024".to_owned(), day_first: day(6, 3), month_first: day(3, 6) };
    for word in ["03/06/2024", "3 Jun 2024", "6 Mar 2024", "--dates dmy", "--dates mdy"] {
        assert!(either.words(Lang::En).contains(word), "{word}: {}", either.words(Lang::En));
    }
    assert!(Why::Encrypted.words(Lang::En).contains("jrnl --decrypt"));
    assert!(Why::TooLarge { size: 5 << 20, limit: LIMIT }.words(Lang::Ja).contains("5 MB"));
}
