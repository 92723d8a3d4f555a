/** Numbers on command lines. */
import { CommandError } from './shell.ts';

/** Bounds of a whole number, both included. */
export interface WholeBounds {
  readonly least: number;
  /** Default: the largest exact integer. */
  readonly most?: number;
}

/** @throws CommandError with exit code 2 and what to write instead */
export function readWhole(option: string, text: string, bounds: WholeBounds): number {
  const { least, most = Number.MAX_SAFE_INTEGER } = bounds;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new CommandError(2, `${option} is a whole number ${range}, not ${JSON.stringify(text)}`);
}
