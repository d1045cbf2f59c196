//! Tables of judgement: small, pure, and changed more often than anything else here.

pub mod agenda;
pub mod dispatch;
pub mod handover;
pub mod hearing;
pub mod ladder;
pub mod matching;
pub mod office;
pub mod rank;
pub mod retention;
pub mod steps;
