use super::page::Page;
use crate::domain::sharing::Format;
pub fn render(page: &Page, _format: Format) -> anyhow::Result<Vec<u8>> {
    Ok(format!("{page:#?}").into_bytes())
}
