"""English words on a page."""

from __future__ import annotations

from index.language.pages import PageWording
from index.language.words import words

# fmt: off
ENGLISH = PageWording(
    photo=words("photo image picture"),
    credit=("credit",),
    rights=("all rights",),
    reserved_rights=("all rights reserved",),
    copyright_sentences=(r"(?:this|the)\b.{0,40}\bis subject to copyright",),
    citations=(
        r"(?:APA|MLA|Chicago|Harvard) citation\b", r"retrieved .{0,40}\bfrom <?https?:",
    ),
    menus=(
        *words("advertisement menu search home"), "leave a (?:comment|reply)",
        "your email address will not be published.*", "required fields are marked.*",
        "scroll to top", "back to top", "skip to (?:main )?content",
        r"share (?:this|on)\b.{0,40}", r"follow us\b.{0,40}", r"subscribe\b.{0,60}",
        r"sign (?:up|in)\b.{0,60}", "log in", "read more",
        "related (?:articles|stories|posts)", "contact(?: us)?", "about(?: us)?",
        "privacy policy", "terms of (?:use|service)",
        r"(?:accept|we use)\b.{0,40}\b(?:cookies|kakor)\b.{0,80}",
        r"page\s+\d+(?:\s*(?:of|/)\s*\d+)?",
    ),
    sections=(
        "contact(?: us)?", "about(?: us)?", "search", "privacy policy",
        "terms of (?:use|service)",
    ),
    labels=(*words("source date published author by"), "(?:last )?updated", "written by"),
    fact_labels=(
        "contact(?: person)?", "chair(?:man|person)?",
        *words("secretary treasurer (?:tele)?phone e-?mail address place time venue date"
               " price fee tel"),
    ),
    source=("source",),
    publishing=(r"(?:date\s+)?(?:published|posted|released|issued|dated?)",),
    updating=(r"(?:last\s+)?(?:updated|modified|reviewed)",),
    before_dates=words("on at the"),
    before_times=("at",),
    captions=words("in on at from photo"),
    untitled=(
        *words("untitled title document presentation slide home"), "no title",
        "word(?: |-)document", "powerpoint(?: |-)presentation",
        "microsoft (?:word|powerpoint|excel) - .*",
    ),
    document=("document",),
    nobody=words("user author admin administrator unknown owner root anonymous"),
    contents=("(?:table of )?contents",),
    page_numbers=words("page pg"),
    page_letters=("p",),
    out_of=("of",),
    copied=("printed", "print date", "downloaded", "generated"),
    teasers=(
        r"related\b", "read (?:more|next|also)", "more (?:from|stories|news|on this)",
        "most (?:read|popular)", "you (?:may|might) (?:also|like)", "trending", "recommended",
        "comments?$",
    ),
    answers=words("yes no"),
    units=words("hours? minutes?"),
)
