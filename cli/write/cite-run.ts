/** What `cite` does: executes an example and prints it with everything that is known about its clause. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CITATION_FORMATS, renderCitation } from '../../reports/index.ts';
import type { RedactedText } from '../../safe-text/index.ts';
import { readRecord } from '../grade/read-record.ts';
import { CommandError, type Shell } from '../shell.ts';
import { writeWhole } from '../whole-file.ts';
import type { CiteOptions } from './cite.ts';
import { type CitationRequest, citableClauses, citationRequest, executeCitations } from './cite-examples.ts';

/** @throws CommandError with exit code 2 for an unknown clause or example, or a folder or a file that cannot be used */
export async function runCite(options: CiteOptions, shell: Shell, words: readonly string[]): Promise<number> {
  const record = options.record === undefined ? undefined : readRecord(options.record, shell);
  if (options.update || options.check) {
    const { runCitedFiles } = await import('./markers/index.ts');
    return runCitedFiles(options, words, record, shell);
  }
  const requests = chosenRequests(options, words);
  const folder = outFolder(options, shell);
  const citations = await executeCitations(requests, record, shell);
  const { format, as } = options;
  if (folder === undefined) {
    for (const citation of citations) shell.out(renderCitation(citation, format, as));
    return 0;
  }
  for (const citation of citations) {
    const name = `${citation.clause.id}${CITATION_FORMATS[format]}`;
    write(join(folder, name), shell.redact(renderCitation(citation, format, as)));
  }
  shell.out(`${citations.length} citations are in ${folder}\n`);
  return 0;
}

function write(path: string, text: RedactedText): void {
  try {
    writeWhole(path, text);
  } catch (error) {
    throw new CommandError(2, `${path} cannot be written: ${(error as Error).message}`);
  }
}

function chosenRequests({ all, example }: CiteOptions, words: readonly string[]): readonly CitationRequest[] {
  const [name, ...others] = words;
  if (name === undefined ? !all : all || others.length > 0) {
    throw new CommandError(
      2,
      'name one clause, for instance "cite AST-GROUP-004", or use --all with --out FOLDER; files need --update or --check',
    );
  }
  const names = name === undefined ? citableClauses().map(({ id }) => id) : [name];
  return names.map((one) => {
    const request = citationRequest(one, example);
    if ('problem' in request) throw new CommandError(2, request.problem);
    return request;
  });
}

function outFolder({ out, all }: CiteOptions, { cwd }: Shell): string | undefined {
  if (out === undefined) {
    if (all) throw new CommandError(2, '--all needs --out FOLDER, where the files are written');
    return undefined;
  }
  const path = resolve(cwd, out);
  try {
    mkdirSync(path, { recursive: true });
    return path;
  } catch (error) {
    throw new CommandError(2, `cannot create --out ${path}: ${(error as Error).message}`);
  }
}
