"""English remarks."""

from __future__ import annotations

from index.language.remarks import RemarkWording

_THAT = r"(?:that|this|it|the answer)"
_THAT_IS = (
    r"(?:(?:that|this|it)(?:'?s| is| was| looks| sounds)?|you(?:'?re| are)?"
    r"|your answers? (?:is|are))"
)
_VERY = r"(?:so|very|really|just|totally|completely|all|quite|pretty)"
_THING = r"(?:answers?|jobs?|work|bot|tool|one|stuff|assistant|reply|replies)"
_WHEN = (
    r"(?:(?:like|now|today|tomorrow|tonight|outside|later|right now|at the moment)"
    r"|(?:this|next) \w+|on \w+|for \w+|in (?:the )?\w+(?: \w+)?)"
)
_TEXT = (
    r"(?:poem|haiku|sonnet|song|lyrics|rap|limerick|stor(?:y|ies)|fairy tale|jokes?|riddle|essay"
    r"|novel|e ?mail|mail|letter|speech|blog(?: post)?|tweet|article|code|script|program|cv|resume"
    r"|invitation|advert(?:isement)?|formula|macro|quer(?:y|ies))"
)
_MINE = (
    r"(?:(?:all|any) )?(?:of )?(?:my|our) "
    r"(?:data|documents?|files?|questions?|information|texts?)"
)

_A = r"(?:the|this|that|these|those|all|every|my|our|your|an?|some|any|more|another|new|both)"
_PAPERS = (
    r"(?:files?|documents?|folders?|pages?|minutes|contracts?|agreements?|leases?|reports?|lists?"
    r"|timetables?|schedules?|letters?|(?:e ?)?mails?|answers?|texts?|notes|spreadsheets?"
    r"|budgets?|invoices?|forms?|presentations?|slides|statutes|bylaws|rules|manuals?|handbooks?|articles?"
    r"|tables?|everything)"
)
_SOMEBODY = "(?:you|someone|somebody|anyone|anybody|i|we)"
_SOFTLY = "(?:please|kindly|maybe|perhaps|possibly|just|happen to|by any chance|actually)"
_ASKS = r"(?!.*\b(?:who|what|when|where|which|why|how|if|whether)\b)"

# fmt: off
ENGLISH = RemarkWording(
    greetings=(
        "(?:hi+|hello|hey+|hiya|heya|howdy|yo|greetings)"
        "(?: (?:there|you|again|all|everyone|everybody|assistant|bot))*",
        "good (?:day|morning|afternoon|evening)", "morning", "nice to meet you",
        "(?:is )?any(?:one|body) there", "(?:merry|happy) (?:christmas|x ?mas|easter|holidays)",
        "happy (?:new year|birthday|halloween|midsummer|friday)",
    ),
    thanks=(
        "(?:many )?(?:thanks|thank ?(?:you|u)|thx|tnx|thnx|ty|tysm|cheers(?: mate)?"
        "|much appreciated)"
        "(?: (?:so|very|a))*(?: (?:much|lot|bunch|million|again))?"
        "(?: for (?:(?:all|the|your|that|this) ?)*(?:help|answers?|info|information|time)?)?",
        "(?:i )?appreciate it", "(?:many )?thanks in advance", "thank you in advance",
    ),
    goodbyes=(
        "(?:good)? ?bye(?: bye)*(?: (?:for now|then))?", "cya",
        "see (?:you|ya|u)(?: (?:later|soon|tomorrow|around|again))?", "so long", "good night",
        "take care", "have a (?:nice|good|great|lovely) (?:day|evening|weekend|one|night)",
        "(?:that was|that'?s|that is|that will be|that'?ll be) (?:all|it|everything)"
        "(?: (?:for (?:now|today)|i (?:needed|wanted)(?: to know)?))*",
        "i'?m (?:done|leaving)", "until next time",
    ),
    acknowledgements=(
        "(?:ok+|okay|okey|k|kk|okidoki|okey dokey|all ?right|i see|got it|understood|noted|aha|yep"
        "|yeah|nope|fair enough|good to know|never ?mind|makes sense|i understand|no problem"
        "|no worries|sounds good)",
        "(?:yes|no)(?: (?:please|thanks|thank you))?",
    ),
    apologies=(
        f"(?:i'?m |i am )?(?:{_VERY} )?sorry(?: about {_THAT}| my (?:mistake|bad))?",
        "(?:my )?apologies", "my (?:bad|mistake|fault)", "(?:wh)?oo+ps", "pardon(?: me)?",
        "excuse me",
        "(?:i )?(?:made a (?:mistake|typo)|mistyped|misspel(?:t|led)(?: it)?"
        "|(?:typed|wrote|asked)(?: it| that)? wrong|wrong (?:question|window|chat))",
    ),
    laughter=("(?:ha){2,}h?", "(?:he){2,}", "lo+l", "rofl", "lmao", "xd", "hihi"),
    wellbeing=(
        "how are (?:you|things)(?: doing)?(?: today)?", "how(?: i|')?s it going", "hru", "sup",
        "what'?s up", "how do you do", "how(?: i|')?s (?:your day|life)",
        "are you (?:well|there|awake|tired|happy)",
        "i'?m (?:so |very )?(?:bored|tired|sad|happy|hungry|cold|back|here|lonely)",
    ),
    praise=(
        rf"(?:{_THAT_IS} )?(?:{_VERY} )*(?:an? )?(?:{_VERY} )*"
        r"(?:great|good|nice|perfect|awesome|amazing|excellent|brilliant|helpful|useful|fantastic"
        rf"|wonderful|smart|clever|impressive|the best|super|wow)(?: {_THING})?",
        "well done", "i (?:love|like) (?:you|it|this|that)",
    ),
    complaints=(
        rf"(?:{_THAT_IS} )?(?:{_VERY} )*(?:an? )?"
        r"(?:wrong|incorrect|not (?:right|correct|true|helpful|useful|good)|useless|stupid|terrible"
        rf"|rubbish|nonsense|dumb|awful|crap|bad|(?:no|not much) (?:good|help))(?: {_THING})?",
        rf"(?:{_THAT_IS} )?not what i (?:asked|meant|wanted)(?: for)?",
        "you (?:don't|do not|didn't|did not) (?:understand|get it|answer)(?: (?:me|my question))?",
        "wtf",
    ),
    fillers=(
        *"and but so well oh ah then now please pls you just anyway too".split(),
    ),
    identity=(
        "who are you", "what are you", "what(?: is|'?s) your name", "do you have a name",
        "what(?: is|'?s) (?:citera|this (?:tool|app|program|page|site|assistant|bot))",
        "are you (?:(?:an?|the|some|real|kind of) )*(?:human|person|robot|bot|machine|computer"
        "|chatbot|ai|a i|llm|(?:large )?language model|chat ?gpt|gpt|assistant|alive)",
        "who (?:made|created|built|developed|programmed) you",
        "(?:do you|are you|is this) (?:us(?:e|ing)|based on|powered by|built on) "
        "(?:an? )?(?:ai|chat ?gpt|gpt|llm|(?:large )?language model)",
        "(?:tell me (?:about|something about) yourself|introduce yourself)",
    ),
    abilities=(
        "what can (?:you|i) (?:do|ask|answer|help)(?: (?:for|you|me|here|with|about|us))*",
        "what (?:are you able to|do you) do", "what are you (?:for|good (?:at|for))",
        "what(?: is|'?s) your (?:purpose|job)",
        "how (?:do you|does this(?: (?:tool|app|program|page|assistant|bot))?) work",
        "how (?:do|can|should) i (?:use|ask)(?: (?:you|this|a|questions?|something"
        "|(?:tool|app|program|page)))*",
        "(?:(?:can|could|will|would) you )?help(?: (?:me|us))?(?: out)?(?: with something)?",
        "i need help", "commands",
        "how (?:do|can) i (?:add|upload|remove|delete|import) (?:(?:more|my|new|a|the) )*"
        "(?:documents?|files?|folders?)(?: (?:here|to you))?",
        "(?:do|can|will) you remember (?:me|(?:what|that) (?:i|we) .*|my .*|our .*)",
        "what should i ask(?: you)?",
        "(?:what|which)(?: (?:kind|sort)s? of)? questions can (?:you answer|i ask(?: you)?)",
        "(?:tell|show) me what you can do",
    ),
    languages=(
        "(?:what|which) languages? (?:do|can) (?:you|i)(?: (?:speak|know|understand|read|write|use"
        "|answer|support|handle|ask|in))*",
        "(?:do|can) you (?:speak|understand|answer in|know) (?:(?:other|any|more|several) "
        "languages|english|swedish|french|german|spanish|norwegian|danish|finnish|chinese|arabic)",
        r"(?:can|may|should) i (?:ask|write)(?: (?:you|questions?))? in \w+",
        "how many languages do you (?:speak|know|understand)",
    ),
    privacy=(
        "(?:do|can|are|will) you (?:use|using|need|have|access|go to|go on|search|searching"
        "|connected to|on|go)(?: (?:the|an?|to))* (?:internet|web|net|cloud|network|online)"
        "(?: (?:connection|access))?",
        "(?:are you|does this (?:tool|app|page) (?:work|run)) "
        "(?:offline|online|private|secure|safe|local|locally|confidential)",
        "is this (?:private|offline|confidential)",
        f"what (?:happens|do you do) (?:with|to) {_MINE}",
        f"where (?:does|do|is|are|will) {_MINE} (?:go|stored|kept|saved|sent|end up|uploaded)"
        "(?: to)?",
        f"(?:is|are) {_MINE} (?:safe|private|secure|stored|saved|sent|uploaded|shared)"
        r"(?: (?:here|anywhere|somewhere|with (?:you|anyone)))?",
        f"(?:do|will|can) you (?:store|save|keep|share|sell|send|upload|log|record|leak) {_MINE}"
        "(?: (?:anywhere|somewhere|with|to|anyone|others|the cloud|online))*",
        r"(?:who|can anyone|can others) (?:can |else )?(?:sees?|reads?) (?:my|what i) \w+",
    ),
    grounds=(
        "where (?:do|does) (?:your|the) (?:answers?|information|info|knowledge|data|facts|quotes?) "
        "come from",
        "where do you (?:get|find|take|have) (?:(?:your|the|all|these|this) )*(?:answers?"
        "|information|info|knowledge|data|facts|quotes?|it|things)(?: from)?",
        "how do you (?:find|get|know) (?:(?:your|the) )?(?:answers?|things|stuff|everything)",
        "(?:what|how) (?:is|are) (?:your|the) (?:answers?|knowledge|information) (?:based on|made)",
        "(?:do|can|could|will) you (?:make (?:things|stuff|it|this) up|lie|guess|hallucinate"
        "|be wrong|make mistakes)",
        "can i trust (?:you|(?:your|the) answers?)",
        "are you (?:always |ever )?(?:right|wrong|reliable|accurate)",
    ),
    formats=(
        r"(?:can|do|could) you (?:read|open|handle|understand|search|support|use) "
        r"(?:(?:in|my) )?(?:\w+ ){0,3}(?:files?|documents?|formats?|pdfs?|spreadsheets?|images?"
        r"|pictures?|photos?|scans?|e ?mails?|handwriting|videos?)",
        "(?:what|which)(?: (?:kinds?|types?) of)?(?: file| document)? (?:formats?|types?|files?"
        "|documents?) (?:can|do) you (?:read|open|handle|support|understand|search|take)",
    ),
    addressing=tuple("you your yours u i my me this app tool bot assistant".split()),
    about={
        "languages": tuple("language languages english swedish speak translate".split()),
        "formats": tuple(
            "format formats type types kind kinds pdf pdfs word excel spreadsheets images pictures"
            " scans handle support supported open".split()
        ),
        "privacy": tuple(
            "internet online offline web cloud connected connection private privacy secure safe"
            " data store stored save saved share shared see sees others anyone else anybody learn"
            " train remember private confidential log history gdpr".split()
        ),
        "grounds": tuple(
            "accurate accuracy reliable trust sure likely unsure certain confident confidence wrong"
            " right correct mistake mistakes know everything everywhere quote quotes cite source"
            " sources current recent updated guess lie hallucinate mean means"
            " based read seen up to date".split()
        ),
        "identity": tuple(
            "model llm ai gpt chatgpt openai google microsoft copilot human robot machine program"
            " made built created developed name version behind real person".split()
        ),
        "abilities": tuple(
            "question questions answer answers ask asking reply replies respond help work works"
            " use using add upload import remove find search".split()
        ),
    },
    about_all=tuple(
        "document documents file files folder folders many much good own all come from only why not"
        " can't cannot".split()
    ),
    politeness=(
        "please", "pls", "(?:can|could|will|would) you(?: please)?", "i (?:want|need) you to",
        "i(?:'d| would) like you to", "help me(?: to)?",
    ),
    outside=(
        r"translate\b.*",
        r"(?:write|compose|draft|create|generate|invent|make|give)(?: up)?(?: (?:me|us))?"
        rf"(?: (?:an?|some|the|another))?(?: \w+){{0,2}} {_TEXT}\b.*",
        rf"tell (?:me|us) (?:an?|another|some)(?: \w+)? (?:{_TEXT})\b.*",
        r"(?:sing|draw|paint)(?: (?:me|us))? .*", r"play (?:(?:me|us|an?|some|the) )*"
        r"(?:music|songs?|games?|chess)\b.*",
        rf"(?:what|how)(?: is|'?s| will| was) the weather(?: forecast)?(?: be)?(?: {_WHEN})*",
        rf"(?:what(?: is|'?s) )?the forecast(?: {_WHEN})*", rf"weather(?: forecast)?(?: {_WHEN})+",
        r"(?:will|is) it (?:(?:going to|gonna) )?(?:rain|snow|be (?:sunny|warm|cold|windy|hot)"
        rf"|raining|snowing|sunny)(?: {_WHEN})*",
        "what(?: time is it|(?: is|'?s) the time)(?: now| (?:in|here)(?: \\w+)?)*",
        "what (?:day|date|year) is (?:it|today)(?: (?:today|now))?",
        "what(?: is|'?s) (?:today'?s date|the date(?: today)?)",
        r"(?:ignore|disregard|forget|override|bypass)(?: \w+){0,3} "
        r"(?:instructions?|rules|prompts?|guidelines|restrictions|documents)\b"
        r"(?!.* (?:who|what|when|where|which|why|how)\b).*",
        r"(?:print|show|reveal|display|repeat|give|tell|what(?: is|'?s))(?: (?:me|us|out))? "
        r"(?:your (?:\w+ )?(?:prompt|instructions)|the system prompt)\b.*",
        r"(?:pretend|imagine) (?:to be|you|that you)\b.*", r"you are now\b.*", r"act as\b.*",
        r"from now on\b.*",
        r"(?:book|reserve|order|buy|schedule|call|cancel)\b.* for (?:me|us)",
        r"(?:book|order|buy|call) me (?:an?|the|some)\b.*", r"remind me\b.*",
        r"send (?:an? |this |the )?(?:e ?mail|mail|message|sms|text)\b.*",
        r"(?:google|search (?:the )?(?:web|internet|net|online|google))\b.*",
        r"what do you (?:think|believe)(?: (?:of|about)\b.*)?",
        r"what(?: is|'?s) your (?:opinion|favou?rite)\b.*", r"do you (?:love|hate|like) (?:me|\w+)",
        r"(?:can you )?recommend (?:me )?(?:an? |some )?(?:good )?"
        r"(?:books?|films?|movies?|restaurants?|songs?)\b.*",
        "(?:flip|toss) a coin", r"(?:predict|guess)\b.*",
        r"(?:tell|show) (?:me|us) something (?:funny|nice|interesting|new|cool)",
        r"what (?:should|shall|can) (?:i|we) (?:have|eat|cook|make) (?:for|to) "
        r"(?:dinner|lunch|breakfast|supper)(?: (?:today|tonight|tomorrow))?",
        r"(?:say|repeat|write)\b.* (?:\d+|hundred|thousand|ten|twenty|five|many) times",
        r"(?:speak|talk|write|answer|reply|sound|behave) like (?:an?|the|my)\b.*",
        r"(?:answer|reply to) (?:every|each|all|any)\b.* (?:with|by|in|as)\b.*",
        rf"(?:convert|export|turn) (?:it|this|that|these|them|{_A}(?: \w+)?) (?:to|into|as) \w+.*",
        rf"(?:open|close)(?: {_A})+(?: \w+)? {_PAPERS}\b{_ASKS}.*",
        rf"(?:e ?mail|text|mail|fax) (?:me|us)\b{_ASKS}.*",
        rf"(?:delete|remove|erase|rename|move|copy|sort|merge|convert|save|print|upload|share|archive"
        rf"|back up)(?: out)?(?: {_A})*(?: \w+)? {_PAPERS}\b{_ASKS}.*",
        rf"(?:fix|correct|update|change|edit|rewrite|rephrase|proofread|shorten|improve|modify|redo"
        rf"|fill in|sign)(?: {_A})+(?: \w+)?(?: in the)? {_PAPERS}\b{_ASKS}.*",
        rf"(?:fix|correct) (?:the|my|all|any) (?:spelling|typos?|errors?|mistakes?|grammar)\b"
        rf"{_ASKS}.*",
        rf"(?:send|forward|e ?mail|text|mail|fax)(?: (?:it|them|him|her|{_A}))\b{_ASKS}.*",
        rf"(?:call|phone|ring)(?: (?:up|him|her|them|{_A}))\b{_ASKS}.*",
        rf"(?:book|reserve|schedule|cancel)(?: {_A}| me| us)+ .*"
        rf"(?:for|on|at|this|next) (?:\w+day|tomorrow|today|tonight|week|month|noon|\d+).*",
        rf"(?:order|buy|get) (?:me |us )?(?:more|some|another|new)\b{_ASKS}.*",
        rf"(?:put|add|enter)\b.* (?:calendar|to ?do list|shopping list|diary)\b{_ASKS}.*",
        r"set (?:an?|the|my) (?:alarm|reminder|timer)\b.*", r"wake me\b.*",
        r"(?:create|make|generate|design|build|prepare|produce|do)(?: me| us)?(?: an?| the| some)"
        r"(?: \w+){0,2} (?:spreadsheet|excel(?: \w+)?|chart|graph|diagram|plot|pictures?|images?"
        r"|photo|presentation|powerpoint|slide ?show|pdf|video|logo|drawing|web ?site|template|quiz"
        r"|backup)"
        rf"\b{_ASKS}.*",
        r"(?:draft|write|compose|send)(?: me| us)* (?:an?|the|my) (?:reply|response|answer)\b.*",
        rf"(?:reply|respond|answer) (?:to )?{_A} (?:\w+ )?(?:(?:e ?)?mails?|letters?|message)\b.*",
        r"(?:run|start|make|do) (?:an?|the) (?:backup|program|script|update|scan)\b.*",
        rf"save (?:it|this|that|this answer){_ASKS}.*",
        r"give (?:me|us) (?:your|an) (?:opinion|honest opinion|view)\b.*",
    ),
    calculations=(
        "what(?: is|'?s| are| does)?", "how much is", "calculate", "compute", "solve", "work out",
    ),
    operators=("plus", "minus", "times", "divided by", "multiplied by", "to the power of"),
    frames=(
        rf"(?:can|could|would|will|may|might) {_SOMEBODY}(?: {_SOFTLY})?"
        r" (?:tell|show|explain|remind|inform|let|ask|check|find out|clarify|say)"
        r"(?: (?:to )?(?:me|us))?(?: know)?(?: please)?",
        rf"does? {_SOMEBODY} (?:{_SOFTLY} )?(?:know|remember|recall|have any idea)"
        r"(?: (?:by any chance|perhaps|maybe))?", rf"do {_SOMEBODY} (?:{_SOFTLY} )?"
        r"(?:know|remember|recall|have any idea)(?: (?:by any chance|perhaps|maybe))?",
        r"(?:i(?:['’]?m| am|['’]ve been| have been| was)? )?(?:just |only |also |really )?"
        r"(?:wonder(?:ing|ed)?|curious|asking|unsure|not sure)",
        r"i(?:['’]d| would)? (?:really |just |also )?(?:like|love|need|want|have) to"
        r" (?:know|find out|check|ask(?: you)?|understand)",
        "(?:please )?(?:tell|remind) (?:me|us)(?: please)?", "(?:please )?let (?:me|us) know",
        "(?:any|no) idea", "i (?:forgot|forget|can['’]?t remember|don['’]?t know)",
        r"(?:(?:just )?(?:an?|one|my) )?(?:(?:very |really )?"
        r"(?:quick|short|silly|stupid|simple|small|last|final|more|basic|dumb) )+"
        r"(?:question|thing|one)(?: (?:though|please|for you))?",
        r"sorry (?:if (?:this|that|it)['’]?s?(?: is)? a \w+ question|to (?:bother|ask)(?: you)?"
        r"|for asking)(?: but)?",
        r"(?:(?:my|our|an?|the|one|some)(?: \w+){1,5}?|some(?:one|body)|they|he|she)"
        r" (?:is asking|are asking|asks|asked|wants to know|want to know|would like to know"
        r"|wonders?|wondered|is wondering|needs to know|keeps asking)(?: (?:me|us))?",
    ),
    frame_links=("about", "but"),
    behind=("please", "thanks", "thank you"),
    whether=("whether", "if"),
    embedded=("what", "who", "where", "when"),
    spelt=tuple(
        "hello greetings morning afternoon evening thanks thank goodbye okay alright understood"
        " sorry apologies mistake great perfect awesome excellent helpful useful wrong useless help"
        " what which languages language speak understand translate write poem weather joke story"
        " tomorrow today name your where".split()
    ),
    quitting=("quit", "exit", "q", ":q"),
    vague=tuple(
        "one ones other others another those these that this it they them he she him her his its"
        " there here same both first second third fourth fifth last next previous former latter"
        " thing things stuff more less else again mean means meant happen happened happens work"
        " works say says said about cost costs many much and or but so also too then ok kind"
        " know tell show explain elaborate exactly really get".split()
    ),
)
