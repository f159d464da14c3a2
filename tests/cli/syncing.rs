//! In which order things reach the disk: what is in a file before its name, its name before success is said, and the name of
//! a new folder in the one above it. strace says what was asked of the system.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Home, PROGRAM};

const CALLS: &str =
    "trace=fsync,fdatasync,rename,renameat,renameat2,link,linkat,mkdir,mkdirat,unlink,unlinkat,pwrite64,write";

/// What a program asked of the system, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked {
    Written(PathBuf),
    Synced(PathBuf),
    Renamed(PathBuf, PathBuf),
    Made(PathBuf),
    Removed(PathBuf),
}

/// The paths in a line of strace: those of open files, and those in quotes.
fn parsed(line: &str, here: &Path) -> Option<Asked> {
    let (call, rest) = line.split_once(' ')?.1.trim_start().split_once('(')?;
    if rest.contains(" = -1 ") {
        return None;
    }
    let open = || Some(PathBuf::from(rest.split_once('<')?.1.split_once('>')?.0));
    let mut quoted = rest.split('"').skip(1).step_by(2).map(|path| here.join(path));
    match call {
        "fsync" | "fdatasync" => open().map(Asked::Synced),
        "write" | "pwrite64" => open().filter(|path| path.is_absolute()).map(Asked::Written),
        "mkdir" | "mkdirat" => quoted.next().map(Asked::Made),
        "unlink" | "unlinkat" => quoted.next().map(Asked::Removed),
        _ => Some(Asked::Renamed(quoted.next()?, quoted.next()?)),
    }
}

/// Why nothing can be traced here, if so.
pub fn hindrance() -> Option<String> {
    match Command::new("strace").args(["-o", "/dev/null", "true"]).output() {
        Err(cause) => Some(format!("strace is not here: {cause}")),
        Ok(output) if !output.status.success() => Some(String::from_utf8_lossy(&output.stderr).into_owned()),
        Ok(_) => None,
    }
}

fn traced(home: &Home, args: &[&str]) -> Vec<Asked> {
    let log = home.path("calls");
    let mut command = Command::new("strace");
    command
        .args(["-f", "-y", "-qqq", "-s", "4096", "-e", "signal=none", "-e", CALLS, "-o"])
        .arg(&log)
        .arg(PROGRAM)
        .args(args);
    command.current_dir(home.path("")).env_clear().envs(home.environment()).env("TMPDIR", home.path("tmp"));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = std::fs::read_to_string(&log).unwrap();
    std::fs::remove_file(log).unwrap();
    let here = home.path("").canonicalize().unwrap();
    text.lines().filter_map(|line| parsed(line, &here)).filter(|asked| !is_temporary(asked, &here)).collect()
}

/// What is meant to be gone, or is not of this home.
fn is_temporary(asked: &Asked, here: &Path) -> bool {
    let (Asked::Written(path)
    | Asked::Synced(path)
    | Asked::Renamed(_, path)
    | Asked::Made(path)
    | Asked::Removed(path)) = asked;
    !path.starts_with(here) || path.starts_with(here.join("tmp"))
}

fn is_unfinished(path: &Path) -> bool {
    path.to_string_lossy().contains(".tomoni-")
}

/// What is wrong with an order.
fn troubles(asked: &[Asked]) -> Vec<String> {
    let mut troubles = Vec::new();
    for (n, one) in asked.iter().enumerate() {
        let (before, after) = (&asked[..n], &asked[n + 1..]);
        let synced_after = |folder: &Path| after.iter().any(|a| matches!(a, Asked::Synced(path) if path == folder));
        match one {
            Asked::Renamed(from, to) if is_unfinished(from) && !is_unfinished(to) => {
                let written = before.iter().rposition(|a| *a == Asked::Written(from.clone()));
                let synced = before.iter().rposition(|a| *a == Asked::Synced(from.clone()));
                if written > synced || synced.is_none() {
                    troubles.push(format!("{} has its name before its bytes are on the disk", to.display()));
                }
                if !synced_after(to.parent().unwrap()) {
                    troubles.push(format!("the name of {} is not on the disk", to.display()));
                }
            }
            Asked::Renamed(_, to) if !is_unfinished(to) && !synced_after(to.parent().unwrap()) => {
                troubles.push(format!("the name of {} is not on the disk", to.display()));
            }
            Asked::Made(path) if !is_unfinished(path) && !synced_after(path.parent().unwrap()) => {
                troubles.push(format!("the new folder {} is not on the disk", path.display()));
            }
            // The change is made when the engine removes this.
            Asked::Removed(path) if path.to_string_lossy().ends_with("-journal") && !is_unfinished(path) => {
                if !synced_after(path.parent().unwrap()) {
                    troubles.push(format!("that {} is gone is not on the disk", path.display()));
                }
                let journal = PathBuf::from(path.to_string_lossy().trim_end_matches("-journal"));
                let written = before.iter().rposition(|a| *a == Asked::Written(journal.clone()));
                let synced = before.iter().rposition(|a| *a == Asked::Synced(journal.clone()));
                if written > synced {
                    troubles.push(format!("{} is changed before its pages are on the disk", journal.display()));
                }
            }
            _ => {}
        }
    }
    troubles
}

#[test]
fn what_is_written_reaches_the_disk_before_it_is_said_to_be_there() {
    if let Some(hindrance) = hindrance() {
        println!("Nothing was traced: {hindrance}");
        return;
    }
    let home = Home::with_aiko();
    home.session("Aiko", "one\n! two\n~ three\n", &["--at", "2026-11-20 10:00"]);
    std::fs::create_dir(home.path("tmp")).unwrap();
    std::fs::write(home.path("key"), "a long passphrase for a test\n").unwrap();
    std::fs::write(home.path("damaged.db"), "no journal at all").unwrap();
    let v1 = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v1.db");
    std::fs::copy(v1, home.path("old.db")).unwrap();
    // The command, and how many files it puts in their places.
    let table: &[(&[&str], usize)] = &[
        (&["summary", "--pair", "Aiko", "-o", "summary.md"], 1),
        (&["summary", "--pair", "Aiko", "-o", "summary.md", "--force"], 1),
        (&["calendar", "-o", "dates.ics"], 1),
        (&["export", "-o", "archive.json"], 1),
        (&["backup"], 1),
        (&["backup", "copy.db"], 1),
        (&["demo", "--out", "sample.db"], 1),
        (&["--journal", "a/new/folder/journal.db", "import", "archive", "archive.json"], 1),
        (&["--journal", "another/new/journal.db", "pair", "add", "Ben"], 0),
        (&["--journal", "old.db", "pair", "list"], 1),
        (&["restore", "copy.db", "--force"], 1),
        (&["--journal", "made/journal.db", "restore", "copy.db"], 1),
        (&["--journal", "damaged.db", "restore", "copy.db", "--force"], 2),
        (&["--passphrase-file", "key", "seal", "on", "--recovery-file", "code"], 3),
        (&["--passphrase-file", "key", "seal", "rotate", "--recovery-file", "other-code"], 1),
        (&["session", "add", "--pair", "Aiko"], 0),
    ];
    for (args, files) in table {
        let asked = traced(&home, args);
        let troubles = troubles(&asked);
        assert!(troubles.is_empty(), "{args:?}: {troubles:#?}\n{asked:#?}");
        let put = asked.iter().filter(|a| matches!(a, Asked::Renamed(_, to) if !is_unfinished(to))).count();
        assert!(put >= *files, "{args:?}: {put} files were put in their places, not {files}: {asked:#?}");
    }
}

#[test]
fn an_order_that_is_wrong_is_noticed() {
    let [folder, draft, file] = ["/a", "/a/.tomoni-x/draft", "/a/file"].map(PathBuf::from);
    let good = [
        Asked::Made("/a/new".into()),
        Asked::Written(draft.clone()),
        Asked::Synced(draft.clone()),
        Asked::Renamed(draft, file),
        Asked::Synced(folder),
    ];
    assert!(troubles(&good).is_empty());
    for left_out in [2, 4] {
        let rest: Vec<_> = good.iter().enumerate().filter(|(n, _)| *n != left_out).map(|(_, a)| a.clone()).collect();
        assert!(!troubles(&rest).is_empty(), "{rest:?}");
    }
    let mut turned = good.to_vec();
    turned.swap(2, 3);
    assert!(!troubles(&turned).is_empty());
}
