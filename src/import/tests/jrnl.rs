use chrono::NaiveDate;

use super::*;

#[test]
fn entries_are_cut_where_jrnl_cuts_them() {
    let expected = "\
[2026-01-09 18:05:00] First talk with @Mori.
We spoke about the conference.
\\! not a promise, only an exclamation

[1] a footnote
[see below] and no date
[tomorrow at noon] stays text too

starred: yes
[2026-01-23 09:30:00] 二回目の面談。
［全角］のかっこは日付ではない。
\\：学び　これは文のまま
    indented code ! stays
[2026-02-01 00:00:00] A month is a date to jrnl.

[2026-02-14 22:00:30] *Emphasis* is no star *and this* is none

";
    assert_eq!(told(Origin::Jrnl, &fixture("jrnl/plain.txt")), expected);
}

#[test]
fn the_whole_file_tells_which_number_is_the_month() {
    let told = told(Origin::Jrnl, &fixture("jrnl/windows.txt"));
    assert_eq!(told, "[2019-08-03 10:00:00] Third of August\nwords\n[2019-08-25 00:15:00] After midnight\n\n");
    let orders = [
        ("[03/08/2019 10:00] a\n[08/20/2019 10:00] b\n", "2019-03-08"),
        ("[03/08/2019 10:00] a\n[04/08/2019 10:00] b\n[01/09/2019 10:00] c\n", "2019-08-03"),
        ("[03/08/2019 10:00] a\n[03/09/2019 10:00] b\n[04/01/2019 10:00] c\n", "2019-03-08"),
        ("[03/08/2019 10:00] a\n[2019-01-01 10:00] inside\n[20/08/2019 10:00] b\n", "2019-08-03"),
        ("03/08/2019 10:00 a\n13/08/2019 10:00 b\n", "2019-08-03"),
    ];
    for (text, expected) in orders {
        let (_folder, path) = file("j.txt", text);
        let first = all(Origin::Jrnl, &path).remove(0).unwrap();
        assert!(date(first.at).starts_with(expected), "{text}");
    }
    // Where nothing decides, both readings are named.
    let (_folder, path) = file("j.txt", "[03/08/2019 10:00] a\n");
    let day = |month, day| NaiveDate::from_ymd_opt(2019, month, day).unwrap();
    let either = Why::EitherWay { date: "03/08/2019 10:00".to_owned(), day_first: day(8, 3), month_first: day(3, 8) };
    assert_eq!(why(Origin::Jrnl, &path), either);
    for (order, expected) in [(DayOrder::Dmy, "2019-08-03"), (DayOrder::Mdy, "2019-03-08")] {
        let first = open(Origin::Jrnl, &path, Some(order)).unwrap().next().unwrap().unwrap();
        assert!(date(first.at).starts_with(expected));
    }
    // A folder is one source.
    let (folder, _) = file("a.md", "# 03/08/2019\na\n");
    std::fs::write(folder.path().join("b.md"), "# 25/08/2019\nb\n").unwrap();
    let markdown = super::told(Origin::Markdown, folder.path());
    assert_eq!(markdown, "[2019-08-03 00:00:00] \na\n[2019-08-25 00:00:00] \nb\n");
}

#[test]
fn version_1_had_no_brackets() {
    let expected = "\
[2013-06-09 15:39:00] 10 things I learned
[2013-06-10 12:00] quoted from a chat
2013-06-11 came and went

starred: yes
[2013-06-12 08:00:00] The second
text
";
    assert_eq!(told(Origin::Jrnl, &fixture("jrnl/version1.txt")), expected);
    let (_folder, path) = file("j.txt", "09.06.2013 03:39 PM Title\ntext\n10.06.2013 03:40 AM AM is a title\n");
    let told = told(Origin::Jrnl, &path);
    assert_eq!(told, "[2013-06-09 15:39:00] Title\ntext\n[2013-06-10 03:40:00] AM is a title\n\n");
}

#[test]
fn what_is_broken_is_named_and_the_rest_comes() {
    let expected = "\
[2026-03-01 10:00:00] whole
before any date
and more

[2026-02-30 10:00] There is no such day, so this is text
(broken.txt:5 Encoding(\"ISO-8859-1\"))
[2026-03-03 10:00:00] whole again

";
    assert_eq!(told(Origin::Jrnl, &fixture("jrnl/broken.txt")), expected);
    let (_folder, path) = file("j.txt", "[words] without\nany date\n");
    assert_eq!(told(Origin::Jrnl, &path), "(j.txt:1 NoDate)\n");
    let (_folder, path) = file("j.txt", "");
    assert_eq!(told(Origin::Jrnl, &path), "");
}

#[test]
fn the_folder_of_a_day_says_which_day() {
    let expected = "\
[2026-01-31 18:00:00] By time alone
text
[2026-01-31 19:30:00] Later

[2026-02-01 08:00:00] The folder knows better

[2026-02-02 00:00:00] No date at all, but the path has one

";
    assert_eq!(told(Origin::Jrnl, &fixture("jrnl/days")), expected);
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(why(Origin::Jrnl, empty.path()), Why::NothingHere);
    // jrnl can keep a bundle of Day One, too.
    assert_eq!(all(Origin::Jrnl, &fixture("dayone/classic.dayone")).len(), 3);
}

#[test]
fn the_export_has_the_same_entries() {
    let expected = "\
[2026-01-09 18:05:00] First talk with @Mori.
We spoke.
\\? and asked

tags: @elsewhere
starred: yes
(export.json #2 NoDate)
[2026-01-23 09:30:00] 面談
creator: {\"host_name\":\"desk\",\"os_agent\":\"\"}
";
    assert_eq!(told(Origin::Jrnl, &fixture("jrnl/export.json")), expected);
    let text = file("a.txt", "[2026-01-09 18:05] Title *\nbody\n\n[2026-01-10 18:05] 二\n");
    let json = r#"{"tags":{},"entries":[
        {"title":"Title","body":"body","date":"2026-01-09","time":"18:05","tags":[],"starred":true},
        {"title":"二","body":"","date":"2026-01-10","time":"18:05","tags":[],"starred":false}]}"#;
    let export = file("a.json", json);
    assert_eq!(all(Origin::Jrnl, &text.1), all(Origin::Jrnl, &export.1));
}

#[test]
fn encrypted_journals_are_recognised() {
    let version_1: Vec<u8> = (0..96_u32).map(|i| (i * 151 % 251) as u8).collect();
    for bytes in [b"gAAAAABfb4gQBMqqGn_W8v".as_slice(), b"JRNLv3\0\x30eyJzYWx0", &version_1] {
        assert_eq!(why(Origin::Jrnl, &file("j.txt", bytes).1), Why::Encrypted);
    }
    // Japanese in an older encoding is no secret.
    let shift_jis = b"[2026-01-01 10:00] \x96\xca\x92k\x82\xcc\x8bL\x98^\n";
    assert_eq!(told(Origin::Jrnl, &file("j.txt", shift_jis).1), "(j.txt:1 Encoding(\"CP932\"))\n");
}
