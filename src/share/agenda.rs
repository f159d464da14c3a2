//! The agenda of a meeting as a text that can be sent: only lines that the partner may see.

use crate::domain::views::Prep;
use crate::i18n::Lang;

/// The agenda in plain text, in the language of its reader.
pub fn render(_prep: &Prep, _lang: Lang) -> String {
    String::new()
}
