//! What people type to us: orders, questions, answers to what we asked, and prices. Any is read or left alone.
#![no_main]

use brain::orders;
use domain::cost::{Tariff, amount};
use domain::id::{ConversationId, MessageId, PersonId};
use domain::message::{Form, Heard};
use domain::situation::Situation;
use domain::time::{Instant, Zone};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let situation = Situation::empty(Zone::utc());
    let heard = heard(text);
    let _spoken = orders::spoken(&situation, &heard);
    let _numbers = orders::numbers(text);
    let _news = orders::asks_for_news(text);
    let _typed = domain::choice::typed(&situation, &heard);
    let _amount = amount(text);
    if let Ok(tariff) = Tariff::parse(text, 0) {
        assert!(tariff.dearest() >= tariff.of(None).template, "others are among the prices");
    }
});

fn heard(text: &str) -> Heard {
    Heard {
        id: MessageId::new("m"),
        external: "m".to_owned(),
        conversation: ConversationId::new("c"),
        sender: PersonId::new("p"),
        phone: None,
        sent_at: Instant::from_us(1_790_000_000_000_000),
        form: Form::Text,
        text: text.to_owned(),
        media: None,
        geo: None,
        reply_to: None,
        mentions: Vec::new(),
        forwarded: false,
        changed_at: None,
        import: None,
        transcript: None,
        snoozed_until: None,
        words_gone_at: None,
        file_gone_at: None,
        meaning: None,
    }
}
