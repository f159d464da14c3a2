use super::*;

#[test]
fn headings_begin_or_end_with_a_date() {
    for (words, at, title) in [
        ("2024-06-03", "2024-06-03 00:00", ""),
        ("[2024-06-03] Talk", "2024-06-03 00:00", "Talk"),
        ("[[2024-06-03]]", "2024-06-03 00:00", ""),
        ("(2024/6/3) Talk", "2024-06-03 00:00", "Talk"),
        ("Talk on the plan, 3 June 2024", "2024-06-03 00:00", "Talk on the plan"),
        ("3 June 2024", "2024-06-03 00:00", ""),
        ("3rd of June, 2024: Talk", "2024-06-03 00:00", "Talk"),
        ("June 3rd, 2024 10:30 Talk", "2024-06-03 10:30", "Talk"),
        ("Monday, 3 June 2024 at 10:30", "2024-06-03 10:30", ""),
        ("Mon 3 Jun 2024 – Talk", "2024-06-03 00:00", "Talk"),
        ("03.06.2024 Talk", "2024-06-03 00:00", "Talk"),
        ("25/12/2024 Talk", "2024-12-25 00:00", "Talk"),
        ("令和6年6月3日", "2024-06-03 00:00", ""),
        ("令和元年6月3日（月）面談", "2019-06-03 00:00", "面談"),
        ("面談 2024年6月3日(月)", "2024-06-03 00:00", "面談"),
        ("面談2024年6月3日", "2024-06-03 00:00", "面談"),
        ("【2024年6月3日】面談", "2024-06-03 00:00", "面談"),
        ("２０２４年６月３日 10時30分 面談", "2024-06-03 10:30", "面談"),
        ("2024年6月3日(月) 午後3時半 面談", "2024-06-03 15:30", "面談"),
        ("2024-06-03 10:00 PM Talk", "2024-06-03 22:00", "Talk"),
        ("2024-06-03 10:00-11:00 Talk", "2024-06-03 10:00", "10:00-11:00 Talk"),
        ("<2024-06-03 Mon 10:00> Talk", "2024-06-03 10:00", "Talk"),
        ("<2024-06-03 Mon 10:00>", "2024-06-03 10:00", ""),
        ("令和六年六月三日 面談", "2024-06-03 00:00", "面談"),
        ("R6.6.3 面談", "2024-06-03 00:00", "面談"),
        ("2024年6月3日（月・祝）面談", "2024-06-03 00:00", "面談"),
    ] {
        let found = in_words(words, Order::Mdy).unwrap_or_else(|| panic!("{words}"));
        let shown = found.at.at().format("%Y-%m-%d %H:%M").to_string();
        assert_eq!((shown.as_str(), found.title.as_str()), (at, title), "{words}");
    }
    for words in ["Plan 2024", "May 2013", "why 2024-06-03 matters", "v1.2.3", "2024-02-30", "10:30", "令和6年", ""]
    {
        assert!(in_words(words, Order::Mdy).is_none(), "{words}");
    }
}

#[test]
fn headings_without_a_year_are_days_too() {
    for (words, expected) in [
        ("30 Jul", "7/30 - "),
        ("July 30th – Talk", "7/30 - Talk"),
        ("Thu, 30 July 10:30 Talk", "7/30 Thu 10:30 Talk"),
        ("6月3日(月)", "6/3 Mon "),
        ("６月３日（水）面談", "6/3 Wed 面談"),
        ("六月三日", "6/3 - "),
        ("6/3(水) 面談", "6/3 Wed 面談"),
    ] {
        let found = without_year(words).unwrap_or_else(|| panic!("{words}"));
        let weekday = found.weekday.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let time = found.time.map_or_else(String::new, |time| time.format("%H:%M ").to_string());
        assert_eq!(format!("{}/{} {weekday} {time}{}", found.month, found.day, found.title), expected, "{words}");
    }
    for words in ["Week of 3 May", "5/3", "Plan for May", "31 Jun", "30 Jul 2026", "Q3", "三日坊主", "日報"] {
        assert!(without_year(words).is_none(), "{words}");
    }
}

#[test]
fn what_looks_like_a_date_is_told_from_what_does_not() {
    for words in [
        "2026-13-01",
        "Week of 3 May",
        "5/3",
        "令和六年十三月一日",
        "R6.13.1",
        "2026-W19",
        "July 32",
        "6月31日",
        "32.05.2026",
        "Talk on 3/5",
        "2026-02-30 Talk",
    ] {
        assert!(looks_like_one(words), "{words}");
    }
    for words in
        ["Plan", "v1.2.3", "1.2.3 Setup", "10:30", "Q3/Q4", "03-1234-5678", "May", "第三章", "5", "2026", "and/or", ""]
    {
        assert!(!looks_like_one(words), "{words}");
    }
}

#[test]
fn the_weekday_beside_a_date_is_known() {
    for (words, expected) in [
        ("2026-05-03 (Mon) Talk", Some(Weekday::Mon)),
        ("Monday, 3 May 2026", Some(Weekday::Mon)),
        ("2026年5月3日（日・祝）", Some(Weekday::Sun)),
        ("<2026-05-03 Sun 10:00>", Some(Weekday::Sun)),
        ("2026年5月3日月次会議", None),
        ("2026-05-03 Talk", None),
    ] {
        assert_eq!(in_words(words, Order::Mdy).unwrap().weekday, expected, "{words}");
    }
}

#[test]
fn values_and_properties_are_dates() {
    let shown = |found: Option<Found>| match found {
        Some((When::Day(day), _)) => format!("{day} 00:00"),
        Some((When::Wall(at), _)) => at.format("%Y-%m-%d %H:%M").to_string(),
        Some((When::Exact(at), _)) => at.to_rfc3339(),
        None => "-".to_owned(),
    };
    for (text, expected) in [
        ("[[2024-06-03]]", "2024-06-03 00:00"),
        ("\"2024-06-03\"", "2024-06-03 00:00"),
        ("1717372800", "2024-06-03T00:00:00+00:00"),
        ("1717372800000", "2024-06-03T00:00:00+00:00"),
        ("202406031030", "2024-06-03 10:30"),
        ("20240603", "2024-06-03 00:00"),
        ("2024-06-03T10:00:00+09:00", "2024-06-03T10:00:00+09:00"),
        ("3 June 2024", "2024-06-03 00:00"),
        ("令和6年6月3日", "2024-06-03 00:00"),
        ("May 3, 2026 10:00 AM → 11:00 AM", "2026-05-03 10:00"),
        ("2026年5月3日 10:00 (JST) → 11:00", "2026-05-03 10:00"),
        ("@May 3, 2026", "2026-05-03 00:00"),
        ("soon", "-"),
        ("12", "-"),
    ] {
        assert_eq!(shown(value(text, Order::Mdy)), expected, "{text}");
    }
    for (line, expected) in [
        ("date:: 2024-06-03", "2024-06-03 00:00"),
        ("- Created At:: [[2024-06-03]]", "2024-06-03 00:00"),
        ("**Date:** 3 June 2024", "2024-06-03 00:00"),
        ("Date: Mon, 3 Jun 2024 10:30", "2024-06-03 10:30"),
        ("日付：2024年6月3日（月）", "2024-06-03 00:00"),
        ("dates: 2024-06-03", "-"),
        ("Date: tomorrow", "-"),
        ("date", "-"),
    ] {
        assert_eq!(shown(property(line, Order::Mdy).map(|property| property.found)), expected, "{line}");
    }
}
