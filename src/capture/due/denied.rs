//! Lines that say that something need not, cannot or will not be done by a day, or that it should have been done by then:
//! "no need to finish by friday", 金曜までにやらなくていい, "i was supposed to send it by monday".

/// English words that deny what follows.
const DENIALS: &[&str] = &[
    "not",
    "never",
    "cannot",
    "cant",
    "wont",
    "dont",
    "didnt",
    "doesnt",
    "isnt",
    "neednt",
    "unable",
    "unlikely",
    "impossible",
    "hardly",
    "neither",
    "nor",
    "refuse",
    "refused",
];
/// What "no" stands before where it denies the whole clause.
const NO_WHAT: &[&str] = &[
    "need",
    "longer",
    "way",
    "chance",
    "point",
    "reason",
    "hope",
    "rush",
    "hurry",
    "pressure",
    "time",
    "plan",
    "plans",
    "intention",
    "obligation",
    "requirement",
    "promise",
    "promises",
    "deadline",
];
/// Words behind a denial that turn it into its opposite, or that it says something else about: "don't forget", "not only".
const NOT_DENIED: &[&str] = &[
    "forget",
    "forgetting",
    "miss",
    "missing",
    "fail",
    "hesitate",
    "skip",
    "lose",
    "neglect",
    "only",
    "just",
    "more",
    "less",
    "fewer",
    "wait",
    "worry",
    "panic",
    "overlook",
    "omit",
    "slip",
];
/// Verbs of a state: "what i don't know by friday" is known then.
const STATES: &[&str] =
    &["know", "understand", "like", "need", "want", "have", "get", "see", "remember", "use", "mean", "do"];
/// Past verbs that tell an intention: "was supposed to".
const MEANT: &[&str] =
    &["wanted", "needed", "hoped", "planned", "meant", "intended", "expected", "failed", "missed", "forgot", "aimed"];
const SUBJECTS: &[&str] = &["i", "we", "he", "she", "they", "you", "it"];
const PASSIVE: &[&str] =
    &["be", "is", "are", "am", "get", "gets", "not", "being", "feedback", "volunteers", "help", "i'm", "we're", "it's"];
const RELATIVES: &[&str] = &["that", "which", "who", "whom", "what", "whatever", "things", "people"];

/// Whether the words of an English clause before a due date deny it.
pub(super) fn is_denied(words: &[&str]) -> bool {
    let behind_but = words.iter().rposition(|word| matches!(*word, "but" | "so" | "then")).map_or(0, |at| at + 1);
    let words = words.get(behind_but..).unwrap_or_default();
    (0..words.len()).any(|at| {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let is_ing = next.ends_with("ing");
        let denies = match words[at] {
            "no" => NO_WHAT.contains(&next),
            "stop" | "avoid" => is_ing,
            word => word.ends_with("n't") || DENIALS.contains(&word),
        };
        let before = at.checked_sub(1).map(|at| words[at]).unwrap_or_default();
        let near = words.get(at + 1..words.len().min(at + 4)).unwrap_or_default();
        let is_turned = near.iter().any(|word| NOT_DENIED.contains(word))
            || near.starts_with(&["be", "late"])
            || matches!(before, "why" | "or" | "whether")
            || (SUBJECTS.contains(&next) && matches!(words[at], "can't" | "couldn't" | "won't" | "don't"));
        denies && !is_turned && !(is_of_a_state(words, at) || RELATIVES.contains(&next))
    })
}

/// Whether the denial at `at` belongs to a state that a relative clause names: "what i don't know".
fn is_of_a_state(words: &[&str], at: usize) -> bool {
    let is_relative = words[..at].iter().rev().take(3).any(|word| RELATIVES.contains(word));
    is_relative && words.get(at + 1).is_some_and(|next| STATES.contains(next))
}

/// "what i don't know by friday", "what i need by friday": they tell what will be so on that day, and ask for nothing.
pub(super) fn names_a_state(words: &[&str]) -> bool {
    let Some((last, before)) = words.split_last() else { return false };
    let before = match before {
        [rest @ .., "still", "don't"] | [rest @ .., "don't"] | [rest @ .., "do", "not"] => rest,
        rest => rest,
    };
    STATES.contains(last) && matches!(before, [.., "what" | "which" | "who", "i" | "we"])
}

/// Whether the words of an English clause before a day say what was to be done by then.
pub(super) fn was_meant(words: &[&str]) -> bool {
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    let is_participle = |word: &str| {
        word.ends_with("ed")
            || ["gone", "sent", "done", "been", "written", "given", "had", "made", "told"].contains(&word)
    };
    let apologises = words.iter().position(|word| word.starts_with("apolog") || *word == "sorry");
    let excuses = apologises.is_some_and(|at| words[at..].contains(&"for") && words[at..].len() > 2);
    let is_meant = |at: usize| match word(at) {
        "was" | "were" | "wasn't" | "weren't" => {
            ["supposed", "meant", "going", "expected", "asked", "due", "to", "planned"].contains(&word(at + 1))
        }
        "should've" | "could've" | "shoulda" => true,
        "should" | "ought" | "could" => {
            let have = if word(at + 1) == "to" { at + 2 } else { at + 1 };
            word(have) == "have" && is_participle(word(have + 1))
        }
        "had" => word(at + 1) == "to" || is_participle(word(at + 1)) || word(at + 1) == "meant",
        "i'd" | "we'd" | "he'd" | "she'd" | "they'd" | "you'd" | "who'd" => {
            is_participle(word(at + 1)) || word(at + 1) == "meant"
        }
        verb if MEANT.contains(&verb) => {
            let before = at.checked_sub(1).map(word).unwrap_or_default();
            let is_passive = PASSIVE.contains(&before) || before.ends_with("n't") || words[..at].contains(&"be");
            let is_last = at + 1 == words.len();
            let has_subject = SUBJECTS.contains(&before) || words[..at].iter().any(|word| RELATIVES.contains(word));
            !is_passive && (!is_last || has_subject)
        }
        _ => false,
    };
    // "jo left by friday"
    let left = words.len() < 4
        && words.len() > 1
        && words.last().is_some_and(|last| ["quit", "left", "went", "came", "arrived"].contains(last));
    excuses || left || (0..words.len()).any(is_meant)
}

/// "always within 2 days", "she got promoted within 2 years": a rule, or what was.
pub(super) fn is_habit_or_past(words: &[&str], is_helped: bool) -> bool {
    const HABITS: &[&str] = &[
        "always",
        "usually",
        "every",
        "each",
        "often",
        "typically",
        "normally",
        "never",
        "tends",
        "tend",
        "generally",
    ];
    const PAST: &[&str] = &[
        "got", "quit", "left", "went", "came", "became", "was", "were", "had", "did", "won", "lost", "took", "gave",
        "grew", "fell", "rose", "sold", "began", "died", "made",
    ];
    let is_past = |word: &&str| PAST.contains(word) || (!is_helped && word.len() > 3 && word.ends_with("ed"));
    let is_need = |word: &&str| matches!(*word, "need" | "speed" | "feed" | "seed" | "proceed" | "exceed" | "embed");
    words.iter().any(|word| HABITS.contains(word) || (is_past(word) && !is_need(word)))
}

/// Japanese phrases with a negative verb that say that something has to be done, or that ask for it.
const MUST: &[&str] = &[
    "なければならない",
    "なければなりません",
    "なければいけない",
    "なければいけません",
    "なくてはならない",
    "なくてはなりません",
    "なくてはいけない",
    "なくてはいけません",
    "ないといけない",
    "ないといけません",
    "ないとならない",
    "ないとだめ",
    "ないとダメ",
    "ないと駄目",
    "ないとまずい",
    "ないと困る",
    "ねばならない",
    "ねばなりません",
    "ないわけにはいかない",
    "ないわけにいかない",
    "ざるを得ない",
    "ざるをえない",
    "しかない",
    "ほかない",
    "かもしれない",
    "かもしれません",
    "に違いない",
    "ないか",
    "ませんか",
    "すみません",
    "済みません",
];
/// Japanese phrases that say that it need not, cannot or shall not be done.
const NEED_NOT: &[&str] = &[
    "なくていい",
    "なくてよ",
    "なくて良",
    "なくてok",
    "なくて大丈夫",
    "なくて済",
    "なくても",
    "必要はない",
    "必要はありません",
    "必要はなし",
    "必要ない",
    "必要ありません",
    "必要なし",
    "つもりはない",
    "つもりはありません",
    "つもりはなし",
    "つもりない",
    "予定はない",
    "予定はありません",
    "気はない",
    "義務はない",
    "間に合わな",
    "間に合わず",
    "間に合いません",
    "間に合いそうに",
    "間に合いそうも",
    "間に合わなそう",
    "のはやめ",
    "のはよそ",
    "のは取り",
    "のはなし",
    "のは無し",
    "のは中止",
    "は無理",
    "のは難し",
    "のは厳し",
    "のはきつ",
    "というのは",
    "という話はな",
    "不要です",
    "不要なので",
    "不要と",
    "不要に",
];
/// What a clause begins with that takes the day before it away.
const NOT_THEN: &[&str] =
    &["ではなく", "でなく", "じゃなく", "ではない", "じゃない", "とは限ら", "でなければならないわけ"];
/// Stems whose negative asks for the deed: 忘れない, 遅れない.
const KEPT: &[&str] = &[
    "忘れ",
    "遅れ",
    "逃さ",
    "漏らさ",
    "欠かさ",
    "怠ら",
    "サボら",
    "さぼら",
    "間違え",
    "切らさ",
    "少",
    "危",
    "仕方",
    "落とさ",
    "もったい",
    "申し訳",
];
/// What may follow the negative verb of a whole clause.
const ENDS: &[&str] = &[
    "ので",
    "から",
    "けど",
    "けれど",
    "と伝",
    "と言",
    "と返",
    "と決",
    "と断",
    "と話",
    "旨",
    "つもり",
    "方針",
    "ようにする",
    "です",
    "よ",
    "ね",
    "って",
    "でください",
    "で下さい",
    "でおく",
    "でもらう",
    "ことにする",
    "ことに決",
    "ことにし",
    "と約束",
    "と宣言",
    "と思",
];

/// Whether a Japanese clause behind a due date says that it need not, cannot or will not be done.
pub(super) fn is_denied_in_japanese(clause: &str) -> bool {
    let clause = clause.trim_start_matches(['に', 'は', 'も', ' ']);
    if NOT_THEN.iter().any(|denial| clause.starts_with(denial)) {
        return true;
    }
    // 完璧でなくてもいいから, 全部は無理でも: how it is done, not whether.
    const QUALITY: &[&str] =
        &["でなくてもいい", "でなくていい", "じゃなくてもいい", "じゃなくていい", "くなくてもいい", "くなくていい"];
    let clause = QUALITY.iter().fold(clause.replace("は無理でも", "○"), |clause, quality| {
        ["から", "ので", "けど", "が"]
            .iter()
            .fold(clause, |clause, joint| clause.replace(&format!("{quality}{joint}"), "○"))
    });
    let clause = MUST.iter().fold(clause.to_lowercase(), |clause, must| clause.replace(must, "○"));
    if NEED_NOT.iter().any(|denial| clause.contains(denial)) || clause.trim_end().ends_with("不要") {
        return true;
    }
    clause.match_indices("ない").any(|(at, negative)| {
        let (before, behind) = (&clause[..at], clause[at + negative.len()..].trim_end());
        let is_end = matches!(behind, "" | "が" | "で" | "こと" | "し" | "のだ" | "まま")
            || ENDS.iter().any(|end| behind.starts_with(end));
        is_end && !KEPT.iter().any(|stem| before.ends_with(stem))
    }) || clause.contains("ません")
}

/// 出すはずの資料, 出す予定だった, 出した: what was, or was to be.
pub(super) fn was_meant_in_japanese(clause: &str) -> bool {
    const MEANT: &[&str] = &[
        "はずの",
        "はずだった",
        "はずが",
        "はずでし",
        "予定だった",
        "予定でした",
        "つもりだった",
        "つもりでし",
        "べきだった",
        "べきでし",
        "と言っていた",
        "ことになっていた",
        "約束だった",
        "約束していた",
    ];
    const DECIDED: &[&str] =
        &["ことになった", "ことになりました", "ことにした", "ことにしました", "と決めた", "と決まった"];
    let clause = clause.trim_end();
    let before = clause.strip_suffix('た').and_then(|before| before.chars().next_back());
    let is_past = before.is_some_and(|c| "っいえけせてねめれげべきしちみりぎじび".contains(c))
        && !["また", "あした", "ました", "わたした"].contains(&clause)
        && !DECIDED.iter().any(|decided| clause.ends_with(decided));
    is_past || MEANT.iter().any(|meant| clause.contains(meant))
}
