//! Pages for tests: one for a partner, one full journal, and pages of hostile text.

use chrono::NaiveDate;

use crate::domain::sharing::Paper;
use crate::i18n::Lang;
use crate::share::page::{Block, Fact, GoalBar, Item, KeyBar, Page, Section, Table};

/// What somebody may have typed or pasted, or what somebody else may have made them paste.
pub(crate) const HOSTILE: &[&str] = &[
    "",
    " ",
    "\n\n",
    "plain",
    "<b>bold</b> & \"quoted\" 'text' &lt; &amp;amp; &#x3c;",
    "<script>alert(1)</script>",
    "</title></style></script><img src=x onerror=alert(1)>",
    "]]> <![CDATA[ x ]]> <!-- c --> <?xml version=\"1.0\"?>",
    "[x](javascript:alert(1)) ![i](http://example.com/i.png) <javascript:alert(1)>",
    "javascript:alert(1)",
    "https://example.com/a_b_c?x=1&y=2 www.example.com a@example.com",
    "\u{1b}[31mred\u{1b}]8;;http://example.com\u{7}link\u{1b}]8;;\u{7}",
    "bidi \u{202e}txt.exe\u{202c} \u{2066}x\u{2069} \u{200f}\u{61c}",
    "NUL \0 DEL \u{7f} C1 \u{9b} VT \u{b} FF \u{c} NEL \u{85}x",
    "nothing \u{fffe} \u{ffff} \u{1fffe} \u{fdd0} \u{fffd} \u{d7ff}\u{e000}",
    "CESU \u{10ffff} \u{10000}",
    "---\ntitle: x\n---\n",
    "+++\na\n+++",
    "# h1\n## h2\n=====\ntext\n-----\n***\n___",
    "- a\n- b\n  - c\n* d\n+ e\n1. f\n2) g\n- [ ] h\n12345678901. i",
    "> quote\n```\ncode\n```\n~~~\ncode\n~~~\n    indented",
    "a | b\n--- | ---\nc | d\n\nx\n:-:\ny",
    "\\ \\\\ \\* \\| |\\|| `code` ``x`` *a* **b** _c_ __d__ ~e~ ~~f~~ a~b~c snake_case",
    "[ref]: http://example.com\n[^1]: foot\n[ref] [^1] :smile:",
    "ends with #",
    "ends with \\",
    "line one  \nline two\\\nline three\r\nline four\rline five\u{2028}line six",
    "日本語の文。「かぎ括弧」、読点。長音ー、小さい「っ」。",
    "👩‍👩‍👧‍👦 👍🏽 🇯🇵 é e\u{301} が か\u{3099}",
    "שלום עולם مرحبا بالعالم",
    "=cmd|' /C calc'!A0 @SUM(1) -1+1",
    "{{ title }} {% raw %} ${x} %s",
];

/// A page on which a text stands in every place that a text can have.
pub(crate) fn page_of(text: &str, lang: Lang) -> Page {
    let own = || text.to_owned();
    Page {
        paper: Paper::Summary,
        lang,
        title: own(),
        facts: vec![Fact { key: "with", label: "L".to_owned(), value: own() }],
        sections: vec![Section {
            key: "section",
            title: own(),
            blocks: vec![
                Block::Text(own()),
                Block::List(vec![
                    Item { text: own(), ..Item::default() },
                    Item { label: Some(own()), text: "t".to_owned(), remarks: vec![own()], ..Item::default() },
                ]),
                Block::Table(Table { head: vec!["H".to_owned(), own()], rows: vec![vec![own(), "c".to_owned()]] }),
                Block::Goals(vec![GoalBar {
                    title: own(),
                    told: "told".to_owned(),
                    progress: Some(0.4),
                    series: vec![],
                    remarks: vec![],
                }]),
                Block::Keys(vec![KeyBar {
                    letter: "M".to_owned(),
                    name: own(),
                    levels: vec![3],
                    told: "so".to_owned(),
                }]),
            ],
            sections: vec![],
        }],
        closing: vec![own()],
    }
}

/// The one page that a partner gets.
pub(crate) fn sample_page(lang: Lang) -> Page {
    match lang {
        Lang::En => partner_page(&EN),
        Lang::Ja => partner_page(&JA),
    }
}

/// Everything, for oneself.
pub(crate) fn sample_archive(lang: Lang) -> Page {
    match lang {
        Lang::En => archive_page(&EN),
        Lang::Ja => archive_page(&JA),
    }
}

/// The words of the samples in one language.
struct Words {
    lang: Lang,
    title: &'static str,
    facts: [(&'static str, &'static str, &'static str); 3],
    decided: (&'static str, [&'static str; 2]),
    todo: &'static str,
    mine: (&'static str, [(&'static str, &'static str); 2]),
    theirs: (&'static str, [(&'static str, &'static str); 2]),
    learned: (&'static str, [&'static str; 2]),
    next: (&'static str, &'static str),
    thanks: &'static str,
    archive: &'static str,
    goals: (&'static str, [(&'static str, &'static str, &'static str); 3]),
    keys: (&'static str, [(&'static str, &'static str, &'static str); 6]),
    sessions: (&'static str, [&'static str; 4], [[&'static str; 4]; 3]),
    session: (&'static str, &'static str, &'static str),
    labels: [&'static str; 3],
}

const EN: Words = Words {
    lang: Lang::En,
    title: "Our session, Fri 20 Nov 2026",
    facts: [
        ("with", "With", "Aiko Tanaka"),
        ("when", "When", "15:00, 50 minutes, by video"),
        ("theme", "Theme", "Running a meeting that people want to come to"),
    ],
    decided: (
        "Decided",
        [
            "The weekly meeting has one question as its agenda, sent the day before.",
            "We try it for four weeks and look at it together on 18 December.",
        ],
    ),
    todo: "Until next time",
    mine: (
        "I will",
        [
            ("Send the notes about asking open questions", "by Mon 23 Nov 2026"),
            (
                "Introduce you to Ken, who has moved his team to short meetings\nHe knows that you may write.",
                "by Fri 27 Nov 2026",
            ),
        ],
    ),
    theirs: (
        "Aiko will",
        [
            (
                "Write the question for next Wednesday's meeting and ask two people what they think of it",
                "by Tue 24 Nov 2026",
            ),
            ("Note after each meeting who has spoken", "by Fri 4 Dec 2026"),
        ],
    ),
    learned: (
        "Learned",
        [
            "Silence after a question is time to think. Counting to eight helps.",
            "An agenda of topics invites reports; an agenda of questions invites a conversation.",
        ],
    ),
    next: ("Next session", "Fri 4 Dec 2026, 15:00"),
    thanks: "Thank you for telling me so openly what went wrong on Wednesday. I have taken much of it with me.",
    archive: "Journal with Aiko Tanaka",
    goals: (
        "Goals",
        [
            ("Run the weekly meeting", "3 of 5 times", "to be looked at on 18 Dec 2026"),
            ("Read one book on listening a month", "7 of 12 books", "agreed on 2 Sep 2026"),
            ("Feel at ease when the head of the department is there", "calmer than in September", ""),
        ],
    ),
    keys: (
        "How the six keys feel",
        [
            ("M", "Mission", "4 of 5"),
            ("E", "Engagement", "5 of 5"),
            ("N", "Network", "2 of 5"),
            ("T", "Trust", "4 of 5"),
            ("O", "Opportunity", "3 of 5"),
            ("R", "Review & Renewal", "nothing said"),
        ],
    ),
    sessions: (
        "Sessions",
        ["Date", "Minutes", "How", "Theme"],
        [
            ["Fri 20 Nov 2026", "50", "Video", "Running a meeting that people want to come to"],
            ["Fri 6 Nov 2026", "45", "In person", "What a first month as a lead should leave room for"],
            ["Fri 23 Oct 2026", "60", "Walk", "Saying no without closing the door"],
        ],
    ),
    session: (
        "Fri 6 Nov 2026",
        "Preparation",
        "She came straight from the quarterly review and needed some minutes.\nWe walked to the river and back.\n\nThe first month went into other people's calendars. What she wants to keep free is the morning: two hours without meetings, three days a week. I told her about the year in which I had none, and what it did to my own work. It is not a question of discipline but of saying beforehand what the time is for.",
    ),
    labels: ["Story", "Advice", "Words to keep"],
};

const JA: Words = Words {
    lang: Lang::Ja,
    title: "面談のまとめ　2026年11月20日(金)",
    facts: [
        ("with", "相手", "田中 愛子さん"),
        ("when", "日時", "15:00から50分、オンライン"),
        ("theme", "テーマ", "出たくなる定例会議の進め方"),
    ],
    decided: (
        "決めたこと",
        [
            "定例会議の議題は「問い」を一つだけにして、前日までに全員へ送る。",
            "まず四週間やってみて、12月18日に二人で振り返る。",
        ],
    ),
    todo: "次回までにやること",
    mine: (
        "私",
        [
            ("開いた問いの立て方のメモを送る", "2026年11月23日(月)まで"),
            ("会議を短くしたチームの健さんを紹介する\n連絡が行くことは伝えてあります。", "2026年11月27日(金)まで"),
        ],
    ),
    theirs: (
        "田中さん",
        [
            ("来週水曜の会議の問いを一つ書き、二人に見せて感想を聞く", "2026年11月24日(火)まで"),
            ("毎回、だれが話したかを会議のあとに書きとめる", "2026年12月4日(金)まで"),
        ],
    ),
    learned: (
        "学び",
        [
            "問いのあとの沈黙は、考えている時間。八つ数えて待つとよい。",
            "議題を並べると報告が集まり、問いを置くと対話が始まる。",
        ],
    ),
    next: ("次回の面談", "2026年12月4日(金) 15:00"),
    thanks: "水曜日にうまくいかなかったことを率直に話してくださり、ありがとうございました。私にとっても大きな学びになりました。",
    archive: "田中 愛子さんとの記録",
    goals: (
        "目標",
        [
            ("定例会議を自分で進行する", "5回のうち3回", "2026年12月18日に振り返る"),
            ("聴くことについての本を毎月一冊読む", "12冊のうち7冊", "2026年9月2日に合意"),
            ("部長がいる場でも落ち着いて話せる", "9月より落ち着いている", ""),
        ],
    ),
    keys: (
        "六つの鍵の手応え",
        [
            ("M", "ミッション", "5段階の4"),
            ("E", "関わり方", "5段階の5"),
            ("N", "つながり", "5段階の2"),
            ("T", "信頼", "5段階の4"),
            ("O", "機会", "5段階の3"),
            ("R", "振り返りと更新", "まだ書いていない"),
        ],
    ),
    sessions: (
        "面談の一覧",
        ["日付", "時間", "形式", "テーマ"],
        [
            ["2026年11月20日(金)", "50分", "オンライン", "出たくなる定例会議の進め方"],
            ["2026年11月6日(金)", "45分", "対面", "リーダーになって最初の一か月に空けておきたい時間のこと"],
            ["2026年10月23日(金)", "60分", "散歩", "関係を閉じずに断る"],
        ],
    ),
    session: (
        "2026年11月6日(金)",
        "準備と様子",
        "四半期の報告会からそのまま来られたので、はじめの数分は何も聞かずに待った。\n川まで歩いて、戻ってきた。\n\n最初の一か月は、ほかの人の予定表に合わせるだけで終わってしまったという。本当に空けておきたいのは朝の時間で、会議のない二時間を週に三日つくりたい。私自身がそれを一日も持てなかった年のことと、そのとき仕事の質がどう変わったかを話した。意志の強さの問題ではなく、その時間を何に使うのかを先に言葉にしておけるかどうかの問題なのだと思う。",
    ),
    labels: ["体験談", "助言", "残したい言葉"],
};

fn section(key: &'static str, title: &str, blocks: Vec<Block>) -> Section {
    Section { key, title: title.to_owned(), blocks, sections: Vec::new() }
}

fn items(texts: &[&str]) -> Block {
    Block::List(texts.iter().map(|text| Item { text: (*text).to_owned(), ..Item::default() }).collect())
}

fn promises(texts: &[(&str, &str)]) -> Block {
    let item = |(text, due): &(&str, &str)| Item {
        label: None,
        owner: None,
        text: (*text).to_owned(),
        due: NaiveDate::from_ymd_opt(2026, 11, 27),
        remarks: vec![(*due).to_owned()],
    };
    Block::List(texts.iter().map(item).collect())
}

fn facts(words: &Words) -> Vec<Fact> {
    let fact = |(key, label, value): &(&'static str, &str, &str)| Fact {
        key,
        label: (*label).to_owned(),
        value: (*value).to_owned(),
    };
    words.facts.iter().map(fact).collect()
}

fn partner_page(words: &Words) -> Page {
    let mut todo = section("promises", words.todo, vec![]);
    todo.sections = vec![
        section("mine", words.mine.0, vec![promises(&words.mine.1)]),
        section("theirs", words.theirs.0, vec![promises(&words.theirs.1)]),
    ];
    Page {
        paper: Paper::Summary,
        lang: words.lang,
        title: words.title.to_owned(),
        facts: facts(words),
        sections: vec![
            section("decided", words.decided.0, vec![items(&words.decided.1)]),
            todo,
            section("learned", words.learned.0, vec![items(&words.learned.1)]),
            section("next", words.next.0, vec![Block::Text(words.next.1.to_owned())]),
        ],
        closing: vec![words.thanks.to_owned()],
    }
}

fn archive_page(words: &Words) -> Page {
    let goal = |i: usize, progress, series: &[f64]| {
        let (title, told, remark) = words.goals.1[i];
        GoalBar {
            title: title.to_owned(),
            told: told.to_owned(),
            progress,
            series: series.to_vec(),
            remarks: if remark.is_empty() { vec![] } else { vec![remark.to_owned()] },
        }
    };
    let goals = vec![
        goal(0, Some(0.6), &[0.0, 1.0, 1.0, 3.0]),
        goal(1, Some(7.0 / 12.0), &[0.0, 1.0, 2.0, 4.0, 5.0, 7.0]),
        goal(2, None, &[]),
    ];
    let levels: [&[u8]; 6] = [&[2, 3, 3, 4], &[4, 5, 5, 5], &[1, 2, 1, 2], &[3, 4], &[3], &[]];
    let key = |(i, levels): (usize, &&[u8])| {
        let (letter, name, told) = words.keys.1[i];
        KeyBar { letter: letter.to_owned(), name: name.to_owned(), levels: levels.to_vec(), told: told.to_owned() }
    };
    let table = Table {
        head: words.sessions.1.iter().map(|cell| (*cell).to_owned()).collect(),
        rows: words.sessions.2.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect(),
    };
    let labelled = |i: usize, text: &str| Item {
        label: Some(words.labels[i].to_owned()),
        text: text.to_owned(),
        ..Item::default()
    };
    let notes = Block::List(vec![
        labelled(0, words.learned.1[0]),
        labelled(1, words.decided.1[0]),
        labelled(2, words.learned.1[1]),
    ]);
    let mut sessions = section("sessions", words.sessions.0, vec![Block::Table(table)]);
    let mut day = section("session", words.session.0, vec![]);
    day.sections = vec![
        section("preparation", words.session.1, vec![Block::Text(words.session.2.to_owned()), notes]),
        section("promises", words.todo, vec![promises(&words.mine.1)]),
    ];
    sessions.sections = vec![day];
    Page {
        paper: Paper::Archive,
        lang: words.lang,
        title: words.archive.to_owned(),
        facts: facts(words),
        sections: vec![
            section("goals", words.goals.0, vec![Block::Goals(goals)]),
            section("keys", words.keys.0, vec![Block::Keys(levels.iter().enumerate().map(key).collect())]),
            sessions,
        ],
        closing: vec![],
    }
}
