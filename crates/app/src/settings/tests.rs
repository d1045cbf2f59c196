//! The order in which command line, environment and file win, and what each refuses.

use super::*;
use clap::{CommandFactory as _, Parser};
use std::path::Path;

/// A command line as the program's is: settings above and below.
#[derive(Debug, Parser)]
struct Said {
    #[arg(long, default_value = "data", global = true)]
    data: String,
    #[command(subcommand)]
    below: Below,
}

#[derive(Debug, clap::Subcommand)]
enum Below {
    Serve {
        #[arg(long)]
        listen: Option<String>,
        #[arg(long)]
        cloud_api_app_secret: Option<String>,
        #[arg(long)]
        cloud_api_app_secret_file: Option<String>,
    },
}

fn environment(variables: &[(&str, &str)]) -> anyhow::Result<Environment> {
    Environment::of(variables.iter().map(|(name, value)| ((*name).into(), (*value).into())))
}

/// What holds when a command line, an environment and a file say these.
fn holds(line: &str, variables: &[(&str, &str)], file: &str) -> Said {
    let words: Vec<std::ffi::OsString> = line.split_whitespace().map(Into::into).collect();
    let environment = environment(variables).unwrap().behind(&words);
    let command = fill(offer(Said::command(), &environment), &environment, &File::parse(file).unwrap());
    let said = command.try_get_matches_from(format!("laksana {line}").split_whitespace()).unwrap();
    clap::FromArgMatches::from_arg_matches(&said).unwrap()
}

#[test]
fn the_command_line_wins_over_the_environment_and_that_over_the_file() {
    let listen = |line: &str, variables: &[(&str, &str)], file: &str| {
        let Below::Serve { listen, .. } = holds(line, variables, file).below;
        listen.unwrap_or_default()
    };
    let (env, file) = ([("LAKSANA_LISTEN", "env")], "listen = 'file'");
    assert_eq!(listen("serve --listen line", &env, file), "line");
    assert_eq!(listen("serve", &env, file), "env");
    assert_eq!(listen("serve", &[], file), "file");
    assert_eq!(listen("serve", &[("LAKSANA_LISTEN", "")], file), "file", "an empty variable sets nothing");
    assert_eq!(listen("serve", &[], ""), "");
    let data = |line: &str, variables: &[(&str, &str)]| holds(line, variables, "").data;
    assert_eq!(data("serve", &[]), "data");
    assert_eq!(data("serve", &[("LAKSANA_DATA", "env")]), "env");
    assert_eq!(data("--data line serve", &[("LAKSANA_DATA", "env")]), "line");
    assert_eq!(data("serve --data line", &[("LAKSANA_DATA", "env")]), "line");
}

#[test]
fn a_secret_in_the_environment_wins_over_one_in_the_file_however_either_is_given() {
    let secret = |variables: &[(&str, &str)], file: &str| {
        let Below::Serve { cloud_api_app_secret: text, cloud_api_app_secret_file: file, .. } =
            holds("serve", variables, file).below;
        (text.unwrap_or_default(), file.unwrap_or_default())
    };
    let file = "[cloud_api]\napp_secret = 'toml'";
    assert_eq!(secret(&[], file), ("toml".to_owned(), String::new()));
    assert_eq!(secret(&[("LAKSANA_CLOUD_API_APP_SECRET_FILE", "/x")], file), (String::new(), "/x".to_owned()));
    let Below::Serve { cloud_api_app_secret: text, cloud_api_app_secret_file: named, .. } =
        holds("serve --cloud-api-app-secret-file=/x", &[("LAKSANA_CLOUD_API_APP_SECRET", "env")], file).below;
    assert_eq!((text, named.as_deref()), (None, Some("/x")), "what the command line names wins over both");
    assert!(File::parse("cloud_api_app_secret = 'a'\ncloud_api_app_secret_file = 'b'").is_err());
}

#[test]
fn what_is_no_setting_is_refused_with_the_nearest_that_is() {
    for (variable, near) in [
        ("LAKSANA_CLOUD_API_SECRET", "LAKSANA_CLOUD_API_APP_SECRET"),
        ("LAKSANA_DATABASE", "LAKSANA_DATABASE_URL"),
        ("LAKSANA_LISTEN_ADDRESS", "LAKSANA_LISTEN"),
        ("LAKSANA_LOGS", "LAKSANA_LOG"),
        ("LAKSANA_DATA_DIR", "LAKSANA_DATA"),
    ] {
        let refused = environment(&[(variable, "x")]).unwrap_err().to_string();
        assert!(refused.contains(variable) && refused.ends_with(&format!("is {near}")), "{refused}");
    }
    assert!(environment(&[("PATH", "x"), ("LAKSANA_LOG", "info"), ("LAKSANA_CONFIG", "x.toml")]).is_ok());
    for (text, complaint) in [
        ("listne = '1'", "“listne” is no setting; the nearest is “listen”"),
        ("[cloud_api]\nphone_number = '1'", "the nearest is “cloud_api_phone_number_id”"),
        ("log = 'info'", "“log” is no setting"),
        ("listen = 1.5", "“listen” must be a text in quotes"),
        ("cloud_api_waba_id = '1'\n[cloud_api]\nwaba_id = '1'", "set twice"),
        ("listen = ", "TOML parse error at line 1"),
    ] {
        let refused = File::parse(text).unwrap_err().to_string();
        assert!(refused.contains(complaint), "{refused}");
    }
    assert_eq!(File::parse("words_only = true").unwrap().value("words_only"), Some("true"));
}

#[test]
fn the_file_is_the_one_named_or_the_one_in_the_data_folder() {
    let folder = tempfile::tempdir().unwrap();
    let listen = |file: Option<File>| file.and_then(|file| file.value("listen").map(ToOwned::to_owned));
    assert_eq!(listen(File::find(None, folder.path()).unwrap()), None, "there need not be one");
    std::fs::write(folder.path().join("laksana.toml"), "listen = 'inside'").unwrap();
    assert_eq!(listen(File::find(None, folder.path()).unwrap()).as_deref(), Some("inside"));
    let named = folder.path().join("named.toml");
    assert!(File::find(Some(&named), folder.path()).is_err(), "the one named must be there");
    std::fs::write(&named, "listen = 'named'\ndata = 'elsewhere'").unwrap();
    assert_eq!(listen(File::find(Some(&named), Path::new("")).unwrap()).as_deref(), Some("named"));
    std::fs::rename(&named, folder.path().join("laksana.toml")).unwrap();
    let refused = File::find(None, folder.path()).unwrap_err().to_string();
    assert!(refused.contains("leave “data” out"), "{refused}");
}

#[test]
fn every_setting_is_a_flag_of_the_program() {
    fn flags(command: &clap::Command) -> Vec<String> {
        let below = command.get_subcommands().flat_map(flags);
        command.get_arguments().map(|flag| flag.get_id().to_string()).chain(below).collect()
    }
    let flags = flags(&crate::Arguments::command());
    for name in NAMES {
        assert!(flags.iter().any(|flag| flag == name), "{name} is set by nothing");
    }
}
