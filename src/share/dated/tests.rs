use super::*;
use crate::capture::find_due;
use crate::domain::DateRules;

const PROMISES: &str = include_str!("../../../tests/fixtures/dates/promises.txt");
const DATES: [&str; 2] =
    [include_str!("../../../tests/fixtures/dates/en.tsv"), include_str!("../../../tests/fixtures/dates/ja.tsv")];

/// A Saturday.
fn base() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

/// The text as it is told, with its due date as it is read; nothing where nothing is due.
fn told(text: &str, lang: Lang) -> Option<(Dated, NaiveDate)> {
    let due = find_due(text, base(), DateRules::default())?;
    Some((dated(text, Some(&text[due.phrase.clone()]), Some(due.date), lang), due.date))
}

#[test]
fn a_day_gives_way_to_the_date_and_nothing_else_does() {
    let cases = [
        ("draft the note by fri", "draft the note by Fri 27 Nov 2026", ""),
        ("by next tuesday: the list", "by Tue 24 Nov 2026: the list", ""),
        ("due: 28 nov", "due: Sat 28 Nov 2026", ""),
        ("the deadline is 27 Nov", "the deadline is Fri 27 Nov 2026", ""),
        ("slides (deadline Friday)", "slides (deadline Fri 27 Nov 2026)", ""),
        ("slides by Friday or so", "slides by Fri 27 Nov 2026 or so", ""),
        ("reply by 17:00 on Friday", "reply by 17:00 on Fri 27 Nov 2026", ""),
        ("reply by noon tomorrow", "reply by noon on Sun 22 Nov 2026", ""),
        ("reply by the end of the month at the latest", "reply by Mon 30 Nov 2026 at the latest", ""),
        ("slides by Friday's stand-up", "slides by Friday's stand-up", "by Fri 27 Nov 2026"),
        ("slides by the Friday stand-up", "slides by the Friday stand-up", "by Fri 27 Nov 2026"),
        ("answer within 2 weeks.", "answer within 2 weeks.", "by Sat 5 Dec 2026"),
        ("By Friday the list", "By Friday the list", "by Fri 27 Nov 2026"),
        ("金曜までに下書き", "金曜までに下書き", "by Fri 27 Nov 2026"),
        ("金曜17時までに送る", "金曜17時までに送る", "by Fri 27 Nov 2026"),
        ("send it by fri at 3pm", "send it by Fri 27 Nov 2026 at 3pm", ""),
        ("send it by Monday 9am", "send it by Mon 23 Nov 2026 9am", ""),
        ("by tue 9:30, please", "by Tue 24 Nov 2026 9:30, please", ""),
        ("by tomorrow morning", "by Sun 22 Nov 2026 morning", ""),
        ("lunch by the 25th at noon", "lunch by Wed 25 Nov 2026 at noon", ""),
        ("by fri, 3 p.m.", "by Fri 27 Nov 2026, 3 p.m.", ""),
        ("by 27 Nov at 15:00", "by Fri 27 Nov 2026 at 15:00", ""),
        ("by fri 3pm we meet", "by fri 3pm we meet", "by Fri 27 Nov 2026"),
    ];
    for (text, expected, beside) in cases {
        let (dated, _) = told(text, Lang::En).unwrap_or_else(|| panic!("nothing due in {text}"));
        assert_eq!((dated.text.as_str(), dated.beside.as_deref().unwrap_or("")), (expected, beside), "{text}");
    }
    let cases = [
        ("手引きの下書き 7/3まで", "手引きの下書き 2027年7月3日(土)まで", ""),
        ("資料は来週の火曜までに送る", "資料は2026年11月24日(火)までに送る", ""),
        ("締切は12/1", "締切は2026年12月1日(火)", ""),
        ("期限は11月27日（金）です", "期限は2026年11月27日(金)です", ""),
        ("【期限：11/27】稟議を出す", "【期限：2026年11月27日(金)】稟議を出す", ""),
        ("3章を読む(11/27まで)", "3章を読む(2026年11月27日(金)まで)", ""),
        ("金曜17時までに送る", "2026年11月27日(金)17時までに送る", ""),
        ("明日の朝一までに送る", "2026年11月22日(日)の朝一までに送る", ""),
        ("11/27(金)17:00までに送る", "2026年11月27日(金)17:00までに送る", ""),
        ("年末までには必ず声をかけます", "2026年12月31日(木)までには必ず声をかけます", ""),
        ("11/30必着で書類を送る", "2026年11月30日(月)必着で書類を送る", ""),
        ("月末までですが、早めに送る", "2026年11月30日(月)までですが、早めに送る", ""),
        ("今月いっぱいで引き継ぐ", "今月いっぱいで引き継ぐ", "2026年11月30日(月)まで"),
        ("今週中にはお返事します", "今週中にはお返事します", "2026年11月22日(日)まで"),
        ("send it by fri, please", "send it by fri, please", "2026年11月27日(金)まで"),
    ];
    for (text, expected, beside) in cases {
        let (dated, _) = told(text, Lang::Ja).unwrap_or_else(|| panic!("nothing due in {text}"));
        assert_eq!((dated.text.as_str(), dated.beside.as_deref().unwrap_or("")), (expected, beside), "{text}");
    }
}

/// Lines that have a due date from another time or by hand: from their words, none is read.
#[test]
fn a_day_that_was_read_once_gives_way_too() {
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);
    let cases = [
        ("明日までの宿題", "明日まで", day(22), "2026年11月22日(日)までの宿題", ""),
        ("「11/27まで」の件を返す", "11/27まで", day(27), "「11/27まで」の件を返す", "2026年11月27日(金)まで"),
    ];
    for (text, phrase, due, expected, beside) in cases {
        let dated = dated(text, Some(phrase), due, Lang::Ja);
        assert_eq!((dated.text.as_str(), dated.beside.as_deref().unwrap_or("")), (expected, beside), "{text}");
    }
}

/// Each paper tells code as it is, also where the words of a due date stand in it.
#[test]
fn code_is_never_changed() {
    let cases = [
        ("clean by fri: `rm -rf build by fri`", "by fri", "clean by Fri 27 Nov 2026: `rm -rf build by fri`"),
        ("by fri\n```sh\ndeploy by fri\n```", "by fri", "by Fri 27 Nov 2026\n```sh\ndeploy by fri\n```"),
        ("`make by fri`", "by fri", "`make by fri`"),
        ("x\n~~~\nby fri\n~~~", "by fri", "x\n~~~\nby fri\n~~~"),
        ("see by friday's list, by `x`", "by fri", "see by friday's list, by `x`"),
        ("金曜までに `金曜までに消す`", "金曜までに", "2026年11月27日(金)までに `金曜までに消す`"),
        ("`金曜までに消す`", "金曜までに", "`金曜までに消す`"),
    ];
    let day = NaiveDate::from_ymd_opt(2026, 11, 27);
    for (text, phrase, expected) in cases {
        let lang = language_of(phrase);
        let Dated { text: told, beside } = dated(text, Some(phrase), day, lang);
        assert_eq!(told, expected);
        assert_eq!(beside.is_some(), told == text, "{text}");
    }
}

/// Everything that people write, at every place in a sentence.
fn sentences() -> Vec<String> {
    let promises = PROMISES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned);
    let dates = DATES.iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#'));
    let phrases = dates.filter_map(|line| Some(line.split_once('\t')?.0));
    let around = phrases.flat_map(|day| {
        [
            format!("send it by {day}"),
            format!("by {day}, send it"),
            format!("by {day} the list"),
            format!("slides by {day}'s meeting"),
            format!("slides (by {day})"),
            format!("slides due {day} 3 pages"),
            format!("slides by 17:00 on {day}"),
            format!("{day}までに送る"),
            format!("資料を送る（{day}まで）"),
            format!("期限は{day}です"),
            format!("{day}締切で見積もる"),
            format!("{day}17時までには送る"),
            format!("遅くとも{day}までには、返信"),
            format!("佐藤さんに{day}の会議までに渡す"),
        ]
    });
    promises.chain(around).collect()
}

#[test]
fn no_sentence_is_broken_and_each_has_its_date() {
    let mut replaced = 0;
    for text in sentences() {
        for lang in Lang::ALL {
            let Some((Dated { text: told, beside }, due)) = told(&text, lang) else { continue };
            let day = lang.written_day(due);
            let Some(beside) = beside else {
                replaced += 1;
                // The date stands in the text, and what is around it is what was written.
                let at = told.find(&day).unwrap_or_else(|| panic!("{text}: {told}"));
                let (before, behind) = (&told[..at], &told[at + day.len()..]);
                let before = if text.starts_with(before) { before } else { before.strip_suffix("on ").unwrap() };
                assert!(text.starts_with(before) && text.ends_with(behind), "{text}: {told}");
                let gone = &text[before.len()..text.len() - behind.len()];
                for hour in ["時", ":", "：", "noon", "朝", "夕", "正午", "午", "pm", "am "] {
                    assert!(!gone.contains(hour), "{text}: {told} without {gone}");
                }
                assert!(!behind.starts_with(char::is_alphanumeric) || lang == Lang::Ja, "{text}: {told}");
                for broken in ["()", "（）", "までまで", "までで引", "by by ", "the by", "( )", "【】", "日日"]
                {
                    assert!(told.matches(broken).count() <= text.matches(broken).count(), "{text}: {told}");
                }
                continue;
            };
            assert_eq!(told, text);
            assert!(beside.contains(&day), "{text}: {beside}");
        }
    }
    assert!(replaced > 300, "{replaced}");
}

#[test]
fn what_is_not_there_changes_nothing() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 27);
    for (phrase, due, beside) in [
        (None, day, Some("by Fri 27 Nov 2026")),
        (Some("by fri"), None, None),
        (Some("by mon"), day, Some("by Fri 27 Nov 2026")),
        (Some(" "), day, Some("by Fri 27 Nov 2026")),
    ] {
        let told = dated("send it by fri", phrase, due, Lang::En);
        assert_eq!((told.text.as_str(), told.beside.as_deref()), ("send it by fri", beside));
    }
    let again = dated("by fri, or at last by fri", Some("by fri"), day, Lang::En).text;
    assert_eq!(again, "by fri, or at last by Fri 27 Nov 2026");
}
