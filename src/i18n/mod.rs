//! Both languages, as equals: messages, dates, counts, and the labels of the domain's enums. The language is an
//! argument, never global, so that both can be rendered in one run.

mod address;
mod cause;
mod dates;
mod labels;
mod numbers;
mod signals;
mod synonyms;

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::Raw;
use crate::domain::checklist::Bilingual;
use crate::domain::questions::BankQuestion;

pub use cause::Cause;
pub use labels::Label;
pub use numbers::GoalNumbers;
pub use synonyms::{Synonym, Synonyms};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    En,
    Ja,
}

/// The message files of a language; both languages have the same ones.
macro_rules! files {
    ($lang:literal) => {
        &[
            include_str!(concat!("../../assets/locales/", $lang, "/terms.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/commands.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/desk.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/problems.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/cli.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/summary.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/sharing.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/prep.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/live.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/wrapup.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/ledger.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/due.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/search.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/calendar.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/import.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/paper.ftl")),
            include_str!(concat!("../../assets/locales/", $lang, "/vault.ftl")),
        ]
    };
}

type Bundle = FluentBundle<FluentResource>;

impl Lang {
    pub const ALL: [Self; 2] = [Self::En, Self::Ja];

    /// The code as used by `--lang` and the configuration.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
        }
    }

    /// The language of a code or a locale name such as `ja_JP.UTF-8`; `None` for one that tomoni does not speak.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        match name.as_str() {
            "英語" => return Some(Self::En),
            "日本語" => return Some(Self::Ja),
            _ => {}
        }
        let code = name.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The language of a locale; English where tomoni does not speak it.
    pub fn of(locale: &str) -> Self {
        Self::named(locale).unwrap_or(Self::En)
    }

    pub fn other(self) -> Self {
        match self {
            Self::En => Self::Ja,
            Self::Ja => Self::En,
        }
    }

    /// The separator between the names of a list.
    pub fn comma(self) -> &'static str {
        match self {
            Self::En => ", ",
            Self::Ja => "、",
        }
    }

    /// The separator between clauses.
    pub fn semicolon(self) -> &'static str {
        match self {
            Self::En => "; ",
            Self::Ja => "。また、",
        }
    }

    /// Joins sentences.
    pub fn sentences<S: AsRef<str>>(self, sentences: &[S]) -> String {
        let gap = match self {
            Self::En => " ",
            Self::Ja => "",
        };
        sentences.iter().map(AsRef::as_ref).filter(|s| !s.is_empty()).collect::<Vec<_>>().join(gap)
    }

    /// The sentence that lists what is accepted in this language, of the values in English and in Japanese; empty if there are
    /// none.
    pub fn possible_values(self, [en, ja]: &[Vec<&'static str>; 2]) -> String {
        let values = match self {
            Self::En => en,
            Self::Ja => ja,
        };
        if values.is_empty() {
            return String::new();
        }
        self.fill("cli-possible-values", [("values", values.join(self.comma()).into())])
    }

    /// The sentence of this language.
    pub fn pick(self, both: &Bilingual) -> &str {
        match self {
            Self::En => &both.en,
            Self::Ja => &both.ja,
        }
    }

    /// The text of a question of the bank: the user's own as written, the model's in this language.
    pub fn question(self, question: &BankQuestion) -> &str {
        match &question.own {
            Some(own) => &own.text,
            None => question.model_words().map_or("", |words| self.pick(words)),
        }
    }

    /// The text shown in place of one that cannot be read.
    pub fn unreadable(self, raw: &Raw) -> Cow<'static, str> {
        self.t(if matches!(raw, Raw::Damaged(_)) { "line-damaged" } else { "line-locked" })
    }

    /// The message `id`. An id that does not exist is shown as it is; a test prevents that.
    pub fn t(self, id: &str) -> Cow<'static, str> {
        self.message(id, None)
    }

    /// The message `id` with its arguments.
    pub fn fill<'a>(self, id: &str, args: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> String {
        let args: FluentArgs<'a> = args.into_iter().collect();
        self.message(id, Some(&args)).into_owned()
    }

    /// The message `id` with a number as its argument `n`.
    pub fn count(self, id: &str, n: impl TryInto<i64>) -> String {
        self.fill(id, [("n", n.try_into().unwrap_or(i64::MAX).into())])
    }

    fn message(self, id: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(id).and_then(|m| m.value()) else {
            return Cow::Owned(id.to_owned());
        };
        let mut errors = Vec::new();
        match bundle.format_pattern(pattern, args, &mut errors) {
            Cow::Borrowed(text) => Cow::Borrowed(text),
            Cow::Owned(text) => Cow::Owned(text),
        }
    }

    /// Parsed when the language is first used.
    fn bundle(self) -> &'static Bundle {
        static EN: OnceLock<Bundle> = OnceLock::new();
        static JA: OnceLock<Bundle> = OnceLock::new();
        match self {
            Self::En => EN.get_or_init(|| parse(self, files!("en"))),
            Self::Ja => JA.get_or_init(|| parse(self, files!("ja"))),
        }
    }
}

fn parse(lang: Lang, files: &[&str]) -> Bundle {
    // `en` and `ja` are language identifiers; the default stands for "unknown" and only loses plural rules.
    let language: LanguageIdentifier = lang.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Isolation marks would take columns that no terminal draws.
    bundle.set_use_isolating(false);
    for file in files {
        // The files are part of the program; a test reads them for errors.
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests;
