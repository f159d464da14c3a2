use super::*;
use proptest::prelude::*;

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(any::<Entry>(), 0..12)
}

#[test]
fn what_the_manifest_notices() {
    let vault = Vault::create().unwrap();
    let lines: Vec<Entry> = (0..5).map(|n| ([n; 16], 1, hash_of(&[n]))).collect();
    let signed = vault.manifest(7, lines.clone());
    let holds = |counter, lines: &[Entry]| vault.manifest_is(counter, lines.iter().copied(), &signed);
    assert!(holds(7, &lines));
    assert!(!holds(6, &lines), "an older file");
    assert!(!holds(7, &lines[1..]), "a line taken away");
    assert!(!holds(7, &[&lines[..], &lines[..1]].concat()), "a line twice");
    assert!(!holds(7, &[&lines[..4], &[([4; 16], 0, hash_of(&[4]))]].concat()), "an older revision");
    assert!(!holds(7, &[&lines[..4], &[([4; 16], 1, hash_of(&[5]))]].concat()), "another blob");
    assert!(!holds(7, &[]));
    assert!(!vault.rotated().unwrap().manifest_is(7, lines, &signed), "another key");
}

proptest! {
    #[test]
    fn the_order_makes_no_difference(lines in entries(), shuffled: prop::sample::Index, counter: u64) {
        let vault = Vault::create().unwrap();
        let signed = vault.manifest(counter, lines.clone());
        let mut turned = lines;
        let by = shuffled.index(turned.len().max(1));
        turned.rotate_left(by);
        turned.reverse();
        prop_assert!(vault.manifest_is(counter, turned, &signed));
    }

    #[test]
    fn any_flipped_bit_is_noticed(lines in prop::collection::vec(any::<Entry>(), 1..12), which: prop::sample::Index, byte in 0..(16 + 8 + 32_usize), bit in 0..8_u8) {
        let vault = Vault::create().unwrap();
        let signed = vault.manifest(1, lines.clone());
        let mut changed = lines.clone();
        let (id, rev, hash) = &mut changed[which.index(lines.len())];
        match byte {
            0..16 => id[byte] ^= 1_u8 << bit,
            16..24 => *rev ^= 1 << ((byte - 16) * 8 + usize::from(bit)),
            _ => hash[byte - 24] ^= 1_u8 << bit,
        }
        prop_assert!(!vault.manifest_is(1, changed, &signed));
        let mut forged = signed;
        forged[byte % 32] ^= 1_u8 << bit;
        prop_assert!(!vault.manifest_is(1, lines, &forged));
    }
}
