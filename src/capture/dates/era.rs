//! The Japanese eras of the modern calendar.

use chrono::{Datelike, NaiveDate};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Era {
    Meiji,
    Taisho,
    Showa,
    Heisei,
    Reiwa,
}

impl Era {
    /// The era of the letter in short dates such as R8.11.28.
    pub(super) fn of_letter(letter: char) -> Option<Self> {
        match letter {
            'm' => Some(Self::Meiji),
            't' => Some(Self::Taisho),
            's' => Some(Self::Showa),
            'h' => Some(Self::Heisei),
            'r' => Some(Self::Reiwa),
            _ => None,
        }
    }

    /// The year of the calendar in which year `number` (1 and up) of the era falls.
    pub(super) fn year(self, number: u32) -> Option<i32> {
        let before_first = i32::try_from(number).ok()?.checked_sub(1).filter(|count| *count >= 0)?;
        self.first_day().0.checked_add(before_first)
    }

    /// Whether a day lies in the era: 平成31年5月1日 does not exist.
    pub(super) fn contains(self, day: NaiveDate) -> bool {
        let day = (day.year(), day.month(), day.day());
        day >= self.first_day() && self.successor().is_none_or(|next| day < next.first_day())
    }

    /// Year, month and day.
    fn first_day(self) -> (i32, u32, u32) {
        match self {
            Self::Meiji => (1868, 1, 25),
            Self::Taisho => (1912, 7, 30),
            Self::Showa => (1926, 12, 25),
            Self::Heisei => (1989, 1, 8),
            Self::Reiwa => (2019, 5, 1),
        }
    }

    fn successor(self) -> Option<Self> {
        match self {
            Self::Meiji => Some(Self::Taisho),
            Self::Taisho => Some(Self::Showa),
            Self::Showa => Some(Self::Heisei),
            Self::Heisei => Some(Self::Reiwa),
            Self::Reiwa => None,
        }
    }
}
