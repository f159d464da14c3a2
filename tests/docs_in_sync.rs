//! The documents say what the program does: tables that can be derived are derived, links lead somewhere, both guides
//! tell the same. `TOMONI_UPDATE_DOCS=1 cargo test --test docs_in_sync` (or `just docs`) writes the tables again.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tomoni::capture::{MARKERS, names_of};
use tomoni::domain::{Cadence, EntryKind, Owner};
use tomoni::i18n::{Label, Lang};
use tomoni::text::folding;
use tomoni::tui::input::command::{self, Scope};
use tomoni::tui::input::key::Key;

const READMES: [(&str, Lang); 2] = [("README.md", Lang::En), ("README.ja.md", Lang::Ja)];
const GUIDES: [&str; 2] = ["docs/en/guide.md", "docs/ja/guide.md"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Holds what stands in `path` between `<!-- name:begin -->` and `<!-- name:end -->` against `table`, or writes it.
fn holds(path: &str, name: &str, table: &str) {
    let text = read(path);
    let (begin, end) = (format!("<!-- {name}:begin -->\n"), format!("<!-- {name}:end -->"));
    let from = text.find(&begin).unwrap_or_else(|| panic!("{path} has no {begin}")) + begin.len();
    let to = from + text[from..].find(&end).unwrap_or_else(|| panic!("{path} has no {end}"));
    let wanted = format!("\n{table}\n");
    if text[from..to] == wanted {
        return;
    }
    if std::env::var_os("TOMONI_UPDATE_DOCS").is_some() {
        // Another test may have written another table of the same file meanwhile: only this one is replaced.
        fs::write(root().join(path), format!("{}{wanted}{}", &text[..from], &text[to..])).unwrap();
        return;
    }
    panic!("{path}: the table `{name}` is not what the program says; `just docs` writes it again.\n{table}");
}

fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut text = format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(N));
    for row in rows {
        let _ = writeln!(text, "| {} |", row.map(|cell| cell.replace('|', "\\|")).join(" | "));
    }
    text
}

fn key_table(lang: Lang) -> String {
    let head = match lang {
        Lang::En => ["Where", "Keys", "What they do"],
        Lang::Ja => ["場所", "キー", "できること"],
    };
    let rows = Scope::ALL.iter().flat_map(|scope| {
        let name = lang.t(&format!("scope-{}", scope.key())).into_owned();
        let commands = command::all().iter().filter(move |c| c.scope == *scope);
        commands.enumerate().map(move |(place, c)| {
            let keys = c.keys.iter().map(|key| Key::parse(key).unwrap_or_else(|| panic!("{key}")).shown(false));
            let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
            let scope = if place == 0 { format!("**{name}**") } else { String::new() };
            [scope, keys.join(" "), lang.t(&c.words()).into_owned()]
        })
    });
    table(head, rows)
}

fn marker_table(lang: Lang) -> String {
    let (head, plain) = match lang {
        Lang::En => (["The line begins with", "It is", "Whose", "Seen by"], "nothing"),
        Lang::Ja => (["行の始まり", "種類", "担当", "見せる範囲"], "なし"),
    };
    let row = |sign: String, kind: EntryKind, owner: Owner| {
        let seen = kind.default_visibility().label(lang).into_owned();
        [sign, kind.label(lang).into_owned(), owner.label(lang).into_owned(), seen]
    };
    let mut rows = vec![row(plain.to_owned(), EntryKind::Fact, EntryKind::Fact.default_owner())];
    for (sign, kind) in MARKERS {
        rows.push(row(format!("`{sign}`"), *kind, kind.default_owner()));
        if *kind == EntryKind::Action {
            rows.push(row("`<`".to_owned(), EntryKind::Action, Owner::Partner));
        }
    }
    let marked = |kind: &EntryKind| *kind == EntryKind::Fact || MARKERS.iter().any(|(_, k)| k == kind);
    for kind in EntryKind::ALL.iter().filter(|kind| !marked(kind)) {
        let name = names_of(*kind).iter().find(|name| name.is_ascii() == (lang == Lang::En));
        rows.push(row(format!("`:{}`", name.expect("a name in this language")), *kind, kind.default_owner()));
    }
    table(head, rows)
}

/// The phrases of `tests/fixtures/dates` that the unit tests run, section by section, with what each means in words.
fn phrase_tables(lang: Lang) -> String {
    let head = match lang {
        Lang::En => ["Phrase", "Means"],
        Lang::Ja => ["書き方", "意味"],
    };
    let fixture = read(&format!("tests/fixtures/dates/{}.tsv", lang.code()));
    let mut tables = Vec::new();
    for section in fixture.split("# ").filter(|section| !section.trim().is_empty()) {
        let (title, rows) = section.split_once('\n').expect("a title");
        let rows = rows.lines().filter_map(|row| row.split_once('\t'));
        let rows: Vec<[String; 2]> =
            rows.map(|(phrase, means)| [format!("`{phrase}`"), meaning(means, lang)]).collect();
        assert!(!rows.is_empty(), "{title} is empty");
        tables.push(format!("## {}\n\n{}", title.trim_start_matches("< "), table(head, rows)));
    }
    tables.join("\n")
}

/// `2026-06-12 15:00 60 min`, `due 2026-06-12`, `next time` and `every 2w` in words.
fn meaning(means: &str, lang: Lang) -> String {
    if let Some(every) = means.strip_prefix("every ") {
        return lang.cadence(Cadence::parse(every).expect("a rhythm"));
    }
    if means == "next time" {
        return lang.t("due-next-time").into_owned();
    }
    let (due, rest) = match means.strip_prefix("due ") {
        Some(rest) => (true, rest),
        None => (false, means),
    };
    let mut parts = rest.splitn(3, ' ');
    let day = lang.written_day(parts.next().unwrap_or_default().parse().expect("a day"));
    let minutes = |text: &str| text.trim_end_matches(" min").parse().map(|n: u32| lang.minutes(n)).expect("minutes");
    let (time, length) = (parts.next().map(str::to_owned), parts.next().map(minutes));
    let said: Vec<String> = [Some(day), time, length].into_iter().flatten().collect();
    match (due, lang) {
        (true, Lang::En) => format!("due {}", said.join(", ")),
        (true, Lang::Ja) => format!("期限 {}", said.join(" ")),
        (false, Lang::En) => said.join(", "),
        (false, Lang::Ja) => said.join(" "),
    }
}

/// What a search treats as the same, from the tables that it uses.
fn folding_table(lang: Lang) -> String {
    let letters: Vec<String> = folding::LETTERS.iter().map(|(other, plain)| format!("{other} = {plain}")).collect();
    let signs: Vec<String> = folding::SIGNS.iter().map(|(sign, others)| format!("`{sign}` = {others}")).collect();
    let okurigana: Vec<String> = folding::OKURIGANA
        .iter()
        .map(|(kanji, forms)| match forms {
            [] => kanji.to_string(),
            forms => format!("{kanji}({})", forms.join("・")),
        })
        .collect();
    let verbs: Vec<String> = folding::ONE_LETTER
        .iter()
        .map(|(kanji, more, next)| {
            let next = next.chars().next().expect("a letter");
            format!("{kanji}{more}{next} = {kanji}{next}")
        })
        .collect();
    let small: Vec<String> = folding::SMALL.iter().map(|(small, large)| format!("{small} = {large}")).collect();
    let (letters, signs, verbs, small) = (letters.join(", "), signs.join(", "), verbs.join(", "), small.join(", "));
    let (kanji, okurigana) = (folding::KANJI.join(" "), okurigana.join(" "));
    let titles = folding::HONORIFICS.join(", ");
    let rows = match lang {
        Lang::En => [
            ["case, width, kana", "A = a = Ａ, カ = か = ｶ, ㎡ = m2"],
            ["accents and other marks on letters", "é = e, ü = u, ё = е; the variant of a kanji or of an emoji"],
            ["letters", &letters],
            ["quotes, apostrophes, dashes, wave dashes", &signs],
            ["kanji of one meaning, as in names", &kanji],
            ["small kana", &small],
            [
                "the long mark at the end of a word of three letters or more",
                "サーバー = サーバ, コンピューター = コンピュータ",
            ],
            ["okurigana in a compound of two or more of these kanji, in part or left out", &okurigana],
            ["okurigana of these verbs", &verbs],
            ["the space between a family name and a given name in kanji", "佐藤 直子 = 佐藤直子"],
            ["what you type after a name", &titles],
        ],
        Lang::Ja => [
            ["大文字と小文字、全角と半角、かなとカナ", "A = a = Ａ、カ = か = ｶ、㎡ = m2"],
            ["アクセント記号など、文字に付く記号", "é = e、ü = u、ё = е。異体字セレクタ、絵文字の字形の指定"],
            ["欧文の文字", &letters],
            ["引用符、アポストロフィ、ダッシュ、波ダッシュ", &signs],
            ["人名などの異体字", &kanji],
            ["小書きのかな", &small],
            ["三文字以上の語の終わりの長音", "サーバー = サーバ、コンピューター = コンピュータ"],
            ["次の漢字が二つ以上続く語の送り仮名（一部またはすべての省略）", &okurigana],
            ["次の動詞の送り仮名", &verbs],
            ["漢字の姓と名の間の空白", "佐藤 直子 = 佐藤直子"],
            ["名前に付けて入力した敬称", &titles],
        ],
    };
    let head = match lang {
        Lang::En => ["The search sets aside", "That is"],
        Lang::Ja => ["区別しないもの", "内容"],
    };
    table(head, rows.map(|[what, which]| [what.to_owned(), which.to_owned()]))
}

#[test]
fn the_guides_list_what_a_search_treats_as_the_same() {
    for (path, lang) in GUIDES.into_iter().zip([Lang::En, Lang::Ja]) {
        holds(path, "folding", &folding_table(lang));
    }
}

/// The lines that have no date, with what stands beside them.
fn line_table(lang: Lang) -> String {
    let head = match lang {
        Lang::En => ["Line", "Beside it"],
        Lang::Ja => ["行", "横に出るもの"],
    };
    let fixture = read(&format!("tests/fixtures/dates/{}-none.tsv", lang.code()));
    let rows = fixture.lines().filter_map(|row| row.split_once('\t'));
    let said = |means: &str| if means == "unread" { lang.t("due-unread").into_owned() } else { String::new() };
    table(head, rows.map(|(line, means)| [format!("`{line}`"), said(means)]))
}

#[test]
fn the_tables_of_dates_are_those_that_the_tests_run() {
    for lang in Lang::ALL {
        let path = format!("docs/{}/dates.md", lang.code());
        holds(&path, "phrases", &phrase_tables(lang));
        holds(&path, "lines", &line_table(lang));
    }
}

/// The rooms of `tests/architecture.rs` with what each may import, read from its source.
fn rooms() -> Vec<(String, Vec<String>)> {
    let source = read("tests/architecture.rs");
    let body = source.split_once("const MAY").and_then(|(_, rest)| rest.split_once("= &[")).expect("the table").1;
    let body = body.split_once("\n];").expect("its end").0;
    let mut rooms: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for part in body.split_inclusive(['"', '[', ']']) {
        match part.chars().last() {
            Some('[') => inside = true,
            Some(']') => inside = false,
            Some('"') => {
                let text = part.trim_end_matches('"');
                let is_name = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '_'));
                match (is_name, inside, rooms.last_mut()) {
                    (true, true, Some((_, may))) => may.push(text.to_owned()),
                    (true, false, _) => rooms.push((text.to_owned(), Vec::new())),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    assert!(rooms.len() > 15, "the table is no longer understood: {rooms:?}");
    rooms
}

fn import_table() -> String {
    let mut text = "| Module | may import |\n| --- | --- |\n".to_owned();
    for (room, may) in rooms() {
        let may: Vec<String> = may.iter().map(|m| format!("`{m}`")).collect();
        let may = if may.is_empty() { "no other module".to_owned() } else { may.join(", ") };
        let _ = writeln!(text, "| `{room}` | {may} |");
    }
    text
}

/// One test for all tables, since in the writing mode they share files.
#[test]
fn tables_say_what_the_program_says() {
    for (path, lang) in READMES {
        holds(path, "keys", &key_table(lang));
        holds(path, "markers", &marker_table(lang));
    }
    holds("ARCHITECTURE.md", "imports", &import_table());
}

/// The Markdown files of the project, with slashes.
fn documents() -> Vec<String> {
    fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "md") {
                found.push(path);
            }
        }
    }
    let mut found: Vec<PathBuf> = fs::read_dir(root()).unwrap().map(|e| e.unwrap().path()).collect();
    found.retain(|p| p.extension().is_some_and(|e| e == "md"));
    walk(&root().join("docs"), &mut found);
    found.iter().map(|p| p.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")).collect()
}

/// The lines of a document outside its code blocks.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    })
}

/// The name by which a heading is linked to.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).collect::<String>().replace(' ', "-")
}

#[test]
fn links_lead_somewhere() {
    let mut trouble = Vec::new();
    let mut checked = 0;
    for document in documents() {
        let text = read(&document);
        let links = prose(&text).flat_map(|line| line.match_indices("](").map(move |(at, _)| &line[at + 2..]));
        for link in links.filter_map(|rest| rest.split_once(')').map(|(link, _)| link)) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            checked += 1;
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => root().join(&document),
                file => root().join(&document).parent().unwrap().join(file),
            };
            if !target.exists() {
                trouble.push(format!("{document}: {link}"));
            } else if !heading.is_empty() {
                let there = fs::read_to_string(&target).unwrap();
                if !prose(&there).any(|line| line.starts_with('#') && anchor(line) == heading) {
                    trouble.push(format!("{document}: {link}: no such heading"));
                }
            }
        }
    }
    assert!(trouble.is_empty(), "{trouble:#?}");
    assert!(checked > 20, "the test no longer finds the links");
}

#[test]
fn both_guides_have_the_same_headings_and_the_same_examples() {
    let levels = |text: &str| -> Vec<usize> {
        let headings = prose(text).filter(|l| l.starts_with('#'));
        headings.map(|l| l.chars().take_while(|c| *c == '#').count()).collect()
    };
    let [en, ja] = GUIDES.map(read);
    assert_eq!(levels(&en), levels(&ja), "the headings of the two guides");
    assert_eq!(commands_shown(&en), commands_shown(&ja), "the commands shown in the two guides");
}

/// The commands that a guide shows, each with its sub-command, in their order.
fn commands_shown(text: &str) -> Vec<String> {
    let called = |line: &str| {
        let line = line.split("| ").last().unwrap_or(line);
        let words = line.strip_prefix("tomoni ")?.split(' ');
        let name = words.take_while(|w| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase())).take(2);
        Some(name.collect::<Vec<_>>().join(" "))
    };
    text.lines().filter_map(called).collect()
}

/// Backticked `src/…`, `tests/…`, `assets/…` are there, and behind a colon stands a function of that file.
#[test]
fn places_in_the_code_are_there() {
    let mut trouble = Vec::new();
    let mut checked = 0;
    for document in documents() {
        let text = read(&document);
        let quoted = prose(&text).flat_map(|line| line.split('`').skip(1).step_by(2));
        let roots = ["src/", "tests/", "assets/", "docs/", "benches/", ".ci/"];
        for place in quoted.filter(|q| roots.iter().any(|r| q.starts_with(r)) && !q.contains(['*', '…', '{', '<'])) {
            checked += 1;
            let (file, function) = place.split_once(':').unwrap_or((place, ""));
            let path = root().join(file);
            let found = path.exists()
                && (function.is_empty() || fs::read_to_string(&path).is_ok_and(|s| defines(&s, function)));
            if !found {
                trouble.push(format!("{document}: {place}"));
            }
        }
    }
    assert!(trouble.is_empty(), "{trouble:#?}");
    assert!(checked > 20, "the test no longer finds the places");
}

fn defines(source: &str, name: &str) -> bool {
    ["fn", "struct", "enum", "trait", "const", "macro_rules!"].iter().any(|what| {
        source
            .match_indices(&format!("{what} {name}"))
            .any(|(at, found)| !source[at + found.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

#[test]
fn both_guides_name_every_variable_of_the_environment() {
    let mut names = BTreeSet::new();
    let mut waiting = vec![root().join("src")];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(path).unwrap().map(|e| e.unwrap().path()));
            continue;
        }
        // What only tests read is in docs/reliability.md.
        if path.to_string_lossy().contains("tests") {
            continue;
        }
        let source = fs::read_to_string(path).unwrap();
        for (at, _) in source.match_indices("\"TOMONI_") {
            names.insert(source[at + 1..].split('"').next().unwrap().to_owned());
        }
    }
    assert!(names.len() >= 4, "{names:?}");
    for guide in GUIDES {
        let text = read(guide);
        let unsaid: Vec<_> = names.iter().filter(|name| !text.contains(name.as_str())).collect();
        assert!(unsaid.is_empty(), "{guide} does not name {unsaid:?}");
    }
}

/// A journal in a folder of its own, on the day of the pictures, that the examples of one language are run on.
struct Desk {
    folder: tempfile::TempDir,
    lang: Lang,
}

impl Desk {
    fn sh(&self, line: &str) -> Output {
        let program = Path::new(env!("CARGO_BIN_EXE_tomoni")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
        let mut shell = Command::new("sh");
        shell.args(["-c", line]).current_dir(self.folder.path()).stdin(Stdio::null()).env("PATH", path);
        let inside = |name: &str| self.folder.path().join(name);
        shell.env("TOMONI_JOURNAL", inside("journal.db")).env("TOMONI_CONFIG_DIR", inside("config"));
        shell.env("TOMONI_LANG", self.lang.code()).env("TOMONI_NOW", "2026-11-21T10:00:00+09:00");
        shell.output().unwrap()
    }

    fn run(&self, line: &str) -> String {
        let output = self.sh(line);
        assert!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, line: &str) -> serde_json::Value {
        serde_json::from_str(&self.run(line)).unwrap()
    }

    /// What stands for `ID` in an example: the newest of its kind.
    fn id(&self, example: &str) -> String {
        let session = || self.json("tomoni session list --json").as_array().unwrap().last().unwrap()["id"].clone();
        let id = match example.split(' ').nth(1).unwrap() {
            "session" => session(),
            "line" => {
                let id = session();
                self.json(&format!("tomoni session show {} --json", id.as_str().unwrap()))["lines"][0]["id"].clone()
            }
            "action" => self.json("tomoni action list --all --json")[0]["id"].clone(),
            _ => self.json("tomoni goal list --json")[0]["id"].clone(),
        };
        id.as_str().unwrap_or_else(|| panic!("no id for {example}")).to_owned()
    }
}

/// The examples of a document, from its blocks of shell.
fn examples(text: &str) -> Vec<&str> {
    let blocks = text.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap_or(""));
    blocks.flat_map(str::lines).filter(|line| line.starts_with("tomoni ")).collect()
}

#[test]
fn the_examples_do_what_they_say() {
    for (guide, (readme, lang)) in GUIDES.into_iter().zip(READMES) {
        let desk = Desk { folder: tempfile::tempdir().unwrap(), lang };
        fs::write(desk.folder.path().join("note.txt"), "said\n! promised by fri\n").unwrap();
        fs::write(desk.folder.path().join("journal.txt"), "[2025-03-01 10:00] First talk\nwe met\n").unwrap();
        let (guide, readme) = (read(guide), read(readme));
        let lines = [examples(&guide), examples(&readme)].concat();
        assert!(lines.len() > 20, "the test no longer finds the examples");
        for line in lines {
            let example =
                if line.contains(" ID") { line.replace(" ID", &format!(" {}", desk.id(line))) } else { line.into() };
            desk.run(&example);
        }
    }
}

/// Against whom nothing helps is said in so many words: nobody is to rely on what was never promised.
#[test]
fn what_is_not_promised_is_said() {
    let said = |document: &str, words: &[&str]| {
        let text = read(document);
        let line = text.lines().find(|line| line.starts_with("- **") && line.contains("root")).unwrap_or_default();
        let from = text.find(line).filter(|_| !line.is_empty()).unwrap_or(text.len());
        let sentence = text[from..].split("\n- ").next().unwrap_or_default();
        for word in words {
            assert!(sentence.contains(word), "{document} says nothing of: {word}");
        }
    };
    said("docs/en/privacy.md", &["no protection", "root", "keylogger", "debugger", "forensic"]);
    said("docs/ja/privacy.md", &["守れません", "root", "キーロガー", "デバッガー", "鑑識"]);
}
