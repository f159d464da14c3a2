//! Wiping the stack after the ciphers have used it.

/// Overwrites what calls that are over have left below this one on the stack of the thread: ciphers work there, and
/// what they had in their hands is not given back to the allocator, which would wipe it.
#[inline(never)]
pub fn wipe_stack() {
    // Several times as deep as a read that opens sealed lines goes; a thread has two megabytes.
    const DEPTH: usize = 512 << 10;
    let mut below = [0_u8; DEPTH];
    std::hint::black_box(&mut below);
}
