/** Reads which file imports which, and finds what the house rules forbid. The rules themselves are elsewhere. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Files by path from the repository, each with the files of the repository that it imports. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** One `import`, `export … from` or `import()` of a file, types included. */
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

/** What a file names in its imports: packages as they are written, its own files relative to it. */
export function specifiersOf(source: string): string[] {
  return [...source.matchAll(IMPORT)].map(([, specifier = '']) => specifier);
}

/** Product sources below the rooms: no tests, no fixtures, no test benches. */
export function productFiles(root: string, rooms: readonly string[]): string[] {
  return rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|(^|\/)fixtures\/|(^|\/)testing\.ts$/.test(name))
      .map((name) => `${room}/${name}`),
  );
}

export function readGraph(root: string, files: readonly string[]): ImportGraph {
  return new Map(
    files.map((file) => [
      file,
      specifiersOf(readFileSync(join(root, file), 'utf8'))
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => relative(root, resolve(root, dirname(file), specifier))),
    ]),
  );
}

/** Groups of files that import each other, directly or through others; type imports count. */
export function circlesIn(graph: ImportGraph): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  // Tarjan's algorithm: a file whose lowest reachable file is itself closes its group.
  const visit = (file: string): number => {
    index.set(file, index.size);
    low.set(file, index.size - 1);
    open.push(file);
    for (const target of graph.get(file) ?? []) {
      if (!graph.has(target)) continue;
      if (!index.has(target)) lower(low, file, visit(target));
      else if (open.includes(target)) lower(low, file, index.get(target) ?? 0);
    }
    if (low.get(file) === index.get(file)) {
      const group = open.splice(open.lastIndexOf(file));
      if (group.length > 1 || graph.get(file)?.includes(file)) circles.push(group.toSorted());
    }
    return low.get(file) ?? 0;
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return circles;
}

function lower(low: Map<string, number>, file: string, to: number): void {
  low.set(file, Math.min(low.get(file) ?? to, to));
}

/** The folders that have an `index.ts`: what is inside them is imported through it. */
export function roomsWithDoors(graph: ImportGraph): ReadonlySet<string> {
  return new Set([...graph.keys()].filter((file) => file.endsWith('/index.ts')).map((file) => dirname(file)));
}

/**
 * Imports that reach into a room past its door, each as `file imports target, past door`.
 *
 * @param secondDoors files that may be imported from outside their room as well
 */
export function importsPastDoors(graph: ImportGraph, secondDoors: ReadonlySet<string>): string[] {
  const doors = roomsWithDoors(graph);
  return [...graph].flatMap(([file, targets]) =>
    targets.flatMap((target) => {
      const door = doorBetween(file, target, doors);
      const isAllowed = door === undefined || door === target || secondDoors.has(target);
      return isAllowed ? [] : [`${file} imports ${target}, past ${door}`];
    }),
  );
}

/** The door of the outermost room that holds the target and not the file. */
function doorBetween(file: string, target: string, doors: ReadonlySet<string>): string | undefined {
  const parts = dirname(target).split('/');
  const entered = parts
    .map((_, depth) => parts.slice(0, depth + 1).join('/'))
    .find((room) => doors.has(room) && !file.startsWith(`${room}/`));
  return entered === undefined ? undefined : `${entered}/index.ts`;
}

/** Which rooms a room may import from, besides itself; a room is a folder, or a file at the top of one. */
export type Arrows = Readonly<Record<string, readonly string[]>>;

/**
 * Imports against the arrows, each as `file must not import target`.
 *
 * @param below limits the check to files in this folder, and rooms are named from it; empty means the repository
 */
export function importsAgainstArrows(graph: ImportGraph, below: string, arrows: Arrows): string[] {
  const roomOf = (path: string): string | undefined => {
    if (below !== '' && !path.startsWith(`${below}/`)) return undefined;
    const rest = below === '' ? path : path.slice(below.length + 1);
    return Object.keys(arrows)
      .filter((room) => rest === `${room}.ts` || rest.startsWith(`${room}/`))
      .toSorted((a, b) => b.length - a.length)[0];
  };
  return [...graph].flatMap(([file, targets]) => {
    const room = roomOf(file);
    if (room === undefined) return [];
    return targets
      .filter((target) => {
        const targetRoom = roomOf(target);
        return targetRoom !== undefined && targetRoom !== room && !(arrows[room] ?? []).includes(targetRoom);
      })
      .map((target) => `${file} must not import ${target}`);
  });
}

/** Files in a folder that no arrow covers, so that every new room needs a rule. */
export function withoutArrows(graph: ImportGraph, below: string, arrows: Arrows): string[] {
  const known = Object.keys(arrows).map((room) => (below === '' ? room : `${below}/${room}`));
  return [...graph.keys()].filter(
    (file) =>
      (below === '' || file.startsWith(`${below}/`)) &&
      !known.some((room) => file === `${room}.ts` || file.startsWith(`${room}/`)),
  );
}

/** Arrows that point in a circle, or at a room that is not in the table. */
export function badArrows(arrows: Arrows): string[] {
  const graph: ImportGraph = new Map(Object.entries(arrows));
  const unknown = Object.entries(arrows).flatMap(([room, targets]) =>
    targets.filter((target) => !graph.has(target)).map((target) => `${room} → ${target}: no such room`),
  );
  return [...unknown, ...circlesIn(graph).map((circle) => `a circle of rooms: ${circle.join(', ')}`)];
}
