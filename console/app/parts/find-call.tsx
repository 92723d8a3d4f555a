/** Goes to a call by its messageId. */
import type { ComponentChildren } from 'preact';
import type { JournalLine } from '../../../client/index.ts';
import type { Trace } from '../../../emulator/trace.ts';
import { plane } from '../live/plane.ts';
import { OF_A_PAGE, show } from '../live/url.ts';
import { Problem } from './problem.tsx';
import { useAction } from './use-action.ts';

interface FindCallProps {
  readonly messageId: string | null | undefined;
  readonly children: ComponentChildren;
}

export function FindCall({ messageId, children }: FindCallProps) {
  const { run, problem } = useAction();
  if (typeof messageId !== 'string') return <>{children}</>;
  const find = () =>
    run(async () => {
      const call = await placeOf(messageId);
      if (call === undefined) throw new Error('This call is not kept, or was never taken.');
      show({ ...OF_A_PAGE, view: 'calls', open: call });
    });
  return (
    <>
      <button type="button" class="link" title="to its call" onClick={() => void find()}>
        {children}
      </button>
      <Problem text={problem.value} />
    </>
  );
}

/** What the address of the page says of a call; undefined if it is not kept. */
async function placeOf(messageId: string): Promise<string | undefined> {
  const { control } = plane();
  const query = new URLSearchParams({ messageId, bodies: 'false', first: 'newest', limit: '1' });
  const [trace] = (await control('GET', `/traces?${query}`)).traces as Trace[];
  if (trace !== undefined) return `t${trace.position}`;
  // It may have come to the destination itself.
  const { entries, dropped } = await control('GET', '/journal?bodies=false');
  const index = (entries as JournalLine[]).findLastIndex((entry) => entry.messageId === messageId);
  return index < 0 ? undefined : `j${(dropped as number) + index}`;
}
