//! What can go wrong with the vault of private lines.

use crate::domain::keyed_enum;

keyed_enum! {
    /// Why something about the vault was not done.
    pub enum VaultTrouble {
        /// It needs the key.
        Locked = "locked",
        /// Whatever the reason: this does not open the vault.
        Wrong = "wrong",
        /// Letters that are no recovery code.
        NoCode = "no-code",
        /// Nobody is there to be asked.
        NobodyAsked = "nobody-asked",
        /// What opens the vault is damaged itself.
        SlotDamaged = "slot-damaged",
        /// Only a newer program knows its form.
        TooNew = "too-new",
        /// The key is there, and nobody has said that it may be shown.
        NotRevealed = "not-revealed",
        /// What is sealed there is not what was written.
        LineDamaged = "line-damaged",
        /// Sealed lines are missing, doubled or older than those that were written last.
        SealsBroken = "seals-broken",
        /// What is sealed is in no paper.
        StaysSealed = "stays-sealed",
        NoMemory = "no-memory",
        NoRandomness = "no-randomness",
        /// There is none.
        Off = "off",
        /// There is one already.
        On = "on",
        /// More than anybody types.
        TooLong = "too-long",
        /// Nobody is there to be asked for the recovery code.
        NoCodeAsked = "no-code-asked",
        /// An empty passphrase.
        Nothing = "nothing",
        /// A new passphrase with control characters, which nobody can type.
        Controls = "controls",
        /// The second time it was something else.
        Differs = "differs",
        /// The end of the recovery code was not typed back.
        NotNoted = "not-noted",
        /// Passphrase and text were both to come from standard input.
        StdinTwice = "stdin-twice",
        /// It cannot be asked whether all is to be laid open.
        NeedsYes = "needs-yes",
        /// Somebody did not agree twice.
        NotAgreed = "not-agreed",
        /// A key was given for a journal that has no vault.
        NoVault = "no-vault",
        /// The recovery code can be neither shown and confirmed nor written to a file.
        CodeUnseen = "code-unseen",
        /// The file with the recovery code does not hold what was written.
        CodeNotKept = "code-not-kept",
        /// The passphrase is guessed at once, and nobody can be asked whether it is meant.
        TooWeak = "too-weak",
    }
}

impl VaultTrouble {
    pub(super) fn message_id(self) -> String {
        format!("problem-vault-{}", self.key())
    }

    /// 4: locked, or not opened by this; 5: damaged or too new; 2: said wrongly.
    pub(super) fn exit_code(self) -> u8 {
        match self {
            Self::Locked | Self::Wrong | Self::NoCode | Self::NobodyAsked | Self::NoCodeAsked | Self::NotRevealed => 4,
            Self::SlotDamaged | Self::TooNew | Self::LineDamaged | Self::SealsBroken => 5,
            Self::Off
            | Self::On
            | Self::Nothing
            | Self::Controls
            | Self::Differs
            | Self::NotNoted
            | Self::StdinTwice
            | Self::NeedsYes
            | Self::StaysSealed
            | Self::NoVault
            | Self::CodeUnseen
            | Self::TooWeak
            | Self::TooLong => 2,
            Self::NoMemory | Self::NoRandomness | Self::NotAgreed | Self::CodeNotKept => 1,
        }
    }
}
