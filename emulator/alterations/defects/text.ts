/** Defects in how text is stored. */
import type { Alteration } from '../alteration.ts';
import { changingValues } from '../property-kinds.ts';
import { together } from '../wrappers.ts';
import type { Defects } from './defect.ts';

export const TEXT_DEFECTS = {
  'emoji-mangled': {
    what: 'Characters beyond U+FFFF become U+FFFD',
    breaks: 'AST-HTTP-011',
    alter: changingText((text) => text.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, '\uFFFD')),
  },
  'latin-only': {
    what: 'Characters beyond U+00FF become question marks',
    breaks: 'AST-HTTP-011',
    alter: changingText((text) => text.replaceAll(/[^\0-\u00FF]/gu, '?')),
  },
  'right-to-left-reversed': {
    what: 'Runs of Hebrew and Arabic letters are stored in reverse',
    breaks: 'AST-HTTP-011',
    alter: changingText((text) =>
      text.replaceAll(/[\p{Script=Hebrew}\p{Script=Arabic}]+/gu, (run) => [...run].reverse().join('')),
    ),
  },
  'text-normalised': {
    what: 'Text is normalised to Unicode form C',
    breaks: 'AST-HTTP-011',
    alter: changingText((text) => text.normalize('NFC')),
  },
  'joined-emoji-split': {
    what: 'Zero-width joiners are removed',
    breaks: 'AST-HTTP-011',
    alter: changingText((text) => text.replaceAll('\u200D', '')),
  },
  'text-cut-at-255': {
    what: 'Text is cut after 255 characters',
    breaks: 'AST-HTTP-011',
    alter: changingText((text) => text.slice(0, 255)),
  },
  'account-text-cut-at-1000': {
    what: 'Text of Accounts is cut after 1,000 characters; text of Users is not',
    breaks: 'AST-HTTP-011',
    alter: changingValues('group', (value) => (typeof value === 'string' ? value.slice(0, 1_000) : value)),
  },
  'text-trimmed': {
    what: 'White space at the beginning and end of text is removed',
    breaks: 'AST-HTTP-011',
    alter: changingText((text) => text.trim()),
  },
  'markup-escaped': {
    what: 'Markup in text is escaped',
    breaks: 'AST-HTTP-011',
    alter: changingText((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
  },
  'line-breaks-unified': {
    what: 'CRLF in text becomes LF',
    breaks: 'AST-HTTP-011',
    alter: changingText((text) => text.replaceAll('\r\n', '\n')),
  },
} as const satisfies Defects;

function changingText(change: (text: string) => string): Alteration {
  const changeValue = (value: unknown) => (typeof value === 'string' ? change(value) : value);
  return together(changingValues('identify', changeValue), changingValues('group', changeValue));
}
