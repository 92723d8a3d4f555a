/** Puts the redactor and the guard between a command and everything that it writes. */
import { createRedactor, guarded, type LabelledSecret, type Trust } from '../safe-text/index.ts';
import type { Shell, Terminal } from './shell.ts';

const ERASE_LINE = '\r\u001b[2K';

const [HOME, ERASE_TO_LINE_END, ERASE_BELOW] = ['\u001b[H', '\u001b[K', '\u001b[J'];

/** The shell of one command line. */
export function guardShell(terminal: Terminal): Shell {
  const secrets: LabelledSecret[] = [];
  let redactor = createRedactor(secrets);
  const safe = (text: string, trusted?: Trust) => guarded(redactor.redact(text), trusted);
  return {
    ...terminal,
    out: (text, trusted) => terminal.out(safe(text, trusted)),
    err: (text, trusted) => terminal.err(safe(text, trusted)),
    errLater: (text, written, trusted) => terminal.errLater(safe(text, trusted), written),
    redraw: (text) => terminal.err(`${ERASE_LINE}${safe(text)}`),
    screen: terminal.screen && {
      ...terminal.screen,
      // Line by line: a terminal that is erased first flickers.
      draw: (text) => terminal.screen?.draw(`${HOME}${replacingLines(safe(text, 'colours'))}${ERASE_BELOW}`),
    },
    ask: (question) => terminal.ask(safe(question)),
    hide(more) {
      secrets.push(...more);
      redactor = createRedactor(secrets);
    },
    redact: (text) => redactor.redact(text),
  };
}

function replacingLines(text: string): string {
  return text.replaceAll('\n', `${ERASE_TO_LINE_END}\n`);
}
