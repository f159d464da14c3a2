//! The MENTOR checklist: six keys, their items by moment, and how each key feels over time.
//! The content is data (`assets/mentor-model.toml`); ticks and ratings refer to its stable ids.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::ids::{OwnItemId, PairId, RatingId, SessionId, TickId};
use super::keyed_enum;
use super::moment::Moment;
use super::pair::{Direction, Role};

keyed_enum! {
    /// When an item asks for attention, and with that when its box starts fresh.
    pub enum ItemMoment {
        Setup = "setup",
        Session = "session",
        Midterm = "midterm",
        Closing = "closing",
    }
}

keyed_enum! {
    /// `Na` is "not this time": settled, because for example no introduction was made.
    pub enum TickState {
        Open = "open",
        Done = "done",
        Na = "na",
    }
}

impl TickState {
    /// The state that one press of the tick key leads to.
    pub fn next(self) -> Self {
        match self {
            Self::Open => Self::Done,
            Self::Done => Self::Na,
            Self::Na => Self::Open,
        }
    }
}

/// A sentence in both languages. Its reader picks one; see `i18n::Lang::pick`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Bilingual {
    pub en: String,
    pub ja: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ModelItem {
    pub id: String,
    pub who: Role,
    pub when: ItemMoment,
    /// In the short list that a wrap-up asks for.
    #[serde(default)]
    pub core: bool,
    /// What must be under way in the pair for the item to make sense.
    #[serde(default)]
    pub needs: Option<Need>,
    pub text: Bilingual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    Introduction,
}

#[derive(Clone, Debug, Deserialize)]
pub struct RatingText {
    /// 1 to 5.
    pub level: u8,
    pub text: Bilingual,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Question {
    pub id: String,
    pub who: Role,
    pub when: ItemMoment,
    /// The directions that it makes sense in; none: all of them. What one asks who has come further does not fit a pair
    /// in which the younger one gives.
    #[serde(default)]
    pub directions: Vec<Direction>,
    pub text: Bilingual,
}

impl Question {
    /// Whether somebody with this role in a pair of this direction would ask it.
    pub fn fits(&self, role: Role, direction: Direction) -> bool {
        let of_direction = self.directions.is_empty() || self.directions.contains(&direction);
        of_direction && shown_to(self.who, role, direction)
    }
}

/// One of the six keys with everything that belongs to it.
#[derive(Clone, Debug, Deserialize)]
pub struct Pillar {
    pub key: String,
    pub letter: String,
    pub order: u8,
    pub name: Bilingual,
    pub short: Bilingual,
    pub essence: Bilingual,
    pub next_step: Bilingual,
    pub items: Vec<ModelItem>,
    pub ratings: Vec<RatingText>,
    pub questions: Vec<Question>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ModelMeta {
    pub title: Bilingual,
    pub subtitle: Bilingual,
    pub credit: Bilingual,
    pub rating_prompt: Bilingual,
    pub rating_note: Bilingual,
}

/// The labels of the model that come in a fixed set.
#[derive(Clone, Debug, Deserialize)]
pub struct ModelLabels {
    pub rating: std::collections::BTreeMap<String, Bilingual>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Model {
    pub meta: ModelMeta,
    pub labels: ModelLabels,
    pub pillars: Vec<Pillar>,
}

impl Model {
    /// The model that ships with the program.
    pub fn built_in() -> &'static Model {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| {
            // The file is part of the program and a test reads it, so a mistake in it cannot reach anybody.
            let mut model: Model =
                toml::from_str(include_str!("../../assets/mentor-model.toml")).expect("built-in model");
            model.pillars.sort_by_key(|p| p.order);
            model
        })
    }

    pub fn pillar(&self, key: &str) -> Option<&Pillar> {
        let is = |p: &&Pillar| {
            p.key.eq_ignore_ascii_case(key)
                || p.letter.eq_ignore_ascii_case(key)
                || p.name.ja == key
                || p.short.ja == key
        };
        self.pillars.iter().find(is)
    }

    pub fn item(&self, id: &str) -> Option<&ModelItem> {
        self.pillars.iter().flat_map(|p| &p.items).find(|i| i.id == id)
    }
}

/// Whether an item meant for `who` is shown to somebody with this role in a pair of this direction.
/// In a mutual or peer pair both people play both parts.
pub fn shown_to(who: Role, role: Role, direction: Direction) -> bool {
    who == Role::Both || role == Role::Both || who == role || matches!(direction, Direction::Mutual | Direction::Peer)
}

/// The state of one item; with a session for the items that start fresh every time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    pub id: TickId,
    pub rev: i64,
    pub pair: PairId,
    pub item: String,
    pub session: Option<SessionId>,
    pub state: TickState,
    pub at: Moment,
}

/// How one key feels to the person at the desk. Never a mark for the partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    pub id: RatingId,
    pub rev: i64,
    pub pair: PairId,
    pub key: String,
    /// 1 to 5.
    pub level: u8,
    pub note: String,
    pub at: Moment,
}

/// An item that the person added to a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnItem {
    pub id: OwnItemId,
    pub rev: i64,
    pub pair: PairId,
    pub key: String,
    pub when: ItemMoment,
    pub text: String,
    /// Unix milliseconds.
    pub created: i64,
    /// Unix milliseconds since when it lies in the bin.
    pub deleted: Option<i64>,
}

/// One row of a key: an item of the model or an own one, with its state.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardItem {
    /// The model's id, or the own item's UUID.
    pub id: String,
    pub own: Option<OwnItem>,
    pub who: Role,
    pub when: ItemMoment,
    pub state: TickState,
}

/// One key of one pair, as the desk shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardKey {
    pub key: String,
    /// Oldest first.
    pub ratings: Vec<Rating>,
    pub items: Vec<BoardItem>,
}

impl BoardKey {
    /// How the key feels now, 1 to 5.
    pub fn level(&self) -> Option<u8> {
        self.ratings.last().map(|r| r.level)
    }

    /// Whether the feel is low enough that the suggested next step helps (1 or 2).
    pub fn is_low(&self) -> bool {
        self.level().is_some_and(|l| l <= 2)
    }
}

/// The six keys of one pair, their session items as of `session`.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    pub pair: PairId,
    pub session: Option<SessionId>,
    pub keys: Vec<BoardKey>,
}
