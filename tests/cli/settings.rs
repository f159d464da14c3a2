//! The configuration file: what is wrong in it is told, all of it at once; and paths as people write them.

use std::fs;

use crate::support::{Home, NOW, PROGRAM, Ran};

fn configure(home: &Home, text: &str) {
    fs::create_dir_all(home.path("config")).unwrap();
    fs::write(home.path("config/config.toml"), text).unwrap();
}

/// A run whose environment names only a home folder.
fn at_home(home: &Home, said: &str, args: &[&str]) -> Ran {
    let mut command = assert_cmd::Command::new(PROGRAM);
    fs::create_dir_all(home.path("here")).unwrap();
    command.current_dir(home.path("here")).env_clear().env("HOME", said).env("TOMONI_NOW", NOW).args(args);
    Ran::of(command)
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_their_lines() {
    let home = Home::with_aiko();
    let text = "# mine\nlang = 'jp'\nborder = 'ascii'\n\n[keys]\n\"session.new\" = ['f11']\n\
                \"sessions.new\" = ['q', 'ctrl-i', 'f11', 'f11']\n\n[copies]\ndaily = 'seven'\n";
    configure(&home, text);
    let told = home.run(&["config", "--check"]).refused(1);
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].contains("config.toml"), "{told}");
    let expected = [
        "  line 2: `lang` takes \"en\" or \"ja\", not 'jp'. Did you mean \"ja\"?",
        "  line 3: There is no setting “border”. Did you mean borders?",
        "  line 6: There is no command “session.new”. `tomoni keys` lists the commands. Did you mean sessions.new?",
        "  line 7: “q” is already used for desk.quit there. Choose another key.",
        "  line 7: Terminals do not send “ctrl-i”",
        "  line 7: “f11” is in the list twice.",
        "  line 10: `daily` takes a whole number from 0 to 1000, not 'seven'.",
        "All other settings were applied.",
    ];
    assert_eq!(lines.len(), expected.len() + 1, "{told}");
    for (line, expected) in lines[1..].iter().zip(expected) {
        assert!(line.starts_with(expected), "{line}\n{expected}");
    }
    let ran = home.run(&["config", "--check", "--json"]);
    assert_eq!(ran.code, 1);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout()).unwrap();
    assert_eq!((&json["ok"], json["faults"].as_array().unwrap().len()), (&false.into(), 7));
    assert_eq!((&json["faults"][6]["line"], &json["faults"][6]["wrong"]), (&10.into(), &"value".into()));
    // Whoever wants something else reads one line.
    let ran = home.run(&["pair", "list"]);
    assert_eq!((ran.code, ran.stderr.lines().count()), (0, 1), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("line 2") && ran.stderr.contains("2 more problems: see `tomoni config --check`"),
        "{}",
        ran.stderr
    );
    let told = home.run(&["config", "--check", "--lang", "ja"]).refused(1);
    assert!(told.contains("3行目：「border」という設定はありません。`borders` のことですか。"), "{told}");
}

#[test]
fn a_syntax_error_has_a_line_and_a_column_and_nothing_else_holds() {
    let home = Home::with_aiko();
    configure(&home, "lang = 'ja'\nborders = = 'x'\n");
    let told = home.run(&["config", "--check"]).refused(1);
    assert!(told.contains("line 2, column 11: This is not valid TOML"), "{told}");
    assert!(told.contains("None of its settings were applied.") && !told.contains("All other"), "{told}");
}

#[test]
fn a_tilde_is_the_home_folder_in_options_variables_and_the_configuration() {
    let home = Home::new();
    fs::create_dir_all(home.path("home")).unwrap();
    home.ok(&["--journal", "~/a.db", "pair", "add", "Aiko"]);
    assert!(home.path("home/a.db").exists());
    home.ok(&["--journal=~/a.db", "export", "-o", "~/archive.json"]);
    assert!(home.path("home/archive.json").exists());
    home.ok(&["--journal", "~/b.db", "import", "archive", "~/archive.json"]);
    let mut command = home.command(&["pair", "list"]);
    command.env("TOMONI_JOURNAL", "~/b.db");
    assert!(Ran::of(command).done().contains("Aiko"));
    configure(&home, "journal = '~/b.db'\n");
    let mut command = home.command(&["pair", "list"]);
    command.env_remove("TOMONI_JOURNAL");
    assert!(Ran::of(command).done().contains("Aiko"));
    // The home folder of somebody else is not guessed.
    for args in [&["--journal", "~ken/a.db", "pair", "list"][..], &["export", "-o", "~ken"], &["backup", "~+"]] {
        let told = home.run(args).refused(2);
        assert!(told.contains("~/") && told.contains("./"), "{args:?}: {told}");
        assert!(home.run(&[args, &["--lang", "ja"]].concat()).refused(2).contains("ホーム"), "{args:?}");
    }
    let mut command = home.command(&["pair", "list"]);
    command.env("TOMONI_JOURNAL", "~ken/b.db");
    assert!(Ran::of(command).refused(2).contains("~ken/b.db"));
    assert!(!home.path("~").exists() && !home.path("~ken").exists());
}

#[test]
fn a_journal_in_the_configuration_is_in_a_folder_that_exists() {
    let home = Home::new();
    let run = |args: &[&str]| {
        let mut command = home.command(args);
        command.env_remove("TOMONI_JOURNAL");
        Ran::of(command)
    };
    // Relative paths begin at the folder of the file, wherever one stands.
    configure(&home, "journal = 'mine.db'\n");
    run(&["pair", "add", "Aiko"]).done();
    assert!(home.path("config/mine.db").exists() && !home.path("mine.db").exists());
    for (journal, word) in [
        ("/no/such/disk/a.db", "does not exist"),
        ("notes/a.db", "does not exist"),
        ("~ken/a.db", "home folder"),
        ("$HOME/a.db", "Variables"),
        (".", "folder"),
    ] {
        configure(&home, &format!("journal = '{journal}'\n"));
        assert!(home.run(&["config", "--check"]).refused(1).contains(word), "{journal}");
        let told = run(&["pair", "add", "Ben"]).refused(1);
        assert!(told.contains("config --check"), "{journal}: {told}");
    }
    assert!(!home.path("config/notes").exists() && !home.path("config/$HOME").exists());
}

#[test]
fn a_relative_home_is_none() {
    let home = Home::new();
    let told = at_home(&home, "relative", &["pair", "add", "Aiko"]).refused(1);
    assert!(told.contains("relative") && told.contains("--journal"), "{told}");
    let told = at_home(&home, "relative", &["pair", "add", "Aiko", "--lang", "ja"]).refused(1);
    assert!(told.contains("絶対パス"), "{told}");
    at_home(&home, "relative", &["--journal", "~/a.db", "pair", "list"]).refused(2);
    let ran = at_home(&home, "relative", &["due"]);
    assert_eq!((ran.code, ran.stdout().as_str()), (0, ""), "{}", ran.stderr);
    assert_eq!(fs::read_dir(home.path("here")).unwrap().count(), 0, "something was made where one stands");
    at_home(&home, "relative", &["--journal", "a.db", "pair", "add", "Aiko"]).done();
    at_home(&home, "relative", &["config"]).done();
    // A relative folder of the XDG specification is ignored, and told once.
    if cfg!(target_os = "linux") {
        let mut command = assert_cmd::Command::new(PROGRAM);
        command.current_dir(home.path("here")).env_clear().env("HOME", home.path("own")).env("TOMONI_NOW", NOW);
        command.env("XDG_DATA_HOME", "data").args(["pair", "add", "Aiko"]);
        let ran = Ran::of(command);
        assert!(ran.code == 0 && ran.stderr.contains("XDG_DATA_HOME"), "{}", ran.stderr);
        assert!(home.path("own/.local/share/tomoni/journal.db").exists() && !home.path("here/data").exists());
    }
}

#[test]
fn an_empty_file_is_no_journal() {
    let home = Home::new();
    fs::write(home.path("empty.db"), "").unwrap();
    for args in [&["pair", "add", "Aiko"][..], &["pair", "list"], &["note", "x"], &["doctor"], &["--read-only", "due"]]
    {
        let args = [&["--journal", "empty.db"], args].concat();
        let ran = home.run(&args);
        assert!(ran.code == 5 || args.contains(&"due"), "{args:?}: {} {}", ran.code, ran.stderr);
        assert!(ran.stderr.contains("empty.db") && ran.stderr.contains("empty file"), "{args:?}: {}", ran.stderr);
        assert_eq!(fs::metadata(home.path("empty.db")).unwrap().len(), 0, "{args:?}");
    }
    let told = home.run(&["--journal", "empty.db", "pair", "list", "--lang", "ja"]).refused(5);
    assert!(told.contains("空のファイル"), "{told}");
    // Something has emptied a journal: a backup takes its place.
    home.ok(&["pair", "add", "Aiko"]);
    home.ok(&["backup", "copy.db"]);
    fs::write(home.journal(), "").unwrap();
    home.run(&["pair", "list"]).refused(5);
    home.ok(&["restore", "copy.db", "--force"]);
    assert!(home.ok(&["pair", "list"]).contains("Aiko"));
    // Nothing is left of the making of a journal.
    let names: Vec<_> = fs::read_dir(home.path("data")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{names:?}");
}
