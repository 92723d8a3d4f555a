/** The public API of the emulator: start one on a port, or use its listener in process. */
import type { RequestListener } from 'node:http';
import type { Emulator } from './emulator.ts';
import type { EmulatorOptions } from './emulator-options.ts';
import type { Repair } from './repair.ts';
import { asInvalid, listenerOf, startWithCore } from './start.ts';

export type { AccountRecord, EventRecord, UserRecord } from '../schemas/records.ts';
export type { Ambient, Clock, Logger } from './ambient.ts';
export {
  DEFECT_HEADER,
  type Defect,
  ENABLED_HEADER,
  FAULT_HEADER,
  FAULTS_ENABLED_HEADER,
  type Variant,
} from './behaviours.ts';
export {
  DEFECTS,
  type DefectName,
  defectNames,
  VARIANTS,
  type VariantName,
  variantNames,
} from './catalogue.ts';
export {
  CHOICES,
  type ChoiceName,
  type Choices,
  choiceNames,
} from './choices/index.ts';
export type {
  AccountFilter,
  Advance,
  Emulator,
  FiredTimer,
  PersonFilter,
  StoredRecords,
} from './emulator.ts';
export {
  type EmulatorOptions,
  type EngageOptions,
  type InstanceOptions,
  InvalidOptions,
  type TlsPair,
} from './emulator-options.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export type { Repair } from './repair.ts';
export { DEFAULT_RETRY, type RetryPolicy } from './retry-policy.ts';
export type { CallStage, Trace, TraceAttempt, TraceDelivery, TraceFilter, TraceStage } from './trace.ts';

/**
 * Starts an emulator, without records or with those of its data directory.
 *
 * @throws {InvalidOptions} if an option cannot be used
 * @throws the error of node:net if it cannot listen on the port
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return (await startWithCore(options)).emulator;
}

/**
 * A listener that answers every route without a port, for supertest or a server of your own.
 *
 * @throws {InvalidOptions} if an option cannot be used; `dataDir` cannot, because a listener is never closed
 */
export function createApp(options: EmulatorOptions = {}): RequestListener {
  return listenerOf(options);
}

/**
 * Keeps what is whole in a data directory that is damaged, and lists what is not. No emulator may use the directory during the repair.
 *
 * @throws {InvalidOptions} if it is not a data directory, or is in use
 */
export async function repairDataDir(dataDir: string): Promise<Repair> {
  const { repairDataDirectory } = await import('./disk/index.ts');
  return repairDataDirectory(dataDir).catch((error: unknown) => {
    throw asInvalid(error);
  });
}
