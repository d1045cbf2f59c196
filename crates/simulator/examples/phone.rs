//! Runs a simulator alone, for clients of others to be tried on: `cargo run -p simulator --example phone -- PORT HOOK`.

use simulator::{Persona, Profile, Settings, Simulator};
use std::time::{SystemTime, UNIX_EPOCH};

#[expect(clippy::disallowed_methods, reason = "this is the program, and asks the machine")]
fn now_us() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let mut said = std::env::args().skip(1);
    let port = said.next().unwrap_or_else(|| "8099".to_owned());
    let hook = said.next().unwrap_or_else(|| "http://127.0.0.1:8080/hooks/cloud-api".to_owned());
    let settings = Settings {
        hook,
        app_secret: "simulated-secret".to_owned(),
        access_token: "simulated-token".to_owned(),
        phone_number_id: "106540352242922".to_owned(),
        waba_id: "102290129340398".to_owned(),
        display_number: "15550783881".to_owned(),
        address: format!("http://127.0.0.1:{port}"),
        dashboard: "http://127.0.0.1:8080".to_owned(),
        now_us,
        leap: None,
    };
    let person = |phone: &str, name: &str, role: &str, user_id: &str, profile| Persona {
        phone: phone.to_owned(),
        name: name.to_owned(),
        role: role.to_owned(),
        user_id: user_id.to_owned(),
        profile,
        is_old: false,
        group: "Green Court".to_owned(),
    };
    let simulator = Simulator::new(
        settings,
        vec![
            person("60123456781", "Aini", "resident", "MY.13491208655302741918", Profile::Full),
            person("60123456783", "Ben", "guard", "MY.33491208655302741918", Profile::Full),
            person("60123456784", "Chong", "technician", "MY.43491208655302741918", Profile::Full),
            person("60123456785", "Dewi", "resident", "MY.53491208655302741918", Profile::Full),
            person("60123456782", "Siti", "cleaner", "MY.23491208655302741918", Profile::Hidden),
        ],
    );
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("http://127.0.0.1:{port}");
    let (served, ()) = tokio::join!(axum::serve(listener, simulator.router()), simulator.deliver());
    served
}
