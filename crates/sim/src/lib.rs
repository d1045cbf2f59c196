//! Made-up worlds that run against the real engine: seeded, step by step, with everything going wrong that can.
//!
//! [`world`] makes up a busy place and knows the truth about it.

pub mod chance;
pub mod world;
