// @ts-check
// Drawing a tree of plain data as elements, and drawing it anew without losing focus or what is typed.

/** @typedef {string | [string, Record<string, any>, ...any[]]} Node_ */

/** What stands in a tree beside HTML's own attributes; the rest of a node's attributes is HTML's. */
const OURS = new Set(["look", "key", "do", "until", "slot", "data-pasted"]);
/** What whoever reads the page changes: it is set once, and then left to them. */
const THEIRS = new Set(["value", "selected", "open", "checked"]);

/** @param {string} look */
const classes = (look) =>
  look
    .split(" ")
    .map((name) => `tamtam-cockpit-${name}`)
    .join(" ");

/**
 * The element of a node. Texts become text nodes and values become attributes: never markup.
 * @param {Node_} node
 * @returns {Node}
 */
export function built(node) {
  if (typeof node === "string") return document.createTextNode(node);
  const [tag, attributes, ...children] = node;
  const element = document.createElement(tag);
  give(element, attributes);
  for (const [name, value] of Object.entries(attributes)) {
    if (!THEIRS.has(name)) continue;
    if (name === "value" && tag === "textarea") element.textContent = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.map(built));
  return element;
}

/**
 * @param {any} element
 * @param {Record<string, any>} attributes
 */
function give(element, attributes) {
  const { look, key, do: act, until, slot } = attributes;
  const named = {
    class: look && classes(look),
    "data-key": key,
    "data-do": act && JSON.stringify(act),
    "data-until": until && JSON.stringify(until),
    "data-slot": slot,
    "data-pasted": attributes["data-pasted"] && JSON.stringify(attributes["data-pasted"]),
  };
  for (const [name, value] of Object.entries(attributes))
    if (!OURS.has(name) && !THEIRS.has(name)) named[name] = value === true ? "" : String(value);
  for (const { name } of [...element.attributes])
    if (named[name] === undefined && !THEIRS.has(name)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(named))
    if (value !== undefined && value !== "" && element.getAttribute(name) !== value) element.setAttribute(name, value);
    else if (value === "" && name !== "class" && !element.hasAttribute(name)) element.setAttribute(name, "");
}

const keyOf = (/** @type {any} */ node) => (typeof node === "string" ? "" : (node[1].key ?? ""));

/** @param {any} there @param {Node_} node */
function isSame(there, node) {
  if (typeof node === "string") return there.nodeType === 3;
  return there.nodeType === 1 && there.localName === node[0] && (there.dataset.key ?? "") === String(keyOf(node));
}

/**
 * Let the children of an element be these nodes, moving as little as can be.
 * @param {any} parent
 * @param {Node_[]} nodes
 */
export function drawn(parent, nodes) {
  const keyed = new Map();
  for (const child of parent.childNodes) if (child.dataset?.key) keyed.set(child.dataset.key, child);
  let place = parent.firstChild;
  for (const node of nodes) {
    const found = keyOf(node) ? keyed.get(String(keyOf(node))) : place;
    if (found && isSame(found, node)) {
      if (found === place) place = place.nextSibling;
      else parent.insertBefore(found, place);
      renewed(found, node);
    } else parent.insertBefore(built(node), place);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

/** @param {any} there @param {Node_} node */
function renewed(there, node) {
  if (typeof node === "string") {
    if (there.data !== node) there.data = node;
    return;
  }
  const [tag, attributes, ...children] = node;
  give(there, attributes);
  // What nobody types into says what the deck says by now: another field may have changed it.
  const says = attributes.value ?? "";
  if (attributes["data-live"] && there !== document.activeElement && there.value !== says) there.value = says;
  if (attributes.slot || tag === "textarea") return; // what is in it is its own
  if (there.dataset.until === undefined) drawn(there, children);
}
