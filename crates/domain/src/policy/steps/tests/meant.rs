//! What is said of steps that are not done: what is meant to be, asked for, denied, done in part, or only mentioned.

use super::*;

/// Names of steps, and what is said of them, one a line.
const MEANT: &[(&[&str], &str)] = &[
    (
        ENGLISH,
        "
        I will mop the floor after lunch
        will mop later
        ok will do bins
        otw to do bins
        the floor is slippery, careful
        floor dirty
        floor done 80%
        floor was done wrongly, redo
        is the floor done
        make sure bins done
        the floor you did is dirty
        Siti did the floor yesterday
        done nothing
        soap where?
        soap finished
        floor done?
        floor done or not
        floor almost done
        half the floor done
        bins to be emptied
        going to mop
        when floor is done i call you
        please empty bins
        can empty bins now
        floor not mopped
        haven't done soap, bins
        not all done
        all done? no
        all done tomorrow
        done not yet
        floor done, not
        tapi soap belum
        ok, soap not yet
        mop floor 2nd round later
        bins done tomorrow
        floor done by tomorrow
        mopping floor now
        go mop floor then bins
        floor need mop
        no soap
        floor and bins not done
        floor: not done
        bins done? floor done?
        mop is broken
        mop head need change, bins no liner
        2 of 3 bins done
        50% floor done
        bins done half
        Lobby belum siap
        belum
        not sure, all done, except one
        all done, one more
        ",
    ),
    (
        &["Mop lantai", "Kosongkan tong", "Isi sabun"],
        "
        nak mop nanti
        nanti mop lantai
        tengah mop lantai
        dah nak mop lantai
        lantai siap belum
        sabun habis
        lantai belum siap lagi
        tolong isi sabun
        lantai hampir siap
        belum semua siap
        akan mengosongkan tong
        lantai licin
        sudah mop lantai belum?
        ",
    ),
    (
        &["拖地", "倒垃圾", "补肥皂"],
        "
        稍后拖地
        等下去拖地
        要拖地了
        拖地了没
        拖地好了吗
        正在拖地
        没有倒垃圾
        肥皂没了
        请补肥皂
        快拖完地了
        拖地还没完成
        只完成2个
        ",
    ),
    (
        &["Trapear piso", "Vaciar basura", "Reponer jabón"],
        "
        voy a trapear el piso
        luego la basura
        falta el jabón
        el piso no está listo
        ¿basura lista?
        mañana trapear piso
        casi listo el piso
        no todo listo
        ",
    ),
    (
        &["Passar pano", "Esvaziar lixeiras", "Repor sabão"],
        "
        vou passar pano
        depois esvaziar as lixeiras
        falta o sabão
        lixeiras não feitas
        sabão pronto?
        quase pronto o pano
        ",
    ),
    (
        &["தரை துடைத்தல்", "குப்பை அகற்றல்"],
        "
        தரை துடைக்க வேண்டும்
        நாளை குப்பை
        தரை முடியவில்லை
        குப்பை அகற்றுவேன்
        தரை பாதி முடிந்தது
        ",
    ),
    (
        &["फर्श पोंछना", "कूड़ा खाली करना"],
        "
        फर्श पोंछूँगा
        कूड़ा बाद में
        फर्श नहीं हुआ
        कूड़ा खाली करूँगा
        फर्श पोंछ रहा हूँ
        क्या फर्श हो गया
        ",
    ),
    (
        &["مسح الأرض", "تفريغ القمامة"],
        "
        سوف امسح الارض
        سأمسح الأرض
        القمامة لم تتم
        الارض غدا
        لسه القمامة
        هل تمت الأرض؟
        ",
    ),
];

#[test]
fn what_is_only_meant_asked_or_mentioned_is_not_done() {
    for (steps, said) in MEANT {
        let texts = said.lines().map(str::trim).filter(|text| !text.is_empty());
        check(steps, &texts.map(|text| (text, Some(&[][..]))).collect::<Vec<_>>());
    }
}
