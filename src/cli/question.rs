//! `tomoni question`: the bank of questions, one's own and the model's.

use serde::Serialize;

use super::Run;
use super::args::{Question as Command, QuestionList};
use super::table::{Cell, Table, dim, plain};
use crate::domain::checklist::{ItemMoment, Model, Pillar};
use crate::domain::questions::{BankQuestion, OwnQuestion, bank, built_in};
use crate::domain::views::Binned;
use crate::i18n::{Label, Lang};
use crate::journal::Journal;
use crate::problem::{Problem, Result};

/// A question of the bank as a record.
#[derive(Serialize)]
struct Shape<'a> {
    id: &'a str,
    key: Option<&'static str>,
    when: &'static str,
    own: bool,
    text: &'a str,
}

pub fn run(command: Command, run: &mut Run) -> Result<()> {
    match command {
        Command::List(args) => list(&args, run),
        Command::Add(args) => change(run, |journal| journal.add_question(&args.text)),
        Command::Edit(args) => change(run, |journal| {
            let question = own(journal, &args.id)?;
            journal.edit_question(question.id, &args.text)
        }),
        Command::Delete(args) => change(run, |journal| {
            let question = own(journal, &args.id)?;
            journal.delete(Binned::OwnQuestion(question.id))?;
            Ok(question)
        }),
    }
}

/// One of the person's own questions. The list shows the built-in ones, too, by their ids: those stay as they are.
fn own(journal: &Journal, id: &str) -> Result<OwnQuestion> {
    if built_in(|_| true).any(|question| question.id == id.trim()) {
        return Err(Problem::BuiltIn(id.trim().to_owned()));
    }
    journal.find_question(id)
}

/// Changes one of the person's own questions and prints what it is then.
fn change(run: &mut Run, change: impl FnOnce(&mut Journal) -> Result<OwnQuestion>) -> Result<()> {
    let mut journal = run.beginning()?;
    let question = BankQuestion::own(change(&mut journal)?);
    let lang = run.lang();
    run.out.record(&shape(&question, lang), |out| {
        let mut table = Table::default();
        table.row(cells(&question, lang));
        table.print(out);
    });
    Ok(())
}

fn list(args: &QuestionList, run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    let all = match &args.pair {
        Some(name) => bank(&journal.find_pair(name)?, journal.own_questions()?),
        None => journal.own_questions()?.into_iter().map(BankQuestion::own).chain(built_in(|_| true)).collect(),
    };
    let lang = run.lang();
    if run.out.is_json() {
        let shapes: Vec<_> = all.iter().map(|question| shape(question, lang)).collect();
        run.out.json(&shapes);
        return Ok(());
    }
    let mut table = Table::default();
    all.iter().for_each(|question| table.row(cells(question, lang)));
    table.print(&mut run.out);
    Ok(())
}

fn shape(question: &BankQuestion, lang: Lang) -> Shape<'_> {
    let (own, when) = (question.own.is_some(), question.when.key());
    Shape { id: &question.id, key: question.pillar, when, own, text: lang.question(question) }
}

/// How it is called, the letter of its key, its words, and when it is asked unless at any session.
fn cells(question: &BankQuestion, lang: Lang) -> [Cell; 4] {
    let id = question.own.as_ref().map_or_else(|| question.id.clone(), |own| own.id.ending());
    let letter = pillar(question).map_or("", |p| p.letter.as_str());
    let when = match question.when {
        ItemMoment::Session => String::new(),
        when => when.label(lang).into_owned(),
    };
    [dim(id), plain(letter), plain(lang.question(question)), dim(when)]
}

/// The key that a question of the model belongs to.
pub fn pillar(question: &BankQuestion) -> Option<&'static Pillar> {
    question.pillar.and_then(|key| Model::built_in().pillar(key))
}
