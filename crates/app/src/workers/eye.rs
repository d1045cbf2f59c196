//! Looks at pictures that came, one at a time: what is wrong with them, when they were taken, and which earlier ones they
//! look like. Follows the journal by itself, so that nobody waits for it.

use super::Stop;
use super::turns::Turns;
use crate::home::Home;
use crate::thumbs;
use domain::id::Digest;
use domain::message::Geo;
use eye::{ALIKE_MAX, Look, Prints};
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::BufReader;
use store::blobs;
use store::looks::{self, COMPARED_MAX, New, TWINS_MAX};
use tokio::task::spawn_blocking;

/// Looks at pictures.
pub struct Eye {
    home: Home,
    /// The prints of the last pictures, the oldest first.
    known: VecDeque<(Digest, Prints)>,
}

impl Eye {
    /// An eye that knows what was seen before.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn new(home: Home) -> anyhow::Result<Self> {
        Ok(Self { known: known(&home).await?, home })
    }

    /// Works until the program ends.
    pub async fn run(mut self, mut stop: Stop) {
        let mut turns = Turns::at(&self.home.desk);
        while !stop.is_wanted() {
            let ended = self.look(&stop).await.map(drop);
            turns.next(&mut stop, ended, "Pictures cannot be looked at").await;
        }
    }

    /// Looks at all that came. How many pictures there were.
    ///
    /// # Errors
    /// When the database or the media are at fault.
    pub async fn look(&mut self, stop: &Stop) -> anyhow::Result<usize> {
        let mut seen = 0;
        loop {
            let looks::Unseen { new, end, has_gone } = looks::unseen(&self.home.db, &self.home.org).await?;
            if has_gone {
                // What was erased is not remembered until the program ends.
                self.known = known(&self.home).await?;
            }
            let mut until = end;
            for picture in new {
                if stop.is_wanted() {
                    // What was seen is kept; this one is looked at next time.
                    until = picture.position - 1;
                    break;
                }
                seen += usize::from(self.see(&picture).await?);
            }
            let mut tx = self.home.db.begin().await?;
            let before = looks::seen_until(&mut tx, &self.home.org, until).await?;
            tx.commit().await?;
            if !before || until < end {
                return Ok(seen);
            }
        }
    }

    /// Looks at a file. Whether it was a picture not seen before.
    async fn see(&mut self, new: &New) -> anyhow::Result<bool> {
        let Home { db, org, blobs, .. } = &self.home;
        if looks::is_seen(db, org, &new.media).await? {
            return Ok(false);
        }
        let Some(name) = blobs::Digest::parse(new.media.as_str()) else { return Ok(false) };
        let file = match blobs.open(&name).await {
            Ok(file) => file,
            // Erased since, or lost, which `laksana verify` says.
            Err(store::StoreError::MediaMissing { .. }) => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        let looked = spawn_blocking(move || eye::look(BufReader::new(file))).await;
        let seen = looked.unwrap_or_else(|broken| {
            // One file that a decoder cannot bear does not cost the others.
            tracing::warn!("A picture could not be looked at: {broken}");
            None
        });
        let Some(Look { prints, faults, taken }) = seen else { return Ok(false) };
        thumbs::of(&self.home, &new.media).await;
        let taken = taken.unwrap_or_default();
        let look = looks::Look {
            is_dark: faults.dark,
            is_blurred: faults.blurred,
            is_screenshot: faults.screenshot,
            taken: taken.at,
            place: taken.place.map(|place| Geo { lat: place.lat, lon: place.lon }),
        };
        let twins = prints.as_ref().map(|prints| self.twins(prints)).unwrap_or_default();
        let hex = prints.as_ref().map(to_hex);
        let mut tx = self.home.db.begin().await?;
        let is_kept = looks::keep(&mut tx, &self.home.org, new, &look, hex.as_deref(), &twins).await?;
        tx.commit().await?;
        if !is_kept {
            thumbs::forget(&self.home, &new.media)?;
            return Ok(false);
        }
        self.known.extend(prints.map(|prints| (new.media.clone(), prints)));
        if self.known.len() > usize::try_from(COMPARED_MAX).unwrap_or(usize::MAX) {
            self.known.pop_front();
        }
        Ok(true)
    }

    /// The known pictures that one looks identical to, the most alike first. Either may be a part of the other.
    fn twins(&self, prints: &Prints) -> Vec<(Digest, u32)> {
        let alike = self.known.iter().filter_map(|(media, known)| {
            let distance = prints.distance(known).min(known.distance(prints));
            (distance <= ALIKE_MAX).then(|| (media.clone(), distance))
        });
        let mut alike: Vec<(Digest, u32)> = alike.collect();
        alike.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
        alike.truncate(TWINS_MAX);
        alike
    }
}

/// The prints of the last pictures, the oldest first.
async fn known(home: &Home) -> anyhow::Result<VecDeque<(Digest, Prints)>> {
    let recent = looks::recent(&home.db, &home.org).await?;
    let known = recent.into_iter().rev();
    Ok(known.filter_map(|printed| Some((Digest::new(printed.media), from_hex(&printed.prints)?))).collect())
}

fn to_hex(prints: &Prints) -> String {
    let bytes = prints.to_bytes();
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
        // Writing to memory cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn from_hex(hex: &str) -> Option<Prints> {
    let byte = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..hex.len()).step_by(2).map(byte).collect();
    Prints::from_bytes(&bytes?)
}
