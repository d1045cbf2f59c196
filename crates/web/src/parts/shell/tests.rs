//! By whose clocks a page tells the time.

use super::*;
use domain::directory::Site;
use domain::time::Zone;

#[test]
fn what_belongs_to_a_site_is_shown_by_its_clocks() {
    let (id, zone) = (SiteId::new("tokyo"), Zone::named("Asia/Tokyo").unwrap());
    let mut directory = Directory::default();
    directory.sites.insert(id.clone(), Site { zone: Some(zone.clone()), ..Site::named(id.clone(), "Tokyo".into()) });
    let frame = || crate::pages::sample::frame(Tab::Tickets);
    assert_eq!(frame().at_site(&directory, Some(&id)).wall.zone, zone);
    assert_eq!(frame().at_site(&directory, None).wall.zone, frame().wall.zone);
}
