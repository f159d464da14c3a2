//! Everything that the desk knows. `update` changes it, `view` draws it, nobody else touches it.

use std::borrow::Cow;
use std::collections::VecDeque;

use ratatui::layout::Rect;

use super::effect::{Derive, Effect, Order, Printing, Query, Ticket};
use super::input::command::Scope;
use super::input::keymap::Keymap;
use super::last_words::LastWords;
use super::msg::{Msg, Stamp};
use super::screens::Overlay;
use super::screens::desk::{Desk, Pane};
use super::screens::form::given::Given;
use super::screens::give_up::GiveUp;
use super::screens::leave::{self, Leave};
use super::screens::live::Begun;
use super::screens::note::Writing;
use super::screens::note::copied::Copied;
use super::screens::privacy::Blank;
use super::screens::search;
use super::screens::vault::Vault;
use super::screens::work::{self, Work};
use super::theme::Theme;
use super::widgets::list::Listed;
use crate::domain::DateRules;
use crate::domain::moment::Zone;
use crate::domain::sharing::{Author, NewShare};
use crate::i18n::Lang;

pub struct Model {
    pub lang: Lang,
    pub theme: Theme,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// When the message arrived that is being worked on.
    pub now: Stamp,
    pub keymap: Keymap,
    /// How the person writes dates.
    pub dates: DateRules,
    /// Which moments the times are that they write.
    pub zone: Zone,
    /// A sample journal: the frame says so.
    pub sample: bool,
    /// The journal is only looked at: the frame says so, and nobody begins to write.
    pub look_only: bool,
    /// Why nothing in the journal may be changed although it can be read, as the journal said last.
    pub unchangeable: Option<String>,
    pub desk: Desk,
    /// The note being written, if one is.
    pub writing: Option<Writing>,
    /// What was cut or copied in notes since the desk was opened.
    pub copied: Copied,
    /// What lies on top of the desk, the uppermost last.
    pub overlays: Vec<Overlay>,
    /// Dialogs whose answers the journal has not taken yet.
    pub given: Vec<Given>,
    /// Whether somebody was asked to let go of what they typed.
    pub give_up: GiveUp,
    /// The screen is blank because somebody walks by.
    pub blank: Option<Blank>,
    /// The sessions that began while the desk was open.
    pub begun: Begun,
    pub notice: Option<Notice>,
    /// How it stands with the vault of private lines.
    pub vault: Vault,
    /// What was typed while it was being locked.
    pub queued: Vec<Msg>,
    pub pending: Pending,
    pub work: Work,
    pub measured: Measured,
    /// Where fine lines are two columns wide, plain ones are drawn; not where somebody has chosen fine ones.
    pub plain_if_wide: bool,
    /// Something changed that is not drawn yet.
    pub dirty: bool,
    /// The next frame is drawn whole, whatever stands on the terminal.
    pub afresh: bool,
    /// What is printed when the desk is closed.
    pub to_print: Vec<Printing>,
    /// Who writes papers, by the configuration.
    pub author: Author,
    /// What was handed to the clipboard of the terminal and is asked about.
    pub handed_over: Option<NewShare>,
    /// Why nothing can be saved in the journal now, as the last look at it found.
    pub trouble: Option<String>,
    /// The person wants to leave; the last writes are still under way.
    pub leaving: bool,
    pub leave: Leave,
    /// The system has asked the program to stop, and what was typed before is still taken in.
    pub last_words: LastWords,
    /// The system wants the program to stop: it leaves even if the last write fails.
    pub stopping: bool,
    pub quitting: bool,
}

/// One quiet line at the bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    /// Errors stay until a key is pressed; the others go away at this monotonic time.
    pub until: Option<u64>,
}

/// How long a notice stays, in milliseconds.
const NOTICE: u64 = 4_000;

/// What was asked of the journal and is not answered yet.
#[derive(Default)]
pub struct Pending {
    last: Ticket,
    reads: [Option<Ticket>; Query::KINDS],
    writes: Vec<Ticket>,
    key: Option<Ticket>,
    /// All of them but the key, in the order in which they were asked for, which is the order of the answers.
    asked: VecDeque<Asked>,
}

/// A request that the journal has not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub ticket: Ticket,
    /// In monotonic milliseconds.
    pub since: u64,
    /// The message that says what it is.
    pub what: &'static str,
}

impl Pending {
    pub fn reads(&self) -> bool {
        self.reads.iter().any(Option::is_some)
    }

    pub fn writes(&self) -> bool {
        !self.writes.is_empty()
    }

    /// Whether the journal has not answered this yet.
    pub fn awaits(&self, ticket: Ticket) -> bool {
        self.writes.contains(&ticket)
    }

    pub fn any(&self) -> bool {
        self.reads() || self.writes() || self.key.is_some()
    }

    /// The reads that are under way.
    pub fn read_tickets(&self) -> impl Iterator<Item = Ticket> {
        self.reads.iter().flatten().copied()
    }

    /// The request that the journal is working on, or will next.
    pub fn oldest(&self) -> Option<&Asked> {
        self.asked.front()
    }

    /// What a request is that the journal has not answered.
    pub fn what(&self, ticket: Ticket) -> Option<&'static str> {
        self.asked.iter().find(|asked| asked.ticket == ticket).map(|asked| asked.what)
    }

    fn ask(&mut self, since: u64, what: &'static str) -> Ticket {
        self.last += 1;
        self.asked.push_back(Asked { ticket: self.last, since, what });
        self.last
    }

    /// Whether this read is the newest of its kind that is under way.
    pub fn reads_as(&self, ticket: Ticket, query: &Query) -> bool {
        self.reads[query.kind()] == Some(ticket)
    }

    /// Whether this request is a read that is still waited for.
    pub fn is_read(&self, ticket: Ticket) -> bool {
        self.reads.contains(&Some(ticket))
    }

    /// Whether the journal is comparing what was typed with the sealed lines.
    pub fn compares(&self) -> bool {
        self.reads[Query::COMPARE].is_some()
    }

    /// Marks a request as answered. `false`: a newer one has taken its place, the answer is old news.
    pub fn answered(&mut self, ticket: Ticket) -> bool {
        self.asked.retain(|asked| asked.ticket != ticket);
        if let Some(read) = self.reads.iter_mut().find(|r| **r == Some(ticket)) {
            *read = None;
            return true;
        }
        if self.key == Some(ticket) {
            self.key = None;
            return true;
        }
        if let Some(place) = self.writes.iter().position(|w| *w == ticket) {
            self.writes.remove(place);
            return true;
        }
        ticket == 0
    }
}

/// What the last frame measured; `update` reads it where it needs to know what was where.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// The panes of the desk that were drawn, with the list that each showed.
    pub panes: Vec<(Pane, Listed)>,
    /// The tabs that were drawn, on narrow terminals.
    pub tabs: Vec<(Pane, Rect)>,
    /// The text of the note being written.
    pub editor: Rect,
    /// Rows that hold clusters whose width terminals disagree about.
    pub fragile: Vec<u16>,
    /// The list of the uppermost overlay.
    pub overlay: Listed,
}

/// The most that a terminal takes into its clipboard, in bytes: beyond that many drop it without a word.
pub const MOST_TO_COPY: usize = 74_994;

impl Model {
    /// A text that was copied goes to the clipboard of the terminal, too, if that can take it.
    pub fn copied(&mut self, text: String) -> Vec<Effect> {
        if text.len() <= MOST_TO_COPY {
            return vec![Effect::Copy(text)];
        }
        let said = self.lang.t("clipboard-too-small");
        self.say(said);
        Vec::new()
    }

    pub fn new(lang: Lang, theme: Theme, size: (u16, u16), now: Stamp, keymap: Keymap, sample: bool) -> Self {
        Self {
            lang,
            theme,
            size,
            now,
            keymap,
            dates: DateRules::default(),
            zone: Zone::default(),
            sample,
            look_only: false,
            unchangeable: None,
            desk: Desk::default(),
            writing: None,
            copied: Copied::default(),
            overlays: Vec::new(),
            given: Vec::new(),
            give_up: GiveUp::default(),
            blank: None,
            begun: Begun::default(),
            notice: None,
            vault: Vault::new(now.mono),
            queued: Vec::new(),
            pending: Pending::default(),
            work: Work::default(),
            measured: Measured::default(),
            plain_if_wide: true,
            dirty: true,
            afresh: false,
            to_print: Vec::new(),
            author: Author::default(),
            handed_over: None,
            trouble: None,
            leaving: false,
            leave: Leave::default(),
            last_words: LastWords::default(),
            stopping: false,
            quitting: false,
        }
    }

    /// Where the next key is looked up.
    pub fn scope(&self) -> Scope {
        match (self.overlays.last(), &self.writing) {
            (Some(overlay), _) => overlay.scope(),
            (None, Some(_)) => Scope::Note,
            (None, None) => self.desk.focus.scope(),
        }
    }

    /// Why nothing in the journal may be changed, where that is so.
    pub fn read_only(&self) -> Option<Cow<'_, str>> {
        if self.look_only {
            return Some(self.lang.t("problem-look-only"));
        }
        self.unchangeable.as_deref().map(Cow::Borrowed)
    }

    /// Asks the journal for something; an older question of the same kind no longer matters.
    pub fn read(&mut self, query: Query) -> Effect {
        let ticket = self.pending.ask(self.now.mono, query.what());
        if let Some(older) = self.pending.reads[query.kind()].replace(ticket) {
            self.pending.asked.retain(|asked| asked.ticket != older);
        }
        Effect::Read(ticket, query)
    }

    /// Has the journal write something.
    pub fn write(&mut self, order: Order) -> Effect {
        let ticket = self.pending.ask(self.now.mono, order.what());
        self.pending.writes.push(ticket);
        Effect::Write(ticket, Box::new(order))
    }

    /// Has a key derived. Leaving does not wait for it.
    pub fn derive(&mut self, derive: Derive) -> Effect {
        self.pending.last += 1;
        self.pending.key = Some(self.pending.last);
        Effect::Derive(self.pending.last, derive)
    }

    /// The ticket of the request made last.
    pub fn last_ticket(&self) -> Ticket {
        self.pending.last
    }

    /// Says something in the quiet line, for a while.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), until: Some(self.now.mono + NOTICE) });
    }

    /// Says what went wrong, until a key is pressed.
    pub fn complain(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), until: None });
    }

    /// When something is to happen by itself next, in monotonic milliseconds.
    pub fn deadline(&self) -> Option<u64> {
        let notice = self.notice.as_ref().and_then(|n| n.until);
        let save = self.writing.as_ref().and_then(Writing::deadline);
        let lock = self.vault.deadline();
        let late = leave::deadline(self);
        notice
            .into_iter()
            .chain(save)
            .chain(late)
            .chain(self.next_minute())
            .chain(search::deadline(self))
            .chain(lock)
            .chain(work::deadline(self))
            .min()
    }

    /// Takes over what the last frame measured.
    pub fn measure(&mut self, measured: Measured) {
        for (pane, listed) in &measured.panes {
            self.desk.offsets.insert(*pane, listed.offset);
        }
        if let Some(overlay) = self.overlays.last_mut() {
            overlay.measure(&measured.overlay);
        }
        if let Some(writing) = &mut self.writing {
            writing.editor.set_viewport(measured.editor.width, measured.editor.height);
        }
        self.measured = measured;
    }
}
