//! What it means that WhatsApp says something of our account, and what to do about it, in every language we speak.

use crate::notice::Concern;

/// What a concern means, and what to do; in English where there are no words in a language.
#[must_use]
pub fn words(language: &str, concern: Concern) -> &'static str {
    let base = language.split('-').next().unwrap_or_default();
    let (_, table) = ALL.iter().find(|(known, _)| *known == base).unwrap_or(&ALL[0]);
    let at = Concern::ALL.iter().position(|known| *known == concern);
    at.and_then(|at| table.get(at)).copied().unwrap_or_default()
}

/// One table a language, in the order of the concerns; English first.
const ALL: [(&str, [&str; 16]); 9] = [
    (
        "en",
        [
            "WhatsApp restricts what our account may do. Look at Account quality in WhatsApp Manager, and ask for a review there.",
            "WhatsApp says that our account broke its rules. Read which one in WhatsApp Manager, and change what is sent or ask for a review.",
            "WhatsApp has a message about our account. Read it in WhatsApp Manager.",
            "People block or report our number. Write only to those who expect it, before WhatsApp lowers our limit.",
            "Many people block or report our number. Write less, and only to those who expect it, or WhatsApp restricts us.",
            "WhatsApp rejected this template; what it says waits for those who have not written for a day. Read why in WhatsApp Manager, change its words and hand it in again.",
            "WhatsApp paused this template because people complained; what it says waits until the pause ends by itself.",
            "WhatsApp disabled this template for good. Change its words and hand it in again.",
            "People complain about this template, and WhatsApp may pause it. Send it to fewer people.",
            "WhatsApp counts this template as marketing now: it costs more, and does not reach everybody. Ask for a review in WhatsApp Manager.",
            "WhatsApp lets us write first to fewer people a day than before; the others wait until the next day.",
            "Somebody asked to change the PIN of our number. If it was none of you, secure the business account at once.",
            "The access token runs out within two weeks. Make one that does not, and set it here, or nothing is sent or heard any more.",
            "WhatsApp does not tell us all that we need. The page WhatsApp says which fields to subscribe to.",
            "WhatsApp took our messages and has told nothing of them since. Look for a payment method in WhatsApp Manager, and whether the webhook is subscribed.",
            "WhatsApp takes none of our messages: what is to be sent waits. Look at payment method and account quality in WhatsApp Manager; the page To send says why.",
        ],
    ),
    (
        "ms",
        [
            "WhatsApp mengehadkan apa yang boleh dibuat oleh akaun kita. Lihat kualiti akaun dalam WhatsApp Manager dan mohon semakan di situ.",
            "WhatsApp mengatakan akaun kita melanggar peraturannya. Baca peraturan mana dalam WhatsApp Manager, lalu ubah apa yang dihantar atau mohon semakan.",
            "WhatsApp ada pesanan tentang akaun kita. Baca dalam WhatsApp Manager.",
            "Ada orang menyekat atau melaporkan nombor kita. Tulis hanya kepada yang menjangkakannya, sebelum WhatsApp menurunkan had kita.",
            "Ramai orang menyekat atau melaporkan nombor kita. Kurangkan menulis, dan hanya kepada yang menjangkakannya, jika tidak WhatsApp akan mengehadkan kita.",
            "WhatsApp menolak templat ini; isinya menunggu bagi mereka yang tidak menulis selama sehari. Baca sebabnya dalam WhatsApp Manager, ubah kata-katanya dan serahkan semula.",
            "WhatsApp menjeda templat ini kerana ada aduan; isinya menunggu sehingga jeda tamat dengan sendirinya.",
            "WhatsApp menutup templat ini selama-lamanya. Ubah kata-katanya dan serahkan semula.",
            "Ada aduan tentang templat ini, dan WhatsApp mungkin menjedanya. Hantar kepada lebih sedikit orang.",
            "WhatsApp kini mengira templat ini sebagai pemasaran: lebih mahal, dan tidak sampai kepada semua. Mohon semakan dalam WhatsApp Manager.",
            "WhatsApp membenarkan kita menulis dahulu kepada lebih sedikit orang sehari; yang lain menunggu hari berikutnya.",
            "Ada orang meminta menukar PIN nombor kita. Jika bukan anda, lindungi akaun perniagaan itu sekarang juga.",
            "Token akses tamat dalam dua minggu. Buat yang tidak tamat dan tetapkan di sini, jika tidak tiada apa dihantar atau didengar lagi.",
            "WhatsApp tidak memberitahu semua yang kita perlukan. Halaman WhatsApp menyatakan medan yang perlu dilanggan.",
            "WhatsApp menerima pesanan kita tetapi tidak memberitahu apa-apa sejak itu. Semak kaedah pembayaran dalam WhatsApp Manager, dan sama ada webhook dilanggan.",
            "WhatsApp tidak menerima sebarang pesanan kita: apa yang hendak dihantar menunggu. Lihat kaedah pembayaran dan kualiti akaun dalam WhatsApp Manager; halaman Perlu dihantar menyatakan sebabnya.",
        ],
    ),
    (
        "id",
        [
            "WhatsApp membatasi apa yang boleh dilakukan akun kita. Lihat kualitas akun di WhatsApp Manager dan minta peninjauan di sana.",
            "WhatsApp menyatakan akun kita melanggar aturannya. Baca aturan mana di WhatsApp Manager, lalu ubah yang dikirim atau minta peninjauan.",
            "WhatsApp punya pesan tentang akun kita. Baca di WhatsApp Manager.",
            "Ada orang memblokir atau melaporkan nomor kita. Tulis hanya kepada yang menantikannya, sebelum WhatsApp menurunkan batas kita.",
            "Banyak orang memblokir atau melaporkan nomor kita. Kurangi menulis, dan hanya kepada yang menantikannya, atau WhatsApp membatasi kita.",
            "WhatsApp menolak templat ini; isinya menunggu bagi mereka yang sehari tidak menulis. Baca alasannya di WhatsApp Manager, ubah kata-katanya dan ajukan lagi.",
            "WhatsApp menjeda templat ini karena ada keluhan; isinya menunggu sampai jeda berakhir sendiri.",
            "WhatsApp menonaktifkan templat ini untuk seterusnya. Ubah kata-katanya dan ajukan lagi.",
            "Ada keluhan tentang templat ini, dan WhatsApp mungkin menjedanya. Kirim kepada lebih sedikit orang.",
            "WhatsApp kini menghitung templat ini sebagai pemasaran: lebih mahal, dan tidak sampai ke semua orang. Minta peninjauan di WhatsApp Manager.",
            "WhatsApp mengizinkan kita menulis lebih dulu kepada lebih sedikit orang per hari; yang lain menunggu hari berikutnya.",
            "Seseorang meminta mengganti PIN nomor kita. Jika bukan Anda, amankan akun bisnis itu sekarang juga.",
            "Token akses berakhir dalam dua minggu. Buat yang tidak berakhir dan atur di sini, atau tidak ada lagi yang dikirim atau didengar.",
            "WhatsApp tidak memberi tahu semua yang kita perlukan. Halaman WhatsApp menyebut bidang yang perlu dilanggankan.",
            "WhatsApp menerima pesan kita dan sejak itu tidak memberi tahu apa-apa. Periksa metode pembayaran di WhatsApp Manager, dan apakah webhook berlangganan.",
            "WhatsApp tidak menerima satu pun pesan kita: yang akan dikirim menunggu. Lihat metode pembayaran dan kualitas akun di WhatsApp Manager; halaman Akan dikirim menyebut alasannya.",
        ],
    ),
    (
        "zh",
        [
            "WhatsApp 限制了我们账户可以做的事。请在 WhatsApp Manager 查看账户质量，并在那里申请复审。",
            "WhatsApp 认为我们的账户违反了规则。请在 WhatsApp Manager 查看是哪一条，然后更改发送的内容或申请复审。",
            "WhatsApp 有一条关于我们账户的消息。请在 WhatsApp Manager 查看。",
            "有人屏蔽或举报了我们的号码。请只写给期待收到消息的人，以免 WhatsApp 降低我们的限额。",
            "很多人屏蔽或举报了我们的号码。请少发，并只写给期待收到消息的人，否则 WhatsApp 会限制我们。",
            "WhatsApp 拒绝了这个模板；对一天内没有来信的人，这些内容会先等待。请在 WhatsApp Manager 查看原因，修改文字后重新提交。",
            "因为有人投诉，WhatsApp 暂停了这个模板；内容会等到暂停自动结束。",
            "WhatsApp 永久停用了这个模板。请修改文字后重新提交。",
            "有人投诉这个模板，WhatsApp 可能会暂停它。请发给更少的人。",
            "WhatsApp 现在把这个模板算作营销：费用更高，而且不是每个人都能收到。请在 WhatsApp Manager 申请复审。",
            "WhatsApp 允许我们每天主动写给的人数减少了；其余的人要等到第二天。",
            "有人要求更改我们号码的 PIN 码。如果不是你们自己，请立即保护商业账户。",
            "访问令牌将在两周内到期。请生成一个不会到期的并在这里设置，否则将无法再收发消息。",
            "WhatsApp 没有告诉我们所需的全部内容。WhatsApp 页面写明了要订阅哪些字段。",
            "WhatsApp 收下了我们的消息，但之后没有任何回音。请在 WhatsApp Manager 检查付款方式，并检查 webhook 是否已订阅。",
            "WhatsApp 不接受我们的任何消息：要发送的内容都在等待。请在 WhatsApp Manager 查看付款方式和账户质量；“待发送”页面写明了原因。",
        ],
    ),
    (
        "ta",
        [
            "நம் கணக்கு செய்யக்கூடியதை WhatsApp கட்டுப்படுத்தியுள்ளது. WhatsApp Manager-இல் கணக்கின் தரத்தைப் பார்த்து, அங்கே மறுஆய்வு கேட்கவும்.",
            "நம் கணக்கு விதியை மீறியதாக WhatsApp கூறுகிறது. எந்த விதி என்று WhatsApp Manager-இல் படித்து, அனுப்புவதை மாற்றவும் அல்லது மறுஆய்வு கேட்கவும்.",
            "நம் கணக்கைப் பற்றி WhatsApp-இன் செய்தி உள்ளது. WhatsApp Manager-இல் படிக்கவும்.",
            "சிலர் நம் எண்ணைத் தடுக்கிறார்கள் அல்லது புகார் செய்கிறார்கள். WhatsApp நம் வரம்பைக் குறைக்கும் முன், எதிர்பார்ப்பவர்களுக்கு மட்டும் எழுதவும்.",
            "பலர் நம் எண்ணைத் தடுக்கிறார்கள் அல்லது புகார் செய்கிறார்கள். குறைவாகவும் எதிர்பார்ப்பவர்களுக்கு மட்டுமே எழுதவும்; இல்லையெனில் WhatsApp நம்மைக் கட்டுப்படுத்தும்.",
            "WhatsApp இந்த வார்ப்புருவை நிராகரித்தது; ஒரு நாளாக எழுதாதவர்களுக்கு இது காத்திருக்கும். காரணத்தை WhatsApp Manager-இல் படித்து, சொற்களை மாற்றி மீண்டும் சமர்ப்பிக்கவும்.",
            "புகார்களால் WhatsApp இந்த வார்ப்புருவை இடைநிறுத்தியது; இடைநிறுத்தம் தானாக முடியும் வரை இது காத்திருக்கும்.",
            "WhatsApp இந்த வார்ப்புருவை நிரந்தரமாக முடக்கியது. சொற்களை மாற்றி மீண்டும் சமர்ப்பிக்கவும்.",
            "இந்த வார்ப்புரு பற்றிப் புகார்கள் உள்ளன; WhatsApp இதை இடைநிறுத்தலாம். குறைவானவர்களுக்கு அனுப்பவும்.",
            "WhatsApp இப்போது இந்த வார்ப்புருவை விளம்பரமாகக் கருதுகிறது: செலவு அதிகம், எல்லோருக்கும் சேராது. WhatsApp Manager-இல் மறுஆய்வு கேட்கவும்.",
            "ஒரு நாளில் நாம் முதலில் எழுதக்கூடியவர்களின் எண்ணிக்கையை WhatsApp குறைத்துள்ளது; மற்றவர்கள் மறுநாள் வரை காத்திருப்பார்கள்.",
            "நம் எண்ணின் PIN-ஐ மாற்ற யாரோ கேட்டுள்ளார். அது நீங்கள் இல்லையென்றால், வணிகக் கணக்கை உடனே பாதுகாக்கவும்.",
            "அணுகல் டோக்கன் இரண்டு வாரங்களில் முடிகிறது. முடியாத ஒன்றை உருவாக்கி இங்கே அமைக்கவும்; இல்லையெனில் எதுவும் அனுப்பப்படாது, கேட்கப்படாது.",
            "நமக்குத் தேவையான அனைத்தையும் WhatsApp சொல்வதில்லை. எந்தப் புலங்களுக்குச் சந்தா செய்ய வேண்டும் என்று WhatsApp பக்கம் சொல்கிறது.",
            "WhatsApp நம் செய்திகளை ஏற்றது; அதன் பின் எதுவும் சொல்லவில்லை. WhatsApp Manager-இல் பணம் செலுத்தும் முறையையும், webhook சந்தாவையும் பார்க்கவும்.",
            "WhatsApp நம் எந்தச் செய்தியையும் ஏற்பதில்லை: அனுப்ப வேண்டியவை காத்திருக்கின்றன. WhatsApp Manager-இல் பணம் செலுத்தும் முறையையும் கணக்கின் தரத்தையும் பார்க்கவும்; காரணம் அனுப்ப வேண்டியவை பக்கத்தில் உள்ளது.",
        ],
    ),
    (
        "es",
        [
            "WhatsApp restringe lo que puede hacer nuestra cuenta. Mire la calidad de la cuenta en WhatsApp Manager y pida allí una revisión.",
            "WhatsApp dice que nuestra cuenta incumplió sus reglas. Lea cuál en WhatsApp Manager, y cambie lo que se envía o pida una revisión.",
            "WhatsApp tiene un mensaje sobre nuestra cuenta. Léalo en WhatsApp Manager.",
            "Hay quien bloquea o denuncia nuestro número. Escriba solo a quien lo espera, antes de que WhatsApp baje nuestro límite.",
            "Mucha gente bloquea o denuncia nuestro número. Escriba menos, y solo a quien lo espera, o WhatsApp nos restringirá.",
            "WhatsApp rechazó esta plantilla; lo que dice espera para quien no ha escrito en un día. Lea el motivo en WhatsApp Manager, cambie sus palabras y preséntela de nuevo.",
            "WhatsApp pausó esta plantilla porque hubo quejas; lo que dice espera hasta que la pausa termine sola.",
            "WhatsApp desactivó esta plantilla para siempre. Cambie sus palabras y preséntela de nuevo.",
            "Hay quejas de esta plantilla, y WhatsApp puede pausarla. Envíela a menos personas.",
            "WhatsApp cuenta ahora esta plantilla como marketing: cuesta más y no llega a todos. Pida una revisión en WhatsApp Manager.",
            "WhatsApp nos deja escribir primero a menos personas al día que antes; las demás esperan hasta el día siguiente.",
            "Alguien pidió cambiar el PIN de nuestro número. Si no fue ninguno de ustedes, proteja la cuenta de empresa de inmediato.",
            "El token de acceso caduca en menos de dos semanas. Cree uno que no caduque y configúrelo aquí, o ya no se enviará ni se oirá nada.",
            "WhatsApp no nos avisa de todo lo que necesitamos. La página WhatsApp dice a qué campos suscribirse.",
            "WhatsApp aceptó nuestros mensajes y no ha dicho nada de ellos desde entonces. Busque un método de pago en WhatsApp Manager, y si el webhook está suscrito.",
            "WhatsApp no acepta ninguno de nuestros mensajes: lo que hay que enviar espera. Mire el método de pago y la calidad de la cuenta en WhatsApp Manager; la página Por enviar dice el motivo.",
        ],
    ),
    (
        "pt",
        [
            "O WhatsApp restringe o que a nossa conta pode fazer. Veja a qualidade da conta no WhatsApp Manager e peça lá uma revisão.",
            "O WhatsApp diz que a nossa conta violou as regras. Leia qual no WhatsApp Manager, e mude o que é enviado ou peça uma revisão.",
            "O WhatsApp tem uma mensagem sobre a nossa conta. Leia-a no WhatsApp Manager.",
            "Há quem bloqueie ou denuncie o nosso número. Escreva só a quem espera, antes que o WhatsApp baixe o nosso limite.",
            "Muita gente bloqueia ou denuncia o nosso número. Escreva menos, e só a quem espera, ou o WhatsApp nos restringe.",
            "O WhatsApp rejeitou este modelo; o que ele diz espera para quem não escreveu há um dia. Leia o motivo no WhatsApp Manager, mude as palavras e envie-o de novo para aprovação.",
            "O WhatsApp pausou este modelo porque houve queixas; o que ele diz espera até a pausa acabar sozinha.",
            "O WhatsApp desativou este modelo para sempre. Mude as palavras e envie-o de novo para aprovação.",
            "Há queixas deste modelo, e o WhatsApp pode pausá-lo. Envie-o a menos pessoas.",
            "O WhatsApp conta agora este modelo como marketing: custa mais e não chega a todos. Peça uma revisão no WhatsApp Manager.",
            "O WhatsApp deixa-nos escrever primeiro a menos pessoas por dia do que antes; as outras esperam até o dia seguinte.",
            "Alguém pediu para mudar o PIN do nosso número. Se não foi nenhum de vocês, proteja a conta comercial imediatamente.",
            "O token de acesso expira em menos de duas semanas. Crie um que não expire e configure-o aqui, ou nada mais será enviado ou ouvido.",
            "O WhatsApp não nos avisa de tudo o que precisamos. A página WhatsApp diz quais campos assinar.",
            "O WhatsApp aceitou as nossas mensagens e desde então não disse nada delas. Procure um método de pagamento no WhatsApp Manager, e se o webhook está inscrito.",
            "O WhatsApp não aceita nenhuma das nossas mensagens: o que há para enviar espera. Veja o método de pagamento e a qualidade da conta no WhatsApp Manager; a página Para enviar diz o motivo.",
        ],
    ),
    (
        "ar",
        [
            "يقيّد واتساب ما يمكن لحسابنا فعله. راجع جودة الحساب في WhatsApp Manager واطلب مراجعة هناك.",
            "يقول واتساب إن حسابنا خالف قواعده. اقرأ أي قاعدة في WhatsApp Manager، ثم غيّر ما يُرسل أو اطلب مراجعة.",
            "لدى واتساب رسالة عن حسابنا. اقرأها في WhatsApp Manager.",
            "هناك من يحظر رقمنا أو يبلّغ عنه. اكتب فقط لمن ينتظر ذلك قبل أن يخفض واتساب حدّنا.",
            "كثيرون يحظرون رقمنا أو يبلّغون عنه. اكتب أقل ولمن ينتظر ذلك فقط، وإلا قيّدنا واتساب.",
            "رفض واتساب هذا القالب؛ ما يقوله ينتظر لمن لم يكتب منذ يوم. اقرأ السبب في WhatsApp Manager وغيّر كلماته وقدّمه من جديد.",
            "أوقف واتساب هذا القالب مؤقتًا بسبب الشكاوى؛ ما يقوله ينتظر حتى ينتهي الإيقاف من تلقاء نفسه.",
            "عطّل واتساب هذا القالب نهائيًا. غيّر كلماته وقدّمه من جديد.",
            "هناك شكاوى من هذا القالب وقد يوقفه واتساب. أرسله إلى عدد أقل.",
            "يعدّ واتساب هذا القالب تسويقًا الآن: كلفته أكبر ولا يصل إلى الجميع. اطلب مراجعة في WhatsApp Manager.",
            "يسمح لنا واتساب بأن نبدأ الكتابة لعدد أقل من الناس في اليوم؛ والبقية ينتظرون إلى اليوم التالي.",
            "طلب أحدهم تغيير رمز PIN لرقمنا. إن لم يكن أحدكم، فأمّن حساب الأعمال فورًا.",
            "ينتهي رمز الوصول خلال أسبوعين. أنشئ رمزًا لا ينتهي واضبطه هنا، وإلا فلن يُرسل شيء ولن يُسمع.",
            "لا يخبرنا واتساب بكل ما نحتاجه. تذكر صفحة WhatsApp الحقول التي يجب الاشتراك فيها.",
            "استلم واتساب رسائلنا ولم يقل عنها شيئًا منذ ذلك الحين. تحقق من وسيلة الدفع في WhatsApp Manager ومن اشتراك الـ webhook.",
            "لا يستلم واتساب أيًّا من رسائلنا: ما ينبغي إرساله ينتظر. راجع وسيلة الدفع وجودة الحساب في WhatsApp Manager؛ وتذكر صفحة «للإرسال» السبب.",
        ],
    ),
    (
        "hi",
        [
            "WhatsApp ने हमारे अकाउंट पर रोक लगाई है। WhatsApp Manager में अकाउंट की गुणवत्ता देखें और वहीं समीक्षा माँगें।",
            "WhatsApp कहता है कि हमारे अकाउंट ने नियम तोड़ा। WhatsApp Manager में पढ़ें कौन सा, फिर भेजी जाने वाली बात बदलें या समीक्षा माँगें।",
            "WhatsApp का हमारे अकाउंट के बारे में एक संदेश है। उसे WhatsApp Manager में पढ़ें।",
            "कुछ लोग हमारा नंबर ब्लॉक या रिपोर्ट कर रहे हैं। WhatsApp सीमा घटाए, उससे पहले केवल उन्हें लिखें जो इसकी उम्मीद करते हैं।",
            "बहुत लोग हमारा नंबर ब्लॉक या रिपोर्ट कर रहे हैं। कम लिखें और केवल उन्हें जो उम्मीद करते हैं, नहीं तो WhatsApp हम पर रोक लगाएगा।",
            "WhatsApp ने यह टेम्पलेट अस्वीकार किया; जिन्होंने एक दिन से नहीं लिखा, उनके लिए यह रुका रहेगा। WhatsApp Manager में कारण पढ़ें, शब्द बदलें और फिर जमा करें।",
            "शिकायतों के कारण WhatsApp ने यह टेम्पलेट रोका है; रोक अपने आप हटने तक यह रुका रहेगा।",
            "WhatsApp ने यह टेम्पलेट हमेशा के लिए बंद किया। शब्द बदलें और फिर जमा करें।",
            "इस टेम्पलेट की शिकायतें हैं, WhatsApp इसे रोक सकता है। इसे कम लोगों को भेजें।",
            "WhatsApp अब इस टेम्पलेट को विज्ञापन मानता है: खर्च ज़्यादा है और यह सब तक नहीं पहुँचता। WhatsApp Manager में समीक्षा माँगें।",
            "WhatsApp अब एक दिन में कम लोगों को पहले लिखने देता है; बाकी अगले दिन तक रुकेंगे।",
            "किसी ने हमारे नंबर का PIN बदलने को कहा है। अगर आप में से कोई नहीं था, तो बिज़नेस अकाउंट तुरंत सुरक्षित करें।",
            "एक्सेस टोकन दो हफ़्ते में ख़त्म होगा। ऐसा बनाएँ जो ख़त्म न हो और यहाँ लगाएँ, नहीं तो न कुछ भेजा जाएगा न सुना जाएगा।",
            "WhatsApp हमें ज़रूरी सब बातें नहीं बताता। WhatsApp पेज बताता है कि कौन से फ़ील्ड सब्सक्राइब करने हैं।",
            "WhatsApp ने हमारे संदेश लिए और उसके बाद कुछ नहीं बताया। WhatsApp Manager में भुगतान का तरीका देखें, और यह भी कि वेबहुक सब्सक्राइब है या नहीं।",
            "WhatsApp हमारा कोई संदेश नहीं ले रहा: जो भेजना है वह रुका है। WhatsApp Manager में भुगतान का तरीका और अकाउंट की गुणवत्ता देखें; कारण “भेजने के लिए” पेज पर है।",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::languages;

    #[test]
    fn every_concern_is_said_in_every_language() {
        assert_eq!(Concern::ALL.len(), 16);
        let known: Vec<&str> = ALL.iter().map(|(language, _)| *language).collect();
        assert_eq!(known, languages().collect::<Vec<_>>());
        for (language, table) in ALL {
            for (words, concern) in table.iter().zip(Concern::ALL) {
                assert!(
                    !words.is_empty() && words.chars().count() < 250 && !words.contains(['{', '\n']),
                    "{language} {concern}"
                );
            }
        }
    }
}
