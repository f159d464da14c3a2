//! `tomoni config`: where everything is, and the file that says how somebody likes it.

use std::path::Path;
use std::process::Command;

use serde::Serialize;

use super::args::ConfigFlags;
use super::table::{Table, dim, plain};
use super::{Run, output};
use crate::config::{self, default_file};
use crate::files::{self, Guard, Standing, Writing};
use crate::i18n::{Cause, Lang};
use crate::journal::refused;
use crate::problem::{Problem, Result};
use crate::tui;

/// Where everything is.
#[derive(Serialize)]
struct Places<'a> {
    config: &'a Path,
    /// None where a fault in the configuration hides which journal it names.
    journal: Option<&'a Path>,
    state: &'a Path,
    lang: &'static str,
}

#[derive(Serialize)]
struct Checked<'a> {
    ok: bool,
    config: &'a Path,
    detail: Option<String>,
    faults: Vec<Fault>,
}

/// Something that is wrong in the file.
#[derive(Serialize)]
struct Fault {
    line: Option<usize>,
    wrong: &'static str,
    text: String,
}

pub fn run(flags: ConfigFlags, run: &mut Run) -> Result<()> {
    let wish = flags.wish;
    if wish.print_default {
        run.out.page(&default_file(run.lang()));
        return Ok(());
    }
    if wish.edit {
        edit(&run.config.config_file, run.lang())?;
    }
    if wish.edit || wish.check {
        return check(run);
    }
    places(run);
    Ok(())
}

fn places(run: &mut Run) {
    let (config, lang) = (&run.config, run.lang());
    let journal = (!config.journal_is_unknown).then_some(config.journal.as_path());
    let shape = Places { config: &config.config_file, journal, state: &config.state_dir, lang: lang.code() };
    let journal = match journal {
        Some(journal) => journal.display().to_string(),
        None => lang.t("cli-config-journal-unknown").into_owned(),
    };
    run.out.record(&shape, |out| {
        let mut table = Table::default();
        let places = [
            ("cli-config-file", shape.config.display().to_string()),
            ("cli-config-journal", journal.clone()),
            ("cli-config-state", shape.state.display().to_string()),
            ("cli-config-lang", lang.t("cli-config-lang-name").into_owned()),
        ];
        places.iter().for_each(|(id, value)| table.row([dim(lang.t(id)), plain(value)]));
        table.print(out);
    });
}

/// Says whether the file is understood as it is now.
fn check(run: &mut Run) -> Result<()> {
    let path = &run.config.config_file;
    let (file, mut found) = config::read(path);
    found.extend(tui::key_faults(&file));
    found.sort_by_key(|fault| fault.line);
    let lang = run.config.lang;
    if run.out.is_json() {
        let faults: Vec<Fault> = found
            .iter()
            .map(|fault| Fault { line: fault.line, wrong: fault.wrong.key(), text: fault.words(lang) })
            .collect();
        let texts: Vec<&str> = faults.iter().map(|fault| fault.text.as_str()).collect();
        let detail = (!texts.is_empty()).then(|| texts.join("\n"));
        run.out.json(&Checked { ok: found.is_empty(), config: path, detail, faults });
    }
    if !found.is_empty() {
        return Err(Problem::Config { path: path.clone(), faults: found });
    }
    if !run.out.is_json() {
        let id = if path.exists() { "cli-config-sound" } else { "cli-config-none" };
        output::message(&lang.fill(id, [("path", path.display().to_string().into())]));
    }
    Ok(())
}

/// Opens the file in the person's editor; where there is none yet it begins as the default one.
fn edit(path: &Path, lang: Lang) -> Result<()> {
    super::needs_terminal()?;
    if path.as_os_str().is_empty() {
        return Err(config::homeless());
    }
    let failed = |cause: std::io::Error| Problem::File { path: path.to_owned(), cause: cause.into() };
    if !path.exists() {
        let folder = path.parent().unwrap_or(Path::new("."));
        files::create_private_dir(folder).map_err(failed)?;
        let mut guard = Guard::default();
        guard.add_config(path);
        let target = guard.target(path, Writing::Config, Standing::Stays);
        target.and_then(|target| files::write(target, default_file(lang).as_bytes())).map_err(refused)?;
    }
    let chosen = ["VISUAL", "EDITOR"].iter().filter_map(|name| std::env::var(name).ok()).find(|v| !v.trim().is_empty());
    let chosen = chosen.unwrap_or_else(|| "vi".to_owned());
    // Split at blanks and never given to a shell.
    let mut words = chosen.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let ended = Command::new(program).args(words).arg(path).status();
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Problem::File { path: program.into(), cause: Cause::ended(status) }),
        Err(cause) => Err(Problem::File { path: program.into(), cause: cause.into() }),
    }
}
