//! `tomoni mentor`: the six keys, their items, and how each key feels.

use super::args::{Mentor as Command, MentorRate, MentorTick};
use super::json::item_text;
use super::output::Out;
use super::table::{Table, dim, plain};
use super::{Run, json, pair_behind};
use crate::domain::checklist::{Board, BoardKey, ItemMoment, Model, Pillar, Question, TickState, shown_to};
use crate::domain::forms::{NewRating, NewTick};
use crate::domain::pair::Pair;
use crate::i18n::{Label, Lang};
use crate::problem::Result;

pub fn run(command: Command, run: &mut Run) -> Result<()> {
    match command {
        Command::Show(args) => {
            let journal = run.reading()?;
            let pair = pair_behind(&journal, args.pair.as_deref())?;
            let board = journal.board(pair.id, None)?;
            print(&board, &pair, run);
            Ok(())
        }
        Command::Tick(args) => tick(args, run),
        Command::Rate(args) => rate(args, run),
    }
}

fn tick(args: MentorTick, run: &mut Run) -> Result<()> {
    let mut journal = run.writing()?;
    let pair = journal.find_pair(&args.pair)?;
    let session = args.session.as_deref().map(|id| journal.find_session(id)).transpose()?.map(|session| session.id);
    let board = journal.tick(&NewTick { pair: pair.id, item: args.item, state: args.state, session })?;
    print(&board, &pair, run);
    Ok(())
}

fn rate(args: MentorRate, run: &mut Run) -> Result<()> {
    let mut journal = run.writing()?;
    let pair = journal.find_pair(&args.pair)?;
    // The model's keys are lower case; people type "Trust" as well as "trust" or "T".
    let (key, note) = (args.key.trim().to_lowercase(), args.note.unwrap_or_default());
    let board = journal.rate(&NewRating { pair: pair.id, key, level: args.level, note, at: None })?;
    print(&board, &pair, run);
    Ok(())
}

fn print(board: &Board, pair: &Pair, run: &mut Run) {
    let lang = run.lang();
    run.out.record(&json::mentor(board, lang), |out| {
        out.line(&pair.name);
        for key in &board.keys {
            if let Some(pillar) = Model::built_in().pillar(&key.key) {
                out.line("");
                show(key, pillar, pair, lang, out);
            }
        }
        out.line("");
        out.line(lang.pick(&Model::built_in().meta.credit));
    });
}

fn show(key: &BoardKey, pillar: &Pillar, pair: &Pair, lang: Lang, out: &mut Out) {
    let level = key.level();
    let label = level.and_then(|level| Model::built_in().labels.rating.get(&level.to_string()));
    let feel = match (level, label) {
        (Some(level), Some(label)) => format!("{level}  {}", lang.pick(label)),
        _ => lang.t("cli-mentor-unrated").into_owned(),
    };
    out.line(&format!("{}  {} ({})  {feel}", pillar.letter, lang.pick(&pillar.name), lang.pick(&pillar.short)));
    if let Some(text) = pillar.ratings.iter().find(|text| Some(text.level) == level) {
        out.line(&format!("   {}", lang.pick(&text.text)));
    }
    for moment in ItemMoment::ALL {
        let mut table = Table::indented(5);
        let items: Vec<_> = key.items.iter().filter(|item| item.when == *moment).collect();
        for item in &items {
            let id = item.own.as_ref().map_or_else(|| item.id.clone(), |own| own.id.ending());
            table.row([plain(tick_box(item.state)), dim(id), plain(item_text(item, lang))]);
        }
        if !items.is_empty() {
            out.line(&format!("   {}", moment.label(lang)));
            table.print(out);
        }
    }
    if key.is_low() {
        out.line(&format!("   → {}", lang.pick(&pillar.next_step)));
        if let Some(question) = question(pillar, pair) {
            out.line(&format!("   {}", lang.fill("cli-mentor-ask", [("question", lang.pick(&question.text).into())])));
        }
    }
}

fn tick_box(state: TickState) -> &'static str {
    match state {
        TickState::Open => "[ ]",
        TickState::Done => "[x]",
        TickState::Na => "[-]",
    }
}

/// A question that helps with a low key: one for any session, if there is one.
fn question<'a>(pillar: &'a Pillar, pair: &Pair) -> Option<&'a Question> {
    let mut fitting = pillar.questions.iter().filter(|q| shown_to(q.who, pair.role, pair.direction));
    let any = fitting.clone().next();
    fitting.find(|q| q.when == ItemMoment::Session).or(any)
}
