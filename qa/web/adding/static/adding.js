// Files dropped anywhere are added to the documents. Runs once, in the element of the line that says
// what is being added; the files go to the field #dropped, as if they had been chosen there.
const field = () => document.querySelector('#dropped input[type=file]');
const show = shown => { element.querySelector('.drop-here').hidden = !shown; };
const hasFiles = event => event.dataTransfer?.types.includes('Files');
const isTaken = event => event.target.closest?.('#documents, #checking, #evaluation'); // they have fields
let gone; // dragover comes again and again, while leaving an element also leaves the page

document.addEventListener('dragover', event => {
    if (!hasFiles(event) || isTaken(event) || !field()) return;
    event.preventDefault();
    show(true);
    clearTimeout(gone);
    gone = setTimeout(() => show(false), 300);
});
document.addEventListener('drop', event => {
    show(false);
    if (!hasFiles(event) || isTaken(event) || !field()) return;
    event.preventDefault();
    field().files = event.dataTransfer.files;
    field().dispatchEvent(new Event('change', {bubbles: true}));
});

// The buttons beside an empty chat.
const shown = async selector => {
    for (let tries = 0; tries < 100; tries++) { // a tab is made when it is first opened
        const found = document.querySelector(selector);
        if (found?.offsetParent) return found;
        await new Promise(resolve => setTimeout(resolve, 50));
    }
    return null;
};
const openBox = async box => {
    document.querySelector('#documents-tab-button').click();
    const head = await shown(`${box} button`);
    if (!head.classList.contains('open')) head.click();
    (await shown(`${box} :is(textarea, input)`))?.focus();
};
document.addEventListener('click', event => {
    const name = event.target.closest?.('#start button')?.name;
    if (name === 'add_files') field()?.click();
    if (name === 'add_text') openBox('#add-text');
    if (name === 'add_page') openBox('#add-page');
});
