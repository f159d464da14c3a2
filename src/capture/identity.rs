//! Entries found again in a text that came back from outside the program.
//!
//! Equal entries first, in order (their longest common subsequence; of very large rewrites an approximation by the
//! entries that occur once), then equal entries anywhere (moved), then, between the entries that kept their order, the
//! most similar ones in order. No identity is given twice.
//! White space at the end of an entry does not matter: moving an entry to the end of a note often costs it a line end.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use super::note::body;

/// Below this share of common letter pairs two texts are two thoughts.
const LEAST_SIMILARITY: f64 = 0.5;
/// Gaps with at most this many (old, new) pairs are matched by equality exactly: a few milliseconds.
const EXACT_EQUALITY_CELLS: usize = 1_000_000;
/// Gaps with at most this many (old, new) pairs are matched by similarity exactly.
const EXACT_SIMILARITY_CELLS: usize = 1_024;
/// In larger gaps a new entry is compared with this many old ones that come next.
const SIMILARITY_WINDOW: usize = 8;
/// Letters of an entry that are compared; longer entries differ early or hardly at all.
const COMPARED_CHARS: usize = 200;
/// How often a gap may be cut at entries that occur once before what is left counts as rewritten.
const MOST_CUTS: usize = 16;

/// For every new entry the identity of the old entry that it continues, if it continues one.
pub fn match_entries<Id: Copy>(old: &[(Id, &str)], new: &[&str]) -> Vec<Option<Id>> {
    let old_raws: Vec<&str> = old.iter().map(|(_, raw)| *raw).collect();
    let mut matching = Matching::new(&old_raws, new);
    matching.pair_equal_in_order();
    let gaps = matching.gaps();
    matching.pair_moved();
    for gap in gaps {
        matching.pair_similar(&gap);
    }
    matching.old_of_new.iter().map(|found| found.map(|index| old[index].0)).collect()
}

/// A stretch of old entries and the stretch of new entries that stands in its place.
#[derive(Clone)]
struct Gap {
    old: Range<usize>,
    new: Range<usize>,
}

impl Gap {
    fn is_empty(&self) -> bool {
        self.old.is_empty() || self.new.is_empty()
    }

    fn cells(&self) -> usize {
        self.old.len().saturating_mul(self.new.len())
    }
}

struct Matching<'a> {
    old_raws: &'a [&'a str],
    new_raws: &'a [&'a str],
    /// A number for every text, the same for equal texts, so that long texts are compared once.
    old: Vec<usize>,
    new: Vec<usize>,
    old_of_new: Vec<Option<usize>>,
    old_taken: Vec<bool>,
}

impl<'a> Matching<'a> {
    fn new(old_raws: &'a [&'a str], new_raws: &'a [&'a str]) -> Self {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut number = |raw: &&'a str| {
            let unused = numbers.len();
            *numbers.entry(raw.trim_end()).or_insert(unused)
        };
        Self {
            old_raws,
            new_raws,
            old: old_raws.iter().map(&mut number).collect(),
            new: new_raws.iter().map(&mut number).collect(),
            old_of_new: vec![None; new_raws.len()],
            old_taken: vec![false; old_raws.len()],
        }
    }

    fn pair(&mut self, old: usize, new: usize) {
        self.old_of_new[new] = Some(old);
        self.old_taken[old] = true;
    }

    fn pair_equal_in_order(&mut self) {
        let whole = Gap { old: 0..self.old.len(), new: 0..self.new.len() };
        let mut waiting = vec![(whole, 0)];
        while let Some((gap, cuts)) = waiting.pop() {
            let gap = self.pair_equal_ends(gap);
            if gap.is_empty() {
                continue;
            }
            if gap.cells() <= EXACT_EQUALITY_CELLS {
                self.pair_longest_common(&gap);
            } else if cuts < MOST_CUTS {
                let anchors = self.anchors(&gap);
                waiting.extend(cut(gap, &anchors).into_iter().map(|part| (part, cuts + 1)));
                for (old, new) in anchors {
                    self.pair(old, new);
                }
            }
        }
    }

    /// Pairs what is equal at both ends of a gap and returns what is left between.
    fn pair_equal_ends(&mut self, mut gap: Gap) -> Gap {
        while !gap.is_empty() && self.old[gap.old.start] == self.new[gap.new.start] {
            self.pair(gap.old.start, gap.new.start);
            gap.old.start += 1;
            gap.new.start += 1;
        }
        while !gap.is_empty() && self.old[gap.old.end - 1] == self.new[gap.new.end - 1] {
            gap.old.end -= 1;
            gap.new.end -= 1;
            self.pair(gap.old.end, gap.new.end);
        }
        gap
    }

    fn pair_longest_common(&mut self, gap: &Gap) {
        let found = best_alignment(gap, |old, new| u32::from(self.old[old] == self.new[new]));
        for (old, new) in found {
            self.pair(old, new);
        }
    }

    /// Entries that occur once on both sides of a gap, as many of them as keep their order.
    fn anchors(&self, gap: &Gap) -> Vec<(usize, usize)> {
        let old_places = single_places(&self.old, gap.old.clone());
        let new_places = single_places(&self.new, gap.new.clone());
        let mut common: Vec<(usize, usize)> = new_places
            .into_iter()
            .filter_map(|(text, new)| Some((old_places.get(&text).copied().flatten()?, new?)))
            .collect();
        common.sort_unstable_by_key(|(_, new)| *new);
        longest_increasing(&common)
    }

    /// The stretches between the entries that are paired so far. Call it while these are in order.
    fn gaps(&self) -> Vec<Gap> {
        let anchors: Vec<(usize, usize)> =
            self.old_of_new.iter().enumerate().filter_map(|(new, old)| old.map(|old| (old, new))).collect();
        cut(Gap { old: 0..self.old.len(), new: 0..self.new.len() }, &anchors)
    }

    fn pair_moved(&mut self) {
        let mut free: HashMap<usize, VecDeque<usize>> = HashMap::new();
        for (index, text) in self.old.iter().enumerate().filter(|(index, _)| !self.old_taken[*index]) {
            free.entry(*text).or_default().push_back(index);
        }
        for new in 0..self.new.len() {
            if self.old_of_new[new].is_none()
                && let Some(old) = free.get_mut(&self.new[new]).and_then(VecDeque::pop_front)
            {
                self.pair(old, new);
            }
        }
    }

    fn pair_similar(&mut self, gap: &Gap) {
        let old: Vec<usize> = gap.old.clone().filter(|index| !self.old_taken[*index]).collect();
        let new: Vec<usize> = gap.new.clone().filter(|index| self.old_of_new[*index].is_none()).collect();
        let old_pairs: Vec<LetterPairs> = old.iter().map(|index| LetterPairs::of(self.old_raws[*index])).collect();
        let new_pairs: Vec<LetterPairs> = new.iter().map(|index| LetterPairs::of(self.new_raws[*index])).collect();
        let left = Gap { old: 0..old.len(), new: 0..new.len() };
        let found = if left.cells() <= EXACT_SIMILARITY_CELLS {
            best_alignment(&left, |old, new| old_pairs[old].likeness(&new_pairs[new]))
        } else {
            windowed_alignment(&old_pairs, &new_pairs)
        };
        for (old_index, new_index) in found {
            self.pair(old[old_index], new[new_index]);
        }
    }
}

/// The parts of a gap between pairs that lie in it in order.
fn cut(gap: Gap, pairs: &[(usize, usize)]) -> Vec<Gap> {
    let mut parts = Vec::new();
    let (mut old_start, mut new_start) = (gap.old.start, gap.new.start);
    for (old, new) in pairs.iter().copied().chain([(gap.old.end, gap.new.end)]) {
        let part = Gap { old: old_start..old, new: new_start..new };
        if !part.is_empty() {
            parts.push(part);
        }
        (old_start, new_start) = (old + 1, new + 1);
    }
    parts
}

/// Where each text of a stretch stands; `None` for texts that stand there more than once.
fn single_places(texts: &[usize], stretch: Range<usize>) -> HashMap<usize, Option<usize>> {
    let mut places = HashMap::new();
    for index in stretch {
        places.entry(texts[index]).and_modify(|place| *place = None).or_insert(Some(index));
    }
    places
}

/// The longest part of pairs, sorted by their second number, whose first numbers rise too.
fn longest_increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new(); // ends[k]: where the best rising run of length k + 1 ends
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, (first, _)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].0 < *first);
        previous.push(length.checked_sub(1).map(|before| ends[before]));
        if length == ends.len() {
            ends.push(index);
        } else {
            ends[length] = index;
        }
    }
    let mut run: Vec<(usize, usize)> =
        std::iter::successors(ends.last().copied(), |index| previous[*index]).map(|index| pairs[index]).collect();
    run.reverse();
    run
}

/// Pairs in order with the greatest sum of `worth`; pairs worth 0 are never made. Of equal sums the one that pairs
/// earlier entries is taken.
fn best_alignment(gap: &Gap, worth: impl Fn(usize, usize) -> u32) -> Vec<(usize, usize)> {
    let (height, width) = (gap.old.len(), gap.new.len());
    let row = width + 1;
    // best[i * row + j]: the greatest sum for the old entries from i and the new ones from j on.
    let mut best = vec![0_u32; (height + 1) * row];
    let worth_at = |i: usize, j: usize| worth(gap.old.start + i, gap.new.start + j);
    for i in (0..height).rev() {
        for j in (0..width).rev() {
            let skipping = best[(i + 1) * row + j].max(best[i * row + j + 1]);
            let paired = match worth_at(i, j) {
                0 => 0,
                worth => best[(i + 1) * row + j + 1] + worth,
            };
            best[i * row + j] = skipping.max(paired);
        }
    }
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < height && j < width {
        let here = best[i * row + j];
        let worth = worth_at(i, j);
        if worth > 0 && here == best[(i + 1) * row + j + 1] + worth {
            found.push((gap.old.start + i, gap.new.start + j));
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * row + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// For stretches too large for every comparison: each new entry takes the most similar of the next few old ones.
fn windowed_alignment(old: &[LetterPairs], new: &[LetterPairs]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut next_old = 0;
    for (new_index, text) in new.iter().enumerate() {
        let window = old.iter().enumerate().skip(next_old).take(SIMILARITY_WINDOW);
        let likely = window.map(|(index, other)| (other.likeness(text), index));
        // Of equally similar ones the first, so that later entries still find theirs.
        let best =
            likely.filter(|(likeness, _)| *likeness > 0).max_by_key(|(l, index)| (*l, std::cmp::Reverse(*index)));
        if let Some((_, index)) = best {
            found.push((index, new_index));
            next_old = index + 1;
        }
    }
    found
}

/// The sorted neighbouring letter pairs of a text, its two ends included, so that one letter is a text too.
struct LetterPairs(Vec<(char, char)>);

impl LetterPairs {
    fn of(raw: &str) -> Self {
        const EDGE: char = '\n';
        let text = body(raw);
        let letters = || text.chars().take(COMPARED_CHARS);
        let mut pairs: Vec<(char, char)> = [EDGE].into_iter().chain(letters()).zip(letters().chain([EDGE])).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// Twice the common pairs over all pairs, in thousandths; 0 for what is too different.
    fn likeness(&self, other: &Self) -> u32 {
        let (mut i, mut j, mut common) = (0, 0, 0_u32);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
            }
        }
        // At most COMPARED_CHARS + 1 pairs each, and at least one.
        let share = f64::from(2 * common) / (self.0.len() + other.0.len()) as f64;
        if share < LEAST_SIMILARITY { 0 } else { (share * 1000.0).round() as u32 }
    }
}

#[cfg(test)]
mod tests {

    use proptest::prelude::*;

    use super::*;

    fn matched(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
        let old: Vec<(usize, &str)> = old.iter().copied().enumerate().collect();
        match_entries(&old, new)
    }

    #[test]
    fn equal_moved_and_edited_entries_are_found() {
        let draft = "! draft the handover note by fri\n";
        let edited = "! draft the handover notes by friday\n";
        type Case<'a> = (&'a [&'a str], &'a [&'a str], &'a [Option<usize>]);
        let cases: &[Case<'_>] = &[
            (&["a\n", "b\n"], &["a\n", "b\n"], &[Some(0), Some(1)]),
            (&["a\n", "b\n"], &["a\n", "new\n", "b\n"], &[Some(0), None, Some(1)]),
            (&["a\n", "b\n", "c\n"], &["c\n", "a\n", "b\n"], &[Some(2), Some(0), Some(1)]),
            (&["first\n", "last"], &["last\n", "first"], &[Some(1), Some(0)]),
            (&["a\r\n", "a\r\n"], &["a\n", "a\n", "a\n"], &[Some(0), Some(1), None]),
            (&["x\n", draft, "y\n"], &["x\n", edited, "y\n"], &[Some(0), Some(1), Some(2)]),
            (&["手引きの下書きを作る\n"], &["! 手引きの下書きを作る\n"], &[Some(0)]),
            (&["~ 少し迷っているように見えた\n"], &["~ 少し迷っているように思えた\n"], &[Some(0)]),
            (&["x\n", "something\n"], &["x\n", "全く別のこと\n"], &[Some(0), None]),
            (&["one two three four\n"], &["one two three\n", "four\n"], &[Some(0), None]),
            (&["one two three\n", "four\n"], &["one two three four\n"], &[Some(0)]),
            (&[], &["a"], &[None]),
            (&["a"], &[], &[]),
        ];
        for (old, new, expected) in cases {
            assert_eq!(matched(old, new), *expected, "{old:?} -> {new:?}");
        }
    }

    #[test]
    fn similarity_stays_between_its_neighbours() {
        // The edited line may not jump over a line that kept its place.
        let found = matched(&["anchor one\n", "the very same words\n"], &["the very same word\n", "anchor one\n"]);
        assert_eq!(found, [None, Some(0)]);
    }

    #[test]
    fn a_large_note_is_matched_whole() {
        let line = |n: usize, salt: &str| format!("! thought number {n} {salt}\n");
        let old: Vec<String> = (0..3_000).map(|n| line(n, "as it was")).collect();
        let reversed: Vec<String> = old.iter().rev().cloned().collect();
        let old_refs: Vec<(usize, &str)> = old.iter().map(String::as_str).enumerate().collect();
        let new_refs: Vec<&str> = reversed.iter().map(String::as_str).collect();
        let found = match_entries(&old_refs, &new_refs);
        assert_eq!(found, (0..3_000).rev().map(Some).collect::<Vec<_>>(), "every line moved, none is new");
    }

    proptest! {
        #[test]
        fn no_identity_is_given_twice(
            old in prop::collection::vec("[ab]{0,3}\n?", 0..12),
            new in prop::collection::vec("[ab]{0,3}\n?", 0..12),
        ) {
            let old_refs: Vec<&str> = old.iter().map(String::as_str).collect();
            let new_refs: Vec<&str> = new.iter().map(String::as_str).collect();
            let found = matched(&old_refs, &new_refs);
            let mut given: Vec<usize> = found.iter().flatten().copied().collect();
            given.sort_unstable();
            let count = given.len();
            given.dedup();
            prop_assert_eq!(given.len(), count);
            prop_assert_eq!(matched(&old_refs, &old_refs), (0..old.len()).map(Some).collect::<Vec<_>>());
        }
    }
}
