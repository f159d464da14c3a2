//! Searching what is sealed: while the vault is open, the words of its lines lie in the memory, folded, and are looked
//! through as they are. Nothing of them is ever in the index. To lock is to let go of them.

use std::collections::HashMap;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, Scope, ScopedJoinHandle};

use crate::capture::{self, Wording};
use crate::domain::EntryKind;
use crate::domain::ids::{EntryId, PairId};
use crate::domain::search::Search;
use crate::store::{self, Keeper, SealedHits, SealedLine, SealedWords as SealedWordsOfLine, Tx};
use crate::text::{FoldedText, Needle};
use crate::vault::wipe_stack;

/// Fewer lines than these are opened before a thread has begun.
const WORTH_A_THREAD: usize = 256;

/// A sealed line as it can be searched.
struct Line {
    /// Its document in the order of the index; `None` where it cannot be found.
    doc: Option<i64>,
    pair: PairId,
    kind: EntryKind,
    words: FoldedWords,
    id: EntryId,
    rev: i64,
}

struct FoldedWords {
    /// The text and what became of it, one below the other.
    text: String,
    folded: FoldedText,
}

/// The words of all sealed lines, as of a state of the journal.
#[derive(Default)]
pub(super) struct SealedWords {
    lines: Vec<Line>,
    damaged: Vec<EntryId>,
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
        let before = std::mem::take(self);
        let mut known: HashMap<(EntryId, i64), FoldedWords> =
            before.lines.into_iter().map(|line| ((line.id, line.rev), line.words)).collect();
        let mut take_known = |line: SealedLine| match known.remove(&(line.id, line.rev)) {
            Some(words) => Ok(Line::new(&line, words)),
            None => Err(line),
        };
        thread::scope(|scope| {
            let mut openers = Openers::new(scope);
            tx.each_sealed(|lines, keeper| {
                let mut unknown = Vec::new();
                for line in lines {
                    match take_known(line) {
                        Ok(line) => self.lines.push(line),
                        Err(line) => unknown.push(line),
                    }
                }
                self.add(openers.open(unknown, keeper));
            })?;
            self.add(openers.finish());
            Ok::<_, store::StoreError>(())
        })?;
        self.lines.sort_by_key(|line| line.doc);
        self.as_of = Some(now);
        Ok(())
    }

    fn add(&mut self, opened: Vec<Opened>) {
        for line in opened {
            match line {
                Ok(line) => self.lines.push(line),
                Err(damaged) => self.damaged.push(damaged),
            }
        }
    }

    /// What they say: see [`residue::all_sealed`](super::residue::all_sealed).
    pub fn said(&self) -> Vec<Wording> {
        let counts = |line: &&Line| line.doc.is_some() || line.kind == EntryKind::Reading;
        let words = |line: &Line| Wording { note: None, words: line.words.text.clone() };
        self.lines.iter().filter(counts).map(words).collect()
    }

    /// Lines whose bytes are not what the key has written.
    pub fn damaged(&self) -> &[EntryId] {
        &self.damaged
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
                    && needle.may_be_in(&line.words.folded)
                    && needle.is_in(&line.words.text)
            };
            self.lines.iter().filter(meant).filter(|line| line.doc.is_some()).collect::<Vec<_>>()
        };
        let docs = |lines: &[&Line]| lines.iter().filter_map(|line| line.doc).collect::<Vec<i64>>();
        let mut hits = SealedHits::default();
        for needle in &search.words {
            let mut lines = of(needle, false);
            hits.words.push(docs(&lines));
            lines.retain(|line| needle.is_spelled_in(&line.words.text));
            hits.spelled.push(docs(&lines));
        }
        hits.without = search.without.iter().map(|needle| docs(&of(needle, true))).collect();
        hits
    }
}

impl FoldedWords {
    fn of(words: SealedWordsOfLine) -> Self {
        let mut text = capture::body(&words.raw).into_owned();
        for more in words.rest.into_iter().flatten() {
            text.push('\n');
            text.push_str(&more);
        }
        Self { folded: FoldedText::new(&text), text }
    }
}

/// A line with its words, or which one cannot be opened.
type Opened = Result<Line, EntryId>;

impl Line {
    fn new(line: &SealedLine, words: FoldedWords) -> Self {
        let SealedLine { id, rev, doc, pair, kind, .. } = *line;
        Self { doc, pair, kind, words, id, rev }
    }

    fn open_all(lines: &[SealedLine], keeper: &dyn Keeper) -> Vec<Opened> {
        let words = |line: &SealedLine| line.open(keeper).map(FoldedWords::of).ok_or(line.id);
        lines.iter().map(|line| Ok(Self::new(line, words(line)?))).collect()
    }
}

/// Threads that open lines while more of them are read, as many as there are processors.
struct Openers<'scope, 'env> {
    scope: &'scope Scope<'scope, 'env>,
    most: usize,
    threads: Vec<Opener<'scope>>,
    turn: usize,
}

struct Opener<'scope> {
    give: SyncSender<Vec<SealedLine>>,
    thread: ScopedJoinHandle<'scope, Vec<Opened>>,
}

impl<'scope, 'env> Openers<'scope, 'env> {
    fn new(scope: &'scope Scope<'scope, 'env>) -> Self {
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        Self { scope, most: if processors > 1 { processors } else { 0 }, threads: Vec::new(), turn: 0 }
    }

    /// Opens lines: here, and returns them, or elsewhere, and they come when all are [finished](Self::finish).
    fn open(&mut self, lines: Vec<SealedLine>, keeper: &Arc<dyn Keeper>) -> Vec<Opened> {
        if lines.len() < WORTH_A_THREAD {
            return Line::open_all(&lines, &**keeper);
        }
        if self.threads.len() < self.most {
            self.start(keeper.clone());
        }
        self.turn += 1;
        let of_this_turn = self.turn.checked_rem(self.threads.len()).and_then(|turn| self.threads.get(turn));
        let refused = match of_this_turn {
            Some(opener) => opener.give.send(lines).err().map(|refused| refused.0),
            None => Some(lines),
        };
        refused.map(|lines| Line::open_all(&lines, &**keeper)).unwrap_or_default()
    }

    /// One more thread, if the system has one to give.
    fn start(&mut self, keeper: Arc<dyn Keeper>) {
        let (give, take) = sync_channel::<Vec<SealedLine>>(1);
        let work = move || {
            let opened = take.iter().flat_map(|lines| Line::open_all(&lines, &*keeper)).collect();
            wipe_stack();
            opened
        };
        let started = thread::Builder::new().spawn_scoped(self.scope, work);
        self.threads.extend(started.map(|thread| Opener { give, thread }));
    }

    /// What was opened elsewhere.
    fn finish(self) -> Vec<Opened> {
        let told_to_end = |Opener { give, thread }: Opener<'scope>| {
            drop(give);
            thread
        };
        let ending: Vec<_> = self.threads.into_iter().map(told_to_end).collect();
        let opened_by = |thread: ScopedJoinHandle<'_, _>| thread.join().unwrap_or_else(|panic| resume_unwind(panic));
        ending.into_iter().flat_map(opened_by).collect()
    }
}
