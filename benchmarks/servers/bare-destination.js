/** A bare node:http server that parses calls and puts each in a Map by its userId. */
import { listen } from './listen.js';

const calls = new Map();

listen((text) => {
  const call = JSON.parse(text);
  calls.set(call.userId, call);
});
