//! Small drawings as SVG. Their only text from the journal is the title, and they have no colours of their own.

use std::fmt::Write;

use crate::share::page::{GoalBar, KeyBar};

/// A dot of a line over time.
type Point = (f64, f64);

/// The progress of a goal, and the course of its value beside it. Nothing for a goal without numbers.
pub(super) fn goal(goal: &GoalBar, title: &str) -> Option<String> {
    const BAR: f64 = 440.0;
    let way = (goal.series.len() > 1).then(|| trend(&points(&goal.series, 468.0, 568.0, 22.0, 6.0)));
    if goal.progress.is_none() && way.is_none() {
        return None;
    }
    let mut drawn = String::new();
    if let Some(progress) = goal.progress {
        drawn += &bar(0.0, 11.0, BAR, "track");
        // A little of a bar has to be its own round end at least.
        let done = if progress > 0.0 { (BAR * progress).max(6.0) } else { 0.0 };
        drawn += &bar(0.0, 11.0, done, "done");
    }
    drawn += &way.unwrap_or_default();
    Some(svg(576, 28, title, &drawn))
}

/// Five steps, filled up to the rating of a key, and beside them the course of its ratings.
pub(super) fn key(key: &KeyBar, title: &str) -> String {
    let now = key.levels.last().copied().unwrap_or(0);
    let mut drawn = String::new();
    for step in 1..=5_u8 {
        let class = if step <= now { "done" } else { "track" };
        drawn += &bar(f64::from(step - 1) * 26.0, 11.0, 22.0, class);
    }
    if key.levels.len() > 1 {
        let levels: Vec<f64> = key.levels.iter().map(|level| f64::from(*level)).collect();
        let step = 90.0 / (levels.len() - 1) as f64;
        let at = |(i, level): (usize, &f64)| (144.0 + step.min(30.0) * i as f64, 22.0 - (level - 1.0) * 4.0);
        drawn += &trend(&levels.iter().enumerate().map(at).collect::<Vec<_>>());
    }
    svg(240, 28, title, &drawn)
}

fn svg(width: u32, height: u32, title: &str, drawn: &str) -> String {
    let title = escape(title);
    format!(r#"<svg viewBox="0 0 {width} {height}" role="img"><title>{title}</title>{drawn}</svg>"#)
}

fn bar(x: f64, y: f64, width: f64, class: &str) -> String {
    if width <= 0.0 {
        return String::new();
    }
    format!(r#"<rect class="{class}" x="{x:.1}" y="{y:.1}" width="{width:.1}" height="6" rx="3"/>"#)
}

/// A faint line through the dots; the last dot is the current value.
fn trend(points: &[Point]) -> String {
    let line: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let mut drawn = format!(r#"<polyline class="way" points="{}"/>"#, line.join(" "));
    if let Some(((x, y), before)) = points.split_last() {
        for (x, y) in before {
            // Writing to a string does not fail.
            let _ = write!(drawn, r#"<circle class="was" cx="{x:.1}" cy="{y:.1}" r="2"/>"#);
        }
        let _ = write!(drawn, r#"<circle class="done" cx="{x:.1}" cy="{y:.1}" r="3"/>"#);
    }
    drawn
}

/// The newest values, from left to right and from `bottom` (the least) to `top` (the most).
fn points(values: &[f64], left: f64, right: f64, bottom: f64, top: f64) -> Vec<Point> {
    let values = &values[values.len().saturating_sub(super::MOST_VALUES)..];
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let step = (right - left) / values.len().saturating_sub(1).max(1) as f64;
    let height = |value: f64| {
        // Halved, so that the distance of two very large numbers is still a number.
        let span = most / 2.0 - least / 2.0;
        if span > 0.0 { (value / 2.0 - least / 2.0) / span } else { 0.5 }
    };
    values.iter().enumerate().map(|(i, v)| (left + step * i as f64, bottom - (bottom - top) * height(*v))).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_stay_in_the_picture_whatever_the_values_are() {
        for values in [vec![1.0, 1.0], vec![f64::MAX, f64::MIN], vec![-3.0, 0.0, 1e-300], vec![5.0; 40]] {
            for (x, y) in points(&values, 0.0, 100.0, 22.0, 6.0) {
                assert!((0.0..=100.01).contains(&x) && (6.0..=22.0).contains(&y), "{values:?}: {x} {y}");
            }
        }
    }
}
