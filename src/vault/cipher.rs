//! The cipher: XChaCha20-Poly1305, in place, with a detached tag. Its nonces are long enough to be random.

use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305};

pub(super) const NONCE: usize = 24;
pub(super) const TAG: usize = 16;

/// `None` only beyond 256 GiB.
pub(super) fn seal(key: &[u8; 32], nonce: &[u8; NONCE], bound: &[u8], text: &mut [u8]) -> Option<[u8; TAG]> {
    let cipher = XChaCha20Poly1305::new(key.into());
    let tag = cipher.encrypt_inout_detached(nonce.into(), bound, text.into()).ok()?;
    Some(tag.into())
}

/// Whether the tag is right. If it is not, `text` stays encrypted.
#[must_use]
pub(super) fn open(key: &[u8; 32], nonce: &[u8; NONCE], bound: &[u8], text: &mut [u8], tag: &[u8; TAG]) -> bool {
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher.decrypt_inout_detached(nonce.into(), bound, text.into(), tag.into()).is_ok()
}
