//! Code in a text: what stands between fences, and inline code between backticks. It holds no due date, and no paper
//! changes it.

use std::collections::HashMap;
use std::ops::Range;

use super::note::fences;

/// The bytes of code, its fences and backticks included, in the order of the text. A backtick that nothing closes is none.
pub fn code(text: &str) -> Vec<Range<usize>> {
    if !text.contains('`') && !text.contains("~~~") {
        return Vec::new();
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let mut starts = vec![0];
    lines.iter().for_each(|line| starts.push(starts[starts.len() - 1] + line.len() + 1));
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for block in fences(lines.iter().copied()) {
        let block = starts[block.start]..starts[block.end].min(text.len());
        inline(text, from..block.start, &mut found);
        from = block.end;
        found.push(block);
    }
    inline(text, from..text.len(), &mut found);
    found
}

/// Inline code: from so many backticks to the next place with as many.
fn inline(text: &str, within: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in text.bytes().enumerate().take(within.end).skip(within.start).filter(|(_, b)| *b == b'`').map(|(at, _)| at)
    {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    // For each run the next one of its length.
    let mut next = vec![None; runs.len()];
    let mut seen = HashMap::new();
    for (i, run) in runs.iter().enumerate().rev() {
        next[i] = seen.insert(run.len(), i);
    }
    let mut i = 0;
    while let Some(run) = runs.get(i) {
        if let Some(close) = next[i] {
            found.push(run.start..runs[close].end);
            i = close;
        }
        i += 1;
    }
}

/// The text with a backtick in the place of every byte of code, so that nothing is read from it.
pub fn without_code(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for code in code(text) {
        plain.push_str(&text[from..code.start]);
        plain.extend(text[code.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { '`' }));
        from = code.end;
    }
    plain.push_str(&text[from..]);
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn code_stands_in_backticks_and_between_fences() {
        let cases: &[(&str, &[&str])] = &[
            ("no code", &[]),
            ("run `make by friday` now", &["`make by friday`"]),
            ("``a ` b`` and `c`", &["``a ` b``", "`c`"]),
            ("it`s open", &[]),
            ("``a` b", &[]),
            ("try\n```sh\ndeploy `x\n```\nthen `y`", &["```sh\ndeploy `x\n```\n", "`y`"]),
            ("a `b\n~~~\nc`\n~~~", &["~~~\nc`\n~~~"]),
            ("```\nnever closed by fri", &[]),
            ("資料は`金曜まで`の`x`", &["`金曜まで`", "`x`"]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = code(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, *expected, "{text}");
        }
        let many = "` `` ``` a\n".repeat(20_000);
        assert!(!code(&many).is_empty());
    }

    proptest! {
        #[test]
        fn the_rest_stays_in_its_place(text in "(`{1,4}|\n```\n?|~~~|\n|金|a| ){0,20}") {
            let plain = without_code(&text);
            prop_assert_eq!(plain.len(), text.len());
            let ranges = code(&text);
            prop_assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
            prop_assert!(plain.bytes().zip(text.bytes()).all(|(new, old)| new == old || new == b'`'));
        }
    }
}
