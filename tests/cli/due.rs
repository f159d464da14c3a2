use serde_json::Value;

use crate::support::{Home, Ran, keys, text};

/// What `tomoni due` prints at another time, or in the other language.
fn due_at(home: &Home, now: &str, flags: &[&str]) -> String {
    let args: Vec<&str> = ["due"].into_iter().chain(flags.iter().copied()).collect();
    let mut command = home.command(&args);
    command.env("TOMONI_NOW", now);
    Ran::of(command).done()
}

fn due(home: &Home) -> String {
    home.ok(&["due"])
}

/// A pair that has met, three weeks ago, and meets again next week.
fn meeting_again(home: &Home) {
    home.session("Aiko", "said\n", &["--at", "2026-10-31 15:00"]);
    home.session("Aiko", "", &["--planned", "--at", "2026-11-28 15:00"]);
}

#[test]
fn without_a_journal_there_is_silence_and_nothing_is_made() {
    let home = Home::new();
    for flags in [&["due"][..], &["due", "--lang", "ja"]] {
        let ran = home.run(flags);
        assert_eq!((ran.code, ran.stdout().as_str(), ran.stderr.as_str()), (0, "", ""));
    }
    assert_eq!(home.ok(&["due", "--json"]).trim(), "[]");
    assert!(!home.path("data").exists());
}

#[test]
fn nothing_is_said_when_nothing_is_due() {
    let home = Home::with_aiko();
    assert_eq!(due(&home), "Aiko  The first session has no date yet\n");
    meeting_again(&home);
    assert_eq!(due(&home), "");
    assert_eq!(home.json(&["due"]), Value::Array(Vec::new()));
}

/// From one meeting to the next: what is promised, told, and planned again.
#[test]
fn a_story_between_two_meetings() {
    let home = Home::with_aiko();
    home.ok(&["pair", "edit", "Aiko", "--every", "2w"]);
    home.session("Aiko", "! draft the handover by 11/24\n< lend me the book\n", &["--at", "2026-11-20 15:00"]);
    assert_eq!(due(&home), "Aiko  The next session has no date yet\n");

    let next = home.session("Aiko", "", &["--planned", "--at", "2026-12-04 15:00"]);
    assert_eq!(due(&home), "");
    let day_of_promise = "2026-11-24T08:00:00+09:00";
    assert_eq!(due_at(&home, day_of_promise, &[]), "Aiko  draft the handover by 11/24 (due today)\n");
    let said = due_at(&home, day_of_promise, &["--lang", "ja"]);
    assert_eq!(said, "Aiko  draft the handover by 11/24（今日まで）\n");
    let before = "2026-12-03T15:00:00+09:00";
    assert_eq!(
        due_at(&home, before, &[]),
        "Aiko  tomorrow at 15:00\nAiko  draft the handover by 11/24 (was due 24 Nov)\n"
    );
    let said = due_at(&home, before, &["--lang", "ja"]);
    assert_eq!(said, "Aiko  明日 15:00から面談\nAiko  draft the handover by 11/24（期限は11/24）\n");

    let promise = text(&home.json(&["action", "list", "--owner", "me"])[0]["id"]);
    home.ok(&["action", "done", &promise, "--result", "two pages"]);
    assert_eq!(due(&home), "Aiko  1 result to report\n");

    let after = "2026-12-05T09:00:00+09:00";
    let waiting = "Aiko  Did the session on Fri 4 Dec take place?\n\
                   Aiko  1 result to report\n\
                   Aiko  The next session has no date yet\n";
    assert_eq!(due_at(&home, after, &[]), waiting);
    let mut hold = home.command(&["session", "hold", &next]);
    hold.env("TOMONI_NOW", after);
    Ran::of(hold).done();
    let told = "Aiko  The next session has no date yet\n\
                Aiko  1 of their promises is open. Ask how it is going?\n";
    assert_eq!(due_at(&home, after, &[]), told);
}

#[test]
fn it_has_been_a_while() {
    let home = Home::with_aiko();
    home.ok(&["pair", "edit", "Aiko", "--every", "2w"]);
    home.session("Aiko", "said\n", &["--at", "2026-10-31 15:00"]);
    let no_date = "Aiko  The next session has no date yet\n";
    let now = "2026-11-21T15:00:00+09:00";
    assert_eq!(due_at(&home, now, &[]), no_date);
    let now = "2026-11-21T15:01:00+09:00";
    assert_eq!(due_at(&home, now, &[]), "Aiko  No session for 21 days. Time for a short one?\n");
    assert_eq!(due_at(&home, now, &["--lang", "ja"]), "Aiko  前回から21日。短い面談を入れますか。\n");
    home.ok(&["pair", "pause", "Aiko"]);
    assert_eq!(due_at(&home, now, &[]), "");
    home.ok(&["pair", "resume", "Aiko"]);
    home.session("Aiko", "", &["--planned", "--at", "2026-11-28 15:00"]);
    assert_eq!(due_at(&home, now, &[]), "");
}

#[test]
fn a_pair_is_silent_while_it_rests_and_after_its_end() {
    let home = Home::with_aiko();
    home.session("Aiko", "! call\n", &["--at", "2026-10-31 15:00"]);
    home.ok(&["note", "! write by 11/21"]);
    home.ok(&["pair", "pause", "Aiko", "--until", "2026-11-30"]);
    for now in ["2026-11-21T15:00:00+09:00", "2026-11-29T23:59:00+09:00"] {
        assert_eq!(due_at(&home, now, &[]), "", "{now}");
        assert_eq!(due_at(&home, now, &["--json"]).trim(), "[]", "{now}");
    }
    assert_ne!(due_at(&home, "2026-11-30T00:00:00+09:00", &[]), "", "the pause is over");
    home.ok(&["pair", "resume", "Aiko"]);
    assert_ne!(due(&home), "");
    home.ok(&["pair", "end", "Aiko"]);
    assert_eq!(due(&home), "");
}

#[test]
fn at_most_three_lines_most_useful_first_in_columns() {
    let home = Home::with_aiko();
    home.ok(&["pair", "add", "山田 さくら"]);
    let note = "& the book\n@ Mori\n! call by 11/2\n< send the slides\n";
    home.session("Aiko", note, &["--at", "2026-10-31 15:00"]);
    home.session("山田 さくら", "! read by 11/3\n! write by 11/4\n", &["--at", "2026-10-31 15:00"]);
    assert_eq!(
        due(&home),
        "Aiko         call by 11/2 (was due 2 Nov)\n\
         山田 さくら  2 promises, the first was due 3 Nov\n\
         Aiko         The next session has no date yet\n"
    );
    let json = home.json(&["due"]);
    assert_eq!(json.as_array().unwrap().len(), 3);
    assert_eq!(keys(&json[0]), ["at", "count", "day", "name", "pair", "signal", "text"].into());
    let second = (&json[1]["signal"], &json[1]["text"], &json[1]["name"], &json[1]["count"]);
    let promises = "2 promises, the first was due 3 Nov";
    assert_eq!(second, (&"promise".into(), &promises.into(), &"山田 さくら".into(), &2.into()));
    assert_eq!((&json[1]["day"], &json[1]["at"]), (&"2026-11-03".into(), &Value::Null));
    assert_eq!(json[0]["pair"], home.json(&["pair", "show", "Aiko"])["id"]);
    let japanese: Value = serde_json::from_str(&home.ok(&["due", "--json", "--lang", "ja"])).unwrap();
    assert_eq!(japanese[1]["text"], "自分の約束 2件（いちばん早いもの：期限は11/3）");
    assert_eq!(japanese[2]["signal"], "no_next");
}

#[test]
fn what_lies_in_the_bin_does_not_count() {
    let home = Home::with_aiko();
    meeting_again(&home);
    let session = home.session("Aiko", "! call by 11/2\n& the book\n< slides\n@ Mori\n", &["--at", "2026-10-30 15:00"]);
    assert_eq!(due(&home).lines().count(), 3);
    home.ok(&["session", "delete", &session]);
    assert_eq!(due(&home), "");
}

#[test]
fn words_that_are_only_for_me_are_not_told_to_a_shell() {
    let home = Home::with_aiko();
    meeting_again(&home);
    let line = text(&home.json(&["note", "! ask for a rise by 11/21"])["id"]);
    assert!(due(&home).contains("rise"));
    home.ok(&["line", "edit", &line, "--visibility", "private"]);
    assert_eq!(due(&home), "Aiko  1 promise: due today\n");
    assert!(!home.ok(&["due", "--json"]).contains("rise"));
}

#[test]
fn a_long_promise_is_cut_and_made_harmless() {
    let home = Home::with_aiko();
    meeting_again(&home);
    home.ok(&["note", "! \u{1b}[31mwrite the whole story of the handover down by 11/21\n  with pictures"]);
    let said = due(&home);
    assert!(said.starts_with("Aiko  ") && said.ends_with("… (due today)\n"), "{said:?}");
    assert!(!said.contains('\u{1b}') && !said.contains("pictures"), "{said:?}");
    // Between two words.
    assert!(said.contains("whole story of the…"), "{said:?}");
}

/// Every promise with a due date: its words are those of the line, and it is told when it is due.
#[test]
fn a_promise_is_told_in_the_words_of_its_line() {
    for line in [
        "論文の第3章を今週中に書く",
        "【期限：11/27】稟議を出す",
        "期限は11月27日（金）です",
        "金曜17時までに送る",
        "the deadline is 27 Nov",
        "slides (deadline Friday)",
        "slides due Friday's meeting",
        "reply by 17:00 on Friday",
    ] {
        let home = Home::with_aiko();
        meeting_again(&home);
        home.session("Aiko", &format!("! {line}\n"), &["--at", "2026-11-20 15:00"]);
        let on_the_day =
            if line.contains("今週") { "2026-11-22T08:00:00+09:00" } else { "2026-11-27T08:00:00+09:00" };
        assert!(due_at(&home, on_the_day, &[]).contains(&format!("Aiko  {line} (due today)\n")), "{line}");
    }
}

#[test]
fn todays_and_tomorrows_meetings_come_first_all_of_them() {
    let home = Home::new();
    for (name, at) in [
        ("Aiko", "2026-11-22 10:00"),
        ("Ken", "2026-11-21 17:30"),
        ("Yui", "2026-11-21 16:00"),
        ("Mio", "2026-11-22 9:00"),
    ] {
        home.ok(&["pair", "add", name]);
        home.session(name, "! call by 11/2\n", &["--at", "2026-10-31 15:00"]);
        home.session(name, "", &["--planned", "--at", at]);
    }
    let meetings = "Yui   today at 16:00\nKen   today at 17:30\nMio   tomorrow at 9:00\nAiko  tomorrow at 10:00\n";
    assert_eq!(due(&home), meetings);
    assert_eq!(home.json(&["due"])[1]["at"], "2026-11-21T17:30:00+09:00");
    let japanese = home.ok(&["due", "--lang", "ja"]);
    assert!(japanese.starts_with("Yui   今日 16:00から面談\n"), "{japanese}");
}

#[test]
fn a_goal_past_its_date_and_a_term_that_ran_out_are_told_without_blame() {
    let home = Home::with_aiko();
    meeting_again(&home);
    home.ok(&["goal", "add", "Run the weekly meeting", "--pair", "Aiko", "--due", "2026-10-02"]);
    home.ok(&["pair", "edit", "Aiko", "--from", "2026-01-10", "--until", "2026-11-20"]);
    let told = "Aiko  Goal “Run the weekly meeting” (was due 2 Oct)\n\
                Aiko  The term ended on Fri 20 Nov. Go on, or close?\n";
    assert_eq!(due(&home), told);
    let told = "Aiko  目標「Run the weekly meeting」（期限は10/2）\n\
                Aiko  期間は11/20(金)まで。続けますか、締めくくりますか。\n";
    assert_eq!(home.ok(&["due", "--lang", "ja"]), told);
}

#[test]
fn in_a_prompt_there_is_one_line_and_only_when_it_is_another_one() {
    let home = Home::with_aiko();
    let short = |home: &Home| home.ok(&["due", "--short"]);
    assert_eq!(short(&home), "Aiko: The first session has no date yet\n");
    assert_eq!(short(&home), "");
    meeting_again(&home);
    assert_eq!((short(&home), short(&home)), (String::new(), String::new()), "nothing is due");
    home.session("Aiko", "! write by 11/2\n", &["--at", "2026-10-30 15:00"]);
    home.ok(&["note", "! call by 11/21"]);
    assert_eq!(short(&home), "Aiko: 2 promises, the first was due 2 Nov\n");
    assert_eq!(short(&home), "");
    home.ok(&["pair", "add", "Ken"]);
    assert_eq!(short(&home), "Aiko: 2 promises, the first was due 2 Nov (+1)\n");
    assert_eq!(due_at(&home, "2026-11-21T16:00:00+09:00", &["--short"]), "", "an hour later it is still the same");
    // What was shown is kept as a number alone.
    let kept = std::fs::read_to_string(home.path("state").join("due-shown")).unwrap();
    assert!(kept.len() == 16 && kept.chars().all(|c| c.is_ascii_hexdigit()), "{kept}");
    assert!(home.ok(&["due", "--short", "--json"]).starts_with('['), "a program gets the whole list each time");
}

#[test]
fn nobody_waits_for_it_and_it_always_ends_well() {
    let home = Home::with_aiko();
    let other = rusqlite::Connection::open(home.journal()).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    for args in [&["due"][..], &["due", "--short"], &["due", "--lang", "ja"]] {
        let begun = std::time::Instant::now();
        let ran = home.run(args);
        assert_eq!((ran.code, ran.stdout().as_str(), ran.stderr.as_str()), (0, "", ""), "{args:?}");
        // The wait is a tenth of a second; the rest is for a machine that does other things.
        assert!(begun.elapsed() < std::time::Duration::from_secs(3), "{args:?}: {:?}", begun.elapsed());
    }
    assert_eq!(home.ok(&["due", "--json"]).trim(), "[]");
    drop(other);
    assert_ne!(due(&home), "");
    std::fs::write(home.journal(), "no journal").unwrap();
    let ran = home.run(&["due", "--short"]);
    assert_eq!((ran.code, ran.stdout().as_str(), ran.stderr.as_str()), (0, "", ""));
    let ran = home.run(&["due"]);
    assert!(ran.code == 0 && ran.stdout().is_empty() && !ran.stderr.is_empty(), "{}", ran.stderr);
    assert!(!ran.stderr.contains("saved"), "{}", ran.stderr);
}

/// Whatever the journal, the configuration and the environment are: nobody waits, a prompt stays silent, and nothing is
/// said about saving.
#[test]
fn it_ends_well_whatever_it_finds() {
    type Spoil = fn(&Home);
    let configure = |home: &Home, text: &str| {
        std::fs::create_dir_all(home.path("config")).unwrap();
        std::fs::write(home.path("config/config.toml"), text).unwrap();
    };
    let execute = |home: &Home, sql: &str| {
        rusqlite::Connection::open(home.journal()).unwrap().execute_batch(sql).unwrap();
    };
    let spoils: [(&str, Spoil); 9] = [
        ("gone", |home| std::fs::remove_file(home.journal()).unwrap()),
        ("empty", |home| std::fs::write(home.journal(), "").unwrap()),
        ("text", |home| std::fs::write(home.journal(), "dear diary").unwrap()),
        ("half", |home| {
            let bytes = std::fs::read(home.journal()).unwrap();
            std::fs::write(home.journal(), &bytes[..bytes.len() / 2]).unwrap();
        }),
        ("zeros inside", |home| {
            let mut bytes = std::fs::read(home.journal()).unwrap();
            let length = bytes.len();
            bytes[4096..length].fill(0);
            std::fs::write(home.journal(), bytes).unwrap();
        }),
        ("a folder", |home| {
            std::fs::remove_file(home.journal()).unwrap();
            std::fs::create_dir(home.journal()).unwrap();
        }),
        ("a link", |home| {
            std::fs::rename(home.journal(), home.path("elsewhere")).unwrap();
            std::os::unix::fs::symlink(home.path("elsewhere"), home.journal()).unwrap();
        }),
        ("no config", |home| std::fs::create_dir_all(home.path("config/config.toml")).unwrap()),
        ("no state", |home| std::fs::write(home.path("state"), "a file").unwrap()),
    ];
    for (name, spoil) in spoils {
        let home = Home::with_aiko();
        spoil(&home);
        for args in
            [&["due"][..], &["due", "--short"], &["due", "--json"], &["due", "--lang", "ja"], &["due", "--read-only"]]
        {
            let begun = std::time::Instant::now();
            let ran = home.run(args);
            assert_eq!(ran.code, 0, "{name}: {args:?}: {}", ran.stderr);
            assert!(begun.elapsed() < std::time::Duration::from_secs(3), "{name}: {args:?}");
            let said = ran.stderr.to_lowercase();
            assert!(!said.contains("not saved") && !said.contains("保存でき"), "{name}: {args:?}: {said}");
            assert!(!args.contains(&"--short") || said.is_empty(), "{name}: {said}");
        }
    }
    for (sql, words) in [
        ("PRAGMA user_version = 99", "newer"),
        ("CREATE TRIGGER t AFTER UPDATE ON pair BEGIN SELECT 1; END", ""),
        ("ALTER TABLE pair RENAME COLUMN name TO called", ""),
    ] {
        let home = Home::with_aiko();
        execute(&home, sql);
        let ran = home.run(&["due", "--short"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{sql}");
        let ran = home.run(&["due"]);
        assert!(
            ran.code == 0 && !ran.stderr.contains("not saved") && ran.stderr.contains(words),
            "{sql}: {}",
            ran.stderr
        );
    }
    let home = Home::with_aiko();
    configure(&home, "journal = [");
    let mut command = home.command(&["due"]);
    command.env_remove("TOMONI_JOURNAL");
    let ran = crate::support::Ran::of(command);
    assert!(ran.code == 0 && ran.stderr.contains("config"), "{}", ran.stderr);
    // Nobody reads what it says, or nothing can take it.
    for to in ["| true", "> /dev/full", ">&-"] {
        if to.contains("full") && !std::path::Path::new("/dev/full").exists() {
            continue;
        }
        let script = format!("set -o pipefail; {} due {to}", crate::support::PROGRAM);
        if std::path::Path::new("/bin/bash").exists() {
            let mut command = std::process::Command::new("/bin/bash");
            let output = command.args(["-c", &script]).env_clear().envs(home.environment()).output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{to}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
    // A wrong command line is the one thing that is an error.
    home.run(&["due", "--shrt"]).refused(2);
}
