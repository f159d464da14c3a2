//! The question bank: the model's questions and one's own, and which one to propose for a meeting.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::checklist::{Bilingual, ItemMoment, Model, Question, TickState};
use super::ids::OwnQuestionId;
use super::moment::days_until;
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
    /// When it is asked; an own question at any meeting.
    pub when: ItemMoment,
    /// `None`: the words are the model's, in either language.
    pub own: Option<OwnQuestion>,
}

impl BankQuestion {
    pub fn own(question: OwnQuestion) -> Self {
        Self { id: question.id.to_string(), pillar: None, when: ItemMoment::Session, own: Some(question) }
    }

    /// The words of a question of the model, in both languages; `None` for an own one.
    pub fn model_words(&self) -> Option<&'static Bilingual> {
        let mut questions = Model::built_in().pillars.iter().flat_map(|pillar| &pillar.questions);
        questions.find(|q| q.id == self.id).map(|q| &q.text)
    }
}

/// So many of the first sessions are about how the two want to work together.
const FIRST: u32 = 3;
/// From so many days before the end of the term on it is about the end.
const NEAR_THE_END: i64 = 21;
/// Without a term every so many sessions make a milestone.
const MILESTONE: u32 = 6;

/// What a meeting on that day is about, by where it stands in the time of the pair, after so many sessions were held.
pub fn moment_of(pair: &Pair, held: u32, day: NaiveDate) -> ItemMoment {
    let near_the_end = pair.until.is_some_and(|until| days_until(day, until) <= NEAR_THE_END);
    match held {
        0 => ItemMoment::Setup,
        _ if near_the_end => ItemMoment::Closing,
        1..FIRST => ItemMoment::Setup,
        _ if is_halfway(pair, held, day) => ItemMoment::Midterm,
        _ => ItemMoment::Session,
    }
}

/// Around the middle of the term; without one every few sessions.
fn is_halfway(pair: &Pair, held: u32, day: NaiveDate) -> bool {
    match (pair.from, pair.until) {
        (Some(from), Some(until)) => {
            let (gone, whole) = (days_until(from, day), days_until(from, until));
            (whole * 2..=whole * 3).contains(&(gone * 5))
        }
        _ => (held + 1).is_multiple_of(MILESTONE),
    }
}

/// Every question that fits this pair, whenever it is asked: one's own first, then the model's in its order.
pub fn bank(pair: &Pair, own: Vec<OwnQuestion>) -> Vec<BankQuestion> {
    own.into_iter().map(BankQuestion::own).chain(built_in(|q| q.fits(pair.role, pair.direction))).collect()
}

/// The questions of the model, in its order.
pub fn built_in(takes: impl Fn(&Question) -> bool) -> impl Iterator<Item = BankQuestion> {
    let all = Model::built_in().pillars.iter().flat_map(|pillar| pillar.questions.iter().map(move |q| (pillar, q)));
    all.filter(move |(_, q)| takes(q)).map(|(pillar, q)| BankQuestion {
        id: q.id.clone(),
        pillar: Some(pillar.key.as_str()),
        when: q.when,
        own: None,
    })
}

/// The questions to propose, best first; one key goes on to the next. What was asked in the last [`REST`] sessions
/// (`lately`) is left out, and what belongs to another moment. Those of this very moment come first, then those of a key
/// that feels low; `turn` (how many sessions were held) walks round, so that the same one does not lead every time.
pub fn propose(
    bank: Vec<BankQuestion>,
    moment: ItemMoment,
    lately: &[String],
    low_keys: &[String],
    turn: usize,
) -> Vec<BankQuestion> {
    let fits = |q: &BankQuestion| q.when == moment || q.when == ItemMoment::Session;
    let fresh = bank.into_iter().filter(|q| fits(q) && !lately.contains(&q.id));
    let (now, any): (Vec<_>, Vec<_>) = fresh.partition(|q| q.when != ItemMoment::Session);
    let is_low = |q: &BankQuestion| q.pillar.is_some_and(|key| low_keys.iter().any(|low| low == key));
    let (low, rest): (Vec<_>, Vec<_>) = any.into_iter().partition(is_low);
    let walked = |mut group: Vec<BankQuestion>| {
        let len = group.len().max(1);
        group.rotate_left(turn % len);
        group
    };
    [now, low, rest].into_iter().flat_map(walked).collect()
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
    use crate::domain::pair::{Direction, Role};
    use uuid::Uuid;

    fn own(n: u128) -> OwnQuestion {
        OwnQuestion { id: OwnQuestionId(Uuid::from_u128(n)), rev: 1, text: "q".into(), created: 0, deleted: None }
    }

    fn model_question(id: &str, pillar: &'static str) -> BankQuestion {
        BankQuestion { id: id.to_owned(), pillar: Some(pillar), when: ItemMoment::Session, own: None }
    }

    fn ids(questions: &[BankQuestion]) -> Vec<&str> {
        questions.iter().map(|q| q.id.as_str()).collect()
    }

    #[test]
    fn what_was_asked_lately_rests() {
        let bank = vec![model_question("a", "mission"), model_question("b", "trust")];
        assert_eq!(ids(&propose(bank.clone(), ItemMoment::Session, &["a".to_owned()], &[], 0)), ["b"]);
        assert!(propose(bank, ItemMoment::Session, &["a".to_owned(), "b".to_owned()], &[], 7).is_empty());
    }

    #[test]
    fn a_low_key_comes_first_and_the_turn_walks_round() {
        let bank = vec![model_question("a", "mission"), model_question("b", "trust"), model_question("c", "network")];
        assert_eq!(ids(&propose(bank.clone(), ItemMoment::Session, &[], &["network".to_owned()], 0)), ["c", "a", "b"]);
        assert_eq!(ids(&propose(bank.clone(), ItemMoment::Session, &[], &[], 1)), ["b", "c", "a"]);
        assert_eq!(ids(&propose(bank, ItemMoment::Session, &[], &[], 3)), ["a", "b", "c"]);
    }

    #[test]
    fn own_questions_stand_in_the_bank_beside_the_models() {
        let pair = crate::domain::pair::tests::pair();
        let bank = bank(&pair, vec![own(7)]);
        assert_eq!(bank[0].own.as_ref().map(|o| o.id), Some(OwnQuestionId(Uuid::from_u128(7))));
        assert!(bank.len() > 5 && bank[1..].iter().all(|q| q.pillar.is_some()));
    }

    fn of(role: Role, direction: Direction) -> Pair {
        let day = |text: &str| Some(text.parse().unwrap());
        let (from, until) = (day("2026-01-01"), day("2026-12-31"));
        Pair { role, direction, from, until, ..crate::domain::pair::tests::pair() }
    }

    /// What is proposed at every meeting of a year, walking through all that is offered.
    fn offered(pair: &Pair) -> std::collections::BTreeSet<(String, ItemMoment)> {
        let first: NaiveDate = "2026-01-05".parse().unwrap();
        let meetings = (0..26).zip(first.iter_weeks().step_by(2));
        let at = |(held, day): (u32, NaiveDate)| {
            let moment = moment_of(pair, held, day);
            let offered = propose(bank(pair, Vec::new()), moment, &[], &[], held as usize);
            offered.into_iter().map(move |q| (q.id, moment))
        };
        meetings.flat_map(at).collect()
    }

    #[test]
    fn every_question_is_offered_at_its_moment_and_only_where_it_fits() {
        let mut seen = std::collections::BTreeSet::new();
        for role in Role::ALL {
            for direction in Direction::ALL {
                let all = offered(&of(*role, *direction));
                for q in Model::built_in().pillars.iter().flat_map(|pillar| &pillar.questions) {
                    let moments: Vec<ItemMoment> =
                        all.iter().filter(|(id, _)| *id == q.id).map(|(_, moment)| *moment).collect();
                    if q.fits(*role, *direction) {
                        assert!(moments.contains(&q.when), "{} is never offered to {role:?}, {direction:?}", q.id);
                        let right = q.when == ItemMoment::Session || moments == [q.when];
                        assert!(right, "{} at {moments:?}", q.id);
                        seen.insert(q.id.clone());
                    } else {
                        assert!(moments.is_empty(), "{} is offered to {role:?}, {direction:?}", q.id);
                    }
                }
            }
        }
        assert_eq!(seen.len(), 33);
    }

    #[test]
    fn what_one_asks_an_older_one_is_not_asked_of_a_younger_one() {
        let asked = |id: &str, role, direction| bank(&of(role, direction), Vec::new()).iter().any(|q| q.id == id);
        for role in Role::ALL {
            assert!(!asked("mission.q6", *role, Direction::Reverse) && !asked("mission.q6", *role, Direction::Peer));
            assert!(!asked("opportunity.q4", *role, Direction::Reverse));
            assert!(!asked("network.q2", *role, Direction::Reverse));
        }
        assert!(asked("mission.q6", Role::Mentee, Direction::Traditional));
        assert!(!asked("mission.q6", Role::Mentor, Direction::Traditional));
        assert!(asked("opportunity.q4", Role::Mentor, Direction::Traditional));
    }

    #[test]
    fn a_meeting_has_its_moment_by_the_term_and_by_how_many_were_held() {
        let pair = of(Role::Both, Direction::Mutual);
        let no_term = Pair { from: None, until: None, ..pair.clone() };
        let cases = [
            (&pair, 0, "2026-12-30", ItemMoment::Setup),
            (&pair, 2, "2026-02-01", ItemMoment::Setup),
            (&pair, 3, "2026-03-01", ItemMoment::Session),
            (&pair, 9, "2026-07-01", ItemMoment::Midterm),
            (&pair, 9, "2026-09-01", ItemMoment::Session),
            (&pair, 2, "2026-12-10", ItemMoment::Closing),
            (&pair, 9, "2026-12-09", ItemMoment::Session),
            (&pair, 9, "2027-02-01", ItemMoment::Closing),
            (&no_term, 2, "2026-12-10", ItemMoment::Setup),
            (&no_term, 4, "2026-12-10", ItemMoment::Session),
            (&no_term, 5, "2026-12-10", ItemMoment::Midterm),
            (&no_term, 6, "2026-12-10", ItemMoment::Session),
            (&no_term, 11, "2026-12-10", ItemMoment::Midterm),
        ];
        for (pair, held, day, moment) in cases {
            assert_eq!(moment_of(pair, held, day.parse().unwrap()), moment, "{held} held, on {day}");
        }
    }

    #[test]
    fn what_belongs_to_the_moment_leads() {
        let at = |id: &str, when| BankQuestion { when, ..model_question(id, "trust") };
        let all = [
            at("any", ItemMoment::Session),
            at("first", ItemMoment::Setup),
            at("last", ItemMoment::Closing),
            at("low", ItemMoment::Session),
        ];
        let all = |low: &str| {
            let pillar = |id: &str| if id == low { Some("network") } else { Some("trust") };
            all.iter().cloned().map(|q| BankQuestion { pillar: pillar(&q.id), ..q }).collect::<Vec<_>>()
        };
        let network = ["network".to_owned()];
        assert_eq!(ids(&propose(all("low"), ItemMoment::Setup, &[], &network, 0)), ["first", "low", "any"]);
        assert_eq!(ids(&propose(all(""), ItemMoment::Closing, &[], &[], 0)), ["last", "any", "low"]);
    }
}
