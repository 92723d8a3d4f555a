/** One call: its bodies, its attempts, the rules that decided, and the records before and after. */
import { useEffect, useRef } from 'preact/hooks';
import type { JournalLine } from '../../../client/index.ts';
import type { Trace } from '../../../emulator/trace.ts';
import { rows } from '../live/calls.ts';
import { plane } from '../live/plane.ts';
import { nameOfInstance } from '../live/state.ts';
import { show } from '../live/url.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { JsonView } from '../parts/json-view.tsx';
import { Problem } from '../parts/problem.tsx';
import { RuleCard, Rules } from '../parts/rule-card.tsx';
import { fullTime } from '../parts/times.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { CallLinks } from './call-links.tsx';
import { asCurl, asGherkin, asNdjson } from './copies.ts';
import { Records } from './records.tsx';
import { SendAgain } from './send-again.tsx';

/** An entry of the journal, whose bodies may be gone. */
type JournalCall = JournalLine & { readonly bodies?: 'dropped' };

/** @param id `t` and a position among the traces, or `j` and one in the journal */
export function Drawer({ id }: { id: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { answer, problem } = useAnswer(
    // Read again when the live view says that more has happened to it.
    () => rows.value.find(({ key }) => key === id),
    () => () => read(id),
  );
  useEffect(() => heading.current?.focus(), []);
  const close = () => {
    show({ open: '', rule: '' });
    document.getElementById(id)?.focus();
  };
  const one = answer.value;
  return (
    <aside
      class="drawer"
      aria-label="The open call"
      onKeyDown={({ key }) => {
        if (key === 'Escape') close();
      }}
    >
      <header>
        <h2 tabIndex={-1} ref={heading}>
          {one === undefined ? 'A call' : titleOf(one)}
        </h2>
        <button type="button" onClick={close}>
          close
        </button>
      </header>
      <Problem text={problem.value} />
      <RuleCard />
      {one !== undefined && <Content one={one} id={id} />}
    </aside>
  );
}

async function read(id: string): Promise<Trace | JournalCall | undefined> {
  const query = `?cursor=${id.slice(1)}&limit=1`;
  const [path, name] = id.startsWith('t') ? ['/traces', 'traces'] : ['/journal', 'entries'];
  const answer = await plane().control('GET', path + query);
  return (answer[name] as (Trace | JournalCall)[])[0];
}

function titleOf(one: Trace | JournalCall): string {
  return [one.type ?? ('path' in one ? one.path : undefined) ?? 'request', one.event]
    .filter(Boolean)
    .join(' ');
}

function Content({ one, id }: { one: Trace | JournalCall; id: string }) {
  const { received, delivered, bodies } = one;
  const isRequest = 'status' in one;
  // Such a request is not a call, and need not be JSON.
  const path = isRequest ? one.path : undefined;
  return (
    <>
      {isRequest ? <RequestFacts entry={one} /> : <CallFacts trace={one} />}
      {bodies === 'dropped' && <p>Its bodies are gone, because newer ones needed the space.</p>}
      {received !== undefined && (
        <p class="copies">
          <CopyButton
            text={() =>
              asCurl(
                received,
                isRequest && path === undefined ? 'destination' : 'ingress',
                location.origin,
                path,
              )
            }
          >
            copy as curl
          </CopyButton>
          {path === undefined && (
            <>
              <CopyButton text={() => asGherkin(delivered ?? received)}>copy as Gherkin</CopyButton>
              <CopyButton text={() => asNdjson(received)}>copy as NDJSON</CopyButton>
            </>
          )}
          {!isRequest && isCall(received) && <SendAgain call={{ type: one.type, ...received }} />}
        </p>
      )}
      {path === undefined && <Records id={id} />}
      {(received ?? delivered) !== undefined && <h3>Bodies</h3>}
      {received !== undefined && <JsonView value={received} label="as received" />}
      {delivered !== undefined && !isRequest && (
        <JsonView
          value={delivered}
          than={received}
          label={
            received === undefined ? 'as delivered' : 'as delivered; what was added or changed is marked'
          }
        />
      )}
    </>
  );
}

function CallFacts({ trace }: { trace: Trace }) {
  return (
    <>
      <dl class="facts">
        <CallLinks one={trace} />
        <Fact name="outcome">{trace.outcome}</Fact>
        <Fact name="messageId">{trace.messageId}</Fact>
        <Fact name="received">{fullTime(trace.receivedAt)}</Fact>
        <Fact name="came again">{trace.duplicates}</Fact>
      </dl>
      {trace.stages.map(
        ({ meaning, instance }) =>
          meaning !== undefined && (
            <p class="meaning">
              {instance !== undefined && <b>{nameOfInstance(instance)}: </b>}
              {meaning}
            </p>
          ),
      )}
      {trace.deliveries.filter(wasTried).map(({ instance, attempts, nextAttemptAt }) => (
        <section>
          <h3>Deliveries to {nameOfInstance(instance)}</h3>
          <table>
            <thead>
              <tr>
                <th scope="col">time</th>
                <th scope="col">answer</th>
                <th scope="col">took</th>
                <th scope="col">rules that decided</th>
              </tr>
            </thead>
            <tbody>
              {attempts.map(({ at, status, error, ms, message, rules }) => (
                <tr>
                  <td>{fullTime(at)}</td>
                  <td>
                    {status ?? error} {message}
                  </td>
                  <td>{ms} ms</td>
                  <td>
                    <Rules rules={rules ?? []} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {nextAttemptAt !== undefined && <p>The next attempt is at {fullTime(nextAttemptAt)}.</p>}
        </section>
      ))}
    </>
  );
}

function RequestFacts({ entry }: { entry: JournalCall }) {
  const { status, code, at, nearest, rules, door, message } = entry;
  return (
    <>
      <dl class="facts">
        <CallLinks one={entry} />
        <Fact name="answered">{[status, code].filter(Boolean).join(' ')}</Fact>
        <Fact name="by">{door === 'ingress' ? 'the ingress, for all of its calls' : undefined}</Fact>
        <Fact name="because">{message}</Fact>
        <Fact name="at">{fullTime(new Date(at).toISOString())}</Fact>
        <Fact name="probably meant">{nearest}</Fact>
      </dl>
      <Rules rules={rules} />
    </>
  );
}

function Fact({ name, children }: { name: string; children: string | number | undefined }) {
  if (children === undefined) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function isCall(received: unknown): received is object {
  return typeof received === 'object' && received !== null && !Array.isArray(received);
}

/** A delivery that a filter has stopped has a meaning among the stages, and no attempt. */
function wasTried({ attempts, nextAttemptAt }: Trace['deliveries'][number]): boolean {
  return attempts.length > 0 || nextAttemptAt !== undefined;
}
