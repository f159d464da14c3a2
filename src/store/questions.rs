//! The questions that somebody added to the bank.

use rusqlite::types::Value;
use rusqlite::{Row, params};

use super::record::{Column, Plain, Stored, blob, identity, list};
use super::value::{read_uuid, text};
use super::{Result, Tx};
use crate::domain::checklist::TickState;
use crate::domain::ids::{OwnQuestionId, PairId};
use crate::domain::questions::OwnQuestion;

impl Stored for OwnQuestion {
    const TABLE: &'static str = "own_question";
    const COLUMNS: &'static [Column] = &[Plain("text"), Plain("created_ms"), Plain("deleted_ms")];

    identity!();

    fn values(&self) -> Vec<Value> {
        vec![text(&self.text), self.created.into(), self.deleted.into()]
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: OwnQuestionId(read_uuid(row, 0)?),
            rev: row.get(1)?,
            text: row.get(2)?,
            created: row.get(3)?,
            deleted: row.get(4)?,
        })
    }
}

impl Tx<'_> {
    /// The person's own questions, oldest first.
    pub fn own_questions(&self) -> Result<Vec<OwnQuestion>> {
        list(self, "WHERE deleted_ms IS NULL ORDER BY id", [])
    }

    /// Own questions whose id begins or ends so, the bin left out.
    pub fn own_questions_named(&self, fragment: &str) -> Result<Vec<OwnQuestion>> {
        list(self, &super::bin::named_tail("own_question"), [fragment])
    }

    /// What was ticked, in whatever state but "not this time", in the newest `sessions` held sessions of a pair that
    /// began before this point in time (Unix milliseconds): items and questions by their ids.
    pub fn ticked_lately(&self, pair: PairId, before: i64, sessions: u32) -> Result<Vec<String>> {
        let sql = "SELECT t.item FROM tick t WHERE t.state <> ?4 AND t.session IN (
                     SELECT id FROM session WHERE pair = (SELECT id FROM pair WHERE uuid = ?1) AND status = 'held'
                     AND deleted_ms IS NULL AND at_ms < ?2 ORDER BY at_ms DESC LIMIT ?3)";
        let params = params![blob(pair.0), before, sessions, TickState::Na.key()];
        self.values("tick", sql, params, |row| row.get(0))
    }
}
