/** Definitions in which a step and a hook do everything that they can do. */
import type { DataTable, DefineSteps } from '../../../harness/cucumber/index.ts';

class OwnError extends TypeError {}

interface KindWorld {
  taken?: unknown[];
  readonly parameters: object;
  attach(data: string | Buffer, mediaType?: string): void;
  log(text: string): void;
}

interface HookCase {
  readonly pickle: { readonly name: string; readonly tags: readonly { readonly name: string }[] };
  readonly gherkinDocument: { readonly uri?: string };
  readonly result?: { readonly status: string };
  readonly error?: unknown;
}

const later = () => new Promise<void>((resolve) => setTimeout(resolve, 2));
const has = ({ pickle }: HookCase, tag: string) => pickle.tags.some(({ name }) => name === tag);

export const defineEveryKind: DefineSteps = (cucumber) => {
  const { Given, When, Then, Before, After, BeforeAll, AfterAll, defineParameterType } = cucumber;
  BeforeAll(function (this: { parameters: object }) {
    if (!('astrolabe' in this.parameters)) throw new Error('the hooks of a run have no parameters');
  });
  AfterAll(async () => later());
  Before(function (this: KindWorld, one: HookCase) {
    this.log(`before ${one.pickle.name} in ${one.gherkinDocument.uri}`);
    return has(one, '@before-skips') ? 'skipped' : undefined;
  });
  Before({ timeout: -1 }, async function (this: KindWorld, one: HookCase) {
    await later();
    if (has(one, '@before-fails')) throw new OwnError('before');
  });
  After(function (this: KindWorld, one: HookCase) {
    this.log(`after ${one.result?.status}, ${one.error || 'no error'}, defined first`);
  });
  After(async function (this: KindWorld, one: HookCase) {
    await later();
    this.log(`after ${one.result?.status}, with ${JSON.stringify(this.parameters)}`);
    if (has(one, '@after-fails')) throw new Error('after');
  });
  defineParameterType({
    name: 'colour',
    regexp: /red|green|no colour/,
    transformer(this: KindWorld, text: string) {
      if (text === 'no colour') throw new OwnError(text);
      return { colour: text, taken: this.taken?.length ?? 0 };
    },
  });

  Given('a step of the background', () => {});
  When(
    '{int} numbers and the {string} and a colour {colour} are taken',
    async function (this: KindWorld, count: number, text: string, colour: unknown) {
      await later();
      this.taken = [count, text, colour];
    },
  );
  When('this table is taken:', function (this: KindWorld, table: DataTable) {
    this.taken?.push(table.raw(), table.hashes());
  });
  When('this text is taken:', function (this: KindWorld, text: string) {
    this.taken?.push(text);
  });
  When(
    /^a pattern takes (\d+) cucumber(s)?( in braces)?$/,
    function (this: KindWorld, count: string, plural: string | null, braces: string | null) {
      this.taken?.push([count, plural, braces]);
    },
  );
  Then('the World holds what was taken', function (this: KindWorld) {
    this.log(JSON.stringify(this.taken));
  });

  When('a text, a log and bytes are attached', async function (this: KindWorld) {
    this.attach('a text');
    this.attach('{"a":1}', 'application/json');
    this.log('a log');
    this.attach(Buffer.from([0, 255]), 'image/png');
  });
  When('something is attached before the step waits, and after it', async function (this: KindWorld) {
    this.attach('before', 'text/plain');
    await later();
    this.attach('after', 'text/plain');
  });

  When('a step skips', () => 'skipped');
  When('a step pends', async () => 'pending');
  When('a step throws', () => {
    throw new Error('at once');
  });
  When('a step throws late', async () => {
    await later();
    throw new Error('late');
  });
  When('a step throws a text', () => {
    throw 'a text';
  });
  When('a step throws an error of its own', () => {
    throw new OwnError('own');
  });
  When('a step of two definitions', () => {});
  When(/a step of (two|three) definitions/, () => {});
  When('a step of too few {word}', (_word: string, _another: string, _third: string) => {});
  When('a step that takes {colour}', (_colour: unknown) => {});
};
