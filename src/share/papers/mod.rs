//! The documents: each is made from its selection, in the language and the order of its reader.

mod archive;
mod knowhow;
mod record;
mod report;
mod summary;

use chrono::NaiveDate;

use super::choose::{self, ChosenGoal, ChosenLine, ChosenPair, ChosenSession};
use super::dated::{Dated, dated, has_relative_days};
use super::names::{self, Person, Replacing};
use super::page::{Block, Fact, GoalBar, Item, Page, Section, Table};
use crate::capture;
use crate::domain::checklist::Board;
use crate::domain::goal::{GoalStatus, GoalView};
use crate::domain::pair::Role;
use crate::domain::sharing::{Author, LineOffer, NameOffer, Naming, Paper, Wish};
use crate::domain::views::{Note, PairView};
use crate::domain::{Entry, EntryKind, EntryState, Moment, Owner};
use crate::i18n::{Label, Lang};

/// What the journal has about one pair, within the scope of a request.
pub struct Folder {
    pub pair: PairView,
    /// Oldest first.
    pub sessions: Vec<Note>,
    /// Lines saved between meetings.
    pub later: Vec<Entry>,
    pub goals: Vec<GoalView>,
    pub board: Board,
    /// The next date that is planned.
    pub next: Option<Moment>,
}

/// A person whom the journal knows, by all names.
pub struct Called {
    pub name: String,
    /// A reading, a short name.
    pub also: Vec<String>,
}

/// Everything that a document may be made of. [`super::choose`] decides what is included.
pub struct Material {
    pub folders: Vec<Folder>,
    /// The text of lines that name a person.
    pub mentions: Vec<String>,
    /// The partners of every pair.
    pub partners: Vec<Called>,
    /// From day to day, as far as the request says it or the sessions show.
    pub days: Option<(NaiveDate, NaiveDate)>,
    pub today: NaiveDate,
}

/// A document, and the decisions about lines and names.
pub struct Made {
    pub page: Page,
    pub lines: Vec<LineOffer>,
    pub names: Vec<NameOffer>,
    /// Names of the request that no person in the document has.
    pub nobody: Vec<String>,
}

/// A folder after the selection: all that a document for others is made of.
pub(super) struct Chosen {
    pub pair: ChosenPair,
    pub sessions: Vec<ChosenSession>,
    pub later: Vec<ChosenLine>,
    pub goals: Vec<ChosenGoal>,
    pub next: Option<Moment>,
}

/// Makes the requested document.
pub fn make(wish: &Wish, material: &Material, lang: Lang) -> Made {
    let mut lines = Vec::new();
    let mut chosen: Vec<Chosen> =
        material.folders.iter().map(|folder| choose_from(folder, wish, material.today, &mut lines)).collect();
    let mut wish = wish.clone();
    let (names, nobody) = hide_names(&mut wish, &mut chosen, material, lang);
    let page = match (wish.paper, chosen.first()) {
        (Paper::Summary, Some(chosen)) => summary::page(&wish, chosen, material, lang),
        (Paper::Report, Some(chosen)) => report::page(&wish, chosen, material, lang),
        (Paper::Record, _) => record::page(&wish, &chosen, material, lang),
        (Paper::KnowHow, _) => knowhow::page(&wish, &chosen, material, lang),
        // One's own archive leaves nothing out, so it is made of the records themselves.
        (Paper::Archive, _) | (_, None) => archive::page(&wish, material, lang),
    };
    Made { page, lines, names, nobody }
}

fn choose_from(folder: &Folder, wish: &Wish, today: NaiveDate, offers: &mut Vec<LineOffer>) -> Chosen {
    let Folder { pair, sessions, later, goals, board: _, next } = folder;
    let pair = choose::pair(pair, today);
    let mut sessions: Vec<ChosenSession> =
        sessions.iter().filter_map(|note| choose::session(note, wish, pair.agreed, offers)).collect();
    if let [only] = sessions.as_mut_slice() {
        // The head says on which day it all was said.
        only.lines.iter_mut().for_each(|line| line.said = None);
    }
    let own = matches!(wish.paper, Paper::Record | Paper::KnowHow);
    let later = later.iter().filter(|_| own).filter_map(|entry| choose::in_between(entry, wish, offers)).collect();
    let goals = goals.iter().filter_map(|view| choose::goal(view, wish.paper)).collect();
    Chosen { pair, sessions, later, goals, next: *next }
}

/// The default for names.
fn usual_naming(paper: Paper) -> Naming {
    match paper {
        Paper::Summary | Paper::Archive => Naming::Kept,
        Paper::Report | Paper::Record | Paper::KnowHow => Naming::Alias,
    }
}

/// Hides third people in the words to be shared, before anything else is put around them. Returns these people, and the
/// names of the request that no one has.
fn hide_names(
    wish: &mut Wish,
    chosen: &mut [Chosen],
    material: &Material,
    lang: Lang,
) -> (Vec<NameOffer>, Vec<String>) {
    if wish.paper == Paper::Archive {
        return (Vec::new(), wish.names.keys().cloned().collect());
    }
    let person = |called: &Called| {
        let also: Vec<&str> = called.also.iter().map(String::as_str).collect();
        Person::new(&called.name, &also)
    };
    // In papers about oneself every partner is somebody else.
    let with = material.folders.first().filter(|_| !wish.paper.is_own()).map(|f| f.pair.pair.name.as_str());
    let partner = material.partners.iter().find(|p| Some(p.name.as_str()) == with).and_then(person);
    let author = Person::new(&wish.author.name, &[]);
    let others = material.partners.iter().filter(|p| Some(p.name.as_str()) != with).filter_map(person);
    let mentioned = material.mentions.iter().filter_map(|line| Person::new(names::name_in(line)?, &[]));
    let known: Vec<Person> = others.chain(mentioned).collect();
    let mut texts = vec![wish.comment.clone()];
    chosen.iter_mut().for_each(|c| c.texts(&mut |text| texts.push(text.clone())));
    let ourselves: Vec<Person> = partner.into_iter().chain(author).collect();
    let found = names::people_in(texts.iter().flat_map(|text| text.lines()), &known, &ourselves);
    let usual = usual_naming(wish.paper);
    let said = |person: &Person| wish.names.iter().find(|(said, _)| person.answers_to(said)).map(|(_, naming)| *naming);
    let replacing = Replacing::new(found, |person| said(person).unwrap_or(usual), lang);
    chosen.iter_mut().for_each(|c| c.texts(&mut |text| *text = replacing.apply(text)));
    let nobody = wish.names.keys().filter(|said| !replacing.knows(said)).cloned().collect();
    wish.comment = replacing.apply(&wish.comment);
    (replacing.offers(), nobody)
}

impl Chosen {
    /// The name of the partner with the form of address in this language.
    fn called(&self, lang: Lang) -> String {
        lang.addressed(&self.pair.name, self.pair.address.as_deref())
    }

    /// Every text of it that a person wrote.
    fn texts(&mut self, each: &mut impl FnMut(&mut String)) {
        self.pair.area.iter_mut().for_each(&mut *each);
        let lines = self.sessions.iter_mut().flat_map(|session| {
            let ChosenSession { at: _, minutes: _, mode: _, theme, lines, next: _ } = session;
            theme.iter_mut().for_each(&mut *each);
            lines.iter_mut().collect::<Vec<_>>()
        });
        let lines: Vec<&mut ChosenLine> = lines.chain(&mut self.later).collect();
        for line in lines {
            let ChosenLine { kind: _, owner: _, text, due: _, due_phrase: _, state: _, said: _, result, learned } =
                line;
            each(text);
            result.iter_mut().chain(learned).for_each(&mut *each);
        }
        for goal in &mut self.goals {
            each(&mut goal.title);
            [&mut goal.sign, &mut goal.numbers.unit].into_iter().flatten().for_each(&mut *each);
        }
    }
}

fn fact(key: &'static str, lang: Lang, value: impl Into<String>) -> Fact {
    Fact { key, label: lang.t(&format!("paper-fact-{key}")).into_owned(), value: value.into() }
}

fn section(key: &'static str, lang: Lang, blocks: Vec<Block>) -> Section {
    Section { key, title: lang.t(&format!("paper-section-{key}")).into_owned(), blocks, sections: Vec::new() }
}

/// The writer, if known.
fn writer(wish: &Wish, lang: Lang) -> Option<Fact> {
    let Author { name, unit } = &wish.author;
    let (name, unit) = (name.trim(), unit.trim());
    let words = match (name.is_empty(), unit.is_empty()) {
        (true, true) => return None,
        (true, false) => unit.to_owned(),
        (false, true) => name.to_owned(),
        (false, false) => lang.fill("paper-author", [("name", name.into()), ("unit", unit.into())]),
    };
    Some(fact("author", lang, words))
}

/// The lines of a section, one below the other where they are of both; else those of each side under its name, so that
/// nobody's words stand under somebody else's.
fn by_owner(
    key: &'static str,
    title: String,
    lines: &[&ChosenLine],
    titles: [String; 3],
    lang: Lang,
) -> Option<Section> {
    let flat = Section { key, title, blocks: Vec::new(), sections: Vec::new() };
    if lines.is_empty() {
        return None;
    }
    if lines.iter().all(|line| line.owner == Owner::Both) {
        return Some(Section { blocks: items(lines.iter().copied(), lang).into_iter().collect(), ..flat });
    }
    let of = |owner| items(lines.iter().copied().filter(|line| line.owner == owner), lang);
    Some(Section { sections: sides(titles, of), ..flat })
}

/// Whose lines are: mine, the partner's, of both.
fn names_of_sides(partner: &str, lang: Lang) -> [String; 3] {
    [lang.t("summary-me").into_owned(), partner.to_owned(), lang.t("summary-both").into_owned()]
}

/// The same over lines of this kind: what one says to the other has to tell from whom to whom.
fn titles_of_sides(kind: EntryKind, partner: &str, lang: Lang) -> [String; 3] {
    match kind {
        EntryKind::Thanks | EntryKind::Feedback | EntryKind::Advice => [
            lang.fill("summary-from-me", [("name", partner.into())]),
            lang.fill("summary-to-me", [("name", partner.into())]),
            lang.t("summary-each-other").into_owned(),
        ],
        EntryKind::Fact
        | EntryKind::Action
        | EntryKind::Agenda
        | EntryKind::Decision
        | EntryKind::Learning
        | EntryKind::Question
        | EntryKind::Reading
        | EntryKind::Person
        | EntryKind::Opportunity
        | EntryKind::Quote
        | EntryKind::Growth
        | EntryKind::Story
        | EntryKind::Concern
        | EntryKind::Idea => names_of_sides(partner, lang),
    }
}

/// The role in a paper, where nobody knows what it is one of.
fn role_words(role: Role, lang: Lang) -> String {
    match role {
        Role::Mentor | Role::Mentee => role.label(lang).into_owned(),
        Role::Both => lang.t("paper-role-both").into_owned(),
    }
}

/// What is mine, the partner's and of both, each under its title, where there is something.
fn sides(titles: [String; 3], of: impl Fn(Owner) -> Option<Block>) -> Vec<Section> {
    let sides = [("mine", Owner::Me), ("theirs", Owner::Partner), ("ours", Owner::Both)];
    let sections = sides.into_iter().zip(titles).filter_map(|((key, owner), title)| {
        Some(Section { key, title, blocks: vec![of(owner)?], sections: Vec::new() })
    });
    sections.collect()
}

/// The heads of the columns of a table.
fn heads(keys: &[&str], lang: Lang) -> Vec<String> {
    keys.iter().map(|key| lang.t(&format!("paper-fact-{key}")).into_owned()).collect()
}

/// A day and time as in a document that is read later.
fn moment(at: Moment, lang: Lang) -> String {
    lang.with_time(&lang.written_day(at.date_naive()), at)
}

/// From day to day; a single day alone.
fn days((from, to): (NaiveDate, NaiveDate), lang: Lang) -> String {
    if from == to {
        return lang.written_day(from);
    }
    lang.fill("paper-days", [("from", lang.calendar_day(from).into()), ("to", lang.calendar_day(to).into())])
}

/// The total length of many sessions, with hours if there are any, and how many have none; nothing if no session has one.
fn total<'a>(sessions: impl Iterator<Item = &'a ChosenSession>, lang: Lang) -> Option<String> {
    let all: Vec<Option<u32>> = sessions.map(|s| s.minutes).collect();
    let known: Vec<u32> = all.iter().copied().flatten().collect();
    let unknown = all.len() - known.len();
    let minutes = known.iter().copied().fold(0, u32::saturating_add);
    let words = match minutes {
        0..120 => lang.minutes(minutes),
        _ => lang.fill("paper-hours", [("hours", (minutes / 60).into()), ("minutes", (minutes % 60).into())]),
    };
    let words = match unknown {
        0 => words,
        n => lang.fill("paper-without", [("time", words.into()), ("without", lang.count("paper-times", n).into())]),
    };
    (!known.is_empty()).then_some(words)
}

/// The sessions as a table: date, length, mode, and the theme if it may be shared.
fn sessions_table(sessions: &[ChosenSession], themes: bool, lang: Lang) -> Block {
    let themes = themes && sessions.iter().any(|s| s.theme.is_some());
    let mut head = vec!["date", "minutes", "mode"];
    head.extend(themes.then_some("theme"));
    let rows = sessions.iter().map(|s| {
        let mut row = vec![
            moment(s.at, lang),
            s.minutes.map(|m| lang.minutes(m)).unwrap_or_default(),
            s.mode.map(|m| m.label(lang).into_owned()).unwrap_or_default(),
        ];
        row.extend(themes.then(|| s.theme.clone().unwrap_or_default()));
        row
    });
    Block::Table(Table { head: heads(&head, lang), rows: rows.collect() })
}

/// A line of a list. The date replaces its phrase: a later reader does not know which Friday was meant.
fn item(line: &ChosenLine, lang: Lang) -> Item {
    let mut remarks = Vec::new();
    let settled = line.state.filter(|s| *s != EntryState::Open);
    let Dated { text, beside } = dated(&without_mention(&line.text), line.due_phrase.as_deref(), line.due, lang);
    // A day that only the journal knows is of no use once the promise is settled; words in the text still need theirs.
    let beside = beside.filter(|_| settled.is_none() || line.due_phrase.is_some());
    // Words like "next week" that stay in the text are seen from the day of their session.
    let said = line.said.filter(|_| beside.is_none() && has_relative_days(&text));
    remarks.extend(beside);
    remarks.extend(said.map(|day| lang.fill("paper-said", [("day", lang.written_day(day).into())])));
    if let Some(state) = settled {
        remarks.push(became(state, line.result.as_deref(), lang));
        let learned = line.learned.as_deref();
        remarks.extend(learned.map(|words| lang.fill("paper-learned", [("learned", words.into())])));
    }
    let due = line.due.filter(|_| settled.is_none());
    Item { label: None, owner: Some(line.owner), text, due, remarks }
}

/// The text without the sign in front of a name, which only the journal needs. What is no name stays: an address, code.
fn without_mention(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut in_code = false;
    for line in text.split_inclusive('\n') {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        if is_fence || in_code {
            plain.push_str(line);
            continue;
        }
        let mut letters = line.chars().peekable();
        let mut before = ' ';
        while let Some(letter) = letters.next() {
            let names = letter == '@' && before.is_whitespace() && letters.peek().is_some_and(|c| c.is_alphabetic());
            if !names {
                plain.push(letter);
            }
            before = letter;
        }
    }
    plain
}

/// What became of a promise, with what came of it where that may be told.
fn became(state: EntryState, result: Option<&str>, lang: Lang) -> String {
    let state = state.label(lang).into_owned();
    match result {
        Some(result) => lang.fill("paper-result", [("state", state.into()), ("result", result.into())]),
        None => state,
    }
}

fn items<'a>(lines: impl Iterator<Item = &'a ChosenLine>, lang: Lang) -> Option<Block> {
    let items: Vec<Item> = lines.map(|line| item(line, lang)).collect();
    (!items.is_empty()).then_some(Block::List(items))
}

fn lines_of(chosen: &Chosen, kind: EntryKind) -> Vec<&ChosenLine> {
    chosen.sessions.iter().flat_map(|s| &s.lines).filter(|l| l.kind == kind).collect()
}

/// Promises of one side that are still open, or those with a result.
fn promises(chosen: &Chosen, owner: Owner, open: bool) -> impl Iterator<Item = &ChosenLine> {
    let mine = move |l: &&ChosenLine| l.owner == owner && (l.state == Some(EntryState::Open)) == open;
    lines_of(chosen, EntryKind::Action).into_iter().filter(mine)
}

/// The goals of each side under its name.
fn goals_of_sides(goals: &[ChosenGoal], partner: &str, lang: Lang) -> Vec<Section> {
    let titles = [
        lang.t("summary-by-me").into_owned(),
        lang.fill("summary-by-them", [("name", partner.into())]),
        lang.t("summary-by-both").into_owned(),
    ];
    let of = |owner| {
        let bars: Vec<GoalBar> = goals.iter().filter(|g| g.owner == owner).map(|goal| goal_bar(goal, lang)).collect();
        (!bars.is_empty()).then_some(Block::Goals(bars))
    };
    sides(titles, of)
}

/// Whether the two work on it, in one word. How well it is going the numbers say, or nobody.
fn goal_word(status: GoalStatus, lang: Lang) -> String {
    let id = match status {
        GoalStatus::Done => "paper-goal-achieved",
        GoalStatus::Active => "paper-goal-under-way",
        GoalStatus::Draft | GoalStatus::Hold | GoalStatus::Dropped => "paper-goal-on-hold",
    };
    lang.t(id).into_owned()
}

fn goal_bar(goal: &ChosenGoal, lang: Lang) -> GoalBar {
    let mut remarks = Vec::new();
    remarks.extend(goal.sign.as_ref().map(|sign| lang.fill("paper-goal-sign", [("sign", sign.as_str().into())])));
    remarks.extend(goal.due.map(|due| lang.fill("paper-due", [("day", lang.written_day(due).into())])));
    GoalBar {
        title: goal.title.clone(),
        told: lang.goal_numbers(&goal.numbers).unwrap_or_else(|| goal_word(goal.status, lang)),
        progress: goal.progress,
        series: goal.series.clone(),
        remarks,
    }
}

/// The text of an entry in a list of its own kind.
fn text_of(entry: &Entry, lang: Lang) -> String {
    let told = entry.raw.text().map(capture::body_with_code);
    told.unwrap_or_else(|| lang.unreadable(&entry.raw)).into_owned()
}
