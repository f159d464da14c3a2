//! Every format has to contain all words of the page, in their order, and nothing else.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options};
use proptest::prelude::*;
use scraper::{Html, Selector};

use super::samples::{HOSTILE, page_of, sample_archive, sample_page};
use super::*;

/// Everything that tests look at.
fn pages() -> Vec<Page> {
    let mut pages: Vec<Page> =
        Lang::ALL.into_iter().flat_map(|lang| [sample_page(lang), sample_archive(lang)]).collect();
    pages.extend(HOSTILE.iter().map(|text| page_of(text, Lang::En)));
    pages.push(page_of(&"長い一行、".repeat(7_000), Lang::Ja));
    pages.push(page_of(&"x".repeat(100_000), Lang::En));
    pages.push(page_of(&HOSTILE.join("\n\n"), Lang::Ja));
    pages
}

fn written(page: &Page, format: Format) -> String {
    String::from_utf8(render(page, format).unwrap()).unwrap()
}

/// Only what has ink: formats differ in blanks and line ends.
fn ink(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The words of a page as a reader meets them, without what a format puts between them.
fn words(page: &Page, between: impl Fn(&str, &str) -> String, item: impl Fn(&Item) -> String) -> String {
    fn add(
        section: &Section,
        between: &impl Fn(&str, &str) -> String,
        item: &impl Fn(&Item) -> String,
        said: &mut String,
    ) {
        *said += &section.title;
        for block in &section.blocks {
            *said += &match block {
                Block::Text(text) => text.clone(),
                Block::List(items) => items.iter().map(item).collect(),
                Block::Table(table) => table.head.concat() + &table.rows.concat().concat(),
                Block::Goals(goals) => goals.iter().map(|goal| between(&goal.title, &goal.told)).collect(),
                Block::Keys(keys) => keys.iter().map(|key| between(&key_name(key), &key.told)).collect(),
            };
        }
        section.sections.iter().for_each(|below| add(below, between, item, said));
    }
    let page = cleaned(page);
    let mut said = page.title.clone();
    said.extend(page.facts.iter().map(|fact| between(&fact.label, &fact.value)));
    page.sections.iter().for_each(|part| add(part, &between, &item, &mut said));
    ink(&(said + &page.closing.concat()))
}

/// In words: with signs between them.
fn words_of_lines(page: &Page) -> String {
    words(page, |a, b| labelled(a, b, page.lang), |item| lines_of(item, page.lang))
}

/// The lines of an item, with what stands between fences.
fn lines_of(item: &Item, lang: Lang) -> String {
    let told = |piece: Piece| match piece {
        Piece::Line(line) => line,
        Piece::Code(_, lines) => lines.concat(),
    };
    item_pieces(item, lang).into_iter().map(told).collect()
}

/// As parts that are told apart by how they look.
fn words_of_parts(page: &Page) -> String {
    let item = |item: &Item| {
        let text = lines_of(&Item { text: item.text.clone(), ..Item::default() }, page.lang);
        item.label.clone().unwrap_or_default() + &text + &item.remarks.concat()
    };
    words(page, |a, b| format!("{a}{b}"), item)
}

fn any_text() -> impl Strategy<Value = String> {
    let mark = prop::sample::select(vec![
        "#", "-", "*", "_", "`", "~", "|", "\\", "[", "]", "(", ")", "<", ">", "&", ";", ":", "!", "=", "+", ".", "1",
        " ", "  ", "\n", "\n\n", "\t", "a", "日本", "。", "---", "&lt;", "&#60;", "://", "www.", "@", "\"", "'", "\0",
        "\u{1b}", "\u{202e}", "\u{fffe}", "\r", "$", "^", "{{", "%}", "\u{a0}", "\u{3000}",
    ]);
    prop_oneof![
        prop::collection::vec(mark, 0..24).prop_map(|parts| parts.concat()),
        any::<String>(),
        prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
    ]
}

// Markdown

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.description_lists = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    options
}

/// The ink of a tree, and the kinds of its nodes.
fn markdown_tree(markdown: &str, options: &Options<'_>) -> (String, Vec<String>) {
    fn walk<'a>(node: &'a AstNode<'a>, ink: &mut String, kinds: &mut Vec<String>) {
        let kind = match &node.data.borrow().value {
            NodeValue::Text(text) => {
                ink.push_str(text);
                None
            }
            NodeValue::CodeBlock(code) => {
                ink.push_str(&code.literal);
                Some("CodeBlock".to_owned())
            }
            NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::TableCell => None,
            // An escaped sign counts as a node of its own in some settings.
            NodeValue::Escaped => None,
            NodeValue::Heading(heading) => Some(format!("h{}", heading.level)),
            NodeValue::Link(link) => Some(format!("link {}", link.url)),
            other => Some(format!("{other:?}").split(['(', '{', ' ']).next().unwrap().to_owned()),
        };
        kinds.extend(kind);
        node.children().for_each(|child| walk(child, ink, kinds));
    }
    let arena = Arena::new();
    let (mut ink, mut kinds) = (String::new(), Vec::new());
    walk(comrak::parse_document(&arena, markdown, options), &mut ink, &mut kinds);
    (super::tests::ink(&ink), kinds)
}

/// The nodes that a page is to have in Markdown.
fn markdown_kinds(page: &Page) -> Vec<String> {
    fn list(items: usize, kinds: &mut Vec<String>) {
        if items > 0 {
            kinds.push("List".to_owned());
            kinds.extend(std::iter::repeat_n(["Item", "Paragraph"], items).flatten().map(str::to_owned));
        }
    }
    /// Lines one below the other are a paragraph, what stands between fences is code.
    fn parts(item: &Item, kinds: &mut Vec<String>) {
        kinds.push("Item".to_owned());
        let mut in_paragraph = false;
        for piece in item_pieces(item, Lang::En) {
            let is_line = matches!(piece, Piece::Line(_));
            if !(is_line && in_paragraph) {
                kinds.push(if is_line { "Paragraph" } else { "CodeBlock" }.to_owned());
            }
            in_paragraph = is_line;
        }
    }
    fn section(part: &Section, level: usize, kinds: &mut Vec<String>) {
        if !part.title.is_empty() {
            kinds.push(format!("h{}", level.min(6)));
        }
        for block in &part.blocks {
            match block {
                Block::Text(text) => kinds.extend(paragraphs(text).iter().map(|_| "Paragraph".to_owned())),
                Block::List(items) => {
                    kinds.extend((!items.is_empty()).then(|| "List".to_owned()));
                    items.iter().for_each(|item| parts(item, kinds));
                }
                Block::Goals(goals) => list(goals.len(), kinds),
                Block::Keys(keys) => list(keys.len(), kinds),
                Block::Table(table) => {
                    kinds.push("Table".to_owned());
                    kinds.extend(std::iter::repeat_n("TableRow".to_owned(), table.rows.len() + 1));
                }
            }
        }
        part.sections.iter().for_each(|below| section(below, level + 1, kinds));
    }
    let page = cleaned(page);
    let mut kinds = vec!["Document".to_owned()];
    if !page.title.is_empty() {
        kinds.push("h1".to_owned());
    }
    list(page.facts.len(), &mut kinds);
    page.sections.iter().for_each(|part| section(part, 2, &mut kinds));
    for text in &page.closing {
        kinds.extend(paragraphs(text).iter().map(|_| "Paragraph".to_owned()));
    }
    kinds
}

/// Goals and keys of the samples tell their history in brackets, which [`words_of_lines`] leaves out.
fn without_history(page: &Page) -> Page {
    fn forget(section: &mut Section) {
        for block in &mut section.blocks {
            match block {
                Block::Goals(goals) => goals.iter_mut().for_each(|goal| {
                    goal.series.clear();
                    goal.remarks.clear();
                }),
                Block::Keys(keys) => keys.iter_mut().for_each(|key| key.levels.truncate(1)),
                _ => {}
            }
        }
        section.sections.iter_mut().for_each(forget);
    }
    let mut page = page.clone();
    page.sections.iter_mut().for_each(forget);
    page
}

fn assert_markdown(page: &Page) {
    let page = without_history(page);
    let markdown = written(&page, Format::Md);
    let (ink, kinds) = markdown_tree(&markdown, &options());
    assert_eq!(kinds, markdown_kinds(&page), "{markdown}");
    assert_eq!(ink, words_of_lines(&page), "{markdown}");
    let mut with_links = options();
    with_links.extension.autolink = true;
    let (_, kinds) = markdown_tree(&markdown, &with_links);
    for link in kinds.iter().filter_map(|kind| kind.strip_prefix("link ")) {
        assert!(["http://", "https://", "ftp://", "mailto:"].iter().any(|s| link.starts_with(s)), "{link}");
    }
}

#[test]
fn markdown_holds_the_words_and_nothing_of_its_own_comes_from_them() {
    pages().iter().for_each(assert_markdown);
}

// Plain text

fn assert_plain(page: &Page) {
    let page = without_history(page);
    let text = written(&page, Format::Txt);
    let wide = |line: &&str| text::columns(line) > 72 && !line.contains("://");
    assert_eq!(text.lines().find(wide), None);
    assert!(!text.lines().any(|line| line.ends_with(' ')) && !text.contains("\n\n\n\n"), "{text}");
    assert!(!text.chars().any(|letter| letter.is_control() && letter != '\n'), "{text:?}");
    if !has_table(&page.sections) {
        let bullet = if page.lang == Lang::Ja { '・' } else { '-' };
        let signs = |text: &str| text.chars().filter(|letter| *letter != bullet).collect::<String>();
        assert_eq!(signs(&ink(&text)), signs(&words_of_lines(&page)), "{text}");
    }
}

/// Those that are too wide say their heads again in each row.
fn has_table(sections: &[Section]) -> bool {
    sections.iter().any(|s| s.blocks.iter().any(|b| matches!(b, Block::Table(_))) || has_table(&s.sections))
}

#[test]
fn plain_text_holds_the_words_in_narrow_lines() {
    for mut page in pages() {
        assert_plain(&page);
        page.sections.iter_mut().for_each(|section| section.blocks.retain(|b| !matches!(b, Block::Table(_))));
        assert_plain(&page);
    }
}

// HTML

const TAGS: &[&str] = &[
    "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section", "h1", "h2", "h3", "h4",
    "dl", "div", "dt", "dd", "p", "br", "ul", "li", "span", "table", "thead", "tbody", "tr", "th", "td", "svg", "rect",
    "circle", "polyline", "pre", "code",
];
const ATTRIBUTES: &[&str] = &[
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "scope",
    "viewBox",
    "role",
    "x",
    "y",
    "width",
    "height",
    "rx",
    "cx",
    "cy",
    "r",
    "points",
];

fn assert_html(page: &Page) {
    let html = written(page, Format::Html);
    let tree = Html::parse_document(&html);
    for element in tree.root_element().descendants().filter_map(scraper::ElementRef::wrap) {
        let value = element.value();
        assert!(TAGS.contains(&value.name()), "{}", value.name());
        for (name, _) in value.attrs() {
            assert!(ATTRIBUTES.contains(&name), "{name}");
        }
    }
    assert!(html.starts_with("<!doctype html>\n<html lang=\""));
    let body: String = tree
        .select(&Selector::parse("body").unwrap())
        .flat_map(|body| body.descendants())
        .filter(|node| !node.ancestors().any(|a| a.value().as_element().is_some_and(|e| e.name() == "title")))
        .filter_map(|node| node.value().as_text().map(|text| text.text.to_string()))
        .collect();
    let page = without_history_of_goals(page);
    assert_eq!(ink(&body), words_of_parts(&page), "{html}");
}

/// In HTML the remarks of goals are words, and their histories are drawings.
fn without_history_of_goals(page: &Page) -> Page {
    fn tell(section: &mut Section) {
        for block in &mut section.blocks {
            if let Block::Goals(goals) = block {
                goals.iter_mut().for_each(|goal| goal.told += &goal.remarks.concat());
            }
        }
        section.sections.iter_mut().for_each(tell);
    }
    let mut page = page.clone();
    page.sections.iter_mut().for_each(tell);
    page
}

#[test]
fn html_holds_the_words_and_only_the_elements_of_the_template() {
    pages().iter().for_each(assert_html);
}

#[test]
fn html_loads_nothing_and_each_drawing_tells_itself() {
    let html = written(&sample_archive(Lang::Ja), Format::Html);
    for word in ["http://", "https://", "url(", "@import", "href", "src=", "<script", "<img", "<link", "<iframe"] {
        assert!(!html.contains(word), "{word}");
    }
    assert!(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
    let tree = Html::parse_document(&html);
    let titles: Vec<String> =
        tree.select(&Selector::parse("svg > title").unwrap()).map(|title| title.text().collect()).collect();
    assert_eq!(titles.len(), 8);
    assert_eq!(titles[0], "定例会議を自分で進行する：5回のうち3回（これまで 0 → 1 → 1 → 3、2026年12月18日に振り返る）");
}

// Word

fn docx_parts(file: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    (0..zip.len())
        .filter_map(|i| {
            let mut entry = zip.by_index(i).unwrap();
            assert_eq!(entry.last_modified().unwrap(), zip::DateTime::default(), "a time tells something");
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            entry.is_file().then(|| (entry.name().to_owned(), text))
        })
        .collect()
}

fn assert_docx(page: &Page) {
    let file = render(page, Format::Docx).unwrap();
    let parts = docx_parts(&file);
    for (name, xml) in &parts {
        roxmltree::Document::parse(xml).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let part = |name: &str| &parts.iter().find(|(n, _)| n == name).unwrap().1;
    let tree = roxmltree::Document::parse(part("word/document.xml")).unwrap();
    let words: String = tree.descendants().filter(|n| n.has_tag_name((W, "t"))).filter_map(|n| n.text()).collect();
    let item = |item: &Item| {
        let text = lines_of(&Item { text: item.text.clone(), ..Item::default() }, page.lang);
        item.label.clone().unwrap_or_default() + &text + &item.remarks.join("·")
    };
    if without_history(page) == *page {
        assert_eq!(ink(&words), words_with_heads(&cleaned(page), &item));
    }
    let styles = roxmltree::Document::parse(part("word/styles.xml")).unwrap();
    let known: BTreeSet<&str> = styles.descendants().filter_map(|n| n.attribute((W, "styleId"))).collect();
    for used in tree.descendants().filter(|n| n.has_tag_name((W, "pStyle"))) {
        assert!(known.contains(used.attribute((W, "val")).unwrap()));
    }
    assert_eq!(
        tree.descendants().filter(|n| n.has_tag_name((W, "tblHeader"))).count(),
        tree.descendants().filter(|n| n.has_tag_name((W, "tbl"))).count()
    );
    assert!(!parts.iter().any(|(_, xml)| xml.contains("unknown") && xml.contains("coreProperties")));
}

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn words_with_heads(page: &Page, item: &impl Fn(&Item) -> String) -> String {
    let lang = page.lang;
    let mut page = page.clone();
    for section in &mut page.sections {
        for block in &mut section.blocks {
            let (name, rows): (&str, Vec<Vec<String>>) = match block {
                Block::Goals(goals) => {
                    ("paper-goal", goals.iter().map(|g| vec![g.title.clone(), g.told.clone()]).collect())
                }
                Block::Keys(keys) => ("paper-key", keys.iter().map(|k| vec![key_name(k), k.told.clone()]).collect()),
                _ => continue,
            };
            let head = vec![lang.t(name).into_owned(), lang.t("paper-now").into_owned()];
            *block = Block::Table(Table { head, rows });
        }
    }
    words(&page, |a, b| format!("{a}{b}"), item)
}

#[test]
fn word_files_hold_the_words_and_styles_that_exist() {
    pages().iter().for_each(assert_docx);
}

// JSON

fn schema() -> jsonschema::Validator {
    let schema = include_str!("../../../docs/schema/summary.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn assert_json(page: &Page, schema: &jsonschema::Validator) {
    let json = written(page, Format::Json);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    schema.validate(&value).unwrap_or_else(|error| panic!("{error}\n{json}"));
    assert_eq!(value["title"], page.title.as_str());
    assert!(!json.chars().any(|letter| letter.is_control() && letter != '\n'), "{json:?}");
    assert!(!json.contains('\u{202e}'));
}

#[test]
fn json_has_the_shape_of_its_schema() {
    let schema = schema();
    pages().iter().for_each(|page| assert_json(page, &schema));
    let wrong = serde_json::json!({ "tomoni": "summary", "version": 2 });
    assert!(!schema.is_valid(&wrong));
}

#[test]
fn numbers_that_nobody_can_draw_or_write_are_left_out() {
    let mut page = sample_archive(Lang::En);
    let Block::Goals(goals) = &mut page.sections[0].blocks[0] else { panic!() };
    goals[0].progress = Some(f64::NAN);
    goals[0].series = vec![f64::INFINITY, 1.0, f64::NAN];
    goals[1].progress = Some(7.5);
    for format in Format::ALL {
        render(&page, *format).unwrap();
    }
    assert_json(&page, &schema());
    assert!(!written(&page, Format::Html).contains("NaN"));
}

// All of them

#[test]
fn the_same_page_gives_the_same_bytes() {
    for page in pages() {
        for format in Format::ALL {
            assert_eq!(render(&page, *format).unwrap(), render(&page, *format).unwrap(), "{format:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_stays_text_in_every_format(text in any_text()) {
        let page = page_of(&text, Lang::En);
        assert_markdown(&page);
        assert_plain(&page);
        assert_html(&page);
        assert_docx(&page);
        assert_json(&page, &schema());
    }
}

#[test]
fn a_mark_on_a_blank_does_not_fall_on_what_stands_before_the_line() {
    for text in [" \u{301}", "a\n \u{ec8}b\n", "\t\u{301}"] {
        let page = page_of(text, Lang::En);
        assert_eq!(cleaned(&cleaned(&page)), cleaned(&page));
        assert_plain(&page);
        assert_markdown(&page);
    }
}

#[test]
fn a_summary_as_a_partner_gets_it() {
    insta::assert_snapshot!("summary-en.md", written(&sample_page(Lang::En), Format::Md));
    insta::assert_snapshot!("summary-ja.md", written(&sample_page(Lang::Ja), Format::Md));
    insta::assert_snapshot!("summary-en.txt", written(&sample_page(Lang::En), Format::Txt));
    insta::assert_snapshot!("summary-ja.txt", written(&sample_page(Lang::Ja), Format::Txt));
    insta::assert_snapshot!("archive-en.md", written(&sample_archive(Lang::En), Format::Md));
    insta::assert_snapshot!("archive-ja.txt", written(&sample_archive(Lang::Ja), Format::Txt));
}
