//! Files as other programs write them, each with the right answer: every entry at its date, every word in it, and a word
//! about everything else.

use super::*;

/// Each entry as its day, time, title and note in one line; each doubt and each broken part as its place and reason.
fn read(origin: Origin, path: &Path) -> Vec<String> {
    let one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    for read in all(origin, path) {
        match read {
            Ok(arrival) => {
                let at = match arrival.at {
                    When::Day(day) => day.to_string(),
                    When::Wall(at) => at.format("%Y-%m-%d %H:%M").to_string(),
                    When::Exact(at) => at.to_rfc3339(),
                };
                found.push(format!("{at} | {} | {}", arrival.title, one_line(&arrival.note)));
                found.extend(arrival.doubts.iter().map(|doubt| format!("? {} {:?}", doubt.place, doubt.why)));
            }
            Err(broken) => found.push(format!("! {} {:?}", broken.place, broken.why)),
        }
    }
    found
}

#[track_caller]
pub(super) fn holds(origin: Origin, name: &str, bytes: impl AsRef<[u8]>, expected: &[&str]) {
    let (_folder, path) = file(name, bytes);
    assert_eq!(read(origin, &path), expected, "{name}");
}

#[test]
fn markdown_of_other_programs_arrives_at_its_dates() {
    let md = Origin::Markdown;
    // Obsidian: daily notes.
    holds(
        md,
        "2026-05-03.md",
        "---\ntags: [daily]\ncreated: 2026-05-04 08:00\ndate: 2026-05-03\n---\n## Talk with Aiko\n- she tried it\n",
        &["2026-05-03 |  | ## Talk with Aiko - she tried it tags: daily created: 2026-05-04 08:00"],
    );
    // Notion: a page of a database, in both languages, with a span of time.
    holds(
        md,
        "Talk with Aiko 1f2e3d4c5b6a79880123456789abcdef.md",
        "# Talk with Aiko\n\nCreated: March 1, 2026 9:00 AM\nDate: May 3, 2026 10:00 AM → 11:00 AM\nStatus: Done\n\nShe tried it.\n",
        &[
            "2026-05-03 10:00 | Talk with Aiko | Created: March 1, 2026 9:00 AM Date: May 3, 2026 10:00 AM → 11:00 AM Status: Done She tried it.",
        ],
    );
    holds(
        md,
        "面談 1f2e3d4c5b6a79880123456789abcdef.md",
        "# 面談\n\n作成日時: 2026年3月1日 9:00\n日付: 2026年5月3日 10:00 (JST) → 11:00\n\n話した。\n",
        &["2026-05-03 10:00 | 面談 | 作成日時: 2026年3月1日 9:00 日付: 2026年5月3日 10:00 (JST) → 11:00 話した。"],
    );
    // Apple Notes: the date stands below the title.
    holds(
        md,
        "Talk with Aiko.txt",
        "Talk with Aiko\n3 May 2026 at 10:12\n\nShe tried it.\n",
        &["2026-05-03 10:12 |  | Talk with Aiko She tried it."],
    );
    // A document of Google as Markdown: bold in headings, backslashes.
    holds(
        md,
        "Mentoring.md",
        "# **Mentoring log**\n\n## **Sunday, 3 May 2026**\n\nShe tried it\\.\n\n## **10 May 2026**\n\nSecond\n\n## **Sunday, 18 May 2026**\n\nThird\n",
        &[
            "2026-05-03 |  | She tried it\\. heading: **Mentoring log**",
            "2026-05-10 |  | Second",
            "2026-05-18 |  | Third",
            "? Mentoring.md:11 OtherWeekday { date: 2026-05-18, said: Sun }",
        ],
    );
    // org.
    holds(
        md,
        "mentoring.org",
        "#+TITLE: Mentoring\n* Talk\n<2026-05-03 Sun 10:00>\nShe tried it.\n* <2026-05-10 Sun> Second\nwords\n** A part\nmore\n* Third\n:PROPERTIES:\n:CREATED: [2026-05-17 Sun 09:30]\n:END:\nend\n",
        &[
            "2026-05-03 10:00 | Talk | #+TITLE: Mentoring <2026-05-03 Sun 10:00> She tried it.",
            "2026-05-10 | Second | words ** A part more",
            "2026-05-17 09:30 | Third | :PROPERTIES: :CREATED: [2026-05-17 Sun 09:30] :END: end",
        ],
    );
    // Logseq: a page whose list has the days, and the file of a day.
    holds(
        md,
        "Aiko.md",
        "type:: person\n\n- [[May 3rd, 2026]]\n\t- she tried it\n\t  id:: 64\n- [[May 10th, 2026]]\n\t- second\n",
        &["2026-05-03 |  | type:: person - she tried it id:: 64", "2026-05-10 |  | - second"],
    );
    holds(md, "2026_05_03.md", "- she tried it\n", &["2026-05-03 |  | - she tried it"]);
    // Bear: a tag, and the date in the title alone.
    holds(
        md,
        "2026-05-03 Talk.md",
        "# 2026-05-03 Talk\n#mentoring/aiko\nwords\n",
        &["2026-05-03 | 2026-05-03 Talk | #mentoring/aiko words"],
    );
    // Joplin: front matter in UTC.
    holds(
        md,
        "Talk.md",
        "---\ntitle: Talk\nupdated: 2026-05-04 09:00:00Z\ncreated: 2026-05-03 01:00:00Z\n---\n\nShe tried it.\n",
        &["2026-05-03T01:00:00+00:00 | Talk | She tried it. updated: 2026-05-04 09:00:00Z"],
    );
    // Evernote.
    holds(
        md,
        "Talk.txt",
        "Talk\n\nCreated: 3 May 2026, 10:12\nTags: mentoring\n\nShe tried it.\n",
        &["2026-05-03 10:12 | Talk | Talk Created: 3 May 2026, 10:12 Tags: mentoring She tried it."],
    );
    // A diary in one file that also says when it was made.
    holds(
        md,
        "diary.md",
        "---\ncreated: 2025-01-01\n---\n## 2026-05-03\na\n## 2026-05-10\nb\n",
        &["2026-05-03 |  | a created: 2025-01-01", "2026-05-10 |  | b"],
    );
}

#[test]
fn headings_of_every_kind_are_read_or_named() {
    let md = Origin::Markdown;
    for (name, text, expected) in [
        ("令和.md", "## 令和六年八月五日（月）\na\n## R6.10.7\nb\n", &["2024-08-05 |  | a", "2024-10-07 |  | b"][..]),
        (
            "bold.md",
            "**2026-05-03**\na\n\n**2026-05-10**\nb **2026-06-01** c\n",
            &["2026-05-03 |  | a", "2026-05-10 |  | b **2026-06-01** c"],
        ),
        (
            "bold.md",
            "**2026-05-03** Talk\na\n**2026-05-10:** Second\nb\n",
            &["2026-05-03 | Talk | a", "2026-05-10 | Second | b"],
        ),
        (
            "plain.txt",
            "2026-05-03\na\n\n2026-05-10 (Sun) 10:00\nb\n",
            &["2026-05-03 |  | a", "2026-05-10 10:00 |  | b"],
        ),
        (
            "parts.md",
            "## 2026-05-03\n**2026-06-01**\nis the deadline\n",
            &["2026-05-03 |  | **2026-06-01** is the deadline"],
        ),
        // The year follows from a heading, the name of the file, or the neighbours.
        ("log.md", "# 2026\n## 30 Jul\na\n## 6 Aug\nb\n", &["2026-07-30 |  | a heading: 2026", "2026-08-06 |  | b"]),
        ("Journal 2026.md", "## 6月3日(水)\na\n## 6月10日\nb\n", &["2026-06-03 |  | a", "2026-06-10 |  | b"]),
        (
            "log.md",
            "## 2025-12-20\na\n## 3 Jan\nb\n## 10 Jan\nc\n",
            &["2025-12-20 |  | a", "2026-01-03 |  | b", "2026-01-10 |  | c"],
        ),
        ("log.md", "## 3 Jan\nb\n## 2025-12-20\na\n", &["2026-01-03 |  | b", "2025-12-20 |  | a"]),
        // Nothing says it, or what says it is wrong: named, with its line.
        ("log.md", "## 30 Jul\na\n", &["! log.md:1 NoYear"]),
        ("2025年度.md", "## 1月8日\na\n", &["! 2025年度.md:1 NoYear"]),
        (
            "Journal 2026.md",
            "## 2026-06-01\nx\n## 6月3日(月)\na\n",
            &["2026-06-01 |  | x ## 6月3日(月) a", "? Journal 2026.md:3 NoYear"],
        ),
        (
            "log.md",
            "## 2026-05-03\na\n## 2026-13-01\nb\n",
            &["2026-05-03 |  | a ## 2026-13-01 b", "? log.md:3 NoSuchDay"],
        ),
        (
            "log.md",
            "## Week of 3 May\na\n## 2026-05-10\nb\n",
            &["2026-05-10 |  | ## Week of 3 May a b", "? log.md:1 UnclearDate"],
        ),
        ("log.md", "## 5/3\na\n", &["! log.md:1 UnclearDate"]),
        (
            "log.md",
            "## 2026-05-03\na\n### Deadline 2026-06-01\nb\n",
            &["2026-05-03 |  | a ### Deadline 2026-06-01 b", "? log.md:3 DeeperDate"],
        ),
        (
            "log.md",
            "# 2026-05-03 (Mon)\na\n",
            &["2026-05-03 |  | a", "? log.md:1 OtherWeekday { date: 2026-05-03, said: Mon }"],
        ),
        (
            "2026-05-03 (Mon).md",
            "a\n",
            &["2026-05-03 |  | a", "? 2026-05-03 (Mon).md OtherWeekday { date: 2026-05-03, said: Mon }"],
        ),
        (
            "a.md",
            "Date: Mon, 3 May 2026\n\na\n",
            &["2026-05-03 | a | Date: Mon, 3 May 2026 a", "? a.md OtherWeekday { date: 2026-05-03, said: Mon }"],
        ),
        (
            "2026-05-03.md",
            "## 2026-05-04\na\n## 2026-05-05\nb\n",
            &["2026-05-03 |  | ## 2026-05-04 a ## 2026-05-05 b", "? 2026-05-03.md ManyDays { days: 2 }"],
        ),
        (
            "v.md",
            "# Plan\n## 1.2.3 Setup\n## Q3/Q4\n## 2026-05-03\na\n",
            &["2026-05-03 |  | a heading: Plan heading: 1.2.3 Setup heading: Q3/Q4"],
        ),
    ] {
        holds(md, name, text, expected);
    }
}

#[test]
fn text_in_other_encodings_is_told_as_that() {
    let sjis = |text: &[u8]| text.to_vec();
    // `# 2026年5月3日` and a line below it, in CP932.
    let heading = sjis(b"# 2026\x94\x4e5\x8c\x8e3\x93\xfa\n\x96\xca\x92k\x82\xcc\x8bL\x98^\n");
    holds(Origin::Markdown, "a.md", heading, &["! a.md:1 Encoding(\"CP932\")"]);
    // A heading that begins readable is not cut in silence.
    let begins = sjis(b"# 2026-05-03 \x96\xca\x92k\x82\xcc\x8bL\x98^\nwords\n");
    holds(Origin::Markdown, "a.md", begins, &["! a.md:1 Encoding(\"CP932\")"]);
}

#[test]
fn a_folder_says_which_files_it_does_not_read() {
    let (folder, _) = file("2026-05-03.md", "a\n");
    for name in ["table.csv", "a.png", "b.png"] {
        std::fs::write(folder.path().join(name), "x").unwrap();
    }
    let found = read(Origin::Markdown, folder.path());
    assert!(found[1].ends_with("OtherFiles { count: 3, endings: \".csv .png\" }"), "{found:?}");
}

#[test]
fn text_and_json_of_journals_arrive_at_their_dates() {
    holds(
        Origin::Jrnl,
        "j.txt",
        "[2026-05-03 10:00] Talk with Aiko. @work\nShe tried it.\n\n[2026-05-10] Second\n",
        &["2026-05-03 10:00 | Talk with Aiko. @work | She tried it.", "2026-05-10 | Second | "],
    );
    holds(
        Origin::Jrnl,
        "j.json",
        r#"{"tags":{"@work":1},"entries":[{"title":"Talk","body":"She tried it. @work","date":"2026-05-03","time":"10:00","tags":["@work"],"starred":true}]}"#,
        &["2026-05-03 10:00 | Talk | She tried it. @work starred: yes"],
    );
    holds(
        Origin::DayOne,
        "Journal.json",
        r#"{"metadata":{"version":"1.0"},"entries":[{"uuid":"A1","creationDate":"2026-05-03T01:00:00Z","timeZone":"Asia\/Tokyo","text":"Talk\n\nShe tried it\\.","tags":["mentoring"]}]}"#,
        &["2026-05-03T10:00:00+09:00 |  | Talk She tried it\\. tags: mentoring time zone: Asia/Tokyo"],
    );
}
