//! A journal that has lost its vault, or what opens it: a backup and a repair say so.

use serde_json::Value;
use tomoni::journal::vault::{Cost, NewVault};

use crate::home::Home;
use crate::support::{PASSPHRASE, open, passphrase, told};

fn sealed() -> Home {
    let home = Home::with_aiko();
    home.session("Aiko", "said\n~ looked tired\n", &[]);
    let vault = told(NewVault::make(&passphrase(PASSPHRASE), Cost::FLOOR));
    told(open(&home.journal()).seal_on(&vault));
    home
}

#[test]
fn a_backup_and_a_repair_say_what_is_missing_of_the_vault() {
    let home = sealed();
    assert!(home.ok(&["backup", "sound.db"]).contains("is intact"));
    home.ok(&["backup"]);
    let list: Value = serde_json::from_str(&home.ok(&["backup", "--list", "--json"])).unwrap();
    assert!(list.as_array().unwrap().iter().any(|copy| copy["sound"] == true), "{list}");
    assert!(home.ok(&["doctor", "--repair", "whole.db"]).contains("Every record could be read"));
    for (sql, missing, en, ja) in [
        ("DELETE FROM vault", &["vault"][..], "about their vault", "暗号化の設定"),
        (
            "DELETE FROM key_slot",
            &["passphrase", "recovery"],
            "The key for the passphrase",
            "パスフレーズで開くための情報",
        ),
        (
            "DELETE FROM key_slot WHERE kind = 'recovery'",
            &["recovery"],
            "The key for the recovery code",
            "復旧コードで開くための情報",
        ),
    ] {
        let home = sealed();
        let file = rusqlite::Connection::open(home.journal()).unwrap();
        assert!(file.execute(sql, []).unwrap() > 0, "{sql}");
        drop(file);
        for (lang, words) in [("en", en), ("ja", ja)] {
            let copy = format!("{lang}.db");
            let ran = home.run(&["backup", &copy, "--lang", lang]);
            let said = format!("{}{}", ran.stdout(), ran.stderr);
            assert_eq!(ran.code, 5, "{sql}: {said}");
            assert!(said.contains(words) && !said.contains("is intact"), "{sql}: {said}");
            assert!(home.path(&copy).exists(), "what is there is copied all the same");
        }
        let shape: Value = serde_json::from_str(&home.run(&["backup", "json.db", "--json"]).stdout()).unwrap();
        assert_eq!(shape["vault_missing"], Value::from(missing.to_vec()), "{sql}");
        // Those of an automatic name are listed, and not as sound.
        home.run(&["backup"]);
        let list: Value = serde_json::from_str(&home.ok(&["backup", "--list", "--json"])).unwrap();
        let sound: Vec<bool> = list.as_array().unwrap().iter().map(|copy| copy["sound"].as_bool().unwrap()).collect();
        assert!(sound.contains(&false), "{sql}: {list}");
        let ran = home.run(&["doctor", "--repair", "new.db"]);
        let said = ran.stdout();
        assert_eq!(ran.code, 5, "{sql}: {said}");
        assert!(!said.contains("Every record could be read"), "{sql}: {said}");
        assert_eq!(said.contains("nothing can open them"), missing == ["vault"], "{sql}: {said}");
    }
}
