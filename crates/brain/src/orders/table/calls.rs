//! Who is on call by turns, and who stands in for whom, as people ask and say it.

use super::Says;
use crate::orders::{Sense, Till};

pub(super) const ENGLISH: &[Says] = &[
    (
        Sense::OnCall,
        &[
            "(who is|who's|whos|who) (on call|oncall|on standby|standby) [now|today|tonight|next|this week]",
            "(who is|who's|whos|who) (on call|oncall|on standby|standby) [now|today|tonight|next|this week] (at|in|for) &",
        ],
    ),
    (
        Sense::StandIn(Till::Morning),
        &[
            "@ [is|will be|to be] (on call|oncall|on standby) (tonight|today) (instead of|in place of|replacing|for) &",
            "@ [is|will be|to be] (on call|oncall|on standby) (instead of|in place of|replacing|for) & (tonight|today)",
        ],
    ),
    (
        Sense::StandIn(Till::Said),
        &[
            "@ [is|will be|to be] (on call|oncall|on standby) (until|till|til) ~ (instead of|in place of|replacing|for) &",
            "@ [is|will be|to be] (on call|oncall|on standby) (instead of|in place of|replacing|for) & (until|till|til) ~",
        ],
    ),
    (
        Sense::StandIn(Till::Turn),
        &["@ [is|will be|to be] (on call|oncall|on standby) (instead of|in place of|replacing) &"],
    ),
];

pub(super) const MALAY: &[Says] = &[
    (
        Sense::OnCall,
        &[
            "(siapa|sapa) [yang] (on call|oncall|standby|siap sedia) [sekarang|skrg|skang|hari ini|hari ni|malam ini|malam ni]",
            "(siapa|sapa) [yang] (on call|oncall|standby|siap sedia) [sekarang|skrg|skang|hari ini|hari ni|malam ini|malam ni] (di|kat|dekat) &",
        ],
    ),
    (
        Sense::StandIn(Till::Morning),
        &[
            "@ (on call|oncall|standby|siap sedia) (ganti|gantikan|menggantikan) & (malam ini|malam ni|hari ini|hari ni)",
            "(malam ini|malam ni|hari ini|hari ni) @ (on call|oncall|standby|siap sedia) (ganti|gantikan|menggantikan) &",
            "@ (ganti|gantikan|menggantikan) & (on call|oncall|standby|siap sedia) (malam ini|malam ni|hari ini|hari ni)",
        ],
    ),
    (
        Sense::StandIn(Till::Said),
        &[
            "@ (on call|oncall|standby|siap sedia) (ganti|gantikan|menggantikan) & (sampai|smpai|hingga) ~",
            "@ (ganti|gantikan|menggantikan) & (on call|oncall|standby|siap sedia) (sampai|smpai|hingga) ~",
        ],
    ),
    (
        Sense::StandIn(Till::Turn),
        &[
            "@ (on call|oncall|standby|siap sedia) (ganti|gantikan|menggantikan) &",
            "@ (ganti|gantikan|menggantikan) & (on call|oncall|standby|siap sedia)",
        ],
    ),
];

pub(super) const INDONESIAN: &[Says] = &[
    (
        Sense::OnCall,
        &[
            "siapa [yang] (siaga|on call|oncall|standby) [sekarang|hari ini|malam ini]",
            "siapa [yang] (siaga|on call|oncall|standby) [sekarang|hari ini|malam ini] di &",
        ],
    ),
    (
        Sense::StandIn(Till::Morning),
        &[
            "@ (siaga|piket|on call|oncall|standby) (menggantikan|gantikan|gantiin|ganti) & (malam ini|hari ini)",
            "(malam ini|hari ini) @ (siaga|piket|on call|oncall|standby) (menggantikan|gantikan|gantiin|ganti) &",
            "@ (menggantikan|gantikan|gantiin|ganti) & (siaga|piket|on call|oncall|standby) (malam ini|hari ini)",
        ],
    ),
    (
        Sense::StandIn(Till::Said),
        &[
            "@ (siaga|piket|on call|oncall|standby) (menggantikan|gantikan|gantiin|ganti) & (sampai|sampe|hingga) ~",
            "@ (menggantikan|gantikan|gantiin|ganti) & (siaga|piket|on call|oncall|standby) (sampai|sampe|hingga) ~",
        ],
    ),
    (
        Sense::StandIn(Till::Turn),
        &[
            "@ (siaga|piket|on call|oncall|standby) (menggantikan|gantikan|gantiin|ganti) &",
            "@ (menggantikan|gantikan|gantiin|ganti) & (siaga|piket|on call|oncall|standby)",
        ],
    ),
];

pub(super) const CHINESE: &[Says] = &[
    (
        Sense::OnCall,
        &[
            "[现在|現在|今天|今晚|下一个] (谁|誰) [在] (待命|on call|oncall)",
            "& [现在|現在|今天|今晚] (谁|誰) [在] (待命|on call|oncall)",
        ],
    ),
    (
        Sense::StandIn(Till::Morning),
        &[
            "(今晚|今天) [由] @ (代替|顶替|頂替|替|代) & (值班|待命|on call|oncall)",
            "[由] @ (今晚|今天) (代替|顶替|頂替|替|代) & (值班|待命|on call|oncall)",
        ],
    ),
    (Sense::StandIn(Till::Said), &["[由] @ (代替|顶替|頂替|替|代) & (值班|待命|on call|oncall) (直到|到|至) ~"]),
    (Sense::StandIn(Till::Turn), &["[由] @ (代替|顶替|頂替|替|代) & (值班|待命|on call|oncall)"]),
];

pub(super) const TAMIL: &[Says] =
    &[(Sense::OnCall, &["[இப்போது|இன்று|இன்றிரவு] யார் (அழைப்பில்|ஆன் கால்|on call|oncall)", "(அழைப்பில்|ஆன் கால்) யார்"])];

pub(super) const HINDI: &[Says] = &[(
    Sense::OnCall,
    &["[अभी|आज|आज रात] (ऑन कॉल|on call|oncall) [पर] कौन है", "[अभी|आज|आज रात] कौन (ऑन कॉल|on call|oncall) [पर] है"],
)];

pub(super) const HINGLISH: &[Says] = &[(
    Sense::OnCall,
    &[
        "(on call|oncall) [pe|par|pr] kaun hai [abhi|aaj|aaj raat]",
        "[aaj|aaj raat|abhi] kaun (on call|oncall) [pe|par|pr] hai",
    ],
)];

pub(super) const SPANISH: &[Says] = &[
    (Sense::OnCall, &["quien [esta] (de reten|on call|oncall|localizable) [ahora|hoy|esta noche]"]),
    (
        Sense::StandIn(Till::Said),
        &["@ [esta|estara] de (guardia|reten) (en lugar de|en vez de|en sustitucion de) & hasta ~"],
    ),
    (Sense::StandIn(Till::Morning), &["@ [esta|estara] de (guardia|reten) (hoy|esta noche) (en lugar de|en vez de) &"]),
];

pub(super) const PORTUGUESE: &[Says] = &[
    (Sense::OnCall, &["quem (esta|ta) (de sobreaviso|on call|oncall) [agora|hoje|hoje a noite]"]),
    (Sense::StandIn(Till::Said), &["@ [esta|fica] de (sobreaviso|plantao) no lugar (de|do|da) & ate ~"]),
    (Sense::StandIn(Till::Morning), &["@ [esta|fica] de (sobreaviso|plantao) (hoje|esta noite) no lugar (de|do|da) &"]),
];

pub(super) const ARABIC: &[Says] =
    &[(Sense::OnCall, &["(من|مين) (تحت الاستدعاء|تحت الطلب|on call|oncall) [الان|الليله|اليوم]"])];

pub(super) const FILIPINO: &[Says] =
    &[(Sense::OnCall, &["sino [ang] (naka on call|on call|oncall) [ngayon|ngayong gabi]"])];
