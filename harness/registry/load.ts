/** Reads the clause registry and refuses one that its schema does not allow. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { validate } from '../../schemas/index.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import type { Clause, ClauseGroup, ClauseSource } from './clause.ts';
import { compiledContent, sha256Of } from './compiled.ts';

export interface Registry {
  /** In the contract's order. */
  readonly clauses: readonly Clause[];
  readonly groups: readonly ClauseGroup[];
  /** By short name, as clauses name them in `source`. */
  readonly sources: Readonly<Record<string, ClauseSource>>;
  /** The clause of that id; undefined where there is none. */
  byId(id: string): Clause | undefined;
  /** SHA-256 of the registry's content, whatever its layout and comments; `tool.contractDigest` of a result. */
  readonly digest: string;
}

/** The file's own shape: `source` may be left out of an assumed clause. */
interface RegistryFile {
  readonly groups: readonly ClauseGroup[];
  readonly sources: Readonly<Record<string, ClauseSource>>;
  readonly clauses: readonly (Omit<Clause, 'source'> & Partial<Pick<Clause, 'source'>>)[];
}

let ownRegistry: Registry | undefined;

/** The registry of this package, `features/clauses.yaml`, read once a process. Throws as `parseRegistry` does. */
export function loadRegistry(): Registry {
  ownRegistry ??= parseRegistry(readFileSync(join(packageRoot, 'features', 'clauses.yaml'), 'utf8'));
  return ownRegistry;
}

/** A registry out of YAML text. The file is part of the package, so a broken one is a bug and throws. */
export function parseRegistry(yaml: string): Registry {
  const content = compiledContent(yaml) ?? parse(yaml);
  const violations = validate('clause-registry', content);
  if (violations.length > 0) {
    const lines = violations.map(({ message }) => `  ${message}`);
    throw new Error(`The clause registry does not follow its schema:\n${lines.join('\n')}`);
  }
  const { groups, sources, clauses: listed } = content as RegistryFile;
  const clauses = listed.map((clause): Clause => ({ ...clause, source: clause.source ?? [] }));
  const byId = new Map<string, Clause>();
  for (const clause of clauses) {
    if (byId.has(clause.id))
      throw new Error(`The clause registry gives ${clause.id} twice; an id names one clause`);
    byId.set(clause.id, clause);
  }
  return { clauses, groups, sources, byId: (id) => byId.get(id), digest: digestOf(content) };
}

/** The parser is loaded for a text that the build did not see. */
function parse(yaml: string): unknown {
  const { parse: parseYaml } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  return parseYaml(yaml);
}

function digestOf(content: unknown): string {
  return sha256Of(JSON.stringify(content, sortKeys));
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
