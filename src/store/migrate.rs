//! Schemas by number. A released step is never edited: old journals come through every step in turn.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::backup::{copy_plainly, counts};
use super::connection::{connect_reading, in_one_view};
use super::error::{Result, StoreError};
use super::{APPLICATION_ID, Tx, health, side_file};
use crate::files::{Draft, Guard, Standing, Writing};

/// Step n brings a journal from schema n-1 to schema n.
pub(super) const STEPS: &[&str] = &[
    include_str!("../../assets/migrations/0001_journal.sql"),
    include_str!("../../assets/migrations/0002_meeting_loop.sql"),
    include_str!("../../assets/migrations/0003_search.sql"),
    include_str!("../../assets/migrations/0004_sharing.sql"),
    include_str!("../../assets/migrations/0005_vault.sql"),
    include_str!("../../assets/migrations/0006_sums.sql"),
    include_str!("../../assets/migrations/0007_papers.sql"),
    include_str!("../../assets/migrations/0008_folding.sql"),
];
/// The schema whose search index has texts folded as they are now: that of an older journal is made anew on the way.
const FOLDING: i64 = 8;
/// The schema that brought the sums of rows.
pub(super) const SUMS: i64 = 6;

/// The schema that this program writes.
pub(super) fn newest() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// Brings the journal up to the newest schema in one transaction. A journal that already holds something is copied
/// first, beside itself, and the copy is read back and compared before the first step runs.
pub(super) fn bring_up_to_date(conn: &mut Connection, path: &Path, steps: &[&str]) -> Result<()> {
    let newest = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    let found = schema_of(conn)?;
    if found >= newest {
        return Ok(());
    }
    if found > 0 {
        copy_and_verify(conn, path, found)?;
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    // Another tomoni may have done it while this one waited for its turn.
    let found = schema_of(&tx)?;
    for step in steps.iter().skip(usize::try_from(found).unwrap_or(0)) {
        tx.execute_batch(step)?;
    }
    if found > 0 && (found..newest).contains(&(FOLDING - 1)) {
        Tx::new(&tx).index_all()?;
    }
    if found > 0 && (found..newest).contains(&(SUMS - 1)) {
        Tx::new(&tx).sum_rows()?;
    }
    if found < newest {
        tx.execute_batch(&format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {newest};"))?;
    }
    tx.commit()?;
    Ok(())
}

pub(super) fn schema_of(conn: &Connection) -> Result<i64> {
    Ok(conn.query_row("PRAGMA user_version", [], |r| r.get(0))?)
}

fn copy_and_verify(conn: &Connection, path: &Path, schema: i64) -> Result<()> {
    let numbers = std::iter::once(String::new()).chain((2..).map(|n| format!("-{n}")));
    let name = |n: &String| side_file(path, &format!(".before-schema-{}{n}", schema + 1));
    let mut names = numbers.map(|n| name(&n)).skip_while(|path| path.symlink_metadata().is_ok());
    let copy = names.next().unwrap_or_else(|| name(&String::new()));
    let target = Guard::of(path).target(&copy, Writing::OwnCopy, Standing::Stays)?;
    let draft = Draft::new(target)?;
    // What is counted is what is copied: a program that knows this schema may be writing.
    let counted = in_one_view(conn, |conn| {
        let counted = counts(conn)?;
        copy_plainly(conn, &draft.path())?;
        Ok(counted)
    })?;
    let copied = connect_reading(&draft.path())?;
    health::is_whole(&copied, "PRAGMA integrity_check(1)")?;
    if counts(&copied)? != counted {
        return Err(StoreError::Damaged(format!("the copy {} differs from the journal", copy.display())));
    }
    drop(copied);
    Ok(draft.put()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journal(dir: &Path, steps: &[&str]) -> (Connection, std::path::PathBuf) {
        let path = dir.join("journal.db");
        let mut conn = Connection::open(&path).unwrap();
        bring_up_to_date(&mut conn, &path, steps).unwrap();
        (conn, path)
    }

    #[test]
    fn a_later_step_runs_once_and_after_a_verified_private_copy() {
        let dir = tempfile::tempdir().unwrap();
        let (mut conn, path) = journal(dir.path(), &["CREATE TABLE a (x)"]);
        conn.execute("INSERT INTO a VALUES (7)", []).unwrap();
        let steps = ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y DEFAULT 3"];
        bring_up_to_date(&mut conn, &path, &steps).unwrap();
        bring_up_to_date(&mut conn, &path, &steps).unwrap();
        assert_eq!(conn.query_row("SELECT x + y FROM a", [], |r| r.get::<_, i64>(0)).unwrap(), 10);
        let copy = dir.path().join("journal.db.before-schema-2");
        let old = Connection::open(&copy).unwrap();
        assert_eq!(old.query_row("SELECT x FROM a", [], |r| r.get::<_, i64>(0)).unwrap(), 7);
        assert!(old.prepare("SELECT y FROM a").is_err(), "the copy keeps the old schema");
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(copy.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_step_that_fails_leaves_the_old_schema_and_its_rows() {
        let dir = tempfile::tempdir().unwrap();
        let (mut conn, path) = journal(dir.path(), &["CREATE TABLE a (x)"]);
        conn.execute("INSERT INTO a VALUES (7)", []).unwrap();
        let broken = ["CREATE TABLE a (x)", "CREATE TABLE b (y); INSERT INTO nowhere VALUES (1)"];
        assert!(bring_up_to_date(&mut conn, &path, &broken).is_err());
        assert_eq!(schema_of(&conn).unwrap(), 1);
        assert!(conn.prepare("SELECT y FROM b").is_err());
        assert_eq!(conn.query_row("SELECT x FROM a", [], |r| r.get::<_, i64>(0)).unwrap(), 7);
    }
}
