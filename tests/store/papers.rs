//! What the partner reads: each line of a note stands in the paper under the right name, owner, state and date, or it is
//! not in it at all.

use proptest::prelude::*;
use serde_json::Value;
use tomoni::capture::marker_for;
use tomoni::domain::forms::{EntryForm, NewCheckIn, NewGoal, PairForm, Settlement};
use tomoni::domain::goal::{GoalStatus, GoalTerms};
use tomoni::domain::ids::{PairId, SessionId};
use tomoni::domain::sharing::{Author, Format, OfficeParts, Paper, Scope, Wish};
use tomoni::domain::{EntryKind, EntryState, Owner, Reach, Visibility};
use tomoni::i18n::Lang;
use tomoni::journal::{ActionFilter, Journal};

use crate::{EVERY_SCHEMA, clock, open, session};

fn told<T>(result: Result<T, tomoni::problem::Problem>) -> T {
    result.map_err(|p| p.message(Lang::En)).unwrap()
}

fn pair(journal: &mut Journal, name: &str, form: PairForm) -> PairId {
    told(journal.add_pair(&PairForm { name: Some(name.to_owned()), ..form })).pair.id
}

/// The paper in this format.
fn paper(journal: &Journal, wish: Wish, lang: Lang) -> String {
    String::from_utf8(told(journal.offer(&wish, lang)).file).unwrap()
}

fn summary(journal: &Journal, pair: PairId, format: Format, lang: Lang) -> String {
    paper(journal, Wish { format, ..Wish::new(Paper::Summary, Some(pair), Scope::LastHeld) }, lang)
}

/// An item of a page, with the keys of the sections that it stands in.
#[derive(Debug)]
struct Told {
    sections: Vec<String>,
    item: Value,
}

fn all(page: &Value) -> Vec<Told> {
    fn walk(section: &Value, above: &[String], found: &mut Vec<Told>) {
        let mut sections = above.to_vec();
        sections.push(section["key"].as_str().unwrap().to_owned());
        for block in section["blocks"].as_array().unwrap().iter().filter(|b| b["type"] == "list") {
            let items = block["items"].as_array().unwrap().iter();
            found.extend(items.map(|item| Told { sections: sections.clone(), item: item.clone() }));
        }
        section["sections"].as_array().unwrap().iter().for_each(|below| walk(below, &sections, found));
    }
    let mut found = Vec::new();
    page["sections"].as_array().unwrap().iter().for_each(|section| walk(section, &[], &mut found));
    found
}

/// Everything about one line that decides how it stands in a paper.
#[derive(Clone, Debug)]
struct Line {
    kind: EntryKind,
    owner: Owner,
    visibility: Visibility,
    state: EntryState,
    /// Words that mean a date, and the day that they mean.
    due: Option<(&'static str, &'static str)>,
    /// What came of it and what was learned.
    came: bool,
}

/// As seen from Saturday 21 November 2026.
const DUE: [Option<(&str, &str)>; 5] = [
    None,
    Some(("by fri", "2026-11-27")),
    Some(("by 4 dec", "2026-12-04")),
    Some(("来週の火曜までに", "2026-11-24")),
    Some(("月末まで", "2026-11-30")),
];

fn line() -> impl Strategy<Value = Line> {
    let kind = prop::sample::select(EntryKind::ALL);
    let owner = prop::sample::select(Owner::ALL);
    let visibility = prop::sample::select(Visibility::ALL);
    let state = prop::sample::select(EntryState::ALL);
    (kind, owner, visibility, state, prop::sample::select(&DUE[..]), any::<bool>())
        .prop_map(|(kind, owner, visibility, state, due, came)| Line { kind, owner, visibility, state, due, came })
}

/// In which section lines of a kind stand; a new kind has to be decided about.
fn section_of(line: &Line) -> &'static str {
    match line.kind {
        EntryKind::Agenda => "agenda",
        EntryKind::Decision => "decided",
        EntryKind::Action if line.state == EntryState::Open => "until-next",
        EntryKind::Action => "results",
        EntryKind::Learning => "learned",
        EntryKind::Thanks => "thanks",
        EntryKind::Fact
        | EntryKind::Question
        | EntryKind::Reading
        | EntryKind::Person
        | EntryKind::Opportunity
        | EntryKind::Quote
        | EntryKind::Growth
        | EntryKind::Advice
        | EntryKind::Story
        | EntryKind::Concern
        | EntryKind::Feedback
        | EntryKind::Idea => line.kind.key(),
    }
}

/// Writes the note and says about each line what there is to say.
fn write(journal: &mut Journal, pair: PairId, lines: &[Line]) -> SessionId {
    let text: String = lines
        .iter()
        .enumerate()
        .map(|(n, line)| {
            let due = line.due.map_or("", |(phrase, _)| phrase);
            format!("{}word{n}x {due}\n", marker_for(line.kind, line.kind.default_owner()))
        })
        .collect();
    let id = session(journal, pair, &text);
    for (n, (entry, line)) in told(journal.note(id)).entries.into_iter().zip(lines).enumerate() {
        assert_eq!(entry.kind, line.kind, "{text}");
        let visibility = (line.kind != EntryKind::Reading).then_some(line.visibility);
        let form = EntryForm { owner: Some(line.owner), visibility, ..EntryForm::default() };
        told(journal.edit_entry(entry.id, &form));
        if entry.can_settle() {
            let words = |what: &str| line.came.then(|| format!("{what}{n}x"));
            // What was tried taught something.
            let learned = words("lesson").or((line.state == EntryState::Tried).then(|| format!("lesson{n}x")));
            let to = Settlement { result: words("result"), learned, ..Settlement::plain(line.state) };
            told(journal.settle_line(entry.id, &to));
        }
    }
    id
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_line_stands_where_it_belongs_or_nowhere(
        lines in proptest::collection::vec(line(), 1..14),
        lang in prop::sample::select(&Lang::ALL[..]),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = open(&dir.path().join("journal.db"));
        let pair = pair(&mut journal, "Priya", PairForm::default());
        write(&mut journal, pair, &lines);
        let whole = summary(&journal, pair, Format::Json, lang);
        let page: Value = serde_json::from_str(&whole).unwrap();
        let told = all(&page);
        for (n, line) in lines.iter().enumerate() {
            let word = format!("word{n}x");
            let here: Vec<&Told> =
                told.iter().filter(|t| t.item["text"].as_str().unwrap().contains(&word)).collect();
            if line.kind == EntryKind::Reading || line.visibility == Visibility::Private {
                for what in ["word", "result", "lesson"] {
                    prop_assert!(!whole.contains(&format!("{what}{n}x")), "{line:?} is nobody else's\n{whole}");
                }
                continue;
            }
            prop_assert_eq!(here.len(), 1, "{:?}\n{}", line, whole);
            let (sections, item) = (&here[0].sections, &here[0].item);
            prop_assert_eq!(&sections[0], section_of(line), "{:?}", line);
            prop_assert_eq!(item["owner"].as_str().unwrap(), line.owner.key());
            match (sections.get(1).map(String::as_str), line.owner) {
                (Some("mine"), Owner::Me) | (Some("theirs"), Owner::Partner) | (Some("ours"), Owner::Both) => {}
                // Without a name above it a line is of both, and so is everything beside it.
                (None, Owner::Both) => {
                    let beside = told.iter().filter(|t| t.sections == *sections);
                    prop_assert!(beside.clone().all(|t| t.item["owner"] == "both"));
                }
                (above, _) => prop_assert!(false, "{line:?} stands under {above:?}"),
            }
            let words = format!("{} {}", item["text"].as_str().unwrap(), item["remarks"]);
            let alive = line.kind == EntryKind::Action;
            let settled = alive && line.state != EntryState::Open;
            if let (true, Some((phrase, day))) = (alive, line.due) {
                let day = day.parse().unwrap();
                // Words that age have the date in their place or beside them, and it stands there once.
                prop_assert_eq!(words.matches(&lang.written_day(day)).count(), 1, "{}: {}", phrase, words);
                if settled {
                    prop_assert_eq!(&item["due"], &Value::Null);
                } else {
                    prop_assert_eq!(item["due"].as_str().unwrap(), day.to_string());
                }
            } else {
                prop_assert_eq!(&item["due"], &Value::Null);
            }
            for state in EntryState::ALL.iter().filter(|s| **s != EntryState::Open) {
                let label = tomoni::i18n::Label::label(*state, lang);
                let says = item["remarks"].as_array().unwrap().iter().any(|r| r.as_str().unwrap().starts_with(&*label));
                let is_so = settled && *state == line.state;
                // "Done" stands in "Partly done", too, so only what is there is asked for.
                prop_assert!(!is_so || says, "{line:?}: {words}");
            }
            let learned = settled && (line.came || line.state == EntryState::Tried);
            prop_assert_eq!(words.contains(&format!("lesson{n}x")), learned, "{:?}: {}", line, words);
            let result = settled && line.came && line.owner != Owner::Partner;
            prop_assert_eq!(words.contains(&format!("result{n}x")), result, "{:?}: {}", line, words);
        }
    }
}

#[test]
fn what_was_tried_is_not_called_a_failure_and_what_was_learned_goes_along() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(&dir.path().join("journal.db"));
    let pair = pair(&mut journal, "佐藤", PairForm::default());
    let id = session(&mut journal, pair, "! short questions\n< ask before the meeting\n");
    for (entry, learned) in told(journal.note(id)).entries.iter().zip(["they work", "early is better"]) {
        let tried = Settlement { learned: Some(learned.to_owned()), ..Settlement::plain(EntryState::Tried) };
        told(journal.settle(entry.id, &tried));
    }
    let en = summary(&journal, pair, Format::Md, Lang::En);
    assert!(en.contains("- short questions (Tried; learned: they work)"), "{en}");
    assert!(en.contains("- ask before the meeting (Tried; learned: early is better)"), "{en}");
    let ja = summary(&journal, pair, Format::Md, Lang::Ja);
    assert!(ja.contains("short questions（試した、学んだこと：they work）"), "{ja}");
}

/// What was learned was for oneself before schema 7; nobody may find it in a paper because the program is newer.
#[test]
fn what_was_written_for_oneself_before_stays() {
    let dir = tempfile::tempdir().unwrap();
    let mut seen = 0;
    for fixture in EVERY_SCHEMA {
        let path = dir.path().join("journal.db");
        std::fs::copy(fixture, &path).unwrap();
        let journal = told(Journal::open(&path, clock()));
        for view in told(journal.pairs()) {
            let filter = ActionFilter { pair: Some(view.pair.id), settled: true, ..ActionFilter::default() };
            let actions = told(journal.actions(&filter));
            let wish = Wish::new(Paper::Summary, Some(view.pair.id), Scope::Period(None, None));
            let text = paper(&journal, Wish { format: Format::Json, ..wish }, Lang::En);
            for entry in actions.iter().map(|a| &a.entry).filter(|e| !e.learned_told) {
                let Some(learned) = &entry.learned else { continue };
                seen += 1;
                assert!(!text.contains(learned.as_str()), "{fixture}: {learned}");
            }
        }
    }
    assert!(seen > 5, "the older journals have learned something");
}

fn goal(journal: &mut Journal, pair: PairId, baseline: Option<f64>, target: f64, values: &[f64]) {
    let terms = GoalTerms {
        title: "shorter minutes".to_owned(),
        sign: None,
        baseline,
        target: Some(target),
        unit: Some("min".to_owned()),
        due: None,
    };
    let agreed = Some(clock().today());
    let new = NewGoal { pair, owner: Owner::Both, terms, agreed, status: GoalStatus::Active };
    let id = told(journal.add_goal(&new)).goal.id;
    for value in values {
        let look = NewCheckIn { value: Some(*value), confidence: None, note: String::new(), at: None };
        told(journal.check_in(id, &look));
    }
}

#[test]
fn a_goal_that_is_to_fall_falls_in_every_paper() {
    let cases: [(Option<f64>, &[f64], &str, f64); 4] = [
        (Some(120.0), &[90.0, 55.0], "120 → 55 min (target 30 min; values 120 → 90 → 55", 65.0 / 90.0),
        (None, &[120.0, 55.0], "120 → 55 min (target 30 min", 65.0 / 90.0),
        (Some(120.0), &[], "120 min (target 30 min", 0.0),
        (Some(5.0), &[10.0], "5 → 10 min (target 30 min", 0.2),
    ];
    for (baseline, values, expected, progress) in cases {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = open(&dir.path().join("journal.db"));
        let pair = pair(&mut journal, "Priya", PairForm::default());
        session(&mut journal, pair, "= shorter\n");
        goal(&mut journal, pair, baseline, 30.0, values);
        for kind in [Paper::Summary, Paper::Archive] {
            let wish = Wish::new(kind, Some(pair), Scope::Period(None, None));
            let text = paper(&journal, wish.clone(), Lang::En);
            assert!(text.contains(expected), "{expected}\n{text}");
            let page: Value =
                serde_json::from_str(&paper(&journal, Wish { format: Format::Json, ..wish }, Lang::En)).unwrap();
            let text = page.to_string();
            let at = text.find("\"progress\":").expect("the goal is counted") + "\"progress\":".len();
            let told: f64 = text[at..].split([',', '}']).next().unwrap().parse().unwrap();
            assert!((told - progress).abs() < 1e-9, "{told} is not {progress}");
        }
    }
}

#[test]
fn nobody_is_addressed_twice_and_a_paper_says_from_whom_for_whom_and_when() {
    let cases = [
        ("佐藤", None, "佐藤さん"),
        ("佐藤さん", None, "佐藤さん"),
        ("鈴木課長", None, "鈴木課長"),
        ("田中 愛子", Some("様"), "田中 愛子様"),
        ("田中 愛子", Some(""), "田中 愛子"),
        ("佐藤さん", Some("様"), "佐藤さん"),
    ];
    for (name, address, called) in cases {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = open(&dir.path().join("journal.db"));
        let form = PairForm { address: Some(address.map(str::to_owned)), ..PairForm::default() };
        let pair = pair(&mut journal, name, form);
        session(&mut journal, pair, "! 資料を送る\n< 試してみる\n<^ 先に数字を聞く\n");
        let author = Author { name: "山田 太郎".to_owned(), unit: "営業部".to_owned() };
        for format in [Format::Md, Format::Txt, Format::Html, Format::Json] {
            let wish =
                Wish { format, author: author.clone(), ..Wish::new(Paper::Summary, Some(pair), Scope::LastHeld) };
            let text = paper(&journal, wish.clone(), Lang::Ja);
            for part in ["山田 太郎（営業部）", called, "2026年11月21日(土)"] {
                assert!(text.contains(part), "{part}\n{text}");
            }
            for wrong in ["さんさん", "課長さん", "さん様", "様さん"] {
                assert!(!text.contains(wrong), "{text}");
            }
            if address == Some("") {
                assert!(!text.contains(&format!("{name}さん")), "{text}");
            }
            let report = paper(&journal, Wish { paper: Paper::Report, ..wish }, Lang::Ja);
            assert!(
                report.contains(called) && report.contains("山田 太郎") && !report.contains("さんさん"),
                "{report}"
            );
        }
    }
    // Whoever writes is no third person in what they write.
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(&dir.path().join("journal.db"));
    let pair = pair(&mut journal, "佐藤", PairForm::default());
    session(&mut journal, pair, "= 山田さんが議事録を書く\n= 森さんにも送る\n");
    let author = Author { name: "山田 太郎".to_owned(), unit: String::new() };
    let wish = Wish { author, ..Wish::new(Paper::Summary, Some(pair), Scope::LastHeld) };
    let names: Vec<String> = told(journal.offer(&wish, Lang::Ja)).names.into_iter().map(|n| n.name).collect();
    assert_eq!(names, ["森"]);
}

#[test]
fn an_agenda_that_is_over_stands_under_no_next_time() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(&dir.path().join("journal.db"));
    let pair = pair(&mut journal, "Priya", PairForm::default());
    session(&mut journal, pair, ":agenda the handover\n= monthly\n! send it\n");
    for (lang, before, after) in [
        (Lang::En, "## What was on the agenda", "## Until next time"),
        (Lang::Ja, "## 用意していた「話すこと」", "## 次回までにやること"),
    ] {
        let text = summary(&journal, pair, Format::Md, lang);
        let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what}\n{text}"));
        assert!(at(before) < at("the handover") && at("the handover") < at(after), "{text}");
    }
}

#[test]
fn a_report_that_tells_something_keeps_back_only_the_rest() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(&dir.path().join("journal.db"));
    let form = PairForm { report_agreed: Some(Some(clock().today())), ..PairForm::default() };
    let pair = pair(&mut journal, "Priya", form);
    let id = session(&mut journal, pair, "^ ask early\n");
    let form = tomoni::domain::forms::SessionForm {
        theme: Some("handover".to_owned()),
        theme_reach: Some(Reach::Programme),
        ..Default::default()
    };
    told(journal.edit_session(id, &form));
    let line = told(journal.note(id)).entries[0].id;
    told(journal.edit_entry(line, &EntryForm { visibility: Some(Visibility::Programme), ..EntryForm::default() }));
    goal(&mut journal, pair, None, 5.0, &[3.0]);
    let parts = |themes, goals, learnings| OfficeParts { themes, goals, learnings };
    let cases = [
        (parts(false, false, false), "", true),
        (parts(true, false, false), "", false),
        (parts(false, false, true), "", false),
        // The goal does not reach the programme: nothing was told.
        (parts(false, true, false), "", true),
        (parts(false, false, false), "all is well", false),
    ];
    for (parts, comment, is_whole) in cases {
        let wish = Wish {
            parts,
            comment: comment.to_owned(),
            ..Wish::new(Paper::Report, Some(pair), Scope::Period(None, None))
        };
        for lang in Lang::ALL {
            let text = paper(&journal, wish.clone(), lang);
            let (whole, rest) = (lang.t("paper-withheld"), lang.t("paper-withheld-rest"));
            assert_eq!((text.contains(&*whole), text.contains(&*rest)), (is_whole, !is_whole), "{parts:?}\n{text}");
        }
    }
}

#[test]
fn a_search_says_whose_a_line_is() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(&dir.path().join("journal.db"));
    let pair = pair(&mut journal, "Priya", PairForm::default());
    session(&mut journal, pair, "! needle mine\n< needle hers\n= needle ours\n<^ needle she learned\n");
    let search = told(journal.understand_search("needle"));
    let mut owners: Vec<(String, Option<Owner>)> =
        told(journal.search(&search, None, 20)).hits.into_iter().map(|h| (h.snippet, h.owner)).collect();
    owners.sort();
    let expected = [
        ("needle hers", Owner::Partner),
        ("needle mine", Owner::Me),
        ("needle ours", Owner::Both),
        ("needle she learned", Owner::Partner),
    ];
    assert_eq!(owners, expected.map(|(text, owner)| (text.to_owned(), Some(owner))));
}

#[test]
fn what_was_said_from_one_to_the_other_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(&dir.path().join("journal.db"));
    let pair = pair(&mut journal, "Priya", PairForm::default());
    let id =
        session(&mut journal, pair, "& your patience\n<& the slides\n:feedback clear pace\n<:advice sleep on it\n");
    for entry in told(journal.note(id)).entries {
        let form = EntryForm { visibility: Some(Visibility::Partner), ..EntryForm::default() };
        told(journal.edit_entry(entry.id, &form));
    }
    let en = summary(&journal, pair, Format::Md, Lang::En);
    for part in [
        "### From me to Priya\n\n- your patience",
        "### From Priya to me\n\n- the slides",
        "### From me to Priya\n\n- clear pace",
        "### From Priya to me\n\n- sleep on it",
    ] {
        assert!(en.contains(part), "{part}\n{en}");
    }
    let ja = summary(&journal, pair, Format::Md, Lang::Ja);
    assert!(ja.contains("### 私からPriyaさんへ") && ja.contains("### Priyaさんから私へ"), "{ja}");
}

#[test]
fn code_is_code_and_a_mention_is_a_name() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(&dir.path().join("journal.db"));
    let pair = pair(&mut journal, "Priya", PairForm::default());
    let note = "= run this, @Mori knows it (mori@example.com)\n  ```sh\n  if a < b; then\n    @echo `x`\n  fi\n  ```\n";
    session(&mut journal, pair, note);
    let md = summary(&journal, pair, Format::Md, Lang::En);
    let block = "- run this, Mori knows it (mori@example.com)\n  ```sh\n  if a < b; then\n    @echo `x`\n  fi\n  ```\n";
    assert!(md.contains(block), "{md}");
    let html = summary(&journal, pair, Format::Html, Lang::En);
    assert!(html.contains("<pre><code>if a &#60; b; then\n  @echo `x`\nfi</code></pre>"), "{html}");
    let txt = summary(&journal, pair, Format::Txt, Lang::En);
    assert!(txt.contains("\n    if a < b; then\n      @echo `x`\n    fi\n"), "{txt}");
    for file in [html, txt] {
        assert!(!file.contains("```"), "{file}");
    }
}

#[test]
fn a_goal_says_whose_it_is_and_the_office_hears_no_judgement() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(&dir.path().join("journal.db"));
    let form = PairForm { report_agreed: Some(Some(clock().today())), ..PairForm::default() };
    let pair = pair(&mut journal, "Priya", form);
    session(&mut journal, pair, "= shorter\n");
    // Away from its target, on its way, and there.
    for (n, (owner, value)) in [(Owner::Me, 45.0), (Owner::Partner, 30.0), (Owner::Both, 20.0)].into_iter().enumerate()
    {
        let terms = GoalTerms {
            title: format!("goal{n}x"),
            sign: None,
            baseline: Some(40.0),
            target: Some(20.0),
            unit: Some("%".to_owned()),
            due: None,
        };
        let agreed = Some(clock().today());
        let id = told(journal.add_goal(&NewGoal { pair, owner, terms, agreed, status: GoalStatus::Active })).goal.id;
        told(journal.let_goal_reach(id, Reach::Programme));
        for value in [38.0, value] {
            let look = NewCheckIn { value: Some(value), confidence: None, note: String::new(), at: None };
            told(journal.check_in(id, &look));
        }
    }
    let wish = Wish::new(Paper::Summary, Some(pair), Scope::Period(None, None));
    let en = paper(&journal, wish.clone(), Lang::En);
    for part in [
        "### Mine\n\n- goal0x: 40 → 45% (target 20%; values 40 → 38 → 45)",
        "### Priya's\n\n- goal1x",
        "### Ours\n\n- goal2x",
    ] {
        assert!(en.contains(part), "{part}\n{en}");
    }
    let parts = OfficeParts { goals: true, ..OfficeParts::default() };
    let author = Author { name: "Helen".to_owned(), unit: String::new() };
    let report = paper(&journal, Wish { paper: Paper::Report, parts, author, ..wish }, Lang::En);
    for (goal, whose) in [("goal0x", "Helen"), ("goal1x", "Priya"), ("goal2x", "Both of us")] {
        let row = report.lines().find(|line| line.contains(goal)).unwrap_or_else(|| panic!("{report}"));
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        assert_eq!(cells, ["", goal, whose, "under way", ""], "{report}");
    }
}

#[test]
fn words_that_age_say_on_which_day_they_were_said() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(&dir.path().join("journal.db"));
    let pair = pair(&mut journal, "Priya", PairForm::default());
    session(
        &mut journal,
        pair,
        "! read it by Monday and the rest by Friday\n! ring Ken\n< 来週の定例で15分だけ進行する\n",
    );
    let one = summary(&journal, pair, Format::Md, Lang::En);
    assert!(one.contains("Date: Sat 21 Nov 2026") && !one.contains("said on"), "{one}");
    session(&mut journal, pair, "= later\n");
    let wish = Wish::new(Paper::Summary, Some(pair), Scope::Period(None, None));
    let all = paper(&journal, wish, Lang::En);
    for part in [
        "- read it by Monday and the rest by Friday (said on Sat 21 Nov 2026)\n",
        "- ring Ken\n",
        "- 来週の定例で15分だけ進行する (said on Sat 21 Nov 2026)\n",
    ] {
        assert!(all.contains(part), "{part}\n{all}");
    }
}
