//! Which path leads where, and who may go there: a few doors are open to all, the rest is for members.

use crate::gate::Welcome;
use crate::pages::{
    account, audit, board, channels, check, costs, directory, habits, handouts, handover, imports, keys, labels, lists,
    lost, media, members, message, messages, occurrence, outbox, palette, pass, people, places, proof, raise, reader,
    reports, retention, rotas, search, settings, sla, subscriptions, tasks, ticket, tickets, today, tour, triage, undo,
    vendors, views, whatsapp, wordings,
};
use crate::state::{Shared, State};
use crate::{assets, bell, gate, limits, sign_in};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use domain::member::MemberRole;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

/// Every page, with what the program lends to them.
pub fn router(state: State) -> Router {
    let shared = Shared::new(state);
    let members = for_those(everyone(), MemberRole::Contact, false)
        .merge(for_those(here(), MemberRole::Viewer, false))
        .merge(for_those(leads(), MemberRole::Supervisor, false))
        .merge(for_those(viewers(), MemberRole::Viewer, true))
        .merge(for_those(managers(), MemberRole::Manager, true))
        .merge(for_those(owners(), MemberRole::Owner, true))
        .route_layer(from_fn_with_state(shared.clone(), gate::members));
    let lost = Router::new()
        .fallback(lost::nowhere)
        .layer(from_fn_with_state(shared.clone(), gate::members))
        .with_state(shared.clone());
    open()
        .merge(members)
        .method_not_allowed_fallback(lost::above)
        .with_state(shared)
        .fallback_service(lost)
        .layer(DefaultBodyLimit::max(limits::FORM_MAX_BYTES))
        .layer(from_fn(gate::guard))
        // Pages hold no secret that could be guessed by their length: what protects forms is a header of the browser.
        // A first page is to fit into thirty kilobytes.
        .layer(CompressionLayer::new().quality(CompressionLevel::Best))
}

/// These routes for members of a role or a greater one; for those who see every site where they show every site.
fn for_those(routes: Router<Shared>, least: MemberRole, is_whole: bool) -> Router<Shared> {
    routes.route_layer(from_fn_with_state(Welcome { least, is_whole }, gate::welcome))
}

/// What strangers may see: how to get in, and nothing of the organisation.
fn open() -> Router<Shared> {
    Router::new()
        .route("/sign-in", get(sign_in::explain).post(sign_in::prove))
        .route("/sign-in/{token}", get(sign_in::offer).post(sign_in::redeem))
        .route("/v/{token}", get(pass::work))
        .route("/v/{token}/media/{digest}", get(pass::media))
        .route("/v/{token}/moves", post(pass::receive).layer(DefaultBodyLimit::max(limits::PHOTOS_MAX_BYTES)))
        .route("/r/{token}", get(pass::report))
        .route("/r/{token}/media/{digest}", get(pass::media))
        .route("/r/{token}/answer", post(pass::answer))
        .route("/h/{token}", get(handouts::open))
        .route("/h/{token}/{file}", get(handouts::take))
        .route("/check/{digest}/{mark}", get(check::show))
        .route(assets::STYLESHEET_ROUTE, get(async || assets::stylesheet()))
        .route(assets::SCRIPT_ROUTE, get(async || assets::script()))
        .route(assets::PASS_SCRIPT_ROUTE, get(async || assets::pass_script()))
        .route(assets::WORKER_PATH, get(async || assets::worker()))
        .route(assets::ICON_PATH, get(async || assets::icon()))
}

/// One's own login, and hearing that its page is to be asked for again.
fn everyone() -> Router<Shared> {
    Router::new()
        .route("/bell", get(bell::listen))
        .route("/sign-out", post(sign_in::leave))
        .route("/account", get(account::show))
        .route("/account/sessions/end", post(account::end_others))
        .route("/account/sessions/{digest}/end", post(account::end))
        .route("/account/password", post(account::password))
        .route("/account/factor", post(account::factor))
        .route("/account/factor/confirmation", post(account::confirm))
        .route("/account/factor/end", post(account::drop_factor))
        .route("/account/language", post(account::language))
        .route("/account/look", post(account::look))
        .route("/account/tickets/{ticket}/moves", post(account::work_on))
}

/// Who has a login, and for how long things are kept.
fn owners() -> Router<Shared> {
    Router::new()
        .route("/members", get(members::show).post(members::add))
        .route("/members/{member}", get(members::one).post(members::change))
        .route("/members/{member}/link", post(members::link))
        .route("/members/{member}/sessions/end", post(members::shut))
        .route("/members/{member}/sessions/{digest}/end", post(members::end))
        .route("/settings/retention", get(retention::show).post(retention::change))
        .route("/settings/whatsapp/token", post(whatsapp::reveal))
        .route("/settings/whatsapp/templates", post(whatsapp::hand_in))
        .route("/settings/whatsapp/trials", post(whatsapp::try_out))
}

/// What whoever could forge a visit may not see.
fn leads() -> Router<Shared> {
    Router::new()
        .route("/tours/{task}/stickers", get(tour::stickers))
        .route("/outbox/{id}/dispatch", post(outbox::sent))
        .route("/outbox/{id}/refusal", post(outbox::decline))
}

/// Bringing chats in, and handing reports out.
fn managers() -> Router<Shared> {
    Router::new()
        .route("/reader", get(reader::show))
        .route("/channels/{channel}/switch", post(channels::switch))
        .route("/channels/expectations", post(channels::expect_nothing))
        .route("/subscriptions", get(subscriptions::show).post(subscriptions::add))
        .route("/subscriptions/{subscription}/end", post(subscriptions::end))
        .route("/subscriptions/{subscription}/{day}/again", post(subscriptions::again))
        .route(
            "/directory/lines",
            get(lists::list).post(lists::look).layer(DefaultBodyLimit::max(limits::LIST_MAX_BYTES)),
        )
        .route("/directory/file", post(lists::file).layer(DefaultBodyLimit::max(limits::LIST_MAX_BYTES)))
        .route("/directory/line", get(lists::one).post(lists::write))
        .route("/directory/habits", get(habits::show).post(habits::settle))
        .route("/people/{person}/description", post(people::describe))
        .route("/people/{person}/mergers", post(people::merge))
        .route("/people/{person}/splits", post(people::split))
        .route("/people/{person}/pack", get(proof::person))
        .route("/settings/words", get(wordings::show))
        .route("/settings/words/{language}/{sentence}", get(wordings::one).post(wordings::change))
        .route("/settings/costs", get(costs::show).post(costs::change))
        .route(
            "/settings/labels",
            get(labels::show).post(labels::look).layer(DefaultBodyLimit::max(limits::LIST_MAX_BYTES)),
        )
        .route("/settings/labels/file", post(labels::file).layer(DefaultBodyLimit::max(limits::LIST_MAX_BYTES)))
        .route("/settings/labels/trades", post(labels::sort))
        .route("/settings/labels/removal", post(labels::give_up))
        .route("/handouts", get(handouts::show).post(handouts::make))
        .route("/handouts/{handout}/revocation", post(handouts::revoke))
        .route("/import/preview/{upload}", get(imports::again))
        .route("/import/runs", post(imports::start))
        .route("/import/{run}", get(imports::show))
        .route("/import/{run}/removal", get(imports::confirm).post(imports::remove))
        .merge(uploads())
}

/// The work at the sites that a member sees, be it all of them or some. Who may change what, deciding says.
fn here() -> Router<Shared> {
    Router::new()
        .route("/", get(today::show))
        .route("/go", get(palette::show))
        .route("/keys", get(keys::show))
        .route("/undo/{undo}", post(undo::take_back))
        .route("/views", post(views::save))
        .route("/views/removal", post(views::remove))
        .merge(reports())
        .route("/sla", get(sla::show))
        .route("/tickets", get(tickets::show))
        .route("/board", get(board::show))
        .route("/tickets/changes", post(tickets::change))
        .route("/tickets/{ticket}", get(ticket::show))
        .route("/tickets/{ticket}/assignment", post(ticket::assignment))
        .route("/tickets/{ticket}/stage", post(ticket::stage))
        .route("/tickets/{ticket}/classification", post(ticket::classification))
        .route("/tickets/{ticket}/merger", post(ticket::merger))
        .route("/tickets/{ticket}/cancellation", post(ticket::cancellation))
        .route("/tickets/{ticket}/cause", post(ticket::cause))
        .route("/tickets/{ticket}/quote", post(ticket::quote))
        .route("/tickets/{ticket}/pause", post(ticket::pause))
        .route("/tickets/{ticket}/labels", post(ticket::label))
        .route("/tickets/{ticket}/notes", post(ticket::note))
        .route("/tickets/{ticket}/letters", post(ticket::letter))
        .route("/tickets/{ticket}/passes", post(ticket::make_pass))
        .route("/tickets/{ticket}/passes/{pass}/revocation", post(ticket::revoke_pass))
        .route("/tickets/{ticket}/report.pdf", get(ticket::paper))
        .route("/reports", get(reports::weekly))
        .route("/reports/{rhythm}", get(reports::latest))
        .route("/reports/{rhythm}/{day}", get(reports::show))
        .route("/reports/{rhythm}/{day}/{file}", get(reports::download))
        .route("/reports/{rhythm}/{day}/{section}/{row}/{column}", get(reports::list))
        .route("/tasks", get(tasks::show))
        .route("/places", get(places::show))
        .route("/places/{place}", get(places::one))
        .route("/stickers", get(places::stickers))
        .route("/people", get(people::show))
        .route("/people/{person}", get(people::one))
        .route("/tasks/{task}/{day}", get(occurrence::show))
        .route("/tasks/{task}/{day}/outcome", post(occurrence::judge))
        .route("/handover", get(handover::show))
        .route("/handover/{task}/{day}", get(handover::one))
        .route("/handover/{task}/{day}/notes", post(handover::note))
        .route("/handover/{task}/{day}/acceptance", post(handover::accept))
        .route("/rotas", get(rotas::show))
        .route("/rotas/{rota}/swaps", post(rotas::swap))
        .route("/rotas/{rota}/swaps/removal", post(rotas::take_back))
        .route("/media/{digest}", get(media::whole))
        .route("/media/{digest}/thumb", get(media::thumb))
}

/// What shows the whole house.
fn viewers() -> Router<Shared> {
    Router::new()
        .route("/vendors", get(vendors::show))
        .route("/triage", get(triage::first))
        .route("/triage/settlement", post(triage::settlement))
        .route("/triage/{message}", get(triage::show))
        .route("/triage/{message}/correction", post(triage::correction))
        .route("/triage/{message}/snooze", post(triage::snooze))
        .route("/triage/{message}/replies", post(triage::answer))
        .route("/tickets/{ticket}/proof", get(proof::ticket))
        .route("/audit", get(audit::show))
        .route("/outbox", get(outbox::show))
        .route("/channels", get(channels::show))
        .route("/messages", get(messages::show))
        .route("/messages/{message}", get(message::show))
        .route("/messages/{message}/file", post(message::file))
        .route("/messages/{message}/credit", post(message::change))
        .route("/messages/{message}/credit/undo", post(message::undo))
        .route("/search", get(search::show))
        .route("/directory", get(directory::show))
        .route("/settings", get(settings::show))
        .route("/settings/whatsapp", get(whatsapp::show))
}

/// What members report by hand, with a photo.
fn reports() -> Router<Shared> {
    Router::new()
        .route("/tickets/new", get(raise::show))
        .route("/tickets", post(raise::open))
        .layer(DefaultBodyLimit::max(limits::REPORT_MAX_BYTES))
}

/// The one form that brings a file.
fn uploads() -> Router<Shared> {
    Router::new()
        .route("/import", get(imports::list).post(imports::receive))
        .layer(DefaultBodyLimit::max(limits::UPLOAD_MAX_BYTES))
}
