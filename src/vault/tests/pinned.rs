//! A vault as it was first written. Journals that hold such bytes exist: what stands here must open for ever, and if a
//! test here fails, the program is wrong and not the test. Libsodium and Python's hashlib have opened them, too.

use super::*;
use crate::vault::slot::Seeds;

const HEAD_ID: &str = "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf";
const HEAD_EPOCH: u32 = 7;
const HEAD_KCV: &str = "610f9d7d6bad7889fb0ce6788f2dd1edb432938645433f940307a77d1709e721";

/// Typed in full width, with an input method left on.
const TYPED: &str = "正しい馬　ＢＡＴＴＥＲＹ　ホチキス９";
const TYPED_OTHERWISE: &str = "正しい馬 BATTERY ﾎﾁｷｽ9";
const SLOT_ID: &str = "b0b1b2b3b4b5b6b7b8b9babbbcbdbebf";
const SLOT_SALT: &str = "c0c1c2c3c4c5c6c7c8c9cacbcccdcecf";
const SLOT_NONCE: &str = "d0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7";
const SLOT_WRAPPED: &str =
    "a5ecd1c0942a7bcc57aa3bdba3d15c0c3ce9a76b3655b437b89453afd967e28294ae08f3130dc1895f6a07be43a27acf";
const SLOT_CHECKSUM: &str = "9bb14a7a8166481a";

const CODE: &str = "0024-H36H-2NCS-VRH6-DAQF-6DVV-QZTZ";
const RECOVERY_ID: &str = "101112131415161718191a1b1c1d1e1f";
const RECOVERY_SALT: &str = "202122232425262728292a2b2c2d2e2f";
const RECOVERY_NONCE: &str = "303132333435363738393a3b3c3d3e3f4041424344454647";
const RECOVERY_WRAPPED: &str =
    "56e751c8110727faddfdff08576beb6b5e9c77c3f6159908dfc37b97626e7fe71361eae12aa8df6db937365d7fd3cd44";
const RECOVERY_CHECKSUM: &str = "5253b5e83379680d";

const LINE: Line<'_> = Line { id: [0x50; 16], kind: "private", rev: 3 };
const TEXT: &str = "{\"body\":\"次の面談で昇進の話を切り出す。まだ誰にも言わない。\"}";
const BLOB_NONCE: &str = "606162636465666768696a6b6c6d6e6f7071727374757677";
const BLOB: &str = "0100000007606162636465666768696a6b6c6d6e6f7071727374757677a16fd90d1f8cfaafa1d03e86fbfda88f0fe24e0535\
    a3d1428b30b35fd3417c6b5aa311e3d1078c03b49ff87d8582f0e1a1f60bce6268db1307323910d0349a059685721d869e8c\
    078eeccff8af5dcb407881e83b86857345e4d65b0fa1c86fc293154e67beb8a11a6b4f1b35f5e8d42c3bd8c91c66d821f3d5\
    4556aba09c2d9ab7cf22b4e50295807c20931257e2fd9d7cfa5ca01b1f27c6640c0e54d430e33416bb86ae8c7bd538bcdf7c\
    abd871a1003faa8bcf20eee3870de08ca16d5cb1a00d2c5da1c26c16dcb42c3ff06bd0e0e9bcd63c693329385a05b8d790fa\
    f5bd62aa387ae0eab4b40ac84e18a2754f041acc4b65f93c8666abe4d1f7475d678cdac1ac65da7f6391474d0425ce10b417\
    14";

const COUNTER: u64 = 41;
const MANIFEST: &str = "b11d564a614418c861154b3a2cc41bd4dfcc5603035a4446bbadcbdb1eed38c3";

fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    let bytes: Vec<u8> =
        hex.as_bytes().chunks(2).map(|two| u8::from_str_radix(str::from_utf8(two).unwrap(), 16).unwrap()).collect();
    bytes.try_into().unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn head() -> Head {
    Head { id: bytes(HEAD_ID), format: 1, epoch: HEAD_EPOCH, kcv: bytes(HEAD_KCV) }
}

fn slot() -> Slot {
    Slot {
        id: bytes(SLOT_ID),
        kind: SlotKind::Passphrase,
        cost: Cost { m_kib: 19_456, t: 2, p: 1 },
        salt: bytes(SLOT_SALT),
        nonce: bytes(SLOT_NONCE),
        wrapped: bytes(SLOT_WRAPPED),
        epoch: HEAD_EPOCH,
        checksum: bytes(SLOT_CHECKSUM),
    }
}

fn recovery() -> Slot {
    Slot {
        id: bytes(RECOVERY_ID),
        kind: SlotKind::Recovery,
        cost: Cost { m_kib: 0, t: 0, p: 0 },
        salt: bytes(RECOVERY_SALT),
        nonce: bytes(RECOVERY_NONCE),
        wrapped: bytes(RECOVERY_WRAPPED),
        epoch: HEAD_EPOCH,
        checksum: bytes(RECOVERY_CHECKSUM),
    }
}

fn lines(blob: &[u8]) -> [Entry; 2] {
    [(LINE.id, LINE.rev, hash_of(blob)), ([0x4f; 16], u64::MAX, [0xff; 32])]
}

fn all_of_it_opens(vault: &Vault) {
    let blob: [u8; 301] = bytes(BLOB);
    assert_eq!(*vault.open(&LINE, &blob).unwrap(), TEXT.as_bytes());
    assert!(vault.manifest_is(COUNTER, lines(&blob), &bytes(MANIFEST)));
}

#[test]
fn it_opens_with_the_passphrase_for_ever() {
    for typed in [TYPED, TYPED_OTHERWISE] {
        all_of_it_opens(&slot().open(&head(), Secret::Passphrase(&passphrase(typed))).unwrap());
    }
}

#[test]
fn it_opens_with_the_code_for_ever() {
    let code = RecoveryCode::parse(CODE).unwrap();
    assert_eq!(code.groups().join("-"), CODE);
    all_of_it_opens(&recovery().open(&head(), Secret::Recovery(&code)).unwrap());
}

/// The same bytes come out again, so that an older program reads what a newer one writes.
#[test]
fn it_is_still_written_like_this() {
    let vault = Vault::with_known_key(bytes(HEAD_ID), HEAD_EPOCH, |key| *key = std::array::from_fn(|n| n as u8));
    let (typed, code) = (passphrase(TYPED), RecoveryCode::from_bits(std::array::from_fn(|n| n as u8 * 0x11)));
    let seeds = |id, salt, nonce| Seeds { id: bytes(id), salt: bytes(salt), nonce: bytes(nonce) };
    let written = [
        (SlotKind::Passphrase, Cost::FLOOR, seeds(SLOT_ID, SLOT_SALT, SLOT_NONCE), Secret::Passphrase(&typed)),
        (SlotKind::Recovery, Cost::NONE, seeds(RECOVERY_ID, RECOVERY_SALT, RECOVERY_NONCE), Secret::Recovery(&code)),
    ]
    .map(|(kind, cost, seeds, secret)| Slot::wrap(&vault, kind, cost, seeds, secret).unwrap());
    let blob = vault.seal_under(bytes(BLOB_NONCE), &LINE, TEXT.as_bytes()).unwrap();
    assert_eq!(vault.head(), &head());
    assert_eq!(written, [slot(), recovery()]);
    assert_eq!(hex(&blob), BLOB);
    assert_eq!(vault.manifest(COUNTER, lines(&blob)), bytes(MANIFEST));
}
