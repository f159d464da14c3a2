//! The JSON that `jrnl --export json` writes.

use serde_json::Value;

use super::super::draft::{Draft, Rest};
use super::super::json::Object;
use super::super::stamp::{self, Order};
use super::super::{Broken, Why};
use super::super::{dates, dayone, fields};

pub(super) fn draft(place: String, mut object: Object, order: Order) -> Result<Draft, Broken> {
    let date = object.take_text("date").unwrap_or_default();
    let time = object.take_text("time").unwrap_or_default();
    let date = format!("{date} {time}");
    let figures = stamp::either_way(&date).map(|_| date.trim().to_owned());
    let stamp = stamp::stamp(&date, order).map(|stamp| (stamp.when(), figures));
    let Some((at, figures)) = stamp.or_else(|| dates::value(&date, order)).or_else(|| dates::take(&mut object, order))
    else {
        return Err(Broken::new(place, dates::impossible::why(&date).unwrap_or(Why::NoDate)));
    };
    let title = object.take_text("title").unwrap_or_default();
    let text = object.take_text("body").unwrap_or_default();
    let mut rest = Rest::default();
    // The tags of jrnl are words of the text; those that came from elsewhere are not.
    let words = format!("{title}\n{text}").to_lowercase();
    let tags = fields::tags(object.take("tags"));
    rest.list("tags", &tags.iter().filter(|tag| !words.contains(&tag.to_lowercase())).collect::<Vec<_>>());
    if object.take("starred") == Some(Value::Bool(true)) {
        rest.starred();
    }
    let id = object.take_text("uuid").map(|id| dayone::id_of(&id));
    fields::keep(object, &mut rest);
    Ok(Draft { place, id, at, title, text, rest, above: String::new(), figures, doubts: Vec::new() })
}
