use std::ffi::OsString;
use std::process::ExitCode;

use tomoni::{cli, config};

fn main() -> ExitCode {
    let invocation: Vec<OsString> = std::env::args_os().collect();
    let lang = config::lang(cli::lang_flag(&invocation));
    cli::run(&invocation, lang).unwrap_or_else(|problem| {
        cli::output::message(&problem.message(lang));
        ExitCode::from(problem.exit_code())
    })
}
