//! What a person reads when something fails: what happened, what was kept, what to do next, in their language.

use std::path::{Path, PathBuf};

use super::{Displacement, Missing, Problem, What, config};
use crate::archive::{Place, Trouble};
use crate::files::Guarded;
use crate::i18n::{Label, Lang};

impl Displacement {
    fn message(&self, path: &Path, lang: Lang) -> String {
        let shown = |path: &Path| path.display().to_string();
        let (id, to) = match self {
            Self::Removed => ("problem-place-removed", None),
            Self::Moved(to) => ("problem-place-moved", Some(shown(to))),
            Self::MovedOrRemoved => ("problem-place-lost", None),
            Self::FolderGone(folder) => ("problem-place-folder", Some(shown(folder))),
            Self::OtherFile => ("problem-place-replaced", None),
            Self::OtherJournal => ("problem-place-other", None),
            Self::NoJournal => ("problem-place-foreign", None),
            Self::Emptied => ("problem-place-emptied", None),
        };
        lang.fill(id, [("path", shown(path).into()), ("to", to.unwrap_or_default().into())])
    }
}

impl Problem {
    /// The sentence for the person reading it. It may hold names that they typed, so whoever prints it makes it safe
    /// for the terminal.
    pub fn message(&self, lang: Lang) -> String {
        let path = |p: &PathBuf| p.display().to_string();
        match self {
            Self::NoJournal(p) => lang.fill("problem-no-journal", [("path", path(p).into())]),
            Self::IsFolder(p) => lang.fill("problem-folder", [("path", path(p).into())]),
            Self::NotPlain(p) => lang.fill("problem-not-plain", [("path", path(p).into())]),
            Self::NotAllowed(p) => lang.fill("problem-not-allowed", [("path", path(p).into())]),
            Self::NameTooLong(p) => lang.fill("problem-name-too-long", [("path", path(p).into())]),
            Self::NotAJournal(p) => lang.fill("problem-not-a-journal", [("path", path(p).into())]),
            Self::EmptyFile(p) => lang.fill("problem-empty-file", [("path", path(p).into())]),
            Self::TooNew { found, known } => {
                lang.fill("problem-too-new", [("found", (*found).into()), ("known", (*known).into())])
            }
            Self::OtherRollback(p) => lang.fill("problem-other-rollback", [("path", path(p).into())]),
            Self::Damaged(_) => lang.t("problem-damaged").into_owned(),
            Self::Altered(names) => lang.fill("problem-altered", [("names", lang.objects(names).into())]),
            Self::TablesAltered(names) => lang.fill("problem-tables-altered", [("names", lang.objects(names).into())]),
            Self::Unreadable => lang.t("problem-unreadable").into_owned(),
            Self::NotNow => lang.t("problem-not-now").into_owned(),
            Self::NotWritten => lang.t("problem-not-written").into_owned(),
            Self::ReadOnly(p) => lang.fill("problem-read-only", [("path", path(p).into())]),
            Self::LookOnly => lang.t("problem-look-only").into_owned(),
            Self::DiskFull => lang.t("problem-full").into_owned(),
            Self::Displaced { path: p, how, written } => {
                let id = if *written { "problem-place-written" } else { "problem-place-nothing" };
                lang.sentences(&[how.message(p, lang).as_str(), &lang.t(id)])
            }
            Self::Unconfirmed => lang.t("problem-unconfirmed").into_owned(),
            Self::Unsaid { cause } => lang.fill("problem-unsaid", [("cause", lang.cause(cause).into())]),
            Self::Busy => lang.t("problem-busy").into_owned(),
            Self::Stale => lang.t("problem-stale").into_owned(),
            Self::UndoStale => lang.t("problem-undo-stale").into_owned(),
            Self::File { path: p, cause } => {
                lang.fill("problem-file", [("path", path(p).into()), ("cause", lang.cause(cause).into())])
            }
            Self::NotFound { what: What::Import, needle } if needle.is_empty() => {
                lang.t("problem-no-import").into_owned()
            }
            Self::NotFound { what, needle } => lang.fill(not_found(*what), [("needle", needle.as_str().into())]),
            Self::Ambiguous { needle, candidates } => lang.fill(
                "problem-ambiguous",
                [("needle", needle.as_str().into()), ("candidates", joined(candidates, lang).into())],
            ),
            Self::Date { input, part, trouble } => lang.date_trouble(*trouble, part, input),
            Self::Cadence(input) => lang.fill("problem-cadence", [("input", input.as_str().into())]),
            Self::Number(input) => lang.fill("problem-number", [("input", input.as_str().into())]),
            Self::Empty(missing) => lang.t(empty(*missing)).into_owned(),
            Self::NameTaken(name) => lang.fill("problem-alias-taken", [("name", name.as_str().into())]),
            Self::RatingRange => lang.t("problem-rating-range").into_owned(),
            Self::ConfidenceRange => lang.t("problem-confidence-range").into_owned(),
            Self::SearchFilter { filter, value, accepted } => {
                let named = [("filter", filter.as_str().into()), ("value", value.as_str().into())];
                lang.sentences(&[lang.fill("problem-search-filter", named), lang.possible_values(accepted)])
            }
            Self::SearchNoValue { filter, accepted } => {
                let needs = lang.fill("problem-search-no-value", [("filter", filter.as_str().into())]);
                lang.sentences(&[needs, lang.possible_values(accepted)])
            }
            Self::SearchDaysTurned => lang.t("problem-search-days-turned").into_owned(),
            Self::NeedsSession { item } => lang.fill("problem-needs-session", [("item", item.as_str().into())]),
            Self::TooLarge { size, limit } => {
                let megabytes = |bytes: usize| bytes.div_ceil(1 << 20) as i64;
                lang.fill("problem-too-large", [("size", megabytes(*size).into()), ("limit", megabytes(*limit).into())])
            }
            Self::NotUtf8 { position } => lang.fill("problem-not-utf8", [("position", (*position).into())]),
            Self::NoPairs => lang.t("problem-no-pairs").into_owned(),
            Self::NotPlanned => lang.t("problem-not-planned").into_owned(),
            Self::NothingToSettle => lang.t("problem-nothing-to-settle").into_owned(),
            Self::NoDueDate(kind) => lang.fill("problem-no-due-date", [("kind", kind.label(lang).into())]),
            Self::WhichPair(names) => lang.fill("problem-which-pair", [("candidates", joined(names, lang).into())]),
            Self::NamePair(names) => lang.fill("problem-name-pair", [("candidates", joined(names, lang).into())]),
            Self::NoHeldSession { name } => lang.fill("problem-no-held-session", [("name", name.as_str().into())]),
            Self::NeedsTerminal => lang.t("problem-needs-terminal").into_owned(),
            Self::Words(objection) => lang.refusal(*objection),
            Self::Vault(trouble) => lang.t(&trouble.message_id()).into_owned(),
            Self::NeedsYes => lang.t("problem-needs-yes").into_owned(),
            Self::NotStdout => lang.t("problem-not-stdout").into_owned(),
            Self::NeedsFile => lang.t("problem-needs-file").into_owned(),
            Self::NotHeld => lang.t("problem-not-held").into_owned(),
            Self::DaysTurned => lang.t("summary-days-turned").into_owned(),
            Self::PauseNotAhead => lang.t("problem-pause-not-ahead").into_owned(),
            Self::PairFinished => lang.t("problem-pair-finished").into_owned(),
            Self::DaysAhead => lang.t("problem-days-ahead").into_owned(),
            Self::BuiltIn(id) => lang.fill("problem-built-in", [("id", id.as_str().into())]),
            Self::NobodyNamed { said, there } if there.is_empty() => {
                lang.fill("problem-nobody-at-all", [("said", joined(said, lang).into())])
            }
            Self::NobodyNamed { said, there } => lang.fill(
                "problem-nobody-named",
                [("said", joined(said, lang).into()), ("there", joined(there, lang).into())],
            ),
            Self::NotInPaper(id) => lang.fill("problem-not-in-paper", [("id", id.as_str().into())]),
            Self::ReportRules => lang.t("summary-report-rules").into_owned(),
            Self::ReadingStays => lang.t("problem-reading-stays").into_owned(),
            Self::Naming(input) => lang.fill("problem-naming", [("input", input.as_str().into())]),
            Self::Source(broken) => {
                let why = broken.why.words(lang);
                lang.fill("problem-source", [("place", broken.place.as_str().into()), ("why", why.into())])
            }
            Self::Occupied(p) => lang.fill("problem-occupied", [("path", path(p).into())]),
            Self::TargetExists(p) => lang.fill("problem-target-exists", [("path", path(p).into())]),
            Self::NotAFile(p) => lang.fill("problem-not-a-file", [("path", path(p).into())]),
            Self::Guarded { path: p, guarded } => lang.fill(guarded_id(*guarded), [("path", path(p).into())]),
            Self::Leftover { path: p, left } => {
                lang.fill("problem-leftover", [("path", path(p).into()), ("left", path(left).into())])
            }
            Self::FileUnconfirmed(p) => lang.fill("problem-file-unconfirmed", [("path", path(p).into())]),
            Self::NotReadable(p) => lang.fill("problem-not-readable", [("path", path(p).into())]),
            Self::NobodyWrites(p) => lang.fill("problem-nobody-writes", [("path", path(p).into())]),
            Self::FileTooLarge { path: p, limit } => {
                let megabytes = i64::try_from(limit.div_ceil(1 << 20)).unwrap_or(i64::MAX);
                lang.fill("problem-file-too-large", [("path", path(p).into()), ("limit", megabytes.into())])
            }
            Self::NoFolder(p) => lang.fill("problem-no-folder", [("path", path(p).into())]),
            Self::NoFile(p) => lang.fill("problem-no-file", [("path", path(p).into())]),
            Self::Stopped => lang.t("problem-stopped").into_owned(),
            Self::StoppedLater => lang.t("problem-stopped-later").into_owned(),
            Self::NotEmpty => lang.t("problem-not-empty").into_owned(),
            Self::NotAnArchive(p) => lang.fill("problem-not-an-archive", [("path", path(p).into())]),
            Self::ArchiveTooNew { path: p, found, known } => lang.fill(
                "problem-archive-too-new",
                [("path", path(p).into()), ("found", (*found).into()), ("known", (*known).into())],
            ),
            Self::ArchiveSchemaTooNew { path: p, found, known } => lang.fill(
                "problem-archive-schema-too-new",
                [("path", path(p).into()), ("found", (*found).into()), ("known", (*known).into())],
            ),
            Self::ArchiveDamaged { path: p, place, trouble } => lang.fill(
                "problem-archive-damaged",
                [
                    ("path", path(p).into()),
                    ("place", in_archive(place, lang).into()),
                    ("trouble", archive_trouble(trouble, lang).into()),
                ],
            ),
            Self::NotABackup(p) => lang.fill("problem-not-a-backup", [("path", path(p).into())]),
            Self::BackupDamaged(p) => lang.fill("problem-backup-damaged", [("path", path(p).into())]),
            Self::RestoresItself(p) => lang.fill("problem-restores-itself", [("path", path(p).into())]),
            Self::Restoring => lang.t("problem-restoring").into_owned(),
            Self::RestoreNeedsYes => lang.t("problem-restore-needs-yes").into_owned(),
            Self::ConfigJournal(p) => lang.fill("problem-config-journal", [("path", path(p).into())]),
            Self::NoHome(None) => lang.t("problem-no-home").into_owned(),
            Self::NoHome(Some(said)) => lang.fill("problem-relative-home", [("said", said.as_str().into())]),
            Self::HomeOfOthers(p) => lang.fill("problem-home-of-others", [("path", path(p).into())]),
            Self::RelativeFolder { variable, said } => {
                lang.fill("problem-relative-folder", [("variable", (*variable).into()), ("said", said.as_str().into())])
            }
            Self::Language(said) => lang.fill("problem-language", [("said", said.as_str().into())]),
            Self::Zone(zone) => lang.fill("problem-zone", [("zone", zone.as_str().into())]),
            Self::Config { path: p, faults } => config::message(p, faults, lang),
            Self::Demo(detail) => lang.fill("problem-demo", [("detail", detail.as_str().into())]),
            Self::Other(error) => lang.fill("problem-other", [("detail", format!("{error:#}").into())]),
        }
    }
}

fn guarded_id(guarded: Guarded) -> &'static str {
    match guarded {
        Guarded::Journal => "problem-guarded-journal",
        Guarded::Beside => "problem-guarded-beside",
        Guarded::Copy => "problem-guarded-copy",
        Guarded::OtherJournal => "problem-guarded-other-journal",
        Guarded::Config => "problem-guarded-config",
        Guarded::Input => "problem-guarded-input",
    }
}

fn joined(names: &[String], lang: Lang) -> String {
    names.join(lang.comma())
}

/// Where in an archive something is wrong.
fn in_archive(place: &Place, lang: Lang) -> String {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let line = place.line.map(|(line, column)| {
        let at = [("line", number(line).into()), ("column", number(column).into())];
        lang.fill("problem-archive-at-line", at)
    });
    let record = place.record.map(|(list, n)| {
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        lang.fill("problem-archive-at-record", [("list", list.key().into()), ("n", n.into())])
    });
    let parts: Vec<String> = [line, record, place.id.clone()].into_iter().flatten().collect();
    joined(&parts, lang)
}

fn archive_trouble(trouble: &Trouble, lang: Lang) -> String {
    match trouble {
        Trouble::Unreadable(detail) => lang.fill("problem-archive-unreadable", [("detail", detail.as_str().into())]),
        Trouble::Twice => lang.t("problem-archive-twice").into_owned(),
        Trouble::Nowhere => lang.t("problem-archive-nowhere").into_owned(),
        Trouble::Value => lang.t("problem-archive-value").into_owned(),
        Trouble::Order => lang.t("problem-archive-order").into_owned(),
        Trouble::Elsewhere => lang.t("problem-archive-elsewhere").into_owned(),
    }
}

fn not_found(what: What) -> &'static str {
    match what {
        What::Pair => "problem-not-found-pair",
        What::Session => "problem-not-found-session",
        What::Import => "problem-not-found-import",
        What::Goal => "problem-not-found-goal",
        What::Line => "problem-not-found-line",
        What::Action => "problem-not-found-action",
        What::Item => "problem-not-found-item",
        What::Question => "problem-not-found-question",
        What::Key => "problem-not-found-key",
        What::Binned => "problem-not-found-binned",
    }
}

fn empty(missing: Missing) -> &'static str {
    match missing {
        Missing::Name => "problem-empty-name",
        Missing::Title => "problem-empty-title",
        Missing::Text => "problem-empty-text",
        Missing::Note => "problem-empty-note",
        Missing::Reason => "problem-empty-reason",
        Missing::Learned => "problem-empty-learned",
        Missing::CheckIn => "problem-empty-checkin",
    }
}
