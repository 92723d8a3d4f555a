/** Shows the connectors of the destination, and adds and removes them. */
import type { Result } from '../../schemas/index.ts';
import { type Answer, errorAnswer } from '../answers/index.ts';
import {
  CONNECTOR_NAMES,
  type Connector,
  type ConnectorProblem,
  type Connectors,
} from '../astrolabe/index.ts';
import type { LiveState } from '../live/index.ts';
import { type World, worldKey } from '../worlds/index.ts';
import { refuse, withBody } from './with-body.ts';

/** A connector is removed at an address that has its name, and these mean the address above. */
const NO_ADDRESS = {
  pointer: '/name',
  rule: 'not:name',
  message: 'name must not be . or .., because no address can have it',
};

interface AddConnectorBody {
  readonly name: string;
  readonly freeEmail?: Connector['freeEmail'];
}

export function listConnectors({ list }: Connectors): Answer {
  return { status: 200, body: { connectors: list.map(shownConnector) }, rules: [] };
}

/** `{"name", "freeEmail"?}`; the answer is the only one that shows the key. */
export function addConnector({ id, core, options }: World, body: unknown): Answer {
  return withBody<AddConnectorBody>(
    'new-connector',
    body,
    'control-invalid',
    ({ name, freeEmail = 'allow' }) => {
      if (name === '.' || name === '..') return refuse('control-invalid', [NO_ADDRESS]);
      if (options.dataDir !== undefined) {
        return errorAnswer('connectors-not-kept', 'add connectors to a world, or to an emulator without one');
      }
      const apiKey = worldKey('ck', id, options.ambient.ids());
      return answer(core.destination.connectors.add({ name, freeEmail, apiKey }), 201, { apiKey });
    },
  );
}

export function removeConnector(connectors: Connectors, name: string): Answer {
  return answer(connectors.remove(name), 200);
}

const HINTS: Readonly<Record<ConnectorProblem, string>> = {
  'connector-unknown': 'GET connectors lists them',
  'connector-name-taken': 'choose another name, or delete the other connector first',
  'connector-fixed': 'POST reset empties them',
  'connectors-full': 'delete one first',
};

function answer(result: Result<Connector, ConnectorProblem>, status: number, more: object = {}): Answer {
  return 'problem' in result
    ? errorAnswer(result.problem, HINTS[result.problem])
    : { status, body: { connector: { ...shownConnector(result.value), ...more } }, rules: [] };
}

export function shownConnector({ name, freeEmail, permitted }: Connector): LiveState['connectors'][number] {
  return { name, freeEmail, permitted, builtIn: CONNECTOR_NAMES.some((one) => one === name) };
}
