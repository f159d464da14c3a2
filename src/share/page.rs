//! A document in the words and the order for its reader. A renderer gets this and nothing else. Text from the journal
//! is in it as it was typed: each renderer escapes it for its own format.

use chrono::NaiveDate;

use crate::domain::Owner;
use crate::domain::sharing::Paper;
use crate::i18n::Lang;

#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub paper: Paper,
    pub lang: Lang,
    pub title: String,
    /// The facts at the top: with whom, when, how.
    pub facts: Vec<Fact>,
    pub sections: Vec<Section>,
    /// Sentences at the end.
    pub closing: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its key for programs.
    pub key: &'static str,
    pub label: String,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its key for programs.
    pub key: &'static str,
    pub title: String,
    pub blocks: Vec<Block>,
    /// Sections below it.
    pub sections: Vec<Section>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph; line ends in it are kept.
    Text(String),
    List(Vec<Item>),
    Table(Table),
    /// The progress of goals: drawn if the format can draw, and in words always.
    Goals(Vec<GoalBar>),
    /// The ratings of the six keys.
    Keys(Vec<KeyBar>),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The kind of line, if the section does not say it: "Decision".
    pub label: Option<String>,
    /// The owner, for programs; people read it in the heading.
    pub owner: Option<Owner>,
    /// May have several lines.
    pub text: String,
    pub due: Option<NaiveDate>,
    /// Words after it: the due date, the result.
    pub remarks: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub head: Vec<String>,
    /// Each as long as the head.
    pub rows: Vec<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GoalBar {
    pub title: String,
    /// "3 of 5 times".
    pub told: String,
    /// From 0 to 1; `None` for a goal that is not counted.
    pub progress: Option<f64>,
    /// The values over time, oldest first.
    pub series: Vec<f64>,
    pub remarks: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct KeyBar {
    pub letter: String,
    pub name: String,
    /// 1 to 5, oldest first; the last is how it feels now.
    pub levels: Vec<u8>,
    /// "4 of 5", or that there is no rating.
    pub told: String,
}
