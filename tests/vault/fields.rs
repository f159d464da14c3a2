//! Every argument of every command that takes a text: words of a sealed line are kept in none that is stored readable, and
//! words of a line that only its writer may see in none that others read. A new argument fails until it is decided here.

use std::collections::BTreeSet;

use clap::Command;
use tomoni::i18n::Lang;
use tomoni::journal::vault::{Cost, NewVault};

use crate::home::{Home, text};
use crate::support::{PASSPHRASE, open, passphrase, told};

/// Who reads what an argument says, once it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readers {
    Others,
    Me,
    /// It becomes a line, which is as narrow as its words.
    Line,
}
use Readers::{Line, Me, Others};

/// A text that is kept: the command and its argument, the whole call with `{}` for the words, who reads them.
const KEPT: [(&str, &str, &[&str], Readers); 31] = [
    ("pair add", "name", &["pair", "add", "{}"], Others),
    ("pair add", "purpose", &["pair", "add", "Mori", "--purpose", "{}"], Me),
    ("pair add", "area", &["pair", "add", "Sato", "--for", "{}"], Others),
    ("pair add", "alias", &["pair", "add", "Ito", "--alias", "{}"], Me),
    ("pair add", "reading", &["pair", "add", "Abe", "--reading", "{}"], Me),
    ("pair add", "address", &["pair", "add", "Ono", "--address", "{}"], Others),
    ("pair edit", "address", &["pair", "edit", "Aiko", "--address", "{}"], Others),
    ("pair edit", "name", &["pair", "edit", "Aiko", "--name", "{}"], Others),
    ("pair edit", "purpose", &["pair", "edit", "Aiko", "--purpose", "so: {}"], Me),
    ("pair edit", "area", &["pair", "edit", "Aiko", "--for", "{}"], Others),
    ("pair edit", "reading", &["pair", "edit", "Aiko", "--reading", "{}"], Me),
    (
        "session add",
        "theme",
        &["session", "add", "--pair", "Aiko", "--planned", "--at", "2026-12-05 10:00", "--theme", "{}"],
        Others,
    ),
    ("session edit", "theme", &["session", "edit", "SESSION", "--theme", "{}"], Others),
    ("goal add", "title", &["goal", "add", "{}", "--pair", "Aiko"], Others),
    ("goal add", "sign", &["goal", "add", "a goal", "--pair", "Aiko", "--sign", "{}"], Others),
    ("goal add", "unit", &["goal", "add", "a goal", "--pair", "Aiko", "--unit", "{}"], Others),
    ("goal checkin", "note", &["goal", "checkin", "GOAL", "--note", "{}"], Others),
    ("goal revise", "reason", &["goal", "revise", "GOAL", "--title", "less", "--reason", "{}"], Others),
    ("goal revise", "title", &["goal", "revise", "GOAL", "--reason", "because", "--title", "{}"], Others),
    ("goal revise", "sign", &["goal", "revise", "GOAL", "--reason", "because", "--sign", "{}"], Others),
    ("goal revise", "unit", &["goal", "revise", "GOAL", "--reason", "because", "--unit", "{}"], Others),
    ("action done", "result", &["action", "done", "PROMISE", "--result", "{}"], Others),
    ("action partly", "result", &["action", "partly", "PROMISE", "--result", "so: {}"], Others),
    ("action tried", "learned", &["action", "tried", "PROMISE", "--learned", "{}"], Others),
    ("mentor rate", "note", &["mentor", "rate", "Aiko", "mission", "3", "--note", "{}"], Me),
    ("question add", "text", &["question", "add", "{}"], Others),
    ("question edit", "text", &["question", "edit", "QUESTION", "{}"], Others),
    ("summary", "comment", &["summary", "--pair", "Aiko", "--session", "SESSION", "--comment", "{}"], Others),
    ("note", "text", &["note", "! {}", "--pair", "Aiko"], Line),
    ("pair edit", "alias", &["pair", "edit", "Aiko", "--alias", "so: {}"], Me),
    ("session add", "file", &["session", "add", "--pair", "Aiko", "--at", "2026-11-19 10:00", "FILE"], Line),
];

/// What is kept of no record as it was typed: names of things that are there, numbers, dates, searches, names of files.
const NOT_KEPT: &[(&str, &[&str])] = &[
    ("", &["journal", "passphrase_file"]),
    ("demo", &["out"]),
    ("pair add", &["from", "until", "every", "report_agreed"]),
    ("pair show", &["pair"]),
    ("pair edit", &["pair", "from", "until", "every", "report_agreed"]),
    ("pair pause", &["pair", "until"]),
    ("pair resume", &["pair"]),
    ("pair end", &["pair"]),
    ("session add", &["pair", "at", "minutes"]),
    ("session list", &["pair", "since", "until", "limit"]),
    ("session show", &["id"]),
    // The words of these files become lines, as those of `session add` do: see `tests/store/outside.rs`.
    ("session edit", &["id", "file", "base", "at", "minutes"]),
    ("session hold", &["id", "file", "base", "minutes"]),
    ("session start", &["id"]),
    ("session move", &["id", "at"]),
    ("session cancel", &["id"]),
    ("session miss", &["id"]),
    ("session delete", &["id"]),
    ("line edit", &["id", "due"]),
    ("line settle", &["id"]),
    ("goal add", &["pair", "baseline", "target", "due", "agreed"]),
    ("goal list", &["pair"]),
    ("goal show", &["id"]),
    ("goal checkin", &["id", "value", "confidence"]),
    ("goal revise", &["id", "baseline", "target", "due"]),
    ("goal agree", &["id", "on"]),
    ("goal edit", &["id"]),
    ("goal done", &["id"]),
    ("goal drop", &["id"]),
    ("action list", &["pair"]),
    ("action done", &["id"]),
    ("action partly", &["id"]),
    ("action tried", &["id"]),
    ("action drop", &["id"]),
    ("action reopen", &["id"]),
    ("mentor show", &["pair"]),
    ("mentor tick", &["pair", "item", "session"]),
    ("mentor rate", &["pair", "key", "level"]),
    ("note", &["pair"]),
    ("search", &["query", "pair", "since", "until", "limit"]),
    ("prep", &["pair", "named_pair"]),
    ("ledger", &["pair", "named_pair"]),
    ("question list", &["pair"]),
    ("question edit", &["id"]),
    ("question delete", &["id"]),
    ("summary", &["pair", "session", "since", "until", "with", "without", "names", "out"]),
    ("calendar", &["pair", "out"]),
    ("export", &["out"]),
    ("import archive", &["file"]),
    ("import undo", &["import"]),
    ("import jrnl", &["path", "pair"]),
    ("import tui-journal", &["path", "pair"]),
    ("import dayone", &["path", "pair"]),
    ("import markdown", &["path", "pair"]),
    ("seal on", &["recovery_file"]),
    ("seal passphrase", &["new_passphrase_file"]),
    ("seal recover", &["code_file", "new_passphrase_file"]),
    ("seal rotate", &["recovery_file"]),
    ("backup", &["file"]),
    ("restore", &["file"]),
    ("look", &["file"]),
    ("bin restore", &["id"]),
    ("doctor", &["repair"]),
    ("help", &["command"]),
];

/// Every argument that takes a value which is not one of a few.
fn arguments(command: &Command, path: &str, all: &mut BTreeSet<String>) {
    let free =
        command.get_arguments().filter(|arg| arg.get_action().takes_values() && arg.get_possible_values().is_empty());
    all.extend(free.map(|arg| format!("{path}: {}", arg.get_id())));
    for sub in command.get_subcommands() {
        arguments(sub, format!("{path} {}", sub.get_name()).trim(), all);
    }
}

#[test]
fn every_argument_is_decided_about() {
    let mut all = BTreeSet::new();
    arguments(&tomoni::cli::command(Lang::En), "", &mut all);
    let of = |(path, names): &(&str, &[&str])| names.iter().map(|name| format!("{path}: {name}")).collect::<Vec<_>>();
    let kept = KEPT.iter().map(|(path, name, ..)| format!("{path}: {name}"));
    let decided: BTreeSet<String> = NOT_KEPT.iter().flat_map(of).chain(kept).collect();
    assert_eq!(all.difference(&decided).collect::<Vec<_>>(), Vec::<&String>::new(), "not decided about");
    assert_eq!(decided.difference(&all).collect::<Vec<_>>(), Vec::<&String>::new(), "there is none");
    println!("{} arguments, {} of them kept", all.len(), KEPT.len());
}

const WORDS: &str = "kumquat rutabaga persimmon quinceleaf";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    OnlyMe,
    Sealed,
}

/// A journal with everything that a command may be about, a vault, and a line with the words.
struct Place {
    home: Home,
    known: Vec<(&'static str, String)>,
}

impl Place {
    fn new(source: Source) -> Self {
        let home = Home::with_aiko();
        std::fs::write(home.path("pass"), format!("{PASSPHRASE}\n")).unwrap();
        std::fs::write(home.path("words"), format!("! {WORDS}\n")).unwrap();
        let note = format!("= monday\n! send the list\n! {WORDS}\n");
        let session = home.session("Aiko", &note, &["--at", "2026-11-20 10:00"]);
        let lines = home.json(&["session", "show", &session])["lines"].clone();
        let goal = text(&home.json(&["goal", "add", "run a meeting", "--pair", "Aiko"])["id"]);
        let question = text(&home.json(&["question", "add", "what was hard?"])["id"]);
        let vault = told(NewVault::make(&passphrase(PASSPHRASE), Cost::FLOOR));
        told(open(&home.journal()).seal_on(&vault));
        let known = vec![
            ("SESSION", session),
            ("PROMISE", text(&lines[1]["id"])),
            ("GOAL", goal),
            ("QUESTION", question),
            ("FILE", "words".to_owned()),
        ];
        let place = Self { home, known };
        let line = text(&lines[2]["id"]);
        let how: &[&str] = match source {
            Source::OnlyMe => &["--visibility", "private"],
            Source::Sealed => &["--seal"],
        };
        place.home.run(&[&["line", "edit", &line, "--passphrase-file", "pass"], how].concat()).done();
        place
    }

    fn call(&self, template: &[&str]) -> Vec<String> {
        let filled = |part: &&str| match self.known.iter().find(|(name, _)| name == part) {
            Some((_, id)) => id.clone(),
            None => part.replace("{}", WORDS),
        };
        template.iter().map(filled).chain(["--passphrase-file", "pass"].map(str::to_owned)).collect()
    }

    /// How often the words lie readable in the journal.
    fn readable(&self) -> usize {
        let bytes = std::fs::read(self.home.journal()).unwrap();
        bytes.windows(8).filter(|part| *part == b"rutabaga").count()
    }
}

#[test]
fn no_argument_keeps_words_that_its_readers_may_not_see() {
    for source in [Source::OnlyMe, Source::Sealed] {
        let place = Place::new(source);
        let (mut taken, mut refused) = (0, 0);
        for (path, name, template, readers) in KEPT {
            let said = format!("{path}, {name}, {source:?}");
            let args = place.call(template);
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let before = std::fs::read(place.home.journal()).unwrap();
            let ran = place.home.run(&args);
            let allowed = match (readers, source) {
                (Line, _) | (Me, Source::OnlyMe) => true,
                (Me | Others, Source::Sealed) | (Others, Source::OnlyMe) => false,
            };
            if allowed {
                assert_eq!(ran.code, 0, "{said}: {}", ran.stderr);
                taken += 1;
            } else {
                let complaint = ran.refused(2);
                let tells = match source {
                    Source::OnlyMe => ["only you can see", "Nothing was changed", "other words"],
                    Source::Sealed => ["sealed line", "not added", "unseal"],
                };
                assert!(tells.iter().all(|part| complaint.contains(part)), "{said}: {complaint}");
                assert!(std::fs::read(place.home.journal()).unwrap() == before, "{said}: something was written");
                let japanese = place.home.run(&[&args[..], &["--lang", "ja"]].concat()).refused(2);
                let told = if source == Source::OnlyMe {
                    "「自分だけ」の行の言葉"
                } else {
                    "暗号化した行の言葉"
                };
                assert!(japanese.contains(told), "{said}: {japanese}");
                refused += 1;
            }
            assert!(source == Source::OnlyMe || place.readable() == 0, "{said}: sealed words lie readable");
        }
        let session = place.known[0].1.clone();
        let paper = place.home.ok(&["summary", "--pair", "Aiko", "--session", &session]);
        assert!(!paper.contains("rutabaga"), "{paper}");
        println!("{source:?}: {taken} taken, {refused} refused");
    }
}
