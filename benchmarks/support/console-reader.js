/**
 * Reads the live view of an emulator as the console does, until it is killed: `node --import tsx console-reader.js URL`.
 * Prints a line as soon as it is at the present; answers each message of its parent with the calls that it has read.
 */
import process from 'node:process';
import { readEvents } from '../../console/app/live/read-events.ts';

const [url] = process.argv.slice(2);
let calls = 0;
let isReading = false;
process.on('message', () => process.send({ calls }));

const response = await fetch(`${url}/events`, { headers: { accept: 'text/event-stream' } });
if (response.status !== 200) throw new Error(`the live view was answered ${response.status}`);
for await (const { event, data } of readEvents(response.body)) {
  const content = JSON.parse(data);
  if (event === 'calls') calls += content.calls.length + content.requests.length;
  if (event === 'state' && !isReading) {
    isReading = true;
    console.log(JSON.stringify({ isReading }));
  }
}
throw new Error('the live view has ended');
