//! The JSON export of Day One.

use serde_json::Value;

use super::super::draft::{Draft, Rest};
use super::super::fields;
use super::super::json::Object;
use super::super::stamp::Order;
use super::super::{Broken, When, Why, dates, zone};

/// What lies beside the export in folders of its own, and what it is called in a note.
const MEDIA: &[(&str, &str)] =
    &[("photos", "photo"), ("videos", "video"), ("audios", "audio"), ("pdfAttachments", "pdf")];
/// What names a file.
const NAMES: &[&str] = &["filename", "title", "caption", "md5", "type"];

pub(super) fn draft(place: String, mut object: Object, order: Order) -> Result<Draft, Broken> {
    let Some((at, figures)) = dates::take(&mut object, order) else {
        return Err(Broken::new(place, Why::NoDate));
    };
    let id = object.take_text("uuid").filter(|id| !id.is_empty()).map(|id| super::id_of(&id));
    // The rich text says the same once more, with its letter forms.
    let rich = object.take_text("richText");
    let text = object.take_text("text").or_else(|| rich.as_deref().and_then(plain)).unwrap_or_default();
    let (title, below) = super::title(&text);
    let mut rest = Rest::default();
    rest.list("tags", &fields::tags(object.take("tags")));
    if object.take("starred") == Some(Value::Bool(true)) {
        rest.starred();
    }
    super::place_and_sky(object.take("location"), object.take("weather"), &mut rest);
    for (member, name) in MEDIA {
        fields::each(name, object.take(member), NAMES, &mut rest);
    }
    let zone = object.take_text("timeZone");
    let at = zone.as_deref().map_or(at, |zone| zone::in_zone(at, zone));
    // Only the day was meant; the time is that of the computer.
    let at = match at {
        When::Exact(at) if object.take("isAllDay") == Some(Value::Bool(true)) => When::Day(at.date_naive()),
        at => at,
    };
    rest.add("time zone", zone.unwrap_or_default());
    fields::keep(object, &mut rest);
    Ok(Draft {
        place,
        id,
        at,
        title: title.to_owned(),
        text: below.to_owned(),
        rest,
        above: String::new(),
        figures,
        doubts: Vec::new(),
    })
}

/// The words of rich text, for the entries that have no others. Rich text that cannot be read is kept as it is.
fn plain(rich: &str) -> Option<String> {
    let read: Option<String> = serde_json::from_str::<Value>(rich).ok().and_then(|value| {
        let parts = value.get("contents")?.as_array()?.iter();
        Some(parts.filter_map(|part| part.get("text")?.as_str()).collect())
    });
    read.or_else(|| Some(rich.to_owned()))
}
