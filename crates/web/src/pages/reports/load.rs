//! Gathers a report, and writes it in the forms people take away.

use super::{Asked, View, cell_path, page, path};
use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::names::Names;
use crate::parts::shell::Tab;
use crate::state::Shared;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::Directory;
use domain::id::{OrgId, SiteId, VendorId};
use domain::time::{Day, Instant, Zone};
use maud::Markup;
use reports::{Case, Material, NotWritten, Period, Report, Rhythm, Scope, csv, message, workbook};
use store::StoreError;
use store::desk::Desk;
use store::read::reports::{gather, heard};

/// A form in which a report is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A workbook of spreadsheets.
    Xlsx,
    /// A table.
    Csv,
    /// A message for WhatsApp.
    Txt,
}

impl Form {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Xlsx, Self::Csv, Self::Txt];

    /// The ending of its files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Txt => "txt",
        }
    }

    /// The form with this ending.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }

    pub(super) fn file_name(self) -> String {
        format!("report.{}", self.word())
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Xlsx => "Spreadsheet (XLSX)",
            Self::Csv => "Table (CSV)",
            Self::Txt => "Message for WhatsApp",
        }
    }

    fn kind(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Txt => "text/plain; charset=utf-8",
        })
    }
}

/// Which report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// How often it is made.
    pub rhythm: Rhythm,
    /// A day of its period.
    pub day: Day,
    /// Which part of the organisation it is about.
    pub scope: Scope,
}

/// Gathers what a report is made of, as known at an instant. Says whether that is all there is.
///
/// # Errors
/// Of the store.
pub async fn load(
    desk: &Desk,
    org: &OrgId,
    (name, zone): (&str, &Zone),
    wanted: Wanted,
    now: Instant,
) -> Result<(Material, bool), StoreError> {
    let Wanted { rhythm, day, scope } = wanted;
    let first = heard(desk.db(), org).await?.map_or(now, |(first, _)| first);
    let directory = desk.directory(org).await?;
    let zone = match &scope {
        Scope::Site(site) => directory.zone(Some(site), zone),
        Scope::Everything | Scope::Vendor(_) => zone,
    }
    .clone();
    let period = Period::holding(rhythm, day, first.day(&zone), &zone).lasting(now);
    let from = period.before.map_or(period.span.from, |before| before.from);
    let (mut cases, mut days) = (Vec::new(), Vec::new());
    let ticket = |ticket| {
        let case = Case::of(&ticket, now);
        cases.extend(Some(case).filter(|case| Material::is_case_in(&scope, &directory, case)));
    };
    let due = |day| days.extend(Some(day).filter(|day| Material::is_day_in(&scope, &directory, day)));
    let gathered = gather(desk.db(), org, (from, period.span.to), ticket, due).await?;
    cases.sort_by_key(|case| case.number);
    days.sort_by(|one, other| (&one.task, one.day).cmp(&(&other.task, other.day)));
    let organisation = name.to_owned();
    Ok((Material { organisation, zone, now, period, scope, directory, cases, days }, gathered.is_all))
}

/// A report as a file: the same bytes for the same material. `address` is where the pages are served, for links.
///
/// # Errors
/// When the workbook cannot be made.
pub fn document(material: &Material, form: Form, address: Option<&str>) -> Result<Vec<u8>, NotWritten> {
    let report = Report::of(material);
    let asked = asked(&material.scope);
    let listed = |key: &str, row: usize, column: usize| {
        format!("{}{}", address.unwrap_or_default(), asked.href(&cell_path(&material.period, key, row, column)))
    };
    match form {
        Form::Csv => Ok(csv(&report)),
        Form::Txt => Ok(message(&report).into_bytes()),
        Form::Xlsx => workbook(&report, material, address.map(|_| &listed as reports::Listed<'_>)),
    }
}

fn asked(scope: &Scope) -> Asked {
    match scope {
        Scope::Everything => Asked::default(),
        Scope::Site(site) => Asked { site: site.to_string(), ..Asked::default() },
        Scope::Vendor(vendor) => Asked { vendor: vendor.to_string(), ..Asked::default() },
    }
}

/// What an address asks for: a rhythm, a day of it, and a part that there is.
pub(super) async fn asked_for(
    shared: &Shared,
    member: &Member,
    (rhythm, day): (&str, &str),
    asked: &Asked,
) -> Result<(Material, bool), Fault> {
    let rhythm = rhythm.parse().map_err(|_| Fault::Nothing)?;
    let day = day.parse().map_err(|_| Fault::Nothing)?;
    let scope = match (&*asked.site, &*asked.vendor) {
        ("", "") => Scope::Everything,
        ("", vendor) => Scope::Vendor(VendorId::new(vendor)),
        (site, _) => Scope::Site(SiteId::new(site)),
    };
    let wanted = Wanted { rhythm, day, scope };
    let found = load(&shared.desk, &member.org, (&shared.name, &shared.zone), wanted, shared.now()).await?;
    is_there(&found.0.directory, &found.0.scope).then_some(found).ok_or(Fault::Nothing)
}

fn is_there(directory: &Directory, scope: &Scope) -> bool {
    match scope {
        Scope::Everything => true,
        Scope::Site(site) => directory.sites.contains_key(site),
        Scope::Vendor(vendor) => directory.vendors.contains_key(vendor),
    }
}

/// `GET /reports`: for members.
pub async fn weekly(_member: Member) -> Redirect {
    Redirect::to("/reports/weekly")
}

/// `GET /reports/{rhythm}`: for members; the last period in which anything was said.
pub async fn latest(
    State(shared): State<Shared>,
    member: Member,
    Path(rhythm): Path<String>,
) -> Result<Redirect, Fault> {
    let rhythm: Rhythm = rhythm.parse().map_err(|_| Fault::Nothing)?;
    let today = shared.frame(&member, Tab::Reports).wall.today();
    let last = heard(shared.desk.db(), &member.org).await?.map_or(today, |(_, last)| last.day(&shared.zone));
    Ok(Redirect::to(&path(rhythm, last.min(today))))
}

/// `GET /reports/{rhythm}/{day}`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    Path((rhythm, day)): Path<(String, String)>,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let (material, is_all) = asked_for(&shared, &member, (&rhythm, &day), &asked).await?;
    let directory = &material.directory;
    let mut frame = shared.frame(&member, Tab::Reports);
    frame.wall.zone = material.zone.clone();
    Ok(page(&View {
        frame,
        report: Report::of(&material),
        asked,
        sites: Names(directory).sites(),
        vendors: directory.vendors.values().map(|vendor| (vendor.id.to_string(), vendor.name.clone())).collect(),
        is_cut: !is_all,
    }))
}

/// `GET /reports/{rhythm}/{day}/{file}`: for members.
pub async fn download(
    State(shared): State<Shared>,
    member: Member,
    Path((rhythm, day, file)): Path<(String, String, String)>,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Response, Fault> {
    let form = file.strip_prefix("report.").and_then(Form::from_word).ok_or(Fault::Nothing)?;
    let (material, _) = asked_for(&shared, &member, (&rhythm, &day), &asked).await?;
    let address = shared.desk.address(&member.org).await?;
    let bytes = document(&material, form, address.as_deref());
    let mut response = bytes.map_err(|error| Fault::Unreadable(format!("{error}.")))?.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, form.kind());
    let Period { rhythm, last, .. } = material.period;
    let name = format!("attachment; filename=\"laksana-{}-{last}.{}\"", rhythm.word(), form.word());
    // A word of ours and a date hold nothing that a header could not.
    let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}
