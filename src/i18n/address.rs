//! Forms of address in documents: one after the name, never two.

use super::Lang;

/// Endings of names that already are forms of address.
const FORMS: &[&str] = &[
    "さん",
    "サン",
    "ｻﾝ",
    "さま",
    "サマ",
    "様",
    "氏",
    "殿",
    "くん",
    "クン",
    "君",
    "ちゃん",
    "チャン",
    "先生",
    "女史",
    "先輩",
    "後輩",
    "教授",
    "講師",
    "博士",
    "医師",
    "弁護士",
    "師匠",
    "会長",
    "社長",
    "専務",
    "常務",
    "取締役",
    "執行役員",
    "役員",
    "顧問",
    "相談役",
    "理事",
    "理事長",
    "監査役",
    "部長",
    "次長",
    "課長",
    "係長",
    "主任",
    "主査",
    "主幹",
    "室長",
    "所長",
    "局長",
    "院長",
    "園長",
    "校長",
    "教頭",
    "学長",
    "店長",
    "工場長",
    "支店長",
    "支社長",
    "班長",
    "隊長",
    "団長",
    "代表",
    "監督",
    "コーチ",
    "マネージャー",
    "マネジャー",
    "リーダー",
    "チーフ",
    "ディレクター",
    "プロデューサー",
    "部長代理",
    "課長代理",
    "課長補佐",
    "GM",
    "ＧＭ",
    "PM",
    "ＰＭ",
];
/// The same in Latin letters, after a hyphen or a blank.
const LATIN: &[&str] = &["san", "sama", "sensei", "kun", "chan"];

impl Lang {
    /// A name with its form of address in this language. `form` is the user's choice: `None` is the usual form, an
    /// empty one is the name alone. A name that already has a form of address (「鈴木課長」) gets no other.
    pub fn addressed(self, name: &str, form: Option<&str>) -> String {
        let name = name.trim();
        let form = match (self, form.map(str::trim)) {
            (Self::En, _) => "",
            (Self::Ja, None) => "さん",
            (Self::Ja, Some(form)) => form,
        };
        let (called, behind) = name.split_at(before_brackets(name));
        if form.is_empty() || called.is_empty() || has_form(called, form) {
            return name.to_owned();
        }
        format!("{called}{form}{behind}")
    }
}

/// The position of a comment in brackets after a name: 「佐藤（営業）」.
fn before_brackets(name: &str) -> usize {
    let open = match name.chars().next_back() {
        Some('）') => name.rfind('（'),
        Some(')') => name.rfind('('),
        _ => None,
    };
    open.map_or(name.len(), |at| name[..at].trim_end().len())
}

fn has_form(name: &str, form: &str) -> bool {
    let latin = |form: &&&str| {
        let Some(at) = name.len().checked_sub(form.len()).filter(|at| name.is_char_boundary(*at)) else { return false };
        name[at..].eq_ignore_ascii_case(form) && name[..at].ends_with(['-', ' ', '\u{3000}', '‐', '－'])
    };
    // A name that is nothing but the word is a name: 「代表」 alone addresses nobody.
    let behind = |form: &str| name.len() > form.len() && name.ends_with(form);
    behind(form) || FORMS.iter().any(|form| behind(form)) || LATIN.iter().any(|form| latin(&form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_address_stands_behind_a_name_once() {
        let cases = [
            ("佐藤", None, "佐藤さん"),
            ("佐藤さん", None, "佐藤さん"),
            ("佐藤サン", None, "佐藤サン"),
            ("佐藤さん", Some("様"), "佐藤さん"),
            ("佐藤さん", Some("さん"), "佐藤さん"),
            ("鈴木課長", None, "鈴木課長"),
            ("鈴木課長", Some("様"), "鈴木課長"),
            ("山本 部長代理", None, "山本 部長代理"),
            ("高橋工場長", Some("殿"), "高橋工場長"),
            ("田中先生", None, "田中先生"),
            ("田中 愛子", Some("様"), "田中 愛子様"),
            ("田中 愛子", Some("先生"), "田中 愛子先生"),
            ("田中 愛子", Some(""), "田中 愛子"),
            ("田中 愛子", Some(" "), "田中 愛子"),
            ("Sato-san", None, "Sato-san"),
            ("Sato San", None, "Sato San"),
            ("Susan", None, "Susanさん"),
            ("Priya", None, "Priyaさん"),
            ("佐藤（営業）", None, "佐藤さん（営業）"),
            ("佐藤さん（営業）", None, "佐藤さん（営業）"),
            ("鈴木課長 (購買)", None, "鈴木課長 (購買)"),
            (" 佐藤 ", None, "佐藤さん"),
            ("代表", None, "代表さん"),
            ("（無名）", None, "（無名）"),
            ("", None, ""),
        ];
        for (name, form, expected) in cases {
            assert_eq!(Lang::Ja.addressed(name, form), expected, "{name} {form:?}");
        }
        for (name, form) in [("佐藤", None), ("Priya", Some("様")), ("Sato-san", Some("さん"))] {
            assert_eq!(Lang::En.addressed(name, form), name, "an English paper has the name as it is");
        }
    }

    #[test]
    fn whoever_is_addressed_is_never_addressed_twice() {
        for name in ["佐藤", "Priya", "佐藤（営業）"].iter().map(|n| (*n).to_owned()) {
            for form in FORMS.iter().copied().chain(["さん", "様", "師", "宛"]) {
                let once = Lang::Ja.addressed(&name, Some(form));
                assert!(once.contains(form), "{once}");
                assert_eq!(Lang::Ja.addressed(&once, Some(form)), once);
                if FORMS.contains(&form) {
                    assert_eq!(Lang::Ja.addressed(&once, None), once);
                }
            }
        }
    }
}
