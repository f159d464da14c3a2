//! `tomoni completions SHELL`: what a shell needs to complete our commands. Where a command takes a pair, the scripts ask
//! `tomoni completions --pairs` for their names.

use std::fmt::Write;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Arg, Command};
use clap_complete::Shell;

use super::{Run, words};
use crate::journal::{Journal, wait_at_most};
use crate::problem::Result;

/// What stands for a pair in the definition of the command line.
const PAIR: &str = "PAIR";
/// So long another program that writes to the journal is waited for.
const PATIENCE: Duration = Duration::from_millis(100);

pub fn run(shell: Shell, run: &mut Run) -> Result<()> {
    run.out.bytes(script(shell, &mut words::command(run.lang())).as_bytes());
    Ok(())
}

/// The names of the pairs, then the endings of their ids, a line each. Whoever types waits for it: where the journal
/// cannot be read there is nothing, and nothing is said.
pub fn pairs(run: &mut Run) -> ExitCode {
    wait_at_most(PATIENCE);
    if run.config.unknown_journal().is_none()
        && let Ok(views) = Journal::look(&run.config.journal, run.config.clock).and_then(|journal| journal.pairs())
    {
        let can_be_typed = |name: &&str| !name.is_empty() && !name.contains(char::is_control);
        views.iter().map(|view| view.pair.name.as_str()).filter(can_be_typed).for_each(|name| run.out.line(name));
        views.iter().for_each(|view| run.out.line(&view.pair.id.ending()));
    }
    ExitCode::SUCCESS
}

fn script(shell: Shell, root: &mut Command) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, root, "tomoni", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    match shell {
        Shell::Bash => bash(&script, root),
        Shell::Zsh => zsh(&script),
        Shell::Fish => fish(script, root),
        // They have no words for what is asked for while somebody types.
        _ => script,
    }
}

fn is_pair(arg: &&Arg) -> bool {
    arg.get_value_names().is_some_and(|names| names.iter().any(|name| name.as_str() == PAIR))
}

/// Each command below `command` that takes a pair, with its path.
fn with_pair<'a>(command: &'a Command, path: &[&'a str], found: &mut Vec<(Vec<&'a str>, &'a Arg)>) {
    found.extend(command.get_arguments().filter(is_pair).map(|arg| (path.to_vec(), arg)));
    for sub in command.get_subcommands() {
        with_pair(sub, &[path, &[sub.get_name()]].concat(), found);
    }
}

fn all_with_pair(root: &Command) -> Vec<(Vec<&str>, &Arg)> {
    let mut found = Vec::new();
    with_pair(root, &[], &mut found);
    found
}

const BASH: &str = r#"_tomoni_pairs() {
    local name plain="${cur//\\/}"
    plain="${plain#[\"\']}"
    while IFS= read -r name; do
        [[ "${name}" == "${plain}"* ]] && COMPREPLY+=("$(printf '%q' "${name}")")
    done < <(tomoni completions --pairs 2>/dev/null)
}

"#;

fn bash(script: &str, root: &Command) -> String {
    let files = "COMPREPLY=($(compgen -f \"${cur}\"))";
    let mut script = script.to_owned();
    for (path, arg) in all_with_pair(root) {
        if let Some(long) = arg.get_long() {
            let place = format!("                --{long})\n                    ");
            script = script.replace(&format!("{place}{files}"), &format!("{place}_tomoni_pairs"));
        } else {
            let place = format!("        tomoni__subcmd__{})\n            opts=", path.join("__subcmd__"));
            let Some(end) =
                script.find(&place).and_then(|at| Some(at + place.len() + script[at + place.len()..].find('\n')?))
            else {
                continue;
            };
            let asks = "\n            if [[ ${cur} != -* && ${prev} != -* ]] ; then\n                _tomoni_pairs\n                return 0\n            fi";
            script.insert_str(end, asks);
        }
    }
    format!("{BASH}{script}")
}

const ZSH: &str = r#"
_tomoni_pairs() {
    local -a pairs
    pairs=(${(f)"$(tomoni completions --pairs 2>/dev/null)"})
    compadd -a pairs
}
"#;

fn zsh(script: &str) -> String {
    let (files, pairs) = (":_default'", ":_tomoni_pairs'");
    let asks = |line: &str| {
        let is_positional = line.starts_with("':pair -- ") || line.starts_with("'::pair -- ");
        match line.contains(&format!(":{PAIR}{files}")) || is_positional {
            true => line.replace(files, pairs),
            false => line.to_owned(),
        }
    };
    let mut lines: Vec<String> = script.lines().map(asks).collect();
    // Behind the line that names the program.
    lines.insert(1.min(lines.len()), ZSH.trim_end().to_owned());
    lines.join("\n") + "\n"
}

fn fish(mut script: String, root: &Command) -> String {
    for (path, arg) in all_with_pair(root) {
        let Some((first, below)) = path.split_first() else { continue };
        let mut when = format!("__fish_tomoni_using_subcommand {first}");
        if let Some(sub) = below.first() {
            let _ = write!(when, "; and __fish_seen_subcommand_from {sub}");
        }
        let option = arg.get_long().map(|long| format!(" -l {long} -r")).unwrap_or_default();
        let _ = writeln!(
            script,
            "complete -c tomoni -n \"{when}\"{option} -f -a \"(tomoni completions --pairs 2>/dev/null)\""
        );
    }
    script
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn each_shell_asks_for_pairs_wherever_a_command_takes_one() {
        let mut root = words::command(Lang::En);
        let takers = all_with_pair(&root).len();
        let options = all_with_pair(&root).iter().filter(|(_, arg)| arg.get_long().is_some()).count();
        assert!(takers > 20 && options > 10, "{takers} {options}");
        drop(root);
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
            root = words::command(Lang::En);
            let script = script(shell, &mut root);
            let asked = match shell {
                Shell::Fish => script.matches("(tomoni completions --pairs").count(),
                _ => script.matches("_tomoni_pairs").count() - 1,
            };
            assert_eq!(asked, takers, "{shell}");
        }
    }
}
