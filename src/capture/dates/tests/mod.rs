mod days;
mod moments;
mod refusals;
mod table;

use chrono::{NaiveDate, NaiveDateTime};

use super::{DateError, Look, ParsedMoment};
use crate::domain::DateRules;

fn parse_date(text: &str, base: NaiveDate, look: Look) -> Result<NaiveDate, DateError> {
    super::parse_date(text, base, look, DateRules::default())
}

fn parse_datetime(text: &str, base: NaiveDateTime, look: Look) -> Result<ParsedMoment, DateError> {
    super::parse_datetime(text, base, look, DateRules::default())
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A Saturday.
const BASE: &str = "2026-11-21";

fn base_moment() -> NaiveDateTime {
    day(BASE).and_hms_opt(10, 0, 0).expect("a time")
}
