/** Says what a value that nothing recognises is nearest to. */
import { isObject } from '../../schemas/index.ts';
import { READERS, type Reader } from './readers/index.ts';

/** A phrase without a full stop. */
export function nearestFormat(value: unknown): string {
  if (!isObject(value)) return `this is ${kindOf(value)}, not a call`;
  const ranked = READERS.map((reader) => ({ reader, present: presentIn(value, reader) }))
    .filter(({ present }) => present.length > 0)
    .toSorted((one, other) => share(other) - share(one));
  const [nearest] = ranked;
  const start = 'this is neither a call nor a format that is known';
  if (nearest === undefined)
    return `${start}: a call has a type such as "track", and a userId or an anonymousId`;
  const { reader, present } = nearest;
  const missing = reader.marks.filter((mark) => !present.includes(mark)).slice(0, 3);
  const lacks = missing.length === 0 ? '' : `, but not ${missing.join(', ')}`;
  return `${start}; the nearest is ${reader.name}: it has ${present.join(', ')}${lacks}`;
}

function share({ reader, present }: { reader: Reader; present: readonly string[] }): number {
  return present.length / reader.marks.length;
}

function presentIn(value: unknown, { marks }: Reader): readonly string[] {
  return marks.filter((mark) => has(value, mark.split('.')));
}

function has(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  const inside = Array.isArray(value) ? value[0] : value;
  return isObject(inside) && Object.hasOwn(inside, name) && has(inside[name], rest);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'a text';
  return Array.isArray(value) ? 'an empty list' : `a ${typeof value}`;
}
