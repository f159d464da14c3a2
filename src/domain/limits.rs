//! How far words may reach: what was said about the lines that they come from.

use super::entry::{Entry, EntryKind, Visibility};

/// A set of limits, one for each line that words were taken from. It travels with the words; a line that takes them in
/// reaches no further than the narrowest of them. The empty set limits nothing.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Limits(u8);

impl Limits {
    pub const NONE: Self = Self(0);
    /// The words are sealed.
    pub const SEALED: Self = Self(1);
    /// Only the person at the desk may see them: somebody chose so, or wrote them down as a reading.
    pub const ONLY_ME_CHOSEN: Self = Self(1 << 1);
    /// Only the person at the desk may see them, by what their line is.
    pub const ONLY_ME: Self = Self(1 << 2);
    /// The partner may see them, the programme may not.
    pub const PARTNER: Self = Self(1 << 3);
    /// The words come from outside the program: only the journal can tell whose they were.
    pub const OUTSIDE: Self = Self(1 << 4);

    /// What a line demands of every line that takes in words of it.
    pub fn of(entry: &Entry) -> Self {
        let seal = if entry.raw.is_sealed() { Self::SEALED } else { Self::NONE };
        let reach = match entry.visibility {
            // A reading is for nobody else, whoever may read this one.
            _ if entry.kind == EntryKind::Reading => Self::ONLY_ME_CHOSEN,
            Visibility::Private if entry.visibility_chosen => Self::ONLY_ME_CHOSEN,
            Visibility::Private => Self::ONLY_ME,
            Visibility::Partner => Self::PARTNER,
            Visibility::Programme => Self::NONE,
        };
        seal.and(reach)
    }

    /// Both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What of this set is not in the other one.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub fn holds(self, other: Self) -> bool {
        other.without(self) == Self::NONE
    }

    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// Whether words of a sealed line are among them.
    pub fn seals(self) -> bool {
        self.holds(Self::SEALED)
    }

    /// Whether there are words among them of which only the journal can tell whose they were.
    pub fn is_outside(self) -> bool {
        self.holds(Self::OUTSIDE)
    }

    /// Who may see the words at most.
    pub fn widest(self) -> Visibility {
        if self.holds(Self::ONLY_ME) || self.holds(Self::ONLY_ME_CHOSEN) {
            Visibility::Private
        } else if self.holds(Self::PARTNER) {
            Visibility::Partner
        } else {
            Visibility::Programme
        }
    }

    /// Narrows who may see a line that takes in such words. What somebody chose to be seen by nobody else stays so
    /// whatever the line becomes.
    pub fn narrow(self, entry: &mut Entry) {
        let widest = self.widest();
        if entry.visibility > widest || self.holds(Self::ONLY_ME_CHOSEN) {
            (entry.visibility, entry.visibility_chosen) = (widest, true);
        }
    }

    /// As bits for whoever carries it without knowing what it means; back with [`Self::from_bits`].
    pub fn bits(self) -> u8 {
        self.0
    }

    pub fn from_bits(bits: u8) -> Self {
        let known = [Self::SEALED, Self::ONLY_ME_CHOSEN, Self::ONLY_ME, Self::PARTNER, Self::OUTSIDE];
        Self(bits & known.into_iter().fold(Self::NONE, Self::and).0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::tests::entry;
    use super::*;

    fn line(kind: EntryKind, visibility: Visibility, chosen: bool) -> Entry {
        Entry { kind, visibility, visibility_chosen: chosen, ..entry("! words\n") }
    }

    #[test]
    fn a_line_is_never_wider_than_what_it_takes_in() {
        for source in Visibility::ALL {
            for target in Visibility::ALL {
                for chosen in [false, true] {
                    let mut taking = line(EntryKind::Action, *target, true);
                    Limits::of(&line(EntryKind::Fact, *source, chosen)).narrow(&mut taking);
                    assert_eq!(taking.visibility, (*source).min(*target), "{source:?} into {target:?}");
                }
            }
        }
    }

    #[test]
    fn what_was_chosen_to_be_ones_own_stays_so_whatever_the_line_becomes() {
        let mut half = line(EntryKind::Fact, Visibility::Private, false);
        Limits::of(&line(EntryKind::Fact, Visibility::Private, false)).narrow(&mut half);
        assert!(!half.visibility_chosen, "a marker may still make a promise of it");
        for own in
            [line(EntryKind::Fact, Visibility::Private, true), line(EntryKind::Reading, Visibility::Partner, true)]
        {
            let mut half = line(EntryKind::Fact, Visibility::Private, false);
            Limits::of(&own).narrow(&mut half);
            assert!(half.visibility_chosen && half.visibility == Visibility::Private);
        }
    }

    #[test]
    fn bits_come_back() {
        for bits in 0..32 {
            assert_eq!(Limits::from_bits(bits).bits(), bits);
        }
        assert_eq!(Limits::from_bits(0xe0), Limits::NONE);
    }
}
