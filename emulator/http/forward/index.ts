/** The door of forwarding: calls that leave the process. */
export { createForwarder, type Forwarder } from './forwarder.ts';
