/** Ways to repeat the key, and to smuggle commands, escapes and markup: in every place of an answer. */
import { answer, type Turn, type Way } from './front.ts';
import { API_KEY, BIDI, CI_COMMANDS, ESCAPES, EVERY_FORM, EVERYTHING, formsOf, MARKUP } from './texts.ts';

type Answer = Way['answer'];

/** A text as a header can carry it over the wire: its UTF-8, without what ends a line. */
function headerText(text: string): string {
  return Buffer.from(text.replaceAll(/[\r\n\0]/g, ' ')).toString('latin1');
}

/** Answers with bytes of a head that Node would refuse to write. */
const head =
  (status: string, lines: readonly string[], body = ''): Answer =>
  ({ socket }) => {
    const text = [`HTTP/1.1 ${status}`, ...lines, `content-length: ${Buffer.byteLength(body)}`, '', ''].join(
      '\r\n',
    );
    socket.write(Buffer.concat([Buffer.from(text, 'latin1'), Buffer.from(body)]));
  };

const refusal =
  (body: string, type = 'application/json', status = 401): Answer =>
  ({ response }) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };

const message = (text: string) => JSON.stringify({ message: text });
/** As a careless program writes it: what JSON requires to be escaped is not. */
const carelessMessage = (text: string) => `{"message":"${text}"}`;

const NAME_SAFE = formsOf(API_KEY).base64url ?? '';

/** In a destination's answers. */
export const TEXT_WAYS: Readonly<Record<string, Way>> = {
  'the key in the refusal of the first control': { begin: 'at once', answer: refusal(message(EVERY_FORM)) },
  'the key in a refusal that is cut': {
    begin: 'at once',
    answer: refusal(message(`${'x'.repeat(190 - 12)}${API_KEY}`)),
  },
  'the key in every refusal': {
    begin: 'later',
    answer: refusal(message(EVERY_FORM), 'application/json', 400),
  },
  'the key in a body of text': { begin: 'later', answer: refusal(EVERY_FORM, 'text/plain', 400) },
  'the key in a body that is cut at 300 characters': {
    begin: 'later',
    answer: refusal(`${'x'.repeat(290)}${EVERY_FORM}`, 'text/plain', 500),
  },
  'the key around the 64 KB that are recorded': {
    begin: 'later',
    answer: refusal(
      Array.from({ length: 60 }, (_, index) => `${'x'.repeat(1000 + index)}${API_KEY}`).join(''),
      'text/plain',
      400,
    ),
  },
  'the key in the content type': {
    begin: 'later',
    answer: head('200 OK', [`content-type: text/${headerText(EVERY_FORM)}`], 'no JSON'),
  },
  'the key in the value of a header': {
    begin: 'later',
    answer: head('400 Bad Request', [
      `x-received: ${headerText(EVERY_FORM)}`,
      `www-authenticate: ${headerText(API_KEY)}`,
    ]),
  },
  'the key in the name of a header': {
    begin: 'later',
    answer: head('400 Bad Request', [`x-${NAME_SAFE}: a`]),
  },
  'the key in the reason': { begin: 'later', answer: head(`400 ${headerText(EVERY_FORM)}`, []) },
  'the key in the reason of the first control': {
    begin: 'at once',
    answer: head(`403 ${headerText(EVERY_FORM)}`, []),
  },
  'the key in a redirect': {
    begin: 'later',
    answer: head('302 Found', [`location: http://127.0.0.1/?key=${headerText(EVERY_FORM)}`]),
  },
  'the key in a cookie': {
    begin: 'later',
    answer: head('200 OK', [`set-cookie: key=${headerText(EVERY_FORM)}`]),
  },
  'the key in Retry-After': {
    begin: 'later',
    answer: head('429 Slow down', [`retry-after: ${headerText(EVERY_FORM)}`]),
  },
  'the key in the names of defects': {
    begin: 'at once',
    answer: ({ response, lawful }) =>
      response
        .writeHead(lawful.status, {
          'x-astrolabe-defects-enabled': formsOf(API_KEY)['base64 of basic'] ?? '',
        })
        .end(),
  },
  'the key where HTTP is broken': { begin: 'later', answer: head('200 OK', [`${headerText(EVERY_FORM)}`]) },
  'escape sequences in the refusal of the first control': {
    begin: 'at once',
    answer: refusal(carelessMessage(ESCAPES)),
  },
  'escape sequences in every refusal': {
    begin: 'later',
    answer: refusal(message(ESCAPES), 'application/json', 400),
  },
  'escape sequences in headers': {
    begin: 'later',
    answer: head('400 Bad', [`content-type: text/\u009b2J`, 'x-title: \u009d0;PWNED\u009c']),
  },
  'CI commands in the refusal of the first control': {
    begin: 'at once',
    answer: refusal(CI_COMMANDS, 'text/plain'),
  },
  'CI commands in every refusal': {
    begin: 'later',
    answer: refusal(message(CI_COMMANDS), 'application/json', 400),
  },
  'CI commands as the whole body': { begin: 'later', answer: refusal(CI_COMMANDS.trim(), 'text/plain', 500) },
  'bidirectional text in every refusal': {
    begin: 'later',
    answer: refusal(message(BIDI), 'application/json', 400),
  },
  'bidirectional text at the first control': { begin: 'at once', answer: refusal(message(BIDI)) },
  'markup in every refusal': { begin: 'later', answer: refusal(MARKUP, 'text/html', 400) },
  'everything at the first control': { begin: 'at once', answer: refusal(EVERYTHING, 'text/plain') },
  'everything in every answer': {
    begin: 'later',
    answer: ({ response, lawful }) => answer(response, { ...lawful, body: message(EVERYTHING) }),
  },
  'everything in 502': { begin: 'later', answer: refusal(EVERYTHING, 'text/html', 502) },
};

type Row = Record<string, unknown> & { properties?: Record<string, unknown> };

/** Answers as the destination would, with its rows changed. */
const rows =
  (change: (row: Row) => unknown): Answer =>
  ({ response, lawful }) => {
    answer(response, { ...lawful, body: JSON.stringify(changed(lawful.body, change)) });
  };

function changed(body: string, change: (row: Row) => unknown): unknown {
  const lists = JSON.parse(body) as Record<string, Row[]>;
  return Object.fromEntries(
    Object.entries(lists).map(([name, list]) => [name, Array.isArray(list) ? list.map(change) : list]),
  );
}

const withProperties = (more: Record<string, unknown>) =>
  rows((row) => ({ ...row, properties: { ...row.properties, ...more } }));

/** Changes the value of every property that was sent. */
const everyValue = (value: unknown) =>
  rows((row) => ({
    ...row,
    properties: Object.fromEntries(Object.keys(row.properties ?? {}).map((name) => [name, value])),
  }));

/** Answers with text that is made from the lawful body. */
const text =
  (make: (turn: Turn) => string): Answer =>
  (turn) => {
    answer(turn.response, { ...turn.lawful, body: make(turn) });
  };

const collectionOf = ({ path }: Turn) => /\/(\w+)\?/.exec(path)?.[1] ?? 'users';

/** In a Records API's answers. */
export const RECORD_WAYS: Readonly<Record<string, Way>> = {
  'the key as the value of every property': { begin: 'later', answer: everyValue(EVERY_FORM) },
  'the key in a property of its own': { begin: 'later', answer: withProperties({ secret: EVERY_FORM }) },
  'the key as the name of a property': {
    begin: 'later',
    answer: rows((row) => ({ ...row, properties: { [EVERY_FORM]: 1 } })),
  },
  'the key as every ID': {
    begin: 'later',
    answer: rows((row) => ({
      ...row,
      userId: EVERY_FORM,
      groupId: API_KEY,
      accountIds: [EVERY_FORM],
      userIds: [API_KEY],
    })),
  },
  'the key as the event': { begin: 'later', answer: rows((row) => ({ ...row, event: EVERY_FORM })) },
  'the key where a member of the contract should be': {
    begin: 'later',
    answer: rows((row) => ({ ...row, properties: EVERY_FORM })),
  },
  'the key as the name of an unknown member': {
    begin: 'later',
    answer: rows((row) => ({ ...row, accountIds: { [EVERY_FORM]: 1 } })),
  },
  'the key in a content type that is not JSON': {
    begin: 'at once',
    answer: head('200 OK', [`content-type: text/${headerText(EVERY_FORM)}`], 'no JSON'),
  },
  'the key in a refusal': { begin: 'at once', answer: refusal(message(EVERY_FORM), 'application/json', 403) },
  'the key in an unsteady answer': {
    begin: 'later',
    answer: refusal(`${'x'.repeat(290)}${EVERY_FORM}`, 'text/plain', 502),
  },
  'escape sequences as the value of every property': { begin: 'later', answer: everyValue(ESCAPES) },
  'escape sequences as names': {
    begin: 'later',
    answer: rows((row) => ({ ...row, properties: { [ESCAPES]: ESCAPES } })),
  },
  'escape sequences in a refusal': { begin: 'at once', answer: refusal(ESCAPES, 'text/plain', 500) },
  'CI commands as the value of every property': { begin: 'later', answer: everyValue(CI_COMMANDS) },
  'CI commands as every ID': {
    begin: 'later',
    answer: rows((row) => ({
      ...row,
      userId: CI_COMMANDS,
      groupId: CI_COMMANDS,
      accountIds: [CI_COMMANDS],
      userIds: [CI_COMMANDS],
    })),
  },
  'CI commands in a refusal': { begin: 'at once', answer: refusal(CI_COMMANDS, 'text/plain', 500) },
  'bidirectional text as the value of every property': { begin: 'later', answer: everyValue(BIDI) },
  'markup as the value of every property': { begin: 'later', answer: everyValue(MARKUP) },
  'everything as the value of every property': { begin: 'later', answer: everyValue(EVERYTHING) },
  'everything for an ID that was never sent': {
    begin: 'at once',
    answer: text((turn) =>
      JSON.stringify({
        [collectionOf(turn)]: [
          {
            userId: EVERYTHING,
            groupId: EVERYTHING,
            event: EVERYTHING,
            properties: {},
            accountIds: [],
            userIds: [],
          },
        ],
      }),
    ),
  },
  '50,000 Users': {
    begin: 'later',
    answer: text(
      (turn) =>
        `{"${collectionOf(turn)}":[${Array<string>(50_000).fill('{"userId":"a","groupId":"a","event":"a","properties":{},"accountIds":[],"userIds":[]}').join(',')}]}`,
    ),
  },
  'Users without end': {
    begin: 'later',
    answer: ({ response, ...turn }) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(`{"${/\/(\w+)\?/.exec(turn.path)?.[1]}":[`);
      const block = '{"userId":"a","properties":{},"accountIds":[]},'.repeat(1000);
      const more = () => {
        while (!response.destroyed && response.write(block));
      };
      response.on('drain', more);
      more();
    },
  },
  'a property of 900 KB': { begin: 'later', answer: withProperties({ big: 'x'.repeat(900 * 1024) }) },
  'every value 200 KB long': { begin: 'later', answer: everyValue('\u00fc'.repeat(100 * 1024)) },
  'a value 90 levels deep': {
    begin: 'later',
    answer: text(({ lawful }) =>
      lawful.body.replace('"properties":{', `"properties":{"deep":${'['.repeat(90)}${']'.repeat(90)},`),
    ),
  },
  'a value 5,000 levels deep': {
    begin: 'later',
    answer: text(({ lawful }) =>
      lawful.body.replace('"properties":{', `"properties":{"deep":${'['.repeat(5000)}${']'.repeat(5000)},`),
    ),
  },
  'names of prototypes': {
    begin: 'later',
    answer: text(({ lawful }) =>
      lawful.body.replaceAll(
        '"properties":{',
        '"properties":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"hasOwnProperty":1,"toJSON":1,"toString":2,',
      ),
    ),
  },
  'names of prototypes in place of the collection': {
    begin: 'later',
    answer: text(() => '{"__proto__":{"users":[]},"constructor":[]}'),
  },
  'duplicate members': {
    begin: 'later',
    answer: text(({ lawful }) => lawful.body.replace(/^\{/, '{"users":[],"accounts":null,"users":{},')),
  },
  'numbers beyond every limit': {
    begin: 'later',
    answer: text(({ lawful }) =>
      lawful.body
        .replaceAll(/:(-?\d+(\.\d+)?)(?=[,}])/g, ':1e999')
        .replace('"properties":{', '"properties":{"n":-1e-999,"m":123456789012345678901234567890,'),
    ),
  },
  'lone surrogates': {
    begin: 'later',
    answer: text(({ lawful }) =>
      lawful.body.replace('"properties":{', '"properties":{"\\ud800":"\\udfff\\ud800",'),
    ),
  },
  'null for everything': { begin: 'later', answer: text((turn) => `{"${collectionOf(turn)}":null}`) },
  'an array in place of the object': { begin: 'later', answer: text(() => '[[[[]]]]') },
  'a text in place of the object': { begin: 'later', answer: text(() => '"users"') },
  'JSON that is cut': { begin: 'later', answer: text(({ lawful }) => lawful.body.slice(0, -2)) },
  'two JSON values': { begin: 'later', answer: text(({ lawful }) => `${lawful.body}${lawful.body}`) },
  'JSON with NaN': { begin: 'later', answer: text(() => '{"users":[NaN,Infinity,undefined]}') },
  'the same User 200 times': {
    begin: 'later',
    answer: text(({ lawful }) => {
      const lists = JSON.parse(lawful.body) as Record<string, unknown[]>;
      return JSON.stringify(
        Object.fromEntries(
          Object.entries(lists).map(([name, list]) => [name, Array.from({ length: 200 }, () => list).flat()]),
        ),
      );
    }),
  },
  'never anything': { begin: 'later', answer: text((turn) => `{"${collectionOf(turn)}":[]}`) },
};
