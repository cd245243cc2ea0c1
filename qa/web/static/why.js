// "Why this answer?" asks the server when it is opened, once; what comes is put into it.
document.addEventListener('toggle', event => { // which does not bubble
    const why = event.target;
    if (!why.matches?.('#chat details.why') || !why.open || why.dataset.asked) return;
    why.dataset.asked = 'yes';
    trigger('submit', {turn: Number(why.dataset.turn)});
}, true);
