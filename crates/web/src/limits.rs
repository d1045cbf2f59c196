//! How much a request may bring and a page may show.

/// A form has a few short fields and at most one note; the browser's encoding may triple it.
pub const FORM_MAX_BYTES: usize = 64 << 10;
/// A chat export with a year of photos; larger ones go in through the command line.
pub const UPLOAD_MAX_BYTES: usize = 1 << 30;
/// A list as a spreadsheet program keeps it, with what else is in the file, and as it is sent back from its form.
pub const LIST_MAX_BYTES: usize = 4 << 20;
/// A note longer than this is a document.
pub const NOTE_MAX_CHARS: usize = 4_000;
/// Words to search for.
pub const QUERY_MAX_CHARS: usize = 120;
/// Cards of one column of the board, so that the page keeps its budget; the count above stays true.
pub const LANE: usize = 14;
/// Names to choose from in one list of a form.
pub const CHOICES_MAX: usize = 400;
/// Photos sent at once without a login.
pub const PHOTOS_MAX: usize = 10;
/// One photo: three times what phones make.
pub const PHOTO_MAX_BYTES: usize = 16 << 20;
/// A report with its photo.
pub const REPORT_MAX_BYTES: usize = PHOTO_MAX_BYTES + FORM_MAX_BYTES;
/// All photos sent at once without a login.
pub const PHOTOS_MAX_BYTES: usize = 64 << 20;
/// Photos of a ticket from which on none are taken without a login: whoever has a link must not fill the disk.
pub const JOB_PHOTOS_MAX: usize = 100;
