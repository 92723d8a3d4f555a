/** What a changelog must name because the surface differs from that of the last release. */
import type { Fingerprints } from './surface.ts';

/** The surface of a release. */
export interface Released {
  readonly version: string;
  readonly surface: Fingerprints;
}

/**
 * The import paths and names that differ from the last release and that the section `Unreleased` does not have in
 * backquotes. The types of a new import path are covered by its name.
 *
 * @param values names that exist when the program runs: functions, classes and constants
 */
export function missingEntries(
  changelog: string,
  released: Fingerprints,
  now: Fingerprints,
  values: ReadonlySet<string>,
): readonly string[] {
  const named = new Set(
    [...unreleasedOf(changelog).matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => [
      code,
      ...(code.match(/[\w$]+/g) ?? []),
    ]),
  );
  return changesBetween(released, now, values).filter((change) => !named.has(change));
}

/** The version of the first release in a changelog. */
export function lastReleaseOf(changelog: string): string | undefined {
  return /^## \[(\d[^\]]*)\]/m.exec(changelog)?.[1];
}

function unreleasedOf(changelog: string): string {
  const [, section = ''] = /^## \[Unreleased\]\n(.*?)(?=^## \[)/ms.exec(changelog) ?? [];
  return section;
}

function changesBetween(before: Fingerprints, now: Fingerprints, values: ReadonlySet<string>): string[] {
  const specifiers = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return specifiers.flatMap((specifier) => {
    const [old, current] = [before[specifier], now[specifier]];
    if (current === undefined) return [specifier];
    if (old === undefined) return [specifier, ...Object.keys(current).filter((name) => values.has(name))];
    const names = [...new Set([...Object.keys(old), ...Object.keys(current)])];
    return names.filter((name) => old[name] !== current[name]);
  });
}
