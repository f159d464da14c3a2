//! The cost of one guess of a passphrase, and the derivation of a key from a passphrase.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroizing;

use super::Passphrase;

/// The parameters of Argon2id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cost {
    /// Memory, in KiB.
    pub m_kib: u32,
    /// Passes over the memory.
    pub t: u32,
    /// Lanes. They are computed one after the other here, but count for an attacker.
    pub p: u32,
}

/// Why no key was derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Underived {
    Refused,
    OutOfMemory,
}

impl Cost {
    /// About half a second on a laptop.
    pub const DEFAULT: Self = Self { m_kib: 256 * 1024, t: 3, p: 4 };
    /// For machines without the memory for [`Self::DEFAULT`]: the second choice of RFC 9106.
    pub const FALLBACK: Self = Self { m_kib: 64 * 1024, t: 3, p: 4 };
    /// The lowest useful cost.
    pub const FLOOR: Self = Self { m_kib: 19 * 1024, t: 2, p: 1 };
    /// The cost in a slot that needs no Argon2.
    pub const NONE: Self = Self { m_kib: 0, t: 0, p: 0 };

    /// 19 MiB to 1 GiB of memory, 1 to 16 passes, 1 to 16 lanes. A journal file is not trusted to ask for more: one
    /// slot could take all memory of the machine, or keep it busy for hours.
    pub fn is_allowed(self) -> bool {
        (19 * 1024..=1024 * 1024).contains(&self.m_kib) && (1..=16).contains(&self.t) && (1..=16).contains(&self.p)
    }

    /// Fills `key`. A cost out of range is rejected before any memory is requested.
    pub(super) fn derive(self, passphrase: &Passphrase, salt: &[u8; 16], key: &mut [u8; 32]) -> Result<(), Underived> {
        if !self.is_allowed() {
            return Err(Underived::Refused);
        }
        let params = Params::new(self.m_kib, self.t, self.p, Some(key.len())).map_err(|_| Underived::Refused)?;
        let mut memory = blocks(params.block_count())?;
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(passphrase.bytes(), salt, key, memory.as_mut_slice())
            .map_err(|_| Underived::Refused)
    }
}

/// The working memory, wiped afterwards. `vec![..]` would end the program if the system has no more memory.
pub(super) fn blocks(count: usize) -> Result<Zeroizing<Vec<Block>>, Underived> {
    let mut memory = Zeroizing::new(Vec::new());
    memory.try_reserve_exact(count).map_err(|_| Underived::OutOfMemory)?;
    memory.resize(count, Block::new());
    Ok(memory)
}
