//! When something is: due dates in words, the pair's next session, the order of day and month, times and lengths, rhythms.

use serde_json::Value;
use tomoni::capture::{Look, parse_cadence, parse_date, parse_datetime};
use tomoni::domain::{Cadence, DateRules, DayOrder};
use tomoni::i18n::Lang;
use tomoni::tui::screens::form::meaning::{day_in_field, moment_in_field};

use crate::support::{Home, Ran, text};

/// The due date of the only open promise.
fn due(home: &Home) -> Value {
    home.json(&["action", "list"])[0]["due"].clone()
}

#[test]
fn by_next_time_follows_the_next_session() {
    for note in ["! bring the numbers by next time\n", "! 次回までに数字をまとめる\n"] {
        let home = Home::with_aiko();
        home.session("Aiko", note, &["--at", "2026-11-20 15:00"]);
        assert_eq!(due(&home), Value::Null);
        assert!(home.ok(&["action", "list"]).contains("next time"));
        assert!(home.ok(&["action", "list", "--lang", "ja"]).contains("次回"));
        let next = home.session("Aiko", "", &["--planned", "--at", "2026-12-04 15:00"]);
        assert_eq!(due(&home), "2026-12-04");
        let moved = home.json(&["session", "move", &next, "2026-12-08 15:00"]);
        assert_eq!(due(&home), "2026-12-08", "it moves along");
        home.session("Aiko", "", &["--planned", "--at", "2026-12-01 15:00"]);
        assert_eq!(due(&home), "2026-12-01", "an earlier one is the next");
        let first = home
            .json(&["session", "list"])
            .as_array()
            .unwrap()
            .iter()
            .find(|s| text(&s["at"]).starts_with("2026-12-01"))
            .unwrap()["id"]
            .clone();
        home.ok(&["session", "cancel", &text(&first)]);
        assert_eq!(due(&home), "2026-12-08");
        home.ok(&["session", "delete", &text(&moved["id"])]);
        assert_eq!(due(&home), Value::Null, "nothing is planned any more");
    }
}

#[test]
fn a_due_date_by_hand_follows_nothing() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "! bring it by next time\n", &["--at", "2026-11-20 15:00"]);
    let line = text(&home.json(&["session", "show", &id])["lines"][0]["id"]);
    home.ok(&["line", "edit", &line, "--due", "2026-11-30"]);
    home.session("Aiko", "", &["--planned", "--at", "2026-12-04 15:00"]);
    assert_eq!(due(&home), "2026-11-30");
    home.ok(&["line", "edit", &line, "--due", "none"]);
    assert_eq!(due(&home), Value::Null);
    for words in ["next time", "by our next meeting", "次回", "次回まで"] {
        home.ok(&["line", "edit", &line, "--due", "2026-11-30"]);
        assert_eq!(home.json(&["line", "edit", &line, "--due", words])["due"], "2026-12-04", "{words}");
        assert_eq!(due(&home), "2026-12-04", "{words}");
    }
}

/// Chosen by hand, the next session is the one that comes next from then on, whenever the promise was made.
#[test]
fn next_time_chosen_for_an_old_promise_is_still_to_come() {
    for promise in ["! bring it\n", "! bring it by next time\n", "! bring it by 12 nov\n"] {
        let home = Home::with_aiko();
        let old = home.session("Aiko", promise, &["--at", "2026-10-20 15:00"]);
        home.session("Aiko", "", &["--at", "2026-11-06 15:00"]);
        home.session("Aiko", "", &["--at", "2026-11-21 10:00"]);
        let line = text(&home.json(&["session", "show", &old])["lines"][0]["id"]);
        let choose = || home.ok(&["line", "edit", &line, "--due", "next time"]);
        choose();
        assert_eq!(due(&home), Value::Null, "none is planned: {promise}");
        assert!(home.ok(&["action", "list"]).contains("next time"));
        let next = home.session("Aiko", "", &["--planned", "--at", "2026-12-04 15:00"]);
        assert_eq!(due(&home), "2026-12-04", "{promise}");
        choose();
        assert_eq!(due(&home), "2026-12-04", "{promise}");
        // A session of the past that is noted now is none to come.
        home.session("Aiko", "", &["--at", "2026-11-18 10:00"]);
        assert_eq!(due(&home), "2026-12-04", "{promise}");
        let moved = text(&home.json(&["session", "move", &next, "2026-12-08 15:00"])["id"]);
        assert_eq!(due(&home), "2026-12-08", "{promise}");
        let on = |now: &str, args: &[&str]| {
            let mut command = home.command(args);
            command.env("TOMONI_NOW", now);
            Ran::of(command).done()
        };
        // Held, it stays the day that was meant, also when the line is changed later; chosen again, it is the next one.
        on("2026-12-08T15:00:00+09:00", &["session", "start", &moved]);
        on("2026-12-08T16:00:00+09:00", &["session", "hold", &moved]);
        assert_eq!(due(&home), "2026-12-08", "{promise}");
        let later = "2026-12-10T09:00:00+09:00";
        on(later, &["line", "edit", &line, "--visibility", "private"]);
        on(later, &["session", "add", "--planned", "--pair", "Aiko", "--at", "2026-12-22 15:00"]);
        assert_eq!(due(&home), "2026-12-08", "{promise}");
        on(later, &["line", "edit", &line, "--due", "次回"]);
        assert_eq!(due(&home), "2026-12-22", "{promise}");
    }
}

#[test]
fn hours_of_the_day_are_no_length() {
    let home = Home::with_aiko();
    for words in ["next fri 15h", "fri 9h", "fri 16h30", "tue 15h00"] {
        home.run(&["session", "add", "--pair", "Aiko", "--planned", "--at", words]).refused(2);
    }
    home.session("Aiko", "", &["--at", "2026-11-20 15:00"]);
    let planned = home.json(&["session", "add", "--pair", "Aiko", "--planned", "--at", "tue for 2h"]);
    assert_eq!(planned["minutes"], 120);
}

#[test]
fn a_line_whose_date_was_not_read_says_so() {
    let home = Home::with_aiko();
    let note = "! draft by the spring review\n! 連休明けの火曜までに送る\n! learn by doing\n! done by fri\n";
    let ran = home.fed(&["session", "add", "--pair", "Aiko", "-"], note);
    assert!(
        ran.stderr.contains("draft by the spring review") && ran.stderr.contains("連休明けの火曜までに送る"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("learn by doing") && !ran.stderr.contains("by fri"), "{}", ran.stderr);
    let listed = home.ok(&["action", "list"]);
    assert_eq!(listed.matches("date unclear").count(), 2, "{listed}");
    assert_eq!(home.ok(&["action", "list", "--lang", "ja"]).matches("日付不明").count(), 2);
}

#[test]
fn the_order_of_day_and_month_is_that_of_the_place_or_of_the_configuration() {
    let day = |locale: &str, config: &str, at: &str| {
        let home = Home::with_aiko();
        std::fs::create_dir_all(home.path("config")).unwrap();
        std::fs::write(home.path("config/config.toml"), config).unwrap();
        let mut command = home.command(&["session", "add", "--planned", "--pair", "Aiko", "--json", "--at", at]);
        command.env("LC_TIME", locale);
        let added: Value = serde_json::from_str(&Ran::of(command).done()).unwrap();
        text(&added["at"])[..10].to_owned()
    };
    assert_eq!(day("en_US.UTF-8", "", "3/12 15:00"), "2027-03-12");
    assert_eq!(day("en_GB.UTF-8", "", "3/12 15:00"), "2026-12-03");
    assert_eq!(day("de_DE.UTF-8", "", "3/12 15:00"), "2026-12-03");
    assert_eq!(day("ja_JP.UTF-8", "", "3/12 15:00"), "2027-03-12");
    assert_eq!(day("en_GB.UTF-8", "dates = 'mdy'", "3/12 15:00"), "2027-03-12");
    assert_eq!(day("en_US.UTF-8", "dates = 'dmy'", "3/12 15:00"), "2026-12-03");
    assert_eq!(day("en_GB.UTF-8", "", "3/12 15時"), "2027-03-12", "Japanese letters: month and day");
    assert_eq!(day("en_US.UTF-8", "", "14/12/2026 15:00"), "2026-12-14", "it can be only one thing");
    assert_eq!(day("C.UTF-8", "fiscal_year_starts = 4", "end of the fiscal year 15:00"), "2027-03-31");
    assert_eq!(day("C.UTF-8", "days_off = ['2026-11-23', 2026-11-24]", "next working day 15:00"), "2026-11-25");
}

#[test]
fn what_is_wrong_with_the_settings_of_dates_is_said() {
    let home = Home::with_aiko();
    std::fs::create_dir_all(home.path("config")).unwrap();
    for (config, word) in [
        ("dates = 'dym'", "dates"),
        ("fiscal_year_starts = 13", "fiscal_year_starts"),
        ("days_off = ['x']", "days_off"),
        ("dates = 'dmy'\n\ndays_off = [\n  '2026-12-25',\n  '2026-12-32',\n]", "line 5: `days_off` takes"),
        (
            "days_off = ['2027-01-03..2026-12-29']",
            "line 1: The range “2027-01-03..2026-12-29” in `days_off` ends before",
        ),
        ("days_off = ['2026-01-01..2027-12-31']", "longer than a year"),
        ("days_off = ['2026-12-29..']", "not '2026-12-29..'"),
        ("days_off = 2026-12-29", "takes a list"),
        ("days_off = [[2026-12-29]]", "days_off"),
        ("days_off = [7]", "not 7"),
    ] {
        std::fs::write(home.path("config/config.toml"), config).unwrap();
        let told = home.run(&["config", "--check"]);
        assert!(told.code != 0 && told.stderr.contains(word), "{}", told.stderr);
    }
}

#[test]
fn a_date_without_a_time_takes_that_of_the_last_session_and_asks_without_one() {
    let home = Home::with_aiko();
    let told = home.run(&["session", "add", "--planned", "--pair", "Aiko", "--at", "fri"]).refused(2);
    assert!(told.contains("what time"), "{told}");
    home.session("Aiko", "", &["--at", "2026-11-20 16:30"]);
    let planned = home.json(&["session", "add", "--planned", "--pair", "Aiko", "--at", "fri"]);
    assert_eq!(planned["at"], "2026-11-27T16:30:00+09:00");
    let told = home.run(&["session", "add", "--planned", "--pair", "Aiko", "--at", "tomorrow morning"]).refused(2);
    assert!(told.contains("morning"), "{told}");
}

#[test]
fn a_span_of_time_says_how_long_it_takes() {
    let home = Home::with_aiko();
    for (at, time, minutes) in [
        ("fri 15:30-16:30", "15:30", 60),
        ("金曜15時から1時間半", "15:00", 90),
        ("tue 3–4pm", "15:00", 60),
        ("tomorrow at 3 for 45 minutes", "15:00", 45),
    ] {
        let planned = home.json(&["session", "add", "--planned", "--pair", "Aiko", "--at", at]);
        assert_eq!((&text(&planned["at"])[11..16], &planned["minutes"]), (time, &Value::from(minutes)), "{at}");
    }
    let told = |minutes: &str| {
        home.run(&["session", "add", "--planned", "--pair", "Aiko", "--at", "fri 15:00-16:00", "--minutes", minutes])
    };
    assert!(told("50").refused(2).contains("do not agree"), "neither is guessed");
    assert_eq!(told("60").code, 0);
}

#[test]
fn what_is_wrong_with_a_date_is_said_as_it_is() {
    let home = Home::with_aiko();
    let told = |at: &str| home.run(&["session", "add", "--planned", "--pair", "Aiko", "--at", at]).refused(2);
    assert!(told("12/11(月) 15時").contains("11 Dec 2026 is a Friday"), "{}", told("12/11(月) 15時"));
    assert!(told("fri 25:00").contains("time of day"), "{}", told("fri 25:00"));
    assert!(told("来週火曜（12/3）15時").contains("two different days"), "{}", told("来週火曜（12/3）15時"));
    let mut command =
        home.command(&["session", "add", "--planned", "--pair", "Aiko", "--at", "12/11(月) 15時", "--lang", "ja"]);
    command.env("LC_TIME", "ja_JP.UTF-8");
    assert!(Ran::of(command).refused(2).contains("2026年12月11日は金曜日"));
}

#[test]
fn a_rhythm_takes_words_and_what_is_shown_can_be_typed() {
    let home = Home::with_aiko();
    for (words, every) in [
        ("every two weeks", "2w"),
        ("隔週", "2w"),
        ("monthly", "1m"),
        ("月2回", "2w"),
        ("twice a month", "2w"),
        ("2週間ごと", "2w"),
        ("10d", "10d"),
    ] {
        assert_eq!(home.json(&["pair", "edit", "Aiko", "--every", words])["every"], every, "{words}");
    }
    let told = home.run(&["pair", "edit", "Aiko", "--every", "biweekly"]).refused(2);
    assert!(told.contains("every two weeks"), "{told}");
}

#[test]
fn a_search_since_a_month_begins_with_its_first_day() {
    let home = Home::with_aiko();
    home.session("Aiko", "kiwi in september\n", &["--at", "2026-09-30 10:00"]);
    home.session("Aiko", "kiwi in october\n", &["--at", "2026-10-01 10:00"]);
    home.session("Aiko", "kiwi in november\n", &["--at", "2026-11-01 10:00"]);
    let found = |query: &str| home.json(&["search", query])["hits"].as_array().map_or(0, Vec::len);
    assert_eq!(found("kiwi since:october"), 2);
    assert_eq!(found("kiwi since:october until:october"), 1);
    assert_eq!(found("kiwi から:10月 まで:10月"), 1);
    assert_eq!(found("kiwi から:今年度"), 3);
}

/// A home whose pair has met on these days for an hour.
fn who_met(days: &[&str], every: &str) -> Home {
    let home = Home::with_aiko();
    home.ok(&["pair", "edit", "Aiko", "--every", every]);
    for day in days {
        home.session("Aiko", "", &["--at", day, "--minutes", "60"]);
    }
    home
}

/// When a session is planned for which nobody says a date, and its length.
fn proposed(home: &Home, more: &[&str]) -> (String, Value) {
    let args = [&["session", "add", "--planned", "--pair", "Aiko"], more].concat();
    let added = home.json(&args);
    (text(&added["at"])[..16].to_owned(), added["minutes"].clone())
}

#[test]
fn a_session_is_planned_when_the_pair_usually_meets() {
    let tuesdays = ["2026-09-29 15:00", "2026-10-13 15:00", "2026-10-27 15:00", "2026-11-10 15:00"];
    let home = who_met(&tuesdays, "none");
    assert_eq!(proposed(&home, &[]), ("2026-11-24T15:00".into(), 60.into()));
    assert_eq!(proposed(&home, &[]), ("2026-12-08T15:00".into(), 60.into()), "the next one after it");
    assert!(home.ok(&["session", "list"]).contains("15:00–16:00"));
    assert_eq!(proposed(&home, &["--minutes", "30"]), ("2026-12-22T15:00".into(), 30.into()));
    assert_eq!(proposed(&home, &["--at", "thu"]), ("2026-11-26T15:00".into(), 60.into()));
    assert_eq!(proposed(&home, &["--at", "fri for 45 min"]), ("2026-11-27T15:00".into(), 45.into()));
}

#[test]
fn a_calendar_takes_the_usual_length_where_none_is_told() {
    let home = Home::with_aiko();
    home.session("Aiko", "", &["--planned", "--at", "2026-11-24 15:00"]);
    assert!(home.ok(&["calendar"]).contains("DTEND:20261124T070000Z"), "an hour where nobody knows");
    home.session("Aiko", "", &["--at", "2026-11-10 15:00", "--minutes", "45"]);
    assert!(home.ok(&["calendar"]).contains("DTEND:20261124T064500Z"));
    home.session("Aiko", "", &["--planned", "--at", "2026-12-08 15:00-15:20"]);
    assert!(home.ok(&["calendar"]).contains("DTEND:20261208T062000Z"));
}

#[test]
fn nothing_is_proposed_where_nobody_can_tell() {
    let ask = |home: &Home| home.run(&["session", "add", "--planned", "--pair", "Aiko"]).refused(2);
    let home = Home::with_aiko();
    home.ok(&["pair", "edit", "Aiko", "--every", "2w"]);
    assert!(ask(&home).contains("--at"), "they never met: {}", ask(&home));
    assert_eq!(home.json(&["session", "list"]), serde_json::json!([]));
    let tuesdays = ["2026-10-27 15:00", "2026-11-10 15:00"];
    for end in [&["pair", "end", "Aiko"][..], &["pair", "edit", "Aiko", "--until", "2026-11-23"]] {
        let home = who_met(&tuesdays, "2w");
        home.ok(end);
        assert!(ask(&home).contains("--at"), "{end:?}");
    }
}

#[test]
fn days_off_are_not_proposed() {
    let next = |locale: &str, config: &str, days: &[&str], every: &str| {
        let home = who_met(days, every);
        std::fs::create_dir_all(home.path("config")).unwrap();
        std::fs::write(home.path("config/config.toml"), config).unwrap();
        let mut command = home.command(&["session", "add", "--planned", "--pair", "Aiko", "--json"]);
        command.env("LC_TIME", locale);
        let added: Value = serde_json::from_str(&Ran::of(command).done()).unwrap();
        text(&added["at"])[..16].to_owned()
    };
    let mondays = ["2026-10-26 10:00", "2026-11-09 10:00"];
    assert_eq!(next("en_US.UTF-8", "", &mondays, "2w"), "2026-11-23T10:00");
    assert_eq!(next("ja_JP.UTF-8", "", &mondays, "2w"), "2026-11-30T10:00", "a holiday in Japan");
    let tuesdays = ["2026-10-27 15:00", "2026-11-10 15:00"];
    let off = "days_off = ['2026-11-24']";
    assert_eq!(next("en_US.UTF-8", off, &tuesdays, "2w"), "2026-12-01T15:00");
    let off = "days_off = ['2026-11-20..2026-12-03', 2026-12-08]";
    assert_eq!(next("en_US.UTF-8", off, &tuesdays, "2w"), "2026-12-15T15:00");
    assert_eq!(next("en_US.UTF-8", off, &["2026-11-11 15:00"], "12d"), "2026-12-04T15:00");
}

#[test]
fn a_move_keeps_what_is_not_told_and_takes_a_length() {
    let home = Home::with_aiko();
    let id = home.session("Aiko", "", &["--planned", "--at", "2026-11-24 15:00-16:00"]);
    let mut id = id;
    for (to, at, minutes) in [
        ("16:30", "2026-11-24T16:30", 60),
        ("thu", "2026-11-26T16:30", 60),
        ("17:00-17:45", "2026-11-26T17:00", 45),
        ("来週の火曜15時から1時間半", "2026-11-24T15:00", 90),
        ("翌日", "2026-11-25T15:00", 90),
        ("1週間後", "2026-12-02T15:00", 90),
        ("a day later", "2026-12-03T15:00", 90),
        ("30分後", "2026-12-03T15:30", 90),
        ("+1w", "2026-12-10T15:30", 90),
        ("翌週", "2026-12-17T15:30", 90),
        ("tomorrow", "2026-11-22T15:30", 90),
    ] {
        let moved = home.json(&["session", "move", &id, to]);
        assert_eq!((&text(&moved["at"])[..16], &moved["minutes"]), (at, &Value::from(minutes)), "{to}");
        id = text(&moved["id"]);
    }
    for wrong in ["16:00-15:00", "thu 15:00 for 0 min", "木曜15時から0分"] {
        let told = home.run(&["session", "move", &id, wrong]).refused(2);
        assert!(!told.contains("time of day"), "{told}");
    }
}

/// Whatever the desk shows as a day or a rhythm can be typed where one is asked for.
#[test]
fn what_is_shown_can_be_typed() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let rules = DateRules::default();
    for lang in Lang::ALL {
        for days in -400..=400 {
            let day = today + chrono::Duration::days(days);
            let look = if days < 0 { Look::Back } else { Look::Forward };
            for shown in [
                lang.day(day, today),
                lang.near_day(day, today),
                lang.full_day(day, today),
                lang.written_day(day),
                lang.calendar_day(day),
                lang.distance(day, today),
            ] {
                assert_eq!(parse_date(&shown, today, look, rules), Ok(day), "{shown}");
            }
        }
        for count in 1..=366 {
            for every in [Cadence::Days(count), Cadence::Weeks(count), Cadence::Months(count)] {
                let shown = lang.cadence(every);
                assert_eq!(parse_cadence(&shown), Some(every), "{shown}");
            }
        }
    }
}

/// What stands in a field when its dialog opens is read back as the same, wherever the field looks.
#[test]
fn what_a_field_begins_with_is_read_back() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let now = today.and_hms_opt(15, 7, 0).unwrap();
    for (lang, order) in
        Lang::ALL.into_iter().flat_map(|lang| [DayOrder::Mdy, DayOrder::Dmy, DayOrder::Ymd].map(|order| (lang, order)))
    {
        let rules = DateRules { order, ..DateRules::default() };
        for days in -800..=800 {
            let day = today + chrono::Duration::days(days);
            for look in [Look::Forward, Look::Back] {
                let shown = day_in_field(day, today, look, lang);
                assert_eq!(parse_date(&shown, today, look, rules), Ok(day), "{shown} {look:?}");
                let hour = u32::try_from(days.rem_euclid(24)).unwrap();
                let at = day.and_hms_opt(hour, 5 * (hour % 12), 0).unwrap();
                for minutes in [None, Some(1), Some(45), Some(60), Some(90), Some(600)] {
                    let shown = moment_in_field(at, minutes, today, look, lang);
                    let read = parse_datetime(&shown, now, look, rules);
                    let read = read.map(|read| (read.date, read.time, read.minutes));
                    assert_eq!(read, Ok((day, Some(at.time()), minutes)), "{shown} {look:?}");
                }
            }
        }
    }
}
