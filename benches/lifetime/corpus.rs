//! A journal of many years, made up the same way every time: words with the frequencies of a language, three fifths of
//! the notes in English, two fifths in Japanese, twenty lines each, in a handful of pairs. What was promised, asked and
//! owed in thanks was settled at a later session, as in a journal that is lived with; the newest of it still waits.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, FixedOffset, TimeDelta};
use tomoni::clock::Clock;
use tomoni::domain::checklist::Model;
use tomoni::domain::forms::{NewCheckIn, NewGoal, NewRating, NewSession, PairForm, PastSettlement, Settlement};
use tomoni::domain::goal::{GoalStatus, GoalTerms};
use tomoni::domain::ids::{PairId, SessionId};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::{Cadence, EntryKind, EntryState, Owner};
use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::problem::Problem;

/// Grows when the corpus changes: an older one is not taken for a newer one.
const VERSION: u32 = 1;

/// Lines of one note.
const LINES: usize = 20;
/// Sessions written in one transaction.
const SLICE: usize = 250;
/// Minutes between two sessions, whoever they are with.
const EVERY: i64 = 90;
pub const PAIRS: [&str; 5] = ["Sato Naoko", "Mori Ken", "Kato Yui", "小川 美咲", "Ito Jun"];
/// Somebody with whom there was one session, whose note is very long.
pub const TALKER: &str = "Long Talker";
pub const LONG_NOTE: usize = 5_000;
/// Promises of so many of a pair's newest sessions are open.
const PROMISED: usize = 3;

const ENGLISH: &str = "the a to of and we she he it that was in for on with asked said about next last week meeting team \
    goal plan summary table notes page question answer story change handover customer project review support morning \
    wrote tried learned showed helped together small clear open first second report numbers decision owner budget \
    course training colleague manager partner mentor mentee session quarter office remote listened explained";
const JAPANESE: &str = "目標 計画 面談 相談 来週 先週 会議 資料 手順 引き継ぎ 質問 答え 学び 部下 上司 同僚 お客さま 週報 見直し 進め方 \
    時間 気持ち 不安 自信 経験 仕事 役割 担当 研修 説明 確認 準備 発表 予算 相手 自分 チーム プロジェクト メンター メンティー \
    スケジュール について 話した 聞いた 試した 決めた うまくいった 難しい 続ける 始める ありがとう";
const MARKERS: [&str; 12] = ["", "", "", "", "! ", "< ", "= ", "^ ", "? ", "~ ", "& ", "\" "];

/// The moment at which the journal stands.
pub fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T10:00:00+09:00").unwrap_or_default()
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides.max(1)
    }

    /// Common words come often, rare ones seldom.
    fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let reach = 1 + self.roll(words.len());
        words[self.roll(reach)]
    }
}

/// The words of both languages.
struct Words {
    english: Vec<&'static str>,
    japanese: Vec<&'static str>,
}

fn note(dice: &mut Dice, words: &Words, lines: usize) -> String {
    let in_english = dice.roll(5) < 3;
    let mut text = String::new();
    for _ in 0..lines {
        text.push_str(MARKERS[dice.roll(MARKERS.len())]);
        let count = 4 + dice.roll(9);
        for n in 0..count {
            if in_english {
                text.push_str(if n > 0 { " " } else { "" });
                text.push_str(dice.word(&words.english));
            } else {
                text.push_str(dice.word(&words.japanese));
                if n + 1 < count && dice.roll(5) == 0 {
                    text.push('、');
                }
            }
        }
        text.push('\n');
    }
    text
}

fn told(problem: Problem) -> anyhow::Error {
    anyhow!(problem.message(Lang::En))
}

/// The journal of so many sessions: the one that an earlier run has left, else a new one.
pub fn at_hand(folder: &Path, sessions: usize) -> Result<PathBuf> {
    let path = folder.join(format!("v{VERSION}-{sessions}.db"));
    if !path.exists() {
        std::fs::create_dir_all(folder)?;
        let unfinished = folder.join(format!("v{VERSION}-{sessions}.unfinished"));
        if unfinished.exists() {
            std::fs::remove_file(&unfinished)?;
        }
        write(&unfinished, sessions)?;
        std::fs::rename(&unfinished, &path)?;
    }
    Ok(path)
}

/// Writes a journal of `sessions` sessions to `path`.
pub fn write(path: &Path, sessions: usize) -> Result<()> {
    let english = ENGLISH.split_whitespace().collect();
    let words = Words { english, japanese: JAPANESE.split_whitespace().collect() };
    let mut writer = Writer { path, sessions, dice: Dice(20_261_121), words, last: [const { None }; PAIRS.len()] };
    let pairs = writer.pairs()?;
    for first in (0..sessions).step_by(SLICE) {
        writer.slice(&pairs, first..sessions.min(first + SLICE))?;
    }
    writer.surroundings(&pairs)
}

struct Writer<'a> {
    path: &'a Path,
    sessions: usize,
    dice: Dice,
    words: Words,
    /// The session of each pair before the one that is written.
    last: [Option<SessionId>; PAIRS.len()],
}

impl Writer<'_> {
    /// The journal as it was opened on the day of the `n`th session.
    fn journal(&self, n: usize) -> Result<Journal> {
        Journal::open_or_create(self.path, Clock::frozen(self.at(n))).map_err(told)
    }

    fn at(&self, n: usize) -> DateTime<FixedOffset> {
        now() - TimeDelta::minutes(EVERY * (self.sessions - n) as i64)
    }

    fn pairs(&self) -> Result<Vec<PairId>> {
        let mut journal = self.journal(0)?;
        let mut add = |name: &str| {
            let every = Some(Cadence::parse("2w"));
            let form = PairForm { name: Some(name.to_owned()), every, ..PairForm::default() };
            Ok(journal.add_pair(&form).map_err(told)?.pair.id)
        };
        PAIRS.into_iter().map(&mut add).collect()
    }

    /// Some sessions, and at each of them what became of what the one before had left.
    fn slice(&mut self, pairs: &[PairId], range: std::ops::Range<usize>) -> Result<()> {
        let mut journal = self.journal(range.end)?;
        let new: Vec<NewSession> = range.clone().map(|n| self.session(pairs[n % pairs.len()], n)).collect();
        let ids = journal.add_sessions(&new).map_err(told)?;
        let mut settled = Vec::new();
        for (n, id) in range.zip(ids) {
            if let Some(before) = self.last[n % PAIRS.len()].replace(id) {
                let newer = (self.sessions - 1 - n) / PAIRS.len() + 1;
                settled.extend(self.settlements(&journal, before, (id, n), newer >= PROMISED)?);
            }
        }
        journal.settle_lines(&settled).map_err(told)
    }

    fn session(&mut self, pair: PairId, n: usize) -> NewSession {
        NewSession {
            pair,
            at: self.at(n),
            status: SessionStatus::Held,
            minutes: Some(45),
            mode: None,
            theme: self.dice.word(&self.words.english).to_owned(),
            text: note(&mut self.dice, &self.words, LINES),
        }
    }

    /// What became of the lines of a session at the one after it.
    fn settlements(
        &mut self,
        journal: &Journal,
        session: SessionId,
        (next, n): (SessionId, usize),
        promises: bool,
    ) -> Result<Vec<PastSettlement>> {
        let note = journal.note(session).map_err(told)?;
        let mut settled = Vec::new();
        for entry in note.entries.iter().filter(|e| e.is_waiting() && (promises || e.kind != EntryKind::Action)) {
            let mut to = Settlement { settled_in: Some(next), ..Settlement::plain(EntryState::Done) };
            if entry.kind == EntryKind::Action {
                to.state =
                    [EntryState::Done, EntryState::Done, EntryState::Partly, EntryState::Tried, EntryState::Dropped]
                        [self.dice.roll(5)];
                to.learned = (to.state == EntryState::Tried).then(|| self.dice.word(&self.words.english).to_owned());
            }
            settled.push(PastSettlement { line: entry.id, to, at: self.at(n) });
        }
        Ok(settled)
    }

    /// What else a journal holds: goals, feelings, lines for later, a session to come, and one very long note.
    fn surroundings(&mut self, pairs: &[PairId]) -> Result<()> {
        let mut journal = self.journal(self.sessions)?;
        for (&pair, days) in pairs.iter().zip(1..) {
            self.goals(&mut journal, pair)?;
            self.ratings(&mut journal, pair)?;
            for _ in 0..5 {
                let line = note(&mut self.dice, &self.words, 1);
                journal.note_for_later(pair, &line).map_err(told)?;
            }
            let mut planned = self.session(pair, self.sessions);
            planned.at = now() + TimeDelta::days(days);
            planned.status = SessionStatus::Planned;
            planned.text = ":agenda how it goes\n:agenda what comes next\n".to_owned();
            journal.add_session(&planned).map_err(told)?;
        }
        let talker = PairForm { name: Some(TALKER.to_owned()), ..PairForm::default() };
        let talker = journal.add_pair(&talker).map_err(told)?.pair.id;
        let mut long = self.session(talker, 0);
        long.text = note(&mut self.dice, &self.words, LONG_NOTE);
        journal.add_session(&long).map_err(told)?;
        Ok(())
    }

    fn goals(&mut self, journal: &mut Journal, pair: PairId) -> Result<()> {
        for owner in [Owner::Me, Owner::Partner] {
            let title = note(&mut self.dice, &self.words, 1).trim().to_owned();
            let terms = GoalTerms { title, sign: None, baseline: Some(0.0), target: Some(20.0), unit: None, due: None };
            let new = NewGoal { pair, owner, terms, agreed: None, status: GoalStatus::Active };
            let goal = journal.add_goal(&new).map_err(told)?.goal.id;
            for n in 0..8_u32 {
                let at = Some(self.at(self.sessions * n as usize / 8));
                let note = self.dice.word(&self.words.japanese).to_owned();
                let looked = NewCheckIn { value: Some(f64::from(n)), confidence: Some(3), note, at };
                journal.check_in(goal, &looked).map_err(told)?;
            }
        }
        Ok(())
    }

    fn ratings(&mut self, journal: &mut Journal, pair: PairId) -> Result<()> {
        for pillar in &Model::built_in().pillars {
            for n in 0..4 {
                let level = u8::try_from(1 + self.dice.roll(5)).context("a level")?;
                let at = Some(self.at(self.sessions * n / 4));
                let new = NewRating { pair, key: pillar.key.clone(), level, note: String::new(), at };
                journal.rate(&new).map_err(told)?;
            }
        }
        Ok(())
    }
}
