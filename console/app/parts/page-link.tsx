/** A link to another page of the console, filtered to a text. */
import { hrefOf, OF_A_PAGE, show } from '../live/url.ts';

interface PageLinkProps {
  readonly view: 'users' | 'accounts' | 'events' | 'faults';
  /** What is searched for there. */
  readonly text: string;
  readonly children: string;
}

export function PageLink({ view, text, children }: PageLinkProps) {
  const changes = { ...OF_A_PAGE, view, text };
  return (
    <a
      href={hrefOf(changes)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show(changes);
      }}
    >
      {children}
    </a>
  );
}
