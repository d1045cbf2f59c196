//! What the page of connecting a number can do: look at each step, hand in the templates that are missing, name what Meta's form
//! asks for.

use crate::cloud_api::CloudApi;
use crate::doctor::Patient;
use crate::graph::{Graph, NO_WABA_ID};
use crate::handing;
use crate::home::Home;
use anyhow::Context as _;
use domain::wording::{speaks, texts};
use store::voices;
use web::{HandedIn, Wizard};

/// The languages in which people here write and are answered, English among them, since it stands in for all others.
///
/// # Errors
/// When the database is at fault.
pub async fn languages(home: &Home) -> anyhow::Result<Vec<String>> {
    let mut found = vec!["en".to_owned()];
    for spoken in voices::languages(&home.db, &home.org).await?.iter().filter(|spoken| speaks(spoken)) {
        let language = texts(spoken).language.to_owned();
        if !found.contains(&language) {
            found.push(language);
        }
    }
    Ok(found)
}

/// Hands in the templates that WhatsApp does not know, in the languages that people write here.
///
/// # Errors
/// When no number is set up, or WhatsApp does not answer.
async fn hand_in(home: &Home, cloud_api: &CloudApi) -> anyhow::Result<HandedIn> {
    let account = cloud_api.account()?.context("no number, account and access token are set")?;
    anyhow::ensure!(account.waba_id.is_some(), NO_WABA_ID);
    let graph = Graph::new(account)?;
    let listed = graph.listed().await.map_err(|failure| anyhow::anyhow!("{}", failure.sentence()))?;
    handing::submit(&graph, &handing::missing(&languages(home).await?, &listed)).await
}

/// What the page is lent.
///
/// # Errors
/// When the settings cannot be read.
pub fn door(home: &Home, cloud_api: &CloudApi, public: &str) -> anyhow::Result<Wizard> {
    let verify_token = cloud_api.secrets()?.map(|secrets| secrets.verify_token.reveal().to_owned());
    let address = format!("{public}/hooks/cloud-api");
    let (looked, handed) = ((home.clone(), cloud_api.clone(), public.to_owned()), (home.clone(), cloud_api.clone()));
    Ok(Wizard {
        address,
        verify_token,
        look: Box::new(move |()| {
            let (home, cloud_api, public) = looked.clone();
            Box::pin(async move {
                let patient = Patient { home: &home, cloud_api: &cloud_api, public: &public };
                patient.look().await.map_err(|error| format!("The steps cannot be looked at: {error:#}."))
            })
        }),
        hand_in: Box::new(move |()| {
            let (home, cloud_api) = handed.clone();
            // Whoever closes the page in the meantime does not cut it off.
            let handing = tokio::spawn(async move { hand_in(&home, &cloud_api).await });
            Box::pin(async move {
                let handed = handing.await.map_err(|error| format!("It was cut off: {error}."))?;
                handed.map_err(|error| format!("{error:#}"))
            })
        }),
    })
}
