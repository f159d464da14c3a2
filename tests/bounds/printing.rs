//! What waits to be printed when the desk closes is bounded, and whatever fits is printed.

use tomoni::domain::sharing::{Format, NewShare, Paper};
use tomoni::i18n::Lang;
use tomoni::tui::effect::Printing;

use super::places::desk;

/// The most that waits, in bytes.
const MOST: usize = 16 << 20;

fn waiting(bytes: usize) -> Printing {
    let given = NewShare {
        pair: None,
        paper: Paper::Archive,
        format: Format::Md,
        shared: 1,
        kept: 0,
        hash: "other".to_owned(),
        arrived: true,
    };
    Printing { text: "x".repeat(bytes), given, is_mine: false }
}

#[test]
fn no_more_than_sixteen_megabytes_wait_to_be_printed() {
    for lang in Lang::ALL {
        let mut driver = desk(lang);
        assert!(driver.run("desk.summary"));
        // So much is what the page takes.
        assert!(driver.run("summary.print"));
        let page = driver.model.to_print.pop().expect("it waits").text.len();
        assert!(page > 0);
        let full = lang.fill("summary-print-full", [("mb", 16.into())]);
        for (before, taken) in [(MOST - page, true), (MOST - page + 1, false), (MOST, false), (0, true)] {
            driver.model.to_print = vec![waiting(before)];
            driver.model.notice = None;
            assert!(driver.run("summary.print"));
            let bytes: usize = driver.model.to_print.iter().map(|printing| printing.text.len()).sum();
            let expected = if taken { before + page } else { before };
            assert_eq!(bytes, expected, "{lang:?}, {before}");
            assert!(bytes <= MOST);
            let said = driver.model.notice.as_ref().map(|notice| notice.text.clone()).expect("something is said");
            assert_eq!(said == full, !taken, "{lang:?}, {before}: {said}");
        }
        // The same page once more is taken back, however much waits.
        assert!(driver.run("summary.print"));
        assert_eq!(driver.model.to_print.len(), 1);
    }
}
