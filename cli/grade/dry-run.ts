/** The plan that `verify --dry-run` prints: every call, with its clause and example. */
import type { Settings } from '../../harness/settings.ts';
import type { ResultRecord } from '../../schemas/index.ts';

/**
 * @param record a run with the same settings against the embedded emulator
 * @param settings of the run that is planned
 */
export function renderPlan(record: ResultRecord, settings: Settings): string {
  const blocks = record.clauses.flatMap(({ id, level, title, examples }) => [
    `${id} (${level}) ${title}`,
    ...examples.flatMap((example) => {
      const sent = example.exchanges.filter(({ purpose }) => purpose !== 'records');
      if (sent.length === 0) return [`  ${example.id}: no call, ${example.reason ?? example.verdict}`];
      return [
        `  ${example.id}`,
        ...sent.map(({ purpose, request }) => {
          const credential = request.headers.authorization ?? 'no Authorization';
          return `    ${purpose === 'marker' ? 'marker' : 'POST  '} ${credential}  ${request.body ?? ''}`;
        }),
      ];
    }),
  ]);
  const { calls, markers } = record.run.requests;
  const reads =
    settings.recordsUrl === undefined && settings.adapter === undefined ? '' : ', and records read back';
  const controls =
    'Controls come first: a minimal identify with the API key, the same with an unknown key, a body that is not JSON.';
  return `${controls}\n\n${blocks.join('\n')}\n\n${calls} calls and ${markers} markers would be posted to ${settings.baseUrl}${reads}. Nothing was sent.\n`;
}
