use proptest::prelude::*;

use super::*;

fn known(names: &[&str]) -> Vec<Person> {
    names.iter().filter_map(|name| Person::new(name, &[])).collect()
}

fn people(line: &str, names: &[&str]) -> Vec<String> {
    let partner = Person::new("Sato Naoko", &["さとう なおこ"]);
    people_in(line.lines(), &known(names), partner.as_slice()).into_iter().map(|p| p.name).collect()
}

fn replaced(line: &str, names: &[&str], naming: Naming, lang: Lang) -> String {
    let found = people_in(line.lines(), &known(names), &[]);
    Replacing::new(found, |_| naming, lang).apply(line)
}

const NOBODY_THERE: Vec<String> = Vec::new();

#[test]
fn a_line_about_a_person_begins_with_the_name() {
    let cases = [
        ("Mori Ken, knows the suppliers", Some("Mori Ken")),
        ("Mori Ken - knows the suppliers", Some("Mori Ken")),
        ("Mori's team", Some("Mori")),
        ("Mori knows the suppliers", Some("Mori")),
        ("森健一さん（購買部）", Some("森健一")),
        ("森さんを紹介してもらう", Some("森")),
        ("ジョン・スミス", Some("ジョン・スミス")),
        ("the head of purchasing", None),
        ("2 people from the fair", None),
        ("video team", None),
        ("", None),
    ];
    for (line, expected) in cases {
        assert_eq!(name_in(line), expected, "{line}");
    }
}

#[test]
fn people_are_found_by_what_is_known_of_them_and_by_how_they_are_addressed() {
    assert_eq!(people("asked Mori about it, and Dr. Lind", &["Mori Ken"]), ["Mori Ken", "Lind"]);
    assert_eq!(people("Dr Jane Goodall and Ms Ann-Marie O'Neil's team", &[]), ["Ann-Marie O'Neil", "Jane Goodall"]);
    assert_eq!(people("memories of Kenya", &["Mori Ken"]), NOBODY_THERE);
    assert_eq!(people("mori ken came", &["Mori Ken"]), ["Mori Ken"]);
    assert_eq!(people("田中さんに聞く。皆さんに伝える。お客様の声", &[]), ["田中"]);
    assert_eq!(people("ｻﾄｳさんも来た", &[]), NOBODY_THERE, "the partner, by the reading");
    assert_eq!(people("ｽｽﾞｷさんも来た", &[]), ["ｽｽﾞｷ"]);
    assert_eq!(people("Tanaka-san said", &[]), ["Tanaka"]);
    assert_eq!(people("田中さんに聞く", &["田中花子"]), ["田中花子"]);
    assert_eq!(people("田んぼの中", &["田中花子"]), NOBODY_THERE);
    assert_eq!(people("原田さんと田辺 康平", &["田辺 康平"]), ["田辺 康平", "原田"]);
    assert_eq!(people("Naoko and Sato-san, Ms Sato", &["Naoko Ito"]), NOBODY_THERE, "the partner is no third");
    assert_eq!(people("Sato Ken decides", &["Sato Ken"]), ["Sato Ken"], "who only shares a name is one");
}

/// The partner with a form of address, or with two, is still the partner.
#[test]
fn the_partner_is_no_third_person_whatever_form_of_address_follows() {
    let partner = Person::new("伊藤 優子", &["いとう ゆうこ"]);
    let listed = |line: &str, known: &[Person]| -> Vec<String> {
        people_in(line.lines(), known, partner.as_slice()).into_iter().map(|p| p.name).collect()
    };
    for line in [
        "伊藤先輩に聞く",
        "伊藤先輩さんと話した",
        "伊藤先輩",
        "伊藤先輩様",
        "伊藤部長さんへ",
        "伊藤 優子先輩さん",
        "優子先輩",
        "優子先輩さんと",
        "いとう先輩",
        "イトウ先輩さん",
    ] {
        assert_eq!(listed(line, &[]), NOBODY_THERE, "{line}");
        let said = name_in(line).and_then(|name| Person::new(name, &[]));
        assert_eq!(listed(line, said.as_slice()), NOBODY_THERE, "a line about {line}");
    }
    assert_eq!(listed("森先輩さんと伊藤先輩さん", &[]), ["森先輩"]);
    // In a paper about oneself the partner is a third person, listed once.
    let both = known(&["伊藤 優子", "伊藤"]);
    assert_eq!(
        people_in(["伊藤先輩に聞く"].into_iter(), &both, &[]).into_iter().map(|p| p.name).collect::<Vec<_>>(),
        ["伊藤 優子"]
    );
    let joined = Replacing::new(
        people_in(["伊藤に聞く"].into_iter(), &known(&["伊藤優子", "伊藤"]), &[]),
        |_| Naming::Dropped,
        Lang::Ja,
    );
    assert_eq!(joined.apply("伊藤に聞く"), "ある人に聞く", "whom only one of the names shows");
}

#[test]
fn ordinary_words_are_no_names() {
    for line in [
        "新しい仕様を決める",
        "多様性と模様替え、同様に様子を見る",
        "前部長と副社長",
        "本屋さんで赤ちゃんの本を買う",
        "氏名を書く",
        "愉快なゆかい、ゆかりの地",
        "the long way, long-term, with grace, it will happen in may",
    ] {
        assert_eq!(people(line, &["ゆか", "Grace Long", "May Will", "森"]), NOBODY_THERE, "{line}");
    }
}

#[test]
fn every_way_to_write_a_name_gives_way() {
    let cases = [
        ("森健一さん", "森 健一", "Aさん"),
        ("田中 花子さん", "田中花子", "Aさん"),
        ("田中・花子さん", "田中花子", "Aさん"),
        ("鈴木花子さん", "鈴木 花子", "Aさん"),
        ("森サン、森殿、森女史、森san、森部長", "森", "Aサン、A殿、A女史、Asan、A部長"),
        ("Mori-sanとMori’s team", "Mori Ken", "A-sanとA’s team"),
        ("MORIとMori", "Mori Ken", "AさんとAさん"),
        ("Liが言い、Aiも", "Li Ai", "Aさんが言い、Aさんも"),
        ("ゆかさんと", "ゆか", "Aさんと"),
    ];
    for (line, name, expected) in cases {
        assert_eq!(replaced(line, &[name], Naming::Alias, Lang::Ja), expected, "{line}");
    }
}

#[test]
fn names_give_way_to_a_letter_or_to_somebody() {
    let en = |naming| replaced("Mori Ken said, and then Mori left", &["Mori Ken"], naming, Lang::En);
    assert_eq!(en(Naming::Kept), "Mori Ken said, and then Mori left");
    assert_eq!(en(Naming::Alias), "A said, and then A left");
    assert_eq!(en(Naming::Dropped), "someone said, and then someone left");
    let ja = |line, naming| replaced(line, &["田中花子", "森"], naming, Lang::Ja);
    assert_eq!(ja("田中さんと森さんに、田中花子の件", Naming::Alias), "AさんとBさんに、Aさんの件");
    assert_eq!(ja("田中さんに聞く", Naming::Dropped), "ある人に聞く");
}

#[test]
fn an_honorific_that_begins_another_name_is_that_names() {
    // Somebody addressed as 「ﾄ」, and somebody as 「様ﾄ」.
    let line = " 様ﾄ様ﾄｻLﾄ様\u{200d}\u{200d}\u{202e} ";
    let hidden = replaced(&format!("{line} 中森子さん {line}"), &["中森子"], Naming::Dropped, Lang::Ja);
    assert!(!hidden.contains("中森子"), "{hidden}");
}

#[test]
fn somebody_answers_to_any_of_their_names() {
    let ken = Person::new("Mori Ken", &["もり けん", "ken"]).unwrap();
    assert!(["mori ken", "MORI", "Ken", "もり", "モリ"].iter().all(|said| ken.answers_to(said)));
    assert!(!ken.answers_to("Kenta") && !ken.answers_to(""));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_taken_and_no_name_is_left(
        line in "[ a-zA-Z森田中花子さんサン様・　ｻﾄｳ'’\\-\\u{202e}\\u{200d}👨]{0,40}",
        name in "[A-Z][a-z]{2,5}|[森田中花子]{2,4}|[森田] [中花]子",
    ) {
        let text = format!("{line} {name}さん {line}");
        let kept = replaced(&text, &[&name], Naming::Kept, Lang::Ja);
        prop_assert_eq!(&kept, &text);
        let hidden = replaced(&text, &[&name], Naming::Dropped, Lang::Ja);
        let name_there = hidden.contains(&format!(" {name}さん"));
        prop_assert!(!name_there, "{hidden}");
    }
}
