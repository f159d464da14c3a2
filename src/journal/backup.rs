//! Backups of the journal, and the journal from a backup.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::archive::Watch;
use super::copies::{self, CopyKind};
use super::{Failure, Journal, file_problem};
use crate::clock::Clock;
use crate::files::{self, Draft, Guard, Lock, Refused, Standing, Unread, Why, Workshop, Writing};
use crate::problem::{Problem, Result};
use crate::store::{self, Absent, Contents, Look, Loss, Mark, Store, StoreError, side_file};

/// The folder of backups beside the journal.
const FOLDER: &str = "backups";
/// What the lock of a restoration is for.
const RESTORING: &str = "restore";
/// Behind the name of a journal: a copy made before its schema changed, and a file that was put aside.
const BEFORE_SCHEMA: &str = ".before-schema-";
const ASIDE: &str = ".replaced-";

/// A backup that was made and read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    pub path: PathBuf,
    pub contents: Contents,
    pub vault: VaultLoss,
}

/// What a journal lacks of its vault. A copy lacks the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VaultLoss {
    /// There are sealed lines, and what the journal says about their vault is missing or damaged: nothing opens them.
    pub vault: bool,
    /// Keys that are missing or damaged, by what opens them.
    pub keys: Vec<&'static str>,
}

impl VaultLoss {
    pub fn is_nothing(&self) -> bool {
        !self.vault && self.keys.is_empty()
    }
}

impl Journal {
    /// What is missing of the vault, as far as that can be told without a passphrase.
    pub fn vault_loss(&self) -> Result<VaultLoss> {
        match self.key_file() {
            Ok(file) => Ok(VaultLoss { vault: false, keys: file.map(|file| file.damage()).unwrap_or_default() }),
            Err(Problem::Vault(_) | Problem::Unreadable) => Ok(VaultLoss { vault: true, keys: Vec::new() }),
            Err(other) => Err(other),
        }
    }

    /// Copies the whole journal to a file and reads the copy back, while others may write to the journal. Without a
    /// path it goes to the folder of backups, with the day and time in its name.
    pub fn back_up(&self, to: Option<&Path>, standing: Standing, watch: Watch<'_>) -> Result<BackedUp> {
        let path = match to {
            Some(path) => path.to_owned(),
            None => {
                self.may_write()?;
                place_beside(self.path(), self.clock, "", "db")?
            }
        };
        name_fits(&path)?;
        let target = self.guard.target(&path, Writing::Backup, standing).map_err(refused)?;
        let draft = Draft::new(target).map_err(refused)?;
        let contents = self.store.back_up(&draft.path(), watch).map_err(|error| super::told(error, self.path()))?;
        let vault = self.vault_loss()?;
        draft.put().map_err(refused)?;
        Ok(BackedUp { path, contents, vault })
    }

    /// Keeps a text that has no place in the journal any more in a file of its own beside the backups.
    pub fn keep_text(&self, text: &str) -> Result<PathBuf> {
        self.may_write()?;
        let path = place_beside(self.path(), self.clock, "-note", "txt")?;
        let target = self.guard.target(&path, Writing::OwnCopy, Standing::Stays).map_err(refused)?;
        files::write(target, text.as_bytes()).map_err(refused)?;
        Ok(path)
    }
}

/// Whether a journal, or a backup of one, can have this name and be opened.
pub fn name_fits(path: &Path) -> Result<()> {
    let is_long = path.file_name().is_some_and(|name| name.len() > Store::LONGEST_NAME);
    if is_long { Err(Problem::NameTooLong(path.to_owned())) } else { Ok(()) }
}

/// Why a file was not written, for the person.
pub fn refused(refused: Refused) -> Problem {
    let Refused { path, why } = refused;
    match why {
        Why::Exists => Problem::TargetExists(path),
        Why::NotAFile => Problem::NotAFile(path),
        Why::NoFolder => Problem::NoFolder(files::folder_of(&path).to_owned()),
        Why::Guarded(guarded) => Problem::Guarded { path, guarded },
        Why::Leftover(left) => Problem::Leftover { path, left },
        Why::Unconfirmed(_) => Problem::FileUnconfirmed(path),
        Why::Io(cause) => file_problem(&path, &cause),
    }
}

/// Why a file was not read, for the person.
pub fn unread(path: &Path, why: Unread) -> Problem {
    let path = path.to_owned();
    match why {
        Unread::NotAFile => Problem::NotReadable(path),
        Unread::NobodyWrites => Problem::NobodyWrites(path),
        Unread::TooLarge { limit } => Problem::FileTooLarge { path, limit },
        Unread::Io(cause) if cause.kind() == ErrorKind::NotFound => Problem::NoFile(path),
        Unread::Io(cause) => file_problem(&path, &cause),
    }
}

/// A name in the folder of backups that nothing has yet; the folder is made if there is none.
pub(super) fn place_beside(journal: &Path, clock: Clock, what: &str, ending: &str) -> Result<PathBuf> {
    let folder = files::folder_of(journal).join(FOLDER);
    files::create_private_dir(&folder).map_err(|cause| file_problem(&folder, &cause))?;
    let stem = journal.file_stem().unwrap_or_default().to_string_lossy();
    let begin = format!("{stem}-{}{what}", stamp(clock));
    Ok(unused(|n| folder.join(format!("{begin}{n}.{ending}"))))
}

/// The folder of a journal's backups.
pub(super) fn folder(journal: &Path) -> PathBuf {
    files::folder_of(journal).join(FOLDER)
}

/// The copies of a journal that this program has made itself: backups, and what was there before a change of schema or
/// was put aside. Journals in one folder have one folder of backups: a copy with pairs of another journal is not among
/// them, whatever its name is. One that cannot be read is, since it could be.
pub(super) fn own_databases(journal: &Path) -> Vec<PathBuf> {
    let own = Look::into_own(journal).and_then(|look| look.identity()).ok();
    databases(journal, |path| own.as_ref().is_some_and(|own| own.tells_of(path) != Some(false)))
}

/// The same for whoever looks for a copy: with those that have the name of this journal and are of another one that had
/// the name before, and all that have its name where the journal cannot be read.
pub(super) fn listed_databases(journal: &Path) -> Vec<PathBuf> {
    let stem = journal.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let own = Look::at(journal).and_then(|look| look.identity()).ok();
    databases(journal, |path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        is_named_for(&stem, &name) || own.as_ref().is_some_and(|own| own.tells_of(path) != Some(false))
    })
}

fn databases(journal: &Path, is_ours: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let name = journal.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = |found: &str| {
        let rest = found.strip_prefix(&name);
        rest.is_some_and(|rest| {
            rest.starts_with(BEFORE_SCHEMA) || rest.starts_with(ASIDE) && !rest.ends_with("-journal")
        })
    };
    let mut found = files::files_in(&folder(journal), |name| name.ends_with(".db"));
    found.retain(|path| is_ours(path));
    found.extend(files::files_in(files::folder_of(journal), beside));
    found.sort();
    found
}

/// Whether a copy has a name that this program gives to copies of the journal with this stem.
fn is_named_for(stem: &str, name: &str) -> bool {
    let rest = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('-'));
    rest.is_some_and(|rest| {
        let begins_with_a_year =
            rest.as_bytes().iter().take(5).map(u8::is_ascii_digit).eq([true, true, true, true, false]);
        begins_with_a_year || rest.starts_with(copies::AUTOMATIC) || rest.starts_with("before-schema-")
    })
}

/// What a copy of the journal with this stem is, by its name.
pub(super) fn kind_of(stem: &str, name: &str) -> CopyKind {
    if copies::automatic_day(stem, name).is_some() {
        CopyKind::Automatic
    } else if name.contains("before-schema-") {
        CopyKind::BeforeSchema
    } else if name.contains("-replaced") || name.contains(ASIDE) {
        CopyKind::Replaced
    } else {
        CopyKind::Backup
    }
}

/// Texts that had no place in the journal, or could not be saved in it.
pub(super) fn own_texts(journal: &Path) -> Vec<PathBuf> {
    let mut found = files::files_in(&folder(journal), |name| name.ends_with(".txt"));
    found.extend(rescued_texts(journal, files::folder_of(journal)));
    found.sort();
    found
}

/// Texts in this folder that could not be saved in the journal.
pub(super) fn rescued_texts(journal: &Path, folder: &Path) -> Vec<PathBuf> {
    let stem = journal.file_stem().unwrap_or_default().to_string_lossy();
    files::files_in(folder, |name| {
        name.strip_prefix(&*stem).is_some_and(|rest| rest.starts_with(super::rescue::UNSAVED)) && name.ends_with(".txt")
    })
}

/// Where a copy belongs once it has the newest schema: what was copied because its schema was older is a backup then.
pub(super) fn place_of_copy(journal: &Path, copy: &Path) -> PathBuf {
    let name = copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match name.split_once(BEFORE_SCHEMA) {
        Some((_, schema)) => {
            let stem = journal.file_stem().unwrap_or_default().to_string_lossy();
            let folder = folder(journal);
            // Without the folder the copy finds no place, and is told of.
            let _ = files::create_private_dir(&folder);
            unused(|n| folder.join(format!("{stem}{BEFORE_SCHEMA}{schema}{n}.db").replace(".before", "-before")))
        }
        None => copy.to_owned(),
    }
}

pub(super) fn stamp(clock: Clock) -> String {
    clock.now().format("%Y-%m-%d-%H%M%S").to_string()
}

/// The first of these names that nothing has: without a number, then with 2, 3 and so on.
pub(super) fn unused(name: impl Fn(&str) -> PathBuf) -> PathBuf {
    let numbers = std::iter::once(String::new()).chain((2..).map(|n| format!("-{n}")));
    let mut names = numbers.map(|n| name(&n)).skip_while(|path| path.symlink_metadata().is_ok());
    names.next().unwrap_or_else(|| name(""))
}

/// What stands where the journal is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Current {
    None,
    Journal(Contents),
    /// Something that cannot be read as a journal, or not to its end.
    Unreadable,
}

/// A backup that has been looked over, beside the journal that it is to replace.
pub struct Restoration {
    backup: Look,
    journal: PathBuf,
    clock: Clock,
    /// Only one restoration of a journal is under way at a time, from the look at it on.
    lock: Option<Lock>,
    pub contents: Contents,
    pub current: Current,
    /// The backup has no pair of the journal, and the journal has pairs: it is a backup of another one.
    pub is_of_another: bool,
    /// Every page and every line of the journal is what was written.
    pub is_sound: bool,
    /// What the journal has and the backup lacks, as far as the journal can be read.
    pub losses: Vec<Loss>,
    /// Whether `losses` is everything: of a damaged journal that is not known.
    pub losses_are_known: bool,
}

/// How often what is to be replaced is copied once more because somebody wrote meanwhile.
const KEPT_ANEW: usize = 5;

/// What became of a restoration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    pub contents: Contents,
    /// Where what was replaced is now.
    pub kept: Option<PathBuf>,
}

impl Restoration {
    /// Looks the backup over and puts what it holds beside what the journal holds. Changes nothing.
    ///
    /// # Errors
    /// What is no journal, newer than this program, damaged, or the journal itself is refused; and everything while
    /// another restoration is under way.
    pub fn consider(journal: &Path, backup: &Path, clock: Clock) -> Result<Self> {
        Self::compare(journal, backup, clock, Touch::Settles)
    }

    /// The same, where not even what an interrupted writer has left of the journal may be settled.
    pub fn only_look(journal: &Path, backup: &Path, clock: Clock) -> Result<Self> {
        Self::compare(journal, backup, clock, Touch::Never)
    }

    fn compare(journal: &Path, backup: &Path, clock: Clock, touch: Touch) -> Result<Self> {
        if files::is_same_file(journal, backup) {
            return Err(Problem::RestoresItself(backup.to_owned()));
        }
        // Where nothing can be written, there is nothing to lock either, and looking is allowed.
        let lock = match touch {
            Touch::Never => None,
            Touch::Settles => match Lock::take(journal, RESTORING) {
                Ok(None) => return Err(Problem::Restoring),
                Ok(lock) => lock,
                Err(_) => None,
            },
        };
        let told = |error| backup_problem(error, backup);
        let look = store::anew(|| Look::at(backup)).map_err(told)?;
        look.is_known().map_err(told)?;
        if store::anew(|| look.verify()).map_err(told)? > 0 {
            return Err(Problem::BackupDamaged(backup.to_owned()));
        }
        let contents = store::anew(|| look.contents()).map_err(told)?;
        let current = current(journal, touch)?;
        let is_none = current == Current::None;
        let (mut is_sound, mut losses, mut losses_are_known) = (is_none, Vec::new(), is_none);
        let mut is_of_another = false;
        if let (Current::Journal(_), Ok(own)) = (current, store::anew(|| touch.look(journal))) {
            let identity = store::anew(|| own.identity()).ok();
            is_of_another = identity.is_some_and(|identity| identity.is_of_another(look.path()));
            is_sound = match store::anew(|| own.verify()).map_err(|error| error.confirmed(journal)) {
                Ok(damaged) => damaged == 0,
                Err(StoreError::NotNow) => return Err(Problem::NotNow),
                Err(_) => false,
            };
            let found = store::anew(|| own.losses(look.path()));
            losses_are_known = is_sound && found.is_ok();
            losses = found.unwrap_or_default();
        }
        let journal = journal.to_owned();
        Ok(Self {
            backup: look,
            journal,
            clock,
            lock,
            contents,
            current,
            is_of_another,
            is_sound,
            losses,
            losses_are_known,
        })
    }

    /// Makes the journal what the backup is. What stood there is kept: as a backup, or where it cannot be read, as the
    /// file that it was. Until the last moment the journal stays what it was, and what others write to it until then is
    /// in what is kept.
    pub fn perform(mut self, watch: Watch<'_>) -> Result<Restored> {
        let folder = files::folder_of(&self.journal).to_owned();
        let failed = |cause| file_problem(&folder, &cause);
        files::create_private_dir(&folder).map_err(failed)?;
        if self.lock.is_none() {
            self.lock = Some(Lock::take(&self.journal, RESTORING).map_err(failed)?.ok_or(Problem::Restoring)?);
        }
        let told = |error| backup_problem(error, self.backup.path());
        // An older one is brought to the newest schema elsewhere, so that the journal is never anything in between.
        let (workshop, newer);
        let mut source = &self.backup;
        if self.backup.is_older() {
            workshop = Workshop::new(&folder).map_err(failed)?;
            let path = workshop.journal();
            files::create_private_file(&path).map_err(|cause| file_problem(&path, &cause))?;
            self.backup.copy_to(&path, &mut *watch).map_err(told)?;
            drop(Store::open(&path, Absent::Refuse).map_err(told)?);
            newer = Look::at(&path).map_err(told)?;
            source = &newer;
        }
        let kept = self.replace(source, watch)?;
        // It is done; a look that fails now is no reason to report anything else.
        let contents = Look::at(&self.journal).and_then(|look| look.contents()).unwrap_or(self.contents);
        Ok(Restored { contents, kept })
    }

    /// Puts the new journal in the place of what is there now, and returns where that is kept.
    fn replace(&self, source: &Look, watch: Watch<'_>) -> Result<Option<PathBuf>> {
        for _ in 0..KEPT_ANEW {
            let mark = match Mark::of(&self.journal) {
                Err(StoreError::Missing(_)) => return self.make(source, watch).map(|()| None),
                other => other.map_err(|error| super::told(error, &self.journal))?,
            };
            let kept = if mark.is_empty() {
                None
            } else if self.current == Current::None {
                // It was made since somebody looked, and nobody has agreed to replace it.
                return Err(Problem::TargetExists(self.journal.clone()));
            } else {
                match current(&self.journal, Touch::Settles)? {
                    Current::Journal(_) => match self.keep(&mut *watch) {
                        Ok(kept) => Some(kept),
                        Err(Problem::Damaged(_) | Problem::Altered(_)) => {
                            return self.put_aside(source, watch).map(Some);
                        }
                        Err(other) => return Err(other),
                    },
                    Current::None => None,
                    Current::Unreadable => return self.put_aside(source, watch).map(Some),
                }
            };
            let (path, draft) = kept.unzip();
            let put = || draft.map_or(Ok(()), |draft: Draft| draft.put().map_err(|why| Failure::Told(refused(why))));
            let done = source.copy_over(&self.journal, &mark, put, &mut *watch);
            if done.map_err(|failure| failure.told(&self.journal))? {
                return Ok(path);
            }
        }
        Err(Problem::Busy)
    }

    /// Makes the journal where there is none.
    fn make(&self, source: &Look, watch: Watch<'_>) -> Result<()> {
        let draft = self.draft(&self.journal, Writing::Journal, Standing::Stays)?;
        source.copy_to(&draft.path(), watch).map_err(|error| super::told(error, &self.journal))?;
        draft.put().map_err(refused)
    }

    /// Copies the journal for a backup that is read back, and has its place once the journal is about to be replaced.
    fn keep(&self, watch: Watch<'_>) -> Result<(PathBuf, Draft)> {
        let told = |error| super::told(error, &self.journal);
        let look = Look::into_own(&self.journal).map_err(told)?;
        let path = place_beside(&self.journal, self.clock, "-replaced", "db")?;
        let draft = self.draft(&path, Writing::OwnCopy, Standing::Stays)?;
        if look.copy_to(&draft.path(), watch).map_err(told)?.damaged > 0 {
            // It is kept as the file that it is.
            return Err(Problem::Damaged("records".to_owned()));
        }
        Ok((path, draft))
    }

    /// Puts a new file in the place of one that cannot be read, which stays beside it under another name, with what an
    /// interrupted writer may have left to it.
    fn put_aside(&self, source: &Look, watch: Watch<'_>) -> Result<PathBuf> {
        let failed = |cause: std::io::Error| file_problem(&self.journal, &cause);
        let draft = self.draft(&self.journal, Writing::Journal, Standing::Replaced)?;
        source.copy_to(&draft.path(), watch).map_err(|error| super::told(error, &self.journal))?;
        let stamp = stamp(self.clock);
        let aside = unused(|n| side_file(&self.journal, &format!("{ASIDE}{stamp}{n}")));
        files::put_aside(&self.journal, &aside).map_err(failed)?;
        draft.put().map_err(refused)?;
        Ok(aside)
    }

    fn draft(&self, path: &Path, writing: Writing, standing: Standing) -> Result<Draft> {
        let target = Guard::of(&self.journal).target(path, writing, standing);
        target.and_then(Draft::new).map_err(refused)
    }
}

/// How the journal is looked at that a backup may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Touch {
    /// Not a byte of it changes.
    Never,
    /// What an interrupted writer has left is settled.
    Settles,
}

impl Touch {
    fn look(self, journal: &Path) -> store::Result<Look> {
        match self {
            Self::Never => Look::at(journal),
            Self::Settles => Look::into_own(journal),
        }
    }
}

fn current(journal: &Path, touch: Touch) -> Result<Current> {
    match journal.symlink_metadata() {
        Err(e) if e.kind() == ErrorKind::NotFound => return name_fits(journal).map(|()| Current::None),
        Err(e) => return Err(file_problem(journal, &e)),
        Ok(found) if found.is_dir() => return Err(Problem::IsFolder(journal.to_owned())),
        Ok(found) if !found.is_file() => return Err(Problem::NotPlain(journal.to_owned())),
        Ok(found) if found.len() == 0 => return Ok(Current::None),
        Ok(_) => {}
    }
    let contents = store::anew(|| touch.look(journal).and_then(|look| look.contents()));
    match contents.map_err(|error| error.confirmed(journal)) {
        Ok(contents) => Ok(Current::Journal(contents)),
        Err(StoreError::Busy) => Err(Problem::Busy),
        Err(StoreError::NotNow) => Err(Problem::NotNow),
        // An interrupted writer has left something that may not be settled now.
        Err(StoreError::OtherRollback(side)) => Err(Problem::OtherRollback(side)),
        Err(StoreError::ReadOnly) if touch == Touch::Never => Err(Problem::ReadOnly(journal.to_owned())),
        Err(StoreError::File { path, cause }) => Err(file_problem(&path, &cause)),
        Err(_) => Ok(Current::Unreadable),
    }
}

/// Why a backup cannot be used.
fn backup_problem(error: StoreError, path: &Path) -> Problem {
    match error.confirmed(path) {
        StoreError::Missing(_) => Problem::NoFile(path.to_owned()),
        StoreError::IsFolder(_) | StoreError::NotPlain(_) => Problem::NotAFile(path.to_owned()),
        StoreError::NotAJournal(_) => Problem::NotABackup(path.to_owned()),
        StoreError::Altered(names) => Problem::Altered(names),
        error @ StoreError::Sqlite(_) if error.is_of_the_system() => super::told(error, path),
        StoreError::Damaged(_) | StoreError::Sqlite(_) => Problem::BackupDamaged(path.to_owned()),
        other => super::told(other, path),
    }
}
