/** Defects in how text is stored that only some holders have, or only updates, arrays or objects. */
import { isObject } from '../../../../schemas/index.ts';
import { changingProperties, knownProperties, mapValues } from '../../property-kinds.ts';
import type { Defects } from '../defect.ts';
import { arrays, type ClauseOf, onEach, texts, values } from './each-holder.ts';

const CLAUSE_OF: ClauseOf = { user: 'AST-HTTP-011', account: 'AST-HTTP-011', event: 'AST-TRACK-002' };
const ALL = ['user', 'account', 'event'] as const;
const UPDATED = ['user', 'account'] as const;
/** Users have defects of these kinds in `text.ts`. */
const OTHERS = ['account', 'event'] as const;

export const HOLDER_TEXT_DEFECTS = {
  ...onEach(
    'text-trimmed',
    OTHERS,
    CLAUSE_OF,
    'White space at the edges of text of {holder} is removed',
    texts((text) => text.trim()),
  ),
  ...onEach(
    'text-normalised',
    OTHERS,
    CLAUSE_OF,
    'Text of {holder} is normalised to Unicode form C',
    texts((text) => text.normalize('NFC')),
  ),
  ...onEach(
    'marks-folded',
    OTHERS,
    CLAUSE_OF,
    'Typographic marks of {holder} become plain ones',
    texts((text) => text.replaceAll(/[“”]/g, '"').replaceAll('–', '-').replaceAll('…', '...')),
  ),
  ...onEach(
    'numeric-text-read',
    OTHERS,
    CLAUSE_OF,
    'Text of {holder} that looks like a number is stored as one',
    texts((text) => (/^[-+]?\d+(\.\d+)?$/.test(text) ? Number(text) : text)),
  ),
  ...onEach(
    'white-space-folded',
    ALL,
    CLAUSE_OF,
    'Runs of white space in text of {holder} become one space',
    texts((text) => text.replaceAll(/\s{2,}/g, ' ')),
  ),
  ...onEach(
    'control-characters-removed',
    ALL,
    CLAUSE_OF,
    'Control characters except tabs and line breaks are removed from text of {holder}',
    texts((text) => text.replaceAll(/(?![\t\n\r])\p{Cc}/gu, '')),
  ),
  ...onEach(
    'zero-width-removed',
    ALL,
    CLAUSE_OF,
    'Zero-width spaces and byte order marks are removed from text of {holder}',
    texts((text) => text.replaceAll(/[\u200B\u2060\uFEFF]/g, '')),
  ),
  ...onEach(
    'compatibility-folded',
    ALL,
    CLAUSE_OF,
    'Full-width letters and digits in text of {holder} become plain ones',
    texts((text) => text.replaceAll(/[\uFF01-\uFF5E]/g, (letter) => letter.normalize('NFKC'))),
  ),
  ...onEach(
    'percent-decoded',
    ALL,
    CLAUSE_OF,
    'Percent escapes in text of {holder} are decoded',
    texts((text) => text.replaceAll(/%20/g, ' ').replaceAll('%25', '%')),
  ),
  ...onEach(
    'tags-removed',
    ALL,
    CLAUSE_OF,
    'Tags are removed from text of {holder}',
    texts((text) => text.replaceAll(/<\/?[a-z]+>/g, '')),
  ),
  ...onEach(
    'escapes-read',
    ALL,
    CLAUSE_OF,
    'Escapes in text of {holder} that JavaScript would read are read',
    texts((text) =>
      text.replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(+`0x${hex}`)),
    ),
  ),
  ...onEach(
    'text-cut-at-4000',
    UPDATED,
    CLAUSE_OF,
    'Text of {holder} is cut after 4,000 characters',
    texts((text) => text.slice(0, 4_000)),
  ),
  ...onEach(
    'websites-lowercased',
    ALL,
    CLAUSE_OF,
    'The property `website` of {holder} is stored in lower case',
    values((value, name) => (name === 'website' && typeof value === 'string' ? value.toLowerCase() : value)),
  ),
  ...onEach(
    'numeric-text-read-on-update',
    UPDATED,
    CLAUSE_OF,
    'An update of {holder} to text that looks like a number stores a number; a first value is kept',
    (call) =>
      changingProperties(call, (properties, input) => {
        const known = knownProperties(input);
        return mapValues(properties, (value, name) =>
          Object.hasOwn(known, name) && typeof value === 'string' && /^\d+$/.test(value)
            ? Number(value)
            : value,
        );
      }),
  ),
  ...onEach(
    'text-in-arrays-read',
    ALL,
    CLAUSE_OF,
    'Text in arrays of {holder} that is a number or a word for a boolean is stored as that',
    arrays((items) => items.map((item) => (/^(\d+|true|false)$/.test(String(item)) ? read(item) : item))),
  ),
  ...onEach(
    'text-in-objects-read',
    UPDATED,
    CLAUSE_OF,
    'Text in objects of {holder} that is a number or a word for a boolean is stored as that',
    values((value) =>
      isObject(value)
        ? (mapValues(value, (member) =>
            /^(\d+|true|false)$/.test(String(member)) ? read(member) : member,
          ) ?? value)
        : value,
    ),
  ),
} as const satisfies Defects;

/** Zeros at the beginning would not be JSON. */
function read(item: unknown): unknown {
  return typeof item === 'string' ? JSON.parse(item.replace(/^0+(?=\d)/, '')) : item;
}
