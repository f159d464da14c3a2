//! One page of help for one command, made from the definition of the command line: shown in the terminal by `--help`,
//! and as a part of the manual page.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Arg, Command};

use super::words::value_name;
use super::{Run, USAGE, output};
use crate::i18n::Lang;
use crate::text;

/// The width of help that goes to a file, and the widest that it gets in a terminal.
const WIDTH: usize = 80;
const WIDEST: usize = 100;
const NARROWEST: usize = 40;
/// The widest that the left column gets: what is longer has a line of its own.
const LEFT: usize = 30;

/// What somebody may type, and what it is for.
pub struct Row {
    pub typed: String,
    pub words: String,
}

pub struct Section {
    pub title: String,
    pub rows: Vec<Row>,
}

pub struct Page {
    pub usage: String,
    pub about: String,
    pub sections: Vec<Section>,
}

impl Page {
    /// The page of the command that is called by `path` below `root`.
    pub fn of(command: &Command, root: &Command, path: &[String], lang: Lang) -> Self {
        let mut sections = Vec::new();
        let mut section = |id: &str, rows: Vec<Row>| {
            if !rows.is_empty() {
                sections.push(Section { title: lang.t(id).into_owned(), rows });
            }
        };
        let global = |arg: &&Arg| arg.is_global_set() && !path.is_empty();
        section("cli-heading-commands", command.get_subcommands().map(command_row).collect());
        section("cli-heading-arguments", command.get_positionals().map(|arg| row(arg, lang)).collect());
        let own = flags(command).filter(|arg| !global(arg));
        section("cli-heading-options", own.map(|arg| row(arg, lang)).collect());
        if !path.is_empty() {
            let everywhere = flags(root).filter(|arg| arg.is_global_set());
            section("cli-heading-everywhere", everywhere.map(|arg| row(arg, lang)).collect());
        }
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        Self { usage: usage(command, path, lang), about, sections }
    }

    /// The page as a terminal shows it.
    pub fn for_terminal(&self, lang: Lang) -> String {
        let width = width();
        let mut lines: Vec<String> = text::wrap_phrases(&self.about, width).into_iter().map(str::to_owned).collect();
        lines.push(String::new());
        lines.push(usage_line(&self.usage, lang));
        let rows = self.sections.iter().flat_map(|section| &section.rows);
        let left = rows.map(|row| text::columns(&row.typed)).filter(|w| *w <= LEFT).max().unwrap_or(0);
        for section in &self.sections {
            lines.push(String::new());
            lines.push(section.title.clone());
            section.rows.iter().for_each(|row| row.lay_out(left, width, &mut lines));
        }
        lines.push(String::new());
        lines.join("\n")
    }
}

impl Row {
    fn lay_out(&self, left: usize, width: usize, lines: &mut Vec<String>) {
        let mut words = text::wrap_phrases(&self.words, width.saturating_sub(left + 4).max(20)).into_iter();
        if text::columns(&self.typed) > left {
            lines.push(format!("  {}", self.typed));
        } else {
            lines.push(format!("  {}  {}", text::pad(&self.typed, left), words.next().unwrap_or("")));
        }
        lines.extend(words.map(|rest| format!("{}{rest}", " ".repeat(left + 4))));
    }
}

fn flags(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|arg| !arg.is_positional() && !arg.is_hide_set())
}

fn command_row(sub: &Command) -> Row {
    Row { typed: sub.get_name().to_owned(), words: sub.get_about().map(ToString::to_string).unwrap_or_default() }
}

fn row(arg: &Arg, lang: Lang) -> Row {
    Row { typed: typed(arg, lang), words: arg.get_help().map(ToString::to_string).unwrap_or_default() }
}

/// How an argument is typed: `-o, --out <FILE>`, `<PAIR>`, `[FILE]`.
fn typed(arg: &Arg, lang: Lang) -> String {
    if arg.is_positional() {
        let (open, close) = if arg.is_required_set() { ('<', '>') } else { ('[', ']') };
        return format!("{open}{}{close}", value(arg, lang));
    }
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    let name = [short, long].into_iter().flatten().collect::<Vec<_>>().join(", ");
    if arg.get_action().takes_values() { format!("{name} <{}>", value(arg, lang)) } else { name }
}

fn value(arg: &Arg, lang: Lang) -> String {
    let name = arg.get_value_names().and_then(<[_]>::first).map_or(arg.get_id().as_str(), |name| name.as_str());
    value_name(name, lang)
}

/// `tomoni goal add --pair <PAIR> [OPTIONS] <TITLE>`
pub fn usage(command: &Command, path: &[String], lang: Lang) -> String {
    let mut parts = vec!["tomoni".to_owned()];
    parts.extend(path.iter().cloned());
    let needed = flags(command).filter(|arg| arg.is_required_set());
    parts.extend(needed.map(|arg| typed(arg, lang)));
    parts.push(lang.t("cli-usage-options").into_owned());
    parts.extend(command.get_positionals().map(|arg| typed(arg, lang)));
    if command.has_subcommands() {
        let (open, close) = if command.is_subcommand_required_set() { ('<', '>') } else { ('[', ']') };
        parts.push(format!("{open}{}{close}", value_name("COMMAND", lang)));
    }
    parts.join(" ")
}

fn width() -> usize {
    let terminal = std::io::stdout().is_terminal().then(|| crossterm::terminal::size().ok()).flatten();
    terminal.map_or(WIDTH, |(columns, _)| usize::from(columns).clamp(NARROWEST, WIDEST))
}

/// The command that somebody means by the words of an invocation, as deep as they name one, and its path.
pub fn named(root: &Command, words: impl IntoIterator<Item = impl AsRef<str>>) -> (&Command, Vec<String>) {
    let (mut command, mut path) = (root, Vec::new());
    for word in words {
        if let Some(sub) = command.find_subcommand(word.as_ref()) {
            path.push(sub.get_name().to_owned());
            command = sub;
        }
    }
    (command, path)
}

/// `tomoni help session add`: the same page as `tomoni session add --help`.
pub(super) fn run(words: &[String], run: &mut Run) -> ExitCode {
    let lang = run.lang();
    let root = super::words::command(lang);
    let (command, path) = named(&root, words);
    if let Some(unknown) = words.get(path.len()) {
        output::message(&lang.fill("cli-unknown-command", [("name", unknown.as_str().into())]));
        return ExitCode::from(USAGE);
    }
    run.out.page(&Page::of(command, &root, &path, lang).for_terminal(lang));
    ExitCode::SUCCESS
}

/// `Usage: tomoni …`, 「使い方：tomoni …」.
pub fn usage_line(usage: &str, lang: Lang) -> String {
    let gap = if lang == Lang::Ja { "" } else { " " };
    format!("{}{gap}{usage}", lang.t("cli-usage"))
}
