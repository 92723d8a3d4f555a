/** Alterations change how a destination behaves: they replace parts by functions that wrap them. */
import type { Connector, ConnectorKeys, Parts } from '../astrolabe/index.ts';
import type { EmulatorClock } from '../clock/index.ts';

/** What an alteration can use besides the parts. */
export interface Tools {
  readonly connectors: readonly Connector[];
  readonly keys: ConnectorKeys;
  readonly clock: EmulatorClock;
  /** See `Ambient`. */
  readonly stopwatch: () => number;
  /** Records that the alteration has changed how the current call is treated. */
  readonly act: () => void;
}

/**
 * Returns the parts to replace. It is called again at each reset, so that its memory is deleted with the records.
 */
export type Alteration = (parts: Parts, tools: Tools) => Partial<Parts>;
