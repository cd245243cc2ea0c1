// Text to the clipboard; `place` is where a field can be while that is done, such as an open dialog.
const copy = async (text, place = document.body) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const box = place.appendChild(document.createElement('textarea'));
    box.value = text;
    box.select();
    document.execCommand('copy'); // the only way where the page is not served securely
    box.remove();
};
