//! Drawing it.

use ratatui::layout::Rect;

use super::Preparing;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;

pub fn draw(_model: &Model, _state: &Preparing, _area: Rect, _canvas: &mut Canvas<'_>) {}
