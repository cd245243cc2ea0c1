// What the buttons within answers and the document view do. Runs once, in the document view, where
// `trigger` sends an event to the server and `watch` hears of a new document; viewer.js follows it.
const chat = () => document.querySelector('#chat');
const goToTab = id => document.querySelector(`#${id}-button`).click();
let opener = null;
let passage = null;

const backTo = tab => {
    goToTab(tab);
    requestAnimationFrame(() => passage?.focus()); // once the tab is shown
};

const actions = {
    open: (button, event) => {
        const [turn, number] = button.value.split(':').map(Number);
        opener = button.value;
        hideTips();
        comes = true;
        arrive();
        if (event.detail === 0) { // by the keyboard
            pressed = button;
            focusReader(); // where the quote is shown already, nothing new comes
        }
        trigger('select', {turn, number});
    },
    passage: (button, event) => {
        passage = button;
        comes = true;
        goToTab('chat-tab');
        if (event.detail === 0) pressed = button;
        requestAnimationFrame(arrive); // where the passage is shown already, nothing new comes
        trigger('expand', JSON.parse(button.value));
    },
    copy: async button => {
        const said = button.parentElement.querySelector('.copied');
        await copy(button.parentElement.querySelector('.to-copy').textContent);
        said.hidden = false;
        setTimeout(() => { said.hidden = true; }, 3000);
    },
    good: button => trigger('like', {turn: Number(button.value), good: true}),
    bad: button => trigger('like', {turn: Number(button.value), good: false}),
    keep: button => trigger('apply', {turn: Number(button.value)}),
    retry: () => trigger('retry', {}),
    edit: () => trigger('edit', {}),
    earlier: button => {
        awaited = chat().querySelectorAll('.answer').length;
        all = awaited + Number(button.value);
        trigger('undo', {});
    },
    back: () => {
        chat().scrollIntoView({block: 'nearest'});
        chat().querySelector(`button[value="${opener}"]`)?.focus();
        hideTips();
    },
    back_to_search: () => backTo('documents-tab'),
    back_to_check: () => backTo('check-tab'),
    back_to_why: () => backTo('chat-tab'),
    document: (button, event) => { // sources.js opens it
        passage = button;
        comes = true;
        if (event.detail === 0) pressed = document.activeElement; // in a drawer, what opened that
        requestAnimationFrame(arrive);
    },
    back_to_notebook: () => requestAnimationFrame(() => passage.focus()), // notebook.js shows it
    back_to_sources: () => {
        const column = document.querySelector('#sources');
        if (column.popover) column.showPopover();
        passage.focus();
    },
};
actions.pinned = actions.document; // notebook.js opens it
let pressed = null;
let comes = false; // a document, whose view has another height where nothing was open

document.addEventListener('click', event => {
    const button = event.target.closest?.(':is(#chat, #document, #found, #checked, #sources, #notebook) button[name]');
    if (!button) return;
    actions[button.name]?.(button, event);
});

const arrive = () => {
    element.scrollIntoView({block: 'nearest'});
    showQuote();
};

// The list of documents hears which one is open.
const tellOpened = () => {
    const query = new URLSearchParams(element.querySelector('.panel')?.dataset.query ?? '');
    document.dispatchEvent(new CustomEvent('citera-opened', {detail: query.get('id')}));
};

watch('value', () => {
    beginReading();
    tellOpened();
    if (comes) arrive();
    comes = false;
    if (pressed && [pressed, document.body].includes(document.activeElement)) focusReader();
    pressed = null;
});

// Another window of this browser has changed what is kept.
window.addEventListener('storage', event => { if (event.key === key) trigger('input', {}); });

// What Gradio says in English only.
const translate = selector => document.querySelectorAll(selector).forEach(each => {
    const text = each.firstChild;
    if (swedish[text?.data?.trim()]) text.data = swedish[text.data.trim()];
    if (swedish[each.ariaLabel]) each.ariaLabel = swedish[each.ariaLabel];
});

// To a screen reader a message is a question or an answer; Gradio reads its HTML out as its name.
const said = name => document.documentElement.lang === 'sv' ? swedish[name] : name;
const nameMessages = messages => messages.querySelectorAll('[data-testid]').forEach(each => {
    const name = {user: 'Question', bot: 'Answer'}[each.dataset.testid];
    if (!name) return;
    each.role = 'group';
    each.ariaLabel = said(name);
});

// A new question goes to the top, so that its answer is read from its beginning. Gradio names the
// list of messages and the place for files in English only, and calls buttons the items of a list.
let shown = '';
let awaited = 0, all = 0; // answers that were in the page, and are in the conversation, while earlier ones come
const arriveAt = answer => { // the one that stood before those that were in the page
    awaited = 0;
    answer.tabIndex = -1;
    answer.focus();
};
new MutationObserver(() => {
    chat()?.querySelector('.examples[role=list]')?.setAttribute('role', 'group');
    document.querySelector('[aria-label="Click to upload or drop files"]')
        ?.removeAttribute('aria-label'); // it says so in its text as well
    if (document.documentElement.lang === 'sv') translate('.toast-title, .toast-close, .overflow-menu button');
    const messages = chat()?.querySelector('[role=log]');
    if (!messages) return;
    nameMessages(messages);
    messages.ariaLabel = said('Conversation');
    const questions = messages.querySelectorAll('.user-row'), answers = messages.querySelectorAll('.answer');
    const before = Number(messages.querySelector('[name=earlier]')?.value ?? 0); // that are not in the page
    const now = `${before + questions.length} ${before + answers.length}`;
    if (awaited) {
        if (answers.length > awaited && before + answers.length === all) arriveAt(answers[answers.length - awaited - 1]);
    } else if (now !== shown && questions.length) {
        const last = questions[questions.length - 1];
        messages.scrollTop += last.getBoundingClientRect().top
            - messages.getBoundingClientRect().top - 8;
    }
    shown = now;
}).observe(document.body, {childList: true, subtree: true});

// The quote of a citation, while the pointer or the focus is on it; Escape puts it away.
const tip = (citation, shown) => {
    const box = citation?.querySelector('.tip');
    if (!box) return;
    box.classList.toggle('shown', shown);
    if (!shown) return;
    const at = citation.getBoundingClientRect(), margin = 8;
    const left = Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - margin);
    const above = at.top - box.offsetHeight;
    box.style.left = `${Math.max(margin, left)}px`;
    box.style.top = `${above > margin ? above : at.bottom}px`;
};
const citationOf = event => event.target.closest?.('#chat .citation');
for (const [name, shown] of
    [['mouseover', true], ['focusin', true], ['mouseout', false], ['focusout', false]]) {
    document.addEventListener(name, event => tip(citationOf(event), shown));
}
const hideTips = () =>
    document.querySelectorAll('#chat .tip.shown').forEach(box => box.classList.remove('shown'));
document.addEventListener('keydown', event => { if (event.key === 'Escape') hideTips(); });

// Links to the question and the newest answer, shown when Tab comes to them.
const goals = {
    question: () => document.querySelector('#ask textarea'),
    answer: () => [...chat().querySelectorAll('.answer')].pop(),
};
document.addEventListener('click', event => {
    const goal = goals[event.target.closest?.('[data-to]')?.dataset.to]?.();
    if (!goal) return;
    goToTab('chat-tab');
    if (goal.matches('.answer')) goal.tabIndex = -1;
    requestAnimationFrame(() => goal.focus()); // once the tab is shown
});

// In an empty box, arrow up edits the last question.
document.addEventListener('keydown', event => {
    const isEmpty = event.target === goals.question() && !event.target.value;
    if (event.key === 'ArrowUp' && isEmpty) chat().querySelector('[name=edit]')?.click();
});
