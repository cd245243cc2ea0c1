// The documents beside the chat: found as one types, ticked to be asked alone, opened by a click.
// Of thousands only the rows in view are in the page. Runs once, in the list's element, where
// `trigger` sends an event to the server and `watch` hears of a new list.
const [heading, state, search, none, view, list] =
    ['h2', '[role=status]', 'input', 'p', '.rows', 'ul'].map(each => element.querySelector(each));
const AROUND = 6; // rows above and below those in view
let texts = {}, documents = [], asked = new Set();
let found = []; // documents that have the words, of which `current` is the one that Tab comes to
let current = 0;
let open = null; // the id of the document that is open

const placeOf = row => Number(row.dataset.place);
const rowAt = place => [...list.children].find(row => placeOf(row) === place);
const within = (place, first, last) => Math.max(first, Math.min(place, last));
const focused = () => list.contains(document.activeElement) ? document.activeElement : null;

const mark = row => {
    row.lastElementChild.ariaCurrent = found[placeOf(row)][0] === open ? 'true' : null;
};
document.addEventListener('citera-opened', event => {
    open = event.detail;
    [...list.children].forEach(mark);
});

const newRow = place => {
    const [id, title, file, facts, little] = found[place];
    const said = [made('b', {textContent: title}), made('small', {textContent: facts})];
    if (little) said[1].prepend(made('em', {textContent: little}), ' · ');
    const row = made('li', {ariaSetSize: found.length, ariaPosInSet: place + 1},
        made('input', {type: 'checkbox', checked: asked.has(id), ariaLabel: title,
            title: texts.ask_only}),
        made('button', {type: 'button', name: 'document', title: `${title}\n${file}`}, ...said));
    row.dataset.place = place;
    row.style.top = `calc(var(--row) * ${place})`;
    mark(row);
    return row;
};

const render = () => {
    const height = list.offsetHeight / found.length;
    if (!height) return; // there is none, or it is not shown
    const first = within(Math.floor(view.scrollTop / height) - AROUND, 0, found.length);
    const last = Math.min(Math.ceil((view.scrollTop + view.clientHeight) / height) + AROUND, found.length);
    for (const row of [...list.children]) {
        const isOut = placeOf(row) < first || placeOf(row) >= last;
        if (isOut && !row.contains(document.activeElement)) row.remove();
    }
    for (let place = first; place < last; place++) {
        if (rowAt(place)) continue;
        const next = [...list.children].find(row => placeOf(row) > place);
        list.insertBefore(newRow(place), next ?? null);
    }
    const reached = within(current, first, last - 1);
    for (const row of list.children) {
        for (const each of row.children) each.tabIndex = placeOf(row) === reached ? 0 : -1;
    }
};

const goTo = (place, kind) => {
    current = place;
    const height = list.offsetHeight / found.length;
    view.scrollTop = within(view.scrollTop, (place + 1) * height - view.clientHeight, place * height);
    render();
    rowAt(place)?.querySelector(kind).focus({preventScroll: true});
};

const find = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const control = focused();
    const id = control && found[placeOf(control.parentElement)][0];
    found = documents.filter(([, title, file]) => {
        const held = `${title} ${file}`.toLowerCase();
        return words.every(word => held.includes(word));
    });
    state.textContent = words.length || !documents.length
        ? texts.sources_shown.replace('{shown}', found.length).replace('{all}', documents.length)
        : documents.length;
    none.textContent = documents.length ? texts.none_found : texts.no_sources;
    none.hidden = found.length > 0;
    list.replaceChildren();
    list.style.height = `calc(var(--row) * ${found.length})`;
    current = Math.max(0, found.findIndex(each => each[0] === id));
    if (control) goTo(current, control.tagName);
    else render();
};

const update = () => {
    const value = JSON.parse(props.value);
    ({texts, documents} = value);
    asked = new Set(value.asked);
    heading.textContent = list.ariaLabel = texts.listed;
    search.ariaLabel = search.placeholder = texts.find_source;
    find();
};
watch('value', update);
if (props.value) update(); // it may be here before this script

search.addEventListener('input', () => {
    view.scrollTop = 0;
    find();
});
view.addEventListener('scroll', render);
new ResizeObserver(render).observe(view);

list.addEventListener('focusin', event => {
    current = placeOf(event.target.parentElement);
    render();
});
list.addEventListener('keydown', event => {
    const steps = {ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity};
    if (!(event.key in steps)) return;
    event.preventDefault();
    goTo(within(current + steps[event.key], 0, found.length - 1), event.target.tagName);
});
list.addEventListener('change', event => {
    const [id] = found[placeOf(event.target.parentElement)];
    if (event.target.checked) asked.add(id);
    else asked.delete(id);
    trigger('input', {documents: [...asked]});
});
list.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (button) trigger('select', {id: found[placeOf(button.parentElement)][0]});
});

// On a narrow page the column is a drawer: it closes on Escape, on a click outside, on Tab out of
// it, and when something was chosen in it.
const column = element.closest('#sources');
const narrow = matchMedia('(max-width: 1100px)');
const fit = () => { column.popover = narrow.matches ? 'auto' : null; };
const close = () => { if (column.matches(':popover-open')) column.hidePopover(); };
fit();
narrow.addEventListener('change', fit);
column.addEventListener('focusout', event => {
    if (event.relatedTarget && !column.contains(event.relatedTarget)) close();
});
column.addEventListener('click', event => {
    const chosen = event.target.closest('[name=document], #conversations-head button, #conversations label');
    if (chosen && (event.detail || chosen.matches('button'))) close(); // not on arrows among names
});
