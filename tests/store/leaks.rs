//! What must never leave: a journal in which everything that is nobody else's business holds a canary of its own, and
//! every paper in every format and language.

use tomoni::domain::checklist::ItemMoment;
use tomoni::domain::forms::{
    EntryForm, GoalForm, NewCheckIn, NewGoal, NewItem, NewRating, NewSession, PairForm, SessionForm, Settlement,
};
use tomoni::domain::goal::{GoalStatus, GoalTerms};
use tomoni::domain::ids::{GoalId, PairId, SessionId};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::sharing::{Decision, Format, Naming, OfficeParts, Paper, Scope, Wish};
use tomoni::domain::views::Binned;
use tomoni::domain::{EntryKind, EntryState, Moment, Owner, Reach, Visibility};
use tomoni::i18n::Lang;
use tomoni::journal::{Journal, NewText};
use tomoni::problem::Problem;

use crate::clock;

/// Stands in everything that must not leave for anybody.
const CANARY: &str = "canary";
/// Stands in what the partner may read and the office may not.
const BETWEEN: &str = "between-us";

fn ok<T>(result: Result<T, Problem>) -> T {
    result.map_err(|p| p.message(Lang::En)).unwrap()
}

fn at(text: &str) -> Moment {
    Moment::parse_from_rfc3339(text).unwrap()
}

fn terms(title: &str) -> GoalTerms {
    let words = |of: &str| Some(format!("{of} of {title}"));
    GoalTerms {
        title: title.to_owned(),
        sign: words("sign"),
        baseline: Some(0.0),
        target: Some(5.0),
        unit: words("unit"),
        due: None,
    }
}

fn goal(journal: &mut Journal, pair: PairId, title: &str, agreed: bool) -> GoalId {
    let agreed = agreed.then(|| clock().today());
    let new = NewGoal { pair, owner: Owner::Me, terms: terms(title), agreed, status: GoalStatus::Active };
    let id = ok(journal.add_goal(&new)).goal.id;
    let look = NewCheckIn { value: Some(3.0), confidence: Some(4), note: format!("{CANARY} story"), at: None };
    ok(journal.check_in(id, &look));
    id
}

fn session(journal: &mut Journal, pair: PairId, when: &str, theme: &str, text: &str) -> SessionId {
    let new = NewSession {
        pair,
        at: at(when),
        status: SessionStatus::Held,
        minutes: Some(45),
        mode: None,
        theme: theme.to_owned(),
        text: text.to_owned(),
    };
    ok(journal.add_session(&new)).row.session.id
}

/// Every kind of line, private, each with a canary in its first line and in the one below.
fn private_note() -> String {
    let kinds = EntryKind::ALL.iter().map(|kind| {
        let name = kind.key();
        format!(":{name} {CANARY} {name}\n  {CANARY} below {name}\n")
    });
    kinds.collect()
}

/// Makes every line of a session one's own.
fn hide(journal: &mut Journal, id: SessionId) {
    for entry in ok(journal.note(id)).entries {
        let form = EntryForm { visibility: Some(Visibility::Private), ..EntryForm::default() };
        ok(journal.edit_entry(entry.id, &form));
    }
}

struct Full {
    _dir: tempfile::TempDir,
    journal: Journal,
    pair: PairId,
}

/// Something private in every field of every record that takes words.
fn full(agreed: bool) -> Full {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = ok(Journal::open_or_create(&dir.path().join("journal.db"), clock()));
    let words = |what: &str| Some(Some(format!("{CANARY} {what}")));
    let form = PairForm {
        name: Some("Naoko".to_owned()),
        reading: words("reading"),
        alias: words("alias"),
        purpose: Some(format!("{CANARY} purpose")),
        area: words("area"),
        report_agreed: agreed.then(|| Some(clock().today())),
        ..PairForm::default()
    };
    let pair = ok(journal.add_pair(&form)).pair.id;
    let private = session(&mut journal, pair, "2026-11-10T10:00:00+09:00", "", &private_note());
    hide(&mut journal, private);
    let shared = format!(
        "! {BETWEEN} promise\n< {BETWEEN} theirs\n= {BETWEEN} decided\n^ {BETWEEN} learned\n~ {CANARY} read\n\
         :story {BETWEEN} told\n^ programme learned\n= {BETWEEN} decided for the programme\n<^ {BETWEEN} they learned\n"
    );
    let id = session(&mut journal, pair, "2026-11-14T10:00:00+09:00", &format!("{BETWEEN} theme"), &shared);
    ok(journal.edit_session(id, &SessionForm { pulse: Some(Some(1)), ..SessionForm::default() }));
    for (n, entry) in ok(journal.note(id)).entries.into_iter().enumerate() {
        let visibility = if n >= 6 { Visibility::Programme } else { Visibility::Partner };
        let form = EntryForm { visibility: Some(visibility), ..EntryForm::default() };
        // A reading is refused.
        assert_eq!(journal.edit_entry(entry.id, &form).is_err(), entry.kind == EntryKind::Reading);
        let told = Settlement {
            state: EntryState::Tried,
            result: Some(if n == 0 { format!("{BETWEEN} came of it") } else { format!("{CANARY} what they told") }),
            learned: Some(format!("{BETWEEN} from trying")),
            settled_in: None,
        };
        if n < 2 {
            ok(journal.settle(entry.id, &told));
        }
    }
    goal(&mut journal, pair, &format!("{CANARY} goal nobody agreed to"), false);
    let old = goal(&mut journal, pair, &format!("{CANARY} goal as it was"), true);
    let new = GoalForm {
        owner: Owner::Me,
        terms: terms(&format!("{BETWEEN} goal")),
        reason: Some(format!("{CANARY} reason")),
        seen: None,
    };
    ok(journal.revise_goal(old, &new));
    let rating = NewRating { pair, key: "trust".into(), level: 1, note: format!("{CANARY} feel"), at: None };
    ok(journal.rate(&rating));
    let item = NewItem { pair, key: "trust".into(), when: ItemMoment::Setup, text: format!("{CANARY} item") };
    ok(journal.add_item(&item));
    ok(journal.add_question(&format!("{CANARY} question")));
    ok(journal.note_for_later(pair, &format!("! {CANARY} later")));
    // What lies in the bin, and what was only planned.
    let gone = session(&mut journal, pair, "2026-11-15T10:00:00+09:00", "canary gone", "= canary gone\n");
    ok(journal.delete(Binned::Session(gone)));
    let binned = goal(&mut journal, pair, "canary binned goal", true);
    ok(journal.delete(Binned::Goal(binned)));
    let planned = NewSession {
        pair,
        at: at("2026-12-01T10:00:00+09:00"),
        status: SessionStatus::Planned,
        minutes: Some(30),
        mode: None,
        theme: "canary plan".to_owned(),
        text: "= canary plan\n".to_owned(),
    };
    ok(journal.add_session(&planned));
    // Somebody else's pair.
    let other = PairForm { name: Some("Canary Other".to_owned()), ..PairForm::default() };
    let other = ok(journal.add_pair(&other)).pair.id;
    session(&mut journal, other, "2026-11-16T10:00:00+09:00", "canary other", "= canary other\n");
    goal(&mut journal, other, "canary other goal", true);
    Full { _dir: dir, journal, pair }
}

/// The words of a file, whatever its format.
fn words(file: &[u8], format: Format) -> String {
    if format != Format::Docx {
        return String::from_utf8(file.to_vec()).unwrap().to_lowercase();
    }
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut all = String::new();
    for n in 0..zip.len() {
        std::io::Read::read_to_string(&mut zip.by_index(n).unwrap(), &mut all).unwrap();
    }
    all.to_lowercase()
}

fn wishes(pair: PairId, paper: Paper) -> Vec<Wish> {
    let scopes = [Scope::LastHeld, Scope::Period(None, None), Scope::SinceLast];
    let scopes = scopes.into_iter().flat_map(move |scope| Format::ALL.iter().map(move |format| (scope, *format)));
    let wish = |(scope, format)| Wish {
        format,
        parts: OfficeParts { themes: true, goals: true, learnings: true },
        decision: Some(Decision::Continue),
        comment: "written fresh".to_owned(),
        ..Wish::new(paper, Some(pair), scope)
    };
    scopes.map(wish).collect()
}

#[test]
fn nothing_private_leaves_for_the_partner_or_the_office() {
    for agreed in [false, true] {
        let full = full(agreed);
        for paper in [Paper::Summary, Paper::Report] {
            for wish in wishes(full.pair, paper) {
                for lang in Lang::ALL {
                    let offer = ok(full.journal.offer(&wish, lang));
                    let told = words(&offer.file, wish.format);
                    assert!(told.contains("naoko"), "{wish:?}: there is a paper\n{told}");
                    for text in [&told, &offer.preview.to_lowercase(), &offer.file_name] {
                        assert!(!text.contains(CANARY), "{wish:?} {:?}\n{text}", wish.format);
                    }
                    let between = told.contains(BETWEEN);
                    let changed = wish.scope == Scope::Period(None, None) || wish.scope == Scope::LastHeld;
                    assert_eq!(between && changed, paper == Paper::Summary && changed, "{wish:?}\n{told}");
                    // The office gets a learning only with the partner's yes.
                    if paper == Paper::Report && wish.format == Format::Md {
                        assert_eq!(told.contains("programme learned"), agreed, "{wish:?}\n{told}");
                    }
                }
            }
        }
    }
}

#[test]
fn theme_and_goal_reach_the_office_only_when_both_say_so() {
    for agreed in [false, true] {
        let mut full = full(agreed);
        let rows = ok(full.journal.sessions(&tomoni::journal::SessionFilter::default()));
        let themed = rows.iter().find(|r| r.session.theme == format!("{BETWEEN} theme")).unwrap().session.id;
        let goals = ok(full.journal.goals(full.pair));
        let goal = goals.iter().find(|g| g.goal.terms.title.starts_with(BETWEEN)).unwrap().goal.id;
        for reach in [Reach::Partner, Reach::Programme] {
            ok(full.journal.edit_session(themed, &SessionForm { theme_reach: Some(reach), ..SessionForm::default() }));
            ok(full.journal.let_goal_reach(goal, reach));
            for wish in wishes(full.pair, Paper::Report).into_iter().filter(|w| w.scope == Scope::Period(None, None)) {
                let told = words(&ok(full.journal.offer(&wish, Lang::En)).file, wish.format);
                let expected = agreed && reach == Reach::Programme;
                for part in ["theme", "goal"] {
                    assert_eq!(told.contains(&format!("{BETWEEN} {part}")), expected, "{agreed} {reach:?}\n{told}");
                }
                let none = Wish { parts: OfficeParts::default(), ..wish };
                let told = words(&ok(full.journal.offer(&none, Lang::En)).file, none.format);
                assert!(!told.contains(BETWEEN), "what was not asked for stays\n{told}");
            }
        }
    }
}

#[test]
fn by_hand_a_private_line_gets_into_one_summary_and_into_no_report() {
    let full = full(true);
    let all = Scope::Period(None, None);
    for (paper, expected) in [(Paper::Summary, true), (Paper::Report, false)] {
        let mut wish = Wish::new(paper, Some(full.pair), all);
        let before = ok(full.journal.offer(&wish, Lang::En));
        let line = before.lines.iter().find(|l| l.text == format!("{CANARY} quote")).unwrap();
        wish.lines.insert(line.id, true);
        let offer = ok(full.journal.offer(&wish, Lang::En));
        assert_eq!(offer.preview.contains(&format!("{CANARY} quote")), expected, "{paper:?}\n{}", offer.preview);
        assert_eq!(offer.shared(), before.shared() + usize::from(expected));
        let entry = ok(full.journal.find_entry(&line.id.to_string(), tomoni::problem::What::Line));
        assert_eq!(entry.visibility, Visibility::Private, "the line itself stays what it was");
    }
}

#[test]
fn ones_own_papers_name_no_partner_and_the_archive_leaves_nothing_out() {
    let full = full(true);
    for paper in [Paper::Record, Paper::KnowHow] {
        let wish = Wish::new(paper, None, Scope::Period(None, None));
        let told = ok(full.journal.offer(&wish, Lang::En)).preview.to_lowercase();
        assert!(!told.contains("naoko") && !told.contains("canary other"), "{told}");
    }
    for format in Format::ALL {
        let wish = Wish { format: *format, ..Wish::new(Paper::Archive, Some(full.pair), Scope::Period(None, None)) };
        let told = words(&ok(full.journal.offer(&wish, Lang::En)).file, *format);
        for what in ["reading", "alias", "purpose", "area", "story", "reason", "feel", "item", "later", "plan", "read"]
        {
            assert!(told.contains(&format!("{CANARY} {what}")), "{what} {format:?}\n{told}");
        }
        for kind in EntryKind::ALL {
            assert!(told.contains(&format!("{CANARY} below {}", kind.key())), "{kind:?} {format:?}");
        }
        assert!(!told.contains("canary other") && !told.contains("canary gone"), "{told}");
    }
}

#[test]
fn names_of_third_people_are_listed_and_give_way() {
    let mut full = full(true);
    let text = "= ask Mori about the budget\n@ Mori Ken, knows the suppliers\n";
    session(&mut full.journal, full.pair, "2026-11-20T10:00:00+09:00", "talk with Mori", text);
    let mut wish = Wish::new(Paper::Summary, Some(full.pair), Scope::LastHeld);
    let offer = ok(full.journal.offer(&wish, Lang::En));
    assert_eq!(offer.names.iter().map(|n| n.name.as_str()).collect::<Vec<_>>(), ["Mori Ken"]);
    assert!(offer.preview.contains("ask Mori"), "{}", offer.preview);
    for (naming, instead) in [(Naming::Alias, "ask A about"), (Naming::Dropped, "ask someone about")] {
        wish.names.insert("Mori Ken".to_owned(), naming);
        for format in Format::ALL {
            let offer = ok(full.journal.offer(&Wish { format: *format, ..wish.clone() }, Lang::En));
            let told = words(&offer.file, *format);
            assert!(!told.contains("mori"), "{naming:?} {format:?}\n{told}");
            assert!(told.contains(&instead.to_lowercase()), "{told}");
        }
    }
}

#[test]
fn what_was_given_away_is_remembered_and_changes_since_then_can_be_told() {
    let full = full(true);
    let path = full.journal.path().to_owned();
    let later = |hour: &str| {
        let now = at(&format!("2026-11-21T{hour}:00:00+09:00"));
        ok(Journal::open(&path, tomoni::clock::Clock::frozen(now)))
    };
    let changed = Wish::new(Paper::Summary, Some(full.pair), Scope::SinceLast);
    let everything = Wish { scope: Scope::Period(None, None), ..changed.clone() };
    let mut journal = later("11");
    let first = ok(journal.offer(&everything, Lang::En));
    assert_eq!(first.last, None);
    let logged = ok(journal.log_share(&first.logged()));
    assert_eq!((logged.shared as usize, logged.hash.len()), (first.shared(), 64));
    assert_eq!(ok(journal.shares(Some(full.pair), 9)), std::slice::from_ref(&logged));
    assert_eq!(ok(journal.undo()), None, "giving away cannot be taken back");

    let mut journal = later("12");
    let nothing = ok(journal.offer(&changed, Lang::En));
    assert_eq!((nothing.shared(), nothing.last), (0, Some(logged.at)));
    let decided = first.lines.iter().find(|l| l.text == format!("{BETWEEN} decided")).unwrap().id;
    let held = ok(journal.find_entry(&decided.to_string(), tomoni::problem::What::Line)).session.unwrap();
    let before = ok(journal.note(held)).text().unwrap();
    ok(journal.write_session(
        held,
        &SessionForm::default(),
        Some(NewText::from(&*before.replace("decided\n", "decided anew\n"))),
    ));
    let offer = ok(journal.offer(&changed, Lang::En));
    assert_eq!(offer.shared(), 1, "{}", offer.preview);
    assert!(offer.preview.contains("decided anew"), "{}", offer.preview);
    // A session that is new, or of which anything but the note has changed, is one, too, whenever it was.
    session(&mut journal, full.pair, "2026-05-05T10:00:00+09:00", "long ago", "");
    let form = SessionForm { theme: Some("another theme".to_owned()), ..SessionForm::default() };
    ok(journal.edit_session(held, &form));
    let offer = ok(journal.offer(&changed, Lang::En));
    assert!(offer.preview.contains("long ago") && offer.preview.contains("another theme"), "{}", offer.preview);
}
