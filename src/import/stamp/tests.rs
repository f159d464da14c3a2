use super::*;

fn shown(stamp: Option<Stamp>) -> String {
    stamp.map_or_else(|| "-".to_owned(), |stamp| stamp.at().format("%Y-%m-%d %H:%M:%S").to_string())
}

#[test]
fn dates_as_strftime_writes_them() {
    let cases = [
        ("2020-08-29 11:11", "2020-08-29 11:11:00"),
        ("2020-08-29 11:11:09 AM", "2020-08-29 11:11:09"),
        ("2020-08-29 12:05 AM", "2020-08-29 00:05:00"),
        ("2020-08-29 12:05 pm", "2020-08-29 12:05:00"),
        ("2020-08-29T23:11:09", "2020-08-29 23:11:09"),
        ("29.08.2020 11:11", "2020-08-29 11:11:00"),
        ("08/29/20 11:11PM", "2020-08-29 23:11:00"),
        ("29/08/2020", "2020-08-29 00:00:00"),
        ("03/08/2020", "2020-03-08 00:00:00"),
        ("2019-07 14:23", "2019-07-01 14:23:00"),
        ("Sat Aug 29 11:11:00 2020", "2020-08-29 11:11:00"),
        ("Saturday, August 29th, 2020 at 9pm", "2020-08-29 21:00:00"),
        ("29-Aug-2020 11:11", "2020-08-29 11:11:00"),
        ("2020年08月29日 11:11", "2020-08-29 11:11:00"),
        ("2020年8月29日(土) 午後3時05分", "2020-08-29 15:05:00"),
        ("20200829 11:11", "2020-08-29 11:11:00"),
        ("202008291111", "2020-08-29 11:11:00"),
        ("2020-08-29 11:11:00+0900", "2020-08-29 11:11:00"),
        ("ashasd7zdskhz7asdkjasd", "-"),
        ("2020-02-30", "-"),
        ("Aug 29 11:11", "-"),
        ("line 2020", "-"),
        ("2020 2021-01-01", "-"),
        ("x", "-"),
        ("", "-"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(stamp(text, Order::Mdy)), expected, "{text}");
    }
    assert_eq!(shown(stamp("03/08/2020", Order::Dmy)), "2020-08-03 00:00:00");
    assert_eq!(shown(stamp("08/29/2020", Order::Dmy)), "2020-08-29 00:00:00");
    assert_eq!((either_way("03/08/2020 10:00"), either_way("03.08.2020")), (Some((3, 8)), None));
    assert_eq!(time_alone("11:11"), NaiveTime::from_hms_opt(11, 11, 0));
    assert_eq!(time_alone("2020-01-01 11:11"), None);
}

#[test]
fn dates_that_text_begins_with() {
    let cases = [
        ("2024-01-31", "2024-01-31 00:00:00", ""),
        ("2024-01-31 Title", "2024-01-31 00:00:00", " Title"),
        ("20240131-title", "2024-01-31 00:00:00", "-title"),
        ("2024年1月31日（水）面談", "2024-01-31 00:00:00", "（水）面談"),
        ("2024/1/31 10:30 Title", "2024-01-31 10:30:00", " Title"),
        ("2024年1月31日 10時 面談", "2024-01-31 10:00:00", " 面談"),
        ("2024-01-31T10:30:15", "2024-01-31 10:30:15", ""),
        ("2024-13-31", "-", ""),
        ("2024-01", "-", ""),
        ("202401310", "-", ""),
        ("Title", "-", ""),
    ];
    for (text, expected, rest) in cases {
        let found = leading(text);
        assert_eq!(shown(found.map(|f| f.0)), expected, "{text}");
        assert_eq!(found.map_or("", |f| f.1), rest, "{text}");
    }
}

#[test]
fn moments_with_and_without_an_offset() {
    let exact = |text| {
        moment(text, Order::Mdy).map(|at| match at {
            When::Exact(at) => at.to_rfc3339(),
            When::Wall(at) => at.to_string(),
            When::Day(day) => format!("{day} 00:00:00"),
        })
    };
    assert_eq!(exact("2024-01-31T10:00:00Z").unwrap(), "2024-01-31T10:00:00+00:00");
    assert_eq!(exact("2024-01-31 10:00:00.5 +0900").unwrap(), "2024-01-31T10:00:00.500+09:00");
    assert_eq!(exact("2024-01-31T10:00+09:00").unwrap(), "2024-01-31T10:00:00+09:00");
    assert_eq!(exact("2024-01-31 10:00:00 UTC").unwrap(), "2024-01-31T10:00:00+00:00");
    assert_eq!(exact("2024-01-31").unwrap(), "2024-01-31 00:00:00");
    assert_eq!(exact("January 31, 2024").unwrap(), "2024-01-31 00:00:00");
    assert_eq!(exact("2024年1月31日").unwrap(), "2024-01-31 00:00:00");
    assert_eq!(exact("soon"), None);
}

proptest::proptest! {
    #[test]
    fn any_text_has_an_answer(text in "\\PC{0,24}|[0-9:/.年月日TAPM +-]{0,24}") {
        let _ = (moment(&text, Order::Mdy), stamp(&text, Order::Dmy), leading(&text), either_way(&text));
    }
}
