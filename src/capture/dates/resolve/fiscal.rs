//! Fiscal years, their halves and quarters.

use chrono::{Datelike, NaiveDate};

use super::super::lexicon::Piece;
use super::super::parts::{FiscalPart, YearPart};
use super::calendar::{Period, Seen, add_months};
use crate::domain::DateTrouble;

impl Seen {
    /// A fiscal year or a part of one, or a piece of either. Without a year it is the nearest one that has its end
    /// (looking back: its beginning) where we look.
    pub(super) fn fiscal(
        &self,
        year: Option<FiscalPart>,
        part: Option<FiscalPart>,
        piece: Option<Piece>,
    ) -> Result<Option<Period>, DateTrouble> {
        let starts = match year.or(part) {
            Some(
                FiscalPart::AnyYear { starts }
                | FiscalPart::RelativeYear { starts, .. }
                | FiscalPart::NamedYear { starts, .. }
                | FiscalPart::Nth { starts, .. }
                | FiscalPart::Relative { starts, .. },
            ) => starts,
            None => return Err(DateTrouble::Unknown),
        };
        let this_year = self.base.year() - i32::from(self.base.month() < starts);
        let begins = |year: i32| NaiveDate::from_ymd_opt(year, starts, 1);
        let in_year = |year: i32| -> Option<Period> {
            let (after, months) = match part {
                Some(FiscalPart::Nth { nth, months, .. }) => ((nth - 1) * months, months),
                _ => (0, 12),
            };
            piece_of(add_months(begins(year)?, after.into())?, months, piece)
        };
        match (year, part) {
            (Some(FiscalPart::RelativeYear { years, .. }), None | Some(FiscalPart::Nth { .. })) => {
                Ok(i32::try_from(years).ok().and_then(|years| this_year.checked_add(years)).and_then(in_year))
            }
            (Some(FiscalPart::NamedYear { year, .. }), None | Some(FiscalPart::Nth { .. })) => Ok(in_year(year)),
            (None | Some(FiscalPart::AnyYear { .. }), None | Some(FiscalPart::Nth { .. })) => {
                // The running year comes first, from January to March as well: 年度末 in February is that of this March.
                Ok(self.nearest_period_from(this_year, in_year))
            }
            (None, Some(FiscalPart::Relative { count, months, .. })) => {
                let Some(first) = begins(this_year) else { return Ok(None) };
                let passed = (self.base.month() + 12 - starts) % 12 / months;
                let distance = i64::from(months).checked_mul(count.saturating_add(passed.into()));
                let begins = distance.and_then(|months| add_months(first, months));
                Ok(begins.and_then(|first| piece_of(first, months, piece)))
            }
            _ => Err(DateTrouble::Unknown),
        }
    }

    /// "Q3 2026", 2026年第3四半期. Where the fiscal year does not begin in January, it could be two of them.
    pub(super) fn fiscal_in_year(
        &self,
        year: YearPart,
        part: Option<FiscalPart>,
        piece: Option<Piece>,
    ) -> Result<Option<Period>, DateTrouble> {
        match part {
            Some(FiscalPart::Nth { starts: 1, .. }) => {
                let Some(year) = self.year_of(year) else { return Ok(None) };
                self.fiscal(Some(FiscalPart::NamedYear { year, starts: 1 }), part, piece)
            }
            _ => Err(DateTrouble::Unknown),
        }
    }
}

/// The period of `months` months from `first` on, or a piece of it. Only its ends have a day of their own.
fn piece_of(first: NaiveDate, months: u32, piece: Option<Piece>) -> Option<Period> {
    let last = add_months(first, months.into())?.pred_opt()?;
    Some(match piece {
        None | Some(Piece::Whole) => Period::days(first, last),
        Some(Piece::Start) => Period::day_of(first),
        Some(Piece::End) => Period::day_of(last),
        Some(Piece::FirstHalf) => Period::days(first, add_months(first, i64::from(months / 2))?.pred_opt()?),
        Some(Piece::SecondHalf) => Period::days(add_months(first, i64::from(months / 2))?, last),
        Some(Piece::Early | Piece::Mid | Piece::Late | Piece::Middle) => return None,
    })
}
