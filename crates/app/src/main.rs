//! The `laksana` program.

fn main() {}
