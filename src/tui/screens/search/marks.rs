//! Where the words of a search stand in a text, and how they stand out.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::Span;

use crate::text::{self, Needle};
use crate::tui::theme::Theme;

/// Where any of the needles stands in a text, in order; what overlaps counts once.
pub fn places(text: &str, needles: &[Needle]) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = needles.iter().flat_map(|needle| needle.find(text)).collect();
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    places.dedup_by(|later, earlier| {
        let overlaps = later.start < earlier.end;
        if overlaps {
            earlier.end = earlier.end.max(later.end);
        }
        overlaps
    });
    places
}

/// The part `row` of a text, with the places that reach into it marked.
pub fn spans(text: &str, row: Range<usize>, places: &[Range<usize>], theme: Theme, style: Style) -> Vec<Span<'static>> {
    let span = |part: Range<usize>, style: Style| {
        let words = text.get(part).filter(|words| !words.is_empty())?;
        Some(Span::styled(text::term_safe_line(words).into_owned(), style))
    };
    let mut spans = Vec::new();
    let mut from = row.start;
    for place in places.iter().filter(|p| p.end > row.start && p.start < row.end) {
        let (start, end) = (place.start.max(from), place.end.min(row.end));
        spans.extend(span(from..start, style));
        spans.extend(span(start..end, style.patch(theme.found())));
        from = end;
    }
    spans.extend(span(from..row.end, style));
    spans
}

/// A text in one row of at most `room` columns, its first match in sight: what is cut off before or behind shows as
/// an ellipsis.
pub fn fitted(text: &str, places: &[Range<usize>], room: usize, theme: Theme, style: Style) -> Vec<Span<'static>> {
    let start = first_shown(text, places, room);
    let lead = if start > 0 { text::ELLIPSIS } else { "" };
    let room = room.saturating_sub(text::columns(lead));
    let kept = text::truncate_with(&text[start..], room, "").len();
    let whole = start + kept == text.len();
    let kept = if whole { kept } else { text::truncate_with(&text[start..], room.saturating_sub(1), "").len() };
    let mut spans = vec![Span::styled(lead, style)];
    spans.extend(self::spans(text, start..start + kept, places, theme, style));
    if !whole {
        spans.push(Span::styled(text::ELLIPSIS, style));
    }
    spans
}

/// The first byte to show, so that the first match is in sight: with a third of the room before it, or more where less
/// follows.
fn first_shown(text: &str, places: &[Range<usize>], room: usize) -> usize {
    let Some(first) = places.first().filter(|p| text::columns(&text[..p.end]) >= room) else { return 0 };
    let before = &text[..first.start];
    let to_the_end = (text::columns(text) + 1).saturating_sub(room);
    let left_out = text::columns(before).saturating_sub(room / 3).min(to_the_end);
    let passed = text::clusters(before).find(|(at, _)| text::columns(&before[..*at]) >= left_out);
    passed.map_or(first.start, |(at, _)| text::shown_from(text, at, first.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEME: Theme = Theme { colour: true, ascii: false };

    fn marked(spans: &[Span<'_>]) -> String {
        let shown =
            |s: &Span<'_>| if s.style == THEME.found() { format!("[{}]", s.content) } else { s.content.to_string() };
        spans.iter().map(shown).collect()
    }

    fn needles(words: &[&str]) -> Vec<Needle> {
        words.iter().filter_map(|w| Needle::new(w)).collect()
    }

    #[test]
    fn what_overlaps_is_one_place() {
        let text = "学習計画と計画";
        let found = places(text, &needles(&["計画", "学習計", "画と"]));
        let shown: Vec<&str> = found.into_iter().map(|p| &text[p]).collect();
        assert_eq!(shown, ["学習計画と", "計画"]);
    }

    #[test]
    fn a_match_goes_on_in_the_next_row() {
        let text = "one meeting";
        let found = places(text, &needles(&["meeting"]));
        assert_eq!(marked(&spans(text, 0..7, &found, THEME, Style::new())), "one [mee]");
        assert_eq!(marked(&spans(text, 7..11, &found, THEME, Style::new())), "[ting]");
    }

    #[test]
    fn the_first_match_is_in_sight_and_nothing_is_too_wide() {
        let long = format!("{}目標{}", "あ".repeat(30), "い".repeat(30));
        let cases = [
            ("short 目標", 20, "short [目標]"),
            ("目標 and much more", 10, "[目標] and …"),
            (&long, 20, "…あああ[目標]いいいい…"),
            ("they die in the second 目標", 16, "…the second [目標]"),
            ("they die in the very second 目標 of all", 18, "…[目標] of all"),
        ];
        for (text, room, shown) in cases {
            let fitted = fitted(text, &places(text, &needles(&["目標"])), room, THEME, Style::new());
            assert_eq!(marked(&fitted), shown, "{text}");
            assert!(fitted.iter().map(|s| text::columns(&s.content)).sum::<usize>() <= room);
        }
    }
}
