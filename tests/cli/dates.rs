//! Dates for a calendar program: neutral, the same each time, readable by others.

use crate::support::{Home, mode};

#[test]
fn planned_sessions_and_the_ends_of_terms_are_in_it_and_nobodys_name() {
    let home = Home::with_aiko();
    home.ok(&["pair", "edit", "Aiko", "--until", "2027-03-31", "--purpose", "CANARY"]);
    home.session("Aiko", "CANARY", &["--planned", "--at", "2026-11-28 15:00", "--minutes", "45", "--theme", "CANARY"]);
    home.session("Aiko", "held", &["--at", "2026-11-01 10:00"]);
    home.ok(&["pair", "add", "Ken"]);
    home.ok(&["pair", "end", "Ken"]);
    home.session("Ken", "", &["--planned", "--at", "2026-12-01 15:00"]);
    let dates = home.ok(&["calendar"]);
    assert!(dates.contains("DTSTART:20261128T060000Z\r\n") && dates.contains("DTEND:20261128T064500Z\r\n"), "{dates}");
    assert!(dates.contains("DTSTART;VALUE=DATE:20270331\r\n"), "{dates}");
    assert_eq!(dates.matches("BEGIN:VEVENT").count(), 2, "what was held and who has ended is not in it\n{dates}");
    assert!(!dates.contains("Aiko") && !dates.contains("CANARY") && dates.ends_with("END:VCALENDAR\r\n"), "{dates}");
    assert_eq!(home.ok(&["calendar"]), dates, "the same date is the same event the next time");
    assert!(home.ok(&["calendar", "--names"]).contains("Mentoring session with Aiko"));
    assert!(home.ok(&["calendar", "--lang", "ja"]).contains("面談"));
    let json = home.json(&["calendar", "--pair", "Aiko", "-o", "out.ics"]);
    assert_eq!((&json["sessions"], &json["reviews"], mode(&home.path("out.ics"))), (&1.into(), &1.into(), 0o600));
    home.run(&["calendar", "-o", "out.ics"]).refused(1);
    home.ok(&["calendar", "-o", "out.ics", "--force"]);
}
