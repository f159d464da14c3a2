//! Canaries, and a look through every byte of every file for what they have left behind.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use sha2::{Digest, Sha256};

/// A sentence that must not be readable once it is sealed. `mark` stands nowhere else: a pair of kanji that no word of
/// the program has, or a word that is none.
#[derive(Clone, Copy, Debug)]
pub struct Canary {
    pub mark: &'static str,
    pub before: &'static str,
    pub after: &'static str,
}

const fn canary(before: &'static str, mark: &'static str, after: &'static str) -> Canary {
    Canary { mark, before, after }
}

pub const CANARIES: [Canary; 20] = [
    canary("あの日の", "鸞硯", "のことは誰にも言えない"),
    canary("本当は", "鯱簪", "が苦手だ"),
    canary("ふたりで", "甕燧", "を見に行った"),
    canary("父の", "櫂鼬", "を思い出して黙った"),
    canary("来年は", "蕪鑢", "に移ると聞いた"),
    canary("まだ", "鋤鰐", "の話はしないでほしいと言われた"),
    canary("帰り道に", "梟鐙", "で泣いていた"),
    canary("上司の", "鏃蓼", "に腹が立つ"),
    canary("昔の", "鵺碾", "を隠している"),
    canary("約束した", "鞣鮠", "が重い"),
    canary("she told me about the ", "Zqindlequasp", " and asked me to keep it"),
    canary("I was afraid of the ", "Vhorntevlish", " all morning"),
    canary("his ", "Quxemardle", " is going to close in spring"),
    canary("nobody may hear of ", "Pjindorvask", " yet"),
    canary("we quarrelled over ", "Thqembolux", " again"),
    canary("my own ", "Gzazzelwhorp", " was worse than I say"),
    canary("they will leave for ", "Snqorvelkint", " in March"),
    canary("the ", "Dhwummelfax", " keeps me awake"),
    canary("I lied about ", "Yjolvertwine", " last year"),
    canary("ask nobody about ", "Kzispendorf", " at the table"),
];

impl Canary {
    pub fn sentence(self) -> String {
        let Self { before, mark, after } = self;
        format!("{before}{mark}{after}")
    }

    /// A line of about so many bytes that says it over and over: whichever page stays behind, the mark is on it.
    pub fn line(self, marker: &str, bytes: usize) -> String {
        let sentence = self.sentence();
        let times = bytes / (sentence.len() + 3);
        std::iter::once(format!("{marker}{sentence}\n")).chain((0..times).map(|_| format!("  {sentence}\n"))).collect()
    }

    /// Everything that gives it away. The mark alone is a pair in the index (`鸞硯`) or a word in it (folded); in
    /// UTF-16 two kanji are too few bytes to be told from noise, so their neighbours go with them.
    fn needles(self) -> Vec<Vec<u8>> {
        let Self { mark, before, after } = self;
        let near = |text: &str, last: bool| {
            let letters: Vec<char> = text.chars().collect();
            if last { letters[letters.len() - 1] } else { letters[0] }
        };
        let wide = format!("{}{mark}{}", near(before, true), near(after, false));
        let folded = tomoni::text::fold(&wide);
        // Of a word in the index the file has only what differs from the word before it.
        let shared = if mark.is_ascii() { 3 } else { 1 };
        let rest = |text: &str| text.as_bytes()[shared..].to_vec();
        let mut needles = vec![rest(mark), rest(&tomoni::text::fold(mark))];
        for text in [wide, folded] {
            needles.push(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
            needles.push(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
        }
        needles.sort();
        needles.dedup();
        needles
    }
}

/// Every file under a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Looks for many byte strings at once.
pub struct Scan {
    needles: Vec<(usize, Vec<u8>)>,
    /// By their first two bytes, so that most places are passed by at once.
    begins: Vec<bool>,
    /// What was found, by the hash of the bytes: most files are the same again in the next case.
    known: Mutex<HashMap<[u8; 32], Vec<usize>>>,
}

impl Scan {
    pub fn new() -> Self {
        let of = |(n, canary): (usize, &Canary)| canary.needles().into_iter().map(move |needle| (n, needle));
        let needles: Vec<_> = CANARIES.iter().enumerate().flat_map(of).collect();
        let mut begins = vec![false; 1 << 16];
        needles.iter().for_each(|(_, needle)| begins[usize::from(needle[0]) << 8 | usize::from(needle[1])] = true);
        Self { needles, begins, known: Mutex::default() }
    }

    /// Which canaries are in these bytes.
    pub fn find(&self, bytes: &[u8]) -> Vec<usize> {
        let hash = Sha256::digest(bytes).into();
        if let Some(found) = self.known.lock().unwrap().get(&hash) {
            return found.clone();
        }
        let found = self.search(bytes);
        self.known.lock().unwrap().insert(hash, found.clone());
        found
    }

    fn search(&self, bytes: &[u8]) -> Vec<usize> {
        let mut found = Vec::new();
        for (at, two) in bytes.windows(2).enumerate() {
            if !self.begins[usize::from(two[0]) << 8 | usize::from(two[1])] {
                continue;
            }
            let here = self.needles.iter().filter(|(_, needle)| bytes[at..].starts_with(needle));
            found.extend(here.map(|(n, _)| *n));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Which canaries are in which file of a folder, by their numbers.
    pub fn folder(&self, folder: &Path) -> Vec<(PathBuf, Vec<usize>)> {
        let read = |path: PathBuf| {
            let found = self.find(&std::fs::read(&path).unwrap());
            (!found.is_empty()).then_some((path, found))
        };
        files(folder).into_iter().filter_map(read).collect()
    }

    /// Nothing of these canaries is in any file of the folder.
    #[track_caller]
    pub fn finds_none_of(&self, sealed: &[usize], folder: &Path, when: &str) {
        for (path, found) in self.folder(folder) {
            let left: Vec<_> = found.iter().filter(|n| sealed.contains(n)).map(|n| CANARIES[*n].mark).collect();
            assert!(left.is_empty(), "{when}: {left:?} in {}", path.display());
        }
    }
}

#[test]
fn the_scan_sees_a_canary_however_it_is_written() {
    let scan = Scan::new();
    for (n, canary) in CANARIES.iter().enumerate() {
        let sentence = canary.sentence();
        let folded = tomoni::text::fold(&sentence);
        let tokens = tomoni::text::index_tokens(&sentence);
        let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        for bytes in [
            sentence.clone().into_bytes(),
            folded.clone().into_bytes(),
            tokens.spelled.unwrap_or_else(|| tokens.loose.clone()).into_bytes(),
            tokens.loose.into_bytes(),
            wide(&sentence, u16::to_le_bytes),
            wide(&sentence, u16::to_be_bytes),
            wide(&folded, u16::to_le_bytes),
            wide(&folded, u16::to_be_bytes),
        ] {
            // In the middle of something else, at either end, and at an odd place.
            for (before, after) in [(0, 0), (1, 5000), (4095, 0), (3, 3)] {
                let file = [vec![0xe9; before], bytes.clone(), vec![0; after]].concat();
                assert_eq!(scan.find(&file), [n], "{sentence}");
            }
        }
    }
    assert!(scan.find("話したことと ordinary words 硯鸞".as_bytes()).is_empty());
}

#[test]
fn no_mark_stands_anywhere_else_in_the_tests_or_in_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["src", "assets", "tests", "benches", "docs"] {
        for path in files(&root.join(folder)) {
            let own = path.ends_with("tests/vault/scan.rs");
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).to_lowercase();
            for Canary { mark, .. } in CANARIES {
                // Its own place, and for the first one the comment and the order that must not be found.
                let times = text.matches(&mark.to_lowercase()).count();
                let allowed = if own { 1 + usize::from(mark == CANARIES[0].mark) } else { 0 };
                assert!(times <= allowed, "{mark} in {} {times} times", path.display());
            }
        }
    }
}
