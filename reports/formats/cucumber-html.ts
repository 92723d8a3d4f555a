/** Cucumber's own HTML page of a run. */
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CucumberHtmlStream } from '@cucumber/html-formatter';
import type { Envelope } from '@cucumber/messages';

/** @param messages those of one run, with one start and one end (harness/cucumber/merge-messages.ts) */
export function renderCucumberHtml(messages: readonly Envelope[]): Promise<string> {
  return text(Readable.from(messages, { objectMode: true }).pipe(new CucumberHtmlStream()));
}
