//! The manifest: one signature over all sealed lines. A sealed line that was removed, duplicated or replaced by an
//! older state still decrypts by itself; the manifest detects it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::Vault;

/// One sealed line: its identity, its revision and the SHA-256 of its blob.
pub type Entry = ([u8; 16], u64, [u8; 32]);

impl Vault {
    /// The signature over all sealed lines, in any order. `counter` is raised by every write, so that an older file can
    /// be detected.
    pub fn manifest(&self, counter: u64, lines: impl IntoIterator<Item = Entry>) -> [u8; 32] {
        self.signing(counter, lines).finalize().into_bytes().into()
    }

    /// Whether `expected` is that signature, in constant time.
    #[must_use]
    pub fn manifest_is(&self, counter: u64, lines: impl IntoIterator<Item = Entry>, expected: &[u8; 32]) -> bool {
        self.signing(counter, lines).verify(expected.into()).is_ok()
    }

    fn signing(&self, counter: u64, lines: impl IntoIterator<Item = Entry>) -> Hmac<Sha256> {
        let mut lines: Vec<Entry> = lines.into_iter().collect();
        lines.sort_unstable();
        // Shorter keys are filled up with zeros, by the definition of HMAC.
        let mut block = zeroize::Zeroizing::new([0; 64]);
        block[..32].copy_from_slice(self.keys.manifest());
        let mut signing = <Hmac<Sha256> as KeyInit>::new((&*block).into());
        signing.update(b"mj1/manifest");
        signing.update(&counter.to_be_bytes());
        signing.update(&(lines.len() as u64).to_be_bytes());
        for (id, rev, hash) in &lines {
            signing.update(id);
            signing.update(&rev.to_be_bytes());
            signing.update(hash);
        }
        signing
    }
}
