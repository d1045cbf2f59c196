//! English, Spanish, Portuguese, Arabic, and what is the same everywhere.

use super::Says;
use crate::orders::Sense;

/// What is written alike in every language.
pub(super) const EVERYWHERE: &[Says] = &[
    (Sense::Priority(1), &["p1 #", "# p1"]),
    (Sense::Priority(2), &["p2 #", "# p2"]),
    (Sense::Priority(3), &["p3 #", "# p3"]),
    (Sense::Priority(4), &["p4 #", "# p4"]),
    (Sense::Status, &["#!", "status #", "#! status", "# status"]),
    (Sense::Overview, &["status"]),
    (Sense::Undo, &["undo"]),
];

/// A name beside a ticket gives the one to the other, where nothing else fits and the name is known.
pub(super) const NAMES: &[Says] = &[(Sense::Assign, &["?@ #!", "?#! @"])];

pub(super) const ENGLISH: &[Says] = &[
    (Sense::Approve, &["(approve|approved|agree|agreed|ok to proceed) ##", "## (approve|approved|agreed)"]),
    (Sense::Decline, &["(decline|declined|disapprove|not approved) ##", "## (declined|not approved|too expensive)"]),
    (
        Sense::Take,
        &[
            "mine #!",
            "#! [is] mine",
            "(take|taking) #!",
            "(i'll|ill|i will|i can|let me|i) (take|do|handle|attend|attend to) [it] #!",
            "#! (i'll|ill|i will|i) (take|do|handle|attend) [it]",
        ],
    ),
    (
        Sense::Assign,
        &[
            "assign # [to] @",
            "assign @ (to|on|for) #",
            "assign [it|this] to @",
            "(give|pass) ## to @",
            "?#! to @",
            "?@ (take|handle|attend|attend to|settle|do) #!",
            "?@ [can you|you] (take|handle|attend|attend to) ##",
        ],
    ),
    (Sense::Start, &["(start|started|starting|begin|begun) #!", "#! (start|started|starting)", "on it #!", "#! on it"]),
    (
        Sense::Hold,
        &[
            "(hold|pause|kiv) ## [for|due to|because|waiting for|wait for]",
            "(hold|pause|kiv) ## [for|due to|because|because of|waiting for|wait for|waiting] ~",
            "put ## on hold [for|due to|because|because of|waiting for]",
            "put ## on hold [for|due to|because|because of|waiting for] ~",
            "#! (on hold|hold|pause|kiv)",
            "#! (on hold|hold|pause|kiv|waiting|waiting for|wait for) [for|due to|because of] ~",
            "(wait|waiting) #! [for] ~",
            "(waiting for|wait for) ~ #!",
        ],
    ),
    (
        Sense::Resolve,
        &[
            "(done|fixed|settled|resolved|completed|solved|repaired|finished) ##",
            "## [is|all|already] (done|fixed|settled|resolved|completed|solved|repaired|finished) [already|liao|d|now]",
            "resolve ##",
            "mark ## [as] (done|fixed|resolved|completed)",
        ],
    ),
    (Sense::Verify, &["(verify|verified|confirm|confirmed) ##", "#! (verified|confirmed|working now|works now)"]),
    (Sense::Reopen, &["(reopen|reopened) #", "re open #", "# reopen"]),
    (
        Sense::Dispute,
        &[
            "(not fixed|not done|still not fixed|not working|still not working|not settled) #!",
            "#! [is|still] (not fixed|not done|not working|not settled|not ok)",
        ],
    ),
    (
        Sense::Close,
        &["close ##", "## close", "closed #!", "#! closed", "can close ##", "## can close", "close (it|this) [ticket]"],
    ),
    (
        Sense::Cancel,
        &["(cancel|reject|drop) #!", "#! (cancel|not an issue|no issue|not issue|false alarm)", "not an issue #!"],
    ),
    (
        Sense::Merge,
        &[
            "merge # [and|with|into|to] #2",
            "(same|duplicate|dup) # #2",
            "#! [is] [a|the] (same as|same|duplicate of|dup of|dup) #2",
            "join # (to|into|with|and) #2",
        ],
    ),
    (Sense::Note, &["note #! ~", "#! note ~"]),
    (
        Sense::Priority(1),
        &[
            "(urgent|critical) #!",
            "#! [is] (urgent|critical)",
            "(set|make) # [to|as] (p1|urgent|critical)",
            "priority # [to] (p1|1|urgent|critical)",
            "# priority (p1|1)",
        ],
    ),
    (Sense::Priority(2), &["(set|make) # [to|as] (p2|high)", "priority # [to] (p2|2|high)", "# priority (p2|2)"]),
    (Sense::Priority(3), &["(set|make) # [to|as] (p3|normal)", "priority # [to] (p3|3|normal)", "# priority (p3|3)"]),
    (Sense::Priority(4), &["(set|make) # [to|as] (p4|low)", "priority # [to] (p4|4|low)", "# priority (p4|4)"]),
    (Sense::Undo, &["undo (that|it|this|last|the last one|my last)", "?take (that|it) back"]),
    (
        Sense::Status,
        &[
            "(status|update|progress|eta|news) [of|on|for] #!",
            "status [of|on|for] #",
            "#! (status|update|updates|progress|eta|how|when)",
            "any (update|updates|news|progress) [on|for|about|of|regarding] #!",
            "(what is|what's|whats) [the] (status|progress|eta) [of|on|for] #",
            "(what about|how about|how is|how's|hows) #!",
        ],
    ),
    (Sense::Overview, &["(summary|overview)", "(what is|what's|whats) the status"]),
    (
        Sense::Open,
        &[
            "(list|list all|list open|show open) [tickets|jobs|issues|all]",
            "(list|list all|list open|show open) [tickets|jobs|issues|all] (at|in|for) &",
            "(what is|what's|whats) (open|pending|outstanding) [now]",
            "(what is|what's|whats) (open|pending|outstanding) (at|in|for) &",
            "(open|pending|outstanding) (tickets|jobs|issues)",
            "(open|pending|outstanding) (tickets|jobs|issues) (at|in|for) &",
        ],
    ),
    (
        Sense::Overdue,
        &[
            "overdue [list|tickets|jobs]",
            "overdue [list|tickets|jobs] (at|in|for) &",
            "(what is|what's|whats|what are|anything|any|list|show) (overdue|late) [now|today]",
            "(what is|what's|whats|what are|anything|any|list|show) (overdue|late) (at|in|for) &",
        ],
    ),
    (Sense::Mine, &["my (jobs|tickets|tasks|list|work)", "(what are|list|show) my (jobs|tickets|tasks)"]),
    (
        Sense::OnShift,
        &[
            "(who is|who's|whos) on (shift|duty) [now|today|tonight]",
            "(who is|who's|whos) on (shift|duty) [now|today|tonight] (at|in) &",
            "(who is|who's|whos) (working|on site) (now|tonight)",
        ],
    ),
];

pub(super) const SPANISH: &[Says] = &[
    (Sense::Approve, &["(aprobar|aprobado|apruebo|aprueba) ##", "## (aprobado|apruebo)"]),
    (Sense::Decline, &["(rechazar|rechazado|rechazo|no aprobado) ##", "## (rechazado|no aprobado)"]),
    (
        Sense::Assign,
        &[
            "(asigna|asignar|asigne|asignale|dale|pasa|pasar|pase|pasale) ## (a|al|para) @",
            "(asigna|asignar|asigne|pasa|pase) (a|al) @ #",
            "?#! (a|al|para) @",
            "?@ (encargate|encarguese|atiende|atienda) [de|del] #!",
        ],
    ),
    (Sense::Take, &["[yo] (tomo|me encargo|me encargo de|lo tomo|lo hago) #!", "#! (mio|yo|lo tomo|me encargo)"]),
    (Sense::Start, &["(empezar|iniciar|empiezo|inicio|iniciado|empezado) #!", "#! (iniciado|empezado|en curso)"]),
    (
        Sense::Hold,
        &[
            "(pausar|pausa|pause|esperar|detener) ## [por|de|a]",
            "(pausar|pausa|pause|esperar|espera|detener) ## [por|de|a|esperando] ~",
            "#! (en espera|en pausa|pausa)",
            "#! (en espera|en pausa|pausa|esperando) [por|de|a] ~",
            "esperando ~ #!",
        ],
    ),
    (
        Sense::Resolve,
        &[
            "(listo|lista|hecho|terminado|resuelto|arreglado|solucionado|reparado) ##",
            "## [ya|ya esta|esta|quedo] (listo|lista|hecho|terminado|resuelto|arreglado|solucionado|reparado)",
        ],
    ),
    (
        Sense::Verify,
        &["(verificar|verificado|confirmo|confirmado|confirmar) ##", "#! (verificado|confirmado|ya funciona)"],
    ),
    (Sense::Reopen, &["(reabrir|reabre|reabra) #", "# (reabrir|reabre|reabra)"]),
    (Sense::Dispute, &["#! (no quedo|sigue igual|no esta arreglado|sigue fallando|no funciona|sigue dañado)"]),
    (Sense::Close, &["(cerrar|cierra|cierre) ##", "## cerrar", "#! cerrado"]),
    (Sense::Cancel, &["(cancelar|cancela|cancele|anular|anula|anule) #!", "#! no es [un] problema"]),
    (
        Sense::Merge,
        &[
            "(unir|une|una|fusionar|fusiona|juntar|junta) # (con|a|y|en|al) #2",
            "#! [es] [lo] (igual que|igual a|mismo que|duplicado de) #2",
        ],
    ),
    (Sense::Note, &["(nota|anotar|anota) #! ~", "#! nota ~"]),
    (Sense::Priority(1), &["(urgente|critico) #!", "#! [es] (urgente|critico)"]),
    (Sense::Undo, &["(deshacer|deshaz|deshaga) [eso|lo ultimo]"]),
    (
        Sense::Status,
        &[
            "(estado|estatus|avance) [de|del] #",
            "#! (estado|como va|avance|novedades)",
            "como va [el|lo de|con] #!",
            "[hay] (alguna|alguna novedad|novedad|novedades|noticias) [de|del|sobre|con] #!",
        ],
    ),
    (Sense::Overview, &["(estado|resumen|estado general)"]),
    (
        Sense::Open,
        &[
            "listar [pendientes]",
            "lista de pendientes",
            "(listar|lista|pendientes) (de|en|del) &",
            "que (hay|esta|tenemos) (pendiente|abierto)",
            "que (hay|esta|tenemos) (pendiente|abierto) (en|de|del) &",
        ],
    ),
    (
        Sense::Overdue,
        &[
            "que (esta|hay|hay de|tenemos) (vencido|atrasado|retrasado)",
            "que (esta|hay|hay de|tenemos) (vencido|atrasado|retrasado) (en|de|del) &",
            "(vencidos|atrasados) (en|de|del) &",
            "vencidos",
        ],
    ),
    (Sense::Mine, &["mis (trabajos|tareas|casos|tickets|reportes|pendientes)"]),
    (
        Sense::OnShift,
        &[
            "quien [esta] (de turno|en turno|de guardia) [ahora|hoy|esta noche]",
            "quien [esta] (de turno|en turno|de guardia) [ahora|hoy|esta noche] (en|de) &",
        ],
    ),
];

pub(super) const PORTUGUESE: &[Says] = &[
    (Sense::Approve, &["(aprovar|aprovado|aprovo|aprova) ##", "## (aprovado|aprovo)"]),
    (Sense::Decline, &["(recusar|recusado|recuso|não aprovado) ##", "## (recusado|não aprovado)"]),
    (
        Sense::Assign,
        &[
            "(atribuir|atribua|atribui|passar|passa|passe|designar|designa|encaminhar|encaminha) # (a|ao|para|para o|pra|pro) @",
            "?#! (para|pra|pro|ao) @",
            "?@ (pega|pegue|assume|assuma|cuida|cuide) [o|do|da] #!",
        ],
    ),
    (Sense::Take, &["[eu] (pego|assumo|fico com) [o|a] #!", "#! (meu|minha|eu assumo|deixa comigo|eu pego)"]),
    (Sense::Start, &["(comecar|comecei|iniciar|iniciado|iniciei) #!", "#! (iniciado|comecei|em andamento)"]),
    (
        Sense::Hold,
        &[
            "(pausar|pausa|pause|esperar|aguardar|segurar|segura) ## [por|de]",
            "(pausar|pausa|pause|esperar|espera|aguardar|aguarda|segurar|segura) ## [por|de|aguardando] ~",
            "#! (em espera|pausado)",
            "#! (em espera|aguardando|pausado) [por|de] ~",
            "aguardando ~ #!",
        ],
    ),
    (
        Sense::Resolve,
        &[
            "(pronto|feito|resolvido|concluido|consertado|terminado|finalizado) ##",
            "## [ja|ja esta|esta|ta|foi] (pronto|feito|resolvido|concluido|consertado|terminado|finalizado)",
        ],
    ),
    (
        Sense::Verify,
        &["(verificar|verificado|confirmo|confirmado|confirmar) ##", "#! (verificado|confirmado|funcionando)"],
    ),
    (Sense::Reopen, &["(reabrir|reabre|reabra) #", "# (reabrir|reabre|reabra)"]),
    (
        Sense::Dispute,
        &["#! (nao resolveu|nao ficou bom|continua quebrado|nao esta pronto|continua igual|nao funciona)"],
    ),
    (Sense::Close, &["(fechar|fecha|feche|encerrar|encerra|encerre) ##", "## (fechar|encerrar)", "#! encerrado"]),
    (Sense::Cancel, &["(cancelar|cancela|cancele) #!", "#! nao e [um] problema"]),
    (
        Sense::Merge,
        &[
            "(juntar|junta|junte|mesclar|unir|une) # (com|ao|a|em|no|e) #2",
            "#! [e] (igual ao|igual a|duplicado de|mesmo que|o mesmo que) #2",
        ],
    ),
    (Sense::Note, &["(nota|anotar|anota) #! ~", "#! nota ~"]),
    (Sense::Priority(1), &["(urgente|critico) #!", "#! [e] (urgente|critico)"]),
    (Sense::Undo, &["(desfazer|desfaz|desfaca) [isso]"]),
    (
        Sense::Status,
        &[
            "(status|situacao|andamento) [do|da|de] #",
            "#! (status|como esta|andamento|novidades)",
            "como (esta|vai|anda|ta) [o|a] #!",
            "[tem] (alguma novidade|novidade|alguma noticia|noticia) [do|da|de|sobre] #!",
        ],
    ),
    (Sense::Overview, &["(resumo|situacao|situacao geral)"]),
    (
        Sense::Open,
        &[
            "listar [pendentes]",
            "lista de pendentes",
            "(listar|lista|pendentes) (de|do|da|em|no|na) &",
            "o que (esta|ta|tem) (aberto|pendente|de pendente)",
            "o que (esta|ta|tem) (aberto|pendente|de pendente) (em|no|na|do|da) &",
        ],
    ),
    (
        Sense::Overdue,
        &[
            "o que (esta|ta|tem) (atrasado|vencido|de atrasado)",
            "o que (esta|ta|tem) (atrasado|vencido|de atrasado) (em|no|na|do|da) &",
            "(atrasados|vencidos) (em|no|na|do|da) &",
            "vencidos",
        ],
    ),
    (Sense::Mine, &["meus (chamados|trabalhos|servicos|tickets)", "minhas tarefas"]),
    (
        Sense::OnShift,
        &[
            "quem (esta|ta) (de plantao|de turno|no turno|de servico) [agora|hoje]",
            "quem (esta|ta) (de plantao|de turno|no turno|de servico) [agora|hoje] (em|no|na|do|da) &",
        ],
    ),
];

pub(super) const ARABIC: &[Says] = &[
    (Sense::Approve, &["(اوافق|موافق|وافق على|تمت الموافقه) ##", "## (موافق|اوافق)"]),
    (Sense::Decline, &["(ارفض|مرفوض|غير موافق) ##", "## (مرفوض|غير موافق)"]),
    (
        Sense::Assign,
        &[
            "(اسند|حول|سلم|اعط|اعطي|كلف ب|عين) ## (الى|ل|لي) @",
            "(كلف|عين) @ (ب|على|في) #",
            "?#! (الى|ل) @",
            "?(اسند|حول|سلم|اعط|اعطي) ## @",
        ],
    ),
    (Sense::Take, &["[انا] (اخذ|ساخذ|ساتولى|باخذ) #!", "#! (علي|انا|عندي)"]),
    (Sense::Start, &["(بدات|بدا العمل|ابدا) #!", "#! (بدات|بدا العمل)"]),
    (
        Sense::Hold,
        &[
            "(علق|اوقف|تعليق) ##",
            "(علق|اوقف|تعليق|انتظر) ## [بسبب|ل|لاجل|بانتظار] ~",
            "#! (معلق|تعليق)",
            "#! (معلق|بانتظار|في انتظار) [بسبب] ~",
        ],
    ),
    (
        Sense::Resolve,
        &[
            "(تم|خلص|خلصت|انتهى|جاهز|تم الاصلاح|تم التصليح|تم الحل) ##",
            "## (تم|خلص|خلصت|انتهى|جاهز|تم الاصلاح|تم التصليح|تم الحل)",
        ],
    ),
    (Sense::Verify, &["(تاكيد|مؤكد|اؤكد|تم التاكد) ##", "#! (مؤكد|تم التاكد|يعمل الان)"]),
    (Sense::Reopen, &["(اعد فتح|افتح مجددا|اعاده فتح) #"]),
    (Sense::Dispute, &["#! (لم يصلح|ما تصلح|لسه خربان|لم يتم الاصلاح|لا يعمل)"]),
    (Sense::Close, &["(اغلق|اغلاق|سكر|اقفل) ##", "## اغلاق", "#! مغلق"]),
    (Sense::Cancel, &["(الغ|الغي|الغاء) #!", "#! ليست مشكله"]),
    (Sense::Merge, &["(ادمج|دمج) # (مع|في|الى|و) #2", "#! (نفس|مثل|مكرر من) #2"]),
    (Sense::Note, &["ملاحظه #! ~", "#! ملاحظه ~"]),
    (Sense::Priority(1), &["(عاجل|مستعجل) #!", "#! (عاجل|مستعجل)"]),
    (Sense::Undo, &["(الغ|الغي) الاخير", "?تراجع"]),
    (
        Sense::Status,
        &[
            "(حاله|وضع|ما حاله|ما وضع) #",
            "(شو صار|وين وصل|ايش صار|ماذا حدث) [في|ب|مع] #!",
            "#! (ما الحاله|شو صار|وين وصل|ايش صار|الحاله)",
        ],
    ),
    (Sense::Overview, &["(الحاله|ملخص|الوضع)"]),
    (Sense::Open, &["(القائمه|قائمه|ما المفتوح)", "(القائمه|قائمه|المفتوح|ما المفتوح) في &"]),
    (Sense::Overdue, &["(ما المتاخر|شو المتاخر|المتاخرات|المتاخر)", "(ما المتاخر|شو المتاخر|المتاخرات|المتاخر) في &"]),
    (Sense::Mine, &["(مهامي|اعمالي|بلاغاتي)"]),
    (
        Sense::OnShift,
        &[
            "(من المناوب|مين المناوب|من في المناوبه|مين على الدوام|من على الدوام) [الان|الليله|اليوم]",
            "(من المناوب|مين المناوب|من في المناوبه|مين على الدوام|من على الدوام) [الان|الليله|اليوم] في &",
        ],
    ),
];
