//! The search index: kept in step with the records in the same transaction, asked newest first.
//!
//! | bits of a document's number | what |
//! | --- | --- |
//! | 34 | the second of its session (of a line caught in between: of its making) |
//! | 6 | tells sessions of one second apart; the last slot is for lines caught in between |
//! | 23 | the line; 0 is the session's theme |

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::record::{Key, blob};
use super::value::{lossy, lossy_opt};
use super::{Result, StoreError, Tx, search_check};
use crate::domain::{EntryKind, EntryState};
use crate::text::{IndexTokens, index_tokens};

const LINE_BITS: u32 = 23;
const SLOT_BITS: u32 = 6;
const SECOND: i64 = 1 << (LINE_BITS + SLOT_BITS);
pub(super) const SLOT: i64 = 1 << LINE_BITS;
/// The slot of lines caught in between.
const IN_BETWEEN: i64 = (1 << SLOT_BITS) - 1;
/// Later ones share it, and there is room behind it for many sessions of one second.
const LAST_SECOND: i64 = (1 << 34) - (1 << 20);

/// Begins a token that says something about the document; no text brings it along.
pub(super) const FIELD: char = '\u{e001}';

/// What belongs together: the lines of one session. A line caught in between stands alone.
pub(super) fn group_of(doc: i64) -> i64 {
    if (doc >> LINE_BITS) & IN_BETWEEN == IN_BETWEEN { doc } else { doc >> LINE_BITS << LINE_BITS }
}

/// The first document after those of a group.
pub(super) fn end_of(group: i64) -> i64 {
    if (group >> LINE_BITS) & IN_BETWEEN == IN_BETWEEN { group + 1 } else { group + SLOT }
}

/// The first document of a point in time, in Unix milliseconds.
pub(super) fn first_doc(at_ms: i64) -> i64 {
    at_ms.div_euclid(1000).clamp(0, LAST_SECOND) * SECOND
}

pub(super) fn pair_token(pair: i64) -> String {
    format!("{FIELD}p{pair}")
}

pub(super) fn kind_token(kind: EntryKind) -> String {
    format!("{FIELD}k{}", kind.key())
}

/// Begins each token of a text as it is spelled; no text brings it along.
pub(super) const SPELLED: char = '\u{e002}';

/// On documents whose text is spelled otherwise than the index has it: they have it as it is spelled, too.
pub(super) fn spelled_token() -> String {
    format!("{FIELD}s")
}

/// Tokens as those of a text as it is spelled.
pub(super) fn as_spelled(tokens: &str) -> String {
    let mut spelled = String::with_capacity(tokens.len() * 2);
    for token in tokens.split(' ').filter(|token| !token.is_empty()) {
        if !spelled.is_empty() {
            spelled.push(' ');
        }
        spelled.push(SPELLED);
        spelled.push_str(token);
    }
    spelled
}

/// The tokens of a document: what says something about it, then its texts, and once more as they are spelled where that
/// differs.
fn document_tokens<'a>(about: String, texts: impl Iterator<Item = &'a str>) -> String {
    let texts: Vec<IndexTokens> = texts.map(index_tokens).collect();
    let mut tokens = about;
    // A field between two texts keeps a phrase from reaching from one into the other.
    let mut text = |words: &str| {
        for part in [" ", &FIELD.to_string(), " ", words] {
            tokens.push_str(part);
        }
    };
    texts.iter().for_each(|indexed| text(&indexed.loose));
    if texts.iter().any(|indexed| indexed.spelled.is_some()) {
        text(&spelled_token());
        texts.iter().for_each(|indexed| text(&as_spelled(indexed.spelled.as_ref().unwrap_or(&indexed.loose))));
    }
    tokens
}

/// On lines with an open promise.
pub(super) fn open_token() -> String {
    format!("{FIELD}open")
}

/// A record's place and words in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Document {
    doc: Option<i64>,
    /// `None`: it does not belong in the index now.
    tokens: Option<String>,
    /// The documents between which its own number lies, if it has one.
    place: (i64, i64),
}

/// What the index holds of a record before it changes.
pub(super) struct Before(Option<Document>);

impl Before {
    /// Of a record that is new.
    pub const NOTHING: Self = Self(None);
}

impl Tx<'_> {
    /// What the index holds of a record that is about to change.
    pub(super) fn indexed(&self, key: Key) -> Result<Before> {
        Ok(Before(match key {
            Key::Entry(id) => line(self.conn(), id)?,
            Key::Session(id) => theme(self.conn(), id)?,
            _ => None,
        }))
    }

    /// Brings the index in step with a record that has changed.
    pub(super) fn index_again(&self, key: Key, before: Before) -> Result<()> {
        let conn = self.conn();
        match key {
            Key::Entry(id) => {
                let Some(after) = line(conn, id)? else { return self.forget(before.0) };
                let doc = self.replace(before.0, &after, |place| next_line(conn, place))?;
                if doc != after.doc {
                    conn.prepare_cached("UPDATE entry SET doc = ?2 WHERE uuid = ?1")?
                        .execute(params![blob(id), doc])?;
                }
                Ok(())
            }
            Key::Session(id) => index_session(self, id, before.0),
            _ => Ok(()),
        }
    }

    /// Makes the whole index afresh.
    pub fn index_all(&self) -> Result<()> {
        let conn = self.conn();
        self.index.borrow_mut().forget();
        conn.execute_batch(
            "INSERT INTO search (search) VALUES ('delete-all'); UPDATE session SET doc = NULL; UPDATE entry SET doc = NULL;",
        )?;
        let ids = |sql: &str| -> Result<Vec<Vec<u8>>> {
            let mut statement = conn.prepare(sql)?;
            let ids = statement.query_map([], |row| Ok(row.get(0).unwrap_or_default()))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        };
        for (sql, key) in [
            ("SELECT uuid FROM session ORDER BY at_ms, id", Key::Session as fn(Uuid) -> Key),
            ("SELECT uuid FROM entry WHERE session IS NULL AND deleted_ms IS NULL ORDER BY id", Key::Entry),
        ] {
            for id in ids(sql)? {
                if let Ok(id) = Uuid::from_slice(&id) {
                    self.index_again(key(id), Before::NOTHING)?;
                }
            }
        }
        self.settle_index()
    }

    /// Writes what the transaction has changed in the index.
    pub(super) fn settle_index(&self) -> Result<()> {
        self.index.borrow_mut().settle(self.conn(), &self.pace)
    }

    fn put(&self, doc: i64, tokens: &str) -> Result<()> {
        self.index.borrow_mut().put(self.conn(), &self.pace, doc, tokens)
    }

    fn take_out(&self, doc: i64, tokens: &str) -> Result<()> {
        self.index.borrow_mut().take_out(self.conn(), &self.pace, doc, tokens)
    }

    fn take_out_line(&self, id: Uuid) -> Result<()> {
        let Some((doc, words)) = words_of_line(self.conn(), id)? else { return Ok(()) };
        if let Some(doc) = doc {
            self.take_out(doc, &words.tokens())?;
            self.conn().prepare_cached("UPDATE entry SET doc = NULL WHERE uuid = ?1")?.execute([blob(id)])?;
        }
        Ok(())
    }

    /// Puts what a record says now in the place of what it said. Returns its number, if it has one now.
    fn replace(
        &self,
        before: Option<Document>,
        after: &Document,
        next: impl FnOnce((i64, i64)) -> Result<i64>,
    ) -> Result<Option<i64>> {
        if before.as_ref() == Some(after) && after.doc.is_some() == after.tokens.is_some() {
            return Ok(after.doc);
        }
        let stays = before.as_ref().is_some_and(|b| b.place == after.place);
        let old = before.as_ref().and_then(|b| b.doc);
        self.forget(before)?;
        let Some(tokens) = &after.tokens else { return Ok(None) };
        let doc = match old.filter(|_| stays) {
            Some(doc) => doc,
            None => next(after.place)?,
        };
        self.put(doc, tokens)?;
        Ok(Some(doc))
    }

    fn forget(&self, before: Option<Document>) -> Result<()> {
        match before {
            Some(Document { doc: Some(doc), tokens: Some(tokens), .. }) => self.take_out(doc, &tokens),
            _ => Ok(()),
        }
    }
}

/// A session has changed: its theme, and where its time or its stay in the bin changed, all of its lines.
fn index_session(tx: &Tx<'_>, id: Uuid, before: Option<Document>) -> Result<()> {
    let conn = tx.conn();
    let Some(after) = theme(conn, id)? else { return tx.forget(before) };
    let moved = before.as_ref().is_none_or(|b| b.place != after.place || b.tokens.is_none() != after.tokens.is_none());
    if !moved {
        tx.replace(before, &after, |_| Ok(0))?;
        return Ok(());
    }
    let lines: Vec<Vec<u8>> = {
        let sql = "SELECT uuid FROM entry WHERE session = (SELECT id FROM session WHERE uuid = ?1)
                   AND deleted_ms IS NULL ORDER BY position, id";
        let mut statement = conn.prepare_cached(sql)?;
        statement.query_map([blob(id)], |row| Ok(row.get(0).unwrap_or_default()))?.collect::<rusqlite::Result<_>>()?
    };
    let lines: Vec<Uuid> = lines.iter().filter_map(|id| Uuid::from_slice(id).ok()).collect();
    // The lines as they stood: with the words that the index has of them, whatever became of the session.
    tx.expect(lines.len());
    for id in &lines {
        tx.step()?;
        tx.take_out_line(*id)?;
    }
    tx.forget(before)?;
    let second = after.place.0;
    let doc = if after.tokens.is_some() { Some(next_slot(conn, second)?) } else { None };
    conn.prepare_cached("UPDATE session SET doc = ?2 WHERE uuid = ?1")?.execute(params![blob(id), doc])?;
    if let (Some(doc), Some(tokens)) = (doc, &after.tokens) {
        tx.put(doc, tokens)?;
        for (n, id) in (1..).zip(lines) {
            tx.go_on()?;
            let Some(Document { tokens: Some(tokens), .. }) = line(conn, id)? else { continue };
            tx.put(doc + n, &tokens)?;
            conn.prepare_cached("UPDATE entry SET doc = ?2 WHERE uuid = ?1")?.execute(params![blob(id), doc + n])?;
        }
    }
    Ok(())
}

/// The words of a line, as the index has them.
struct Words {
    pair: i64,
    kind: String,
    is_open_action: bool,
    raw: String,
    result: Option<String>,
    learned: Option<String>,
}

impl Words {
    fn tokens(&self) -> String {
        let mut tokens = format!("{FIELD}p{} {FIELD}k{}", self.pair, self.kind);
        if self.is_open_action {
            tokens.push(' ');
            tokens.push_str(&open_token());
        }
        let texts = [Some(&self.raw), self.result.as_ref(), self.learned.as_ref()];
        document_tokens(tokens, texts.into_iter().flatten().map(String::as_str))
    }
}

fn words_of_line(conn: &Connection, id: Uuid) -> Result<Option<(Option<i64>, Words)>> {
    let sql = "SELECT doc, pair, kind, state, raw, result, learned FROM entry WHERE uuid = ?1";
    let read = |row: &Row<'_>| {
        // What is damaged is indexed as far as it can be read: nothing of the rest may fail for it.
        let kind = lossy(row, 2);
        let open = row.get_ref(3)?.as_str() == Ok(EntryState::Open.key());
        let is_open_action = open && kind == EntryKind::Action.key();
        let words = Words {
            pair: row.get(1).unwrap_or_default(),
            is_open_action,
            raw: lossy(row, 4),
            result: lossy_opt(row, 5),
            learned: lossy_opt(row, 6),
            kind,
        };
        Ok((row.get(0).unwrap_or_default(), words))
    };
    Ok(conn.prepare_cached(sql)?.query_row([blob(id)], read).optional()?)
}

fn line(conn: &Connection, id: Uuid) -> Result<Option<Document>> {
    let Some((doc, words)) = words_of_line(conn, id)? else { return Ok(None) };
    let sql = "SELECT e.deleted_ms IS NULL, e.session IS NULL, s.doc, e.created_ms
               FROM entry e LEFT JOIN session s ON s.id = e.session WHERE e.uuid = ?1";
    let read = |r: &Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2).unwrap_or_default(), r.get(3).unwrap_or_default()));
    let (here, in_between, session_doc, created): (bool, bool, Option<i64>, i64) =
        conn.prepare_cached(sql)?.query_row([blob(id)], read)?;
    let first = if in_between { Some(first_doc(created) + IN_BETWEEN * SLOT) } else { session_doc };
    // A session without a number lies in the bin, and its lines with it.
    let place = first.map_or((0, 0), |first| (first, first.saturating_add(SLOT)));
    let tokens = (here && first.is_some()).then(|| words.tokens());
    Ok(Some(Document { doc, tokens, place }))
}

fn theme(conn: &Connection, id: Uuid) -> Result<Option<Document>> {
    let sql = "SELECT doc, pair, theme, at_ms, deleted_ms IS NULL FROM session WHERE uuid = ?1";
    let read = |row: &Row<'_>| {
        let (pair, theme): (i64, String) = (row.get(1).unwrap_or_default(), lossy(row, 2));
        let here: bool = row.get(4)?;
        let tokens = here.then(|| document_tokens(pair_token(pair), std::iter::once(theme.as_str())));
        let second = first_doc(row.get(3).unwrap_or_default());
        Ok(Document { doc: row.get(0).unwrap_or_default(), tokens, place: (second, second + SECOND) })
    };
    Ok(conn.prepare_cached(sql)?.query_row([blob(id)], read).optional()?)
}

/// The next free line of a session or of what was caught in one second.
fn next_line(conn: &Connection, (first, end): (i64, i64)) -> Result<i64> {
    let sql = "SELECT ifnull(max(doc), ?1) + 1 FROM entry WHERE doc >= ?1 AND doc < ?2";
    Ok(conn.prepare_cached(sql)?.query_row(params![first, end], |r| r.get(0))?)
}

/// The next free slot of a second; when all are taken, of a later one.
fn next_slot(conn: &Connection, second: i64) -> Result<i64> {
    let sql = "SELECT max(doc) FROM session WHERE doc >= ?1 AND doc < ?2";
    let mut second = second;
    loop {
        let last: Option<i64> = conn.prepare_cached(sql)?.query_row(params![second, second + SECOND], |r| r.get(0))?;
        match last {
            None => return Ok(second),
            Some(last) if last + SLOT < second + IN_BETWEEN * SLOT => return Ok(last + SLOT),
            Some(_) => second += SECOND,
        }
    }
}

impl Tx<'_> {
    /// Takes out of the index what is about to be taken out of the file by a statement over many rows: `which` names
    /// rows of `table`.
    pub(super) fn unindex_all(&self, table: &str, which: &str) -> Result<()> {
        let conn = self.conn();
        let ids: Vec<Vec<u8>> = {
            let mut statement =
                conn.prepare(&format!("SELECT uuid FROM {table} WHERE doc IS NOT NULL AND ({which})"))?;
            statement.query_map([], |row| Ok(row.get(0).unwrap_or_default()))?.collect::<rusqlite::Result<_>>()?
        };
        for id in ids.iter().filter_map(|id| Uuid::from_slice(id).ok()) {
            match table {
                "entry" => self.take_out_line(id)?,
                _ => self.forget(theme(conn, id)?)?,
            }
        }
        Ok(())
    }

    /// Whether the index has what the records say, and all of it can be found.
    pub(super) fn has_whole_search(&self) -> Result<bool> {
        if self.has_search_gaps()? {
            return Ok(false);
        }
        match self.search_differences() {
            Err(StoreError::Corrupt(_)) => Ok(false),
            other => Ok(other?.is_empty()),
        }
    }

    /// Whether a part of the index is not found when it is asked.
    pub fn has_search_gaps(&self) -> Result<bool> {
        search_check::has_gaps(self.conn(), i64::MAX)
    }

    /// Compares the index with what the records say, token by token. Returns the documents that differ.
    pub fn search_differences(&self) -> Result<Vec<i64>> {
        let conn = self.conn();
        if !search_check::has_version(conn)? {
            return Err(StoreError::Damaged("search_config: no version".to_owned()));
        }
        conn.execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab (main, search, instance)",
        )?;
        let mut held: HashMap<i64, u64> = HashMap::new();
        {
            let mut statement = conn.prepare("SELECT term, doc, offset FROM temp.search_words")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let sum = held.entry(row.get(1)?).or_default();
                *sum = sum.wrapping_add(fingerprint(row.get_ref(0)?.as_bytes().unwrap_or_default(), row.get(2)?));
            }
        }
        conn.execute_batch("DROP TABLE temp.search_words")?;
        let mut differing = Vec::new();
        for (table, key) in [("session", Key::Session as fn(Uuid) -> Key), ("entry", Key::Entry)] {
            let mut statement = conn.prepare(&format!("SELECT uuid FROM {table}"))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let id = Uuid::from_slice(row.get_ref(0)?.as_blob().unwrap_or_default()).unwrap_or_default();
                let Before(Some(document)) = self.indexed(key(id))? else { continue };
                let expected = document.tokens.as_deref().map(|tokens| {
                    tokens
                        .split(' ')
                        .filter(|t| !t.is_empty())
                        .zip(0..)
                        .fold(0_u64, |sum, (t, at)| sum.wrapping_add(fingerprint(term(t), at)))
                });
                let found = document.doc.and_then(|doc| held.remove(&doc));
                if found != expected {
                    differing.push(document.doc.unwrap_or_default());
                }
            }
        }
        // What is left stands for nothing.
        differing.extend(held.into_keys());
        Ok(differing)
    }
}

/// What the index keeps of a token: no more than its first 32,768 bytes (`FTS5_MAX_TOKEN_SIZE`). A search for a longer
/// one is cut in the same way.
fn term(token: &str) -> &[u8] {
    &token.as_bytes()[..token.len().min(32_768)]
}

/// Tells one token at one place from any other.
fn fingerprint(token: &[u8], at: i64) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    (token, at).hash(&mut hasher);
    hasher.finish()
}
