//! What the program can be told to do, one file a command.

pub mod audit;
pub mod backup;
pub mod checkpoint;
pub mod demo;
pub mod directory;
pub mod doctor;
pub mod erase;
pub mod eval;
pub mod groups;
pub mod import;
pub mod imports;
pub mod inbox;
pub mod key;
pub mod link;
pub mod member;
pub mod models;
pub mod people;
pub mod proof;
pub mod rebuild;
pub mod replay;
pub mod report;
pub mod retention;
pub mod serve;
pub mod taxonomy;
pub mod templates;
pub mod verify;
