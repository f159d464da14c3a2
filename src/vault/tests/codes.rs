use super::*;
use proptest::prelude::*;

/// 0x00112233445566778899aabbccddeeff, as pinned for ever.
const WRITTEN: [&str; 7] = ["0024", "H36H", "2NCS", "VRH6", "DAQF", "6DVV", "QZTZ"];

fn code() -> RecoveryCode {
    RecoveryCode::from_bits(std::array::from_fn(|n| n as u8 * 0x11))
}

#[test]
fn it_is_written_in_seven_groups_of_four() {
    assert_eq!(*code().groups(), WRITTEN.map(str::to_owned));
}

#[test]
fn it_is_read_however_it_is_typed() {
    let written = WRITTEN.concat();
    let wide =
        |text: &str| -> String { text.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect() };
    let typed = [
        written.clone(),
        written.to_lowercase(),
        WRITTEN.join("-"),
        WRITTEN.join(" "),
        format!("  {}\n", WRITTEN.join(" - ").to_lowercase()),
        wide(&written),
        wide(&written.to_lowercase()),
        WRITTEN.map(wide).join("ー"),
        WRITTEN.map(wide).join("　"),
        WRITTEN.join("‐"),
        WRITTEN.join("－"),
        WRITTEN.join("−"),
        written.replace('0', "O"),
        written.replace('0', "o").replace('1', "l"),
    ];
    for typed in typed {
        assert_eq!(RecoveryCode::parse(&typed).unwrap().bits(), code().bits(), "{typed}");
    }
    let ones = RecoveryCode::from_bits([0x08; 16]);
    let written = ones.groups().concat();
    assert!(written.contains('1'));
    for letter in ["I", "i", "L", "l", "Ｉ", "ｌ"] {
        assert_eq!(RecoveryCode::parse(&written.replace('1', letter)).unwrap().bits(), ones.bits(), "{letter}");
    }
}

#[test]
fn typing_mistakes_are_told_from_what_is_no_code() {
    let written = WRITTEN.concat();
    let mut unnoticed = 0;
    for at in 0..28 {
        for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|c| !written[at..].starts_with(*c)) {
            let mut typed = written.clone();
            typed.replace_range(at..=at, letter.encode_utf8(&mut [0; 4]));
            match RecoveryCode::parse(&typed) {
                Err(why) => assert_eq!(why, CodeError::Checksum),
                Ok(_) => unnoticed += 1,
            }
        }
    }
    // Ten bits let one mistake of 1024 through; it is then a wrong code.
    assert!(unnoticed <= 3, "{unnoticed}");
    let spare = format!("8{}", &written[1..]);
    assert_eq!(RecoveryCode::parse(&spare).unwrap_err(), CodeError::Checksum, "spare bits");
    for typed in ["", "   ", "-", WRITTEN[0], &written[1..], &format!("{written}0"), &written.replace('H', "U")] {
        assert_eq!(RecoveryCode::parse(typed).unwrap_err(), CodeError::Malformed, "{typed}");
    }
    for foreign in ["目", "é", "!", "\0", "０\u{3099}"] {
        let typed = format!("{foreign}{}", &written[1..]);
        assert_eq!(RecoveryCode::parse(&typed).unwrap_err(), CodeError::Malformed, "{typed}");
    }
}

#[test]
fn the_last_group_typed_back_is_read_as_leniently() {
    let (code, last) = (code(), WRITTEN[6]);
    assert!(code.ends_with(last) && code.ends_with(&format!(" {} ", last.to_lowercase())));
    for typed in ["", &last[1..], &format!("{last}0"), WRITTEN[0], &WRITTEN.concat(), "目標"] {
        assert!(!code.ends_with(typed), "{typed}");
    }
}

proptest! {
    #[test]
    fn every_code_is_read_back(bits: [u8; 16]) {
        let code = RecoveryCode::from_bits(bits);
        let groups = code.groups();
        prop_assert!(groups.iter().all(|group| group.len() == 4));
        let read = RecoveryCode::parse(&groups.join("-").to_lowercase()).unwrap();
        prop_assert_eq!(read.bits(), &bits);
        prop_assert!(code.ends_with(&groups[6]));
    }

    #[test]
    fn anything_may_be_typed(typed in "\\PC{0,40}") {
        let _ = RecoveryCode::parse(&typed);
        let _ = Passphrase::new(&typed);
    }
}
