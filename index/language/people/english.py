"""English words for people."""

from __future__ import annotations

from index.language.people import PeopleWording

_BE = r"(?:(?:'s| is| was)(?: now| currently)?)"
_WHOSE = r"(?:the |our |your |their )?(?:current |present |new )?"
_NOW = r"(?: now| today| at present| currently)?"

# fmt: off
ENGLISH = PeopleWording(
    offices={
        "chair": ("chair", "chairman", "chairperson", "chairwoman", "president"),
        "secretary": ("secretary",),
        "treasurer": ("treasurer",),
        "auditor": ("auditor",),
        "internal auditor": ("internal auditor",),
        "convener": ("convener", "convenor"),
        "managing director": ("managing director", "ceo", "chief executive officer"),
        "finance manager": ("finance manager", "financial manager", "cfo"),
        "sales manager": ("sales manager", "head of sales"),
        "marketing manager": ("marketing manager", "head of marketing"),
        "personnel manager": ("hr manager", "personnel manager", "head of hr"),
        "IT manager": ("it manager", "head of it"),
        "technical director": ("technical director", "cto"),
        "project manager": ("project manager", "project leader"),
        "department head": ("head of department", "head of the department", "department head"),
        "site manager": ("site manager",),
        "property manager": ("property manager",),
        "principal": ("principal", "headmaster", "head teacher", "headteacher"),
        "editor": ("editor",),
        "coordinator": ("coordinator",),
        "supervisor": ("supervisor", "tutor"),
        "caretaker": ("caretaker", "janitor"),
        "case officer": ("case officer", "case handler"),
        "contact person": ("contact person", "contact"),
        "safety representative": ("safety representative", "safety rep"),
        "data protection officer": ("data protection officer", "dpo"),
        "spokesperson": ("spokesperson", "spokesman", "spokeswoman"),
        "landlord": ("landlord",),
        "tenant": ("tenant",),
        "owner": ("owner",),
        "founder": ("founder",),
        "coach": ("coach", "trainer"),
        "physician": ("physician", "doctor"),
        "nurse": ("nurse",),
        "dean": ("dean",),
        "librarian": ("librarian",),
    },
    deputies=("deputy", "vice", "assistant", "associate", "acting", "former", "previous", "co"),
    holders=(
        rf"who{_BE} {_WHOSE}{{office}}{_NOW}",
        rf"who{_BE} {_WHOSE}{{office}} (?:of|for|in|at|on) {{one}}?{_NOW}",
        rf"who{_BE} {{one}}['’]s? {_WHOSE}{{office}}{_NOW}",
        rf"(?:what(?:'s| is|'re) )?the name of {_WHOSE}{{office}}(?: (?:of|for|in|at|on) {{one}})?",
    ),
    pronouns=("he", "him", "his", "she", "hers?"),
    attributes={
        "mobile": (r"(?:mobile|cell) ?(?:phone)?(?: number)?",),
        "phone": (r"(?:tele)?phone(?: number)?", r"extension(?: number)?"),
        "e-mail": (r"e-?mail(?: address)?",),
        "address": (r"(?:(?:home|street|postal|private) )?address", r"where (?:does|do) .+ live"),
        "age": (r"how old is", r"age of", r"\w+['’]s? age"),
        "birth": (r"born", r"birthday", r"date of birth"),
        "pay": (r"salary", r"wages?", r"how much (?:does|do|did) .+ (?:earn|make)"),
    },
    tellings={
        "mobile": (r"mobile", r"cell"),
        "phone": (r"(?:tele)?phone", r"tel", r"mobile", r"cell", r"extension", r"ext"),
        "address": (r"address", r"lives", r"road", r"street"),
        "age": (r"years? old", r"aged?", r"born", r"turn(?:s|ed)"),
        "birth": (r"born", r"birth\w*"),
        "pay": (r"salar(?:y|ies)", r"wages?", r"earn\w*", r"pay", r"paid"),
    },
    being=("is", "was"),
)
