//! Dialogs while somebody else sees the screen: what is typed into a field that only the person at the desk reads, and a
//! line that is a reading, is on no frame; nor is a recovery code.

use tomoni::domain::Readers;
use tomoni::i18n::Lang;
use tomoni::tui::msg::Msg;
use tomoni::tui::screens::Overlay;
use tomoni::tui::screens::form::{Input, Kind};

use super::driver::Driver;
use super::places::{desk, ways};

const CANARY: &str = "kakushigoto";

/// Whether words that are only one's own may stand in a field of this dialog on a shared screen: the partner reads them
/// once they are kept, or they are kept nowhere.
fn may_show(kind: &Kind, readers: Readers) -> bool {
    match readers {
        Readers::Me => false,
        // New words for a line that is on the screen; a marker among them is none.
        Readers::Line => matches!(kind, Kind::Reword(..)),
        Readers::Partner | Readers::Programme | Readers::NotStored => true,
    }
}

/// The fields of the uppermost dialog: of each whether it is a text, and who reads it.
fn fields(driver: &Driver) -> Vec<(bool, Readers)> {
    match driver.model.overlays.last() {
        Some(Overlay::Form(form)) => {
            form.fields.iter().map(|field| (matches!(field.input, Input::Text(_)), field.readers)).collect()
        }
        _ => Vec::new(),
    }
}

fn kind(driver: &Driver) -> Option<Kind> {
    match driver.model.overlays.last() {
        Some(Overlay::Form(form)) => Some(form.kind.clone()),
        _ => None,
    }
}

#[test]
fn what_is_typed_for_oneself_is_on_no_shared_screen() {
    let mut driver = desk(Lang::En);
    let (mut hidden, mut shown, mut closed) = (0, 0, 0);
    for way in ways() {
        way.go(&mut driver);
        let Some(before) = kind(&driver) else { continue };
        for (n, (is_text, readers)) in fields(&driver).into_iter().enumerate() {
            if !is_text {
                continue;
            }
            // The screen is shared after it was typed, and before.
            for first in [true, false] {
                way.go(&mut driver);
                let share = |driver: &mut Driver| driver.run("screen.share");
                if !first {
                    share(&mut driver);
                }
                if kind(&driver).as_ref() == Some(&before) {
                    if let Some(Overlay::Form(form)) = driver.model.overlays.last_mut() {
                        form.focus = n;
                    }
                    driver.feed(Msg::Paste(format!("~ {CANARY}")));
                    driver.settle();
                }
                if first {
                    share(&mut driver);
                }
                let screen = driver.screen((120, 36));
                let is_there = screen.contains(CANARY);
                let stays = kind(&driver).as_ref() == Some(&before);
                assert!(!is_there || may_show(&before, readers), "{}, field {n}, {readers:?}:\n{screen}", way.name);
                match (stays, is_there) {
                    (false, _) => closed += 1,
                    (true, true) => shown += 1,
                    (true, false) => hidden += 1,
                }
            }
        }
    }
    println!("{hidden} hidden, {shown} shown, {closed} closed");
    assert!(hidden > 5 && shown > 5 && closed > 5, "{hidden}, {shown}, {closed}");
}

#[test]
fn a_recovery_code_is_on_no_shared_screen_and_comes_back() {
    let mut driver = desk(Lang::En);
    let ways = ways();
    let way = ways.iter().find(|way| way.name == "a recovery code").expect("there is a way");
    way.go(&mut driver);
    assert!(driver.screen((80, 24)).contains("ABCDE"));
    driver.run("screen.share");
    assert!(!driver.screen((80, 24)).contains("ABCDE"));
    driver.run("screen.share");
    assert!(driver.screen((80, 24)).contains("ABCDE"));
}
