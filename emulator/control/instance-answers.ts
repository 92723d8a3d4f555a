/** Destination instances as the control plane shows and changes them. */

import { isObject } from '../../schemas/index.ts';
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import { isKey } from '../options/index.ts';
import type { Instance, InstanceChange, InstanceProblem, Instances } from '../segment/index.ts';

const CHANGEABLE = ['name', 'apiKey', 'enabled'];
const NAME_LENGTH = 200;

export function listInstances(instances: readonly Instance[]): Answer {
  return { status: 200, body: { instances: instances.map(view) }, rules: [] };
}

/** `{"name", "apiKey", "enabled"}`, all of them optional. */
export function addInstance(instances: Instances, body: unknown): Answer {
  const change = readChange(body);
  return typeof change === 'string'
    ? errorAnswer('control-invalid', change)
    : answer(instances.add(change), 201);
}

export function changeInstance(instances: Instances, id: string, body: unknown): Answer {
  const change = readChange(body);
  return typeof change === 'string'
    ? errorAnswer('control-invalid', change)
    : answer(instances.change(id, change), 200);
}

export function removeInstance(instances: Instances, id: string): Answer {
  return answer(instances.remove(id), 200);
}

function readChange(body: unknown): InstanceChange | string {
  if (!isObject(body)) return 'send a JSON object with name, apiKey or enabled';
  if ('endpoint' in body) return 'an endpoint is set when the emulator starts and never from outside';
  const unknown = Object.keys(body).find((name) => !CHANGEABLE.includes(name));
  if (unknown !== undefined) return `only ${CHANGEABLE.join(', ')} can be set`;
  const { name, apiKey, enabled } = body;
  if (name !== undefined && !isName(name)) return `name is a string of 1 to ${NAME_LENGTH} characters`;
  if (enabled !== undefined && typeof enabled !== 'boolean') return 'enabled is true or false';
  if (apiKey !== undefined && (typeof apiKey !== 'string' || (apiKey !== '' && !isKey(apiKey)))) {
    return 'apiKey is printable ASCII without spaces and colons, or empty to take it away';
  }
  return { name, apiKey, enabled };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= NAME_LENGTH;
}

const HINTS: Readonly<Record<InstanceProblem, string>> = {
  'instance-unknown': 'GET instances lists them',
  'instance-without-api-key': 'set its apiKey first, or in the same request',
  'instances-full': 'delete one first, or raise the limit',
};

function answer(result: Instance | InstanceProblem, status: number): Answer {
  return typeof result === 'string'
    ? errorAnswer(result, HINTS[result])
    : { status, body: { instance: view(result) }, rules: [] };
}

/** An API key is never shown, only whether there is one. */
function view({ apiKey, ...rest }: Instance): object {
  return { ...rest, hasApiKey: apiKey !== '' };
}
