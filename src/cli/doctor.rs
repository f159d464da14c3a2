//! `tomoni doctor`: whether the journal is sound.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::Run;
use super::table::{Table, plain};
use crate::i18n::Lang;
use crate::journal::{Check, Checkup, Journal};
use crate::problem::Result;

#[derive(Serialize)]
struct Shape<'a> {
    ok: bool,
    journal: &'a Path,
    schema: Option<i64>,
    checks: Vec<CheckShape>,
}

#[derive(Serialize)]
struct CheckShape {
    name: &'static str,
    ok: bool,
    detail: String,
}

/// Ends with 1 when something was found.
pub fn run(run: &mut Run) -> Result<ExitCode> {
    let lang = run.lang();
    let checkup = Journal::doctor_with(&run.config.journal, run.config.clock, &mut |journal| {
        // Only for whoever brings the passphrase along: nobody is asked for it here.
        if run.key.file.is_none() || !matches!(journal.key_file(), Ok(Some(_))) {
            return Ok(None);
        }
        let key = run.open_vault(journal)?;
        journal.unlock(&key).map(Some)
    })?;
    let ok = checkup.is_sound();
    let checks = checkup.checks.iter().map(|check| CheckShape {
        name: check.name.key(),
        ok: check.is_sound(),
        detail: detail(check, lang),
    });
    let shape = Shape { ok, journal: &checkup.journal, schema: checkup.schema, checks: checks.collect() };
    run.out.record(&shape, |out| {
        let schema = checkup.schema.map(|schema| lang.count("cli-doctor-schema", schema)).unwrap_or_default();
        let mut table = Table::default();
        table.row([plain(lang.t("cli-doctor-journal")), plain(checkup.journal.display().to_string())]);
        table.row([plain(""), plain(schema)]);
        table.print(out);
        let mut table = Table::default();
        for (check, shape) in checkup.checks.iter().zip(&shape.checks) {
            let name = lang.t(&format!("cli-doctor-{}", check.name.key().replace('_', "-")));
            table.row([plain(if shape.ok { "[x]" } else { "[!]" }), plain(name), plain(&shape.detail)]);
        }
        table.print(out);
        out.line(&verdict(&checkup, lang));
    });
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What a check has found, in words.
fn detail(check: &Check, lang: Lang) -> String {
    if check.is_sound() {
        return lang.t("cli-doctor-sound").into_owned();
    }
    check.found.join(", ")
}

fn verdict(checkup: &Checkup, lang: Lang) -> String {
    lang.t(if checkup.is_sound() { "cli-doctor-all-sound" } else { "cli-doctor-found" }).into_owned()
}
