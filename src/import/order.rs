//! Which number of `03/08/2019` is the month: judged over the whole source, since one hand wrote it.

use chrono::{Datelike, NaiveDate};

use super::stamp::{self, Order};
use super::{Broken, Entries, Why};

/// The dates of a source that are written in figures with the year last.
#[derive(Default)]
struct Evidence {
    day_first: bool,
    month_first: bool,
    last: Option<[(i32, u32, u32); 2]>,
    /// How often the dates go back in time if the month, or the day, comes first.
    back: [u64; 2],
    /// The first that reads either way, with its place.
    either: Option<(String, String)>,
}

impl Evidence {
    fn add(&mut self, place: &str, date: &str) {
        let Some((first, second)) = stamp::either_way(date) else { return };
        match (first > 12, second > 12) {
            (true, _) => self.day_first = true,
            (false, true) => self.month_first = true,
            (false, false) => {
                let year = stamp::stamp(date, Order::Mdy).map_or(0, |stamp| stamp.date.year());
                let now = [(year, first, second), (year, second, first)];
                if let Some(last) = self.last.replace(now) {
                    for (back, (last, now)) in self.back.iter_mut().zip(last.into_iter().zip(now)) {
                        *back += u64::from(now < last);
                    }
                }
                if first != second && self.either.is_none() {
                    self.either = Some((place.to_owned(), date.to_owned()));
                }
            }
        }
    }

    /// # Errors
    /// Nothing decides it: both readings are named.
    fn order(self) -> Result<Order, Broken> {
        let Some((place, date)) = self.either else { return Ok(Order::Mdy) };
        match (self.day_first, self.month_first) {
            (true, false) => return Ok(Order::Dmy),
            (false, true) => return Ok(Order::Mdy),
            // The entries follow each other in time, if one reading says so.
            (false, false) if self.back[1] < self.back[0] => return Ok(Order::Dmy),
            (false, false) if self.back[0] < self.back[1] => return Ok(Order::Mdy),
            _ => {}
        }
        let read = |order| stamp::stamp(&date, order).map_or(NaiveDate::MIN, |stamp| stamp.date);
        let why = Why::EitherWay { day_first: read(Order::Dmy), month_first: read(Order::Mdy), date };
        Err(Broken::new(place, why))
    }
}

/// Goes through a source to see in which order it writes its dates.
pub(super) fn judge(mut source: Box<dyn Entries + Send>) -> Result<Order, Broken> {
    let mut evidence = Evidence::default();
    while let Some(read) = source.next() {
        if let Ok(draft) = read
            && let Some(date) = &draft.figures
        {
            evidence.add(&draft.place, date);
        }
    }
    evidence.order()
}
