//! The current path of an open file, and whether it can be written: other programs move, replace and delete files while
//! this program has them open.

use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Distinguishes a file from any other, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileId {
    device: u64,
    inode: u64,
}

impl FileId {
    fn of(found: &std::fs::Metadata) -> Self {
        Self { device: found.dev(), inode: found.ino() }
    }
}

/// What is at a path. A link is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtPath {
    /// A regular file, with its length in bytes.
    File(FileId, u64),
    /// A link, a folder or a device.
    Other,
    Nothing,
}

/// Checks what is at a path.
///
/// # Errors
/// If the system cannot say, because the folder may not be entered or its disk is gone.
pub fn at_path(path: &Path) -> io::Result<AtPath> {
    match path.symlink_metadata() {
        Ok(found) if found.is_file() => Ok(AtPath::File(FileId::of(&found), found.len())),
        Ok(_) => Ok(AtPath::Other),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(AtPath::Nothing),
        Err(e) => Err(e),
    }
}

/// What happened to a file that this process has open and that is no longer at its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// It has another name now.
    Moved(PathBuf),
    /// It has no name any longer.
    Removed,
    /// The system cannot say.
    Unknown,
}

/// The current path of an open file.
pub fn whereabouts(file: FileId) -> Whereabouts {
    let handles = std::fs::read_dir("/proc/self/fd").into_iter().flatten().flatten();
    let ours = |handle: &Path| handle.metadata().ok().filter(|found| FileId::of(found) == file);
    let Some((handle, found)) = handles.map(|h| h.path()).find_map(|h| Some((h.clone(), ours(&h)?))) else {
        return Whereabouts::Unknown;
    };
    // A file system of the network keeps a removed file under a name of this kind while it is open.
    let is_left_over = |path: &Path| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(".nfs"));
    match std::fs::read_link(handle) {
        _ if found.nlink() == 0 => Whereabouts::Removed,
        Ok(path) if is_left_over(&path) => Whereabouts::Removed,
        // The name that the system remembers may be one of several, and gone.
        Ok(path) if matches!(at_path(&path), Ok(AtPath::File(there, _)) if there == file) => Whereabouts::Moved(path),
        _ => Whereabouts::Unknown,
    }
}

/// Asks the system whether this account may write a file, and create others beside it.
///
/// # Errors
/// `PermissionDenied` or `ReadOnlyFilesystem`, or another error of the system.
pub fn can_be_written(path: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    access(path, Access::READ_OK | Access::WRITE_OK)?;
    Ok(access(super::folder_of(path), Access::WRITE_OK | Access::EXEC_OK)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_file_is_found_again_wherever_it_went() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("a"), folder.path().join("b"));
        let file = std::fs::File::create_new(&path).unwrap();
        let AtPath::File(id, 0) = at_path(&path).unwrap() else { panic!("a plain file") };
        std::fs::rename(&path, &other).unwrap();
        assert_eq!(at_path(&path).unwrap(), AtPath::Nothing);
        if cfg!(target_os = "linux") {
            assert_eq!(whereabouts(id), Whereabouts::Moved(other.canonicalize().unwrap()));
        }
        std::fs::write(&path, "another").unwrap();
        assert!(matches!(at_path(&path).unwrap(), AtPath::File(found, 7) if found != id));
        std::fs::remove_file(&other).unwrap();
        if cfg!(target_os = "linux") {
            assert_eq!(whereabouts(id), Whereabouts::Removed);
        }
        drop(file);
        assert_eq!(whereabouts(id), Whereabouts::Unknown);
        std::fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink("nowhere", &path).unwrap();
        assert_eq!(at_path(&path).unwrap(), AtPath::Other);
    }
}
