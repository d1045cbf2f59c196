//! The phone that needs no WhatsApp: a simulator beside the pages, played by people of the directory.

use crate::cloud_api::CloudApi;
use crate::home::Home;
use crate::{chance, leap};
use anyhow::Context as _;
use domain::directory::{Directory, Person, Role};
use simulator::{Leap, Leaper, Persona, Profile, Settings, Simulator};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Where the phone is unless told otherwise.
pub const ADDRESS: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8081);
/// Tabs that fit.
const PEOPLE_MAX: usize = 24;
/// People of one role, so that every role has somebody.
const OF_ROLE_MAX: usize = 4;
/// Whoever reports comes first.
const ROLES: [Role; 7] =
    [Role::Resident, Role::Cleaner, Role::Guard, Role::Technician, Role::Vendor, Role::Supervisor, Role::Manager];
const NUMBER: &str = "15550100200";
const NUMBER_ID: &str = "100000000000001";
const ACCOUNT_ID: &str = "100000000000002";

/// A phone that can be served, and what the program must be set to so that it talks to it.
pub struct Phone {
    /// Where it is.
    pub address: String,
    /// In place of Meta's settings.
    pub cloud_api: CloudApi,
    simulator: Simulator,
    listener: TcpListener,
}

impl Phone {
    /// Makes a phone for the people of a folder. `pages` is where the program listens, `public` where people see it.
    ///
    /// # Errors
    /// When the address is taken, or is not this machine's alone: whoever reaches it may write as anybody.
    pub async fn at(
        listen: SocketAddr,
        pages: SocketAddr,
        public: &str,
        (home, data): (&Home, &Path),
    ) -> anyhow::Result<Self> {
        anyhow::ensure!(
            listen.ip().is_loopback(),
            "the phone may only be served on this machine, such as on {ADDRESS}: whoever reaches it may write as anybody"
        );
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("cannot serve the phone on {listen}; choose another address with --phone"))?;
        let address = format!("http://{}", listener.local_addr()?);
        let (app_secret, access_token) = (chance::token()?, chance::token()?);
        let cloud_api = CloudApi::simulated(
            format!("{address}/v26.0"),
            (app_secret.clone(), chance::token()?, access_token.clone()),
            (NUMBER_ID.to_owned(), ACCOUNT_ID.to_owned()),
        );
        let settings = Settings {
            hook: format!("http://{pages}/hooks/cloud-api"),
            app_secret,
            access_token,
            phone_number_id: NUMBER_ID.to_owned(),
            waba_id: ACCOUNT_ID.to_owned(),
            display_number: NUMBER.to_owned(),
            address: address.clone(),
            dashboard: public.to_owned(),
            now_us: || chance::now().us(),
            leap: Some(leaper(home, data)),
        };
        let directory = home.directory().await?;
        Ok(Self { address, cloud_api, simulator: Simulator::new(settings, people(&directory)), listener })
    }

    /// Serves it and posts its webhooks, for as long as it is awaited.
    pub async fn serve(self) {
        let served = axum::serve(self.listener, self.simulator.router());
        let (served, ()) = tokio::join!(served, self.simulator.deliver());
        if let Err(error) = served {
            tracing::error!("The phone is served no more: {error}");
        }
    }
}

/// Lets time pass for this program, and for this folder.
fn leaper(home: &Home, data: &Path) -> Leaper {
    let (zone, data) = (home.zone.clone(), data.to_owned());
    Arc::new(move |by: Leap| {
        if let Err(error) = leap::leap(&data, &zone, by) {
            tracing::error!("No time passes: {error:#}");
        }
    })
}

/// Some of each role, those with a number; made-up ones where the directory has none.
fn people(directory: &Directory) -> Vec<Persona> {
    let mut chosen: Vec<Persona> = Vec::new();
    for role in ROLES {
        let of_role = directory.people.values().filter(|person| person.role == role);
        let playable = of_role.filter_map(|person| persona(directory, person));
        let room = PEOPLE_MAX - chosen.len();
        chosen.extend(playable.take(OF_ROLE_MAX.min(room)));
    }
    if chosen.is_empty() {
        let cast = [
            ("60110000001", "Aini", "resident"),
            ("60110000002", "Kumar", "guard"),
            ("60110000003", "Siti", "cleaner"),
        ];
        let group = || "Ops group".to_owned();
        let made_up = |(phone, name, role): (&str, &str, &str)| played(phone.to_owned(), name, role, group());
        chosen.extend(cast.map(made_up));
    }
    chosen
}

fn persona(directory: &Directory, person: &Person) -> Option<Persona> {
    let number = person.handles.iter().find_map(|handle| handle.0.strip_prefix('+'))?;
    let site = person.site.as_ref().and_then(|site| directory.sites.get(site)).map(|site| site.name.as_str());
    let group = site.map(|site| format!("{site} Ops")).unwrap_or_default();
    (!person.name.is_empty()).then(|| played(number.to_owned(), &person.name, person.role.word(), group))
}

fn played(phone: String, name: &str, role: &str, group: String) -> Persona {
    let user_id = format!("MY.9{phone}");
    Persona {
        phone,
        name: name.to_owned(),
        role: role.to_owned(),
        user_id,
        profile: Profile::Full,
        is_old: false,
        group,
    }
}
