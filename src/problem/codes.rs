//! With which code the command line ends.

use super::Problem;

impl Problem {
    /// As agreed with scripts: 1 failed, 2 usage or ambiguous, 3 not found, 4 locked, 5 damaged, too new or not a
    /// journal, 6 done although its result could not be printed, 7 perhaps done.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoJournal(_)
            | Self::NoFile(_)
            | Self::NotFound { .. }
            | Self::NoPairs
            | Self::NoHeldSession { .. } => 3,
            Self::Vault(trouble) => trouble.exit_code(),
            Self::NotAJournal(_)
            | Self::OtherRollback(_)
            | Self::EmptyFile(_)
            | Self::TooNew { .. }
            | Self::Damaged(_)
            | Self::Unreadable
            | Self::Altered(_)
            | Self::TablesAltered(_)
            | Self::NotAnArchive(_)
            | Self::ArchiveTooNew { .. }
            | Self::ArchiveSchemaTooNew { .. }
            | Self::NotABackup(_)
            | Self::BackupDamaged(_) => 5,
            Self::Unsaid { .. } => 6,
            Self::Unconfirmed | Self::FileUnconfirmed(_) | Self::StoppedLater => 7,
            Self::Ambiguous { .. }
            | Self::Date { .. }
            | Self::Cadence(_)
            | Self::Number(_)
            | Self::Empty(_)
            | Self::NameTaken(_)
            | Self::RatingRange
            | Self::ConfidenceRange
            | Self::NeedsSession { .. }
            | Self::TooLarge { .. }
            | Self::NotUtf8 { .. }
            | Self::WhichPair(_)
            | Self::SearchFilter { .. }
            | Self::SearchNoValue { .. }
            | Self::SearchDaysTurned
            | Self::NamePair(_)
            | Self::NeedsTerminal
            | Self::NeedsYes
            | Self::NeedsFile
            | Self::NotStdout
            | Self::Naming(_)
            | Self::NotHeld
            | Self::DaysTurned
            | Self::PauseNotAhead
            | Self::PairFinished
            | Self::DaysAhead
            | Self::BuiltIn(_)
            | Self::NobodyNamed { .. }
            | Self::NotInPaper(_)
            | Self::ReportRules
            | Self::ReadingStays
            | Self::RestoreNeedsYes
            | Self::RestoresItself(_)
            | Self::NotEmpty
            | Self::NotPlanned
            | Self::NothingToSettle
            | Self::HomeOfOthers(_)
            | Self::NoDueDate(_)
            | Self::Words(_) => 2,
            _ => 1,
        }
    }
}
