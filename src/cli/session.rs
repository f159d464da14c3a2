//! `tomoni session`: note what was said, plan, hold, move, cancel, note that it did not happen.

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;

use super::args::{
    NoteText, Session as Command, SessionAdd, SessionEdit, SessionFields, SessionHold, SessionList, SessionShow,
};
use super::output::{Ink, Out};
use super::table::{Table, dim, plain};
use super::{Run, input, json, line};
use crate::capture::{self, Look, Undated};
use crate::clock::Clock;
use crate::domain::forms::{NewSession, SessionForm};
use crate::domain::habit::Usual;
use crate::domain::ids::PairId;
use crate::domain::session::{Session, SessionStatus, minutes_between};
use crate::domain::vault::VaultState;
use crate::domain::views::{Binned, Note, Rewritten, SessionChanged, SessionRow};
use crate::domain::{DateTrouble, Moment, Visibility};
use crate::i18n::{Label, Lang};
use crate::journal::{Journal, NewText, SessionFilter};
use crate::problem::{Problem, Result, VaultTrouble};
use crate::text;

pub fn run(command: Command, run: &mut Run) -> Result<()> {
    match command {
        Command::Add(args) => add(args, run),
        Command::List(args) => list(args, run),
        Command::Show(args) => show(&args, run),
        Command::Edit(args) => edit(args, run),
        Command::Hold(args) => hold(args, run),
        Command::Start(args) => change(&args.id, run, |journal, session, _| journal.start_session(session.id)),
        Command::Cancel(args) => turn(&args.id, SessionStatus::Cancelled, run),
        Command::Miss(args) => turn(&args.id, SessionStatus::Missed, run),
        Command::Move(args) => retime(&args.id, run, |journal, session, clock| {
            let told = input::time_to_come(&args.at, clock, Usual::instead_of(session.at))?;
            journal.move_session(session.id, told.at, told.minutes)
        }),
        Command::Delete(args) => delete(&args.id, run),
    }
}

fn add(args: SessionAdd, run: &mut Run) -> Result<()> {
    let clock = run.config.clock;
    let text = input::note(args.file.as_deref(), run.lang())?.unwrap_or_default();
    let mut journal = run.writing()?;
    let pair = journal.find_pair(&args.pair)?.id;
    let proposal = journal.proposal(pair)?;
    let usual = Usual::at(proposal.time);
    let read = |words: &str| match args.planned {
        true => input::time_to_come(words, clock, usual),
        false => input::moment(words, clock, Look::Back, usual),
    };
    let told = args.fields.at.as_deref().map(read).transpose()?;
    let said = one_length(told.as_ref().and_then(|told| told.minutes), args.fields.minutes, run.lang())?;
    let (at, minutes) = match (told, args.planned) {
        (Some(told), true) => (told.at, told.minutes.or(proposal.minutes)),
        (Some(told), false) => (told.at, told.minutes),
        (None, true) => (clock.at(proposal.at.ok_or_else(nothing_proposed)?), proposal.minutes),
        (None, false) => (clock.now(), None),
    };
    let changed = journal.add_session(&NewSession {
        pair,
        at,
        status: if args.planned { SessionStatus::Planned } else { SessionStatus::Held },
        minutes: said.or(minutes),
        mode: args.fields.mode,
        theme: args.fields.theme.unwrap_or_default(),
        text,
    })?;
    print(&changed.note, &changed.pair, run);
    mention_overlap(&changed, run);
    Ok(())
}

/// The length that the words of a date and `--minutes` say: the same, if both do.
fn one_length(words: Option<u32>, option: Option<u32>, lang: Lang) -> Result<Option<u32>> {
    match (words, option) {
        (Some(words), Some(option)) if words != option => {
            let part = lang.minutes(option);
            Err(Problem::Date { input: part.clone(), part, trouble: DateTrouble::LengthDisagrees })
        }
        _ => Ok(option.or(words)),
    }
}

/// Why a session cannot be planned without a date.
fn nothing_proposed() -> Problem {
    Problem::Date { input: String::new(), part: String::new(), trouble: DateTrouble::NothingProposed }
}

fn delete(id: &str, run: &mut Run) -> Result<()> {
    let mut journal = run.writing()?;
    let session = journal.find_session(id)?;
    // Read before: once it is deleted, nothing that fails may make it look as if it was not.
    let (note, name) = (journal.note(session.id)?, name_of(&journal, session.pair)?);
    journal.delete(Binned::Session(session.id))?;
    print(&note, &name, run);
    Ok(())
}

fn name_of(journal: &Journal, pair: PairId) -> Result<String> {
    let views = journal.pairs()?;
    Ok(views.into_iter().find(|view| view.pair.id == pair).map(|view| view.pair.name).unwrap_or_default())
}

fn edit(args: SessionEdit, run: &mut Run) -> Result<()> {
    let text = Texts::read(&args.text, run.lang())?;
    let retimed = args.fields.at.is_some() || args.fields.minutes.is_some();
    let (lang, is_about_nothing) = (run.lang(), is_about_nothing(&args, &text));
    let write = |journal: &mut Journal, session: &Session, clock| {
        let sealed = line::wished(args.seal, args.unseal);
        let form =
            SessionForm { theme_reach: args.theme_visibility, sealed, ..form(args.fields, session, clock, lang)? };
        journal.write_session(session.id, &form, text.given())
    };
    if retimed {
        retime(&args.id, run, write)?
    } else {
        change(&args.id, run, write)?
    };
    if is_about_nothing {
        run.out.aside(&lang.t("cli-nothing-to-change"));
    }
    Ok(())
}

/// Whether no option says what is to change.
fn is_about_nothing(args: &SessionEdit, text: &Texts) -> bool {
    let SessionFields { at, minutes, mode, theme } = &args.fields;
    let fields = at.is_none() && minutes.is_none() && mode.is_none() && theme.is_none();
    fields && args.theme_visibility.is_none() && !args.seal && !args.unseal && text.text.is_none()
}

/// A text for a note, and what it was made of, as they were read.
struct Texts {
    text: Option<String>,
    base: Option<String>,
    may_be_empty: bool,
}

impl Texts {
    fn read(args: &NoteText, lang: Lang) -> Result<Self> {
        // Both would read the same stream.
        if args.base.as_deref() == Some(Path::new("-")) && args.file.as_deref() == Some(Path::new("-")) {
            return Err(Problem::Vault(VaultTrouble::StdinTwice));
        }
        let base = input::note(args.base.as_deref(), lang)?;
        Ok(Self { text: input::note(args.file.as_deref(), lang)?, base, may_be_empty: args.allow_empty })
    }

    fn given(&self) -> Option<NewText<'_>> {
        let Self { text, base, may_be_empty } = self;
        text.as_deref().map(|text| NewText { text, base: base.as_deref(), may_be_empty: *may_be_empty })
    }
}

/// What became of the lines of a note that a text took the place of, and where those are that it lacks.
fn tell(done: &Rewritten, run: &mut Run) {
    let Rewritten { changed, added, binned, narrowed, merged } = *done;
    let lang = run.lang();
    if changed + added + binned > 0 {
        let parts = [("cli-note-changed", changed), ("cli-note-added", added), ("cli-note-binned", binned)];
        let parts = parts.into_iter().filter(|(_, n)| *n > 0).map(|(id, n)| lang.count(id, n));
        let said = parts.collect::<Vec<_>>().join(&lang.t("cli-note-and"));
        run.out.aside(&lang.fill("cli-note-rewritten", [("said", said.into())]));
    }
    if changed + binned > 0 {
        run.out.aside(&lang.t("cli-note-in-bin"));
    }
    if merged {
        run.out.aside(&lang.t("cli-note-merged"));
    }
    if narrowed > 0 {
        run.out.aside(&lang.count("cli-note-narrowed", narrowed));
    }
}

fn turn(id: &str, status: SessionStatus, run: &mut Run) -> Result<()> {
    let form = SessionForm { status: Some(status), ..SessionForm::default() };
    change(id, run, |journal, session, _| journal.edit_session(session.id, &form))
}

fn hold(args: SessionHold, run: &mut Run) -> Result<()> {
    let text = Texts::read(&args.text, run.lang())?;
    let mut unknown = false;
    change(&args.id, run, |journal, session, clock| {
        let used = used(session, clock);
        unknown = session.is_running() && args.minutes.or(used).is_none();
        let minutes = args.minutes.or(used).map(Some);
        let form = SessionForm { status: Some(SessionStatus::Held), minutes, stop: true, ..SessionForm::default() };
        journal.write_session(session.id, &form, text.given())
    })?;
    if unknown {
        let hint = run.lang().fill("cli-session-minutes-wanted", [("id", args.id.as_str().into())]);
        run.out.aside(&hint);
    }
    Ok(())
}

/// What the clock of a running session says; nothing where it cannot be trusted, since minutes are never guessed.
fn used(session: &Session, clock: Clock) -> Option<u32> {
    session.started.and_then(|started| minutes_between(started, clock.now()))
}

/// What the flags say about a session: when it was, or will be.
fn form(fields: SessionFields, session: &Session, clock: Clock, lang: Lang) -> Result<SessionForm> {
    let usual = Usual::instead_of(session.at);
    let read = |words: String| match session.status {
        SessionStatus::Planned => input::time_to_come(&words, clock, usual),
        _ => input::moment(&words, clock, Look::Back, usual),
    };
    let told = fields.at.map(read).transpose()?;
    let minutes = one_length(told.as_ref().and_then(|told| told.minutes), fields.minutes, lang)?;
    Ok(SessionForm {
        at: told.map(|told| told.at),
        status: None,
        minutes: minutes.map(Some),
        mode: fields.mode.map(Some),
        theme: fields.theme,
        theme_reach: None,
        pulse: None,
        stop: false,
        sealed: None,
        seen: None,
    })
}

/// Changes the session of that id and prints what it is then.
fn change(
    id: &str,
    run: &mut Run,
    change: impl FnOnce(&mut Journal, &Session, Clock) -> Result<SessionChanged>,
) -> Result<()> {
    changed(id, run, change).map(|_| ())
}

/// Like [`change`], where it may be about another time afterwards.
fn retime(
    id: &str,
    run: &mut Run,
    change: impl FnOnce(&mut Journal, &Session, Clock) -> Result<SessionChanged>,
) -> Result<()> {
    let changed = changed(id, run, change)?;
    mention_overlap(&changed, run);
    Ok(())
}

fn changed(
    id: &str,
    run: &mut Run,
    change: impl FnOnce(&mut Journal, &Session, Clock) -> Result<SessionChanged>,
) -> Result<SessionChanged> {
    let mut journal = run.writing()?;
    let session = journal.find_session(id)?;
    let changed = change(&mut journal, &session, run.config.clock)?;
    print(&changed.note, &changed.pair, run);
    run.tell_of_unreached(&journal.take_unreached());
    tell(&changed.rewritten, run);
    Ok(changed)
}

/// Two sessions of one pair at one time are worth a word, no more.
fn mention_overlap(changed: &SessionChanged, run: &mut Run) {
    let Some(other) = &changed.overlaps else { return };
    let (lang, today) = (run.lang(), run.config.clock.today());
    run.out.aside(&lang.fill(
        "cli-session-overlaps",
        [
            ("name", changed.pair.as_str().into()),
            ("at", moment(other.at, lang, today).into()),
            ("id", other.id.ending().into()),
        ],
    ));
}

/// A day and time as people read it.
pub fn moment(at: Moment, lang: Lang, today: NaiveDate) -> String {
    lang.with_time(&lang.full_day(at.date_naive(), today), at)
}

fn list(args: SessionList, run: &mut Run) -> Result<()> {
    let clock = run.config.clock;
    let days = |words: Option<String>| words.map(|w| input::days(&w, clock)).transpose();
    let start = |day: NaiveDate| clock.start_of(day).timestamp_millis();
    let (since, until) = (days(args.since)?.map(|days| days.0), days(args.until)?.map(|days| days.1));
    let journal = run.reading()?;
    let filter = SessionFilter {
        pair: args.pair.map(|name| journal.find_pair(&name)).transpose()?.map(|pair| pair.id),
        since: since.map(start),
        // The last day belongs to the list.
        until: until.and_then(|day| day.succ_opt()).map(start),
        status: None,
        limit: args.limit,
        skip: 0,
        without_moved: false,
    };
    let rows = journal.sessions(&filter)?;
    if run.out.is_json() {
        let all: Vec<_> = rows.iter().map(json::session).collect();
        run.out.json(&all);
        return Ok(());
    }
    let names: HashMap<PairId, String> = journal.pairs()?.into_iter().map(|v| (v.pair.id, v.pair.name)).collect();
    print_rows(&rows, |pair| names.get(&pair).map_or("", String::as_str), run);
    Ok(())
}

fn print(note: &Note, name: &str, run: &mut Run) {
    if run.out.is_json() {
        run.out.json(&json::note(note));
    } else {
        print_rows(std::slice::from_ref(&note.row), |_| name, run);
    }
    mention_unread_dates(note, run);
}

/// Says which lines have words for a due date from which no date was read.
fn mention_unread_dates(note: &Note, run: &mut Run) {
    let rules = run.config.clock.rules();
    for entry in &note.entries {
        if capture::undated(entry, rules) != Some(Undated::Unread) {
            continue;
        }
        let line = capture::body_or(&entry.raw, |raw| run.lang().unreadable(raw)).into_owned();
        let said = run.lang().fill("cli-due-unread", [("line", text::term_safe_line(&line).into())]);
        run.out.aside(&said);
    }
}

fn print_rows<'a>(rows: &[SessionRow], name: impl Fn(PairId) -> &'a str, run: &mut Run) {
    let (lang, today) = (run.lang(), run.config.clock.today());
    let mut table = Table::default();
    for row in rows {
        let session = &row.session;
        let promises = if row.actions > 0 { lang.count("cli-session-actions", row.actions) } else { String::new() };
        table.row([
            dim(session.id.ending()),
            plain(lang.full_day(session.at.date_naive(), today)),
            plain(times(session, lang)),
            plain(status(row, lang)),
            plain(name(session.pair)),
            plain(promises),
            plain(&session.theme),
        ]);
    }
    table.print(&mut run.out);
}

/// `15:00`, and where it is still to come and its length is known `15:00–16:00`.
fn times(session: &Session, lang: Lang) -> String {
    lang.span(session.at, session.minutes.filter(|_| session.status == SessionStatus::Planned))
}

/// `#3`, or what became of a session that was not held.
fn status(row: &SessionRow, lang: Lang) -> String {
    match row.number {
        Some(number) => format!("#{number}"),
        None => row.session.status.label(lang).into_owned(),
    }
}

fn show(args: &SessionShow, run: &mut Run) -> Result<()> {
    let journal = run.reading()?;
    let note = journal.note(journal.find_session(&args.id)?.id)?;
    if run.out.is_json() {
        run.out.json(&json::note(&note));
    } else if args.raw {
        // Half a note would be taken for a whole one.
        let hidden = match journal.vault_state()? {
            _ if note.entries.iter().any(|entry| entry.raw.is_damaged()) => VaultTrouble::LineDamaged,
            VaultState::Unlocked => VaultTrouble::NotRevealed,
            _ => VaultTrouble::Locked,
        };
        run.out.raw(&note.text().ok_or(Problem::Vault(hidden))?);
    } else {
        let name = journal.pair(note.row.session.pair)?.pair.name;
        let (lang, clock) = (run.lang(), run.config.clock);
        header(&note.row, &name, lang, clock, &mut run.out);
        lines(&note, lang, &mut run.out);
    }
    Ok(())
}

fn header(row: &SessionRow, name: &str, lang: Lang, clock: Clock, out: &mut Out) {
    let session = &row.session;
    let moment = |at: Moment| moment(at, lang, clock.today());
    let mut parts = vec![name.to_owned(), status(row, lang), moment(session.at)];
    parts.extend(session.minutes.map(|minutes| lang.minutes(minutes)));
    parts.extend(session.mode.map(|mode| mode.label(lang).into_owned()));
    heading(&parts, session, lang, out);
    if let Some(next) = row.next_at {
        out.line(&lang.fill("cli-session-next-is", [("at", moment(next).into())]));
    }
}

/// What names a session, with the ending of its id, and below it what it is about.
pub fn heading(parts: &[String], session: &Session, lang: Lang, out: &mut Out) {
    let words = parts.join(" · ");
    let id = format!("  {}", session.id.ending());
    out.parts(&[(&text::term_safe_line(&words), Ink::Plain), (&id, Ink::Dim)]);
    if !session.theme.is_empty() {
        out.line(&lang.fill("cli-session-theme-is", [("theme", session.theme.as_str().into())]));
    }
}

/// The note line by line, each with the ending of its id and who may see it.
fn lines(note: &Note, lang: Lang, out: &mut Out) {
    if note.entries.is_empty() {
        return;
    }
    out.line("");
    let seen = |v: Visibility| if v == Visibility::Private { String::new() } else { v.label(lang).into_owned() };
    let width = note.entries.iter().map(|e| text::columns(&seen(e.visibility))).max().unwrap_or(0);
    for entry in &note.entries {
        let mark = format!("{}  {}  ", entry.id.ending(), text::pad(&seen(entry.visibility), width));
        let below = " ".repeat(text::columns(&mark));
        let told = || capture::marker_for(entry.kind, entry.owner) + &lang.unreadable(&entry.raw);
        let words = entry.raw.text().map_or_else(told, str::to_owned);
        for (n, line) in words.trim_end().lines().enumerate() {
            let safe = text::term_safe_line(line);
            out.parts(&[(if n == 0 { &mark } else { &below }, Ink::Dim), (&safe, Ink::Plain)]);
        }
    }
}
