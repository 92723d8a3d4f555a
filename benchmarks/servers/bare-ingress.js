/** A bare node:http server that parses batches and puts each of their calls in a Map by its userId. */
import { listen } from './listen.js';

const calls = new Map();

listen((text) => {
  for (const call of JSON.parse(text).batch) calls.set(call.userId, call);
});
