//! The keys of an unlocked vault, and how they are derived from one another.

use hkdf::Hkdf;
use region::LockGuard;
use sha2::Sha256;
use zeroize::Zeroize;

/// The length of one block of HKDF-SHA256.
type Key = [u8; 32];

/// HKDF-SHA256. `info` is the concatenation of its parts.
pub(super) fn derive(salt: Option<&[u8]>, from: &[u8], info: &[&[u8]], key: &mut Key) {
    Hkdf::<Sha256>::new(salt, from).expand_multi_info(info, key).expect("one block is never too long for HKDF");
}

/// A separate page of memory: locking works by pages, and unlocking a neighbour on the same page would unlock the keys,
/// too. The largest page of the supported systems has 16 KiB.
#[repr(C, align(16384))]
struct Page {
    data: Key,
    line: Key,
    manifest: Key,
}

/// The keys of one vault in one epoch. Kept out of swap where the system allows it; wiped when dropped.
pub(super) struct Keys {
    /// Before the page, so that the lock is released before the page is freed.
    _lock: Option<LockGuard>,
    page: Box<Page>,
}

impl Keys {
    /// `fill` writes the data key to its final place. Also returns the check value: the one derived key that is not
    /// secret.
    pub(super) fn new<E>(
        vault: &[u8; 16],
        epoch: u32,
        fill: impl FnOnce(&mut Key) -> Result<(), E>,
    ) -> Result<(Self, Key), E> {
        let page = Box::new(Page { data: [0; 32], line: [0; 32], manifest: [0; 32] });
        // Few systems let a program lock more than a little; without it the keys are as safe as all other memory.
        let lock = region::lock(&raw const *page, size_of::<Page>()).ok();
        let mut keys = Self { _lock: lock, page };
        let page = &mut *keys.page;
        fill(&mut page.data)?;
        let mut check = [0; 32];
        let uses: [(&[u8], &mut Key); 3] = [
            (b"mj1/key/note", &mut page.line),
            (b"mj1/key/manifest", &mut page.manifest),
            (b"mj1/key/commit", &mut check),
        ];
        for (label, key) in uses {
            derive(None, &page.data, &[label, vault, &epoch.to_be_bytes()], key);
        }
        Ok((keys, check))
    }

    /// The key that all others are derived from, and that slots wrap.
    pub(super) fn data(&self) -> &Key {
        &self.page.data
    }

    pub(super) fn line(&self) -> &Key {
        &self.page.line
    }

    pub(super) fn manifest(&self) -> &Key {
        &self.page.manifest
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        self.page.data.zeroize();
        self.page.line.zeroize();
        self.page.manifest.zeroize();
    }
}
