//! Both languages have the same messages with the same arguments, and every id that the code uses exists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;

use super::*;

fn source(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// Every message id of a language with the names of its places.
fn messages(files: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for file in files {
        FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
        let mut id = String::new();
        for line in file.lines() {
            if let Some((name, _)) = line.split_once(" =")
                && !name.starts_with([' ', '#', '-', '.', '*', '['])
            {
                id = name.to_owned();
                assert!(found.insert(id.clone(), BTreeSet::new()).is_none(), "{id} stands twice");
            }
            for place in line.split('$').skip(1) {
                let name: String = place.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                found.get_mut(&id).unwrap_or_else(|| panic!("{line}: a place outside a message")).insert(name);
            }
        }
    }
    found
}

#[test]
fn both_languages_say_the_same_things() {
    let (en, ja) = (messages(files!("en")), messages(files!("ja")));
    let only = |a: &BTreeMap<String, _>, b: &BTreeMap<String, _>| {
        a.keys().filter(|k| !b.contains_key(*k)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(only(&en, &ja), Vec::<String>::new(), "only in English");
    assert_eq!(only(&ja, &en), Vec::<String>::new(), "only in Japanese");
    for (id, places) in &en {
        assert_eq!(places, &ja[id], "{id} has other places in Japanese");
    }
}

#[test]
fn every_label_has_words() {
    let en = messages(files!("en"));
    for id in labels::all_ids() {
        assert!(en.contains_key(&id), "no words for {id}");
    }
}

/// Ids stand in the code as the first argument of `t(`, `fill(` and `count(`.
#[test]
fn every_id_that_the_code_asks_for_exists() {
    let en = messages(files!("en"));
    let mut files = Vec::new();
    source(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
    let mut asked = 0;
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for call in [".t(\"", ".fill(\"", ".count(\""] {
            for rest in text.split(call).skip(1) {
                let id = rest.split('"').next().unwrap();
                assert!(en.contains_key(id), "{}: no words for {id}", file.display());
                asked += 1;
            }
        }
    }
    assert!(asked > 20, "the test no longer finds the calls");
}
