//! Dates as Japanese writes them: 「2026年5月3日」「令和八年五月三日」「二〇二六年五月三日」「R8.5.3」.

use chrono::NaiveDate;

/// The eras: their names, the letter that stands for them, the year before their first, and how many years they have.
const ERAS: [(&str, char, i32, u32); 5] = [
    ("令和", 'R', 2018, 99),
    ("平成", 'H', 1988, 31),
    ("昭和", 'S', 1925, 64),
    ("大正", 'T', 1911, 15),
    ("明治", 'M', 1867, 45),
];

/// The date that a text begins with, and the rest.
pub(in crate::import) fn date(text: &str) -> Option<(NaiveDate, &str)> {
    if let Some((found, rest)) = by_letter(text) {
        return Some((found?, rest));
    }
    let (year, rest) = year(text)?;
    let (month, day, rest) = month_and_day(rest)?;
    Some((NaiveDate::from_ymd_opt(year, month, day)?, rest))
}

/// What is written like a date at the beginning of a text, with its year or without: the day, if there is one, and the
/// rest.
pub(in crate::import) fn shaped(text: &str) -> Option<(Option<NaiveDate>, &str)> {
    if let Some(found) = by_letter(text) {
        return Some(found);
    }
    let is_era = ERAS.iter().any(|era| text.starts_with(era.0));
    let (year, rest) = match year(text) {
        Some((year, rest)) => (Some(year), rest),
        // A year that the era does not have.
        None if is_era => (None, text.split_once('年')?.1.trim_start_matches(' ')),
        None => (Some(2000), text),
    };
    let (month, day, rest) = figures_of_month_and_day(rest)?;
    Some((year.and_then(|year| NaiveDate::from_ymd_opt(year, month, day)), rest))
}

/// 「5月3日」「五月三日」 at the beginning of a text, and the rest.
pub(in crate::import) fn month_and_day(text: &str) -> Option<(u32, u32, &str)> {
    figures_of_month_and_day(text).filter(|(month, day, _)| (1..=12).contains(month) && (1..=31).contains(day))
}

fn figures_of_month_and_day(text: &str) -> Option<(u32, u32, &str)> {
    let (month, rest) = number(text)?;
    let (day, rest) = number(rest.strip_prefix('月')?.trim_start_matches(' '))?;
    Some((month, day, rest.strip_prefix('日')?))
}

/// 「令和八年」「令和元年」「2026年」「二〇二六年」 at the beginning of a text, and the rest.
pub(in crate::import) fn year(text: &str) -> Option<(i32, &str)> {
    let era = ERAS.iter().find_map(|era| Some((era, text.strip_prefix(era.0)?)));
    let Some(((_, _, before, years), rest)) = era else {
        let (year, rest) = number(text).filter(|(year, _)| (1000..=9999).contains(year))?;
        return Some((i32::try_from(year).ok()?, rest.strip_prefix('年')?.trim_start_matches(' ')));
    };
    let (year, rest) = match rest.strip_prefix('元') {
        Some(rest) => (1, rest),
        None => number(rest)?,
    };
    (1..=*years).contains(&year).then_some(())?;
    Some((before + i32::try_from(year).ok()?, rest.strip_prefix('年')?.trim_start_matches(' ')))
}

/// `R6.10.7`, `H31/4/30`. Of the older eras only the later years: `M1.2.3` is the number of a version, rather.
fn by_letter(text: &str) -> Option<(Option<NaiveDate>, &str)> {
    let (_, _, before, years) = ERAS.iter().find(|era| text.starts_with(era.1))?;
    let (year, rest) = figures(&text[1..])?;
    let separator = rest.chars().next().filter(|c| matches!(c, '.' | '/' | '-'))?;
    let (month, rest) = figures(rest.strip_prefix(separator)?)?;
    let (day, rest) = figures(rest.strip_prefix(separator)?)?;
    let year = before + i32::try_from(year).ok().filter(|y| (1..=*years).contains(&y.unsigned_abs()))?;
    (year >= 1950 && !rest.starts_with(['.', '/', '-'])).then_some(())?;
    Some((NaiveDate::from_ymd_opt(year, month, day), rest))
}

fn figures(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok().filter(|_| end <= 4)?, &text[end..]))
}

/// A number in figures or in words, and the rest: `2026`, 「二〇二六」「十二」「三十一」.
fn number(text: &str) -> Option<(u32, &str)> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if let Some(found) = figures(text) {
        return Some(found);
    }
    let digit = |letter: char| match letter {
        '零' => Some(0),
        letter => DIGITS.iter().position(|digit| *digit == letter).and_then(|digit| u32::try_from(digit).ok()),
    };
    let end = text.find(|c: char| c != '十' && digit(c).is_none()).unwrap_or(text.len());
    let (words, rest) = text.split_at(end);
    let letters: Vec<char> = words.chars().collect();
    let number = match letters[..] {
        [] => return None,
        ['十'] => 10,
        ['十', ones] => 10 + digit(ones)?,
        [tens, '十'] => digit(tens)? * 10,
        [tens, '十', ones] => digit(tens)? * 10 + digit(ones)?,
        _ if letters.len() > 4 => return None,
        _ => letters.iter().try_fold(0, |number, letter| Some(number * 10 + digit(*letter)?))?,
    };
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_era_in_figures_and_in_words() {
        for (text, expected) in [
            ("令和六年八月五日", "2024-08-05"),
            ("令和六年八月五日（月）面談", "2024-08-05"),
            ("令和元年十二月三十一日", "2019-12-31"),
            ("令和6年 10月 7日", "2024-10-07"),
            ("二〇二六年五月三日", "2026-05-03"),
            ("2026年5月3日", "2026-05-03"),
            ("平成三十一年四月三十日", "2019-04-30"),
            ("昭和64年1月7日", "1989-01-07"),
            ("R6.10.7", "2024-10-07"),
            ("R06/10/07", "2024-10-07"),
            ("H31-4-30", "2019-04-30"),
            ("令和六年十三月一日", "-"),
            ("平成四十年一月一日", "-"),
            ("R6.10", "-"),
            ("R6.10.7.1", "-"),
            ("M1.2.3", "-"),
            ("三日坊主", "-"),
            ("二六年五月三日", "-"),
            ("", "-"),
        ] {
            let found = date(text).map_or_else(|| "-".to_owned(), |(date, _)| date.to_string());
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(month_and_day("六月三日(月)"), Some((6, 3, "(月)")));
        assert_eq!(month_and_day("6月30日"), Some((6, 30, "")));
        assert_eq!(month_and_day("6月"), None);
    }
}
