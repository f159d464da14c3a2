//! Blanks of every width, days that do not exist, and lines that look like dates: each is read or named, none is lost.

use super::elsewhere::holds;
use super::*;

#[test]
fn any_blank_may_stand_between_a_date_and_its_time() {
    let md = Origin::Markdown;
    for blank in ['\u{3000}', '\u{a0}', '\u{2009}', '\u{202f}', '\u{2003}', '\t', ' '] {
        for (heading, expected) in [
            ("2026年10月8日_14時", "2026-10-08 14:00 |  | a"),
            ("令和８年１０月８日_１４時", "2026-10-08 14:00 |  | a"),
            ("2026-10-08__14:00_面談", "2026-10-08 14:00 | 面談 | a"),
            ("8_October_2026_at_2_PM", "2026-10-08 14:00 |  | a"),
            ("2026-10-08_2_PM_Talk", "2026-10-08 14:00 | Talk | a"),
        ] {
            let heading = heading.replace('_', &blank.to_string());
            holds(md, "a.md", format!("## {heading}\na\n"), &[expected]);
        }
        let line = format!("2026年10月8日{blank}14時\na\n");
        holds(md, "a.txt", line, &["2026-10-08 14:00 |  | a"]);
    }
    holds(md, "a.md", "## Thursday, October 8th 2026 at 2 PM\na\n", &["2026-10-08 14:00 |  | a"]);
    // The words of a title stay as they are written.
    holds(md, "a.md", "## 2026-10-08\u{3000}第１回\u{3000}面談\na\n", &["2026-10-08 | 第１回\u{3000}面談 | a"]);
}

#[test]
fn days_that_do_not_exist_are_named_as_that() {
    for date in [
        "令和8年2月30日",
        "令和8年9月31日（木）",
        "令和八年十三月一日",
        "R8.2.30",
        "2026年2月30日",
        "2026-02-30",
        "Feb 30, 2026",
    ] {
        let text = format!("## 令和8年10月1日\na\n## {date}\nb\n");
        let note = format!("2026-10-01 |  | a ## {date} b");
        holds(Origin::Markdown, "a.md", text, &[&note, "? a.md:3 NoSuchDay"]);
        holds(Origin::Markdown, "a.md", format!("## {date}\nb\n"), &["! a.md:1 NoSuchDay"]);
    }
    holds(Origin::Markdown, "a.md", "## 8年2月3日\nb\n", &["! a.md:1 UnclearDate"]);
    holds(Origin::Markdown, "2026-02-30.md", "b\n", &["! 2026-02-30.md:1 NoSuchDay"]);
}

#[test]
fn lines_of_a_plain_diary_are_read_or_named() {
    let diary = |line: &str| format!("2026-10-01\na\n\n{line}\nb\n\n2026-10-20\nc\n");
    for (line, expected) in [
        ("2026年10月8日（木）\u{3000}晴れ", "2026-10-08 | 晴れ | b"),
        ("2026年10月8日（木）晴れのち曇り", "2026-10-08 | 晴れのち曇り | b"),
        ("2026-10-08 Thursday, rain", "2026-10-08 | rain | b"),
        ("2026-10-08 sunny, 18℃", "2026-10-08 | sunny, 18℃ | b"),
        ("10月9日（金）", "2026-10-09 |  | b"),
        ("10月9日（金）　雨", "2026-10-09 | 雨 | b"),
        ("Oct 9", "2026-10-09 |  | b"),
    ] {
        holds(Origin::Markdown, "a.txt", diary(line), &["2026-10-01 |  | a", expected, "2026-10-20 |  | c"]);
    }
    for (line, why) in [
        ("2026-02-30", "NoSuchDay"),
        ("2026-02-30 晴れ", "NoSuchDay"),
        ("令和8年9月31日（水）", "NoSuchDay"),
        ("2026-W41", "UnclearDate"),
        ("10月9日（月）", "NoYear"),
        ("2026-10-15 is the deadline", "WordsBehindDate"),
    ] {
        let first = format!("2026-10-01 |  | a {line} b");
        let doubt = format!("? a.txt:4 {why}");
        holds(Origin::Markdown, "a.txt", diary(line), &[&first, &doubt, "2026-10-20 |  | c"]);
    }
    // Words that only tell of a date are text.
    for line in ["We meet on 5/3", "10月9日に会う話をした", "1/2 cup of rice a day"] {
        let first = format!("2026-10-01 |  | a {line} b");
        holds(Origin::Markdown, "a.txt", diary(line), &[&first, "2026-10-20 |  | c"]);
    }
}

#[test]
fn headers_of_jrnl_that_cannot_be_a_date_are_named() {
    for (header, why) in [
        ("[2026-02-30 10:00] No such day", "NoSuchDay"),
        ("[2026-10-03 24:00] No such hour", "NoSuchTime"),
        ("[Feb 30, 2026] No such day", "NoSuchDay"),
    ] {
        let text = format!("[2026-10-01 09:00] First\na\n{header}\nb\n[2026-10-04 08:00] Last\n");
        let first = format!("2026-10-01 09:00 | First | a {header} b");
        let last = "2026-10-04 08:00 | Last | ";
        holds(Origin::Jrnl, "j.txt", text, &[&first, &format!("? j.txt:3 {why}"), last]);
        holds(Origin::Jrnl, "j.txt", format!("{header}\nb\n"), &[&format!("! j.txt:1 {why}")]);
    }
    holds(
        Origin::Jrnl,
        "j.txt",
        "2026-10-01 09:00 First\na\n2026-02-30 10:00 No such day\n",
        &["2026-10-01 09:00 | First | a 2026-02-30 10:00 No such day", "? j.txt:3 NoSuchDay"],
    );
    let footnote = "[2026-10-01 09:00] First\n[1] 24:00 and [2] more\n";
    holds(Origin::Jrnl, "j.txt", footnote, &["2026-10-01 09:00 | First | [1] 24:00 and [2] more"]);
    holds(
        Origin::Jrnl,
        "j.json",
        r#"{"entries":[{"title":"a","body":"","date":"2026-13-02","time":"10:00"}]}"#,
        &["! j.json #1 NoSuchDay"],
    );
}

#[test]
fn an_entry_of_a_whole_day_has_no_time() {
    let entry = r#"{"entries":[{"uuid":"A","creationDate":"2026-10-03T16:00:00Z","timeZone":"Asia\/Tokyo","text":"a","isAllDay":true}]}"#;
    holds(Origin::DayOne, "Journal.json", entry, &["2026-10-04 |  | a time zone: Asia/Tokyo"]);
}

#[test]
fn a_file_of_another_kind_is_named_as_that() {
    for name in ["a.csv", "a.PDF", "a.zip", "a.xlsx"] {
        let (_folder, path) = file(name, "2026-10-01,\u{0}\n");
        assert_eq!(why(Origin::Markdown, &path), Why::OtherKind, "{name}");
    }
}

proptest::proptest! {
    #[test]
    fn any_heading_has_an_answer(
        words in "(2026年10月8日|令和８年|2026-10-08|Oct 8|[０-９]|[0-9]{1,4}|[年月日時分半:/.T~〜-]|[\\s\u{3000}\u{a0}\u{2009}]|午後|pm|\\PC){0,12}",
        mark in "(## |\\*\\*|\\[|)",
    ) {
        let line = format!("{mark}{words}\n");
        for order in [Order::Mdy, Order::Dmy, Order::Ymd] {
            let _ = dates::in_words(&words, order);
            let _ = dates::value(&words, order);
            let _ = dates::property(&format!("date: {words}"), order);
        }
        let _ = (dates::without_year(&words), dates::looks_like_one(&words), dates::impossible::why(&words));
        for (origin, name) in [(Origin::Markdown, "a.md"), (Origin::Jrnl, "a.txt")] {
            let (_folder, path) = file(name, &line);
            let _ = open(origin, &path, None).map(Iterator::count);
        }
    }
}
