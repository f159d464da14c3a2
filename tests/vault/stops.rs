//! A child that is stopped as it enters each call that may change the disk: what lies there then is what a kill at this
//! call would leave, because all else that the child knows is in its memory. Unlike a kill, one run shows all of them.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Set for a child that waits until it is watched.
const WAITS: &str = "TOMONI_TEST_WAITS";

/// What lies in a folder: paths in it, with permissions and bytes. A folder has no bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct State(Vec<(PathBuf, u32, Option<Vec<u8>>)>);

impl State {
    pub fn of(folder: &Path) -> Self {
        let mut found = Vec::new();
        let mut left = vec![PathBuf::new()];
        while let Some(place) = left.pop() {
            for entry in std::fs::read_dir(folder.join(&place)).unwrap() {
                let entry = entry.unwrap();
                let (path, meta) = (place.join(entry.file_name()), entry.metadata().unwrap());
                let bytes = if meta.is_dir() { None } else { Some(std::fs::read(entry.path()).unwrap()) };
                left.extend(bytes.is_none().then(|| path.clone()));
                found.push((path, meta.permissions().mode(), bytes));
            }
        }
        found.sort();
        Self(found)
    }

    /// Puts it into an empty folder.
    pub fn put(&self, folder: &Path) {
        // A folder comes before what is in it.
        for (path, mode, bytes) in &self.0 {
            let path = folder.join(path);
            match bytes {
                Some(bytes) => std::fs::write(&path, bytes).unwrap(),
                None => std::fs::create_dir(&path).unwrap(),
            }
            std::fs::set_permissions(&path, PermissionsExt::from_mode(*mode)).unwrap();
        }
    }
}

/// Called by a child before it does anything: waits until it is watched, if it was asked to.
pub fn wait_for_watcher() {
    if std::env::var_os(WAITS).is_some() {
        println!("\nready");
        std::io::stdin().read_line(&mut String::new()).unwrap();
    }
}

/// Whether a child can be watched here.
pub const CAN_WATCH: bool = cfg!(all(target_os = "linux", target_arch = "x86_64"));

/// Runs a child that waits, and tells of each call as it is entered.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[allow(clippy::zombie_processes, reason = "its end is taken with what else becomes of it")]
pub fn watched(mut command: Command, mut at: impl FnMut(&'static str)) {
    use nix::libc;
    use nix::sys::ptrace::{self, Options};
    use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
    use nix::unistd::Pid;

    // Those of `kill::CALLS`; a test there compares them.
    const NUMBERS: [(libc::c_long, &str); 13] = [
        (libc::SYS_pwrite64, "pwrite64"),
        (libc::SYS_write, "write"),
        (libc::SYS_fsync, "fsync"),
        (libc::SYS_fdatasync, "fdatasync"),
        (libc::SYS_unlink, "unlink"),
        (libc::SYS_unlinkat, "unlinkat"),
        (libc::SYS_rename, "rename"),
        (libc::SYS_renameat, "renameat"),
        (libc::SYS_renameat2, "renameat2"),
        (libc::SYS_link, "link"),
        (libc::SYS_linkat, "linkat"),
        (libc::SYS_ftruncate, "ftruncate"),
        (libc::SYS_rmdir, "rmdir"),
    ];
    assert!(NUMBERS.iter().map(|(_, name)| *name).eq(crate::kill::CALLS));

    command.arg("--nocapture").env(WAITS, "1").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let pid = Pid::from_raw(child.id().cast_signed());
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while line.trim() != "ready" {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "the child says that it is ready");
    }
    for task in std::fs::read_dir(format!("/proc/{pid}/task")).unwrap() {
        let task = Pid::from_raw(task.unwrap().file_name().to_str().unwrap().parse().unwrap());
        ptrace::seize(task, Options::PTRACE_O_TRACESYSGOOD | Options::PTRACE_O_TRACECLONE).unwrap();
        ptrace::interrupt(task).unwrap();
    }
    child.stdin.take().unwrap().write_all(b"\n").unwrap();
    loop {
        // Only what this thread watches: other tests wait for children of their own.
        match waitpid(None, Some(WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD)) {
            Ok(WaitStatus::PtraceSyscall(task)) => {
                let registers = ptrace::getregs(task).unwrap();
                // So it is until the call is done.
                let is_entered = registers.rax.cast_signed() == -i64::from(libc::ENOSYS);
                let call = NUMBERS.iter().find(|(number, _)| number.cast_unsigned() == registers.orig_rax);
                if let (true, Some((_, name))) = (is_entered, call) {
                    at(name);
                }
                ptrace::syscall(task, None).unwrap();
            }
            Ok(WaitStatus::PtraceEvent(task, ..)) => ptrace::syscall(task, None).unwrap(),
            Ok(WaitStatus::Stopped(task, signal)) => ptrace::syscall(task, signal).unwrap(),
            Ok(WaitStatus::Exited(task, code)) if task == pid => {
                assert_eq!(code, 0, "the child has done it");
                return;
            }
            Ok(WaitStatus::Signaled(task, signal, _)) if task == pid => panic!("the child ended by {signal}"),
            Ok(_) | Err(nix::Error::EINTR) => {}
            Err(error) => panic!("the child is lost: {error}"),
        }
    }
}

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
pub fn watched(_: Command, _: impl FnMut(&'static str)) {
    unreachable!("see CAN_WATCH");
}
