/** Cucumber's own HTML page of a run. */
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CucumberHtmlStream } from '@cucumber/html-formatter';
import type { Envelope } from '@cucumber/messages';

/** One self-contained page; see merge-messages.ts for where the messages come from. */
export function renderCucumberHtml(messages: readonly Envelope[]): Promise<string> {
  return text(Readable.from(messages, { objectMode: true }).pipe(new CucumberHtmlStream()));
}
