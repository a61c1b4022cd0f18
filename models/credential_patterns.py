"""How people write secrets in prose: a word for what it opens, then the secret, named `value`."""

_IS = (
    r"(?:\s?(?:[:=]|->|\u2192)\s?|\s+(?:is|are|was|will be|stays|remains|to)\s+(?:now |still "
    r"|just |always |set to |back to )?(?:[:=]\s?)?|['\u2019]s\s+(?:now |still )?)"
)
_OPEN = r"[\"'\u2018\u201c`(\[]?"
_VALUE = r"(?P<value>[^\s\"\u201c\u201d`<>()\[\]]{3,64})"
_DIGITS = (
    r"(?P<value>(?:[#*] ?)?\d(?:[ -]?\d){2,7}\s?(?:[#*]|(?:then |and )?(?:the )?(?:hash|pound"
    r"|star)\b)?)"
)
_WORD_FOR_IT = (
    "(?:pass ?word|pass ?phrase|passwd|paasword|contrase[nñ]a|mot de passe|passwort|kennwort"
    "|암호|비밀번호|비번)"
)

RULES: tuple[tuple[str, float, str], ...] = (
    (
        "wifi",
        0.93,
        rf"\b(?:wi-?fi|wlan|ssid|hotspot|network)\b[^.!?\n]{{0,60}}?\b(?:{_WORD_FOR_IT}|pass"
        rf"|pw|key|psk)\b{_IS}?\s?{_OPEN}{_VALUE}",
    ),
    (
        "password",
        0.93,
        rf"(?<![a-z]){_WORD_FOR_IT}\w{{0,3}}[\"'*]{{0,2}}(?:\s+for "
        rf"[^.!?\n:]{{2,40}})?{_IS}{_OPEN}{_VALUE}",
    ),
    ("password", 0.9, rf"(?<![a-z]){_WORD_FOR_IT}[ ,]+{_OPEN}{_VALUE}"),
    (
        "password",
        0.9,
        rf"(?<![a-z])(?:pwd?|pswd|psk|p/w|pass)[\"']?\s?(?::?=|:|->)\s?{_OPEN}{_VALUE}",
    ),
    (
        "password",
        0.9,
        rf"(?<![a-z])(?:pwd?|pswd|psk|p/w|(?<=\d )pass|(?<=, )pass)\s{_OPEN}{_VALUE}",
    ),
    ("password", 0.88, r"(?<![\w#@])(?P<value>[A-Z][a-z]{3,14}[!$^~]\d{1,4})(?!\w)"),
    (
        "pin-or-code",
        0.86,
        r"(?<![\w#&.,$-])(?P<value>\d{4,6}(?:[#*](?!\w)|,? then (?:the )?(?:star|hash|pound)\b))",
    ),
    (
        "password",
        0.88,
        r"\bpass ?phrase\b[^.!?\n]{0,12}[\"\u201c](?P<value>[^\"\u201d\n]{6,60})[\"\u201d]",
    ),
    (
        "password",
        0.88,
        r"\b(?:login|log-in|logon|user(?: ?name)?|sign in as|signed in as|log in as"
        r"|account|credentials?|admin)\b[^.!?\n]{0,40}?[ :=](?:is |are "
        rf")?[\w.@-]{{2,30}}(?: ?/ ?| and | with (?:the )?(?:pass\w* )?){_VALUE}",
    ),
    (
        "password",
        0.92,
        r"\b(?:id|user)\s?/\s?(?:pw|pass(?:word)?)\b\s?(?:[:=]|->|are"
        rf"|is)?\s?[\w.@-]{{2,30}}\s?[/,]\s?{_VALUE}",
    ),
    ("password", 0.85, rf"\d{{1,3}}(?:\.\d{{1,3}}){{3}}\s?[/(]\s?[\w.-]{{2,30}}/{_VALUE}"),
    (
        "token",
        0.93,
        r"\b(?:(?:api|access|secret|auth|client|private|x-api)[ _-]?(?:key|token|secret)"
        r"|secret|token|bearer)[\"']?(?:\s?[:=]\s?|\s+(?:is|was)\s+"
        rf"|\s(?=\w{{2,6}}_)){_OPEN}(?P<value>[A-Za-z0-9_./+~-]{{8,200}})",
    ),
    (
        "token",
        0.9,
        r"\b(?:key|code)(?: is|:)?\s(?P<value>(?=[A-Za-z-]*\d)[A-Z]{2,6}-[A-Za-z0-9]{4,16}"
        r"(?:-[A-Z0-9]{2,8}){0,4})\b",
    ),
    (
        "password",
        0.9,
        rf"\b(?:login|log-in|account|router|admin|user) pass{_IS}{_OPEN}{_VALUE}",
    ),
    ("token", 0.95, r"\b(?P<value>[a-z]{2,6}_(?:live|prod|secret)_[A-Za-z0-9]{10,64})\b"),
    (
        "token",
        0.92,
        r"[?&](?:key|token|sig|secret|access_token|api_key|code)=(?P<value>[A-Za-z0-9_%.-]{6,200})",
    ),
    (
        "meeting-dial-in",
        0.92,
        r"\b(?:zoom|webex|teams|meet|meeting|bridge|conference|dial[- ]?in"
        r"|call)\b[^.!?\n]{0,70}?\b(?:pass ?code|pass ?word|pass|host code|access code"
        rf"|host pin|pin|code)\b{_IS}?\s?{_OPEN}(?P<value>[A-Za-z0-9!@#$%&*._-]{{3,30}}\d?#"
        "?)",
    ),
    (
        "meeting-dial-in",
        0.9,
        r"\b(?:leader|host|moderator|chair(?:person)?|participant|conference)\s(?:pin|code"
        r"|id)\b:?\s?(?:is )?(?P<value>\d[\d ]{2,10}\d#?)",
    ),
    (
        "meeting-dial-in",
        0.88,
        r"\b(?:\d{3} ){1,3}\d{3,4},? (?:then )?(?:pass ?code|pin) (?P<value>[A-Za-z0-9@!#]{3,20})",
    ),
    (
        "pin-or-code",
        0.93,
        r"\b(?:gate|door|garage|alarm|keypad|key ?pad|lock ?box|key ?safe|entry|entrance"
        "|building|room|shed|padlock|safe|vault|panel|access|security|supervisor|override"
        "|bathroom|staff|back|side|locker|lock|gun safe|cart|trolley|code"
        r"|pad)(?:['\u2019]?s)?\s(?:[a-z]+ ){0,4}?(?:codes?|combo|combination|pins?|key "
        rf"?pad|pad)\b[^.!?\n\d]{{0,30}}?(?:{_IS}|\s){_DIGITS}",
    ),
    (
        "pin-or-code",
        0.91,
        r"\b(?:key ?pad|lock ?box|key ?safe|padlock|combo|door code|gate code"
        r"|alarm)\b[^.!?\n\d]{0,40}?(?:\b(?:is|are|takes|code|combo|to)\b|,|['\u2019]s|:"
        rf"|=)\s*{_DIGITS}",
    ),
    (
        "pin-or-code",
        0.9,
        r"\b(?:the )?(?:gate|alarm|side door|back door|front door|loading dock|staff door"
        r"|bay door|shed)(?:\s(?:is|on)|['\u2019]s)\s(?:still |now )?(?:code "
        r")?(?P<value>\d(?:[ -]?\d){3,7}\s?[#*]?)(?!\s?(?:a\.?m|p\.?m|hrs|hours|feet|ft|%"
        r"|people))\b",
    ),
    (
        "pin-or-code",
        0.93,
        rf"(?<![\w-])p ?i ?n\b(?: (?:number|code))?(?:{_IS}|\s|#\s?){_OPEN}(?P<value>\d(?:[ "
        r"-]?\d){3,7}#?)",
    ),
    (
        "pin-or-code",
        0.9,
        r"\b(?:pass ?code|access code|door code|gate code|entry code|host code|override "
        rf"code|login code)\b(?:{_IS}|\s){_OPEN}(?P<value>[A-Za-z0-9#*!@$-]{{4,20}})",
    ),
    (
        "pin-or-code",
        0.88,
        r"\b(?:code|keypad|combo|punch(?: in)?|dial)\b(?: is| are|['\u2019]s| it's|,"
        r"|:)?\s(?P<value>\d(?:[ -]?\d){3,7}\s?(?:[#*]|(?:then |and )?(?:the )?(?:hash"
        r"|pound|star)\b))",
    ),
    (
        "pin-or-code",
        0.88,
        r"\bcombo(?:\s[a-z]+){0,3}\s(?:is|now)\s(?P<value>\d{1,2}-\d{1,2}-\d{1,2})\b",
    ),
)
