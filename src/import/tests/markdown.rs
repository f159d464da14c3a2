use super::*;

#[test]
fn a_folder_of_files_is_read() {
    let expected = "\
[2025-03-09 00:00:00] \nby path
[2026-02-04 00:00:00] 面談の記録
- list
  - inner
[2026-02-05 00:00:00] \ntext
[2026-01-05 10:30:00] Start
first

heading: Diary
[2026-01-05 00:00:00] is no heading of a day
```
## 2026-01-06 in code
```
[2026-01-07 00:00:00] \n\\^ 二日目
[2026-01-31T10:00:00+09:00] A talk: with colons
# Another heading

\\? a line

tags: work, mentoring
aliases: first, 二つ目
mood: good
# a comment
# a remark
nested:
    a: 1
created: 2026-02-01
note: two
  lines
[2026-02-03T09:00:00+00:00] 面談の記録
本文

draft: false
extra: {\"mood\":\"good\"}
rank: 3
tags: a, b
(undated.md:1 NoDate)
";
    assert_eq!(told(Origin::Markdown, &fixture("markdown")), expected);
}

#[test]
fn one_file_may_be_many_days() {
    let read = all(Origin::Markdown, &fixture("markdown/diary.md"));
    assert_eq!(read.len(), 3);
    let (_folder, path) = file("d.md", "# 2026-01-01\r\na\r\n# 2026-01-02\r\n\r\nb\r\n");
    assert_eq!(told(Origin::Markdown, &path), "[2026-01-01 00:00:00] \na\n[2026-01-02 00:00:00] \nb\n");
    let (_folder, path) = file("d.md", "words\n# 2026-01-01\na\n");
    assert_eq!(told(Origin::Markdown, &path), "[2026-01-01 00:00:00] \nwords\n\na\n");
    let (_folder, path) = file("d.md", "---\nmood: good\n---\n# 2026-01-01 One\na\n# 2026-01-02\n");
    let expected = "[2026-01-01 00:00:00] One\na\n\nmood: good\n[2026-01-02 00:00:00] \n\n";
    assert_eq!(told(Origin::Markdown, &path), expected);
}

#[test]
fn days_are_found_however_they_are_written() {
    for (name, text, expected) in [
        (
            "a.md",
            "2026-01-05\n==========\na\n\nTalk, 6 January 2026\n---\nb\n",
            &["2026-01-05 a", "2026-01-06 Talk b"][..],
        ),
        ("a.md", "###### [[2026-01-05]]\na\n# 令和8年1月6日（火）面談\nb\n", &["2026-01-05 a", "2026-01-06 面談 b"]),
        ("a.md", "date:: [[2026-01-05]]\na\n", &["2026-01-05 a date:: [[2026-01-05]] a"]),
        ("a.md", "# Talk\n\nDate: 5 January 2026\n\na\n", &["2026-01-05 Talk Date: 5 January 2026 a"]),
        ("a.md", "---\ncreated_at: 1767571200\n---\na\n", &["2026-01-05 a a"]),
        ("a.md", "---\ncreated: [[2026-01-05]]\n---\na\n", &["2026-01-05 a a"]),
        ("a.md", "---\ndate: \"[[2026-01-05]]\"\n---\na\n", &["2026-01-05 a a"]),
        ("a.md", "# 2026-01-05\ra\r# 2026-01-06\rb\r", &["2026-01-05 a", "2026-01-06 b"]),
        ("a.md", "why 2026-01-05 matters\n---\n# 2026-01-06\nb\n", &["2026-01-06 why 2026-01-05 matters --- b"]),
    ] {
        let (_folder, path) = file(name, text);
        let read: Vec<String> = all(Origin::Markdown, &path)
            .into_iter()
            .map(|read| {
                let Arrival { at, title, note, .. } = read.unwrap();
                let words = format!("{title} {note}");
                format!("{} {}", &date(at)[..10], words.split_whitespace().collect::<Vec<_>>().join(" "))
            })
            .collect();
        assert_eq!(read, expected, "{text}");
    }
}

#[test]
fn front_matter_that_is_none_is_text() {
    let cases = [
        ("---\nnever: closed\n", "---\nnever: closed"),
        ("---\n", "---"),
        ("+++\ndate = 2020-01-01\n", "+++\ndate = 2020-01-01"),
        ("---\n: : :\n- x\n---\ntext\n", "text\n\n: : :\n  - x"),
        ("+++\nno toml\n+++\ntext\n", "text\n\nno toml"),
        ("---\nt: 'a # b' # c\nl: [x] # d\nn: |\n    a\n      b\n---\n", "t: a # b\n# c\nl: x\n# d\nn: a\n    b"),
        ("---\na: {b: 1}\nc: [x, [y]]\n! d\n---\n", "a: {b: 1}\nc: [x, [y]]\n\\! d"),
        ("---\na: \"x\\ty\"\nb: 'it''s'\nc: ~\n---\n", "a: x\ty\nb: it's"),
    ];
    for (text, note) in cases {
        let (_folder, path) = file("2026-01-01.md", text);
        let read = all(Origin::Markdown, &path);
        assert_eq!(read[0].as_ref().unwrap().note, note, "{text}");
    }
}

#[test]
fn when_a_file_was_written_is_no_date() {
    let (_folder, path) = file("notes.md", "text\n");
    assert_eq!(told(Origin::Markdown, &path), "(notes.md:1 NoDate)\n");
    assert_eq!(told(Origin::Markdown, &file("notes.md", "").1), "");
}
