//! Every public function of the store, on both engines: its results, not just that it runs.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod asking;
mod audit;
mod blobs;
mod bucket;
mod capture;
mod changes;
mod clock;
mod connect;
mod credentials;
mod desk;
mod erasure;
mod handouts;
mod hearing;
mod inbox;
mod journal;
mod keys;
mod ledger;
mod looks;
mod migrate;
mod needs;
mod openings;
mod opinions;
mod outbox;
mod outside;
mod passes;
mod phones;
mod read_marks;
mod reads;
mod rebuild;
mod removal;
mod repeats;
mod reports;
mod retention;
mod rotas;
mod search;
mod sessions;
mod sight;
mod sql;
mod subscriptions;
mod tamper;
mod triage;
mod uploads;
mod voices;
mod world;
