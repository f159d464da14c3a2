use super::*;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

#[test]
fn one_passphrase_however_it_was_typed() {
    let same = [
        ("password 1", "ｐａｓｓｗｏｒｄ\u{3000}１"),
        ("ガクシュウ", "ｶﾞｸｼｭｳ"),
        ("がくしゅう", "か\u{3099}くしゅう"),
        ("Café", "Cafe\u{301}"),
        ("ﬁne", "fine"),
    ];
    for (one, other) in same {
        assert_eq!(passphrase(one).bytes(), passphrase(other).bytes(), "{one}");
    }
    for (one, other) in [("a", "A"), ("a", " a"), ("がく", "ガク"), ("学", "學")] {
        assert_ne!(passphrase(one).bytes(), passphrase(other).bytes(), "{one}");
    }
    assert!(Passphrase::new("").is_none());
    assert_eq!(passphrase(" ").bytes(), b" ");
}

#[test]
fn what_nobody_can_type_is_told_from_what_somebody_may_have_typed() {
    for unseen in
        "\0\u{1b}\t\u{7f}\u{85}\u{ad}\u{180e}\u{200b}\u{2028}\u{2029}\u{202e}\u{2060}\u{2067}\u{feff}\u{e0041}".chars()
    {
        for text in [format!("{unseen}a lantern"), format!("a lan{unseen}tern"), format!("a lantern{unseen}")] {
            assert!(!passphrase(&text).is_typeable(), "{text:?}");
        }
    }
    for text in [
        "a lantern under the bridge",
        "橋の下の　提灯",
        "か\u{3099}くしゅう",
        "❤\u{fe0f}👩\u{200d}🚀 sun",
        "می\u{200c}خواهم",
    ] {
        assert!(passphrase(text).is_typeable(), "{text:?}");
    }
}

#[test]
fn stronger_ones_are_called_stronger() {
    let rising = [
        ("ｐａｓｓｗｏｒｄ", Strength::VeryWeak),
        ("いぬ", Strength::VeryWeak),
        ("mentor2024", Strength::Weak),
        ("雨の日は電車で読", Strength::Fair),
        ("coffeetablelamp", Strength::Good),
        ("correct horse battery staple", Strength::Strong),
        ("雨の日は電車で本を三冊読む", Strength::Strong),
    ];
    for (text, strength) in rising {
        assert_eq!(passphrase(text).strength(), strength, "{text}");
    }
    assert!(Strength::VeryWeak < Strength::Weak && Strength::Good < Strength::Strong);
}

#[test]
#[allow(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
fn a_long_text_does_not_hold_up_the_typing() {
    let begun = std::time::Instant::now();
    for unit in ["a", "4@$1!", "qwerty", "password1", "学"] {
        let _ = passphrase(&unit.repeat(20_000)).strength();
    }
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}

proptest! {
    #[test]
    fn every_spelling_of_unicode_is_one(text in "\\PC{1,12}") {
        let bytes = passphrase(&text).bytes().to_vec();
        for spelled in [text.nfc().collect::<String>(), text.nfd().collect(), text.nfkc().collect(), text.nfkd().collect()] {
            let other = passphrase(&spelled);
            prop_assert_eq!(other.bytes(), &bytes);
        }
    }
}
