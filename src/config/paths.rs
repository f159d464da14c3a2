//! Paths as somebody writes them where no shell has read them: `~` is the home folder.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Why a path says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPath {
    /// `~name`: the home folder of somebody else.
    HomeOfOthers,
    /// `~` where nothing says which folder that is.
    NoHome,
}

/// The folder of this person. A relative one is none: it would be another one in each folder.
pub fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute())
}

/// What `HOME` says, if that is no absolute path.
pub fn relative_home() -> Option<OsString> {
    std::env::var_os("HOME").filter(|said| !said.is_empty() && !Path::new(said).is_absolute())
}

/// The path with the home folder in the place of a `~` at its beginning.
pub fn expand(path: &Path) -> Result<PathBuf, NoPath> {
    expand_in(path, home)
}

fn expand_in(path: &Path, home: impl FnOnce() -> Option<PathBuf>) -> Result<PathBuf, NoPath> {
    let Some(rest) = path.as_os_str().as_bytes().strip_prefix(b"~") else { return Ok(path.to_owned()) };
    if rest.first().is_some_and(|next| *next != b'/') {
        return Err(NoPath::HomeOfOthers);
    }
    let home = home().ok_or(NoPath::NoHome)?;
    let begin = rest.iter().position(|byte| *byte != b'/').unwrap_or(rest.len());
    let below = OsStr::from_bytes(&rest[begin..]);
    Ok(if below.is_empty() { home } else { home.join(below) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_at_the_beginning_is_the_home_folder() {
        for (path, there) in [
            ("~", Ok("/home/aiko")),
            ("~/", Ok("/home/aiko")),
            ("~/a/~b", Ok("/home/aiko/a/~b")),
            ("~//a", Ok("/home/aiko/a")),
            ("~/../b", Ok("/home/aiko/../b")),
            ("a~/b", Ok("a~/b")),
            ("./~", Ok("./~")),
            ("/~", Ok("/~")),
            ("～/a", Ok("～/a")),
            ("-", Ok("-")),
            ("", Ok("")),
            ("~ken", Err(NoPath::HomeOfOthers)),
            ("~ken/a", Err(NoPath::HomeOfOthers)),
            ("~~", Err(NoPath::HomeOfOthers)),
        ] {
            let found = expand_in(Path::new(path), || Some("/home/aiko".into()));
            assert_eq!(found, there.map(PathBuf::from), "{path}");
        }
        assert_eq!(expand_in(Path::new("~/a"), || None), Err(NoPath::NoHome));
        assert_eq!(expand_in(Path::new("a"), || None), Ok("a".into()));
    }
}
