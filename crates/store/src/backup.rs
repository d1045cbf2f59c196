//! One state of a whole database as one file that anybody with SQLite can read, and a database made from such a file.

use crate::sql::{Db, Engine};
use crate::{StoreError, args, migrate};
use std::fs::File;
use std::path::Path;

/// Writes one state of the database to a new file, while others go on reading and writing. `progress` is told how many
/// rows were copied, on PostgreSQL. The file is on the disk when this ends; broken off, it may be there and not whole.
///
/// # Errors
/// [`StoreError::Taken`] never: a file that is there already is refused by the engine. [`StoreError::File`] when it
/// cannot be brought to the disk.
pub async fn write(db: &Db, path: &Path, progress: &mut (dyn FnMut(u64) + Send)) -> Result<(), StoreError> {
    let name = path.to_string_lossy();
    // Deliveries before everything else: what was taken in between is in both, and nothing is heard twice.
    let mail = path.with_extension("mailbox");
    let has_mail = db.vacuum_mailbox_into(&mail.to_string_lossy()).await?;
    if db.vacuum_into(&name).await? {
        if has_mail {
            let file = Db::connect_alone(&name).await?;
            file.with_mail_of(&mail.to_string_lossy()).await?;
            file.close().await;
            let removed = std::fs::remove_file(&mail);
            removed.map_err(|source| StoreError::File { doing: "remove", path: mail, source })?;
        }
    } else {
        let file = Db::connect_alone(&name).await?;
        migrate::apply(&file, &migrate::applied(db).await?).await?;
        file.fill_from(db, progress).await?;
        make_views_anew_when_opened(&file).await?;
        file.close().await;
    }
    // VACUUM leaves to the system when its file is on the disk.
    let synced = File::open(path).and_then(|file| file.sync_all());
    synced.map_err(|source| StoreError::File { doing: "write", path: path.to_owned(), source })
}

/// Opens a file that [`write()`] made, to be read alone: not a byte of it changes.
///
/// # Errors
/// [`StoreError::Open`] when it is none.
pub async fn open(path: &Path) -> Result<Db, StoreError> {
    Db::connect_to_copy(&path.to_string_lossy()).await
}

/// Fills an empty PostgreSQL database from a file that [`write()`] made. Its views are made anew when it is first opened.
///
/// # Errors
/// [`StoreError::Open`] when the database is not PostgreSQL or holds a journal already; it is then as it was.
pub async fn load(copy: &Db, address: &str, progress: &mut (dyn FnMut(u64) + Send)) -> Result<(), StoreError> {
    let db = Db::connect(address).await?;
    load_into(copy, &db, progress).await?;
    db.close().await;
    Ok(())
}

/// As [`load`], into a database that is open.
///
/// # Errors
/// As [`load`].
pub async fn load_into(copy: &Db, db: &Db, progress: &mut (dyn FnMut(u64) + Send)) -> Result<(), StoreError> {
    let refused = |why: &str| StoreError::Open { place: "to restore into".to_owned(), why: why.to_owned() };
    if db.engine() != Engine::Postgres {
        return Err(refused("it is not PostgreSQL"));
    }
    migrate::apply(db, &migrate::applied(copy).await?).await?;
    let head: Option<String> = db.maybe("SELECT org FROM heads ORDER BY org LIMIT 1", args![]).await?;
    if head.is_some() {
        return Err(refused("it holds a journal already; name an empty one"));
    }
    db.load_from(copy, progress).await?;
    make_views_anew_when_opened(db).await
}

/// The search index is each engine's own and is not copied; it is made with the views.
async fn make_views_anew_when_opened(db: &Db) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    tx.run("UPDATE orgs SET shape = 0", args![]).await?;
    tx.commit().await
}
