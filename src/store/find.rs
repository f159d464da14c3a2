//! Asking the search index. Streams of documents, newest first, one for each word, walk side by side through the
//! sessions; what all of them hold is a find. The walk ends as soon as enough is found. There are two walks, one behind the
//! other: first what is spelled as it was typed, then what is spelled otherwise.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::damage::Unreadable;
use super::record::{blob, list, select, width};
use super::search::{SLOT, as_spelled, end_of, first_doc, group_of, kind_token, open_token, pair_token, spelled_token};
use super::value::{lossy, lossy_opt, read_moment_opt};
use super::{Result, Tx};
use crate::domain::search::Search;
use crate::domain::session::Session;
use crate::domain::{Entry, EntryKind, Moment};
use crate::text::{Needle, Phrase};

/// The numbers of the documents found: those that are spelled as it was typed, then the others; the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub docs: Vec<i64>,
    /// Where among them those begin that are spelled otherwise, if that is here.
    pub otherwise: Option<usize>,
    /// Where to go on; `None`: this is all.
    pub next: Option<i64>,
}

/// Going on with what is spelled otherwise, from the newest: see [`otherwise_from`].
const OTHERWISE: i64 = !i64::MAX;

/// A mark to go on from among what is spelled otherwise. Those of the first walk are documents, and so not negative.
const fn otherwise_from(doc: i64) -> i64 {
    !doc
}

/// Where words stand in sealed lines, which the index does not know: for each word of a search its documents, the oldest
/// first.
#[derive(Clone, Debug, Default)]
pub struct SealedHits {
    pub words: Vec<Vec<i64>>,
    /// Those of them that are spelled as the word was typed.
    pub spelled: Vec<Vec<i64>>,
    pub without: Vec<Vec<i64>>,
}

impl SealedHits {
    fn is_empty(&self) -> bool {
        self.words.iter().chain(&self.without).all(Vec::is_empty)
    }
}

/// What was found in a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// A line, with the theme and the time of its session.
    Line { entry: Box<Entry>, theme: String, at: Option<Moment> },
    /// The theme of a session.
    Theme(Box<Session>),
}

impl Tx<'_> {
    /// The documents that answer a search: all of the sessions in which something was found, until at least `limit` lines
    /// are together. `before` goes on where an earlier answer ended.
    pub fn search_docs(
        &self,
        search: &Search,
        sealed: &SealedHits,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Found> {
        let mut found = Found::default();
        let after = before.filter(|before| *before < 0);
        if after.is_none() {
            let mut walk = Walk::new(self.conn(), search, sealed, before, Spelling::AsTyped)?;
            while let Some(docs) = walk.next_group()? {
                if found.docs.len() >= limit {
                    found.next = found.docs.last().copied();
                    return Ok(found);
                }
                found.docs.extend(docs);
            }
        }
        // Without a word nothing is spelled in any way.
        if search.words.is_empty() {
            return Ok(found);
        }
        let begins_here = after.is_none_or(|mark| mark == OTHERWISE);
        let typed = found.docs.len();
        let mut walk = Walk::new(self.conn(), search, sealed, after.map(|mark| !mark), Spelling::Otherwise)?;
        while let Some(docs) = walk.next_group()? {
            if found.docs.len() >= limit {
                let last = found.docs.get(typed..).and_then(|docs| docs.last());
                found.next = Some(last.map_or(OTHERWISE, |doc| otherwise_from(*doc)));
                break;
            }
            found.docs.extend(docs);
        }
        found.otherwise = (begins_here && found.next != Some(OTHERWISE)).then_some(typed);
        Ok(found)
    }

    /// Counts documents in parts, newest first, however they are spelled: how many are in this part, which has at least
    /// `limit`, and where the next one goes on.
    pub fn search_count_part(
        &self,
        search: &Search,
        sealed: &SealedHits,
        before: Option<i64>,
        limit: usize,
    ) -> Result<(usize, Option<i64>)> {
        let mut walk = Walk::new(self.conn(), search, sealed, before, Spelling::Any)?;
        let (mut count, mut last) = (0, None);
        while let Some(docs) = walk.next_group()? {
            if count >= limit {
                return Ok((count, last));
            }
            (count, last) = (count + docs.len(), docs.last().copied().or(last));
        }
        Ok((count, None))
    }

    /// How many lines and themes answer a search.
    pub fn search_count(&self, search: &Search, sealed: &SealedHits) -> Result<usize> {
        let [word] = search.words.as_slice() else { return self.count_walking(search, sealed) };
        if word.check() || !search.without.is_empty() || search.open_action || search.promise || !sealed.is_empty() {
            return self.count_walking(search, sealed);
        }
        let range = Range::of(search, None);
        let query = question(self.conn(), search, Asked::Word(word))?;
        let sql = "SELECT count(*) FROM search WHERE search MATCH ?1 AND rowid >= ?2 AND rowid < ?3";
        let mut statement = self.conn().prepare_cached(sql)?;
        let count: i64 = statement.query_row(params![query, range.from, range.to], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// What stands in a document. `None`, and noted, where no record says that it is in it.
    pub fn document(&self, doc: i64) -> Result<Option<Standing>> {
        let sql = "WHERE entry.doc = ?1";
        let derived = ["s.theme", "s.at_ms", "s.at_offset"].map(str::to_owned);
        let sql = select::<Entry>(&derived, &format!("LEFT JOIN session s ON s.id = entry.session {sql}"));
        let first = width::<Entry>();
        let mut statement = self.conn().prepare_cached(&sql)?;
        let mut rows = statement.query([doc])?;
        if let Some(row) = rows.next()? {
            let Some(entry) = self.record::<Entry>(row).map(Box::new) else { return Ok(None) };
            let theme: Option<String> = self.readable("session", row.get(first))?.flatten();
            let at = self.readable("session", read_moment_opt(row, first + 1))?.flatten();
            return Ok(Some(Standing::Line { entry, theme: theme.unwrap_or_default(), at }));
        }
        let theme = list::<Session>(self, "WHERE session.doc = ?1", [doc])?.pop();
        if theme.is_none() {
            // The index stands for a record: its number in the index is not what was written.
            let table = if (doc & (SLOT - 1)) == 0 { "session" } else { "entry" };
            self.note_unreadable(Unreadable { table, row: 0, id: None });
        }
        Ok(theme.map(|theme| Standing::Theme(Box::new(theme))))
    }

    fn count_walking(&self, search: &Search, sealed: &SealedHits) -> Result<usize> {
        let mut walk = Walk::new(self.conn(), search, sealed, None, Spelling::Any)?;
        let mut count = 0;
        while let Some(docs) = walk.next_group()? {
            count += docs.len();
        }
        Ok(count)
    }
}

/// The documents among which to look.
#[derive(Clone, Copy)]
struct Range {
    from: i64,
    to: i64,
}

impl Range {
    fn of(search: &Search, before: Option<i64>) -> Self {
        let to = search.until.map_or(i64::MAX, first_doc);
        Self { from: search.since.map_or(0, first_doc), to: to.min(before.map_or(i64::MAX, group_of)) }
    }
}

/// What one stream is about.
#[derive(Clone, Copy)]
enum Asked<'a> {
    Word(&'a Needle),
    /// A word as it was typed.
    Typed(&'a Needle),
    OpenPromise,
    Promise,
    Anything,
}

/// What to ask the index for: a word, an open promise, or whatever there is, within the pair and the kinds that are
/// meant and outside of pairs in the bin. `None` where nothing says what is looked for.
fn question(conn: &Connection, search: &Search, asked: Asked<'_>) -> Result<Option<String>> {
    let mut clauses = match asked {
        Asked::Word(word) if word.is_loose_enough() => vec![row_of(&word.loose, &word.loose.tokens)],
        Asked::Word(word) => {
            vec![format!("({} OR {})", row_of(&word.loose, &word.loose.tokens), spelled_row(&word.spelled))]
        }
        // What is spelled as the index has it stands there once.
        Asked::Typed(word) => vec![format!(
            "(({} NOT \"{}\") OR {})",
            row_of(&word.spelled, &word.spelled.tokens),
            spelled_token(),
            spelled_row(&word.spelled)
        )],
        Asked::OpenPromise => vec![format!("\"{}\"", open_token())],
        Asked::Promise => vec![format!("\"{}\"", kind_token(EntryKind::Action))],
        Asked::Anything => Vec::new(),
    };
    if !search.kinds.is_empty() {
        let kinds: Vec<String> = search.kinds.iter().map(|k| format!("\"{}\"", kind_token(*k))).collect();
        clauses.push(format!("({})", kinds.join(" OR ")));
    }
    if let Some(pair) = search.pair {
        let sql = "SELECT id FROM pair WHERE uuid = ?1";
        let id: Option<i64> = conn.prepare_cached(sql)?.query_row([blob(pair.0)], |row| row.get(0)).optional()?;
        clauses.push(format!("\"{}\"", pair_token(id.unwrap_or(-1))));
    }
    // A pair alone would be everything of it.
    if matches!(asked, Asked::Anything) && search.kinds.is_empty() {
        return Ok(None);
    }
    let query = clauses.join(" AND ");
    let mut statement = conn.prepare_cached("SELECT id FROM pair WHERE deleted_ms IS NOT NULL")?;
    let binned: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Some(binned.into_iter().fold(query, |query, pair| format!("({query}) NOT \"{}\"", pair_token(pair)))))
}

/// Tokens in a row, as the index is asked for them.
fn row_of(phrase: &Phrase, tokens: &str) -> String {
    format!("\"{tokens}\"{}", if phrase.open_ended { " *" } else { "" })
}

/// The same in a text as it is spelled.
fn spelled_row(phrase: &Phrase) -> String {
    row_of(phrase, &as_spelled(&phrase.tokens))
}

/// The documents of one question, newest first, read in batches that grow.
struct Stream<'c> {
    conn: &'c Connection,
    query: String,
    from: i64,
    /// Read already and not used up, the newest last.
    read: Vec<i64>,
    /// What is not read yet lies below this document; `None`: there is nothing.
    below: Option<i64>,
    batch: usize,
    /// How far its documents lie apart, about.
    spacing: i64,
    /// The index alone cannot tell: every find has to be looked at.
    check: Option<Check>,
    /// What is not in the index: documents of sealed lines, the newest last.
    sealed: Vec<i64>,
}

/// What has to stand in a text.
#[derive(Clone)]
struct Check {
    needle: Needle,
    as_typed: bool,
}

impl Check {
    fn is_in(&self, text: &str) -> bool {
        if self.as_typed { self.needle.is_spelled_in(text) } else { self.needle.is_in(text) }
    }
}

const FIRST_BATCH: usize = 64;
const LARGEST_BATCH: usize = 8192;
/// So many documents of a stream are a long way.
const LONG_WAY: i64 = 20_000;
const BATCH: &str =
    "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid >= ?2 AND rowid < ?3 ORDER BY rowid DESC LIMIT ?4";

impl<'c> Stream<'c> {
    fn new(conn: &'c Connection, query: String, range: Range, check: Option<Check>) -> Self {
        Self {
            conn,
            query,
            from: range.from,
            read: Vec::new(),
            below: Some(range.to),
            batch: FIRST_BATCH,
            spacing: 1,
            check,
            sealed: Vec::new(),
        }
    }

    /// The same with documents of sealed lines among those of the index.
    fn with_sealed(mut self, docs: Option<&Vec<i64>>, range: Range) -> Self {
        let docs = docs.into_iter().flatten().copied();
        self.sealed = docs.filter(|doc| (range.from..range.to).contains(doc)).collect();
        self
    }

    /// The newest document that is left.
    fn peek(&mut self) -> Result<Option<i64>> {
        Ok(self.peek_index()?.max(self.sealed.last().copied()))
    }

    fn peek_index(&mut self) -> Result<Option<i64>> {
        while self.read.is_empty() {
            let Some(below) = self.below else { return Ok(None) };
            self.fill(below)?;
        }
        Ok(self.read.last().copied())
    }

    fn fill(&mut self, below: i64) -> Result<()> {
        let mut statement = self.conn.prepare_cached(BATCH)?;
        let mut rows = statement.query(params![self.query, self.from, below, self.batch as i64])?;
        let mut last = None;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            let doc: i64 = row.get(0)?;
            (last, count) = (Some(doc), count + 1);
            let meant = match &self.check {
                Some(check) => is_in_document(self.conn, check, doc)?,
                None => true,
            };
            if meant {
                self.read.push(doc);
            }
        }
        self.read.reverse();
        if let Some(last) = last {
            // From where it was asked for, which for the first batch may lie far in the future.
            let first = self.read.last().copied().unwrap_or(below).min(below);
            self.spacing = ((first - last) / count as i64).max(1);
        }
        self.below = last.filter(|_| count == self.batch);
        self.batch = (self.batch * 2).min(LARGEST_BATCH);
        Ok(())
    }

    /// Passes over what is newer than the session that begins at `group`.
    fn skip_to(&mut self, group: i64) -> Result<()> {
        let end = end_of(group);
        while self.sealed.last().is_some_and(|doc| group_of(*doc) > group) {
            self.sealed.pop();
        }
        loop {
            while self.read.last().is_some_and(|doc| group_of(*doc) > group) {
                self.read.pop();
            }
            let Some(below) = self.below.filter(|_| self.read.is_empty()) else { return Ok(()) };
            // To ask anew costs as much as to read some thousand on: that pays only for a long way.
            if (below - end) / self.spacing > LONG_WAY {
                self.batch = FIRST_BATCH;
                self.fill(below.min(end))?;
            } else {
                self.fill(below)?;
            }
        }
    }

    /// Takes what belongs to the session that begins at `group`. Whether there was anything.
    fn take(&mut self, group: i64, docs: &mut BTreeSet<i64>) -> Result<bool> {
        let mut has_any = false;
        while let Some(doc) = self.peek()?.filter(|doc| group_of(*doc) == group) {
            for from in [&mut self.read, &mut self.sealed] {
                from.pop_if(|last| *last == doc);
            }
            docs.insert(doc);
            has_any = true;
        }
        Ok(has_any)
    }
}

/// Which finds a walk is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// What is spelled as it was typed, in sessions that have every word so.
    AsTyped,
    /// All the others.
    Otherwise,
    Any,
}

/// Streams side by side.
struct Walk<'c> {
    /// One for each word: a session has to be in all of them, and their documents are the finds.
    words: Vec<Stream<'c>>,
    /// A session has to be in these, too.
    also: Vec<Stream<'c>>,
    /// A session in one of these is left out.
    without: Vec<Stream<'c>>,
    /// What another walk has: the documents of sessions that are in all of these.
    passed: Vec<Stream<'c>>,
}

impl<'c> Walk<'c> {
    fn new(
        conn: &'c Connection,
        search: &Search,
        sealed: &SealedHits,
        before: Option<i64>,
        spelling: Spelling,
    ) -> Result<Self> {
        let range = Range::of(search, before);
        let stream = |asked: Asked<'_>, search: &Search| -> Result<Option<Stream<'c>>> {
            let check = match asked {
                Asked::Word(word) if word.check() => Some(Check { needle: word.clone(), as_typed: false }),
                Asked::Typed(word) if word.spelled.check => Some(Check { needle: word.clone(), as_typed: true }),
                Asked::Word(_) | Asked::Typed(_) | Asked::OpenPromise | Asked::Promise | Asked::Anything => None,
            };
            Ok(question(conn, search, asked)?.map(|query| Stream::new(conn, query, range, check)))
        };
        let any_kind = Search { kinds: Vec::new(), ..search.clone() };
        let of_words =
            |words: &[Needle], typed: bool, sealed: &[Vec<i64>], search: &Search| -> Result<Vec<Stream<'c>>> {
                let streams = words.iter().enumerate().map(|(n, word)| {
                    let stream = stream(if typed { Asked::Typed(word) } else { Asked::Word(word) }, search)?;
                    Ok(stream.map(|stream| stream.with_sealed(sealed.get(n), range)))
                });
                streams.filter_map(Result::transpose).collect()
            };
        let as_typed = |search: &Search| of_words(&search.words, true, &sealed.spelled, search);
        let mut words = match spelling {
            Spelling::AsTyped => as_typed(search)?,
            Spelling::Otherwise | Spelling::Any => of_words(&search.words, false, &sealed.words, search)?,
        };
        if search.words.is_empty() {
            // Without a word the filters say what is looked for.
            let asked = match (search.open_action, search.promise) {
                (true, _) => Asked::OpenPromise,
                (false, true) => Asked::Promise,
                (false, false) => Asked::Anything,
            };
            words.extend(stream(asked, search)?);
        }
        let narrows = [(search.open_action, Asked::OpenPromise), (search.promise, Asked::Promise)];
        let mut also = Vec::new();
        for (_, asked) in narrows.into_iter().filter(|(wanted, _)| *wanted) {
            also.extend(stream(asked, &any_kind)?);
        }
        let passed = if spelling == Spelling::Otherwise { as_typed(search)? } else { Vec::new() };
        Ok(Self { words, also, without: of_words(&search.without, false, &sealed.without, &any_kind)?, passed })
    }

    /// The documents of the next session in which everything is found, newest first.
    fn next_group(&mut self) -> Result<Option<Vec<i64>>> {
        loop {
            let Some(group) = self.next_common()? else { return Ok(None) };
            let mut docs = BTreeSet::new();
            for word in &mut self.words {
                word.take(group, &mut docs)?;
            }
            let mut left_out = false;
            for stream in &mut self.without {
                stream.skip_to(group)?;
                left_out |= stream.peek()?.is_some_and(|doc| group_of(doc) == group);
            }
            let (mut passed, mut all_passed) = (BTreeSet::new(), !self.passed.is_empty());
            for stream in &mut self.passed {
                stream.skip_to(group)?;
                all_passed &= stream.take(group, &mut passed)?;
            }
            if all_passed {
                docs.retain(|doc| !passed.contains(doc));
            }
            if !left_out && !docs.is_empty() {
                return Ok(Some(docs.into_iter().rev().collect()));
            }
        }
    }

    /// The newest session that all the needed streams have, each standing at its first document there.
    fn next_common(&mut self) -> Result<Option<i64>> {
        if self.words.is_empty() {
            return Ok(None);
        }
        let mut needed: Vec<&mut Stream<'c>> = self.words.iter_mut().chain(&mut self.also).collect();
        loop {
            let (mut oldest, mut same) = (i64::MAX, true);
            for stream in &mut needed {
                let Some(doc) = stream.peek()? else { return Ok(None) };
                same &= oldest == i64::MAX || group_of(doc) == oldest;
                oldest = oldest.min(group_of(doc));
            }
            if same {
                return Ok(Some(oldest));
            }
            for stream in &mut needed {
                stream.skip_to(oldest)?;
            }
        }
    }
}

/// Whether the text of a document holds what is looked for, as it is and not only as the index has it. Of one that no
/// record knows that cannot be told: whoever wants to show it notices.
fn is_in_document(conn: &Connection, check: &Check, doc: i64) -> Result<bool> {
    let sql = "SELECT raw, result, learned FROM entry WHERE doc = ?1";
    let texts = |row: &rusqlite::Row<'_>| Ok([0, 1, 2].map(|i| lossy_opt(row, i)));
    let found: Option<[Option<String>; 3]> = conn.prepare_cached(sql)?.query_row([doc], texts).optional()?;
    if let Some(texts) = found {
        return Ok(texts.iter().flatten().any(|text| check.is_in(text)));
    }
    let sql = "SELECT theme FROM session WHERE doc = ?1";
    let theme = conn.prepare_cached(sql)?.query_row([doc], |row| Ok(lossy(row, 0))).optional()?;
    Ok(theme.is_none_or(|theme| check.is_in(&theme)))
}
