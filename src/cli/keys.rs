//! `tomoni keys`: every command of the desk with its keys.

use serde::Serialize;

use super::Run;
use super::table::{Table, dim, plain};
use crate::i18n::Lang;
use crate::problem::Result;
use crate::tui;

#[derive(Serialize)]
struct Row {
    id: &'static str,
    scope: &'static str,
    keys: Vec<String>,
    en: String,
    ja: String,
}

pub fn run(run: &mut Run) -> Result<()> {
    let rows = tui::keys_table(&run.config);
    if run.out.is_json() {
        let shape = |row: tui::KeyRow| Row { id: row.id, scope: row.scope, keys: row.keys, en: row.en, ja: row.ja };
        let all: Vec<Row> = rows.into_iter().map(shape).collect();
        run.out.json(&all);
        return Ok(());
    }
    let mut table = Table::default();
    for row in rows {
        let words = match run.lang() {
            Lang::En => row.en,
            Lang::Ja => row.ja,
        };
        table.row([plain(row.keys.join(" ")), dim(row.scope), dim(row.id), plain(words)]);
    }
    table.print(&mut run.out);
    Ok(())
}
