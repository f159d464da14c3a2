//! A damaged journal is taken into a new one, as far as it can be read.

use std::path::Path;

use super::archive::Watch;
use super::{Journal, backup, file_problem, told};
use crate::files::{self, Guard, Refused, Standing, Why, Workshop, Writing};
use crate::problem::{Problem, Result};
use crate::store::{self, Salvaged};

impl Journal {
    /// Takes every readable record of the journal at `damaged` into a new journal at `new`, where nothing may be yet.
    /// The damaged file and what lies beside it are only read. `stand_in` names what has to be made because a record
    /// refers to it. A kill leaves the new journal whole or not there.
    ///
    /// # Errors
    /// Something is at `new`; nothing of a journal is in the damaged file; somebody asked it to stop.
    pub fn repair(damaged: &Path, new: &Path, stand_in: &str, watch: Watch<'_>) -> Result<Salvaged> {
        backup::name_fits(new)?;
        // Nothing replaces what is there, so nobody is told of a flag that would.
        let refused = |refused: Refused| match refused.why {
            Why::Exists | Why::NotAFile => Problem::Occupied(new.to_owned()),
            _ => backup::refused(refused),
        };
        if new.symlink_metadata().is_ok() {
            return Err(Problem::Occupied(new.to_owned()));
        }
        let folder = files::folder_of(new);
        let workshop = Workshop::new(folder).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::NotFound => Problem::NoFolder(folder.to_owned()),
            _ => file_problem(folder, &cause),
        })?;
        let place = workshop.path().canonicalize().map_err(|cause| file_problem(folder, &cause))?;
        let (_, salvaged) = store::salvage(damaged, &place, stand_in, watch).map_err(|error| told(error, damaged))?;
        // A backup would be refused: what has changed in it is listed, and taken all the same.
        let target = Guard::of(damaged).target(new, Writing::Journal, Standing::Stays).map_err(refused)?;
        workshop.put_journal(target).map_err(refused)?;
        Ok(salvaged)
    }
}
