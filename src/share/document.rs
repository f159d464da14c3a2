//! Choosing: from a note to the document that may leave.

use chrono::NaiveDate;

use crate::capture;
use crate::domain::entry::{Entry, EntryKind, Visibility};
use crate::domain::session::Mode;
use crate::domain::views::Note;
use crate::domain::{Moment, Owner};

/// What a partner is sent after a session. It holds no ids, no edit times and no trace of what was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub partner: String,
    pub at: Moment,
    pub minutes: Option<u32>,
    pub mode: Option<Mode>,
    pub theme: String,
    pub decided: Vec<String>,
    /// What the sender will do.
    pub mine: Vec<Promise>,
    pub theirs: Vec<Promise>,
    pub ours: Vec<Promise>,
    pub learnings: Vec<String>,
    /// Everything else that may be shared, by kind in the order of the kinds.
    pub more: Vec<Section>,
    pub next: Option<Moment>,
    pub thanks: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    pub text: String,
    pub due: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub kind: EntryKind,
    pub lines: Vec<String>,
}

/// The document for the partner: of every field of a note somebody has decided here that it may leave, and only lines
/// that may be seen by the partner get in.
pub fn choose(partner: &str, note: &Note) -> Document {
    let session = &note.row.session;
    let mut document = Document {
        partner: partner.to_owned(),
        at: session.at,
        minutes: session.minutes,
        mode: session.mode,
        theme: session.theme.clone(),
        decided: Vec::new(),
        mine: Vec::new(),
        theirs: Vec::new(),
        ours: Vec::new(),
        learnings: Vec::new(),
        more: Vec::new(),
        next: note.row.next_at,
        thanks: Vec::new(),
    };
    note.entries.iter().filter(|e| e.visibility >= Visibility::Partner).for_each(|e| document.take(e));
    document.more.sort_by_key(|s| s.kind);
    document
}

impl Document {
    fn take(&mut self, entry: &Entry) {
        let text = capture::body(&entry.raw).into_owned();
        if text.trim().is_empty() {
            return;
        }
        match entry.kind {
            EntryKind::Decision => self.decided.push(text),
            EntryKind::Action => {
                let promises = match entry.owner {
                    Owner::Me => &mut self.mine,
                    Owner::Partner => &mut self.theirs,
                    Owner::Both => &mut self.ours,
                };
                promises.push(Promise { text, due: entry.due });
            }
            EntryKind::Learning => self.learnings.push(text),
            EntryKind::Thanks => self.thanks.push(text),
            kind => match self.more.iter_mut().find(|s| s.kind == kind) {
                Some(section) => section.lines.push(text),
                None => self.more.push(Section { kind, lines: vec![text] }),
            },
        }
    }
}
