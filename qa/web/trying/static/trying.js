// The buttons of kept questions. Runs once, in the list's element.
element.addEventListener('click', event => {
    const button = event.target.closest('button[name]');
    if (button) trigger(button.name === 'accept' ? 'apply' : 'delete', {question: button.value});
});
