// "Why this answer?" asks the server when it is opened, once; what comes is put into it.
document.addEventListener('toggle', event => { // which does not bubble
    const why = event.target;
    if (!why.matches?.('#chat details.why') || !why.open || why.dataset.asked) return;
    why.dataset.asked = 'yes';
    why.querySelector('.told').ariaLive = 'polite';
    // Of what a message has, Gradio keeps no attribute of our own.
    trigger('submit', {turn: Number(why.closest('.answer').querySelector('[name=copy]').value)});
}, true);
