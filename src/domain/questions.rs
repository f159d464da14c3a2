//! The question bank: the model's questions and one's own, and which one to propose for a meeting.

use serde::{Deserialize, Serialize};

use super::checklist::{Bilingual, ItemMoment, Model, TickState, shown_to};
use super::ids::OwnQuestionId;
use super::pair::Pair;

/// In how many of the newest held sessions a question was not proposed or asked, so that it may come again.
pub const REST: u32 = 3;

/// A question that the person added to the bank. It belongs to no pair: a good question serves all of them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnQuestion {
    pub id: OwnQuestionId,
    pub rev: i64,
    pub text: String,
    /// Unix milliseconds.
    pub created: i64,
    /// Unix milliseconds since when it lies in the bin.
    pub deleted: Option<i64>,
}

impl std::fmt::Debug for OwnQuestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OwnQuestion").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A question of the bank, as a meeting may use it.
#[derive(Clone, Debug, PartialEq)]
pub struct BankQuestion {
    /// The model's id, or the own question's UUID: what a tick refers to.
    pub id: String,
    /// The key of the model that it belongs to; an own question belongs to none.
    pub pillar: Option<&'static str>,
    /// `None`: the words are the model's, in either language.
    pub own: Option<OwnQuestion>,
}

impl BankQuestion {
    /// The words of a question of the model, in both languages; `None` for an own one.
    pub fn model_words(&self) -> Option<&'static Bilingual> {
        let mut questions = Model::built_in().pillars.iter().flat_map(|pillar| &pillar.questions);
        questions.find(|q| q.id == self.id).map(|q| &q.text)
    }
}

/// The questions that fit an ordinary session of this pair: one's own first, then the model's in its order.
pub fn bank(pair: &Pair, own: Vec<OwnQuestion>) -> Vec<BankQuestion> {
    let own = own.into_iter().map(|q| BankQuestion { id: q.id.to_string(), pillar: None, own: Some(q) });
    let built_in = Model::built_in().pillars.iter().flat_map(|pillar| {
        let fits = pillar.questions.iter().filter(|q| q.when == ItemMoment::Session);
        let fits = fits.filter(|q| shown_to(q.who, pair.role, pair.direction));
        fits.map(|q| BankQuestion { id: q.id.clone(), pillar: Some(pillar.key.as_str()), own: None })
    });
    own.chain(built_in).collect()
}

/// The questions to propose, best first; one key goes on to the next. What was asked in the last [`REST`] sessions
/// (`lately`) is left out. Questions of a key that feels low come first; `turn` (how many sessions were held) walks
/// round the rest, so that the same one does not lead every time.
pub fn propose(bank: Vec<BankQuestion>, lately: &[String], low_keys: &[String], turn: usize) -> Vec<BankQuestion> {
    let fresh = bank.into_iter().filter(|q| !lately.contains(&q.id));
    let is_low = |q: &BankQuestion| q.pillar.is_some_and(|key| low_keys.iter().any(|low| low == key));
    let (mut low, mut rest): (Vec<_>, Vec<_>) = fresh.partition(is_low);
    for group in [&mut low, &mut rest] {
        let len = group.len().max(1);
        group.rotate_left(turn % len);
    }
    low.append(&mut rest);
    low
}

/// The question that a session has: which one, and whether it was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Picked {
    pub question: BankQuestion,
    /// Open: proposed. Done: asked.
    pub state: TickState,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn own(n: u128) -> OwnQuestion {
        OwnQuestion { id: OwnQuestionId(Uuid::from_u128(n)), rev: 1, text: "q".into(), created: 0, deleted: None }
    }

    fn model_question(id: &str, pillar: &'static str) -> BankQuestion {
        BankQuestion { id: id.to_owned(), pillar: Some(pillar), own: None }
    }

    fn ids(questions: &[BankQuestion]) -> Vec<&str> {
        questions.iter().map(|q| q.id.as_str()).collect()
    }

    #[test]
    fn what_was_asked_lately_rests() {
        let bank = vec![model_question("a", "mission"), model_question("b", "trust")];
        assert_eq!(ids(&propose(bank.clone(), &["a".to_owned()], &[], 0)), ["b"]);
        assert!(propose(bank, &["a".to_owned(), "b".to_owned()], &[], 7).is_empty());
    }

    #[test]
    fn a_low_key_comes_first_and_the_turn_walks_round() {
        let bank = vec![model_question("a", "mission"), model_question("b", "trust"), model_question("c", "network")];
        assert_eq!(ids(&propose(bank.clone(), &[], &["network".to_owned()], 0)), ["c", "a", "b"]);
        assert_eq!(ids(&propose(bank.clone(), &[], &[], 1)), ["b", "c", "a"]);
        assert_eq!(ids(&propose(bank, &[], &[], 3)), ["a", "b", "c"]);
    }

    #[test]
    fn own_questions_stand_in_the_bank_beside_the_models() {
        let pair = crate::domain::pair::tests::pair();
        let bank = bank(&pair, vec![own(7)]);
        assert_eq!(bank[0].own.as_ref().map(|o| o.id), Some(OwnQuestionId(Uuid::from_u128(7))));
        assert!(bank.len() > 5 && bank[1..].iter().all(|q| q.pillar.is_some()));
    }
}
