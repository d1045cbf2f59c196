//! Archives of exported chats: any is read or refused, and none writes outside or unpacks without end.
#![no_main]

use channels::export::{Body, DateOrder, Export, Line, Message};
use libfuzzer_sys::fuzz_target;
use std::io::Read as _;

fuzz_target!(|bytes: &[u8]| {
    let file = std::env::temp_dir().join(format!("chat-{}.zip", std::process::id()));
    std::fs::write(&file, bytes).expect("the folder for temporary files takes one");
    let Ok(export) = Export::open(&file) else { return };
    let Ok(lines) = export.lines(DateOrder::Dmy) else { return };
    for line in lines.map_while(Result::ok).take(64) {
        let Line::Message(Message { body: Body::Media { attachments, .. }, .. }) = line else { continue };
        for name in attachments.iter().filter_map(|attachment| attachment.file.as_deref()) {
            if let Ok(Some(media)) = export.media(name) {
                let _copied = std::io::copy(&mut media.take(1 << 20), &mut std::io::sink());
            }
        }
    }
});
