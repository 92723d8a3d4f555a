/** The console: draws the page, and follows the world that its address names. */
import { render } from 'preact';
import { takeToken } from './live/api.ts';
import { followWorld } from './live/follow.ts';
import { App } from './shell/app.tsx';

takeToken();
followWorld(Date.now);
render(<App />, document.body);
