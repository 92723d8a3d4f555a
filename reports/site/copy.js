/** A button at each block of code that copies it. */
import { copyText } from '../assets/clipboard.js';

const status = document.createElement('p');
status.className = 'status';
status.setAttribute('role', 'status');

export function addCopyButtons() {
  document.body.append(status);
  for (const block of document.querySelectorAll('main pre')) addButton(block);
}

function addButton(block) {
  const box = document.createElement('div');
  box.className = 'copied';
  block.replaceWith(box);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', () => copy(block.textContent, button));
  box.append(block, button);
}

async function copy(text, button) {
  const done = await copyText(text);
  button.textContent = done ? 'Copied' : 'Not allowed';
  status.textContent = done ? 'Copied.' : 'This browser does not allow the page to copy.';
  setTimeout(() => {
    button.textContent = 'Copy';
    status.textContent = '';
  }, 2000);
}
