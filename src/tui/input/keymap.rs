//! The commands of the keys, scope by scope, from the catalogue and the user's configuration.

use std::collections::{BTreeMap, HashMap};

use super::command::{Command, Scope};
use super::key::Key;

#[derive(Clone, Debug, Default)]
pub struct Keymap {
    by_key: HashMap<(Scope, Key), &'static str>,
    by_command: HashMap<&'static str, Vec<Key>>,
}

/// A choice of keys that cannot be followed; the command keeps its own keys if none is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The command that the keys were chosen for, as it is written.
    pub command: String,
    /// Which of its keys, counted from 0.
    pub nth: usize,
    /// The key as it was written.
    pub key: String,
    pub why: Unfit,
}

/// Why a key cannot be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    NoSuchCommand,
    NoSuchKey,
    /// No terminal sends it, or only as another key.
    NeverSent,
    /// It is a character of a text where the command is called.
    Typed,
    /// The key already means something where the command would use it.
    Taken(&'static str),
    /// It is in the list before.
    Twice,
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
        let written = chosen;
        let mut chosen: BTreeMap<&str, (&String, &Vec<String>)> = BTreeMap::new();
        for (id, keys) in written {
            if let Some((twin, _)) = chosen.insert(now_called(id), (id, keys)) {
                let (command, key) = (twin.clone(), twin.clone());
                complaints.push(Complaint { command, nth: 0, key, why: Unfit::Twice });
            }
        }
        for (id, _) in chosen.values().filter(|(id, _)| !commands.iter().any(|c| c.id == now_called(id))) {
            let (command, key) = ((*id).clone(), String::new());
            complaints.push(Complaint { command, nth: 0, key, why: Unfit::NoSuchCommand });
        }
        // Chosen keys come first, so that they can take a key over from another command only by choosing for both.
        let own: Vec<_> = commands.iter().filter(|c| !chosen.contains_key(c.id)).collect();
        for command in &own {
            let keys: Vec<Key> = command.keys.iter().filter_map(|k| Key::parse(k)).collect();
            map.bind(command, keys);
        }
        for command in commands.iter().filter(|c| chosen.contains_key(c.id)) {
            let mut keys = Vec::new();
            let (id, texts) = chosen[command.id];
            for (nth, text) in texts.iter().enumerate() {
                match map.fit(command, text, &keys) {
                    Ok(key) => keys.push(key),
                    Err(why) => {
                        let (command, key) = (id.clone(), text.clone());
                        complaints.push(Complaint { command, nth, key, why });
                    }
                }
            }
            if keys.is_empty() {
                keys = command.keys.iter().filter_map(|k| Key::parse(k)).collect();
            }
            map.bind(command, keys);
        }
        (map, complaints)
    }

    /// The key that is written, if it can call the command beside these.
    fn fit(&self, command: &Command, text: &str, keys: &[Key]) -> Result<Key, Unfit> {
        let key = Key::parse(text).ok_or(Unfit::NoSuchKey)?;
        if !key.is_sent() {
            return Err(Unfit::NeverSent);
        }
        if key.is_typed() && Scope::TEXTS.iter().any(|text| text.chain().contains(&command.scope)) {
            return Err(Unfit::Typed);
        }
        if keys.contains(&key) {
            return Err(Unfit::Twice);
        }
        match Scope::chains_with(command.scope).find_map(|scope| self.by_key.get(&(scope, key))) {
            Some(by) => Err(Unfit::Taken(by)),
            None => Ok(key),
        }
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
