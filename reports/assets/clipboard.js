/** Copies a text out of a page, also one that is opened from disk. */

/** Resolves with whether the browser allowed it. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Some browsers offer no clipboard to a page from disk.
    return selectAndCopy(text);
  }
}

function selectAndCopy(text) {
  const area = document.createElement('textarea');
  area.className = 'offscreen';
  area.setAttribute('aria-hidden', 'true');
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}
