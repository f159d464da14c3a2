//! Whole processes: `tomoni` on the command line, beside the `sqlite3` tool with about the least that answers the same
//! question.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, anyhow};
use rusqlite::Connection;
use tomoni::clock::Clock;
use tomoni::domain::search::Search;
use tomoni::i18n::Lang;
use tomoni::journal::{Journal, SessionFilter};
use tomoni::problem::Problem;
use tomoni::text::Needle;

use crate::corpus;
use crate::measure::{Plan, Row, in_turns, run};

const SESSIONS: &str = "SELECT s.at_ms, s.theme, p.name, (SELECT count(*) FROM entry e WHERE e.session = s.id
    AND e.kind = 'action' AND e.deleted_ms IS NULL) FROM session s JOIN pair p ON p.id = s.pair
    WHERE s.deleted_ms IS NULL ORDER BY s.at_ms DESC LIMIT 10;";

/// What is owed, when each pair met last and meets next, and which thanks wait.
const DUE: &str = "SELECT p.name,
    (SELECT min(e.due) FROM entry e WHERE e.pair = p.id AND e.kind = 'action' AND e.state = 'open'
       AND e.owner <> 'partner' AND e.due IS NOT NULL AND e.deleted_ms IS NULL),
    (SELECT max(s.at_ms) FROM session s WHERE s.pair = p.id AND s.status = 'held' AND s.deleted_ms IS NULL),
    (SELECT min(s.at_ms) FROM session s WHERE s.pair = p.id AND s.status = 'planned' AND s.deleted_ms IS NULL),
    (SELECT count(*) FROM entry e WHERE e.pair = p.id AND e.kind = 'thanks' AND e.state = 'open'
       AND e.owner <> 'partner' AND e.deleted_ms IS NULL)
    FROM pair p WHERE p.deleted_ms IS NULL;";

/// Open promises with their sessions, the note of the last session, goals with their check-ins, what waits.
const PREP: &str = "SELECT e.raw, s.at_ms FROM entry e LEFT JOIN session s ON s.id = e.session
      WHERE e.pair = 1 AND e.kind = 'action' AND e.state = 'open' AND e.deleted_ms IS NULL ORDER BY e.created_ms;
    SELECT raw FROM entry WHERE deleted_ms IS NULL AND session = (SELECT id FROM session WHERE pair = 1
      AND status = 'held' AND deleted_ms IS NULL ORDER BY at_ms DESC LIMIT 1) ORDER BY position;
    SELECT g.title, c.value, c.note FROM goal g LEFT JOIN checkin c ON c.goal = g.id WHERE g.pair = 1;
    SELECT raw FROM entry WHERE pair = 1 AND kind IN ('question', 'thanks', 'agenda') AND state = 'open'
      AND deleted_ms IS NULL ORDER BY created_ms;
    SELECT raw FROM entry WHERE pair = 1 AND session IS NULL AND deleted_ms IS NULL ORDER BY position;";

/// What is looked for: the commonest kind of Japanese word, a Latin one, several, and a single character.
const WORDS: [&str; 4] = ["目標", "handover", "goal plan", "談"];
/// How many finds are shown.
const SHOWN: usize = 50;

pub fn tomoni(journal: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tomoni"));
    command.env("TOMONI_JOURNAL", journal).env("TOMONI_NOW", corpus::now().to_rfc3339());
    command.env("TOMONI_LANG", "en").env("TOMONI_CONFIG_DIR", journal.with_extension("config"));
    command
}

/// `session list`, `due` and `prep` beside the tool.
pub fn beside_the_tool(plan: Plan, journal: &Path, rows: &mut Vec<Row>) -> Result<()> {
    let all: [(&'static str, &[&str], &str); 3] = [
        ("session list --limit 10", &["session", "list", "--limit", "10"], SESSIONS),
        ("due", &["due"], DUE),
        ("prep", &["prep", "Sato Naoko"], PREP),
    ];
    for (what, args, sql) in all {
        let ours = || run(tomoni(journal).args(args));
        let floor = || run(Command::new("sqlite3").arg("-readonly").arg(journal).arg(sql));
        let (ours, floor) = in_turns(plan.rounds, ours, floor)?;
        rows.push(Row { what, ours: ours.median(), floor: floor.median(), unit: "ms", goal: 3.0 });
    }
    Ok(())
}

/// `search` as a process. Where the tool cannot read the index (it has to know `secure-delete`, 3.42), its start and
/// the raw query by the library stand for it.
pub fn search_process(plan: Plan, journal: &Path, rows: &mut Vec<Row>) -> Result<()> {
    let raw = RawIndex::open(journal)?;
    let floor = || {
        run(Command::new("sqlite3").arg("-readonly").arg(journal).arg("SELECT 1"))?;
        raw.ask("目標")
    };
    let (ours, floor) = in_turns(plan.rounds, || run(tomoni(journal).args(["search", "目標"])), floor)?;
    rows.push(Row {
        what: "search 目標, the process",
        ours: ours.median(),
        floor: floor.median(),
        unit: "ms",
        goal: 3.0,
    });
    Ok(())
}

/// Results as one types, and how many there are in all, within a process that has the journal open.
pub fn search_inside(plan: Plan, journal: &Path, rows: &mut Vec<Row>) -> Result<()> {
    const NAMES: [&str; WORDS.len()] =
        ["as you type: 目標", "as you type: handover", "as you type: goal plan", "as you type: 談"];
    let raw = RawIndex::open(journal)?;
    let journal = open(journal)?;
    for (words, what) in WORDS.into_iter().zip(NAMES) {
        let search = needles(words);
        let ours = || {
            journal.search(&search, None, SHOWN).map_err(told)?;
            journal.search_total(&search).map_err(told)?;
            Ok(())
        };
        let (ours, floor) = in_turns(plan.rounds, ours, || raw.ask(words))?;
        rows.push(Row { what, ours: ours.median(), floor: floor.median(), unit: "ms", goal: 1.5 });
    }
    Ok(())
}

/// `search` beside ripgrep over the same notes as files, where it is installed.
pub fn search_beside_ripgrep(plan: Plan, journal: &Path, rows: &mut Vec<Row>) -> Result<()> {
    let notes = tempfile::tempdir()?;
    let source = open(journal)?;
    for (n, row) in source.sessions(&SessionFilter::default()).map_err(told)?.iter().enumerate() {
        let note = source.note(row.session.id).map_err(told)?;
        std::fs::write(notes.path().join(format!("{n}.md")), note.text().unwrap())?;
    }
    let ours = || run(tomoni(journal).args(["search", "目標"]));
    let floor = || run(Command::new("rg").arg("目標").arg(notes.path()));
    let (ours, floor) = in_turns(plan.rounds, ours, floor)?;
    rows.push(Row {
        what: "search 目標 beside rg", ours: ours.median(), floor: floor.median(), unit: "ms", goal: 0.1
    });
    Ok(())
}

pub fn open(journal: &Path) -> Result<Journal> {
    Journal::open(journal, Clock::frozen(corpus::now())).map_err(told)
}

pub fn told(problem: Problem) -> anyhow::Error {
    anyhow!(problem.message(Lang::En))
}

fn needles(words: &str) -> Search {
    Search { words: words.split(' ').filter_map(Needle::new).collect(), ..Search::default() }
}

/// The index asked without any program around it: how many there are, and the newest of them with their lines.
struct RawIndex(Connection);

impl RawIndex {
    fn open(journal: &Path) -> Result<Self> {
        Ok(Self(Connection::open(journal)?))
    }

    fn ask(&self, words: &str) -> Result<()> {
        let needles = needles(words).words;
        let asked = |n: &Needle| format!("\"{}\"{}", n.loose.tokens, if n.loose.open_ended { " *" } else { "" });
        let all = needles.iter().map(asked).collect::<Vec<_>>();
        // Several words mean lines with any of them in sessions with all of them.
        let session = "SELECT rowid >> 23 FROM search WHERE search MATCH";
        let together = match all.as_slice() {
            [first, second] => {
                format!("AND rowid >> 23 IN ({session} '{first}' INTERSECT {session} '{second}')")
            }
            _ => String::new(),
        };
        let any = all.join(" OR ");
        let count = format!("SELECT count(*) FROM search WHERE search MATCH ?1 {together}");
        let _all: i64 = self.0.prepare_cached(&count)?.query_row([&any], |row| row.get(0))?;
        let mut newest = self.0.prepare_cached(&format!(
            "SELECT e.raw, s.theme, s.at_ms FROM (SELECT rowid AS doc FROM search WHERE search MATCH ?1 {together}
               ORDER BY rowid DESC LIMIT {SHOWN}) f JOIN entry e ON e.doc = f.doc
               LEFT JOIN session s ON s.id = e.session"
        ))?;
        let read = newest.query_map([&any], |row| row.get::<_, String>(0))?;
        read.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(())
    }
}
