/** Buttons that copy a text, and the line that says so. */
import { el } from './dom.js';

const status = el('p', { class: 'status', role: 'status' });

/** Says something for a moment, to eyes and screen readers. */
export function announce(text) {
  status.textContent = text;
}

/** The element in which things are announced; it belongs into the page once. */
export function statusLine() {
  return status;
}

export function copyButton(label, text) {
  return el('button', { type: 'button', class: 'copy', click: () => copy(label, text) }, label);
}

async function copy(label, text) {
  try {
    await navigator.clipboard.writeText(text);
    announce(`Copied: ${label}`);
  } catch {
    // Some browsers have no clipboard for a page from disk.
    announce(selectAndCopy(text) ? `Copied: ${label}` : 'This browser does not let the page copy.');
  }
}

function selectAndCopy(text) {
  const area = el('textarea', { 'aria-hidden': 'true', class: 'offscreen' });
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}
