//! The search of the desk: what is found appears while one types, and Enter goes to the very place.

mod complete;
mod jump;
pub mod marks;
pub mod view;

pub use jump::{clear_marks, needle_for};

use self::complete::Completion;
use crate::capture::query::{accepted, being_typed, meant_filter, parse_search};
use crate::domain::ids::PairId;
use crate::domain::search::{Hit, SearchPage};
use crate::i18n::Lang;
use crate::tui::effect::{Counted, Effect, Found, Query};
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;
use crate::tui::screens::desk::commands::open_help;
use crate::tui::widgets::editor::{Action, Editor, NEEDLE_LIMIT, Reaction};

/// How many finds are asked for at a time.
const PAGE: usize = 60;
/// The next page is asked for when so few finds are left below the chosen one.
const NEAR_THE_END: usize = 30;
/// All finds of a large search are counted when nobody has typed for so long, in milliseconds.
const REST: u64 = 250;

/// A line that holds no more than anybody looks for.
fn input_with(text: &str) -> Editor {
    let mut input = Editor::single_line(text);
    input.set_limit(NEEDLE_LIMIT);
    input
}

/// A search under way.
pub struct Searching {
    pub input: Editor,
    /// The search that was asked for last; empty when there was nothing to ask.
    asked: String,
    /// What was found, pair by pair within each page that came; what is spelled otherwise than it was typed comes behind.
    hits: Vec<Hit>,
    /// Where more finds go on.
    next: Option<i64>,
    /// The next page is under way.
    awaits_more: bool,
    /// How many there are, once it is known.
    total: Option<usize>,
    /// When to count them, in monotonic milliseconds. Part after part: a key comes in between.
    count_at: Option<u64>,
    /// What is counted so far, and where the next part goes on.
    counted: (usize, Option<i64>),
    /// When to read on because most of a page was not for other eyes.
    read_on_at: Option<u64>,
    /// What in the text means nothing.
    problem: Option<String>,
    /// More was typed than is looked for.
    shortened: bool,
    /// AND, OR or NOT was typed.
    operators: bool,
    /// Why there is nothing to look for, or what is not looked for as it was meant.
    hint: Option<String>,
    /// So many sealed lines were passed over.
    unsearched: u64,
    completion: Completion,
    /// An answer to the search has come.
    answered: bool,
    chosen: usize,
    pub offset: usize,
    /// How many rows of the list the last frame had.
    pub page: usize,
}

impl Searching {
    fn new(text: &str) -> Self {
        let mut input = input_with(text);
        // Typing replaces what was looked for last.
        input.handle(Action::SelectAll, 0);
        Self {
            input,
            asked: String::new(),
            hits: Vec::new(),
            next: None,
            awaits_more: false,
            total: None,
            count_at: None,
            counted: (0, None),
            read_on_at: None,
            problem: None,
            shortened: false,
            operators: false,
            hint: None,
            unsearched: 0,
            completion: Completion::default(),
            answered: false,
            chosen: 0,
            offset: 0,
            page: 0,
        }
    }

    /// When something is to happen by itself.
    pub fn deadline(&self) -> Option<u64> {
        self.count_at.into_iter().chain(self.read_on_at).min()
    }

    fn chosen_hit(&self) -> Option<&Hit> {
        self.hits.get(self.chosen)
    }

    /// Nothing is looked for any more: what can be typed is told instead.
    fn forget(&mut self) {
        self.asked.clear();
        self.hits.clear();
        (self.next, self.total, self.answered) = (None, None, false);
        (self.chosen, self.offset) = (0, 0);
    }

    /// Takes over a first page.
    fn begin(&mut self, page: SearchPage) {
        self.unsearched = page.unsearched;
        self.forget_place();
        self.hits.clear();
        self.add(page);
    }

    fn forget_place(&mut self) {
        (self.chosen, self.offset, self.total, self.answered) = (0, 0, None, true);
    }

    /// What came is put behind what is there. What one reads already stays where it is.
    fn add(&mut self, mut page: SearchPage) {
        let otherwise = page.otherwise.map(|from| page.hits.split_off(from.min(page.hits.len())));
        self.add_hits(page.hits);
        self.add_hits(otherwise.unwrap_or_default());
        self.next = page.next;
        self.total = self.total.or(self.next.is_none().then_some(self.hits.len()));
    }

    /// Pair by pair in the order in which they were found.
    fn add_hits(&mut self, mut hits: Vec<Hit>) {
        let mut pairs: Vec<PairId> = self.hits.last().map(|hit| hit.pair).into_iter().collect();
        for hit in &hits {
            if !pairs.contains(&hit.pair) {
                pairs.push(hit.pair);
            }
        }
        // Found newest first, the lines of one note read from its top.
        hits.chunk_by_mut(|one, next| one.session.is_some() && one.session == next.session).for_each(<[Hit]>::reverse);
        hits.sort_by_key(|hit| pairs.iter().position(|pair| *pair == hit.pair));
        self.hits.append(&mut hits);
    }

    fn wants_more(&self) -> bool {
        self.next.is_some() && !self.awaits_more && self.chosen + NEAR_THE_END >= self.hits.len()
    }
}

pub const COMMANDS: &[Command] = &[
    row("search.open", Scope::Anywhere, &["/"], Shows::Hint(11), Does::Looks, can_search, open),
    row("search.go", Scope::Search, &["enter"], Shows::Hint(1), Does::Looks, has_hit, jump::go),
    row("search.complete", Scope::Search, &["tab"], Shows::Hint(2), Does::Looks, always, |m| complete(m, 1)),
    row("search.complete-back", Scope::Search, &["shift-tab"], Shows::Help, Does::Looks, always, |m| complete(m, -1)),
    row("search.down", Scope::Search, &["down", "ctrl-n"], Shows::Hint(3), Does::Looks, always, |m| step(m, 1)),
    row("search.up", Scope::Search, &["up", "ctrl-p"], Shows::Help, Does::Looks, always, |m| step(m, -1)),
    row("search.page-down", Scope::Search, &["pagedown"], Shows::Help, Does::Looks, always, |m| pages(m, 1)),
    row("search.page-up", Scope::Search, &["pageup"], Shows::Help, Does::Looks, always, |m| pages(m, -1)),
    row("search.help", Scope::Search, &["f1"], Shows::Hint(5), Does::Looks, always, open_help),
    row("search.close", Scope::Search, &["esc"], Shows::Hint(4), Does::Looks, always, close),
    row("lines.next-match", Scope::Lines, &["n"], Shows::Hint(2), Does::Looks, jump::has_marks, |m| {
        jump::walk(m, true)
    }),
    row("lines.previous-match", Scope::Lines, &["N"], Shows::Palette, Does::Looks, jump::has_marks, |m| {
        jump::walk(m, false)
    }),
];

fn shown(model: &mut Model) -> Option<&mut Searching> {
    match model.overlays.last_mut() {
        Some(Overlay::Search(searching)) => Some(searching),
        _ => None,
    }
}

fn showing(model: &Model) -> Option<&Searching> {
    match model.overlays.last() {
        Some(Overlay::Search(searching)) => Some(searching),
        _ => None,
    }
}

/// A note that is being written is found through by its own find line.
fn can_search(model: &Model) -> bool {
    model.writing.is_none() && model.desk.pair_view().is_some()
}

fn has_hit(model: &Model) -> bool {
    showing(model).is_some_and(|s| s.chosen_hit().is_some())
}

/// Opens the search with what was looked for last, unless somebody else sees the screen.
fn open(model: &mut Model) -> Vec<Effect> {
    let last = if model.shares_screen() { String::new() } else { model.desk.last_search.clone() };
    model.overlays.push(Overlay::Search(Box::new(Searching::new(&last))));
    look(model)
}

/// Has the text do something.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let now = model.now.mono;
    let Some(searching) = shown(model) else { return Vec::new() };
    match searching.input.handle(action, now) {
        Reaction::Copied(text) => model.copied(text),
        Reaction::WasCut(text) => {
            let mut effects = look(model);
            effects.extend(model.copied(text));
            effects
        }
        Reaction::Edited => look(model),
        Reaction::Moved => {
            offer(model);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let now = model.now.mono;
    let Some(searching) = shown(model) else { return Vec::new() };
    searching.input.paste(text, now);
    look(model)
}

/// The text up to the caret, and what stands behind it.
fn around_caret(input: &Editor) -> (String, String) {
    let mut text = input.text();
    let rest = text.split_off(input.caret().byte.min(text.len()));
    (text, rest)
}

/// The text has changed: what it may become, and what answers it.
fn look(model: &mut Model) -> Vec<Effect> {
    offer(model);
    ask(model)
}

/// What the text before the caret may become: that depends on where the caret is, too.
fn offer(model: &mut Model) {
    let Some(searching) = showing(model) else { return };
    let (text, _) = around_caret(&searching.input);
    let completion = Completion::of(&text, model.lang, &model.desk.pairs);
    if let Some(searching) = shown(model) {
        searching.completion = completion;
    }
}

/// Asks for what answers the text. What was found before stays in sight until then.
fn ask(model: &mut Model) -> Vec<Effect> {
    let lang = model.lang;
    let Some(searching) = shown(model) else { return Vec::new() };
    let mut text = searching.input.text();
    // A filter whose value is still being typed narrows nothing.
    if let (start, Some((_, ""))) = being_typed(&text) {
        text.truncate(start);
    }
    let typed = parse_search(&text);
    (searching.shortened, searching.operators) = (typed.shortened, typed.operators);
    (searching.problem, searching.count_at, searching.read_on_at) = (None, None, None);
    if let Some((filter, value)) = typed.unknown {
        let told = [("filter", filter.into()), ("value", value.into())];
        searching.problem = Some(lang.fill("search-unknown-value", told));
        return Vec::new();
    }
    if let Some(filter) = typed.without_value {
        let needs = lang.fill("problem-search-no-value", [("filter", filter.as_str().into())]);
        searching.problem = Some(lang.sentences(&[needs, lang.possible_values(&accepted(&filter))]));
        return Vec::new();
    }
    searching.hint = typed.no_filter.as_deref().map(|name| no_filter(name, lang));
    if typed.words.is_empty() && typed.kinds.is_empty() && !typed.open_action && !typed.promise {
        searching.hint = (!typed.without.is_empty()).then(|| lang.t("search-only-leaves-out").into_owned());
        searching.forget();
        return Vec::new();
    }
    (searching.asked, searching.awaits_more) = (text, false);
    read(model, None)
}

/// That a name before a colon is no filter, and which one may have been meant.
fn no_filter(name: &str, lang: Lang) -> String {
    match meant_filter(name) {
        Some(meant) => lang.fill("search-no-filter-but", [("name", name.into()), ("meant", meant.into())]),
        None => lang.fill("search-no-filter", [("name", name.into())]),
    }
}

/// Reads a page of what answers the search.
fn read(model: &mut Model, before: Option<i64>) -> Vec<Effect> {
    let shared_with = match model.shares_screen() {
        true => model.desk.pair_view().map(|view| view.pair.id),
        false => None,
    };
    let Some(text) = showing(model).map(|s| s.asked.clone()) else { return Vec::new() };
    vec![model.read(Query::Search { text, before, limit: PAGE, shared_with })]
}

/// A page has arrived.
pub fn arrived(model: &mut Model, found: Found) {
    let (now, shared) = (model.now.mono, model.shares_screen());
    let Some(searching) = find_open(model).filter(|s| s.asked == found.text) else { return };
    searching.awaits_more = false;
    match found.page {
        Err(problem) => searching.problem = Some(problem),
        Ok(page) if found.before.is_some() => searching.add(page),
        Ok(page) => {
            searching.begin(page);
            // How much is left out on a shared screen is nobody's business.
            searching.count_at = (searching.next.is_some() && !shared).then_some(now + REST);
            searching.counted = (0, None);
        }
    }
    searching.read_on_at = searching.wants_more().then_some(now);
}

/// A part is counted; the next one has its turn when no key came.
pub fn counted(model: &mut Model, part: &Counted) {
    let now = model.now.mono;
    let goes_on = |s: &&mut Searching| s.asked == part.text && s.counted.1 == part.before;
    let Some(searching) = find_open(model).filter(goes_on) else { return };
    searching.counted = (searching.counted.0 + part.count, part.next);
    searching.count_at = part.next.map(|_| now);
    if part.next.is_none() {
        searching.total = Some(searching.counted.0);
    }
}

fn find_open(model: &mut Model) -> Option<&mut Searching> {
    model.overlays.iter_mut().find_map(|o| if let Overlay::Search(s) = o { Some(&mut **s) } else { None })
}

/// When there is something to count.
pub fn deadline(model: &Model) -> Option<u64> {
    showing(model).and_then(Searching::deadline)
}

/// Counts on and reads on, now that nobody types.
pub fn tick(model: &mut Model) -> Vec<Effect> {
    let now = model.now.mono;
    let is_due = |at: &mut Option<u64>| at.take_if(|at| *at <= now).is_some();
    let Some(searching) = shown(model) else { return Vec::new() };
    let (counts, reads_on) = (is_due(&mut searching.count_at), is_due(&mut searching.read_on_at));
    let (text, before) = (searching.asked.clone(), searching.counted.1);
    let mut effects = if counts { vec![model.read(Query::SearchCount(text, before))] } else { Vec::new() };
    if reads_on {
        effects.extend(more(model));
    }
    effects
}

/// Reads on when the end of what is here is near.
fn more(model: &mut Model) -> Vec<Effect> {
    let Some(searching) = shown(model).filter(|s| s.wants_more()) else { return Vec::new() };
    searching.awaits_more = true;
    let before = searching.next;
    read(model, before)
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(searching) = shown(model) {
        let last = searching.hits.len().saturating_sub(1);
        searching.chosen = searching.chosen.saturating_add_signed(by).min(last);
    }
    more(model)
}

fn pages(model: &mut Model, by: isize) -> Vec<Effect> {
    let rows = shown(model).map_or(1, |s| s.page.saturating_sub(1).max(1));
    step(model, by * isize::try_from(rows).unwrap_or(1))
}

/// Puts the next of what the end of the text may become into it. A single one is put there for good, and what may
/// follow it comes next.
fn complete(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(searching) = shown(model) else { return Vec::new() };
    let (_, rest) = around_caret(&searching.input);
    let only = searching.completion.candidates.len() == 1;
    let Some(completed) = searching.completion.turn(by) else { return Vec::new() };
    searching.input = input_with(&format!("{completed}{rest}"));
    searching.input.set_caret(0, completed.len());
    if only { look(model) } else { ask(model) }
}

/// Back to where one was: nothing there has moved.
fn close(model: &mut Model) -> Vec<Effect> {
    remember(model);
    model.overlays.pop();
    Vec::new()
}

/// Remembers what was looked for.
fn remember(model: &mut Model) {
    let Some(text) = showing(model).map(|s| s.input.text()) else { return };
    if !model.shares_screen() && !text.trim().is_empty() {
        model.desk.last_search = text;
    }
}
