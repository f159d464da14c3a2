use proptest::prelude::*;

use super::*;

/// A Saturday.
fn base() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day")
}

#[test]
fn due_dates_are_found_by_their_word() {
    let cases = [
        ("draft the note by fri", "by fri", "2026-11-27"),
        ("draft the note by Friday, then rest", "by Friday", "2026-11-27"),
        ("send it by 11/28.", "by 11/28", "2026-11-28"),
        ("by 8/20 at last", "by 8/20", "2027-08-20"),
        ("by next tuesday: the list", "by next tuesday", "2026-11-24"),
        ("report by end of month", "by end of month", "2026-11-30"),
        ("report by the end of next month!", "by the end of next month", "2026-12-31"),
        ("done by tomorrow 3pm please", "by tomorrow 3pm", "2026-11-22"),
        ("by 3 people by mon", "by mon", "2026-11-23"),
        ("by fri 3 pages", "by fri", "2026-11-27"),
        ("by fri, no: by tue", "by tue", "2026-11-24"),
        ("by fri, no, tue", "by fri, no, tue", "2026-11-24"),
        ("締切：11/27→12/4", "締切：11/27→12/4", "2026-12-04"),
        ("締切は金曜ではなく月曜", "締切は金曜ではなく月曜", "2026-11-23"),
        ("due: 28 nov", "due: 28 nov", "2026-11-28"),
        ("by the 28th", "by the 28th", "2026-11-28"),
        ("answer within 2 weeks", "within 2 weeks", "2026-12-05"),
        ("手引きの下書き 7/3まで", "7/3まで", "2027-07-03"),
        ("金曜までに下書き", "金曜までに", "2026-11-27"),
        ("月末まで", "月末まで", "2026-11-30"),
        ("資料は来週の火曜までに送る", "来週の火曜までに", "2026-11-24"),
        ("下書きを来週の火曜15時までに", "来週の火曜15時までに", "2026-11-24"),
        ("１１月２８日（土）までに送る", "１１月２８日（土）までに", "2026-11-28"),
        ("２８日まで", "２８日まで", "2026-11-28"),
        ("一週間以内に返事", "一週間以内に", "2026-11-28"),
        ("今週中に連絡", "今週中に", "2026-11-22"),
        ("今日中に", "今日中に", "2026-11-21"),
        ("年内に会う", "年内に", "2026-12-31"),
        ("締切は12/1", "締切は12/1", "2026-12-01"),
        ("できれば明日までに、遅くとも金曜までに", "金曜までに", "2026-11-27"),
        ("7/1〜7/3まで", "7/3まで", "2027-07-03"),
    ];
    for (text, phrase, date) in cases {
        let due = find_due(text, base(), DateRules::default()).unwrap_or_else(|| panic!("nothing due in {text}"));
        assert_eq!((&text[due.phrase.clone()], due.date.to_string().as_str()), (phrase, date), "{text}");
    }
}

#[test]
fn without_its_word_a_date_is_not_due() {
    let texts = [
        "read pages 3/4",
        "met on friday",
        "by the way",
        "by fri/sat",
        "by fri and mon",
        "v1 by fri, v2 by tue",
        "by 11/20 at last",
        "明日までに一章、金曜までに二章",
        "金曜までにやらなくていい",
        "no need to send it by fri",
        "`by fri`",
        "by 3/4/5/6",
        "by 3/4x",
        "stand by me",
        "goodby fri",
        "by 2/30",
        "by yesterday",
        "今日までの予定",
        "金曜に会う",
        "昨日まで休み",
        "先週の金曜まで忙しかった",
        "今までの話",
        "最後まで読む",
        "15時まで",
        "2週間前まで",
        "来月中旬の会",
        "2月30日まで",
        "11/28(金)まで",
        "令和0年12月1日まで",
        "",
    ];
    for text in texts {
        assert_eq!(find_due(text, base(), DateRules::default()), None, "{text}");
    }
}

/// A promise with a sign for code in it, and whether anything but the code is due.
#[test]
fn code_has_no_date() {
    for code in [
        "make by friday",
        "deploy by 11/28",
        "金曜までに消す",
        "due: fri",
        "rm -rf build by fri; x by mon",
        "by xyz spring",
    ] {
        for promise in ["clean up", "片付ける"] {
            let texts = [
                format!("{promise} `{code}`"),
                format!("`{code}`"),
                format!("`{code}` {promise}"),
                format!("{promise} ``{code} ` ``"),
                format!("{promise}\n```sh\n{code}\n```"),
                format!("{promise}\n~~~\n{code}\n~~~\nand more"),
                format!("{promise}\n````\n```\n{code}\n````"),
            ];
            for text in texts {
                assert_eq!(read_due(&text, base(), DateRules::default()), Said::Nothing, "{text}");
                for (words, is_before) in [("by 25 nov, ", true), ("水曜までに、", true), ("\nby wed", false)] {
                    let text = if is_before { format!("{words}{text}") } else { format!("{text}{words}") };
                    let due = find_due(&text, base(), DateRules::default()).map(|due| due.date.to_string());
                    assert_eq!(due.as_deref(), Some("2026-11-25"), "{text}");
                }
            }
        }
    }
    for text in ["send it by `fri`", "`金曜`までに送る", "by `x` fri"] {
        assert_eq!(find_due(text, base(), DateRules::default()), None, "{text}");
    }
}

#[test]
fn two_deadlines_are_none_and_it_is_said() {
    let texts = [
        "call by fri\nand tell Bob by mon",
        "call by fri and tell Bob by mon",
        "check by Mon and then again by Thu",
        "do X by fri; do Y by mon",
        "do X by fri. Then do Y by mon.",
        "draft by 11/27 / final by 12/4",
        "金曜までに送って、月曜までに確認する",
        "金曜までに送って\n月曜までに確認する",
        "骨子は金曜まで、清書は月末まで",
        "call me by 5",
        "Call me by 5",
        "please call me by 5 or so",
        "send it to Ken by 7.",
    ];
    for text in texts {
        let said = read_due(text, base(), DateRules::default());
        assert!(matches!(said, Said::Unread(_)), "{text}: {said:?}");
    }
    for text in ["be home by 6", "reduce scrap by 5", "one by one", "went by 5 times"] {
        let said = read_due(text, base(), DateRules::default());
        assert_eq!(said, Said::Nothing, "{text}");
    }
}

#[test]
fn the_next_session_is_told_alone_where_a_due_date_is_asked_for() {
    for words in [
        "next time",
        " Next time ",
        "by next time",
        "next session",
        "our next call",
        "the next time we meet",
        "次回",
        "次回まで",
        "次回までに",
        "次の面談",
        "今度会う",
    ] {
        assert!(means_next_time(words), "{words}");
    }
    for words in [
        "",
        "time",
        "next",
        "next week",
        "next time and then",
        "回",
        "次回の資料",
        "資料を次回",
        "来週",
        "2026-12-04",
        "none",
    ] {
        assert!(!means_next_time(words), "{words}");
    }
}

#[test]
fn long_lines_are_read_quickly() {
    let text = "明日 by 金曜 まで ".repeat(5_000);
    assert!(find_due(&text, base(), DateRules::default()).is_some());
    assert_eq!(find_due(&"by 先週まで 1 ".repeat(5_000), base(), DateRules::default()), None);
}

proptest! {
    #[test]
    fn phrases_lie_in_their_text(text in "(by |まで|中に|within |締切|11/28|金曜|来月|末|\\PC){0,12}") {
        if let Some(due) = find_due(&text, base(), DateRules::default()) {
            prop_assert!(text.get(due.phrase.clone()).is_some_and(|phrase| !phrase.is_empty()));
            prop_assert!(due.date >= base());
        }
    }
}
