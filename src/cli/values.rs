//! Values as people type them: paths that no shell has read, and words in either language.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, TypedValueParser, ValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};

use crate::capture;
use crate::config::paths::{self, NoPath};
use crate::domain::EntryKind;
use crate::i18n::Lang;

/// Other words for a value beside its key and what the screens call it.
const ALSO: &[(&str, &[&str])] = &[
    ("owner-me", &["私", "わたし"]),
    ("owner-partner", &["先方"]),
    ("owner-both", &["両方", "ふたり"]),
    ("state-done", &["済み", "できた"]),
    ("state-open", &["まだ"]),
    ("state-dropped", &["やめた"]),
    ("visibility-private", &["自分", "私"]),
    ("visibility-partner", &["相手"]),
    ("visibility-programme", &["報告", "事務局", "program"]),
    ("role-mentee", &["メンティ"]),
    ("direction-traditional", &["従来型"]),
    ("mode-video", &["ビデオ", "online"]),
    ("mode-in-person", &["in-person"]),
    ("mode-walk", &["散歩"]),
    ("tick-done", &["済"]),
    ("tick-na", &["なし", "対象外"]),
    ("paper-summary", &["まとめ"]),
    ("paper-report", &["報告"]),
    ("paper-archive", &["全記録"]),
    ("paper-record", &["経歴"]),
    ("paper-know-how", &["知恵"]),
    ("decision-continue", &["継続", "続ける"]),
    ("decision-adjust", &["見直し"]),
    ("decision-extend", &["延長"]),
    ("decision-shorten", &["短縮"]),
    ("decision-pause", &["休止"]),
    ("decision-change-partner", &["相手変更", "change-partner"]),
    ("decision-finish", &["終了"]),
    ("colour-auto", &["自動"]),
    ("colour-always", &["常に", "いつも"]),
    ("colour-never", &["なし"]),
    ("lang-en", &["英語"]),
    ("lang-ja", &["日本語"]),
];

/// A value as it may be typed: by its key, by what it is called in either language, and by other words for it. Its first
/// Japanese word is the one that is shown.
pub fn possible(key: &'static str, label: &str) -> PossibleValue {
    let called = [Lang::Ja, Lang::En].map(|lang| match lang.t(label) {
        Cow::Borrowed(word) => Some(word),
        // It is called nothing.
        Cow::Owned(_) => None,
    });
    let also = ALSO.iter().filter(|(of, _)| *of == label).flat_map(|(_, words)| words.iter().copied());
    let kind = label.strip_prefix("kind-").and_then(|_| EntryKind::from_key(key));
    let names = kind.map_or(&[][..], capture::names_of).iter().copied();
    let words = called.into_iter().flatten().chain(also).chain(names).filter(|word| *word != key);
    PossibleValue::new(key).aliases(words)
}

/// The values that an argument takes, as they are told in a language: in Japanese the word stands before the key.
pub fn told(arg: &Arg, lang: Lang) -> String {
    let values = arg.get_possible_values();
    let one = |value: &PossibleValue| match japanese(value).filter(|_| lang == Lang::Ja) {
        Some(word) => format!("{word}（{}）", value.get_name()),
        None => value.get_name().to_owned(),
    };
    values.iter().map(one).collect::<Vec<_>>().join(lang.comma())
}

/// The Japanese word for a value.
fn japanese(value: &PossibleValue) -> Option<&str> {
    value.get_name_and_aliases().find(|word| !word.is_ascii())
}

/// The command line with values that are understood as they are meant: every path in it may begin with `~/`, and words
/// may be written in any case.
pub fn understood(command: Command) -> Command {
    let understood_arg = |arg: Arg| match (arg.get_action().takes_values(), takes_path(&arg)) {
        (true, true) => arg.value_parser(PathParser),
        (true, false) => arg.ignore_case(true),
        (false, _) => arg,
    };
    command.mut_args(understood_arg).mut_subcommands(understood)
}

fn takes_path(arg: &Arg) -> bool {
    arg.get_value_parser().type_id() == ValueParser::path_buf().type_id()
}

/// Reads a path, with the home folder in the place of `~`.
#[derive(Clone)]
struct PathParser;

/// What [`NoPath`] is called in an error.
pub const HOME_OF_OTHERS: &str = "cli-home-of-others";
pub const NO_HOME: &str = "cli-no-home";

impl TypedValueParser for PathParser {
    type Value = PathBuf;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<PathBuf, Error> {
        let refused = |kind, why: Option<&str>| {
            let mut error = Error::new(kind).with_cmd(command);
            if let Some(arg) = arg {
                error.insert(ContextKind::InvalidArg, ContextValue::String(arg.to_string()));
            }
            let value = value.to_string_lossy().into_owned();
            error.insert(ContextKind::InvalidValue, ContextValue::String(value));
            if let Some(why) = why {
                error.insert(ContextKind::Custom, ContextValue::String(why.to_owned()));
            }
            error
        };
        if value.is_empty() {
            return Err(refused(ErrorKind::InvalidValue, None));
        }
        paths::expand(Path::new(value)).map_err(|why| {
            let why = match why {
                NoPath::HomeOfOthers => HOME_OF_OTHERS,
                NoPath::NoHome => NO_HOME,
            };
            refused(ErrorKind::ValueValidation, Some(why))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::super::args::Cli;
    use super::*;

    /// Every value of every argument, with where it is.
    fn values(command: &Command, path: &str, found: &mut Vec<(String, Vec<PossibleValue>)>) {
        for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
            let values = arg.get_possible_values();
            if !values.is_empty() {
                found.push((format!("{path} {}", arg.get_id()), values));
            }
        }
        for sub in command.get_subcommands() {
            values(sub, &format!("{path} {}", sub.get_name()), found);
        }
    }

    /// Of these the Japanese name is the key.
    const ALIKE: [&str; 4] = ["md", "html", "docx", "json"];

    #[test]
    fn every_value_that_is_a_word_is_taken_in_both_languages() {
        let mut found = Vec::new();
        values(&understood(Cli::command()), "tomoni", &mut found);
        assert!(found.len() > 15, "{}", found.len());
        for (place, values) in found.into_iter().filter(|(place, _)| !place.contains("completions")) {
            let mut words = BTreeSet::new();
            for value in &values {
                let name = value.get_name();
                assert!(ALIKE.contains(&name) || japanese(value).is_some(), "{place}: {name} has no Japanese word");
                assert!(value.matches(&name.to_uppercase(), true), "{place}: {name}");
                for word in value.get_name_and_aliases().map(str::to_lowercase).collect::<BTreeSet<_>>() {
                    assert!(words.insert(word.clone()), "{place}: {word} means two things");
                }
            }
        }
    }
}
