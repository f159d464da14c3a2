//! Wiping the stack after the ciphers have used it.

/// Overwrites what earlier calls have left below this one on the stack of the thread: ciphers work there, and the
/// allocator, which wipes freed memory, does not manage the stack.
#[inline(never)]
pub fn wipe_stack() {
    // Several times as deep as a read that opens sealed lines goes; a thread has two megabytes.
    const DEPTH: usize = 512 << 10;
    let mut below = [0_u8; DEPTH];
    std::hint::black_box(&mut below);
}
