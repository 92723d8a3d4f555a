/** Makes text from elsewhere safe to print: what a destination answers must not drive a terminal. */

/** Control characters, ANSI escapes among them, become their visible names; line breaks and tabs stay. */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, (character) => {
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}

/** At most so many characters, with a note of how many were left out. */
export function cut(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  return `${characters.slice(0, length).join('')}… (${characters.length - length} more characters)`;
}

/** A value as JSON on one line, cut. */
export function shown(value: unknown): string {
  return cut(printable(JSON.stringify(value) ?? String(value)), 600);
}
