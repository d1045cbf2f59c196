//! The notes that a message was edited, taken back, or to be seen once.

use crate::export::line::MediaKind;
use crate::export::marks::{trim, without_marks};

/// The words before an edit note, and whether there was one.
pub(super) fn split_edited(words: &str) -> (&str, bool) {
    let tail = trim(words);
    let tail = tail.strip_suffix('.').filter(|tail| tail.ends_with('>')).unwrap_or(tail);
    let Some(inside) = tail.strip_suffix(['>', ')']) else {
        return (words, false);
    };
    let Some(begin) = inside.rfind(['<', '(']) else {
        return (words, false);
    };
    let note = without_marks(&inside[begin + 1..]);
    let note = note.trim().trim_end_matches(['.', '。']);
    let is_note = if inside[begin..].starts_with('<') { is_edit_note(note) } else { note == "editada" };
    if is_note { (&words[..offset(words, tail) + begin], true) } else { (words, false) }
}

/// Where a part of a text begins in it; trimming keeps it a part.
fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

fn is_edit_note(note: &str) -> bool {
    matches!(
        note,
        "This message was edited"
            | "Diese Nachricht wurde bearbeitet"
            | "Se editó este mensaje"
            | "Este mensaje fue editado"
            | "Mensaje editado"
            | "Mensagem editada"
            | "Esta mensagem foi editada"
            | "Essa mensagem foi editada"
            | "Ce message a été modifié"
            | "Questo messaggio è stato modificato"
            | "Pesan ini diedit"
            | "Pesan ini telah diedit"
            | "Mesej ini telah diedit"
            | "Mesej ini diedit"
            | "Dit bericht is bewerkt"
            | "Bu mesaj düzenlendi"
            | "Данное сообщение изменено"
            | "Сообщение изменено"
            | "此消息已编辑"
            | "此消息已被编辑"
            | "تم تعديل هذه الرسالة"
            | "यह मैसेज एडिट किया गया"
    )
}

/// Whether the whole body says that the message was taken back.
pub(super) fn is_deleted(plain: &str) -> bool {
    let plain = plain.trim_end_matches(['.', '。', '।']);
    if let Some(admin) = plain.strip_prefix("This message was deleted by admin") {
        return !admin.contains('\n');
    }
    matches!(
        plain,
        "This message was deleted"
            | "You deleted this message"
            | "You deleted this message for everyone"
            | "Mensagem apagada"
            | "Esta mensagem foi apagada"
            | "Essa mensagem foi apagada"
            | "Você apagou esta mensagem"
            | "Apagou esta mensagem"
            | "Você apagou essa mensagem"
            | "Se eliminó este mensaje"
            | "Este mensaje fue eliminado"
            | "Eliminaste este mensaje"
            | "Este mensaje se eliminó"
            | "Diese Nachricht wurde gelöscht"
            | "Du hast diese Nachricht gelöscht"
            | "Ce message a été supprimé"
            | "Vous avez supprimé ce message"
            | "Questo messaggio è stato eliminato"
            | "Hai eliminato questo messaggio"
            | "Pesan ini telah dihapus"
            | "Pesan ini dihapus"
            | "Anda telah menghapus pesan ini"
            | "Anda menghapus pesan ini"
            | "Mesej ini telah dipadam"
            | "Mesej ini telah dipadamkan"
            | "Anda telah memadam mesej ini"
            | "Anda telah memadamkan mesej ini"
            | "Dit bericht is verwijderd"
            | "Dit bericht werd verwijderd"
            | "U hebt dit bericht verwijderd"
            | "Je hebt dit bericht verwijderd"
            | "Bu mesaj silindi"
            | "Bu mesajı sildiniz"
            | "Данное сообщение удалено"
            | "Вы удалили данное сообщение"
            | "此消息已删除"
            | "您已删除此消息"
            | "此訊息已刪除"
            | "تم حذف هذه الرسالة"
            | "حذفت هذه الرسالة"
            | "यह मैसेज डिलीट किया गया"
            | "आपने यह मैसेज डिलीट किया"
            | "このメッセージは削除されました"
            | "삭제된 메시지입니다"
    )
}

/// What a view-once note speaks of, where the whole body is one. Android writes `null`, or nothing.
pub(super) fn view_once(plain: &str) -> Option<Option<MediaKind>> {
    if plain.is_empty() || plain == "null" {
        return Some(None);
    }
    match plain.trim_end_matches('.') {
        "View once photo"
        | "Foto de visualização única"
        | "Foto de una sola vista"
        | "Einmalansicht-Foto"
        | "Foto sekali lihat"
        | "Photo à vue unique"
        | "Foto visualizzabile una volta" => Some(Some(MediaKind::Image)),
        "View once video"
        | "Vídeo de visualização única"
        | "Video de una sola vista"
        | "Einmalansicht-Video"
        | "Video sekali lihat"
        | "Vidéo à vue unique" => Some(Some(MediaKind::Video)),
        "View once voice message"
        | "Mensagem de voz de visualização única"
        | "Mensaje de voz de una sola vista"
        | "View once audio"
        | "Pesan suara sekali lihat" => Some(Some(MediaKind::Voice)),
        "View once message" | "Mensagem de visualização única" | "Mensaje de una sola vista" | "Pesan sekali lihat" => {
            Some(None)
        }
        other => other.starts_with("You received a view once ").then_some(None),
    }
}
