/** The console: draws the page, and follows the world that its address names. */
import { render } from 'preact';
import { followWorld } from './live/follow.ts';
import { takeToken } from './live/token.ts';
import { App } from './shell/app.tsx';

takeToken();
followWorld(Date.now);
render(<App />, document.body);
