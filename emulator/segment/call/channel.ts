/** Whether a call comes from a browser or a phone: only then is its IP address the user's. */
import type { Choices } from '../../choices/index.ts';
import type { Arrival } from './arrival.ts';

/** Names in `context.library` of the libraries that run on the user's own device. */
const CLIENT_LIBRARY =
  /^(@segment\/)?analytics(\.js|-next|-ios|-android|-swift|-kotlin|[-_]react[-_]native|[-_]flutter)/i;

export function isClientSide(
  call: Readonly<Record<string, unknown>>,
  { hasOrigin }: Arrival,
  choices: Choices,
): boolean {
  if (choices['client-side-calls'] === 'by-origin') return hasOrigin;
  const { context } = call;
  const library = (context as { library?: { name?: unknown } | null } | null | undefined)?.library;
  const name = library?.name;
  return typeof name === 'string' ? CLIENT_LIBRARY.test(name) : hasOrigin;
}
