use super::*;

#[test]
fn the_export_is_read() {
    let expected = "\
[2026-01-09T18:05:00+09:00] 森さんと
![](dayone-moment://PHOTO1)

\\= 毎月会う

tags: 仕事, mentoring
starred: yes
location: Café, 京都市, 日本 (latitude 35.01, region {\"radius\":75})
weather: Clear (temperatureCelsius 8)
photo: 0cc175b9, jpeg (identifier PHOTO1, orderInEntry 0)
time zone: Asia/Tokyo
steps: {\"stepCount\":4200}
editingTime: 12.5
(Journal.json #2 NoDate)
[2026-01-10T09:05:00+00:00] \nonly rich
(Journal.json #4 NotThatFormat(\"JSON\"))
[2026-01-11T09:05:00+00:00] \nno id
";
    let path = fixture("dayone/Journal.json");
    assert_eq!(told(Origin::DayOne, &path), expected);
    assert_eq!(all(Origin::DayOne, &path)[0].as_ref().unwrap().key, "A1B2C3D4E5F60718293A4B5C6D7E8F90");
}

#[test]
fn a_folder_may_hold_several_journals() {
    let expected = "[2026-01-01T00:00:00+00:00] \nhome\n[2026-01-02T00:00:00+00:00] \nwork\n";
    assert_eq!(told(Origin::DayOne, &fixture("dayone/two")), expected);
    let mut source = open(Origin::DayOne, &fixture("dayone/two"), None).unwrap();
    let all = source.progress().1;
    assert!(source.progress().0 == 0 && all > 0);
    while source.next().is_some() {}
    assert_eq!(source.progress(), (all, all));
}

#[test]
fn the_older_bundle_is_read() {
    let expected = "\
[2014-05-01T18:30:00+09:00] Old days
\\< a line that begins like a marker
日本語

tags: work, old
starred: yes
location: Kyoto, Japan (Latitude 35.5)
weather: Cloudy (Celsius 21)
photo: photos/0A.jpg
time zone: Asia/Tokyo
(entries/0B.doentry NoDate)
(entries/0C.doentry NotThatFormat(\"plist\"))
";
    assert_eq!(told(Origin::DayOne, &fixture("dayone/classic.dayone")), expected);
    let one = fixture("dayone/classic.dayone/entries/0A.doentry");
    assert_eq!(all(Origin::DayOne, &one)[0].as_ref().unwrap().key, "0A");
}

#[test]
fn a_list_without_end_is_refused() {
    for (open, close) in [("<array>", ""), ("<dict><key>a</key>", "</dict>")] {
        let text = format!("<plist version=\"1.0\">{}{}</plist>", open.repeat(100_000), close.repeat(100_000));
        let (_folder, path) = file("a.doentry", text);
        assert_eq!(all(Origin::DayOne, &path), [Err(Broken::new("a.doentry", Why::NotThatFormat("plist".to_owned())))]);
    }
}

#[test]
fn an_archive_is_to_be_unpacked() {
    let (folder, path) = file("Export.zip", b"PK\x03\x04...");
    assert_eq!(why(Origin::DayOne, &path), Why::Packed);
    assert_eq!(why(Origin::DayOne, folder.path()), Why::Packed);
    assert_eq!(why(Origin::DayOne, tempfile::tempdir().unwrap().path()), Why::NothingHere);
}
