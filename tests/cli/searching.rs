//! Searches as people type them, in both languages, with the right answers known beforehand.

use crate::support::Home;

/// A journal in which every line has a letter of its own at its end, in brackets.
fn journal() -> Home {
    let home = Home::new();
    home.ok(&["pair", "add", "Aiko", "--reading", "さとう あいこ"]);
    home.ok(&["pair", "add", "髙橋 健", "--alias", "ken"]);
    let aiko = "! call Ms O'Connor about the plan (a)\n< she brings the budget (b)\n^ don't explain first (c)\n\
                we met in a café near the office (d)\n? how did Straße 5 go (e)\n~ I was tired (f)\n= start with the figures (g)\n";
    let ken = "！ 見積もりを送る（ア）\n＜ サーバーを調べる（イ）\n^ 打ち合わせは短く（ウ）\n佐藤 直子さんに会った（エ）\n\
               ﾒﾝﾀｰとして話した（オ）\n？ 目標は高すぎないか（カ）\n＝ 毎週１on１をする（キ）\n";
    home.session("Aiko", aiko, &["--at", "2026-11-02 10:00"]);
    home.session("ken", ken, &["--at", "2026-10-05 10:00"]);
    let kept = home.session("Aiko", "! send the minutes (h)\n", &["--at", "2026-09-01 10:00"]);
    let line = home.json(&["session", "show", &kept])["lines"][0]["id"].as_str().unwrap().to_owned();
    home.ok(&["action", "done", &line, "--result", "sent"]);
    home
}

/// The letters of the lines that are found, in order.
fn found(home: &Home, query: &str) -> String {
    let json: serde_json::Value = serde_json::from_str(&home.ok(&["search", "--json", "--", query])).unwrap();
    let letter = |hit: &serde_json::Value| {
        let words = hit["snippet"].as_str()?.to_owned();
        let inside = words.rsplit(['(', '（']).next()?;
        (hit["type"] == "line").then(|| inside.trim_end_matches([')', '）', '…']).to_owned())
    };
    let mut letters: Vec<String> = json["hits"].as_array().unwrap().iter().filter_map(letter).collect();
    letters.sort();
    letters.concat()
}

#[test]
fn forty_searches_find_what_they_should() {
    let home = journal();
    for (query, letters) in [
        ("connor", "a"),
        ("O'Connor", "a"),
        ("o’connor", "a"),
        ("don't", "c"),
        ("cafe", "d"),
        ("CAFÉ", "d"),
        ("strasse", "e"),
        ("budg", "b"),
        ("udget", ""),
        ("plan -budget", ""),
        ("plan budget", "ab"),
        ("\"the plan\"", "a"),
        ("\"plan the\"", ""),
        ("kind:learning", "cウ"),
        ("種類：学び", "cウ"),
        ("kind:action pair:Aiko", "abh"),
        ("kind:promise pair:ken", "アイ"),
        ("has:open-action plan", "a"),
        ("has:open-action minutes", ""),
        ("has:promise minutes", "h"),
        ("has:promise", "abhアイ"),
        ("has:open", "abアイ"),
        ("あり:約束 見積", "ア"),
        ("あり：未完了", "abアイ"),
        ("since:2026-11-01 the", "abdg"),
        ("until:2026-09-30 the", "h"),
        ("since:\"oct 2026\" 目標", "カ"),
        ("から:10月 目標", "カ"),
        ("pair:さとう plan", "a"),
        ("ペア:ken 目標", "カ"),
        ("見積り", "ア"),
        ("見積", "ア"),
        ("サーバ", "イ"),
        ("打合せ", "ウ"),
        ("佐藤直子", "エ"),
        ("佐藤さん", "エ"),
        ("メンター", "オ"),
        ("めんたー", "オ"),
        ("高", "カ"),
        ("1on1", "キ"),
        ("１ｏｎ１", "キ"),
        ("「目標は」", "カ"),
        ("目標 -見積もり", ""),
        ("tired", "f"),
        ("さーばー", "イ"),
        ("さーば", "イ"),
        ("調べる -さーばー", ""),
        ("'plan'", "a"),
        ("'the plan'", "a"),
        ("'plan the'", ""),
        ("‘the plan’", "a"),
        ("'don't explain'", "c"),
        ("plan -'the budget'", ""),
    ] {
        assert_eq!(found(&home, query), letters, "{query}");
    }
    // A name finds its pair, with and without the blank.
    for query in ["高橋健", "髙橋 健", "高橋さん", "健さん", "健先生", "健ちゃん"] {
        let hits = home.json(&["search", query])["hits"].clone();
        assert!(hits.as_array().unwrap().iter().any(|hit| hit["type"] == "pair"), "{query}");
    }
}

#[test]
fn what_is_no_search_says_why() {
    let home = journal();
    for (query, lang, word) in [
        ("NOT café", "en", "not only words to leave out"),
        ("-café", "ja", "除く語だけでは探せません"),
        ("pair:Aiko", "en", "only narrows"),
        ("form:plan", "en", "Did you mean “from:”?"),
        ("by:me", "en", "“by:” is not a filter"),
        ("by:me", "ja", "「by:」という絞り込みはない"),
        ("種別：学び", "ja", "「種類:」ではありませんか"),
        ("plan AND budget", "en", "There is no OR"),
    ] {
        let ran = home.run(&["search", "--lang", lang, "--", query]);
        assert_eq!(ran.code, 0);
        assert!(ran.stderr.contains(word), "{query}: {}", ran.stderr);
    }
    for query in ["http://example.org", "at 10:30", "plan"] {
        assert!(!home.run(&["search", query]).stderr.contains("filter"), "{query}");
    }
}

/// A filter that is not whole stops the search, and nothing else is searched in its place.
#[test]
fn a_filter_that_is_not_whole_says_what_it_needs() {
    let home = journal();
    for (query, lang, words) in [
        ("kind:", "en", &["“kind:” needs a value", "learning"][..]),
        ("種類：", "ja", &["「種類:」には値が必要です", "学び"]),
        ("pair: plan", "en", &["“pair:” needs a value"]),
        ("ペア：　目標", "ja", &["「ペア:」には値が必要です"]),
        ("plan since:", "en", &["“since:” needs a value"]),
        ("has:", "en", &["open-action, promise"]),
        ("has:foo", "en", &["does not accept “foo”", "open-action, promise"]),
        ("あり：なにか", "ja", &["未完了、約束"]),
        ("kind:what plan", "en", &["learning", "decision"]),
        ("since:2026-10-01 until:2026-01-01 plan", "en", &["range is reversed"]),
        ("から:2026-10-01 まで:2026-01-01 目標", "ja", &["期間が逆です"]),
    ] {
        let ran = home.run(&["search", "--lang", lang, "--", query]);
        assert_eq!((ran.code, ran.stdout.is_empty()), (2, true), "{query}");
        for word in words {
            assert!(ran.stderr.contains(word), "{query}: {}", ran.stderr);
        }
    }
    let ran = home.run(&["search", "plan", "--since", "2026-10-01", "--until", "2026-01-01"]);
    assert!(ran.code == 2 && ran.stderr.contains("range is reversed"), "{}", ran.stderr);
    assert_eq!(found(&home, "since:2026-10-05 until:2026-10-05 目標"), "カ");
    for (lang, values) in [("en", ["has:open-action", "has:promise"]), ("ja", ["あり:未完了", "あり:約束"])] {
        let help = home.ok(&["help", "--lang", lang, "search"]);
        assert!(values.iter().all(|value| help.contains(value)), "{help}");
    }
}

#[test]
fn no_column_is_cut() {
    let home = journal();
    let told = home.ok(&["search", "--lang", "ja", "見積もり サーバー"]);
    assert!(told.contains("約束（相手）") && !told.contains('…'), "{told}");
    let told = home.ok(&["search", "budget"]);
    assert!(!told.contains('…'), "{told}");
}
