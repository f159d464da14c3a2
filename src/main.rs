use std::ffi::OsString;
use std::process::ExitCode;

use tomoni::{cli, config, platform};
use zeroizing_alloc::ZeroAlloc;

/// Wipes whatever is given back: what was read with the key must not stay in the memory once it is locked.
#[global_allocator]
static MEMORY: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    platform::keep_memory_to_oneself();
    platform::report_files_that_are_too_large();
    let invocation: Vec<OsString> = std::env::args_os().collect();
    let lang = config::lang(cli::lang_flag(&invocation));
    cli::run(&invocation, lang).unwrap_or_else(|problem| {
        cli::output::message(&problem.message(lang));
        ExitCode::from(problem.exit_code())
    })
}
