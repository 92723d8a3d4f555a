/** What the client throws: the emulator cannot be reached, or it refuses. */
import { isObject } from './json.ts';

/** A member of a request that is wrong. */
export interface RefusedMember {
  /** JSON pointer to the member, such as `/where/event`. */
  readonly pointer: string;
  readonly message: string;
}

/** The emulator refused a request. The message says what to write instead. */
export class ControlError extends Error {
  override readonly name: string = 'ControlError';
  /** The HTTP status, such as 400. */
  readonly status: number;
  /** The code of the error for programs, such as `control-invalid`. */
  readonly code: string;
  /** What the emulator says, as it sent it. */
  readonly answer: string;
  /** The members of the request that are wrong; empty if none is named. */
  readonly violations: readonly RefusedMember[];
  /** The whole answer. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(
    request: string,
    refused: {
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly violations: readonly RefusedMember[];
      readonly body: Readonly<Record<string, unknown>>;
    },
  ) {
    const hint = HINTS[refused.code];
    const pointers = refused.violations.map(({ pointer }) => pointer).filter((pointer) => pointer !== '');
    const where = pointers.length === 0 ? '' : ` (at ${[...new Set(pointers)].slice(0, 5).join(', ')})`;
    super(
      `${refused.message}${where}${hint === undefined ? '' : ` ${hint}`} [${request}: ${refused.status} ${refused.code}]`,
    );
    this.status = refused.status;
    this.code = refused.code;
    this.answer = refused.message;
    this.violations = refused.violations;
    this.body = refused.body;
  }
}

/** What to write in a test, for errors of which the emulator knows only its own side. */
const HINTS: Readonly<Record<string, string>> = {
  'clock-not-frozen': "In a test, write openWorld({ clock: 'frozen' }), or await world.clock.freeze() first.",
  'control-token-required': 'In a test, pass controlToken to openWorld, or set ASTROLABE_CONTROL_TOKEN.',
  'world-unknown': 'In a test, openWorld() opens another; a longer ttl keeps one that waits.',
  'cross-site-request': 'Start the emulator with --allowed-origin and the origin of the page of the tests.',
};

/** Nothing answers at the control URL, or what answers is not an emulator with worlds. */
export class EmulatorUnreachable extends Error {
  override readonly name: string = 'EmulatorUnreachable';
}

/** The error of a response that is not a success; undefined if it does not have the form of the emulator's errors. */
export function refusalFrom(request: string, status: number, text: string): ControlError | undefined {
  const body = parsed(text);
  if (!isObject(body)) return undefined;
  const { message, code, violations } = body;
  if (typeof message !== 'string' || typeof code !== 'string') return undefined;
  return new ControlError(request, { status, code, message, violations: violationsIn(violations), body });
}

/** The value of a JSON text; undefined if it is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function violationsIn(list: unknown): readonly RefusedMember[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).map(({ pointer, message }) => ({
    pointer: String(pointer ?? ''),
    message: String(message ?? ''),
  }));
}
