//! Made-up worlds that run against the real engine: seeded, step by step, with everything going wrong that can.
//!
//! [`world`] makes up a busy place and knows the truth about it; [`network`] brings what is said there badly;
//! [`reader`] misreads it on purpose; [`run`] does all this to the real intake and the real store, and checks after
//! every step what must always hold. A seed tells the whole story: the same seed, the same journal, to the last digest.

pub mod chance;
pub mod network;
pub mod reader;
pub mod run;
pub mod world;
