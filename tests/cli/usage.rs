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
