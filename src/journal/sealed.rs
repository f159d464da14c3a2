//! Searching what is sealed: while the vault is open, the words of its lines lie in the memory, folded, and are looked
//! through as they are. Nothing of them is ever in the index. To lock is to let go of them.

use std::collections::HashMap;

use uuid::Uuid;

use crate::capture;
use crate::domain::EntryKind;
use crate::domain::ids::PairId;
use crate::domain::search::Search;
use crate::store::{self, SealedHits, SealedStanding, SealedWords as SealedWordsOfLine, Tx};
use crate::text::{self, Needle};

/// A sealed line as it can be searched.
struct Line {
    id: Uuid,
    rev: i64,
    /// Its document in the order of the index.
    doc: i64,
    pair: PairId,
    kind: EntryKind,
    /// The text and what became of it, one below the other.
    text: String,
    folded: String,
}

/// The words of all sealed lines, as of a state of the journal.
#[derive(Default)]
pub(super) struct SealedWords {
    lines: Vec<Line>,
    as_of: Option<(i64, u64)>,
}

impl SealedWords {
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Brings the words in step with the journal: only what has changed is opened again.
    pub fn keep_up(&mut self, tx: &Tx<'_>) -> store::Result<()> {
        if !tx.is_unlocked() {
            self.forget();
            return Ok(());
        }
        let now = tx.state()?;
        if self.as_of == Some(now) {
            return Ok(());
        }
        let mut known: HashMap<(Uuid, i64), Line> =
            std::mem::take(&mut self.lines).into_iter().map(|line| ((line.id, line.rev), line)).collect();
        let lines = &mut self.lines;
        tx.each_sealed(|SealedStanding { id, rev, doc, pair, kind }, open| {
            let Some(doc) = doc else { return };
            let line = match known.remove(&(id, rev)) {
                Some(line) => Some(Line { doc, pair, kind, ..line }),
                None => {
                    open().map(words_of).map(|text| Line { id, rev, doc, pair, kind, folded: text::fold(&text), text })
                }
            };
            lines.extend(line);
        })?;
        self.lines.sort_by_key(|line| line.doc);
        self.as_of = Some(now);
        Ok(())
    }

    /// The documents in which each word of a search stands, the oldest first.
    pub fn hits(&self, search: &Search) -> SealedHits {
        if search.shared || self.lines.is_empty() {
            return SealedHits::default();
        }
        let of = |needle: &Needle, any_kind: bool| {
            let meant = |line: &&Line| {
                search.pair.is_none_or(|pair| pair == line.pair)
                    && (any_kind || search.kinds.is_empty() || search.kinds.contains(&line.kind))
                    && line.folded.contains(needle.folded())
                    && needle.is_in(&line.text)
            };
            self.lines.iter().filter(meant).map(|line| line.doc).collect()
        };
        SealedHits {
            words: search.words.iter().map(|needle| of(needle, false)).collect(),
            without: search.without.iter().map(|needle| of(needle, true)).collect(),
        }
    }
}

fn words_of(words: SealedWordsOfLine) -> String {
    let mut text = capture::body(&words.raw).into_owned();
    for more in words.rest.into_iter().flatten() {
        text.push('\n');
        text.push_str(&more);
    }
    text
}
