//! Front matter: YAML between `---`, TOML between `+++`.
//!
//! Of YAML only what front matter is made of is read: scalars, and lists of them. Everything else is kept as the lines
//! that it is, so that nothing depends on reading it.

use chrono::Weekday;
use serde_json::{Map, Value};

use super::super::dates::{self, Found};
use super::super::draft::Rest;
use super::super::files::{Gathered, Line, Lines};
use super::super::stamp::Order;
use super::super::{When, Why, fields};

/// More than anybody writes above a text.
const LINES: usize = 2000;
const SIZE: u64 = 1 << 20;

#[derive(Default)]
pub(super) struct Front {
    pub at: Option<When>,
    /// The date as it is written, where its figures may be read in two ways.
    pub figures: Option<String>,
    /// The weekday that stands beside the date.
    pub weekday: Option<Weekday>,
    /// The name of the date and what it says.
    pub said: Option<(String, String)>,
    /// The date says when the file was made.
    pub is_made: bool,
    pub title: Option<String>,
    pub id: Option<String>,
    pub rest: Rest,
}

/// A name and what stands behind it.
struct Member {
    name: String,
    value: Written,
}

enum Written {
    One(String),
    List(Vec<String>),
    /// Not read: lines as they stand.
    Lines(String),
}

/// Reads the front matter, if the file begins with one. Else not a line of it was read.
pub(super) fn read(lines: &mut Lines, order: Order) -> Result<Front, Why> {
    let Some(first) = lines.next()? else {
        return Ok(Front::default());
    };
    let fence = first.text().trim_end().to_owned();
    let mut read = vec![first];
    let mut size = 0;
    while matches!(fence.as_str(), "---" | "+++") && read.len() < LINES && size < SIZE {
        let Some(line) = lines.next()? else { break };
        size += line.size;
        let ends = is_end(&line, &fence);
        read.push(line);
        if ends {
            let mut inside = Gathered::default();
            read[1..read.len() - 1].iter().for_each(|line| inside.push(line));
            let text = inside.text()?;
            let members = if fence == "---" { Some(yaml(&text)) } else { toml(&text) };
            return Ok(front(members.unwrap_or_else(|| vec![as_it_stands(text)]), order));
        }
    }
    lines.give_back(read);
    Ok(Front::default())
}

fn is_end(line: &Line, fence: &str) -> bool {
    let text = line.text().trim_end();
    text == fence || (fence == "---" && text == "...")
}

/// `date` counts before `created`, as [`dates::rank`] says; what is not used stays with the rest.
fn front(members: Vec<Member>, order: Order) -> Front {
    let mut front = Front::default();
    let ranked = members.iter().enumerate().filter_map(|(n, member)| {
        member.moment(order)?;
        let name = match &member.value {
            Written::Lines(line) => line.split(':').next().unwrap_or_default(),
            Written::One(_) | Written::List(_) => &member.name,
        };
        Some((dates::rank(name)?, n))
    });
    let best = ranked.min();
    let dated = best.map(|(_, index)| index);
    if let Some((at, figures)) = dated.and_then(|index| members[index].moment(order)) {
        (front.at, front.figures) = (Some(at), figures);
        front.is_made = best.is_some_and(|(rank, _)| dates::is_made(rank));
        if let Some(Written::One(said)) = dated.map(|index| &members[index].value) {
            front.weekday = dates::weekday_in(said).or_else(|| dates::bracketed_weekday(said));
        }
    }
    for (index, member) in members.into_iter().enumerate() {
        let lower = member.name.to_ascii_lowercase();
        match (lower.as_str(), member.value) {
            (_, value) if dated == Some(index) => {
                front.said = Some(match value {
                    Written::One(words) => (member.name, words),
                    Written::List(words) => (member.name, words.join(", ")),
                    Written::Lines(lines) => (String::new(), lines),
                });
            }
            ("title", Written::One(title)) if front.title.is_none() && !title.trim().is_empty() => {
                front.title = Some(title);
            }
            ("id" | "uuid", Written::One(id)) if front.id.is_none() && !id.trim().is_empty() => {
                front.rest.add(&member.name, id.as_str());
                front.id = Some(format!("{lower} {}", id.trim()));
            }
            (_, Written::One(words)) => front.rest.add(&member.name, words),
            (_, Written::List(words)) => front.rest.list(&member.name, &words),
            (_, Written::Lines(lines)) => front.rest.add(&member.name, lines),
        }
    }
    front
}

impl Member {
    fn moment(&self, order: Order) -> Option<Found> {
        match &self.value {
            Written::One(text) => dates::value(text, order),
            // `[[2024-06-03]]` without quotes is a list in a list to YAML.
            Written::Lines(line) => {
                dates::property(line, order).filter(|_| line.contains("[[")).map(|property| property.found)
            }
            Written::List(_) => None,
        }
    }
}

fn as_it_stands(lines: String) -> Member {
    Member { name: String::new(), value: Written::Lines(lines) }
}

fn yaml(text: &str) -> Vec<Member> {
    let mut members = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() || line.starts_with('#') {
            // A comment says something to people, so it stays.
            members.push(as_it_stands(line.to_owned()));
            continue;
        }
        let mut more = Vec::new();
        while let Some(next) = lines.next_if(|next| next.starts_with([' ', '\t']) || is_item(next) || next.is_empty()) {
            more.push(next);
        }
        while more.last().is_some_and(|line| line.is_empty()) {
            more.pop();
        }
        let (member, comment) = yaml_member(line, &more);
        members.push(member);
        members.extend(comment.map(|comment| as_it_stands(comment.to_owned())));
    }
    members
}

fn is_item(line: &str) -> bool {
    line == "-" || line.starts_with("- ")
}

/// A member, and the comment behind it.
fn yaml_member<'a>(line: &'a str, more: &[&str]) -> (Member, Option<&'a str>) {
    let all = || (as_it_stands([&[line], more].concat().join("\n")), None);
    let Some((name, value)) = line.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with(' '))
    else {
        return all();
    };
    let Some(name) = scalar(name.trim()).filter(|name| !name.is_empty()) else {
        return all();
    };
    let (value, comment) = commented(value.trim());
    let folds = |value: &str| value.starts_with(['|', '>']) && !value.contains(char::is_alphabetic);
    let read = match more {
        [] => inline_list(value).map(Written::List).or_else(|| scalar(value).map(Written::One)),
        _ if value.is_empty() => block_list(more).map(Written::List),
        _ if folds(value) => Some(Written::Lines(unindented(more))),
        _ => None,
    };
    match read {
        Some(value) => (Member { name, value }, comment),
        None => all(),
    }
}

fn unindented(lines: &[&str]) -> String {
    let indentation = |line: &&&str| line.len() - line.trim_start_matches(' ').len();
    let common = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| indentation(&line)).min();
    let lines: Vec<&str> = lines.iter().map(|line| line.get(common.unwrap_or(0)..).unwrap_or_default()).collect();
    lines.join("\n")
}

/// A plain or quoted scalar; `None` for what is more than that.
fn scalar(text: &str) -> Option<String> {
    match text.chars().next() {
        Some('"') => serde_json::from_str(text).ok(),
        Some('\'') => {
            let inside = text.strip_prefix('\'')?.strip_suffix('\'')?;
            (!inside.replace("''", "").contains('\'')).then(|| inside.replace("''", "'"))
        }
        Some('[' | '{' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`') => None,
        _ if matches!(text, "null" | "~") => Some(String::new()),
        _ => Some(text.to_owned()),
    }
}

/// A value, and ` # what a comment says` behind it. Inside of quotes it is none.
fn commented(value: &str) -> (&str, Option<&str>) {
    let close = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value.rfind(quote),
        Some('[') => value.rfind(']'),
        _ => Some(0),
    };
    let close = close.unwrap_or_default();
    match value[close..].find(" #").map(|at| value.split_at(close + at)) {
        Some((value, comment)) => (value.trim_end(), Some(comment.trim_start())),
        None => (value, None),
    }
}

fn inline_list(value: &str) -> Option<Vec<String>> {
    let inside = value.strip_prefix('[')?.strip_suffix(']')?;
    if inside.trim().is_empty() {
        return Some(Vec::new());
    }
    // A comma inside quotes would cut a word in two.
    if inside.contains(['"', '\'']) && inside.split(',').any(|item| scalar(item.trim()).is_none()) {
        return None;
    }
    inside.split(',').map(|item| scalar(item.trim()).filter(|item| !item.contains(['[', ']', '{', '}']))).collect()
}

fn block_list(lines: &[&str]) -> Option<Vec<String>> {
    lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).map(block_item).collect()
}

/// `- name: value` is an object, and a list in a list is one too: those are not read. Nor is what has a comment.
fn block_item(line: &str) -> Option<String> {
    if line == "-" {
        return Some(String::new());
    }
    let item = line.strip_prefix("- ")?.trim();
    let nests = item.contains(": ") || item.ends_with(':') || is_item(item);
    let read = !nests || item.starts_with(['"', '\'']);
    if read && commented(item).1.is_none() { scalar(item) } else { None }
}

fn toml(text: &str) -> Option<Vec<Member>> {
    let table: toml::Table = text.parse().ok()?;
    Some(table.into_iter().map(|(name, value)| Member { name, value: toml_value(value) }).collect())
}

fn toml_value(value: toml::Value) -> Written {
    match json(value) {
        Value::Bool(flag) => Written::One(flag.to_string()),
        Value::String(text) => Written::One(text),
        Value::Array(values) if values.iter().all(|value| !value.is_array() && !value.is_object()) => {
            Written::List(values.iter().filter_map(fields::words).collect())
        }
        value => Written::One(fields::words(&value).unwrap_or_default()),
    }
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(at) => at.to_string().into(),
        toml::Value::Array(values) => values.into_iter().map(json).collect(),
        toml::Value::Table(members) => members.into_iter().map(|(k, v)| (k, json(v))).collect::<Map<_, _>>().into(),
    }
}
