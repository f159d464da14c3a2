//! The floor: about the least that a program with ratatui can do with such a file. It opens it, lists the sessions,
//! shows the lines of the chosen one beside them, and answers keys: `j` and `k` choose and read, Tab turns the focus,
//! `q` leaves, and any other letter is appended to a line.

use std::path::Path;

use anyhow::Result;
use ratatui::Frame;
use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::layout::{Constraint, Layout};
use ratatui::widgets::{Block, List, ListState, Paragraph, Wrap};
use rusqlite::{Connection, Statement};

pub fn run(path: &Path) -> Result<()> {
    let conn = Connection::open(path)?;
    let mut terminal = ratatui::try_init()?;
    let answer = show(&conn, &mut terminal);
    ratatui::restore();
    answer
}

struct Floor {
    ids: Vec<i64>,
    themes: Vec<String>,
    chosen: ListState,
    note: String,
    in_note: bool,
    typed: String,
}

fn show(conn: &Connection, terminal: &mut ratatui::DefaultTerminal) -> Result<()> {
    let mut sessions = conn.prepare(
        "SELECT id, theme FROM session WHERE status = 'held' AND deleted_ms IS NULL ORDER BY at_ms DESC LIMIT 200",
    )?;
    let rows = sessions.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let (ids, themes) = rows.collect::<rusqlite::Result<Vec<(i64, String)>>>()?.into_iter().unzip();
    let mut entries =
        conn.prepare("SELECT raw FROM entry WHERE session = ?1 AND deleted_ms IS NULL ORDER BY position")?;
    let chosen = ListState::default().with_selected(Some(0));
    let mut floor = Floor { ids, themes, chosen, note: String::new(), in_note: false, typed: String::new() };
    floor.read(&mut entries)?;
    loop {
        terminal.draw(|frame| floor.draw(frame))?;
        let Event::Key(key) = event::read()? else { continue };
        match key.code {
            _ if !key.is_press() => {}
            KeyCode::Char('q') => return Ok(()),
            KeyCode::Char('j') => floor.go(1, &mut entries)?,
            KeyCode::Char('k') => floor.go(-1, &mut entries)?,
            KeyCode::Tab => floor.in_note = !floor.in_note,
            KeyCode::Char(letter) => floor.typed.push(letter),
            _ => {}
        }
    }
}

impl Floor {
    fn go(&mut self, by: isize, entries: &mut Statement<'_>) -> Result<()> {
        let place = self.chosen.selected().unwrap_or(0).saturating_add_signed(by);
        self.chosen.select(Some(place.min(self.ids.len().saturating_sub(1))));
        self.read(entries)
    }

    /// Reads the lines of the chosen session.
    fn read(&mut self, entries: &mut Statement<'_>) -> Result<()> {
        let id = self.chosen.selected().and_then(|place| self.ids.get(place));
        let lines = entries.query_map([id], |r| r.get::<_, String>(0))?;
        self.note = lines.collect::<rusqlite::Result<String>>()?;
        Ok(())
    }

    fn draw(&mut self, frame: &mut Frame<'_>) {
        let [left, right] =
            Layout::horizontal([Constraint::Percentage(40), Constraint::Percentage(60)]).areas(frame.area());
        let mark = |name: &str, focused: bool| if focused { format!("[{name}]") } else { format!(" {name} ") };
        let list = List::new(self.themes.iter().map(String::as_str))
            .block(Block::bordered().title(mark("Sessions", !self.in_note)))
            .highlight_symbol("> ");
        frame.render_stateful_widget(list, left, &mut self.chosen);
        let block = Block::bordered().title(mark("Note", self.in_note)).title_bottom(self.typed.as_str());
        frame.render_widget(Paragraph::new(self.note.as_str()).wrap(Wrap { trim: false }).block(block), right);
    }
}
