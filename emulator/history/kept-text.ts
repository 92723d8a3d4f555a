/** Text from outside as traces, journal and dedupe keep it: cut, so that no caller decides how much memory it takes. */
import { hash } from 'node:crypto';

/** Longer ids are cut; Segment's own libraries make ids of at most 100 characters. */
const WHOLE_ID = 200;
/** How much of a longer id is kept. */
const BEGINNING = 100;

/** A long id is cut, and its digest tells it apart from others with the same beginning. */
export function keptId(id: string): string {
  if (id.length <= WHOLE_ID) return id;
  const digest = hash('sha256', id, 'base64url').slice(0, 22);
  return `${keptText(id, BEGINNING)}… (${id.length} characters, SHA-256 ${digest})`;
}

/** Messages of responses are cut to this many characters. */
const MESSAGE_LENGTH = 300;

export function keptMessage(message: string): string {
  return message.length <= MESSAGE_LENGTH ? message : keptText(message, MESSAGE_LENGTH);
}

/** At most `length` characters. A copy, because a slice of a string keeps the whole string in memory. */
export function keptText(text: string, length: number): string {
  return Buffer.from(text.slice(0, length)).toString();
}

/** Names of events and paths are cut to this many characters. */
const NAME_LENGTH = 200;

export function keptName(name: string): string {
  return name.length <= NAME_LENGTH ? name : `${keptText(name, NAME_LENGTH)}…`;
}
