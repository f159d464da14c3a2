//! The whole loop with the keyboard alone: advice → tried → result told next time, over three sessions, once for a
//! mentor and once for a mentee in a reverse pair, in both languages.

use tomoni::domain::forms::PairForm;
use tomoni::domain::ids::PairId;
use tomoni::domain::moment::Cadence;
use tomoni::domain::pair::{Direction, Role};
use tomoni::domain::session::SessionStatus;
use tomoni::domain::{EntryKind, EntryState, Visibility};
use tomoni::i18n::Lang;
use tomoni::journal::SessionFilter;

use crate::support::{Person, Step, keys, minutes, text};

/// What one person types, in one language.
struct Words {
    topic: &'static str,
    hard: &'static str,
    said: &'static str,
    mine: &'static str,
    theirs: &'static str,
    learned: &'static str,
    thanks: &'static str,
    result: &'static str,
    tried: &'static str,
    later: &'static str,
}

fn words(lang: Lang) -> Words {
    match lang {
        Lang::En => Words {
            topic: "the handover 15 min",
            hard: "SECRET I am out of my depth",
            said: "we looked at the handover\n= slides go out the day before\n~ SECRET looked tired",
            mine: "write up the steps by 1 dec",
            theirs: "try it once in the meeting",
            learned: "SECRET asking early is faster",
            thanks: "SECRET for the patience",
            result: "one page is enough",
            tried: "nobody reads two pages",
            later: "? SECRET ask about the move",
        },
        Lang::Ja => Words {
            topic: "引き継ぎ 15分",
            hard: "秘密 正直、手に余っている",
            said: "引き継ぎについて話した\n= 資料は前日に送る\n〜 秘密 疲れて見えた",
            mine: "手順を書く 12/1まで",
            theirs: "会議で一度試す",
            learned: "秘密 早く聞くほうが早い",
            thanks: "秘密 根気よく聞いてくれて",
            result: "一枚で足りた",
            tried: "二枚は誰も読まない",
            later: "? 秘密 異動のことを聞く",
        },
    }
}

fn person(lang: Lang, role: Role, direction: Direction) -> (Person, PairId) {
    let person = Person::new(lang).at(80, 24);
    let every = Some(Cadence::parse("2w"));
    let name = Some("Naoko".to_owned());
    let form = PairForm { name, role: Some(role), direction: Some(direction), every, ..PairForm::default() };
    let pair = person.journal().add_pair(&form).unwrap().pair.id;
    (person, pair)
}

fn until(moment: &'static str) -> Vec<Step> {
    vec![Step::Clock(moment)]
}

fn play(lang: Lang, role: Role, direction: Direction) {
    let w = words(lang);
    let (person, pair) = person(lang, role, direction);
    // A session is planned and prepared: something to talk about, something hard to say.
    let prepared = person.plays([
        keys("N ctrl-a ctrl-k"),
        text("2026-11-21 10:30\n\n45"),
        keys("ctrl-s p n"),
        text(w.topic),
        keys("enter H"),
        text(w.hard),
        keys("enter y"),
    ]);
    let topic = w.topic.split(' ').next().unwrap();
    assert!(prepared.screen.contains(topic), "{}", prepared.screen);
    let agenda = prepared.copied.join("\n");
    assert!(agenda.contains(topic) && !agenda.contains("SECRET") && !agenda.contains("秘密"), "{agenda}");

    // It begins from the preparation, on which the desk opens by itself; the topic is talked about; it is wrapped up.
    let first = person.plays([
        keys("b f4"),
        text(w.said),
        minutes(40),
        keys("f10"),
        keys("tab tab"),
        text(w.mine),
        keys("tab"),
        text(w.theirs),
        keys("tab"),
        text(w.learned),
        keys("tab"),
        text(w.thanks),
        keys("tab tab"),
        text("4"),
        keys("ctrl-s"),
        keys("+"),
        text(w.later),
        keys("enter"),
    ]);
    assert!(first.screen.contains("40"), "{}", first.screen);
    let rows = person.journal().sessions(&SessionFilter { pair: Some(pair), ..SessionFilter::default() }).unwrap();
    let statuses: Vec<_> =
        rows.iter().map(|r| (r.session.status, r.session.at.format("%m-%d %H:%M").to_string())).collect();
    assert_eq!(
        statuses,
        [(SessionStatus::Planned, "12-05 10:00".to_owned()), (SessionStatus::Held, "11-21 10:00".to_owned())],
        "the rhythm proposed the next date"
    );
    let note = person.journal().note(rows[1].session.id).unwrap();
    assert_eq!((note.row.session.minutes, note.row.session.pulse), (Some(40), Some(4)));
    let agenda = note.entries.iter().find(|e| e.kind == EntryKind::Agenda).unwrap();
    assert_eq!((agenda.state, agenda.settled_in), (EntryState::Done, Some(note.row.session.id)));

    // Two weeks later the result is filled in place, what they promised is asked for, and the copy holds no secret.
    let second = person.plays([until("2026-12-05T09:30:00+09:00"), keys("p d"), text(w.result), keys("enter y")]);
    for part in [w.mine, w.theirs] {
        let beginning: String = part.chars().take(8).collect();
        assert!(second.screen.contains(&beginning), "{beginning}\n{}", second.screen);
    }
    let copied = second.copied.join("\n");
    assert!(copied.contains(w.result) && copied.contains(w.theirs), "{copied}");
    assert!(!copied.contains("SECRET") && !copied.contains("秘密"), "{copied}");
    person.plays([until("2026-12-05T10:00:00+09:00"), keys("p b"), text("x\n< "), text(w.theirs), keys("f10 ctrl-s")]);
    // What they tried did not work and taught something: told on the day of this very meeting.
    person.plays([until("2026-12-05T10:30:00+09:00"), keys("5 g t"), text(w.tried), keys("enter")]);

    // Before the third one everything is answered but the promise that was made again.
    let third = person.plays([until("2026-12-18T09:00:00+09:00"), keys("p")]);
    assert!(!third.screen.contains(w.result), "{}", third.screen);
    let ledger = person.journal().ledger(pair).unwrap();
    assert_eq!((ledger.mine.done, ledger.mine.open, ledger.mine.answered, ledger.mine.answerable), (1, 0, 1, 1));
    assert_eq!(
        (ledger.theirs.tried, ledger.theirs.open, ledger.theirs.answered, ledger.theirs.answerable),
        (1, 1, 1, 1)
    );

    // Nothing that was private before is anything else now.
    for row in person.journal().sessions(&SessionFilter { pair: Some(pair), ..SessionFilter::default() }).unwrap() {
        for entry in person.journal().note(row.session.id).unwrap().entries {
            let secret = entry.raw.text().unwrap().contains("SECRET") || entry.raw.text().unwrap().contains("秘密");
            assert!(!secret || entry.visibility == Visibility::Private, "{:?}", entry.kind);
        }
    }
}

#[test]
fn a_mentor_goes_round_the_loop() {
    Lang::ALL.iter().for_each(|lang| play(*lang, Role::Mentor, Direction::Traditional));
}

#[test]
fn a_mentee_in_a_reverse_pair_goes_round_the_loop() {
    Lang::ALL.iter().for_each(|lang| play(*lang, Role::Mentee, Direction::Reverse));
}
