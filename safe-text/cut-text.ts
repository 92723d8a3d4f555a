/** Cuts a text so that a redactor still finds the beginning of a secret at its end. */

/** The text, or its first `limit` characters, the mark of a cut, and how many are left out. */
export function cutText(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length - limit} more characters)`;
}
