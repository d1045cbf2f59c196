//! A PostgreSQL server of its own that a test may crash; as durable as one comes out of the box.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where Debian and its kin put the programs of each major version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// The server. Dropped, it and its folder are gone.
pub struct Postgres {
    folder: tempfile::TempDir,
    programs: PathBuf,
    is_root: bool,
}

impl Postgres {
    /// One that runs; none on a machine without PostgreSQL, except where checks must not be skipped.
    #[expect(clippy::disallowed_methods, reason = "whether tests may be skipped is no setting of ours")]
    pub fn start() -> Option<Self> {
        let versions = std::fs::read_dir(VERSIONS).into_iter().flatten().flatten();
        let found = versions.map(|entry| entry.path().join("bin")).find(|bin| bin.join("initdb").is_file());
        let Some(programs) = found else {
            assert!(std::env::var_os("CI").is_none(), "no PostgreSQL in {VERSIONS}");
            return None;
        };
        let is_root = String::from_utf8_lossy(&Command::new("id").arg("-u").output().unwrap().stdout).trim() == "0";
        let server = Self { folder: tempfile::tempdir().unwrap(), programs, is_root };
        if is_root {
            run(Command::new("chown").arg("postgres").arg(server.folder.path()));
        }
        run(server.program("initdb").args(["-U", "laksana", "-A", "trust", "-E", "UTF8", "--locale=C"]));
        server.start_again();
        Some(server)
    }

    /// Starts it on what it left behind.
    pub fn start_again(&self) {
        let settings = format!("-c listen_addresses='' -c unix_socket_directories='{}'", self.folder.path().display());
        let log = self.folder.path().join("log");
        run(self.program("pg_ctl").args(["start", "-w", "-o", &settings, "-l"]).arg(log));
    }

    /// Ends it as a crash would: connections are cut, and what was not yet written is gone.
    pub fn crash(&self) {
        run(self.program("pg_ctl").args(["stop", "-w", "-m", "immediate"]));
    }

    /// How it is reached.
    pub fn url(&self) -> String {
        format!("postgres://laksana@localhost/postgres?host={}", self.folder.path().display())
    }

    /// A program of PostgreSQL on the server's data; it refuses to run as root.
    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = match self.is_root {
            true => Command::new("runuser"),
            false => Command::new(&path),
        };
        if self.is_root {
            command.args(["-u", "postgres", "--"]).arg(&path);
        }
        command.arg("-D").arg(data(self.folder.path())).current_dir("/");
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _stopped = silent(self.program("pg_ctl").args(["stop", "-m", "immediate"])).status();
        if self.is_root {
            let _mine_again = silent(Command::new("chown").args(["-R", "root"]).arg(self.folder.path())).status();
        }
    }
}

fn data(folder: &Path) -> PathBuf {
    folder.join("data")
}

/// A server that inherits a pipe would keep it open for ever.
fn silent(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

fn run(command: &mut Command) {
    assert!(silent(command).status().unwrap().success(), "{command:?}");
}
