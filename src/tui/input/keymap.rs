//! The commands of the keys, scope by scope, from the catalogue and the user's configuration.

use std::collections::{BTreeMap, HashMap};

use super::command::{Command, Scope};
use super::key::Key;

#[derive(Clone, Debug, Default)]
pub struct Keymap {
    by_key: HashMap<(Scope, Key), &'static str>,
    by_command: HashMap<&'static str, Vec<Key>>,
}

/// A key in the configuration that cannot be used; the command keeps its own keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Complaint {
    NoSuchCommand(String),
    NoSuchKey(String),
    /// The key already has a meaning where the command would use it.
    Taken {
        key: String,
        by: &'static str,
    },
}

/// Commands of the note that are now those of every text: configurations may still have their old ids.
const RENAMED: [(&str, &str); 4] = [
    ("note.word-left", "text.word-left"),
    ("note.word-right", "text.word-right"),
    ("note.delete-word", "text.delete-word"),
    ("note.delete-to-end", "text.delete-to-end"),
];

fn now_called(id: &str) -> &str {
    RENAMED.iter().find(|(old, _)| *old == id).map_or(id, |(_, new)| new)
}

impl Keymap {
    /// The keys of all commands, with `chosen` (command id to keys) in place of their own if possible.
    pub fn new(commands: &[&'static Command], chosen: &BTreeMap<String, Vec<String>>) -> (Self, Vec<Complaint>) {
        let mut map = Self::default();
        let mut complaints = Vec::new();
        let chosen: BTreeMap<String, Vec<String>> =
            chosen.iter().map(|(id, keys)| (now_called(id).to_owned(), keys.clone())).collect();
        for id in chosen.keys().filter(|id| !commands.iter().any(|c| c.id == id.as_str())) {
            complaints.push(Complaint::NoSuchCommand(id.clone()));
        }
        // Chosen keys come first, so that they can take a key over from another command only by choosing for both.
        let own: Vec<_> = commands.iter().filter(|c| !chosen.contains_key(c.id)).collect();
        for command in &own {
            let keys: Vec<Key> = command.keys.iter().filter_map(|k| Key::parse(k)).collect();
            map.bind(command, keys);
        }
        for command in commands.iter().filter(|c| chosen.contains_key(c.id)) {
            let mut keys = Vec::new();
            for text in &chosen[command.id] {
                let Some(key) = Key::parse(text) else {
                    complaints.push(Complaint::NoSuchKey(text.clone()));
                    continue;
                };
                match Scope::chains_with(command.scope).find_map(|scope| map.by_key.get(&(scope, key))) {
                    Some(by) => complaints.push(Complaint::Taken { key: text.clone(), by }),
                    None => keys.push(key),
                }
            }
            if keys.is_empty() {
                keys = command.keys.iter().filter_map(|k| Key::parse(k)).collect();
            }
            map.bind(command, keys);
        }
        (map, complaints)
    }

    fn bind(&mut self, command: &'static Command, keys: Vec<Key>) {
        for key in &keys {
            self.by_key.entry((command.scope, *key)).or_insert(command.id);
        }
        self.by_command.insert(command.id, keys);
    }

    /// The command of `key` in the innermost of `scopes` that has one.
    pub fn command(&self, scopes: &[Scope], key: Key) -> Option<&'static str> {
        scopes.iter().find_map(|scope| self.by_key.get(&(*scope, key)).copied())
    }

    /// The keys of a command.
    pub fn keys(&self, id: &str) -> &[Key] {
        self.by_command.get(id).map_or(&[], Vec::as_slice)
    }
}
