/** How a finding names a call: its number, what it is, and where it comes from if the library says so. */
import { withoutWorldKeys } from '../../../emulator/start.ts';
import { cutText } from '../../../safe-text/index.ts';
import { isObject } from '../../../schemas/index.ts';
import type { NamedCall } from './arrived.ts';

/** Longer names and ids are cut. */
const LONGEST = 200;

/** @param number counted from 1 in the order of arrival */
export function nameCall(number: number, value: unknown): NamedCall {
  if (!isObject(value)) return { number };
  const context = isObject(value.context) ? value.context : {};
  return present({
    number,
    type: text(value.type),
    event: text(value.event),
    messageId: text(value.messageId),
    page: pageOf(context.page),
    library: libraryOf(context.library),
  });
}

function present(call: { readonly [Name in keyof NamedCall]: NamedCall[Name] | undefined }): NamedCall {
  return Object.fromEntries(Object.entries(call).filter(([, value]) => value !== undefined));
}

function text(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  // A key that is cut would not be found any more.
  return value.length <= LONGEST ? value : cutText(withoutWorldKeys(value), LONGEST);
}

/** Without query and fragment, which may hold what is nobody else's business. */
function pageOf(page: unknown): string | undefined {
  const url = isObject(page) && typeof page.url === 'string' ? page.url : undefined;
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { origin, protocol, host, pathname } = new URL(url);
  return text(`${origin === 'null' ? `${protocol}//${host}` : origin}${pathname}`);
}

function libraryOf(library: unknown): string | undefined {
  if (!isObject(library)) return undefined;
  const name = text(library.name);
  const version = text(library.version);
  return name === undefined || version === undefined ? name : `${name} ${version}`;
}
