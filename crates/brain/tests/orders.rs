//! What is said in answer to a message of ours: orders, and what people say while they quote it.

use brain::orders::{Spoken, spoken};
use domain::directory::{Person, Role, Site};
use domain::draft::Draft;
use domain::event::Event;
use domain::id::{ConversationId, MessageId, OrgId, PersonId, SiteId, TicketNumber};
use domain::message::{Band, Circle, ConversationKey, Handle, Inbound, Interpretation, Kind, Reader};
use domain::order::{Deed, Order, Told};
use domain::outbound::Accepted;
use domain::request::{Actor, Command, Definition, Proposal, Request, Stamp, Via};
use domain::situation::Situation;
use domain::ticket::{Assignee, Category, HoldReason, Priority};
use domain::time::{Instant, Zone};

/// The name under which our answer was sent.
const OURS: &str = "ours";

struct World {
    draft: Draft,
    minute: i64,
}

impl World {
    /// A world in which a ticket was given away, and our answer to that was sent.
    fn new() -> Self {
        let mut world = Self { draft: Draft::new(Situation::empty(Zone::utc())), minute: 0 };
        let site = SiteId::new("green");
        world.ask(Command::Define(Box::new(Definition::Site(Site::named(site.clone(), "Green Court".into())))));
        for (id, role) in [("mei", Role::Resident), ("azlan", Role::Technician), ("farah", Role::Manager)] {
            world.ask(Command::Define(Box::new(Definition::Person(Person {
                id: PersonId::new(id),
                name: id.into(),
                handles: vec![Handle(format!("+6012345{id}"))],
                role,
                vendor: None,
                site: Some(site.clone()),
                shared: None,
            }))));
        }
        let report = world.say("mei", "lift stuck at level 3", None);
        world.ask(Command::Interpret(Box::new(Proposal {
            opens: true,
            ..Proposal::of(
                report,
                Interpretation {
                    by: Reader::Embedded("1".into()),
                    kind: Kind::Issue,
                    category: Some(Category::Lift),
                    priority: Some(Priority::High),
                    place: None,
                    about: None,
                    confidence: 0.9,
                    band: Band::Act,
                    language: "en".into(),
                },
            )
        })));
        let message = world.say("farah", "assign #1 to azlan", None);
        let deed = Deed::Assign(Assignee::Person(PersonId::new("azlan")));
        let told = Told::Ticket { ticket: TicketNumber(1), is_named: true, deed };
        world.ask(Command::Obey(Box::new(Order { message, language: "en".into(), told })));
        let to_farah = |outbound: &&domain::outbound::Outbound| outbound.to == PersonId::new("farah");
        let ours = world.draft.situation.outbounds.values().find(to_farah).expect("she is answered").id.clone();
        let accepted = Accepted { external: OURS.into(), channel_name: OURS.into(), also: vec![] };
        world.ask(Command::NoteSent { outbound: ours, accepted: Some(accepted) });
        world
    }

    fn ask(&mut self, command: Command) -> Vec<Event> {
        self.minute += 1;
        let at = Instant::from_us(1_794_211_200_000_000).plus_minutes(self.minute);
        let request = Request {
            org: OrgId::new("test"),
            actor: Actor::Channel,
            via: Via::Simulated,
            stamp: Stamp { at, entropy: u128::from(self.minute.unsigned_abs()) },
            import: None,
            command,
        };
        let changes = self.draft.ask(request).expect("the request is granted");
        changes.iter().map(|change| change.event.clone()).collect()
    }

    fn say(&mut self, sender: &str, text: &str, reply_to: Option<&str>) -> MessageId {
        let inbound = Inbound {
            sender_name: sender.into(),
            reply_to: reply_to.map(str::to_owned),
            ..Inbound::said(
                ConversationKey {
                    id: ConversationId::new("ops"),
                    circle: Circle::Group,
                    name: "Ops".into(),
                    with: None,
                },
                format!("m{}", self.minute),
                Handle(format!("+6012345{sender}")),
                Instant::from_us(1_794_211_200_000_000).plus_minutes(self.minute + 1),
                text.into(),
            )
        };
        let events = self.ask(Command::Receive(Box::new(inbound)));
        events.iter().find_map(|event| event.message().cloned()).expect("it was received")
    }

    /// What the manager says to us by a message that quotes our answer.
    fn answers(&mut self, text: &str) -> Option<Spoken> {
        self.hears("farah", text, Some(OURS))
    }

    /// What somebody says to us, quoting something or not.
    fn hears(&mut self, sender: &str, text: &str, reply_to: Option<&str>) -> Option<Spoken> {
        let message = self.say(sender, text, reply_to);
        let heard = self.draft.situation.message(&message).expect("it was received");
        spoken(&self.draft.situation, heard)
    }

    /// The manager puts the ticket on hold in the chat; the name of the message that does.
    fn hold(&mut self) -> String {
        let external = format!("m{}", self.minute);
        let message = self.say("farah", "hold #1 waiting for parts", None);
        let told = Told::Ticket { ticket: TicketNumber(1), is_named: true, deed: Deed::Hold(Some(HoldReason::Parts)) };
        self.ask(Command::Obey(Box::new(Order { message, language: "en".into(), told })));
        external
    }
}

#[test]
fn an_order_in_answer_to_us_needs_no_number() {
    let mut world = World::new();
    for (text, deed) in [
        ("P1", Deed::Prioritise(Priority::Critical)),
        ("close", Deed::Close),
        ("tutup", Deed::Close),
        ("关闭", Deed::Close),
        ("मंज़ूर", Deed::Approve),
        ("cerrar", Deed::Close),
        ("fechar", Deed::Close),
        ("மூடு", Deed::Close),
        ("isara", Deed::Close),
        ("reabrir", Deed::Reopen),
        ("buka semula", Deed::Reopen),
    ] {
        let Some(Spoken::Order(Order { told: Told::Ticket { deed: told, ticket, is_named }, .. })) =
            world.answers(text)
        else {
            panic!("{text} is an order");
        };
        assert_eq!((told, ticket, is_named), (deed, TicketNumber(1), false), "{text}");
    }
}

#[test]
fn what_people_say_while_they_quote_us_is_none() {
    let mut world = World::new();
    for text in [
        "pls confirm",
        "please verify again",
        "hold on, part of ceiling fell",
        "hold the door owner coming",
        "done",
        "ok noted, closing the valve now",
        "the gate is closed",
        "closed",
        "batal meeting esok",
        "tolong sahkan",
        "tunggu kat pintu masuk",
        "tunggu, air dah masuk rumah",
        "siap",
        "mohon konfirmasi",
        "tunggu barangkali petang",
        "nanti saya tutup pintunya",
        "请确认一下",
        "等一下",
        "关门了吗",
        "தயவுசெய்து உறுதி",
        "கதவை மூடு",
        "बंद",
        "कृपया पुष्टि करो",
        "पंप बंद करो",
        "gate band karo",
        "por favor confirmar",
        "lista",
        "cierra la llave",
        "espera en la puerta",
        "pode confirmar por favor",
        "fecha o registro",
        "pronto",
        "رجاء تاكيد",
        "سكر المحبس",
        "انتظر عند البوابة",
        "hintayin ang barangay",
        "isara ang gripo",
        "tapos na",
    ] {
        assert_eq!(world.answers(text), None, "{text}");
    }
}

/// Whether what was said is that the pause of the ticket is wrong.
fn is_contest(said: Option<&Spoken>) -> bool {
    let order = match said {
        Some(Spoken::Order(order)) => order,
        Some(Spoken::Inquiry(_)) | None => return false,
    };
    matches!(order.told, Told::Ticket { ticket: TicketNumber(1), deed: Deed::Contest, .. })
}

#[test]
fn a_pause_is_contested_by_its_number_or_quoting_what_was_said_of_it() {
    for text in [
        "the pause of #1 is wrong, parts were there",
        "hold #1 is wrong",
        "why is #1 on hold? parts are here",
        "penangguhan #1 salah, barang dah ada",
        "penangguhan #1 salah, barang dah ada di stor",
        "jeda #1 keliru, suku cadang ada di gudang",
        "#1 的暂停不对，配件已经到了",
        "#1 நிறுத்தம் தவறு, பாகம் இருந்தது",
        "#1 की रोक गलत है, पार्ट था",
        "la pausa de #1 es incorrecta, los repuestos estaban",
        "a pausa do #1 está errada, a peça estava aqui",
        "por que #1 está em espera? já temos a peça no depósito",
        "تعليق #1 خطأ، القطع موجودة",
        "mali ang hold sa #1, nandito ang piyesa",
    ] {
        let mut world = World::new();
        world.hold();
        let said = world.hears("azlan", text, None);
        assert!(is_contest(said.as_ref()), "{text}: {said:?}");
    }
    let mut world = World::new();
    let hold = world.hold();
    for text in ["why on hold? parts are here", "The hold is wrong", "kenapa hold? barang dah sampai"] {
        for quoted in [OURS, &hold] {
            let said = world.hears("azlan", text, Some(quoted));
            assert!(is_contest(said.as_ref()), "{text}: {said:?}");
        }
    }
}

#[test]
fn where_it_is_not_clear_that_a_pause_is_wrong_it_is_talk() {
    let mut world = World::new();
    world.hold();
    let talk = format!("m{}", world.minute);
    world.say("mei", "when will they come", None);
    for (text, quoted) in [
        ("the hold is wrong", None),
        ("the hold is wrong", Some(talk.as_str())),
        ("why on hold? parts are not here", Some(OURS)),
        ("why on hold?", Some(OURS)),
        ("why on hold, are parts here?", Some(OURS)),
        ("why on hold? the guard is here", Some(OURS)),
        ("is the pause of #1 wrong?", None),
        ("kenapa hold? barang belum ada", Some(OURS)),
        ("为什么暂停？配件没到了", Some(OURS)),
    ] {
        assert!(!is_contest(world.hears("azlan", text, quoted).as_ref()), "{text}");
    }
}
