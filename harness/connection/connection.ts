/** How requests reach a target, besides its URL and its key. */
import { NO_PROXIES, type Proxies } from '../../proxies/index.ts';
import type { OwnHeaders } from './headers.ts';
import type { TlsSettings } from './tls.ts';

/** One per run. */
export interface ConnectionSettings {
  /** Sent with every request to the destination and to the Records API. */
  readonly headers: OwnHeaders;
  readonly proxies: Proxies;
  /** Undefined for what Node does by itself. */
  readonly tls: TlsSettings | undefined;
}

/** Without headers of one's own, proxies and certificates, as for the embedded emulator. */
export const DIRECT: ConnectionSettings = { headers: {}, proxies: NO_PROXIES, tls: undefined };
