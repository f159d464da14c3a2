//! How far words may reach that come from nobody knows where: what the journal has that they quote decides it.

use std::rc::Rc;

use crate::capture::{self, Care, Quotable};
use crate::domain::entry::{Entry, EntryKind, Visibility};
use crate::domain::{Limits, Readers};
use crate::journal::{Failure, Journal, Meant, Work};
use crate::problem::{Problem, Result, VaultTrouble};

/// What a line took in from outside, with the limits of the lines of the journal that it quotes. `before` is what the
/// line said until now. A line that nobody but its writer may see asks for nothing but the seal.
pub(super) fn of_outside(
    work: &mut Work<'_>,
    entry: &Entry,
    before: &str,
    after: &str,
) -> std::result::Result<Limits, Failure> {
    let has_open_seals = work.tx.has_vault() && work.tx.is_unlocked() && !entry.raw.is_sealed();
    if entry.visibility == Visibility::Private && entry.visibility_chosen && !has_open_seals {
        return Ok(Limits::NONE);
    }
    let wide = entry.visibility == Visibility::Programme;
    quoted(work, wide, &capture::body(before), &capture::body(after))
}

/// The limits of the lines that `after` quotes and `before` did not; `wide`: with those that the partner may see.
fn quoted(work: &mut Work<'_>, wide: bool, before: &str, after: &str) -> std::result::Result<Limits, Failure> {
    let quotable = work.quotable(wide)?;
    let quoted = quotable.quoted(before, after);
    let mut limits = Limits::NONE;
    for (words, limit) in quoted {
        if !limits.holds(limit) && !work.stands_wider(&words, limit)? {
            limits = limits.and(limit);
        }
    }
    Ok(limits)
}

impl Journal {
    /// For each text whether it quotes a sealed line, besides what the first of the two said already: a field refuses such
    /// words, and a line that has them is sealed.
    ///
    /// # Errors
    /// While the vault is locked nobody can tell.
    pub fn quote_sealed(&self, texts: &[(&str, &str)]) -> Result<Vec<bool>> {
        self.read(|tx| {
            if !tx.has_vault() {
                return Ok(vec![false; texts.len()]);
            }
            if !tx.is_unlocked() {
                return Err(Problem::Vault(VaultTrouble::Locked).into());
            }
            let mut sealed = Quotable::new(Care::Far);
            for entry in tx.entries_with_limits(false)?.iter().filter(|entry| entry.raw.is_sealed()) {
                entry.raw.text().into_iter().for_each(|text| sealed.add(&capture::body(text), Limits::SEALED));
            }
            let quotes = |(before, text): &(&str, &str)| {
                let (before, text) = (capture::body(before), capture::body(text));
                !sealed.quoted(&before, &text).is_empty()
            };
            Ok(texts.iter().map(quotes).collect())
        })
    }
}

impl Work<'_> {
    /// Refuses words in a field whose readers may not see the line that has them: every use case that keeps a text asks
    /// here, whoever typed it. `before` is what the field said until now. What is sealed and locked cannot be looked
    /// through.
    pub(in crate::journal) fn may_keep(
        &mut self,
        before: &str,
        after: &str,
        readers: Readers,
    ) -> std::result::Result<(), Failure> {
        let meant = match &self.meant {
            Meant::Everything => return Ok(()),
            Meant::Only(texts) => texts.iter().any(|text| text.trim() == after.trim()),
        };
        let for_me = readers == Readers::Me && !self.tx.is_unlocked();
        if !readers.keeps_words() || before == after || after.is_empty() || for_me {
            return Ok(());
        }
        let limits = quoted(self, readers == Readers::Programme, before, after)?;
        match readers.objection(limits).filter(|objection| !meant || !objection.can_be_overruled()) {
            Some(objection) => Err(Problem::Words(objection).into()),
            None => Ok(()),
        }
    }

    /// Whether words stand in a line that may reach further than `limit` lets them: then they are no secret. The lines
    /// are read once.
    fn stands_wider(&mut self, words: &str, limit: Limits) -> std::result::Result<bool, Failure> {
        if limit.seals() {
            return Ok(false);
        }
        let wide = match self.wide.take() {
            Some(wide) => wide,
            None => {
                let lines = self.tx.wide_entries()?.into_iter().filter(|e| e.kind != EntryKind::Reading);
                lines
                    .filter_map(|e| Some((e.visibility, capture::quotable::plain(&capture::body(e.raw.text()?)))))
                    .collect()
            }
        };
        let stands = wide.iter().any(|(seen, text)| *seen > limit.widest() && text.contains(words));
        self.wide = Some(wide);
        Ok(stands)
    }

    /// Every line whose words may not go wherever they are put, by its words; those that the partner may see only where
    /// something reaches further (`wide`). Read once.
    fn quotable(&mut self, wide: bool) -> std::result::Result<Rc<Quotable>, Failure> {
        if let Some(known) = self.quotable[usize::from(wide)].clone() {
            return Ok(known);
        }
        let mut quotable = Quotable::new(Care::Far);
        for entry in self.tx.entries_with_limits(wide)? {
            if let Some(text) = entry.raw.text() {
                quotable.add(&capture::body(text), Limits::of(&entry));
            }
        }
        let quotable = Rc::new(quotable);
        self.quotable[usize::from(wide)] = Some(quotable.clone());
        Ok(quotable)
    }
}
