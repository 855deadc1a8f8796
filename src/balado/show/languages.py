"""The codes of languages in two letters and in three, and those that were withdrawn. Pure."""

from __future__ import annotations

from collections.abc import Mapping

# ISO 639-1 to ISO 639-2, the terminology codes (`fra`, not `fre`); `bh` as it was until 2021.
_PAIRS = """
    aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul
    bh:bih bi:bis bm:bam bn:ben bo:bod br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces cu:chu cv:chv
    cy:cym da:dan de:deu dv:div dz:dzo ee:ewe el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas ff:ful fi:fin
    fj:fij fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv
    ht:hat hu:hun hy:hye hz:her ia:ina id:ind ie:ile ig:ibo ii:iii ik:ipk io:ido is:isl it:ita iu:iku ja:jpn
    jv:jav ka:kat kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor
    ky:kir la:lat lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mri mk:mkd ml:mal
    mn:mon mr:mar ms:msa mt:mlt my:mya na:nau nb:nob nd:nde ne:nep ng:ndo nl:nld nn:nno no:nor nr:nbl nv:nav
    ny:nya oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run ro:ron
    ru:rus rw:kin sa:san sc:srd sd:snd se:sme sg:sag si:sin sk:slk sl:slv sm:smo sn:sna so:som sq:sqi sr:srp
    ss:ssw st:sot su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn to:ton tr:tur
    ts:tso tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol xh:xho yi:yid
    yo:yor za:zha zh:zho zu:zul
"""
THREE_LETTERS: Mapping[str, str] = dict(pair.split(":") for pair in _PAIRS.split())

_OTHER_CODES = """
    in:id iw:he ji:yi jw:jv mo:ro
    alb:sq arm:hy baq:eu bur:my chi:zh cze:cs dut:nl fre:fr geo:ka ger:de gre:el ice:is mac:mk mao:mi may:ms per:fa
    rum:ro slo:sk tib:bo wel:cy mol:ro scc:sr scr:hr
"""
"""Codes of two letters that were withdrawn (IANA, Language Subtag Registry), which old programs still write; those of
ISO 639-2 for bibliographies (`fre`, not `fra`), and three that were withdrawn."""
TWO_LETTERS: Mapping[str, str] = {
    **{long: short for short, long in THREE_LETTERS.items()},
    **dict(pair.split(":") for pair in _OTHER_CODES.split()),
}
"""ISO 639-1 of today by every other code for it."""


def three_letters(language: str) -> str | None:
    """The code of a language written like `fr` or `fr-CA`; None for one that is not in ISO 639-1."""
    return THREE_LETTERS.get(language[:2].lower()) if language[2:3] in ("", "-") else None
