//! Dates for a calendar program: planned sessions, and the days on which terms end and one looks back.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Journal, SessionFilter};
use crate::domain::ids::PairId;
use crate::domain::pair::PairStatus;
use crate::domain::session::SessionStatus;
use crate::i18n::Lang;
use crate::problem::Result;
use crate::share::calendar::{Event, Starts, calendar};
use crate::text;

/// How long a planned session is in a calendar where neither it nor its pair's habit tells, in minutes.
const USUAL: u32 = 60;

/// A calendar, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates {
    pub file: String,
    pub sessions: usize,
    /// Days on which a term ends.
    pub reviews: usize,
}

impl Journal {
    /// What is still to come, of one pair or of all that are not over, as iCalendar. Titles are neutral unless `names`.
    pub fn dates(&self, pair: Option<PairId>, names: bool, lang: Lang) -> Result<Dates> {
        self.fit_to_give()?;
        let today = self.clock.today();
        let views =
            self.pairs()?.into_iter().filter(|v| pair.map_or(v.pair.status != PairStatus::Ended, |p| v.pair.id == p));
        let (mut events, mut reviews) = (Vec::new(), 0);
        for view in views {
            let title = |id: &str| match names {
                true => {
                    let name = lang.addressed(&view.pair.name, view.pair.address.as_deref());
                    lang.fill(&format!("{id}-with"), [("name", name.into())])
                }
                false => lang.t(id).into_owned(),
            };
            let planned = SessionFilter {
                pair: Some(view.pair.id),
                since: Some(self.clock.start_of(today).timestamp_millis()),
                status: Some(SessionStatus::Planned),
                ..SessionFilter::default()
            };
            let usual = self.proposal(view.pair.id)?.minutes.unwrap_or(USUAL);
            for row in self.sessions(&planned)?.into_iter().rev() {
                let session = row.session;
                let starts = Starts::At { at: session.at, minutes: session.minutes.unwrap_or(usual) };
                events.push(Event { uid: uid("session", session.id.0), title: title("calendar-session"), starts });
            }
            if let Some(day) = view.pair.until.filter(|day| *day >= today) {
                let uid = uid("review", view.pair.id.0);
                events.push(Event { uid, title: title("calendar-review"), starts: Starts::Day(day) });
                reviews += 1;
            }
        }
        let sessions = events.len() - reviews;
        Ok(Dates { file: calendar(&events, self.clock.now(), lang), sessions, reviews })
    }
}

/// The same date is the same event the next time, and nothing of the journal can be read from its name.
fn uid(what: &str, id: Uuid) -> String {
    let digest =
        Sha256::new().chain_update("tomoni calendar ").chain_update(what).chain_update(id.as_bytes()).finalize();
    format!("{}@tomoni", text::hex(&digest[..16]))
}
