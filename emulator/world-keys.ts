/** The keys of a world contain its id, so that a request finds its world without a search. */
import { hash } from 'node:crypto';
import { createShapeRedactor, type ShapeRedactor } from '../safe-text/index.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_LENGTH = 12;
const SECRET_LENGTH = 32;

/** What stands for an id in the default world, which the options of the emulator describe. */
export const DEFAULT_ID = 'default';
/** Two letters, an underscore, the id, an underscore, and the secret part. */
const SHAPE = `[abrwc]k_([a-z2-7]{${ID_LENGTH}})_[0-9a-f]{${SECRET_LENGTH}}`;
const KEY = new RegExp(`^${SHAPE}$`);
const LENGTH = 'ak__'.length + ID_LENGTH + SECRET_LENGTH;

/** Which key it is: of the allowing, blocking, restricted or an added connector, or of the source. */
type KeyKind = 'ak' | 'bk' | 'rk' | 'ck' | 'wk';

/** @param random a text that cannot be guessed, such as a random UUID */
export function worldIdFrom(random: string): string {
  const bytes = hash('sha256', random, 'buffer').subarray(0, ID_LENGTH);
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
}

/**
 * @param id of the world; keys of the default one get an id of their own
 * @param random see `worldIdFrom`
 */
export function worldKey(kind: KeyKind, id: string, random: string): string {
  const owner = id === DEFAULT_ID ? worldIdFrom(random) : id;
  return `${kind}_${owner}_${hash('sha256', random).slice(0, SECRET_LENGTH)}`;
}

/** The id in a key of a world; undefined for other keys. */
export function worldIdIn(key: string): string | undefined {
  return KEY.exec(key)?.[1];
}

export function isWorldKey(key: string): boolean {
  return KEY.test(key);
}

/** The id of the world whose key is in an Authorization header, as user name or password; undefined if none is. */
export function worldIdInHeader(header: string | undefined): string | undefined {
  const token = /^basic +(\S+)/i.exec(header ?? '')?.[1];
  if (token === undefined) return undefined;
  const [user = '', password = ''] = Buffer.from(token, 'base64').toString('latin1').split(':');
  return worldIdIn(user) ?? worldIdIn(password);
}

/** Hides the keys of every world in a text. */
export const withoutWorldKeys: ShapeRedactor = createShapeRedactor(SHAPE, LENGTH, 'key');
