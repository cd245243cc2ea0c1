// The dialog with a quote and its references. Runs once, in its element, where `trigger` asks the
// server for them and `watch` hears that they have come; copy.js comes before it.
document.addEventListener('click', event => {
    const button = event.target.closest?.('button[name=cite]');
    if (button) trigger('copy', JSON.parse(button.value));
});
watch('value', () => requestAnimationFrame(() => {
    const dialog = element.querySelector('dialog');
    if (dialog && props.value && !dialog.open) dialog.showModal();
}));
element.addEventListener('click', async event => {
    if (event.target.matches('dialog')) event.target.close(); // beside what it holds
    if (event.target.name !== 'copy_reference') return;
    const said = event.target.nextElementSibling;
    await copy(event.target.previousElementSibling.textContent, event.target.parentElement);
    said.hidden = false;
    setTimeout(() => { said.hidden = true; }, 3000);
});
