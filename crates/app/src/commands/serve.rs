//! `laksana serve`: the pages, on this machine unless told otherwise; and the links that let people in.

#[cfg(test)]
mod tests;

use crate::bridges::BridgeSettings;
use crate::cloud_api::CloudApi;
use crate::commands::eval;
use crate::ears::Ear;
use crate::graph::Graph;
use crate::health::{self, Health, SetUp};
use crate::home::{Home, Place};
use crate::hooks::{self, Hook, Switches};
use crate::imprints::imprint;
use crate::model_server::{OpinionSettings, VoiceSettings};
use crate::packs::{self, Bench};
use crate::phone::{self, Phone};
use crate::post::{Post, PostSettings};
use crate::workers::{
    Adviser, Allowed, Bell, Clock, Editions, Eye, Fetcher, Hearing, Intake, Listener, Night, Outside, ReadMarks,
    Sender, Standing, Workers,
};
use crate::{chance, doors, following, labels, lists, passwords, thumbs, wizard};
use anyhow::Context as _;
use api::Api;
use axum::Router;
use channels::cloud_api::Account;
use domain::id::Digest;
use domain::member::Member;
use engine::rounds::Codes;
use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use store::sessions::{self, Link, Token, issue_link};
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use web::{Continuity, Imprint, Sending, State, Wizard};

/// How long a sign-in link opens something, in minutes.
const LINK_MINUTES: i64 = 60;
/// Where pages are served unless told otherwise.
const ADDRESS: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);

/// Serves the pages.
#[derive(Debug, Default, clap::Args)]
pub struct Serve {
    /// The address to serve on
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// The address people reach it under, when a proxy stands before it
    #[arg(long)]
    public_url: Option<String>,
    #[command(flatten)]
    cloud_api: CloudApi,
    #[command(flatten)]
    bridges: BridgeSettings,
    #[command(flatten)]
    post: PostSettings,
    #[command(flatten)]
    opinion: OpinionSettings,
    #[command(flatten)]
    voice: VoiceSettings,
    /// Serve a phone beside the pages, to write as people of the directory without WhatsApp; on 127.0.0.1:8081, or here
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = "127.0.0.1:8081")]
    phone: Option<SocketAddr>,
    /// A folder of fonts for characters that the built-in ones lack
    #[arg(long, value_name = "FOLDER")]
    fonts: Option<PathBuf>,
    /// Messages that may be sent in thirty days; patrols and critical tickets are told of all the same
    #[arg(long, value_name = "N")]
    messages_month_max: Option<u64>,
    /// People who may be written to first in a day: what WhatsApp allows your portfolio, 250 when left out
    #[arg(long, value_name = "N")]
    people_day_max: Option<usize>,
    /// Publish a checkpoint of the journal once a day, in this file or folder, kept where nobody here can change it
    #[arg(long, value_name = "FILE|FOLDER")]
    checkpoints: Option<PathBuf>,
}

/// Prints a new one-time sign-in link.
#[derive(Debug, clap::Args)]
pub struct SignIn {
    /// The address people reach the pages under; the one last served under, when left out
    #[arg(long)]
    public_url: Option<String>,
    /// Whom it signs in; whoever has this machine when left out
    #[arg(long, default_value = Member::HOUSE)]
    member: String,
}

impl SignIn {
    /// Runs it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        let public = match self.public_url {
            Some(public) => address_of_pages(&public)?,
            None => home.desk.address(&home.org).await?.unwrap_or_else(|| format!("http://{ADDRESS}")),
        };
        anyhow::ensure!(
            home.directory().await?.member(&self.member).is_some(),
            "there is no member called {}; laksana member list shows them",
            self.member
        );
        println!("{}", link(&home, &public, &self.member).await?);
        println!("It works once, for {LINK_MINUTES} minutes.");
        Ok(ExitCode::SUCCESS)
    }
}

impl Serve {
    /// With a phone, unless it is to hear the real WhatsApp.
    ///
    /// # Errors
    /// When the settings of the real one cannot be read.
    pub fn with_phone(self) -> anyhow::Result<Self> {
        let phone = if self.cloud_api.secrets()?.is_none() { self.phone.or(Some(phone::ADDRESS)) } else { self.phone };
        Ok(Self { phone, ..self })
    }

    /// Refuses to play with a real number, whose time is everybody's.
    fn play_or_work(&self, place: &Place) -> anyhow::Result<()> {
        let is_real = self.bridges.bridges()?.are_some()
            || self.cloud_api.secrets()?.is_some()
            || self.cloud_api.account()?.is_some();
        anyhow::ensure!(
            !is_real || self.phone.is_none(),
            "--phone simulates WhatsApp, and the settings of the real one are set; leave one of them out"
        );
        anyhow::ensure!(
            !is_real || chance::ahead_us() == 0,
            "the clock of {} was put forward on the phone; a real number needs a folder whose time is true",
            place.data.display()
        );
        Ok(())
    }

    /// Runs it until it is told to stop.
    ///
    /// # Errors
    /// When the address is taken, or the database cannot be reached.
    pub async fn run(mut self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        self.play_or_work(place)?;
        let (post, opinions, ear) = (self.post.post()?, self.opinion.server()?, Ear::said(&self.voice, &place.data)?);
        let listener = listener(self.listen.unwrap_or(ADDRESS)).await?;
        let public = public(self.public_url.as_deref(), &listener)?;
        home.desk.serve_at(&home.org, &public).await?;
        let phone = match self.phone {
            Some(at) => Some(Phone::at(at, listener.local_addr()?, &public, (&home, &place.data)).await?),
            None => None,
        };
        if let Some(phone) = &phone {
            self.cloud_api = phone.cloud_api.clone();
        }
        let (secrets, account) = (self.cloud_api.secrets()?, self.cloud_api.account()?);
        let link = first_link(&home, &public).await?;
        greet(&public, link.as_deref(), phone.as_ref(), secrets.is_some(), account.as_ref());
        let published = self.checkpoints.filter(|to| !to.as_os_str().is_empty());
        let (tell, continuity) = watch::channel(Continuity::default());
        let following = tokio::spawn(following::beside(home.clone(), place.data.clone(), published, tell));
        let name = web::house_name(&*home.directory().await?);
        let sending = Arc::new(if account.is_some() { Sending::by_itself() } else { Sending::default() });
        let allowed = Allowed { month_max: self.messages_month_max, people_max: self.people_day_max };
        let (may_speak, graph) = (account.is_some(), account.map(Graph::new).transpose()?);
        let (files, read) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let adviser = opinions.map(|server| Adviser::new(home.clone(), server, self.opinion.day_max()));
        let voices = Listener::new(home.clone(), ear);
        let outside = outside(&home, graph.clone(), (&files, &read), (allowed, &sending), (adviser, voices));
        let (came, (close, closing)) = (Arc::new(Notify::new()), watch::channel(false));
        let (codes, wizard) = (Codes::new(home.pepper().await?), wizard::door(&home, &self.cloud_api, &public)?);
        let (imprint, mails_from) = (Arc::new(imprint(&place.data, self.fonts)), post.as_ref().map(Post::address));
        let at = phone.as_ref().map(|phone| phone.address.clone());
        let lent =
            Lent { imprint: imprint.clone(), phone: at, sending, wizard, codes, closing, mails_from, continuity };
        let pages = state(&home, &place.data, name, public.starts_with("https://"), lent)?;
        let (keeper, keeping) = hooks::keeping(home.clone(), Arc::clone(&came));
        let (bridges, switches) = (self.bridges.bridges()?, Switches::new(home.clone()));
        let hears = secrets.is_some() || bridges.are_some();
        let hearing = Hearing::new(home.clone(), keeper.all_refused(), graph.clone(), &public);
        let hearing = hearing.telling(self.post.alarm(&public)?).asking(Standing::of(&self.cloud_api)?);
        let clock = Clock::new(home.clone(), hears).listening(hearing);
        let intake = Intake::new(home.clone(), came, files).await?;
        let intake = match &graph {
            Some(graph) => intake.speaking(read, graph.number()),
            None => intake,
        };
        let daily = (Editions::new(home.clone(), imprint, post, graph), Night::new(home.clone()));
        let workers = Workers::start(Bell(home.clone()), intake, clock, Eye::new(home.clone()).await?, daily, outside);
        let keeping = tokio::spawn(keeping);
        let health = Health::new(home.clone(), keeper.clone(), SetUp { hears, may_speak });
        let playing = tokio::spawn(play(phone));
        let router = router(pages, api(&home), health, Hook::new(secrets, bridges, keeper, switches));
        axum::serve(listener, router).with_graceful_shutdown(stopped(close)).await?;
        // The last keeper went with the router, so that what was accepted is kept before the workers end.
        keeping.await?;
        workers.stop().await;
        following.abort();
        playing.abort();
        home.db.close().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// A link to sign in with. What a service prints is kept, and read by others: it is for whoever starts by hand, or for the first
/// time.
async fn first_link(home: &Home, public: &str) -> anyhow::Result<Option<String>> {
    let open = sessions::of_member(&home.db, home.org.as_str(), Member::HOUSE, chance::now().us()).await?;
    if open.is_empty() || std::io::stdout().is_terminal() {
        return Ok(Some(link(home, public, Member::HOUSE).await?));
    }
    Ok(None)
}

/// What goes outside: files are fetched, messages marked as read and sent where there is a number to do it for.
fn outside(
    home: &Home,
    graph: Option<Graph>,
    (files, read): (&Arc<Notify>, &Arc<Notify>),
    (allowed, sending): (Allowed, &Arc<Sending>),
    (adviser, listener): (Option<Adviser>, Listener),
) -> Outside {
    let fetcher = graph.clone().map(|graph| Fetcher::new(home.clone(), graph, Arc::clone(files)));
    let marks = graph.clone().map(|graph| ReadMarks::new(home.clone(), graph, Arc::clone(read)));
    let sender = graph.map(|graph| Sender::new(home.clone(), graph, allowed, Arc::clone(sending)));
    Outside { fetcher, marks, sender, adviser, listener: Some(listener) }
}

/// The address that people reach the pages under: as said, else where they are served.
fn public(said: Option<&str>, listener: &TcpListener) -> anyhow::Result<String> {
    match said {
        Some(public) => address_of_pages(public),
        None => Ok(format!("http://{}", listener.local_addr()?)),
    }
}

/// Takes the address that pages and hooks are served on.
async fn listener(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot serve on {address}; is another laksana running there? Choose another address with --listen")
    })
}

/// Serves the phone, where there is one.
async fn play(phone: Option<Phone>) {
    if let Some(phone) = phone {
        phone.serve().await;
    }
}

/// Says where everything is, and what to do next.
fn greet(public: &str, link: Option<&str>, phone: Option<&Phone>, hears: bool, account: Option<&Account>) {
    println!("Laksana is at {public}");
    if let Some(phone) = phone {
        println!("The phone, to write as anybody of the directory, is at {}", phone.address);
    }
    match link {
        Some(link) => println!("Sign in once, within {LINK_MINUTES} minutes, with {link}"),
        None => println!("Sign in with a link of: laksana sign-in"),
    }
    println!();
    println!("Next: import an exported WhatsApp chat on the page, or");
    println!("  laksana import \"WhatsApp Chat with ….zip\"   a chat becomes tickets, tasks and proof");
    println!("  laksana demo                                a busy place to look at");
    println!("  laksana sign-in                             another link");
    if phone.is_some() {
        println!("WhatsApp is simulated: nothing leaves this computer.");
    } else if hears {
        println!("WhatsApp is heard at {public}/hooks/cloud-api");
    } else {
        println!("WhatsApp is not heard live; to switch it on, set LAKSANA_CLOUD_API_APP_SECRET and");
        println!("LAKSANA_CLOUD_API_VERIFY_TOKEN (README, “Going live”).");
    }
    if let Some(Account { phone_number_id, base_url, .. }) = account {
        println!("Laksana speaks as number {phone_number_id} through {base_url}: see the page To send.");
    }
    println!("Ctrl-C ends it.");
}

/// Everything that is served: the pages, and beside them what no browser's rules concern.
pub fn router(pages: State, api: Api, health: Health, hook: Hook) -> Router {
    web::router(pages).merge(api::router(api)).merge(health::router(health)).merge(hooks::router(hook))
}

/// What the program lends to other programs.
pub fn api(home: &Home) -> Api {
    Api { desk: home.desk.clone(), zone: home.zone.clone(), now: chance::now, stamps: chance::stamps }
}

/// The address under which people reach the pages: a web address, and nothing else of one.
///
/// # Errors
/// When it is none, or holds what no address of pages has: a link that leads nowhere helps nobody.
fn address_of_pages(public: &str) -> anyhow::Result<String> {
    let wrong = || format!("the public address is “{public}”; write it as https://ops.example.com");
    let url = reqwest::Url::parse(public.trim()).ok().with_context(wrong)?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
    let is_bare =
        url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    anyhow::ensure!(is_web && is_bare && url.path() == "/", wrong());
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Ends when the program is told to; open pages, which listen for as long as they are open, are let go first.
async fn stopped(close: watch::Sender<bool>) {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
    close.send_replace(true);
}

/// What the pages are lent beside the home itself.
pub struct Lent {
    /// Whether messages leave by themselves, and what keeps them.
    pub sending: Arc<Sending>,
    /// Connecting a number.
    pub wizard: Wizard,
    /// The codes of checkpoints.
    pub codes: Codes,
    /// Becomes true when the program ends.
    pub closing: watch::Receiver<bool>,
    /// What documents carry of this installation.
    pub imprint: Arc<Imprint>,
    /// From which address mails leave.
    pub mails_from: Option<String>,
    /// Where the phone is, while it is served.
    pub phone: Option<String>,
    /// How the journal stands to what was published of it.
    pub continuity: watch::Receiver<Continuity>,
}

/// What the program lends to the pages.
///
/// # Errors
/// When the folder for uploads cannot be made.
pub fn state(home: &Home, data: &std::path::Path, name: String, https: bool, lent: Lent) -> anyhow::Result<State> {
    let folder = home.thumbs.clone();
    Ok(State {
        desk: home.desk.clone(),
        blobs: home.blobs.clone(),
        thumb: Box::new(move |digest| thumbs::path(&folder, &Digest::new(digest))),
        org: home.org.clone(),
        zone: home.zone.clone(),
        name,
        now: chance::now,
        token: || chance::token().expect("the machine gave randomness when it started"),
        entropy: || chance::entropy().expect("the machine gave randomness when it started"),
        imports: doors::imports(home, data)?,
        lists: lists::door(home),
        labels: labels::door(home),
        passwords: passwords::door(),
        proof: packs::door(Bench { home: home.clone(), data: data.to_owned(), imprint: lent.imprint.clone() }),
        imprint: lent.imprint,
        mails_from: lent.mails_from,
        phone: lent.phone,
        wizard: lent.wizard,
        score: eval::door(home),
        code: Box::new(move |place, days, day| lent.codes.code(place, days, day)),
        sending: lent.sending,
        closing: lent.closing,
        continuity: lent.continuity,
        https,
    })
}

/// A link that signs in once.
///
/// # Errors
/// When the database cannot be written.
pub async fn link(home: &Home, public_url: &str, member: &str) -> anyhow::Result<String> {
    let text = chance::token()?;
    let token = Token::parse(&text).context("a token of 64 hex digits is one")?;
    let expires_us = chance::now().plus_minutes(LINK_MINUTES).us();
    let mut tx = home.db.begin().await?;
    issue_link(&mut tx, &token, &Link { org: home.org.to_string(), member: member.to_owned(), expires_us }).await?;
    tx.commit().await?;
    Ok(format!("{}/sign-in/{text}", public_url.trim_end_matches('/')))
}
