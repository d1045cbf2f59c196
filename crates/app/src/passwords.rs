//! Passwords as argon2id hashes: hashing takes memory and time on purpose, so it is done apart, few at once.

use crate::chance;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use web::{PasswordDoor, Proof};

/// Hashes worked out at once, of 19 MiB each: a flood of attempts waits instead of filling the memory.
const AT_ONCE_MAX: usize = 2;
/// Bytes of a salt: what the standard recommends.
const SALT_BYTES: usize = 16;

/// The door for the pages.
pub fn door() -> PasswordDoor {
    let room = Arc::new(Semaphore::new(AT_ONCE_MAX));
    let room_to_open = Arc::clone(&room);
    PasswordDoor {
        seal: Box::new(move |password| {
            let room = Arc::clone(&room);
            Box::pin(apart(room, move || seal(&password)))
        }),
        opens: Box::new(move |proof| {
            let room = Arc::clone(&room_to_open);
            Box::pin(apart(room, move || Ok(opens(&proof))))
        }),
    }
}

/// Works something out beside the threads that serve pages, when there is room.
async fn apart<T: Send + 'static>(
    room: Arc<Semaphore>,
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    let broken = |error: &dyn std::fmt::Display| format!("The password could not be worked out: {error}. Try again.");
    let _place = room.acquire().await.map_err(|error| broken(&error))?;
    spawn_blocking(work).await.map_err(|error| broken(&error))?
}

fn seal(password: &str) -> Result<String, String> {
    let random = chance::bytes().map_err(|error| format!("The machine gave no randomness: {error}."))?;
    let salt = random.get(..SALT_BYTES).unwrap_or_default();
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .map_err(|error| format!("The password could not be kept: {error}. Choose another."))?;
    Ok(hash.to_string())
}

fn opens(proof: &Proof) -> bool {
    PasswordHash::new(&proof.hash)
        .is_ok_and(|hash| Argon2::default().verify_password(proof.password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(password: &str, hash: &str) -> Proof {
        Proof { password: password.into(), hash: hash.into() }
    }

    #[test]
    fn a_password_opens_its_own_hash_alone() {
        let hash = seal("a lift, a lobby, a pump").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, seal("a lift, a lobby, a pump").unwrap(), "each has a salt of its own");
        assert!(opens(&proof("a lift, a lobby, a pump", &hash)));
        assert!(!opens(&proof("a lift, a lobby, a pumb", &hash)));
        assert!(!opens(&proof("", "nonsense")));
    }

    #[test]
    fn a_login_without_a_password_costs_as_much_as_one_with() {
        assert!(PasswordHash::new(web::NOBODYS).is_ok());
        assert!(!opens(&proof("", web::NOBODYS)));
    }
}
