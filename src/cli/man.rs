//! `tomoni man`: the manual page, made from the definition of the command line, in the reader's language.

use std::fmt::Write;

use clap::Command;

use super::help::{Page, Section};
use super::{Run, words};
use crate::i18n::Lang;
use crate::problem::Result;

pub fn run(run: &mut Run) -> Result<()> {
    let page = manual(run.lang());
    run.out.bytes(page.as_bytes());
    Ok(())
}

fn manual(lang: Lang) -> String {
    let root = words::command(lang);
    let page = Page::of(&root, &root, &[], lang);
    let mut roff = format!(".TH TOMONI 1 \"\" \"tomoni {}\"\n", env!("CARGO_PKG_VERSION"));
    section(&mut roff, &lang.t("cli-man-name"));
    text(&mut roff, &format!("tomoni - {}", page.about));
    section(&mut roff, &lang.t("cli-man-synopsis"));
    text(&mut roff, &page.usage);
    page.sections.iter().for_each(|rows| list(&mut roff, rows, ".SH"));
    let mut path = Vec::new();
    commands(&mut roff, &root, &root, &mut path, lang);
    for (title, words) in [
        ("cli-man-environment", "cli-man-environment-words"),
        ("cli-man-exit", "cli-man-exit-words"),
        ("cli-man-note", "cli-man-note-words"),
    ] {
        section(&mut roff, &lang.t(title));
        for line in lang.t(words).lines() {
            let _ = writeln!(roff, ".br");
            text(&mut roff, line);
        }
    }
    roff
}

/// Every command that does something, with its arguments; what holds everywhere has been said above.
fn commands(roff: &mut String, command: &Command, root: &Command, path: &mut Vec<String>, lang: Lang) {
    for sub in command.get_subcommands() {
        path.push(sub.get_name().to_owned());
        if sub.has_subcommands() {
            commands(roff, sub, root, path, lang);
        } else {
            let page = Page::of(sub, root, path, lang);
            section(roff, &path.join(" "));
            text(roff, &page.about);
            let _ = writeln!(roff, ".PP");
            text(roff, &page.usage);
            let everywhere = lang.t("cli-heading-everywhere");
            let own = page.sections.iter().filter(|section| section.title != everywhere);
            own.for_each(|rows| list(roff, rows, ".SS"));
        }
        path.pop();
    }
}

fn section(roff: &mut String, title: &str) {
    let _ = writeln!(roff, ".SH \"{}\"", escaped(title));
}

fn list(roff: &mut String, section: &Section, level: &str) {
    let _ = writeln!(roff, "{level} \"{}\"", escaped(&section.title));
    for row in &section.rows {
        let _ = writeln!(roff, ".TP\n\\fB{}\\fR", escaped(&row.typed));
        text(roff, &row.words);
    }
}

/// A line of text: it can be no request, whatever it begins with.
fn text(roff: &mut String, words: &str) {
    let _ = writeln!(roff, "\\&{}", escaped(words));
}

fn escaped(words: &str) -> String {
    words.replace('\\', "\\e").replace('-', "\\-").replace('"', "\\(dq")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every code that a program of these sources ends with stands in the manual and in the guides, and no other.
    #[test]
    fn the_manual_names_every_exit_code() {
        let sources = [include_str!("../problem/codes.rs"), include_str!("../problem/vault.rs")];
        let after_arrow = |line: &str| line.rsplit_once("=> ")?.1.trim_end_matches(',').parse::<u8>().ok();
        let mut codes: BTreeSet<u8> =
            sources.iter().flat_map(|source| source.lines()).filter_map(after_arrow).collect();
        assert!(codes.len() >= 6, "{codes:?}");
        // What succeeds, and what the command line itself says.
        codes.extend([0, 1, super::super::USAGE, super::super::DAMAGED]);
        for lang in Lang::ALL {
            let words = lang.t("cli-man-exit-words").into_owned();
            let starts = |at: usize| words[..at].chars().last().is_none_or(|before| !before.is_ascii_digit());
            let told: BTreeSet<u8> = words
                .match_indices([':', '：'])
                .filter_map(|(at, _)| {
                    let digit = words[..at].chars().last()?.to_digit(10)?;
                    starts(at - 1).then_some(digit as u8)
                })
                .collect();
            assert_eq!(told, codes, "{}", lang.code());
        }
        for guide in [include_str!("../../docs/en/guide.md"), include_str!("../../docs/ja/guide.md")] {
            let code = |line: &str| line.strip_prefix("| ")?.split(' ').next()?.parse::<u8>().ok();
            let told: BTreeSet<u8> = guide.lines().filter_map(code).collect();
            assert_eq!(told, codes);
        }
    }

    #[test]
    fn the_manual_names_every_command_in_both_languages() {
        for lang in Lang::ALL {
            let page = manual(lang);
            for command in
                ["pair add", "session hold", "goal revise", "action tried", "mentor tick", "bin empty", "doctor"]
            {
                assert!(page.contains(&format!(".SH \"{command}\"")), "{command} in {}", lang.code());
            }
            assert!(!page.contains("cli-"), "an id without words in {}", lang.code());
        }
    }
}
