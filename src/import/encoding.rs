//! In which encoding a text is that is not UTF-8: named, so that it can be converted. tomoni does not guess words.

use super::Why;

/// What is said of a part of a file that is not UTF-8, by the names that `iconv` knows.
pub(super) fn told(bytes: &[u8]) -> Why {
    Why::Encoding(of_bytes(bytes))
}

/// An encoding whose bytes may pass for UTF-8, and would come as strange signs.
pub(super) fn of_wide(head: &[u8]) -> Option<&'static str> {
    match head {
        [0xff, 0xfe, 0, 0, ..] => return Some("UTF-32"),
        [0, 0, 0xfe, 0xff, ..] => return Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Some("UTF-16"),
        _ => {}
    }
    let escapes = [b"\x1b$B".as_slice(), b"\x1b$@", b"\x1b(J"];
    if escapes.iter().any(|escape| head.windows(3).any(|three| three == *escape)) {
        return Some("ISO-2022-JP");
    }
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    // Line ends, blanks and Latin letters have a zero beside them, always on the same side.
    match (zeros(0), zeros(1)) {
        (0, odd) if odd * 16 >= head.len().max(1) => Some("UTF-16LE"),
        (even, 0) if even * 16 >= head.len().max(1) => Some("UTF-16BE"),
        _ => None,
    }
}

fn of_bytes(bytes: &[u8]) -> &'static str {
    if is_euc(bytes) {
        return "EUC-JP";
    }
    if is_shift_jis(bytes) {
        return "CP932";
    }
    if bytes.iter().any(|byte| (0x80..=0x9f).contains(byte)) { "WINDOWS-1252" } else { "ISO-8859-1" }
}

/// Pairs of high bytes throughout, some of them kana.
fn is_euc(bytes: &[u8]) -> bool {
    let (mut at, mut kana) = (0, false);
    while let Some(byte) = bytes.get(at) {
        let second = bytes.get(at + 1).copied().unwrap_or(0xa1);
        match byte {
            0..=0x7f => at += 1,
            0x8e if (0xa1..=0xdf).contains(&second) => at += 2,
            0xa1..=0xfe if (0xa1..=0xfe).contains(&second) => {
                kana |= matches!(byte, 0xa4 | 0xa5);
                at += 2;
            }
            _ => return false,
        }
    }
    kana
}

/// Pairs throughout, some of them kana or full-width signs: Latin letters make such pairs, too, but not those.
fn is_shift_jis(bytes: &[u8]) -> bool {
    let (mut at, mut kana) = (0, false);
    while let Some(byte) = bytes.get(at) {
        // A text may be cut within a pair.
        let second = bytes.get(at + 1).copied().unwrap_or(0x40);
        match byte {
            0..=0x7f | 0xa1..=0xdf => at += 1,
            0x81..=0x9f | 0xe0..=0xfc if matches!(second, 0x40..=0x7e | 0x80..=0xfc) => {
                kana |= matches!((byte, second), (0x81, _) | (0x82, 0x4f..=0xf1) | (0x83, 0x40..=0x96));
                at += 2;
            }
            _ => return false,
        }
    }
    kana
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_named() {
        let wide = |bytes: fn(u16) -> [u8; 2]| "2026-01-01 面談\n".encode_utf16().flat_map(bytes).collect::<Vec<_>>();
        let cases: [(&[u8], &str); 8] = [
            (&wide(u16::to_le_bytes), "UTF-16LE"),
            (&wide(u16::to_be_bytes), "UTF-16BE"),
            (b"\xff\xfea\0", "UTF-16"),
            (b"[2026-01-01 10:00] \x96\xca\x92k\x82\xcc\x8bL\x98^\n", "CP932"),
            (b"[2026-01-01 10:00] \xcc\xcc\xc3\xcc\xa4\xce\xb5\xad\xcf\xbf\n", "EUC-JP"),
            (b"f\xfcr das Gespr\xe4ch, caf\xe9\n", "ISO-8859-1"),
            (b"\x93quoted\x94 caf\xe9\n", "WINDOWS-1252"),
            (b"\x1b$BLLCL\x1b(B\n", "ISO-2022-JP"),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(of_wide(bytes).unwrap_or_else(|| of_bytes(bytes)), encoding);
        }
        assert_eq!(of_wide("ordinary 文\n".as_bytes()), None);
        assert_eq!(of_wide(b""), None);
    }
}
