//! Replacing phrases such as "by fri" with the date that they meant on the day of the note, for readers of a later day.

use chrono::NaiveDate;

use crate::i18n::Lang;

/// The text with its due date in place of the phrase, and whether it was replaced. A phrase in the other language is
/// removed, and the date has to be shown beside the text; if the text does not contain the phrase, nothing changes.
pub(super) fn dated(text: &str, phrase: Option<&str>, due: Option<NaiveDate>, lang: Lang) -> (String, bool) {
    let unchanged = || (text.to_owned(), false);
    let (Some(phrase), Some(due)) = (phrase.map(str::trim).filter(|p| !p.is_empty()), due) else { return unchanged() };
    // The last one counts, as it did when the date was read.
    let Some(at) = text.rfind(phrase) else { return unchanged() };
    let (before, behind) = (&text[..at], &text[at + phrase.len()..]);
    if language_of(phrase) == lang {
        return (format!("{before}{}{behind}", written(phrase, due, lang)), true);
    }
    let rest = without(before, behind);
    // The words were all there was.
    if rest.chars().any(char::is_alphanumeric) { (rest, false) } else { unchanged() }
}

/// "by Fri 27 Nov 2026", with a capital if the phrase had one; 「2026年11月27日(金)までに」, with the particle of the phrase.
fn written(phrase: &str, due: NaiveDate, lang: Lang) -> String {
    let words = lang.fill("paper-due", [("day", lang.written_day(due).into())]);
    match lang {
        Lang::En if phrase.starts_with(char::is_uppercase) => {
            let mut letters = words.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or(words)
        }
        Lang::En => words,
        Lang::Ja => format!("{words}{}", particle(phrase)),
    }
}

/// The particles after 「まで」 or 「中」 in the phrase.
fn particle(phrase: &str) -> &'static str {
    const ENDS: [&str; 4] = ["まで", "迄", "中", "内"];
    let particles = ["に", "の", "は", "で"];
    let behind =
        |particle: &&str| phrase.strip_suffix(*particle).is_some_and(|rest| ENDS.iter().any(|e| rest.ends_with(e)));
    match particles.iter().find(|particle| behind(particle)) {
        // 「今週中で」 is 「…までに」 once the day is named.
        Some(&"で") => "に",
        Some(particle) => particle,
        None => "",
    }
}

fn language_of(phrase: &str) -> Lang {
    if phrase.chars().any(is_japanese) { Lang::Ja } else { Lang::En }
}

fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// The text before and after the phrase, joined.
fn without(before: &str, behind: &str) -> String {
    let joints = [' ', '\u{3000}', ',', '、', ':', '：', ';'];
    let before = before.trim_end_matches(joints);
    let behind = if before.is_empty() {
        behind.trim_start_matches(joints)
    } else {
        behind.trim_start_matches([' ', '\u{3000}'])
    };
    let apart = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_japanese(c));
    let gap = if apart(before.chars().next_back()) && apart(behind.chars().next()) { " " } else { "" };
    format!("{before}{gap}{behind}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::find_due;
    use crate::domain::DateRules;

    #[test]
    fn the_words_give_way_to_the_date() {
        // A Saturday.
        let base = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let cases = [
            ("draft the note by fri", Lang::En, "draft the note by Fri 27 Nov 2026", true),
            ("By Friday the list", Lang::En, "By Fri 27 Nov 2026 the list", true),
            ("by next tuesday: the list", Lang::En, "by Tue 24 Nov 2026: the list", true),
            ("answer within 2 weeks.", Lang::En, "answer by Sat 5 Dec 2026.", true),
            ("due: 28 nov", Lang::En, "by Sat 28 Nov 2026", true),
            ("手引きの下書き 7/3まで", Lang::Ja, "手引きの下書き 2027年7月3日(土)まで", true),
            ("金曜までに下書き", Lang::Ja, "2026年11月27日(金)までに下書き", true),
            ("資料は来週の火曜までに送る", Lang::Ja, "資料は2026年11月24日(火)までに送る", true),
            ("今週中に連絡", Lang::Ja, "2026年11月22日(日)までに連絡", true),
            ("一週間以内に返事", Lang::Ja, "2026年11月28日(土)までに返事", true),
            ("明日までの宿題", Lang::Ja, "2026年11月22日(日)までの宿題", true),
            ("締切は12/1", Lang::Ja, "2026年12月1日(火)まで", true),
            ("明日までに一章、金曜までに二章", Lang::Ja, "明日までに一章、2026年11月27日(金)までに二章", true),
            // The words are of the other language: they go, and the date is told beside the text.
            ("金曜までに下書き", Lang::En, "下書き", false),
            ("send it by fri, please", Lang::Ja, "send it, please", false),
            ("draft by fri now", Lang::Ja, "draft now", false),
            // Nothing would be left.
            ("金曜まで", Lang::En, "金曜まで", false),
        ];
        for (text, lang, expected, replaced) in cases {
            let due = find_due(text, base, DateRules::default()).unwrap_or_else(|| panic!("nothing due in {text}"));
            let told = dated(text, Some(&text[due.phrase.clone()]), Some(due.date), lang);
            assert_eq!(told, (expected.to_owned(), replaced), "{text}");
        }
    }

    #[test]
    fn what_is_not_there_changes_nothing() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 27);
        for (phrase, due) in [(None, day), (Some("by fri"), None), (Some("by mon"), day), (Some(" "), day)] {
            assert_eq!(dated("send it by fri", phrase, due, Lang::En), ("send it by fri".to_owned(), false));
        }
        let again = dated("by fri, or at last by fri", Some("by fri"), day, Lang::En).0;
        assert_eq!(again, "by fri, or at last by Fri 27 Nov 2026");
    }
}
