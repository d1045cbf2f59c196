//! The ways messages come in: this crate knows their wire formats and hides them behind plain types.

pub mod bridge;
pub mod cloud_api;
pub mod export;
pub mod inbound;
