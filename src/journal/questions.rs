//! The question bank: add, change, look through.

use super::{Failure, Journal, Work};
use crate::domain::Readers;
use crate::domain::forms::Change;
use crate::domain::ids::OwnQuestionId;
use crate::domain::questions::OwnQuestion;
use crate::problem::{Missing, Problem, Result, What};
use crate::store::{Key, Record};

impl Journal {
    /// The person's own questions, oldest first.
    pub fn own_questions(&self) -> Result<Vec<OwnQuestion>> {
        self.read(|tx| Ok(tx.own_questions()?))
    }

    pub fn add_question(&mut self, text: &str) -> Result<OwnQuestion> {
        let text = words(text)?;
        self.change(Change::Question, |work| {
            work.may_keep("", &text, Readers::Partner)?;
            let id = OwnQuestionId(work.clock.new_id());
            let question = OwnQuestion { id, rev: 1, text, created: work.now, deleted: None };
            work.add(question.clone())?;
            Ok(question)
        })
    }

    pub fn edit_question(&mut self, id: OwnQuestionId, text: &str) -> Result<OwnQuestion> {
        let text = words(text)?;
        self.change(Change::Question, |work| {
            let question = own(work, id)?;
            work.may_keep(&question.text, &text, Readers::Partner)?;
            work.put(OwnQuestion { text, ..question })?;
            own(work, id)
        })
    }
}

fn words(text: &str) -> Result<String> {
    let text = text.trim().to_owned();
    if text.is_empty() { Err(Problem::Empty(Missing::Text)) } else { Ok(text) }
}

fn own(work: &Work<'_>, id: OwnQuestionId) -> std::result::Result<OwnQuestion, Failure> {
    match work.tx.get(Key::OwnQuestion(id.0))? {
        Some(Record::OwnQuestion(question)) if question.deleted.is_none() => Ok(question),
        _ => Err(Problem::NotFound { what: What::Question, needle: id.ending() }.into()),
    }
}
