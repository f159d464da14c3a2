//! What the palette can find: commands, pairs, sessions, goals and people, each with the names it answers to.

use crate::capture;
use crate::domain::Entry;
use crate::domain::goal::GoalView;
use crate::domain::ids::{EntryId, GoalId, PairId, SessionId};
use crate::domain::views::{PairView, SessionRow};
use crate::i18n::{Lang, Synonym};
use crate::text::{self, FuzzyText};
use crate::tui::input::command::{self, Command, Scope, Shows};
use crate::tui::model::Model;
use crate::tui::screens::desk::Pane;

/// So many of the newest sessions in the window are looked through at each key.
const SESSIONS: usize = 1_000;

/// Columns of a name that are looked through: more is never on the screen.
const LONGEST: usize = 240;

/// What Enter leads to.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    Command(&'static Command),
    Pair(PairId),
    Session(PairId, SessionId),
    Goal(GoalId),
    /// A line that names somebody; without a session it waits under "for later".
    Person(Option<SessionId>, EntryId),
    /// What only the command line does: `tomoni` and this word.
    Shell(&'static str),
}

impl Target {
    /// Of things that match equally well, the lower comes first.
    pub fn rank(self) -> u8 {
        match self {
            Self::Command(_) => 0,
            Self::Pair(_) => 1,
            Self::Session(..) => 2,
            Self::Goal(_) => 3,
            Self::Person(..) => 4,
            Self::Shell(_) => 5,
        }
    }
}

/// Something that can be found.
pub struct Thing {
    pub target: Target,
    /// What stands before the name: the day of a session.
    pub lead: String,
    /// What it is called, the name that is shown first; the others are shown when they were what was typed.
    pub names: Vec<Name>,
    /// What tells it from others of the same name: where a command belongs, whose session it is.
    pub beside: String,
}

/// A name, harmless to draw, and ready to be looked through.
pub struct Name {
    pub shown: String,
    pub looked: FuzzyText,
    /// It is told beside the first name when it was what somebody typed. One in the other language never is.
    pub is_told: bool,
    /// What it counts less than the first name.
    pub less: u32,
}

/// Another word for a command counts a little less than its name, one in the other language a little less again.
const SYNONYM: u32 = 4;
const OTHER_LANGUAGE: u32 = 8;

impl Name {
    fn new(name: &str) -> Self {
        let shown = text::truncate(&text::term_safe_line(name), LONGEST).into_owned();
        Self { looked: FuzzyText::new(&shown), shown, is_told: true, less: 0 }
    }

    fn synonym(name: &str) -> Self {
        Self { less: SYNONYM, ..Self::new(name) }
    }

    fn foreign(name: &str) -> Self {
        Self { less: OTHER_LANGUAGE, is_told: false, ..Self::new(name) }
    }
}

impl Thing {
    fn new<'a>(target: Target, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().map(Name::new).collect();
        Self { target, lead: String::new(), names, beside: String::new() }
    }

    fn command(command: &'static Command, lang: Lang) -> Self {
        let words = |lang: Lang| synonyms(lang, Synonym::Desk(command.id));
        let (own, other) = (lang.t(&command.words()), lang.other().t(&command.words()));
        let names = std::iter::once(Name::new(&own)).chain(words(lang).map(Name::synonym));
        let foreign = std::iter::once(Name::foreign(&other)).chain(words(lang.other()).map(Name::foreign));
        let beside = lang.t(&format!("scope-{}", command.scope.key())).into_owned();
        let names = names.chain(foreign).collect();
        Self { target: Target::Command(command), lead: String::new(), names, beside }
    }

    /// A command of the command line: it is called by its first word, and says how it is typed there.
    fn shell(command: &'static str, lang: Lang) -> Self {
        let mut names: Vec<Name> = synonyms(lang, Synonym::Shell(command)).map(Name::synonym).collect();
        names.extend(synonyms(lang.other(), Synonym::Shell(command)).map(Name::foreign));
        Self { target: Target::Shell(command), lead: String::new(), names, beside: format!("tomoni {command}") }
    }

    fn pair(view: &PairView) -> Self {
        let pair = &view.pair;
        let others = [&pair.reading, &pair.alias].into_iter().filter_map(|name| name.as_deref());
        Self::new(Target::Pair(pair.id), std::iter::once(pair.name.as_str()).chain(others))
    }

    /// A session, by its theme; one without is known by its first words.
    pub fn session(row: &SessionRow, model: &Model) -> Self {
        let session = &row.session;
        let opening = capture::body(&row.opening);
        let named = !session.theme.trim().is_empty();
        let heading = if named { session.theme.as_str() } else { opening.lines().next().unwrap_or_default() };
        let pair = model.desk.pairs.iter().find(|view| view.pair.id == session.pair);
        Self {
            lead: model.lang.near_day(session.at.date_naive(), model.now.wall.date_naive()),
            beside: pair.map(|view| text::term_safe_line(&view.pair.name).into_owned()).unwrap_or_default(),
            ..Self::new(Target::Session(session.pair, session.id), [heading])
        }
    }

    fn goal(view: &GoalView) -> Self {
        Self::new(Target::Goal(view.goal.id), [view.goal.terms.title.as_str()])
    }

    /// A line that names somebody, as long as there is a place to go to.
    pub fn person(entry: &Entry) -> Option<Self> {
        let body = capture::body(entry.raw.text()?);
        let there = entry.session.is_some() || entry.is_waiting();
        there.then(|| Self::new(Target::Person(entry.session, entry.id), body.lines().next()))
    }
}

/// Other words for a command.
fn synonyms(lang: Lang, of: Synonym) -> impl Iterator<Item = &'static str> {
    let found = lang.synonyms().iter().filter(move |synonyms| synonyms.of == of);
    found.flat_map(|synonyms| synonyms.words.iter().copied())
}

/// What only the command line does.
pub fn shell(lang: Lang) -> Vec<Thing> {
    let commands = lang.synonyms().iter().filter_map(|synonyms| match synonyms.of {
        Synonym::Shell(command) => Some(command),
        Synonym::Desk(_) => None,
    });
    commands.map(|command| Thing::shell(command, lang)).collect()
}

/// The commands that can be called from where the person is, nearest first.
pub fn commands(model: &Model) -> Vec<Thing> {
    let scopes = model.scope().chain();
    let here = |c: &&&Command| {
        let reachable = scopes.contains(&c.scope) || (model.overlays.is_empty() && offered(c.scope, model));
        !matches!(c.shows, Shows::Help) && reachable && c.is_offered(model)
    };
    let mut commands: Vec<_> = command::all().iter().filter(here).copied().collect();
    commands.sort_by_key(|c| scopes.iter().position(|s| *s == c.scope).unwrap_or(usize::MAX));
    commands.into_iter().map(|command| Thing::command(command, model.lang)).collect()
}

/// Whether the desk offers this from any of its panes. While a note is being written, what would open another one
/// waits.
fn offered(scope: Scope, model: &Model) -> bool {
    let pane = Pane::ALL.iter().find(|p| p.scope() == scope);
    let beside_a_note = !matches!(pane, Some(Pane::Sessions | Pane::Lines | Pane::Pairs | Pane::Promises));
    (pane.is_some() && (model.writing.is_none() || beside_a_note))
        || Pane::Sessions.scope().chain()[1..].contains(&scope)
}

/// The pairs, and the sessions and goals of the chosen one. The desk holds nothing that a shared screen must not show.
pub fn places(model: &Model) -> Vec<Thing> {
    let desk = &model.desk;
    let pairs = desk.pairs.iter().map(Thing::pair);
    let sessions = desk.sessions().iter().take(SESSIONS).map(|row| Thing::session(row, model));
    pairs.chain(sessions).chain(desk.goals().iter().map(Thing::goal)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_that_the_desk_offers_has_other_words() {
        let of_desk = |scope: Scope| {
            Pane::ALL.iter().any(|pane| pane.scope() == scope) || Pane::Sessions.scope().chain()[1..].contains(&scope)
        };
        for lang in Lang::ALL {
            for command in command::all().iter().filter(|c| of_desk(c.scope) && !matches!(c.shows, Shows::Help)) {
                let words = synonyms(lang, Synonym::Desk(command.id)).count();
                assert!(words > 0, "{} has no other words in {}", command.id, lang.code());
            }
            for synonyms in lang.synonyms() {
                if let Synonym::Desk(id) = synonyms.of {
                    assert!(command::find(id).is_some(), "{id} is no command");
                }
            }
        }
    }
}
