//! One entry of a Day One Classic bundle: a property list in XML.

use std::path::Path;

use plist::{Dictionary, Value as Plist};
use serde_json::{Map, Value};

use super::super::draft::{Draft, Rest};
use super::super::{Broken, LIMIT, Why, fields, files, stamp, zone};

/// Deeper than any entry; a list that nests without end would take the stack with it.
const DEEPEST: usize = 32;
/// What XML adds to a text: an entity for every letter, at worst.
const FILE_LIMIT: u64 = 2 * LIMIT;

pub(super) fn read(path: &Path, root: &Path) -> Result<Draft, Broken> {
    let place = files::name(path, root);
    match draft(path, place.clone()) {
        Ok(draft) => Ok(draft),
        Err(why) => Err(Broken::new(place, why)),
    }
}

fn draft(path: &Path, place: String) -> Result<Draft, Why> {
    let not_that = || Why::NotThatFormat("plist".to_owned());
    let bytes = files::whole(path, FILE_LIMIT)?;
    if nests_too_deep(&bytes) {
        return Err(not_that());
    }
    // What the parser says is not passed on: it may quote.
    let list = Plist::from_reader_xml(bytes.as_slice()).map_err(|_| not_that())?;
    let mut list = list.into_dictionary().ok_or_else(not_that)?;
    let date = list.remove("Creation Date").and_then(|date| date.as_date());
    let at = date.and_then(|date| stamp::moment(&date.to_xml_format(), stamp::Order::Mdy)).ok_or(Why::NoDate)?;
    let text = text_of(&mut list, "Entry Text").unwrap_or_default();
    let id = text_of(&mut list, "UUID").filter(|id| !id.is_empty());
    let (title, below) = super::title(&text);
    let mut rest = Rest::default();
    rest.list("tags", &fields::tags(list.remove("Tags").map(json)));
    if list.remove("Starred").and_then(|starred| starred.as_boolean()) == Some(true) {
        rest.starred();
    }
    super::place_and_sky(list.remove("Location").map(json), list.remove("Weather").map(json), &mut rest);
    if let Some(photo) = photo(path) {
        rest.add("photo", photo);
    }
    let zone = text_of(&mut list, "Time Zone");
    let at = zone.as_deref().map_or(at, |zone| zone::in_zone(at, zone));
    rest.add("time zone", zone.unwrap_or_default());
    for (name, value) in list {
        if let Some(words) = fields::described(&json(value), &[]) {
            rest.add(&name, words);
        }
    }
    let id = id.map(|id| super::id_of(&id));
    Ok(Draft {
        place,
        id,
        at,
        title: title.to_owned(),
        text: below.to_owned(),
        rest,
        above: String::new(),
        figures: None,
        doubts: Vec::new(),
    })
}

fn text_of(list: &mut Dictionary, name: &str) -> Option<String> {
    list.get(name)?.as_string()?;
    list.remove(name)?.into_string()
}

/// The photo that lies beside the entries under the same name.
fn photo(path: &Path) -> Option<String> {
    let name = Path::new(path.file_stem()?).with_extension("jpg");
    let photo = path.parent()?.parent()?.join("photos").join(&name);
    photo.symlink_metadata().is_ok_and(|meta| meta.is_file()).then(|| format!("photos/{}", name.display()))
}

/// Counted in the bytes, before anything is built: outside of its tags XML has no bare `<`.
fn nests_too_deep(bytes: &[u8]) -> bool {
    let mut depth = 0_usize;
    for index in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'<').map(|(index, _)| index) {
        let tag = &bytes[index + 1..];
        if tag.starts_with(b"/array") || tag.starts_with(b"/dict") {
            depth = depth.saturating_sub(1);
        } else if tag.starts_with(b"array") || tag.starts_with(b"dict") {
            let closed =
                tag.iter().take(64).position(|byte| *byte == b'>').is_some_and(|end| end > 0 && tag[end - 1] == b'/');
            depth += usize::from(!closed);
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

fn json(value: Plist) -> Value {
    match value {
        Plist::Array(values) => values.into_iter().map(json).collect(),
        Plist::Dictionary(members) => members.into_iter().map(|(k, v)| (k, json(v))).collect::<Map<_, _>>().into(),
        Plist::Boolean(flag) => flag.into(),
        Plist::Date(date) => date.to_xml_format().into(),
        Plist::Real(number) => number.into(),
        Plist::String(text) => text.into(),
        Plist::Integer(number) => number.to_string().into(),
        Plist::Data(bytes) => format!("{} bytes", bytes.len()).into(),
        _ => Value::Null,
    }
}
