"""English words for what is done with documents, by whom and when."""

from __future__ import annotations


def _did(verbs: str) -> str:
    """The verbs in a question with "did", behind who did it."""
    return rf"did(?: \w+){{1,5}} (?:{verbs})"


def _apart(verb: str, particle: str) -> str:
    """A verb and its particle, some words apart: "handed her claim in"."""
    return rf"(?:{verb})(?: \w+){{0,5}}? (?:{particle})"


_NOT_OF = r"(?<!\bthe )(?<!\ba )(?<!\ban )"  # "the changed rules": not that they were
_CHANGES = r"(?:updates?|changes?|revisions?|amendments?|edits?)"

# fmt: off
ASKED = {
    "recipient": ("to (?:whom|who)", "who(?:m)? to", "recipients?", "addressees?"),
    "who": (
        "who", "whom", "whose", "authors?", "signator(?:y|ies)", "senders?",
        "(?:what|which) (?:people|persons?)",
    ),
    "where": ("where", r"(?:what|which) (?:place|room|venue)"),
    "when": (
        "when", r"(?:what|which) (?:day|month|year)",
        r"(?:what |which |from )?dates?(?! (?:to|back))", r"how (?:old|recent)",
    ),
    "version": (
        r"(?:what|which) (?:version|edition|revision|issue)",
        r"(?:version|edition) (?:no\.?|number)",
    ),
    "number": (
        r"(?:document|case|reference|ref|registration|report|file|record|invoice|order|contract"
        r"|plan) (?:number|no\.?|id)", r"(?:what|which) (?:number|no\.?)",
    ),
}
ACTS = {
    "written": (
        _did("write|draft|prepare|compile|make|create|produce"), "wrote", "written", "authors?",
        "authored", "writers?", "drafted", "drafts? by", "prepared", "compiled", "assembled",
        "composed", "produced", "created", "made", _apart("drew|drawn", "up"),
        _apart("put", "together"), "text(?: and photos?)?(?= by|:)", "story by",
        "prep(?:ped)? by", "behind", _apart("wrote|written", "up"),
    ),
    "kept": (
        _did("take (?:the )?(?:notes|minutes)"), "kept", "secretary", "note-?taker",
        r"t(?:ook|akes?|aken) (?:the )?(?:\w+ )?(?:notes|minutes)", "t(?:ook|aken) down",
        "(?:notes|minutes)(?: taken| kept)? by", r"(?:notes|minutes)(?=[*_]*:)",
        "minutes were taken",
    ),
    "chaired": (
        _did("chair|lead|preside"), "chaired", "led", "presided", "chair(?:man|woman|person)?",
        "moderat(?:ed|ors?)",
    ),
    "missed": (
        "(?:did not|didn't|not) (?:attend|come|take part|present)", "absent", "apologies",
        "absentees?", "missed", "missing(?= (?:from|at))",
    ),
    "attended": (
        _did("attend|take part|participate"), "attended", "present", "attend(?:ees|ance)",
        "took part", "participa(?:ted|nts)",
    ),
    "approved": (
        _did("approve|authori[sz]e|adopt|ratify|pass|ok|endorse|sign (?:it )?off"), "approved",
        "authori[sz]ed", "adopted", "ratified", "passed", "signed (?:it )?off", "sign-?off",
        "ok", "okay", "ok(?:ay)?(?:ed|'d)", "go-?ahead", "green-? ?lit", "green light", "cleared",
        _apart("ga?ve|given", "ok|okay|go-?ahead|green light|approval|consent"), "endorsed",
        "decided (?:on|by)", "approver", "(?:date of )?approval", "agreed to",
    ),
    "signed": (
        _did("sign"), "signed(?! (?:it )?off)", "signatures?", "signator(?:y|ies)",
        "countersigned",
    ),
    "witnessed": (_did("witness"), "witness(?:ed|es)?"),
    "verified": (_did("verify|confirm"), "verified", "confirmed", "certified", "attested"),
    "reviewed": (
        _did("review|check|examine|audit|proof-?read"), "reviewed", "checked", "proof-?read",
        "examined", "audited", "vetted", "fact-?checked", _apart("looked|gone|went", "over"),
        "went through", "reviewers?", "inspected",
    ),
    "changed": (
        _did("update|change|modify|revise|edit|amend|alter"), rf"{_NOT_OF}(?:updated|changed"
        "|modified|revised|edited|amended|altered)", "touched", "reworked", "rewritten", "rewrote",
        rf"(?:made|did)(?: \w+){{1,3}} {_CHANGES}",
        rf"(?:last|latest|most recent|newest) {_CHANGES}",
    ),
    "published": (
        _did("publish|post|release|issue|launch|announce|come out"), "published", "posted",
        "released", "issued", "launched", _apart("put", "out|up|online"), r"c[ao]me out",
        "announced", "went (?:out|live|online|up)", "circulated", "handed down", "publisher",
        "pronounced", "(?:date of )?issue",
    ),
    "sent": (
        _did("send|mail|e-?mail|forward|answer|reply|respond"), "sent", "(?:e-?)?mailed",
        "answered", "replied", "responded", "wrote (?:to|back)", "forwarded", "from(?=:)",
        "sender",
    ),
    "received": (
        _did("receive|get|register|arrive|come in"), "received", "c[ao]me in", "arrived",
        "registered", "got", "recorded", "receipt",
    ),
    "submitted": (
        _did("submit|file|hand in|turn in|send in|lodge"), "submission", "submitted", "filed",
        "lodged", _apart("handed", "in|over"), _apart("turned", "in"), _apart("sent", "in"),
    ),
    "accepted": (_did("accept|say yes"), "accepted", "said yes", "acceptance"),
    "translated": (_did("translate"), "translat(?:ed|ion|or)"),
    "printed": (_did("print"), "printed", "print-?out"),
    "held": (
        _did("take place|present|meet"), "held", "took place", "conducted", "carried out",
        "performed", "presented", "shown",
        "gave(?= (?:the |a |this )?(?:presentation|talk|speech|lecture))",
        r"(?:was|were)(?= (?:the |our |my )?(?:\w+ )?"
        r"(?:interview|meeting|presentation|talk|survey))",
    ),
    "dated": ("dates?", "dated", "from when"),
    "valid": (
        "valid", "in(?:to)? force", "took effect", "effective",
        r"appl(?:y|ies|ied)(?: (?:from|since)|\Z)",
    ),
}
EVENTS = {
    "minutes": ("meetings?", "assembl(?:y|ies)", "agms?", "(?:board|committee)(?= (?:in|on) )"),
    "e-mail": ("(?:e-?)?mailed", "(?:wrote|write|written) (?:to|back)"),
}
PASSING = (
    "last(?:ly)?", "lately", "latest", "recent(?:ly)?", "first", "originally", "newest", "most",
)
LATEST = ("latest", "newest", "most recent", "last")
UNDONE = (
    "must", "should", "shall", "will", "would", "may", "can", "could", "might", "needs?(?: to)?",
    "ha(?:ve|s) to", "be", "been asked", "if", "(?:is|are) to", "according to", "says",
)
WONDERING = (
    "know", "tell", "say", "remember", "see", "check", "find out", "wonder(?:ing)?", "clear",
)
LONGEST = (
    "(?:which|what)(?: one)?(?: of)? {documents} (?:is|are)(?: the)? longest",
    "(?:(?:which|what) is )?the longest (?:of )?{documents}",
)
SHORTEST = (
    "(?:which|what)(?: one)?(?: of)? {documents} (?:is|are)(?: the)? shortest",
    "(?:(?:which|what) is )?the shortest (?:of )?{documents}",
)
FORMATS = (
    "(?:what|which) (?:file )?(?:formats?|types?) (?:are|is|do|does) {all}(?: in| have| come in)?",
    "in (?:what|which) (?:file )?formats? (?:are|is) {all}",
    "(?:what|which) (?:kinds|types) of (?:files|documents) (?:are there|do you have|are in here)",
)
LANGUAGES = (
    "(?:what|which) languages? (?:are|is) {all}(?: written)?(?: in)?",
    "in (?:what|which) languages? (?:are|is) {all}(?: written)?",
)
AUTHORED = (
    "(?:what|which)(?: {documents})? (?:did|has|have) {topic} "
    "(?:write|written|author(?:ed)?|send|sent)",
    "(?:what|which) {documents} (?:is|are|was|were) (?:written |sent )?by {topic}",
)
