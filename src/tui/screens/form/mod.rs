//! A dialog with fields. This file is its state; what each one asks and what it does with the answers stands with its
//! subject (`pair`, `session`, `goal`, `line`, `mentor`).

pub mod commands;
pub mod covered;
pub mod day;
pub mod field;
pub mod given;
pub mod goal;
pub mod line;
pub mod meaning;
pub mod mentor;
pub mod pair;
pub mod prep;
pub mod session;
pub mod sharing;
pub mod taking;
pub mod view;

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::capture::{Look, parse_date, parse_datetime, parse_datetime_instead};
use crate::domain::habit::Usual;
use crate::domain::ids::{EntryId, GoalId, OwnItemId, OwnQuestionId, PairId, SessionId};
use crate::domain::moment::Zone;
use crate::domain::{DateRules, DateTrouble, EntryState, Limits, Moment};
use crate::i18n::Lang;
use crate::tui::effect::{Effect, Leaving, Secret};
use crate::tui::model::Model;
use crate::tui::screens::desk::Desk;
use crate::tui::screens::typed::Compared;
use crate::tui::screens::{self, Overlay, vault};
use crate::tui::widgets::editor::Editor;

pub use field::{Field, Input};

/// What the dialog is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first start: one pair, four fields.
    Welcome,
    NewPair,
    EditPair(PairId),
    PausePair(PairId),
    EndPair(PairId),
    PlanSession(PairId),
    Afterwards(PairId),
    EditSession(SessionId),
    MoveSession(SessionId),
    NewGoal(PairId),
    EditGoal(GoalId),
    ReviseGoal(GoalId),
    CheckIn(GoalId),
    Settle(EntryId, EntryState),
    Due(EntryId),
    Later(PairId),
    /// Something to talk about.
    Topic(prep::Place),
    /// What is hard to say.
    Hard(prep::Place),
    /// New words for a line whose text had this mark.
    Reword(EntryId, u64),
    NewQuestion,
    EditQuestion(OwnQuestionId),
    NewItem(PairId, String),
    EditItem(OwnItemId),
    Feel(PairId, String),
    /// Where what leaves is to be.
    SaveFile(Leaving),
    /// A file stands there already.
    ReplaceFile(PathBuf, Leaving),
    /// From which day to which a paper is.
    SummaryDays,
    /// A remark at the end of a paper.
    SummaryComment,
    /// The passphrase of the vault.
    Unlock,
    /// A passphrase for a vault that is to be made.
    NewVault,
    /// The recovery code of a vault that is made, and nowhere yet.
    VaultCode(Secret),
    /// A day to go to, among the sessions of a pair or of all.
    GoToDay(Option<PairId>),
}

impl Kind {
    /// Whether its answer changes the journal.
    pub fn writes(&self) -> bool {
        match self {
            Self::Welcome
            | Self::NewPair
            | Self::EditPair(_)
            | Self::PausePair(_)
            | Self::EndPair(_)
            | Self::PlanSession(_)
            | Self::Afterwards(_)
            | Self::EditSession(_)
            | Self::MoveSession(_)
            | Self::NewGoal(_)
            | Self::EditGoal(_)
            | Self::ReviseGoal(_)
            | Self::CheckIn(_)
            | Self::Settle(..)
            | Self::Due(_)
            | Self::Later(_)
            | Self::Topic(_)
            | Self::Hard(_)
            | Self::Reword(..)
            | Self::NewQuestion
            | Self::EditQuestion(_)
            | Self::NewItem(..)
            | Self::EditItem(_)
            | Self::Feel(..)
            | Self::NewVault
            | Self::VaultCode(_) => true,
            Self::SaveFile(_)
            | Self::ReplaceFile(..)
            | Self::SummaryDays
            | Self::SummaryComment
            | Self::Unlock
            | Self::GoToDay(_) => false,
        }
    }
}

pub struct Form {
    pub kind: Kind,
    /// The message id of its title.
    pub title: &'static str,
    /// A line above the fields: what it is about.
    pub about: Option<String>,
    pub fields: Vec<Field>,
    pub focus: usize,
    /// What is wrong with the answers, told below the fields.
    pub error: Option<String>,
    pub offset: usize,
    /// The vault was locked over it: what may not be read any more stays, unseen, until it is open again.
    pub veiled: bool,
    /// The revision of the record that its fields were filled from.
    pub seen: Option<i64>,
    /// What was pasted and not taken, in which field: pasted again, it is meant.
    refused: Option<(usize, u64)>,
    /// The field that was entered last.
    entered: Option<usize>,
}

/// What the words in a dialog belong to.
#[derive(Clone, Copy)]
enum About {
    /// A line that is there already.
    Line(EntryId),
    /// Something of their own, which is sealed or not.
    Own { sealed: bool },
}

/// What a dialog does when it is answered, or the sentence that says what is wrong and in which field.
pub type Answer = Result<Vec<Effect>, (usize, String)>;

impl Form {
    pub fn new(kind: Kind, title: &'static str, fields: Vec<Field>) -> Self {
        Self {
            kind,
            title,
            about: None,
            fields,
            focus: 0,
            error: None,
            offset: 0,
            veiled: false,
            seen: None,
            refused: None,
            entered: None,
        }
    }

    pub fn about(self, about: impl Into<String>) -> Self {
        Self { about: Some(about.into()), ..self }
    }

    /// Its fields were filled from this revision of a record.
    pub fn filled_from(self, rev: i64) -> Self {
        Self { seen: Some(rev), ..self }
    }

    /// Where the focus has come to another field, that one is entered.
    pub fn enter_field(&mut self) {
        if self.entered == Some(self.focus) {
            return;
        }
        let left = self.entered.replace(self.focus);
        if let Some(Input::Text(editor)) = left.and_then(|left| self.fields.get_mut(left)).map(|field| &mut field.input)
        {
            screens::text::leave(editor);
        }
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        let (filled, touched) = (field.filled, field.is_touched());
        if let Input::Text(editor) = &mut field.input {
            filled.enter(editor, touched);
        }
    }

    /// The text of a field, every blank of it.
    pub fn typed(&self, field: usize) -> String {
        match self.fields.get(field).map(|f| &f.input) {
            Some(Input::Text(editor)) => editor.text(),
            _ => String::new(),
        }
    }

    /// The vault locks over it: what it quotes of a sealed line goes, what somebody has typed that would be sealed stays
    /// unseen.
    pub fn veil(&mut self, desk: &Desk, lang: Lang) {
        let given_up = self.fields.iter_mut().map(Field::lock).fold(false, |any, one| any | one);
        if given_up {
            self.error = Some(lang.t("field-words-given-up").into_owned());
        }
        if self.is_private(desk) {
            (self.about, self.veiled) = (None, true);
        }
    }

    /// How far the words may reach that were pasted into any of its fields.
    pub fn limits(&self) -> Limits {
        self.fields.iter().map(Field::taken_in).fold(Limits::NONE, Limits::and)
    }

    /// How far the words may reach that were pasted into a field.
    fn taken_in(&self, field: usize) -> Limits {
        self.fields.get(field).map_or(Limits::NONE, Field::taken_in)
    }

    /// Whether it is about a sealed line, or what is typed into it would be sealed.
    pub fn is_private(&self, desk: &Desk) -> bool {
        self.is_sealed(desk) || self.fields.iter().any(Field::quotes_sealed)
    }

    /// Whether all of it is about a sealed line, or is to be sealed, whatever is typed into it.
    pub fn is_sealed(&self, desk: &Desk) -> bool {
        match self.about_what() {
            About::Line(line) => desk.is_sealed(line),
            About::Own { sealed } => sealed,
        }
    }

    fn about_what(&self) -> About {
        match self.kind {
            Kind::Settle(line, _) | Kind::Due(line) | Kind::Reword(line, _) => About::Line(line),
            Kind::Hard(_) => About::Own { sealed: true },
            Kind::Topic(place) => About::Own { sealed: place.sealed },
            // Each field of these by its own words.
            Kind::Later(_)
            | Kind::Welcome
            | Kind::NewPair
            | Kind::EditPair(_)
            | Kind::PausePair(_)
            | Kind::EndPair(_)
            | Kind::PlanSession(_)
            | Kind::Afterwards(_)
            | Kind::EditSession(_)
            | Kind::MoveSession(_)
            | Kind::NewGoal(_)
            | Kind::EditGoal(_)
            | Kind::ReviseGoal(_)
            | Kind::CheckIn(_)
            | Kind::NewQuestion
            | Kind::EditQuestion(_)
            | Kind::NewItem(..)
            | Kind::EditItem(_)
            | Kind::Feel(..)
            | Kind::SaveFile(_)
            | Kind::ReplaceFile(..)
            | Kind::SummaryDays
            | Kind::SummaryComment
            | Kind::GoToDay(_) => About::Own { sealed: false },
            // A passphrase is wiped by its own rules, and a code closes nothing that is sealed yet.
            Kind::Unlock | Kind::NewVault | Kind::VaultCode(_) => About::Own { sealed: false },
        }
    }

    /// Calls `see` for each field with words that somebody has typed, see [`crate::tui::screens::typed`].
    pub fn each_typed(&mut self, see: &mut dyn FnMut(&str, &str, &mut Compared)) {
        self.fields.iter_mut().for_each(|field| field.if_typed(see));
    }

    /// Whether what it is about is the recovery code of a vault.
    pub fn shows_code(&self) -> bool {
        matches!(self.kind, Kind::VaultCode(_))
    }

    /// Whether what has the cursor is to stay unseen.
    pub fn is_secret(&self) -> bool {
        self.fields.get(self.focus).is_some_and(|field| field.secret)
    }

    /// Empties every text, and begins with the first.
    pub fn clear(&mut self) {
        self.focus = 0;
        for field in &mut self.fields {
            if let Input::Text(editor) = &mut field.input {
                **editor = Editor::single_line("");
            }
        }
    }

    /// The text of a field, trimmed.
    fn text(&self, field: usize) -> String {
        match self.fields.get(field).map(|f| &f.input) {
            Some(Input::Text(editor)) => editor.text().trim().to_owned(),
            _ => String::new(),
        }
    }

    /// The text of a field, or `None` when it is empty.
    fn words(&self, field: usize) -> Option<String> {
        Some(self.text(field)).filter(|t| !t.is_empty())
    }

    fn choice(&self, field: usize) -> usize {
        match self.fields.get(field).map(|f| &f.input) {
            Some(Input::Choice { chosen, .. }) => *chosen,
            _ => 0,
        }
    }

    /// The field in focus if it is a choice.
    pub fn focused_choice(&mut self) -> Option<(&mut usize, &[String])> {
        match self.fields.get_mut(self.focus).map(|f| &mut f.input) {
            Some(Input::Choice { options, chosen }) => Some((chosen, options)),
            _ => None,
        }
    }

    /// Whether the field in focus is a text that is meant to be kept.
    pub fn has_text(&self) -> bool {
        self.fields.get(self.focus).is_some_and(|field| matches!(field.input, Input::Text(_)) && !field.secret)
    }

    /// The field in focus if it is a text.
    pub fn focused_text(&mut self) -> Option<&mut Editor> {
        match self.fields.get_mut(self.focus).map(|f| &mut f.input) {
            Some(Input::Text(editor)) => Some(editor),
            _ => None,
        }
    }

    fn needed(&self, field: usize, lang: Lang) -> Result<String, (usize, String)> {
        self.words(field).ok_or_else(|| (field, lang.t("form-needed").into_owned()))
    }

    fn number(&self, field: usize, lang: Lang) -> Result<Option<f64>, (usize, String)> {
        let Some(text) = self.words(field) else { return Ok(None) };
        let wrong = || (field, lang.fill("problem-number", [("input", text.as_str().into())]));
        read_number(&text).map(Some).ok_or_else(wrong)
    }

    fn day(&self, field: usize, model: &Model, look: Look) -> Result<Option<NaiveDate>, (usize, String)> {
        let Some(text) = self.words(field) else { return Ok(None) };
        let today = model.now.wall.date_naive();
        match parse_date(&text, today, look, model.dates) {
            Ok(day) => Ok(Some(day)),
            Err(e) => Err((field, model.lang.date_trouble(e.kind, &e.not_understood, &text))),
        }
    }

    /// A moment; what the words do not tell is as usual.
    fn moment(&self, field: usize, model: &Model, look: Look, usual: Usual) -> Result<Option<Timed>, (usize, String)> {
        let Some(text) = self.words(field) else { return Ok(None) };
        let read = read_moment(&text, model.now.wall, usual, look, (model.dates, model.zone, model.lang));
        read.map(Some).map_err(|said| (field, said))
    }
}

/// A moment that somebody has put into words, and how many minutes it takes where that was told.
pub struct Timed {
    pub at: Moment,
    pub minutes: Option<u32>,
}

/// The moment that these words mean, seen from `now`; instead of another moment, "a day later" counts from that
/// one. What the words do not tell is as usual. Without a usual
/// time, a time is asked for.
pub fn read_moment(
    text: &str,
    now: Moment,
    usual: Usual,
    look: Look,
    (rules, zone, lang): (DateRules, Zone, Lang),
) -> Result<Timed, String> {
    let found = match usual.moment() {
        Some(instead_of) => parse_datetime_instead(text, now.naive_local(), instead_of, look, rules),
        None => parse_datetime(text, now.naive_local(), look, rules),
    };
    let found = found.map_err(|e| lang.date_trouble(e.kind, &e.not_understood, text))?;
    let refused = |trouble| lang.date_trouble(trouble, text, text);
    let time = found.time.or(usual.time).ok_or_else(|| refused(DateTrouble::NoTime))?;
    let date = usual.day.filter(|_| !found.day_is_told).unwrap_or(found.date);
    let wall = date.and_time(time);
    let at = match found.offset {
        None => zone.at(wall, now),
        Some(offset) => wall.and_local_timezone(offset).single(),
    };
    let at = at.ok_or_else(|| refused(DateTrouble::NoSuchTime))?;
    Ok(Timed { at, minutes: found.minutes })
}

/// A number as an input method may have typed it.
fn read_number(text: &str) -> Option<f64> {
    let plain: String = text.chars().map(crate::text::narrow_key).collect();
    plain.replace(',', "").parse::<f64>().ok().filter(|v| v.is_finite())
}

/// Puts a dialog on top, unless it would change what may not be changed.
pub fn open(model: &mut Model, form: Form) -> Vec<Effect> {
    if let Some(why) = model.read_only().filter(|_| form.kind.writes()) {
        let why = why.into_owned();
        model.complain(why);
        return Vec::new();
    }
    model.overlays.push(Overlay::Form(Box::new(form)));
    Vec::new()
}

/// Answers the uppermost dialog: does what it is for, or says what is wrong and puts the cursor there.
pub fn submit(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Form(mut form)) = model.overlays.pop() else { return Vec::new() };
    if form.veiled && model.is_locked() {
        form.error = Some(model.lang.t("vault-locked-desk").into_owned());
        model.overlays.push(Overlay::Form(form));
        return Vec::new();
    }
    let answer = match &form.kind {
        Kind::Welcome | Kind::NewPair | Kind::EditPair(_) | Kind::PausePair(_) | Kind::EndPair(_) => {
            pair::answer(&form, model)
        }
        Kind::PlanSession(_) | Kind::Afterwards(_) | Kind::EditSession(_) | Kind::MoveSession(_) => {
            session::answer(&form, model)
        }
        Kind::NewGoal(_) | Kind::EditGoal(_) | Kind::ReviseGoal(_) | Kind::CheckIn(_) => goal::answer(&form, model),
        Kind::Settle(..) | Kind::Due(_) | Kind::Later(_) => line::answer(&form, model),
        Kind::SaveFile(_) | Kind::ReplaceFile(..) => line::answer(&form, model),
        Kind::SummaryDays | Kind::SummaryComment => sharing::answer(&form, model),
        Kind::Topic(_) | Kind::Hard(_) | Kind::Reword(..) => prep::answer(&form, model),
        Kind::NewQuestion | Kind::EditQuestion(_) => line::answer(&form, model),
        Kind::NewItem(..) | Kind::EditItem(_) | Kind::Feel(..) => mentor::answer(&form, model),
        Kind::GoToDay(_) => day::answer(&form, model),
        Kind::Unlock | Kind::NewVault | Kind::VaultCode(_) => vault::dialogs::answer(&form, model),
    };
    match answer {
        Ok(effects) => {
            let effects = taking::meant(&form, effects);
            if vault::dialogs::waits(&form.kind) {
                vault::dialogs::wait(form, model);
            } else {
                given::give(model, form, &effects);
            }
            effects
        }
        Err((field, error)) => {
            let mut form = form;
            (form.focus, form.error) = (field, Some(error));
            model.overlays.push(Overlay::Form(form));
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{FixedOffset, NaiveDateTime};

    use super::*;

    /// The autumn of 2026 in Berlin, and in New York.
    fn berlin(wall: NaiveDateTime) -> Moment {
        in_autumn(wall, "2026-10-25T03:00:00", [2, 1])
    }

    fn new_york(wall: NaiveDateTime) -> Moment {
        in_autumn(wall, "2026-11-01T02:00:00", [-4, -5])
    }

    fn in_autumn(wall: NaiveDateTime, change: &str, [before, after]: [i32; 2]) -> Moment {
        let hours = if wall < change.parse().unwrap() { before } else { after };
        wall.and_local_timezone(FixedOffset::east_opt(hours * 3600).unwrap()).unwrap()
    }

    #[test]
    fn a_time_has_the_offset_of_its_day() {
        for (zone, now, before, after) in [
            (berlin as fn(NaiveDateTime) -> Moment, "2026-10-01T10:00:00+02:00", "+02:00", "+01:00"),
            (new_york, "2026-10-01T10:00:00-04:00", "-04:00", "-05:00"),
        ] {
            let now = Moment::parse_from_rfc3339(now).unwrap();
            let read = |words: &str, zone| {
                let read =
                    read_moment(words, now, Usual::default(), Look::Forward, (DateRules::default(), zone, Lang::En));
                read.map(|timed| timed.at.to_rfc3339())
            };
            assert_eq!(read("2026-10-20 15:00", Zone::of(zone)), Ok(format!("2026-10-20T15:00:00{before}")));
            assert_eq!(read("2026-11-10 15:00", Zone::of(zone)), Ok(format!("2026-11-10T15:00:00{after}")));
            // Whoever names an offset means it.
            assert_eq!(read("2026-11-10T15:00+09:00", Zone::of(zone)), Ok("2026-11-10T15:00:00+09:00".to_owned()));
            assert_eq!(read("2026-11-10 15:00", Zone::default()), Ok(format!("2026-11-10T15:00:00{before}")));
        }
    }
}
