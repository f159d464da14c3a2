//! A journal of many years, made up the same way every time: words with the frequencies of a language, three fifths of
//! the notes in English, two fifths in Japanese, twenty lines each, in a handful of pairs.

use std::path::Path;

use anyhow::{Result, anyhow};
use chrono::{DateTime, FixedOffset, TimeDelta};
use tomoni::clock::Clock;
use tomoni::domain::forms::{NewSession, PairForm};
use tomoni::domain::ids::PairId;
use tomoni::domain::session::SessionStatus;
use tomoni::i18n::Lang;
use tomoni::journal::Journal;
use tomoni::problem::Problem;

/// Lines of one note.
const LINES: usize = 20;
/// Sessions written in one transaction.
const SLICE: usize = 250;
const PAIRS: [&str; 5] = ["Sato Naoko", "Mori Ken", "Kato Yui", "小川 美咲", "Ito Jun"];

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

fn note(dice: &mut Dice, english: &[&str], japanese: &[&str]) -> String {
    let in_english = dice.roll(5) < 3;
    let mut text = String::new();
    for _ in 0..LINES {
        text.push_str(MARKERS[dice.roll(MARKERS.len())]);
        let count = 4 + dice.roll(9);
        for n in 0..count {
            if in_english {
                text.push_str(if n > 0 { " " } else { "" });
                text.push_str(dice.word(english));
            } else {
                text.push_str(dice.word(japanese));
                if n + 1 < count && dice.roll(5) == 0 {
                    text.push('、');
                }
            }
        }
        text.push('\n');
    }
    text
}

/// Writes a journal of `sessions` sessions to `path`.
pub fn write(path: &Path, sessions: usize) -> Result<()> {
    let told = |problem: Problem| anyhow!(problem.message(Lang::En));
    let mut journal = Journal::open_or_create(path, Clock::frozen(now())).map_err(told)?;
    let mut pairs: Vec<PairId> = Vec::new();
    for name in PAIRS {
        let form = PairForm {
            name: Some(name.to_owned()),
            every: Some(tomoni::domain::Cadence::parse("2w")),
            ..PairForm::default()
        };
        pairs.push(journal.add_pair(&form).map_err(told)?.pair.id);
    }
    let (english, japanese): (Vec<&str>, Vec<&str>) =
        (ENGLISH.split_whitespace().collect(), JAPANESE.split_whitespace().collect());
    let mut dice = Dice(20_261_121);
    let made: Vec<NewSession> = (0..sessions)
        .map(|n| NewSession {
            pair: pairs[n % pairs.len()],
            at: now() - TimeDelta::minutes(90 * (sessions - n) as i64),
            status: SessionStatus::Held,
            minutes: Some(45),
            mode: None,
            theme: dice.word(&english).to_owned(),
            text: note(&mut dice, &english, &japanese),
        })
        .collect();
    for slice in made.chunks(SLICE) {
        journal.add_sessions(slice).map_err(told)?;
    }
    Ok(())
}
