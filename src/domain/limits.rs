//! How far words may reach: what was said about the lines that they come from.

use chrono::NaiveDate;

use super::Owner;
use super::entry::{Entry, EntryKind, Reach, Visibility};

/// What the person chose by hand about a line, besides who may see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Whose it is.
    pub owner: Option<Owner>,
    /// When it is due; the inner `None`: never.
    pub due: Option<Option<NaiveDate>>,
    /// It is due at the pair's next session.
    pub next_time: bool,
}

impl Chosen {
    pub fn of(entry: &Entry) -> Self {
        let (owner, due) = (entry.owner_chosen.then_some(entry.owner), entry.due_chosen.then_some(entry.due));
        Self { owner, due, next_time: entry.is_due_next_time() }
    }

    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Gives a line these choices, except where the person has chosen something else for that very line.
    pub fn give(self, entry: &mut Entry) {
        if let Some(owner) = self.owner.filter(|_| !entry.owner_chosen) {
            (entry.owner, entry.owner_chosen) = (owner, true);
        }
        if let Some(due) = self.due.filter(|_| !entry.due_chosen) {
            entry.choose_due(due);
            if self.next_time {
                entry.choose_next_time();
            }
        }
    }
}

/// Who reads the words of a text field once they are kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Readers {
    /// The words are read as a date, a number, a key or a search, and are not stored.
    NotStored,
    /// They become part of a line, which reaches no further than they may.
    Line,
    /// The person at the desk. The words are stored unsealed.
    Me,
    /// The partner, in a paper or on a shared screen. The words are stored unsealed.
    Partner,
    /// The programme's office. The words are stored unsealed.
    Programme,
}

/// Why words may not be kept in a field as they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Objection {
    /// They are sealed, and the field is not.
    Sealed,
    /// Only the person at the desk may see them, but the partner sees the field.
    OnlyMe,
    /// The same, but the programme's office sees the field.
    OnlyMeForOffice,
    /// The partner may see them, but the programme's office sees the field, too.
    PartnerForOffice,
}

impl Reach {
    /// Who reads what reaches so far.
    pub fn readers(self) -> Readers {
        match self {
            Self::Partner => Readers::Partner,
            Self::Programme => Readers::Programme,
        }
    }
}

impl Visibility {
    /// Who reads what may be seen so far.
    pub fn readers(self) -> Readers {
        match self {
            Self::Private => Readers::Me,
            Self::Partner => Readers::Partner,
            Self::Programme => Readers::Programme,
        }
    }
}

impl Objection {
    pub const ALL: [Self; 4] = [Self::Sealed, Self::OnlyMe, Self::OnlyMeForOffice, Self::PartnerForOffice];

    /// Whether the person may say that they want it nevertheless. Sealed words are never stored unsealed.
    pub fn can_be_overruled(self) -> bool {
        match self {
            Self::Sealed => false,
            Self::OnlyMe | Self::OnlyMeForOffice | Self::PartnerForOffice => true,
        }
    }
}

impl Readers {
    /// What speaks against keeping words with these limits in a field with these readers.
    pub fn objection(self, limits: Limits) -> Option<Objection> {
        let kept = match self {
            Self::NotStored | Self::Line => return None,
            Self::Me | Self::Partner | Self::Programme => self,
        };
        if limits.seals() {
            return Some(Objection::Sealed);
        }
        match (kept, limits.widest()) {
            (Self::Me | Self::NotStored | Self::Line, _) => None,
            (Self::Partner, Visibility::Partner | Visibility::Programme) => None,
            (Self::Partner, Visibility::Private) => Some(Objection::OnlyMe),
            (Self::Programme, Visibility::Programme) => None,
            (Self::Programme, Visibility::Partner) => Some(Objection::PartnerForOffice),
            (Self::Programme, Visibility::Private) => Some(Objection::OnlyMeForOffice),
        }
    }

    /// Whether words are stored in the field itself.
    pub fn keeps_words(self) -> bool {
        match self {
            Self::NotStored | Self::Line => false,
            Self::Me | Self::Partner | Self::Programme => true,
        }
    }
}

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

    /// Somebody has chosen by hand whose their line is, or when it is due. This limits nothing: it says that a line which is
    /// made of the words is to have the same.
    pub const CHOSEN: Self = Self(1 << 5);

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
        let chosen = if Chosen::of(entry).is_none() { Self::NONE } else { Self::CHOSEN };
        seal.and(reach).and(chosen)
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

    /// Whether words with these limits reach less far than words with the others.
    pub fn is_narrower_than(self, other: Self) -> bool {
        self.widest() < other.widest() || self.seals() && !other.seals()
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
        let known = [Self::SEALED, Self::ONLY_ME_CHOSEN, Self::ONLY_ME, Self::PARTNER, Self::OUTSIDE, Self::CHOSEN];
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
    fn a_field_takes_no_words_that_its_readers_may_not_see() {
        use Objection::{OnlyMe, OnlyMeForOffice, PartnerForOffice, Sealed};
        use Readers::{Line, Me, NotStored, Partner, Programme};
        let table = [
            (Limits::NONE, [None, None, None]),
            (Limits::PARTNER, [None, None, Some(PartnerForOffice)]),
            (Limits::ONLY_ME, [None, Some(OnlyMe), Some(OnlyMeForOffice)]),
            (Limits::ONLY_ME_CHOSEN, [None, Some(OnlyMe), Some(OnlyMeForOffice)]),
            (Limits::SEALED, [Some(Sealed), Some(Sealed), Some(Sealed)]),
            (Limits::OUTSIDE, [None, None, None]),
        ];
        for (limits, objections) in table {
            assert_eq!([Me, Partner, Programme].map(|readers| readers.objection(limits)), objections, "{limits:?}");
            assert_eq!([NotStored, Line].map(|readers| readers.objection(limits)), [None, None], "{limits:?}");
        }
    }

    #[test]
    fn next_time_chosen_by_hand_goes_with_the_words_and_a_day_takes_its_place() {
        let mut source = Entry { due_phrase: Some("by fri".to_owned()), ..entry("! send it by fri\n") };
        source.choose_next_time();
        assert!(source.is_due_next_time() && source.due_words() == Some("by fri"));
        let mut taking = line(EntryKind::Action, Visibility::Partner, false);
        Chosen::of(&source).give(&mut taking);
        assert!(taking.is_due_next_time() && taking.due_words().is_none());
        let day = NaiveDate::from_ymd_opt(2026, 12, 24);
        source.choose_due(day);
        assert!(!source.is_due_next_time() && source.due == day && source.due_words() == Some("by fri"));
        // A line that somebody has chosen another day for keeps it.
        let mut decided = line(EntryKind::Action, Visibility::Partner, false);
        decided.choose_due(day);
        Chosen::of(&taking).give(&mut decided);
        assert_eq!((decided.due, decided.is_due_next_time()), (day, false));
    }

    #[test]
    fn bits_come_back() {
        for bits in 0..64 {
            assert_eq!(Limits::from_bits(bits).bits(), bits);
        }
        assert_eq!(Limits::from_bits(0xc0), Limits::NONE);
    }
}
