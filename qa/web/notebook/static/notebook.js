// The notebook: quotes pinned, put in order, commented, exported. Runs once, in its element, where
// `trigger` sends an event to the server and `watch` hears of texts and of a quote to keep. What is
// pinned is kept in this browser, which all its windows share; made.js comes before it.
const notebookKey = 'citera-notebook', MAX_PINS = 500;
const beside = element.closest('#beside');
const [views, head, status, none, list] =
    ['nav', 'header', '[role=status]', 'p', 'ol'].map(each => element.querySelector(each));
let texts = {}, removed = null;

const kept = () => {
    try {
        const value = JSON.parse(localStorage.getItem(notebookKey));
        return Array.isArray(value) ? value.filter(each => typeof each?.quote === 'string') : [];
    } catch {
        return []; // not ours, or the browser lets nobody store anything
    }
};
const keep = pins => {
    try {
        localStorage.setItem(notebookKey, JSON.stringify(pins));
        return true;
    } catch (error) {
        console.error('the notebook cannot be kept:', error);
        return false;
    }
};
const isSame = (one, other) =>
    ['collection', 'id', 'start', 'end'].every(name => one[name] === other[name]);
const placeOf = pin => {
    const {collection, id, start, end} = pin;
    return JSON.stringify({collection, id, start, end});
};

let silence;
const say = (said, undo) => {
    status.replaceChildren(said);
    clearTimeout(silence);
    if (!undo) silence = setTimeout(() => status.replaceChildren(), 5000);
    if (undo) status.append(' ', made('button', {type: 'button', name: 'undo', textContent: texts.undo_unpin}));
};

// Which of the two views beside the chat is shown: a document or the notebook.
const showView = name => {
    beside.dataset.shows = name;
    for (const button of views.children) button.ariaPressed = button.value === name;
};

const tool = (name, glyph, disabled = false) => made('button',
    {type: 'button', name, textContent: glyph, title: texts[name], ariaLabel: texts[name], disabled});

const row = (pin, place, count) => {
    const quote = made('blockquote', {lang: pin.language ?? ''});
    if (pin.lead) quote.append(made('small', {textContent: pin.lead}));
    quote.append(made('span', {textContent: pin.quote}));
    const title = made('button', {type: 'button', name: 'pinned', className: 'source', title: texts.open_pin},
        made('b', {textContent: pin.title}), made('small', {textContent: pin.facts ?? ''}));
    const comment = made('textarea', {value: pin.comment ?? '', rows: 2, maxLength: 5000,
        placeholder: texts.comment_hint, ariaLabel: texts.comment});
    const cite = made('button', {type: 'button', name: 'cite', value: placeOf(pin), textContent: texts.cite,
        title: texts.cite_heading});
    const tools = made('div', {className: 'tools'}, tool('move_up', '↑', place === 0),
        tool('move_down', '↓', place === count - 1), cite,
        made('button', {type: 'button', name: 'unpin', textContent: texts.unpin}));
    return made('li', {}, quote, title, comment, tools);
};

const render = () => {
    const pins = kept();
    list.replaceChildren(...pins.map((pin, place) => row(pin, place, pins.length)));
    none.textContent = texts.notebook_empty;
    none.hidden = pins.length > 0;
    head.hidden = !pins.length;
    const count = pins.length ? ` (${pins.length})` : '';
    views.lastElementChild.textContent = texts.notebook + count;
};

const begin = () => {
    head.replaceChildren(
        made('label', {}, `${texts.reference_style} `, made('select', {},
            ...['plain', 'apa', 'vancouver', 'bibtex'].map(
                style => made('option', {value: style, textContent: texts[style]})))),
        ...['markdown', 'word'].map(format => made('button', {type: 'button', name: 'export',
            value: format, textContent: texts[`notebook_${format}`]})));
    views.firstElementChild.textContent = texts.document_view;
    list.ariaLabel = views.ariaLabel = texts.notebook;
    render();
};

const pin = value => {
    const pins = kept();
    if (pins.some(each => isSame(each, value))) return say(texts.pinned_already);
    if (pins.length >= MAX_PINS) return say(texts.notebook_full);
    if (keep([...pins, value])) say(texts.pinned);
    render();
};

const hear = () => {
    const value = JSON.parse(props.value);
    const isFirst = !texts.notebook;
    texts = value.texts;
    if (isFirst) begin();
    if (value.pin) pin(value.pin);
};
watch('value', hear);
if (props.value) hear(); // it may be here before this script
showView('document');

const moved = (pins, place, step) => {
    const [taken] = pins.splice(place, 1);
    pins.splice(place + step, 0, taken);
    keep(pins);
    render();
    const [up, down] = list.children[place + step].querySelectorAll('[name=move_up], [name=move_down]');
    const [same, other] = step < 0 ? [up, down] : [down, up];
    (same.disabled ? other : same).focus();
};

const pinActions = {
    move_up: (pins, place) => moved(pins, place, -1),
    move_down: (pins, place) => moved(pins, place, 1),
    unpin: (pins, place) => {
        removed = [place, ...pins.splice(place, 1)];
        keep(pins);
        render();
        say(texts.unpinned, true);
        status.querySelector('button').focus();
    },
    pinned: (pins, place) => {
        trigger('expand', pins[place]);
        showView('document');
    },
};

list.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) return;
    const pins = kept(), place = [...list.children].indexOf(button.closest('li'));
    if (pins[place]) pinActions[button.name]?.(pins, place);
});
list.addEventListener('input', event => {
    const pins = kept(), place = [...list.children].indexOf(event.target.closest('li'));
    if (!pins[place]) return;
    pins[place].comment = event.target.value;
    keep(pins);
});
status.addEventListener('click', event => {
    if (event.target.name !== 'undo' || !removed) return;
    const [place, taken] = removed, pins = kept();
    pins.splice(place, 0, taken);
    removed = null;
    keep(pins);
    say('');
    render();
    list.children[place]?.querySelector('button').focus();
});
head.addEventListener('click', event => {
    if (event.target.name !== 'export') return;
    trigger('download', {format: event.target.value, style: head.querySelector('select').value, pins: kept()});
});
views.addEventListener('click', event => { if (event.target.value) showView(event.target.value); });
window.addEventListener('storage', event => {
    if (event.key === notebookKey && !list.contains(document.activeElement)) render();
});

// Buttons elsewhere on the page: a quote of an answer pinned, a document opened.
document.addEventListener('click', event => {
    const button = event.target.closest?.('button[name]');
    if (button?.name === 'pin') trigger('input', JSON.parse(button.value));
    if (['open', 'passage', 'document'].includes(button?.name)) showView('document');
    if (button?.name === 'back_to_notebook') showView('notebook');
});
