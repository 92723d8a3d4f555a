/** The labels that stand for keys in a redacted text, such as `«api-key»`. */
const KEY = /(«[a-z-]+»)/;

/** The text in parts, each either one label or none. */
export function splitAtKeys(text: string): string[] {
  return text.split(KEY).filter((part) => part !== '');
}

/** The label of a part that is one: `api-key` of `«api-key»`. */
export function labelOf(part: string): string | undefined {
  return /^«([a-z-]+)»$/.exec(part)?.[1];
}
