//! What a search treats as the same: the tables. The guides list them, and a test holds the lists against these.

/// Letters that are written as others: no table of Unicode says so.
pub const LETTERS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('ð', "d"),
    ('ø', "o"),
    ('þ', "th"),
    ('đ', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ŀ', "l"),
    ('ł', "l"),
    ('ŋ', "n"),
    ('œ', "oe"),
    ('ŧ', "t"),
];

/// Signs of one meaning: each of the second stands for the first.
pub const SIGNS: &[(char, &str)] =
    &[('\'', "‘’‚‛ʼʻ′‵´｀｀`＇"), ('"', "“”„‟«»″‶＂"), ('-', "‐‑‒–—―−﹣⁃－"), ('~', "〜～∼∿˜")];

/// Kanji of one meaning, as in names: the first of each group stands for all.
pub const KANJI: &[&str] = &[
    "高髙",
    "崎﨑嵜",
    "辺邉邊",
    "斎斉齋齊",
    "浜濱濵",
    "吉𠮷",
    "徳德",
    "瀬瀨",
    "恵惠",
    "国國圀",
    "沢澤",
    "島嶋嶌",
    "桜櫻",
    "広廣",
    "竜龍",
    "滝瀧",
    "条條",
    "真眞",
    "鉄鐵銕",
    "塩鹽",
    "円圓",
    "学學斈",
    "栄榮",
    "桧檜",
    "渋澁澀",
    "寿壽",
    "黒黑",
    "緑綠",
    "青靑",
    "頼賴",
    "曽曾",
    "増增",
    "富冨",
    "峰峯",
    "館舘",
    "蔵藏",
    "関關",
    "園薗",
    "万萬",
    "与與",
    "弥彌",
    "当當",
    "実實",
    "宝寶寳",
    "児兒",
    "剣劍劔",
    "勲勳",
    "厳嚴",
    "参參",
    "双雙",
    "収收",
    "台臺",
    "図圖",
    "壱壹",
    "声聲",
    "変變",
    "奥奧",
    "嬢孃",
    "巌巖",
    "帯帶",
    "庁廳",
    "応應",
    "恒恆",
    "払拂",
    "抜拔",
    "拡擴",
    "挙擧",
    "摂攝",
    "数數",
    "昼晝",
    "暁曉",
    "会會",
    "来來",
    "楽樂",
    "権權",
    "横橫",
    "歩步",
    "気氣",
    "沖冲",
    "済濟",
    "温溫",
    "湾灣",
    "湿濕",
    "満滿",
    "炉爐",
    "点點",
    "為爲",
    "焼燒",
    "状狀",
    "独獨",
    "献獻",
    "画畫",
    "畳疊",
    "礼禮",
    "祢禰",
    "禄祿",
    "秋穐龝",
    "称稱",
    "穂穗",
    "経經",
    "総總",
    "継繼",
    "続續",
    "芦蘆",
    "芸藝",
    "茎莖",
    "荘莊",
    "萌萠",
    "蛍螢",
    "蚕蠶",
    "衛衞",
    "装裝",
    "覚覺",
    "観觀",
    "触觸",
    "証證",
    "誉譽",
    "読讀",
    "譲讓",
    "豊豐",
    "賛贊",
    "践踐",
    "軽輕",
    "逓遞",
    "遥遙",
    "遅遲",
    "郎郞",
    "郷鄉鄕",
    "酔醉",
    "釈釋",
    "銭錢",
    "録錄",
    "険險",
    "随隨",
    "隠隱",
    "雑雜",
    "霊靈",
    "静靜",
    "顔顏",
    "顕顯",
    "駅驛",
    "駆驅",
    "験驗",
    "鶏鷄雞",
    "鴎鷗",
    "麦麥",
    "黄黃",
    "黙默",
    "齢齡",
    "歯齒",
    "亀龜",
    "亜亞",
    "仏佛",
    "仮假",
    "伝傳",
    "価價",
    "倹儉",
    "偽僞",
    "党黨",
    "内內",
    "処處",
    "刈苅",
    "剤劑",
    "労勞",
    "効效",
    "励勵",
    "勅敕",
    "区區",
    "医醫",
    "単單",
    "即卽",
    "呉吳",
    "壮壯",
    "奨奬",
    "姉姊",
    "姫姬",
    "岳嶽",
    "桑桒",
    "柳栁",
    "橋槗",
    "篭籠",
    "絵繪",
    "縄繩",
    "聡聰",
    "船舩",
    "野埜",
    "松枩",
    "土圡",
    "角⻆",
    "尭堯",
    "槙槇",
    "瑶瑤",
    "晋晉",
    "煕熙",
    "巻卷",
    "桟棧",
    "渓溪",
    "麹麴",
    "麺麵",
    "壺壷",
    "掴摑",
    "填塡",
    "頬頰",
    "剥剝",
    "叱𠮟",
    "嘘噓",
    "繋繫",
    "蝉蟬",
    "蒋蔣",
    "醤醬",
    "餅餠",
    "彦彥",
    "産產",
    "戸戶",
    "教敎",
    "暦曆",
    "歴歷",
    "清淸",
    "体體",
    "号號",
    "旧舊",
    "灯燈",
    "虫蟲",
    "売賣",
    "団團",
    "囲圍",
    "圧壓",
    "堕墮",
    "写寫",
    "対對",
    "専專",
    "将將",
    "尽盡",
    "届屆",
    "属屬",
    "弾彈",
    "従從",
    "径徑",
    "恋戀",
    "悩惱",
    "悪惡",
    "戦戰",
    "戯戲",
    "担擔",
    "択擇",
    "捜搜",
    "断斷",
    "枢樞",
    "検檢",
    "様樣",
    "欧歐",
    "残殘",
    "殴毆",
    "浅淺",
    "潜潛",
    "犠犧",
    "瓶甁",
    "発發",
    "盗盜",
    "県縣",
    "研硏",
    "砕碎",
    "稲稻",
    "窃竊",
    "粛肅",
    "絶絕",
    "緒緖",
    "縁緣",
    "縦縱",
    "翻飜",
    "聴聽",
    "胆膽",
    "脳腦",
    "臓臟",
    "舗舖",
    "艶艷",
    "虚虛",
    "訳譯",
    "説說",
    "謡謠",
    "転轉",
    "辞辭",
    "鋭銳",
    "鎮鎭",
    "闘鬪",
    "陥陷",
    "隣鄰",
    "髪髮",
    "鰺鯵",
    "鴬鶯",
];

/// Small kana of counters and place names.
pub const SMALL: &[(char, char)] = &[('ゕ', 'か'), ('ゖ', 'け')];

/// Kanji that compounds of verbs are written with, and the okurigana that each may have there or not. An okurigana may lose
/// letters from its front: 合わせ, 合せ. A kanji without any is a part of such compounds all the same: 買い物, 手続き.
pub const OKURIGANA: &[(char, &[&str])] = &[
    ('上', &["げ"]),
    ('下', &["げ"]),
    ('並', &["び", "べ"]),
    ('乗', &["り", "せ", "っ"]),
    ('仕', &[]),
    ('付', &["け", "き"]),
    ('代', &["わり"]),
    ('伝', &["え"]),
    ('伸', &["び", "ばし"]),
    ('作', &["り"]),
    ('使', &["い"]),
    ('倒', &["し"]),
    ('借', &["り"]),
    ('値', &[]),
    ('働', &["き"]),
    ('元', &[]),
    ('先', &[]),
    ('入', &["れ", "り"]),
    ('出', &["し"]),
    ('分', &["け", "かれ"]),
    ('切', &["り", "れ"]),
    ('刈', &["り"]),
    ('刷', &["り"]),
    ('前', &[]),
    ('割', &["り"]),
    ('動', &["き"]),
    ('勝', &["ち"]),
    ('勤', &["め"]),
    ('卸', &["し"]),
    ('取', &["り", "っ"]),
    ('受', &["け"]),
    ('口', &[]),
    ('合', &["わせ"]),
    ('名', &[]),
    ('向', &["け", "き", "かい"]),
    ('吸', &["い"]),
    ('吹', &["き"]),
    ('呼', &["び"]),
    ('問', &["い"]),
    ('回', &["し", "り"]),
    ('囲', &["い", "み"]),
    ('埋', &["め"]),
    ('場', &[]),
    ('塗', &["り"]),
    ('塞', &["ぎ"]),
    ('壊', &["し"]),
    ('売', &["り"]),
    ('変', &["え", "わり"]),
    ('始', &["め", "まり"]),
    ('守', &["り"]),
    ('寄', &["せ", "り"]),
    ('届', &["け"]),
    ('差', &["し"]),
    ('巻', &["き"]),
    ('帰', &["り"]),
    ('広', &["げ"]),
    ('延', &["ばし", "べ"]),
    ('建', &["て"]),
    ('引', &["き", "っ"]),
    ('張', &["り"]),
    ('当', &["て", "たり"]),
    ('待', &["ち"]),
    ('後', &[]),
    ('心', &[]),
    ('忘', &["れ"]),
    ('思', &["い"]),
    ('戻', &["し", "り"]),
    ('所', &[]),
    ('手', &[]),
    ('打', &["ち"]),
    ('払', &["い"]),
    ('扱', &["い"]),
    ('抜', &["き", "け"]),
    ('抱', &["え"]),
    ('押', &["し"]),
    ('招', &["き"]),
    ('拾', &["い"]),
    ('持', &["ち"]),
    ('振', &["り"]),
    ('捨', &["て"]),
    ('据', &["え"]),
    ('掘', &["り"]),
    ('掛', &["け"]),
    ('揚', &["げ"]),
    ('換', &["え"]),
    ('支', &["え"]),
    ('放', &["し"]),
    ('方', &[]),
    ('日', &[]),
    ('明', &["け"]),
    ('書', &["き"]),
    ('替', &["え"]),
    ('期', &[]),
    ('札', &[]),
    ('束', &["ね"]),
    ('枠', &[]),
    ('染', &["め"]),
    ('棚', &[]),
    ('極', &["め"]),
    ('構', &["え"]),
    ('横', &[]),
    ('止', &["め", "まり"]),
    ('歩', &["き"]),
    ('残', &["り", "し"]),
    ('気', &[]),
    ('決', &["め", "まり"]),
    ('泳', &["ぎ"]),
    ('洗', &["い"]),
    ('浮', &["き"]),
    ('浴', &["び"]),
    ('消', &["し"]),
    ('添', &["え"]),
    ('渡', &["し", "り"]),
    ('測', &["り"]),
    ('漏', &["れ", "らし"]),
    ('炊', &["き"]),
    ('焼', &["き"]),
    ('片', &[]),
    ('物', &[]),
    ('狙', &["い"]),
    ('申', &["し"]),
    ('留', &["め", "まり"]),
    ('番', &[]),
    ('皮', &[]),
    ('皿', &[]),
    ('盛', &["り"]),
    ('目', &[]),
    ('直', &["し", "り"]),
    ('眺', &["め"]),
    ('着', &["き"]),
    ('知', &["らせ"]),
    ('示', &["し"]),
    ('移', &["し", "り"]),
    ('積', &["もり", "み"]),
    ('突', &["き", "っ"]),
    ('立', &["ち", "て"]),
    ('笑', &["い"]),
    ('箱', &[]),
    ('組', &["み"]),
    ('結', &["び"]),
    ('絞', &["り"]),
    ('絡', &["み"]),
    ('継', &["ぎ"]),
    ('続', &["き"]),
    ('締', &["め", "まり"]),
    ('編', &["み"]),
    ('縫', &["い"]),
    ('縮', &["み", "め"]),
    ('繋', &["ぎ", "がり"]),
    ('繰', &["り"]),
    ('置', &["き"]),
    ('習', &["い"]),
    ('考', &["え"]),
    ('聞', &["き", "こえ"]),
    ('育', &["て", "ち"]),
    ('舞', &["い"]),
    ('荷', &[]),
    ('落', &["ち", "とし"]),
    ('裏', &[]),
    ('見', &[]),
    ('覚', &["え"]),
    ('触', &["れ"]),
    ('言', &["い"]),
    ('試', &["し"]),
    ('詰', &["め", "まり"]),
    ('話', &["し"]),
    ('認', &["め"]),
    ('誘', &["い"]),
    ('語', &["り"]),
    ('読', &["み"]),
    ('調', &["べ"]),
    ('買', &["い"]),
    ('貸', &["し"]),
    ('貼', &["り", "け"]),
    ('賃', &[]),
    ('走', &["り"]),
    ('起', &["こし", "き"]),
    ('越', &["し", "え"]),
    ('足', &[]),
    ('踏', &["み"]),
    ('身', &[]),
    ('込', &["み", "め"]),
    ('返', &["し", "り"]),
    ('追', &["い"]),
    ('送', &["り"]),
    ('逃', &["し", "げ"]),
    ('通', &["し", "り"]),
    ('造', &["り"]),
    ('進', &["め", "み"]),
    ('遅', &["れ"]),
    ('違', &["い"]),
    ('選', &["び"]),
    ('重', &["ね"]),
    ('釘', &[]),
    ('釣', &["り"]),
    ('開', &["き"]),
    ('間', &[]),
    ('降', &["り", "ろし"]),
    ('集', &["め", "まり"]),
    ('離', &["れ"]),
    ('静', &["め"]),
    ('預', &["け", "かり"]),
    ('頼', &["み"]),
    ('願', &["い"]),
    ('飛', &["び"]),
    ('食', &["い"]),
    ('飲', &["み"]),
    ('飾', &["り"]),
    ('駆', &["け"]),
    ('骨', &[]),
];

/// Verbs that are written with one letter more or less: the kanji, the letter, and what follows it.
pub const ONE_LETTER: &[(char, char, &str)] = &[
    ('代', 'わ', "りるっらろ"),
    ('伴', 'な', "いうっわえ"),
    ('分', 'か', "りるっられ"),
    ('加', 'わ', "りるっらえ"),
    ('向', 'か', "いうっわえ"),
    ('変', 'わ', "りるっらろ"),
    ('始', 'ま', "りるっらろ"),
    ('定', 'ま', "りるっらろ"),
    ('当', 'た', "りるっらろ"),
    ('押', 'さ', "え"),
    ('捕', 'ら', "え"),
    ('断', 'わ', "りるっらろ"),
    ('暮', 'ら', "しすせそ"),
    ('替', 'わ', "りるっらろ"),
    ('果', 'た', "しすせそ"),
    ('止', 'ま', "りるっらろ"),
    ('決', 'ま', "りるっらろ"),
    ('浮', 'か', "びぶべ"),
    ('現', 'わ', "しすせれ"),
    ('生', 'ま', "れ"),
    ('異', 'な', "りるっら"),
    ('短', 'か', "いくけ"),
    ('終', 'わ', "りるっらろ"),
    ('落', 'と', "しすせ"),
    ('行', 'な', "いうっわえ"),
    ('表', 'わ', "しすせれ"),
    ('起', 'こ', "りるっらしすせ"),
    ('関', 'わ', "りるっら"),
    ('集', 'ま', "りるっらろ"),
];

/// What stands behind a name.
pub const HONORIFICS: &[&str] = &["さん", "様", "さま", "先生", "ちゃん", "くん", "君", "氏", "殿"];

/// Where the array of kanji begins, and how many it has.
const FIRST: u32 = 0x4e00;
const COUNT: usize = 0x5200;

const fn in_array(letter: char) -> Option<usize> {
    let code = letter as u32;
    if code >= FIRST && code < FIRST + COUNT as u32 { Some((code - FIRST) as usize) } else { None }
}

/// The next character of UTF-8 text, and its length. (`chars` is not for constants.)
const fn next_char(bytes: &[u8], at: usize) -> (char, usize) {
    let lead = bytes[at] as u32;
    let (mut code, length) = match lead {
        0..=0x7f => (lead, 1),
        0xc0..=0xdf => (lead & 0x1f, 2),
        0xe0..=0xef => (lead & 0x0f, 3),
        _ => (lead & 0x07, 4),
    };
    let mut n = 1;
    while n < length {
        code = code << 6 | (bytes[at + n] as u32 & 0x3f);
        n += 1;
    }
    match char::from_u32(code) {
        Some(letter) => (letter, length),
        None => ('\u{fffd}', length),
    }
}

/// For each kanji the one that stands for it; 0: itself.
static SAME: [u16; COUNT] = {
    let mut same = [0; COUNT];
    let mut group = 0;
    while group < KANJI.len() {
        let bytes = KANJI[group].as_bytes();
        let (first, mut at) = next_char(bytes, 0);
        while at < bytes.len() {
            let (other, length) = next_char(bytes, at);
            if let Some(place) = in_array(other) {
                same[place] = if other as u32 == first as u32 { 0 } else { first as u16 };
            }
            at += length;
        }
        group += 1;
    }
    same
};

/// For each kanji its place in [`OKURIGANA`], from 1; 0: it has none.
static VERBS: [u8; COUNT] = {
    let mut verbs = [0; COUNT];
    let mut n = 0;
    while n < OKURIGANA.len() {
        if let Some(place) = in_array(OKURIGANA[n].0) {
            verbs[place] = (n + 1) as u8;
        }
        n += 1;
    }
    verbs
};

/// The letter that stands for this kanji or small kana in a search.
pub(super) fn plainest(letter: char) -> char {
    match in_array(letter).and_then(|place| SAME.get(place)) {
        Some(0) => letter,
        Some(code) => char::from_u32(u32::from(*code)).unwrap_or(letter),
        // What lies elsewhere is rare.
        None if ('\u{3095}'..='\u{3096}').contains(&letter) => {
            SMALL.iter().find(|(small, _)| *small == letter).map_or(letter, |(_, large)| *large)
        }
        None if letter > '\u{f8ff}'
            || ('\u{2e80}'..'\u{3000}').contains(&letter)
            || ('\u{3400}'..'\u{4e00}').contains(&letter) =>
        {
            let group = KANJI.iter().find(|group| group.contains(letter));
            group.and_then(|group| group.chars().next()).unwrap_or(letter)
        }
        None => letter,
    }
}

/// The okurigana of a kanji that verbs are written with.
pub(super) fn okurigana(kanji: char) -> Option<&'static [&'static str]> {
    let place = in_array(kanji).and_then(|place| VERBS.get(place))?;
    OKURIGANA.get(usize::from(*place).checked_sub(1)?).map(|(_, forms)| *forms)
}

/// The sign that stands for this one.
pub(super) fn plain_sign(letter: char) -> char {
    if letter.is_ascii() && letter != '`' || ('\u{3041}'..='\u{9fff}').contains(&letter) {
        return letter;
    }
    SIGNS.iter().find(|(_, others)| others.contains(letter)).map_or(letter, |(sign, _)| *sign)
}

/// The letters that stand for this one.
pub(super) fn plain_letters(letter: char) -> Option<&'static str> {
    if letter.is_ascii() || letter > '\u{17f}' {
        return None;
    }
    LETTERS.iter().find(|(other, _)| *other == letter).map(|(_, plain)| *plain)
}

/// A mark on a letter, a choice among the shapes of one, or what nobody sees within a word.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'
        | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// A name without what stands behind it, if something is left.
pub(super) fn without_honorific(name: &str) -> &str {
    let shorter = HONORIFICS.iter().filter_map(|word| name.strip_suffix(word)).map(str::trim_end);
    shorter.filter(|rest| !rest.is_empty()).min_by_key(|rest| rest.len()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_kanji_stands_for_one_thing() {
        let firsts: HashSet<char> = KANJI.iter().filter_map(|group| group.chars().next()).collect();
        let mut seen = HashSet::new();
        for group in KANJI {
            for other in group.chars().skip(1) {
                assert!(!firsts.contains(&other), "{other} of {group} stands for others, too");
                assert!(seen.insert(other), "{other} is in two groups");
                assert_eq!(plainest(other), group.chars().next().unwrap(), "{other}");
            }
        }
        for (kanji, _) in OKURIGANA {
            assert_eq!(plainest(*kanji), *kanji);
            assert!(okurigana(*kanji).is_some());
        }
        assert!(OKURIGANA.len() < usize::from(u8::MAX));
    }

    #[test]
    fn honorifics_are_set_aside_where_a_name_is_left() {
        for (said, name) in
            [("佐藤さん", "佐藤"), ("佐藤 先生", "佐藤"), ("先生", "先生"), ("さん", "さん"), ("Kim", "Kim")]
        {
            assert_eq!(without_honorific(said), name);
        }
    }
}
