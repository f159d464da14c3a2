//! Where the rows of one line begin, remembered until the line or the width changes. After a change of a long line only the
//! rows around it are broken again.

use std::sync::Arc;

use crate::text::{self, LineEdit};

/// Bytes of a line from which on it is worth it to look for rows that stay.
const LONG: usize = 4 << 10;

#[derive(Default)]
pub(super) struct Rows {
    known: Option<Wrapped>,
    /// What has changed since.
    edit: Option<LineEdit>,
}

struct Wrapped {
    width: usize,
    hanging: usize,
    starts: Arc<[usize]>,
}

impl Rows {
    /// The line is another one: as it was but for one edit, or altogether.
    pub fn changed(&mut self, edit: Option<LineEdit>) {
        if edit.is_none() || self.edit.is_some() {
            self.known = None;
        }
        self.edit = edit;
    }

    /// Where the rows begin, the later ones narrower by their indent, which is asked for only where the line has changed.
    pub fn starts(&mut self, line: &str, width: usize, hanging: impl FnOnce() -> usize) -> Arc<[usize]> {
        let edit = self.edit.take();
        if let Some(known) = self.known.as_ref().filter(|known| known.width == width && edit.is_none()) {
            return Arc::clone(&known.starts);
        }
        let hanging = hanging();
        let known = self.known.take().filter(|known| known.width == width && known.hanging == hanging);
        let starts: Arc<[usize]> = match (known, edit) {
            (Some(known), Some(edit)) if line.len() >= LONG => again(line, width, hanging, &known.starts, edit).into(),
            _ => wrapped(line, width, hanging).into(),
        };
        self.known = Some(Wrapped { width, hanging, starts: Arc::clone(&starts) });
        starts
    }
}

fn wrapped(line: &str, width: usize, hanging: usize) -> Vec<usize> {
    let mut starts = text::wrap_starts(line, width);
    if let Some(&second) = starts.get(1).filter(|_| hanging > 0) {
        starts.truncate(1);
        let rest = text::wrap_starts(line.get(second..).unwrap_or(""), width.saturating_sub(hanging));
        starts.extend(rest.into_iter().map(|start| second + start));
    }
    starts
}

/// The same from the rows before an edit.
fn again(line: &str, width: usize, hanging: usize, known: &[usize], edit: LineEdit) -> Vec<usize> {
    if hanging == 0 {
        return text::wrap_starts_again(line, width, known, edit);
    }
    // Where the second row begins is seen before the fourth one.
    let Some(&second) = known.get(1).filter(|_| known.get(3).is_some_and(|fourth| *fourth <= edit.at)) else {
        return wrapped(line, width, hanging);
    };
    let before: Vec<usize> = known[1..].iter().map(|start| start - second).collect();
    let edit = LineEdit { at: edit.at - second, ..edit };
    let rest = line.get(second..).unwrap_or("");
    let rest = text::wrap_starts_again(rest, width.saturating_sub(hanging), &before, edit);
    std::iter::once(0).chain(rest.into_iter().map(|start| second + start)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIECES: [&str; 16] = [
        "word ",
        "longerword",
        "。",
        "話した",
        "、",
        "っー",
        " ",
        "\t",
        "e\u{301}",
        "👨\u{200d}👩",
        "🇯🇵",
        "1,000.5",
        "(a)",
        "\u{3000}",
        "-",
        "\u{a0}",
    ];

    proptest::proptest! {
        #[test]
        fn rows_around_an_edit_are_those_of_the_whole_line(
            parts in proptest::collection::vec(0..PIECES.len(), 900..1400),
            edits in proptest::collection::vec((0.0..1.0_f64, 0_usize..40, 0..PIECES.len(), 0_usize..3), 1..6),
            width in 3_usize..50,
            hanging in 0_usize..3,
        ) {
            let mut line: String = parts.iter().map(|n| PIECES[*n]).collect();
            let mut rows = Rows::default();
            rows.starts(&line, width, || hanging);
            for (place, removed, piece, times) in edits {
                let boundary = |mut at: usize| {
                    while !line.is_char_boundary(at.min(line.len())) {
                        at += 1;
                    }
                    at.min(line.len())
                };
                let start = boundary((line.len() as f64 * place) as usize);
                let end = boundary(start + removed);
                let new = PIECES[piece].repeat(times);
                line.replace_range(start..end, &new);
                rows.changed(Some(LineEdit { at: start, removed: end - start, inserted: new.len() }));
                let starts = rows.starts(&line, width, || hanging);
                proptest::prop_assert_eq!(starts.to_vec(), wrapped(&line, width, hanging));
            }
        }
    }
}
