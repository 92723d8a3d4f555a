/** Reads the clause registry and checks it against its schema. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from '../../schemas/index.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { compiledContent, sha256Of } from '../compiled.ts';
import type { Clause, ClauseGroup, ClauseSource } from './clause.ts';
import { parseYaml } from './parse-yaml.ts';

export interface Registry {
  /** In the contract's order. */
  readonly clauses: readonly Clause[];
  readonly groups: readonly ClauseGroup[];
  /** By short name, as clauses name them in `source`. */
  readonly sources: Readonly<Record<string, ClauseSource>>;
  /** The clause with that id, if there is one. */
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

/** The registry of this package, `features/clauses.yaml`, read once per process. Throws as `parseRegistry` does. */
export function loadRegistry(): Registry {
  ownRegistry ??= parseRegistry(readFileSync(join(packageRoot, 'features', 'clauses.yaml'), 'utf8'));
  return ownRegistry;
}

/**
 * Parses a registry from YAML text.
 *
 * @throws Error if it breaks its schema or gives an id twice: the file is part of the package, so that is a bug
 */
export function parseRegistry(yaml: string): Registry {
  const content = compiledContent('harness/registry/clauses', sha256Of(yaml)) ?? parseYaml(yaml);
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
      throw new Error(`The clause registry has ${clause.id} twice; an id belongs to one clause`);
    byId.set(clause.id, clause);
  }
  return { clauses, groups, sources, byId: (id) => byId.get(id), digest: digestOf(content) };
}

function digestOf(content: unknown): string {
  return sha256Of(JSON.stringify(content, sortKeys));
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
