//! Forms of address: honorifics after a name, titles before it, and the name that a line begins with.

use super::letters::{is_gap, is_ideograph, is_japanese, is_name_letter};

/// Words that follow a name. Those before the rank words also show that the word before them is a name.
const HONORIFICS: &[&str] = &[
    "さん",
    "さま",
    "サン",
    "様",
    "氏",
    "くん",
    "ちゃん",
    "先生",
    "女史",
    "殿",
    "-san",
    "-sama",
    "san",
    "先輩",
    "君",
    "部長",
    "課長",
    "係長",
    "主任",
    "社長",
    "室長",
    "専務",
    "常務",
    "GM",
];
/// This many of them show an unknown name.
const TELLING: usize = 10;
/// Words that come before an honorific but name nobody.
const NOBODY: &[&str] = &[
    "皆",
    "お客",
    "客",
    "母",
    "父",
    "お母",
    "お父",
    "兄",
    "姉",
    "お兄",
    "お姉",
    "奥",
    "旦那",
    "息子",
    "娘",
    "お子",
    "子供",
    "お医者",
    "新人",
    "若手",
    "先輩",
    "後輩",
    "お嬢",
    "何",
    "王",
    "神",
    "同",
    "各",
    "両",
    "赤",
    "坊",
    "彼",
    "担任",
    "学校",
];
/// A word that ends in one of these before an honorific is a trade, not a name: 「本屋さん」.
const TRADES: &[char] = &['屋', '者', '員', '客', '師', '長', '手'];
/// Titles before a name in English.
const TITLES: &[&str] = &["Mr", "Mrs", "Ms", "Miss", "Dr", "Prof"];
/// The longest run of letters before an honorific that is taken for a name.
const LONGEST: usize = 8;

/// The name that a line about a person begins with: up to a comma, a dash, a bracket, or an honorific.
pub fn name_in(line: &str) -> Option<&str> {
    let line = line.trim();
    let end = line.find(['、', '。', ',', '.', ';', ':', '：', '；', '(', '（', ')', '「', '」', '—', '–', '/', '\n']);
    let mut name = &line[..end.unwrap_or(line.len())];
    name = name.split(" - ").next().unwrap_or(name);
    if let Some(at) = HONORIFICS.iter().filter(|h| !h.is_ascii()).filter_map(|h| name.find(h)).min() {
        name = &name[..at];
    }
    let name = name.trim();
    if name.chars().next().is_some_and(is_japanese) {
        return Some(name).filter(|n| n.chars().count() <= 16);
    }
    // A sentence is no name: what stands there is cut to the words that begin with a capital letter.
    let end = capitalised(name);
    Some(&name[..end]).filter(|n| !n.is_empty())
}

/// The bytes of the words at the beginning that have a capital letter.
fn capitalised(text: &str) -> usize {
    let mut end = 0;
    for word in text.split_inclusive(' ') {
        if !word.starts_with(char::is_uppercase) {
            break;
        }
        let name = word.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’')).unwrap_or(word.len());
        let own = word[..name].strip_suffix("'s").or_else(|| word[..name].strip_suffix("’s")).unwrap_or(&word[..name]);
        let is_over = own.len() < word.trim_end().len();
        end = own.as_ptr() as usize - text.as_ptr() as usize + own.len();
        if is_over {
            break;
        }
    }
    end
}

/// A name without the titles behind it, if something is left: 「伊藤先輩」 before 「さん」 is 「伊藤」. One letter may be the
/// end of a name (鵜殿).
pub(super) fn without_titles(name: &str) -> &str {
    let titles = || HONORIFICS.iter().filter(|h| h.chars().count() > 1);
    let mut bare = name;
    while let Some(rest) = titles().find_map(|h| bare.strip_suffix(h)).filter(|rest| !rest.is_empty()) {
        bare = rest;
    }
    bare
}

/// The honorific that a text begins with.
pub(super) fn honorific(rest: &str) -> Option<&'static str> {
    let ends_there =
        |h: &str, rest: &str| !h.is_ascii() || !rest[h.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let apart = rest.trim_start_matches(is_gap);
    HONORIFICS.iter().copied().find(|h| {
        let rest = if h.is_ascii() { rest } else { apart };
        rest.starts_with(h) && ends_there(h, rest) && !is_in_a_word(h, rest)
    })
}

/// 「様」 and 「氏」 before another Han character belong to a word: 「模様替え」, 「氏名」.
pub(super) fn is_in_a_word(honorific: &str, rest: &str) -> bool {
    let next = rest[honorific.len()..].chars().next();
    matches!(honorific, "様" | "氏" | "殿" | "君") && next.is_some_and(is_ideograph)
}

/// The names before an honorific, and after a title.
pub(super) fn addressed(line: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for honorific in &HONORIFICS[..TELLING] {
        for (at, _) in line.match_indices(honorific) {
            let run = line[..at].char_indices().rev().take_while(|(_, c)| is_name_letter(*c)).take(LONGEST);
            let Some(start) = run.map(|(i, _)| i).last() else { continue };
            let name = &line[start..at];
            // 「仕様」 and 「多様性」: one letter before it is more often a word than a name.
            let is_word = *honorific == "様" && name.chars().count() < 2;
            let is_nobody = HONORIFICS.contains(&name) || NOBODY.contains(&name) || name.ends_with(TRADES);
            if !is_word && !is_nobody && !is_in_a_word(honorific, &line[at..]) && !name.starts_with('ー') {
                names.push(name);
            }
        }
    }
    for (at, _) in line.match_indices("-san") {
        let start = line[..at].rfind(|c: char| !c.is_alphanumeric()).map_or(0, |i| i + 1);
        if line.is_char_boundary(start) && line[start..at].starts_with(char::is_uppercase) {
            names.push(&line[start..at]);
        }
    }
    for title in TITLES {
        for (at, _) in line.match_indices(title) {
            let alone = !line[..at].ends_with(|c: char| c.is_alphanumeric());
            let rest = line[at + title.len()..].trim_start_matches('.');
            let Some(rest) = rest.strip_prefix(' ').filter(|_| alone) else { continue };
            let end = capitalised(rest);
            if end > 0 {
                names.push(&rest[..end]);
            }
        }
    }
    names
}
