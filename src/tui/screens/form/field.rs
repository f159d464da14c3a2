//! A field of a dialog: a text or a choice.

use super::meaning::Reads;
use crate::capture;
use crate::domain::{EntryKind, Limits, Readers};
use crate::tui::screens::text::Filled;
use crate::tui::screens::typed::Compared;
use crate::tui::widgets::editor::Editor;

pub enum Input {
    Text(Box<Editor>),
    Choice { options: Vec<String>, chosen: usize },
}

pub struct Field {
    /// The message id of its name.
    pub label: &'static str,
    /// The message id of a word on what belongs there.
    pub hint: Option<&'static str>,
    /// The message ids of what each option of a choice means; empty where the options say it themselves.
    pub explains: &'static [&'static str],
    pub input: Input,
    /// Nobody may see what is typed.
    pub secret: bool,
    /// Who reads the words once they are kept.
    pub readers: Readers,
    /// What happens to the value that it begins with.
    pub filled: Filled,
    /// A date is read from its words.
    pub reads: Option<Reads>,
    /// The text that it begins with.
    before: String,
    /// The limits of the line whose words stood in it at first.
    own: Limits,
    /// The text that the person was told something against: left as it is, it is meant.
    told_of: Option<String>,
    /// Whether the journal has found words of a sealed line in it.
    compared: Compared,
}

impl Field {
    /// A date, a number, a name: the first letter replaces what it begins with.
    pub fn value(label: &'static str, readers: Readers, hint: Option<&'static str>, value: &str) -> Self {
        Self::text(label, readers, hint, value, Filled::Replaced)
    }

    /// A date is read from its words, and what they mean is told while they are typed.
    pub fn reads(self, reads: Reads) -> Self {
        Self { reads: Some(reads), ..self }
    }

    /// A sentence: what it begins with is continued.
    pub fn words(label: &'static str, readers: Readers, hint: Option<&'static str>, words: &str) -> Self {
        Self::text(label, readers, hint, words, Filled::Continued)
    }

    fn text(label: &'static str, readers: Readers, hint: Option<&'static str>, value: &str, filled: Filled) -> Self {
        let editor = Editor::single_line(value);
        let (before, input) = (editor.text(), Input::Text(Box::new(editor)));
        Self {
            label,
            hint,
            explains: &[],
            input,
            secret: false,
            readers,
            filled,
            reads: None,
            before,
            own: Limits::NONE,
            told_of: None,
            compared: Compared::default(),
        }
    }

    /// The selected option is explained beside the name of the field.
    pub fn explained(self, explains: &'static [&'static str]) -> Self {
        Self { explains, ..self }
    }

    /// The message id of the word beside its name: what belongs there, or what the selected option means.
    pub fn hint_now(&self) -> Option<&'static str> {
        match &self.input {
            Input::Choice { chosen, .. } => self.explains.get(*chosen).copied().or(self.hint),
            Input::Text(_) => self.hint,
        }
    }

    /// Whether its text is not what it began with.
    pub(super) fn is_touched(&self) -> bool {
        matches!(&self.input, Input::Text(editor) if editor.text() != self.before)
    }

    /// Whether words were typed into it that are lost when the dialog closes.
    pub fn holds_words(&self) -> bool {
        let has_words = matches!(&self.input, Input::Text(editor) if !editor.text().trim().is_empty());
        !self.secret && has_words && self.is_touched()
    }

    /// What stands in it are words of a line with these limits: whoever copies them takes the limits along.
    pub fn of_line(mut self, limits: Limits) -> Self {
        if let Input::Text(editor) = &mut self.input {
            editor.set_marks(0, limits.bits());
        }
        Self { own: limits, ..self }
    }

    /// How far the words may reach that were pasted into it.
    pub(super) fn taken_in(&self) -> Limits {
        match &self.input {
            Input::Text(editor) => Limits::from_bits(editor.marks_of(0)).without(self.own),
            Input::Choice { .. } => Limits::NONE,
        }
    }

    /// Whether it has words of a sealed line, or such that have to be sealed.
    pub fn quotes_sealed(&self) -> bool {
        let Input::Text(editor) = &self.input else { return false };
        let is_reading = || capture::parse_line(&editor.text()).kind == EntryKind::Reading;
        let is_found = self.compared.quotes_sealed() && self.is_touched();
        self.taken_in().seals() || is_found || self.readers == Readers::Line && is_reading()
    }

    /// The vault locks over it: nothing leads back to what stood in it before, and words of a sealed line that it could
    /// never keep are given up. Says whether there were any.
    pub(super) fn lock(&mut self) -> bool {
        let gives_up = !self.secret && self.readers != Readers::Line && self.quotes_sealed();
        let Input::Text(editor) = &mut self.input else { return false };
        if gives_up {
            **editor = Editor::single_line(&self.before);
            self.compared = Compared::default();
        } else {
            editor.forget();
        }
        self.told_of = None;
        gives_up
    }

    /// Calls `see` with its words if somebody has typed them.
    pub(super) fn if_typed(&mut self, see: &mut dyn FnMut(&str, &str, &mut Compared)) {
        if !self.holds_words() {
            return;
        }
        if let Input::Text(editor) = &self.input {
            see(&self.before, &editor.text(), &mut self.compared);
        }
    }

    /// The person is told what speaks against words that stand in it, if they do.
    pub(super) fn is_told(&mut self) {
        if let Input::Text(editor) = &self.input {
            self.told_of = Some(editor.text()).filter(|_| self.readers.keeps_words());
        }
    }

    /// Its text, if the person wants it although something speaks against it.
    pub(super) fn meant(&self) -> Option<String> {
        let Input::Text(editor) = &self.input else { return None };
        self.told_of.clone().filter(|text| *text == editor.text())
    }

    /// A text that is not shown, copied or cut.
    pub fn secret(label: &'static str, hint: Option<&'static str>) -> Self {
        Self { secret: true, ..Self::value(label, Readers::NotStored, hint, "") }
    }

    pub fn choice(label: &'static str, options: Vec<String>, chosen: usize) -> Self {
        let input = Input::Choice { options, chosen };
        Self { input, ..Self::value(label, Readers::NotStored, None, "") }
    }
}
