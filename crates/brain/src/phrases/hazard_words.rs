//! Words for dangers, denials and harmless look-alikes, by meaning; folded before use, `*` lets a word go on.

/// Dangers and the parts they are made of.
pub(super) const DANGERS: &[(&str, &str)] = &[
    ("fire", FIRE),
    ("gas", GAS),
    ("trapped", TRAPPED),
    ("stuck", STUCK),
    ("lift", LIFT),
    ("person", PERSON),
    ("electric", ELECTRIC),
    ("water", WATER),
    ("gear", GEAR),
    ("injury", INJURY),
    ("intruder", INTRUDER),
    ("collapse", COLLAPSE),
    ("fuel", FUEL),
    ("smell", SMELL),
    ("locked", LOCKED),
    ("climbs", CLIMBS),
    ("fence", FENCE),
];

/// Words that deny what is near them.
pub(super) const DENIALS: &[(&str, &str)] = &[(
    "denial",
    "no|not|nobody|no one|without|isn't|is not|wasn't|tak ada|takde|tiada|bukan|tak|tidak ada|tidak|gak ada|nggak ada|ga ada|gada|belum|xde|x ada|takda|tkde|walang|wala|hindi|no hay|no es|sin|nadie|\
     sem|nao tem|nao e|nao ha|nao|ninguem|没有|没|不是|无|並無|冇|唔係|مافي|ما في|مافيش|مفيش|لا يوجد|ليس|مش|نہیں|nahi|nahin|nhi|नहीं|नही|yaarum illa|illa|illai|இல்ல*|না|নেই|নাই|nai|chaina|hapana|hakuna|pas de|aucun|yok|degil|kein|keine|nicht",
)];

/// Drills, and things whose names hold a danger's word.
pub(super) const BENIGN: &[(&str, &str)] = &[
    (
        "drill",
        "drill|uji coba|cuma tes|just testing|siren test|ujian penggera|false alarm|fire training|test alarm|alarm test|latihan kebakaran|latihan|simulasi|gladi|simulacro|simulado|simulacao|演习|演練|演练|误报|誤報|تمرين|تجربة|انذار كاذب|mock|मॉक|ड्रिल|doria ya moto|exercice|tatbikat|ubung|falsa alarma|alarme falso|amaran palsu",
    ),
    ("benign", BENIGN_NAMES),
    ("over", OVER),
];

/// Words of stories, dreams, suppositions and jokes: what is told so wakes nobody.
pub(super) const STORIES: &[(&str, &str)] = &[("story", STORY)];

const FUEL: &str = "gas|lpg|cooking gas|gas cylinder|cylinder|chlorine|ammonia|elpiji|tong gas|tabung gas|gasul|煤气|煤氣|燃气|燃氣|瓦斯|石油气|氯气|غاز|الغاز|गैस|सिलेंडर|கேஸ்|கேஸ|গ্যাস*|gasi|gaz";
const SMELL: &str = "smell|smells|smelling|stinks|hissing|leak|leaks|leaking|dizzy|bau|berdesis|bocor|pening|pusing|nyengat|amoy|tagas|nahihilo|味|味道|闻到|聞到|漏|泄漏|洩漏|头晕|ريحة|رائحة|شامين|شامه|تسريب|تسرب|يسرب|دايخ*|smell aa*|badbu|बदबू|गंध|लीक|चक्कर|leak kar*|leak ho*|vaasanai|vasanai|vaadai|வாசனை|வாடை|கசி*|லீக்|huele|olor|apesta|silbando|fuga|cheiro|vazamento|vazando|tontura|গন্ধ|লিক|gondho|harufu";
const LOCKED: &str = "locked inside|locked in the|locked himself in|locked herself in|terkunci dalam|terkunci di dalam|kekunci|terkunci di kamar|反锁|反鎖|锁在|مقفول عليه*|اتقفل عليه*|محبوس*|band ho gaya andar|bathroom me band|अंदर बंद|encerrad*|trancada no|trancado no|trancada na|trancado na|trancados no|presa no banheiro|preso no banheiro|na-lock sa loob|nakulong sa cr|ulla maati*|ভিতরে আটকে*";
const CLIMBS: &str = "climbing|climbed|climb over|jumped over|jumping|panjat|memanjat|manjat|lompat|loncat|翻|爬|بينط|نط|ينط|طلع من|kud ke|kood ke|कूद*|yeri kudhi*|yeri|brincando|brinco|saltando|salto|pularam|pulou|pulando|umakyat|umaakyat|tumalon|টপকে*";
const FENCE: &str = "fence|wall|back gate|balcony|pagar|tembok|dinding|围墙|墙|牆|阳台|سور|السور|حيطة|deewar|दीवार|suvar|சுவர்|barda|reja|muro|balcon|grade|bakod|pader|bakuran|দেয়াল";
const OVER: &str = "yaarum illa ulla|ulla yaarum illa|nobody inside|no one inside|fire is out|fire out|put out|extinguished|already out|api dah padam|dah padam|sudah padam|udah padam|api padam|灭了|滅咗|扑灭|انطفى|انطفا|انطفت|طفينا|طفت|bujh gay*|बुझ ग*|anachach*|அணைச்சா*|அணைந்த*|apago el fuego|se apago|apagado|apagamos|apagaram|patay na yung apoy|patay na ang apoy|apula na|নিভে গেছে|imezimika|false alarm lang";
const STORY: &str = "match|matchla|goal keeper|goalkeeper|di mulut|di lidah|sambel*|sambal*|gosong telor|telor|telur|aag laga di|haha*|hehe*|lol|lmao|wkwk*|jaja*|rsrs*|hihi*|xixi*|哈|dream|dreamt|dreamed|nightmare|years ago|yrs ago|yrs back|years back|last year|last month|last week|remember when|best memory|back then|used to|if there|if gas|if fire|if you|in case|what if|movie|film|referee|news|training|i once|course|talk on|briefing|seminar|workshop|party|bbq|nearly|almost|i thought|just forwarding|forwarded|mimpi|dengar cerita|minggu lepas|tahun lepas|bulan lepas|kalau|kalo|klo|jika|dulu|jaman|zaman|waktu kecil|pas sma|kemarin dulu|tahun lalu|minggu lalu|bulan lalu|dikira|nonton|wayang|drama|derma darah|donor darah|blood donation|\
    梦见|夢見|去年|上个月|上周|以前|如果|万一|电影|電影|新闻|差点|献血|زمان|السنة اللي فاتت|لو في|لو حصل|اذا|حلمت|فيلم|مسلسل|sapna|sapne|pichle saal|agar|pehle|picture|movie|सपना|सपने|अगर|पिछले साल|फिल्म|रक्तदान|kanavu|கனவு|pona varusham|போன வருஷம்|soñe|sone que|el año pasado|hace años|si hay|si un dia|pelicula|partido|viví|vivi en|noticia*|han cerrado|sonhei|ano passado|anos atras|se um dia|se houver|se pegar|filme|jogo|noticia*|panaginip|noong|nung bata|kung may|sine|pelikula|স্বপ্ন|age ekbar|ekbar|ami age|gato bochor|jodi|যদি|sapna ma|umenota|ndoto|zamani|kama kuna|😅|😂|🤣|😆|otak aku|yo vivi|referee blind";

const FIRE: &str = "burning near|burning at|is burning|are burning|something burning|chute smoking|catches fire|caught fire|exploded|explosion|blew up|kebakar|kebakaran|meletup|meledak|berapi bila|keluar api|ngeluarin asap|umuusok|umaapoy|pumutok|nasunog|烧起来|燒起|冒火|爆炸|ولع|ولعت|تحترق|يحترق|بيحترق|انفجر*|jal rahi hai|jal raha hai|dhuaan|dhuan|blast ho*|जल रही|जल रहा|धमाका|eriyuthu|eriyudhu|pogai|pukai|எரியுது|எரிகிறது|கருகிய|வெடிச்ச*|se esta quemando|se quema|en llamas|exploto|explosion|pegou fogo|em chamas|explodiu|explosao|পুড়ছে|পোড়া গন্ধ|dhoya|pura gondho|\
    fire|on fire|flames|burning smell|smoke|smoking socket|burnt smell|smell of burning|kebakaran|terbakar|api|ada asap|asap keluar|keluar asap|asap tebal|asap hitam|asap dari|penuh asap|berasap|bau asap|asapnya|asap naik|ngebul|bau hangit|bau terbakar|hangus|ada api|kobong|kobaran|gosong|sunog|nasusunog|usok|amoy sunog|\
    fuego|incendio|humo|llamas|huele a quemado|olor a quemado|fogo|incendio|fumaca|cheiro de queimado|pegando fogo|着火*|起火*|失火|火灾|火警响*|冒烟|冒煙|着咗火|火燭|烧焦*|燒焦*|焦味|浓烟|حريق*|حريقة|حرائق|دخان|ريحة حريق|ريحة شياط|احتراق|نار|\
    aag|aag lag*|dhuan|dhua|jalne ki|आग|धुआँ|धुआं|धुंआ|जलने की|thee pidi*|theepidi*|nerupu*|puga varu*|pugai*|தீ பிடி*|தீப்பிடி*|தீ விபத்து|புகை*|நெருப்பு|আগুন*|ধোঁয়া*|ধোয়া|agun|dhoa|aago|dhuwa|moto unawaka|moto umewaka|kuna moto|moto mkubwa|moshi|incendie|au feu|fumee|ca brule|yangin|duman|alev|feuer|es brennt|brennt|brandgeruch|rauch";
const GAS: &str = "gas smell|smell gas|smell of gas|smelling gas|gas leak|leaking gas|gas leaking|chemical leak|chemical spill|chlorine leak|ammonia leak|bau gas|gas bocor|kebocoran gas|amoy gas|tagas ng gas|huele a gas|olor a gas|fuga de gas|cheiro de gas|vazamento de gas|gas vazando|\
    煤气味|煤气泄漏|煤氣*味|煤氣洩漏|燃气泄漏|瓦斯味|瓦斯漏|漏煤气|漏气味|ريحة غاز|رائحة غاز|تسريب غاز|تسرب غاز|gas ki badbu|gas leak ho|gas ki smell|गैस की बदबू|गैस लीक|गैस की गंध|गैस की स्मेल|gas vaadai|gas smell varu*|கேஸ் வாடை|கேஸ் லீக்|கேஸ் நாற்றம்|কেস লিক|গ্যাসের গন্ধ|গ্যাস লিক|\
    gas er gondho|gas ko gandha|harufu ya gesi|gesi inavuja|odeur de gaz|fuite de gaz|gaz kokusu|gaz kacagi|gasgeruch|carbon monoxide|strong gas";
const TRAPPED: &str = "shouting inside|banging from inside|alarm from inside|maatikit*|maatikkit*|fase hue|fase hai|fasi hai|atak gay*|atak gaye|atke gech*|atke geche|atke ache|presos no elevador|presa no elevador|ficou presa no|ficou preso no|ficamos presos|na stuck si|na stuck kami|nastuck|sangkut dalam lif|sangkut dalam lift|tersekat dalam lif|stuck dalam lif|stuck dalam lift|stuck di lift|nyangkut di lift|\
    trapped|people inside lift|person inside the lift|locked inside|stuck inside lift|stuck in lift|stuck in the lift|stuck inside the lift|stuck in elevator|stuck in the elevator|stuck inside elevator|terperangkap|tersangkut dalam lif|terkurung|terjebak|kejebak|kejebag|\
    nakulong|na-trap|natrap|na trap|naipit sa elevator|atrapad*|encerrado en|encerrada en|encerrados|encerradas en|atorad* en el elevador|quedo encerrad*|gente adentro del|pres* no elevador|preso no elevador|presa no elevador|presas no elevador|困在*|被困|困住|困𨋢|困咗|困人|关在电梯|محبوس*|عالق*|علقان*|محجوز*|\
    phas gaye|phas gaya|phans*|fasa hua|fas gaya|fas gaye|phase hue|फँस*|फंस*|फसे|matikit*|maattik*|lift la maatti*|மாட்டிக்*|சிக்கி*|আটকে*|আটকা*|atka pore|adkiyo|amekwama|wamekwama|coince|bloque dans l'ascenseur|mahsur|kaldi asansorde|eingeschlossen|steckt im aufzug|feststeck*";
const STUCK: &str = "stop between|stopped between|stops between|stopped|berhenti|停在|停了|ruk gay*|रुक ग*|bandh ho*|وقف|واقف|huminto|tumigil|parou|se quedo|se paro|se trabo|ninnud*|ninnu*|நின்னு*|நின்று*|tham*|থেমে|atke|sangkut|tersekat|\
    stuck|jammed|jam|tersangkut|stak|macet|mati|nyangkut|parado|atascad*|卡住|停咗|عطل*|band|बंद|நின்னு*|বন্ধ|bloque|kaldi|alarm bell";
const LIFT: &str = "المصعد|الاسانسير|بالمصعد|بالاسانسير|lift|elevator|lif|ascensor|elevador|电梯|電梯|升降机|𨋢|مصعد|اسانسير|लिफ्ट|லிஃப்ட்|லிப்ட்|লিফট|lifti|ascenseur|asansor|aufzug|bilik lif";
const PERSON: &str = "got 2 people|dalam ni|kami|isinya|jon|nanay|tatay|nenek|kakek|jon ache|orang dalam|tao sa loob|gente dentro|mi mama|mi hijo|minha mae|meu filho|ناس جوا|فيه ناس|امي|طفل|ابني|mummy|mama|papa|bhai|दादी|अम्मा|amma|appa|paiyan|பாட்டி|অম্মা|মানুষ|আমরা|budak sangkut|老人|里面|\
    inside|people|person|kid|kids|child|children|baby|mother|father|lady|uncle|auntie|aunty|i am|im|i'm|we are|orang|budak|anak|dalam lif|di dalam|makcik|pakcik|tao|bata|gente|persona*|niñ*|señora|adentro|pessoa*|crianca*|dentro|有人|里面有|里面|小孩|老人|困|\
    ناس|شخص|اطفال|طفل|جوا|داخل|log|bachche|bachcha|andar|लोग|बच्चे|बच्चा|अंदर|aal|kulandhai|ullae|ஆள்|குழந்தை*|உள்ளே|মানুষ|বাচ্চা|ভিতরে|watu|mtoto|ndani|personnes|enfant|insan|cocuk|icinde|leute|kind";
const ELECTRIC: &str = "giving shocks|gives shock|giving shock|exposed cable|exposed cables|cable exposed|wire exposed|hanging wire|fallen wire|fallen cable|wayar hidup|wayar terdedah|kabel telanjang|kabel putus|kabel terkelupas|masih ada arus|电线掉|有电的|被电了|电了一下|漏电|سلك مكشوف|كهرباء مكشوف|بتكهرب|تكهرب|كهربتني|jhatka laga|jhatka lag*|taar gir*|taar khul*|तार गिर*|झटका*|wire arundhu|cable pelado|cables pelados|cable suelto con|se electrocuto|dio un toque|fio desencapado|fios desencapados|fio solto|choque forte|levou um choque|tomou choque|da choque|live wire na|nakalaylay na wire|তার ছিঁড়ে|শক করছে|\
    electric shock|electrical shock|electrocut*|got shock|get shock|got shocked|kena shock|sparks|sparking|spark|arcing|live wire|exposed wire|exposed live|naked wire|short circuit|kena karan|terkena karan|karan|renjatan|kejutan elektrik|kena setrum|kesetrum|nyetrum|setrum|\
    percikan api|korslet*|konslet*|nakuryente|kuryente ako|nag-spark|umiispark|chispas|chispazo|chispeando|corto circuito|cortocircuito|toque electrico|dio toques|descarga electrica|me dio corriente|levou choque|tomei choque|levei choque|da choque|dando choque|faisca*|curto-circuito|\
    curto circuito|触电|觸電|漏电|漏電|冒火花|火花|电到|電親|电死|短路|كهرب*ني|صعق*|شرار*|تماس كهرب*|ماس كهرب*|يكهرب|current lag*|current laga|karant|chingari|short circuit ho|करंट|करेंट लग*|चिंगारी|शॉर्ट सर्किट|shock adi*|current adi*|spark varu*|ஷாக் அடி*|கரண்ட் அடி*|தீப்பொறி|ஸ்பார்க்|\
    শক খে*|কারেন্ট শক|স্পার্ক|shock kheye*|kupigwa shoti|shoti ya umeme|cheche|etincelle*|electrocut*|elektrik carp*|kivilcim|stromschlag|funken";
const WATER: &str = "water pouring|water spraying|tumutulo|tubig|pumapasok tubig|gotea|esta cayendo agua|se inundo|inundo|inundada|alagou|agua caindo|goteira|المية|مية|موية|ماي|بتنقط|thanni varu*|தண்ணி*|pani tapak*|पानी*|পানি*|淹到|滴在|netes|netesin|menitik|\
    water|flood|flooded|flooding|leak|leaking|dripping|rain|air masuk|air|banjir|bocor|menitis|tubig|baha|tumutulo|agua|inundad*|goteando|gotera|goteira|vazando|alagad*|pingando|漏水|滴水|水浸|进水|入水|浸水|水|ماء|مياه|موية|مية|تسريب|غرق*|pani|पानी|thanni|தண்ணீ*|জল|পানি|maji|eau|inonde|su bas*|wasser";
const GEAR: &str = "db|msb|main switch|electrical panel|electrical riser|electric room|electricity room|sockets|server room|panel board|metro ng kuryente|panel room|ruang trafo|panel listriknya|subestacion|centro de carga|caja de luz|transformador|casa de forca|tomada|quadro de energia|电房|插座|总闸|开关箱|غرفة الكهرب*|لوحة الكهرب*|الفيش|الطبلون|electrical panel tak|meter box|मीटर बॉक्स|panel me|மின் அறை*|மீட்டர்|current box|মিটার*|\
    electrical panel|switchboard|switch board|db box|db board|db room|electrical room|meter room|distribution board|transformer|msb|busduct|electrical riser|power socket|papan suis|bilik elektrik|kotak db|bilik meter|panel listrik|panel elektrik|ruang panel|mcb|gardu|trafo|stop kontak|\
    electrical box|panel box|tablero*|tablero electrico|cuarto electrico|subestacion|transformador|quadro eletrico|quadro de luz|casa de forca|subestacao|tomada|配电箱|配电房|电箱|電箱|配電*|电房|電房|总电|插座|电表房|لوحة الكهرب*|طبلون|غرفة الكهرب*|محول|meter box|panel room|बिजली पैनल|मीटर बॉक्स|मीटर रूम|पैनल रूम|ட்ரான்ஸ்ஃபார்மர்|\
    மின் அறை|மீட்டர் ரூம்|பேனல்|মিটার রুম|ইলেকট্রিক*|tableau electrique|elektrik panosu|sicherungskasten|schaltschrank|umeme";
const INJURY: &str = "chest pain|cannot breathe|can't breathe|cant breathe|not responding|not moving|car hit|hit a child|hit a kid|blood everywhere|passed out|choking|sakit dada|sesak nafas|nyeri dada|langgar budak|langgar orang|kena langgar|ketabrak|tertabrak|ditabrak|kejang|sawan|撞到人|撞倒*|胸口痛|喘不过气|不能呼吸|流好多血|跌親|抽搐|بيغرق|يغرق|دعست|دهست|دهس|دعس|فيه دم|وقع على راسه|مش قادر يتنفس|ألم في صدره|takkar maar*|saans nahi|seene me dard|sir phat*|दर्द सीने|सांस नहीं|टक्कर मार*|सिर फट*|moozhg*|moolg*|vizhundhut*|vilundhut*|nenju vali|moochu vidamudiyala|மூழ்கி*|நெஞ்சு வலி|se ahoga|ahogandose|atropell*|no respira|le duele el pecho|convulsion*|atropel*|nao respira|dor no peito|convuls*|se afogando|nabangga|nasagasaan|hindi makahinga|masakit ang dibdib|inaatake|রক্ত পড়*|rokto|ডুবে যাচ্ছে|শ্বাস নিতে|\
    injured|injury|bleeding|blood on|unconscious|fainted|collapsed at|not breathing|no pulse|heart attack|seizure|drowning|drowned|broke his|broke her|head injury|hit by car|hit by|knocked down by|call ambulance|need ambulance|ambulance|fell down|slipped and fell|fell from|cedera|luka|berdarah|pengsan|tak sedarkan|\
    jatuh dari|lemas|serangan jantung|ambulans|patah|terjatuh|pingsan|tenggelam|terluka|kecelakaan|ambulan|nahimatay|dumudugo|nasugatan|nahulog|nalulunod|nadulas|herid*|desmayad*|se desmayo|sangrando|ahogando|ambulancia|infarto|se cayo de|inconsciente|machucad*|desmaiou|ferid*|afogando|ambulancia|caiu da|caiu do|infartou|sangrando|\
    受伤|受傷|流血|晕倒|暈倒|昏倒|昏迷|溺水|没呼吸|冇呼吸|救护车|救護車|白车|摔倒|跌亲|心脏病|مصاب|اصابة|ينزف|نزيف|اغمى|مغمى|اسعاف|غرق طفل|وقع من|طاح من|behosh|khoon|chot lag*|ambulance bulao|gir gaya|gir gayi|डूब*|बेहोश|खून|चोट*|एम्बुलेंस|गिर गए|मयங்கி|மயங்கி*|மயக்க*|ரத்தம்|அடிபட்டு*|ஆம்புலன்ஸ்|விழுந்துட்டா*|mayangi*|ratham|adi patt*|\
    অজ্ঞান|রক্ত|আহত|অ্যাম্বুলেন্স|oggan|behos|ragat|ameumia|damu|amezimia|amezirai|blesse|blessee|saigne|evanoui|inconscient|ambulance|yaralan*|bayildi|kaniyor|ambulans|verletzt|blutet|bewusstlos|krankenwagen|dislocat*";
const INTRUDER: &str = "stranger trying to open|trying to open doors|trying door*|broke into|breaking into|prying|bawa golok|bawa pisau|ada pisau|bawa senjata|dibobol|kemalingan|tawuran|pecahkan pintu|orang tak dikenali|umpil pintu|nyongkel|撬门|撬門|翻墙|翻牆|拿刀|进贼|見血|见血|خناقة|بيتخانقو|معاه سكين|tala tod*|ताला तोड़*|maar pit|maarpit|chaku lekar|katthi|poottu odach*|nos asaltaron|me asaltaron|estan asaltando|forzando la puerta|pularam o muro|pulou o muro|invadiram|arrombaram|arrombando|kutsilyo|itak|nag-aaway|nag aaway|nagsaksakan|pumasok sa unit|চাকু|তালা ভে*|chor dhukse|\
    intruder|break in|break-in|broke in|burglar*|trespass*|robbery|robbed|armed|weapon|knife|bawa parang|dengan parang|pegang parang|gunshot|with a gun|pistol|fighting|assault*|attacked|stabbed|bomb|suspicious package|pencuri masuk|pencuri|perompak|penceroboh|dipecah masuk|pecah masuk|samun|bergaduh|maling|rampok|dirampok|penyusup|berkelahi|pembobol*|\
    magnanakaw|nanloob|akyat bahay|may baril|patalim|holdap|intruso|ladron*|robo a mano|se metieron|asalto|arma|pelea|cuchillo|ladrao|ladroes|invadiu|invasao|assalto|armado|faca|briga|tiroteio|小偷|贼|賊|闯入|闖入|爆窃|爆格|抢劫|打劫|打架|持刀|有刀|入屋|حرامي|لص|سرقة|اقتحام|سلاح|سكين|هوشة|مشاجرة|chor|chori ho|ghus gaya|ghus aaya|maar peet|chaku|\
    चोर|घुस गया|घुस आया|मारपीट|चाकू|thirudan|kalavani|sandai|திருடன்|திருட*|சண்டை|கத்தி|চোর|ডাকাত|মারামারি|chor dhuk*|dakat|mwizi|wezi|mvamizi|kisu|bunduki|voleur|cambriol*|intrus|couteau|bagarre|hirsiz|bicak|kavga|einbrecher|einbruch|messer";
const COLLAPSE: &str = "came down at|ceiling came down|ceiling fell|wall fell|wall falling|siling jatuh|siling runtuh|dinding nak|tembok rubuh|rubuh|围墙倒|墙倒|吊顶掉|السقف وقع|وقع السقف|الجدار وقع|السور وقع|deewar gir*|chhat gir*|दीवार गिर*|suvar idinj*|suvar vizh*|ceiling vizh*|se cayo la barda|se cayo el plafon|se esta cayendo el|muro caindo|teto caiu|teto caindo|muro caiu|forro caiu|bumagsak yung kisame|bumagsak ang kisame|bumagsak yung pader|nahulog yung kisame|দেয়াল পড়ে|ছাদ ভেঙ*|\
    collapse|collapsed|collapsing|caved in|falling debris|falling tiles|fell off the building|about to fall|runtuh|roboh|nak runtuh|ambruk|ambrol|longsor|gumuho|derrumb*|se cayo el techo|colaps*|desabou|desabando|desabamento|塌了|倒塌|坍塌|塌下|冧咗|انهار*|سقط السقف|gir gayi deewar|chhat gir*|ढह*|छत गिर*|idinju*|இடிந்து*|இடிஞ்சு*|ধসে*|ukuta umeanguka|jengo limeanguka|imebomoka|effondr*|coktu|cokuyor|eingesturzt";
const BENIGN_NAMES: &str = "kitchen knife|knife for|keselamatan kebakaran|fire safety briefing|aana yaarum illa ulla|yaarum illa|fire extinguisher*|fire ext|fire door*|fire drill*|fire alarm panel|fire alarm test*|fire hose*|fire escape|fire exit*|fire panel|fire safety|fire pump*|fire lift|fire hydrant|fire certificate|fire inspection|fire cert|fire department audit|fire warden*|fire officer*|fire sprinkler*|bomba visit|smoke detector*|smoke alarm*|smoking|no smoking|smoke break|\
    smoke area|alat pemadam api|pemadam api|pemadam|apar|pintu api|pintu kebakaran|alarm kebakaran|pam kebakaran|hidran|asap rokok|asap dapur|pengesan asap|detektor asap|asap fogging|penggera kebakaran|kereta api|api abdul|gunung api|fire truck|puerta contra incendio*|extintor*|contra incendio*|detector de humo|\
    sistema contra incendios|porta corta-fogo|porta corta fogo|detector de fumaca|alarme de incendio|灭火器|消防*|烟雾探测器|烟感|طفاية*|باب الحريق|انذار الحريق|كاشف دخان|كاشف الدخان|مضخة الحريق|طفايات|fire brigade mock|detecteur de fumee|extincteur*|yangin tupu|yangin kapisi|yangin sondurme*|duman dedektoru|feuerloscher*|rauchmelder*|\
    brandschutz*|brandschutztur|ambulance bay|ambulance parking|ambulance lane|moto moto|lemas betul|patah balik|chori chori|luka sikit je dinding|ice knife|fire emoji|fuego artificial*|fuegos artificiales|fire sale|fire line|fire engine*|fire brigade|fire service|fire watch|fire dept|fire department|fire vendor|fire zone*|fire damper*|fire main|pos pantau kebakaran|seminar keselamatan kebakaran|firewall|fire wall";
