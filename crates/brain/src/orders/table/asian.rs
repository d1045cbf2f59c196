//! Chinese, Tamil and Hindi, in their own letters and in Latin ones.

use super::Says;
use crate::orders::Sense;

pub(super) const CHINESE: &[Says] = &[
    (Sense::Approve, &["(批准|同意|准) ##", "#! (批准|同意|准)[了]"]),
    (Sense::Decline, &["(不批准|不同意|不批) ##", "#! (不批准|不同意|不批)"]),
    (
        Sense::Assign,
        &[
            "[把] ## (交给|交給|派给|派給|分给|分給|指派给|指派給|转给|轉給|给|給) @",
            "(指派|分配|派|安排) # (给|給) @",
            "(指派|分配|交)(给|給) @",
            "?(派|叫|让|安排) @ (去|处理|處理|跟进|跟進|去处理) #!",
            "?@ (负责|負責|跟进|跟進|处理|處理|去处理) #!",
            "?#! @ (负责|負責|跟进|跟進|处理|處理|去)",
        ],
    ),
    (
        Sense::Take,
        &["我(来|來|接|做|去|处理|處理|负责|負責)[处理|做] #!", "#! 我(来|來|接|做|去|处理|處理|负责|負責)[处理|做]"],
    ),
    (Sense::Start, &["(开始|開始)[处理|做] #!", "#! (开始|開始|处理中|處理中|开始处理)[了]"]),
    (
        Sense::Hold,
        &[
            "(暂停|暫停|挂起|掛起|搁置) ##",
            "(暂停|暫停|挂起|掛起|搁置) ## [等|因为|因為|等待] ~",
            "#! (暂停|暫停|挂起|掛起)",
            "#! (暂停|暫停|挂起|掛起|等|等待) [等] ~",
        ],
    ),
    (
        Sense::Resolve,
        &[
            "(完成|搞定|修好|弄好|做好|已完成|已修好|解决|解決) [了] ##",
            "## [已经|已經] (完成|搞定|修好|弄好|做好|已完成|已修好|解决|解決|好) [了]",
        ],
    ),
    (Sense::Verify, &["(确认|確認|验收|驗收) ##", "#! (确认|確認|验收|驗收|已确认|已確認|可以用)[了]"]),
    (Sense::Reopen, &["(重开|重開|重新打开|重新打開|重新开启) #", "# (重开|重開|重新打开|重新打開)"]),
    (Sense::Dispute, &["#! (还没好|還沒好|没修好|沒修好|没好|还是坏的|還是壞的|又坏了|又壞了|还没修好)"]),
    (Sense::Close, &["(关闭|關閉|关单|结案|結案) ##", "## (关闭|關閉|关单|结案|結案)"]),
    (Sense::Cancel, &["(取消|作废|作廢) #!", "#! (取消|作废|不是问题|不是問題)"]),
    (
        Sense::Merge,
        &[
            "[把] # (并入|併入|合并到|合併到|归到) #2",
            "(合并|合併) # [到|和|与|跟|入|进|與] #2",
            "#! (和|跟|与|與) #2 (一样|一樣|相同|重复|重複|是同一个)",
        ],
    ),
    (Sense::Note, &["(备注|備註|记录) #! ~", "#! (备注|備註) ~"]),
    (Sense::Priority(1), &["(紧急|緊急|加急) #!", "#! (紧急|緊急|加急)"]),
    (Sense::Undo, &["(撤销|撤銷|取消上一个|撤消)", "?(撤回|还原)"]),
    (
        Sense::Status,
        &[
            "(状态|狀態|进度|進度|进展|進展) #",
            "# [的] (状态|狀態|进度|進度|进展|進展)",
            "#! (怎么样|怎麼樣|怎样|如何|什么情况|什麼情況|好了吗|好了嗎|修好了吗|几时好|幾時好)[了]",
        ],
    ),
    (Sense::Overview, &["(状态|狀態|总览|概况|情况如何)"]),
    (
        Sense::Open,
        &[
            "(列表|清单|清單|未完成的)",
            "(有哪些|有什么|哪些)(没完成|未完成|沒完成|还没完成)[的]",
            "& (有哪些|有什么|哪些)(没完成|未完成|沒完成|还没完成)[的]",
        ],
    ),
    (
        Sense::Overdue,
        &[
            "(有什么|有哪些|哪些|什么)(逾期|超时|超時|过期|過期)[的|了]",
            "& (有什么|有哪些|哪些|什么)(逾期|超时|超時|过期|過期)[的|了]",
            "(逾期|超时|超時)[的][列表|清单|工单]",
        ],
    ),
    (Sense::Mine, &["我的(工作|任务|任務|清单|活)"]),
    (
        Sense::OnShift,
        &[
            "[现在|現在|今天|今晚] (谁|誰) [在] (值班|当班|當班|上班)",
            "(谁|誰)[现在|今天|今晚][在](值班|当班|當班|上班)",
            "& [现在|现时|今天|今晚] (谁|誰) [在] (值班|当班|當班|上班)",
        ],
    ),
];

pub(super) const TAMIL: &[Says] = &[
    (Sense::Approve, &["(ஒப்புதல்|அனுமதி|ஒப்புக்கொள்) ##", "#! (ஒப்புதல்|அனுமதி)"]),
    (Sense::Decline, &["(மறுப்பு|மறு|அனுமதி இல்லை) ##", "#! (மறுப்பு|அனுமதி இல்லை)"]),
    (
        Sense::Assign,
        &[
            "## [ஐ|வேலையை] @ (கொடு|கொடுங்கள்|கொடுக்கவும்|ஒதுக்கு|ஒதுக்கவும்|ஒதுக்குங்கள்)",
            "@ ## [ஐ] (கொடு|கொடுங்கள்|கொடுக்கவும்|ஒதுக்கு|ஒதுக்கவும்|ஒதுக்குங்கள்)",
            "(ஒதுக்கு|ஒதுக்கவும்) # @",
        ],
    ),
    (Sense::Take, &["நான் (எடுக்கிறேன்|செய்கிறேன்|பார்க்கிறேன்) #!", "#! நான் (எடுக்கிறேன்|செய்கிறேன்|பார்க்கிறேன்)"]),
    (Sense::Start, &["(தொடங்கு|ஆரம்பி|ஆரம்பித்தேன்|தொடங்கினேன்) #!", "#! (ஆரம்பித்தேன்|தொடங்கினேன்|ஆரம்பம்)"]),
    (
        Sense::Hold,
        &[
            "(நிறுத்து|காத்திரு|நிறுத்தி வை) ##",
            "(நிறுத்து|காத்திரு|நிறுத்தி வை) ## ~",
            "#! (நிறுத்து|காத்திரு|நிறுத்தி வை)",
            "#! (காத்திருக்கிறது|காத்திருக்கிறோம்|நிறுத்து) ~",
        ],
    ),
    (
        Sense::Resolve,
        &[
            "(முடிந்தது|முடிஞ்சது|முடிந்துவிட்டது|சரியாகிவிட்டது|சரிசெய்தாச்சு|முடிச்சாச்சு) ##",
            "## (முடிந்தது|முடிஞ்சது|முடிந்துவிட்டது|சரியாகிவிட்டது|சரிசெய்தாச்சு|முடிச்சாச்சு)",
        ],
    ),
    (Sense::Verify, &["(உறுதி|உறுதி செய்|சரிபார்த்தேன்) ##", "#! (உறுதி|சரிபார்த்தேன்|இப்போது சரி)"]),
    (Sense::Reopen, &["(மீண்டும் திற|மறுபடி திற) #", "# (மீண்டும் திற|மறுபடி திற)"]),
    (Sense::Dispute, &["#! (இன்னும் சரியாகவில்லை|சரியாகவில்லை|இன்னும் முடியவில்லை|முடியவில்லை)"]),
    (Sense::Close, &["(மூடு|மூடவும்|மூடுங்கள்) ##", "## [ஐ] (மூடு|மூடவும்|மூடுங்கள்)"]),
    (Sense::Cancel, &["(ரத்து|ரத்து செய்) #!", "#! (ரத்து|ரத்து செய்)"]),
    (Sense::Merge, &["# [ஐ] #2 (உடன்|வுடன்|இல்|உடன் சேர்த்து) (இணை|சேர்|சேர்க்கவும்)", "(இணை|சேர்) # #2"]),
    (Sense::Note, &["குறிப்பு #! ~", "#! குறிப்பு ~"]),
    (Sense::Priority(1), &["(அவசரம்|அவசர) #!", "#! (அவசரம்|அவசர)"]),
    (Sense::Undo, &["செயல்தவிர்", "?(திரும்பப்பெறு|திரும்ப பெறு)"]),
    (Sense::Status, &["(நிலை|நிலவரம்) #", "#! (நிலை|நிலவரம்|என்ன ஆச்சு|எப்படி|எப்போ முடியும்)", "# [இன்] (நிலை|நிலவரம்) [என்ன]"]),
    (Sense::Overview, &["(நிலவரம்|நிலை|நிலவரம் என்ன)"]),
    (Sense::Open, &["(பட்டியல்|திறந்தவை) [என்ன|எவை]", "& [இல்] (பட்டியல்|திறந்தவை) [என்ன|எவை]"]),
    (Sense::Overdue, &["தாமதமானவை [என்ன|எவை]", "தாமதம் (என்ன|எவை)", "& [இல்] (தாமதமானவை|தாமதம்) [என்ன|எவை]"]),
    (Sense::Mine, &["(என்|எனது) (வேலைகள்|வேலை|பணிகள்|பணி)"]),
    (
        Sense::OnShift,
        &["[இப்போது|இன்று|இன்றிரவு] யார் (பணியில்|டூட்டியில்|டூட்டி|ஷிஃப்ட்|ஷிப்ட்)", "(பணியில்|டூட்டியில்|ஷிஃப்டில்|ஷிப்டில்) யார்"],
    ),
];

pub(super) const TANGLISH: &[Says] = &[
    (Sense::Approve, &["(approve pannu|approve) ##", "#! approve pannu"]),
    (Sense::Decline, &["(approve panna vendam|reject pannu) ##", "#! reject pannu"]),
    (Sense::Assign, &["## @ [ku|kku|kitta|kita] (kudu|kodu|kudunga|kodunga|assign pannu|assign pannunga)"]),
    (Sense::Take, &["naan (edukuren|pakuren|panren|paakaren) #!", "#! naan (edukuren|pakuren|panren|paakaren)"]),
    (Sense::Hold, &["## (hold pannu|hold pannunga) ~", "## wait pannu ~"]),
    (
        Sense::Resolve,
        &[
            "(mudinjathu|mudinjiduchu|mudichachu|mudinjachu|sari panniyachu) ##",
            "## (mudinjathu|mudinjiduchu|mudichachu|mudinjachu|sari panniyachu)",
        ],
    ),
    (Sense::Reopen, &["# (marupadiyum|thirumba) open pannu"]),
    (Sense::Dispute, &["#! (innum mudiyala|innum sari aagala|sari aagala)"]),
    (Sense::Close, &["## (close pannu|close pannunga|mudu)"]),
    (Sense::Status, &["#! (enna aachu|enna achu|eppadi|eppo mudiyum)"]),
    (Sense::OnShift, &["yaar (duty|shift) [la|le] [ippo|innaiku]", "(duty|shift) la yaar [ippo|innaiku]"]),
    (Sense::Overdue, &["(enna|ethu) (late|overdue) [la|aachu]"]),
];

pub(super) const HINDI: &[Says] = &[
    (Sense::Approve, &["(मंज़ूर|मंजूर|मंज़ूर करो|मंजूर करो|स्वीकार) ##", "#! (मंज़ूर|मंजूर)"]),
    (Sense::Decline, &["(नामंज़ूर|नामंजूर|अस्वीकार) ##", "#! (नामंज़ूर|नामंजूर)"]),
    (
        Sense::Assign,
        &[
            "## @ को (दो|दे दो|सौंपो|सौंप दो|दीजिए|असाइन करो)",
            "@ को ## (दो|दे दो|सौंपो|सौंप दो|दीजिए|असाइन करो)",
            "# (सौंपो|असाइन करो) @ को",
        ],
    ),
    (Sense::Take, &["मैं (लेता|लेती|करता|करती|देखता|देखती) (हूँ|हूं) #!", "#! मैं (लेता|लेती|करता|करती|देखता|देखती) (हूँ|हूं)", "#! मेरा"]),
    (Sense::Start, &["(शुरू|शुरू किया|शुरू कर दिया) #!", "#! (शुरू|शुरू किया|शुरू कर दिया)"]),
    (Sense::Hold, &["(रोको|होल्ड) ##", "(रोको|होल्ड) ## ~", "#! (रोको|होल्ड|होल्ड करो)", "#! (रोको|होल्ड|होल्ड करो) ~"]),
    (
        Sense::Resolve,
        &[
            "(हो गया|ठीक हो गया|पूरा हो गया|पूरा|काम हो गया) ##",
            "## (हो गया|ठीक हो गया|पूरा हो गया|पूरा|काम हो गया|ठीक कर दिया)",
        ],
    ),
    (Sense::Verify, &["(पुष्टि|पुष्टि करो|सत्यापित) ##", "#! (पुष्टि|सत्यापित|अब ठीक है)"]),
    (Sense::Reopen, &["(फिर से खोलो|दोबारा खोलो|फिर खोलो) #", "# (फिर से खोलो|दोबारा खोलो|फिर खोलो)"]),
    (Sense::Dispute, &["#! (ठीक नहीं हुआ|अभी ठीक नहीं|अभी ठीक नहीं हुआ|नहीं हुआ|अभी भी खराब है)"]),
    (Sense::Close, &["(बंद करो|बंद कर दो) ##", "## (बंद करो|बंद कर दो)", "बंद #!", "#! बंद"]),
    (Sense::Cancel, &["(रद्द|रद्द करो) #!", "#! (रद्द|रद्द करो)"]),
    (Sense::Merge, &["# [को] #2 (में|से|के साथ) (मिलाओ|मिला दो|जोड़ो)", "(मिलाओ|जोड़ो) # #2"]),
    (Sense::Note, &["नोट #! ~", "#! नोट ~"]),
    (Sense::Priority(1), &["(तुरंत|अर्जेंट|ज़रूरी) #!", "#! (तुरंत|अर्जेंट|ज़रूरी)"]),
    (Sense::Undo, &["(पूर्ववत|पूर्ववत करो)", "?वापस लो"]),
    (Sense::Status, &["(स्टेटस|स्थिति) #", "# (का|की) (स्टेटस|स्थिति|हाल) [क्या है]", "#! (क्या हुआ|कब होगा|कैसा है)"]),
    (Sense::Overview, &["(स्टेटस|स्थिति|हाल क्या है)"]),
    (Sense::Open, &["(सूची|लिस्ट|क्या बाकी है|क्या खुला है)", "& (में|पर) (क्या बाकी है|क्या खुला है)"]),
    (
        Sense::Overdue,
        &["(क्या|कौन सा|कौन से) (लेट|देर से|बकाया) (है|हैं)", "& (में|पर) (क्या|कौन सा|कौन से) (लेट|देर से|बकाया) (है|हैं)"],
    ),
    (Sense::Mine, &["(मेरे|मेरा) (काम|टिकट)"]),
    (
        Sense::OnShift,
        &[
            "[अभी|आज|आज रात] (ड्यूटी|शिफ्ट) (पर|में) कौन है",
            "[अभी|आज|आज रात] कौन (ड्यूटी|शिफ्ट) (पर|में) है",
            "& (में|पर) (ड्यूटी|शिफ्ट) (पर|में) कौन है",
        ],
    ),
];

pub(super) const HINGLISH: &[Says] = &[
    (Sense::Approve, &["(manzoor|manjoor|approve karo) ##", "#! (manzoor|manjoor|approve karo)"]),
    (Sense::Decline, &["(namanzoor|namanjoor|reject karo) ##", "#! (namanzoor|reject karo)"]),
    (
        Sense::Assign,
        &[
            "## @ ko (do|de do|dedo|dena|saunpo|assign karo|assign kar do|assign kardo)",
            "@ ko # (do|de do|dedo|dena|saunpo|assign karo|assign kar do|assign kardo)",
        ],
    ),
    (
        Sense::Take,
        &[
            "(main|mai|mein) (leta|leti|karta|karti|dekhta) (hu|hun|hoon) #!",
            "#! (main|mai|mein) (leta|leti|karta|karti|dekhta) (hu|hun|hoon)",
        ],
    ),
    (Sense::Start, &["(shuru|shuru kiya|shuru kar diya) #!", "#! (shuru|shuru kiya|shuru kar diya|start kiya)"]),
    (Sense::Hold, &["(roko|hold karo) ## ~", "## (roko|hold karo) ~", "#! (roko|hold karo)"]),
    (
        Sense::Resolve,
        &[
            "(ho gaya|hogaya|theek ho gaya|thik ho gaya|kaam ho gaya) ##",
            "## (ho gaya|hogaya|theek ho gaya|thik ho gaya|kaam ho gaya|theek kar diya|thik kar diya)",
        ],
    ),
    (
        Sense::Verify,
        &["(verify karo|confirm karo|confirm hai) ##", "#! (verify karo|confirm hai|ab theek hai|ab thik hai)"],
    ),
    (Sense::Reopen, &["(phir se kholo|dobara kholo|reopen karo) #", "# (phir se kholo|dobara kholo|reopen karo)"]),
    (Sense::Dispute, &["#! (theek nahi hua|thik nahi hua|nahi hua|abhi bhi kharab hai)"]),
    (
        Sense::Close,
        &["(band karo|close karo|band kar do|close kar do) ##", "## (band karo|close karo|band kar do|close kar do)"],
    ),
    (Sense::Cancel, &["cancel karo #!", "#! cancel karo"]),
    (Sense::Merge, &["# [ko] #2 (mein|me|se|ke saath) (milao|mila do|merge karo|jodo)"]),
    (Sense::Priority(1), &["(turant|jaldi) #!", "#! (turant|urgent hai)"]),
    (Sense::Undo, &["undo karo", "?(wapas lo|vapas lo)"]),
    (Sense::Status, &["# ka (status|haal) [kya hai]", "#! (kya hua|kab hoga|kaisa hai)", "status [batao|kya hai] #!"]),
    (
        Sense::Overdue,
        &[
            "(kya|kaun sa|kaunsa) (late|overdue|baki|bakaya) hai",
            "& (me|mein|pe|par) (kya|kaun sa|kaunsa) (late|overdue|baki|bakaya) hai",
        ],
    ),
    (Sense::Mine, &["(mere|mera) (kaam|ticket|tickets|jobs)"]),
    (
        Sense::OnShift,
        &[
            "(duty|shift) (pe|par|me|mein|pr) kaun hai [abhi|aaj]",
            "kaun (duty|shift) (pe|par|me|mein|pr) hai [abhi|aaj]",
        ],
    ),
];
