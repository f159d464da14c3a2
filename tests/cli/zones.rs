//! Whatever `TZ` names, no command waits for it or reads it without an end; what is no time zone is said, and the time is
//! UTC.

use std::os::unix::fs::symlink;
use std::time::Duration;

use crate::support::{Home, Ran};

const LONG: Duration = Duration::from_secs(10);
const SENTENCE: &str = "cannot be used";

fn timed(home: &Home, zone: &str, args: &[&str]) -> Ran {
    let mut command = home.command(args);
    command.env_remove("TOMONI_NOW").env("TZ", zone).timeout(LONG);
    let output = command.output().unwrap();
    let code =
        output.status.code().unwrap_or_else(|| panic!("TZ={zone}: it took too long, or died: {}", output.status));
    Ran { code, stdout: output.stdout, stderr: String::from_utf8(output.stderr).unwrap() }
}

#[test]
fn what_is_no_time_zone_is_said_and_never_waited_for() {
    let home = Home::with_aiko();
    let at = |name: &str| home.path(name);
    let fifo = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, at("pipe"), fifo, rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR, 0).unwrap();
    symlink("/dev/zero", at("link")).unwrap();
    symlink(at("loop"), at("loop")).unwrap();
    std::fs::create_dir(at("folder")).unwrap();
    std::fs::write(at("words"), "no time zone\n").unwrap();
    std::fs::write(at("cut"), b"TZif2\0\0\0").unwrap();
    std::fs::write(at("empty"), "").unwrap();
    std::fs::File::create(at("huge")).unwrap().set_len(1 << 40).unwrap();
    let path = |name: &str| at(name).display().to_string();
    let files = ["pipe", "link", "loop", "folder", "words", "cut", "empty", "huge", "missing"].map(path);
    let devices = ["/dev/zero", "/dev/null", "/dev/tty", "/dev/urandom", "/proc/self/mem"].map(str::to_owned);
    let garbage = ["Mars/Phobos", "../../../dev/zero", "JST", "JST-99", "東京", "a\u{202e}b", "J9,M1.1.1", "::", "x y"];
    let mut zones: Vec<String> = files.into_iter().chain(devices).flat_map(|name| [format!(":{name}"), name]).collect();
    zones.extend(garbage.map(str::to_owned));
    for zone in &zones {
        for (lang, sentence) in [("en", SENTENCE), ("ja", "使えません")] {
            let ran = timed(&home, zone, &["--lang", lang, "pair", "list"]);
            assert_eq!(ran.code, 0, "TZ={zone}: {}", ran.stderr);
            assert!(ran.stdout().contains("Aiko"), "TZ={zone}: {}", ran.stdout());
            assert!(ran.stderr.contains(sentence) && ran.stderr.contains("UTC"), "TZ={zone}: {}", ran.stderr);
            assert!(!ran.stderr.contains('\u{202e}'), "TZ={zone}");
        }
    }
    // What is written is in UTC then, and what writes says it, too.
    let ran = timed(&home, ":/dev/zero", &["session", "add", "--pair", "Aiko", "--at", "2026-11-20 10:00", "--json"]);
    assert!(ran.code == 0 && ran.stderr.contains(SENTENCE), "{}", ran.stderr);
    assert!(
        ran.stdout().contains("2026-11-20T10:00:00+00:00") || ran.stdout().contains("2026-11-20T10:00:00Z"),
        "{}",
        ran.stdout()
    );
    println!("{} zones", zones.len());
}

#[test]
fn what_is_a_time_zone_is_used_without_a_word() {
    let home = Home::with_aiko();
    let mut zones = vec![("", "+00:00"), ("UTC0", "+00:00"), ("JST-9", "+09:00"), ("<+0330>-3:30", "+03:30")];
    for zone in ["Asia/Tokyo", ":Asia/Tokyo", "/usr/share/zoneinfo/Asia/Tokyo", ":/usr/share/zoneinfo/Asia/Tokyo"] {
        if std::path::Path::new("/usr/share/zoneinfo/Asia/Tokyo").exists() {
            zones.push((zone, "+09:00"));
        }
    }
    for (zone, offset) in zones {
        let at = ["session", "add", "--pair", "Aiko", "--at", "2026-11-20 10:00", "--json"];
        let ran = timed(&home, zone, &at);
        assert!(ran.code == 0 && !ran.stderr.contains(SENTENCE), "TZ={zone}: {}", ran.stderr);
        let said = ran.stdout().replace("00Z", "00+00:00");
        assert!(said.contains(&format!("2026-11-20T10:00:00{offset}")), "TZ={zone}: {said}");
    }
    // The one of this machine, and a clock that a test has set, need none.
    let mut command = home.command(&["pair", "list"]);
    command.env("TZ", ":/dev/zero").timeout(LONG);
    assert_eq!(Ran::of(command).stderr, "", "the clock is told");
    let mut command = home.command(&["pair", "list"]);
    command.env_remove("TOMONI_NOW").timeout(LONG);
    assert_eq!(Ran::of(command).stderr, "");
}
