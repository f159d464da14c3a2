//! Why the system, or another program, did not do something, in the user's language.

use std::io::{self, ErrorKind};
use std::process::ExitStatus;

use super::Lang;

/// An error outside this program: in our words as far as its kind is known, and in the system's own words, which are
/// English everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    why: Why,
    /// In the words of the system or of a library.
    detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    System(ErrorKind),
    /// The disk could not read or write.
    Device,
    /// Another program ended with an error.
    Ended,
}

impl Cause {
    /// A message of the system or a library about a file, if the kind is not known.
    pub fn said(detail: String) -> Self {
        Self { why: Why::System(ErrorKind::Other), detail }
    }

    /// Another program was called and ended with an error.
    pub fn ended(status: ExitStatus) -> Self {
        Self { why: Why::Ended, detail: status.to_string() }
    }

    fn id(&self) -> &'static str {
        match self.why {
            Why::Device => "cause-device",
            Why::Ended => "cause-ended",
            Why::System(kind) => match kind {
                ErrorKind::NotFound => "cause-not-found",
                ErrorKind::PermissionDenied => "cause-not-allowed",
                ErrorKind::AlreadyExists => "cause-exists",
                ErrorKind::IsADirectory => "cause-is-folder",
                ErrorKind::NotADirectory => "cause-not-a-folder",
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "cause-full",
                ErrorKind::ReadOnlyFilesystem => "cause-read-only",
                ErrorKind::BrokenPipe => "cause-pipe",
                ErrorKind::FileTooLarge => "cause-too-large",
                ErrorKind::InvalidFilename => "cause-name",
                ErrorKind::InvalidData => "cause-not-text",
                ErrorKind::UnexpectedEof => "cause-ends-early",
                ErrorKind::InvalidInput => "cause-not-a-file",
                ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::WouldBlock => "cause-busy",
                ErrorKind::TimedOut => "cause-late",
                ErrorKind::OutOfMemory => "cause-memory",
                _ => "cause-other",
            },
        }
    }
}

/// The number of an input or output error of a device.
const EIO: i32 = 5;

impl From<&io::Error> for Cause {
    fn from(error: &io::Error) -> Self {
        let why = if error.raw_os_error() == Some(EIO) { Why::Device } else { Why::System(error.kind()) };
        Self { why, detail: error.to_string() }
    }
}

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Self {
        Self::from(&error)
    }
}

impl Lang {
    /// The reason, without a full stop; the system's message follows in brackets.
    pub fn cause(self, cause: &Cause) -> String {
        self.fill(cause.id(), [("detail", cause.detail.as_str().into())])
    }
}
