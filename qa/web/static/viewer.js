// The document viewer: what a reader comes near to of a document's text, and its pages one by one,
// are fetched from the server, which marks in them the quotes and the words that are looked for.
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const PAGES_KEPT = 30;
const DRAWN = 1100, MAX_TIMES = 3; // points that a page is wide, and how many times that at most
const MIN_WORDS = 2; // characters that are looked for while somebody types
let zoom = 1;
let reading = null; // of the document that is open: its page, words looked for, their hits
let stepped = null; // the button that leads to the quote that comes
let typed = 0;
const pages = new Map(); // by address; promises

const panel = () => element.querySelector('.panel');
const tool = name => element.querySelector(`.tools [name=${name}]`);
const showsPages = () => Boolean(panel()?.classList.contains('shows-picture'));
const reader = () => element.querySelector('.shows-picture .picture, .shows-text .text');
const focusReader = () => reader()?.focus({preventScroll: true});

const addressOf = (name, values) =>
    `viewer/${name}?${panel().dataset.query}&${new URLSearchParams(values)}`;

// What the server answers, or a message in its place.
const fetched = async (name, values) => {
    const {changed, unreachable} = panel().dataset;
    try {
        const answer = await fetch(addressOf(name, values));
        if (answer.ok) return {text: await answer.text()};
        return {message: answer.status === 410 ? changed : unreachable, isMissing: answer.status === 404};
    } catch {
        return {message: unreachable};
    }
};

const fill = (place, answer) => {
    if (answer.message) place.textContent = answer.message;
    else place.innerHTML = answer.text; // by the page's own templates, which escape all
};

// Scroll the text or the page so that these are seen, a quarter from its top.
const bring = targets => {
    const boxes = [...targets].filter(each => each.getClientRects().length);
    if (!boxes.length) return;
    const frame = boxes[0].closest('.text, .picture'), outer = frame.getBoundingClientRect();
    const inner = boxes.map(each => each.getBoundingClientRect());
    const [left, right] = [Math.min(...inner.map(each => each.left)), Math.max(...inner.map(each => each.right))];
    frame.scrollTop += Math.min(...inner.map(each => each.top)) - outer.top - frame.clientHeight / 4;
    if (left < outer.left || right > outer.right) frame.scrollLeft += left - outer.left - 8;
};

const showQuote = () => {
    if (!panel()) return;
    if (!showsPages()) bring(element.querySelectorAll('.text mark.selected'));
    else if (reading.page !== Number(panel().dataset.page)) showPage(Number(panel().dataset.page));
    else bring(element.querySelectorAll('.outline.selected'));
};

// A new document, or another quote in it, is open.
const beginReading = () => {
    reading?.near.disconnect();
    const near = new IntersectionObserver(
        found => found.filter(each => each.isIntersecting).forEach(each => load(each.target)),
        {root: element.querySelector('.text'), rootMargin: '1500px 0px'});
    reading = {near, page: 0, words: '', hits: [], hit: -1};
    element.querySelectorAll('.text section').forEach(each => near.observe(each));
    showQuote();
    requestAnimationFrame(showQuote); // the first one comes before the page has its shape
    if (stepped) [stepped, 'next_quote', 'previous_quote'].map(tool).find(each => each && !each.disabled)?.focus();
    stepped = null;
};

// Text

const load = section => {
    const {words} = reading;
    if (section.dataset.words === words) return section.coming;
    section.dataset.words = words;
    section.coming = fetched('part', {at: section.dataset.start, words}).then(answer => {
        if (section.dataset.words !== words) return; // others are looked for by now
        fill(section, answer);
        section.style.minHeight = '';
        if (answer.message) delete section.dataset.words; // it is asked for again
    });
    return section.coming;
};

const sectionAt = start => [...element.querySelectorAll('.text section')]
    .findLast(each => Number(each.dataset.start) <= start);

const goToText = async start => {
    const section = sectionAt(start);
    await load(section);
    const runs = [...section.querySelectorAll('[data-start]')];
    bring([runs.find(each => Number(each.dataset.start) + each.textContent.length > start) ?? section]);
};

const showText = () => {
    panel().classList.replace('shows-picture', 'shows-text');
    const {page} = panel().dataset, quote = element.querySelector('.text mark.selected');
    if (quote && reading.page === Number(page)) showQuote();
};

// Pages

// How many times as wide as usual a page is to be drawn, to be as sharp as the screen.
const timesDrawn = () => {
    const points = element.querySelector('.picture').clientWidth * zoom * devicePixelRatio;
    return Math.min(Math.max(Math.ceil(points / DRAWN - .1), 1), MAX_TIMES);
};

const pageOf = (number, words) => {
    const values = {number, words, times: timesDrawn()}, address = addressOf('page', values);
    if (!pages.has(address)) pages.set(address, fetched('page', values));
    if (pages.size > PAGES_KEPT) pages.delete(pages.keys().next().value);
    return pages.get(address);
};

const showPage = async number => {
    const here = panel(), picture = here.querySelector('.picture'), last = Number(here.dataset.pages);
    const page = reading.page = Math.min(Math.max(number, 1), last), {words} = reading;
    tool('page').value = page;
    tool('previous_page').ariaDisabled = page === 1;
    tool('next_page').ariaDisabled = page === last;
    picture.ariaBusy = true;
    const answer = await pageOf(page, words);
    if (here !== panel() || page !== reading.page || words !== reading.words) return;
    picture.ariaBusy = false;
    if (answer.message) pages.clear();
    if (answer.isMissing) return showTextOnly();
    fill(picture, answer);
    setZoom();
    await picture.querySelector('img')?.decode().catch(() => {}); // it has no height before
    picture.scrollTo(0, 0);
    bring(element.querySelectorAll('.outline.selected'));
    showHit();
    const next = reading.hits.length ? reading.hits[(reading.hit + 1) % reading.hits.length][1] : page + 1;
    if (next <= last && next !== page) pageOf(next, words); // it is likely to be read next
};

// The file is gone, or is another one than the one that was read.
const showTextOnly = () => {
    panel().classList.add('has-no-pictures');
    showText();
    showQuote();
};

const setZoom = () => {
    const picture = element.querySelector('.picture'), page = picture.querySelector('.page');
    const seen = picture.scrollTop / picture.scrollHeight;
    if (page) page.style.width = `${100 * zoom}%`;
    tool('zoom_fit').textContent = `${100 * zoom}%`;
    picture.scrollTop = seen * picture.scrollHeight;
};

// The page again, with the points that it takes now; what is marked on it stays.
const sharpen = async () => {
    const here = panel(), {page, words} = reading, {text} = await pageOf(page, words);
    const seen = element.querySelector('.page img');
    if (!text || !seen || here !== panel() || page !== reading.page) return;
    const drawn = document.createElement('template');
    drawn.innerHTML = text; // by the page's own template, which escapes all
    const {src} = drawn.content.querySelector('img');
    if (src !== seen.src) seen.src = src;
};

const zoomBy = step => {
    zoom = ZOOMS[Math.min(Math.max(ZOOMS.indexOf(zoom) + step, 0), ZOOMS.length - 1)];
    setZoom();
    sharpen();
};

// Hits

const find = async () => {
    const here = panel(), words = tool('words').value.trim();
    if (words === reading.words) return;
    reading.words = words;
    const answer = words ? await fetched('hits', {words}) : {text: '{"hits": [], "is_all": true}'};
    if (here !== panel() || words !== reading.words) return;
    const {hits, is_all} = answer.message ? {hits: [], is_all: true} : JSON.parse(answer.text);
    Object.assign(reading, {hits, hit: -1, isAll: is_all});
    ['previous_hit', 'next_hit'].forEach(name => { tool(name).disabled = hits.length < 2; });
    element.querySelectorAll('.text section').forEach(each => { // marked anew as they come near
        reading.near.unobserve(each);
        reading.near.observe(each);
    });
    if (hits.length) return goToHit(0);
    here.querySelector('.find output').textContent = words ? answer.message ?? here.querySelector('.find output').dataset.none : '';
    if (showsPages()) showPage(reading.page);
};

const goToHit = async place => {
    const {hits, isAll} = reading, output = element.querySelector('.find output');
    if (!hits.length) return;
    reading.hit = (place + hits.length) % hits.length;
    output.textContent = output.dataset.hits.replace('{number}', reading.hit + 1)
        .replace('{count}', `${hits.length}${isAll ? '' : '+'}`);
    const [start, page] = hits[reading.hit];
    if (showsPages()) return showPage(page);
    await load(sectionAt(start));
    showHit();
};

const showHit = () => {
    const start = reading.hits[reading.hit]?.[0];
    element.querySelectorAll('.hit').forEach(each =>
        each.classList.toggle('current', Number(each.dataset.at) === start));
    bring(element.querySelectorAll('.hit.current'));
};

// What is done with the tools

Object.assign(actions, {
    text: showText,
    picture: () => {
        panel().classList.replace('shows-text', 'shows-picture');
        showPage(reading.page || Number(panel().dataset.page));
    },
    previous_page: () => showPage(reading.page - 1),
    next_page: () => showPage(reading.page + 1),
    zoom_out: () => zoomBy(-1),
    zoom_in: () => zoomBy(1),
    zoom_fit: () => { zoom = 1; setZoom(); },
    previous_hit: () => goToHit(reading.hit - 1),
    next_hit: () => goToHit(reading.hit + 1),
    previous_quote: button => step(button),
    next_quote: button => step(button),
    goto: button => {
        button.closest('details').open = false;
        if (showsPages()) showPage(Number(button.dataset.page));
        else goToText(Number(button.value));
        focusReader();
    },
});

const step = button => {
    const [turn, number] = button.value.split(':').map(Number);
    opener = button.value;
    stepped = button.name;
    trigger('select', {turn, number});
};

element.addEventListener('input', event => {
    if (event.target.name !== 'words') return;
    clearTimeout(typed);
    const {length} = event.target.value.trim();
    if (!length || length >= MIN_WORDS) typed = setTimeout(find, 250);
});
element.addEventListener('change', event => {
    if (event.target.name === 'page') showPage(Math.round(event.target.value) || reading.page);
});
element.addEventListener('submit', event => event.preventDefault());
element.addEventListener('toggle', async event => {
    const entries = event.target.querySelector?.('.entries');
    if (!entries || !event.target.open) return;
    if (!entries.querySelector('ol')) fill(entries, await fetched('contents', {}));
    entries.querySelector('[aria-current]')?.removeAttribute('aria-current');
    const current = showsPages() && entries.querySelector(`[data-page="${reading.page}"]`);
    if (!current) return;
    current.ariaCurrent = 'page';
    entries.scrollTop = current.offsetTop - entries.clientHeight / 2;
}, true);
element.addEventListener('keydown', event => {
    const {key, target} = event, list = element.querySelector('.contents[open]');
    const turned = {ArrowLeft: -1, ArrowRight: 1}[key];
    if (target.name === 'words' && key === 'Enter') {
        event.preventDefault();
        if (target.value.trim() === reading.words) goToHit(reading.hit + (event.shiftKey ? -1 : 1));
        else find();
    } else if (key === 'Escape' && list) {
        list.open = false;
        list.querySelector('summary').focus();
    } else if (turned && target.matches('.picture') && target.scrollWidth <= target.clientWidth) {
        showPage(reading.page + turned);
    }
});
document.addEventListener('click', event => {
    const list = element.querySelector('.contents[open]');
    if (list && !list.contains(event.target)) list.open = false;
});
