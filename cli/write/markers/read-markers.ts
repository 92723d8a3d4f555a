/** Finds the places in somebody's document that a citation fills. */
import {
  CITATION_FORMATS,
  type CitationFormat,
  REQUEST_FORMS,
  type RequestForm,
} from '../../../reports/catalogue.ts';
import { didYouMean } from '../../../schemas/index.ts';

/** A place between two markers. */
export interface CitationPlace {
  readonly clauseId: string;
  /** Default: the first of the clause. */
  readonly example?: string | undefined;
  readonly form: RequestForm;
  /** Of the marker that begins it, counted from 1. */
  readonly line: number;
  /** Its lines, counted from 0, without the markers. */
  readonly from: number;
  readonly to: number;
}

export interface MarkerProblem {
  readonly line: number;
  readonly message: string;
}

/** The places of a document, in its order, or what is wrong with its markers. */
export type ReadMarkers =
  | { readonly places: readonly CitationPlace[] }
  | { readonly problems: readonly MarkerProblem[] };

const BEGIN = /^[ \t]*(?:<!--|\/\/)[ \t]*astrolabe:cite\b[ \t]*(.*?)[ \t]*(?:-->)?[ \t]*$/;
const END = /^[ \t]*(?:<!--|\/\/)[ \t]*\/astrolabe\b/;

/** A document that explains markers shows them in a block of code. */
const FENCE = /^[ \t]*(`{3,}|~{3,}|-{4,}[ \t]*$)/;

const HOW =
  'write <!-- astrolabe:cite AST-GROUP-004 as=curl --> and <!-- /astrolabe --> around it, each on its own line';

/** The markup of a file by its ending; undefined for any other. */
export function markupOf(path: string): CitationFormat | undefined {
  const ending = /\.[^./\\]+$/.exec(path)?.[0].toLowerCase() ?? '';
  const aliases: Readonly<Record<string, CitationFormat>> = {
    '.markdown': 'markdown',
    '.mdx': 'markdown',
    '.htm': 'html',
    '.asciidoc': 'asciidoc',
  };
  const own = Object.entries(CITATION_FORMATS).find(([, one]) => one === ending)?.[0];
  return (own as CitationFormat | undefined) ?? aliases[ending];
}

/** @param lines of the document, without their ends */
export function readMarkers(lines: readonly string[]): ReadMarkers {
  const places: CitationPlace[] = [];
  const problems: MarkerProblem[] = [];
  let open: Omit<CitationPlace, 'to'> | undefined;
  let fence: string | undefined;
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    if (open === undefined && isInCode(text)) continue;
    const words = BEGIN.exec(text)?.[1];
    if (words !== undefined) {
      if (open !== undefined)
        problems.push({ line: open.line, message: `has no end before the next one: ${HOW}` });
      const read = readWords(words);
      if ('problem' in read) problems.push({ line, message: read.problem });
      // Also after a problem, so that its end is not taken for a stray one.
      open = { clauseId: '', form: 'http', ...read, line, from: line };
    } else if (END.test(text)) {
      if (open === undefined) problems.push({ line, message: `ends a citation that nothing begins: ${HOW}` });
      else places.push({ ...open, to: index });
      open = undefined;
    }
  }
  if (open !== undefined) problems.push({ line: open.line, message: `has no end: ${HOW}` });
  return problems.length > 0 ? { problems } : { places };

  function isInCode(text: string): boolean {
    const mark = FENCE.exec(text)?.[1]?.trim();
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence) === true) {
      fence = undefined;
      return true;
    }
    return fence !== undefined;
  }
}

function readWords(
  words: string,
): Pick<CitationPlace, 'clauseId' | 'example' | 'form'> | { readonly problem: string } {
  const [clauseId = '', ...settings] = words.split(/[ \t]+/).filter((word) => word !== '');
  if (clauseId === '' || clauseId.includes('=')) return { problem: `names no clause: ${HOW}` };
  let form: RequestForm = 'http';
  let example: string | undefined;
  for (const setting of settings) {
    const [, name = setting, value = ''] = /^([^=]*)=(.*)$/.exec(setting) ?? [];
    if (name === 'example') example = value;
    else if (name === 'as') {
      const known = REQUEST_FORMS.find((one) => one === value);
      const hint = didYouMean(value, REQUEST_FORMS, `it must be one of ${REQUEST_FORMS.join(', ')}`);
      if (known === undefined) return { problem: `has the unknown form as=${value}: ${hint}` };
      form = known;
    } else {
      const hint = didYouMean(name, ['as', 'example'], 'it takes as=FORM and example=ID');
      return { problem: `has the unknown word "${setting}": ${hint}` };
    }
  }
  return { clauseId: clauseId.toUpperCase(), example, form };
}

/** The document with other lines in its places; each is surrounded by blank lines. */
export function fillPlaces(
  lines: readonly string[],
  places: readonly CitationPlace[],
  contents: readonly string[],
): string[] {
  const filled = [...lines];
  // From the end, so that the numbers of the lines before stay.
  for (const [at, { from, to }] of [...places.entries()].toReversed()) {
    const own = (contents[at] ?? '').trim().split('\n');
    filled.splice(from, to - from, '', ...own, '');
  }
  return filled;
}
