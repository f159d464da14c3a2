//! The marker at the start of a line.
//!
//! | marker | kind | | marker | kind |
//! | --- | --- | --- | --- | --- |
//! | none | fact | | `~` | reading |
//! | `!` | action | | `&` | thanks |
//! | `<` | action of the partner | | `@` | person |
//! | `=` | decision | | `%` | opportunity |
//! | `^` | learning | | `"` | quote |
//! | `?` | question | | `:name` | any kind by its name, in either language |
//!
//! `<` before a marker makes it the partner's. A marker needs a space after it, so `<div>`, `~/path` and `"quoted"` stay
//! text, and so does a marker that ends its line without a space: a line does not change its kind while its first
//! letter is typed. A full-width sign needs none: `！資料を送る`. A backslash before a marker makes the marker text.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::domain::{EntryKind, Owner};

/// What the start of a line says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedLine {
    /// What the line is.
    pub kind: EntryKind,
    /// Whose it is, as far as the marker tells.
    pub owner: Owner,
    /// The bytes in front of the text: the marker with the spaces after it, or the one backslash of an escaped marker.
    /// Empty when the line has neither. It always begins at 0.
    pub marker: Range<usize>,
    /// A backslash made the marker literal; the line is a fact.
    pub escaped: bool,
}

/// The markers of one character, in the order in which help shows them.
pub const MARKERS: &[(char, EntryKind)] = &[
    ('!', EntryKind::Action),
    ('=', EntryKind::Decision),
    ('^', EntryKind::Learning),
    ('?', EntryKind::Question),
    ('~', EntryKind::Reading),
    ('&', EntryKind::Thanks),
    ('@', EntryKind::Person),
    ('%', EntryKind::Opportunity),
    ('"', EntryKind::Quote),
];

/// The sign that makes a marker the partner's; alone it is short for `<!`.
pub const PARTNER_SIGN: char = '<';

/// The names of the kinds after a colon. The first English and the first Japanese name are the ones to show.
const NAMES: &[(EntryKind, &[&str])] = &[
    (EntryKind::Fact, &["fact", "話したこと", "said", "事実", "話"]),
    (EntryKind::Action, &["action", "約束", "todo", "task", "promise", "やること", "宿題", "アクション", "行動"]),
    (EntryKind::Decision, &["decision", "決めたこと", "decided", "agreed", "決定", "決定事項", "合意"]),
    (
        EntryKind::Learning,
        &["learning", "学び", "learned", "learnt", "lesson", "学んだこと", "気づき", "気付き", "教訓"],
    ),
    (EntryKind::Question, &["question", "質問", "ask", "問い", "聞くこと", "聞きたいこと", "疑問"]),
    (
        EntryKind::Reading,
        &["reading", "受け止め", "view", "feeling", "doubt", "自分の受け止め", "感想", "気持ち", "所感"],
    ),
    (EntryKind::Thanks, &["thanks", "感謝", "thank", "gratitude", "お礼", "ありがとう", "御礼"]),
    (EntryKind::Person, &["person", "人", "contact", "introduction", "intro", "紹介", "人物", "人脈"]),
    (EntryKind::Opportunity, &["opportunity", "機会", "chance", "チャンス", "好機"]),
    (EntryKind::Quote, &["quote", "言葉", "words", "quotation", "残したい言葉", "名言", "引用"]),
    (EntryKind::Growth, &["growth", "成長", "grown", "progress", "成長を感じた場面"]),
    (EntryKind::Advice, &["advice", "助言", "tip", "アドバイス", "コツ"]),
    (EntryKind::Story, &["story", "経験談", "experience", "体験談", "成功談", "失敗談", "経験", "エピソード"]),
    (EntryKind::Concern, &["concern", "悩み", "worry", "obstacle", "壁", "悩み・壁", "心配", "不安", "困りごと"]),
    (EntryKind::Feedback, &["feedback", "フィードバック", "fb", "意見", "講評"]),
    (EntryKind::Idea, &["idea", "アイデア", "アイディア", "案", "思いつき"]),
    (EntryKind::Agenda, &["agenda", "話すこと", "topic", "テーマ", "議題", "アジェンダ", "話題"]),
];

/// Reads the marker of a line. Only the beginning matters: the line end, or more lines, may follow.
pub fn parse_line(line: &str) -> ParsedLine {
    let unescaped = line.trim_start_matches(is_backslash);
    if let Some(first) = line.chars().next().filter(|c| is_backslash(*c)) {
        // Any number of backslashes before a marker loses exactly one, so that `\!` can be written as text too.
        let escaped = marker_of(unescaped).is_some();
        let end = if escaped { first.len_utf8() } else { 0 };
        return ParsedLine { marker: 0..end, escaped, ..unmarked() };
    }
    match marker_of(line) {
        Some((kind, owner, length)) => ParsedLine { kind, owner, marker: 0..length, escaped: false },
        None => unmarked(),
    }
}

/// The marker, with its space, that makes a line what it is; empty for a fact of both. An owner that no marker can say
/// (a decision that is only mine, say) gets the marker of its kind: the owner is then kept beside the text.
pub fn marker_for(kind: EntryKind, owner: Owner) -> String {
    let partners = owner == Owner::Partner && kind.default_owner() != Owner::Partner;
    if kind == EntryKind::Action && partners {
        return format!("{PARTNER_SIGN} ");
    }
    if kind == EntryKind::Fact && !partners {
        return String::new();
    }
    let sign = if partners { String::from(PARTNER_SIGN) } else { String::new() };
    match MARKERS.iter().find(|(_, marked)| *marked == kind) {
        Some((marker, _)) => format!("{sign}{marker} "),
        None => format!("{sign}:{} ", kind.key()),
    }
}

/// The text as a line that reads as plain text: with a backslash in front where it begins like a marker.
pub fn escape_if_marked(text: &str) -> Cow<'_, str> {
    let parsed = parse_line(text);
    if parsed.marker.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(format!("\\{text}")) }
}

/// The kind of a name in either language, as it stands after a colon: width and case do not matter.
pub fn kind_named(name: &str) -> Option<EntryKind> {
    let folded = fold_name(name);
    NAMES.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(kind, _)| *kind)
}

/// Every name of a kind, English and Japanese, best first.
pub fn names_of(kind: EntryKind) -> &'static [&'static str] {
    NAMES.iter().find(|(named, _)| *named == kind).map_or(&[], |(_, names)| names)
}

/// The space that ends a marker.
fn is_marker_space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}')
}

fn unmarked() -> ParsedLine {
    let kind = EntryKind::Fact;
    ParsedLine { kind, owner: kind.default_owner(), marker: 0..0, escaped: false }
}

fn is_backslash(c: char) -> bool {
    matches!(c, '\\' | '＼')
}

/// Kind, owner and length in bytes of the marker that `line` begins with.
fn marker_of(line: &str) -> Option<(EntryKind, Owner, usize)> {
    let after_sign = strip_partner_sign(line);
    let rest = after_sign.unwrap_or(line);
    let marked = match after_sign {
        Some(rest) if rest.starts_with(is_marker_space) => Some((EntryKind::Action, rest)),
        _ => single_marker(rest).or_else(|| named_marker(rest)),
    };
    let spaced = marked.filter(|(_, after)| after.starts_with(is_marker_space));
    let (kind, after_marker) = spaced.or_else(|| without_space(line, after_sign))?;
    let text = after_marker.trim_start_matches(is_marker_space);
    let owner = if after_sign.is_some() { Owner::Partner } else { kind.default_owner() };
    Some((kind, owner, line.len() - text.len()))
}

/// A full-width sign needs no blank: in Japanese one writes 「！資料を送る」. What begins no words (「！？」, 「＝＝＝」) and
/// a heading in brackets (「＜議題＞」) stay text, and so do the signs that ordinary text begins with, 「〜」 and quotation marks.
fn without_space<'a>(line: &'a str, after_sign: Option<&'a str>) -> Option<(EntryKind, &'a str)> {
    let rest = after_sign.unwrap_or(line);
    let begins_words = |text: &str| {
        text.starts_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '「' | '『' | '（' | '【' | '〈' | '《' | '［' | '(' | '[')
        })
    };
    if rest.starts_with(['！', '＝', '＾', '？', '＆', '＠', '％']) {
        return single_marker(rest).filter(|(_, after)| begins_words(after));
    }
    let first = rest.lines().next().unwrap_or_default();
    let alone = after_sign.is_some() && line.starts_with('＜') && begins_words(rest) && !first.contains(['＞', '>']);
    alone.then_some((EntryKind::Action, rest))
}

fn strip_partner_sign(line: &str) -> Option<&str> {
    line.strip_prefix(|c| half_width_twin(c) == PARTNER_SIGN)
}

fn single_marker(text: &str) -> Option<(EntryKind, &str)> {
    let first = text.chars().next()?;
    let twin = half_width_twin(first);
    let (_, kind) = MARKERS.iter().find(|(marker, _)| *marker == twin)?;
    Some((*kind, &text[first.len_utf8()..]))
}

fn named_marker(text: &str) -> Option<(EntryKind, &str)> {
    /// Longer than any name in either width: a colon before a long text costs nothing.
    const LONGEST_NAME: usize = 20;
    let named = text.strip_prefix(|c| half_width_twin(c) == ':')?;
    let (end, _) = named.char_indices().take(LONGEST_NAME + 1).find(|(_, c)| is_marker_space(*c))?;
    let (name, rest) = named.split_at(end);
    Some((kind_named(name)?, rest))
}

/// The marker character that an input method may have left in another width or shape.
fn half_width_twin(c: char) -> char {
    match c {
        '〜' | '～' => '~',
        '“' | '”' | '＂' => '"',
        '！' => '!',
        '＜' => '<',
        '＝' => '=',
        '＾' => '^',
        '？' => '?',
        '＆' => '&',
        '＠' => '@',
        '％' => '%',
        '：' => ':',
        other => other,
    }
}

fn fold_name(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::EntryKind::{Action, Advice, Concern, Decision, Fact, Feedback, Growth, Idea, Learning, Opportunity};
    use super::EntryKind::{Person, Question, Quote, Reading, Story, Thanks};
    use super::Owner::{Both, Me, Partner};
    use super::*;

    #[test]
    fn markers_file_a_line() {
        let cases: &[(&str, EntryKind, Owner, &str)] = &[
            ("we talked", Fact, Both, "we talked"),
            ("! draft", Action, Me, "draft"),
            ("< introduce", Action, Partner, "introduce"),
            ("<! introduce", Action, Partner, "introduce"),
            ("= monthly", Decision, Both, "monthly"),
            ("^ ask early", Learning, Me, "ask early"),
            ("<^ ask early", Learning, Partner, "ask early"),
            ("? why", Question, Me, "why"),
            ("~ unsure", Reading, Me, "unsure"),
            ("& for the book", Thanks, Me, "for the book"),
            ("<& for the book", Thanks, Partner, "for the book"),
            ("@ Mori", Person, Me, "Mori"),
            ("% a talk", Opportunity, Both, "a talk"),
            ("\" be kind", Quote, Partner, "be kind"),
            (":growth asked first", Growth, Me, "asked first"),
            ("<:growth asked first", Growth, Partner, "asked first"),
            (":Growth asked first", Growth, Me, "asked first"),
            ("：成長　自分から聞いた", Growth, Me, "自分から聞いた"),
            ("＜：助言　早めに", Advice, Partner, "早めに"),
            (":ﾌｨｰﾄﾞﾊﾞｯｸ 良い", Feedback, Me, "良い"),
            (":経験談 2009", Story, Me, "2009"),
            (":悩み 時間", Concern, Me, "時間"),
            (":アイデア 本", Idea, Me, "本"),
            ("！　下書き", Action, Me, "下書き"),
            ("！資料を送る", Action, Me, "資料を送る"),
            ("！「資料」を送る", Action, Me, "「資料」を送る"),
            ("！send it", Action, Me, "send it"),
            ("＜紹介する", Action, Partner, "紹介する"),
            ("＜！紹介する", Action, Partner, "紹介する"),
            ("<！紹介する", Action, Partner, "紹介する"),
            ("＜＾学んだ", Learning, Partner, "学んだ"),
            ("＝月1回", Decision, Both, "月1回"),
            ("＾学び", Learning, Me, "学び"),
            ("？なぜ", Question, Me, "なぜ"),
            ("＆本", Thanks, Me, "本"),
            ("＠森さん", Person, Me, "森さん"),
            ("％登壇", Opportunity, Both, "登壇"),
            ("＜　紹介", Action, Partner, "紹介"),
            ("＜＾ 学んだ", Learning, Partner, "学んだ"),
            ("＝ 月1回", Decision, Both, "月1回"),
            ("＾ 学び", Learning, Me, "学び"),
            ("？　なぜ", Question, Me, "なぜ"),
            ("〜 迷い", Reading, Me, "迷い"),
            ("～ 迷い", Reading, Me, "迷い"),
            ("＆ 本", Thanks, Me, "本"),
            ("＠ 森さん", Person, Me, "森さん"),
            ("％ 登壇", Opportunity, Both, "登壇"),
            ("“ 言葉", Quote, Partner, "言葉"),
            ("” 言葉", Quote, Partner, "言葉"),
            ("＂ 言葉", Quote, Partner, "言葉"),
            ("!  two spaces", Action, Me, "two spaces"),
            ("! ", Action, Me, ""),
        ];
        for (line, kind, owner, text) in cases {
            let parsed = parse_line(line);
            assert_eq!((parsed.kind, parsed.owner, parsed.escaped), (*kind, *owner, false), "{line}");
            assert_eq!(&line[parsed.marker.end..], *text, "{line}");
        }
    }

    #[test]
    fn without_its_space_a_marker_is_text() {
        let plain = ["!", "<", "<!", ":growth", "<div>", "~/path", "\"quoted\" text", "@name hi", "== a", "<< a", "?!"];
        let wide = [
            "！",
            "！！",
            "！？",
            "！。",
            "＝＝＝",
            "＜議題＞",
            "＜A社＞の件",
            "＜",
            "〜と思う",
            "～中",
            "“引用”",
            "：成長",
            "!資料",
        ];
        let more =
            ["- a", "* a", "+ a", "# a", "> a", "1. a", " ! a", ":nothing a", ": growth a", "\\ a", "", "\u{3000}"];
        for line in plain.into_iter().chain(more).chain(wide) {
            assert_eq!(parse_line(line), unmarked(), "{line}");
            assert!(matches!(escape_if_marked(line), Cow::Borrowed(_)), "{line}");
        }
    }

    #[test]
    fn a_backslash_makes_a_marker_literal() {
        for (line, text) in [("\\! a", "! a"), ("\\<^ a", "<^ a"), ("＼！　a", "！　a"), ("\\\\! a", "\\! a")] {
            let parsed = parse_line(line);
            assert_eq!((parsed.kind, parsed.escaped, &line[parsed.marker.end..]), (Fact, true, text), "{line}");
        }
        assert!(!parse_line("\\n is a line end").escaped);
    }

    #[test]
    fn every_kind_has_a_marker_that_reads_back() {
        for kind in EntryKind::ALL {
            for owner in [kind.default_owner(), Partner] {
                let parsed = parse_line(&format!("{}x", marker_for(*kind, owner)));
                assert_eq!((parsed.kind, parsed.owner), (*kind, owner));
            }
            assert_eq!(marker_for(*kind, kind.default_owner()).is_empty(), *kind == Fact);
            assert!(names_of(*kind).len() >= 2);
        }
        assert_eq!(marker_for(Action, Partner), "< ");
        assert_eq!(marker_for(Thanks, Partner), "<& ");
    }

    #[test]
    fn a_name_means_one_kind_and_is_written_folded() {
        let mut seen = std::collections::HashSet::new();
        for name in NAMES.iter().flat_map(|(_, names)| names.iter()) {
            assert!(seen.insert(name), "{name} twice");
            assert_eq!(fold_name(name), **name);
        }
    }

    proptest! {
        #[test]
        fn escaped_text_reads_back(text in "[!<=^?~&@%\":\\\\＼！＜＝　 a成長]{0,12}|\\PC{0,20}|:growth \\PC*") {
            let line = escape_if_marked(&text);
            let parsed = parse_line(&line);
            prop_assert_eq!(parsed.kind, Fact);
            prop_assert_eq!(&line[parsed.marker.end..], text.as_str());
        }
    }
}
