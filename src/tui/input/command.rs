//! The command catalogue: every command of the desk, once. The keys, the hint bar, the help, the palette, `tomoni keys`
//! and the table in the README are made from it. The rows are next to the functions they call, in the `commands.rs` of
//! each screen; this file defines a row and collects them.

use std::sync::LazyLock;

use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::screens;

/// Where a command can be used. Inner scopes include the keys of the outer ones, see [`Scope::chain`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Everywhere, including in a text.
    Always,
    /// Everywhere except in a text.
    Anywhere,
    /// On the desk, in any pane.
    Desk,
    Pairs,
    Promises,
    Later,
    Sessions,
    Lines,
    Goals,
    Mentor,
    /// Wherever a text has the cursor: a field, the search, a note.
    Text,
    /// While writing a note: characters are text here.
    Note,
    /// In a dialog with fields: characters are text here.
    Form,
    Palette,
    Help,
    Summary,
    Bin,
    /// The history of one goal.
    Goal,
    /// The screen before a meeting.
    Prep,
    /// The wrap-up of a session: characters are text here.
    WrapUp,
    /// The promises of a pair, both ways.
    Ledger,
    /// The question bank.
    Questions,
    /// The search: characters are text here.
    Search,
    Calendar,
    /// The months with sessions, one below the other.
    Timeline,
    Confirm,
}

impl Scope {
    pub const ALL: &'static [Self] = &[
        Self::Always,
        Self::Anywhere,
        Self::Desk,
        Self::Pairs,
        Self::Promises,
        Self::Later,
        Self::Sessions,
        Self::Lines,
        Self::Goals,
        Self::Mentor,
        Self::Text,
        Self::Note,
        Self::Form,
        Self::Palette,
        Self::Help,
        Self::Summary,
        Self::Bin,
        Self::Goal,
        Self::Prep,
        Self::WrapUp,
        Self::Ledger,
        Self::Questions,
        Self::Search,
        Self::Calendar,
        Self::Timeline,
        Self::Confirm,
    ];

    /// Those in which characters are text.
    pub const TEXTS: &'static [Self] = &[Self::Text, Self::Note, Self::Form, Self::Palette, Self::WrapUp, Self::Search];

    /// The scope and those around it, innermost first.
    pub fn chain(self) -> &'static [Self] {
        match self {
            Self::Pairs => &[Self::Pairs, Self::Desk, Self::Anywhere, Self::Always],
            Self::Promises => &[Self::Promises, Self::Desk, Self::Anywhere, Self::Always],
            Self::Later => &[Self::Later, Self::Desk, Self::Anywhere, Self::Always],
            Self::Sessions => &[Self::Sessions, Self::Desk, Self::Anywhere, Self::Always],
            Self::Lines => &[Self::Lines, Self::Desk, Self::Anywhere, Self::Always],
            Self::Goals => &[Self::Goals, Self::Desk, Self::Anywhere, Self::Always],
            Self::Mentor => &[Self::Mentor, Self::Desk, Self::Anywhere, Self::Always],
            Self::Desk => &[Self::Desk, Self::Anywhere, Self::Always],
            Self::Anywhere => &[Self::Anywhere, Self::Always],
            Self::Always => &[Self::Always],
            Self::Text => &[Self::Text, Self::Always],
            Self::Note => &[Self::Note, Self::Text, Self::Always],
            Self::Form => &[Self::Form, Self::Text, Self::Always],
            Self::Palette => &[Self::Palette, Self::Text, Self::Always],
            Self::Confirm => &[Self::Confirm, Self::Always],
            Self::Search => &[Self::Search, Self::Text, Self::Always],
            Self::Help => &[Self::Help, Self::Anywhere, Self::Always],
            Self::Summary => &[Self::Summary, Self::Anywhere, Self::Always],
            Self::Bin => &[Self::Bin, Self::Anywhere, Self::Always],
            Self::Goal => &[Self::Goal, Self::Anywhere, Self::Always],
            Self::Prep => &[Self::Prep, Self::Anywhere, Self::Always],
            Self::WrapUp => &[Self::WrapUp, Self::Text, Self::Always],
            Self::Ledger => &[Self::Ledger, Self::Anywhere, Self::Always],
            Self::Questions => &[Self::Questions, Self::Anywhere, Self::Always],
            Self::Calendar => &[Self::Calendar, Self::Anywhere, Self::Always],
            Self::Timeline => &[Self::Timeline, Self::Anywhere, Self::Always],
        }
    }

    /// Every scope that can be active together with this one.
    pub fn chains_with(scope: Self) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |other| other.chain().contains(&scope) || scope.chain().contains(other))
    }

    /// The key of the scope in message ids and in `tomoni keys`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Anywhere => "anywhere",
            Self::Desk => "desk",
            Self::Pairs => "pairs",
            Self::Promises => "promises",
            Self::Later => "later",
            Self::Sessions => "sessions",
            Self::Lines => "lines",
            Self::Goals => "goals",
            Self::Mentor => "mentor",
            Self::Text => "text",
            Self::Note => "note",
            Self::Form => "form",
            Self::Palette => "palette",
            Self::Help => "help",
            Self::Summary => "summary",
            Self::Bin => "bin",
            Self::Goal => "goal",
            Self::Prep => "prep",
            Self::WrapUp => "wrapup",
            Self::Ledger => "ledger",
            Self::Questions => "questions",
            Self::Search => "search",
            Self::Calendar => "calendar",
            Self::Timeline => "timeline",
            Self::Confirm => "confirm",
        }
    }
}

/// Where a command is shown, besides the help, which shows all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// In the hint bar, with lower numbers further left and kept longer; and in the palette.
    Hint(u8),
    Palette,
    /// Only in the help: keys for moving around.
    Help,
}

/// What a command does with the journal. In a read-only journal, see [`Model::read_only`], commands that write are
/// refused before they open anything, and are not offered.
#[derive(Clone, Copy)]
pub enum Does {
    /// Changes nothing in it. An open note handles its own text, and a document can be shared from a journal in which
    /// this cannot be logged.
    Looks,
    /// It changes the journal, or opens a dialog or a text that does.
    Writes,
    /// It writes if this is true now: it depends on what is selected, or on what it answers.
    WritesIf(fn(&Model) -> bool),
}

/// One row of the catalogue. Its words are the message `cmd-` and the id with hyphens.
pub struct Command {
    pub id: &'static str,
    pub scope: Scope,
    /// As [`super::key::Key::parse`] reads them.
    pub keys: &'static [&'static str],
    pub shows: Shows,
    pub does: Does,
    /// Whether it is available now.
    pub available: fn(&Model) -> bool,
    run: fn(&mut Model) -> Vec<Effect>,
}

/// A row, in the order of its columns: id, scope, keys, where it is shown, what it does with the journal, whether it is
/// available, and its function.
pub const fn row(
    id: &'static str,
    scope: Scope,
    keys: &'static [&'static str],
    shows: Shows,
    does: Does,
    available: fn(&Model) -> bool,
    run: fn(&mut Model) -> Vec<Effect>,
) -> Command {
    Command { id, scope, keys, shows, does, available, run }
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl Command {
    /// The message id of its name.
    pub fn words(&self) -> String {
        format!("cmd-{}", self.id.replace('.', "-"))
    }

    /// Whether it would change the journal now.
    pub fn writes(&self, model: &Model) -> bool {
        match self.does {
            Does::Looks => false,
            Does::Writes => true,
            Does::WritesIf(so) => so(model),
        }
    }

    /// Whether it would change a read-only journal.
    pub fn is_refused(&self, model: &Model) -> bool {
        model.read_only().is_some() && self.writes(model)
    }

    /// Whether the command is offered to the user now.
    pub fn is_offered(&self, model: &Model) -> bool {
        (self.available)(model) && !self.is_refused(model)
    }

    /// Runs it, or says why it is refused.
    pub fn call(&self, model: &mut Model) -> Vec<Effect> {
        match model.read_only().filter(|_| self.writes(model)) {
            Some(why) => {
                let why = why.into_owned();
                model.complain(why);
                Vec::new()
            }
            None => (self.run)(model),
        }
    }
}

pub fn always(_: &Model) -> bool {
    true
}

/// Every command, in the order in which help shows them.
pub fn all() -> &'static [&'static Command] {
    static ALL: LazyLock<Vec<&'static Command>> =
        LazyLock::new(|| screens::COMMANDS.iter().flat_map(|table| table.iter()).collect());
    &ALL
}

/// The command of this id.
pub fn find(id: &str) -> Option<&'static Command> {
    all().iter().copied().find(|c| c.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::super::key::Key;
    use super::super::keymap::{Keymap, Unfit};
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn no_key_means_two_things_where_both_could_be_called() {
        for scope in Scope::ALL {
            let mut meant: BTreeMap<String, &str> = BTreeMap::new();
            for command in all().iter().filter(|c| scope.chain().contains(&c.scope)) {
                for key in command.keys {
                    if let Some(other) = meant.insert((*key).to_owned(), command.id) {
                        panic!("in {}: {key} is {other} and {}", scope.key(), command.id);
                    }
                }
            }
        }
    }

    #[test]
    fn every_key_reads_back_as_itself() {
        for command in all() {
            for text in command.keys {
                assert_eq!(&Key::parse(text).unwrap_or_else(|| panic!("{text}")).to_string(), text);
            }
        }
    }

    #[test]
    fn every_command_has_its_own_id_and_words_in_both_languages() {
        let ids: BTreeSet<_> = all().iter().map(|c| c.id).collect();
        assert_eq!(ids.len(), all().len());
        for command in all() {
            for lang in Lang::ALL {
                assert_ne!(lang.t(&command.words()), command.words(), "no words for {}", command.id);
            }
        }
        for scope in Scope::ALL {
            let id = format!("scope-{}", scope.key());
            assert!(Lang::ALL.iter().all(|l| l.t(&id) != id), "no words for {id}");
        }
    }

    #[test]
    fn every_command_can_be_reached() {
        for command in all() {
            let by_palette = !matches!(command.shows, Shows::Help) && command.scope.chain().contains(&Scope::Anywhere);
            assert!(by_palette || !command.keys.is_empty(), "{} can be called by nothing", command.id);
        }
    }

    #[test]
    fn in_a_text_no_plain_character_is_a_command() {
        for command in all().iter().filter(|c| Scope::TEXTS.iter().any(|text| text.chain().contains(&c.scope))) {
            for text in command.keys {
                assert!(!Key::parse(text).unwrap().is_typed(), "{} would eat {text}", command.id);
            }
        }
    }

    #[test]
    fn chosen_keys_replace_a_commands_own_unless_they_are_taken() {
        let choose = |keys: &[&str]| {
            let keys = keys.iter().map(|k| (*k).to_owned()).collect();
            Keymap::new(all(), &BTreeMap::from([("sessions.new".to_owned(), keys)]))
        };
        let (map, complaints) = choose(&["f2"]);
        assert_eq!(complaints, []);
        assert_eq!(map.command(Scope::Sessions.chain(), Key::parse("f2").unwrap()), Some("sessions.new"));
        assert_eq!(map.command(Scope::Sessions.chain(), Key::parse("n").unwrap()), None);
        // A configuration may still call it by its old name.
        let old = BTreeMap::from([("note.delete-word".to_owned(), vec!["f11".to_owned()])]);
        let (map, complaints) = Keymap::new(all(), &old);
        assert_eq!(complaints, []);
        assert_eq!(map.command(Scope::Form.chain(), Key::parse("f11").unwrap()), Some("text.delete-word"));
        let (map, complaints) = choose(&["q"]);
        assert_eq!(complaints.len(), 1);
        assert!(matches!(complaints[0].why, Unfit::Taken(_)), "{complaints:?}");
        assert_eq!(map.command(Scope::Sessions.chain(), Key::parse("n").unwrap()), Some("sessions.new"));
    }

    /// Why each of these keys cannot call the command.
    fn unfit(id: &str, keys: &[&str]) -> Vec<(String, Unfit)> {
        let keys = keys.iter().map(|k| (*k).to_owned()).collect();
        let (_, complaints) = Keymap::new(all(), &BTreeMap::from([(id.to_owned(), keys)]));
        complaints.into_iter().map(|c| (c.key, c.why)).collect()
    }

    #[test]
    fn a_key_that_can_never_call_its_command_is_refused() {
        for (id, key, why) in [
            ("sessions.new", "", Unfit::NoSuchKey),
            ("sessions.new", "ctrl-", Unfit::NoSuchKey),
            ("sessions.new", "hyper-x", Unfit::NoSuchKey),
            ("sessions.new", "f13", Unfit::NoSuchKey),
            ("sessions.new", "ctrl-i", Unfit::NeverSent),
            ("sessions.new", "ctrl-M", Unfit::NeverSent),
            ("sessions.new", "ctrl-1", Unfit::NeverSent),
            ("sessions.new", "ctrl-enter", Unfit::NeverSent),
            ("sessions.new", "shift-1", Unfit::NeverSent),
            ("sessions.new", "ctrl-shift-t", Unfit::NeverSent),
            ("note.leave", "x", Unfit::Typed),
            ("note.leave", "space", Unfit::Typed),
            ("note.leave", "長", Unfit::Typed),
            ("note.leave", "shift-x", Unfit::Typed),
        ] {
            assert_eq!(unfit(id, &["f11", key]), [(key.to_owned(), why)], "{id}: {key}");
        }
        assert_eq!(unfit("sessions.new", &["f11", "F11"]), [("F11".to_owned(), Unfit::Twice)]);
        assert_eq!(unfit("session.new", &["f11"]), [(String::new(), Unfit::NoSuchCommand)]);
        for fits in ["f11", "alt-Z", "ctrl-alt-up", "shift-f11", "Ｚ", "目"] {
            assert_eq!(unfit("sessions.new", &[fits]), [], "{fits}");
        }
    }

    /// Keys of every sort, some of them taken, typed as text, or never sent.
    const KEYS: [&str; 14] = [
        "n", "q", "f11", "ctrl-y", "alt-z", "ctrl-i", "space", "Z", "shift-f7", "alt-up", "enter", "x", "f13", "ctrl-1",
    ];

    proptest::proptest! {
        /// Keys without a complaint call their command wherever it can be called, and nothing else does.
        #[test]
        fn keys_that_are_accepted_call_their_command(
            choices in proptest::collection::vec((0..all().len(), proptest::collection::vec(0..KEYS.len(), 1..4)), 1..4),
        ) {
            let keys = |keys: Vec<usize>| keys.into_iter().map(|key| KEYS[key].to_owned()).collect::<Vec<_>>();
            let chosen: BTreeMap<_, _> =
                choices.into_iter().map(|(command, of)| (all()[command].id.to_owned(), keys(of))).collect();
            let (map, complaints) = Keymap::new(all(), &chosen);
            proptest::prop_assert!(complaints.iter().all(|c| chosen[&c.command][c.nth] == c.key));
            for (id, keys) in chosen.iter().filter(|_| complaints.is_empty()) {
                let scope = find(id).unwrap().scope;
                for key in keys.iter().map(|key| Key::parse(key).unwrap()) {
                    for within in Scope::ALL.iter().filter(|within| within.chain().contains(&scope)) {
                        proptest::prop_assert_eq!(map.command(within.chain(), key), Some(id.as_str()));
                    }
                }
            }
        }
    }
}
