/** What callers may say about an emulator, and what it makes of that. */
import { type Ambient, realAmbient } from './ambient.ts';
import { type Choices, resolveChoices } from './choices.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';

/** Options of an emulator, all of them optional. */
export interface EmulatorOptions extends Partial<Ambient> {
  /** TCP port; 0 takes a free one. Default 4100. */
  readonly port?: number | undefined;
  /** Address to listen on. Default `127.0.0.1`. */
  readonly host?: string | undefined;
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
  /** Version to show to people who ask. */
  readonly version?: string | undefined;
}

/** Options with nothing left open. */
export interface ResolvedOptions {
  readonly port: number;
  readonly host: string;
  readonly allowedHosts: readonly string[];
  readonly apiKey: string;
  readonly blockingApiKey: string;
  readonly restrictedApiKey: string;
  readonly writeKey: string;
  readonly choices: Choices;
  readonly limits: Limits;
  readonly ambient: Ambient;
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
    clock: given.clock ?? realAmbient.clock,
    ids: given.ids ?? realAmbient.ids,
    logger: given.logger ?? realAmbient.logger,
  };
  const makeKey = (prefix: string) => prefix + ambient.ids().replaceAll('-', '');
  const apiKey = given.apiKey ?? makeKey('ak_');
  const blockingApiKey = given.blockingApiKey ?? makeKey('bk_');
  const restrictedApiKey = given.restrictedApiKey ?? makeKey('rk_');
  const writeKey = given.writeKey ?? makeKey('wk_');
  const port = given.port ?? 4100;
  const resolution = resolveChoices(given.choices ?? {});

  const problems = [
    ...portProblems(port),
    ...keyProblems({ apiKey, blockingApiKey, restrictedApiKey, writeKey }),
    ...twinProblems({ apiKey, blockingApiKey, restrictedApiKey }),
    ...limitProblems(given.limits ?? {}),
    ...('problems' in resolution ? resolution.problems : []),
  ];
  if (problems.length > 0 || 'problems' in resolution) throw new InvalidOptions(problems);

  return {
    port,
    host: given.host ?? '127.0.0.1',
    allowedHosts: given.allowedHosts ?? [],
    apiKey,
    blockingApiKey,
    restrictedApiKey,
    writeKey,
    choices: resolution.choices,
    limits: { ...DEFAULT_LIMITS, ...given.limits },
    ambient,
    version: given.version,
  };
}

function portProblems(port: number): string[] {
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return [];
  return [`the port is a whole number from 0 (any free port) to 65535, not ${port}`];
}

function keyProblems(keys: Readonly<Record<string, string>>): string[] {
  return Object.entries(keys)
    .filter(([, key]) => !/^[\x21-\x39\x3b-\x7e]+$/.test(key))
    .map(([name]) => `${name} must be one or more printable ASCII characters, without spaces and colons`);
}

/** The connector is chosen by its key alone, so no two may share one. */
function twinProblems(keys: Readonly<Record<string, string>>): string[] {
  const names = Object.keys(keys);
  return names.flatMap((name, index) =>
    names
      .slice(0, index)
      .filter((earlier) => keys[earlier] === keys[name])
      .map((earlier) => `${name} and ${earlier} are the same key: give each its own`),
  );
}

function limitProblems(limits: Readonly<Record<string, number | undefined>>): string[] {
  const problems: string[] = [];
  for (const [name, limit] of Object.entries(limits)) {
    if (!Object.hasOwn(DEFAULT_LIMITS, name)) {
      problems.push(
        `there is no limit named ${JSON.stringify(name)}: write one of ${Object.keys(DEFAULT_LIMITS).join(', ')}`,
      );
    } else if (limit === undefined || !Number.isSafeInteger(limit) || limit < 1) {
      problems.push(`the limit ${name} is a whole number from 1, not ${limit}`);
    }
  }
  return problems;
}
