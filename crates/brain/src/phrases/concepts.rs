//! What common words of operations chats mean, whatever the language: done, not, still, coming, thanks, please.

use super::{Hit, Lexicon};
use crate::normal::Normal;
use std::sync::LazyLock;

/// All meanings found in a text, as often as they are said.
#[must_use]
pub fn find_all(normal: &Normal) -> Vec<Hit> {
    LISTS.hits(normal)
}

/// The meanings found in a text, each once, in order of name.
#[must_use]
pub fn find(normal: &Normal) -> Vec<Hit> {
    let mut hits = find_all(normal);
    hits.sort_by_key(|hit| (hit.name, hit.start));
    hits.dedup_by_key(|hit| hit.name);
    hits
}

static LISTS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::of(&[
        ("done", DONE),
        ("fixed", FIXED),
        ("works", WORKS),
        ("not", NOT),
        ("again", AGAIN),
        ("broken", BROKEN),
        ("coming", COMING),
        ("acknowledged", ACKNOWLEDGED),
        ("later", LATER),
        ("waiting", WAITING),
        ("checked", CHECKED),
        ("ask", ASK),
        ("please", PLEASE),
        ("order", ORDER),
        ("thanks", THANKS),
        ("greeting", GREETING),
        ("notice", NOTICE),
        ("here", HERE),
        ("patrol", PATROL),
        ("clean", CLEAN),
        ("photo", PHOTO),
        ("laugh", LAUGH),
        ("same", SAME),
        ("mistake", MISTAKE),
        ("elsewhere", ELSEWHERE),
    ])
});

const DONE: &str = "done|completed|complete|finish|finished|all done|siap|dah siap|sudah siap|selesai|beres|kelar|rampung|sampun|wis|tapos na|tapos|\
    ok na|listo|lista|terminado|terminada|hecho|concluido|pronto|pronta|feito|feita|finalizado|prontinho|terminei|acabei|完成|好了|搞定|做好|做完|弄好|搞掂|\
    已完成|完毕|تم|خلصت|خلصنا|خلاص|انتهيت|انتهينا|khalas|tamam|tam|ho gaya|ho gya|hogaya|kar diya|kr diya|हो गया|कर दिया|हो गई|पूरा|mudinjiduchu|mudinjathu|\
    mudichiten|mudichachu|முடிஞ்சு*|முடிச்சு*|முடிந்த*|ஆச்சு|হয়ে গেছে|শেষ|করে দিয়েছি|hoye geche|sesh|shesh|sakyo|bhayo|sakiyo|tayar|nimemaliza|tayari|imekamilika|\
    termine|fini|c'est fait|bitti|tamamlandi|yapildi|fertig|erledigt|don finish|settle already|udah|selse|✅|☑|✔";
const FIXED: &str = "fixed|repaired|replaced|restored|settled|dah settle|sudah settle|settle liao|resolved|sorted|rectified|changed|dah ok|sudah ok|ok dah|ok sudah|\
    dah baiki|sudah dibaiki|dibaiki|dah tukar|sudah diganti|sudah diperbaiki|diperbaiki|udah bener|sudah normal|dah elok|sudah benar|naayos na|naayos|ayos na|pinalitan|\
    reparado|reparada|arreglado|arreglada|arreglamos|cambiado|solucionado|quedo|cambie|resuelto|consertado|consertada|trocado|trocada|troquei|resolvido|arrumado|\
    修好*|换好*|已修|换了|解决*|恢复*|通了|整好*|换咗|صلحت|تصلح*|اتصلح*|غيرت|تم اصلاح*|تم تغيير*|theek kar diya|thik kar diya|badal diya|ठीक कर दिया|बदल दिया|ठीक हो गया|\
    sari panniten|sari pannitten|maathiten|சரி பண்ணி*|சரி செய்*|மாத்தி*|மாற்றி*|ঠিক করে*|বদলে*|thik kore*|imerekebishwa|nimerekebisha|repare|remplace|onarildi|degistirildi|repariert|ausgetauscht|wes dandan";
const WORKS: &str = "working now|works now|is working|ok now|okay now|back to normal|running|back on|back up|no more|all good|fine now|cool now|dah jalan|sudah jalan|dah hidup|sudah hidup|dah nyala|\
    sudah nyala|dah sejuk|sudah dingin|udah dingin|nyala lagi|normal balik|normal lagi|aman|gumagana na|okay na|malamig na|ya funciona|funciona bien|ya hay|ya prende|anda bien|funcionando|ta funcionando|voltou ao normal|\
    ja esta|正常*|没问题|可以用*|好返|有电了|有水了|شغال*|يشتغل|اشتغل*|رجع*|chal raha|chal rahi|chalu ho|aa gaya|chalu|चल रहा|चालू|आ गया|ippo ok|ok ah iruku|velai seiyuthu|வேலை செய்யுது|வந்துடுச்சு|\
    চলছে|এসেছে|inafanya kazi|fonctionne|calisiyor|funktioniert wieder|working fine";
const NOT: &str = "not|no|never|dont|don't|doesn't|doesnt|cannot|can't|cant|isn't|didn't|didnt|won't|wont|nothing|tak|x|tiada|takde|tkde|xde|takda|belum|blm|blom|bukan|jangan|tidak|tdk|gak|ga|nggak|ngga|enggak|kagak|ndak|ora|\
    durung|hindi|di|wala|walang|huwag|nunca|nada|ni|sin|sem|nao|nem|ainda nao|todavia no|aun no|不|没*|未|冇*|唔*|别|لا|ما|مو|مش|لسه|لم|ليس|بدون|nahi|nahin|nhi|mat|नहीं|नही|मत|ना|illa|illai|இல்ல*|வேண்டாம்|না|নেই|নাই|nai|\
    chaina|hudaina|si|hapana|bado|haifanyi|pas|rien|aucun|degil|yok|hayir|nicht|kein|keine|nein|no dey|liao bo|bo";
const AGAIN: &str = "again|still|same problem|come back|came back|back again|yet|lagi|masih|balik semula|semula|kembali|terjadi lagi|kambuh|ulit|pa rin|pa din|na naman|bumalik|otra vez|de nuevo|sigue|siguen|todavia|volvio|aun|de novo|ainda|voltou a|\
    continua|novamente|又|还是|还在|还没|再|仲*|مرة ثانية|مره ثانيه|مرة تانية|تاني|لسه|لا يزال|رجع|ثاني|phir se|fir se|wapas|abhi bhi|dobara|फिर|अभी भी|दोबारा|वापस|thirumba|innum|marubadiyum|இன்னும்|மறுபடி*|திரும்ப*|আবার|এখনো|\
    abar|ekhono|pheri|ajhai|tena|encore|toujours|yine|hala|tekrar|wieder|immer noch|maneh|isih";
const BROKEN: &str = "broken|broke|leak|leaking|leaks|leaked|stuck|jammed|faulty|spoil|spoilt|spoiled|not working|no water|no power|blackout|tripped|trip|cracked|clogged|choked|blocked|smell|smelly|stink|dirty|overflow|overflowing|flooded|flickering|missing|\
    loose|stolen|dripping|burst|noise|noisy|rosak|bocor|tersumbat|sumbat|pecah|terbakar|bau|busuk|kotor|banjir|mati|padam|hilang|longgar|retak|melimpah|rusak|mampet|macet|sira|barado|tumutulo|tagas|mabaho|basag|brownout|roto|rota|fuga|gotera|\
    tapado|tapada|no sirve|no funciona|descompuesto|danado|huele|sucio|se fue la luz|averiado|quebrado|quebrada|vazando|vazamento|entupido|parado|queimada|queimado|pingando|fedor|sujo|estragado|坏*|漏*|堵*|塞*|臭|脏|停电|停水|爆*|卡住|唔着|\
    خربان*|عطلان*|تسريب|مسدود*|مكسور*|بايظ*|ريحة|وسخ*|مقطوع*|مفيش|kharab|toot|leak ho|band pada|jam|ganda|gandagi|badbu|खराब|टूट*|बंद|गंदा|बदबू|लीक*|tapak|udanju|odanju|kettu|ozhugu*|naatham|உடைஞ்*|கசி*|அடைப்பு|நாற்றம்|வேலை செய்யல|\
    ভাঙা|নষ্ট|লিক|বন্ধ|bhanga|nosto|bigriyo|imeharibika|inavuja|imeziba|casse|fuite|en panne|bouche|bozuk|arizali|akiyor|tikali|kaputt|undicht|defekt|spoil liao";
const COMING: &str = "on the way|on my way|otw|coming|omw|heading|going up|going down|reaching|arriving|eta|will be there|be there|go now|i go|we go|sending|dispatch|dalam perjalanan|sampai|nak pergi|saya pergi|pergi sekarang|saya naik|turun sekarang|gerak|\
    meluncur|jalan ke|merapat|segera ke|menuju|ke sana|on the way po|papunta|pupunta|paakyat|voy|vamos|en camino|saliendo|voy para|llego|llegamos|subiendo|bajando|indo|a caminho|chego|subindo|descendo|to indo|ja vou|vou ai|过去|马上*|来了|在路上|上去|\
    到了|而家去|جاي|جايين|في الطريق|رايح|طالع|نازل|بالطريق|aa raha|aa rahi|ja raha|nikal|pahunch*|raste|आ रहा|जा रहा|पहुँच*|पहुंच*|रास्ते|निकल*|varen|varom|vandhutu|poren|vanthu|வர்றேன்|வரேன்|போறேன்|வந்துட்டு|আসছি|যাচ্ছি|aschi|jacchi|\
    aaudai|jadai|nakuja|niko njiani|j'arrive|en route|geliyorum|yoldayim|unterwegs|komme";
const ACKNOWLEDGED: &str = "noted|roger|copy|copied|will do|ok boss|okay boss|ok sir|yes sir|on it|looking into|look into|checking|will check|let me check|received|understood|understand|ack|baik|baik pak|baik bos|baik bang|baik tuan|ok bang|ok bos|orait|\
    siap pak|siap bu|siap bos|siap komandan|siap ndan|siap laksanakan|86|nggih|inggih|saya check|saya cek|cek dulu|sy tengok|saya tengok|sige po|sige|opo|copy po|noted po|noted sir|enterado|entendido|recibido|copiado|reviso|revisando|de acuerdo|beleza|blz|\
    ciente|ok chefe|certo|combinado|vou ver|vou verificar|verificando|deixa comigo|收到|好的|明白|了解|知道了|我看看|我去看|حاضر|تمام|ابشر|طيب|علم|من عيوني|وصل|theek hai|thik hai|ji sir|haan ji|dekhta hoon|dekhte hain|dekh raha|ठीक है|जी सर|देखता|देख रहा|\
    sari|sari sir|seri|paakuren|pakkuren|சரி|பாக்குறேன்|பார்க்கிறேன்|ঠিক আছে|দেখছি|thik ache|dekhchi|hunchha|hajur|sawa|sawa boss|d'accord|bien recu|je regarde|tamam|bakiyorum|ok wird gemacht|schaue|👍|👌|🫡|🙏";
const LATER: &str = "tomorrow|tmr|tmrw|tonight|later|by evening|by noon|in an hour|half an hour|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next week|soon|minit lagi|minit|jam lagi|esok|besok|nanti|kejap|sekejap|sebentar|lusa|petang ni|malam ni|pagi esok|\
    menit lagi|menit|mnt|sore ini|senin|selasa|rabu|kamis|jumat|sabtu|minggu|mins|min|minutes|hour|hours|bukas|mamaya|mamayang|oras|manana|al rato|ahorita|luego|en un rato|minutos|hora|horas|lunes|martes|miercoles|jueves|viernes|amanha|mais tarde|daqui|\
    segunda|terca|quarta|quinta|sexta|a tarde|明天|下午|晚上|分钟|小时|今晚|等下|等阵|听日|一阵|بكرة|بكره|غدا|دقيقة|دقايق|ساعة|بعد شوي|شوية|kal|abhi|shaam|ghante|minute mein|कल|शाम|घंटे|मिनट|naalaikku|nalaiku|nimisham|manikku|நாளைக்கு|நிமிஷ*|மணிக்கு|\
    কাল|মিনিট|ঘন্টা|kalke|bholi|kesho|dakika|saa|demain|heures|yarin|saat|morgen|stunde|sesuk";
const WAITING: &str = "waiting|wait for|pending|parts|spare part|quotation|quote|approval|ordered|no stock|out of stock|supplier|tunggu|menunggu|nunggu|tunggu part|barang|sparepart|kuotasi|hintay|hinihintay|wala pang|esperando|espera|repuesto|refaccion|cotizacion|aguardando|\
    esperar|peca|pecas|orcamento|等*|零件|配件|报价|قطع غيار|قطعة|انتظار|عرض سعر|wait|part aana|intezar|इंतज़ार|पार्ट|kaathu*|part varanum|அப்ரூவல்|অপেক্ষা|kusubiri|subiri|spea|en attente|piece|parca|bekliyor|ersatzteil|warten";
const CHECKED: &str = "checked|tested|test|found|cause|because|turns out|rupanya|punca|puncanya|ternyata|penyebab|cek|dicek|periksa|revise|revisei|se reviso|probe|probado|causa|verifiquei|testei|testado|检查*|查过*|原因|试过*|测试*|فحصت|جربت|السبب|طلع|check kiya|चेक किया|check panni*|செக் பண்ணி*|verifie|kontrol";
const ASK: &str = "what time|when|where|who|which|how|why|anyone know|any update|can i|is there|got|apa|bila|pukul berapa|berapa|mana|macam mana|siapa|kenapa|ada tak|boleh tak|boleh ke|kapan|gimana|bagaimana|dimana|kok|jam berapa|apakah|kailan|ano|saan|sino|\
    magkano|anong oras|ba|que hora|cuando|donde|quien|cual|cuanto|como|alguien sabe|a que|que horas|quando|onde|quem|qual|quanto|alguem sabe|吗|几点|什么*|哪*|谁|怎么*|多少|有没有|咩|几时|未啊|متى|وين|فين|مين|كم|ليش|ليه|هل|ايش|kab|kaun|kahan|kitne|kya|kaise|\
    कब|कौन|कहाँ|कितने|क्या|कैसे|eppo|enga|yaaru|evlo|ethana|enna|எப்போ*|எங்க*|யாரு|எவ்வளவு|என்ன|কখন|কোথায়|কে|কত|কি|kokhon|kothay|kati|kahile|lini|wapi|nani|quand|ou est|qui|combien|est-ce que|ne zaman|nerede|kim|wann|wo|wer|wieviel|saha";
const PLEASE: &str = "please|pls|plz|kindly|tolong|tlg|mohon|minta|minta tolong|paki|pakisuyo|pls po|por favor|porfa|porfavor|favor|pfv|pf|por gentileza|麻烦*|请|拜托|唔该|من فضلك|لو سمحت*|رجاء|ياريت|please sir|kripya|कृपया|ज़रा|konjam|dayavu*|கொஞ்சம்|দয়া করে|একটু|ektu|tafadhali|s'il vous plait|svp|lutfen|bitte";
const ORDER: &str = "attend|take care of|handle|arrange|get someone|send someone|go check|urgent|asap|right away|immediately|priority|today itself|by today|make sure|follow up|you take|uruskan|tengokkan|settlekan|selesaikan|pergi tengok|tolong check|segera|hari ni jugak|hari ini juga|\
    pastikan|tangani|ditangani|kerjakan|tolong dicek|bantu cek|arahkan|koordinasi|puntahan|asikasuhin|ayusin|pakicheck|pakitingnan|atiende|atender|encargate|encarguese|manda|mande|mandar|urgente|para hoy|prioridad|ve a|vaya|resolve|resolver|verifica|\
    prioridade|manda alguem|cuida|安排*|处理*|跟进|尽快|去看*|派*|负责*|紧急|优先|今日内|شوف|روح|ارسل|ابعت|ضروري|بسرعة|فورا|تابع|عاجل|dekho|dekh lo|bhejo|jaldi|turant|karwa|karwao|देखो|देख लो|भेजो|जल्दी|तुरंत|करवा*|anuppu|paaru|paarunga|udane|seekiram|போய் பாரு|\
    அனுப்பு*|உடனே|பாருங்க|দেখো|পাঠাও|তাড়াতাড়ি|dekho|pathao|hernu|haraka|nenda|angalia|occupe|envoie|urgent|hemen|bak|git|sofort|kummere|gage|enggal";
const THANKS: &str = "thanks|thank you|thank u|tq|ty|thx|tqvm|appreciate|terima kasih|terimakasih|makasih|mksh|tksh|trims|suwun|nuwun|salamat|salamat po|gracias|muchas gracias|obrigado|obrigada|obg|valeu|vlw|谢谢*|谢啦|多谢*|感谢|辛苦*|唔该晒|شكرا*|مشكور*|يعطيك العافية|\
    تسلم*|shukriya|dhanyavad|dhanyawad|शुक्रिया|धन्यवाद|nandri|romba thanks|நன்றி|ধন্যবাদ|dhonnobad|dhanyabad|asante|asante sana|merci|tesekkurler|sagolun|danke|hatur nuhun|nuhun|salamat kaayo";
const GREETING: &str = "good morning|morning|good evening|good night|good afternoon|gm|gn|hi all|hello|salam|assalamualaikum|selamat pagi|pagi|pagi semua|selamat petang|selamat malam|selamat siang|selamat sore|met pagi|sugeng enjing|magandang umaga|magandang gabi|\
    buenos dias|buenas tardes|buenas noches|buenas|buen dia|bom dia|boa tarde|boa noite|早上好|早安|早|晚安|各位早|صباح الخير|مساء الخير|السلام عليكم|صباح النور|namaste|namaskar|good morning ji|नमस्ते|सुप्रभात|vanakkam|kaalai vanakkam|வணக்கம்|সুপ্রভাত|নমস্কার|habari|\
    habari za asubuhi|jambo|bonjour|bonsoir|gunaydin|iyi aksamlar|guten morgen|wilujeng|happy birthday|congrats|selamat hari";
const NOTICE: &str = "reminder|announcement|notice|please be informed|fyi|dear residents|dear all|makluman|notis|pengumuman|peringatan|info|diberitahukan|harap maklum|paalala|anunsyo|aviso|comunicado|atencion|recordatorio|lembrete|informamos|通知|提醒|各位|公告|تنبيه|اعلان|\
    تذكير|السادة|suchna|सूचना|dhyan|arivippu|அறிவிப்பு|বিজ্ঞপ্তি|tangazo|rappel|duyuru|hinweis|forwarded|lost and found|for sale|dijual|se vende|vendo|selling";
const HERE: &str = "on duty|reporting|reported for duty|at post|at my post|at site|on site|clock in|clocked in|checking in|check in|in position|takeover|taking over|took over|shift start|start duty|arrived|lapor diri|lapor|masuk kerja|masuk tugas|bertugas|hadir|standby|\
    stand by|di pos|dah sampai|sudah di lokasi|tiba di|naka-duty|duty na|andito na|nandito na|presente|en mi puesto|en puesto|recibo turno|recibi turno|ya llegue|de turno|na portaria|assumindo|plantao|assumi|cheguei|no posto|到岗|上班*|签到|接班|报到|当值|返到|返工|\
    وصلت|استلمت|على راس العمل|بالموقع|في الموقع|duty join|duty pe|duty par|pahunch gaya|gate par|ड्यूटी*|पहुँच गया|पहुंच गया|duty start|vanthuten|vandhuten|post la|டியூட்டி*|வந்துட்டேன்|ডিউটি*|এসে গেছি|duty te|duty ma|aaipuge|nimefika|niko kazini|zamu|en poste|\
    arrive sur|gorevde|basladim|im dienst|angetreten";
const PATROL: &str = "patrol|patrolling|round|rounds|checkpoint|all clear|nothing unusual|all quiet|perimeter|clocking|rondaan|ronda|meronda|keliling|aman terkendali|situasi aman|kondusif|semua ok|rounding|ikot|ronda completa|recorrido|sin novedad|todo en orden|s/n|tudo tranquilo|\
    sem alteracao|sem novidade|巡逻*|巡查*|巡楼|一切正常|无异常|دورية|جولة|الوضع طبيعي|كل شي تمام|gasht|round liya|sab theek|sab thik|गश्त|राउंड*|सब ठीक|rounds pannen|ellam ok|எல்லாம் ஓகே|ரவுண்ட்*|টহল|সব ঠিক|doria|ronde|ras|devriye|streife|rundgang";
const CLEAN: &str = "cleaned|cleaning|mopped|swept|sweep|mop|vacuum|vacuumed|washed|wiped|bins|rubbish collected|refilled|restocked|topped up|watered|trimmed|serviced|inspection|cuci|dah cuci|sapu|disapu|mop lantai|lap|dilap|buang sampah|kutip sampah|angkut|bersih|dibersihkan|pel|dipel|\
    sudah bersih|nalinis|linis|walis|limpio|limpia|limpieza|barrido|trapeado|trapeamos|recogida|basura|limpo|limpeza|varrido|lavado|lavei|lixo|打扫*|清洁*|拖*|扫*|洗*|垃圾|نظفت|تنظيف|كنس*|مسح*|saaf|safai|jhadu|pocha|साफ*|सफाई|झाड़ू|पोछा|clean panniten|suththam|perukki*|சுத்தம்*|கிளீன்*|\
    পরিষ্কার|মোছা|poriskar|safa|nimesafisha|kusafisha|nettoye|menage|temizlik|temizlendi|gereinigt|geputzt";
const PHOTO: &str = "photo|pic|pics|picture|video|before|after|see attached|as per pic|gambar|foto|before after|sebelum|selepas|sesudah|litrato|antes|despues|depois|fotos|照片|图|前后|صورة|صور|photo bheja|तस्वीर|फोटो|படம்|ছবি|picha";
const LAUGH: &str =
    "haha*|hehe*|lol|lmao|wkwk*|kkk|jaja*|rsrs*|hihi*|xixi*|哈*|呵呵|ههه|😂|🤣|😅|😄|😁|🎉|🎂|❤|😍|🥳|😋";
const SAME: &str = "same here|me too|mine too|also|as well|same|sini pun|saya pun|pun sama|sama|juga|jg|di sini juga|aku juga|dito rin|din|rin|tambien|igual|aqui tambien|tambem|aqui tambem|也|一样|都系|كمان|نفس|برضو|bhi|hamare yahan bhi|भी|enakkum|\
    inga yum|எனக்கும்|ইখানেও|pia|aussi|auch|+1|+2|same same|same issue|same thing|same story|same prob|here too|here also|us too|ours too|ours as well|mine also|me also|likewise|ditto|idem|no different here|sini juga|kat sini pun|\
    tempat saya pun|unit saya pun|rumah saya pun|blok kami pun|kami pun|kitorang pun|di sini pun|disini juga|aku jg|tempatku juga|punyaku juga|kene yo|kono yo|nang kene juga|oge|ugi|sami|dito din|dito sa amin din|sa amin din|\
    amin din|kami din|same po|dinhi pud|pud|sad|igual aca|igual aqui|aca tambien|yo tambien|a mi tambien|lo mismo|mismo problema|en el mio tambien|tampoco|aqui tampoco|mesma coisa|mesmo problema|no meu tambem|eu tambem|aqui idem|\
    tambem nao|no meu andar tambem|同样|同樣|我也|我家也|我这也|我這也|我们也|我們也|这边也|這邊也|都是|都係|我都|呢度都|我呢層都|同问|+1楼|وانا كمان|عندي كمان|عندنا كمان|حتى عندي|حتى عندنا|نفس المشكله|نفس الشي|انا بعد|بعد عندنا|وعندنا|ana kaman|same to same|\
    mere yahan bhi|mera bhi|mere bhi|hamara bhi|hamare bhi|yahan bhi|idhar bhi|इधर भी|मेरे यहाँ भी|हमारे यहाँ भी|यहाँ भी|मेरा भी|enaku same|engalukkum|namakkum|ingayum|inga kooda|ingeyum|எங்களுக்கும்|நமக்கும்|இங்கயும்|இங்கேயும்|\
    இங்க கூட|amader o|ekhaneo|আমাদের এখানেও|এখানেও|amakum|mata th|moi aussi|chez moi aussi|chez nous aussi|pareil|meme chose|hata mimi|hata huku|kwangu pia|hata kwetu|ang ako also|buhat pud";
const MISTAKE: &str = "sorry|wrong|mistake|my bad|typo|correction|i mean|not level|ignore|false alarm|cancel|salah|silap|maaf|ralat|maksud saya|maksudnya|mali|pasensya|perdon|me equivoque|error|digo|corrijo|desculpa|errei|quis dizer|engano|搞错*|不是|更正|打错*|抱歉|对不起|غلط|اسف|قصدي|اقصد|galti|galat|maaf karna|matlab|गलत|माफ*|thappu|mannikkavum|தப்பு|মানে|ভুল|samahani|pardon|yanlis|entschuldigung";
/// Of another time or house, of others, dreamt: it needs nothing here.
const ELSEWHERE: &str = "last year|last month|years ago|months ago|long ago|back in|in 2019|in 2020|in 2021|in 2022|in 2023|in 2024|my old|my previous|old building|old office|previous building|other building|next building|other site|another site|\
    our other|opposite|across the road|next door building|in the news|on tv|on the news|i heard|heard that|they say|apparently the|my sister|my brother|my cousin|my friend s|my mum|my mother|at home|in my house|my hometown|dreamt|\
    dream|wrong group|wrong chat|imagine|remember when|used to|tahun lepas|tahun lalu|bulan lepas|bulan lalu|minggu lepas|dulu|zaman dulu|dengar kata|dengar cerita|katanya|konon|tempat lain|bangunan sebelah|gedung sebelah|\
    tower sebelah|sebelah sana|rumah saya|rumah mak|kampung|kampus sebelah|adik saya|kakak saya|teman saya|tetangga|di tv|berita|mimpi|salah group|salah grup|biyen|jare|baheula|cenah|noong|dati|kapitbahay ko|sa balita|nanaginip|\
    maling gc|wrong gc|kaniadto|sa una|ano pasado|el ano pasado|mes pasado|hace anos|hace meses|antes|dicen que|escuche que|oi que|mi hermana|mi hermano|mi prima|mi cunado|mi mama|en mi casa|en mi pueblo|en otro|en otra|\
    edificio de al lado|en las noticias|sone|grupo equivocado|me equivoque de grupo|ano passado|mes passado|faz tempo|dizem que|ouvi dizer|minha irma|meu irmao|meu cunhado|minha mae|na minha casa|predio vizinho|predio do lado|\
    outro predio|na tv|sonhei|grupo errado|去年|上个月|上個月|以前|从前|小时候|听说|聽說|聽講|据说|隔壁|對面|对面|别的|其他小区|别家|我朋友|我妹|我姐|我妈|我老家|老家|新闻|新聞|梦见|夢見|发错群|發錯群|入錯群|السنه اللي فاتت|السنه الماضيه|العام الماضي|الشهر اللي فات|زمان|من سنين|سمعت ان|بيقولوا|\
    عند الجيران|العماره اللي جنبنا|اختي|اخويا|اخوي|امي|بيتنا|في البلد|في الاخبار|حلمت|جروب غلط|القروب غلط|pichle saal|pichhle saal|pichle mahine|pichle hafte|saal pehle|suna hai|sunne mein|meri behen|mere bhai|mere dost|\
    meri mummy|gaon mein|doosri society|dusri society|bagal wali|samne wali|news mein|sapna|sapne|galat group|पिछले साल|पिछले महीने|सुना है|मेरी बहन|मेरे भाई|गाँव|गांव|सपना|गलत ग्रुप|pona varusham|pona maasam|munnaadi|solranga|\
    kelvi patten|en thangachi|en thambi|en friend|oorla|pakkathu building|pakkathu|newsla|kanavu|thappana group|போன வருஷம்|போன மாசம்|கேள்விப்பட்டேன்|பக்கத்து|ஊர்ல|கனவு|gato bochor|shunlam|pasher|mwaka jana|zamani|nasikia|jirani|\
    ndoto|l annee derniere|avant|chez ma soeur|le voisin|wrong grp";
