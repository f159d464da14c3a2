//! Who may import whom. The table of ARCHITECTURE.md, held against the `use crate::` lines of the code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Room, and what it may import. The innermost room that holds a file counts.
const MAY: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("vault", &[]),
    ("domain", &["text"]),
    ("capture", &["domain", "text"]),
    ("clock", &["domain"]),
    ("platform", &[]),
    ("files", &[]),
    ("store", &["domain", "text", "files"]),
    ("i18n", &["domain"]),
    ("share", &["domain", "capture", "text", "i18n"]),
    ("import", &["domain", "capture", "text", "i18n", "files"]),
    ("archive", &["domain", "text"]),
    ("problem", &["domain", "i18n", "import", "archive", "files"]),
    ("config", &["domain", "i18n", "clock", "problem", "files"]),
    (
        "journal",
        &[
            "domain", "capture", "store", "vault", "share", "import", "archive", "text", "clock", "files", "problem",
            "i18n",
        ],
    ),
    (
        "cli",
        &[
            "journal", "domain", "capture", "share", "import", "archive", "text", "i18n", "config", "problem", "clock",
            "platform", "files", "tui",
        ],
    ),
    ("tui/widgets", &["text", "tui/theme", "tui/widgets"]),
    ("tui/theme", &["domain"]),
    ("tui/input", &["text", "i18n", "tui/effect", "tui/model", "tui/screens", "tui/input"]),
    ("tui/last_words", &["tui/effect", "tui/input", "tui/model", "tui/screens", "tui/update"]),
    (
        "tui/model",
        &[
            "domain",
            "i18n",
            "tui/effect",
            "tui/input",
            "tui/last_words",
            "tui/msg",
            "tui/screens",
            "tui/theme",
            "tui/widgets",
        ],
    ),
    ("tui/msg", &["domain", "tui/effect"]),
    ("tui/effect", &["domain", "i18n"]),
    ("tui/canvas", &["tui/model", "tui/theme", "tui/widgets"]),
    ("tui/layout", &["tui/screens"]),
    (
        "tui/view",
        &[
            "text",
            "i18n",
            "tui/input",
            "tui/canvas",
            "tui/layout",
            "tui/model",
            "tui/screens",
            "tui/theme",
            "tui/widgets",
        ],
    ),
    ("tui/answers", &["domain", "i18n", "tui/effect", "tui/model", "tui/screens"]),
    (
        "tui/update",
        &[
            "tui/answers",
            "text",
            "i18n",
            "tui/effect",
            "tui/input",
            "tui/last_words",
            "tui/model",
            "tui/msg",
            "tui/reader",
            "tui/screens",
            "tui/layout",
            "tui/widgets",
        ],
    ),
    (
        "tui/screens",
        &[
            "domain",
            "capture",
            "text",
            "i18n",
            "tui/effect",
            "tui/input",
            "tui/layout",
            "tui/model",
            "tui/screens",
            "tui/theme",
            "tui/canvas",
            "tui/widgets",
        ],
    ),
    ("tui/worker", &["journal", "domain", "i18n", "problem", "platform", "tui/effect"]),
    ("tui/reader", &[]),
    ("tui/events", &["platform", "tui/reader"]),
    ("tui/terminal", &["platform", "tui/runtime"]),
    (
        "tui/runtime",
        &[
            "journal",
            "clock",
            "domain",
            "problem",
            "files",
            "tui/effect",
            "tui/events",
            "tui/input",
            "tui/model",
            "tui/msg",
            "tui/update",
            "tui/view",
            "tui/worker",
        ],
    ),
    (
        "tui",
        &[
            "journal",
            "domain",
            "i18n",
            "config",
            "problem",
            "clock",
            "platform",
            "tui/events",
            "tui/input",
            "tui/model",
            "tui/msg",
            "tui/theme",
            "tui/runtime",
            "tui/terminal",
        ],
    ),
];

fn sources() -> Vec<PathBuf> {
    fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root(), &mut found);
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The innermost room of the table that a path (of a file or of an import) lies in.
fn room(path: &str) -> Option<&'static str> {
    let inside = |room: &&str| path == *room || path.strip_prefix(room).is_some_and(|rest| rest.starts_with('/'));
    MAY.iter().map(|(room, _)| *room).filter(|r| inside(r)).max_by_key(|r| r.len())
}

/// The code of a file without its tests, which may reach anywhere.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
}

/// Every path that the file names under `crate::` or `super::`, with slashes.
fn imports(file: &str, code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let lines = code.lines().filter(|l| !l.trim_start().starts_with("//"));
    for line in lines {
        for start in line.match_indices("crate::").map(|(i, _)| i + "crate::".len()) {
            let path: String =
                line[start..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '{')).collect();
            let stem: Vec<&str> = path.split("::").take(2).map(|p| p.trim_matches('{')).collect();
            match stem.as_slice() {
                // `crate::tui::{…}`: each name inside counts for itself.
                ["tui", ""] => {
                    let inner = line[start..].split_once('{').map_or("", |(_, rest)| rest);
                    for name in inner.split([',', '}']).map(str::trim).filter(|n| !n.is_empty() && !n.contains(';')) {
                        found.insert(format!("tui/{}", name.split("::").next().unwrap_or(name)));
                    }
                }
                ["tui", second, ..] => drop(found.insert(format!("tui/{second}"))),
                [first, ..] if !first.is_empty() => drop(found.insert((*first).to_owned())),
                _ => {}
            }
        }
        if file.starts_with("tui/") && line.trim_start().starts_with("use super::") {
            let depth = line.matches("super::").count();
            let name = line.rsplit("super::").next().unwrap_or("").split([':', ';', '{', ' ']).next().unwrap_or("");
            let mut place: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
            if place.last() == Some(&"mod") {
                place.pop();
            }
            place.truncate(place.len().saturating_sub(depth));
            if place == ["tui"] && !name.is_empty() {
                found.insert(format!("tui/{name}"));
            }
        }
    }
    found
}

#[test]
fn every_room_imports_only_what_it_may() {
    let mut trouble = Vec::new();
    let mut checked = 0;
    for path in sources() {
        let relative = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        let place = relative.trim_end_matches(".rs").trim_end_matches("/mod");
        if matches!(place, "lib" | "main") || relative.contains("/tests") {
            continue;
        }
        let Some(own) = room(place) else {
            trouble.push(format!("{relative}: in no room of the table"));
            continue;
        };
        let may = MAY.iter().find(|(r, _)| *r == own).map_or(&[][..], |(_, may)| *may);
        for import in imports(&relative, &code(&path)) {
            checked += 1;
            let target = room(&import).unwrap_or_else(|| panic!("{relative}: imports {import}, which is in no room"));
            if target != own && !may.contains(&target) {
                trouble.push(format!("{relative}: {own} may not import {target}"));
            }
        }
    }
    assert!(trouble.is_empty(), "{trouble:#?}");
    assert!(checked > 100, "the test no longer finds the imports");
}

/// Words that may stand only in one room, with the reason in ARCHITECTURE.md.
#[test]
fn sql_colours_printing_and_the_time_stay_in_their_rooms() {
    let only: [(&str, &[&str]); 7] = [
        ("SELECT ", &["store"]),
        ("rusqlite::", &["store"]),
        ("style::Color", &["tui/theme"]),
        ("println!", &["cli/output"]),
        ("Local::now", &["clock"]),
        ("chrono::Local", &["clock"]),
        ("Instant::now", &["tui/events", "cli/progress"]),
    ];
    let mut trouble = Vec::new();
    for path in sources() {
        let relative = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        if relative.contains("/tests") {
            continue;
        }
        let code = code(&path);
        for (word, rooms) in only {
            let inside = rooms.iter().any(|r| relative.starts_with(r));
            let used = code.lines().any(|l| !l.trim_start().starts_with("//") && l.contains(word));
            if used && !inside {
                trouble.push(format!("{relative}: {word}"));
            }
        }
    }
    assert!(trouble.is_empty(), "{trouble:#?}");
}

/// The standard library's ways to make, replace, remove and open files, and those of the crates we use. One room may use
/// them; every other one asks it, so that nothing is written over by accident and nothing is opened that never ends.
#[test]
fn files_are_touched_in_one_room_alone() {
    const WORDS: [&str; 23] = [
        "fs::",
        "File::create",
        "File::open",
        "File::options",
        "OpenOptions",
        "DirBuilder",
        "create_new",
        "create_dir",
        "remove_file",
        "remove_dir",
        "hard_link",
        "rename(",
        "set_permissions",
        ".persist",
        "NamedTempFile",
        "tempfile()",
        "tempdir",
        "tempfile::Builder",
        "TempPath",
        "mknodat",
        "openat",
        "VACUUM INTO",
        "memmap",
    ];
    // What only has one of these words in it.
    const HARMLESS: [&str; 6] = [
        "use std::fs::File;",
        "std::fs::Metadata",
        "use std::os::unix::fs::FileExt;",
        "history.rename(",
        "step.rename(",
        "fn rename(&mut self",
    ];
    let mut trouble = Vec::new();
    let mut seen = 0;
    for path in sources() {
        let relative = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        if relative.contains("/tests") {
            continue;
        }
        let code = code(&path);
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let line = HARMLESS.iter().fold(line.to_owned(), |line, harmless| line.replace(harmless, ""));
            if let Some(word) = WORDS.iter().find(|word| line.contains(**word)) {
                seen += 1;
                // The terminal is no file of anybody's.
                if !relative.starts_with("files/") && relative != "platform/tty.rs" {
                    trouble.push(format!("{relative}: {word}: {}", line.trim()));
                }
            }
        }
    }
    assert!(trouble.is_empty(), "{trouble:#?}");
    assert!(seen > 20, "the test no longer finds what it forbids");
}

/// What decides who may see or change something, by file and function. A new screen, field, kind or paper must not
/// compile before somebody has decided about it, so there is no arm for all the rest.
const DECISIONS: &[(&str, &[&str])] = &[
    ("src/domain/entry.rs", &["may_be_shown", "is_never_told", "default_visibility", "reaches_partner"]),
    ("src/domain/limits.rs", &["objection", "keeps_words"]),
    ("src/share/choose.rs", &["theme_leaves", "may_be_picked", "belongs", "stays", "goal", "line"]),
    ("src/tui/answers.rs", &["lock"]),
    ("src/tui/input/command.rs", &["writes"]),
    ("src/tui/screens/form/line.rs", &["readers"]),
    ("src/tui/screens/form/mod.rs", &["writes", "is_private", "about_what"]),
    ("src/tui/screens/leave/unsaved.rs", &["add_overlay", "is_for_the_journal"]),
    ("src/tui/screens/note/save.rs", &["keep"]),
    ("src/tui/screens/prep/blocks.rs", &["is_only_mine"]),
    ("src/tui/screens/privacy.rs", &["is_only_mine", "is_dialog_only_mine", "hides", "hides_words"]),
    ("src/tui/screens/summary/mod.rs", &["is_only_mine"]),
    ("src/tui/screens/vault/mod.rs", &["may_stay", "vault_mark", "readable"]),
    ("src/tui/screens/wrapup/sheet.rs", &["taken_in", "quotes_sealed", "is_private"]),
    ("src/tui/screens/wrapup/view.rs", &["visibility"]),
];

#[test]
fn what_decides_who_may_see_something_has_no_arm_for_all_the_rest() {
    let mut seen = 0;
    for (file, functions) in DECISIONS {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for function in *functions {
            let begins = |line: &&&str| line.contains(&format!("fn {function}("));
            let starts: Vec<usize> = (0..lines.len()).filter(|n| begins(&&lines[*n])).collect();
            assert!(!starts.is_empty(), "{file} has no {function} any more");
            for start in starts {
                let indent = lines[start].len() - lines[start].trim_start().len();
                let end = format!("{}}}", " ".repeat(indent));
                let body = lines[start..].iter().take_while(|line| **line != end);
                for line in body {
                    let line = line.split("//").next().unwrap_or_default().trim();
                    let is_open = line.starts_with("_ =>") || line.starts_with("_ if ") || line.contains("matches!(");
                    assert!(!is_open, "{file}, {function}: {line}");
                }
                seen += 1;
            }
        }
    }
    assert!(seen >= 25, "{seen}");
}
