//! What can be chosen beside the text that leaves: contents of a report, single lines, names.

use super::Summary;
use crate::domain::Visibility;
use crate::domain::sharing::{Decision, LineOffer, NameOffer, OfficeParts, Paper};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Themes,
    Goals,
    Learnings,
}

impl Part {
    pub const ALL: [Self; 3] = [Self::Themes, Self::Goals, Self::Learnings];

    pub fn of(self, parts: &mut OfficeParts) -> &mut bool {
        match self {
            Self::Themes => &mut parts.themes,
            Self::Goals => &mut parts.goals,
            Self::Learnings => &mut parts.learnings,
        }
    }

    /// The message id of its words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Themes => "summary-part-themes",
            Self::Goals => "summary-part-goals",
            Self::Learnings => "summary-part-learnings",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    Part(Part),
    Decision,
    Comment,
    /// By its place among the lines of the offer.
    Line(usize),
    Name(usize),
}

/// The rows of the list, in its order.
pub fn rows(summary: &Summary) -> Vec<Row> {
    let Some(ready) = &summary.ready else { return Vec::new() };
    let mut rows = Vec::new();
    if summary.wish.paper == Paper::Report {
        rows.extend(Part::ALL.map(Row::Part));
        rows.extend([Row::Decision, Row::Comment]);
    }
    let worth_showing = |line: &LineOffer| match summary.wish.paper {
        // Everything is in an archive: nothing to choose.
        Paper::Archive => false,
        // What can never be in a report is not worth a look.
        Paper::Report => line.visibility == Visibility::Programme,
        Paper::Summary | Paper::Record | Paper::KnowHow => true,
    };
    rows.extend((0..ready.lines.len()).filter(|n| worth_showing(&ready.lines[*n])).map(Row::Line));
    rows.extend((0..ready.names.len()).map(Row::Name));
    // A remark stands at the end of the page, and here: the first key on the list is for a line.
    rows.extend((summary.wish.paper == Paper::Summary).then_some(Row::Comment));
    rows
}

pub fn chosen(summary: &Summary) -> Option<Row> {
    rows(summary).get(summary.chosen).copied()
}

pub fn line(summary: &Summary, place: usize) -> Option<&LineOffer> {
    summary.ready.as_ref()?.lines.get(place)
}

pub fn name(summary: &Summary, place: usize) -> Option<&NameOffer> {
    summary.ready.as_ref()?.names.get(place)
}

/// Nothing told, then each decision, and round again.
pub fn next_decision(now: Option<Decision>) -> Option<Decision> {
    let place = now.and_then(|d| Decision::ALL.iter().position(|other| *other == d));
    Decision::ALL.get(place.map_or(0, |p| p + 1)).copied()
}
