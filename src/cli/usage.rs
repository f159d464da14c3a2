//! What cannot be understood on the command line, in a sentence of ours with a hint to what can be typed.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Arg, Command};

use super::help;
use super::values;
use super::words::value_name;
use crate::i18n::Lang;

/// Says what is wrong with an invocation, and how the command that was meant is called.
pub fn sentence(error: &Error, root: &Command, invocation: &[OsString], lang: Lang) -> String {
    let typed = invocation.iter().skip(1).map(|word| word.to_string_lossy());
    let (command, path) = help::named(root, typed);
    if matches!(error.kind(), ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) {
        let page = help::Page::of(command, root, &path, lang).for_terminal(lang);
        return format!("{}\n\n{page}", lang.t("cli-missing-command"));
    }
    let usage = help::usage_line(&help::usage(command, &path, lang), lang);
    let called = std::iter::once("tomoni".to_owned()).chain(path).collect::<Vec<_>>().join(" ");
    let more = lang.fill("cli-usage-more", [("command", called.into())]);
    [trouble(error, command, root, lang), usage, more].join("\n")
}

fn trouble(error: &Error, command: &Command, root: &Command, lang: Lang) -> String {
    let context = |kind: ContextKind| error.get(kind).map(|value| told(value, lang)).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let named = |id: &str, name: &str| lang.fill(id, [("name", name.to_owned().into())]);
    match error.kind() {
        ErrorKind::UnknownArgument => match context(ContextKind::SuggestedArg) {
            nothing if nothing.is_empty() && argument.starts_with('-') => {
                lang.sentences(&[named("cli-unknown-argument", &argument), lang.t("cli-hyphen").into_owned()])
            }
            suggestion => suggested(named("cli-unknown-argument", &argument), &suggestion, lang),
        },
        ErrorKind::InvalidSubcommand => {
            let name = context(ContextKind::InvalidSubcommand);
            suggested(named("cli-unknown-command", &name), &context(ContextKind::SuggestedSubcommand), lang)
        }
        ErrorKind::MissingRequiredArgument => named("cli-missing-argument", &argument),
        ErrorKind::InvalidValue if value.is_empty() => named("cli-missing-value", &argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            if let Some(ContextValue::String(why)) = error.get(ContextKind::Custom) {
                return lang.fill(why, [("value", value.into()), ("name", argument.into())]);
            }
            let wrong = lang.fill("cli-invalid-value", [("value", value.into()), ("name", argument.into())]);
            let meant = error.get(ContextKind::InvalidArg).map(ToString::to_string).unwrap_or_default();
            let arg = [command, root].into_iter().find_map(|of| argument_called(&meant, of));
            match arg.map(|arg| values::told(arg, lang)).unwrap_or_default() {
                possible if possible.is_empty() => wrong,
                possible => lang.sentences(&[wrong, lang.fill("cli-possible-values", [("values", possible.into())])]),
            }
        }
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                named("cli-argument-twice", &argument)
            } else {
                lang.fill("cli-argument-conflict", [("name", argument.into()), ("other", other.into())])
            }
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            named("cli-missing-value", &argument)
        }
        ErrorKind::InvalidUtf8 => lang.t("cli-not-utf8").into_owned(),
        _ => lang.t("cli-not-understood").into_owned(),
    }
}

/// The argument that clap calls `--role <ROLE>`, `<STATE>` or `[SHELL]`.
fn argument_called<'a>(called: &str, command: &'a Command) -> Option<&'a Arg> {
    let name = called.split(' ').next().unwrap_or_default();
    let is_it = |arg: &&Arg| match name.strip_prefix("--") {
        Some(long) => arg.get_long() == Some(long),
        None => {
            let value = name.trim_matches(['<', '>', '[', ']', '.']);
            arg.is_positional() && arg.get_value_names().is_some_and(|names| names.iter().any(|n| n.as_str() == value))
        }
    };
    command.get_arguments().find(is_it)
}

fn suggested(sentence: String, suggestion: &str, lang: Lang) -> String {
    if suggestion.is_empty() {
        return sentence;
    }
    lang.sentences(&[sentence, lang.fill("cli-did-you-mean", [("name", suggestion.to_owned().into())])])
}

/// What clap knows about the trouble, as it was typed or would have to be.
fn told(value: &ContextValue, lang: Lang) -> String {
    match value {
        ContextValue::String(name) => in_words(name, lang),
        ContextValue::Strings(names) => {
            names.iter().map(|name| in_words(name, lang)).collect::<Vec<_>>().join(lang.comma())
        }
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// `--pair <PAIR>` with the value's name in the reader's language.
fn in_words(name: &str, lang: Lang) -> String {
    match (name.find('<'), name.rfind('>')) {
        (Some(open), Some(close)) if open < close => {
            format!("{}{}{}", &name[..=open], value_name(&name[open + 1..close], lang), &name[close..])
        }
        _ => name.to_owned(),
    }
}
