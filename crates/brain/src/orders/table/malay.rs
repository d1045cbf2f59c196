//! Malay, Indonesian and Filipino, as they are typed.

use super::Says;
use crate::orders::Sense;

pub(super) const MALAY: &[Says] = &[
    (Sense::Approve, &["(lulus|luluskan|setuju|diluluskan) ##", "## (lulus|diluluskan|setuju)"]),
    (Sense::Decline, &["(tolak|tak lulus|tidak lulus|ditolak) ##", "## (ditolak|tak lulus|tidak lulus)"]),
    (
        Sense::Assign,
        &[
            "(serah|serahkan|tugas|tugaskan|agih|agihkan|bagi|beri|pass|assign) ## (kepada|kpd|pada|ke|kat|dekat|dgn|untuk) @",
            "(serah|serahkan|tugas|tugaskan|agih|agihkan|bagi|assign) (kepada|kpd|pada|dekat) @",
            "?#! (kepada|kpd|untuk|bagi) @",
            "?@ (ambil|buat|handle|settle|tengok|uruskan|tengokkan) #!",
        ],
    ),
    (
        Sense::Take,
        &["(saya|aku|sy) (ambil|buat|handle|uruskan|settle) #!", "#! (saya|aku|sy) (ambil|buat|handle|punya)"],
    ),
    (Sense::Start, &["(mula|mulakan|dah mula|sudah mula) #!", "#! (dah mula|mula|tengah buat)", "tengah buat #!"]),
    (
        Sense::Hold,
        &[
            "(tangguh|tangguhkan|tahan|tunggu|hold) ## [sebab|kerana|untuk]",
            "(tangguh|tangguhkan|tahan|tunggu|hold) ## [sebab|kerana|untuk|tunggu] ~",
            "#! (tangguh|tunggu|hold)",
            "#! (tangguh|tunggu|hold) [sebab|kerana|untuk|tunggu] ~",
            "tunggu ~ #!",
        ],
    ),
    (
        Sense::Resolve,
        &[
            "[dah|sudah|telah] (siap|selesai|settle|baiki|dibaiki) ##",
            "## [dah|sudah|telah] (siap|selesai|settle|baiki|dibaiki) [dah|sudah]",
        ],
    ),
    (Sense::Verify, &["(sahkan|disahkan|sah) ##", "#! (sahkan|disahkan|sah|dah ok|sudah ok|dah elok)"]),
    (Sense::Reopen, &["buka (semula|balik) #", "# buka (semula|balik)"]),
    (
        Sense::Dispute,
        &[
            "(belum siap|belum selesai|tak siap|masih rosak|belum settle) #!",
            "#! (belum siap|belum selesai|tak siap|masih rosak|belum settle|rosak lagi)",
        ],
    ),
    (Sense::Close, &["tutup ##", "## tutup", "boleh tutup ##"]),
    (Sense::Cancel, &["(batal|batalkan) #!", "#! bukan (isu|masalah)"]),
    (
        Sense::Merge,
        &[
            "(gabung|gabungkan|cantum|cantumkan|satukan) # [dan|dengan|dgn|ke|kepada|dalam] #2",
            "sama # #2",
            "#! sama (dengan|dgn|macam) #2",
        ],
    ),
    (Sense::Note, &["(nota|catat) #! ~", "#! nota ~"]),
    (Sense::Priority(1), &["(segera|kecemasan) #!", "#! (segera|kecemasan)"]),
    (Sense::Undo, &["buat asal", "?(batal|batalkan|tarik balik)"]),
    (
        Sense::Status,
        &[
            "(status|perkembangan) [untuk] #",
            "#! (status|macam mana|mcm mana|camne|apa cerita|bila siap|dah siap ke|sampai mana)",
            "apa (status|perkembangan|cerita) #!",
            "(apa cerita|macam mana|mcm mana) [dengan] #!",
            "ada (update|perkembangan) [untuk|pasal] #!",
        ],
    ),
    (Sense::Overview, &["(ringkasan|status semua|apa status)"]),
    (
        Sense::Open,
        &[
            "senarai [isu|tiket|kerja|semua]",
            "senarai [isu|tiket|kerja|semua] (di|kat|dekat|untuk) &",
            "apa [yang] (belum siap|belum selesai|masih terbuka|terbuka)",
            "apa [yang] (belum siap|belum selesai|masih terbuka|terbuka) (di|kat|dekat) &",
        ],
    ),
    (
        Sense::Overdue,
        &[
            "apa [yang] (lewat|tertunggak|dah lewat|sudah lewat)",
            "apa [yang] (lewat|tertunggak|dah lewat|sudah lewat) (di|kat|dekat) &",
            "senarai (lewat|tertunggak)",
            "senarai (lewat|tertunggak) (di|kat|dekat) &",
        ],
    ),
    (Sense::Mine, &["(kerja|tugas|tugasan|tiket) saya", "senarai (kerja|tugas) saya"]),
    (
        Sense::OnShift,
        &[
            "siapa [yang] (syif|shift|bertugas|duty|jaga|on duty|on shift) [sekarang|skrg|skang|hari ini|malam ini|malam ni]",
            "siapa [yang] (syif|shift|bertugas|duty|jaga|on duty|on shift) [sekarang|skrg|skang|hari ini|malam ini|malam ni] (di|kat|dekat) &",
            "sapa (syif|shift|duty|jaga) [sekarang|skrg|skang|malam ni]",
        ],
    ),
];

pub(super) const INDONESIAN: &[Says] = &[
    (Sense::Approve, &["(setujui|setuju|disetujui|acc) ##", "## (disetujui|setuju|acc)"]),
    (Sense::Decline, &["(tolak|ditolak|tidak setuju|tidak disetujui) ##", "## (ditolak|tidak disetujui)"]),
    (
        Sense::Assign,
        &[
            "(tugaskan|serahkan|kasih|kasihkan|berikan|oper|alihkan|limpahkan) ## (ke|kepada|untuk|sama) @",
            "(tugaskan|serahkan|oper|alihkan) (ke|kepada|sama) @",
            "?#! (ke|kepada|untuk|sama) @",
            "?@ (ambil|kerjakan|tangani|urus|handle|cek) #!",
        ],
    ),
    (
        Sense::Take,
        &["(saya|aku|gue|gw) (ambil|kerjakan|tangani|handle|urus) #!", "#! (saya|aku|gue|gw) (ambil|kerjakan|tangani)"],
    ),
    (
        Sense::Start,
        &["(mulai|mulai kerjakan|sudah mulai|lagi dikerjakan) #!", "#! (mulai|sudah mulai|lagi dikerjakan)"],
    ),
    (
        Sense::Hold,
        &[
            "(tunda|pending|hold) ## [karena|untuk]",
            "(tunda|pending|hold|tunggu) ## [karena|untuk|nunggu|menunggu] ~",
            "#! (tunda|pending|ditunda)",
            "#! (tunda|pending|ditunda|nunggu|menunggu) [karena|untuk] ~",
            "(nunggu|menunggu) ~ #!",
        ],
    ),
    (
        Sense::Resolve,
        &[
            "[sudah|udah|udh|sdh] (selesai|beres|kelar|rampung) ##",
            "## [sudah|udah|udh|sdh] (selesai|beres|kelar|rampung)",
        ],
    ),
    (
        Sense::Verify,
        &["(verifikasi|konfirmasi|terkonfirmasi) ##", "#! (terverifikasi|terkonfirmasi|udah oke|sudah oke)"],
    ),
    (Sense::Reopen, &["buka (lagi|kembali) #", "# buka (lagi|kembali)"]),
    (
        Sense::Dispute,
        &[
            "(belum beres|belum selesai|belum kelar|masih rusak) #!",
            "#! (belum beres|belum selesai|belum kelar|masih rusak|rusak lagi)",
        ],
    ),
    (Sense::Close, &["tutup ##", "## tutup", "bisa ditutup ##"]),
    (Sense::Cancel, &["(batalkan|batal) #!", "#! bukan (masalah|kerusakan)"]),
    (Sense::Merge, &["(gabung|gabungkan|satukan) # (ke|dengan|dan|sama|dgn) #2", "#! sama (dengan|dgn|kayak) #2"]),
    (Sense::Note, &["(catatan|catat) #! ~", "#! catatan ~"]),
    (Sense::Priority(1), &["(darurat|mendesak|urgent) #!", "#! (darurat|mendesak|urgent)"]),
    (Sense::Undo, &["urungkan", "?(batalkan|batal|kembalikan)"]),
    (
        Sense::Status,
        &[
            "(status|kabar|perkembangan) [soal|untuk] #",
            "#! (gimana|bagaimana|status|kabarnya|sudah sampai mana|udah sampai mana)",
            "(gimana|bagaimana) [soal|kabar] #!",
            "ada (update|kabar|perkembangan) [soal|untuk|tentang] #!",
        ],
    ),
    (Sense::Overview, &["(ringkasan|status semuanya)"]),
    (
        Sense::Open,
        &[
            "daftar [tiket|masalah|pekerjaan|semua]",
            "daftar [tiket|masalah|pekerjaan|semua] (di|untuk) &",
            "apa [saja|aja] [yang] (belum selesai|belum beres|masih terbuka)",
            "apa [saja|aja] [yang] (belum selesai|belum beres|masih terbuka) (di|untuk) &",
        ],
    ),
    (
        Sense::Overdue,
        &[
            "apa [saja|aja] [yang] (terlambat|telat|lewat)",
            "apa [saja|aja] [yang] (terlambat|telat|lewat) (di|untuk) &",
            "daftar (terlambat|telat)",
            "daftar (terlambat|telat) (di|untuk) &",
        ],
    ),
    (Sense::Mine, &["(tugas|tiket|kerjaan|pekerjaan) saya"]),
    (
        Sense::OnShift,
        &[
            "siapa [yang] (shift|jaga|piket|bertugas|tugas) [sekarang|hari ini|malam ini]",
            "siapa [yang] (shift|jaga|piket|bertugas|tugas) [sekarang|hari ini|malam ini] di &",
        ],
    ),
];

pub(super) const FILIPINO: &[Says] = &[
    (Sense::Approve, &["(aprubahan|aprubado|inaprubahan) [ang] ##", "## aprubado"]),
    (Sense::Decline, &["(tanggihan|hindi aprubado) [ang] ##", "## hindi aprubado"]),
    (
        Sense::Assign,
        &["(ibigay|ipasa|i-assign|iassign) [ang] ## kay @", "(ibigay|ipasa|assign) kay @ [ang] ##", "?#! kay @"],
    ),
    (Sense::Take, &["akin [ang] #!", "ako na [sa|ang] #!", "#! ako na"]),
    (Sense::Start, &["(simulan|sinimulan na) [ang] #!"]),
    (Sense::Hold, &["(ihold|hintay|hintayin) [ang] ## ~", "#! (naghihintay) [ng] ~"]),
    (Sense::Resolve, &["(tapos na|ayos na|gawa na|naayos na) [ang] ##", "## (tapos na|ayos na|gawa na|naayos na)"]),
    (Sense::Verify, &["(kumpirmado|kinumpirma) ##", "#! kumpirmado"]),
    (Sense::Reopen, &["(buksan muli|buksan ulit) [ang] #"]),
    (Sense::Dispute, &["#! (sira pa|hindi pa ayos|hindi pa tapos)"]),
    (Sense::Close, &["(isara|isara na) [ang] ##", "## isara"]),
    (Sense::Cancel, &["(kanselahin|ikansela) [ang] #!"]),
    (Sense::Merge, &["(pagsamahin|isama) [ang] # (at|sa) #2"]),
    (Sense::Priority(1), &["(apurahan|madalian) [ang] #!"]),
    (Sense::Undo, &["?(bawiin|ibalik)"]),
    (Sense::Status, &["(ano|kumusta) [na] [ang] (status|balita) [ng|sa] #", "(kumusta|ano na) [ang] #!"]),
    (Sense::Overdue, &["ano [ang] (overdue|late|atrasado)", "ano [ang] (overdue|late|atrasado) sa &"]),
    (Sense::Mine, &["(mga trabaho ko|trabaho ko)"]),
    (Sense::OnShift, &["sino [ang] (naka duty|naka shift|nakaduty|duty|bantay) [ngayon]"]),
];
