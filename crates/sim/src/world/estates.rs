//! Sites to choose from: made-up places in six countries, with the names people give their corners.

use super::phrases::Tongue;

/// A site as written here.
pub struct Estate {
    /// Its name.
    pub name: &'static str,
    /// What else people call it.
    pub aliases: &'static [&'static str],
    /// Its zone.
    pub timezone: &'static str,
    /// Where it is.
    pub geo: (f64, f64),
    /// What its phone numbers begin with.
    pub phone: &'static str,
    /// Parts of it, each with all of `spots`.
    pub blocks: &'static [Named],
    /// What every block has.
    pub spots: &'static [Named],
    /// What the site has once.
    pub shared: &'static [Named],
    /// Names of people there, with what they write.
    pub people: &'static [(&'static str, Tongue)],
    /// Companies that work there, with their trades.
    pub vendors: &'static [(&'static str, &'static [&'static str])],
    /// Expected work.
    pub routines: &'static [Routine],
}

/// A name with its other spellings.
pub type Named = (&'static str, &'static [&'static str]);

/// Expected work as written here.
pub struct Routine {
    /// Its name.
    pub name: &'static str,
    /// Whether it is a guard's walk.
    pub patrol: bool,
    /// Where, below the site.
    pub place: &'static str,
    /// On which days.
    pub rrule: &'static str,
    /// When its window opens.
    pub at: &'static str,
    /// How long it stays open, in minutes.
    pub window_minutes: u32,
    /// Whether it counts only with a photo.
    pub photo: bool,
}

const fn task(name: &'static str, place: &'static str, at: &'static str, window_minutes: u32) -> Routine {
    Routine { name, patrol: false, place, rrule: "FREQ=DAILY", at, window_minutes, photo: true }
}

const fn weekly(name: &'static str, place: &'static str, rrule: &'static str, at: &'static str) -> Routine {
    Routine { name, patrol: false, place, rrule, at, window_minutes: 240, photo: false }
}

const fn patrol(name: &'static str, place: &'static str, at: &'static str) -> Routine {
    Routine { name, patrol: true, place, rrule: "FREQ=DAILY", at, window_minutes: 60, photo: false }
}

/// Every site there is.
pub const ESTATES: [Estate; 6] = [
    Estate {
        name: "Residensi Meranti Hijau",
        aliases: &["Meranti Hijau", "RMH"],
        timezone: "Asia/Kuala_Lumpur",
        geo: (3.1189, 101.6542),
        phone: "+60137",
        blocks: &[
            ("Block A", &["Blk A", "A座", "Blok A"]),
            ("Block B", &["Blk B", "B座", "Blok B"]),
            ("Block C", &["Blk C", "C座", "Blok C"]),
        ],
        spots: &[
            ("Lobby", &["lobi", "大厅"]),
            ("Lift 1", &["lif 1", "1号电梯"]),
            ("Lift 2", &["lif 2", "2号电梯"]),
            ("Bin Room", &["rumah sampah", "垃圾房"]),
            ("Level 7 Corridor", &["koridor tingkat 7", "7楼走廊"]),
            ("Car Park", &["parking", "停车场"]),
        ],
        shared: &[
            ("Guard House", &["pondok guard", "保安亭"]),
            ("Swimming Pool", &["pool", "kolam", "泳池"]),
            ("Surau", &[]),
        ],
        people: &[
            ("Puan Salmah", Tongue::Malay),
            ("Encik Hafizuddin", Tongue::Malay),
            ("Ah Keong", Tongue::Manglish),
            ("Mei Xin", Tongue::Chinese),
            ("Thiruselvam", Tongue::Tanglish),
            ("Kavitha R.", Tongue::Tanglish),
            ("Siti Aminah", Tongue::Malay),
            ("Uncle Raju", Tongue::Manglish),
            ("Jason Thong", Tongue::Manglish),
            ("Nurul Izzah K.", Tongue::Malay),
            ("Lim Swee Hoon", Tongue::Chinese),
            ("Farid Azman", Tongue::Malay),
            ("Gunalan", Tongue::Tamil),
            ("Wong Kah Yee", Tongue::Manglish),
            ("Kak Zai", Tongue::Malay),
            ("Devi", Tongue::Manglish),
        ],
        vendors: &[
            ("Angkat Jaya Lifts", &["lift"]),
            ("Paip Teguh Plumbing", &["plumbing"]),
            ("Sinar Suis Electrical", &["electrical", "hvac", "fire_safety"]),
            ("Bersih Kilat Services", &["cleaning", "waste", "pest"]),
        ],
        routines: &[
            task("Lobby cleaning Block A", "Block A / Lobby", "08:30", 90),
            task("Bin Room clearing Block B", "Block B / Bin Room", "10:00", 120),
            patrol("Night patrol Car Park C", "Block C / Car Park", "23:00"),
            weekly("Pool chlorine check", "Swimming Pool", "FREQ=WEEKLY;BYDAY=MO,TH", "09:00"),
        ],
    },
    Estate {
        name: "Burj Al Noor Heights",
        aliases: &["Al Noor Heights", "برج النور"],
        timezone: "Asia/Dubai",
        geo: (25.0921, 55.1536),
        phone: "+97155",
        blocks: &[("Tower 1", &["برج 1", "T1"]), ("Tower 2", &["برج 2", "T2"])],
        spots: &[
            ("Reception", &["الاستقبال", "reception desk"]),
            ("Service Lift", &["مصعد الخدمة"]),
            ("Main Lift", &["المصعد الرئيسي"]),
            ("Basement 1", &["القبو", "B1"]),
            ("Garbage Room", &["غرفة القمامة"]),
            ("Gym", &["الجيم"]),
            ("Level 12", &["الدور 12", "12th floor"]),
        ],
        shared: &[("Main Gate", &["البوابة الرئيسية", "gate"]), ("Rooftop Pool", &["المسبح", "pool deck"])],
        people: &[
            ("Khalid Al Rumaithi", Tongue::Arabic),
            ("Umm Sultan", Tongue::Arabic),
            ("Ramesh Bhatt", Tongue::Hindi),
            ("Sunita Rawal", Tongue::Hindi),
            ("Priya Menon", Tongue::English),
            ("Omar Tawfiq", Tongue::Arabic),
            ("Hassan Zidan", Tongue::Arabic),
            ("Deepak Thapa", Tongue::Hindi),
            ("Imran Qazi", Tongue::Hindi),
            ("Noura Al Ketbi", Tongue::Arabic),
            ("James Whitlock", Tongue::English),
            ("Salem Bafadhl", Tongue::Arabic),
            ("Arun Pillai", Tongue::English),
            ("Mona Fikry", Tongue::Arabic),
        ],
        vendors: &[
            ("Rafaa Elevators", &["lift"]),
            ("Nahr Technical Services", &["plumbing", "electrical", "hvac"]),
            ("Safa Cleaning", &["cleaning", "waste", "pest"]),
        ],
        routines: &[
            task("Reception cleaning Tower 1", "Tower 1 / Reception", "07:00", 90),
            task("Gym wipe-down Tower 2", "Tower 2 / Gym", "21:30", 120),
            patrol("Basement round Tower 1", "Tower 1 / Basement 1", "02:00"),
            weekly("Generator test", "Tower 2 / Basement 1", "FREQ=WEEKLY;BYDAY=SU", "11:00"),
        ],
    },
    Estate {
        name: "Shopping Aroeira",
        aliases: &["Aroeira", "o shopping"],
        timezone: "America/Sao_Paulo",
        geo: (-23.5629, -46.6544),
        phone: "+551198",
        blocks: &[("Piso 1", &["1º piso", "P1"]), ("Piso 2", &["2º piso", "P2"])],
        spots: &[
            ("Praça de Alimentação", &["praça", "food court"]),
            ("Banheiro Feminino", &["banheiro fem", "WC feminino"]),
            ("Elevador Panorâmico", &["panorâmico"]),
            ("Doca", &["doca de carga"]),
            ("Corredor Norte", &["corredor das lojas"]),
        ],
        shared: &[("Estacionamento G2", &["G2", "garagem"]), ("Portaria Rua Alta", &["portaria"])],
        people: &[
            ("Dona Iracema", Tongue::Portuguese),
            ("Wellington S.", Tongue::Portuguese),
            ("Thaís Camargo", Tongue::Portuguese),
            ("Jurandir", Tongue::Portuguese),
            ("Lúcia Paz", Tongue::Portuguese),
            ("Evandro Teles", Tongue::Portuguese),
            ("Mateus Rocha", Tongue::Portuguese),
            ("Débora Lins", Tongue::Portuguese),
            ("Camila Ferraz", Tongue::Portuguese),
            ("Sr. Osvaldo", Tongue::Portuguese),
            ("Rocío Méndez", Tongue::Spanish),
            ("Anderson Luz", Tongue::Portuguese),
        ],
        vendors: &[
            ("Sobe Bem Elevadores", &["lift"]),
            ("Hidráulica Ipê", &["plumbing"]),
            ("Volt Oeste", &["electrical", "hvac", "fire_safety"]),
            ("Limpa Já Serviços", &["cleaning", "waste", "pest"]),
        ],
        routines: &[
            task("Limpeza praça P1", "Piso 1 / Praça de Alimentação", "09:00", 60),
            task("Banheiro feminino P2", "Piso 2 / Banheiro Feminino", "14:00", 90),
            patrol("Ronda G2", "Estacionamento G2", "22:30"),
            weekly("Vistoria de extintores", "Piso 1 / Corredor Norte", "FREQ=WEEKLY;BYDAY=WE", "10:00"),
        ],
    },
    Estate {
        name: "Menara Lembayung",
        aliases: &["Lembayung", "gedung"],
        timezone: "Asia/Jakarta",
        geo: (-6.2271, 106.8087),
        phone: "+62813",
        blocks: &[("Lantai 3", &["lt 3"]), ("Lantai 9", &["lt 9"]), ("Basement", &["parkiran"])],
        spots: &[
            ("Toilet Pria", &["toilet cowok"]),
            ("Pantry", &["dapur"]),
            ("Lift Barang", &["lift servis"]),
            ("Koridor", &["lorong"]),
        ],
        shared: &[("Lobi Utama", &["lobby", "lobi"]), ("Pos Satpam", &["pos"])],
        people: &[
            ("Pak Sutrisno", Tongue::Indonesian),
            ("Bu Anggraini", Tongue::Indonesian),
            ("Mas Dimas", Tongue::Indonesian),
            ("Rini W.", Tongue::Indonesian),
            ("Yohanes", Tongue::English),
            ("Teguh P.", Tongue::Indonesian),
            ("Wulan", Tongue::Indonesian),
            ("Bang Ucok", Tongue::Indonesian),
            ("Fitri H.", Tongue::Indonesian),
            ("Anton S.", Tongue::English),
        ],
        vendors: &[
            ("CV Naik Lancar", &["lift"]),
            ("PT Tirta Rapi", &["plumbing", "electrical", "hvac"]),
            ("Kinclong Bersama", &["cleaning", "waste", "pest"]),
        ],
        routines: &[
            task("Bersih pantry lantai 3", "Lantai 3 / Pantry", "08:00", 90),
            patrol("Patroli basement", "Basement", "22:00"),
            weekly("Tes genset", "Basement", "FREQ=WEEKLY;BYDAY=FR", "15:00"),
        ],
    },
    Estate {
        name: "Torre Jacarandá",
        aliases: &["Jacarandá", "la torre"],
        timezone: "America/Mexico_City",
        geo: (19.4273, -99.1677),
        phone: "+52155",
        blocks: &[("Piso 4", &["4to piso"]), ("Piso 11", &["onceavo"]), ("Sótano 1", &["estacionamiento"])],
        spots: &[
            ("Baño Hombres", &["baño"]),
            ("Comedor", &["cocineta"]),
            ("Elevador Norte", &["elevador"]),
            ("Pasillo", &["corredor"]),
        ],
        shared: &[("Recepción", &["lobby"]), ("Caseta", &["vigilancia"])],
        people: &[
            ("Lupita Ferrer", Tongue::Spanish),
            ("Ing. Barragán", Tongue::Spanish),
            ("Don Chuy", Tongue::Spanish),
            ("Maite O.", Tongue::Spanish),
            ("Gael Ríos", Tongue::Spanish),
            ("Sra. Elvira", Tongue::Spanish),
            ("Toño Villa", Tongue::Spanish),
            ("Ximena C.", Tongue::Spanish),
            ("Rodrigo Paz", Tongue::English),
        ],
        vendors: &[
            ("Elevadores del Anáhuac", &["lift"]),
            ("Multiservicios Colibrí", &["plumbing", "electrical", "hvac"]),
            ("Brillo Total", &["cleaning", "waste", "pest"]),
        ],
        routines: &[
            task("Limpieza recepción", "Recepción", "07:30", 60),
            patrol("Rondín sótano", "Sótano 1", "23:30"),
            weekly("Purga de cisterna", "Sótano 1", "FREQ=WEEKLY;BYDAY=SA", "08:00"),
        ],
    },
    Estate {
        name: "Thamarai Tech Park",
        aliases: &["Thamarai", "தாமரை பார்க்"],
        timezone: "Asia/Kolkata",
        geo: (12.9654, 80.2461),
        phone: "+91944",
        blocks: &[("Block 1", &["முதல் பிளாக்", "blk 1"]), ("Block 2", &["ரெண்டாவது பிளாக்", "blk 2"])],
        spots: &[
            ("Cafeteria", &["கேண்டீன்", "canteen"]),
            ("Lift Lobby", &["லிஃப்ட் லாபி"]),
            ("Restroom", &["பாத்ரூம்"]),
            ("Server Room", &[]),
            ("Floor 5", &["5வது மாடி"]),
        ],
        shared: &[("Main Gate", &["கேட்", "main gate"]), ("Parking Yard", &["பார்க்கிங்"])],
        people: &[
            ("Murugan S.", Tongue::Tanglish),
            ("Selvi", Tongue::Tamil),
            ("Karthik V.", Tongue::English),
            ("Lakshmi Priya", Tongue::Tanglish),
            ("Anbu", Tongue::Tamil),
            ("Senthil Kumar", Tongue::Tanglish),
            ("Fatima B.", Tongue::English),
            ("Rakesh Yadav", Tongue::Hindi),
            ("Geetha", Tongue::Tanglish),
            ("Muthu", Tongue::Tanglish),
        ],
        vendors: &[
            ("Uyarvu Lifts", &["lift"]),
            ("Neer Minn Works", &["plumbing", "electrical", "hvac"]),
            ("Thooimai Services", &["cleaning", "waste", "pest"]),
        ],
        routines: &[
            task("Cafeteria cleaning Block 1", "Block 1 / Cafeteria", "10:30", 60),
            patrol("Gate round", "Main Gate", "21:00"),
            weekly("UPS inspection", "Block 2 / Server Room", "FREQ=WEEKLY;BYDAY=TU,FR", "12:00"),
        ],
    },
];
