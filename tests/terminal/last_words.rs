//! Text that is sent in the same moment as the signal that ends the program is in the journal. That no other key sent with
//! it does anything is tried where the moment is certain, in `tests/bounds/last_words.rs`.

use std::io::Write;

use rustix::process::{Pid, Signal, kill_process};

use crate::{Terminal, long, until_kept, writing_a_note};

fn ends(terminal: &mut Terminal, bytes: &[u8], signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(terminal.child.process_id().unwrap()).unwrap()).unwrap();
    terminal.keys.write_all(bytes).unwrap();
    terminal.keys.flush().unwrap();
    kill_process(pid, signal).unwrap();
    terminal.until_it_ends();
    terminal.is_given_back();
}

#[test]
fn text_sent_with_the_signal_is_kept() {
    let rounds = if long() { 200 } else { 12 };
    let texts = [
        "at the same moment".to_owned(),
        "面談の最後のことば".to_owned(),
        "! a promise\n< theirs\n\nand y, q and x are letters".to_owned(),
        "a long one ".repeat(30).trim_end().to_owned(),
    ];
    std::thread::scope(|scope| {
        for worker in 0..2 {
            let texts = &texts;
            scope.spawn(move || {
                for round in (worker..rounds).step_by(2) {
                    let home = tempfile::tempdir().unwrap();
                    let (mut terminal, path) = writing_a_note(home.path());
                    let text = &texts[round % texts.len()];
                    let signal = [Signal::TERM, Signal::HUP, Signal::INT][round % 3];
                    ends(&mut terminal, text.replace('\n', "\r").as_bytes(), signal);
                    until_kept(&path, text);
                }
            });
        }
    });
    println!("{rounds} signals");
}

#[test]
fn a_paste_sent_with_the_signal_is_kept_with_or_without_its_end() {
    for (bytes, text) in [
        ("\x1b[200~pasted\rwhole\x1b[201~".to_owned(), "pasted\nwhole".to_owned()),
        ("\x1b[200~pasted so far".to_owned(), "pasted so far".to_owned()),
        (format!("\x1b[200~{}\x1b[201~", "much of it ".repeat(2_000)), "much of it ".repeat(2_000)),
    ] {
        let home = tempfile::tempdir().unwrap();
        let (mut terminal, path) = writing_a_note(home.path());
        ends(&mut terminal, bytes.as_bytes(), Signal::TERM);
        until_kept(&path, &text);
    }
}
