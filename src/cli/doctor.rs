//! `tomoni doctor`: whether the journal is sound.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::Run;
use super::progress;
use super::table::{Table, plain};
use crate::i18n::Lang;
use crate::journal::{Check, CheckName, Checkup, Journal};
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
    healed: bool,
    detail: String,
}

/// Ends with 1 when something was found.
pub fn run(run: &mut Run) -> Result<ExitCode> {
    let lang = run.lang();
    let checkup = Journal::doctor_with(&run.config.journal, run.config.clock, progress::pace()?, &mut |journal| {
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
        healed: check.healed,
        detail: detail(check, lang),
    });
    let shape = Shape { ok, journal: &checkup.journal, schema: checkup.schema, checks: checks.collect() };
    run.out.record(&shape, |out| {
        let schema = checkup.schema.map(|schema| lang.count("cli-doctor-of-schema", schema)).unwrap_or_default();
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

#[derive(Serialize)]
struct Accepted {
    removed: Vec<String>,
    /// The journal as it was; none where there was nothing to remove.
    copy: Option<PathBuf>,
}

/// `tomoni doctor --accept`: the schema of the journal becomes ours again.
pub fn accept(run: &mut Run) -> Result<ExitCode> {
    let accepted = Journal::accept(&run.config.journal, run.config.clock)?;
    let lang = run.lang();
    let (shape, said) = match accepted {
        Some((removed, copy)) => {
            run.out.has_changed();
            let words = [("names", removed.join(lang.comma()).into()), ("path", copy.display().to_string().into())];
            let said = lang.fill("cli-doctor-accepted", words);
            (Accepted { removed, copy: Some(copy) }, said)
        }
        None => (Accepted { removed: Vec::new(), copy: None }, lang.t("cli-doctor-nothing-to-accept").into_owned()),
    };
    run.out.record(&shape, |out| out.line(&said));
    Ok(ExitCode::SUCCESS)
}

/// What a check has found, in words.
fn detail(check: &Check, lang: Lang) -> String {
    if check.healed {
        return lang.t("cli-doctor-healed").into_owned();
    }
    if check.is_sound() {
        return lang.t("cli-doctor-sound").into_owned();
    }
    check.found.join(", ")
}

/// One sentence for the whole, and what to do about each kind of fault.
fn verdict(checkup: &Checkup, lang: Lang) -> String {
    if checkup.is_sound() {
        return lang.t("cli-doctor-all-sound").into_owned();
    }
    let mut keys = vec!["cli-doctor-found"];
    for check in checkup.checks.iter().filter(|check| !check.is_sound()) {
        let key = match check.name {
            // A file that cannot be opened at all has no schema that could be accepted.
            CheckName::Schema if checkup.schema.is_some() => "cli-doctor-then-accept",
            CheckName::Schema
            | CheckName::Integrity
            | CheckName::Records
            | CheckName::Counts
            | CheckName::SearchIndex
            | CheckName::Vault => "cli-doctor-then-repair",
            CheckName::SealedLines => "cli-doctor-then-seal",
        };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.iter().map(|key| lang.t(key)).collect::<Vec<_>>().join("\n")
}
