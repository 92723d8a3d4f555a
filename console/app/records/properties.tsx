/** Properties of a record, one line each, and with each who set it if that is known. */
import { useSignal } from '@preact/signals';
import { OF_A_PAGE } from '../live/url.ts';
import { LongText } from '../parts/long-text.tsx';
import { PlaceLink } from '../parts/place-link.tsx';
import { fullTime } from '../parts/times.ts';
import type { Setter } from './setters.ts';

interface PropertiesProps {
  readonly value: Readonly<Record<string, unknown>> | undefined;
  /** How many are shown at first. Default: all. */
  readonly most?: number;
  /** Absent if nobody asked. */
  readonly setters?: ReadonlyMap<string, Setter> | undefined;
}

export function Properties({ value = {}, most = Number.POSITIVE_INFINITY, setters }: PropertiesProps) {
  const shown = useSignal(most);
  const entries = Object.entries(value);
  const left = entries.length - shown.value;
  return (
    <>
      <dl class="properties">
        {entries.slice(0, shown.value).map(([name, one]) => (
          <>
            <dt>
              <LongText text={name} most={60} />
            </dt>
            <dd>
              <LongText
                most={setters === undefined ? 100 : 300}
                text={typeof one === 'string' ? one : (JSON.stringify(one) ?? '')}
              />
              {setters !== undefined && <SetBy setter={setters.get(name)} />}
            </dd>
          </>
        ))}
      </dl>
      {left > 0 && (
        <button
          type="button"
          class="link"
          onClick={() => {
            shown.value = Number.POSITIVE_INFINITY;
          }}
        >
          show {left.toLocaleString('en-GB')} more
        </button>
      )}
    </>
  );
}

function SetBy({ setter }: { setter: Setter | undefined }) {
  if (setter === undefined) return <span class="soft setter">by a call that is not kept</span>;
  const { call, messageId, at } = setter;
  return (
    <span class="soft setter">
      by <PlaceLink to={{ ...OF_A_PAGE, view: 'calls', open: call }}>{messageId}</PlaceLink> at {fullTime(at)}
    </span>
  );
}
