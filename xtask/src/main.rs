//! Chores of the repository itself.

fn main() {}
