/** Puts the redactor and the guard between a command and everything that it writes. */
import { createRedactor, guarded, type LabelledSecret, type Trust } from '../safe-text/index.ts';
import type { Shell, Terminal } from './shell.ts';

const ERASE_LINE = '\r\u001b[2K';

/** The shell of one command line. */
export function guardShell(terminal: Terminal): Shell {
  const secrets: LabelledSecret[] = [];
  let redactor = createRedactor(secrets);
  const safe = (text: string, trusted?: Trust) => guarded(redactor.redact(text), trusted);
  return {
    ...terminal,
    out: (text, trusted) => terminal.out(safe(text, trusted)),
    err: (text) => terminal.err(safe(text)),
    redraw: (text) => terminal.err(`${ERASE_LINE}${safe(text)}`),
    ask: (question) => terminal.ask(safe(question)),
    hide(more) {
      secrets.push(...more);
      redactor = createRedactor(secrets);
    },
    redact: (text) => redactor.redact(text),
  };
}
