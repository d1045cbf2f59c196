//! Indonesian.

use super::Book;

/// The phrasebook.
pub const BOOK: Book = Book {
    reports: [
        &[
            "Lift {place} macet lagi nih, ga bisa turun",
            "Pak lift {place} mati, pintunya ga mau kebuka",
            "lift di {place} berhenti di tengah, tolong cepet",
        ],
        &[
            "Pipa {place} bocor pak, airnya udah banjir",
            "plafon {place} netes terus dari tadi malam",
            "keran {place} ga bisa ditutup, air ngalir terus",
        ],
        &[
            "Lampu {place} mati semua, gelap banget",
            "listrik {place} jepret terus",
            "lampu {place} kedap kedip terus mati",
        ],
        &[
            "AC {place} ga dingin sama sekali",
            "AC {place} keluar angin doang, gerah",
            "pak AC {place} bunyi kasar terus ga dingin",
        ],
        &[
            "Sampah {place} udah numpuk, bau banget",
            "tong sampah {place} penuh sampai ke lantai",
            "sampah di {place} belum diangkut dari hari Jumat",
        ],
        &[
            "Lantai {place} kotor banget, bekas lumpur",
            "ada tumpahan kopi di {place}, licin",
            "ada muntahan di {place} mohon dibersihkan",
        ],
        &["Ada kecoa banyak di {place}", "tikus lari di {place} barusan, gede", "semut di {place} banyak sekali"],
        &[
            "Gerbang {place} ga bisa nutup",
            "kartu akses {place} ga kebaca",
            "palang {place} macet, mobil antri panjang",
        ],
        &["CCTV {place} layarnya hitam", "kamera {place} offline dari kemarin", "kamera di {place} ga ada gambar"],
        &[
            "Bau gosong di {place}, ada asap!!",
            "alarm kebakaran {place} bunyi, orang-orang pada keluar",
            "keluar asap dari panel {place} tolong segera",
        ],
        &["Keramik {place} pecah, bahaya kesandung", "plafon {place} mau jebol", "tembok {place} retak makin panjang"],
        &["Wifi {place} mati total", "internet {place} down, EDC ga bisa", "layar {place} error terus dari kemarin"],
    ],
    again: &[
        "sama kak di sini juga",
        "iya bener, {place} masih begitu",
        "saya juga ngalamin di {place}",
        "belum ada yang dateng ya ke {place}?",
        "dari pagi begini terus {place}",
    ],
    assign: &[
        "{who} tolong cek {place} ya",
        "{who} bisa ke {place} sekarang?",
        "Mas {who} tolong tangani {place} hari ini",
        "ini buat {who} ya",
        "{who} mohon ditindaklanjuti",
    ],
    on_it: &[
        "siap pak, otw",
        "oke saya cek dulu",
        "meluncur, 15 menit lagi sampai",
        "lagi dikerjain di {place}",
        "siap bu sebentar lagi saya naik",
    ],
    waiting: &[
        "sparepart kosong, nunggu 3 hari",
        "barangnya belum datang pak",
        "kamar dikunci ga ada orang, besok balik lagi",
        "nunggu approval penawaran dulu",
    ],
    done: &[
        "sudah beres pak",
        "{place} sudah normal, silakan dicek",
        "selesai, sudah dites",
        "udah diganti baru, aman",
        "beres ya bu {place}",
    ],
    not_done: &[
        "belum bener ini masih sama",
        "masih mati kok {place}",
        "baru 5 menit rusak lagi",
        "katanya beres, saya coba ga bisa",
    ],
    fine: &["oke sudah normal, makasih", "sudah saya cek, aman", "iya {place} udah bisa", "mantap, boleh ditutup"],
    back: &[
        "{place} rusak lagi!! minggu lalu baru dibenerin",
        "kumat lagi {place}",
        "masalah yang sama di {place} muncul lagi",
    ],
    task_done: &[
        "{task} selesai",
        "{task} sudah beres pak",
        "pagi pak, {task} done",
        "{task} aman",
        "lapor, {task} sudah dikerjakan",
    ],
    check_in: &[
        "posisi di {place}, aman",
        "patroli {place} aman terkendali",
        "lapor, {place} nihil",
        "saya di {place} ya",
    ],
    question: &[
        "kantor pengelola tutup jam berapa?",
        "besok air mati ga ya?",
        "kunci {place} sama siapa?",
        "kolam renang buka ga hari minggu?",
    ],
    chatter: &[
        "pagi semua",
        "selamat siang bapak ibu",
        "hujan deras banget di sini",
        "wkwkwk",
        "happy birthday mbak Rini 🎂",
        "ada yang mau titip makan siang?",
        "macet parah tol hari ini",
        "semangat semuanya 💪",
    ],
    thanks: &["makasih pak", "terima kasih gercep banget", "nuhun 🙏"],
};
