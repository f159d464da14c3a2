//! Whether a date in a line belongs to something else than to the promise: a state that lasts until then (金曜まで休み),
//! what was done by then, what somebody asks about, a visit ("drop by on friday").

use super::denied::{
    is_denied, is_denied_in_japanese, is_habit_or_past, names_a_state, was_meant, was_meant_in_japanese,
};
use super::{Due, Kind, Line, Word};

/// What to make of a date that belongs to something else.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Otherwise {
    /// The line says clearly that nothing is due then.
    Silent,
    /// It may have meant to, so the line says that nothing was read; a date before it still counts.
    Aside,
    /// Nobody can tell, whatever else the line says.
    Aloud,
}

/// Verbs that "by" belongs to.
pub(super) const IDIOMS: &[&str] =
    &["drop", "drops", "dropped", "dropping", "swing", "swings", "swung", "abide", "abides", "swear", "swears"];
/// Verbs that it may belong to: "come by friday" is a visit, or an answer until then.
pub(super) const DOUBTFUL: &[&str] = &[
    "pass", "passes", "passed", "passing", "come", "comes", "coming", "came", "went", "goes", "go", "stop", "stops",
    "stopped", "stopping", "stand", "stands", "stood", "live", "lives", "lived", "pop", "pops", "popped",
];
/// How near a word stands that makes of a clause what was, or what somebody asks.
const NEAR: usize = 5;
/// Verbs that report or ask what others do.
const REPORTS: &[&str] = &[
    "ask", "asks", "asked", "check", "checks", "see", "find", "tell", "tells", "told", "remind", "reminds", "know",
    "knows", "hear", "learn", "wonder", "note", "say", "says", "said", "list", "thank", "review", "compare",
];
const CONJUNCTIONS: &[&str] =
    &["if", "whether", "that", "what", "who", "whom", "which", "when", "why", "how", "where", "whose"];
const PAST: &[&str] = &["was", "were", "did", "wasn", "weren", "didn"];
/// Participles that do not end in -ed.
const PARTICIPLES: &[&str] =
    &["written", "done", "sent", "made", "drawn", "told", "said", "given", "taken", "built", "found", "sold"];
/// Works of somebody: "written by sat".
const AUTHORS: &[&str] = &["written", "drawn", "composed", "painted", "directed", "published", "translated", "edited"];
const HELPERS: &[&str] = &[
    "get",
    "gets",
    "getting",
    "have",
    "has",
    "be",
    "is",
    "are",
    "needs",
    "need",
    "want",
    "wants",
    "will",
    "must",
    "should",
    "can",
    "it",
    "them",
    "all",
    "everything",
    "keep",
    "see",
    "re",
    "ll",
];

impl Line<'_> {
    /// What makes the date of the word at `at` that of something else.
    pub(super) fn tells_otherwise(&self, at: usize, due: &Due) -> Option<Otherwise> {
        let clause = clause_of(self.text.get(due.phrase.end..).unwrap_or_default());
        if !self.tokens()[at].latin && (is_denied_in_japanese(clause) || was_meant_in_japanese(clause)) {
            // 締切は金曜ではなく月曜: the other day counts.
            let is_corrected = matches!(self.word(at), Some(Word::By)) && is_denied_in_japanese(clause);
            return (!is_corrected).then_some(Otherwise::Aside);
        }
        let told = match self.word(at)? {
            Word::By | Word::Within if self.tokens()[at].latin => self.english_otherwise(at, due),
            Word::By => self.of_a_deadline(due),
            Word::Until => self.of_until(at),
            Word::Throughout | Word::Inside if self.tells_a_state(at) => Some(Otherwise::Aside),
            Word::Throughout | Word::Inside | Word::DayPart(_) => self.modifies(due).then_some(Otherwise::Silent),
            Word::WithinAfter => self.of_within(at, due),
            _ => None,
        };
        told.or_else(|| self.is_of_habit(&due.phrase).then_some(Otherwise::Aloud))
    }

    fn english_otherwise(&self, at: usize, due: &Due) -> Option<Otherwise> {
        let before = self.nearby(at).to_lowercase().replace('’', "'");
        let clause = before.rsplit(['.', ',', ';', ':', '!', '?', '(', '。', '、']).next().unwrap_or_default();
        let words: Vec<&str> =
            clause.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).collect();
        let is_in = |list: &[&str], word: &&str| list.contains(&word.trim_end_matches("n't"));
        let near = &words[words.len().saturating_sub(NEAR)..];
        let last = words.last().copied().unwrap_or_default();
        let reported = words.iter().position(|word| REPORTS.contains(word));
        let typed = self.typed(at).to_lowercase();
        let rest = self.text.get(due.phrase.end..).unwrap_or_default();
        let share: String =
            rest.trim_start_matches(' ').chars().take("percent".len()).flat_map(char::to_lowercase).collect();
        if is_denied(&words) {
            return Some(Otherwise::Aside);
        }
        if was_meant(&words) {
            return Some(Otherwise::Aloud);
        }
        if typed == "within" {
            let is_helped = words.iter().any(|word| is_in(HELPERS, word));
            return is_habit_or_past(&words, is_helped).then_some(Otherwise::Aloud);
        }
        let is_asked = |word: &&str| CONJUNCTIONS.contains(word);
        let asks =
            reported.is_some() && near.iter().any(is_asked) || near.len() < NEAR && near.first().is_some_and(is_asked);
        let is_past = near.iter().rev().take(3).any(|word| is_in(PAST, word));
        if is_past || (asks && !names_a_state(&words)) {
            return Some(Otherwise::Aloud);
        }
        if typed == "by" {
            let is_place = self.typed(at + 1).eq_ignore_ascii_case("on");
            let is_share = ["percent", "per cent", "points", "%"].iter().any(|word| share.starts_with(word));
            let is_the_sun = self.typed(at + 1).eq_ignore_ascii_case("the") && self.typed(at + 2) == "sun";
            if IDIOMS.contains(&last) || is_share || is_the_sun {
                return Some(Otherwise::Silent);
            }
            if DOUBTFUL.contains(&last) || is_place {
                return Some(Otherwise::Aloud);
            }
            let is_participle = last.ends_with("ed") || PARTICIPLES.contains(&last);
            let helped = words.iter().any(|word| is_in(HELPERS, word));
            let is_author = AUTHORS.contains(&last) && words.len() <= 2;
            if is_participle && !helped && ((4..8).contains(&words.len()) || is_author) {
                return Some(Otherwise::Aloud);
            }
        }
        if typed == "due" {
            let is_said = ["is", "are", "be"].contains(&last) || last.ends_with("'s");
            let possessive = words.iter().any(|w| w.ends_with("'s") || ["his", "her", "their", "its"].contains(w));
            let with = words.len().checked_sub(3).is_some_and(|at| {
                ["with", "for", "about", "on"].contains(&words[at])
                    && ["the", "a", "his", "her", "their"].contains(&words[at + 1])
            });
            if with || (is_said && (reported.is_some() || possessive)) {
                return Some(Otherwise::Aloud);
            }
        }
        None
    }

    /// 期限は6/30だと伝える, 締切が6/20だった課題.
    fn of_a_deadline(&self, due: &Due) -> Option<Otherwise> {
        let rest = self.text.get(due.phrase.end..).unwrap_or_default();
        let is_told = ["だった", "でした", "だと", "と"].iter().any(|end| rest.starts_with(end));
        is_told.then_some(Otherwise::Aside)
    }

    /// 今月中は動かない, 年内は様子見, 今月いっぱいは忙しい: how things are until then.
    fn tells_a_state(&self, at: usize) -> bool {
        let rest = self.text.get(self.tokens()[at].span.end..).unwrap_or_default();
        !self.typed(at).ends_with('に') && rest.starts_with('は')
    }

    /// Whether a noun follows that the date belongs to: 年内の予定, 今週中の仕事.
    fn modifies(&self, due: &Due) -> bool {
        let rest = self.text.get(due.phrase.end..).unwrap_or_default();
        let inside = self.text.get(due.phrase.clone()).unwrap_or_default();
        let noun = |rest: &str| rest.chars().next().is_some_and(char::is_alphanumeric);
        (inside.ends_with('の') && noun(rest)) || (rest.starts_with('の') && noun(&rest['の'.len_utf8()..]))
    }

    /// まで without に is a due date only where the phrase ends; before a noun or a verb something lasts until then.
    fn of_until(&self, at: usize) -> Option<Otherwise> {
        const ENDS: &[&str] =
            &["です", "だよ", "だね", "でお", "ね", "よ", "必着", "厳守", "締", "〆", "お願", "が締", "が期限"];
        let rest = self.text.get(self.tokens()[at].span.end..).unwrap_or_default();
        if self.typed(at).ends_with('に') || rest.starts_with('に') {
            let clause = clause_of(rest.strip_prefix('に').unwrap_or(rest));
            return is_of_others(clause).then_some(Otherwise::Aloud);
        }
        let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
            || ENDS.iter().any(|end| rest.starts_with(end))
            || rest
                .strip_prefix(['で', 'だ'])
                .is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric()));
        (!ends).then_some(Otherwise::Aside)
    }

    /// 5年以内に独立した先輩, メールは24時間以内に返す: an age, or a rule.
    fn of_within(&self, at: usize, due: &Due) -> Option<Otherwise> {
        if self.modifies(due) {
            return Some(Otherwise::Silent);
        }
        let rest = self.text.get(self.tokens()[at].span.end..).unwrap_or_default();
        let clause = clause_of(rest.strip_prefix('に').unwrap_or(rest));
        let before = self.text.get(..due.phrase.start).unwrap_or_default();
        // 営業日で3日以内: other days are counted than those that the phrase names.
        const COUNTED: &[&str] = &["日で", "ベースで", "換算で", "計算で", "平日"];
        let is_counted = COUNTED.iter().any(|end| before.ends_with(end));
        let is_rule = is_counted
            || before.ends_with('は') && matches!(self.word(at.saturating_sub(1)), Some(Word::Unit(super::Unit::Hour)));
        (is_rule || is_of_others(clause) || has_clause_of(clause, |c| c == 'る')).then_some(Otherwise::Aloud)
    }

    /// Whether "before" or 前 stands beside a day: 金曜の前に, "before 20 june".
    pub(super) fn is_before_a_day(&self, at: usize) -> bool {
        if !self.tokens()[at].latin {
            let rest = self.text.get(self.tokens()[at].span.end..).unwrap_or_default();
            let before = self.nearby(at);
            let joint = ["の", "より", "以"].iter().find(|joint| before.ends_with(*joint)).copied();
            let Some(joint) = joint.filter(|_| rest.starts_with('に')) else { return false };
            let end = self.tokens()[at].span.start - joint.len();
            let Some(last) = (0..at).rev().find(|at| self.tokens()[*at].span.end <= end) else { return false };
            return self.tokens()[last].span.end == end && self.reads_as_day(last + 1);
        }
        let led = at.checked_sub(1).is_some_and(|before| {
            self.typed(before).eq_ignore_ascii_case("not")
                || self.is_date_word(before)
                || matches!(self.word(before), Some(Word::Unit(_) | Word::Fortnight | Word::Now))
        });
        let from = (at + 1).min(self.tokens().len());
        let (found, _) = self.reader.part(from..self.tokens().len().min(from + 8)).read();
        let says_day = found.iter().any(|found| found.part.is_date());
        let is_told = found.first().is_some_and(|first| {
            let next = from + first.next;
            !self.is_compound(from, next, &found)
                && self.tokens().get(next).is_none_or(|t| t.kind != Kind::Unknown || self.goes_on(next))
        });
        let is_past = self.around(at).split(|c: char| !c.is_alphanumeric()).any(|word| PAST.contains(&word));
        !led && says_day && is_told && !is_past && self.stands_alone(at)
    }

    fn reads_as_day(&self, end: usize) -> bool {
        let starts = end.saturating_sub(6)..end;
        starts.filter(|start| self.begins_at(*start)).any(|start| {
            let (found, misread) = self.reader.part(start..end).read();
            misread.is_none() && found.iter().any(|found| found.part.is_date())
        })
    }
}

/// The text up to the end of its clause.
fn clause_of(rest: &str) -> &str {
    const LETTERS: usize = 60;
    let ends = |(_, c): &(usize, char)| "。、,.!?！？」）)".contains(*c);
    let end = rest.char_indices().take(LETTERS).find(ends).map(|(at, _)| at);
    let cut = rest.char_indices().nth(LETTERS).map(|(at, _)| at);
    &rest[..end.or(cut).unwrap_or(rest.len())]
}

/// Whether the verb behind a due date is that of somebody else: what was done by then, what is asked or said about it.
fn is_of_others(clause: &str) -> bool {
    const SAID: &[&str] = &["と言", "といわ", "と聞い", "と聞か", "と約束しな", "と決め", "と伝え", "というこ"];
    const ASKED: &[&str] = &["聞", "訊", "尋", "問", "確", "伺"];
    let asked = ["るか", "うか", "いか", "くか", "すか", "むか", "ぶか", "たか", "ぬか"]
        .iter()
        .find_map(|end| clause.split_once(end));
    let is_asked = asked.is_some_and(|(_, behind)| ASKED.iter().any(|verb| behind.contains(verb)));
    is_asked || SAID.iter().any(|said| clause.contains(said)) || has_clause_of(clause, |c| c == 'た' || c == 'だ')
}

/// Whether a verb that ends so stands before a noun: 出せなかった件, 学んだこと, 読める本.
pub(super) fn has_clause_of(clause: &str, ends: impl Fn(char) -> bool) -> bool {
    let letters: Vec<char> = clause.chars().collect();
    (1..letters.len()).any(|at| {
        let (before, verb) = (letters[at - 1], letters[at]);
        let behind: String = letters[at + 1..].iter().take(2).collect();
        let is_noun =
            behind.chars().next().is_some_and(|c| matches!(c, '\u{30a1}'..='\u{30fa}' | '\u{3400}'..='\u{9fff}'))
                || (verb != 'る' && ["こと", "もの", "とこ"].contains(&behind.as_str()));
        let is_verb = match verb {
            // また, あした, わたし and ただ are none.
            'た' => "っいえけせてねへめれげべきしちにみりぎじび".contains(before) || is_kanji(before),
            'だ' => "んい".contains(before),
            _ => !is_kanji(before) || before == '来' || before == '居',
        };
        let is_word = verb == 'た' && before == 'し' && at > 1 && letters[at - 2] == 'あ';
        ends(verb) && is_noun && is_verb && !is_word
    })
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}
