/** Links to records by their ids, the first ones at first. */
import { useSignal } from '@preact/signals';
import { PlaceLink } from '../parts/place-link.tsx';

interface FewLinksProps {
  readonly ids: readonly string[];
  /** The members of the address that show a record. */
  readonly placeOf: (id: string) => Readonly<Record<string, string>>;
  /** How many are shown at first, and how many more with each press. */
  readonly most?: number;
}

export function FewLinks({ ids, placeOf, most = 10 }: FewLinksProps) {
  const shown = useSignal(most);
  const left = ids.length - shown.value;
  return (
    <ul class="links">
      {ids.slice(0, shown.value).map((id) => (
        <li>
          <PlaceLink to={placeOf(id)}>{id}</PlaceLink>
        </li>
      ))}
      {left > 0 && (
        <li>
          <button
            type="button"
            class="link"
            onClick={() => {
              shown.value += Math.max(most, 100);
            }}
          >
            show more of {ids.length.toLocaleString('en-GB')}
          </button>
        </li>
      )}
    </ul>
  );
}
