//! Words for kinds of places in many languages: one concept a line, so that "lobi" and 大堂 find "Lobby".

/// Concepts and their words; the words of one concept are separated by `|`.
pub(super) const CONCEPTS: &[(&str, &str)] = &[
    (
        "@block",
        "block|blk|blok|bloco|bloque|tower|torre|twr|menara|wing|座|栋|棟|幢|برج|عماره|مبنى|बिल्डिंग|टावर|ब्लॉक|பிளாக்|பிளாக்ல|டவர்|ব্লক|টাওয়ার|tour|bina|turm|gedung|edificio|building|bldg|nyumba|tawa",
    ),
    (
        "@level",
        "level|lvl|lv|floor|flr|tingkat|tkt|aras|lantai|lt|piso|andar|pavimento|楼|樓|层|層|楼层|الدور|الطابق|طابق|دور|मंजिल|मंज़िल|फ्लोर|மாடி|ஃப்ளோர்|তলা|ফ্লোর|palapag|etage|kat|stock|ghorofa|planta|nivel|manzil|maadi|tala",
    ),
    (
        "@lobby",
        "lobby|lobi|大堂|大厅|foyer|vestibulo|hall|لوبي|بهو|लॉबी|லாபி|লবি|hall d'entree|giris holu|empfangshalle|mapokezi|lobbi",
    ),
    (
        "@reception",
        "reception|recepcion|recepcao|resepsi|resepsionis|front desk|counter|kaunter|前台|接待处|استقبال|ريسبشن|रिसेप्शन|ரிசப்ஷன்|empfang|resepsiyon|accueil",
    ),
    (
        "@lift",
        "lift|lif|lifts|elevator|elevators|ascensor|ascensores|elevador|elevadores|电梯|電梯|升降机|升降機|𨋢|مصعد|اسانسير|लिफ्ट|லிஃப்ட்|லிப்ட்|লিফট|ascenseur|asansor|aufzug|lifti",
    ),
    (
        "@carpark",
        "car park|carpark|parking|parkir|parking lot|parkiran|tempat letak kereta|tlk|停车场|停車場|车库|estacionamiento|estacionamento|parqueadero|cochera|garagem|garage|garaje|mscp|مواقف|موقف|باركينج|جراج|كراج|पार्किंग|பார்க்கிங்|পার্কিং|otopark|parkplatz|parkhaus|maegesho|paradahan",
    ),
    (
        "@basement",
        "basement|bsmt|besmen|basemen|subsolo|sotano|地库|地庫|地下室|地牢|قبو|بدروم|बेसमेंट|பேஸ்மென்ட்|বেসমেন্ট|cellar|sous-sol|bodrum|keller|ruang bawah tanah",
    ),
    (
        "@toilet",
        "toilet|toilets|washroom|restroom|bathroom|tandas|toilet|wc|kamar mandi|厕所|廁所|洗手间|洗手間|卫生间|bano|banos|banheiro|banheiros|sanitario|sanitarios|aseos|gents|حمام|حمامات|دورة مياه|दोराहा|शौचालय|बाथरूम|टॉयलेट|டாய்லெட்|கழிப்பறை|টয়লেট|বাথরুম|cr|palikuran|choo|toilettes|tuvalet|toilette",
    ),
    (
        "@male",
        "male|men|mens|men's|gents|gentlemen|lelaki|pria|hombres|caballeros|masculino|男|رجال|पुरुष|ஆண்கள்|homme|erkek|herren|wanaume",
    ),
    (
        "@female",
        "female|women|womens|women's|ladies|perempuan|wanita|mujeres|damas|feminino|女|نساء|سيدات|महिला|பெண்கள்|femme|kadin|damen|wanawake",
    ),
    (
        "@pump",
        "pump room|pump house|pump rm|bilik pam|rumah pam|ruang pompa|rumah pompa|泵房|水泵房|cuarto de bombas|sala de bombas|casa de bombas|غرفة المضخات|غرفة الطلمبات|पंप रूम|पंप हाउस|பம்ப் ரூம்|பம்ப் அறை|পাম্প রুম|local pompes|pumpenraum|bombas",
    ),
    (
        "@guardhouse",
        "guardhouse|guard house|guard post|guard room|guardroom|security post|pos pengawal|pondok pengawal|pondok guard|pos satpam|pos jaga|pos sekuriti|pos security|保安亭|门卫|岗亭|更亭|保安室|caseta|garita|porteria|portaria|guarita|غرفة الحارس|غرفة الامن|गार्ड रूम|सिक्योरिटी केबिन|செக்யூரிட்டி ரூம்|গার্ড রুম|loge|pforte|guvenlik kulubesi",
    ),
    (
        "@gate",
        "gate|pintu pagar|gerbang|get|大门|大閘|门口|portao|porton|reja|بوابه|गेट|கேட்|গেট|geti|portail|kapi|tor|puerta",
    ),
    (
        "@barrier",
        "barrier|boom gate|boom|gantry|palang|portal|栏杆|閘口|闸|pluma|talanquera|cancela|حاجز|बैरियर|பூம் பேரியர்|ব্যারিয়ার|barriere|bariyer|schranke",
    ),
    (
        "@entrance",
        "entrance|entry|pintu masuk|masuk|入口|进口|entrada|مدخل|एंट्री|நுழைவு|প্রবেশ|entree|giris|eingang|mlango wa kuingia",
    ),
    ("@exit", "exit|pintu keluar|keluar|出口|salida|saida|مخرج|एग्जिट|வெளியேறும்|sortie|cikis|ausgang"),
    (
        "@pool",
        "pool|swimming pool|kolam|kolam renang|kolam mandi|泳池|游泳池|piscina|alberca|مسبح|حمام سباحة|स्विमिंग पूल|पूल|நீச்சல் குளம்|সুইমিং পুল|piscine|havuz|schwimmbad|bwawa",
    ),
    (
        "@gym",
        "gym|gymnasium|gim|健身房|健身室|gimnasio|academia|جيم|صالة رياضية|जिम|ஜிம்|জিম|salle de sport|spor salonu|fitnessraum",
    ),
    (
        "@playground",
        "playground|taman permainan|taman bermain|游乐场|遊樂場|兒童遊樂場|儿童乐园|parque infantil|juegos infantiles|parquinho|playgroud|ملعب|حديقة اطفال|प्लेग्राउंड|பிளேகிரவுண்ட்|খেলার মাঠ|aire de jeux|cocuk parki|spielplatz|palaruan",
    ),
    (
        "@corridor",
        "corridor|koridor|hallway|passage|selasar|走廊|过道|pasillo|corredor|ممر|كوريدور|गलियारा|कॉरिडोर|காரிடார்|করিডোর|couloir|koridor|flur|ukumbi wa njia|pasilyo",
    ),
    (
        "@stairs",
        "staircase|stairs|stairwell|stair|tangga|楼梯|樓梯|后楼梯|後樓梯|escalera|escaleras|escada|escadas|درج|سلم|सीढ़ी|सीढ़ियां|படிக்கட்டு|মিঁড়ি|সিঁড়ি|escalier|merdiven|treppe|treppenhaus|ngazi|hagdan",
    ),
    (
        "@refuse",
        "refuse room|bin centre|bin center|rubbish room|garbage room|trash room|bin room|bin chute|bilik sampah|rumah sampah|tempat sampah|tps|垃圾房|垃圾站|垃圾间|cuarto de basura|shut de basuras|lixeira|casa de lixo|غرفة القمامة|غرفة النفايات|कूड़ा घर|कचरा रूम|குப்பை அறை|ময়লা ঘর|local poubelles|cop odasi|muellraum|mullraum|sampahan",
    ),
    (
        "@roof",
        "rooftop|roof|bumbung|atap|天台|屋顶|azotea|cobertura|telhado|terraza|terraco|سطح|छत|மொட்டை மாடி|ছাদ|toit|cati|dach|paa|rooftop deck|bubong",
    ),
    (
        "@loading",
        "loading bay|loading dock|loading|dok|ruang punggah|卸货区|装卸区|muelle|muelle de carga|doca|منطقة التحميل|लोडिंग बे|லோடிங் பே|loading area",
    ),
    ("@pantry", "pantry|pantri|kitchenette|cocineta|茶水间|茶水間|copa|पैंट्री|பேண்ட்ரி|tea room"),
    (
        "@kitchen",
        "kitchen|dapur|厨房|廚房|cocina|cozinha|مطبخ|रसोई|किचन|சமையலறை|কিচেন|রান্নাঘর|cuisine|mutfak|kuche|jikoni|kusina",
    ),
    (
        "@canteen",
        "canteen|cafeteria|kafeteria|kantin|kafe|food court|食堂|餐厅|美食中心|comedor|refeitorio|كافتيريا|كانتين|कैंटीन|கேண்டீன்|ক্যান্টিন|cantine|yemekhane|kantine|mgahawa",
    ),
    (
        "@office",
        "office|pejabat|kantor|办公室|辦公室|管理处|管理處|oficina|administracion|escritorio|مكتب|الاداره|ऑफिस|ஆபீஸ்|অফিস|bureau|ofis|buro|ofisi|opisina",
    ),
    (
        "@meeting",
        "meeting room|bilik mesyuarat|ruang rapat|ruang meeting|会议室|會議室|sala de juntas|sala de reuniones|sala de reuniao|غرفة الاجتماعات|मीटिंग रूम|மீட்டிங் ரூம்|মিটিং রুম|salle de reunion|toplanti odasi",
    ),
    (
        "@electrical",
        "electrical room|db room|switch room|msb room|bilik elektrik|ruang panel|bilik suis|配电房|配电室|電房|电房|cuarto electrico|sala eletrica|غرفة الكهرباء|इलेक्ट्रिकल रूम|पैनल रूम|மின் அறை|ইলেকট্রিক রুম|elektrik odasi",
    ),
    (
        "@meter",
        "meter room|meter box|bilik meter|ruang meteran|电表房|水表房|cuarto de medidores|غرفة العدادات|मीटर रूम|மீட்டர் ரூம்|মিটার রুম",
    ),
    (
        "@generator",
        "generator|genset|gen set|dg|dg room|genset room|ruang genset|bilik genset|janakuasa|发电机|发电机房|planta electrica|gerador|مولد|जनरेटर|ஜெனரேட்டர்|জেনারেটর|jenereta|jenerator",
    ),
    (
        "@tank",
        "water tank|tank|tangki|tangki air|tandon|水箱|水池|tanque|cisterna|caixa d'agua|خزان|टंकी|டேங்க்|தொட்டி|ট্যাঙ্ক|tangke|tanki",
    ),
    (
        "@garden",
        "garden|taman|kebun|花园|花園|jardin|jardim|حديقه|जनाइन|बगीचा|गार्डन|பார்க்|தோட்டம்|বাগান|bahce|garten|bustani|hardin",
    ),
    (
        "@clubhouse",
        "clubhouse|club house|rumah kelab|会所|會所|casa club|salon social|clube|نادي|क्लब हाउस|கிளப் ஹவுஸ்|ক্লাব হাউস|klabhaus",
    ),
    (
        "@hall",
        "function hall|function room|multipurpose hall|dewan|aula|礼堂|多功能厅|salon comunal|salon de eventos|salao de festas|salao|قاعه|हॉल|ஹால்|হল|salle|salon",
    ),
    ("@surau", "surau|musalla|musholla|mushola|prayer room|masjid|mosque|祈祷室|مصلى|مسجد|नमाज़"),
    ("@ward", "ward|wad|bangsal|病房|sala de internacion|enfermaria|عنبر|वार्ड|வார்டு|ওয়ার্ড|wodi"),
    ("@clinic", "clinic|klinik|诊所|clinica|consultorio|عياده|क्लिनिक|கிளினிக்|ক্লিনিক|kliniki"),
    (
        "@warehouse",
        "warehouse|gudang|gudang barang|stor|store room|storeroom|仓库|貨倉|bodega|almacen|deposito|مستودع|مخزن|गोदाम|கிடங்கு|গুদাম|entrepot|depo|lager|ghala|bodega",
    ),
    (
        "@room",
        "room|bilik|kamar|ruang|ruangan|quarto|habitacion|cuarto|sala|房间|室|غرفه|कमरा|रूम|அறை|ரூம்|রুম|ঘর|chambre|oda|zimmer|chumba|silid",
    ),
    (
        "@unit",
        "unit|apartment|apt|apto|apartamento|departamento|depto|flat|单位|單位|شقه|फ्लैट|ஃபிளாட்|ফ্ল্যাট|daire|wohnung|uh|no",
    ),
    ("@laundry", "laundry|laundry room|dobi|cuci|洗衣房|lavanderia|مغسله|लॉन्ड्री|லாண்ட்ரி|camasirhane|waschkuche|londri"),
    ("@parcel", "parcel room|parcel|bilik parcel|包裹房|快递柜|paqueteria|encomendas|parcel locker|mailroom|mail room"),
    ("@main", "main|utama|principal|主|رئيسي|मुख्य|மெயின்|মেইন|ana|haupt|depan|hadapan"),
    ("@back", "back|rear|belakang|trasera|trasero|fundos|后|後|خلفي|पीछे|பின்னாடி|পিছন|arka|hinten|nyuma"),
    ("@north", "north|utara|norte|北|شمالي|उत्तर|வடக்கு|উত্তর|nord|kuzey"),
    ("@south", "south|selatan|sur|sul|南|جنوبي|दक्षिण|தெற்கு|দক্ষিণ|sud|guney"),
    ("@east", "east|timur|este|oriente|leste|东|東|شرقي|पूर्व|கிழக்கு|পূর্ব|est|dogu|ost"),
    ("@west", "west|barat|oeste|occidente|西|غربي|पश्चिम|மேற்கு|পশ্চিম|ouest|bati"),
    ("@left", "left|kiri|izquierdo|izquierda|esquerdo|esquerda|左|يسار|बाएं|இடது|বাম|gauche|sol|links"),
    ("@right", "right|kanan|derecho|derecha|direito|direita|右|يمين|दाएं|வலது|ডান|droite|sag|rechts"),
    ("@fence", "fence|perimeter|pagar|围墙|圍牆|cerca|reja perimetral|سور|बाउंड्री|வேலி|বেড়া|cloture|cit|zaun|uzio"),
    (
        "@fcc",
        "fcc|fire command centre|fire command center|fire control room|control room|bilik kawalan|消防控制室|中控室|sala de control|غرفة التحكم|कंट्रोल रूम|கண்ட்ரோல் ரூம்|ruang kontrol",
    ),
];

/// Little words that a name may hold and a message may leave out.
pub(super) const SMALL: &[&str] = &[
    "the",
    "of",
    "at",
    "in",
    "de",
    "del",
    "do",
    "da",
    "dos",
    "das",
    "la",
    "el",
    "los",
    "las",
    "o",
    "os",
    "di",
    "kat",
    "ke",
    "dekat",
    "and",
    "dan",
    "y",
    "e",
    "al",
    "sa",
    "ng",
    "ka",
    "ki",
    "ke",
    "의",
    "的",
    "号",
    "號",
    "near",
    "no",
    "nombor",
    "nomor",
    "number",
    "num",
    "numero",
    "رقم",
    "نمبر",
    "नंबर",
    "নম্বর",
    "எண்",
];
