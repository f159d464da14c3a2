//! The agenda of a meeting as a text to send: only lines that the partner may see.

use crate::capture;
use crate::domain::entry::Entry;
use crate::domain::session::Session;
use crate::domain::views::{Prep, Traced};
use crate::domain::{EntryState, Owner};
use crate::i18n::{Label, Lang};
use crate::share::dated::{Dated, dated};
use crate::text;

/// The agenda in plain text, in the language of its reader. It starts empty; this function selects its content.
pub fn render(prep: &Prep, lang: Lang) -> String {
    let mut page = Vec::new();
    match prep.session.as_ref().map(|row| &row.session) {
        Some(session) => meeting(session, lang, &mut page),
        None => page.push(lang.t("agenda-no-date").into_owned()),
    }
    let called = lang.addressed(&prep.pair.pair.name, prep.pair.pair.address.as_deref());
    let topic = |entry: &Entry| whose(first_line(entry, lang), entry.owner, &called, lang);
    list(&lang.t("agenda-topics"), prep.topics_to_share().map(|t| topic(&t.entry)), &mut page);
    list(&lang.t("agenda-report"), prep.reports_to_share().map(|t| reported(t, lang)), &mut page);
    list(&lang.t("agenda-theirs"), prep.theirs_to_share().map(|t| first_line(&t.entry, lang)), &mut page);
    page.join("\n") + "\n"
}

/// Date, time, mode and length; and the theme.
fn meeting(session: &Session, lang: Lang, page: &mut Vec<String>) {
    let when = lang.with_time(&lang.written_day(session.at.date_naive()), session.at);
    let mut parts = vec![lang.fill("agenda-title", [("when", when.into())])];
    parts.extend(session.mode.map(|mode| mode.label(lang).into_owned()));
    parts.extend(session.plan().map(|minutes| lang.minutes(minutes)));
    page.push(parts.join(" · "));
    let theme = text::term_safe_line(session.theme.trim());
    if !theme.is_empty() {
        page.push(lang.fill("agenda-theme", [("theme", theme.into())]));
    }
}

fn list(title: &str, lines: impl Iterator<Item = String>, page: &mut Vec<String>) {
    let mut lines = lines.filter(|line| !line.is_empty()).peekable();
    if lines.peek().is_some() {
        page.extend([String::new(), title.to_owned()]);
        page.extend(lines.map(|line| format!("- {line}")));
    }
}

/// Its words, with the date in place of a phrase, or after them if the date was chosen by hand.
fn first_line(entry: &Entry, lang: Lang) -> String {
    let body = entry.raw.text().map(capture::body).unwrap_or_default();
    let first = body.lines().next().unwrap_or_default().trim();
    let due = entry.due.filter(|_| entry.kind.has_life());
    let Dated { text: words, beside } = dated(first, entry.due_words(), due, lang);
    let words = text::term_safe_line(&words).into_owned();
    let is_told = entry.state == EntryState::Open || entry.due_phrase.is_some();
    match beside.filter(|_| is_told && !words.is_empty()) {
        Some(day) => words + &lang.fill("paper-remarks", [("remarks", day.into())]),
        None => words,
    }
}

/// A topic with its owner, unless it belongs to both.
fn whose(line: String, owner: Owner, partner: &str, lang: Lang) -> String {
    let who = match owner {
        Owner::Me => lang.t("summary-me"),
        Owner::Partner => partner.into(),
        Owner::Both => return line,
    };
    if line.is_empty() { line } else { line + &lang.fill("paper-remarks", [("remarks", who.into())]) }
}

/// A promise with its result.
fn reported(promise: &Traced, lang: Lang) -> String {
    let entry = &promise.entry;
    let words = first_line(entry, lang);
    if entry.state == EntryState::Open {
        return words;
    }
    let state = entry.state.label(lang).into_owned();
    let learned = entry.learned.as_deref().filter(|_| entry.learned_told).map(text::term_safe_line);
    let learned = learned.map(|words| lang.fill("paper-learned", [("learned", words.into())]));
    let told = match entry.result.as_deref().map(text::term_safe_line) {
        Some(result) => {
            lang.fill("agenda-result", [("line", words.into()), ("state", state.into()), ("result", result.into())])
        }
        None => lang.fill("agenda-state", [("line", words.into()), ("state", state.into())]),
    };
    [Some(told), learned].into_iter().flatten().collect::<Vec<_>>().join(&lang.t("paper-between"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::tests::entry;
    use crate::domain::ids::{PairId, SessionId};
    use crate::domain::session::{Mode, SessionKind, SessionStatus};
    use crate::domain::views::{LastTime, PairView, SessionRow, TodayItem, TodaySource};
    use crate::domain::{EntryKind, Moment, Visibility};

    fn at() -> Moment {
        Moment::parse_from_rfc3339("2026-11-27T15:00:00+09:00").unwrap()
    }

    /// A line that may be seen by `visibility`; its text says so.
    fn line(marker: &str, kind: EntryKind, visibility: Visibility, told: &str) -> Entry {
        let seen = if visibility == Visibility::Private { "canary" } else { "shown" };
        let result = Some(format!("{seen} result {told}"));
        let learned = Some(format!("canary learned {told}"));
        Entry { kind, visibility, result, learned, ..entry(&format!("{marker}{seen} {told}\n  canary below\n")) }
    }

    fn traced(entry: Entry) -> Traced {
        Traced { entry, origin: Some(at()), carried: 2 }
    }

    fn session() -> SessionRow {
        let session = Session {
            id: SessionId(uuid::Uuid::from_u128(1)),
            rev: 1,
            pair: PairId(uuid::Uuid::from_u128(1)),
            kind: SessionKind::Regular,
            status: SessionStatus::Planned,
            at: at(),
            minutes: Some(60),
            mode: Some(Mode::Video),
            theme: "handover".into(),
            theme_reach: crate::domain::Reach::Partner,
            moved_to: None,
            lead: String::new(),
            sealed: false,
            planned_minutes: None,
            started: None,
            pulse: Some(2),
            created: 0,
            updated: 0,
            deleted: None,
        };
        SessionRow { session, number: None, opening: "canary opening".into(), actions: 0, learnings: 0, next_at: None }
    }

    /// A preparation with private text everywhere, and some that may be shared.
    fn prep() -> Prep {
        let every = |marker, kind, told| Visibility::ALL.iter().map(move |seen| line(marker, kind, *seen, told));
        let settled = |e: Entry| Entry { state: EntryState::Done, ..e };
        let topic = |source| move |e| TodayItem { traced: traced(e), source };
        let mut today: Vec<TodayItem> =
            every(":agenda ", EntryKind::Agenda, "topic").map(topic(TodaySource::Agenda)).collect();
        today.extend(every("? ", EntryKind::Question, "question").map(topic(TodaySource::Question)));
        today.extend(every(":agenda ", EntryKind::Agenda, "canary over").map(settled).map(topic(TodaySource::Carried)));
        today.extend(every("~ ", EntryKind::Reading, "canary reading").map(topic(TodaySource::Later)));
        today.extend(every("& ", EntryKind::Thanks, "canary thanks").map(topic(TodaySource::Later)));
        let kept: Vec<Entry> = every("= ", EntryKind::Decision, "canary kept").collect();
        Prep {
            pair: PairView { pair: crate::domain::pair::tests::pair(), sessions: 4, next_at: None, last_at: None },
            session: Some(session()),
            report: every("! ", EntryKind::Action, "promise").map(settled).map(traced).collect(),
            theirs: every("< ", EntryKind::Action, "theirs").map(traced).collect(),
            more_open: 0,
            goals: Vec::new(),
            last: Some(LastTime {
                session: SessionId(uuid::Uuid::from_u128(2)),
                at: at(),
                theme: "canary theme".into(),
                quotes: kept.clone(),
                decisions: kept,
            }),
            today,
            questions: Vec::new(),
            hard: every("~ ", EntryKind::Reading, "canary hard").collect(),
            thanks: every("& ", EntryKind::Thanks, "canary thanks").map(traced).collect(),
        }
    }

    #[test]
    fn nothing_private_leaves_from_any_place() {
        for lang in Lang::ALL {
            let agenda = render(&prep(), lang);
            assert!(!agenda.contains("canary"), "{agenda}");
            let shown =
                ["handover", "shown topic", "shown question", "shown promise", "shown result promise", "shown theirs"];
            for part in shown {
                assert!(agenda.contains(part), "{part}\n{agenda}");
            }
        }
    }

    #[test]
    fn what_is_counted_is_what_is_in_it() {
        let prep = prep();
        let agenda = render(&prep, Lang::En);
        let lines = agenda.lines().filter(|l| l.starts_with("- ")).count();
        assert_eq!(prep.seen_by_partner().0, lines, "{agenda}");
    }

    #[test]
    fn with_nothing_to_share_and_no_date_it_is_one_line() {
        let nothing = Prep { session: None, report: Vec::new(), theirs: Vec::new(), today: Vec::new(), ..prep() };
        for lang in Lang::ALL {
            assert_eq!(render(&nothing, lang).lines().count(), 1);
        }
    }

    #[test]
    fn control_characters_do_not_leave() {
        let mut prep = prep();
        prep.theirs = vec![traced(line("< ", EntryKind::Action, Visibility::Partner, "a\u{1b}[31mb\u{202e}c"))];
        assert!(!render(&prep, Lang::En).contains(['\u{1b}', '\u{202e}']));
    }
}
