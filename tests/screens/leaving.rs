//! Leaving a desk whose journal cannot take what was written: it always leads out, the true cause is named, and the words
//! are in the journal or in a file that is named, once. Sealed words are in no file.

use std::fs;
use std::path::{Path, PathBuf};

use tomoni::i18n::Lang;
use tomoni::journal::vault::{Cost, NewVault, Passphrase};
use tomoni::journal::{Journal, SessionFilter};

use crate::support::{Person, Seen, Step, clock, keys, text, wait};

const NEW: &str = "unsavedquokka";
const SEALED: &str = "sealedwombat";
const PASSPHRASE: &str = "a lantern under the bridge";

/// What happens to the file of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Removed,
    Moved,
    ReplacedBySame,
    ReplacedByOther,
    ReplacedByJunk,
    ReplacedByEmpty,
    ReplacedByLink,
    Emptied,
    FolderRemoved,
    FolderMoved,
    /// A rollback journal of another state lies beside it.
    RollbackArrived,
    /// A log of writes of another state does.
    LogArrived,
}

impl Fate {
    const ALL: [Self; 12] = [
        Self::Removed,
        Self::Moved,
        Self::ReplacedBySame,
        Self::ReplacedByOther,
        Self::ReplacedByJunk,
        Self::ReplacedByEmpty,
        Self::ReplacedByLink,
        Self::Emptied,
        Self::FolderRemoved,
        Self::FolderMoved,
        Self::RollbackArrived,
        Self::LogArrived,
    ];

    /// A part of the sentence that names the cause, in English and in Japanese; `None` where the desk goes on.
    fn cause(self) -> Option<[&'static str; 2]> {
        Some(match self {
            Self::ReplacedBySame => return None,
            Self::Removed => ["has been deleted", "削除されました"],
            Self::Moved | Self::FolderMoved => ["has been moved to", "に移されました"],
            Self::ReplacedByOther => ["is now a different journal", "別の記録に置き換わって"],
            Self::ReplacedByJunk | Self::ReplacedByLink => ["no longer a tomoni journal", "記録ではないファイル"],
            Self::ReplacedByEmpty | Self::Emptied => ["has emptied the journal", "空にされました"],
            Self::FolderRemoved => ["no longer exists", "がなくなりました"],
            Self::RollbackArrived => ["db-journal belongs to", "db-journal は、この記録の別の時点"],
            Self::LogArrived => ["db-wal belongs to", "db-wal は、この記録の別の時点"],
        })
    }

    fn befall(self, path: &Path) {
        let folder = path.parent().unwrap();
        let aside = folder.with_extension("aside");
        let put = |bytes: &[u8]| {
            let new = folder.join("new");
            fs::write(&new, bytes).unwrap();
            fs::rename(&new, path).unwrap();
        };
        match self {
            Self::Removed => fs::remove_file(path).unwrap(),
            Self::Moved => fs::rename(path, path.with_extension("elsewhere")).unwrap(),
            Self::ReplacedBySame => put(&fs::read(path).unwrap()),
            Self::ReplacedByOther => {
                let other = folder.join("other.db");
                let mut journal = told(Journal::open_or_create(&other, clock()));
                let form = tomoni::domain::forms::PairForm { name: Some("Ken".to_owned()), ..Default::default() };
                told(journal.add_pair(&form));
                drop(journal);
                fs::rename(other, path).unwrap();
            }
            Self::ReplacedByJunk => put(b"no journal at all, but a text of somebody's"),
            Self::ReplacedByEmpty => put(b""),
            Self::ReplacedByLink => {
                fs::remove_file(path).unwrap();
                std::os::unix::fs::symlink("/dev/null", path).unwrap();
            }
            Self::Emptied => drop(fs::OpenOptions::new().write(true).truncate(true).open(path).unwrap()),
            Self::FolderRemoved => fs::remove_dir_all(folder).unwrap(),
            Self::FolderMoved => fs::rename(folder, aside).unwrap(),
            Self::RollbackArrived => {
                fs::write(beside(path, "-journal"), rollback_to_nothing(path)).unwrap();
            }
            Self::LogArrived => fs::write(beside(path, "-wal"), [0x37, 0x7f, 0x06, 0x82]).unwrap(),
        }
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    path.with_file_name(format!("{}{ending}", path.file_name().unwrap().display()))
}

/// A rollback journal that leads back to a file of one page of zeros.
fn rollback_to_nothing(path: &Path) -> Vec<u8> {
    const PAGE: usize = 4096;
    let nonce = 7_u32;
    let mut bytes = vec![0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    let pages = u32::try_from(fs::metadata(path).unwrap().len() as usize / PAGE).unwrap();
    for number in [1, nonce, pages, 512, PAGE as u32] {
        bytes.extend(number.to_be_bytes());
    }
    bytes.resize(512, 0);
    bytes.extend(1_u32.to_be_bytes());
    bytes.resize(bytes.len() + PAGE, 0);
    bytes.extend(nonce.to_be_bytes());
    bytes
}

/// How somebody leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Esc, and then q.
    Esc,
    /// Esc, and then Ctrl-C.
    CtrlC,
    /// From wherever one is.
    CtrlQ,
    /// The system asks for it.
    Signal,
}

impl Way {
    const ALL: [Self; 4] = [Self::Esc, Self::CtrlC, Self::CtrlQ, Self::Signal];

    /// `yes`: the key that answers a question about what is kept nowhere, or left behind.
    fn keys(self, yes: &str) -> Vec<Step> {
        match self {
            Self::Esc => keys(&format!("esc{yes} q")),
            Self::CtrlC => keys(&format!("esc{yes} ctrl-c")),
            Self::CtrlQ => keys(&format!("ctrl-q{yes}")),
            Self::Signal => Vec::new(),
        }
    }
}

/// What is unsaved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writes {
    Note,
    /// A line of a note that is to be sealed.
    Sealed,
    /// A dialog, half filled.
    Form,
    WrapUp,
}

impl Writes {
    const ALL: [Self; 4] = [Self::Note, Self::Sealed, Self::Form, Self::WrapUp];

    /// Before the fate, and after it.
    fn steps(self) -> (Vec<Step>, Vec<Step>) {
        match self {
            Self::Note => (keys("enter"), text(&format!(" {NEW}"))),
            Self::Sealed => {
                ([keys("f12"), text(PASSPHRASE), keys("enter enter")].concat_steps(), text(&format!("\n~ {SEALED}")))
            }
            Self::Form => (keys("+"), text(NEW)),
            Self::WrapUp => (keys("enter f10 tab tab"), text(NEW)),
        }
    }
}

trait Concat {
    fn concat_steps(self) -> Vec<Step>;
}

impl<const N: usize> Concat for [Vec<Step>; N] {
    fn concat_steps(self) -> Vec<Step> {
        self.into_iter().flatten().collect()
    }
}

fn told<T>(done: tomoni::problem::Result<T>) -> T {
    done.unwrap_or_else(|problem| panic!("{}", problem.message(Lang::En)))
}

/// Somebody with one session, whose journal has a folder of its own.
fn person(lang: Lang, vault: bool) -> Person {
    let person = Person::new(lang).with_own_folder();
    person.plays([text("Naoko\n"), keys("enter enter enter"), keys("n"), text("said before"), keys("esc")]);
    if vault {
        let new = told(NewVault::make(&Passphrase::new(PASSPHRASE).unwrap(), Cost::FLOOR));
        told(person.journal().seal_on(&new));
    }
    person
}

fn befalls(fate: Fate, rounds: u32) -> Vec<Step> {
    vec![Step::Outside(Box::new(move |path| fate.befall(path)), rounds)]
}

/// Every plain file in these folders, with what is in it.
fn files(folders: &[&Path]) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut left: Vec<PathBuf> = folders.iter().map(|folder| (*folder).to_owned()).collect();
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match entry.file_type().unwrap() {
                kind if kind.is_dir() => left.push(path),
                kind if kind.is_file() => found.push((path.clone(), fs::read(path).unwrap())),
                _ => {}
            }
        }
    }
    found
}

fn holds(bytes: &[u8], words: &str) -> bool {
    memchr::memmem::find(bytes, words.as_bytes()).is_some()
}

/// Plays one case, and judges it.
fn plays(person: &Person, fate: Fate, way: Way, writes: Writes) {
    let what = format!("{fate:?}, {way:?}, {writes:?}, {:?}", person.lang);
    let (before, after) = writes.steps();
    let goes_on = fate.cause().is_none();
    // A dialog that is given up, and sealed words that no file may hold, are asked about.
    let yes = match writes {
        Writes::Sealed if !goes_on => " y",
        Writes::WrapUp | Writes::Form if way != Way::CtrlQ => " esc",
        Writes::Sealed | Writes::WrapUp | Writes::Form | Writes::Note => "",
    };
    // A dialog asks the journal nothing: when it is given up, the desk has to have noticed.
    let given_up = matches!(writes, Writes::Form | Writes::WrapUp) && matches!(way, Way::Esc | Way::CtrlC);
    let seen = person.plays([before, befalls(fate, if given_up { 20 } else { 2 }), after, way.keys(yes)]);
    assert_eq!(seen.left, way != Way::Signal, "{what}: it leads out\n{}", seen.screen);
    judge(person, &seen, fate, way, writes, &what);
}

fn judge(person: &Person, seen: &Seen, fate: Fate, way: Way, writes: Writes, what: &str) {
    let found = files(&[person.folder(), person.state()]);
    assert!(!found.iter().any(|(_, bytes)| holds(bytes, SEALED)), "{what}: sealed words lie readable");
    let told = seen.unsaved.join("\n");
    let given_up = matches!(writes, Writes::Form | Writes::WrapUp) && matches!(way, Way::Esc | Way::CtrlC);
    let Some(cause) = fate.cause() else {
        // What was given up by hand while the journal takes everything is given up; a dialog is in the journal only when
        // it was answered.
        match writes {
            Writes::Note => {
                assert_eq!(seen.unsaved, Vec::<String>::new(), "{what}");
                assert_eq!(note(person), format!("said before {NEW}"), "{what}");
            }
            Writes::Sealed => assert_eq!(seen.unsaved, Vec::<String>::new(), "{what}"),
            Writes::Form | Writes::WrapUp if given_up => assert_eq!(told, "", "{what}"),
            Writes::Form | Writes::WrapUp => kept(person, &found, &told, what),
        }
        return;
    };
    assert!(!told.is_empty(), "{what}: something is not saved, and that is said");
    if writes == Writes::Note || given_up {
        let cause = cause[usize::from(person.lang == Lang::Ja)];
        assert!(told.contains(cause), "{what}: {told}");
    }
    match writes {
        Writes::Sealed => {
            assert!(told.contains(if person.lang == Lang::En { "private line" } else { "1行" }), "{what}: {told}")
        }
        _ => kept(person, &found, &told, what),
    }
}

/// The new words are in one file, which is named and for its owner alone.
fn kept(person: &Person, found: &[(PathBuf, Vec<u8>)], told: &str, what: &str) {
    use std::os::unix::fs::PermissionsExt;
    let holding: Vec<_> = found.iter().filter(|(_, bytes)| holds(bytes, NEW)).collect();
    assert_eq!(holding.len(), 1, "{what}: {:?}", holding.iter().map(|(path, _)| path).collect::<Vec<_>>());
    let (path, bytes) = holding[0];
    assert!(told.contains(&path.display().to_string()), "{what}: {told}");
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{what}");
    assert_eq!(String::from_utf8(bytes.clone()).unwrap().matches(NEW).count(), 1, "{what}");
    assert!(path.starts_with(person.folder()) || path.starts_with(person.state()), "{what}");
}

fn note(person: &Person) -> String {
    let journal = person.journal();
    let rows = told(journal.sessions(&SessionFilter { limit: Some(1), ..SessionFilter::default() }));
    told(journal.note(rows[0].session.id)).text().unwrap()
}

#[test]
fn whatever_becomes_of_the_journal_the_desk_can_be_left_and_nothing_is_lost() {
    let long = std::env::var_os("TOMONI_LONG").is_some();
    let mut count = 0;
    for (f, fate) in Fate::ALL.into_iter().enumerate() {
        for (w, way) in Way::ALL.into_iter().enumerate() {
            for (n, writes) in Writes::ALL.into_iter().enumerate() {
                // Every fate meets every way and every text, though not all three in every combination.
                if !long && (f + w + n) % 4 != 0 {
                    continue;
                }
                let langs = if long { &Lang::ALL[..] } else { &Lang::ALL[(f + w) % 2..][..1] };
                for lang in langs {
                    plays(&person(*lang, writes == Writes::Sealed), fate, way, writes);
                    count += 1;
                }
            }
        }
    }
    println!("{count} cases");
    assert!(count >= 40);
}

#[test]
fn the_desk_notices_within_a_second_and_says_what_happened() {
    for lang in Lang::ALL {
        for fate in Fate::ALL {
            let person = person(lang, false);
            // 20 rounds of 50 ms.
            let seen = person.plays([befalls(fate, 20)]);
            match fate.cause() {
                Some(cause) => {
                    let cause = cause[usize::from(lang == Lang::Ja)];
                    let screen: String = seen.screen.split_whitespace().collect();
                    let cause: String = cause.split_whitespace().collect();
                    assert!(screen.contains(&cause), "{fate:?}\n{}", seen.screen);
                }
                None => {
                    let said = if lang == Lang::En {
                        "now works with that version"
                    } else {
                        "ここからはそちらを使います"
                    };
                    assert!(seen.screen.contains(said), "{fate:?}\n{}", seen.screen);
                }
            }
            assert_eq!(seen.unsaved, Vec::<String>::new(), "{fate:?}: nothing was unsaved");
        }
    }
}

#[test]
fn a_journal_that_comes_back_takes_what_was_written_meanwhile() {
    let person = person(Lang::En, false);
    let back = vec![Step::Outside(Box::new(|path| fs::rename(path.with_extension("elsewhere"), path).unwrap()), 20)];
    let seen = person.plays([
        keys("enter"),
        befalls(Fate::Moved, 20),
        text(&format!(" {NEW}")),
        wait(3_000),
        back,
        wait(3_000),
        keys("esc q"),
    ]);
    assert!(seen.left && seen.unsaved.is_empty(), "{:?}", seen.unsaved);
    assert_eq!(note(&person), format!("said before {NEW}"));
}

#[test]
fn a_file_beside_the_journal_that_goes_again_lets_the_desk_save_what_was_written_meanwhile() {
    for (fate, ending) in [(Fate::RollbackArrived, "-journal"), (Fate::LogArrived, "-wal")] {
        let person = person(Lang::En, false);
        let gone = Step::Outside(Box::new(move |path| fs::remove_file(beside(path, ending)).unwrap()), 20);
        let seen = person.plays([
            keys("enter"),
            befalls(fate, 20),
            text(&format!(" {NEW}")),
            wait(3_000),
            vec![gone],
            wait(3_000),
            keys("esc q"),
        ]);
        assert!(seen.left && seen.unsaved.is_empty(), "{fate:?}: {:?}", seen.unsaved);
        assert_eq!(note(&person), format!("said before {NEW}"), "{fate:?}");
    }
}

#[test]
fn a_newer_version_of_the_same_journal_is_merged_with_what_is_being_written() {
    let person = person(Lang::En, false);
    let newer = vec![Step::Outside(
        Box::new(|path| {
            let copy = path.with_extension("copy");
            fs::copy(path, &copy).unwrap();
            let mut journal = told(Journal::open(&copy, clock()));
            let rows = told(journal.sessions(&SessionFilter::default()));
            let form = tomoni::domain::forms::SessionForm::default();
            told(journal.write_session(rows[0].session.id, &form, Some("said before\nsynchronised\n".into())));
            drop(journal);
            fs::rename(copy, path).unwrap();
        }),
        2,
    )];
    let seen = person.plays([keys("enter"), text(&format!(" {NEW}")), newer, text("!"), wait(3_000), keys("esc q")]);
    assert!(seen.left && seen.unsaved.is_empty(), "{:?}", seen.unsaved);
    let kept = note(&person);
    assert!(kept.contains("synchronised") && kept.contains(&format!("{NEW}!")), "{kept}");
}

#[test]
fn a_journal_that_another_program_holds_does_not_hold_the_desk() {
    let person = person(Lang::En, false);
    let lock = |path: &Path| {
        let conn = rusqlite::Connection::open(path).unwrap();
        conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        // Held until this process ends.
        std::mem::forget(conn);
    };
    let seen =
        person.plays([keys("enter"), vec![Step::Outside(Box::new(lock), 0)], text(&format!(" {NEW}")), keys("esc q")]);
    assert!(seen.left, "{}", seen.screen);
    let told = seen.unsaved.join("\n");
    assert!(told.contains("Another program is using"), "{told}");
    kept(&person, &files(&[person.folder(), person.state()]), &told, "locked");
}

#[test]
fn leaving_where_nothing_was_written_leaves_nothing_behind() {
    for way in [keys("esc q"), keys("ctrl-q"), Vec::new()] {
        let person = Person::new(Lang::En).with_own_folder();
        let signal = way.is_empty();
        let seen = person.plays([way]);
        assert_eq!((seen.left, seen.unsaved.len()), (!signal, 0), "the welcome");
        let texts = files(&[person.folder(), person.state()]);
        assert!(!texts.iter().any(|(path, _)| path.extension().is_some_and(|e| e == "txt")));
    }
    // What was typed into the welcome is kept.
    let person = Person::new(Lang::En).with_own_folder();
    let seen = person.plays([text(NEW), keys("ctrl-q")]);
    assert!(seen.left);
    kept(&person, &files(&[person.folder(), person.state()]), &seen.unsaved.join("\n"), "welcome");
}

#[test]
fn two_texts_that_cannot_be_saved_do_not_overwrite_each_other() {
    let person = person(Lang::En, false);
    for n in 0..3 {
        let seen = person.plays([keys("+"), text(&format!("{NEW}{n}")), keys("ctrl-q")]);
        assert!(seen.left);
    }
    let texts = files(&[person.folder()]);
    let texts: Vec<_> = texts.iter().filter(|(_, bytes)| holds(bytes, NEW)).collect();
    assert_eq!(texts.len(), 3);
}

#[test]
fn where_no_file_can_be_written_the_person_leaves_after_one_question() {
    for way in [keys("esc y q"), keys("ctrl-q y"), Vec::new()] {
        let person = person(Lang::En, false);
        let signal = way.is_empty();
        let state = person.state().to_owned();
        let nowhere = vec![Step::Outside(
            Box::new(move |path| {
                fs::remove_dir_all(path.parent().unwrap()).unwrap();
                // Nobody can make a folder where a file is.
                fs::remove_dir_all(&state).unwrap();
                fs::write(&state, "").unwrap();
            }),
            2,
        )];
        let seen = person.plays([keys("enter"), nowhere, text(NEW), way]);
        assert_eq!(seen.left, !signal, "{}", seen.screen);
        let told = seen.unsaved.join("\n");
        assert!(told.contains("could not be written to a file either"), "{told}");
    }
}
