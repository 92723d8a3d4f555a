/** Fault plans: failures on demand. */
import { listFaults, removeFault, setFault, showFault } from '../../control/index.ts';
import { type ControlRoute, does } from './route.ts';

export const FAULT_ROUTES: readonly ControlRoute[] = [
  {
    path: '/faults',
    methods: { GET: does('the fault plans', ({ core }) => listFaults(core.faults)) },
  },
  {
    path: '/faults/:id',
    methods: {
      GET: does('a fault plan, how often each of its steps was spent and on which calls', ({ core, id }) =>
        showFault(core.faults, id),
      ),
      PUT: does(
        'sets a fault plan: {"at": "destination", "ingress" or "records", "where"?, "then": [step]}',
        ({ core, id, body }) => setFault(core.faults, id, body),
      ),
      DELETE: does('removes a fault plan', ({ core, id }) => removeFault(core.faults, id)),
    },
  },
];
