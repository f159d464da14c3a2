//! The vault on the desk: what stands in every frame about it, locking and unlocking, and what waits for the key.
//!
//! To lock is done in this order: what is unsaved is saved while the key is there, the journal lets go of the key, the
//! desk lets go of everything that may quote a sealed line and reads it again. Until that is done nothing is drawn.

pub mod dialogs;

use crate::capture;
use crate::domain::forms::EntryForm;
use crate::domain::ids::EntryId;
use crate::domain::vault::VaultState;
use crate::domain::{Entry, EntryKind, Raw};
use crate::text;
use crate::tui::effect::{Derive, Effect, Order, Ticket};
use crate::tui::input::command::{Command, Does, Scope, Shows, always, row};
use crate::tui::model::Model;
use crate::tui::screens::confirm::{self, Question};
use crate::tui::screens::{Overlay, form, note, typed};

pub const COMMANDS: &[Command] = &[row(
    "vault.lock",
    Scope::Always,
    &["f12", "ctrl-l"],
    Shows::Palette,
    Does::WritesIf(makes_vault),
    always,
    lock_or_unlock,
)];

/// How long nobody touches the desk before it locks, in milliseconds, unless somebody has chosen another time.
pub const LOCK_AFTER: u64 = 5 * 60_000;

/// The vault as the desk knows it.
pub struct Vault {
    pub state: VaultState,
    /// The journal has said how it stands; before that, whoever asks for the vault waits.
    pub known: bool,
    /// Somebody has asked for it before that.
    pub wanted: bool,
    /// The key is being derived.
    pub deriving: Option<Ticket>,
    /// Somebody was told that the passphrase of the new vault is worth nothing, and has not typed another one since.
    pub weak: bool,
    /// It is being locked: nothing is drawn until that is done.
    pub locking: bool,
    /// Since when, in monotonic milliseconds.
    pub locking_since: u64,
    /// When somebody last did something, in monotonic milliseconds.
    pub touched: u64,
    /// After how many milliseconds without that it locks; `None`: never by itself.
    pub lock_after: Option<u64>,
    /// It locks because nobody was here.
    pub by_itself: bool,
    /// A text on its way to the clipboard, while somebody is asked whether it may leave the vault.
    pub to_copy: Option<String>,
}

impl Vault {
    pub fn new(now: u64) -> Self {
        Self {
            state: VaultState::Off,
            known: false,
            wanted: false,
            deriving: None,
            weak: false,
            locking: false,
            locking_since: now,
            touched: now,
            lock_after: Some(LOCK_AFTER),
            by_itself: false,
            to_copy: None,
        }
    }

    /// Keys have to wait: what they would do depends on what comes of this.
    pub fn holds_keys(&self) -> bool {
        self.locking || self.wanted
    }

    /// When it locks by itself, in monotonic milliseconds.
    pub fn deadline(&self) -> Option<u64> {
        let open = self.state == VaultState::Unlocked && !self.locking;
        self.lock_after.filter(|_| open).map(|after| self.touched + after)
    }
}

impl Model {
    /// What the corner of every frame says about the vault; nothing where there is none.
    pub fn vault_mark(&self) -> Option<std::borrow::Cow<'static, str>> {
        match self.vault.state {
            VaultState::Off => None,
            VaultState::Locked => Some(self.lang.t("vault-locked")),
            VaultState::Unlocked => Some(self.lang.t("vault-unlocked")),
        }
    }

    /// Whether there is a vault whose key is not here.
    pub fn is_locked(&self) -> bool {
        self.vault.state == VaultState::Locked
    }

    /// Whether a line would have to be sealed and cannot be now.
    pub fn waits_for_key(&self, line: &str) -> bool {
        self.is_locked() && capture::parse_line(line).kind == EntryKind::Reading
    }
}

/// Where there is no vault one is made.
fn makes_vault(model: &Model) -> bool {
    model.vault.known && model.vault.state == VaultState::Off
}

/// Locks what is open, and asks for the passphrase of what is locked; where there is no vault, for one to make.
fn lock_or_unlock(model: &mut Model) -> Vec<Effect> {
    let is_asked = |overlay: &Overlay| matches!(overlay, Overlay::Form(form) if dialogs::is_of_vault(&form.kind));
    if model.overlays.iter().any(is_asked) {
        return Vec::new();
    }
    if !model.vault.known {
        model.vault.wanted = true;
        return Vec::new();
    }
    match model.vault.state {
        VaultState::Unlocked => lock(model),
        VaultState::Locked => form::open(model, dialogs::unlock()),
        VaultState::Off => {
            model.vault.weak = false;
            form::open(model, dialogs::new_vault(model.lang))
        }
    }
}

/// Locks the vault, if it is open.
pub fn lock(model: &mut Model) -> Vec<Effect> {
    if model.vault.state != VaultState::Unlocked || model.vault.locking {
        return Vec::new();
    }
    (model.vault.locking, model.vault.locking_since) = (true, model.now.mono);
    go_on_locking(model, true)
}

/// The next step of locking: what is unsaved is saved first. A save that failed does not keep the vault open.
pub fn go_on_locking(model: &mut Model, may_save: bool) -> Vec<Effect> {
    if !model.vault.locking {
        return Vec::new();
    }
    if model.writing.as_ref().is_some_and(|w| w.sent.is_some()) {
        return Vec::new();
    }
    let effects = if may_save { note::save::save(model) } else { Vec::new() };
    if effects.is_empty() { vec![Effect::Lock(typed::open(model))] } else { effects }
}

/// Nobody knows how long nobody was here.
pub fn woke(model: &mut Model) -> Vec<Effect> {
    model.vault.by_itself = model.vault.state == VaultState::Unlocked;
    lock(model)
}

/// Time has passed.
pub fn tick(model: &mut Model) -> Vec<Effect> {
    if model.vault.deadline().is_none_or(|at| at > model.now.mono) {
        return Vec::new();
    }
    model.vault.by_itself = true;
    lock(model)
}

/// How it stands with the vault has changed, here or elsewhere.
pub fn state_changed(model: &mut Model, state: VaultState) -> Vec<Effect> {
    let before = std::mem::replace(&mut model.vault.state, state);
    (model.vault.locking, model.vault.known) = (false, true);
    let mut effects = match (before, state) {
        (VaultState::Unlocked, VaultState::Locked) => locked(model),
        (VaultState::Locked, VaultState::Unlocked) => unlocked(model),
        (before, now) if before != now => model.refresh(),
        _ => Vec::new(),
    };
    if std::mem::take(&mut model.vault.wanted) {
        effects.extend(lock_or_unlock(model));
    }
    effects
}

/// Lets go of everything that may quote a sealed line, and reads again what may be shown.
fn locked(model: &mut Model) -> Vec<Effect> {
    typed::nobody_can_tell(model);
    let mut overlays = std::mem::take(&mut model.overlays);
    overlays.retain_mut(|overlay| may_stay(model, overlay));
    model.overlays = overlays;
    model.given.iter_mut().for_each(|given| given.form.veil(&model.desk, model.lang));
    for (overlay, _) in &mut model.leave.aside {
        // It is on its way into a file, without what is sealed: nothing of that is needed any more.
        if let Overlay::Form(form) = overlay {
            form.veil(&model.desk, model.lang);
        }
    }
    model.notice = None;
    model.vault.to_copy = None;
    model.desk.lock_lines();
    let lang = model.lang;
    if let Some(writing) = &mut model.writing {
        writing.lock(lang);
    }
    if std::mem::take(&mut model.vault.by_itself) {
        // Nobody has pressed a key for it: whoever comes back reads why.
        let said = model.lang.t("said-locked-by-itself");
        model.complain(said);
    }
    let mut effects = model.refresh();
    effects.push(Effect::Wipe);
    effects
}

/// Whether what lies on top of the desk stays when it locks: what somebody is typing does, what quotes a sealed line
/// does not, and what is only looked at can be opened again.
fn may_stay(model: &Model, overlay: &mut Overlay) -> bool {
    match overlay {
        Overlay::Help(_) => true,
        Overlay::WrapUp(wrapping) => {
            wrapping.leave_out_sealed();
            true
        }
        Overlay::Form(form) => {
            form.veil(&model.desk, model.lang);
            true
        }
        Overlay::Palette(_)
        | Overlay::Summary(_)
        | Overlay::Bin(_)
        | Overlay::Goal(_)
        | Overlay::Prep(_)
        | Overlay::Ledger(_)
        | Overlay::Questions(_)
        | Overlay::Search(_)
        | Overlay::Calendar(_)
        | Overlay::Timeline(_)
        | Overlay::Confirm(_) => false,
    }
}

/// Reads again what can be read now; what waited for the key is kept first.
fn unlocked(model: &mut Model) -> Vec<Effect> {
    model.vault.touched = model.now.mono;
    for overlay in &mut model.overlays {
        match overlay {
            Overlay::Form(form) => form.veiled = false,
            Overlay::WrapUp(wrapping) => wrapping.veiled = false,
            _ => {}
        }
    }
    model.given.iter_mut().for_each(|given| given.form.veiled = false);
    let mut effects = Vec::new();
    if let Some(writing) = model.writing.as_mut().filter(|w| w.held > 0) {
        writing.mark_unsaved();
        effects = note::save::save(model);
    }
    effects.extend(model.refresh());
    effects
}

/// Has the key derived from what was typed.
pub fn derive(model: &mut Model, derive: Derive) -> Vec<Effect> {
    let effect = model.derive(derive);
    model.vault.deriving = Some(model.last_ticket());
    vec![effect]
}

/// Somebody does not want to wait for the key.
pub fn abandon(model: &mut Model) -> Vec<Effect> {
    match model.vault.deriving.take() {
        Some(ticket) => {
            model.pending.answered(ticket);
            // The key may be there already, and opening every line takes its time.
            vec![Effect::Abandon, Effect::Stop(ticket)]
        }
        None => Vec::new(),
    }
}

/// Seals a line by hand, or lets it be readable again.
pub fn seal_line(model: &mut Model, line: Option<(EntryId, bool)>) -> Vec<Effect> {
    let Some((id, sealed)) = line else { return Vec::new() };
    if !is_open(model) {
        return Vec::new();
    }
    let said = model.lang.t(if sealed { "said-unsealed" } else { "said-sealed" });
    model.say(said);
    vec![model.write(Order::EditLine(id, EntryForm { sealed: Some(!sealed), ..EntryForm::default() }))]
}

/// The line, where it can be read; where not, nothing about it can be asked or changed, and that is said.
pub fn readable(model: &mut Model, line: Option<Entry>) -> Option<Entry> {
    let line = line?;
    let id = match line.raw {
        Raw::Clear(_) | Raw::Opened(_) => return Some(line),
        Raw::Damaged(_) => "problem-vault-line-damaged",
        Raw::Locked(_) => "vault-locked-desk",
    };
    let said = model.lang.t(id);
    model.say(said);
    None
}

/// A line as [`seal_line`] takes it.
pub fn sealing(entry: &Entry) -> (EntryId, bool) {
    (entry.id, entry.raw.is_sealed())
}

/// Whether lines can be sealed now; if not, says why.
pub fn is_open(model: &mut Model) -> bool {
    let id = match model.vault.state {
        VaultState::Unlocked => return true,
        VaultState::Locked => "vault-locked-desk",
        VaultState::Off => "vault-off-desk",
    };
    let said = model.lang.t(id);
    model.say(said);
    false
}

/// Whether there is a vault at all.
pub fn exists(model: &Model) -> bool {
    model.vault.state != VaultState::Off
}

/// A text goes to the clipboard; where it `quotes` a sealed line, only while the vault is open and after a yes: from there
/// it can neither be called back nor locked.
pub fn copy(model: &mut Model, copied: String, quotes: bool) -> Vec<Effect> {
    if !quotes || !exists(model) {
        return model.copied(copied);
    }
    if model.is_locked() {
        let said = model.lang.t("vault-locked-desk");
        model.say(said);
        return Vec::new();
    }
    model.vault.to_copy = Some(copied);
    confirm::ask(model, Question::CopySealed, |model| match model.vault.to_copy.take() {
        Some(copied) => model.copied(copied),
        None => Vec::new(),
    })
}

/// Columns that the mark in the corner takes, with a blank at each side.
pub fn mark_width(model: &Model) -> u16 {
    model.vault_mark().map_or(0, |mark| text::columns(&mark) as u16 + 2)
}
