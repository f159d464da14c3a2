//! Day One: the JSON export, and the bundle of property lists that came before it.

mod bundle;
mod export;

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::draft::Rest;
use super::fields;
use super::files::{self, Each};
use super::json::Objects;
use super::stamp::Order;
use super::{Broken, Reader, Why};

/// What names a place, from near to far, in the export and in the bundle.
const PLACE: &[&str] = &[
    "userLabel",
    "placeName",
    "localityName",
    "administrativeArea",
    "country",
    "Place Name",
    "Locality",
    "Administrative Area",
    "Country",
];
const SKY: &[&str] = &["conditionsDescription", "Description"];

pub(super) fn open(path: &Path, order: Order) -> Result<Reader, Broken> {
    if path.is_dir() {
        return folder(path, order);
    }
    file(path, path, order)
}

/// A bundle of Day One Classic, which jrnl can keep too.
pub(super) fn is_bundle(path: &Path) -> bool {
    files::is_folder(&path.join("entries"))
}

/// The same entry has the same id in both formats.
pub(super) fn id_of(id: &str) -> String {
    id.chars().filter(|c| *c != '-').flat_map(char::to_uppercase).collect()
}

fn file(path: &Path, root: &Path, order: Order) -> Result<Reader, Broken> {
    if files::extension(path) == "doentry" {
        return Ok(Box::new(files::Once(Some(bundle::read(path, root)))));
    }
    let head = files::head(path, 4).map_err(|why| Broken::new(files::name(path, root), why))?;
    if head == b"PK\x03\x04" {
        return Err(Broken::new(files::name(path, root), Why::Packed));
    }
    Ok(Box::new(Objects::open(path, root, order, export::draft)?))
}

fn folder(path: &Path, order: Order) -> Result<Reader, Broken> {
    let wanted = |ending: &'static str| move |file: &Path| files::extension(file) == ending;
    let entries = path.join("entries");
    let found: Vec<PathBuf> = if files::is_folder(&entries) {
        files::below(&entries, &wanted("doentry"))
    } else {
        let journals = files::below(path, &wanted("json"));
        if journals.is_empty() && !files::below(path, &wanted("zip")).is_empty() {
            return Err(Broken::new(path.display().to_string(), Why::Packed));
        }
        journals
    };
    // An empty bundle is a journal without entries.
    if found.is_empty() && !is_bundle(path) {
        return Err(Broken::new(path.display().to_string(), Why::NothingHere));
    }
    let root = path.to_owned();
    Ok(Box::new(Each::new(found, move |path: &Path| file(path, &root, order))))
}

/// A heading in the first line is the title, and the text goes on below it.
fn title(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches(['\n', '\r']);
    let (first, below) = text.split_once(['\n', '\u{2028}']).unwrap_or((text, ""));
    match first.strip_prefix("# ") {
        Some(title) if !title.trim().is_empty() => (title.trim(), below),
        _ => ("", text),
    }
}

/// What both formats say beside the text, whatever they call it.
fn place_and_sky(place: Option<Value>, sky: Option<Value>, rest: &mut Rest) {
    if let Some(words) = place.and_then(|place| fields::described(&place, PLACE)) {
        rest.add("location", words);
    }
    if let Some(words) = sky.and_then(|sky| fields::described(&sky, SKY)) {
        rest.add("weather", words);
    }
}
