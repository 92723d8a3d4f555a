/** The options of an emulator, and how they are checked and completed. */
import { isObject } from '../../schemas/index.ts';
import { type Ambient, realAmbient } from '../ambient.ts';
import type { Choices } from '../choices/index.ts';
import { type EmulatorOptions, InvalidOptions, type TlsPair } from '../emulator-options.ts';
import type { Grader } from '../grading/index.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';
import { resolveChoices } from '../resolve-choices.ts';
import { type ResolvedAlterations, resolveAlterations } from './alterations.ts';
import { defaultInstance, type ResolvedDelivery, resolveDelivery } from './delivery.ts';
import { type ResolvedEngage, resolveEngage } from './engage.ts';
import { formProblems } from './known-options.ts';
import { isLoopback } from './loopback.ts';
import {
  allowedHostProblems,
  allowedOriginProblems,
  keyProblems,
  limitProblems,
  portProblems,
  problemsOf,
  sameKeyProblems,
  tlsProblems,
} from './problems.ts';

export type { ResolvedEngage } from './engage.ts';
export { createKeyHider, type KeyHider } from './hide-keys.ts';
export { keysOf } from './keys-of.ts';

/** Options with every default filled in. */
export interface ResolvedOptions extends ResolvedDelivery, ResolvedAlterations {
  readonly port: number;
  readonly host: string;
  readonly tls: TlsPair | undefined;
  readonly controlToken: string | undefined;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly apiKey: string;
  readonly blockingApiKey: string;
  readonly restrictedApiKey: string;
  readonly writeKey: string;
  readonly choices: Choices;
  readonly limits: Limits;
  readonly engage: ResolvedEngage;
  readonly ambient: Ambient;
  readonly clockMode: 'real' | 'frozen';
  /** The time of a frozen clock, in milliseconds since the epoch; undefined means that of the start. */
  readonly frozenAt: number | undefined;
  readonly dataDir: string | undefined;
  readonly bodies: boolean;
  readonly version: string | undefined;
  /** Not an option of programs: the command line hands it in. */
  readonly grader?: Grader | undefined;
}

/** @throws {InvalidOptions} with every problem at once */
export function resolveOptions(given: EmulatorOptions = {}): ResolvedOptions {
  const form = formProblems(given);
  if (form.kinds.length > 0) throw new InvalidOptions([...form.names, ...form.kinds]);
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
  const standard = defaultInstance(given, apiKey);
  const choices = resolveChoices(given.choices ?? {});
  const delivery = resolveDelivery(given, standard);
  const engage = resolveEngage(given.engage ?? {}, standard);
  const alterations = resolveAlterations(given);

  const problems = [
    ...form.names,
    ...portProblems(port),
    ...ambientProblems(given),
    ...(given.tls === undefined ? [] : tlsProblems(given.tls)),
    ...allowedHostProblems(given.allowedHosts ?? []),
    ...allowedOriginProblems(given.allowedOrigins ?? []),
    ...keyProblems({ apiKey, blockingApiKey, restrictedApiKey, writeKey }),
    ...(controlToken === undefined ? [] : keyProblems({ controlToken })),
    ...sameKeyProblems({ apiKey, blockingApiKey, restrictedApiKey }),
    ...[delivery, engage, alterations, choices].flatMap(problemsOf),
    ...limitProblems(given.limits ?? {}),
    ...dataDirProblems(given),
  ];
  if (
    problems.length > 0 ||
    'problems' in delivery ||
    'problems' in engage ||
    'problems' in alterations ||
    'problems' in choices
  ) {
    throw new InvalidOptions(problems);
  }

  return {
    ...delivery.value,
    engage: engage.value,
    ...alterations.value,
    port,
    host,
    tls: given.tls === undefined ? undefined : { cert: given.tls.cert, key: given.tls.key },
    controlToken,
    allowedHosts: (given.allowedHosts ?? []).map((name) => name.toLowerCase().replace(/\.$/, '')),
    allowedOrigins: [...(given.allowedOrigins ?? [])],
    apiKey,
    blockingApiKey,
    restrictedApiKey,
    writeKey,
    choices: choices.value,
    limits: { ...DEFAULT_LIMITS, ...given.limits },
    ambient,
    clockMode: given.clock === 'frozen' ? 'frozen' : 'real',
    frozenAt: undefined,
    dataDir: given.dataDir,
    bodies: given.bodies ?? true,
    version: given.version,
  };
}

/** Defects and variants change records without notice to the data directory. */
function dataDirProblems({ dataDir, snapshot, defects = [], variants = [] }: EmulatorOptions): string[] {
  if (dataDir === undefined) return [];
  return [
    ...(snapshot === undefined
      ? []
      : ['dataDir cannot be combined with snapshot: a data directory has what to continue from']),
    ...(dataDir === '' ? ['dataDir must not be empty: pass the path of a directory'] : []),
    ...(defects.length + variants.length === 0
      ? []
      : ['dataDir cannot be combined with defects or variants, which change what the destination stores']),
  ];
}

/** Values from command lines, configuration files and plain JavaScript are not checked by the compiler. */
function ambientProblems({ clock, logger }: EmulatorOptions): string[] {
  const isClock = clock === undefined || clock === 'real' || clock === 'frozen' || hasFunction(clock, 'now');
  return [
    ...(isClock
      ? []
      : [`clock must be real or frozen, or have a function now, not ${JSON.stringify(clock)}`]),
    ...(logger === undefined || hasFunction(logger, 'error') ? [] : ['logger must have a function error']),
  ];
}

function hasFunction(value: unknown, name: string): boolean {
  return isObject(value) && typeof value[name] === 'function';
}
