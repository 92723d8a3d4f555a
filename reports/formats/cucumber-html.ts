/** Cucumber's own HTML page of a run. */
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Envelope } from '@cucumber/messages';

/** @param messages those of one run, with one start and one end (harness/cucumber/executor/executor.ts) */
export async function renderCucumberHtml(messages: readonly Envelope[]): Promise<string> {
  // Loaded here, because every other report comes through the same door and needs none of it.
  const { CucumberHtmlStream } = await import('@cucumber/html-formatter');
  return text(Readable.from(messages, { objectMode: true }).pipe(new CucumberHtmlStream()));
}
