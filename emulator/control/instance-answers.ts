/** Shows destination instances, and adds, changes and removes them. */
import { createRedactor, querySecrets } from '../../safe-text/index.ts';
import type { Result } from '../../schemas/index.ts';
import { type Answer, errorAnswer } from '../answers/index.ts';
import type { LiveInstance } from '../live/index.ts';
import type { Instance, InstanceChange, InstanceProblem, Instances } from '../segment/index.ts';
import { withBody } from './with-body.ts';

export function listInstances(instances: readonly Instance[]): Answer {
  return { status: 200, body: { instances: instances.map(shownInstance) }, rules: [] };
}

/** `{"name", "apiKey", "enabled"}`, each of them optional. */
export function addInstance(instances: Instances, body: unknown): Answer {
  return withChange(body, (change) => answer(instances.add(change), 201));
}

export function changeInstance(instances: Instances, id: string, body: unknown): Answer {
  return withChange(body, (change) => answer(instances.change(id, change), 200));
}

export function removeInstance(instances: Instances, id: string): Answer {
  return answer(instances.remove(id), 200);
}

function withChange(body: unknown, answerChange: (change: InstanceChange) => Answer): Answer {
  return withBody<InstanceChange>('instance-change', body, 'control-invalid', answerChange);
}

const HINTS: Readonly<Record<InstanceProblem, string>> = {
  'instance-unknown': 'GET instances lists them',
  'instance-without-api-key': 'set its apiKey first, or in the same request',
  'instances-full': 'delete one first, or raise the limit',
};

function answer(result: Result<Instance, InstanceProblem>, status: number): Answer {
  return 'problem' in result
    ? errorAnswer(result.problem, HINTS[result.problem])
    : { status, body: { instance: shownInstance(result.value) }, rules: [] };
}

/** An API key is never shown, only whether there is one; the query of an address may hold one, too. */
export function shownInstance({ apiKey, endpoint, ...rest }: Instance): LiveInstance {
  const shown = createRedactor(querySecrets(endpoint)).redact(endpoint);
  return { ...rest, endpoint: shown, hasApiKey: apiKey !== '' };
}
