/** One request of an example in the forms that readers copy, and its response. Without a script all forms are shown. */
import type { Exchange } from '../../../schemas/index.ts';
import { responseMessage } from '../../citing/index.ts';
import { requestAs, sequenceOf, stepName, stepOutcome } from '../../parts/index.ts';
import { cut, escapeXml, plain } from '../../text/index.ts';

/** The forms in the order of the tabs. */
const FORMS = [
  ['http', 'HTTP', 'http'],
  ['curl', 'curl', 'sh'],
  ['fetch', 'Node', 'js'],
  ['analytics.js', 'Browser', 'js'],
  ['python', 'Python', 'python'],
] as const;

/** What a reader should know about a form. */
const NOTES: Readonly<Record<string, string>> = {
  'analytics.js':
    'A page calls the library of Segment, which delivers the call: a page never has the key of the destination.',
};

/** A longer body is cut, and offered as HTTP only: a program with half a body would be wrong. */
const LONGEST_BODY = 4_000;

const LONGEST_RESPONSE = 4_000;

export function exchangeHtml(exchange: Exchange): string {
  const { request, response, failure } = exchange;
  const [step] = sequenceOf([exchange], undefined);
  const title = step === undefined ? '' : `${stepName(step)} → ${stepOutcome(step)}`;
  const answer =
    response === undefined
      ? `<p>No response: ${escapeXml(failure ?? 'no reason recorded')}.</p>`
      : `<p class="form-name">Response</p>${block('http', cut(responseMessage(response), LONGEST_RESPONSE))}`;
  return `<div class="exchange" role="group" aria-label="${escapeXml(title)}"><p class="exchange-title">${escapeXml(title)}</p><div class="forms">${formsOf(exchange, request.body ?? '')}</div>${answer}</div>\n`;
}

function formsOf(exchange: Exchange, body: string): string {
  if (body.length > LONGEST_BODY) {
    const http = cut(requestAs('http', exchange) ?? '', LONGEST_BODY);
    return form('http', 'HTTP', 'http', http);
  }
  return FORMS.map(([name, label, language]) => {
    const text = requestAs(name, exchange);
    return text === undefined ? '' : form(name, label, language, text);
  }).join('');
}

function form(name: string, label: string, language: string, text: string): string {
  return `<div class="form" data-form="${name}"><p class="form-name">${label}</p>${note(name)}${block(language, text)}</div>`;
}

function note(name: string): string {
  const text = NOTES[name];
  return text === undefined ? '' : `<p class="form-note">${text}</p>`;
}

function block(language: string, text: string): string {
  return `<pre tabindex="0"><code class="language-${language}">${escapeXml(plain(text))}</code></pre>`;
}
