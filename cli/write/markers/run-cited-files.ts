/** Fills the citations that files mark, or says which of them are not what would be written. */
import { type Citation, renderCitation } from '../../../reports/index.ts';
import { plural, VERDICT_WORDS } from '../../../reports/text/index.ts';
import type { ResultRecord, Verdict } from '../../../schemas/index.ts';
import { CommandError, type Shell } from '../../shell.ts';
import type { CiteOptions } from '../cite.ts';
import { type CitationRequest, citationRequest, executeCitations } from '../cite-examples.ts';
import { checkAtTarget } from './check-at-target.ts';
import { citationText, problemOf } from './citation-text.ts';
import { type CitedFile, differenceAt, readCitedFiles, updateFile } from './cited-files.ts';

/**
 * @param names of the files
 * @returns 1 if --check finds something, or a cited example does not pass, here or at the destination of --base-url;
 *   3 if that destination could not be judged
 * @throws CommandError with exit code 2 if a file or a marker cannot be used; then no file is changed
 */
export async function runCitedFiles(
  options: CiteOptions,
  names: readonly string[],
  record: ResultRecord | undefined,
  shell: Shell,
): Promise<number> {
  refuseOthers(options, names);
  const files = readCitedFiles(names, shell);
  const requests = requestsOf(files);
  if (requests.length === 0) {
    throw new CommandError(
      2,
      `no file has a marker: write <!-- astrolabe:cite AST-GROUP-004 --> and <!-- /astrolabe --> where a citation belongs`,
    );
  }
  const citations = (await executeCitations(requests, record, shell)).values();
  let isRight = true;
  const complain = (sentence: string) => {
    isRight = false;
    shell.err(`${sentence}\n`);
  };
  for (const file of files) {
    const own = file.places.map((): Citation => citations.next().value as Citation);
    for (const [at, problem] of own.map(problemOf).entries()) {
      if (problem !== undefined) complain(`${file.name}:${file.places[at]?.line}: ${problem}`);
    }
    const contents = own.map((citation, at) =>
      shell.redact(citationText(citation, file.format, file.places[at]?.form ?? 'http')),
    );
    if (options.check) for (const sentence of differencesIn(file, contents)) complain(sentence);
    else shell.out(updated(file, updateFile(file, contents, shell.redact).changed));
  }
  if (options.check && isRight) {
    const are = requests.length === 1 ? 'is as it' : 'are as they';
    shell.out(`${plural(requests.length, 'citation')} ${are} would be written\n`);
  }
  return isRight ? 0 : 1;
}

function refuseOthers({ update, check, all, out, example }: CiteOptions, names: readonly string[]): void {
  if (update && check) throw new CommandError(2, 'use --update or --check, not both');
  if (all || out !== undefined || example !== undefined) {
    throw new CommandError(2, '--update and --check take files, and neither --all, --out nor --example');
  }
  if (names.length === 0) throw new CommandError(2, 'name the files, for instance "cite --check docs/*.md"');
}

/** A request for each place of each file, in their order. */
function requestsOf(files: readonly CitedFile[]): CitationRequest[] {
  const problems: string[] = [];
  const requests = files.flatMap(({ name, places }) =>
    places.flatMap(({ clauseId, example, line }) => {
      const request = citationRequest(clauseId, example);
      if (!('problem' in request)) return [request];
      problems.push(`${name}:${line}: ${request.problem}`);
      return [];
    }),
  );
  if (problems.length > 0) throw new CommandError(2, problems.join('\n'));
  return requests;
}

function differencesIn(file: CitedFile, contents: readonly string[]): string[] {
  return file.places.flatMap((place, at) => {
    const found = differenceAt(file, place, contents[at] ?? '');
    if (found === undefined) return [];
    const { line, is, should } = found;
    const what =
      is === undefined
        ? 'is not filled in'
        : `is not as it would be written: ${JSON.stringify(is)} should be ${JSON.stringify(should)}`;
    return [`${file.name}:${line}: ${place.clauseId} ${what}; "cite --update ${file.name}" writes it`];
  });
}

function updated({ name, places }: CitedFile, changed: number): string {
  return `${name}: ${plural(places.length, 'citation')}, ${changed} changed\n`;
}
