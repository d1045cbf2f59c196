//! Portuguese, mostly of Brazil.

use super::Book;

/// The phrasebook.
pub const BOOK: Book = Book {
    reports: [
        &[
            "Elevador do {place} parou de novo, porta não abre",
            "gente o elevador {place} tá travado entre os andares",
            "elevador {place} não desce, tem idoso esperando",
        ],
        &[
            "Tá pingando do teto no {place}, já fez poça",
            "vazamento no {place}, tá saindo muita água",
            "cano estourado no {place} socorro",
        ],
        &[
            "Acabou a luz no {place}, tudo escuro",
            "lâmpadas do {place} piscando e agora apagaram",
            "disjuntor do {place} cai toda hora",
        ],
        &[
            "Ar do {place} não gela nada",
            "tá um forno o {place}, o ar só ventila",
            "ar condicionado do {place} fazendo barulho e não gela",
        ],
        &[
            "Lixo transbordando no {place}, fedor horrível",
            "ninguém recolheu o lixo do {place} desde sexta",
            "lixeiras do {place} cheias até a porta",
        ],
        &[
            "Chão do {place} imundo, cheio de barro",
            "derramaram café no {place}, tá escorregando",
            "vomitaram no {place}, manda alguém da limpeza por favor",
        ],
        &["Barata no {place} de novo", "vi um rato enorme no {place}", "formiga pra todo lado no {place}"],
        &[
            "Portão do {place} não fecha, ficou aberto",
            "a tag não abre no {place}",
            "cancela do {place} travada, fila até a rua",
        ],
        &["Câmera do {place} tá preta", "cftv do {place} fora do ar desde cedo", "sem imagem na câmera do {place}"],
        &[
            "Cheiro de queimado no {place}, tem fumaça!!",
            "alarme de incêndio tocando no {place}, o pessoal tá descendo",
            "fumaça saindo do quadro do {place}, urgente",
        ],
        &[
            "Piso solto no {place}, alguém vai tropeçar",
            "o gesso do {place} vai cair",
            "rachadura na parede do {place} aumentando",
        ],
        &[
            "Sem wifi no {place}",
            "internet do {place} caiu, maquininha não passa",
            "tela do {place} com erro desde ontem",
        ],
    ],
    again: &[
        "aqui também",
        "verdade, passei agora no {place} e continua",
        "com a gente também",
        "alguém vem ver o {place}?",
        "desde cedo assim o {place}",
    ],
    assign: &[
        "{who} por favor vê o {place}",
        "{who} consegue ir no {place} agora?",
        "{who} resolve o {place} hoje",
        "essa é com {who}",
        "{who} assume isso e me avisa",
    ],
    on_it: &["tô indo", "ok, vou verificar", "chego em 20 min", "tô no {place} mexendo já", "beleza chefe, já subo"],
    waiting: &[
        "falta a peça, dois dias",
        "sem estoque, pedimos",
        "bati e ninguém abriu, volto amanhã",
        "aguardando aprovar o orçamento",
    ],
    done: &[
        "pronto, {place} funcionando",
        "resolvido",
        "feito chefe, testei duas vezes",
        "concluído, pode conferir",
        "troquei, tá ok",
    ],
    not_done: &[
        "continua igual",
        "não tá não, {place} ainda com problema",
        "acabei de testar e não funciona",
        "cinco minutos depois parou de novo",
    ],
    fine: &["tá ok agora, obrigada", "conferi, tá certo", "sim, {place} voltou", "perfeito, pode fechar"],
    back: &[
        "{place} de novo!! mesma coisa da semana passada",
        "voltou o problema no {place}",
        "aquilo do {place} que arrumaram quebrou outra vez",
    ],
    task_done: &["{task} feita", "terminei {task}", "bom dia, {task} ok", "{task} concluída", "{task} pronta por hoje"],
    check_in: &["no {place}, tudo tranquilo", "ronda {place} sem alteração", "{place} ok", "cheguei no {place}"],
    question: &[
        "que horas fecha a administração?",
        "amanhã tem água?",
        "quem tá com a chave do {place}?",
        "a piscina abre domingo?",
    ],
    chatter: &[
        "bom dia pessoal",
        "parabéns Dê! 🎂",
        "que calor",
        "kkkkk",
        "alguém quer café?",
        "trânsito tá horrível",
        "bom fds",
        "acharam um guarda-chuva azul?",
    ],
    thanks: &["obrigada", "valeu demais, super rápido", "obrigado 🙏"],
};
