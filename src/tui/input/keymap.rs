//! Which key means which command, scope by scope. Built from the catalogue and the person's own choices.

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
    /// The command that the keys were chosen for.
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

impl Keymap {
    /// The keys of all commands, with `chosen` (command id to keys) instead of their own where that can be.
    pub fn new(commands: &[&'static Command], chosen: &BTreeMap<String, Vec<String>>) -> (Self, Vec<Complaint>) {
        let mut map = Self::default();
        let mut complaints = Vec::new();
        for id in chosen.keys().filter(|id| !commands.iter().any(|c| c.id == id.as_str())) {
            let (command, key) = (id.clone(), String::new());
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
            for (nth, text) in chosen[command.id].iter().enumerate() {
                match map.fit(command, text, &keys) {
                    Ok(key) => keys.push(key),
                    Err(why) => {
                        let (command, key) = (command.id.to_owned(), text.clone());
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

    /// The command that `key` means in the innermost of `scopes` that knows it.
    pub fn command(&self, scopes: &[Scope], key: Key) -> Option<&'static str> {
        scopes.iter().find_map(|scope| self.by_key.get(&(*scope, key)).copied())
    }

    /// The keys of a command.
    pub fn keys(&self, id: &str) -> &[Key] {
        self.by_command.get(id).map_or(&[], Vec::as_slice)
    }
}
