/** The last guard of a text on its way to a terminal or a CI log: no escapes, no reordering, no commands. */
import { escapedInJson, UNSAFE } from './plain.ts';

/**
 * What a text may contain that is not allowed otherwise: the colours of a renderer, or commands for GitHub Actions at
 * the beginning of a line. Whoever says so has made the rest of the text harmless.
 */
export type Trust = 'colours' | 'annotations';

const ESCAPE = '\u001b';

/** The styles that `styleText` writes for the colours that reports use. */
const COLOUR = new RegExp(`^${ESCAPE}\\[(?:1|2|22|31|32|33|36|39)m`);

/** Word joiners are our own: they keep Markdown from being formatted. */
const KEPT = /[\n\t\u2060]/;

/** Commands that GitHub Actions, GitLab and Travis look for at the beginning of a line. */
const LINE_COMMAND = /^([^\S\n]*(?::(?=:[a-z][^\n]*?::)|(?:section|travis)_[a-z]+(?=:)))/gim;
/** Commands that Azure Pipelines, GitHub Actions and TeamCity look for anywhere. */
const COMMAND = /#(?=#(?:vso|teamcity)?\[)/gi;

/**
 * The text, harmless in a terminal and in the log of any CI system.
 *
 * Characters that are not safe become `\u` escapes, which say the same inside a JSON string. A space breaks a command.
 */
export function guarded(text: string, trusted?: Trust): string {
  const unsafe = text.replaceAll('\r\n', '\n').replace(UNSAFE, (character, index: number, whole: string) => {
    if (KEPT.test(character)) return character;
    if (trusted === 'colours' && character === ESCAPE && COLOUR.test(whole.slice(index, index + 6))) {
      return character;
    }
    return escapedInJson(character);
  });
  const tame = unsafe.replace(COMMAND, '# ');
  return trusted === 'annotations' ? tame : tame.replace(LINE_COMMAND, '$1 ');
}
