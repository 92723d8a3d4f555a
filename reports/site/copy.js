/** A button at each block of code that copies it. */
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
  const done = (await toClipboard(text)) || selectAndCopy(text);
  button.textContent = done ? 'Copied' : 'Not allowed';
  status.textContent = done ? 'Copied.' : 'This browser does not allow the page to copy.';
  setTimeout(() => {
    button.textContent = 'Copy';
    status.textContent = '';
  }, 2000);
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Some browsers offer no clipboard to a page from disk.
    return false;
  }
}

function selectAndCopy(text) {
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}
