use super::*;
use proptest::prelude::*;

const OVERHEAD: usize = 1 + 4 + 24 + 16;

#[test]
fn what_is_sealed_opens_again() {
    let vault = Vault::create().unwrap();
    for (length, units) in [(0, 1), (1, 1), (254, 1), (255, 1), (256, 2), (511, 2), (512, 3), (70_000, 274)] {
        // Text that looks like padding stays text.
        for byte in [0, 0x80, b'a'] {
            let payload = vec![byte; length];
            let blob = vault.seal(&line(1, 1), &payload).unwrap();
            assert_eq!(*vault.open(&line(1, 1), &blob).unwrap(), payload);
            assert_eq!(blob.len(), OVERHEAD + units * 256);
            assert_eq!(blob.capacity(), blob.len(), "it must not have moved while it held the text in clear");
        }
    }
}

#[test]
fn the_same_text_is_never_sealed_to_the_same_bytes() {
    let vault = Vault::create().unwrap();
    let (one, other) = (vault.seal(&line(1, 1), b"text").unwrap(), vault.seal(&line(1, 1), b"text").unwrap());
    assert_ne!(one[5..29], other[5..29]);
    assert_ne!(one[29..], other[29..]);
    assert_eq!(one[..5], [1, 0, 0, 0, 1]);
}

#[test]
fn no_blob_opens_in_the_place_of_another() {
    let vault = Vault::create().unwrap();
    let blobs: Vec<_> = (0..20).map(|n| vault.seal(&line(n, 1), b"the same text").unwrap()).collect();
    for place in 0..20 {
        for (n, blob) in blobs.iter().enumerate() {
            assert_eq!(vault.open(&line(place, 1), blob).is_ok(), usize::from(place) == n);
        }
    }
}

#[test]
fn neither_an_older_revision_nor_another_vault_nor_another_kind_opens_it() {
    let vault = Vault::create().unwrap();
    let blob = vault.seal(&line(1, 2), b"text").unwrap();
    assert!(vault.open(&line(1, 2), &blob).is_ok());
    assert_eq!(vault.open(&line(1, 1), &blob), Err(Tampered));
    assert_eq!(vault.open(&line(1, 3), &blob), Err(Tampered));
    assert_eq!(vault.open(&Line { kind: "draft", ..line(1, 2) }, &blob), Err(Tampered));
    assert_eq!(Vault::create().unwrap().open(&line(1, 2), &blob), Err(Tampered));
    // The same key in a vault of another name: a journal that was copied and made another one.
    let twin = Vault::with_known_key([9; 16], 1, |key| *key = *vault.keys.data());
    assert_eq!(twin.open(&line(1, 2), &blob), Err(Tampered));
}

#[test]
fn a_forged_padding_is_refused_even_under_the_right_key() {
    let vault = Vault::create().unwrap();
    let whole = vault.seal_under([1; 24], &line(1, 1), &[0; 255]).unwrap();
    assert!(vault.open(&line(1, 1), &whole).is_ok());
    let forge = |text: &[u8]| {
        let bound = vault.bound(&line(1, 1));
        let mut text = text.to_vec();
        let tag = cipher::seal(vault.keys.line(), &[1; 24], &bound, &mut text).unwrap();
        let blob = [&whole[..29], &text, &tag].concat();
        vault.open(&line(1, 1), &blob).map(|text| text.to_vec())
    };
    assert_eq!(forge(&[&[b'a'; 9][..], &[0x80], &[0; 246]].concat()), Ok(vec![b'a'; 9]));
    assert_eq!(forge(&[]), Err(Tampered));
    assert_eq!(forge(&[0; 256]), Err(Tampered));
    assert_eq!(forge(&[b'a'; 256]), Err(Tampered));
    assert_eq!(forge(&[&[0x80][..], &[0; 511]].concat()), Err(Tampered), "more padding than needed");
    assert_eq!(forge(&[b'a', 0x80, 0]), Err(Tampered), "less padding than needed");
}

/// One vault for all cases: which one it is makes no difference.
fn vault() -> &'static Vault {
    static VAULT: std::sync::LazyLock<Vault> = std::sync::LazyLock::new(|| Vault::create().unwrap());
    &VAULT
}

proptest! {
    #[test]
    fn any_text_comes_back(payload in prop::collection::vec(any::<u8>(), 0..1200), kind in "\\PC{0,9}", id: [u8; 16], rev: u64) {
        let line = Line { id, kind: &kind, rev };
        let blob = vault().seal(&line, &payload).unwrap();
        prop_assert_eq!(&*vault().open(&line, &blob).unwrap(), &payload);
    }

    #[test]
    fn any_flipped_bit_of_a_blob_is_noticed(payload in prop::collection::vec(any::<u8>(), 0..600), at: prop::sample::Index, bit in 0..8_u8) {
        let mut blob = vault().seal(&line(1, 1), &payload).unwrap();
        let at = at.index(blob.len());
        blob[at] ^= 1_u8 << bit;
        prop_assert_eq!(vault().open(&line(1, 1), &blob), Err(Tampered));
    }

    #[test]
    fn a_blob_cut_or_grown_is_noticed(cut: prop::sample::Index, more in prop::collection::vec(any::<u8>(), 1..300)) {
        let blob = vault().seal(&line(1, 1), b"text").unwrap();
        prop_assert_eq!(vault().open(&line(1, 1), &blob[..cut.index(blob.len())]), Err(Tampered));
        prop_assert_eq!(vault().open(&line(1, 1), &[&blob[..], &more].concat()), Err(Tampered));
    }

    #[test]
    fn any_other_identity_of_the_line_is_noticed(id: [u8; 16], kind in "[a-z]{0,9}", rev: u64, other_id: [u8; 16], other_kind in "[a-z]{0,9}", other_rev: u64) {
        let here = Line { id, kind: &kind, rev };
        let blob = vault().seal(&here, b"text").unwrap();
        for there in [
            Line { id: other_id, ..here },
            Line { kind: &other_kind, ..here },
            Line { rev: other_rev, ..here },
        ] {
            prop_assert_eq!(vault().open(&there, &blob).is_ok(), there == here);
        }
    }

    #[test]
    fn any_flipped_bit_of_the_identity_is_noticed(byte in 0..24_usize, bit in 0..8_u8) {
        let here = line(1, 1);
        let blob = vault().seal(&here, b"text").unwrap();
        let mut there = here;
        match byte {
            0..16 => there.id[byte] ^= 1_u8 << bit,
            _ => there.rev ^= 1 << ((byte - 16) * 8 + usize::from(bit)),
        }
        prop_assert_eq!(vault().open(&there, &blob), Err(Tampered));
    }

    #[test]
    fn what_is_no_blob_is_refused(noise in prop::collection::vec(any::<u8>(), 0..700)) {
        prop_assert_eq!(vault().open(&line(1, 1), &noise), Err(Tampered));
    }
}
