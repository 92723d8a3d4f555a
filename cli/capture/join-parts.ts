/** Puts together the parts into which Docker cuts a long line: 16 KB each, and a call may have 32 KB. */
import { isObject } from '../../schemas/index.ts';
import type { FramedValue } from './split-values.ts';

/** Characters of a line that are held. */
const LONGEST = 1024 * 1024;

/** @returns a function that takes the values of a file in order; undefined while a line is incomplete */
export function createPartJoiner(): (framed: FramedValue) => FramedValue | undefined {
  const begun = new Map<string, { line: number; log: string }>();
  return (framed) => {
    const { value } = framed;
    if (!isObject(value) || typeof value.log !== 'string' || typeof value.stream !== 'string') return framed;
    const { log, stream } = value;
    const before = begun.get(stream);
    const joined = `${before?.log ?? ''}${log}`;
    const isPart = !log.endsWith('\n') && log.length >= 16 * 1024 && joined.length < LONGEST;
    if (isPart) {
      begun.set(stream, { line: before?.line ?? framed.line, log: joined });
      return undefined;
    }
    begun.delete(stream);
    if (before === undefined) return framed;
    const whole = { ...value, log: joined };
    return { ...framed, line: before.line, value: whole, text: JSON.stringify(whole) };
  };
}
