//! Malay.

use super::Book;

/// The phrasebook.
pub const BOOK: Book = Book {
    reports: [
        &[
            "Lif {place} rosak lagi, tak boleh turun",
            "lif kat {place} tersangkut, ada orang kat dalam ke?",
            "Tolong, lif {place} tak gerak dari pagi tadi",
        ],
        &[
            "Paip {place} bocor, air dah melimpah",
            "Siling {place} menitik air tak berhenti",
            "air keluar bawah sinki {place}, lantai dah basah",
        ],
        &[
            "Lampu {place} semua padam, gelap sangat",
            "lampu {place} kelip2 lepas tu terus mati",
            "Takde elektrik kat {place}, asyik trip je",
        ],
        &[
            "Aircond {place} tak sejuk langsung",
            "panas gila {place}, aircond keluar angin je",
            "Penghawa dingin {place} bunyi kuat dan tak sejuk",
        ],
        &[
            "Tong sampah {place} dah penuh melimpah, busuk",
            "sampah {place} dari Jumaat tak kutip",
            "Rumah sampah {place} berbau, ulat pun ada",
        ],
        &[
            "Lantai {place} kotor sangat, ada kesan lumpur",
            "ada orang muntah kat {place}, tolong cuci",
            "air tumpah kat {place}, licin bahaya budak2 lari",
        ],
        &[
            "Lipas banyak kat {place}, geli saya",
            "nampak tikus besar kat {place} tadi malam",
            "semut penuh kat {place}",
        ],
        &[
            "Pagar {place} tak boleh tutup, terbuka je",
            "kad akses {place} tak boleh scan",
            "palang {place} tersekat, kereta beratur panjang",
        ],
        &["CCTV {place} skrin hitam", "kamera {place} offline dari semalam", "kamera {place} tak nampak apa2"],
        &[
            "Bau hangit kat {place}, ada asap!!",
            "penggera kebakaran {place} berbunyi, orang dah keluar",
            "asap keluar dari panel {place}, cepat tolong",
        ],
        &[
            "Jubin {place} pecah, nanti orang tersadung",
            "siling {place} nak runtuh dah",
            "dinding {place} retak makin panjang",
        ],
        &[
            "Wifi {place} takde line",
            "internet {place} down, mesin kad tak boleh guna",
            "skrin {place} keluar error je dari semalam",
        ],
    ],
    again: &[
        "sama la kat sini pun",
        "saya pun kena, {place}",
        "betul, baru lalu {place} masih sama",
        "bila nak baiki {place} ni",
        "kami pun sama dari pagi",
    ],
    assign: &[
        "{who} tolong tengok {place}",
        "{who} boleh pergi {place} sekarang?",
        "En {who} tolong uruskan {place} hari ni",
        "{who} ambil kes ni ya",
        "serah pada {who}",
    ],
    on_it: &[
        "baik bos, otw",
        "ok saya pergi tengok",
        "dalam perjalanan, 20 minit sampai",
        "tengah buat kat {place}",
        "noted, sekejap lagi saya naik",
    ],
    waiting: &[
        "barang takde stok, tunggu 2 hari",
        "alat ganti belum sampai",
        "ketuk pintu takde orang, esok datang lagi",
        "tunggu kelulusan sebut harga dulu",
    ],
    done: &[
        "dah siap bos",
        "{place} dah ok, boleh guna",
        "settle, dah test dua kali",
        "siap dibaiki, tolong semak",
        "dah tukar baru, ok dah",
    ],
    not_done: &[
        "belum ok lagi la, masih sama",
        "mana ada siap, {place} masih rosak",
        "saya cuba tadi tak boleh pun",
        "lepas 5 minit rosak balik",
    ],
    fine: &[
        "ok dah elok, terima kasih",
        "saya dah semak, memang ok",
        "ya {place} dah boleh guna",
        "bagus, boleh tutup kes",
    ],
    back: &[
        "{place} rosak balik!! minggu lepas baru baiki",
        "masalah sama lagi kat {place}",
        "yang {place} hari tu jadi balik",
    ],
    task_done: &["{task} siap", "selesai {task} bos", "pagi bos, {task} dah siap", "{task} ok ya", "dah buat {task}"],
    check_in: &[
        "kat {place}, semua ok",
        "rondaan {place} selamat",
        "saya di {place} sekarang, terkawal",
        "{place} tiada apa2",
    ],
    question: &[
        "pejabat tutup pukul berapa hari ni?",
        "esok ada air tak?",
        "siapa pegang kunci {place}?",
        "surau buka pukul berapa ya",
    ],
    chatter: &[
        "Assalamualaikum semua",
        "selamat pagi",
        "jom makan",
        "hujan lebat kat sini",
        "selamat hari jadi kak Yati 🎉",
        "hahaha",
        "sesiapa nampak kucing oren saya?",
        "kenduri Sabtu ni jemput semua",
    ],
    thanks: &["terima kasih", "tq banyak2 cepat betul", "alhamdulillah, terima kasih bang 🙏"],
};
