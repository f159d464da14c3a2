//! What is sealed by hand, and that nothing that was sealed is laid open by writing.

use crate::capture;
use crate::domain::entry::Entry;
use crate::journal::{Failure, Work};
use crate::problem::{Problem, VaultTrouble};

/// Has a line sealed by hand, or lie readable again.
pub(super) fn seal(work: &Work<'_>, entry: &mut Entry, sealed: bool) -> std::result::Result<(), Failure> {
    if !work.tx.has_vault() {
        return Err(Problem::Vault(VaultTrouble::Off).into());
    }
    if !work.tx.is_unlocked() {
        return Err(Problem::Vault(VaultTrouble::Locked).into());
    }
    let raw = entry.raw.clone();
    entry.raw =
        if sealed { raw.to_be_sealed() } else { raw.to_be_clear().ok_or(Problem::Vault(VaultTrouble::LineDamaged))? };
    entry.seal_chosen = true;
    Ok(())
}

/// What sealed lines of a note said before it was written: wherever it turns up, the line is sealed, too. So neither
/// splitting a sealed line nor joining it to another lays it open.
pub(super) struct Secrets(Vec<String>);

impl Secrets {
    pub fn of(entries: &[Entry]) -> Self {
        let sealed = entries.iter().filter(|e| e.raw.is_sealed()).filter_map(|e| e.raw.text());
        Self(sealed.map(|raw| capture::body(raw).trim().to_owned()).filter(|body| !body.is_empty()).collect())
    }

    pub fn are_in(&self, raw: &str) -> bool {
        let body = capture::body(raw);
        self.0.iter().any(|secret| capture::share_words(secret, &body))
    }
}
