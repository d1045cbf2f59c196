//! The `laksana` program: commands, clocks, sockets and randomness; everything else is in the crates it knows.

mod backups;
mod bridges;
mod chance;
mod checkpoints;
mod cloud_api;
mod commands;
mod doctor;
mod doors;
mod ears;
mod following;
mod graph;
mod handing;
mod health;
mod home;
mod hooks;
mod imports;
mod imprints;
mod keys;
mod labels;
mod leap;
mod lists;
mod model_server;
mod models;
mod nearness;
mod packs;
mod passwords;
mod phone;
mod post;
mod retention;
mod settings;
mod thumbs;
mod wizard;
mod workers;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// WhatsApp chats of a site become tickets, tasks and proof.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100, subcommand_required = false, arg_required_else_help = false)]
struct Arguments {
    /// The folder of the database and the media
    #[arg(long, default_value = "data", global = true)]
    data: PathBuf,
    /// A file of settings; laksana.toml in the data folder when left out
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// A PostgreSQL address; the embedded SQLite is used where there is none
    #[arg(long, value_name = "URL", global = true)]
    database_url: Option<String>,
    /// Where the media lie, when not in the data folder: another folder, or s3://bucket/folder
    #[arg(long, value_name = "FOLDER|URL", global = true)]
    media_url: Option<String>,
    /// The zone of the organisation and of chats that name none
    #[arg(long, value_name = "ZONE", global = true)]
    timezone: Option<String>,
    /// Read messages by their words alone: for a machine with less than half a gigabyte, and for millions at once
    #[arg(long, global = true, value_parser = clap::builder::BoolishValueParser::new())]
    words_only: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages (what happens when no command is given)
    Serve(Box<commands::serve::Serve>),
    /// Read exported WhatsApp chats: .zip, .txt or folders
    Import(commands::import::Import),
    /// List imports, or take one out again
    Imports(commands::imports::Imports),
    /// Print the templates that say things to people outside their day, or hand them in to WhatsApp
    Templates(Box<commands::templates::Templates>),
    /// Look at each step of connecting a real number, and say in plain words what is missing
    Doctor(Box<commands::doctor::Doctor>),
    Groups(Box<commands::groups::Groups>),
    /// What came in by live channels, and what could not be taken in
    Inbox(commands::inbox::Inbox),
    /// Hear a scenario under its own clock, in memory, and print what it became as JSON
    Replay(commands::replay::Replay),
    Eval(commands::eval::Eval),
    /// Labels of your own, and how well they are learned from examples
    #[command(subcommand)]
    Taxonomy(commands::taxonomy::TaxonomyCommand),
    /// Sites, places, people, vendors and tasks
    #[command(subcommand)]
    Directory(commands::directory::Directory),
    /// Under which addresses people are known; who turned out to be one person, or two
    #[command(subcommand)]
    People(commands::people::People),
    /// Keys by which other programs ask /api/v1
    #[command(subcommand)]
    Key(commands::key::KeyCommand),
    /// Members: who has a login, and what they may do and see
    #[command(subcommand)]
    Member(commands::member::MemberCommand),
    /// Models that are too large to come with the program
    #[command(subcommand)]
    Models(commands::models::ModelsCommand),
    /// Check the journal's hash chain, every medium's digest and earlier checkpoints; or a proof pack
    Verify(commands::verify::Verify),
    /// Print a signed checkpoint of the journal, and add it to a file that is kept elsewhere
    Checkpoint(commands::checkpoint::CheckpointCommand),
    /// Write one ticket, one person or one month as a zip that a stranger can check
    Proof(commands::proof::Proof),
    Report(commands::report::Report),
    /// Print a link by which whoever does a job, or reported it, opens its page without a login
    Link(commands::link::LinkCommand),
    /// Say who did what, when, through which door and because of which message
    Audit(commands::audit::Audit),
    /// Drop all views and make them anew from the journal
    Rebuild,
    /// Make, check or restore a backup of everything, while the program runs
    #[command(subcommand)]
    Backup(commands::backup::Backup),
    /// Erase a person's words, name and numbers; the journal stays valid
    Erase(commands::erase::Erase),
    /// For how long what is kept is kept, and removing what is over its time
    #[command(subcommand)]
    Retention(commands::retention::RetentionCommand),
    /// Print a new one-time sign-in link
    SignIn(commands::serve::SignIn),
    /// Fill a folder with a busy place to look at: three sites, several languages, weeks of history
    Demo(Box<commands::demo::Demo>),
}

impl Command {
    /// Whether it makes an installation where there is none, or needs none; any other would make an empty one in a mistyped folder.
    fn may_begin(&self) -> bool {
        match self {
            Self::Serve(_)
            | Self::Import(_)
            | Self::Directory(_)
            | Self::Demo(_)
            | Self::Replay(_)
            | Self::Eval(_)
            | Self::Taxonomy(_)
            | Self::Verify(_)
            | Self::Models(_)
            | Self::Templates(_)
            | Self::Groups(_)
            | Self::Doctor(_)
            | Self::Member(_)
            | Self::SignIn(_)
            | Self::Backup(_) => true,
            Self::Imports(_)
            | Self::Inbox(_)
            | Self::People(_)
            | Self::Key(_)
            | Self::Checkpoint(_)
            | Self::Proof(_)
            | Self::Report(_)
            | Self::Link(_)
            | Self::Audit(_)
            | Self::Rebuild
            | Self::Erase(_)
            | Self::Retention(_) => false,
        }
    }
}

fn main() -> ExitCode {
    // A reader that goes away, as `head` does, ends the program quietly.
    sigpipe::reset();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::builder()
                .with_default_directive(tracing::Level::WARN.into())
                .with_env_var("LAKSANA_LOG")
                .from_env_lossy(),
        )
        .with_writer(std::io::stderr)
        .init();
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(error) => return fail(&error),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    match runtime.block_on(run(arguments)) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

/// What was said: on the command line, else in the environment, else in the file of settings.
fn arguments() -> anyhow::Result<Arguments> {
    let mut line: Vec<_> = std::env::args_os().collect();
    let environment = settings::Environment::of(std::env::vars_os())?.behind(&line);
    let command = settings::offer(Arguments::command(), &environment);
    // Once to learn where the file is, and again with what it holds.
    let mut said = command.clone().get_matches_from(&line);
    if said.subcommand().is_none() {
        line.push("serve".into());
        said = command.clone().get_matches_from(&line);
    }
    let data = said.get_one::<PathBuf>("data").map_or(Path::new(""), PathBuf::as_path);
    if let Some(file) = settings::File::find(said.get_one("config"), data)? {
        said = settings::fill(command, &environment, &file).try_get_matches_from(&line).unwrap_or_else(|error| {
            eprintln!("laksana: {} sets what cannot be.", file.shown());
            error.exit()
        });
    }
    Ok(Arguments::from_arg_matches(&said)?)
}

fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("laksana: {error:#}");
    ExitCode::FAILURE
}

/// Where media lie, with what opens a bucket: named as every program that uses one names it.
fn media(address: String) -> home::MediaPlace {
    let of_buckets = |(name, value): &(String, String)| name.starts_with("AWS_") && !value.is_empty();
    home::MediaPlace { address, settings: std::env::vars().filter(of_buckets).collect() }
}

async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    // An empty setting, as compose files write one, is none.
    let timezone = arguments.timezone.filter(|name| !name.trim().is_empty());
    let place = home::Place {
        data: if arguments.data.as_os_str().is_empty() { PathBuf::from("data") } else { arguments.data },
        database_url: arguments.database_url.filter(|address| !address.trim().is_empty()),
        media: arguments.media_url.filter(|folder| !folder.trim().is_empty()).map(media),
        zone: home::zone(timezone.as_deref())?,
        zone_was_said: timezone.is_some(),
        words_only: arguments.words_only,
    };
    if !arguments.command.may_begin() {
        place.must_be_there()?;
    }
    match arguments.command {
        Command::Serve(serve) => serve.run(&place).await,
        Command::Import(import) => import.run(&place).await,
        Command::Imports(imports) => imports.run(&place).await,
        Command::Templates(templates) => templates.run().await,
        Command::Doctor(doctor) => doctor.run(&place).await,
        Command::Groups(groups) => groups.run().await,
        Command::Inbox(inbox) => inbox.run(&place).await,
        Command::Replay(replay) => replay.run(place.mind()).await,
        Command::Eval(eval) => eval.run(&place).await,
        Command::Taxonomy(taxonomy) => taxonomy.run(&place).await,
        Command::Directory(directory) => directory.run(&place).await,
        Command::People(people) => people.run(&place).await,
        Command::Key(key) => key.run(&place).await,
        Command::Member(member) => member.run(&place).await,
        Command::Models(models) => models.run(&place),
        Command::Verify(verify) => verify.run(&place).await,
        Command::Checkpoint(checkpoint) => checkpoint.run(&place).await,
        Command::Proof(proof) => proof.run(&place).await,
        Command::Report(report) => report.run(&place).await,
        Command::Link(link) => link.run(&place).await,
        Command::Audit(audit) => audit.run(&place).await,
        Command::Rebuild => commands::rebuild::run(&place).await,
        Command::Backup(backup) => backup.run(&place).await,
        Command::Erase(erase) => erase.run(&place).await,
        Command::Retention(retention) => retention.run(&place).await,
        Command::SignIn(sign_in) => sign_in.run(&place).await,
        Command::Demo(demo) => demo.run(&place).await,
    }
}
