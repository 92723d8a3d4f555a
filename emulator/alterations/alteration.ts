/** How a destination is made to behave otherwise: parts wrapped around the ones that it has. */
import type { Connector, ConnectorKeys, Parts } from '../astrolabe/index.ts';
import type { EmulatorClock } from '../clock/index.ts';

/** What an alteration may use besides the parts. */
export interface Tools {
  readonly connectors: readonly Connector[];
  readonly keys: ConnectorKeys;
  readonly clock: EmulatorClock;
  /** See `Ambient`. */
  readonly stopwatch: () => number;
  /** Says that the call at hand is treated otherwise than it would have been. */
  readonly act: () => void;
}

/**
 * Answers with the parts to use instead. Called anew at each reset, so that what it remembers ends with the
 * records.
 */
export type Alteration = (parts: Parts, tools: Tools) => Partial<Parts>;
