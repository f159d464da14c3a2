//! The palette: everything that can be called or gone to, in one list. Commands answer to their names in either
//! language, pairs to name, reading and alias, sessions to their theme and to date words.

mod go;
mod things;
pub mod view;

use std::cmp::Reverse;
use std::ops::Range;

use chrono::NaiveDate;

use crate::capture::{self, Look};
use crate::domain::views::SessionRow;
use crate::domain::{DateRules, Entry};
use crate::text::{Fuzzy, FuzzyMatch, FuzzyText};
use crate::tui::effect::{Effect, Query};
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::Overlay;
use crate::tui::widgets::editor::{Action, Editor, NEEDLE_LIMIT, Reaction};
use things::{Target, Thing};

pub struct Palette {
    pub input: Editor,
    /// What can be called from where the person was, in the order of the catalogue.
    commands: Vec<Thing>,
    /// What can be gone to. Nothing while a note is being written: it stays in front.
    places: Vec<Thing>,
    /// The days that what was typed may mean, looking back and ahead.
    days: Option<[NaiveDate; 2]>,
    /// The sessions of those days, of every pair.
    dated: Vec<Thing>,
    /// What only the command line does.
    shell: Vec<Thing>,
    /// What matches what was typed, best first.
    found: Vec<Found>,
    chosen: usize,
    pub offset: usize,
}

/// Where a thing is kept.
#[derive(Clone, Copy)]
enum Shelf {
    Commands,
    Places,
    Dated,
    Shell,
}

/// A thing that matches.
struct Found {
    shelf: Shelf,
    place: usize,
    /// Which of its names it was, and where.
    name: usize,
    marks: Vec<Range<usize>>,
}

impl Palette {
    fn new(model: &Model) -> Self {
        let places = if model.writing.is_none() { things::places(model) } else { Vec::new() };
        let mut input = Editor::single_line("");
        input.set_limit(NEEDLE_LIMIT);
        let mut palette = Self {
            input,
            commands: things::commands(model),
            places,
            days: None,
            dated: Vec::new(),
            shell: things::shell(model.lang),
            found: Vec::new(),
            chosen: 0,
            offset: 0,
        };
        palette.look();
        palette
    }

    /// The commands that it offers, by their ids.
    pub fn offered(&self) -> impl Iterator<Item = &'static str> {
        self.commands.iter().filter_map(|thing| match thing.target {
            Target::Command(command) => Some(command.id),
            Target::Pair(_) | Target::Session(..) | Target::Goal(_) | Target::Person(..) | Target::Shell(_) => None,
        })
    }

    fn shelf(&self, shelf: Shelf) -> &[Thing] {
        match shelf {
            Shelf::Commands => &self.commands,
            Shelf::Places => &self.places,
            Shelf::Dated => &self.dated,
            Shelf::Shell => &self.shell,
        }
    }

    fn thing(&self, found: &Found) -> Option<&Thing> {
        self.shelf(found.shelf).get(found.place)
    }

    /// Looks again after something was typed, or more is there to be found. With nothing typed there are the commands.
    fn look(&mut self) {
        let typed = self.input.text();
        let mut fuzzy = Fuzzy::new(&typed);
        if fuzzy.is_empty() {
            let all = |place| Found { shelf: Shelf::Commands, place, name: 0, marks: Vec::new() };
            self.found = (0..self.commands.len()).map(all).collect();
            return;
        }
        let of_day = score_of_day(&mut fuzzy, &typed);
        let mut found: Vec<(Reverse<u32>, u8, Found)> = Vec::new();
        for shelf in [Shelf::Commands, Shelf::Places, Shelf::Dated, Shelf::Shell] {
            for (place, thing) in self.shelf(shelf).iter().enumerate() {
                let by_name = best_name(&mut fuzzy, thing);
                let (name, matched) = match (shelf, by_name) {
                    (Shelf::Places, _) if self.is_dated(thing) => continue,
                    (Shelf::Dated, _) => (0, FuzzyMatch { score: of_day, places: Vec::new() }),
                    (_, Some(by_name)) => by_name,
                    (_, None) => continue,
                };
                let entry = Found { shelf, place, name, marks: matched.places };
                found.push((Reverse(matched.score), thing.target.rank(), entry));
            }
        }
        found.sort_by_key(|(score, rank, _)| (*score, *rank));
        self.found = found.into_iter().map(|(.., found)| found).collect();
        self.chosen = self.chosen.min(self.found.len().saturating_sub(1));
    }

    /// Whether a session is in the list already, by its day.
    fn is_dated(&self, thing: &Thing) -> bool {
        let Target::Session(_, id) = thing.target else { return false };
        self.dated.iter().any(|dated| matches!(dated.target, Target::Session(_, other) if other == id))
    }
}

/// The name by which a thing matches best.
fn best_name(fuzzy: &mut Fuzzy, thing: &Thing) -> Option<(usize, FuzzyMatch)> {
    let matches = thing.names.iter().enumerate().filter_map(|(n, name)| {
        let mut found = fuzzy.find(&name.looked)?;
        found.score = found.score.saturating_sub(name.less);
        Some((n, found))
    });
    // Of equal ones the first.
    matches.max_by_key(|(n, found)| (found.score, Reverse(*n)))
}

/// A session of the day that was typed comes after what has this very name, and before what only resembles it.
fn score_of_day(fuzzy: &mut Fuzzy, typed: &str) -> u32 {
    const AFTER_NAMES: u32 = 9;
    fuzzy.find(&FuzzyText::new(typed)).map_or(0, |itself| itself.score.saturating_sub(AFTER_NAMES))
}

pub const COMMANDS: &[Command] = &[
    row("palette.run", Scope::Palette, &["enter"], Shows::Hint(1), Does::Looks, always, run),
    row("palette.down", Scope::Palette, &["down", "tab", "ctrl-n"], Shows::Hint(2), Does::Looks, always, |m| {
        step(m, 1)
    }),
    row("palette.up", Scope::Palette, &["up", "shift-tab", "ctrl-p"], Shows::Help, Does::Looks, always, |m| {
        step(m, -1)
    }),
    row("palette.close", Scope::Palette, &["esc"], Shows::Hint(3), Does::Looks, always, close),
];

/// Opens the palette; the people of the chosen pair come as soon as the journal has told them.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let palette = Palette::new(model);
    model.overlays.push(Overlay::Palette(Box::new(palette)));
    match model.desk.pair_view().map(|view| view.pair.id) {
        Some(pair) if model.writing.is_none() => vec![model.read(Query::People(pair))],
        _ => Vec::new(),
    }
}

fn shown(model: &mut Model) -> Option<&mut Palette> {
    match model.overlays.last_mut() {
        Some(Overlay::Palette(palette)) => Some(palette),
        _ => None,
    }
}

/// Has the text do something.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let now = model.now.mono;
    match shown(model).map(|palette| palette.input.handle(action, now)) {
        Some(Reaction::Edited | Reaction::WasCut(_)) => typed(model),
        _ => Vec::new(),
    }
}

/// Something was typed: what is here is looked through at once, and the journal is asked for the sessions of a day.
pub fn typed(model: &mut Model) -> Vec<Effect> {
    let (today, rules, writing) = (model.now.wall.date_naive(), model.dates, model.writing.is_some());
    let Some(palette) = shown(model) else { return Vec::new() };
    let days = days_meant(&palette.input.text(), today, rules).filter(|_| !writing);
    let asked = days.filter(|_| palette.days != days);
    if palette.days != days {
        palette.days = days;
        palette.dated.clear();
    }
    palette.chosen = 0;
    palette.look();
    asked.map_or_else(Vec::new, |days| vec![model.read(Query::SessionsOn(days))])
}

/// The day that somebody may mean, looking back and ahead.
fn days_meant(typed: &str, today: NaiveDate, rules: DateRules) -> Option<[NaiveDate; 2]> {
    let day = |look| capture::parse_date(typed, today, look, rules).ok();
    let (back, ahead) = (day(Look::Back), day(Look::Forward));
    Some([back.or(ahead)?, ahead.or(back)?])
}

/// The sessions of a day are here.
pub fn sessions_arrived(model: &mut Model, days: [NaiveDate; 2], rows: &[SessionRow]) {
    let shown_pairs: Vec<_> = model.desk.pairs.iter().map(|view| view.pair.id).collect();
    let may_be_shown = |row: &&SessionRow| shown_pairs.contains(&row.session.pair);
    let dated = rows.iter().filter(may_be_shown).map(|row| Thing::session(&model.desk.shown_row(row), model)).collect();
    if let Some(palette) = shown(model).filter(|palette| palette.days == Some(days)) {
        palette.dated = dated;
        palette.look();
    }
}

/// The people of the chosen pair are here.
pub fn people_arrived(model: &mut Model, people: &[Entry]) {
    let people: Vec<Thing> = people.iter().filter(|line| model.shows(line)).filter_map(Thing::person).collect();
    if let Some(palette) = shown(model) {
        palette.places.retain(|thing| !matches!(thing.target, Target::Person(..)));
        palette.places.extend(people);
        palette.look();
    }
}

fn run(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Palette(palette)) = model.overlays.pop() else { return Vec::new() };
    let chosen = palette.found.get(palette.chosen).and_then(|found| palette.thing(found));
    chosen.map_or_else(Vec::new, |thing| go::go(model, thing.target))
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(palette) = shown(model) {
        palette.chosen = palette.chosen.saturating_add_signed(by).min(palette.found.len().saturating_sub(1));
    }
    Vec::new()
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.overlays.pop();
    Vec::new()
}
