/** Which definition fits each step of the package's features, as the build found it: matching takes longer than running many steps. */
import { Argument, Group, type ParameterTypeRegistry } from '@cucumber/cucumber-expressions';
import { type Compiled, compiledContent, sha256Of } from '../../compiled.ts';
import type { StepLibrary, StepMatch } from './step-library.ts';

/** A group that a pattern captured: its text, where it begins and ends, and the groups in it. */
type CompiledGroup = readonly [
  value: string | null,
  start: number | null,
  end: number | null,
  children?: readonly CompiledGroup[],
];

/** The number of a definition, and the parameter type and the group of each of its parameters. */
type CompiledMatch = readonly [
  definition: number,
  captured: readonly (readonly [type: string, group: CompiledGroup])[],
];

/** By the text of a step: the only definition that fits. */
export type CompiledMatches = Readonly<Record<string, CompiledMatch>>;

type Defined = Pick<StepLibrary, 'steps' | 'parameterTypes'>;

/** What was found for these definitions; undefined if they are not the ones that were built. */
export function compiledMatches(defined: Defined): CompiledMatches | undefined {
  return compiledContent('harness/cucumber/matches', digestOf(defined));
}

/** Matches texts for the build; one with no definition, with several, or with a type that has no name is left out. */
export function compileMatches(library: StepLibrary, texts: Iterable<string>): Compiled<CompiledMatches> {
  const matches: Record<string, CompiledMatch> = {};
  for (const text of texts) {
    const [match, ...others] = library.match(text);
    if (match === undefined || others.length > 0) continue;
    const captured = match.captured.map(
      ({ group, parameterType: { name = '' } }) => [name, compiledGroup(group)] as const,
    );
    if (captured.some(([name]) => name === '')) continue;
    matches[text] = [library.steps.indexOf(match.definition), captured];
  }
  return { sha256: digestOf(library), content: matches };
}

/** What {@link compileMatches} was given, for the same definitions. */
export function restoredMatch(
  [number, captured]: CompiledMatch,
  { steps }: Pick<StepLibrary, 'steps'>,
  registry: ParameterTypeRegistry,
): StepMatch | undefined {
  const definition = steps[number];
  if (definition === undefined) return undefined;
  const restored = captured.flatMap(([name, group]) => {
    const type = registry.lookupByTypeName(name);
    return type === undefined ? [] : [new Argument(restoredGroup(group), type)];
  });
  return { definition, captured: restored };
}

function compiledGroup({ value, start, end, children }: Group): CompiledGroup {
  const own = [value ?? null, start ?? null, end ?? null] as const;
  return children === undefined ? own : [...own, children.map(compiledGroup)];
}

function restoredGroup([value, start, end, children]: CompiledGroup): Group {
  // A group that did not take part has no text, whatever its type says.
  const text = (value ?? undefined) as string;
  return new Group(text, start ?? undefined, end ?? undefined, children?.map(restoredGroup));
}

function digestOf({ steps, parameterTypes }: Defined): string {
  const patterns = steps.map(({ pattern }) => String(pattern));
  const types = parameterTypes.map(({ name, regexp }) => `${name} ${regexp}`);
  return sha256Of(JSON.stringify([patterns, types]));
}
