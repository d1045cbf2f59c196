//! What a problem is about in the words of many languages: water, power, lift, air, doors, pests; clues for the category.

use super::{Hit, Lexicon};
use crate::normal::Normal;
use std::sync::LazyLock;

/// The topics found in a text, each once, in order of name.
#[must_use]
pub fn find(normal: &Normal) -> Vec<Hit> {
    let mut hits = LISTS.hits(normal);
    hits.sort_by_key(|hit| (hit.name, hit.start));
    hits.dedup_by_key(|hit| hit.name);
    hits
}

static LISTS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::of(&[
        ("water", WATER),
        ("drain", DRAIN),
        ("power", POWER),
        ("light", LIGHT),
        ("lift", LIFT),
        ("air", AIR),
        ("fire", FIRE),
        ("crime", CRIME),
        ("door", DOOR),
        ("dirt", DIRT),
        ("rubbish", RUBBISH),
        ("pest", PEST),
        ("plants", PLANTS),
        ("building", BUILDING),
        ("network", NETWORK),
        ("danger", DANGER),
        ("noise", NOISE),
        ("urgent", URGENT),
        ("minor", MINOR),
        ("many", MANY),
        ("frail", FRAIL),
    ])
});

const WATER: &str = "water|tap|pipe|leak*|drip*|pump|tank|water pressure|hot water|heater|air|paip|bocor|menitis|pam air|tangki|kran|keran|pipa|pompa|rembes|netes|air panas|tubig|gripo|tubo|tumutulo|tagas|agua|grifo|llave|canilla|tuberia|fuga|gotera|\
    goteando|bomba|presion|calefon|torneira|cano|vazamento|vazando|pingando|goteira|chuveiro|水|漏*|滴*|水管|水龙头|喉|水泵|热水|熱水|ماء|مياه|ميه|مويه|ماسوره|حنفيه|تسريب|سخان|pani|nal|paani|tapak|पानी|नल|पाइप|लीक|टपक*|மோட்டார்|thanni|kuzhai|தண்ணி*|தண்ணீர்|குழாய்|பைப்|கசிவு|জল|পানি|কল|পাইপ|jol|maji|bomba|bomba la maji|eau|robinet|fuite|su|musluk|boru|wasser|hahn|banyu";
const DRAIN: &str = "toilet|flush|sink|basin|drain*|clog*|choke*|sewage|sewer|urinal|wc|cistern|tandas|jamban|sinki|tersumbat|sumbat|longkang|kumbahan|mampet|wastafel|saluran|kloset|selokan|septic*|inidoro|lababo|barado|inodoro|excusado|poceta|lavamanos|desague|tapad*|cloaca|cano|\
    vaso|privada|ralo|pia|entupid*|esgoto|descarga|马桶|厕*|堵*|塞*|下水道|下水|渠|洗手盆|حمام|بلاعه|مجاري|صرف|مسدود*|سيفون|flush|naali|gutter|टॉयलेट|फ्लश|नाली|सीवर|जाम|adaippu|அடைப்பு|டாய்லெட்|সিঙ্ক|ড্রেন|নর্দমা|choo|mfereji|toilettes|evier|bouche|egout|tuvalet|lavabo|tikali|klo|abfluss|verstopft";
const POWER: &str = "power|electric*|blackout|trip|tripped|breaker|mcb|db|socket|plug|switch|generator|genset|wiring|cable|spark*|no current|voltage|elektrik|letrik|suis|soket|wayar|padam|takde karan|tiada bekalan|listrik|stop kontak|saklar|kabel|korslet*|padam|kuryente|brownout|saksakan|\
    luz|corriente|enchufe|contacto|apagon|tablero|breaker|planta electrica|energia|tomada|disjuntor|queda de luz|apagao|fiacao|电|電|跳闸|跳掣|插座|停电|停電|电线|كهرب*|قاطع|فيش|سلك|مولد|bijli|light nahi|current|mcb|बिजली|करंट|स्विच|तार|जनरेटर|current illa|karant|மின்*|கரண்ட்|சுவிட்ச்|কারেন্ট|বিদ্যুৎ|লোডশেডিং|batti|umeme|stima|courant|electricite|prise|elektrik|priz|sigorta|strom|steckdose";
const LIGHT: &str = "light|lights|lamp|bulb|tube|led|flicker*|dark|lampu|mentol|gelap|kelip*|kedip*|bohlam|peteng|ilaw|bumbilya|madilim|pundi*|foco|focos|bombillo*|lampara|lampara*|luminaria|oscuro|lampada*|escuro|refletor|灯|燈|黑*|暗|لمبه|لمبات|اناره|اضاءه|نور|ظلام|batti|bulb|tubelight|andhera|लाइट|बत्ती|बल्ब|अंधेरा|ட்யூப் லைட்|லைட்|விளக்கு|இருட்டு|লাইট|বাতি|অন্ধকার|taa|giza|lumiere|ampoule|lampe|noir|isik|lamba|karanlik|licht|dunkel";
const LIFT: &str = "lift*|elevator*|escalator*|lif|eskalator|ascensor*|elevador*|escalera electrica|escada rolante|电梯|電梯|升降机|𨋢|扶梯|مصعد|اسانسير|سلم كهربائي|लिफ्ट|எலிவேட்டர்|லிஃப்ட்*|லிப்ட்*|লিফট*|ascenseur*|asansor*|aufzug|fahrstuhl|lifti";
const AIR: &str = "aircon*|air con*|ac|a/c|acs|ahu|fcu|chiller|hvac|cooling|hot inside|stuffy|thermostat|ventilation|exhaust|fan|penghawa dingin|ekon|panas|kipas|exhaust fan|dingin|gerah|sejuk|pendingin|mainit|lamig|bentilador|aire|aire acondicionado|clima|minisplit|calor|ventilador|ar condicionado|ar-condicionado|nao gela|quente|\
    exaustor|ventilacao|空调|冷气|冷氣|冷*|闷*|焗|热|风扇|مكيف*|تكييف*|حر|تبريد|شفاط|مروحه|thanda|garmi|pankha|एसी|ठंडा|गर्मी|पंखा|ஏசி|கூலிங்|ஃபேன்|எசி|এসি|গরম|ফ্যান|kiyoyozi|joto|clim|climatisation|chaud|klima|sicak|klimaanlage|heizung|kalt";
const FIRE: &str = "fire*|smoke*|alarm|extinguisher*|sprinkler*|hydrant|hose reel|kebakaran|api|asap|pemadam|alarm|apar|hidran|sunog|usok|incendio*|humo|extintor*|alarma|rociador*|detector*|fogo|fumaca|alarme|hidrante|火*|烟*|煙|消防*|警报|حريق*|دخان|طفايه|انذار|رشاش|aag|dhuan|आग|धुआँ|धुआं|अलार्म|फायर|thee|pugai|தீ*|புகை*|அலாரம்|ফায়ার|আগুন|ধোঁয়া|moto|moshi|feu|fumee|alarme|yangin|duman|alarm|feuer|rauch|brandmelder";
const CRIME: &str = "steal*|stole*|theft|thief|intruder*|stranger*|suspicious|trespass*|cctv|camera*|fight*|drunk|harass*|vandal*|lost|missing|robbed|guard sleeping|parked|parking|illegal parking|curi|dicuri|pencuri|mencurigakan|orang asing|gaduh|mabuk|kamera|maling|hilang|raib|kemalingan|magnanakaw|ninakaw|nawala|kahina-hinala|robar*|robo|robaron|ladron*|\
    sospechos*|borracho|camara*|pelea|extrano|roub*|furt*|ladrao|suspeit*|bebado|camera*|briga|estranho|偷*|小偷|贼|可疑*|陌生人|监控|闹事|打架|سرق*|حرامي|غريب|مشبوه|كاميرا*|خناقه|chor*|churaya|anjaan|shak|camera|चोर*|कैमरा|अनजान|शराबी|thirud*|திருட*|கேமரா|சந்தேக*|চুরি|চোর|ক্যামেরা|অচেনা|mwizi|wezi|wizi|kamera|vole*|voleur|suspect|hirsiz|calin*|supheli|gestohlen|dieb|verdachtig";
const DOOR: &str = "door*|gate*|lock*|key*|card*|access card|barrier*|boom*|turnstile*|intercom|fingerprint|biometric|handle|hinge|roller shutter|shutter|pintu*|pagar|kunci|kad|kad akses|palang|penghadang|kartu|kartu akses|gembok|gerbang|engsel|pinto*|susi|tarangkahan|puerta*|porton*|reja|chapa|llave*|tarjeta*|talanquera|molinete*|pluma|cerradura|citofono|\
    porta*|portao*|chave*|cartao|catraca*|cancela*|fechadura|interfone|门*|門*|锁*|鎖*|钥匙|卡*|闸*|閘*|栏杆|对讲|密码|باب*|بوابه*|قفل|مفتاح|كارت|بطاقه|حاجز|darwaza*|chabi|taala|gate|दरवाज़ा|दरवाजा|गेट|ताला|चाबी|कार्ड|kadhavu|kathavu|பூட்டு|கதவு*|கேட்*|சாவி|கார்டு|দরজা|গেট|তালা|চাবি|mlango|geti|ufunguo|kadi|porte*|portail|serrure|cle|badge|kapi|kilit|anahtar|kart|bariyer|tur*|schloss|schlussel|schranke";
const DIRT: &str = "dirty|stain*|spill*|vomit*|mop*|clean*|urine|pee|poop|poo|dust*|sticky|wet floor|muddy|soap|tissue|toilet paper|hand towel|kotor|tumpah*|muntah|lantai basah|kencing|habuk|sabun|tisu|melekit|licin|jorok|debu|becek|ngompol|lengket|madumi|marumi|natapon|suka|ihi|alikabok|sucio*|sucia*|mancha*|derram*|vomito*|orines|polvo|\
    jabon|papel|suj*|sujeira|xixi|coco|poeira|sabonete|papel higienico|脏*|髒|吐*|尿|屎|灰尘|污渍|打翻|纸巾|厕纸|洗手液|وسخ*|قذر*|بقع*|استفراغ|غبار|صابون|مناديل|ganda*|gandagi|ulti|kichad|gande|गंदा|गंदगी|उल्टी|धूल|साबुन|azhukku|வாந்தி|அழுக்கு|தூசி|সাবান|নোংরা|ময়লা|বমি|uchafu|chafu|kutapika|sale|tache*|vomi|poussiere|savon|kirli|leke|kusmuk|sabun|schmutz*|dreck*|fleck*";
const RUBBISH: &str = "rubbish|garbage|trash|waste|bin*|dump*|bulk item|chute|skip|compactor|recycl*|sampah|tong|bakul sampah|tong sampah|lori sampah|bertimbun|melimpah|tempat sampah|basura|basurahan|hakot|tambak|basura*|caneca*|bote|contenedor*|reciclaje|shut|escombro*|lixo|lixeira*|cacamba|entulho|reciclagem|垃圾*|杂物|桶|زباله|قمامه|نفايات|مخلفات|حاويه|سله|kachra|kooda|dustbin|malba|कचरा|कूड़ा|डस्टबिन|मलबा|kuppai|குப்பை*|তাবর্জনা|আবর্জনা|ময়লা|moyla|foohor|fohor|taka|takataka|jalala|poubelle*|dechet*|ordure*|cop|copler|mull*|abfall";
const PEST: &str = "rat|rats|mouse|mice|cockroach*|roach*|ant|ants|termite*|mosquito*|bee|bees|wasp*|hornet*|snake*|bird*|pigeon*|bedbug*|bed bug*|monkey*|cat|cats|dog|dogs|stray*|lizard*|pest*|flies|bat|bats|tikus|lipas|semut|anai-anai|nyamuk|lebah|tebuan|ular|monyet|burung|kucing|anjing|kecoa|kecoak|rayap|tawon|lalat|tomcat|daga|ipis|langgam|anay|lamok|bubuyog|ahas|pusa|aso|\
    rata|ratas|raton*|cucaracha*|hormiga*|zancudo*|mosquito*|abeja*|avispa*|culebra|serpiente|paloma*|perro*|gato*|plaga|rato*|barata*|formiga*|cupim*|pernilongo*|abelha*|vespa*|cobra|pombo*|cachorro*|praga|老鼠|蟑螂|曱甴|蚂蚁|白蚁|蚊*|蜂*|黄蜂|蛇|鸟|鸽子|猴子|猫|狗|虫|木虱|فار|فئران|صراصير|صرصور|نمل|بعوض|ناموس|نحل|ثعبان|كلاب|كلب|قطط|حشرات|chuha|chuhe|cockroach|deemak|machhar|madhumakkhi|saanp|bandar|kutta|kutte|kabootar|\
    चूहा|चूहे|कॉकरोच|दीमक|मच्छर|मधुमक्खी|साँप|सांप|बंदर|कुत्ते|कुत्ता|कबूतर|eli|karappan|erumbu|kosu|pambu|எலி*|கரப்பான்*|எறும்பு*|கொசு*|பாம்பு*|நாய்*|குரங்கு*|ইঁদুর|তেলাপোকা|মশা|সাপ|পিঁপড়া|উইপোকা|কুকুর|indur|musa|lamkhutte|panya|mende|mbu|nyuki|nyoka|siafu|cafard*|rat|fourmi*|moustique*|guepe*|souris|pigeon*|fare|hamamboceg*|karinca|sivrisinek|ari|yilan|kakerlake*|ratte*|ameise*|wespe*|maus";
const PLANTS: &str = "tree|trees|grass|branch|branches|plant|plants|garden*|hedge|lawn|leaves|sprinkler|landscap*|pokok|rumput|dahan|ranting|daun|lalang|pasu|taman|pohon|rumput|dahan|tanaman|kebun|puno|damo|sanga|halaman|arbol*|rama*|pasto|cesped|jardin*|planta|plantas|hojas|seto|arvore*|galho*|grama|mato|jardim*|folhas|poda*|树*|樹*|草*|花草|花圃|叶子|枝|شجر*|شجره|عشب|نجيله|حديقه|زرع|غصن|ped|ghaas|paudha|daal|पेड़|घास|पौधे|टहनी|maram|pullu|chedi|மரம்|மரக்*|புல்|செடி*|கிளை|গাছ|ঘাস|ডাল|gach|rukh|mti|miti|nyasi|tawi|arbre*|pelouse|branche*|herbe|haie|agac|cimen|dal|baum|rasen|ast|hecke";
const BUILDING: &str = "ceiling*|wall*|tile*|paint*|crack*|roof*|floor tile|concrete|plaster|railing*|window*|glass|step*|pothole*|seepage|damp|gutter|signage|sign|siling|dinding|jubin|cat|retak|bumbung|lantai|tingkap|cermin|lubang|plafon|tembok|keramik|atap|ubin|jendela|kaca|genteng|kisame|pader|tiles|bitak|bubong|bintana|salamin|techo*|pared*|baldosa*|loza|pintura|grieta*|humedad|ventana*|vidrio*|\
    cielo raso|piso|baranda|teto*|parede*|azulejo*|piso|pintura|rachadura*|infiltracao|janela*|vidro*|telha*|corrimao|天花*|墙*|牆*|瓷砖|地砖|油漆|裂*|屋顶|窗*|玻璃|栏|石屎|سقف*|حيطه|جدار*|بلاط*|دهان*|شرخ|شروخ|شباك|زجاج|chhat|deewar|tile|paint|darar|khidki|छत|दीवार|टाइल*|पेंट|दरार|खिड़की|शीशा|சுவர்*|சுவத்*|டைல்ஸ்|பெயிண்ட்|விரிசல்|கூரை|ஜன்னல்|கண்ணாடி|ছাদ|দেয়াল|টাইলস|রং|ফাটল|জানালা|ukuta|dari|rangi|nyufa|dirisha|plafond*|mur*|carrelage|peinture|fissure*|toit|vitre*|tavan|duvar|fayans|boya|catlak|cam|decke|wand|fliese*|farbe|riss*|dach|fenster*";
const NETWORK: &str = "wifi|wi-fi|internet|network|server|router|printer|scanner|computer|laptop|projector|screen|system down|app|pos|edc|terminal|software|login|password|phone line|kiosk|tv|sistem|komputer|pencetak|talian|rangkaian|jaringan|layar|proyektor|mesin edc|printer|red|impresora|servidor|computador*|pantalla|proyector|datafono|sistema|impressora|rede|computador|tela|projetor|maquininha|\
    网*|網*|电脑|打印机|系统|屏幕|投影|服务器|انترنت|نت|طابعه|شبكه|شاشه|كمبيوتر|سيستم|نظام|net|printer|इंटरनेट|वाईफाई|नेट|प्रिंटर|कंप्यूटर|सिस्टम|வைஃபை|நெட்|பிரிண்டர்|சிஸ்டம்|ইন্টারনেট|ওয়াইফাই|প্রিন্টার|নেট|mtandao|kompyuta|printa|internet|imprimante|ecran|ordinateur|reseau|yazici|ekran|bilgisayar|drucker|netzwerk|bildschirm";
const DANGER: &str = "injur*|hurt|bleed*|blood|slip*|fell|fall*|ambulance|unconscious|faint*|danger*|hazard*|unsafe|accident|cut his|cut her|broken glass|sharp|cedera|luka|jatuh|tergelincir|bahaya|darah|pengsan|terjatuh|kepleset|kecelakaan|berbahaya|pingsan|kaca pecah|nasugatan|nadulas|nahulog|dugo|delikado|herid*|cay*|resbal*|sangre|peligro*|accidente|desmay*|machuc*|caiu|escorreg*|sangue|perig*|acidente|desmai*|\
    受伤|跌*|滑倒|摔*|流血|危险|危險|晕*|事故|مصاب|وقع*|طاح|اتزحلق|دم|خطر*|خطير|حادث|chot|gir gay*|phisal*|khoon|khatra|चोट|गिर*|फिसल*|खून|खतरा|अडि|vizhundh*|விழுந்*|வழுக்கி*|ரத்தம்|ஆபத்து*|பத்தி|অ্যাক্সিডেন্ট|পড়ে গেছে|পিছলে|রক্ত|বিপদ|ameumia|ameanguka|hatari|damu|ajali|blesse*|tombe*|gliss*|sang|danger*|dustu|kaydi|kan|tehlike*|gestürzt|ausgerutscht|blut|gefahr*";
const NOISE: &str = "noise|noisy|loud|music|party|karaoke|drilling|renovation|hammering|smell of cigarette|smoking|cigarette|neighbour*|neighbor*|bising|bunyi|kuat sangat|muzik|karaoke|jiran|merokok|rokok|berisik|musik|tetangga|ribut|maingay|ingay|kapitbahay|videoke|ruido*|musica|fiesta|vecino*|fumando|barulho*|som alto|festa|vizinho*|fumando|吵*|噪音|嘈*|音乐|装修|邻居|抽烟|ازعاج|صوت عالي|موسيقى|جيران|حفله|تدخين|shor|awaaz|music|padosi|शोर|आवाज़|पड़ोसी|satham|சத்தம்*|பக்கத்து வீட்டு*|শব্দ|আওয়াজ|গান|kelele|muziki|jirani|bruit*|musique|voisin*|gurultu|muzik|komsu|larm|laut|musik|nachbar*";
const URGENT: &str = "urgent*|asap|emergency|immediately|now now|right now|help|quick*|hurry|sos|segera|kecemasan|cepat|tolong cepat|sekarang juga|darurat|buruan|gawat|bilis|emergency|dali|saklolo|urgente|emergencia|rapido|ya mismo|auxilio|ayuda|socorro|emergencia|rapido|correndo|紧急|快*|马上|救命|立刻|ضروري|طوارئ|بسرعه|الحقونا|فورا|عاجل|jaldi|turant|emergency|bachao|जल्दी|तुरंत|बचाओ|seekiram|avasaram|சீக்கிரம்|அவசரம்*|உடனே|তাড়াতাড়ি|জরুরি|haraka|dharura|vite|urgence|au secours|acil|hemen|imdat|dringend|sofort|hilfe|🆘|🚨|‼";
const MINOR: &str = "no rush|not urgent|when free|when you have time|when convenient|whenever|minor|small thing|slight|tak urgent|bila free|bila senang|sikit je|kecil je|gak buru-buru|santai|kalau sempat|sedikit|nggak urgent|hindi urgent|pag may time|konti|sin apuro|no es urgente|sin afan|cuando puedan|poquito|cuando haya|sem pressa|nao e urgente|quando der|pouquinho|不急|有空|一点点|小事|得闲|مش مستعجل|مو مستعجل|بسيط|على راحت*|لما تفضى|urgent nahi|jaldi nahi|aaram se|time mile|जल्दी नहीं|अर्जेंट नहीं|அவசரம் இல்ல*|urgent illa|নয় জরুরি|তাড়া নাই|তাড়া নেই|si haraka|pas urgent|quand vous|acele degil|acelesi yok|nicht eilig|wenn zeit";
const MANY: &str = "whole|entire|all floors|everyone|everybody|all units|all lifts|both lifts|total|completely|satu blok|semua|seluruh|habis semua|sekampung|satu gedung|buong|lahat|todos|toda la|todo el|completo|completamente|todo o|toda a|predio inteiro|全部|整栋|整座|整层|整條|成座|所有|كل|بالكامل|العماره كلها|poora|pura|saara|sabhi|पूरा|पूरी|सभी|muzhu*|ellam|முழு*|எல்லா*|পুরো|সব|nzima|yote|wote|tout le|toute la|entier|tum|butun|ganze*|alle";
const FRAIL: &str = "baby|kid|kids|child|children|elderly|old lady|old man|pregnant|wheelchair|patient*|grandm*|disabled|bayi|budak|kanak*|orang tua|mengandung|kerusi roda|pesakit|anak kecil|lansia|hamil|pasien|anak-anak|bata|sanggol|matanda|buntis|bebe|nino*|nina*|anciano*|abuel*|embarazada|silla de ruedas|paciente*|crianca*|idos*|gravida|cadeirante|小孩|婴儿|老人*|孕妇|轮椅|病人|阿婆|阿伯|طفل|اطفال|عيال|رضيع|كبير السن|حامل|مريض|bachch*|buzurg|mareez|bujurg|बच्च*|बुज़ुर्ग|बुजुर्ग|मरीज*|kulandhai|kuzhandh*|குழந்தை*|வயசான*|பாட்டி|நோயாளி*|বাচ্চা|শিশু|বৃদ্ধ|রোগী|mtoto|watoto|mzee|mgonjwa|enfant*|bebe|personne agee|enceinte|cocuk|bebek|yasli|hamile|kind|kinder|alte*";
