/** Whole corpora of values, texts, names and objects, in few calls. */
import { CORPUS, type CorpusName } from '../generators/index.ts';
import { type Cucumber, step } from './scenario/index.ts';
import { type HistoryName, HOLDERS, type Sweep, sweep } from './sweeping/index.ts';

export function defineSweeps({ defineParameterType, Then }: Cucumber): void {
  /** Whose properties are swept; the User of an event or of a computed trait is identified first. */
  defineParameterType({
    name: 'swept',
    regexp: /(User|event|events|computed traits) (?:for|of) user "([^"]*)"|Account for account "([^"]*)"/,
    transformer(kind?: string, user?: string, account?: string): Pick<Sweep, 'holder' | 'alias'> {
      const holder = HOLDERS[(kind ?? 'Account') as keyof typeof HOLDERS];
      return { holder, alias: user ?? account ?? '' };
    },
  });

  defineParameterType({
    name: 'history',
    regexp:
      /in one call|through an update|through updates there and back|through a rest and an update of another property|behind a null and an object/,
    transformer: (words: string) => words as HistoryName,
  });

  defineParameterType({
    name: 'corpus',
    regexp: /(?:"([^"]*)")/,
    transformer(name: string): CorpusName {
      if (!Object.hasOwn(CORPUS, name)) throw new Error(`there is no corpus "${name}" in generators/corpora`);
      return name as CorpusName;
    },
  });

  Then(
    'the {swept} keep(s) the corpus {corpus} {history}',
    ...step((scenario, swept: Pick<Sweep, 'holder' | 'alias'>, corpus: CorpusName, history: HistoryName) =>
      sweep(scenario, { ...swept, corpus, history }),
    ),
  );

  Then(
    'the {swept} keeps the corpus {corpus} {history}, except names that the destination uses itself',
    ...step((scenario, swept: Pick<Sweep, 'holder' | 'alias'>, corpus: CorpusName, history: HistoryName) =>
      sweep(scenario, { ...swept, corpus, history, exceptOwn: true }),
    ),
  );
}
