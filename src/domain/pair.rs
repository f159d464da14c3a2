//! A pair: two people, what brings them together, and how often they mean to meet.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
use serde::{Deserialize, Serialize};

use super::ids::PairId;
use super::keyed_enum;
use super::moment::{Cadence, Moment};

keyed_enum! {
    /// Which part the person at the desk plays. In a mutual or peer pair it is usually both.
    pub enum Role {
        Mentor = "mentor",
        Mentee = "mentee",
        Both = "both",
    }
}

keyed_enum! {
    /// Who mainly learns from whom; it can change midway without rewriting history.
    pub enum Direction {
        Mutual = "mutual",
        Traditional = "traditional",
        Reverse = "reverse",
        Peer = "peer",
    }
}

keyed_enum! {
    pub enum PairStatus {
        Candidate = "candidate",
        Setup = "setup",
        Active = "active",
        Paused = "paused",
        Ended = "ended",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    pub id: PairId,
    pub rev: i64,
    /// The partner's name as people say it.
    pub name: String,
    /// How the name is read (furigana), for sorting and for finding it while typing kana.
    pub reading: Option<String>,
    /// A short name for the command line and for summaries that hide names.
    pub alias: Option<String>,
    pub role: Role,
    pub direction: Direction,
    /// One sentence on why these two meet. May be empty until it is known.
    pub purpose: String,
    /// What the pair is for: career, data skills, leading a team for the first time.
    pub area: Option<String>,
    pub status: PairStatus,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub every: Option<Cadence>,
    /// With status paused: silent until this day, or until resumed by hand.
    pub paused_until: Option<NaiveDate>,
    /// The day on which the partner agreed that contents may go into the programme's report.
    pub report_agreed: Option<NaiveDate>,
    /// What stands behind the name in Japanese papers, 「様」, say; `None`: what is usual, empty: nothing.
    pub address: Option<String>,
    /// Unix milliseconds.
    pub created: i64,
    /// Unix milliseconds.
    pub updated: i64,
    /// Unix milliseconds since when it lies in the bin.
    pub deleted: Option<i64>,
}

impl Pair {
    /// The pair as it is on a day: a pause until then is over.
    pub fn as_of(self, today: NaiveDate) -> Self {
        match self.paused_until.filter(|until| self.status == PairStatus::Paused && *until <= today) {
            Some(_) => Self { status: PairStatus::Active, paused_until: None, ..self },
            None => self,
        }
    }

    /// When the pair's rhythm has the next session after the one at `last`: at the same time of day, to the quarter of
    /// an hour, and on a working day if that one was. `None` without a rhythm, and where that day is not ahead: nobody
    /// can plan for it any more.
    pub fn next_after(&self, last: Moment, now: Moment) -> Option<NaiveDateTime> {
        let day = self.every?.after(last.date_naive())?;
        let day = if is_weekend(last.date_naive()) { day } else { nearest_working_day(day) };
        (day > now.date_naive()).then(|| day.and_time(to_the_quarter(last.time())))
    }
}

/// A form of address as somebody types it: nothing for what is usual, `none` or 「なし」 for the name alone.
pub fn form_of_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let none = ["none", "なし", "無し", "無"].iter().any(|word| typed.eq_ignore_ascii_case(word));
    match typed {
        "" => None,
        _ if none => Some(String::new()),
        form => Some(form.to_owned()),
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Saturday gives way to Friday, Sunday to Monday.
fn nearest_working_day(day: NaiveDate) -> NaiveDate {
    let near = match day.weekday() {
        Weekday::Sat => day.pred_opt(),
        Weekday::Sun => day.succ_opt(),
        _ => None,
    };
    near.unwrap_or(day)
}

/// A session that began at 15:03 was meant for 15:00. Within its day.
fn to_the_quarter(time: NaiveTime) -> NaiveTime {
    let quarters = ((time.num_seconds_from_midnight() + 450) / 900).min(95);
    NaiveTime::from_num_seconds_from_midnight_opt(quarters * 900, 0).unwrap_or(time)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    #[test]
    fn the_rhythm_goes_on_at_the_same_time_of_day_and_never_into_the_past() {
        let at = |text: &str| Moment::parse_from_rfc3339(&format!("{text}:00+09:00")).unwrap();
        let cases = [
            ("2w", "2026-11-21T15:30", "2026-11-21T16:00", Some("2026-12-05 15:30:00")),
            // Month ends stay inside their month, leap days too.
            ("1m", "2027-01-31T10:00", "2027-01-31T11:00", Some("2027-02-28 10:00:00")),
            // Working days stay working days, weekends may be weekends.
            ("1m", "2026-11-27T15:03", "2026-11-27T16:00", Some("2026-12-28 15:00:00")),
            ("1m", "2026-11-26T14:53", "2026-11-27T16:00", Some("2026-12-25 15:00:00")),
            ("1w", "2026-11-21T23:59", "2026-11-22T00:30", Some("2026-11-28 23:45:00")),
            ("1m", "2028-01-31T10:00", "2028-01-31T11:00", Some("2028-02-29 10:00:00")),
            ("12m", "2028-02-29T10:00", "2028-03-01T09:00", Some("2029-02-28 10:00:00")),
            ("3m", "2026-11-30T10:00", "2026-12-01T09:00", Some("2027-03-01 10:00:00")),
            // The day before it may still be planned for; on the day itself it is too late to propose it.
            ("7d", "2026-11-14T15:00", "2026-11-20T23:59", Some("2026-11-21 15:00:00")),
            ("7d", "2026-11-14T15:00", "2026-11-21T00:00", None),
            ("1w", "2026-09-01T15:00", "2026-11-21T10:00", None),
        ];
        for (every, last, now, expected) in cases {
            let pair = Pair { every: Cadence::parse(every), ..pair() };
            let next = pair.next_after(at(last), at(now)).map(|next| next.to_string());
            assert_eq!(next.as_deref(), expected, "{every} after {last}, on {now}");
        }
        assert_eq!(pair().next_after(at("2026-11-21T15:00"), at("2026-11-21T16:00")), None, "no rhythm, no proposal");
    }

    /// A mutual pair with the defaults of a new one.
    pub fn pair() -> Pair {
        Pair {
            id: PairId(uuid::Uuid::from_u128(1)),
            rev: 1,
            name: "Naoko".into(),
            reading: None,
            alias: None,
            role: Role::Both,
            direction: Direction::Mutual,
            purpose: String::new(),
            area: None,
            status: PairStatus::Active,
            from: None,
            until: None,
            every: None,
            paused_until: None,
            report_agreed: None,
            address: None,
            created: 0,
            updated: 0,
            deleted: None,
        }
    }
}
