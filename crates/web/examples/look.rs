//! Serves the pages of a small made-up condominium, to look at them: `cargo run -p web --example look`.

#[path = "../tests/router/world.rs"]
mod world;

use std::net::Ipv4Addr;

/// Where it is served.
const PORT: u16 = 8098;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let world = world::World::unsure(folder.path()).await;
    let empty = tempfile::tempdir()?;
    let beginning = world::World::empty(empty.path()).await;
    let busy = web::router(world.state(folder.path()));
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, PORT)).await?;
    let beside = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, PORT + 1)).await?;
    println!("http://localhost:{PORT}/sign-in/{}", world::LINK);
    println!("http://localhost:{}/sign-in/{}", PORT + 1, world::LINK);
    let new = web::router(beginning.state(empty.path()));
    let served = tokio::join!(axum::serve(listener, busy), axum::serve(beside, new));
    served.0.and(served.1)
}
