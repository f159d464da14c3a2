//! Both languages, everywhere.

use crate::support::Home;

fn has_japanese(text: &str) -> bool {
    text.chars().any(|c| ('ぁ'..='ヿ').contains(&c) || ('一'..='鿿').contains(&c))
}

#[test]
fn every_help_page_is_in_one_language() {
    let home = Home::new();
    let commands = [
        "",
        "demo",
        "pair",
        "pair add",
        "pair list",
        "pair show",
        "pair edit",
        "pair pause",
        "pair resume",
        "pair end",
        "session",
        "session add",
        "session list",
        "session show",
        "session edit",
        "session start",
        "session hold",
        "session move",
        "session cancel",
        "session miss",
        "session delete",
        "line",
        "line edit",
        "line settle",
        "goal",
        "goal add",
        "goal list",
        "goal show",
        "goal checkin",
        "goal revise",
        "goal agree",
        "goal done",
        "goal drop",
        "action",
        "action list",
        "action done",
        "action partly",
        "action tried",
        "action drop",
        "action reopen",
        "mentor",
        "mentor show",
        "mentor tick",
        "mentor rate",
        "note",
        "prep",
        "ledger",
        "question",
        "question list",
        "question add",
        "question edit",
        "question delete",
        "summary",
        "bin",
        "bin list",
        "bin restore",
        "bin empty",
        "seal",
        "seal on",
        "seal status",
        "seal passphrase",
        "seal recover",
        "seal rotate",
        "seal accept",
        "seal off",
        "doctor",
        "keys",
        "config",
        "completions",
        "man",
        "help",
    ];
    for command in commands {
        let args: Vec<&str> = command.split_whitespace().collect();
        let page = |lang: &str| home.ok(&[&args[..], &["--help", "--lang", lang]].concat());
        let (en, ja) = (page("en"), page("ja"));
        assert!(!has_japanese(&en) && en.contains("Usage:"), "{command}: {en}");
        for line in ja.lines().filter(|l| !l.trim().is_empty() && !l.contains("tomoni ") && !l.trim().starts_with('-'))
        {
            assert!(has_japanese(line) || line.contains(['[', ']']), "{command}: {line}");
        }
        assert!(!ja.contains("cli-") && !en.contains("cli-"), "{command}: an id without words");
    }
}

#[test]
fn records_and_complaints_are_in_the_language_that_was_asked_for() {
    let home = Home::with_aiko();
    home.session("Aiko", "! 書く\n^ 学び\n", &[]);
    for args in [
        &["pair", "list"][..],
        &["pair", "show", "Aiko"],
        &["action", "list"],
        &["mentor", "show"],
        &["prep"],
        &["ledger"],
        &["question", "list"],
        &["summary"],
        &["doctor"],
    ] {
        assert!(has_japanese(&home.ok(&[&["--lang", "ja"], args].concat())), "{args:?}");
    }
    let told = home.run(&["pair", "show", "だれか", "--lang=ja"]).refused(3);
    assert!(told.contains("ペアはありません"), "{told}");
    let mut command = home.command(&["pair", "show", "x"]);
    command.env("TOMONI_LANG", "ja_JP.UTF-8");
    assert!(has_japanese(&crate::support::Ran::of(command).refused(3)));
}

#[test]
fn the_locale_decides_where_nobody_says_anything() {
    let home = Home::new();
    for (locale, japanese) in [("ja_JP.UTF-8", true), ("en_GB.UTF-8", false), ("C", false)] {
        let mut command = home.command(&["--help"]);
        command.env_remove("TOMONI_LANG").env("LANG", locale).env("LC_ALL", locale);
        assert_eq!(has_japanese(&crate::support::Ran::of(command).done()), japanese, "{locale}");
    }
}

#[test]
fn columns_line_up_in_wide_letters() {
    let home = Home::new();
    home.ok(&["pair", "add", "佐藤直子"]);
    home.ok(&["pair", "add", "Ken"]);
    let list = home.ok(&["pair", "list", "--lang", "ja"]);
    let columns: Vec<usize> = list.lines().map(|l| tomoni::text::columns(&l[..l.find("進行中").unwrap()])).collect();
    assert_eq!(columns[0], columns[1], "{list}");
}

#[test]
fn a_language_that_tomoni_does_not_speak_is_refused_and_one_in_the_environment_is_said() {
    let home = Home::with_aiko();
    home.session("Aiko", "! draft", &[]);
    for args in [
        &["--lang", "xx", "pair", "list"][..],
        &["pair", "list", "--lang=xx"],
        &["pair", "list", "--lang", "japanese"],
        &["summary", "--in", "xx"],
    ] {
        let told = home.run(args).refused(2);
        assert!(told.contains("en, ja"), "{args:?}: {told}");
    }
    assert!(has_japanese(&home.ok(&["pair", "list", "--lang", "JA"])));
    assert!(has_japanese(&home.ok(&["summary", "--in", "ja"])));
    std::fs::create_dir_all(home.path("config")).unwrap();
    let file = home.path("config").join("config.toml");
    for (env, config, lang, words) in [
        ("xx", "", "en", &["TOMONI_LANG", "xx", "en or ja"][..]),
        ("xx", "", "ja", &["TOMONI_LANG", "xx", "無視しました"]),
        ("en", "lang = 'xx'", "en", &["`lang` takes"]),
        ("en", "lang = 'xx'", "ja", &["`lang` に指定できる"]),
        ("ja_JP.UTF-8", "", "en", &[]),
    ] {
        std::fs::write(&file, config).unwrap();
        let mut command = home.command(&["pair", "list", "--lang", lang]);
        command.env("TOMONI_LANG", env);
        let ran = crate::support::Ran::of(command);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(words.iter().all(|word| ran.stderr.contains(word)), "{env} {config}: {}", ran.stderr);
        assert_eq!(ran.stderr.is_empty(), words.is_empty(), "{}", ran.stderr);
    }
}

#[test]
fn a_calendar_is_stamped_with_the_time_that_counts_as_now() {
    let home = Home::with_aiko();
    home.session("Aiko", "", &["--planned", "--at", "2026-11-27 15:00"]);
    assert!(home.ok(&["calendar"]).contains("DTSTAMP:20261121T060000Z"), "{}", home.ok(&["calendar"]));
}

/// Commands whose values are words, in Japanese and in English, and what comes of both.
#[test]
fn values_that_are_words_are_taken_in_japanese() {
    let run = |words: [&str; 12]| {
        let home = Home::new();
        let [role, direction, mode, owner, visibility, state, reach, kind, reader, format, decision, key] = words;
        home.ok(&["pair", "add", "Aiko", "--role", role, "--direction", direction]);
        let id = home.session("Aiko", "! call\n? ask\n^ learned\n", &["--at", "2026-11-20 10:00", "--mode", mode]);
        let lines = home.json(&["session", "show", &id])["lines"].clone();
        let line = |n: usize| crate::support::text(&lines[n]["id"]);
        home.ok(&["line", "edit", &line(0), "--owner", owner, "--visibility", visibility]);
        home.ok(&["line", "settle", &line(1), state]);
        home.ok(&["session", "edit", &id, "--theme-visibility", reach]);
        home.ok(&["mentor", "rate", "Aiko", key, "4"]);
        let shown = home.json(&["session", "show", &id]);
        let pair = home.json(&["pair", "show", "Aiko"]);
        let found = home.json(&["search", "learned", "--kind", kind])["hits"].as_array().unwrap().len();
        let actions = home.json(&["action", "list", "--owner", owner]).as_array().unwrap().len();
        let paper = home.ok(&["summary", "--for", reader, "--format", format, "--decision", decision]);
        let of_line = |n: usize| {
            let line = &shown["lines"][n];
            [line["owner"].clone(), line["visibility"].clone(), line["state"].clone()]
        };
        let rest =
            [pair["role"].clone(), pair["direction"].clone(), shown["mode"].clone(), shown["theme_visibility"].clone()];
        (of_line(0), of_line(1), rest, found, actions, paper)
    };
    let english = [
        "mentor",
        "peer",
        "in_person",
        "partner",
        "programme",
        "done",
        "programme",
        "learning",
        "office",
        "txt",
        "extend",
        "trust",
    ];
    let japanese = [
        "メンター",
        "仲間どうし",
        "対面",
        "相手",
        "報告まで",
        "完了",
        "報告",
        "学び",
        "事務局",
        "テキスト",
        "延長する",
        "トラスト",
    ];
    assert_eq!(run(english), run(japanese));
    let home = Home::new();
    let told = home.run(&["pair", "add", "Aiko", "--role", "上司", "--lang", "ja"]).refused(2);
    assert!(told.contains("メンター（mentor）、メンティー（mentee）、両方（both）"), "{told}");
    assert!(home.ok(&["pair", "add", "--help", "--lang", "日本語"]).contains("メンティー（mentee）"));
    home.ok(&["pair", "add", "Aiko", "--role", "MENTEE"]);
}
