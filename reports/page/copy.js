/** Buttons that copy a text, and the status line that confirms it. */
import { copyText } from '../assets/clipboard.js';
import { el } from './dom.js';

const status = el('p', { class: 'status', role: 'status' });

/** Shows a message in the status line; screen readers read it out. */
export function announce(text) {
  status.textContent = text;
}

/** The status line; append it to the page once. */
export function statusLine() {
  return status;
}

export function copyButton(label, text) {
  return el('button', { type: 'button', class: 'copy', click: () => copy(label, text) }, label);
}

async function copy(label, text) {
  const done = await copyText(text);
  announce(done ? `Copied: ${label}` : 'This browser does not allow the page to copy.');
}
