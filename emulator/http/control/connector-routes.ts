/** The connectors of the destination. */
import { addConnector, listConnectors, removeConnector } from '../../control/index.ts';
import { type ControlRoute, does } from './route.ts';

export const CONNECTOR_ROUTES: readonly ControlRoute[] = [
  {
    path: '/connectors',
    methods: {
      GET: does('the connectors', ({ core }) => listConnectors(core.destination.connectors)),
      POST: does(
        'adds a connector: {"name", "freeEmail"?: "allow" or "block"}; shows its key once',
        ({ world, body }) => addConnector(world, body),
      ),
    },
  },
  {
    path: '/connectors/:id',
    methods: {
      DELETE: does('removes a connector that was added, by its name, with its records', ({ core, id }) =>
        removeConnector(core.destination.connectors, id),
      ),
    },
  },
];
