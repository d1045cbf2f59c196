//! What every test of the simulator is set up with.

use simulator::{Persona, Profile, Settings};

/// The business number's id.
pub const NUMBER: &str = "106540352242922";
/// Somebody with a phone.
pub const AINI: &str = "60123456781";

/// Settings that post to nobody, at a fixed time.
pub fn settings() -> Settings {
    Settings {
        hook: "http://127.0.0.1:9/hooks".to_owned(),
        app_secret: "secret".to_owned(),
        access_token: "token".to_owned(),
        phone_number_id: NUMBER.to_owned(),
        waba_id: "102290129340398".to_owned(),
        display_number: "15550783881".to_owned(),
        address: "http://127.0.0.1:9".to_owned(),
        dashboard: "http://127.0.0.1:8080".to_owned(),
        now_us: || 1_795_000_000_000_000,
        leap: None,
    }
}

/// A resident in no group.
pub fn aini() -> Persona {
    Persona {
        phone: AINI.to_owned(),
        name: "Aini".to_owned(),
        role: "resident".to_owned(),
        user_id: "MY.1".to_owned(),
        profile: Profile::Full,
        is_old: false,
        group: String::new(),
    }
}
