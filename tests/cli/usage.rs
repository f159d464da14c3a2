use crate::support::Home;

#[test]
fn what_is_not_understood_is_said_with_a_way_on() {
    let home = Home::with_aiko();
    let cases: [(&[&str], &str); 9] = [
        (&["pear"], "pear"),
        (&["pair"], "Commands"),
        (&["pair", "lst"], "list"),
        (&["pair", "add"], "<NAME>"),
        (&["session", "add"], "--pair"),
        (&["pair", "add", "X", "--role", "boss"], "mentor, mentee, both"),
        (&["session", "list", "--limit", "few"], "few"),
        (&["pair", "list", "--jsn"], "--json"),
        (&["config", "--edit", "--check"], "--check"),
    ];
    for (args, words) in cases {
        let told = home.run(args).refused(2);
        assert!(told.contains(words) && told.contains("Usage:"), "{args:?}: {told}");
        assert!(!told.contains("error:"), "not a sentence of ours: {told}");
        let japanese: Vec<&str> = args.iter().copied().chain(["--lang", "ja"]).collect();
        let told = home.run(&japanese).refused(2);
        assert!(told.contains("使い方：") && !told.contains("Usage"), "{args:?}: {told}");
    }
}

#[test]
fn without_a_command_or_with_the_demo_a_terminal_is_needed() {
    let home = Home::new();
    for args in [&[][..], &["demo"]] {
        assert!(home.run(args).refused(2).contains("terminal"));
        assert!(!home.path("data").exists());
    }
}

#[test]
fn colour_is_for_those_who_ask() {
    let home = Home::with_aiko();
    assert!(!home.ok(&["pair", "list"]).contains('\u{1b}'));
    assert!(home.ok(&["pair", "list", "--color", "always"]).contains("\u{1b}[2m"));
    assert!(!home.ok(&["--color", "never", "pair", "list"]).contains('\u{1b}'));
}

#[test]
fn the_version_is_told() {
    let home = Home::new();
    for flag in ["--version", "-V"] {
        assert_eq!(home.ok(&[flag]), format!("tomoni {}\n", env!("CARGO_PKG_VERSION")));
    }
}

#[test]
fn shells_and_the_manual_know_the_commands() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(home.ok(&["completions", shell]).contains("checkin"), "{shell}");
    }
    assert!(home.ok(&["man"]).starts_with(".TH TOMONI"));
    assert_eq!(home.ok(&["help", "goal", "add"]), home.ok(&["goal", "add", "--help"]));
    home.run(&["help", "nothing"]).refused(2);
}

#[test]
fn the_completion_of_a_shell_knows_the_pairs() {
    let home = Home::new();
    let silent = |home: &Home| {
        let ran = home.run(&["completions", "--pairs"]);
        assert_eq!((ran.code, ran.stdout().as_str(), ran.stderr.as_str()), (0, "", ""));
    };
    silent(&home);
    assert!(!home.path("data").exists());
    home.ok(&["pair", "add", "山田 さくら"]);
    home.ok(&["pair", "add", "Aiko"]);
    let id = crate::support::text(&home.json(&["pair", "show", "Aiko"])["id"]);
    let listed = home.ok(&["completions", "--pairs"]);
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 4, "{listed}");
    assert!(lines.contains(&"山田 さくら") && lines.contains(&"Aiko"), "{listed}");
    assert!(lines.iter().any(|line| id.replace('-', "").ends_with(&line.to_lowercase())), "{id}: {listed}");
    assert!(lines.iter().all(|line| home.run(&["pair", "show", line]).code == 0), "{listed}");
    home.run(&["completions"]).refused(2);
    home.run(&["completions", "bash", "--pairs"]).refused(2);
    // What a shell does with it.
    if std::path::Path::new("/bin/bash").exists() {
        std::fs::write(home.path("script"), home.ok(&["completions", "bash"])).unwrap();
        let folder = std::path::Path::new(crate::support::PROGRAM).parent().unwrap().display().to_string();
        for (words, found) in [
            ("tomoni pair show Ai", "Aiko"),
            ("tomoni session add --pair Ai", "Aiko"),
            ("tomoni prep 山", "山田\\ さくら"),
            ("tomoni pair show --js", "--json"),
            ("tomoni session list --pair Zo", ""),
        ] {
            let count = words.split(' ').count();
            let last: Vec<&str> = words.rsplit(' ').take(2).collect();
            let ask = format!(
                "export PATH={folder}:$PATH LC_ALL=C.UTF-8; source {}; COMP_WORDS=({words}); COMP_CWORD={}; \
                 _tomoni tomoni '{}' '{}'; echo \"${{COMPREPLY[*]}}\"",
                home.path("script").display(),
                count - 1,
                last[0],
                last[1],
            );
            let mut command = std::process::Command::new("/bin/bash");
            let output = command.args(["-c", &ask]).env_clear().envs(home.environment()).output().unwrap();
            assert!(output.stderr.is_empty(), "{words}: {}", String::from_utf8_lossy(&output.stderr));
            assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), found, "{words}");
        }
    }
    // Somebody writes, or it is no journal: nothing is said, and nobody waits.
    let other = rusqlite::Connection::open(home.journal()).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    silent(&home);
    drop(other);
    std::fs::write(home.journal(), "no journal").unwrap();
    silent(&home);
    std::fs::create_dir_all(home.path("config")).unwrap();
    std::fs::write(home.path("config/config.toml"), "journal = 3").unwrap();
    silent(&home);
}
