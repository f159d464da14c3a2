//! A disk that does not accept what is written, although it is not full: a limit on the size of files, as a quota is.

use std::process::Command;

use crate::support::{Home, PROGRAM};

/// So many blocks of 512 bytes a file may have.
fn limited(home: &Home, blocks: usize, lang: &str, args: &[&str]) -> (i32, String) {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", &script, PROGRAM, "--lang", lang])
        .args(args)
        .current_dir(home.path(""))
        .env_clear()
        .envs(home.environment());
    let output = command.output().unwrap();
    (output.status.code().expect("it ends by itself"), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_write_that_is_refused_ends_with_the_code_of_what_became_of_it() {
    let home = Home::with_aiko();
    let long: String = (0..3_000).map(|n| format!("line {n} of a long note, with some words\n")).collect();
    home.session("Aiko", &long, &["--at", "2026-11-10 10:00"]);
    std::fs::write(home.path("long.txt"), &long).unwrap();
    let path = home.path("long.txt");
    let sound = std::fs::read(home.journal()).unwrap();
    let counted = |home: &Home| home.json(&["session", "list"]).as_array().map_or(0, Vec::len);
    let later = |home: &Home| home.ok(&["prep", "Aiko"]).matches("quillwort").count();
    assert_eq!((counted(&home), later(&home)), (1, 0));
    let mut codes = [0; 8];
    for (n, blocks) in [0, 1, 8, 40, 100, 300, 600, 100_000].into_iter().enumerate() {
        let lang = ["en", "ja"][n % 2];
        for command in [
            &["note", "quillwort"][..],
            &["session", "add", "--pair", "Aiko", path.to_str().unwrap()],
            &["backup", "copy.db"],
        ] {
            std::fs::write(home.journal(), &sound).unwrap();
            let _ = std::fs::remove_file(home.path("copy.db"));
            let what = format!("{command:?}, {blocks} blocks, {lang}");
            let (code, said) = limited(&home, blocks, lang, command);
            // What was interrupted is rolled back by whoever comes next, without the limit.
            let now = (counted(&home), later(&home));
            let (before, after) = ((1, 0), if command[0] == "note" { (1, 1) } else { (2, 0) });
            match (code, command[0]) {
                (0, "backup") => assert_eq!(now, before, "{what}"),
                (0, _) => assert_eq!(now, after, "{what}"),
                (1, _) => assert_eq!(now, before, "{what}: {said}"),
                (7, _) => assert!(now == before || now == after, "{what}: {said}"),
                _ => panic!("{what}: {code}, {said}"),
            }
            let unexpected = ["Something unexpected", "予期しない"];
            assert!(!unexpected.iter().any(|words| said.contains(words)), "{what}: {said}");
            assert!(code == 0 || !said.trim().is_empty(), "{what}");
            home.ok(&["doctor"]);
            codes[code as usize] += 1;
        }
    }
    println!("done {}, not done {}, perhaps done {}", codes[0], codes[1], codes[7]);
    assert!(codes[0] > 0 && codes[1] > 0 && codes[7] > 0, "{codes:?}");
}
