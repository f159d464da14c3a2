//! How often a pair means to meet, in words: `every two weeks`, `fortnightly`, `monthly`, 隔週, 月1回, 2週間ごと, `2w`.
//!
//! "Biweekly" and "bimonthly" mean two things each and are not read. Twice a month is every two weeks: a rhythm counts
//! whole days, weeks or months.

use unicode_normalization::UnicodeNormalization;

use crate::domain::Cadence::{self, Days, Months, Weeks};

const WHOLE: &[(&[&str], Cadence)] = &[
    (&["daily", "毎日"], Days(1)),
    (&["weekly", "once weekly", "毎週", "週ごと", "週毎"], Weeks(1)),
    (
        &[
            "fortnightly",
            "every fortnight",
            "once a fortnight",
            "alternate weeks",
            "twice monthly",
            "隔週",
            "隔週1回",
            "隔週に1回",
            "隔週ごと",
            "一週おき",
            "1週おき",
        ],
        Weeks(2),
    ),
    (&["monthly", "once monthly", "毎月", "月ごと", "月毎"], Months(1)),
    (&["隔月"], Months(2)),
    (
        &["quarterly", "every quarter", "once a quarter", "四半期ごと", "四半期毎", "四半期に1回", "四半期に一度"],
        Months(3),
    ),
    (
        &[
            "half-yearly",
            "half yearly",
            "every half year",
            "半年ごと",
            "半年毎",
            "半年に1回",
            "半年に1度",
            "半期に1回",
            "半期ごと",
        ],
        Months(6),
    ),
    (&["yearly", "annually", "毎年", "年ごと"], Months(12)),
];

/// Reads a rhythm, in words of either language or short (`10d`, `2w`, `1m`).
pub fn parse_cadence(text: &str) -> Option<Cadence> {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = folded.trim_end_matches(['.', '。']).split_whitespace().collect();
    let words = match words.as_slice() {
        ["about" | "roughly" | "around" | "approximately", rest @ ..] => rest,
        all => all,
    };
    let (plain, joined) = (words.join(" "), words.concat());
    let bare = without_vagueness(&joined);
    let is = |known: &&str| *known == plain || *known == bare;
    let whole = WHOLE.iter().find(|(known, _)| known.iter().any(is)).map(|(_, cadence)| *cadence);
    whole.or_else(|| Cadence::parse(&joined)).or_else(|| english(words)).or_else(|| japanese(bare))
}

/// 月1回 of だいたい月1回のペースで.
fn without_vagueness(text: &str) -> &str {
    let before =
        ["だいたい", "およそ", "おおよそ", "約"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let bare = before.strip_suffix("で").or_else(|| before.strip_suffix("に")).unwrap_or(before);
    let behind = ["のペース", "ペース", "くらい", "ぐらい", "程度", "ほど"];
    behind.iter().find_map(|word| bare.strip_suffix(word)).unwrap_or(bare)
}

#[derive(Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// So many units, within what a rhythm can be.
fn every(count: u16, unit: Unit) -> Option<Cadence> {
    let cadence = match unit {
        Unit::Day => Days(count),
        Unit::Week => Weeks(count),
        Unit::Month => Months(count),
        Unit::Year => Months(count.checked_mul(12)?),
    };
    Cadence::parse(&cadence.to_string())
}

/// So often in one unit, where whole days, weeks or months come of it.
fn times(count: u16, unit: Unit) -> Option<Cadence> {
    match (unit, count) {
        (_, 1) => every(1, unit),
        (Unit::Month, 2) => Some(Weeks(2)),
        (Unit::Month, 4) => Some(Weeks(1)),
        (Unit::Year, 2 | 3 | 4 | 6 | 12) => Some(Months(12 / count)),
        (Unit::Day | Unit::Week | Unit::Month | Unit::Year, _) => None,
    }
}

/// Numbers that count turns.
const TURNS: [&str; 10] = ["once", "twice", "other", "alternate", "second", "2nd", "third", "3rd", "fourth", "4th"];

fn english(words: &[&str]) -> Option<Cadence> {
    let number = |word: &str| match word {
        "a" | "an" | "one" | "once" => Some(1),
        "two" | "twice" | "other" | "alternate" | "second" | "2nd" => Some(2),
        "three" | "third" | "3rd" => Some(3),
        "four" | "fourth" | "4th" => Some(4),
        "five" => Some(5),
        "six" => Some(6),
        "seven" => Some(7),
        "eight" => Some(8),
        "nine" => Some(9),
        "ten" => Some(10),
        "twelve" => Some(12),
        digits => digits.parse::<u16>().ok(),
    };
    let unit = |word: &str| match word {
        "day" | "days" => Some(Unit::Day),
        "week" | "weeks" | "wk" | "wks" => Some(Unit::Week),
        "month" | "months" => Some(Unit::Month),
        "year" | "years" => Some(Unit::Year),
        _ => None,
    };
    match words {
        ["once", rest @ ..] if rest.first() == Some(&"every") => english(rest),
        ["every" | "each", name] => every(1, unit(name)?),
        ["every" | "once in", count, name] => every(number(count)?, unit(name)?),
        [count @ ("once" | "twice"), "a" | "per" | "each" | "every", name] => times(number(count)?, unit(name)?),
        // "2 weeks" alone, but not "second week"
        [count, name] if !TURNS.contains(count) => every(number(count)?, unit(name)?),
        [count, "times" | "time", "a" | "per" | "each" | "every", name] => times(number(count)?, unit(name)?),
        _ => None,
    }
}

fn japanese(text: &str) -> Option<Cadence> {
    let figures: String = text
        .chars()
        .map(|c| "〇一二三四五六七八九".chars().position(|k| k == c).map_or(c, |n| char::from(b'0' + n as u8)))
        .collect();
    let figures = figures.replace("十", "10").replace("イチ", "1").replace("いち", "1");
    let figures = figures.replace("ひと月", "1か月");
    let text = figures.as_str();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let (count, rest) = text.split_at(digits);
    if count.is_empty() {
        return often(rest);
    }
    let count: u16 = count.parse().ok()?;
    let units = [
        ("日間", Unit::Day),
        ("日", Unit::Day),
        ("週間", Unit::Week),
        ("週", Unit::Week),
        ("か月", Unit::Month),
        ("ヶ月", Unit::Month),
        ("カ月", Unit::Month),
        ("ヵ月", Unit::Month),
        ("ケ月", Unit::Month),
        ("箇月", Unit::Month),
        ("年", Unit::Year),
    ];
    let (rest, unit) = units.iter().find_map(|(name, unit)| Some((rest.strip_prefix(name)?, *unit)))?;
    let turns = ["ごと", "毎", "に1回", "に1度", "1回", "1度"];
    // 2週間 alone; 3月 would be March, and 2年 the second year.
    let is_bare = rest.is_empty() && matches!(unit, Unit::Day | Unit::Week);
    if turns.contains(&rest) || is_bare {
        return every(count, unit);
    }
    // 1か月に2回
    let often = rest.strip_prefix('に').and_then(|rest| rest.strip_suffix('回').or_else(|| rest.strip_suffix('度')));
    often.filter(|_| count == 1).and_then(|often| times(often.parse().ok()?, unit))
}

/// 月2回, 週に一度, 毎月1回.
fn often(text: &str) -> Option<Cadence> {
    let units = [
        ("毎週", Unit::Week),
        ("週", Unit::Week),
        ("毎月", Unit::Month),
        ("月", Unit::Month),
        ("毎年", Unit::Year),
        ("年", Unit::Year),
        ("毎日", Unit::Day),
    ];
    let (rest, unit) = units.iter().find_map(|(name, unit)| Some((text.strip_prefix(name)?, *unit)))?;
    let rest = rest.strip_prefix('に').unwrap_or(rest);
    let count = rest.strip_suffix('回').or_else(|| rest.strip_suffix('度')).unwrap_or(rest);
    let is_bare = count == rest;
    let count: u16 = count.parse().ok()?;
    // 月1 is often said, 月12 would be December.
    if is_bare && count > 4 { None } else { times(count, unit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rhythms_in_words() {
        let cases = [
            ("2w", "2w"),
            ("１０ｄ", "10d"),
            ("every two weeks", "2w"),
            ("Every 2 weeks", "2w"),
            ("every other week", "2w"),
            ("every second week", "2w"),
            ("every week", "1w"),
            ("weekly", "1w"),
            ("fortnightly", "2w"),
            ("every fortnight", "2w"),
            ("once a fortnight", "2w"),
            ("monthly", "1m"),
            ("every month", "1m"),
            ("once a month", "1m"),
            ("once per month", "1m"),
            ("twice a month", "2w"),
            ("two times a month", "2w"),
            ("2 times per month", "2w"),
            ("every six weeks", "6w"),
            ("once every 3 weeks", "3w"),
            ("every 10 days", "10d"),
            ("every day", "1d"),
            ("quarterly", "3m"),
            ("every quarter", "3m"),
            ("every three months", "3m"),
            ("four times a year", "3m"),
            ("twice a year", "6m"),
            ("once a year", "12m"),
            ("yearly", "12m"),
            ("隔週", "2w"),
            ("毎週", "1w"),
            ("毎月", "1m"),
            ("隔月", "2m"),
            ("月1回", "1m"),
            ("月一回", "1m"),
            ("月１回", "1m"),
            ("月一", "1m"),
            ("月イチ", "1m"),
            ("月に一度", "1m"),
            ("月に1回", "1m"),
            ("月2回", "2w"),
            ("月に二回", "2w"),
            ("月４回", "1w"),
            ("週1", "1w"),
            ("週1回", "1w"),
            ("週に一度", "1w"),
            ("2週間ごと", "2w"),
            ("二週間ごと", "2w"),
            ("2週ごと", "2w"),
            ("2週間に1回", "2w"),
            ("二週間に一度", "2w"),
            ("3週間毎", "3w"),
            ("十日ごと", "10d"),
            ("10日に1回", "10d"),
            ("3か月ごと", "3m"),
            ("３ヶ月に１回", "3m"),
            ("四半期ごと", "3m"),
            ("半年ごと", "6m"),
            ("半年に1回", "6m"),
            ("年1回", "12m"),
            ("年に2回", "6m"),
            ("年4回", "3m"),
            ("毎年", "12m"),
            ("毎日", "1d"),
            ("毎月1回", "1m"),
            ("2 weeks", "2w"),
            ("two weeks", "2w"),
            ("a month", "1m"),
            ("2週間", "2w"),
            ("10日", "10d"),
            ("once every two weeks", "2w"),
            ("every 2nd week", "2w"),
            ("every alternate week", "2w"),
            ("alternate weeks", "2w"),
            ("twice monthly", "2w"),
            ("once weekly", "1w"),
            ("every 14 days", "14d"),
            ("about every two weeks", "2w"),
            ("roughly monthly", "1m"),
            ("once every other month", "2m"),
            ("every 2 wks", "2w"),
            ("every month.", "1m"),
            ("月2", "2w"),
            ("月二", "2w"),
            ("隔週1回", "2w"),
            ("隔週ごと", "2w"),
            ("隔週くらい", "2w"),
            ("毎週1回", "1w"),
            ("週一", "1w"),
            ("週1ペース", "1w"),
            ("月1ペース", "1m"),
            ("月一回のペースで", "1m"),
            ("月1回程度", "1m"),
            ("月1回ほど", "1m"),
            ("だいたい月1回", "1m"),
            ("約2週間ごと", "2w"),
            ("ひと月に1回", "1m"),
            ("1か月に1回", "1m"),
            ("1ヶ月に2回", "2w"),
            ("二か月に一度", "2m"),
            ("２か月に１回", "2m"),
            ("三週間に一回", "3w"),
            ("2週間に1度", "2w"),
            ("半期に1回", "6m"),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_cadence(text).map(|c| c.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_has_two_meanings_or_none_is_not_read() {
        for text in [
            "",
            "often",
            "biweekly",
            "bimonthly",
            "twice a week",
            "three times a month",
            "every",
            "every few weeks",
            "every tuesday",
            "second week",
            "once month",
            "3月",
            "2年",
            "2か月",
            "月3回",
            "月12",
            "週2回",
            "1週間おき",
            "3回",
            "0w",
            "every 0 weeks",
            "every 367 days",
            "ときどき",
            "99999週間ごと",
        ] {
            assert_eq!(parse_cadence(text), None, "{text}");
        }
    }
}
