//! Drawing it.

use ratatui::layout::Rect;

use super::Wrapping;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;

pub fn draw(_model: &Model, _state: &Wrapping, _area: Rect, _canvas: &mut Canvas<'_>) {}
