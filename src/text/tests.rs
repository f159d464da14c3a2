use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

/// Text of the kinds that break naive width counting, in any mixture.
pub fn difficult_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9 ,.()/-]{0,9}",
        4 => "[ぁ-んァ-ヶー一-龠、。「」っ！？　]{0,9}",
        2 => proptest::sample::select(vec![
            "👨‍👩‍👧‍👦", "🇯🇵", "🇯", "❤\u{fe0f}", "か\u{3099}", "e\u{301}\u{302}", "ｶﾞ", "ﾊﾟ", "ﾞ", "\t", "\u{0}", "\u{1b}[31m",
            "\r", "\u{7f}", "\u{9b}", "\u{200b}", "\u{200d}", "\u{202e}", "\u{2028}", "\u{301}", "葛\u{e0100}", "क्षि", "\u{a0}",
            "ᄀᄀᄀᄀᄀᄀᄀᄀᄀᄀ", "م\u{200c}ن", "𑤿", "\u{600}", "\u{11f02}", "\u{d4e}", "🏴\u{e0067}\u{e007f}", "https://example.org/a-long-path/without-blanks",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ];
    proptest::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn rows_partition_the_line_and_fit(text in difficult_text(), width in 1_usize..30) {
        let rows = wrap(&text, width);
        let mut end = 0;
        for (index, row) in rows.iter().enumerate() {
            prop_assert_eq!(row.start, end);
            end = row.end;
            let row = &text[row.clone()];
            let mut clusters = row.graphemes(true).collect::<Vec<_>>();
            if clusters.last().is_some_and(|last| is_breaking_blank(last)) {
                clusters.pop();
            }
            let used = clusters.iter().fold(0, |column, cluster| advance(column, cluster));
            prop_assert!(used <= width || clusters.len() == 1, "{row:?} takes {used} of {width}");
            prop_assert!(!row.is_empty() || index == rows.len() - 1);
        }
        prop_assert_eq!(end, text.len());
        prop_assert!(columns(&text[rows[rows.len() - 1].clone()]) < width);
    }

    #[test]
    fn rows_break_between_graphemes(text in difficult_text(), width in 1_usize..30) {
        let edges = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect::<Vec<_>>();
        for start in wrap_starts(&text, width) {
            prop_assert!(edges.contains(&start));
        }
    }

    #[test]
    fn shown_rows_fit_and_lose_only_blanks(text in difficult_text(), width in 8_usize..30) {
        let rows = wrap_text(&text, width);
        for row in &rows {
            prop_assert!(columns(row) <= width, "{row:?}");
        }
        let is_blank = |letter: char| is_breaking_blank(letter.encode_utf8(&mut [0; 4]));
        let ink = |text: &str| text.chars().filter(|letter| !is_blank(*letter)).collect::<String>();
        prop_assert_eq!(ink(&rows.concat()), ink(&text));
    }

    #[test]
    fn clusters_are_those_of_the_tables(text in difficult_text()) {
        prop_assert_eq!(clusters(&text).collect::<Vec<_>>(), text.grapheme_indices(true).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_counted_is_what_is_drawn(text in difficult_text()) {
        let safe = term_safe_line(&text);
        prop_assert_eq!(columns(&text), columns(&safe));
        prop_assert!(!safe.contains(char::is_control));
        prop_assert_eq!(term_safe_line(&safe).into_owned(), safe.into_owned());
        let safe = term_safe(&text);
        prop_assert_eq!(term_safe(&safe).into_owned(), safe.into_owned());
    }

    #[test]
    fn fitted_text_has_the_width_asked_for(text in difficult_text(), width in 0_usize..30) {
        prop_assert!(columns(&truncate(&text, width)) <= width);
        prop_assert_eq!(columns(&pad(&text, width)), width);
        let safe = term_safe_line(&text);
        prop_assert_eq!(columns(&pad_left(&safe, width)), width);
    }

    #[test]
    fn folding_twice_changes_nothing(text in difficult_text()) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
    }

    #[test]
    fn a_part_of_the_text_is_found_in_it(text in difficult_text(), skip in 0_usize..9, take in 1_usize..5) {
        let clusters = text.grapheme_indices(true).skip(skip).take(take).collect::<Vec<_>>();
        let needle = fold(&clusters.iter().map(|(_, cluster)| *cluster).collect::<String>());
        let found = find_folded(&text, &needle);
        prop_assert_eq!(found.is_empty(), needle.is_empty());
        for range in found {
            prop_assert!(fold(&text[range]).contains(&needle));
        }
    }

    #[test]
    fn nothing_panics(text in any::<String>(), width in 0_usize..9) {
        let _ = (wrap(&text, width), wrap_text(&text, width), term_safe(&text), fold(&text), pad(&text, width));
    }
}

#[test]
fn a_sign_that_joins_what_follows_is_padded_to_the_width_all_the_same() {
    for (sign, width) in [("𑤿", 2), ("x𑤿", 5), ("\u{600}", 3)] {
        assert_eq!(columns(&pad(sign, width)), width, "{sign:?}");
    }
}

#[test]
fn no_row_begins_with_a_closing_mark() {
    let text = "「目標は、来週までに三回やってみること。」と言っていました。ちょっと、スーパーで、とのこと。（了）";
    for width in 6..60 {
        for row in wrap(text, width).iter().skip(1) {
            let first = text[row.clone()].chars().next();
            assert!(!first.is_some_and(|first| "、。」っょー）".contains(first)), "width {width}: {first:?}");
        }
    }
    // A word without any opportunity gives its last letter away rather than leave the mark alone.
    assert_eq!(wrap_text("aaaaaaaa。", 8), ["aaaaaaa", "a。"]);
    assert_eq!(wrap_text("。。。。。", 4), ["。。", "。。", "。"]);
}

#[test]
fn words_stay_whole_and_blanks_hang() {
    assert_eq!(wrap_text("showing is faster than explaining", 10), ["showing is", "faster", "than", "explaining"]);
    assert_eq!(wrap_text("  two  blanks", 5), ["  two", "blank", "s"]);
    assert_eq!(wrap_text("", 5), [""]);
    assert_eq!(wrap("abcd", 4), [0..4, 4..4]);
    assert_eq!(wrap("abcd efgh", 4), [0..5, 5..9, 9..9]);
    assert_eq!(wrap("abcd  efgh", 4), [0..5, 5..6, 6..10, 10..10]);
    assert_eq!(wrap("a\u{a0}b\u{a0}c\u{a0}d", 4), [0..6, 6..10]);
}

#[test]
fn cut_text_ends_with_an_ellipsis() {
    assert_eq!(truncate("面談メモ", 8), "面談メモ");
    assert_eq!(truncate("面談メモ", 7), "面談メ…");
    assert_eq!(truncate("面談メモ", 6), "面談…");
    assert_eq!(truncate_with("abcdef", 5, "..."), "ab...");
    assert_eq!(truncate_with("abcdef", 2, "..."), "ab");
    assert_eq!(truncate("abc", 0), "");
    assert_eq!(pad("面談メモ", 6), "面談… ");
    assert_eq!(pad_left("12", 4), "  12");
}

#[test]
fn folding_makes_spellings_equal() {
    let same = ["メントリング", "ﾒﾝﾄﾘﾝｸﾞ", "めんとりんぐ", "メントリンク\u{3099}"];
    assert!(same.iter().all(|spelling| fold(spelling) == "めんとりんぐ"));
    assert_eq!(fold("１on１ ＡＢＣ"), "1on1 abc");
    assert_eq!(fold("サーバー"), "さーばー");
    assert_eq!(fold("Straße, œuvre – “Zoë’s” 10〜20"), "strasse, oeuvre - \"zoe's\" 10~20");
    assert_eq!(fold("髙﨑の渡邉と𠮷田"), "高崎の渡辺と吉田");
    assert_eq!(fold("Σίσυφος"), fold("ΣΊΣΥΦΟΣ"));
    assert_eq!(find_folded("ﾒﾝﾄﾘﾝｸﾞとメントリング", "んぐ"), [12..21, 36..42]);
    assert_eq!(find_folded("Ab aB", "ab"), [0..2, 3..5]);
    assert!(find_folded("abc", "").is_empty());
}

#[test]
fn keys_typed_with_an_input_method_on() {
    for (typed, meant) in [('ｑ', 'q'), ('Ａ', 'A'), ('？', '?'), ('１', '1'), ('　', ' '), ('：', ':'), ('あ', 'あ')]
    {
        assert_eq!(narrow_key(typed), meant);
    }
}

#[test]
fn what_steers_a_terminal_becomes_visible() {
    for (text, safe) in [
        ("\u{1b}[31mred\u{7}", "␛[31mred␇"),
        ("a\tb\n\tc", "a   b\n    c"),
        ("safe\rEVIL", "safe␍EVIL"),
        ("a\u{0}\u{7f}\u{9b}b", "a␀␡\u{fffd}b"),
        ("a\u{202e}b\u{2066}\u{2028}", "a\u{fffd}b\u{fffd}\u{fffd}"),
        ("a\u{200b}b\u{200d}c", "a\u{fffd}b\u{fffd}c"),
        ("\u{301}a", "\u{fffd}a"),
        ("a\u{e0041}", "a\u{fffd}"),
        ("葛\u{e0100}a\u{e0100}", "葛\u{e0100}a\u{fffd}"),
        ("👨‍👩‍👧❤\u{fe0f}1\u{fe0f}\u{20e3}", "👨‍👩‍👧❤\u{fe0f}1\u{fe0f}\u{20e3}"),
        ("می\u{200c}خواهم क्\u{200d}ष", "می\u{200c}خواهم क्\u{200d}ष"),
    ] {
        assert_eq!(term_safe(text), safe, "{text:?}");
    }
    assert_eq!(term_safe(&format!("e{}", "\u{301}".repeat(50))), format!("e{}", "\u{301}".repeat(8)));
    assert_eq!(term_safe_line("a\nb\r\nc"), "a b␍ c");
    assert!(matches!(term_safe("ふつうの文 abc\nok"), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn text_that_is_read_breaks_between_japanese_phrases() {
    for (text, width, rows) in [
        ("語が複数なら、そのすべてを含む面談を探す", 26, &["語が複数なら、そのすべてを", "含む面談を探す"][..]),
        (
            "記録を閲覧専用で開く（変更するコマンドは実行しない）",
            30,
            &["記録を閲覧専用で開く", "（変更するコマンドは実行しない", "）"],
        ),
        ("words in English break at blanks", 12, &["words in", "English", "break at", "blanks"]),
        ("短い", 10, &["短い"]),
        ("", 10, &[""]),
    ] {
        let found = wrap_phrases(text, width);
        assert!(found.iter().all(|row| columns(row) <= width), "{found:?}");
        if !text.contains('（') {
            assert_eq!(found, rows, "{text}");
        }
        let whole: String = found.concat().split_whitespace().collect();
        assert_eq!(whole, text.split_whitespace().collect::<String>());
    }
}
