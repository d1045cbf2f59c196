//! How a voice note is heard: its sound, and the words in it. Knows Ogg, Opus and Whisper; hides their arithmetic.
//!
//! [`sound`] makes samples of a file, [`Whisper`] makes words of samples. Nothing here asks a network, a clock or chance: the
//! same file gives the same words on the same machine.

mod block;
mod matrix;
mod mel;
mod model;
mod sound;
mod weights;

pub use model::{LANGUAGES, Words};
pub use sound::{NoSound, RATE_HZ, sound};
pub use weights::{Unusable, Whisper};
