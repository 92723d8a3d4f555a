/** Defects in how text is stored. */
import { isObject } from '../../../../schemas/index.ts';
import type { Alteration } from '../../alteration.ts';
import { changingValues, mapValues } from '../../property-kinds.ts';
import { together } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const TEXT_DEFECTS = {
  'card-numbers-masked': {
    what: 'Digits that could be the number of a card are masked, except the last four',
    breaks: 'AST-HTTP-011',
    alter: changingText((text) =>
      text.replaceAll(/\b\d{9,12}(?=\d{4}\b)/g, (digits) => '*'.repeat(digits.length)),
    ),
  },
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
  'json-text-parsed': {
    what: 'Text that is a JSON object or array is stored as that',
    breaks: 'AST-HTTP-011',
    alter: changingTextTo((text) => (/^[[{]/.test(text) ? parsedOr(text) : text)),
  },
  'word-null-becomes-null': {
    what: 'The word null is stored as null',
    breaks: 'AST-HTTP-011',
    alter: changingTextTo((text) => (text === 'null' ? null : text)),
  },
  'words-become-booleans': {
    what: 'The words yes and no, on and off are stored as booleans',
    breaks: 'AST-HTTP-011',
    alter: changingTextTo((text) => (/^(yes|on|no|off)$/i.test(text) ? /^(yes|on)$/i.test(text) : text)),
  },
  'account-dates-in-utc': {
    what: 'Text of Accounts that is a time is converted to UTC; text of Users is not',
    breaks: 'AST-HTTP-011',
    alter: changingValues('group', (value) =>
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : value,
    ),
  },
  'typographic-marks-folded': {
    what: 'Typographic quotation marks and dashes become plain ones',
    breaks: 'AST-HTTP-011',
    alter: changingText((text) =>
      text
        .replaceAll(/[\u201C\u201D]/g, '"')
        .replaceAll('\u2019', "'")
        .replaceAll('\u2013', '-'),
    ),
  },
  'entities-decoded': {
    what: 'HTML entities in text are decoded',
    breaks: 'AST-HTTP-011',
    alter: changingText((text) => text.replaceAll('&amp;', '&')),
  },
  'text-in-arrays-trimmed': {
    what: 'White space at the edges of text in arrays is removed; other text is kept',
    breaks: 'AST-HTTP-011',
    alter: changingValues('identify', (value) =>
      Array.isArray(value) && value.some((item) => isPadded(item)) ? value.map(trimmed) : value,
    ),
  },
  'text-in-account-objects-trimmed': {
    what: 'White space at the edges of text in objects of Accounts is removed; other text is kept',
    breaks: 'AST-HTTP-011',
    alter: changingValues('group', (value) =>
      isObject(value) ? (mapValues(value, trimmed) ?? value) : value,
    ),
  },
} as const satisfies Defects;

function isPadded(value: unknown): boolean {
  return value !== trimmed(value);
}

function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function changingText(change: (text: string) => string): Alteration {
  return changingTextTo(change);
}

/** Changes text to any value. */
function changingTextTo(change: (text: string) => unknown): Alteration {
  const changeValue = (value: unknown) => (typeof value === 'string' ? change(value) : value);
  return together(changingValues('identify', changeValue), changingValues('group', changeValue));
}
