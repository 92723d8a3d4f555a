/** Clauses of the registry in the form that the reports need: sources in words, with addresses and versions. */

import {
  type Clause,
  isSentenceReference,
  loadRegistry,
  loadReviewedPage,
  type Registry,
  type ReviewedPage,
  type SourceReference,
} from '../../harness/registry/index.ts';
import type { ClauseFacts, SourceFacts } from '../../reports/index.ts';

/** The clauses of this package's registry, in its order. */
export function ownClauseFacts(): ClauseFacts[] {
  return clauseFacts(loadRegistry(), loadReviewedPage());
}

/** All clauses of the registry, in its order. */
export function clauseFacts(registry: Registry, { readOn }: Pick<ReviewedPage, 'readOn'>): ClauseFacts[] {
  return registry.clauses.map((clause) => {
    const { source, control: _, ...facts } = clause;
    return {
      ...facts,
      group: groupTitle(clause, registry),
      sources: source.map((reference) => sourceFacts(reference, registry, readOn)),
    };
  });
}

function groupTitle({ id }: Clause, registry: Registry): string {
  const group = registry.groups.find((one) => id.startsWith(`${one.id}-`));
  return group?.title ?? id;
}

function sourceFacts(reference: SourceReference, registry: Registry, readOn: string): SourceFacts {
  const source = registry.sources[reference.page];
  const name = `${source?.publisher ?? 'unknown'}, ${source?.title ?? reference.page}`;
  if (isSentenceReference(reference)) {
    const { paragraph, sentence, sha256 } = reference;
    return {
      label: `${name}, paragraph ${paragraph}, sentence ${sentence}`,
      version: `as read on ${readOn}, sentence hash ${sha256.slice(0, 12)}`,
      sentence: sha256,
    };
  }
  const { title, heading } = reference;
  if (heading === 'unverified') return { label: name };
  const page = title ?? source?.title ?? reference.page;
  const { address } = source?.pages?.find((one) => one.title === page) ?? source?.pages?.[0] ?? {};
  const place = heading === page ? page : `${page}: ${heading}`;
  if (address === undefined) return { label: `${source?.publisher ?? ''}, ${place}` };
  return { label: `${source?.publisher ?? ''}, ${place}`, address, version: versionOf(address) };
}

/** Pages are cited by permanent addresses, whose commit is the version that was read. */
function versionOf(address: string): string {
  const [, commit] = /\/blob\/([0-9a-f]{12})[0-9a-f]*\//.exec(address) ?? [];
  return commit === undefined ? 'in the version at this address' : `version ${commit}`;
}
