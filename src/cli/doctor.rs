//! `tomoni doctor`: whether the journal is sound.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::table::{Table, plain};
use super::{Run, progress, repair};
use crate::i18n::Lang;
use crate::journal::{Check, CheckName, Checkup, Finding, Journal};
use crate::problem::Result;
use crate::tui;

#[derive(Serialize)]
struct Shape<'a> {
    ok: bool,
    journal: &'a Path,
    schema: Option<i64>,
    checks: Vec<CheckShape>,
    /// Lines and sessions that another program has removed, as far as the search index still tells.
    removed: usize,
    /// Files with text that could not be saved, and that the person has not removed.
    unsaved: Vec<PathBuf>,
}

#[derive(Serialize)]
struct CheckShape {
    name: &'static str,
    ok: bool,
    healed: bool,
    /// `false`: the key that this takes was not at hand.
    checked: bool,
    detail: String,
}

/// Ends with 1 when something was found.
pub fn run(run: &mut Run) -> Result<ExitCode> {
    let lang = run.lang();
    let (path, clock, looks) = (&run.config.journal, run.config.clock, run.looks);
    let checkup = Journal::doctor_with(path, clock, looks, progress::pace()?, &mut |journal| {
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
        checked: check.unchecked == 0,
        detail: detail(check, lang),
    });
    let unsaved = tui::unsaved_files(&run.config);
    let (schema, removed) = (checkup.schema, checkup.removed);
    let shape = Shape { ok, journal: &checkup.journal, schema, checks: checks.collect(), removed, unsaved };
    if run.out.is_json() {
        run.out.json(&shape);
    } else {
        tell(&checkup, run);
        tell_unsaved(&shape.unsaved, run);
    }
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(checkup: &Checkup, run: &mut Run) {
    let lang = run.lang();
    let schema = checkup.schema.map(|schema| lang.count("cli-doctor-of-schema", schema)).unwrap_or_default();
    let mut table = Table::default();
    table.row([plain(lang.t("cli-doctor-journal")), plain(checkup.journal.display().to_string())]);
    table.row([plain(""), plain(schema)]);
    table.print(&mut run.out);
    let name = |check: &Check| lang.t(&format!("cli-doctor-{}", check.name.key().replace('_', "-")));
    let mut table = Table::default();
    checkup.checks.iter().for_each(|check| table.row([plain(name(check)), plain(state(check, lang))]));
    table.print(&mut run.out);
    for check in checkup.checks.iter().filter(|check| !check.is_sound()) {
        run.out.line(&lang.fill("cli-doctor-about", [("what", name(check).into_owned().into())]));
        let mut table = Table::indented(2);
        for finding in &check.found {
            match finding {
                Finding::Record(record) => table.row(repair::record(record, run)),
                other => table.row([plain(words(other, lang))]),
            }
        }
        table.print(&mut run.out);
    }
    run.out.line(&verdict(checkup, lang));
}

fn tell_unsaved(files: &[PathBuf], run: &mut Run) {
    if files.is_empty() {
        return;
    }
    run.out.line(&run.lang().count("cli-doctor-unsaved", files.len()));
    files.iter().for_each(|path| run.out.line(&format!("  {}", path.display())));
    run.out.line(&run.lang().t("cli-doctor-unsaved-then"));
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
            let words = [("names", lang.objects(&removed).into()), ("path", copy.display().to_string().into())];
            let said = lang.fill("cli-doctor-accepted", words);
            (Accepted { removed, copy: Some(copy) }, said)
        }
        None => (Accepted { removed: Vec::new(), copy: None }, lang.t("cli-doctor-nothing-to-accept").into_owned()),
    };
    run.out.record(&shape, |out| out.line(&said));
    Ok(ExitCode::SUCCESS)
}

/// What a check has found, as a program reads it.
fn detail(check: &Check, lang: Lang) -> String {
    if check.is_sound() {
        return state(check, lang);
    }
    check.found.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// How a check went, in a few words.
fn state(check: &Check, lang: Lang) -> String {
    match check.found.len() {
        0 if check.healed => lang.t("cli-doctor-healed").into_owned(),
        0 if check.unchecked > 0 => lang.count("cli-doctor-unchecked", check.unchecked),
        0 => lang.t("cli-doctor-sound").into_owned(),
        n => lang.count("cli-doctor-wrong", n),
    }
}

/// Something that is wrong and is no record, in words. What the engine says stays in English, in quotes.
fn words(finding: &Finding, lang: Lang) -> String {
    match finding {
        Finding::Engine(said) => lang.fill("cli-doctor-engine", [("said", said.as_str().into())]),
        Finding::Object(object) => lang.object(object),
        Finding::Record(record) => record.to_string(),
        Finding::Document(number) => lang.count("cli-doctor-document", *number),
        Finding::SearchGap => lang.t("cli-doctor-search-gap").into_owned(),
        Finding::Slot(key) => lang.t(&format!("cli-doctor-slot-{key}")).into_owned(),
        Finding::Vault => lang.t("cli-doctor-vault-wrong").into_owned(),
        Finding::Manifest => lang.t("cli-doctor-manifest").into_owned(),
        Finding::Values => lang.t("cli-doctor-values").into_owned(),
    }
}

/// One sentence for the whole, and what to do about each kind of fault.
fn verdict(checkup: &Checkup, lang: Lang) -> String {
    let is_checked = checkup.checks.iter().all(|check| check.unchecked == 0);
    let mut keys = match (checkup.is_sound(), is_checked) {
        (true, true) => vec!["cli-doctor-all-sound"],
        (true, false) => vec!["cli-doctor-rest-sound"],
        (false, _) => vec!["cli-doctor-found"],
    };
    for check in checkup.checks.iter().filter(|check| !check.is_sound()) {
        let key = match check.name {
            // A file that cannot be opened at all has no schema that could be accepted.
            CheckName::Schema if checkup.schema.is_some() => "cli-doctor-then-accept",
            // Where records are missing nothing is made again.
            CheckName::Integrity | CheckName::Counts | CheckName::SearchIndex
                if checkup.looked && checkup.checks.iter().all(|c| c.name != CheckName::Missing || c.is_sound()) =>
            {
                "cli-doctor-then-heal"
            }
            CheckName::Schema
            | CheckName::Integrity
            | CheckName::Missing
            | CheckName::Records
            | CheckName::Counts
            | CheckName::SearchIndex
            | CheckName::Vault => "cli-doctor-then-repair",
            CheckName::SealedLines if check.found.contains(&Finding::Manifest) => "cli-doctor-then-seal",
            CheckName::SealedLines => "cli-doctor-then-backup",
        };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    if !is_checked {
        keys.push("cli-doctor-then-passphrase");
    }
    let mut lines: Vec<String> = keys.iter().map(|key| lang.t(key).into_owned()).collect();
    if checkup.removed > 0 {
        lines.push(lang.count("cli-doctor-removed", checkup.removed));
    }
    lines.join("\n")
}
