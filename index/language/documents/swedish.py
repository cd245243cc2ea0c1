"""Swedish words for documents."""

from __future__ import annotations

from index.language.documents import DocumentWording
from index.language.documents.swedish_acts import (
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

_FIND = r"(?:nämner|innehåller|behandlar|omnämner|tar upp|berör|namnger)"
_SPEAK = r"(?:handlar|pratar|talar|berättar|skriver|säger (?:något|nåt)|säger|står det(?: något)?)"
_FOUND = r"(?:nämns|omnämns|förekommer|finns|tas upp|behandlas)"
_SHORT = r"(?:kort|snabb|kortfattad)"
_UPDATED = r"(?:uppdaterades|ändrades|reviderades|uppdaterad|ändrad|reviderad)"
_DONE = (
    r"(?:publicerades|skrevs|utfärdades|skickades|sändes|skapades|gavs|släpptes|gjordes|kom"
    r"|lades|trycktes)"
)
_DATED = r"(?:publicerad|skriven|skrivet|publicerat|utfärdad|daterad|daterat|skickat|skickad|från)"

# fmt: off
SWEDISH = DocumentWording(
    nouns=(
        "dokument(?:et|en|s)?", "fil(?:en|er|erna)?",
    ),
    genres={
        "minutes": (
            r"(?:\w*mötes|\w*styrelse|\w*stämmo)?protokoll(?:et|en)?",
            r"(?:minnes|mötes)anteckning(?:en|ar|arna)?",
        ),
        "e-mail": (
            r"(?:e-?|e-post-?)?(?:mejl|mail)(?:et|en|s)?", r"e-?post(?:en|meddelande\w*)?",
            "meddelande(?:t|n|na)?",
        ),
        "letter": (r"\w*brev(?:et|en)?",),
        "report": (r"\w*rapport(?:en|er|erna)?", r"\w*anmälan", "redogörelsen?"),
        "annual report": (
            r"årsredovisning(?:en|ar|arna)?", r"(?:års|verksamhets)berättelsen?",
            r"\w*bokslut(?:et)?",
        ),
        "news": (r"\w*nyhet(?:en|er|erna)?", "notis(?:en|er|erna)?"),
        "press release": (r"pressmeddelande(?:t|n|na)?", r"pressreleasen?"),
        "article": (r"\w*artik(?:el|eln|lar|larna)",),
        "handbook": (r"\w*hand(?:bok(?:en)?|böcker(?:na)?)",),
        "manual": (
            r"\w*manual(?:en|er|erna)?", r"\w*anvisning(?:en|ar|arna)?",
            r"instruktion(?:en|er|erna)?",
        ),
        "guide": (r"\w*guide(?:n|r|rna)?",),
        "contract": (r"\w*avtal(?:et|en)?", r"\w*kontrakt(?:et|en)?"),
        "statutes": (r"\w*stadgar(?:na)?",),
        "rules": (r"\w*regl(?:er|erna)", r"\w*föreskrifter(?:na)?"),
        "routine": (r"\w*rutin(?:en|er|erna)?",),
        "policy": (r"\w*policyn?", r"\w*polic(?:er|erna|yer|yerna)"),
        "terms": (r"\w*villkor(?:et|en)?",),
        "decision": (r"\w*beslut(?:et|en)?", r"\w*tillstånd(?:et|en)?"),
        "price list": (r"prislist(?:a|an|or|orna)",),
        "list": (r"\w*list(?:a|an|or|orna)", r"förteckning(?:en|ar)?"),
        "form": (r"\w*blankett(?:en|er|erna)?", r"\w*formulär(?:et|en)?", r"\w*ansökan"),
        "slides": (r"\w*bildspel(?:et|en)?", r"presentation(?:en|er|erna)?", "powerpoint(?:en)?"),
        "spreadsheet": (r"kalkylblad(?:et|en)?", r"excel(?:fil\w*|ark\w*|en)?"),
        "table": (r"\w*tabell(?:en|er|erna)?",),
        "PDF": (r"pdf(?:en|er|erna|-filer(?:na)?)?",),
        "notebook": (r"notebook(?:en)?",),
        "notes": (r"\w*anteckning(?:en|ar|arna)?",),
        "notice": (r"anslagstavlan?", r"anslag(?:et|en)?"),
        "leaflet": (r"\w*broschyr(?:en|er|erna)?", r"folder(?:n)?", r"\w*flygblad(?:et|en)?"),
        "invoice": (r"faktur(?:a|an|or|orna)", r"\w*kvitto(?:t|n)?", r"\w*räkning(?:en|ar)?"),
        "recipe": (r"\w*recept(?:et|en)?",),
        "schedule": (r"\w*schema(?:t|n)?", r"\w*tidtabell(?:en|er)?"),
        "FAQ": ("faq", "vanliga frågor"),
        "changelog": (r"ändringslogg(?:en)?", "changelog(?:en)?"),
        "release notes": (r"versionsnyheter(?:na)?", "release notes"),
        "page": (r"\w*sid(?:a|an|or|orna)",),
        "thesis": (r"\w*uppsats(?:en|er)?", r"\w*avhandling(?:en|ar)?"),
        "book": (r"bok(?:en)?", r"böcker(?:na)?"),
        "chapter": (r"kapit(?:el|let|len)",),
        # "Dom" is also "they".
        "judgment": (
            r"(?:tingsrätts|hovrätts)?dom(?:en|ar|arna)", r"dom(?= (?:i |[a-zåäö]{1,3} )?\d)",
            r"domslut(?:et)?",
        ),
        "interview": (r"\w*intervju(?:n|er|erna)?",),
        "newsletter": (r"\w*nyhetsbrev(?:et|en)?",),
        "agenda": (r"dagordning(?:en|ar|arna)?", r"kallelse(?:n|r|rna)?"),
        "quotation": (r"offert(?:en|er|erna)?", r"anbud(?:et|en)?"),
        "extract": (r"\w*utdrag(?:et|en)?",),
        "power of attorney": (r"fullmakt(?:en|er|erna)?",),
        "memo": (r"promemori(?:a|an|or|orna)",),
        "CV": (r"cv(?::t|:n)?", r"meritförteckning(?:en|ar)?"),
        "syllabus": (r"(?:kurs|läro|studie)plan(?:en|er|erna)?",),
        "will": (r"testamente(?:t|n)?",),
        "plan": (r"\w*plan(?:en|er|erna)?", r"\w*planering(?:en|ar)?"),
        "budget": (r"\w*budget(?:en|ar|arna)?",),
        "warranty": (r"\w*garanti(?:n|er|erna)?",),
        "statistics": (r"\w*statistik(?:en)?",),
        "survey": (r"\w*enkät(?:en|er|erna)?", r"\w*undersökning(?:en|ar|arna)?"),
        "claim": (r"reseräkning(?:en|ar|arna)?", r"skadeanmälan"),
        "request": (r"begäran", r"framställan"),
        "assessment": (r"\w*bedömning(?:en|ar|arna)?", r"\w*utvärdering(?:en|ar|arna)?"),
        "specification": (r"\w*specifikation(?:en|er|erna)?",),
        "complaint": (r"klagomål(?:et|en)?", r"överklagande(?:t|n)?"),
        "menu": (r"meny(?:n|er|erna)?", r"matsed(?:el|eln|lar)"),
        "log": (r"\w*logg(?:en|ar|arna)?", r"logg?bok(?:en)?", r"dagbok(?:en)?"),
        "certificate": (r"\w*intyg(?:et|en)?", r"\w*bevis(?:et|en)?", r"\w*certifikat(?:et|en)?"),
    },
    all=(
        "allt", "alltihop(?:a)?", "allt (?:det )?här",
        "alla(?: de här| dessa)? (?:dokument|filer)(?:en|na)?",
        r"(?:den här|denna|hela)(?: hela)? (?:mappen?|samlingen?|biblioteket|arkivet)",
        r"(?:mappen|samlingen|biblioteket|materialet|dokumenten|filerna|källorna)",
        r"(?:de här|dessa|dina|mina) (?:dokumenten?|filerna|filer)",
    ),
    this=(
        "den", "det", "detta", "denna", r"(?:den|det) här(?: (?:filen|texten|dokumentet))?",
        "dokumentet", "filen", "texten",
    ),
    here=(
        "finns(?: det)?(?: här)?", "har du", "har vi", "har ni", "ligger(?: det)?(?: här)?",
        "är det", "kan du (?:läsa|söka i|se)", "här", "ingår",
        "i (?:den här |denna )?(?:mappen?|samlingen?|biblioteket)", "som finns(?: här)?",
    ),
    narrowed=("om", "från", "i", "av", "för", "till", "med", "som", "på", "ur", "kring"),
    folders=(
        r"(?:i|från|under|ur) mappen (?P<folder>[\w-]+)",
        r"(?:i|från|under|ur) (?P<folder>\w+)-?mappen",
    ),
    politeness=(
        r"(?:kan|kunde|skulle|vill) (?:du|ni)(?: kunna)?(?: vara snäll(?: och)?)?", "snälla",
        "jag (?:vill|skulle vilja)(?: att du)?(?: ha)?", "berätta", "vet du", "säg", "hej", "tjena",
        "ok", "och", "men", "så", "jo", "också", "kan jag få", "får jag", "ge mig", "ge",
    ),
    afterthoughts=(
        "tack", "snälla", "kort", "i korthet", "kortfattat", "åt mig", "för mig", "är du snäll",
        r"med några (?:ord|meningar)", "igen", "nu", "egentligen",
    ),
    and_author=(r",? och (?:av vem|vem gjorde det)",),
    and_date=(r"(?:,| och|, och) (?:från |på )?(?:när|vilket datum)",),
    spelt=(
        "sammanfatta", "sammanfattning", "dokument", "dokumenten", "nämner", "nämns", "skrev",
        "publicerades", "uppdaterades", "protokollet", "protokoll", "pressmeddelandet",
        "årsredovisningen", "handboken", "avtalet", "nyheten", "författare", "handlar",
        "innehåller",
    ),
    lists=(
        r"vilka (?!(?:är|var|har|kan|ska)\b){documents}",
        "vad finns det för {documents}", "vad har du för {documents}",
        "(?:lista|visa|räkna upp)(?: mig)?(?: alla)? {documents}",
        "(?:finns det|har du)(?: några| något| någon)? {documents}",
        r"vad (?:finns|ligger)(?: det)? (?:här|i {all})(?: i)?", "vad har du(?: här)?",
        "vad finns(?: det)?(?: här)?",
    ),
    counts=("hur många {documents}", "antalet? {documents}"),
    newest=(
        "(?:vilken|vilket|vilka)(?: av)? {documents} är(?: det| den)? "
        "(?:nyast|nyaste|senast|senaste|färskast)e?",
        "(?:vilken|vilket|vilka) är (?:det|den|de) (?:nyaste|senaste|färskaste)(?: av)? "
        "{documents}",
        "(?:vilken|vilket|vilka) (?:dokument|filer?) är (?:det|den|de) "
        "(?:nyaste|senaste|färskaste) {documents}",
        "(?:vad är )?(?:det|den) nyaste {documents}", "vad är (?:det|den|de) senaste {documents}",
    ),
    longest=LONGEST,
    shortest=SHORTEST,
    formats=FORMATS,
    languages=LANGUAGES,
    authored=AUTHORED,
    oldest=(
        "(?:vilken|vilket|vilka)(?: av)? {documents} är(?: det| den)? (?:äldst|äldsta)",
        "(?:vilken|vilket|vilka) är (?:det|den|de) äldsta(?: av)? {documents}",
        "(?:vad är )?(?:det|den) äldsta {documents}",
    ),
    about_all=(
        "vad handlar {all} om", "vad innehåller {all}", "vad går {all} ut på",
        "(?:sammanfatta|beskriv) {all}",
        rf"(?:en )?(?:{_SHORT} )?(?:sammanfattning|översikt) (?:av|över) {{all}}",
    ),
    about_one=(
        "vad (?:handlar|handlade|rör sig) {one} om", "vad går {one} ut på", "vad innehåller {one}",
        "vad står(?: det)? i {one}", "vad säger {one}", "vad tar {one} upp",
        "(?:sammanfatta|beskriv|summera) {one}",
        rf"(?:gör )?(?:en )?(?:{_SHORT} )?(?:sammanfattning|översikt|resumé) (?:av|över) {{one}}",
        "(?:vilka är )?(?:huvudpunkterna|det viktigaste) i {one}",
        "vad är {one} för (?:något|nåt|en fil|ett dokument|en text)", "vad är {one} till(?: för)?",
        "vad är det viktigaste i {one}",
        "vilka (?:avsnitt|kapitel|rubriker|delar) (?:har|finns i|ingår i|består av) {one}",
        "innehållsförteckning(?:en)? (?:för|till|i|över) {one}",
    ),
    about_topic=(
        "vad säger {all} om {topic}", "vad står det om {topic}(?: i {all})?",
        "vad vet vi om {topic}",
        "(?:sammanfatta|summera)(?: vad som (?:sägs|står) om)? {topic}",
        rf"(?:en )?(?:{_SHORT} )?(?:sammanfattning|översikt) (?:av|över|om) {{topic}}",
    ),
    mentions=(
        "finns det (?:ett |en |något |nåt |någon |några )?(?P<documents>dokument|filer?|text(?:er)?"
        "|artik(?:el|lar)|mejl|protokoll) om {topic}",
        rf"vilka {{documents}} {_FIND} {{topic}}", rf"vilka {{documents}} {_SPEAK} om {{topic}}",
        rf"(?:vilket|vilken) {{documents}} {_FIND} {{topic}}",
        rf"(?:vilket|vilken) {{documents}} {_SPEAK} om {{topic}}",
        rf"i (?:vilka|vilket|vilken) {{documents}} (?:{_FOUND}|{_SPEAK}(?: om)?) {{topic}}",
        "i (?:vilka|vilket|vilken) {documents} nämner (?:man|de) {topic}",
        "var(?: någonstans)? (?:nämns|omnämns|förekommer|tas) {topic}(?: upp)?",
        "(?:nämns|omnämns|förekommer) {topic}"
        "(?: (?:någonstans|nånstans|i (?:något|några) {documents}))?",
        "(?:står|sägs) det (?:något|nåt)(?: någonstans| nånstans)? om {topic}"
        "(?: (?:någonstans|nånstans))?",
        rf"(?:lista|visa|hitta)(?: alla)? {{documents}} som (?:{_FIND}|{_SPEAK} om) {{topic}}",
        "(?:finns det )?(?:något|några|någon) {documents} som "
        rf"(?:{_FIND}|{_SPEAK} om) {{topic}}",
        "hur många {documents} nämner {topic}",
    ),
    authors=(
        r"vem (?:skrev|har skrivit|författade|skickade|har skickat|sände|skapade|har skapat|gjorde"
        r"|har gjort|har sammanställt|sammanställde|publicerade|redigerade|förde|satte ihop"
        r"|har satt ihop) {one}",
        r"vem är (?:författare|författaren|redaktör|redaktören|avsändare|avsändaren|upphovsman)"
        r" (?:till|för|av|på) {one}",
        "av vem (?:är|skrevs|publicerades|skickades) {one}(?: (?:skriven|skrivet|gjord|gjort))?",
        r"författare(?:n)? till {one}", "vem är {one} (?:av|från|skriven av|skrivet av)",
        r"vilka (?:skrev|har skrivit|författade|gjorde|har gjort|sammanställde|har sammanställt"
        r"|publicerade|redigerade|tog fram|har tagit fram|ligger bakom|står bakom) {one}",
        r"vem (?:tog fram|har tagit fram|utarbetade|har utarbetat|upprättade|har upprättat|gav ut"
        r"|har gett ut|har publicerat|har redigerat|har fört|utfärdade|har utfärdat|antecknade"
        r"|ligger bakom|står bakom|stod bakom) {one}",
        r"vilk(?:en|et|a) (?:person|författare|journalist|reporter|företag|organisation|myndighet"
        r"|förvaltning|avdelning|tidning|förlag|grupp) (?:skrev|har skrivit|publicerade"
        r"|har publicerat|gav ut|har gett ut|gjorde|har gjort|tog fram|har tagit fram) {one}",
        r"vem (?:kommer|kom) {one} (?:från|ifrån)", r"vems är {one}",
        r"vem (?:har|hade) (?:skickat|sänt|mejlat|mailat) {one}", r"vem (?:mejlade|mailade) {one}",
    ),
    dates={
        "updated": (
            rf"när {_UPDATED} {{one}}(?: senast| sist)?", rf"när {_UPDATED} senast {{one}}",
            rf"när (?:är|blev|har) {{one}} (?:senast )?{_UPDATED}(?: senast)?",
            "hur (?:uppdaterad|uppdaterat|aktuell|aktuellt)e? är {one}",
            rf"(?:vilket|på vilket) (?:datum|år) {_UPDATED} {{one}}(?: senast)?",
            r"när gjordes (?:den )?(?:senaste|sista) (?:ändringen|uppdateringen|revideringen)"
            r" (?:av|i|på) {one}", r"när (?:är|var) {one} senast ändra[dt]e?",
        ),
        "signed": (
            r"när (?:undertecknades|skrevs|signerades) {one}(?: under| på)?",
            r"vilket datum (?:undertecknades|signerades) {one}",
            r"när skrev (?:de|dom|man|parterna|båda parter) (?:under|på) {one}",
            r"när (?:är|blev) {one} (?:undertecknat|undertecknad|signerat|signerad|påskrivet)",
        ),
        "adopted": (
            r"(?:när|vilket datum) (?:antogs|beslutades|godkändes|fastställdes|klubbades) {one}",
            r"när (?:är|blev) {one} (?:antagna|antagen|antaget|fastställd|fastställda|fastställt"
            r"|godkänd|godkända|godkänt)",
        ),
        "submitted": (
            r"(?:när|vilket datum) (?:lämnades|skickades|gavs) {one} in", r"när inlämnades {one}",
            r"när (?:är|blev) {one} (?:inlämna[dt]|insän[dt]|inskicka[dt])",
        ),
        "received": (
            r"när (?:mottogs|togs) {one}(?: emot)?",
            r"när (?:är|blev) {one} (?:mottage[nt]|registrera[dt]|diarieför[dt])",
            r"när kom {one} in", r"när (?:registrerades|diariefördes|inkom|anlände) {one}",
        ),
        "accepted": (r"när accepterades {one}", r"när (?:är|blev) {one} accepter(?:ad|at)"),
        "next": (
            r"när (?:ska|skall|bör|måste) {one} (?:ses över|revideras|granskas|uppdateras)"
            r"(?: nästa gång| igen| senast)?",
            r"när är nästa (?:översyn|revidering|revision|granskning) av {one}",
        ),
        "valid": (
            r"(?:från|sedan|från och med) (?:när|vilket datum|vilken dag) gäller {one}",
            r"när (?:gäller|gällde) {one} (?:från|ifrån)", "när är {one} (?:giltig|giltigt) från",
            r"när (?:började|börjar) {one} (?:att )?gälla", "när (?:trädde|träder) {one} i kraft",
            r"(?:hur länge|sedan när) har {one} gällt",
        ),
        "published": (
            rf"när {_DONE} {{one}}(?: ut)?", rf"när (?:är|blev|har) {{one}} {_DATED}",
            r"vilket datum (?:är|har|skrevs|kom|publicerades) {one}(?: från| ut)?",
            r"(?:vilket datum|från när|hur gammal|hur gammalt|hur gamla|från vilket år) är {one}",
            r"(?:vad är )?datumet? (?:för|på) {one}", "vilken dag är {one} från",
            rf"(?:på |från )?(?:vilket|vilken) (?:datum|år|dag|månad) (?:är|{_DONE}) {{one}}"
            r"(?: (?:från|ut|daterad|daterat|skriven|skrivet|publicerad|publicerat))?",
            r"när (?:publicerade|skrev|skickade|gav|släppte) (?:de|dom|ni|vi|han|hon|man) {one}"
            r"(?: ut)?",
            r"när (?:är|var) {one} daterad[et]?", "vilket datum står(?: det)? på {one}",
        ),
    },
    fields={
        "approver": (
            r"vem (?:godkände|fastställde|antog|beslutade om) {one}",
            r"vem har (?:godkänt|fastställt|antagit|beslutat om) {one}",
            r"av vem (?:är|blev|godkändes|fastställdes|antogs) {one}"
            r"(?: (?:godkänd|godkänt|fastställd|fastställt|antagen|antaget))?",
        ),
        "responsible": (
            r"vem (?:är ansvarig|ansvarar|är kontaktperson|förvaltar|har ansvaret|har ansvar|äger"
            r"|sköter|handlägger|håller i|underhåller) (?:för )?{one}",
            r"vem (?:kan|ska|bör) (?:jag|man|vi) (?:kontakta|fråga|ringa|mejla|vända sig till) om"
            r" {one}", r"vem är dokumentägare (?:för|till) {one}",
        ),
        "number": (
            r"(?:vad|vilket) (?:är|har) {one} (?:för )?(?:\w*nummer|dnr)",
            r"(?:vad är|vilket är) (?:dokument|diarie|ärende|referens|rapport)(?:numret|nummer)"
            r" (?:på|för|till) {one}",
            r"vilket (?:dokument|diarie|ärende|referens|rapport)nummer har {one}",
            r"vad är (?:dnr|numret|diarienumret) (?:på|för|till) {one}", r"vilket dnr har {one}",
        ),
        "signer": (
            r"(?:vem|vilka)(?: alla)? (?:undertecknade|har undertecknat|skrev under|signerade"
            r"|har skrivit (?:under|på)|skrev på|har signerat) {one}",
            r"av (?:vem|vilka) (?:undertecknades|signerades|är) {one}"
            r"(?: (?:undertecknat|undertecknad|signerat|signerad|påskrivet))?",
        ),
        "reviewer": (
            r"(?:vem|vilka) (?:granskade|har granskat|kontrollerade|har kontrollerat|korrekturläste"
            r"|har korrekturläst|faktagranskade|har faktagranskat) {one}",
        ),
        "recipient": (
            r"(?:vem|vilka) (?:är|var) {one} (?:(?:ställ[dt]|rikta[dt]|adressera[dt]) )?till",
            r"till (?:vem|vilka) (?:är|var|skickades|sändes) {one}"
            r"(?: (?:ställ[dt]|rikta[dt]|adressera[dt]))?",
            r"(?:vem|vilka) (?:fick|mottog|har fått) {one}",
            r"(?:vem|vilka) är mottagare(?:n)? (?:av|till|för) {one}",
        ),
    },
    versions=(
        r"vilken (?:version|utgåva|upplaga) (?:är|av|har) {one}(?: gäller| är det)?",
        r"vad har {one} för version",
    ),
    titles=(
        "vad heter {one}", "vad är (?:titeln|rubriken|namnet|filnamnet) (?:på|för|till) {one}",
        "vad har {one} för (?:titel|namn|rubrik)", "vilken titel har {one}",
    ),
    page_counts=(
        r"hur många sidor (?:har|är|innehåller|omfattar|finns det i) {one}",
        "antalet? sidor i {one}",
    ),
    asked=ASKED,
    events=EVENTS,
    acts=ACTS,
    passing=PASSING,
    undone=UNDONE,
    latest=LATEST,
    wondering=WONDERING,
    author_labels=(
        "vid protokollet", "protokollförare", "sekreterare", r"författare", r"redaktör",
        "skrive[nt] av", "sammanställ[dt] av", "utarbeta[dt] av", "framtage[nt] av",
        "publicera[dt] .{0,30}av", r"(?:uppdatera[dt]|ändra[dt]) .{0,30}av", "förde protokollet?",
        "avsändare", r"\btext(?: och bild(?:er)?)?", r"upprätta[dt]e? av", r"utfärda[dt] av",
        "utgivare", r"utgive[nt] av", r"författa[dt] av", r"redigera[dt] av", r"anteckna[dt] av",
        "antecknare", "upphovsman", "handläggare", "rapportskrivare", r"översatt av",
    ),
    weak_author_labels=("av", "från"),
    date_labels={
        "updated": (r"(?:senast )?(?:uppdatera[dt]|ändra[dt]|reviderad|reviderat|granskad)",),
        "signed": (r"underteckna\w*", "underskriven", "påskrive[nt]"),
        "adopted": (r"antag\w+", r"beslutad", r"fastställd\w*", "godkän[dt]"),
        "valid": (
            r"gäller från(?: och med)?(?: den)?", r"giltigt? (?:från|fr\.? ?o\.? ?m)", "i kraft",
            r"gäller fr\.? ?o\.? ?m",
        ),
        "published": (r"publicera[dt]", r"utfärda[dt]", r"datum", "daterad", "skicka[dt]"),
        "submitted": (r"inlämna[dt]", r"insän[dt]", r"inskicka[dt]", r"lämnad in"),
        "received": (r"mottage[nt]", r"inkom(?:men|met)?", r"registrera[dt]"),
        "accepted": (r"accepterad", "accepterat", "antagen"),
        "next": (
            r"nästa (?:översyn|revidering|revision|granskning|uppdatering)",
            r"(?:revideras|ses över|granskas)(?: senast)?",
        ),
    },
    field_labels={
        "where": ("(?:mötes)?plats(?:en)?", "(?:mötes)?lokal(?:en)?", "sal", "rum"),
        "approver": (r"(?:(?:godkän|fastställ)d?[dta]|besluta(?:[dt]|de|ts)|antag[en]\w+) av",),
        "responsible": (
            r"(?:text|dokument|innehålls|rutin)?ansvarig(?: utgivare)?(?: för [^:|]{1,30})?",
            r"dokumentägare", r"förvaltas av", r"(?:process|system)ägare",
            r"kontakt(?:person)?(?=\s*:)", r"upplysningar(?: lämnas av|(?=\s*:))",
        ),
        "number": (
            r"(?:dokument|diarie|ärende|referens|rapport|faktura|order|avtals|mål)(?:nummer|nr\.?|-id)",
            r"dnr\.?", r"d\.?nr", r"(?:vår|er) ref(?:erens)?", r"beteckning",
        ),
        "signer": (r"(?:underteckna|signera)[dt] av", r"underskrift(?:er)?", "undertecknare"),
        "reviewer": (
            r"(?:fakta)?granska[dt](?: och \w+)? av", r"granskare", r"kontrollera[dt] av",
            r"korrekturläst av",
        ),
        "recipient": (r"till(?=\s*:)", r"mottagare", r"adressat", r"sändlista"),
    },
    version_labels=("version", "utgåva", "upplaga", "revision"),
    version_words=("version", "versionen"),
)
