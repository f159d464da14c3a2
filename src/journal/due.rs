//! What is worth a look between meetings.

use super::Journal;
use crate::domain::signals::Due;
use crate::problem::Result;

impl Journal {
    /// The signals of every pair that does not rest, most useful first.
    pub fn due(&self) -> Result<Vec<Due>> {
        Ok(Vec::new())
    }
}
