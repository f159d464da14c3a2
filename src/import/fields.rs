//! Members that have no place here, as readable words.

use serde_json::{Map, Value};

use super::draft::Rest;
use super::json::Object;

/// What is left of an object: scalars and lists of scalars as they are, what nests as JSON in one line.
pub(super) fn keep(object: Object, rest: &mut Rest) {
    for (name, value) in object.0 {
        if let Some(words) = words(&value) {
            rest.add(&name, words);
        }
    }
}

/// A value in words. Nothing is said of what is empty, nor of a flag that is off.
pub(super) fn words(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::Bool(true) => Some("yes".to_owned()),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) if values.iter().all(is_scalar) => {
            Some(values.iter().filter_map(words).collect::<Vec<_>>().join(", "))
        }
        Value::Object(members) if members.is_empty() => None,
        Value::Array(_) | Value::Object(_) => Some(value.to_string()),
    }
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// An object in a line that reads: first the members that name it, then the others with their names.
pub(super) fn described(value: &Value, leading: &[&str]) -> Option<String> {
    let Value::Object(members) = value else {
        return words(value);
    };
    let names: Vec<String> = leading.iter().filter_map(|name| words(members.get(*name)?)).collect();
    let others: Vec<String> = others(members, leading);
    match (names.is_empty(), others.is_empty()) {
        (true, true) => None,
        (true, false) => Some(others.join(", ")),
        (false, true) => Some(names.join(", ")),
        (false, false) => Some(format!("{} ({})", names.join(", "), others.join(", "))),
    }
}

fn others(members: &Map<String, Value>, leading: &[&str]) -> Vec<String> {
    let others = members.iter().filter(|(name, _)| !leading.contains(&name.as_str()));
    others.filter_map(|(name, value)| Some(format!("{name} {}", words(value)?))).collect()
}

/// Every element of a list in a line of its own.
pub(super) fn each(name: &str, value: Option<Value>, leading: &[&str], rest: &mut Rest) {
    let values = match value {
        Some(Value::Array(values)) => values,
        Some(value) => vec![value],
        None => return,
    };
    for line in values.iter().filter_map(|value| described(value, leading)) {
        rest.add(name, line);
    }
}

/// Tags as a list of text, or as one text.
pub(super) fn tags(value: Option<Value>) -> Vec<String> {
    match value {
        Some(Value::Array(values)) => values.iter().filter_map(words).collect(),
        Some(value) => words(&value).into_iter().collect(),
        None => Vec::new(),
    }
}
