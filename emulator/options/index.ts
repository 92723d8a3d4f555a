/** What callers may say about an emulator, and what it makes of that. */

import { type Ambient, type Clock, realAmbient } from '../ambient.ts';
import { type Choices, resolveChoices } from '../choices/index.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';
import { type AlterationOptions, type ResolvedAlterations, resolveAlterations } from './alterations.ts';
import { type EmulatorDeliveryOptions, type ResolvedDelivery, resolveDelivery } from './delivery.ts';
import { type EngageOptions, type ResolvedEngage, resolveEngage } from './engage.ts';
import { isLoopback } from './loopback.ts';
import { keyProblems, limitProblems, portProblems, twinProblems } from './problems.ts';

export type { InstanceOptions } from './delivery.ts';
export type { EngageOptions, ResolvedEngage } from './engage.ts';

/** Options of an emulator, all of them optional. */
export interface EmulatorOptions
  extends Partial<Omit<Ambient, 'clock'>>,
    EmulatorDeliveryOptions,
    AlterationOptions {
  /** `real`, which is the default, `frozen` at the time of the start, or a clock to take the real time from. */
  readonly clock?: 'real' | 'frozen' | Clock | undefined;
  /** TCP port; 0 takes a free one. Default 4100. */
  readonly port?: number | undefined;
  /** Address to listen on. Default `127.0.0.1`. */
  readonly host?: string | undefined;
  /**
   * What the control plane wants as a Bearer token. Default: none on a loopback address, where Host and Origin are
   * looked at instead; made up on any other.
   */
  readonly controlToken?: string | undefined;
  /** Names under which the emulator may be addressed, beside addresses and names of the local network. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Key of the connector that allows free email providers. Made up unless given. */
  readonly apiKey?: string | undefined;
  /** Key of the connector that blocks free email providers. Made up unless given. */
  readonly blockingApiKey?: string | undefined;
  /** A valid key without permission. Made up unless given. */
  readonly restrictedApiKey?: string | undefined;
  /** Write key of the Segment source in front of the destination. Made up unless given. */
  readonly writeKey?: string | undefined;
  /** Settings of undocumented behaviours; see `choices.ts`. */
  readonly choices?: Partial<Choices> | Readonly<Record<string, string>> | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Times and bounds of audiences and computed traits. */
  readonly engage?: EngageOptions | undefined;
  /**
   * Folder in which records and waiting deliveries outlive the process; made where there is none. Default: nothing
   * is written to disk.
   */
  readonly dataDir?: string | undefined;
  /** Version to show to people who ask. */
  readonly version?: string | undefined;
}

/** Options with nothing left open. */
export interface ResolvedOptions extends ResolvedDelivery, ResolvedAlterations {
  readonly port: number;
  readonly host: string;
  readonly controlToken: string | undefined;
  readonly allowedHosts: readonly string[];
  readonly apiKey: string;
  readonly blockingApiKey: string;
  readonly restrictedApiKey: string;
  readonly writeKey: string;
  readonly choices: Choices;
  readonly limits: Limits;
  readonly engage: ResolvedEngage;
  readonly ambient: Ambient;
  readonly clockMode: 'real' | 'frozen';
  readonly dataDir: string | undefined;
  readonly version: string | undefined;
}

/** Options that cannot be used; `problems` has a sentence for each. */
export class InvalidOptions extends Error {
  override readonly name = 'InvalidOptions';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** @throws {InvalidOptions} with every problem at once */
export function resolveOptions(given: EmulatorOptions = {}): ResolvedOptions {
  const ambient: Ambient = {
    clock: typeof given.clock === 'object' ? given.clock : realAmbient.clock,
    ids: given.ids ?? realAmbient.ids,
    stopwatch: given.stopwatch ?? realAmbient.stopwatch,
    logger: given.logger ?? realAmbient.logger,
  };
  const makeKey = (prefix: string) => prefix + ambient.ids().replaceAll('-', '');
  const apiKey = given.apiKey ?? makeKey('ak_');
  const blockingApiKey = given.blockingApiKey ?? makeKey('bk_');
  const restrictedApiKey = given.restrictedApiKey ?? makeKey('rk_');
  const writeKey = given.writeKey ?? makeKey('wk_');
  const port = given.port ?? 4100;
  const host = given.host ?? '127.0.0.1';
  const controlToken = given.controlToken ?? (isLoopback(host) ? undefined : makeKey('ct_'));
  const resolution = resolveChoices(given.choices ?? {});
  const { delivery, problems: deliveryProblems } = resolveDelivery(given, apiKey);
  const { engage, problems: engageProblems } = resolveEngage(given.engage ?? {}, delivery.standard);
  const { alterations, problems: alterationProblems } = resolveAlterations(given);

  const problems = [
    ...portProblems(port),
    ...clockProblems(given.clock),
    ...keyProblems({ apiKey, blockingApiKey, restrictedApiKey, writeKey }),
    ...(controlToken === undefined ? [] : keyProblems({ controlToken })),
    ...twinProblems({ apiKey, blockingApiKey, restrictedApiKey }),
    ...deliveryProblems,
    ...engageProblems,
    ...alterationProblems,
    ...limitProblems(given.limits ?? {}),
    ...dataDirProblems(given),
    ...('problems' in resolution ? resolution.problems : []),
  ];
  if (problems.length > 0 || 'problems' in resolution) throw new InvalidOptions(problems);

  return {
    ...delivery,
    engage,
    ...alterations,
    port,
    host,
    controlToken,
    allowedHosts: given.allowedHosts ?? [],
    apiKey,
    blockingApiKey,
    restrictedApiKey,
    writeKey,
    choices: resolution.choices,
    limits: { ...DEFAULT_LIMITS, ...given.limits },
    ambient,
    clockMode: given.clock === 'frozen' ? 'frozen' : 'real',
    dataDir: given.dataDir,
    version: given.version,
  };
}

/** What is broken on purpose changes records behind the back of whoever keeps them. */
function dataDirProblems({ dataDir, defects = [], variants = [] }: EmulatorOptions): string[] {
  if (dataDir === undefined) return [];
  return [
    ...(dataDir === '' ? ['dataDir is the name of a folder, not empty'] : []),
    ...(defects.length + variants.length === 0
      ? []
      : ['dataDir keeps what the destination stores, which defects and variants change: leave either out']),
  ];
}

/** Callers that do not go by the types come from command lines and configuration files. */
function clockProblems(clock: unknown): string[] {
  if (clock === undefined || clock === 'real' || clock === 'frozen' || typeof clock === 'object') return [];
  return [`the clock is real or frozen, not ${JSON.stringify(clock)}`];
}
