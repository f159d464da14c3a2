//! Sharing: who is to read something, what it is to hold, and what came of the wish.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::entry::{EntryKind, Visibility};
use super::ids::{EntryId, PairId, SessionId, ShareId};
use super::moment::Moment;
use super::{Owner, Readers, keyed_enum};

keyed_enum! {
    /// Who is to read it.
    pub enum Audience {
        Partner = "partner",
        Office = "office",
        Me = "me",
    }
}

keyed_enum! {
    /// What is written for them.
    pub enum Paper {
        /// One page for the partner.
        Summary = "summary",
        /// Half a page for the programme office.
        Report = "report",
        /// Everything, for oneself.
        Archive = "archive",
        /// What one has done as a mentor or mentee; nothing of the partners.
        Record = "record",
        /// What was learned and may be told on.
        KnowHow = "know-how",
    }
}

impl Paper {
    /// For whom it is meant.
    pub fn audience(self) -> Audience {
        match self {
            Self::Summary => Audience::Partner,
            Self::Report => Audience::Office,
            Self::Archive | Self::Record | Self::KnowHow => Audience::Me,
        }
    }

    /// Whether it is for oneself, and may be about several pairs.
    /// Who reads what is written for it.
    pub fn readers(self) -> Readers {
        match self.audience() {
            Audience::Partner => Readers::Partner,
            Audience::Office => Readers::Programme,
            Audience::Me => Readers::Me,
        }
    }

    pub fn is_own(self) -> bool {
        self.audience() == Audience::Me
    }

    /// What is written for this audience unless somebody says otherwise.
    pub fn of(audience: Audience) -> Self {
        match audience {
            Audience::Partner => Self::Summary,
            Audience::Office => Self::Report,
            Audience::Me => Self::Archive,
        }
    }
}

keyed_enum! {
    pub enum Format {
        Md = "md",
        Txt = "txt",
        Html = "html",
        Docx = "docx",
        Json = "json",
    }
}

keyed_enum! {
    /// Why a line stays here.
    pub enum Stay {
        /// Only the person at the desk may see it.
        Private = "private",
        /// The partner may see it, the office may not.
        Partner = "partner",
        /// A view or a doubt: never for anybody else, unless this one line is picked.
        Reading = "reading",
        /// The office gets one's own learnings at most, if it was agreed.
        NotForOffice = "not-for-office",
        /// It is sealed: nothing of it leaves, whoever has the key.
        Sealed = "sealed",
        /// Somebody took it out of this summary.
        Chosen = "chosen",
    }
}

keyed_enum! {
    /// What becomes of a third person's name in one summary.
    pub enum Naming {
        Kept = "kept",
        Alias = "alias",
        Dropped = "dropped",
    }
}

impl Naming {
    pub fn next(self) -> Self {
        match self {
            Self::Kept => Self::Alias,
            Self::Alias => Self::Dropped,
            Self::Dropped => Self::Kept,
        }
    }
}

keyed_enum! {
    /// What a pair has decided about going on; told to the office without a reason.
    pub enum Decision {
        Continue = "continue",
        Adjust = "adjust",
        Extend = "extend",
        Shorten = "shorten",
        Pause = "pause",
        ChangePartner = "change_partner",
        Finish = "finish",
    }
}

/// Which sessions it is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The newest session that was held.
    #[default]
    LastHeld,
    Session(SessionId),
    /// From day to day, both included; `None` is open.
    Period(Option<NaiveDate>, Option<NaiveDate>),
    /// What is new or has changed since this paper was last given away.
    SinceLast,
}

/// What of the contents the office is to get, beside dates and counts. Each also needs the partner's yes and the
/// visibility *programme*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfficeParts {
    pub themes: bool,
    pub goals: bool,
    pub learnings: bool,
}

/// Who writes papers, as they want to stand in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    /// A department, a school.
    pub unit: String,
}

impl Author {
    /// Nobody has said who writes.
    pub fn is_unknown(&self) -> bool {
        self.name.trim().is_empty()
    }
}

/// What somebody wants to give away.
#[derive(Clone, PartialEq)]
pub struct Wish {
    pub paper: Paper,
    /// Who writes it; empty where nobody has said so.
    pub author: Author,
    /// `None`: every pair, for papers that are one's own.
    pub pair: Option<PairId>,
    pub scope: Scope,
    pub format: Format,
    pub parts: OfficeParts,
    pub decision: Option<Decision>,
    /// Written fresh, for the end of the paper.
    pub comment: String,
    /// Whoever wrote it has it before their eyes, in the paper, before that leaves: words of a line of their own are meant.
    pub comment_meant: bool,
    /// Single lines taken in or left out, for this once.
    pub lines: BTreeMap<EntryId, bool>,
    /// What becomes of names, for this once.
    pub names: BTreeMap<String, Naming>,
}

impl std::fmt::Debug for Wish {
    /// Without the remark: what somebody writes reaches no log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wish").field("paper", &self.paper).field("scope", &self.scope).finish_non_exhaustive()
    }
}

impl Wish {
    pub fn new(paper: Paper, pair: Option<PairId>, scope: Scope) -> Self {
        Self {
            paper,
            author: Author::default(),
            pair,
            scope,
            format: Format::Md,
            parts: OfficeParts::default(),
            decision: None,
            comment: String::new(),
            comment_meant: false,
            lines: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }
}

/// A line that could be in it, and whether it is.
#[derive(Clone, PartialEq)]
pub struct LineOffer {
    pub id: EntryId,
    /// When its session was; `None` for one caught in between.
    pub at: Option<Moment>,
    pub kind: EntryKind,
    pub owner: Owner,
    pub visibility: Visibility,
    /// Its first line, without marker.
    pub text: String,
    /// `None`: it is in.
    pub stays: Option<Stay>,
}

/// A third person whose name stands in what is to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameOffer {
    pub name: String,
    pub naming: Naming,
    /// What stands there instead, unless the name is kept.
    pub instead: String,
}

/// A paper before it leaves: the real file, what is in it, and what stays.
#[derive(Clone, PartialEq)]
pub struct Offer {
    pub wish: Wish,
    /// The session that it is about, if it is one.
    pub session: Option<SessionId>,
    /// A proposal for the file's name: what it is and the day, no names.
    pub file_name: String,
    /// The file to read; of a format that is no text, its contents as text.
    pub preview: String,
    pub file: Vec<u8>,
    /// SHA-256 of the file, in hexadecimal.
    pub hash: String,
    pub lines: Vec<LineOffer>,
    pub names: Vec<NameOffer>,
    /// Names of the wish that nobody in it answers to.
    pub nobody: Vec<String>,
    /// When the same paper was last given away.
    pub last: Option<Moment>,
    /// It is about what has changed since then, and nothing has.
    pub unchanged: bool,
    /// The day on which the partner agreed that contents go into the report.
    pub report_agreed: Option<NaiveDate>,
}

impl Offer {
    /// What the log is to remember of it when it leaves.
    pub fn logged(&self) -> NewShare {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        NewShare {
            pair: self.wish.pair,
            paper: self.wish.paper,
            format: self.wish.format,
            shared: count(self.shared()),
            kept: count(self.staying()),
            hash: self.hash.clone(),
            arrived: true,
        }
    }

    /// How many lines are in it.
    pub fn shared(&self) -> usize {
        self.lines.iter().filter(|line| line.stays.is_none()).count()
    }

    /// How many lines stay.
    pub fn staying(&self) -> usize {
        self.lines.len() - self.shared()
    }

    /// How many lines stay, by reason.
    pub fn kept(&self) -> Vec<(Stay, usize)> {
        let of = |why: Stay| self.lines.iter().filter(|line| line.stays == Some(why)).count();
        Stay::ALL.iter().map(|why| (*why, of(*why))).filter(|(_, n)| *n > 0).collect()
    }
}

/// That something is given away now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewShare {
    pub pair: Option<PairId>,
    pub paper: Paper,
    pub format: Format,
    pub shared: u32,
    pub kept: u32,
    pub hash: String,
    /// It stands somewhere now. What was handed to the clipboard of a terminal may still have got lost.
    pub arrived: bool,
}

/// One thing that was given away: what the log remembers of it. Never what stood in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub id: ShareId,
    pub rev: i64,
    /// `None`: it was about every pair.
    pub pair: Option<PairId>,
    pub at: Moment,
    pub paper: Paper,
    pub format: Format,
    /// Lines that were in it.
    pub shared: u32,
    /// Lines that stayed.
    pub kept: u32,
    /// SHA-256 of the file, in hexadecimal.
    pub hash: String,
    /// What was given away is known to have arrived, as far as this program can tell; what was only handed over does not
    /// count when the next paper tells what has changed.
    pub arrived: bool,
}
