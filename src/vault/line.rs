//! Sealed lines. A blob is one byte of version, four of epoch, 24 of nonce, the text and 16 of tag.

use zeroize::Zeroizing;

use super::cipher::{self, NONCE, TAG};
use super::{SealError, Tampered, Vault, random};

const VERSION: u8 = 1;
const EPOCH_AT: usize = 1;
const NONCE_AT: usize = EPOCH_AT + 4;
const TEXT_AT: usize = NONCE_AT + NONCE;
/// Text is padded to a multiple of this, so that its length reveals little.
const UNIT: usize = 256;
/// Follows the text, before the zeros (ISO/IEC 7816-4).
const END: u8 = 0x80;

/// The line that a blob belongs to. It cannot be opened for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    pub id: [u8; 16],
    pub kind: &'a str,
    /// Raised by every change, so that an older blob cannot be restored.
    pub rev: u64,
}

impl Vault {
    /// Seals `payload`, which may be empty, under a new random nonce: no two blobs are alike.
    pub fn seal(&self, line: &Line<'_>, payload: &[u8]) -> Result<Vec<u8>, SealError> {
        self.seal_under(random::bytes()?, line, payload)
    }

    pub(super) fn seal_under(&self, nonce: [u8; NONCE], line: &Line<'_>, payload: &[u8]) -> Result<Vec<u8>, SealError> {
        let padded = (payload.len() + 1).next_multiple_of(UNIT);
        // As long as it gets at once: a buffer that moved would leave the text behind in clear.
        let mut blob = Vec::with_capacity(TEXT_AT + padded + TAG);
        blob.push(VERSION);
        blob.extend(self.head.epoch.to_be_bytes());
        blob.extend(nonce);
        blob.extend(payload);
        blob.push(END);
        blob.resize(TEXT_AT + padded, 0);
        match cipher::seal(self.keys.line(), &nonce, &self.bound(line), &mut blob[TEXT_AT..]) {
            Some(tag) => blob.extend(tag),
            None => {
                drop(Zeroizing::new(blob));
                return Err(SealError::TooLong);
            }
        }
        Ok(blob)
    }

    /// The payload, wiped when dropped. All or nothing: no part of a changed blob is ever returned.
    pub fn open(&self, line: &Line<'_>, blob: &[u8]) -> Result<Zeroizing<Vec<u8>>, Tampered> {
        let (head, sealed) = blob.split_at_checked(TEXT_AT).ok_or(Tampered)?;
        let (text, tag) = sealed.split_last_chunk::<TAG>().ok_or(Tampered)?;
        let nonce = head.last_chunk::<NONCE>().ok_or(Tampered)?;
        if head[0] != VERSION || head[EPOCH_AT..NONCE_AT] != self.head.epoch.to_be_bytes() {
            return Err(Tampered);
        }
        let mut text = Zeroizing::new(text.to_vec());
        if !cipher::open(self.keys.line(), nonce, &self.bound(line), &mut text, tag) {
            return Err(Tampered);
        }
        let end = end_of(&text).ok_or(Tampered)?;
        text.truncate(end);
        Ok(text)
    }

    pub(super) fn bound(&self, line: &Line<'_>) -> Vec<u8> {
        let parts: [&[u8]; 7] = [
            b"mj1/note",
            &self.head.id,
            &line.id,
            &(line.kind.len() as u64).to_be_bytes(),
            line.kind.as_bytes(),
            &line.rev.to_be_bytes(),
            &self.head.epoch.to_be_bytes(),
        ];
        parts.concat()
    }
}

/// The end of the text and the beginning of its padding. Computed only after the tag was verified, so that the time it
/// takes reveals nothing.
fn end_of(padded: &[u8]) -> Option<usize> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    let minimal = (end + 1).next_multiple_of(UNIT) == padded.len();
    (padded[end] == END && minimal).then_some(end)
}
