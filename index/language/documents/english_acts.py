"""English words for what is done with documents, by whom and when."""

from __future__ import annotations



def _did(verbs: str) -> str:
    """The verbs, in a question with "did" and who did it."""
    return rf"did(?: \w+){{1,5}} (?:{verbs})"


# fmt: off
ASKED = {
    "recipient": ("to (?:whom|who)", "who(?:m)? to", "recipients?", "addressees?"),
    "who": ("who", "whom", "whose", "authors?", "signator(?:y|ies)"),
    "when": (
        "when", r"(?:what|which) (?:day|month|year)", r"(?:what |which |from )?dates?(?! (?:to|back))",
        r"how (?:old|recent)",
    ),
    "version": (r"(?:what|which) (?:version|edition|revision|issue)", r"(?:version|edition) (?:no\.?|number)"),
    "number": (
        r"(?:document|case|reference|ref|registration|report|file|record|invoice|order|contract"
        r"|plan) (?:number|no\.?|id)", r"(?:what|which) (?:number|no\.?)",
    ),
}
ACTS = {
    "": ("last(?:ly)?", "lately", "latest", "recent(?:ly)?", "first", "originally", "newest", "most"),
    "written": (_did("write|draft|prepare|compile|make|create|produce"), 
        "wrote", "written", "authors?", "authored", "writers?", "drafted", "drafts? by", "prepared",
        "compiled", r"dr(?:ew|awn)(?: \w+){0,5}? up", r"put(?: \w+){0,5}? together", "assembled",
        "composed", "produced", "created", "made", "put together", "text(?: and photos?)?(?= by|:)",
        "story by", "prep(?:ped)? by",
    ),
    "kept": (_did("take (?:the )?(?:notes|minutes)"), 
        "kept", r"t(?:ook|aken) (?:the )?(?:\w+ )?(?:notes|minutes)", "secretary", "note-?taker",
        "(?:notes|minutes)(?: taken| kept)? by", "notes(?=[*_]*:)", "minutes(?=[*_]*:)",
        "t(?:ook|aken) down", "minutes were taken",
    ),
    "approved": (_did("approve|authori[sz]e|adopt|ratify|pass|ok|endorse|sign (?:it )?off"), 
        "approved", "authori[sz]ed", "adopted", "ratified", "passed", "signed off", "signed it off", r"ga?ve(?:n|s)?(?: \w+){0,2} (?:ok|okay|go-?ahead|green light|approval|consent)",
        "sign-?off", "ok", "okay", "ok(?:ay)?(?:ed|'d)", "go-?ahead", "green-? ?lit", "green light",
        "cleared", "endorsed", "decided on", "approver", "approval", "agreed to",
    ),
    "signed": (_did("sign"), "signed(?! (?:it )?off)", "signatures?", "signator(?:y|ies)", "countersigned"),
    "witnessed": (_did("witness"), "witness(?:ed|es)?",),
    "verified": ("verified", "confirmed", "certified", "attested"),
    "reviewed": (_did("review|check|examine|audit|proof-?read"), 
        "reviewed", "checked", "proof-?read", "examined", "audited", "vetted", "fact-?checked",
        "looked over", "gone over", "went over", "went through", "reviewers?", "inspected",
    ),
    "changed": (_did("update|change|modify|revise|edit|amend|alter"), 
        "updated", "changed", "modified", "revised", "edited", "amended", "altered", "touched",
        r"(?:made|did)(?: \w+){1,3} (?:updates?|changes?|revisions?|amendments?|edits?)",
        "(?:last|latest|most recent|newest) (?:updates?|changes?|revisions?|amendments?|edits?)",
        "reworked", "rewritten", "rewrote",
    ),
    "published": (_did("publish|post|release|issue|launch|announce|come out"), 
        "published", "posted", "released", "issued", "launched", r"put(?: \w+){0,5}? (?:out|up|online)",
        r"c[ao]me out", "announced", "went (?:out|live|online|up)", "circulated", "handed down",
        "publisher", "pronounced",
    ),
    "sent": (_did("send|mail|e-?mail|forward|answer|reply|respond"), "sent", "mailed", "answered", "replied", "responded", "wrote to", "wrote back", "e-?mailed", "forwarded", "from(?=:)", "sender"),
    "received": (_did("receive|get|register|arrive|come in"), "received", "c[ao]me in", "arrived", "registered", "got", "recorded"),
    "submitted": (_did("submit|file|hand in|turn in|send in|lodge"), 
        r"handed(?: \w+){0,5}? (?:in|over)", "submitted", r"turned(?: \w+){0,5}? in", "filed",
        r"sent(?: \w+){0,5}? in", "lodged",
    ),
    "accepted": ("accepted",),
    "translated": (_did("translate"), "translat(?:ed|ion|or)",),
    "printed": (_did("print"), "printed", "print-?out"),
    "held": (_did("take place|present"), 
        "held", "took place", "conducted", "presented", "shown", r"gave(?= (?:the |a |this )?(?:presentation|talk|speech|lecture))",
        r"(?:was|were)(?= (?:the |our |my )?(?:\w+ )?(?:interview|meeting|presentation|talk|survey))",
    ),
    "dated": ("dates?", "dated", "from when"),
    "valid": ("valid", "in(?:to)? force", "took effect", "effective", r"appl(?:y|ies|ied) (?:from|since)"),
}
UNDONE = (
    "must", "should", "shall", "will", "would", "may", "can", "could", "might", "needs? to",
    "ha(?:ve|s) to", "be", "been asked", "if", "is to", "are to", "need",
)
