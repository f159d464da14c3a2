//! Which table a row without a name belongs to, and which of its values a journal cannot have.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::super::error::Result;
use super::super::migrate::STEPS;
use super::super::seal::seal_hash;
use super::super::value::{is_day, is_key, is_moment};
use crate::domain::checklist::{ItemMoment, Model, TickState};
use crate::domain::goal::GoalStatus;
use crate::domain::pair::{Direction, PairStatus, Role};
use crate::domain::session::{Mode, SessionKind, SessionStatus};
use crate::domain::sharing::{Format, Paper};
use crate::domain::{EntryKind, EntryState, Owner, Reach, Visibility};

/// The tables whose rows are brought back, parents before children.
pub(in crate::store) const TABLES: [&str; 13] = [
    "pair",
    "session",
    "entry",
    "goal",
    "checkin",
    "revision",
    "own_item",
    "own_question",
    "tick",
    "rating",
    "share",
    "vault",
    "key_slot",
];

pub(super) struct Column {
    pub name: String,
    kind: String,
    required: bool,
}

/// A table as the newest schema has it.
pub(super) struct Table {
    pub name: &'static str,
    pub columns: Vec<Column>,
    /// How many columns it has in each schema, from the first on; 0 where there is no such table.
    widths: Vec<usize>,
}

/// Every table that is brought back.
pub(super) struct Tables(pub Vec<Table>);

impl Tables {
    pub fn known() -> Result<Self> {
        let conn = Connection::open_in_memory()?;
        let mut tables: Vec<Table> =
            TABLES.iter().map(|name| Table { name, columns: Vec::new(), widths: Vec::new() }).collect();
        for step in STEPS {
            conn.execute_batch(step)?;
            for table in &mut tables {
                table.columns = columns(&conn, table.name)?;
                table.widths.push(table.columns.len());
            }
        }
        Ok(Self(tables))
    }

    /// The tables to which a row may belong, the likeliest first, each with how many of its values fit.
    pub fn likely(&self, values: &[Value]) -> Vec<(usize, usize)> {
        let of = |(n, table): (usize, &Table)| Some((n, table.likeness(values)?));
        let mut found: Vec<_> = self.0.iter().enumerate().filter_map(of).collect();
        found.sort_by_key(|(_, likeness)| std::cmp::Reverse(*likeness));
        found
    }

    /// The oldest schema that has room for a row of this many columns of this table.
    pub fn schema_for(&self, table: usize, columns: usize) -> usize {
        self.0[table].widths.iter().position(|width| *width >= columns).map_or(STEPS.len(), |n| n + 1)
    }
}

fn columns(conn: &Connection, table: &str) -> Result<Vec<Column>> {
    let mut statement = conn.prepare("SELECT name, type, \"notnull\" FROM pragma_table_info(?1) ORDER BY cid")?;
    let column = |row: &rusqlite::Row<'_>| Ok(Column { name: row.get(0)?, kind: row.get(1)?, required: row.get(2)? });
    Ok(statement.query_map([table], column)?.collect::<rusqlite::Result<_>>()?)
}

impl Table {
    /// How many values of a row fit; `None` if it is no row of this table. One wrong value, or two, may be damage.
    fn likeness(&self, values: &[Value]) -> Option<usize> {
        let is_identified = match values {
            [Value::Null, Value::Blob(uuid), ..] => uuid.len() == 16,
            _ => false,
        };
        if !is_identified || !self.widths.contains(&values.len()) {
            return None;
        }
        let fitting =
            self.columns.iter().zip(values).skip(2).filter(|(column, value)| self.fits(column, value)).count();
        (fitting + 4 >= values.len()).then_some(fitting)
    }

    /// Whether a journal can have this value there.
    fn fits(&self, column: &Column, value: &Value) -> bool {
        let name = column.name.as_str();
        let text = match (column.kind.as_str(), value) {
            (_, Value::Null) => return !column.required,
            ("INTEGER", Value::Integer(number)) => return fits_number(name, *number),
            ("REAL", Value::Integer(_) | Value::Real(_)) => return true,
            ("BLOB", Value::Blob(bytes)) => return fits_bytes(name, bytes),
            ("TEXT", Value::Text(text)) => text.as_str(),
            _ => return false,
        };
        match (self.name, name) {
            ("pair", "role") => is_key::<Role>(text),
            ("pair", "direction") => is_key::<Direction>(text),
            ("pair", "status") => is_key::<PairStatus>(text),
            ("session", "kind") => is_key::<SessionKind>(text),
            ("session", "status") => is_key::<SessionStatus>(text),
            ("session", "mode") => is_key::<Mode>(text),
            ("session", "theme_reach") | ("goal", "reach") => is_key::<Reach>(text),
            ("entry", "kind") => is_key::<EntryKind>(text),
            ("entry" | "goal", "owner") => is_key::<Owner>(text),
            ("entry", "visibility") => is_key::<Visibility>(text),
            ("entry", "state") => is_key::<EntryState>(text),
            ("goal", "status") => is_key::<GoalStatus>(text),
            ("own_item", "moment") => is_key::<ItemMoment>(text),
            ("own_item" | "rating", "key") => Model::built_in().pillars.iter().any(|pillar| pillar.key == text),
            ("tick", "state") => is_key::<TickState>(text),
            ("share", "paper") => is_key::<Paper>(text),
            ("share", "format") => is_key::<Format>(text),
            ("key_slot", "kind") => text == "passphrase" || text == "recovery",
            (_, "from_day" | "until_day" | "paused_until" | "due" | "agreed" | "report_agreed") => is_day(text),
            _ => true,
        }
    }

    /// Puts something that a journal can have in the place of each value that it cannot have. Returns the names of those
    /// columns. What decides who may see something becomes what fewest may see.
    pub fn mend(&self, values: &mut [Value]) -> Vec<String> {
        let mut mended = Vec::new();
        for (column, value) in self.columns.iter().zip(values.iter_mut()).skip(2) {
            if self.fits(column, value) {
                continue;
            }
            *value = self.instead(column, value);
            mended.push(column.name.clone());
        }
        if self.name == "entry" {
            self.settle_entry(values, &mut mended);
        }
        mended
    }

    /// What of a line depends on something else of it.
    fn settle_entry(&self, values: &mut [Value], mended: &mut Vec<String>) {
        let place = |name: &str| self.columns.iter().position(|c| c.name == name).filter(|n| *n < values.len());
        let places = ["sealed", "seal_rev", "seal_hash", "raw", "due_phrase", "result", "learned"].map(place);
        let chosen = place("visibility_chosen");
        if let (true, Some(chosen)) = (mended.iter().any(|name| name == "visibility"), chosen) {
            values[chosen] = Value::Integer(1);
        }
        let [Some(sealed), Some(rev), Some(hash), Some(raw), others @ ..] = places else { return };
        let is_none = |values: &[Value], n: usize| values[n] == Value::Null;
        let mut wanted: Vec<(usize, Value)> = Vec::new();
        match values[sealed].clone() {
            Value::Blob(bytes) => {
                wanted.push((raw, Value::Text(String::new())));
                wanted.extend(others.into_iter().flatten().map(|n| (n, Value::Null)));
                wanted.extend(is_none(values, rev).then_some((rev, Value::Integer(1))));
                let right = Value::Blob(seal_hash(&bytes).to_vec());
                if is_none(values, hash) {
                    wanted.push((hash, right));
                } else if values[hash] != right {
                    // Kept as it is, so that whoever has the key is told.
                    mended.push("sealed".to_owned());
                }
            }
            _ => wanted.extend([(rev, Value::Null), (hash, Value::Null)]),
        }
        for (n, value) in wanted {
            if values[n] != value {
                values[n] = value;
                mended.push(self.columns[n].name.clone());
            }
        }
    }

    fn instead(&self, column: &Column, value: &Value) -> Value {
        let key = |key: &str| Value::Text(key.to_owned());
        match (self.name, column.name.as_str(), column.kind.as_str()) {
            (_, "rev", _) => Value::Integer(1),
            ("pair", "role", _) => key(Role::Both.key()),
            ("pair", "direction", _) => key(Direction::Mutual.key()),
            ("pair", "status", _) => key(PairStatus::Active.key()),
            ("session", "kind", _) => key(SessionKind::ALL[0].key()),
            ("session", "status", _) => key(SessionStatus::Held.key()),
            (_, "theme_reach" | "reach", _) => key(Reach::Partner.key()),
            ("entry", "kind", _) => key(EntryKind::Fact.key()),
            ("entry" | "goal", "owner", _) => key(Owner::Me.key()),
            ("entry", "visibility", _) => key(Visibility::Private.key()),
            ("entry", "visibility_chosen" | "seal_chosen", _) | ("session", "sealed", _) => Value::Integer(1),
            ("entry", "state", _) => key(EntryState::Open.key()),
            ("goal", "status", _) => key(GoalStatus::Active.key()),
            ("own_item", "moment", _) => key(ItemMoment::Session.key()),
            ("own_item" | "rating", "key", _) => {
                key(Model::built_in().pillars.first().map_or("mission", |pillar| pillar.key.as_str()))
            }
            ("tick", "state", _) => key(TickState::Open.key()),
            ("rating", "level", _) => Value::Integer(3),
            ("share", "paper", _) => key(Paper::ALL[0].key()),
            ("share", "format", _) => key(Format::ALL[0].key()),
            _ if !column.required => match (column.kind.as_str(), value) {
                // Words are kept, whatever became of some of their letters.
                ("TEXT", Value::Blob(bytes)) if !is_formal(&column.name) => words(bytes),
                _ => Value::Null,
            },
            (_, _, "TEXT") => match value {
                Value::Blob(bytes) => words(bytes),
                _ => key(""),
            },
            (_, name, "BLOB") => Value::Blob(vec![0; length_of(name).unwrap_or(0)]),
            _ => Value::Integer(0),
        }
    }
}

fn is_formal(column: &str) -> bool {
    column.ends_with("_day") || matches!(column, "paused_until" | "due" | "agreed" | "report_agreed" | "mode")
}

fn words(bytes: &[u8]) -> Value {
    Value::Text(String::from_utf8_lossy(bytes).into_owned())
}

fn fits_number(column: &str, number: i64) -> bool {
    match column {
        "rev" => number > 0,
        "pulse" | "confidence" | "level" => (1..=5).contains(&number),
        "sealed" => number == 0 || number == 1,
        "learned_told" | "arrived" => number == 0 || number == 1,
        name if name.ends_with("_chosen") => number == 0 || number == 1,
        name if name.ends_with("_offset") => number.abs() < 24 * 60,
        name if name.ends_with("_ms") => is_moment(number),
        "minutes" | "planned_minutes" => (0..=i64::from(u32::MAX)).contains(&number),
        "shared" | "kept" | "m_kib" | "t" | "p" | "epoch" | "format" => (0..=i64::from(u32::MAX)).contains(&number),
        _ => true,
    }
}

/// How many bytes a column always has.
fn length_of(column: &str) -> Option<usize> {
    Some(match column {
        "uuid" | "salt" => 16,
        "raw_hash" | "checksum" => 8,
        "kcv" | "manifest" | "seal_hash" => 32,
        "nonce" => 24,
        "wrapped" => 48,
        _ => return None,
    })
}

fn fits_bytes(column: &str, bytes: &[u8]) -> bool {
    length_of(column).is_none_or(|length| bytes.len() == length)
}
