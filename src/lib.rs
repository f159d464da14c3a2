#![forbid(unsafe_code)]
pub mod domain;
pub mod platform;
pub mod store;
