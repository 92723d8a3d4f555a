/** The token of the control plane, which the window keeps for itself. */
import { signal } from '@preact/signals';

const NAME = 'astrolabe-control-token';

/** Whether the emulator asks for a token that the page does not have. */
export const needsToken = signal(false);

/** The token comes in the fragment, which no server and no history of addresses gets. */
export function takeToken(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given === null) return;
  keepToken(given);
  history.replaceState(null, '', location.pathname + location.search);
}

export function keepToken(token: string): void {
  sessionStorage.setItem(NAME, token);
  needsToken.value = false;
}

/** Undefined if there is none. */
export function token(): string | undefined {
  return sessionStorage.getItem(NAME) ?? undefined;
}
