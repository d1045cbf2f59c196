//! The key that signs checkpoints: where it lies, and who may read it.

use crate::chance;
use anyhow::Context as _;
use proof::checkpoint::NAME;
use proof::note::SecretKey;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

/// The key's file in the data folder.
pub const FILE: &str = "checkpoint.key";
/// Whoever may read the file but its owner.
const OTHERS: u32 = 0o077;

/// The key of an installation, if it has one.
///
/// # Errors
/// When it cannot be read, or others can.
pub fn known(data: &Path) -> anyhow::Result<Option<SecretKey>> {
    let path = data.join(FILE);
    let text = match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        text => text.with_context(|| format!("cannot read the key {}", path.display()))?,
    };
    let mode = std::fs::metadata(&path)?.mode();
    anyhow::ensure!(
        mode & OTHERS == 0,
        "others can read the key {0}; take that from them with: chmod 600 {0}",
        path.display()
    );
    let key = SecretKey::parse(&text).with_context(|| {
        format!(
            "the key {} is damaged; restore it from a backup, or move it away to begin with a new one",
            path.display()
        )
    })?;
    Ok(Some(key))
}

/// The key of an installation, made at its first use.
///
/// # Errors
/// As [`known`]; or when it cannot be written.
pub fn signing(data: &Path) -> anyhow::Result<SecretKey> {
    if let Some(key) = known(data)? {
        return Ok(key);
    }
    let path = data.join(FILE);
    let key = SecretKey::new(NAME, &chance::bytes()?);
    let incoming = data.join(format!("{FILE}.{}", chance::token()?));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&incoming)?;
    file.write_all(format!("{}\n", key.secret()).as_bytes())?;
    file.sync_all()?;
    // Linking never replaces: of two programs that make a key at once, both use that of the first.
    let linked = std::fs::hard_link(&incoming, &path);
    std::fs::remove_file(&incoming)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(error).with_context(|| format!("cannot write the key {}", path.display()))
        }
        _ => known(data)?.context("the key that was just made is there"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_key_is_made_once_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        assert!(known(folder.path()).unwrap().is_none());
        let key = signing(folder.path()).unwrap();
        assert_eq!(signing(folder.path()).unwrap().public(), key.public());
        let path = folder.path().join(FILE);
        assert_eq!(std::fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        let refused = signing(folder.path()).err().unwrap().to_string();
        assert!(refused.contains("chmod 600") && !refused.contains("PRIVATE"), "{refused}");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::write(&path, "PRIVATE+KEY+rubbish").unwrap();
        let refused = format!("{:#}", signing(folder.path()).err().unwrap());
        assert!(refused.contains("damaged") && !refused.contains("rubbish"), "{refused}");
    }
}
