"""English words for documents."""

from __future__ import annotations

from index.language.documents import DocumentWording
from index.language.documents.english_acts import (
    ACTS,
    ASKED,
    AUTHORED,
    EVENTS,
    FORMATS,
    LANGUAGES,
    LATEST,
    LONGEST,
    PASSING,
    SHORTEST,
    UNDONE,
    WONDERING,
)

_FIND = r"(?:mentions?|names?|says?|discuss(?:es)?|contains?|covers?|refers? to|deals? with)"
_SPEAK = r"(?:talks?|speaks?|says? (?:something|anything)|tells?|writes?|is|are)"
_SHORT = r"(?:short|brief|quick|concise)"
_DONE = r"(?:published|written|issued|released|sent|posted|created|dated|made|put out)"
_UPDATED = r"(?:updated|changed|modified|revised|edited|amended)"
_BE = r"(?:is|was|are|were)"
_NO_VERB = r"(?!(?:is|are|was|were|does|do|did|can|has|have|would)\b)"

# fmt: off
ENGLISH = DocumentWording(
    nouns=("documents?", "docs?", "files?"),
    genres={
        "minutes": ("minutes", "meeting notes", "notes (?:of|from) (?:the |our )?meeting"),
        "e-mail": (r"e-?mails?", "mails?", "messages?", "correspondence"),
        "letter": ("letters?",),
        "report": ("reports?",),
        "annual report": (r"annual (?:reports?|accounts|reviews?)", "year-?end reports?"),
        "news": ("news", r"(?:news )?(?:articles?|stor(?:y|ies)|items?)"),
        "press release": (r"press releases?",),
        "article": ("articles?",),
        "handbook": (r"hand-?books?",),
        "manual": (r"(?:user |user's )?manuals?", r"(?:user |user's )guides?", "instructions"),
        "guide": ("guides?",),
        "contract": ("contracts?", "agreements?", "(?:sub-?)?leases?"),
        "statutes": ("statutes", r"by-?laws", "articles of association", "constitution"),
        "rules": (r"(?:house )?rules", "regulations", "code of conduct"),
        "policy": ("polic(?:y|ies)",),
        "routine": ("routines?", "procedures?", "sops?"),
        "terms": ("terms(?: of (?:service|use))?", "terms and conditions"),
        "decision": ("decisions?", "permits?"),
        "price list": (r"price-?(?: )?lists?",),
        "list": ("lists?", "checklists?"),
        "form": ("forms?", "applications?"),
        "slides": ("slides?", "slide ?shows?", "presentations?", "powerpoints?", "decks?"),
        "spreadsheet": ("spreadsheets?", "excel(?: files?)?", "workbooks?"),
        "table": ("tables?",),
        "PDF": ("pdfs?",),
        "notebook": ("notebooks?",),
        "notes": ("notes",),
        "notice": (r"(?:notice|bulletin) ?boards?", "notices?"),
        "leaflet": ("leaflets?", "brochures?", "flyers?", "pamphlets?"),
        "invoice": ("invoices?", "receipts?", "bills?"),
        "recipe": ("recipes?",),
        "schedule": ("schedules?", r"time-?tables?"),
        "FAQ": ("faqs?", "frequently asked questions"),
        "changelog": (r"change-?logs?",),
        "release notes": ("release notes",),
        "page": (r"(?:help |web ?)?pages?",),
        "thesis": ("thes[ie]s", "dissertations?", "essays?"),
        "book": ("books?",),
        "chapter": ("chapters?",),
        "judgment": (r"judge?ments?", "rulings?", "verdicts?"),
        "interview": ("interviews?",),
        "newsletter": (r"news-?letters?",),
        "agenda": ("agendas?",),
        "quotation": ("quotations?", "tenders?"),
        "extract": ("extracts?",),
        "power of attorney": (r"powers? of attorney",),
        "memo": ("memos?", r"memorand(?:um|a)"),
        "CV": (r"cvs?", "résumés?"),
        "syllabus": (r"syllab(?:us(?:es)?|i)", r"curricul(?:um|a)"),
        "will": (r"last will(?: and testament)?", "testaments?"),
        "plan": ("plans?", r"itinerar(?:y|ies)"),
        "budget": ("budgets?",),
        "warranty": (r"warrant(?:y|ies)", "guarantees?"),
        "statistics": ("statistics", "stats"),
        "survey": ("surveys?", "questionnaires?"),
        "claim": ("claims?",),
        "request": ("requests?",),
        "assessment": ("assessments?", "evaluations?"),
        "specification": (r"spec(?:ification)?s?",),
        "complaint": ("complaints?", "appeals?"),
        "menu": ("menus?",),
        "log": (r"log-?books?", "logs?", r"diar(?:y|ies)"),
        "certificate": ("certificates?", "diplomas?"),
    },
    all=(
        "everything", "it all", "all(?: of)? (?:this|it|that|these|them)",
        r"(?:all(?: of)? )?(?:this|the|these|your|my)"
        r"(?: (?:whole|entire))? (?:folder|collection|library|archive|documents|files|material)",
        r"(?:the )?(?:whole|entire) (?:folder|collection|library|archive)",
        "all documents", "all files",
    ),
    this=("it", "this", "that", r"(?:the|this|that) (?:document|file|text|paper|one)"),
    here=(
        "(?:do|did) you have", "have you(?: got)?", "are there", "is there", "do we have",
        "are (?:in )?(?:here|available|indexed|loaded)", "exist", "here", "there are",
        "in (?:here|(?:this|the) (?:folder|collection|library))", "can you (?:read|search|see)",
    ),
    narrowed=("about", "on", "from", "in", "of", "by", "for", "to", "with", "that", "which", "at"),
    folders=(
        r"(?:in|from|under|inside) (?:the )?(?P<folder>[\w -]+?) (?:folder|directory)",
        r"(?:in|from|under|inside) (?:the )?(?:folder|directory) (?:called |named )?"
        r"(?P<folder>[\w-]+)",
    ),
    politeness=(
        r"(?:can|could|would|will) you(?: please)?", "please", "pls", "i(?:'d| would) like(?: to)?",
        "i want(?: you)?(?: to)?", "tell me", "do you know", "i need", "hi", "hello", "hey", "ok",
        "so", "well", "and", "also", "could i (?:get|have)", "can i (?:get|have)",
    ),
    afterthoughts=(
        "please", "thanks", "thank you", "briefly", "shortly", "in short", "in brief", "again",
        "in a few (?:words|sentences)", "for me", r"tl;?dr",
    ),
    and_author=(r",? and (?:by whom|who did it|by who)",),
    and_date=(r"(?:,| and|, and) (?:from )?(?:when|what date|on what date|which date)",),
    spelt=(
        "summarise", "summarize", "summary", "documents", "document", "mention", "mentions",
        "mentioned", "published", "written", "author", "minutes", "report", "updated", "agreement",
        "handbook", "presentation", "newest", "oldest", "annual",
    ),
    lists=(
        rf"(?:what|which) {_NO_VERB}{{documents}}",
        "(?:list|show|give)(?: me)?(?: all)?(?: of)? {documents}",
        "(?:are there|do you have)(?: any)? {documents}",
        r"what(?:'s| is| do you have) (?:in )?(?:here|{all})", "what(?:'s| is) there(?: in here)?",
        "what have you got(?: here)?", "what do you know about",
    ),
    counts=(r"how many {documents}", "(?:what is )?the number of {documents}"),
    newest=(
        "(?:which|what)(?: one)?(?: of)? {documents} (?:is|are)(?: the)? "
        "(?:newest|latest|most recent|last)",
        "(?:which|what) is the (?:newest|latest|most recent) (?:of )?{documents}",
        "(?:which|what) (?:documents?|files?|ones?) (?:is|are) the (?:newest|latest|most recent) "
        "{documents}",
        "what are the (?:newest|latest|most recent) {documents}",
        "(?:what is )?(?:the )?newest {documents}",
    ),
    longest=LONGEST,
    shortest=SHORTEST,
    formats=FORMATS,
    languages=LANGUAGES,
    authored=AUTHORED,
    oldest=(
        "(?:which|what)(?: one)?(?: of)? {documents} (?:is|are)(?: the)? (?:oldest|earliest|first)",
        "(?:which|what) is the (?:oldest|earliest) (?:of )?{documents}",
        "(?:what is )?(?:the )?oldest {documents}",
    ),
    about_all=(
        r"what(?:'s| is| are) {all}(?: all)? about", "what (?:does|do) {all} (?:contain|cover)",
        r"(?:summari[sz]e|sum up|describe) {all}", "(?:an? )?(?:summary|overview) of {all}",
        rf"(?:give|write|make|show)(?: me)? an? (?:{_SHORT} )?(?:summary|overview) of {{all}}",
    ),
    about_one=(
        r"what(?:'s| is| are| was| were) {one}(?: all)? about",
        r"what(?:'s| is) (?:said )?in {one}",
        "what (?:does|do|did) {one} (?:say|contain|cover|deal with|tell(?: us)?|describe)",
        r"(?:summari[sz]e|sum up|describe|recap) {one}", "summary of {one}",
        rf"(?:give|write|make|show)?(?: me)? ?(?:an? )?(?:{_SHORT} )?(?:summary|overview|recap)"
        " (?:of|on) {one}",
        r"(?:the )?(?:gist|main points|key points|highlights) of {one}",
        r"what are the (?:main|key) points (?:of|in) {one}",
        r"tl;?dr:?(?: of| for)? {one}", "{one}:? (?:tl;?dr|summary)",
        "(?:what|which)(?: are the)? (?:sections|chapters|headings|parts)(?: are| are there)?"
        " (?:of|in) {one}", "(?:the )?(?:table of )?contents of {one}",
        "what is {one} for", "what kind of (?:document|file|text) is {one}",
    ),
    about_topic=(
        "what (?:does|do) {all} say (?:about|on|regarding) {topic}",
        "what do we know about {topic}", "what is said about {topic}",
        r"(?:summari[sz]e|sum up) (?:what (?:is said|they say) (?:about|on) )?{topic}",
        rf"(?:give|write)?(?: me)? ?(?:an? )?(?:{_SHORT} )?(?:summary|overview) (?:of|on) "
        "{topic}",
    ),
    mentions=(
        r"(?:is|are) there (?:an? |any |some )?(?P<documents>documents?|files?|texts?|articles?"
        r"|e-?mails?|minutes) (?:about|on) {topic}",
        rf"(?:what|which) {_NO_VERB}{{documents}} {_FIND}(?: about)? {{topic}}",
        rf"(?:what|which) {_NO_VERB}{{documents}} {_SPEAK} (?:about|of|on) {{topic}}",
        "in (?:what|which) {documents} (?:is|are|was|were|can i find|do i find) {topic}"
        "(?: mentioned| named| found| discussed)?",
        "(?:what|which) {documents} (?:is|are|was|were) {topic} (?:mentioned|named|found|discussed)"
        "(?: in)?",
        "(?:in )?(?:what|which) {documents} (?:mention|name|discuss)(?:s|es)? {topic}",
        "where(?: else)? (?:is|are|was|were) {topic} (?:mentioned|named|discussed|talked about)",
        "where do (?:{all}|they) (?:mention|name|discuss) {topic}",
        "(?:is|are|was) {topic} (?:mentioned|named|discussed)"
        "(?: (?:any|some)where| in (?:any|some)(?: of)? {documents})?",
        rf"do(?:es)? any(?: of)? {{documents}} {_FIND} {{topic}}",
        rf"(?:list|show|find)(?: me)?(?: all)? {{documents}} that {_FIND} {{topic}}",
        rf"(?:list|show|find)(?: me)?(?: all)? {{documents}} (?:that )?{_SPEAK} about {{topic}}",
        "how many {documents} mention {topic}",
    ),
    authors=(
        r"who (?:wrote|has written|authored|created|made|compiled|edited|sent|published|drew up"
        r"|prepared|drafted|took|kept|signed off|put together|assembled) {one}",
        rf"who(?:'s| {_BE}) (?:the )?(?:author|writer|editor|sender|creator|publisher)s? (?:of|for)"
        " {one}",
        rf"(?:by whom|by who|who) {_BE} {{one}} (?:written|published|sent|made|created|edited)"
        "(?: by)?",
        "(?:the )?(?:authors?|writers?) of {one}", "who is {one} (?:by|from)",
        r"who (?:has |have )?(?:authored|created|made|compiled|edited|sent|published|prepared"
        r"|drafted|produced|issued|taken|kept|put together|drawn up|signed off|assembled) {one}",
        r"who(?:'s| is| was| were| stands?)? behind {one}", r"who did {one} come from",
        r"(?:what|which) (?:person|people|author|journalist|reporter|company|organi[sz]ation"
        r"|authority|agency|department|paper|newspaper|magazine|publisher|team|group)"
        r" (?:has )?(?:wrote|written|published|issued|produced|made|prepared|sent) {one}",
        r"whose (?:work )?is {one}", r"(?:by whom|who by) (?:is|was) {one}",
        r"(?:what|which) (?:is|was) the (?:source|author|name of the author) of {one}",
    ),
    dates={
        "updated": (
            rf"when {_BE} {{one}} (?:last |most recently )?{_UPDATED}(?: last)?",
            rf"(?:what is )?(?:the )?date (?:that )?{{one}} was (?:last )?{_UPDATED}",
            rf"(?:what|which) (?:date|day|year|month) {_BE} {{one}} (?:last )?{_UPDATED}",
            r"when was the (?:last|latest|most recent) (?:update|change|revision|edit)"
            r" (?:of|to|in) {one}", r"how up to date is {one}",
        ),
        "signed": (
            rf"(?:when|(?:on )?(?:what|which) (?:date|day)) {_BE} {{one}} signed",
            "when did (?:they|the parties|both parties) sign {one}",
        ),
        "adopted": (
            rf"(?:when|(?:on )?(?:what|which) (?:date|day)) {_BE} {{one}}"
            r" (?:adopted|approved|passed|decided|established|ratified)",
        ),
        "submitted": (
            rf"(?:when|(?:on )?(?:what|which) (?:date|day)) {_BE} {{one}}"
            r" (?:submitted|handed in|filed|sent in|turned in)",
        ),
        "received": (
            rf"(?:when|(?:on )?(?:what|which) (?:date|day)) {_BE} {{one}}"
            r" (?:received|registered|recorded)", "when did {one} (?:arrive|come in)",
        ),
        "accepted": (rf"when {_BE} {{one}} accepted",),
        "next": (
            rf"when {_BE} {{one}} (?:to be |due (?:for|to be) )?(?:reviewed|review|revised)"
            r"(?: next| again)?",
            r"when (?:must|should|will) {one} (?:next )?be (?:next )?(?:reviewed|revised)"
            r"(?: next| again)?",
            r"(?:when|what) is the next (?:review|revision)(?: date)? of {one}",
        ),
        "valid": (
            r"(?:from|since) (?:when|(?:what|which) (?:date|day)) (?:do|does|is|are) {one}"
            r" (?:apply|valid|hold|in force|effective)",
            r"when (?:do|does|did|will) {one} (?:start to apply|apply from|take effect"
            r"|(?:come|go|enter) into (?:force|effect)|begin|start)",
        ),
        "published": (
            rf"when {_BE} {{one}} (?:first )?{_DONE}",
            r"(?:what|which) (?:is|was) the (?:publication )?date (?:of|on) {one}",
            r"(?:what|which) (?:date|day|year) (?:is|was) {one}"
            r"(?: (?:from|published|written|dated))?",
            r"(?:the )?date of {one}", r"how old is {one}", r"when (?:is|was) {one} from",
            r"when did {one} (?:come out|appear|get published)", r"what date does {one} have",
            rf"(?:on )?(?:what|which) (?:date|day|year|month) {_BE} {{one}} {_DONE}",
            r"(?:from )?(?:what|which) (?:date|day|year|month) is {one}(?: from)?",
            r"when did (?:you|they|we|he|she) (?:publish|write|issue|release|send|post) {one}",
            r"(?:what|which) date is (?:written |printed |given )?on {one}", "how recent is {one}",
        ),
    },
    fields={
        "approver": (
            r"who (?:approved|authori[sz]ed|adopted|decided on|has approved) {one}",
            rf"(?:by whom|who) {_BE} {{one}} (?:approved|authori[sz]ed|adopted)(?: by)?",
            r"who (?:has )?(?:signed off|green-?lit|ratified|given the go-?ahead for) {one}",
        ),
        "responsible": (
            r"who(?:'s| is| was) (?:responsible|in charge|the contact(?: person)?)(?: for| of)"
            r" {one}",
            r"who (?:owns|maintains|looks after|manages|administers|handles|keeps) {one}",
            r"who (?:do|can|should) (?:i|we) (?:contact|ask|turn to|call|e-?mail) about {one}",
        ),
        "number": (
            r"(?:what(?:'s| is)|which is) (?:the )?(?:document|case|reference|registration|report)"
            r" (?:number|no\.?|id) (?:of|for|on) {one}",
            r"(?:what|which) (?:document|case|reference|registration|report) (?:number|no\.?)"
            r" (?:does|has) {one}(?: have)?",
            r"(?:what|which) (?:is )?(?:the )?(?:number|id) (?:of|on) {one}",
        ),
        "signer": (
            r"who (?:has |have |all )?signed {one}",
            rf"(?:by whom|who) {_BE} {{one}} signed(?: by)?",
        ),
        "reviewer": (
            r"who (?:has )?(?:reviewed|checked|proof-?read|examined|audited) {one}",
            rf"(?:by whom|who) {_BE} {{one}} (?:reviewed|checked|examined)(?: by)?",
        ),
        "recipient": (
            r"who (?:is|was) {one} (?:to|addressed to|sent to|for)",
            r"(?:to whom|who) (?:is|was) {one} (?:sent|addressed)(?: to)?",
            r"who (?:received|got) {one}", r"who (?:is|are|was|were) the recipients? of {one}",
        ),
    },
    versions=(
        r"(?:what|which) (?:version|edition|revision|issue) (?:number )?(?:is|of|does|has) {one}"
        r"(?: have| in| is (?:it|this|valid|current|the latest))?",
        r"what is the (?:version|edition)(?: number)? of {one}",
    ),
    titles=(
        rf"what(?:'s| {_BE}) the (?:title|name|file ?name|heading) of {{one}}",
        "what {documents} is called", "what is {one} called", "what is {one}'s (?:title|name)",
    ),
    page_counts=(
        r"how many pages (?:does|do|has|have|is|are)(?: there)?(?: in)? {one}(?: have| long)?",
        "how many pages long is {one}", "(?:what is )?the number of pages (?:of|in) {one}",
    ),
    asked=ASKED,
    events=EVENTS,
    acts=ACTS,
    passing=PASSING,
    undone=UNDONE,
    latest=LATEST,
    wondering=WONDERING,
    author_labels=(
        "authors?", "written by", r"compiled(?: .{1,40})? by", "prepared by", "edited by", "editor",
        "secretary", "minutes(?: taken| kept)? by", "drawn up by", "published by", "sent by",
        "updated .{0,30}by", r"\btext(?: and photos?)?(?: by)?", "story by",
        "report(?:ed|ing) by", "produced by", "issued by", "drafted by", "created by",
        "contributors?", "byline", "responsible author", "sender", "note-?taker",
        "transcribed by", "translat(?:ed|ion) by",
    ),
    weak_author_labels=("by", "from"),
    date_labels={
        "updated": (r"(?:last )?(?:updated|changed|modified|revised|edited|reviewed)",),
        "signed": ("signed",),
        "adopted": ("adopted", "approved"),
        "valid": (r"appl(?:y|ies) from", "valid from", "in force from", "effective", "as of"),
        "published": ("published", "posted", "issued", "released", "dated?", "sent"),
        "submitted": ("submitted", "handed in", "filed"),
        "received": ("received", "registered"),
        "accepted": ("accepted",),
        "next": (r"next (?:review|revision|update)", "review date", r"to be (?:reviewed|revised)"),
    },
    field_labels={
        "where": ("place", "venue", "location", "room"),
        "approver": (
            r"(?:approved|authori[sz]ed|adopted|decided(?: on)?|signed off) by", "approver",
        ),
        "responsible": (
            r"(?:document |text |policy |process )?(?:owner|responsible(?: for [^:|]{1,30})?)",
            "maintained by", r"(?:contact(?: person)?|enquiries)(?=\s*:)",
        ),
        "number": (
            r"(?:document|case|reference|registration|report|file|record|invoice|order|contract)"
            r" (?:number|no\.?|id)", r"ref(?:erence)?\.?", r"(?:our|your) ref\.?",
        ),
        "signer": ("signed by", "signatures?", r"signed(?=\s*:)", "(?:for and )?on behalf of"),
        "reviewer": (
            r"(?:reviewed|checked|proof-?read|examined|audited)(?: and [a-z]+)? by", "reviewers?",
        ),
        "recipient": (r"to(?=\s*:)", "recipients?", "addressee", "distribution(?: list)?"),
    },
    version_labels=("version", "edition", "revision", r"v(?=\d)"),
    version_words=("version",),
)
