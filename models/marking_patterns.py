"""How markings are written. Upper case is the mark of a marking, so most match as written only.

Which words are markings of whom: NARA's CUI registry (32 CFR 2002), the UK and Canadian protective
schemes, TLP 2.0, and the habits of press and law offices.
"""

import re

_LEVEL = (
    "(?:TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED|COSMIC TOP SECRET|NATO (?:SECRET"
    "|CONFIDENTIAL|RESTRICTED))"
)
_CAVEAT = (
    "(?:NOFORN|NF|ORCON|PROPIN|FOUO|LES|SI|TK|HCS|REL TO [A-Z]{3}(?:, ?[A-Z]{3,4}){0,9}|SBU"
    "|CUI|RD|FRD|FGI)"
)

# Upper case is the mark of a marking: these match as written.
CASED: tuple[tuple[str, float, str], ...] = (
    ("classification", 0.98, rf"\b{_LEVEL} ?// ?{_CAVEAT}(?:(?:/{{1,2}}|, ?){_CAVEAT}){{0,4}}"),
    (
        "classification",
        0.97,
        r"\b(?:CUI|CONTROLLED) ?// ?(?:SP-)?[A-Z]{2,}[A-Z0-9/-]{0,40}(?://(?:NOFORN|FEDCON"
        "|FED ONLY|NOCON|DL ONLY|REL TO [A-Z, ]{3,40}))?",
    ),
    (
        "classification",
        0.97,
        r"\((?:S|C|TS|U|CUI)(?:\s?//?\s?(?:NF|SI|TK|FOUO|LES|SBU|NOFORN|REL TO [A-Z, "
        r"]{3,40})){1,3}\)",
    ),
    ("classification", 0.9, r"(?m)^[ \t]{0,8}\((?:S|TS|C|CUI|SBU|FOUO|LES)\) "),
    (
        "classification",
        0.95,
        r"(?m)^[^\w\n]{0,3}(?:TOP SECRET|SECRET|CUI|SECRET UK EYES ONLY)[^\w\n]{0,3}$",
    ),
    ("classification", 0.95, r"\bU//FOUO\b"),
    (
        "classification",
        0.95,
        r"\bOFFICIAL ?[-\u2010-\u2015:] ?(?:SENSITIVE|Sensitive)(?: ?(?://|:"
        r"|[-\u2013\u2014]|\() ?[A-Z][A-Za-z-]{2,20}(?:[- ][A-Z][a-z]+)?\)?)?",
    ),
    (
        "classification",
        0.9,
        r"(?:(?m:^[^\w\n]{0,3})|[\[(])(?:PROTECTED(?: [ABC]\b| ?// ?[A-Z]{3,20})"
        r"|PROT[EÉ]G[EÉ] [ABC]\b)",
    ),
    (
        "classification",
        0.85,
        r"\bPROTECTED (?:A|B|C)(?= ?(?:[-\u2013\u2014:/|]|WHEN COMPLETED|\n|$))",
    ),
    (
        "classification",
        0.95,
        r"\b(?:NATO (?:RESTRICTED|CONFIDENTIAL|SECRET)|EU RESTRICTED|RESTREINT UE"
        r"|DIFFUSION RESTREINTE|VS ?[-\u2013\u2014] ?NUR F[ÜU]R DEN DIENSTGEBRAUCH"
        r"|LIMITE)\b",
    ),
    (
        "classification",
        0.9,
        r"\b(?:PROTECTED|Protected) [ABC] [Ww](?:HEN|hen) [Cc](?:OMPLETED|ompleted)\b|\bU//LES\b",
    ),
    (
        "classification",
        0.88,
        r"\b(?:CABINET|BUDGET|COMMERCIAL|STAFF|COUNCIL|COMMITTEE)[- ]?(?:IN[- ]CONFIDENCE"
        r"|SENSITIVE|CONFIDENTIAL)\b|(?m:^[^\w\n]{0,3})\[?IN[- ]CONFIDENCE\b|\bSENSITIVE: "
        r"CABINET\b",
    ),
    ("classification", 0.9, r"\bRESTRICTED ?(?://?|:) ?[A-Z]{4,}(?: \([A-Z]+\))?"),
    ("handling", 0.95, r"\bTLP ?: ?(?:RED|AMBER(?:\+STRICT)?)\b"),
    ("handling", 0.92, r"/{0,2}\b(?:FOR )?OFFICIAL USE ONLY\b/{0,2}(?: ?/ ?[A-Z ]{3,40})?"),
    (
        "handling",
        0.9,
        r"\b(?:LAW ENFORCEMENT SENSITIVE|SENSITIVE BUT UNCLASSIFIED|SOURCE SELECTION "
        "SENSITIVE|DISPATCH SENSITIVE|SENSITIVE SECURITY INFORMATION|BES CYBER SYSTEM "
        "INFORMATION|PROTECTED CRITICAL INFRASTRUCTURE INFORMATION|COMMERCIAL IN "
        "CONFIDENCE|LIMITED DISTRIBUTION|STAFF EYES ONLY|UK EYES ONLY|EYES ONLY|CLOSE "
        r"HOLD|ADDRESSEE ONLY|FILED UNDER SEAL|FERPA PROTECTED)\b(?: ?\(LES\))?",
    ),
    (
        "handling",
        0.92,
        r"\b(?:STRICTLY )?(?:NOT|NEVER) FOR (?:PUBLICATION|ATTRIBUTION|(?:PUBLIC |ONWARD "
        r")?(?:RELEASE|DISSEMINATION|DISTRIBUTION|CIRCULATION))\b",
    ),
    (
        "handling",
        0.9,
        r"\b(?:FOR )?INTERNAL USE ONLY\b|\bINTERNAL ?[-\u2013\u2014] ?[A-Za-z]+ (?:staff"
        r"|STAFF) (?:only|ONLY)\b",
    ),
    (
        "handling",
        0.88,
        r"\bDO NOT (?:RELEASE|COPY OR DISTRIBUTE|FORWARD|REDISTRIBUTE|DISTRIBUTE"
        r"|DISSEMINATE|COPY OR FORWARD)\b",
    ),
    (
        "handling",
        0.88,
        r"(?m:^[^\w\n]{0,3})(?:STRICTLY )?CONFIDENTIAL(?= ?[-\u2013\u2014:/\n.]|$)(?: "
        r"?[-\u2013\u2014:/] ?[A-Z][A-Z ]{2,40}\b)?|(?m:^[^\w\n]{0,3})CONFIDENTIAL "
        r"(?:[A-Z]{3,} ){1,3}(?:RECORDS?|DOCUMENTS?|MATERIALS?|MINUTES|PAPERS?)\b",
    ),
    (
        "handling",
        0.85,
        r"(?m:^[^\w\n]{0,3})(?:FOUO|LES|SBU|CUI)\b ?(?://|:|\n|[-\u2013\u2014])|\((?:FOUO"
        r"|LES|SBU|CUI)\)(?=\s*[A-Z\n])",
    ),
    (
        "handling",
        0.9,
        r"\bDISTRIBUTION STATEMENT [B-F]\b|\bLIMITED OFFICIAL USE\b|\bLAW ENFORCEMENT "
        r"ONLY\b|\bGRAND JURY SECRECY\b|\bSOLO PARA USO OFICIAL\b|(?m:^[^\w\n]{0,3})HOLD "
        r"FOR RELEASE\b",
    ),
    (
        "draft",
        0.94,
        r"\b(?:WORKING |INTERNAL )?DRAFT ?[-\u2010-\u2015:/,(. ]{1,3} ?(?:NOT|NEVER|DO "
        "NOT)(?: (?:FOR|YET|BE))? ?(?:PUBLIC )?(?:RELEASE|RELEASED|PUBLISH|PUBLICATION"
        "|DISTRIBUTION|DISTRIBUTE|CIRCULATION|CIRCULATE|CITE|QUOTE|POST)(?: PRIOR TO "
        "[A-Z ]{3,30})?",
    ),
    (
        "draft",
        0.9,
        r"\bPRE-?DECISIONAL\b(?: ?[/,&-] ?DELIBERATIVE)?|\bDELIBERATIVE PROCESS PRIVILEGED?\b",
    ),
    (
        "embargo",
        0.95,
        r"\b(?:STRICTLY )?EMBARGO(?:ED)?\b ?[-\u2010-\u2015:]? ?(?:UNTIL|TILL|TO|FOR "
        r"RELEASE|NOT FOR|(?=[0-9])) ?[^\n]{0,40}",
    ),
    ("privilege", 0.95, r"\bPRIVILEGED (?:&|AND) CONFIDENTIAL\b(?: ?/ ?ATTORNEY WORK PRODUCT)?"),
    (
        "privilege",
        0.95,
        r"\b(?:PRIVILEGED ?[-\u2013\u2014:/] ?)?(?:ATTORNEY[- \u2013/]{1,2}CLIENT "
        "(?:PRIVILEGED?|COMMUNICATION)|ATTORNEY WORK PRODUCT|SOLICITOR[- ]CLIENT "
        r"PRIVILEGED?|LEGAL PROFESSIONAL PRIVILEGE|LEGALLY PRIVILEGED)\b",
    ),
)
# These read as markings in any case, because of their form or their place at the head of a line.
LOOSE: tuple[tuple[str, float, str], ...] = (
    (
        "classification",
        0.95,
        r"\b(?:top secret|secret|confidential|unclassified)//(?:noforn|fouo|si|rel to)\b",
    ),
    ("classification", 0.92, r"\bcui//(?:sp-)?[a-z]{2,}"),
    ("classification", 0.92, r"(?m:^[^\w\n]{0,3})official[- ]sensitive(?= ?[:\n\u2013\u2014-]|$)"),
    ("handling", 0.93, r"(?m:^[^\w\n]{0,3})tlp ?: ?(?:red|amber)\b"),
    (
        "handling",
        0.85,
        r"(?m:^[^\w\n]{0,3})(?:for official use only|for internal use only|internal use "
        r"only|law enforcement sensitive|(?:board paper\W{1,3})?not for (?:public |onward "
        r")?(?:release|publication|distribution|circulation))\b(?= ?[:.\n\u2013\u2014-]| "
        r"(?:before|until|outside)\b|$)",
    ),
    (
        "handling",
        0.88,
        r"\bcontains sensitive security information\b|(?m:^[^\w\n]{0,3})exempt from "
        r"disclosure under\b",
    ),
    ("handling", 0.85, r"(?m:^[^\w\n]{0,3})internal memo\b[^\n]{0,10}\bnot for release\b"),
    (
        "handling",
        0.85,
        r"\bthis (?:message|e-?mail|document) is confidential and intended only for\b",
    ),
    (
        "embargo",
        0.92,
        r"(?m:^[^\w\n]{0,3})(?:strictly )?embargo(?:ed)?(?: until\b| for \d| "
        r"?[:\u2013\u2014-] ?(?=[\da-z]))[^\n]{0,40}",
    ),
    (
        "draft",
        0.9,
        r"(?m:^[^\w\n]{0,3})(?:working |internal )?draft(?: v\d+)? ?[-\u2010-\u2015:(] "
        "?(?:do not|not for|not yet) [a-z ]{3,25}",
    ),
    (
        "privilege",
        0.9,
        r"(?m:^[^\w\n]{0,3})(?:privileged (?:&|and) confidential|attorney[- ]client "
        r"privileged?|attorney work product)\b",
    ),
)
# Nothing above can match in a text without one of these.
WORTH_A_LOOK = re.compile(
    r"secret|confiden|classified|\bcui\b|controlled|noforn|official|protected|prot[eé]g"
    "|restr|limite|"
    r"\btlp\b|fouo|\bles\b|\bsbu\b|sensitive|privileg|embargo|draft|decisional|deliberative|"
    "(?:not|never) for|do not|internal|eyes only|close hold|addressee|under seal|ferpa"
    "|statement|hold for|"
    "exempt|work product|enforcement|grand jury|uso oficial|dienstgebrauch|bes cyber"
    r"|\((?:s|c|ts|u)\W",
    re.IGNORECASE,
)
