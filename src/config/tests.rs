use super::*;
use crate::problem::{Setting, Wrong};

fn of(text: &str) -> (File, Vec<ConfigFault>) {
    understand(text, Path::new("/nowhere/at/all"))
}

#[test]
fn the_printed_default_is_the_default() {
    let uncommented: String =
        DEFAULT_FILE.lines().map(|l| l.strip_prefix("#: ").unwrap_or(l)).collect::<Vec<_>>().join("\n");
    let (all, wrong) = of(&uncommented);
    assert_eq!((all.borders, wrong), (Borders::Auto, Vec::new()), "every commented key is a key");
    assert_eq!(of(DEFAULT_FILE), (File::default(), Vec::new()), "and the file says nothing as it stands");
    let settings = |text: &str| text.lines().filter(|l| l.starts_with("#: ")).map(str::to_owned).collect::<Vec<_>>();
    for lang in Lang::ALL {
        let own = default_file(lang);
        assert_eq!(settings(&own), settings(DEFAULT_FILE));
        let comments = own.lines().filter(|l| l.starts_with("# "));
        assert!(comments.clone().count() > 5 && comments.clone().all(|l| l.is_ascii() == (lang == Lang::En)));
    }
}

/// Broken input, then the lines with what is wrong in them.
#[test]
fn every_fault_is_told_with_its_line_and_what_would_be_right() {
    for (text, told) in [
        ("border = 'ascii'", &["line 1: There is no setting “border”. Did you mean borders?"][..]),
        ("colour = 'pink'", &["line 1: There is no setting “colour”."]),
        ("Lang = 'ja'", &["line 1: There is no setting “Lang”. Did you mean lang?"]),
        ("\n[copys]\non = true", &["line 2: There is no setting “copys”. Did you mean copies?"]),
        ("[copies]\ndayly = 3", &["line 2: There is no setting “copies.dayly”. Did you mean daily?"]),
        ("[copies]\non = 'yes'", &["line 2: `on` takes true or false, not 'yes'."]),
        ("copies.daily = -1", &["line 1: `daily` takes a whole number from 0 to 1000, not -1."]),
        (
            "copies = true",
            &["line 1: `copies` is a table: [copies] with `on`, `daily`, `weekly` and `monthly`, not true."],
        ),
        ("lang = 'jp'", &["line 1: `lang` takes \"en\" or \"ja\", not 'jp'. Did you mean \"ja\"?"]),
        ("lang = 3", &["line 1: `lang` takes \"en\" or \"ja\", not 3."]),
        ("lang = ''", &["line 1: `lang` takes \"en\" or \"ja\", not ''."]),
        ("name = ' '", &["line 1: `name` takes a text in quotes that is not empty, not ' '."]),
        ("unit = 7", &["line 1: `unit` takes a text in quotes that is not empty, not 7."]),
        (
            "borders = 'asci'",
            &["line 1: `borders` takes \"auto\", \"rounded\" or \"ascii\", not 'asci'. Did you mean \"ascii\"?"],
        ),
        ("dates = 'DMY'", &["line 1: `dates` takes \"dmy\", \"mdy\" or \"ymd\", not 'DMY'. Did you mean \"dmy\"?"]),
        ("fiscal_year_starts = 13", &["line 1: `fiscal_year_starts` takes a month, 1 to 12, not 13."]),
        (
            "fiscal_year_starts = 99999999999999999999",
            &["line 1: `fiscal_year_starts` takes a month, 1 to 12, not 99999999999999999999."],
        ),
        (
            "lock_after_minutes = 1.5",
            &["line 1: `lock_after_minutes` takes a whole number of minutes from 0 to 527040, not 1.5."],
        ),
        (
            "days_off = [\n  2026-12-29,\n  '2026-02-30',\n  7,\n]",
            &[
                "line 3: `days_off` takes a list of dates and ranges, such as [\"2026-12-25\", \"2026-12-29..2027-01-03\"], not '2026-02-30'.",
                "line 4: `days_off` takes a list of dates and ranges, such as [\"2026-12-25\", \"2026-12-29..2027-01-03\"], not 7.",
            ],
        ),
        ("journal = ''", &["line 1: `journal` takes the path of a file in quotes, not ''."]),
        ("journal = '/no/such/folder/a.db'", &["line 1: The journal would be in the folder /no/such/folder, which"]),
        ("journal = 'a.db'", &["line 1: The journal would be in the folder /nowhere/at/all, which does not exist."]),
        ("journal = '/tmp'", &["line 1: `journal` names /tmp, which is a folder."]),
        ("journal = '/tmp/a.db/'", &["line 1: `journal` names /tmp/a.db/, which is a folder."]),
        ("journal = '~ken/a.db'", &["line 1: `journal` takes ~/ for your own home folder only, not ~ken/a.db."]),
        ("journal = '$HOME/a.db'", &["line 1: Variables such as that in $HOME/a.db are not replaced here."]),
        ("keys = []", &["line 1: `keys` takes a list of keys in quotes"]),
        ("[keys]\n'sessions.new' = 'n'", &["line 2: `keys` takes a list of keys in quotes"]),
        ("[keys]\n'sessions.new' = []", &["line 2: `keys` takes a list of keys in quotes"]),
        ("[keys]\n'sessions.new' = ['n', 3]", &["line 2: `keys` takes a list of keys in quotes"]),
        (
            "a = 1\nlang = en\n[copies\nb = 2",
            &["line 1: There is no setting “a”.", "line 2, column 8: This", "line 3, column 8: This"],
        ),
        ("lang = 'ja'\nlang = 'en'", &["line 2, column 1: This is not valid TOML (duplicate key)."]),
        ("x = 1\nborders = 7\nlang = ''", &["line 1: There is no", "line 2: `borders`", "line 3: `lang`"]),
    ] {
        let (_, faults) = of(text);
        let said: Vec<String> = faults.iter().map(|fault| fault.words(Lang::En)).collect();
        assert_eq!(said.len(), told.len(), "{text:?}: {said:#?}");
        assert!(said.iter().zip(told).all(|(said, told)| said.starts_with(told)), "{text:?}: {said:#?}");
    }
}

#[test]
fn one_wrong_key_leaves_the_others_and_one_that_is_no_toml_leaves_nothing() {
    let (file, faults) = of("journal = '/a.db'\nborder = 'ascii'\nborders = 7");
    assert_eq!(file.journal, Some("/a.db".into()));
    assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [Some(2), Some(3)]);
    assert!(!faults.iter().any(ConfigFault::may_hide_the_journal));
    let (file, faults) = of("lang = 'ja'\nborders = ");
    assert_eq!(file, File::default());
    let all = Problem::Config { path: "/c".into(), faults };
    assert!(all.message(Lang::En).ends_with("None of its settings were applied."), "{}", all.message(Lang::En));
    for text in ["jurnal = '/a.db'", "journal = 3", "journal = '~x/a'", "journal = '/no/such/a.db'", "a ="] {
        assert!(of(text).1.iter().any(ConfigFault::may_hide_the_journal), "{text}");
    }
}

#[test]
fn a_relative_journal_is_in_the_folder_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("notes")).unwrap();
    let (file, faults) = understand("journal = 'notes/a.db'", folder.path());
    assert_eq!((file.journal, faults), (Some(folder.path().join("notes/a.db")), Vec::new()));
}

/// The settings as a strict reader of another make takes them.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "what is in them is not looked at")]
struct Strict {
    lang: Option<StrictLang>,
    name: Option<String>,
    unit: Option<String>,
    journal: Option<String>,
    borders: Option<StrictBorders>,
    dates: Option<DayOrder>,
    fiscal_year_starts: Option<u8>,
    days_off: Option<Vec<toml::Value>>,
    lock_after_minutes: Option<u32>,
    copies: Option<StrictCopies>,
    keys: Option<std::collections::BTreeMap<String, Vec<String>>>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum StrictLang {
    En,
    Ja,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum StrictBorders {
    Auto,
    Rounded,
    Ascii,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "what is in them is not looked at")]
struct StrictCopies {
    on: Option<bool>,
    daily: Option<u16>,
    weekly: Option<u16>,
    monthly: Option<u16>,
}

const VALID: &str = "lang = \"ja\"\nname = \"山田\"\nborders = \"ascii\"\ndates = \"dmy\"\nfiscal_year_starts = 4\n\
    days_off = [\"2026-12-29\", 2026-12-30]\nlock_after_minutes = 5\njournal = \"/a.db\"\n\
    [copies]\non = true\ndaily = 7\n[keys]\n\"sessions.new\" = [\"f9\", \"alt-z\"]\n";

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2_000))]

    /// One edit of a valid file is taken whole, or told with a line of the file.
    #[test]
    fn what_is_accepted_is_what_a_strict_reader_accepts(
        at in 0..VALID.chars().count(),
        gone in 0..4_usize,
        new in "[a-z0-9=\"'\\[\\]\n .#~/$あ-]{0,3}",
    ) {
        let letters: Vec<char> = VALID.chars().collect();
        let rest = letters.iter().skip(at + gone);
        let text: String = letters[..at].iter().chain(new.chars().collect::<Vec<_>>().iter()).chain(rest).collect();
        let (file, faults) = of(&text);
        proptest::prop_assert!(faults.iter().all(|f| f.line.is_some_and(|l| l <= text.lines().count() + 1)), "{faults:?}");
        proptest::prop_assert!(faults.windows(2).all(|two| two[0].line <= two[1].line), "{faults:?}");
        if faults.is_empty() {
            proptest::prop_assert!(toml::from_str::<Strict>(&text).is_ok(), "{text}");
        } else if toml::from_str::<toml::Table>(&text).is_err() {
            proptest::prop_assert_eq!(file, File::default());
        }
        for fault in &faults {
            for lang in Lang::ALL {
                proptest::prop_assert!(!fault.words(lang).contains("config-"));
            }
        }
    }
}

#[test]
fn a_near_word_is_proposed_and_a_far_one_is_not() {
    let known = ["lang", "journal", "days_off", "lock_after_minutes", "borders"];
    for (word, meant) in [
        ("langauge", Some("lang")),
        ("daysoff", Some("days_off")),
        ("days-off", Some("days_off")),
        ("lock", Some("lock_after_minutes")),
        ("journals", Some("journal")),
        ("zebra", None),
        ("", None),
        ("設定", None),
    ] {
        assert_eq!(nearest(word, known.into_iter()), meant, "{word}");
    }
    assert!(matches!(
        &of("dates = 'dym'").1[0].wrong,
        Wrong::Value { setting: Setting::Dates, meant: Some(meant), .. } if meant == "\"dmy\""
    ));
}
