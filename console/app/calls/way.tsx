/** The way of a call from the ingress to the record, one word for each stage that it reached. */
import type { LiveRow } from '../live/calls.ts';
import { nameOfInstance } from '../live/state.ts';

export function Way({ row }: { row: LiveRow }) {
  return (
    <ol class="way">
      {stationsOf(row).map(({ name, tone }) => (
        <li class={tone}>{name}</li>
      ))}
    </ol>
  );
}

interface Station {
  readonly name: string;
  readonly tone: string;
}

function stationsOf(row: LiveRow): readonly Station[] {
  if (row.kind === 'request') {
    const to = row.path === undefined ? 'destination' : `${row.method ?? ''} ${row.path}`.trim();
    return [
      { name: to, tone: '' },
      { name: String(row.status), tone: row.result },
    ];
  }
  const stages = row.stages.slice(1).map(({ stage, reason, instance }) => ({
    name: wordsOf(stage, reason, row.deliveries.length > 1 ? instance : undefined),
    tone: toneOf(stage),
  }));
  return [{ name: 'received', tone: '' }, ...stages];
}

function wordsOf(stage: string, reason: string | undefined, instance: string | undefined): string {
  const what = reason === undefined ? stage : `${stage} (${reason.replace(/^errors\.[\w-]+\./, '')})`;
  return instance === undefined ? what : `${nameOfInstance(instance)}: ${what}`;
}

function toneOf(stage: string): string {
  if (stage === 'delivered') return 'accepted';
  if (stage === 'pending retry') return 'waiting';
  return stage === 'failed delivery' ? 'failed' : 'dropped';
}
