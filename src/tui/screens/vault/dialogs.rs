//! The dialogs of the vault: the passphrase, a new vault, its recovery code.

use crate::domain::Readers;
use crate::i18n::Lang;
use crate::text::narrow_key;
use crate::tui::effect::{Derive, Effect, Order, Query, Secret};
use crate::tui::model::Model;
use crate::tui::screens::form::{Answer, Field, Form, Kind};
use crate::tui::screens::{Overlay, form};

/// Asks for the passphrase.
pub fn unlock() -> Form {
    Form::new(Kind::Unlock, "vault-unlock-title", vec![Field::secret("vault-field-passphrase", None)])
}

/// Asks for a passphrase that nobody has yet, twice.
pub fn new_vault(lang: Lang) -> Form {
    let fields = vec![
        Field::secret("vault-field-new", Some("vault-hint-new")),
        Field::secret("vault-field-again", Some("vault-hint-again")),
    ];
    Form::new(Kind::NewVault, "vault-new-title", fields).about(lang.t("vault-new-about"))
}

/// Whether a dialog is one of these: there is never a second.
pub fn is_of_vault(kind: &Kind) -> bool {
    matches!(kind, Kind::Unlock | Kind::NewVault | Kind::VaultCode(_))
}

/// Shows the recovery code, once, and has its end typed back.
fn recovery(code: String) -> Form {
    let fields = vec![Field::value("vault-field-code", Readers::NotStored, Some("vault-hint-code"), "")];
    Form::new(Kind::VaultCode(Secret(code.clone())), "vault-code-title", fields).about(code)
}

pub fn answer(form: &Form, model: &mut Model) -> Answer {
    let lang = model.lang;
    let needed = |field: usize| {
        let typed = form.typed(field);
        if typed.is_empty() { Err((field, lang.t("form-needed").into_owned())) } else { Ok(typed) }
    };
    if model.vault.deriving.is_some() {
        return Ok(Vec::new());
    }
    match &form.kind {
        Kind::Unlock => {
            let derive = Derive::Unlock(Secret(needed(0)?));
            Ok(super::derive(model, derive))
        }
        Kind::NewVault => {
            let passphrase = needed(0)?;
            if needed(1)? != passphrase {
                return Err((1, lang.t("vault-differs").into_owned()));
            }
            let sure = model.vault.weak;
            Ok(super::derive(model, Derive::NewVault { passphrase: Secret(passphrase), sure }))
        }
        Kind::VaultCode(Secret(code)) => {
            let (typed, last) = (as_code(&form.typed(0)), code.rsplit('-').next().unwrap_or_default());
            if typed != last && typed != as_code(code) {
                return Err((0, lang.t("vault-not-noted").into_owned()));
            }
            // Nothing of the code stays on the screen or in what is to be drawn.
            Ok(vec![model.write(Order::SealOn), Effect::Wipe])
        }
        _ => Ok(Vec::new()),
    }
}

/// Letters as the code has them: capital, none that looks like a figure, and nothing between the groups.
fn as_code(typed: &str) -> String {
    let plain = typed.chars().map(narrow_key).map(|c| c.to_ascii_uppercase());
    plain
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

/// The dialog is answered and waits for the key: it stays, and says so.
pub fn wait(mut form: Box<Form>, model: &mut Model) {
    form.error = None;
    let said = if form.kind == Kind::Unlock { "vault-deriving" } else { "vault-making" };
    form.about = Some(model.lang.t(said).into_owned());
    model.overlays.push(Overlay::Form(form));
}

/// Whether a dialog stays until the key is there.
pub fn waits(kind: &Kind) -> bool {
    matches!(kind, Kind::Unlock | Kind::NewVault)
}

/// The key is there, and the vault open.
pub fn opened(model: &mut Model, damaged: usize, broken: bool) {
    close(model);
    if broken {
        let said = model.lang.t("problem-vault-seals-broken");
        model.complain(said);
    } else if damaged > 0 {
        let said = model.lang.count("vault-damaged", damaged);
        model.complain(said);
    }
}

/// It did not open. The dialog stays for another try, empty.
pub fn refused(model: &mut Model, why: String) {
    model.vault.deriving = None;
    let form = model.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Form(form) if waits(&form.kind) => Some(form),
        _ => None,
    });
    match form {
        Some(form) => {
            form.about = None;
            form.error = Some(why);
            form.clear();
        }
        None => model.complain(why),
    }
}

/// The passphrase of the new vault is worth little or nothing: nothing is made of it before somebody has read that and
/// presses Enter once more.
pub fn too_weak(model: &mut Model, strength: &str) {
    model.vault.deriving = None;
    let said = model.lang.fill("vault-weak", [("strength", strength.into())]);
    let form = model.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Form(form) if form.kind == Kind::NewVault => Some(form),
        _ => None,
    });
    if let Some(form) = form {
        (form.about, form.error) = (None, Some(said));
        model.vault.weak = true;
    }
}

/// A vault is made, and nowhere yet: first its code has to be noted.
pub fn made(model: &mut Model, code: String, fell_back: bool) -> Vec<Effect> {
    close(model);
    if fell_back {
        let said = model.lang.t("cli-seal-fell-back");
        model.complain(said);
    }
    form::open(model, recovery(code))
}

fn close(model: &mut Model) {
    model.vault.deriving = None;
    model.overlays.retain(|overlay| !matches!(overlay, Overlay::Form(form) if waits(&form.kind)));
}

/// A new passphrase is being typed: how strong it is comes a moment later.
pub fn typed(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Form(form)) = model.overlays.last() else { return Vec::new() };
    if form.kind != Kind::NewVault {
        return Vec::new();
    }
    model.vault.weak = false;
    if form.focus != 0 {
        return Vec::new();
    }
    let typed = form.typed(0);
    vec![model.read(Query::Strength(Secret(typed)))]
}

/// How strong the passphrase is that is being typed.
pub fn strength_told(model: &mut Model, strength: Option<&'static str>) {
    let about = model.lang.t("vault-new-about");
    let told = strength.map(|key| {
        let strength = model.lang.t(&format!("vault-strength-{key}"));
        let strength = model.lang.fill("cli-seal-strength", [("strength", strength.into())]);
        model.lang.sentences(&[strength, about.clone().into_owned()])
    });
    if let Some(Overlay::Form(form)) = model.overlays.last_mut()
        && form.kind == Kind::NewVault
    {
        form.about = told.or_else(|| Some(about.into_owned()));
    }
}
