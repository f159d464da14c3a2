//! The screens: each folder holds one screen's state, its commands with what they do, and its view.

pub mod bin;
pub mod calendar;
pub mod confirm;
pub mod desk;
pub mod due;
pub mod form;
pub mod give_up;
pub mod goal;
pub mod help;
pub mod leave;
pub mod ledger;
pub mod live;
pub mod note;
pub mod palette;
pub mod prep;
pub mod privacy;
pub mod questions;
pub mod search;
pub mod summary;
pub mod text;
pub mod typed;
pub mod vault;
pub mod work;
pub mod wrapup;

use super::input::command::{Command, Scope};
use super::widgets::list::Listed;

/// The rows of the catalogue, screen by screen, in the order in which help shows them.
pub const COMMANDS: &[&[Command]] = &[
    desk::commands::COMMANDS,
    desk::pairs::COMMANDS,
    desk::sessions::COMMANDS,
    desk::lines::COMMANDS,
    desk::promises::COMMANDS,
    desk::goals::COMMANDS,
    desk::mentor::COMMANDS,
    prep::COMMANDS,
    note::commands::COMMANDS,
    note::agenda::COMMANDS,
    text::COMMANDS,
    wrapup::commands::COMMANDS,
    ledger::COMMANDS,
    questions::COMMANDS,
    search::COMMANDS,
    calendar::COMMANDS,
    calendar::timeline::COMMANDS,
    form::commands::COMMANDS,
    goal::COMMANDS,
    summary::COMMANDS,
    bin::COMMANDS,
    palette::COMMANDS,
    help::COMMANDS,
    confirm::COMMANDS,
    privacy::COMMANDS,
    vault::COMMANDS,
    leave::COMMANDS,
];

/// What can lie on top of the desk.
pub enum Overlay {
    Form(Box<form::Form>),
    Palette(Box<palette::Palette>),
    Help(help::Help),
    Summary(Box<summary::Summary>),
    Bin(bin::Bin),
    Goal(goal::GoalStory),
    Prep(Box<prep::Preparing>),
    WrapUp(Box<wrapup::Wrapping>),
    Ledger(ledger::Promises),
    Questions(questions::Bank),
    Search(Box<search::Searching>),
    Calendar(calendar::Calendar),
    Timeline(calendar::timeline::MonthList),
    Confirm(confirm::Confirm),
}

impl Overlay {
    pub fn scope(&self) -> Scope {
        match self {
            Self::Form(_) => Scope::Form,
            Self::Palette(_) => Scope::Palette,
            Self::Help(_) => Scope::Help,
            Self::Summary(_) => Scope::Summary,
            Self::Bin(_) => Scope::Bin,
            Self::Goal(_) => Scope::Goal,
            Self::Prep(_) => Scope::Prep,
            Self::WrapUp(_) => Scope::WrapUp,
            Self::Ledger(_) => Scope::Ledger,
            Self::Questions(_) => Scope::Questions,
            Self::Search(_) => Scope::Search,
            Self::Calendar(_) => Scope::Calendar,
            Self::Timeline(_) => Scope::Timeline,
            Self::Confirm(_) => Scope::Confirm,
        }
    }

    /// Whether it is only looked at: opened again, it need not be there twice.
    pub fn is_only_looked_at(&self) -> bool {
        match self {
            Self::Form(_) | Self::WrapUp(_) | Self::Confirm(_) => false,
            Self::Palette(_)
            | Self::Help(_)
            | Self::Summary(_)
            | Self::Bin(_)
            | Self::Goal(_)
            | Self::Prep(_)
            | Self::Ledger(_)
            | Self::Questions(_)
            | Self::Search(_)
            | Self::Calendar(_)
            | Self::Timeline(_) => true,
        }
    }

    /// Whether something was not taken into a text of it, see
    /// [`take_overflow`](super::widgets::editor::Editor::take_overflow).
    pub fn take_overflow(&mut self) -> Option<usize> {
        match self {
            Self::Form(form) => form.focused_text()?.take_overflow(),
            Self::Palette(palette) => palette.input.take_overflow(),
            Self::Search(searching) => searching.input.take_overflow(),
            Self::WrapUp(wrapping) => wrapping.take_overflow(),
            Self::Help(_)
            | Self::Summary(_)
            | Self::Bin(_)
            | Self::Goal(_)
            | Self::Prep(_)
            | Self::Ledger(_)
            | Self::Questions(_)
            | Self::Calendar(_)
            | Self::Timeline(_)
            | Self::Confirm(_) => None,
        }
    }

    /// Remembers how far its list was scrolled.
    pub fn measure(&mut self, listed: &Listed) {
        match self {
            Self::Form(form) => form.offset = listed.offset,
            Self::Palette(palette) => palette.offset = listed.offset,
            Self::Bin(bin) => bin.offset = listed.offset,
            Self::Help(help) => help.scroll.measured(listed),
            Self::Summary(summary) => summary.measure(listed),
            Self::Goal(goal) => goal.scroll.measured(listed),
            Self::Ledger(ledger) => (ledger.offset, ledger.page) = (listed.offset, listed.rows.len()),
            Self::Search(searching) => (searching.offset, searching.page) = (listed.offset, listed.rows.len()),
            Self::Questions(bank) => bank.offset = listed.offset,
            Self::Timeline(line) => (line.offset, line.page) = (listed.offset, listed.rows.len()),
            Self::WrapUp(wrapping) => wrapping.offset = listed.offset,
            Self::Prep(_) | Self::Calendar(_) | Self::Confirm(_) => {}
        }
    }
}
