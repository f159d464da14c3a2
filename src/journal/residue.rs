//! What a sealed line says must not lie readable in the bin, whichever line of the bin says it.

use std::collections::BTreeSet;

use crate::capture::{self, Wording, alike};
use crate::domain::{Entry, EntryKind};
use crate::store::{Result, Tx};

/// The readable lines of the bin that say what one of these sealed lines says. They are read only where the bin has any.
pub(super) fn readable_like(tx: &Tx<'_>, sealed: impl FnOnce() -> Result<Vec<Wording>>) -> Result<Vec<Entry>> {
    let bin = tx.readable_in_bin()?;
    if bin.is_empty() {
        return Ok(bin);
    }
    let said =
        bin.iter().enumerate().flat_map(|(place, entry)| said_in(entry).into_iter().map(move |said| (place, said)));
    let (places, said): (Vec<usize>, Vec<Wording>) = said.unzip();
    let found: BTreeSet<usize> = alike(&said, sealed()?).into_iter().map(|n| places[n]).collect();
    Ok(bin.into_iter().enumerate().filter(|(place, _)| found.contains(place)).map(|(_, entry)| entry).collect())
}

/// What a line says, and what became of it.
pub(super) fn said_in(entry: &Entry) -> Vec<Wording> {
    let text = entry.raw.text().map(|raw| capture::body(raw).into_owned());
    let words = [text, entry.result.clone(), entry.learned.clone()].into_iter().flatten();
    words.map(|words| Wording { note: entry.session, words }).collect()
}

/// What every sealed line says. What lies sealed in the bin may itself be there only because it was like another one: of
/// that, only readings count.
pub(super) fn all_sealed(tx: &Tx<'_>) -> Result<Vec<Wording>> {
    let mut all = Vec::new();
    tx.each_sealed(|lines, keeper| {
        for line in lines.iter().filter(|line| line.doc.is_some() || line.kind == EntryKind::Reading) {
            let Some(words) = line.open(&**keeper) else { continue };
            let texts = [Some(capture::body(&words.raw).into_owned())].into_iter().chain(words.rest).flatten();
            all.extend(texts.map(|words| Wording { note: None, words }));
        }
    })?;
    Ok(all)
}
