//! A copy that is only looked at: everything can be read and copied, and not a byte of it changes whatever is pressed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tomoni::i18n::Lang;
use tomoni::tui::input::command;

use crate::support::{Person, keys, text, wait};

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let all = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    all.filter(|path| path.is_file()).map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn the_frame_says_that_it_is_only_looked_at_and_nobody_begins_to_write() {
    for (lang, mark, refused) in
        [(Lang::En, "read-only", "open read-only"), (Lang::Ja, "閲覧専用", "閲覧専用で開いている")]
    {
        let person = Person::with_sample(lang).looking();
        let before = files(person.folder());
        let seen = person.plays([keys("esc")]);
        assert!(seen.screen.contains(mark), "{}", seen.screen);
        for names in ["n", "ctrl-b", "enter"] {
            let seen = person.plays([keys(names)]);
            assert!(seen.screen.contains(refused), "{names}: {}", seen.screen);
        }
        let seen = person.plays([keys("n"), text("typed in vain"), wait(10_000), keys("esc esc q")]);
        assert!(!seen.screen.contains("typed in vain"), "{}", seen.screen);
        assert_eq!(files(person.folder()), before);
    }
}

#[test]
fn no_key_changes_what_is_only_looked_at() {
    // An older schema is brought up to date elsewhere.
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/db/v2.db");
    let person = Person::with_sample(Lang::En).looking();
    let before = files(person.folder());
    // Making a vault takes long; that it is refused is a test of the command line.
    let tried = command::all().iter().filter(|command| !command.id.starts_with("vault"));
    let step = if std::env::var_os("TOMONI_LONG").is_some() { 1 } else { 5 };
    for key in tried.flat_map(|command| command.keys.iter()).step_by(step) {
        person.plays([keys(&format!("{key} enter x enter ctrl-s esc esc"))]);
    }
    assert_eq!(files(person.folder()), before);
    let person = Person::new(Lang::En).looking();
    std::fs::copy(fixture, person.path()).unwrap();
    let before = files(person.folder());
    person.plays([keys("esc tab n tab r tab e x enter esc")]);
    assert_eq!(files(person.folder()), before, "of an older schema");
}
