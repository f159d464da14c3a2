//! Values as people type them: paths that no shell has read, and words in either language.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::{TypedValueParser, ValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};

use crate::config::paths::{self, NoPath};

/// The command line with values that are understood as they are meant: every path in it may begin with `~/`.
pub fn understood(command: Command) -> Command {
    command
        .mut_args(|arg| if takes_path(&arg) { arg.value_parser(PathParser) } else { arg })
        .mut_subcommands(understood)
}

fn takes_path(arg: &Arg) -> bool {
    arg.get_value_parser().type_id() == ValueParser::path_buf().type_id()
}

/// Reads a path, with the home folder in the place of `~`.
#[derive(Clone)]
struct PathParser;

/// What [`NoPath`] is called in an error.
pub const HOME_OF_OTHERS: &str = "cli-home-of-others";
pub const NO_HOME: &str = "cli-no-home";

impl TypedValueParser for PathParser {
    type Value = PathBuf;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<PathBuf, Error> {
        let refused = |kind, why: Option<&str>| {
            let mut error = Error::new(kind).with_cmd(command);
            if let Some(arg) = arg {
                error.insert(ContextKind::InvalidArg, ContextValue::String(arg.to_string()));
            }
            let value = value.to_string_lossy().into_owned();
            error.insert(ContextKind::InvalidValue, ContextValue::String(value));
            if let Some(why) = why {
                error.insert(ContextKind::Custom, ContextValue::String(why.to_owned()));
            }
            error
        };
        if value.is_empty() {
            return Err(refused(ErrorKind::InvalidValue, None));
        }
        paths::expand(Path::new(value)).map_err(|why| {
            let why = match why {
                NoPath::HomeOfOthers => HOME_OF_OTHERS,
                NoPath::NoHome => NO_HOME,
            };
            refused(ErrorKind::ValueValidation, Some(why))
        })
    }
}
