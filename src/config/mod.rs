//! Where things are and how somebody likes them: flags, environment, the configuration file, the system, in this order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde::Deserialize;

use crate::clock::Clock;
use crate::i18n::Lang;
use crate::problem::{DateTrouble, Problem, Result};

/// What the configuration file may say. Every key is optional; what it does not know it names instead of guessing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    /// `en` or `ja`.
    pub lang: Option<String>,
    /// The journal file.
    pub journal: Option<PathBuf>,
    /// `auto`, `rounded` or `ascii`.
    pub borders: Borders,
    /// Command id to keys: what the desk's commands are called by instead of their own keys.
    pub keys: BTreeMap<String, Vec<String>>,
}

/// How frames are drawn. `Auto` asks the terminal once whether the fine characters are one column wide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Borders {
    #[default]
    Auto,
    Rounded,
    Ascii,
}

/// What `tomoni config --print-default` prints: every key, commented, at its default.
pub const DEFAULT_FILE: &str = include_str!("../../assets/config.toml");

/// What flags asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub journal: Option<PathBuf>,
    pub lang: Option<Lang>,
}

/// Everything settled for this run.
#[derive(Clone, Debug)]
pub struct Config {
    pub lang: Lang,
    pub journal: PathBuf,
    pub config_file: PathBuf,
    /// The folder in which a run keeps what it may lose: notes about a crash.
    pub state_dir: PathBuf,
    pub file: File,
    pub clock: Clock,
    /// Colour is wanted: `NO_COLOR` is not set.
    pub colour: bool,
    /// What the configuration file got wrong, to be said once; the rest of it holds.
    pub complaint: Option<(PathBuf, String)>,
}

impl Config {
    /// Settles everything for this run.
    ///
    /// # Errors
    /// Only a `TOMONI_NOW` that is no point in time: a test that ran on the wrong day would prove nothing.
    pub fn load(asked: &Asked) -> Result<Self> {
        let dirs = ProjectDirs::from("", "", "tomoni");
        let config_file = config_file();
        let (file, complaint) = match read(&config_file) {
            Ok(file) => (file, None),
            Err(detail) => (File::default(), Some((config_file.clone(), detail))),
        };
        let lang = settled_lang(asked.lang, &file);
        let journal = asked
            .journal
            .clone()
            .or_else(|| var("TOMONI_JOURNAL").map(PathBuf::from))
            .or_else(|| file.journal.clone())
            .unwrap_or_else(|| {
                dirs.as_ref().map_or_else(|| PathBuf::from("."), |d| d.data_dir().to_owned()).join("journal.db")
            });
        let state_dir = state_dir(dirs.as_ref());
        Ok(Self {
            lang,
            journal,
            config_file,
            state_dir,
            file,
            clock: clock()?,
            colour: var("NO_COLOR").is_none(),
            complaint,
        })
    }
}

/// The language of this run, for what is said before everything else is settled.
pub fn lang(asked: Option<Lang>) -> Lang {
    settled_lang(asked, &read(&config_file()).unwrap_or_default())
}

fn settled_lang(asked: Option<Lang>, file: &File) -> Lang {
    asked
        .or_else(|| var("TOMONI_LANG").map(|l| Lang::of(&l.to_string_lossy())))
        .or_else(|| file.lang.as_deref().map(Lang::of))
        .unwrap_or_else(|| sys_locale::get_locale().map_or(Lang::En, |l| Lang::of(&l)))
}

fn state_dir(dirs: Option<&ProjectDirs>) -> PathBuf {
    let own = || dirs.map(|d| d.state_dir().unwrap_or_else(|| d.data_local_dir()).to_owned());
    var("TOMONI_STATE_DIR").map(PathBuf::from).or_else(own).unwrap_or_else(|| PathBuf::from("."))
}

fn config_file() -> PathBuf {
    let folder = var("TOMONI_CONFIG_DIR").map(PathBuf::from).unwrap_or_else(|| {
        ProjectDirs::from("", "", "tomoni").map_or_else(|| PathBuf::from("."), |d| d.config_dir().to_owned())
    });
    folder.join("config.toml")
}

/// A variable of the environment; an empty one counts as none.
fn var(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|v| !v.is_empty())
}

/// The configuration of a file, or what is wrong with it. A file that is not there says nothing.
pub fn read(path: &Path) -> std::result::Result<File, String> {
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).map_err(|e| e.to_string()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(File::default()),
        Err(e) => Err(e.to_string()),
    }
}

fn clock() -> Result<Clock> {
    let Ok(now) = std::env::var("TOMONI_NOW") else { return Ok(Clock::system()) };
    match chrono::DateTime::parse_from_rfc3339(&now) {
        Ok(at) => Ok(Clock::frozen(at)),
        Err(_) => Err(Problem::Date { input: now.clone(), part: now, trouble: DateTrouble::Unknown }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_default_is_the_default() {
        let uncommented: String =
            DEFAULT_FILE.lines().map(|l| l.strip_prefix("#: ").unwrap_or(l)).collect::<Vec<_>>().join("\n");
        let file: File = toml::from_str(&uncommented).expect("every commented key is a key");
        assert_eq!(file.borders, Borders::Auto);
        assert_eq!(toml::from_str::<File>(DEFAULT_FILE).expect("the file as it stands"), File::default());
    }
}
