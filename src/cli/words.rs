//! The command line in words: what each command and argument is for, in the reader's language.
//!
//! The message of a command is `cli-session-add`, that of an argument `cli-session-add-theme` or, where it means the
//! same everywhere, `cli-arg-theme`. A test finds those without words.

use clap::{Arg, Command, CommandFactory};

use super::args::Cli;
use super::help::Page;
use super::values;
use crate::i18n::Lang;

/// The message of the program itself.
const ROOT: &str = "cli";

/// The whole command line with its words and help pages, ready to read arguments.
pub fn command(lang: Lang) -> Command {
    let root = spoken(values::understood(Cli::command()), ROOT, lang);
    let pages = root.clone();
    with_help(root, &pages, &mut Vec::new(), lang)
}

fn spoken(command: Command, id: &str, lang: Lang) -> Command {
    let about = message(lang, id).unwrap_or_default();
    command
        .about(about)
        .mut_args(|arg| {
            let help = about_argument(id, &arg, lang).unwrap_or_default();
            arg.help(help)
        })
        .mut_subcommands(|sub| {
            let id = format!("{id}-{}", sub.get_name());
            spoken(sub, &id, lang)
        })
}

/// What an argument is for, with the values that it takes when they are a fixed few.
fn about_argument(command: &str, arg: &Arg, lang: Lang) -> Option<String> {
    let name = arg.get_id().as_str().replace('_', "-");
    // What is said at the very beginning holds everywhere; `cli-help` is a command.
    let own = if command == ROOT { None } else { message(lang, &format!("{command}-{name}")) };
    let words = own.or_else(|| message(lang, &format!("cli-arg-{name}")))?;
    let values = values::told(arg, lang);
    if values.is_empty() || !arg.get_action().takes_values() {
        return Some(words);
    }
    Some(lang.fill("cli-with-values", [("words", words.into()), ("values", values.into())]))
}

/// The message of an id that is put together; nothing where there is none.
fn message(lang: Lang, id: &str) -> Option<String> {
    let words = lang.t(id).into_owned();
    (words != id).then_some(words)
}

/// What stands for a value in a usage line: `<FILE>`, `<ファイル>`.
pub fn value_name(name: &str, lang: Lang) -> String {
    message(lang, &format!("cli-value-{}", name.to_lowercase())).unwrap_or_else(|| name.to_owned())
}

fn with_help(command: Command, root: &Command, path: &mut Vec<String>, lang: Lang) -> Command {
    let page = Page::of(&command, root, path, lang).for_terminal(lang);
    command.override_help(page).mut_subcommands(|sub| {
        path.push(sub.get_name().to_owned());
        let sub = with_help(sub, root, path, lang);
        path.pop();
        sub
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_words(command: &Command, id: &str, lang: Lang, found: &mut Vec<String>) {
        if message(lang, id).is_none() {
            found.push(id.to_owned());
        }
        for arg in command.get_arguments() {
            if about_argument(id, arg, lang).is_none() {
                found.push(format!("{id}-{}", arg.get_id()));
            }
            for name in arg.get_value_names().unwrap_or_default() {
                // Flags have names for values that nobody ever gives.
                if arg.get_action().takes_values()
                    && message(lang, &format!("cli-value-{}", name.to_lowercase())).is_none()
                {
                    found.push(format!("cli-value-{}", name.to_lowercase()));
                }
            }
        }
        for sub in command.get_subcommands() {
            without_words(sub, &format!("{id}-{}", sub.get_name()), lang, found);
        }
    }

    #[test]
    fn every_command_and_argument_has_words_in_both_languages() {
        for lang in Lang::ALL {
            let mut found = Vec::new();
            without_words(&Cli::command(), ROOT, lang, &mut found);
            assert_eq!(found, Vec::<String>::new(), "without words in {}", lang.code());
        }
    }

    #[test]
    fn the_command_line_is_sound() {
        command(Lang::Ja).debug_assert();
    }
}
