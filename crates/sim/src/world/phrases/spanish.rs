//! Spanish, of the Americas and of Spain.

use super::Book;

/// The phrasebook.
pub const BOOK: Book = Book {
    reports: [
        &[
            "El ascensor de {place} otra vez parado, no abre la puerta",
            "elevador de {place} se quedó trabado entre pisos",
            "No sirve el ascensor en {place}, hay gente mayor subiendo a pie",
        ],
        &[
            "Gotea el techo en {place}, ya hay un charco",
            "fuga de agua en {place}, está saliendo bastante",
            "Se rompió un caño en {place}, se inunda todo",
        ],
        &[
            "Se fue la luz en {place}, no se ve nada",
            "las luces de {place} parpadean y ya se apagaron",
            "En {place} salta la térmica a cada rato",
        ],
        &[
            "El aire de {place} no enfría nada",
            "hace un calor terrible en {place}, el aire tira caliente",
            "el clima de {place} hace ruido y no enfría",
        ],
        &[
            "La basura de {place} está desbordada, huele horrible",
            "nadie recogió la basura en {place} desde el viernes",
            "los contenedores de {place} llenos hasta arriba",
        ],
        &[
            "El piso de {place} está sucísimo, todo con barro",
            "derramaron café en {place}, cuidado que resbala",
            "hay vómito en {place}, manden a alguien de limpieza porfa",
        ],
        &["Cucarachas en {place} otra vez", "vi una rata enorme en {place}", "lleno de hormigas en {place}"],
        &[
            "El portón de {place} no cierra, quedó abierto",
            "la tarjeta no abre en {place}",
            "la pluma de {place} se trabó, hay fila hasta la calle",
        ],
        &[
            "La cámara de {place} en negro",
            "cctv de {place} sin señal desde la mañana",
            "no se ve nada en la cámara de {place}",
        ],
        &[
            "Huele a quemado en {place}, sale humo!!",
            "suena la alarma de incendio en {place}, la gente está saliendo",
            "humo en el tablero de {place}, urgente",
        ],
        &[
            "Se levantó un azulejo en {place}, alguien se va a caer",
            "el plafón de {place} se está cayendo",
            "la grieta de la pared en {place} cada vez más grande",
        ],
        &[
            "No hay wifi en {place}",
            "sin internet en {place}, no pasa la terminal",
            "la pantalla de {place} da error desde ayer",
        ],
    ],
    again: &[
        "acá también, lo mismo",
        "sí, acabo de pasar por {place} y sigue igual",
        "a nosotros también nos pasa",
        "¿ya viene alguien a {place}?",
        "desde la mañana está así {place}",
    ],
    assign: &[
        "{who} por favor revisa {place}",
        "{who} ¿puedes ir a {place} ahora?",
        "{who} encárgate de {place} hoy",
        "esto es para {who}",
        "{who} te encargo esto, avísame",
    ],
    on_it: &[
        "voy para allá",
        "enterado, ya reviso",
        "llego en 20 minutos",
        "estoy en {place}, ya lo estoy viendo",
        "ok jefe, termino acá y subo",
    ],
    waiting: &[
        "falta el repuesto, dos días",
        "no hay stock, lo pedimos",
        "toqué y nadie abrió, vuelvo mañana",
        "esperando que aprueben el presupuesto",
    ],
    done: &[
        "listo, {place} ya funciona",
        "quedó arreglado",
        "ya quedó jefe",
        "terminado, favor de revisar",
        "cambiado y probado",
    ],
    not_done: &[
        "sigue igual, no quedó",
        "no es cierto, {place} todavía está mal",
        "acabo de probar y no funciona",
        "a los cinco minutos se volvió a parar",
    ],
    fine: &[
        "ya quedó bien, gracias",
        "confirmado, funciona",
        "sí, {place} está bien ahora",
        "perfecto, se puede cerrar",
    ],
    back: &[
        "otra vez {place}!! lo mismo de la semana pasada",
        "volvió a fallar {place}",
        "lo de {place} que habían arreglado se descompuso de nuevo",
    ],
    task_done: &["{task} listo", "terminamos {task}", "buen día, {task} hecho", "{task} ok", "{task} completo por hoy"],
    check_in: &[
        "en {place}, sin novedad",
        "ronda {place} todo en orden",
        "{place} sin novedades",
        "ya estoy en {place}",
    ],
    question: &[
        "¿a qué hora cierra la administración?",
        "¿mañana hay agua?",
        "¿quién tiene la llave de {place}?",
        "¿abre la alberca el domingo?",
    ],
    chatter: &[
        "buenos días a todos",
        "feliz cumple Lucha! 🎂",
        "qué calor hoy",
        "jajaja",
        "¿quién va por los cafés?",
        "hay un tráfico terrible",
        "buen finde",
        "alguien perdió unas llaves con llavero rojo",
    ],
    thanks: &["gracias", "mil gracias, rapidísimo", "gracias crack 🙏"],
};
