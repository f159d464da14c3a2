//! The guides list the forms of dates that are read: each row is tried.

use super::*;

#[test]
fn each_form_of_the_guides_is_read_as_they_say() {
    for lang in ["en", "ja"] {
        let guide = std::fs::read_to_string(format!("{}/docs/{lang}/guide.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let table = guide.split_once("<!-- forms:begin -->").unwrap().1.split_once("<!-- forms:end -->").unwrap().0;
        let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
        assert!(rows.len() > 20, "{lang}");
        for row in rows {
            let cells: Vec<&str> = row.trim_matches(['|', ' ']).split(" | ").collect();
            let (form, kind) = cells[0].strip_prefix('`').unwrap().split_once('`').unwrap();
            let (name, text) = match kind {
                "" => ("notes.md", format!("{}\nwords\n", form.replace('⏎', "\n"))),
                " (org)" | "（org）" => ("notes.org", format!("{}\nwords\n", form.replace('⏎', "\n"))),
                _ => (form, "words\n".to_owned()),
            };
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, text).unwrap();
            let last = all(Origin::Markdown, folder.path()).pop().unwrap();
            let found = match last.map(|arrival| arrival.at) {
                Ok(When::Day(day)) => format!("`{day}`"),
                Ok(When::Wall(at)) => at.format("`%Y-%m-%d %H:%M`").to_string(),
                Ok(When::Exact(at)) => at.to_rfc3339(),
                Err(broken) => {
                    assert!(matches!(broken.why, Why::UnclearDate | Why::NoSuchDay | Why::NoYear), "{row}");
                    cells[1].to_owned()
                }
            };
            assert_eq!(found, cells[1], "{row}");
            assert!(
                !kind.is_empty()
                    || cells[1].starts_with('`')
                    || matches!(cells[1], "named, not read" | "場所を示し、読まない")
            );
        }
    }
}
