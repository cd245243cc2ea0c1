// An element with these properties and children; text in it is text, whatever it looks like.
const made = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
};
