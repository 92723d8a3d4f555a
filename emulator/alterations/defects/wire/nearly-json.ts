/** Defects in how bodies are read that are nearly JSON, or no object. */
import type { Inbound } from '../../../astrolabe/index.ts';
import type { Alteration } from '../../alteration.ts';
import { asSuccess, isAccepted, withStatus } from '../../decisions.ts';
import { bodyOf, membersOf } from '../../request.ts';
import { answering } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const WIRE_BODY_DEFECTS = {
  'empty-body-accepted': {
    what: 'An empty body is answered 200',
    breaks: 'AST-HTTP-004',
    alter: accepting((text) => text.trim() === ''),
  },
  'boolean-body-accepted': {
    what: 'A body that is false or true is answered 200',
    breaks: 'AST-HTTP-004',
    alter: answering((decision, inbound) =>
      typeof bodyOf(inbound) === 'boolean' ? asSuccess(decision) : undefined,
    ),
  },
  'json5-accepted': {
    what: 'A body whose names have no quotation marks is answered 200',
    breaks: 'AST-HTTP-004',
    alter: accepting((text) => /^\{\s*[a-z]+:/.test(text)),
  },
  'single-quotes-accepted': {
    what: 'A body with single quotation marks is answered 200',
    breaks: 'AST-HTTP-004',
    alter: accepting((text) => /^\{\s*'[a-z]+':/.test(text)),
  },
  'trailing-commas-accepted': {
    what: 'A comma before a closing brace is read over',
    breaks: 'AST-HTTP-004',
    alter: accepting((text) => isJson(text.replaceAll(/,(?=\s*\})/g, ''))),
  },
  'comments-accepted': {
    what: 'Comments are read over',
    breaks: 'AST-HTTP-004',
    alter: accepting((text) => isJson(text.replaceAll(/\/\*.*?\*\//gs, ''))),
  },
  'text-behind-json-accepted': {
    what: 'Whatever follows the JSON object in a body is read over',
    breaks: 'AST-HTTP-004',
    alter: accepting((text) => isJson(text.slice(0, text.lastIndexOf('}') + 1))),
  },
  'lines-accepted': {
    what: 'A body of several lines that are a JSON object each is answered 200',
    breaks: 'AST-HTTP-004',
    alter: accepting((text) => text.includes('\n') && text.trim().split('\n').every(isJson)),
  },
  'quoted-json-accepted': {
    what: 'A string that contains JSON is answered 200',
    breaks: 'AST-HTTP-004',
    alter: answering((decision, inbound) => {
      const body = bodyOf(inbound);
      return typeof body === 'string' && isJson(body) ? asSuccess(decision) : undefined;
    }),
  },
  'form-accepted': {
    what: 'A body in the format of a form is answered 200',
    breaks: 'AST-HTTP-004',
    alter: accepting((text) => /^[a-zA-Z]+=/.test(text)),
  },
  'number-as-account-traits-accepted': {
    what: 'A group whose traits are a number is answered 200; an identify is not',
    breaks: 'AST-HTTP-005',
    alter: answering((decision, inbound) => {
      const { type, traits } = membersOf(inbound);
      return decision.code === 'call-malformed' && type === 'group' && typeof traits === 'number'
        ? asSuccess(decision)
        : undefined;
    }),
  },
  'empty-body-500': {
    what: 'An empty body is answered 500; other bodies that are not JSON are not',
    breaks: 'AST-HTTP-013',
    alter: answering((decision, inbound) =>
      textOf(inbound)?.trim() === '' ? withStatus(500)(decision) : undefined,
    ),
  },
} as const satisfies Defects;

/** Accepts a body that is refused otherwise. */
function accepting(matches: (text: string) => boolean): Alteration {
  return answering((decision, inbound) => {
    const text = textOf(inbound);
    if (decision.code !== 'body-not-json' || isAccepted(decision) || text === undefined) return undefined;
    return matches(text) ? asSuccess(decision) : undefined;
  });
}

function textOf({ payload }: Inbound): string | undefined {
  return payload.kind === 'text' ? payload.text : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
