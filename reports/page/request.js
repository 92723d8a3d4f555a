/** The forms of a request, made when they are asked for. */
import { httpMessage, requestAs, sendAgain } from '../parts/index.ts';
import { cut, plain } from '../text/index.ts';

const SHOWN_CHARACTERS = 4000;

/** Longer bodies are not offered as a command or a program. */
const COPIED_CHARACTERS = 64_000;

const LABELS = { curl: 'curl', 'analytics.js': 'analytics.js', node: 'Node', json: 'JSON' };

/** The request as it was recorded. */
function exchangeOf({ request }, { headers }) {
  return { request: { ...request, headers: headers[request.headers] } };
}

export function requestText(step, data) {
  return shown(requestAs('http', exchangeOf(step, data)));
}

export function responseText({ response }) {
  if (typeof response === 'string') return response;
  const { status, type, body } = response;
  return httpMessage(String(status), type === undefined ? {} : { 'content-type': type }, body);
}

/** Labels and texts of the forms in which a request can be copied; a copied body is exactly the one that was sent. */
export function copiesOf(step, data) {
  if (step.request.url.startsWith('adapter:')) return [];
  const exchange = exchangeOf(step, data);
  const { body = '' } = step.request;
  const forms = body.length > COPIED_CHARACTERS ? ['json'] : Object.keys(LABELS);
  return forms.flatMap((form) => {
    const text = form === 'json' ? step.request.body : requestAs(form, exchange);
    return text === undefined ? [] : [[`Copy as ${LABELS[form]}`, text]];
  });
}

/** The commands that repeat an example by hand: its calls, then the looks. */
export function commandsOf({ sequence }, { run }, data) {
  const steps = sequence.map((step) => {
    const last = exchangeOf(step, data);
    return { ...step, last, exchanges: [last] };
  });
  const { calls, looks } = sendAgain(run, steps);
  return { calls: calls.map(lineOf), looks: looks.map(lineOf) };
}

function lineOf({ what, line }) {
  return line.length > COPIED_CHARACTERS
    ? `# ${what}: the command has ${line.length} characters; copy the body as JSON`
    : line;
}

function shown(text) {
  return plain(cut(text, SHOWN_CHARACTERS));
}
