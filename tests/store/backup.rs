//! Backups, and the journal from a backup: whole or not at all.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tomoni::domain::forms::{NewSession, PairForm};
use tomoni::domain::session::SessionStatus;
use tomoni::files::{Guarded, Standing};
use tomoni::i18n::Lang;
use tomoni::journal::{Current, Journal, Restoration, SessionFilter};
use tomoni::problem::Problem;

use super::archive::exported;
use super::{EVERY_SCHEMA, clock, open, session, with_pair};

fn on(_: u64, _: u64) -> bool {
    true
}

fn told<T>(outcome: Result<T, Problem>) -> T {
    outcome.map_err(|p| p.message(Lang::En)).unwrap()
}

fn names(folder: &Path) -> BTreeSet<String> {
    let all = std::fs::read_dir(folder).unwrap();
    all.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// A journal of more pages than one step of a copy.
fn long(path: &Path) -> Journal {
    let (mut journal, pair) = with_pair(path);
    for n in 0..4 {
        session(&mut journal, pair, &format!("{n} {}", "tomoni ".repeat(250_000)));
    }
    assert!(path.metadata().unwrap().len() > 5 << 20);
    journal
}

fn back_up(journal: &Journal, to: &Path) -> Result<PathBuf, Problem> {
    journal.back_up(Some(to), Standing::Stays, &mut on).map(|made| made.path)
}

#[test]
fn a_backup_is_the_journal() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(&dir.path().join("journal.db"));
    told(journal.fill_with_demo(Lang::Ja));
    let to = dir.path().join("copy.db");
    let made = told(journal.back_up(Some(&to), Standing::Stays, &mut on));
    assert_eq!((made.contents.pairs, made.contents.sessions, made.contents.schema), (3, 27, 8));
    assert_eq!(made.contents.newest.unwrap().to_rfc3339(), "2026-11-13T15:00:00+09:00");
    assert_eq!(exported(&told(Journal::open(&to, clock()))), exported(&journal));
    assert!(Journal::doctor(&to, clock()).unwrap().is_sound());
    let refused = journal.back_up(Some(&to), Standing::Stays, &mut on).unwrap_err();
    assert!(matches!(refused, Problem::TargetExists(_)));
    let own = journal.path().to_owned();
    let refused = journal.back_up(Some(&own), Standing::Replaced, &mut on).unwrap_err();
    assert!(matches!(refused, Problem::Guarded { guarded: Guarded::Journal, .. }), "never the journal itself");
    told(journal.back_up(Some(&to), Standing::Replaced, &mut on));
    assert_eq!(names(dir.path()), ["copy.db", "journal.db"].map(str::to_owned).into());
}

#[test]
fn whoever_writes_during_a_backup_is_let_in_and_the_backup_is_whole() {
    for always in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        let journal = long(&path);
        let mut other = open(&path);
        let pair = other.pairs().unwrap()[0].pair.id;
        let mut written = 0;
        let to = dir.path().join("copy.db");
        told(journal.back_up(Some(&to), Standing::Stays, &mut |_, _| {
            if (always && written < 50) || written == 0 {
                written += 1;
                told(other.note_for_later(pair, "in between"));
            }
            true
        }));
        assert!(written > if always { 2 } else { 0 }, "there was somebody to be let in");
        let copy = told(Journal::open(&to, clock()));
        assert_eq!(copy.pair_desk(pair, None, Default::default()).unwrap().later.len(), written);
        drop(copy);
        assert!(Journal::doctor(&to, clock()).unwrap().is_sound());
    }
}

#[test]
fn a_backup_of_a_damaged_journal_is_made_and_not_called_good() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    session(&mut journal, pair, "kakushigoto\n");
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(11).position(|w| w == b"kakushigoto").unwrap();
    bytes[at] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let journal = told(Journal::open(&path, clock()));
    let copy = dir.path().join("copy.db");
    assert_eq!(told(journal.back_up(Some(&copy), Standing::Stays, &mut on)).contents.damaged, 1);
    assert!(matches!(consider(&dir.path().join("other.db"), &copy), Err(Problem::BackupDamaged(_))));
}

#[test]
fn who_stops_a_backup_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let journal = long(&dir.path().join("journal.db"));
    let stopped = journal.back_up(Some(&dir.path().join("copy.db")), Standing::Stays, &mut |_, _| false);
    assert!(matches!(stopped, Err(Problem::Stopped)));
    assert_eq!(names(dir.path()), ["journal.db".to_owned()].into());
}

fn consider(journal: &Path, backup: &Path) -> Result<Restoration, Problem> {
    Restoration::consider(journal, backup, clock())
}

#[test]
fn a_backup_of_every_schema_is_restored_and_what_was_there_is_kept() {
    for fixture in EVERY_SCHEMA {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        let (before, _) = with_pair(&path);
        let before = exported(&before);
        let restoration = told(consider(&path, Path::new(fixture)));
        assert_eq!((restoration.contents.pairs, restoration.contents.sessions), (3, 27));
        assert!(matches!(restoration.current, Current::Journal(contents) if contents.pairs == 1));
        let bytes = std::fs::read(fixture).unwrap();
        let restored = told(restoration.perform(&mut on));
        assert_eq!((restored.contents.schema, restored.contents.pairs), (8, 3));
        assert!(Journal::doctor(&path, clock()).unwrap().is_sound());
        let kept = restored.kept.unwrap();
        assert_eq!(kept, dir.path().join("backups/journal-2026-11-21-100000-replaced.db"));
        assert_eq!(exported(&told(Journal::open(&kept, clock()))), before);
        assert_eq!(std::fs::read(fixture).unwrap(), bytes, "the backup stays what it is");
        assert_eq!(names(dir.path()), ["backups", "journal.db"].map(str::to_owned).into());
    }
}

#[test]
fn an_open_journal_notices_that_it_was_restored() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut desk, pair) = with_pair(&path);
    let copy = told(back_up(&desk, &dir.path().join("copy.db")));
    session(&mut desk, pair, "written later\n");
    let version = desk.data_version();
    told(told(consider(&path, &copy)).perform(&mut on));
    assert_ne!(desk.data_version(), version);
    assert!(desk.sessions(&SessionFilter::default()).unwrap().is_empty());
    session(&mut desk, pair, "and it goes on\n");
    assert_eq!(told(Journal::open(&path, clock())).sessions(&SessionFilter::default()).unwrap().len(), 1);
}

#[test]
fn a_restoration_that_is_cut_short_leaves_the_old_journal_or_the_new_one() {
    let dir = tempfile::tempdir().unwrap();
    let copy = dir.path().join("copy.db");
    drop(long(&copy));
    let home = dir.path().join("home");
    let path = home.join("journal.db");
    let mut journal = open(&path);
    told(journal.add_pair(&PairForm { name: Some("Old".into()), ..PairForm::default() }));
    let (old, new) = (exported(&journal), exported(&told(Journal::open(&copy, clock()))));
    drop(journal);
    // Whoever stops it.
    let steps = std::cell::Cell::new(0);
    for stop_at in 0.. {
        steps.set(0);
        let mut watch = |_, _| {
            steps.set(steps.get() + 1);
            steps.get() <= stop_at
        };
        if told(consider(&path, &copy)).perform(&mut watch).is_ok() {
            break;
        }
        assert_eq!(exported(&told(Journal::open(&path, clock()))), old, "stopped at step {stop_at}");
        assert!(!names(&home).iter().any(|name| name.starts_with(".tomoni")), "{:?}", names(&home));
    }
    assert!(steps.get() > 0, "there was a step to stop at");
    assert_eq!(exported(&told(Journal::open(&path, clock()))), new);
    // What the disk holds while it is under way, as after a power cut.
    let other = home.join("other.db");
    let mut journal = open(&other);
    told(journal.add_pair(&PairForm { name: Some("Old".into()), ..PairForm::default() }));
    let old = exported(&journal);
    drop(journal);
    let mut images = 0;
    let watched = told(consider(&other, &copy)).perform(&mut |_, _| {
        let image = dir.path().join(format!("image-{images}"));
        std::fs::create_dir(&image).unwrap();
        for name in names(&home).iter().filter(|name| name.starts_with("other.db")) {
            std::fs::copy(home.join(name), image.join(name)).unwrap();
        }
        images += 1;
        true
    });
    told(watched);
    for n in 0..images {
        let found = exported(&told(Journal::open(&dir.path().join(format!("image-{n}/other.db")), clock())));
        assert!(found == old || found == new, "image {n} is neither");
    }
    assert!(images > 0);
}

#[test]
fn a_journal_that_cannot_be_read_is_put_aside_with_its_bytes() {
    for (damage, name) in [
        ("head", "readable as nothing"),
        ("line", "a line that is not what was written"),
        ("version", "a header that nothing can write"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        let (mut journal, pair) = with_pair(&path);
        let copy = told(back_up(&journal, &dir.path().join("copy.db")));
        session(&mut journal, pair, "kakushigoto\n");
        drop(journal);
        let mut bytes = std::fs::read(&path).unwrap();
        let at = bytes.windows(11).position(|w| w == b"kakushigoto").unwrap();
        match damage {
            "head" => bytes[..64].fill(0),
            "version" => bytes[18] = 0x11,
            _ => bytes[at] ^= 1,
        }
        std::fs::write(&path, &bytes).unwrap();
        let restoration = told(consider(&path, &copy));
        assert_eq!(restoration.current == Current::Unreadable, damage != "line", "{name}");
        let kept = told(restoration.perform(&mut on)).kept.unwrap();
        assert_eq!(kept, dir.path().join("journal.db.replaced-2026-11-21-100000"), "{name}");
        assert_eq!(std::fs::read(kept).unwrap(), bytes);
        assert!(told(Journal::open(&path, clock())).sessions(&SessionFilter::default()).unwrap().is_empty());
    }
}

#[test]
fn what_cannot_be_restored_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (mut journal, pair) = with_pair(&path);
    session(&mut journal, pair, "kakushigoto\n");
    let copy = told(back_up(&journal, &dir.path().join("copy.db")));
    let whole = std::fs::read(&copy).unwrap();
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    let mut flipped = whole.clone();
    let at = whole.windows(11).position(|w| w == b"kakushigoto").unwrap();
    flipped[at] ^= 1;
    let mut torn = whole.clone();
    torn[4096..8192].fill(0xff);
    let mut unwritable = whole.clone();
    unwritable[18] = 0x11;
    let cases: [(&str, Vec<u8>); 7] = [
        ("unwritable", unwritable),
        ("text", b"dear diary".to_vec()),
        ("empty", Vec::new()),
        ("newer", newer),
        ("flipped", flipped),
        ("torn", torn),
        ("short", whole[..whole.len() / 2].to_vec()),
    ];
    let before = std::fs::read(&path).unwrap();
    for (name, bytes) in cases {
        let file = dir.path().join(name);
        std::fs::write(&file, &bytes).unwrap();
        let problem = consider(&path, &file).err().unwrap_or_else(|| panic!("{name}"));
        match name {
            "text" | "empty" => assert!(matches!(problem, Problem::NotABackup(_)), "{name}: {problem:?}"),
            "newer" => assert!(matches!(problem, Problem::TooNew { found: 99, .. }), "{problem:?}"),
            _ => assert!(matches!(problem, Problem::BackupDamaged(_)), "{name}: {problem:?}"),
        }
        assert_eq!(problem.exit_code(), 5);
        assert_eq!(std::fs::read(&file).unwrap(), bytes);
    }
    assert!(matches!(consider(&path, &dir.path().join("none")), Err(Problem::NoFile(_))));
    assert!(matches!(consider(&path, dir.path()), Err(Problem::NotAFile(_))));
    let link = dir.path().join("link.db");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    assert!(matches!(consider(&path, &link), Err(Problem::RestoresItself(_))));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn only_one_restoration_is_under_way_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.db");
    let (journal, _) = with_pair(&path);
    let old = exported(&journal);
    drop(journal);
    let copy = dir.path().join("copy.db");
    drop(long(&copy));
    // At every point of one restoration another one begins.
    let mut tried = 0;
    let first = told(consider(&path, &copy));
    assert!(matches!(consider(&path, &copy), Err(Problem::Restoring)));
    let restored = first.perform(&mut |_, _| {
        tried += 1;
        assert!(matches!(consider(&path, &copy), Err(Problem::Restoring)), "at step {tried}");
        true
    });
    let kept = told(restored).kept.unwrap();
    assert!(tried > 1, "{tried}");
    assert_eq!(exported(&told(Journal::open(&kept, clock()))), old);
    assert_eq!(exported(&told(Journal::open(&path, clock()))), exported(&told(Journal::open(&copy, clock()))));
    // And afterwards again; one that only looked has let go.
    drop(told(consider(&path, &kept)));
    told(told(consider(&path, &kept)).perform(&mut on));
    assert_eq!(exported(&told(Journal::open(&path, clock()))), old);
    assert!(!names(dir.path()).iter().any(|name| name.starts_with(".tomoni")), "{:?}", names(dir.path()));
}

#[test]
fn what_a_desk_writes_during_a_restoration_is_kept_or_declined() {
    let dir = tempfile::tempdir().unwrap();
    let copy = dir.path().join("copy.db");
    drop(long(&copy));
    let mut outcomes = BTreeSet::new();
    for at in 0.. {
        let home = dir.path().join(format!("home-{at}"));
        let path = home.join("journal.db");
        std::fs::create_dir(&home).unwrap();
        std::fs::copy(&copy, &path).unwrap();
        let mut desk = open(&path);
        let pair = told(desk.pairs())[0].pair.id;
        let new = NewSession {
            pair,
            at: clock().now(),
            status: SessionStatus::Held,
            minutes: None,
            mode: None,
            theme: "written meanwhile".to_owned(),
            text: String::new(),
        };
        let (mut step, mut written) = (0, None);
        // While the new pages are written, a writer waits for seconds, in vain.
        let restored = told(consider(&path, &copy)).perform(&mut |_, _| {
            if step == at {
                written = Some(desk.add_session(&new).is_ok());
            }
            step += 1;
            true
        });
        let Some(written) = written else { break };
        let has_it = |path: &Path| {
            let sessions = told(told(Journal::open(path, clock())).sessions(&SessionFilter::default()));
            sessions.iter().any(|row| row.session.theme == new.theme)
        };
        let kept = has_it(&told(restored).kept.unwrap());
        assert_eq!(
            (kept, has_it(&path)),
            (written, false),
            "step {at}: what was saved is kept, what was declined is nowhere"
        );
        outcomes.insert(written);
    }
    assert_eq!(outcomes, [false, true].into(), "both before and after nobody else can write");
}

#[test]
fn a_journal_that_appears_meanwhile_is_not_replaced_unasked() {
    let dir = tempfile::tempdir().unwrap();
    let copy = dir.path().join("copy.db");
    drop(with_pair(&copy));
    let path = dir.path().join("home/journal.db");
    let restoration = told(consider(&path, &copy));
    assert_eq!(restoration.current, Current::None);
    std::fs::create_dir(dir.path().join("home")).unwrap();
    let (mut journal, pair) = with_pair(&path);
    session(&mut journal, pair, "kakushigoto\n");
    let before = exported(&journal);
    assert!(matches!(restoration.perform(&mut on), Err(Problem::TargetExists(_))));
    assert_eq!(exported(&journal), before);
}
