"""Swedish remarks."""

from __future__ import annotations

from index.language.remarks import RemarkWording

_THAT_IS = r"(?:(?:det|detta|det här|det där|du|svaret)(?: (?:är|var|blev|låter|ser ut))?)"
_VERY = r"(?:så|mycket|väldigt|riktigt|jätte|helt|bara|ju|verkligen|rätt|ganska)"
_THING = r"(?:svar|svarat|jobb|jobbat|gjort|bot|verktyg|assistent)"
_WHEN = (
    r"(?:(?:nu|idag|imorgon|ikväll|ute|där|här|i dag|i morgon|i kväll|i natt|i helgen)"
    r"|på \w+|i \w+(?: \w+)?|nästa \w+)"
)
_TEXT = (
    r"(?:dikt|vers|haiku|sång|låt|låttext|rap|limerick|saga|sagor|berättelse|historia|skämt|vits"
    r"|roman|gåta|uppsats|e ?post|mejl|mail|brev|tal|blogginlägg|inlägg|artikel|kod|skript|program"
    r"|cv|inbjudan|annons|formel|makro|sql \w+)"
)
_MINE = (
    r"(?:(?:all|alla) )?(?:(?:min|mina|mitt|våra|vår) (?:data|uppgifter|dokument|filer|frågor"
    r"|information|texter)|det jag (?:skriver|frågar))"
)

_PAPERS = (
    r"(?:\w*(?:fil|filen|filer|filerna|dokument|dokumentet|dokumenten|mapp|mappen|mapparna|protokoll"
    r"|protokollet|protokollen|avtal|avtalet|avtalen|kontrakt|kontraktet|rapport|rapporten"
    r"|rapporterna|lista|listan|listorna|tidtabell|tidtabellen|schema|schemat|brev|brevet|mejl|mejlet"
    r"|mejlen|mail|mailet|svar|svaret|svaren|text|texten|texterna|anteckningar|anteckningarna"
    r"|kalkylark|kalkylarket|budget|budgeten|faktura|fakturan|fakturorna|blankett|blanketten"
    r"|presentation|presentationen|stadgar|stadgarna|regler|reglerna|manual|manualen|handbok"
    r"|handboken|artikel|artikeln|sida|sidan|sidor|sidorna|tabell|tabellen|redovisning"
    r"|redovisningen)|allt|allting)"
)
_ASKS = r"(?!.*\b(?:vem|vilka|vad|när|var|vart|vilken|vilket|varför|hur|om)\b)"
_A = r"(?:den|det|de|den här|det här|de här|dessa|alla|allt|min|mitt|mina|vår|vårt|våra|en|ett|nya)"

_SOFTLY = "(?:snälla|möjligen|möjligtvis|kanske|händelsevis|bara)"

# fmt: off
SWEDISH = RemarkWording(
    greetings=(
        "(?:hej+|hejsan|hejhej|hallå|tjena|tjenare|tjenixen|tja|tjo|tjabba|halloj|hejhopp|morrn"
        "|mors|god ?(?:dag|morgon|kväll|middag|förmiddag|eftermiddag)|goddag)"
        "(?: (?:hej|du|på dig|igen|där|alla|svejs|hopp))*",
        "trevligt att träffas", "(?:är (?:det )?någon där|någon där)",
        "(?:god|glad) (?:jul|påsk|midsommar|fortsättning)(?: (?:på dig|alla))?",
        "gott nytt år", "grattis(?: på födelsedagen)?", "trevlig midsommar",
    ),
    thanks=(
        "(?:stort |tusen |varmt )?(?:tack|tackar|tackar och bockar)(?: (?:så|snälla|du))*"
        "(?: (?:mycket|hemskt mycket|väldigt mycket|jättemycket|mycket snällt|igen))?"
        "(?: för (?:(?:all|din|ditt|det|den|dina) ?)*"
        "(?:hjälpen|hjälp|svaret|svar|svaren|infon|informationen)?)?",
        "tacksamt(?: för svar)?", "tack på förhand",
        "tack för (?:idag|i dag|den här gången|nu|allt|din tid)",
        "det (?:hjälpte|löste sig|räcker)", "(?:stort )?tack (?:ska|skall) (?:du|ni) ha",
    ),
    goodbyes=(
        "hej ?då(?: då)?", "hejdå", "adjö", "farväl", "på återseende", "god ?natt",
        "vi (?:ses|hörs)(?: (?:sen|senare|snart|imorgon|i morgon|igen))?",
        "ha det(?: så)?(?: (?:bra|gott|fint|så bra))?",
        "(?:ha en |en )?(?:bra|fin|trevlig|skön|glad) "
        "(?:dag|kväll|helg|vecka|semester|påsk|jul|midsommar|fortsättning)(?: på \\w+)?",
        "(?:det|detta) (?:var|är) allt(?:ihop)?"
        "(?: (?:för (?:idag|i dag|nu|den här gången)|jag (?:behövde|ville)(?: veta)?))*",
        "(?:nu )?är (?:jag|vi) (?:klar|färdig|klara|nöjd)a?",
    ),
    acknowledgements=(
        "(?:ok+|okej|okey|oki|okidoki|jaha|jaså|aha|jo|jodå|mm+|visst|absolut|då vet jag"
        "|jag förstår|förstår|uppfattat|noterat|bra att veta|strunt i det|strunt samma|glöm det"
        "|inget|inga problem|ingen fara|ingen orsak|det låter bra|japp|jepp|nä|nej tack|ja tack"
        "|ja|nej)",
    ),
    apologies=(
        "(?:oj )?(?:förlåt|ursäkta|sorry|beklagar|hoppsan|oj)"
        "(?: (?:mig|så mycket|för det|att jag \\w+ fel))*",
        "(?:jag )?(?:skrev|stavade|tryckte|frågade|råkade skriva)(?: (?:det|lite))? fel",
        "mitt fel", "fel (?:av mig|fråga|fönster)", "det blev fel",
    ),
    laughter=("(?:ha){2,}h?", "(?:he){2,}", "lo+l", "hihi", "höhö", "fniss", "kul", "asg", "xd"),
    wellbeing=(
        "hur (?:mår du|är läget|står det till|går det|har du det|är det)(?: med dig)?"
        "(?: (?:idag|i dag|då|själv))*",
        "läget", "allt bra",
        "jag är (?:så |jätte|väldigt )?(?:trött|uttråkad|ledsen|glad|hungrig|tillbaka|här|sjuk)",
        "är du (?:där|vaken|trött|glad)",
    ),
    praise=(
        rf"(?:{_THAT_IS} )?(?:{_VERY} )*(?:ett |en )?"
        r"(?:bra|jättebra|fint|perfekt|toppen|utmärkt|underbart|fantastiskt|suveränt|kanon|kanonbra"
        r"|smart|duktigt?|grymt|snyggt|snällt?|hjälpsamt?|bäst|super|superbra|imponerande|wow)"
        rf"(?: {_THING})?",
        "jag (?:gillar|älskar) (?:dig|det|det här)", "vad (?:bra|fint|smart|duktig)(?: du är)?",
    ),
    complaints=(
        rf"(?:{_THAT_IS} )?(?:{_VERY} )*(?:ett |en )?"
        r"(?:fel|felaktigt|inte (?:rätt|sant|bra|korrekt|hjälpsamt)|värdelöst?|dåligt?|dum|dumt"
        rf"|korkad|korkat|usel|uselt|skräp|struntprat|nonsens|kass)(?: {_THING})?",
        rf"(?:{_THAT_IS} )?inte (?:det|vad) jag (?:frågade|menade|ville)(?: (?:om|veta))?",
        "(?:det )?(?:stämmer|funkar|fungerar) inte", "du (?:förstår|fattar|svarar) (?:inte|inget)"
        "(?: (?:mig|frågan|på frågan))?",
    ),
    fillers=(*"och men så nå då nu du ja också snälla".split(),),
    identity=(
        "vem är du", "vad är du(?: för (?:något|nåt|en))?", "vad heter du", "har du (?:ett|något) "
        "namn", "vad är (?:citera|det här för (?:app|verktyg|program|sida|tjänst|bot|något|nåt))",
        "är du (?:(?:en|ett|någon|sorts|riktig|verklig) )*(?:människa|person|robot|bot|maskin|dator"
        "|chattbot|chatbot|ai|a i|språkmodell|chat ?gpt|gpt|assistent|levande)",
        "vem (?:har )?(?:gjort|skapat|byggt|utvecklat|programmerat|gjorde|skapade|byggde) dig",
        "(?:använder du|bygger du på|är (?:du|det här)(?: en)?) "
        "(?:en )?(?:ai|chat ?gpt|gpt|språkmodell)",
        "(?:berätta om dig själv|presentera dig)",
    ),
    abilities=(
        "vad kan (?:du|jag|man) (?:göra|svara|hjälpa|hjälpa till|fråga)"
        "(?: (?:mig|till|med|dig|om|på|för|här|oss))*",
        "vad kan du", "vad gör du", "vad är du (?:bra på|till för)", "vad är din uppgift",
        "vad (?:ska|kan|bör) (?:jag|man) fråga(?: (?:dig|om))*",
        "hur (?:fungerar|funkar) (?:du|det här(?: verktyget)?|appen|verktyget|programmet)",
        "hur (?:använder|frågar) (?:jag|man)(?: (?:dig|detta|det här|frågor|en fråga"
        "|appen|verktyget))?",
        "(?:kan du |skulle du kunna )?hjälpa?(?: (?:mig|till|oss))*(?: med (?:något|nåt|en sak))?",
        "hur (?:lägger|laddar|tar|importerar) (?:jag|man) (?:till|in|upp|bort) "
        "(?:(?:fler|nya|mina|egna|en|ett) )*(?:dokument(?:en)?|fil(?:en|er|erna)?|mapp(?:ar)?)",
        "(?:minns|kommer) du (?:ihåg )?(?:mig|(?:vad|det|att) (?:jag|vi) .*|mina .*|min .*)",
        "jag behöver hjälp", "kommandon", "(?:vilka|vad för|vad för slags) frågor kan "
        "(?:du svara på|jag ställa|man ställa)(?: till dig)?",
    ),
    languages=(
        "(?:vilka|vilket|vad för) språk (?:kan|talar|pratar|förstår|svarar|läser|klarar|använder) "
        "(?:du|jag|man)(?: (?:fråga|skriva|svara|på|prata|läsa|förstå|använda))*",
        "(?:kan|talar|pratar|förstår) du (?:prata |tala |förstå |svara på )?(?:(?:andra|fler|flera|"
        "några) språk|engelska|svenska|tyska|franska|spanska|norska|danska|finska|arabiska)",
        r"(?:kan|får|ska) (?:jag|man) (?:fråga|skriva|ställa frågor)(?: dig)? på \w+",
        "hur många språk (?:kan|talar|pratar|förstår) du",
    ),
    privacy=(
        "(?:använder|behöver|har|söker|går|är|kan) du"
        "(?: (?:på|mot|ut|ansluten|uppkopplad|till|tillgång|söka|komma åt|gå|ut på))* "
        "(?:internet|nätet|webben|molnet|nätverk|nätverket|online"
        "|uppkopplad)",
        "(?:är (?:du|det här)|fungerar (?:du|det här)) (?:offline|online|privat|säkert?"
        "|lokalt?|konfidentiellt?)",
        f"(?:vart|var) (?:tar|går|skickas|sparas|lagras|hamnar|finns|ligger|är) {_MINE}"
        "(?: (?:vägen|någonstans))?",
        f"vad (?:händer|gör du|sker) med {_MINE}",
        f"(?:är|skickas|sparas|lagras|delas) {_MINE}"
        "(?: (?:säkra|säkert|privata|privat|någonstans|till|vidare|molnet|någon))*",
        f"(?:sparar|lagrar|delar|skickar|säljer|loggar|läcker) du (?:vidare )?{_MINE}"
        "(?: (?:någonstans|med|till|vidare|någon|andra|molnet))*",
        r"(?:vem|vilka|kan andra|kan någon) (?:kan )?(?:se|ser|läsa|läser) (?:mina|vad jag) \w+",
    ),
    grounds=(
        "(?:var|vart)(?:ifrån)? kommer (?:dina|svaren|din|ditt)(?: (?:svar|information|kunskap"
        "|uppgifter|fakta|citat))?(?: ifrån| från)?",
        "(?:var|vart)(?:ifrån)? (?:får|hittar|tar|hämtar) du (?:(?:dina|din|all|alla|ditt) )*"
        "(?:svaren|svar|information|informationen|kunskap|uppgifter|fakta|allt)(?: ifrån| från)?",
        "hur (?:hittar|vet|får) du (?:svaren|svar|saker|allt|sånt)(?: fram)?",
        "(?:hittar du på|ljuger du|gissar du|hallucinerar du|kan du ha fel|gör du fel)"
        "(?: (?:saker|svar|svaren|ibland|någonsin))*",
        "kan (?:jag|man) lita på (?:dig|svaren|dina svar)",
        "har du (?:alltid|någonsin) (?:rätt|fel)",
        "vad (?:bygger|grundar sig) (?:dina svar|svaren)(?: på)?",
    ),
    formats=(
        "(?:vilka|vad för)(?: slags)? (?:fil)?(?:format|typer) (?:stöds|stöder ni|går att läsa)",
        r"(?:kan|klarar) du (?:läsa|öppna|hantera|förstå|söka i|använda|av)(?: (?:i|mina))? "
        r"(?:\w+ ){0,3}(?:filer|fil|dokument|format|pdf|pdfer|kalkylark|kalkylblad|bilder|foton"
        r"|skannade? \w+|mejl|mail|handstil|video|filmer|\w+filer|\w+dokument)",
        "(?:läser|öppnar|förstår) du (?:\\w+ ){0,2}(?:filer|dokument|pdf|bilder|\\w+filer)",
        "(?:vilka|vad för)(?: (?:slags|typer av|sorts))? (?:format|filformat|filer|filtyper"
        "|dokument) (?:kan|klarar|läser|stöder|förstår|tar) du(?: (?:läsa|öppna|hantera|förstå"
        "|söka i|av|emot))?",
    ),
    addressing=tuple(
        "du dig din ditt dina jag mig min mina mitt man verktyget appen programmet botten"
        " assistenten".split()
    ),
    about={
        "languages": tuple("språk språken svenska engelska talar pratar översätter".split()),
        "formats": tuple(
            "format formaten filformat filtyper filtyp typer sorters slags pdf pdfer word excel"
            " bilder skanningar hantera hanterar stöds stöder stödjer öppna klarar klara".split()
        ),
        "privacy": tuple(
            "internet nätet online offline webben molnet uppkopplad uppkoppling kopplad kräver"
            " privat säkert data uppgifter sparar sparas lagrar lagras delar delas se ser annan"
            " andra någon lär minns logg historik gdpr skriver".split()
        ),
        "grounds": tuple(
            "säker säkra säkert osäker osäkert trolig troligt tillförlitlig pålitlig lita rätt fel"
            " korrekt misstag vet citerar citat källa källor aktuell aktuella uppdaterad"
            " senaste gissar ljuger hallucinerar betyder menas bygger läst läser"
            " information".split()
        ),
        "identity": tuple(
            "modell språkmodell ai gpt chatgpt openai google microsoft copilot människa robot"
            " maskin program gjort gjord byggt byggd skapat skapad utvecklat namn version bakom"
            " ligger riktig person heter".split()
        ),
        "abilities": tuple(
            "fråga frågor frågan frågorna svar svaret svaren svara svarar besvara besvarar ställa"
            " ställer hjälp hjälpa fungerar funkar använda använder lägga lägger ladda laddar ta"
            " hitta hittar söka söker".split()
        ),
    },
    about_all=tuple(
        "dokument dokumenten fil filer filerna mapp mappen mapparna många egna egen alla sorters"
        " slags gör bra till upp bort varför inte bara ifrån allt".split()
    ),
    politeness=(
        "snälla", "(?:kan|skulle|vill) du(?: (?:kunna|snälla|vilja))?", "jag (?:vill|behöver) att "
        "du", "hjälp mig(?: att)?", "var snäll och", "var god och",
    ),
    outside=(
        r"översätta?\b.*",
        r"(?:skriv|skriva|dikta|hitta på|komponera|skapa|gör|göra|författa|generera|ge)"
        rf"(?: (?:mig|oss|ihop|åt mig))?(?: (?:en|ett|några|något))?(?: \w+){{0,2}} {_TEXT}\b.*",
        rf"(?:berätta|dra)(?: (?:för )?(?:mig|oss))? (?:en|ett|något)(?: \w+)? {_TEXT}\b.*",
        r"(?:sjung|rita|måla)\b.*",
        r"spela (?:(?:upp|en|ett|lite|någon) )*(?:musik|låt|spel|schack)\b.*",
        rf"(?:hur|vad) (?:blir|är|ser|var)(?: det)?(?: för)? (?:vädret|väder|väderprognosen)"
        rf"(?: ut)?(?: {_WHEN})*",
        rf"(?:vädret|väderprognosen|väder|väderprognos)(?: {_WHEN})+",
        r"(?:blir|kommer|ska|är) det(?: (?:att|bli))* (?:regna?|snöa?|sol|soligt|varmt|kallt"
        rf"|blåsigt|regnigt|fint väder|bra väder|snö|regn)(?: {_WHEN})*",
        rf"(?:regnar|snöar|blåser) det(?: {_WHEN})*",
        "(?:vad|hur mycket) är klockan(?: (?:nu|där|i \\w+))*",
        "(?:vad är det för|vilken|vilket) (?:dag|datum|veckodag|år)(?: är det)?"
        "(?: (?:idag|i dag|nu))*", "vad är det för datum(?: (?:idag|i dag))?",
        r"(?:ignorera|strunta i|glöm|bortse från|bry dig inte om)(?: \w+){0,3} "
        r"(?:instruktioner|instruktionerna|regler|reglerna|prompt|order|dokumenten)\b"
        r"(?!.* (?:vem|vad|när|var|vilken|vilket|vilka|varför|hur)\b).*",
        r"(?:visa|skriv ut|avslöja|upprepa|ge|vad är)(?: (?:mig|oss))? "
        r"(?:(?:din|dina) (?:\w+ )?(?:systemprompt|prompt|instruktioner)|systemprompten)\b.*",
        r"(?:låtsas|föreställ dig) (?:att|vara)\b.*", r"du är nu\b.*",
        r"från och med nu\b.*", r"agera som\b.*",
        r"(?:boka|beställ|köp|reservera|ring|avboka|boka om)\b.* (?:åt|till) (?:mig|oss)",
        r"påminn mig\b.*", r"skicka (?:ett |en |det här )?(?:mejl|mail|sms|meddelande|e ?post)\b.*",
        r"(?:googla|sök på (?:nätet|internet|webben|google))\b.*",
        r"vad (?:tycker|tror) du(?: om\b.*)?", r"vad är din (?:åsikt|favorit\w*)\b.*",
        r"(?:gillar|älskar|hatar) du (?:mig|\w+)",
        r"(?:rekommendera|tipsa om|tipsa mig om) (?:mig )?(?:en |ett |någon |några )?(?:bra )?"
        r"(?:bok|böcker|film|filmer|restaurang\w*|låt|musik)\b.*",
        "singla slant", r"(?:gissa|förutspå|hitta på)\b.*",
        r"(?:berätta|visa) (?:mig |oss )?något (?:roligt|kul|intressant|nytt|coolt)",
        r"vad (?:ska|kan|bör) (?:jag|vi) (?:äta|laga|ha) (?:till|för) "
        r"(?:middag|lunch|frukost|kvällsmat)(?: (?:idag|i dag|ikväll|i kväll|imorgon))?",
        r"(?:säg|upprepa|skriv)\b.* (?:\d+|hundra|tusen|tio|tjugo|fem|många) gånger",
        r"(?:tala|prata|skriv|svara|låt) som (?:en|ett|min)\b.*",
        r"svara \w+ på (?:allt|alla|varje)\b.*",
        r"(?:konvertera|gör om|exportera) (?:det|den|det här|detta|\w+) till \w+.*",
        rf"(?:öppna|stäng)(?: {_A})* {_PAPERS}\b{_ASKS}.*",
        rf"(?:mejla|maila|sms:?a|faxa) (?:mig|oss)\b{_ASKS}.*",
        rf"(?:ta bort|radera|släng|kasta|döp om|flytta|kopiera|sortera|slå ihop|konvertera|spara"
        rf"|skriv ut|ladda (?:upp|ner|ned)|dela|arkivera)(?: {_A})*(?: \w+)? {_PAPERS}\b{_ASKS}.*",
        rf"(?:rätta|fixa|uppdatera|ändra|redigera|skriv om|formulera om|korrekturläs|korta(?: ner)?"
        rf"|förbättra|fyll i|gör om)(?: {_A})*(?: \w+)? (?:i )?{_PAPERS}\b{_ASKS}.*",
        rf"(?:rätta|fixa)(?: {_A})* (?:stavfel|stavfelen|stavningen|felen|skrivfelen|grammatiken)\b"
        rf"{_ASKS}.*",
        rf"(?:skicka|vidarebefordra|mejla|maila|sms:?a|faxa) (?:(?:iväg|över) )?"
        rf"(?:{_A}|detta|honom|henne|dem)\b{_ASKS}.*",
        rf"ring (?!signal)(?:upp )?\w+{_ASKS}(?: .*)?",
        rf"(?:boka|reservera|avboka|beställ)(?: in)? (?:{_A}|\w+) .*"
        rf"(?:på|till|i|nästa) (?:\w+dag\w*|imorgon|morgon|kväll|ikväll|vecka|månad|\d+).*",
        rf"(?:beställ|köp|skaffa)(?: (?:mig|oss))? (?:mera?|fler|lite|några|nya?|nytt)\b"
        rf"{_ASKS}.*",
        rf"(?:lägg|skriv|sätt)(?: (?:in|upp|till))?\b.* (?:i|på) (?:\w+ )?"
        rf"(?:kalendern|att göra listan|inköpslistan|almanackan|listan)\b{_ASKS}.*",
        r"(?:ställ|sätt) (?:in )?(?:en |ett )?(?:alarm|larm|väckarklockan?|påminnelse|timer)\b.*",
        r"väck mig\b.*",
        r"(?:skapa|gör|generera|bygg|ta fram|förbered|designa)(?: (?:mig|oss))? (?:en|ett|några)"
        r"(?: \w+){0,2} (?:kalkylark|excel\w*|diagram|graf|bild|bilder|foto|presentation|powerpoint"
        r"|bildspel|pdf|video|logga|logotyp|teckning|hemsida|webbsida|mall|quiz|säkerhetskopia)"
        rf"\b{_ASKS}.*",
        r"(?:skriv|skicka|formulera)(?: (?:mig|oss))? (?:ett|mitt) svar\b.*",
        r"(?:svara|besvara)(?: på)? (?:\w+ )?(?:mejlet|mailet|brevet|meddelandet|mejlen)\b.*",
        rf"(?:höj|sänk|dubbla|halvera)\b{_ASKS}.*\b(?:med|till)\b.*",
        rf"spara (?:det|detta|det här|svaret){_ASKS}.*",
        r"(?:kör|gör|starta) (?:en|ett) (?:säkerhetskopia|backup|program|skript|uppdatering)\b.*",
    ),
    calculations=("vad (?:blir|är)", "hur mycket (?:blir|är)", "räkna ut", "beräkna"),
    operators=(
        "plus", "minus", "gånger", "delat (?:med|på)", "dividerat med", "multiplicerat med",
        "upphöjt till",
    ),
    frames=(
        rf"(?:kan|skulle|kunde) (?:du|ni|någon|man|jag|vi)(?: (?:kunna|vilja|{_SOFTLY}))*"
        r" (?:säga|berätta|förklara|visa|tala om|svara på|ta reda på|kolla|påminna|få veta)"
        r"(?: (?:för )?(?:mig|oss))?",
        rf"(?:vet|minns) (?:du|ni|någon|man|vi)(?: {_SOFTLY})*",
        r"(?:jag|vi|man) (?:bara |också |mest )?(?:undrar|undrade|funderar(?: på| över)?|vill veta"
        r"|behöver veta|skulle (?:bara )?vilja veta|är osäker på|vill(?:e)? fråga|tänkte fråga"
        r"|har glömt|minns inte|vet inte)", "undrar (?:jag|vi|bara|mest|också)", "undrar",
        "(?:snälla )?(?:berätta|säg|förklara|påminn)(?: (?:för )?(?:mig|oss))?",
        r"(?:(?:bara )?(?:en|ett|min) )?(?:(?:snabb|kort|dum|enkel|liten|sista) )+"
        r"(?:fråga|sak|grej|undran)(?: (?:till|bara|också|men))*",
        r"(?:bara )?en (?:fråga|sak|grej)(?: (?:till|bara|också))+",
        r"ursäkta (?:att jag frågar|att jag stör|en (?:\w+ )?fråga)(?: men)?",
        r"(?:(?:en|ett|min|mitt|vår|vårt|mina|våra)(?: \w+){1,5}?|någon|de|hon|han|folk)"
        r" (?:frågar|frågade|undrar|undrade|vill veta|behöver veta|skulle vilja veta)"
        r"(?: (?:mig|oss|efter))?",
    ),
    frame_links=("om", "men"),
    behind=("tack", "snälla", "tack snälla"),
    whether=("om", "huruvida"),
    embedded=("vad", "vem", "vilka", "var", "när"),
    spelt=tuple(
        "hejsan hallå tjena tjenare godmorgon morgon kväll tack tackar hejdå okej förstår förlåt"
        " ursäkta perfekt toppen utmärkt jättebra hjälp hjälpa hjälpen mycket språk vilka översätt"
        " skriv dikt vädret skämt berätta fungerar heter".split()
    ),
    quitting=("sluta", "avsluta"),
    vague=tuple(
        "den det de dem denna detta dessa dom andra andre annan annat första tredje fjärde femte"
        " sista nästa förra samma båda bägge där här sak saken grej grejen mer mera mindre igen"
        " betyder menar menas händer hände hänt fungerar funkar säger sa sade står kostar kostade"
        " kosta gäller finns mycket många också ju väl nu sen sedan hur vad exakt egentligen vet"
        " berätta visa förklara utveckla eller så".split()
    ),
)
