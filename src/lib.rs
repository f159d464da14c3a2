#![forbid(unsafe_code)]
pub mod archive;
pub mod capture;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod files;
pub mod i18n;
pub mod import;
pub mod journal;
pub mod platform;
pub mod problem;
pub mod share;
pub mod store;
pub mod text;
pub mod tui;
pub mod vault;
