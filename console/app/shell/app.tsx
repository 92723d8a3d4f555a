/** The frame of every page: what world this is, whether it is live, and the way to the other pages. */
import type { ComponentChildren } from 'preact';
import { AudiencesPage } from '../audiences/audiences-page.tsx';
import { CallsPage } from '../calls/calls-page.tsx';
import { FaultsPage } from '../faults/faults-page.tsx';
import { GradePage } from '../grade/grade-page.tsx';
import { connection, state } from '../live/state.ts';
import { keepToken, needsToken } from '../live/token.ts';
import { OF_A_PAGE, parameter } from '../live/url.ts';
import { PlaceLink } from '../parts/place-link.tsx';
import { fullTime } from '../parts/times.ts';
import { RecordsPage } from '../records/records-page.tsx';
import { StartPage } from '../start/start-page.tsx';
import { Worlds } from './worlds.tsx';

const view = parameter('view');

const PAGES: Readonly<Record<string, { readonly label: string; readonly page: () => ComponentChildren }>> = {
  '': { label: 'Start', page: () => <StartPage /> },
  calls: { label: 'Calls', page: () => <CallsPage /> },
  users: { label: 'Users', page: () => <RecordsPage key="users" collection="users" /> },
  accounts: { label: 'Accounts', page: () => <RecordsPage key="accounts" collection="accounts" /> },
  events: { label: 'Events', page: () => <RecordsPage key="events" collection="events" /> },
  audiences: { label: 'Audiences and time', page: () => <AudiencesPage /> },
  faults: { label: 'Faults and choices', page: () => <FaultsPage /> },
  grade: { label: 'Grade', page: () => <GradePage /> },
};

export function App() {
  const name = Object.hasOwn(PAGES, view.value) ? view.value : '';
  const page = PAGES[name];
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <h1>Astrolabe emulator</h1>
        <Worlds />
        <nav aria-label="Pages">
          {Object.entries(PAGES).map(([key, { label }]) => (
            <PlaceLink to={{ ...OF_A_PAGE, view: key }} current={key === name ? 'page' : undefined}>
              {label}
            </PlaceLink>
          ))}
        </nav>
        <Status />
      </header>
      <main id="main" tabIndex={-1}>
        {needsToken.value ? <TokenForm /> : page?.page()}
      </main>
    </>
  );
}

const SAID = {
  connecting: 'connecting …',
  live: 'live',
  lost: 'the emulator does not answer; trying again …',
  gone: 'this world is gone',
} as const;

function Status() {
  const clock = state.value?.clock;
  return (
    <p class="status">
      <span class={`connection ${connection.value}`} role="status">
        {SAID[connection.value]}
      </span>
      {clock?.now !== undefined && <span> · clock frozen at {fullTime(clock.now)}</span>}
      {isAltered() && <span class="altered"> · not gradable</span>}
    </p>
  );
}

/** Whether something is switched on with which no target is ever called conformant. */
function isAltered(): boolean {
  const { faults = [], defects = {} } = state.value ?? {};
  return faults.length + Object.keys(defects).length > 0;
}

function TokenForm() {
  return (
    <form
      class="token"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget).get('token');
        if (typeof given === 'string' && given !== '') keepToken(given);
      }}
    >
      <p>This emulator asks for its control token, which it printed at its start.</p>
      <label>
        Control token <input name="token" type="password" autoComplete="off" required />
      </label>
      <button type="submit">go on</button>
    </form>
  );
}
