//! The business of Laksana: what can be asked, what may happen, and what follows; pure, without clock, chance or I/O.
//!
//! Reading order: [`message`], [`media`], [`ticket`], [`task`], [`directory`], [`outbound`], [`order`], [`calendar`], [`agreement`] and [`clock`] are the nouns; [`request`] is what may be asked,
//! [`event`] what may have happened, [`situation`] what a decision may know. Two functions hold the business:
//! [`decide::decide`] turns a request into events or a [`refusal::Refusal`], and [`situation::Situation::evolve`]
//! says what an event changes.

pub mod agreement;
pub mod barred;
pub mod beside;
pub mod calendar;
pub mod checklist;
pub mod choice;
pub mod clock;
pub mod contest;
pub mod cost;
pub mod decide;
pub mod directory;
pub mod draft;
pub mod duty;
pub mod event;
pub mod handover;
pub mod hearing;
pub mod id;
pub mod label;
pub mod ladder;
pub mod media;
pub mod member;
pub mod message;
pub mod notice;
pub mod opinion;
pub mod order;
pub mod outbound;
pub mod pass;
pub mod phone;
pub mod pledge;
pub mod policy;
pub mod quote;
pub mod raise;
pub mod refusal;
pub mod repair;
pub mod repeat;
pub mod request;
pub mod retention;
pub mod rota;
pub mod sentence;
pub mod situation;
pub mod task;
pub mod ticket;
pub mod time;
pub mod tour;
pub mod undo;
pub mod voice;
pub mod wording;
