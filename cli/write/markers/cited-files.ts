/** `cite --update` and `cite --check`: citations in somebody's documents, which stay what the command would print. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CitationFormat } from '../../../reports/catalogue.ts';
import type { RedactedText } from '../../../safe-text/index.ts';
import { CommandError, type Shell } from '../../shell.ts';
import { writeWhole } from '../../whole-file.ts';
import { type CitationPlace, fillPlaces, markupOf, readMarkers } from './read-markers.ts';

/** A document with places for citations. */
export interface CitedFile {
  /** As it was named. */
  readonly name: string;
  readonly path: string;
  readonly format: CitationFormat;
  readonly lines: readonly string[];
  readonly lineEnd: '\n' | '\r\n';
  readonly places: readonly CitationPlace[];
}

/**
 * Reads documents, all of them before anything is done.
 *
 * @throws CommandError with exit code 2 and a sentence for each problem
 */
export function readCitedFiles(names: readonly string[], { cwd }: Pick<Shell, 'cwd'>): CitedFile[] {
  const problems: string[] = [];
  const files = names.flatMap((name): CitedFile[] => {
    const path = resolve(cwd, name);
    const format = markupOf(name);
    if (format === undefined) {
      problems.push(`${name}: its markup is not known: name files that end in .md, .mdx, .html or .adoc`);
      return [];
    }
    const text = textOf(path);
    if (typeof text !== 'string') {
      problems.push(`${name} cannot be read: ${text.message}`);
      return [];
    }
    const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    const lines = text.split(/\r?\n/);
    const read = readMarkers(lines);
    if ('problems' in read) {
      for (const { line, message } of read.problems) problems.push(`${name}:${line}: the marker ${message}`);
      return [];
    }
    return [{ name, path, format, lines, lineEnd, places: read.places }];
  });
  if (problems.length > 0) throw new CommandError(2, problems.join('\n'));
  return files;
}

function textOf(path: string): string | Error {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return error as Error;
  }
}

/** Writes the file if something in it changes. */
export function updateFile(
  file: CitedFile,
  contents: readonly string[],
  redact: (text: string) => RedactedText,
): { readonly changed: number } {
  const changed = file.places.filter(
    (place, at) => differenceAt(file, place, contents[at] ?? '') !== undefined,
  );
  if (changed.length === 0) return { changed: 0 };
  const text = fillPlaces(file.lines, file.places, contents).join(file.lineEnd);
  try {
    writeWhole(file.path, redact(text));
  } catch (error) {
    throw new CommandError(2, `${file.name} cannot be written: ${(error as Error).message}`);
  }
  return { changed: changed.length };
}

/** The first line of a place that differs from what it should have, and its number; undefined if none does. `is` is undefined if there is nothing. */
export function differenceAt(
  { lines }: CitedFile,
  { from, to }: CitationPlace,
  content: string,
): { readonly line: number; readonly is: string | undefined; readonly should: string } | undefined {
  const own = lines.slice(from, to);
  const should = ['', ...content.trim().split('\n'), ''];
  const at = Array.from({ length: Math.max(own.length, should.length) }).findIndex(
    (_, i) => own[i] !== should[i],
  );
  if (at === -1) return undefined;
  if (own.every((line) => line.trim() === '')) return { line: from, is: undefined, should: '' };
  return { line: from + Math.min(at, own.length) + 1, is: own[at] ?? '', should: should[at] ?? '' };
}
