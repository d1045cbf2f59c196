//! A PostgreSQL server that lives as long as one command; hides initdb, users, sockets and cleaning up.
//!
//! The server listens only on a Unix socket in a folder of its own, which nobody else may enter.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::{Context as _, bail, ensure};

/// Where Debian and its kin put the programs of each major version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// Runs `command` with `TEST_POSTGRES_URL` set, and gives back its exit code. The server is gone afterwards, also when
/// this program or the command is killed.
pub fn run(command: &[String]) -> anyhow::Result<ExitCode> {
    let Some((program, arguments)) = command.split_first() else { bail!("pg: which command?") };
    let server = Server::start()?;
    let status = Command::new(program)
        .args(arguments)
        .env("TEST_POSTGRES_URL", server.url())
        .status()
        .with_context(|| format!("cannot run {program}"));
    server.stop()?;
    // Ended by a signal: no code. Codes fit a byte on Unix.
    let code = status?.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(1)))
}

struct Server {
    folder: PathBuf,
    keeper: Child,
}

impl Server {
    fn start() -> anyhow::Result<Self> {
        let programs = programs()?;
        let folder = std::env::temp_dir().join(format!("laksana-pg-{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        let as_user = user_switch()?;
        if !as_user.is_empty() {
            succeed(Command::new("chown").arg("postgres").arg(&folder))?;
        }
        let server = Self { keeper: keeper(&as_user, &programs, &folder)?, folder };
        let data = server.folder.join("data");
        let mut initdb = switched(&as_user, &programs.join("initdb"));
        succeed(
            initdb.args(["-U", "laksana", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D"]).arg(&data),
        )?;
        let settings = format!(
            "-c listen_addresses='' -c unix_socket_directories='{}' -c max_connections=300 \
             -c fsync=off -c synchronous_commit=off -c full_page_writes=off",
            server.folder.display()
        );
        let mut start = switched(&as_user, &programs.join("pg_ctl"));
        let log = server.folder.join("log");
        succeed(start.args(["start", "-w", "-o", &settings, "-D"]).arg(&data).arg("-l").arg(&log))
            .with_context(|| fs::read_to_string(&log).unwrap_or_default())?;
        Ok(server)
    }

    fn url(&self) -> String {
        format!("postgres://laksana@localhost/postgres?host={}", self.folder.display())
    }

    /// Closing the keeper's input is what stops the server; this waits until it is done.
    fn stop(mut self) -> anyhow::Result<()> {
        drop(self.keeper.stdin.take());
        ensure!(self.keeper.wait()?.success(), "the server in {} was not stopped cleanly", self.folder.display());
        Ok(())
    }
}

/// A process that stops the server and deletes its folder when its input ends: when we stop, fail, or are killed. In a
/// process group of its own, so that Ctrl-C does not reach it.
fn keeper(as_user: &[&str], programs: &Path, folder: &Path) -> anyhow::Result<Child> {
    let script = r#"cat > /dev/null
        folder=$1; shift
        test -d "$folder/data" && (cd / && "$@" stop -m immediate -D "$folder/data" > /dev/null 2>&1)
        rm -rf "$folder""#;
    let child = Command::new("sh")
        .args(["-c", script, "keeper"])
        .arg(folder)
        .args(as_user)
        .arg(programs.join("pg_ctl"))
        .stdin(Stdio::piped())
        .process_group(0)
        .spawn()?;
    Ok(child)
}

/// The folder of `initdb` and `pg_ctl`: of the newest version installed.
#[expect(clippy::disallowed_methods, reason = "the search path is no setting of ours")]
fn programs() -> anyhow::Result<PathBuf> {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let versions = fs::read_dir(VERSIONS).into_iter().flatten().filter_map(Result::ok);
    let mut numbered: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    numbered.sort();
    let newest_first = numbered.into_iter().rev().map(|(_, folder)| folder);
    std::env::split_paths(&on_path)
        .chain(newest_first)
        .find(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
        .context("no initdb and pg_ctl found: install PostgreSQL (Debian: apt install postgresql)")
}

/// PostgreSQL refuses to run as root: what to put in front of its programs so that they run as `postgres`.
fn user_switch() -> anyhow::Result<Vec<&'static str>> {
    let id = Command::new("id").arg("-u").output()?;
    let is_root = String::from_utf8_lossy(&id.stdout).trim() == "0";
    Ok(if is_root { vec!["runuser", "-u", "postgres", "--"] } else { Vec::new() })
}

fn switched(as_user: &[&str], program: &Path) -> Command {
    let mut command = match as_user.split_first() {
        Some((first, rest)) => {
            let mut command = Command::new(first);
            command.args(rest).arg(program);
            command
        }
        None => Command::new(program),
    };
    // The caller's folder may be closed to the other user.
    command.current_dir("/");
    command
}

fn succeed(command: &mut Command) -> anyhow::Result<()> {
    // To files of its own: a server that inherits a pipe would keep it open for ever.
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    let status = status.with_context(|| format!("cannot run {}", command.get_program().display()))?;
    ensure!(status.success(), "{command:?} failed with {status}");
    Ok(())
}
