//! The blocks of lines in a wrap-up.

use crate::capture;
use crate::domain::{Entry, EntryKind, Owner};
use crate::i18n::Lang;

/// What kind of lines a row takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Mine,
    Theirs,
    Learned,
    Thanks,
    Growth,
}

impl Section {
    pub const ALL: [Self; 5] = [Self::Mine, Self::Theirs, Self::Learned, Self::Thanks, Self::Growth];

    pub fn kind(self) -> EntryKind {
        match self {
            Self::Mine | Self::Theirs => EntryKind::Action,
            Self::Learned => EntryKind::Learning,
            Self::Thanks => EntryKind::Thanks,
            Self::Growth => EntryKind::Growth,
        }
    }

    /// Whether its lines are promises, of which there may be several.
    pub fn is_promise(self) -> bool {
        self.kind() == EntryKind::Action
    }

    /// Whether a line of the note belongs here.
    pub fn holds(self, entry: &Entry) -> bool {
        let theirs = entry.owner == Owner::Partner;
        entry.kind == self.kind() && (!self.is_promise() || theirs == (self == Self::Theirs))
    }

    /// The marker, with its space, of a new line.
    pub fn marker(self, lang: Lang) -> String {
        let owner = if self == Self::Theirs { Owner::Partner } else { Owner::Me };
        let japanese = capture::names_of(self.kind()).iter().find(|n| !n.is_ascii());
        match (self, lang, japanese) {
            (Self::Growth, Lang::Ja, Some(name)) => format!("：{name} "),
            _ => capture::marker_for(self.kind(), owner),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_marks_its_lines_in_both_languages() {
        for lang in Lang::ALL {
            for section in Section::ALL {
                let line = format!("{}words", section.marker(lang));
                let parsed = capture::parse_line(&line);
                let owner = if section == Section::Theirs { Owner::Partner } else { Owner::Me };
                assert_eq!((parsed.kind, parsed.owner), (section.kind(), owner), "{line}");
                assert_eq!(&line[parsed.marker.end..], "words");
            }
        }
        assert_eq!(Section::Growth.marker(Lang::Ja), "：成長 ");
        assert_eq!(Section::Growth.marker(Lang::En), ":growth ");
    }
}
