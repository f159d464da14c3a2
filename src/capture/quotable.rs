//! Which limits a text takes over from texts that it quotes. Used where nobody knows where words come from: a file, a
//! pipe, another program's clipboard.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use unicode_normalization::char::is_combining_mark;

use crate::domain::Limits;
use crate::text::{fold, without_unseen};

/// How much two texts have in common before one counts as a quotation of the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Care {
    /// Lines of one note that was replaced: a dozen letters, or four of which two are kanji, are no chance.
    Close,
    /// Lines of the whole journal: three words in a row, or six letters of which three are kanji.
    Far,
}

/// Letters in a row that are compared in lines of one note.
const CLOSE_RUN: usize = 12;
/// The same where a letter is a syllable or a word.
const CLOSE_DENSE: usize = 4;
const FAR_DENSE: usize = 6;
/// Words in a row that are compared in lines of a whole journal.
const FAR_WORDS: usize = 3;
/// Letters that these words have at least.
const FAR_LETTERS: usize = 10;
/// Letters of a whole line that is found again as such.
const WHOLE: usize = 8;

/// So many times one text is looked for in whole others before the answer is taken for a yes: a short text may be part of
/// any of thousands.
const MOST_LOOKS: usize = 2_000_000;

/// Texts that limit who may see their words, by their pieces.
pub struct Quotable {
    care: Care,
    /// By the hashes of the pieces.
    pieces: HashMap<u64, Limits>,
    /// Texts that are shorter than any piece, by their length in letters.
    short: HashMap<usize, HashMap<String, Limits>>,
    /// Every text, for texts that may be a part of one; close by only.
    wholes: Vec<(String, Limits)>,
    looks: Cell<usize>,
}

impl Quotable {
    pub fn new(care: Care) -> Self {
        let looks = Cell::new(0);
        Self { care, pieces: HashMap::new(), short: HashMap::new(), wholes: Vec::new(), looks }
    }

    /// Every part of this text that is no chance takes these limits along.
    pub fn add(&mut self, body: &str, limits: Limits) {
        let body = plain(body);
        let mut is_short = true;
        for piece in pieces(&body, self.care) {
            is_short = false;
            let known = self.pieces.entry(hash(&piece)).or_default();
            *known = known.and(limits);
        }
        if is_short && says_enough(&body, self.care) {
            let known = self.short.entry(body.chars().count()).or_default().entry(body.clone()).or_default();
            *known = known.and(limits);
        }
        if self.care == Care::Close {
            self.wholes.push((body, limits));
        }
    }

    /// What `after` quotes and `before` did not, and the limits that come with it. A `before` is what the same line said
    /// until now: what stands there already is there because somebody wants it there.
    pub fn quoted(&self, before: &str, after: &str) -> Vec<(String, Limits)> {
        if self.pieces.is_empty() && self.short.is_empty() && self.wholes.is_empty() {
            return Vec::new();
        }
        let (before, after) = (plain(before), plain(after));
        let old: HashSet<u64> = pieces(&before, self.care).map(|piece| hash(&piece)).collect();
        let (mut quoted, mut is_short) = (Vec::new(), true);
        for piece in pieces(&after, self.care) {
            is_short = false;
            let number = hash(&piece);
            let known = self.pieces.get(&number).filter(|_| !old.contains(&number)).copied();
            quoted.extend(known.map(|limits| (piece, limits)));
        }
        for (length, texts) in &self.short {
            let found = windows(&after, *length).filter(|run| !before.contains(*run));
            quoted.extend(found.filter_map(|run| Some((run.to_owned(), *texts.get(run)?))));
        }
        if is_short && says_enough(&after, self.care) && !before.contains(after.as_str()) {
            quoted.extend(self.whole_of(&after).map(|limits| (after, limits)));
        }
        quoted
    }

    /// The limits of the texts that a short text is a part of.
    fn whole_of(&self, part: &str) -> Option<Limits> {
        self.looks.set(self.looks.get() + self.wholes.len());
        // With more looks than anybody waits for, it is taken for a part of each.
        let in_all = self.looks.get() > MOST_LOOKS;
        let wholes = self.wholes.iter().filter(|(whole, _)| in_all || whole.contains(part));
        wholes.map(|(_, limits)| *limits).reduce(Limits::and)
    }
}

fn hash(piece: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    piece.hash(&mut hasher);
    hasher.finish()
}

/// The words of a text alone, as they are compared: folded, with one blank between two, and without what nobody sees.
pub fn plain(body: &str) -> String {
    let mut folded = fold(&without_unseen(body));
    // A mark on a letter ends no word.
    folded.retain(|c| c.is_alphanumeric() || !is_combining_mark(c));
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a text of [`plain`] words is shorter than any piece, but says enough to be known again as a whole.
pub fn is_piece_of_nothing(plain: &str, care: Care) -> bool {
    says_enough(plain, care) && pieces(plain, care).next().is_none()
}

fn says_enough(plain: &str, care: Care) -> bool {
    let (letters, kanji) = (plain.chars().count(), plain.chars().filter(|c| is_ideograph(*c)).count());
    match care {
        Care::Close => letters >= 4 || kanji >= 1 && letters >= 2,
        Care::Far => letters >= WHOLE && plain.contains(' ') || kanji >= 3 && letters >= FAR_DENSE,
    }
}

/// The pieces by which a text of [`plain`] words is known again.
pub fn pieces(plain: &str, care: Care) -> impl Iterator<Item = String> {
    let (run, dense) = match care {
        Care::Close => (CLOSE_RUN, CLOSE_DENSE),
        Care::Far => (0, FAR_DENSE),
    };
    let kanji_wanted = match care {
        Care::Close => 2,
        Care::Far => 3,
    };
    let long =
        windows(plain, run).filter(|run| run.chars().filter(|c| c.is_alphanumeric()).count() >= CLOSE_RUN * 3 / 4);
    let short =
        windows(plain, dense).filter(move |run| run.chars().filter(|c| is_ideograph(*c)).count() >= kanji_wanted);
    let words: Vec<&str> = if care == Care::Far { plain.split(' ').collect() } else { Vec::new() };
    let in_a_row: Vec<String> = words
        .windows(FAR_WORDS)
        .filter(|words| words.iter().map(|word| word.chars().count()).sum::<usize>() >= FAR_LETTERS)
        .map(|words| words.join(" "))
        .collect();
    let found: Vec<String> = long.chain(short).map(str::to_owned).chain(in_a_row).collect();
    found.into_iter()
}

/// The runs of letters of a text of [`plain`] words that may be among its [`pieces`] close by, and begin with two bytes
/// that `begins` is true for. Byte by byte, because a text may have millions of them.
pub fn runs(plain: &str, begins: impl Fn([u8; 2]) -> bool) -> Vec<&str> {
    let (bytes, mut found) = (plain.as_bytes(), Vec::new());
    for at in 1..bytes.len() {
        if !begins([bytes[at - 1], bytes[at]]) {
            continue;
        }
        let Some(rest) = plain.get(at - 1..) else { continue };
        for length in [CLOSE_RUN, CLOSE_DENSE] {
            let last = rest.char_indices().nth(length - 1);
            found.extend(last.map(|(end, last)| &rest[..end + last.len_utf8()]));
        }
    }
    found
}

/// Every run of so many letters in a text; none for a length of 0.
fn windows(text: &str, length: usize) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).skip(length.saturating_sub(1));
    let starts = text.char_indices().map(|(at, _)| at).take(if length == 0 { 0 } else { usize::MAX });
    starts.zip(ends).map(|(start, end)| &text[start..end])
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(care: Care, source: &str, before: &str, after: &str) -> bool {
        let mut quotable = Quotable::new(care);
        quotable.add(source, Limits::ONLY_ME_CHOSEN);
        !quotable.quoted(before, after).is_empty()
    }

    #[test]
    fn far_away_three_words_in_a_row_are_a_quotation() {
        let secret = "she may leave the firm over kumquat prices";
        for after in [secret, "send: leave the firm soon", "Firm OVER  kumquat", "she may leave"] {
            assert!(quotes(Care::Far, secret, "", after), "{after}");
        }
        for after in ["the firm", "kumquat", "", "call her about the prices of the firm"] {
            assert!(!quotes(Care::Far, secret, "", after), "{after}");
        }
        assert!(quotes(Care::Far, "退職を迷っているように見えた", "", "たしかに退職を迷っていると思う！"));
        assert!(quotes(Care::Far, "退職願を書いた", "", "退職願を書いた"));
        assert!(!quotes(Care::Far, "退職を迷っているように見えた", "", "楽しいように見えた"));
    }

    #[test]
    fn in_one_note_less_is_enough() {
        let secret = "she may leave the firm over kumquat prices";
        for after in ["leave the firm", "kumquat price", "prices", "over kumquat"] {
            assert!(quotes(Care::Close, secret, "", after), "{after}");
        }
        assert!(!quotes(Care::Close, secret, "", "the plan"));
        assert!(quotes(Care::Close, "上司が嫌い", "", "嫌い"));
    }

    #[test]
    fn what_a_line_said_before_it_may_go_on_saying() {
        let secret = "she may leave the firm over kumquat prices";
        for care in [Care::Close, Care::Far] {
            let before = "tell him that she may leave the firm";
            assert!(!quotes(care, secret, before, "tell him she may leave the firm!"));
            assert!(!quotes(care, secret, secret, "she may leave the firm"));
            assert!(quotes(care, secret, before, "tell him that she may leave the firm over kumquat prices"));
        }
    }

    #[test]
    fn a_short_text_is_looked_for_as_a_whole() {
        for care in [Care::Close, Care::Far] {
            assert!(quotes(care, "call Mori", "", "then: call Mori tomorrow"), "{care:?}");
            assert!(!quotes(care, "call Mori", "", "call the office"), "{care:?}");
        }
        let mut many = Quotable::new(Care::Close);
        (0..3_000).for_each(|n| many.add(&format!("line number {n} of a long note"), Limits::ONLY_ME));
        let found = (0..1_000).filter(|_| !many.quoted("", "else").is_empty()).count();
        assert!(found > 0, "what takes too long to look for is taken for a quotation");
    }

    /// Letters that nobody sees.
    const UNSEEN: [char; 16] = [
        '\u{ad}',
        '\u{34f}',
        '\u{61c}',
        '\u{115f}',
        '\u{180e}',
        '\u{200b}',
        '\u{200c}',
        '\u{200d}',
        '\u{202e}',
        '\u{2060}',
        '\u{3164}',
        '\u{fe0f}',
        '\u{feff}',
        '\u{e0041}',
        '\u{e0100}',
        '\u{7}',
    ];
    const WORDS: [&str; 12] = [
        "Kobayashi",
        "leaves",
        "the",
        "company",
        "café",
        "退職を",
        "迷って",
        "がっこう",
        "ﾊﾟﾝ屋の",
        "上司が",
        "嫌い",
        "９月",
    ];

    /// The same in wide letters, as an input method may write them.
    fn widened(text: &str) -> String {
        let wide = |c: char| if c.is_ascii_alphanumeric() { char::from_u32(u32::from(c) + 0xfee0) } else { Some(c) };
        text.chars().filter_map(wide).collect()
    }

    proptest::proptest! {
        #[test]
        fn what_looks_the_same_is_the_same(
            words in proptest::collection::vec(0..WORDS.len(), 1..9),
            unseen in proptest::collection::vec((0_usize..200, 0..UNSEEN.len()), 0..30),
            form in 0_usize..4,
        ) {
            use unicode_normalization::UnicodeNormalization;
            let text = words.iter().map(|n| WORDS[*n]).collect::<Vec<_>>().join(" ");
            let mut letters: Vec<char> = match form {
                0 => text.chars().collect(),
                1 => text.nfd().collect(),
                2 => widened(&text).chars().collect(),
                _ => text.to_uppercase().chars().collect(),
            };
            for (place, letter) in unseen {
                letters.insert(place % (letters.len() + 1), UNSEEN[letter]);
            }
            let disguised: String = letters.into_iter().collect();
            proptest::prop_assert_eq!(plain(&disguised), plain(&text));
            for care in [Care::Close, Care::Far] {
                let (known, again) = (quotes(care, &text, "", &text), quotes(care, &text, "", &disguised));
                proptest::prop_assert_eq!(again, known, "{:?} {:?}", care, disguised);
            }
            let share = crate::capture::share_words;
            proptest::prop_assert_eq!(share(&text, &disguised), share(&text, &text));
        }
    }
}
