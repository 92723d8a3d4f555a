/** Buttons that copy a text, and the status line that confirms it. */
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
  try {
    await navigator.clipboard.writeText(text);
    announce(`Copied: ${label}`);
  } catch {
    // Some browsers offer no clipboard to a page opened from disk.
    announce(selectAndCopy(text) ? `Copied: ${label}` : 'This browser does not allow the page to copy.');
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
