//! Words behind "by" and the like that are a slip of the keyboard away from a day: "by firday", "byfriday". They are never
//! corrected in silence; the line says that no date was read.

use super::{Kind, Line, Word};

/// Long enough that no other word is only one slip away.
const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "today",
    "tomorrow",
    "tonight",
    "weekend",
    "january",
    "february",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const UNITS: &[&str] =
    &["day", "days", "week", "weeks", "month", "months", "fortnight", "hour", "hours", "year", "years"];
/// Words from this length on may have two slips.
const LONG: usize = 8;
/// Other words that are as near.
const OTHERS: &[&str] = &["sundry", "toady", "augusta", "midday", "weeknd"];

impl Line<'_> {
    /// Whether a word behind the one at `at` is nearly a day or, behind "within" and a number, nearly a unit.
    pub(super) fn has_slip(&self, at: usize) -> bool {
        const NEAR: usize = 4;
        let near = at + 1..self.tokens().len().min(at + 1 + NEAR);
        near.take_while(|at| !matches!(self.tokens()[*at].kind, Kind::Sign(sign) if sign != ':')).any(|next| {
            let token = &self.tokens()[next];
            let is_word = token.kind == Kind::Unknown && token.latin && !token.glued;
            let word = self.typed(next).to_lowercase();
            let counted = self.reader.number(next - 1).is_some() && self.word(at) == Some(Word::Within);
            is_word && (is_near(&word, DAYS) || (counted && is_near(&word, UNITS)))
        })
    }

    /// "byfriday": a word for a due date and a day without the blank between them.
    pub(super) fn runs_together(&self, at: usize) -> bool {
        let token = &self.tokens()[at];
        if token.kind != Kind::Unknown || !token.latin || token.glued {
            return false;
        }
        let word = self.typed(at).to_lowercase();
        ["by", "due", "deadline", "within"].iter().filter_map(|lead| word.strip_prefix(lead)).any(|day| {
            DAYS.contains(&day) || matches!(day, "mon" | "tue" | "wed" | "thu" | "fri" | "eod" | "eow" | "eom")
        })
    }
}

fn is_near(word: &str, known: &[&str]) -> bool {
    let length = word.chars().count();
    let most = |known: &str| if length >= LONG && known.len() >= LONG { 2 } else { 1 };
    length > 2 && !OTHERS.contains(&word) && known.iter().any(|known| slips(word, known, most(known)) <= most(known))
}

/// How many letters were left out, added, replaced or turned round, at least; more than `most` need not be counted.
fn slips(word: &str, meant: &str, most: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), meant.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_keyboard_are_near_and_other_words_are_not() {
        for word in ["firday", "fridy", "thrusday", "wendesday", "tommorow", "tomorro", "novmber", "novemeber", "moday"]
        {
            assert!(is_near(word, DAYS), "{word}");
        }
        for word in ["monkey", "holiday", "hand", "heart", "friend", "birthday", "train", "design", "sundry", "jane"] {
            assert!(!is_near(word, DAYS), "{word}");
        }
    }
}
