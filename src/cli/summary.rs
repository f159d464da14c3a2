//! `tomoni summary`: what may leave, for the one who is to read it; and the log of what left.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::Path;

use serde::Serialize;

use super::args::{Contents, Summary};
use super::table::{Table, dim, plain};
use super::{Run, input, json, output, pair_or_only};
use crate::config::File;
use crate::domain::ids::{EntryId, PairId, SessionId};
use crate::domain::sharing::{
    Audience, Author, Format, LineOffer, NameOffer, Naming, Offer, OfficeParts, Paper, Scope, Stay, Wish,
};
use crate::domain::{EntryKind, Owner, Visibility};
use crate::files::{self, Writing};
use crate::i18n::{Label, Lang};
use crate::journal::{Journal, refused};
use crate::problem::{Problem, Result, VaultTrouble, What};

/// A summary as a record.
#[derive(Serialize)]
struct Shape<'a> {
    session: Option<SessionId>,
    at: Option<String>,
    audience: Audience,
    paper: Paper,
    format: Format,
    /// Of a format that is no text: its contents as text.
    text: &'a str,
    shared: usize,
    kept: usize,
    stays: BTreeMap<&'static str, usize>,
    lines: Vec<LineShape<'a>>,
    names: Vec<NameShape<'a>>,
    hash: &'a str,
    last_at: Option<String>,
    /// Nothing has changed since then, so nothing was given away.
    unchanged: bool,
    file: Option<&'a Path>,
}

#[derive(Serialize)]
struct LineShape<'a> {
    id: EntryId,
    kind: EntryKind,
    owner: Owner,
    visibility: Visibility,
    stays: Option<&'static str>,
    /// Only of what is in it.
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct NameShape<'a> {
    name: &'a str,
    naming: Naming,
    instead: &'a str,
}

#[derive(Serialize)]
struct Logged<'a> {
    at: String,
    pair: Option<PairId>,
    audience: Audience,
    paper: Paper,
    format: Format,
    shared: u32,
    kept: u32,
    hash: &'a str,
    /// False: it was handed to the clipboard of a terminal, and nobody has said that it arrived.
    arrived: bool,
}

pub fn run(args: Summary, run: &mut Run) -> Result<()> {
    if args.log {
        return log(&args, run);
    }
    let mut journal = run.reading()?;
    let wish = wish(&args, &journal, run)?;
    let language = args.language.unwrap_or(run.lang());
    let offer = journal.offer(&wish, language)?;
    fits(&offer)?;
    if offer.wish.parts != OfficeParts::default() && offer.report_agreed.is_none() {
        output::message(&run.lang().t("cli-summary-not-agreed"));
    }
    if offer.unchanged {
        let (lang, today) = (run.lang(), run.config.clock.today());
        if run.out.is_json() {
            run.out.json(&shape(&offer, None, None));
        } else {
            let when = offer.last.map(|last| super::session::moment(last, lang, today)).unwrap_or_default();
            run.out.aside(&lang.fill("cli-summary-unchanged", [("when", when.into())]));
        }
        return Ok(());
    }
    if args.dry_run {
        show(&offer, run);
        return Ok(());
    }
    let out = output::named(args.out.as_deref());
    if wish.format == Format::Docx && out.is_none() && !run.out.is_json() && std::io::stdout().is_terminal() {
        return Err(Problem::NeedsFile);
    }
    // Read before the file is written: whatever fails after that is no reason to say that nothing was done.
    let at = match offer.session.filter(|_| run.out.is_json()) {
        Some(id) => Some(json::time(journal.note(id)?.row.session.at)),
        None => None,
    };
    if let Some(path) = out {
        let target = input::target(path, args.force, journal.guard(), Writing::Paper, run.lang())?;
        files::write(target, &offer.file).map_err(refused)?;
        run.out.has_changed();
    }
    if run.out.is_json() {
        run.out.json(&shape(&offer, at, out));
    } else if out.is_none() {
        match wish.format {
            Format::Docx => run.out.bytes(&offer.file),
            Format::Html | Format::Json => run.out.raw(&String::from_utf8_lossy(&offer.file)),
            Format::Md | Format::Txt => run.out.page(&offer.preview),
        }
    }
    // Only what has left is remembered; a journal that cannot be written still gives it away.
    if !run.out.is_sent() {
        return Ok(());
    }
    let logged = journal.log_share(&offer.logged());
    if !run.out.is_json() {
        let lang = run.lang();
        let mut said = vec![counts(&offer, lang)];
        if let Some(path) = out {
            said.insert(0, lang.fill("cli-summary-written", [("path", path.display().to_string().into())]));
        }
        if logged.is_ok() {
            said.push(lang.t("cli-summary-recorded").into_owned());
        }
        run.out.aside(&lang.sentences(&said));
    }
    if let Err(problem) = logged {
        let told = run.lang().fill("cli-summary-not-logged", [("problem", problem.message(run.lang()).into())]);
        output::message(&told);
    }
    Ok(())
}

/// What the flags wish for.
fn wish(args: &Summary, journal: &Journal, run: &Run) -> Result<Wish> {
    let paper = args.paper.unwrap_or_else(|| Paper::of(args.reader));
    let named = args.pair.as_deref();
    let session = args.session.as_deref().map(|id| journal.find_session(id)).transpose()?;
    let pair = match (&session, named) {
        (Some(session), None) => Some(session.pair),
        (_, None) if paper.is_own() => None,
        _ => Some(pair_or_only(journal, named)?.id),
    };
    if let Some(session) = session.as_ref().filter(|s| Some(s.pair) != pair) {
        return Err(Problem::NotFound { what: What::Session, needle: session.id.ending() });
    }
    let days = |words: &Option<String>| words.as_deref().map(|w| input::days(w, run.config.clock)).transpose();
    let (since, until) = (days(&args.since)?.map(|days| days.0), days(&args.until)?.map(|days| days.1));
    if since.is_some_and(|since| since > run.config.clock.today()) {
        return Err(Problem::DaysAhead);
    }
    let scope = match session {
        Some(session) => Scope::Session(session.id),
        None if args.changed => Scope::SinceLast,
        None if since.is_some() || until.is_some() || paper != Paper::Summary => Scope::Period(since, until),
        None => Scope::LastHeld,
    };
    let contents = &args.contents;
    let Contents { themes, goals, learnings, decision, comment, .. } = contents;
    let File { name, unit, .. } = &run.config.file;
    let author = Author { name: name.clone().unwrap_or_default(), unit: unit.clone().unwrap_or_default() };
    Ok(Wish {
        author,
        format: args.format,
        parts: OfficeParts { themes: *themes, goals: *goals, learnings: *learnings },
        decision: *decision,
        comment: comment.clone(),
        lines: lines(contents, journal)?,
        names: names(contents)?,
        ..Wish::new(paper, pair, scope)
    })
}

/// The single lines that are taken in or left out.
fn lines(contents: &Contents, journal: &Journal) -> Result<BTreeMap<EntryId, bool>> {
    let of = |ids: &[String], is_in: bool| -> Result<Vec<(EntryId, bool)>> {
        ids.iter().map(|id| Ok((journal.find_entry(id, What::Line)?.id, is_in))).collect()
    };
    Ok(of(&contents.with, true)?.into_iter().chain(of(&contents.without, false)?).collect())
}

/// Lines that were named have to be lines of this paper, and into a report nothing gets by hand.
fn fits(offer: &Offer) -> Result<()> {
    if !offer.nobody.is_empty() {
        let there = offer.names.iter().map(|name| name.name.clone()).collect();
        return Err(Problem::NobodyNamed { said: offer.nobody.clone(), there });
    }
    for (id, is_in) in &offer.wish.lines {
        let line = offer.lines.iter().find(|line| line.id == *id);
        match line {
            None => return Err(Problem::NotInPaper(id.ending())),
            Some(line) if *is_in && line.stays == Some(Stay::Sealed) => {
                return Err(Problem::Vault(VaultTrouble::StaysSealed));
            }
            Some(line) if *is_in && line.stays.is_some() => return Err(Problem::ReportRules),
            Some(_) => {}
        }
    }
    Ok(())
}

/// `Mori Ken=alias`
fn names(contents: &Contents) -> Result<BTreeMap<String, Naming>> {
    let one = |given: &String| {
        let (name, naming) = given.rsplit_once('=').or_else(|| given.rsplit_once('＝'))?;
        Some((name.trim().to_owned(), naming_of(naming.trim())?))
    };
    contents.names.iter().map(|given| one(given).ok_or_else(|| Problem::Naming(given.clone()))).collect()
}

/// How somebody is named, by the key or by what the screens call it.
fn naming_of(word: &str) -> Option<Naming> {
    let called = |naming: &Naming| Lang::ALL.iter().any(|lang| naming.label(*lang).eq_ignore_ascii_case(word));
    Naming::from_key(word).or_else(|| Naming::ALL.iter().copied().find(called))
}

fn shape<'a>(offer: &'a Offer, at: Option<String>, file: Option<&'a Path>) -> Shape<'a> {
    let line = |line: &'a LineOffer| LineShape {
        id: line.id,
        kind: line.kind,
        owner: line.owner,
        visibility: line.visibility,
        stays: line.stays.map(|why| why.key()),
        text: Some(line.text.as_str()).filter(|_| line.stays.is_none()),
    };
    let name = |name: &'a NameOffer| NameShape { name: &name.name, naming: name.naming, instead: &name.instead };
    Shape {
        session: offer.session,
        at,
        audience: offer.wish.paper.audience(),
        paper: offer.wish.paper,
        format: offer.wish.format,
        text: &offer.preview,
        shared: offer.shared(),
        kept: offer.staying(),
        stays: offer.kept().into_iter().map(|(why, n)| (why.key(), n)).collect(),
        lines: offer.lines.iter().map(line).collect(),
        names: offer.names.iter().map(name).collect(),
        hash: &offer.hash,
        last_at: offer.last.map(json::time),
        unchanged: offer.unchanged,
        file,
    }
}

/// How much is in it, and how much stays for which reason.
fn counts(offer: &Offer, lang: Lang) -> String {
    let counts = [("shared", offer.shared().into()), ("kept", offer.staying().into())];
    let id = if offer.wish.paper.is_own() { "cli-summary-counts-own" } else { "cli-summary-counts" };
    let words = lang.fill(id, counts);
    let why: Vec<String> = offer
        .kept()
        .into_iter()
        .map(|(why, n)| lang.fill("cli-summary-why", [("why", why.label(lang).into()), ("n", n.into())]))
        .collect();
    if why.is_empty() {
        words
    } else {
        let gap = if lang == Lang::Ja { "" } else { " " };
        format!("{words}{gap}{}", lang.fill("cli-summary-stays", [("why", why.join(lang.comma()).into())]))
    }
}

/// What would be in it and what would stay, line by line, and whose names stand in it. Nothing leaves.
fn show(offer: &Offer, run: &mut Run) {
    if run.out.is_json() {
        let shape = shape(offer, None, None);
        run.out.json(&shape);
        return;
    }
    let lang = run.lang();
    run.out.page(&offer.preview);
    run.out.line("");
    // What stays is told to the person at the terminal, and to no file.
    let alone = std::io::stdout().is_terminal();
    let mut table = Table::default();
    for line in &offer.lines {
        let state = line.stays.map_or_else(|| lang.t("cli-summary-in"), |why| why.label(lang));
        let words = if alone || line.stays.is_none() { line.text.as_str() } else { "" };
        table.row([
            dim(line.id.ending()),
            plain(state),
            plain(line.kind.label(lang)),
            plain(line.owner.label(lang)),
            plain(words),
        ]);
    }
    table.print(&mut run.out);
    let mut table = Table::default();
    for name in &offer.names {
        table.row([plain(&name.name), plain(name.naming.label(lang)), plain(&name.instead)]);
    }
    table.print(&mut run.out);
    let words = counts(offer, lang);
    run.out.aside(&words);
}

/// How many entries of the log are shown.
const LOGGED: u32 = 200;

fn log(args: &Summary, run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    let pair = args.pair.as_deref().map(|name| journal.find_pair(name)).transpose()?.map(|pair| pair.id);
    let shares = journal.shares(pair, LOGGED)?;
    if run.out.is_json() {
        let logged = shares.iter().map(|share| Logged {
            at: json::time(share.at),
            pair: share.pair,
            audience: share.paper.audience(),
            paper: share.paper,
            format: share.format,
            shared: share.shared,
            kept: share.kept,
            hash: &share.hash,
            arrived: share.arrived,
        });
        let logged: Vec<_> = logged.collect();
        run.out.json(&logged);
        return Ok(());
    }
    let (lang, today) = (run.lang(), run.config.clock.today());
    if shares.is_empty() {
        run.out.aside(&lang.t("cli-summary-log-empty"));
        return Ok(());
    }
    let names: BTreeMap<PairId, String> = journal.pairs()?.into_iter().map(|v| (v.pair.id, v.pair.name)).collect();
    let mut table = Table::default();
    for share in &shares {
        let counts = [("shared", share.shared.into()), ("kept", share.kept.into())];
        table.row([
            plain(super::session::moment(share.at, lang, today)),
            plain(share.paper.label(lang)),
            plain(share.pair.and_then(|id| names.get(&id)).map_or("", String::as_str)),
            plain(share.format.label(lang)),
            plain(lang.fill("cli-summary-logged", counts)),
            dim(&share.hash[..share.hash.len().min(12)]),
            dim(if share.arrived { "".into() } else { lang.t("cli-summary-handed-over") }),
        ]);
    }
    table.print(&mut run.out);
    Ok(())
}
