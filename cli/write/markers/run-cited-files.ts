/** Fills the citations that files mark, or says which of them are not what would be written. */
import type { Citation } from '../../../reports/index.ts';
import { plural } from '../../../reports/text/index.ts';
import type { ResultRecord } from '../../../schemas/index.ts';
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
  if (!options.check) return isRight ? 0 : 1;
  if (isRight)
    shell.out(`${citationsAre(requests.length, 'as they would be written', 'as it would be written')}\n`);
  if (options.baseUrl === undefined) return isRight ? 0 : 1;
  const there = await reportTarget(options, files, requests, shell, complain);
  return isRight ? there : 1;
}

/** Says which citations do not hold at the destination of the options. @returns 3 if it could not be judged */
async function reportTarget(
  options: CiteOptions,
  files: readonly CitedFile[],
  requests: readonly CitationRequest[],
  shell: Shell,
  complain: (sentence: string) => void,
): Promise<number> {
  const cited = new Map(requests.flatMap(({ example }) => (example ? [[example.id, example]] : [])));
  const examples = [...cited.values()].filter(({ clauseId }) => isOfDestination(clauseId));
  const others = requests.filter(({ clause }) => !isOfDestination(clause.id)).length;
  if (others > 0) shell.out(`${citationsAre(others, 'about Segment or Engage, not about a destination')}\n`);
  if (examples.length === 0) {
    shell.err(`no cited example can be checked at ${options.baseUrl}\n`);
    return 3;
  }
  const there = await checkAtTarget(options, examples, shell);
  const places = files.flatMap(({ name, places }) => places.map(({ line }) => `${name}:${line}`));
  for (const [at, { example }] of requests.entries()) {
    const problem = example && there.problemOf(example.id);
    if (problem !== undefined) complain(`${places[at]}: ${problem}`);
  }
  for (const sentence of there.unjudged) shell.err(`${sentence}\n`);
  shell.out(`${there.passed} of ${examples.length} cited examples pass at ${there.baseUrl}\n`);
  if (there.incomplete === undefined && there.passed > 0) return 0;
  if (there.incomplete !== undefined)
    shell.err(`${there.baseUrl} could not be judged: ${there.incomplete}\n`);
  return 3;
}

/** Rules about Segment's and Engage's own sides are checked by the emulator only. */
function isOfDestination(clauseId: string): boolean {
  return clauseId.startsWith('AST-');
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

function citationsAre(count: number, what: string, one = what): string {
  return count === 1 ? `1 citation is ${one}` : `${count} citations are ${what}`;
}
