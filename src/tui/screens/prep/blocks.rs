//! What stands on the screen, block by block, and how the rows of a column are shared among its blocks.

use crate::domain::Entry;
use crate::domain::goal::GoalView;
use crate::domain::ids::{EntryId, GoalId};
use crate::domain::questions::Picked;
use crate::domain::views::{Prep, TodayItem, Traced};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// What the person at the desk has to report.
    Report,
    /// The partner's promises.
    Theirs,
    /// Decisions and words to keep of the session before.
    Last,
    /// What is hard to say, for nobody else.
    Hard,
    Goals,
    /// What there is to talk about.
    Agenda,
    /// One question of the bank; it stands below the agenda and is always in sight.
    Question,
    /// Thanks that were not said yet.
    Thanks,
}

impl Block {
    pub const LEFT: &'static [Self] = &[Self::Report, Self::Theirs, Self::Last, Self::Hard];
    pub const RIGHT: &'static [Self] = &[Self::Goals, Self::Agenda, Self::Question, Self::Thanks];

    /// Nobody else may see what stands in it.
    pub fn is_only_mine(self) -> bool {
        match self {
            Self::Hard | Self::Thanks => true,
            Self::Report | Self::Theirs | Self::Last | Self::Goals | Self::Agenda | Self::Question => false,
        }
    }

    /// The question goes on where the agenda ends.
    pub fn has_heading(self) -> bool {
        self != Self::Question
    }

    /// In the order in which the cursor goes through them.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::LEFT.iter().chain(Self::RIGHT).copied()
    }
}

/// A row that can be chosen.
#[derive(Clone, Copy)]
pub enum Row<'a> {
    Promise(&'a Traced),
    /// A decision, or words to keep.
    Kept(&'a Entry),
    Hard(&'a Entry),
    Goal(&'a GoalView),
    Topic(&'a TodayItem),
    Question(&'a Picked),
    Thanks(&'a Traced),
}

/// What a row is recognised by after every reload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowId {
    Line(EntryId),
    Goal(GoalId),
    /// There is one question at a time.
    Question,
}

impl<'a> Row<'a> {
    pub fn id(self) -> RowId {
        match (self.entry(), self) {
            (Some(entry), _) => RowId::Line(entry.id),
            (None, Self::Goal(view)) => RowId::Goal(view.goal.id),
            (None, _) => RowId::Question,
        }
    }

    /// The line of a note that it shows.
    pub fn entry(self) -> Option<&'a Entry> {
        match self {
            Self::Promise(traced) | Self::Thanks(traced) => Some(&traced.entry),
            Self::Kept(entry) | Self::Hard(entry) => Some(entry),
            Self::Topic(item) => Some(&item.traced.entry),
            Self::Goal(_) | Self::Question(_) => None,
        }
    }

    /// The same with where it came from.
    pub fn traced(self) -> Option<&'a Traced> {
        match self {
            Self::Promise(traced) | Self::Thanks(traced) => Some(traced),
            Self::Topic(item) => Some(&item.traced),
            _ => None,
        }
    }
}

/// The rows of a block.
pub fn rows_of<'a>(prep: &'a Prep, question: Option<&'a Picked>, block: Block) -> Vec<Row<'a>> {
    match block {
        Block::Report => prep.report.iter().map(Row::Promise).collect(),
        Block::Theirs => prep.theirs.iter().map(Row::Promise).collect(),
        Block::Last => {
            let kept = prep.last.iter().flat_map(|last| last.decisions.iter().chain(&last.quotes));
            kept.map(Row::Kept).collect()
        }
        Block::Hard => prep.hard.iter().map(Row::Hard).collect(),
        Block::Goals => prep.goals.iter().map(Row::Goal).collect(),
        Block::Agenda => prep.today.iter().map(Row::Topic).collect(),
        Block::Question => question.map(Row::Question).into_iter().collect(),
        Block::Thanks => prep.thanks.iter().map(Row::Thanks).collect(),
    }
}

/// Shares `total` rows among blocks that want so many each: nobody gets more than wanted, nobody goes short while
/// another has more, and what cannot be halved goes to the first.
pub fn share_rows(wanted: &[usize], total: usize) -> Vec<usize> {
    let mut shares = vec![0; wanted.len()];
    let mut left = total;
    while left > 0 {
        let hungry: Vec<usize> = (0..wanted.len()).filter(|&i| shares[i] < wanted[i]).collect();
        if hungry.is_empty() {
            break;
        }
        for i in hungry.into_iter().take(left) {
            shares[i] += 1;
            left -= 1;
        }
    }
    shares
}

/// Which of `len` items a block of `rows` rows shows, and how many it does not: they have a row of their own at the
/// end where there are two rows or more.
pub fn window(len: usize, rows: usize, chosen: Option<usize>) -> (std::ops::Range<usize>, usize) {
    if rows == 0 || len <= rows {
        return (0..len.min(rows), len.saturating_sub(rows));
    }
    let shown = rows.saturating_sub(1).max(1);
    let first = chosen.map_or(0, |chosen| (chosen + 1).saturating_sub(shown)).min(len - shown);
    (first..first + shown, len - shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_shared_fairly() {
        for (wanted, total, shares) in [
            (&[3, 2, 1][..], 9, &[3, 2, 1][..]),
            (&[9, 1, 1], 6, &[4, 1, 1]),
            (&[9, 9, 1], 6, &[3, 2, 1]),
            (&[2, 9, 9, 9], 11, &[2, 3, 3, 3]),
            (&[5, 5, 5], 2, &[1, 1, 0]),
            (&[0, 4], 3, &[0, 3]),
            (&[1, 1], 0, &[0, 0]),
            (&[], 5, &[]),
        ] {
            assert_eq!(share_rows(wanted, total), shares, "{wanted:?} in {total}");
        }
    }

    #[test]
    fn a_share_is_never_more_than_wanted_and_nothing_is_left_over() {
        for a in 0..7 {
            for b in 0..7 {
                for total in 0..16 {
                    let shares = share_rows(&[a, b, 3], total);
                    assert_eq!(shares.iter().sum::<usize>(), total.min(a + b + 3));
                    assert!(shares.iter().zip([a, b, 3]).all(|(share, wanted)| *share <= wanted));
                }
            }
        }
    }

    #[test]
    fn the_chosen_item_is_always_in_its_window() {
        assert_eq!(window(3, 3, None), (0..3, 0));
        assert_eq!(window(5, 3, None), (0..2, 3));
        assert_eq!(window(5, 3, Some(4)), (3..5, 3));
        assert_eq!(window(5, 1, Some(2)), (2..3, 4));
        assert_eq!(window(5, 0, Some(2)), (0..0, 5));
        for len in 1..9 {
            for rows in 1..9 {
                for chosen in 0..len {
                    let (shown, hidden) = window(len, rows, Some(chosen));
                    assert!(shown.contains(&chosen) && shown.len() + hidden == len, "{chosen} of {len} in {rows}");
                }
            }
        }
    }
}
