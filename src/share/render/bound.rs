//! Dates that no format may break over two lines: blanks inside them are bound.

use super::plain;
use crate::share::page::{Block, Page, Section};

const BOUND: &str = "\u{a0}";

/// The page with its dates in one piece each. Code stays as it is.
pub(super) fn dates(mut page: Page) -> Page {
    bind(&mut page.title);
    page.facts.iter_mut().for_each(|fact| bind(&mut fact.value));
    page.sections.iter_mut().for_each(section);
    page.closing.iter_mut().for_each(bind);
    page
}

fn section(section: &mut Section) {
    bind(&mut section.title);
    section.blocks.iter_mut().for_each(block);
    section.sections.iter_mut().for_each(self::section);
}

fn block(block: &mut Block) {
    match block {
        Block::Text(text) => bind(text),
        Block::List(items) => {
            for item in items {
                item.label.iter_mut().chain(&mut item.remarks).for_each(bind);
                let is_code = super::pieces(&item.text).iter().any(|piece| matches!(piece, super::Piece::Code(..)));
                if !is_code {
                    bind(&mut item.text);
                }
            }
        }
        Block::Table(table) => table.head.iter_mut().chain(table.rows.iter_mut().flatten()).for_each(bind),
        Block::Goals(goals) => {
            for goal in goals {
                [&mut goal.title, &mut goal.told].into_iter().chain(&mut goal.remarks).for_each(bind);
            }
        }
        Block::Keys(keys) => keys.iter_mut().for_each(|key| bind(&mut key.told)),
    }
}

fn bind(text: &mut String) {
    for date in plain::dates(text).into_iter().rev() {
        let bound = text[date.clone()].replace(' ', BOUND);
        text.replace_range(date, &bound);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_one_piece_and_the_words_around_it_are_not() {
        let cases = [
            ("send it by Fri 27 Nov 2026, please", "send it by Fri\u{a0}27\u{a0}Nov\u{a0}2026, please"),
            ("2026年11月27日(金) 15:00 から", "2026年11月27日(金)\u{a0}15:00 から"),
            ("no date at all", "no date at all"),
        ];
        for (text, expected) in cases {
            let mut text = text.to_owned();
            bind(&mut text);
            assert_eq!(text, expected);
        }
    }
}
