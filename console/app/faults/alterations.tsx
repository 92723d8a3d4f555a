/** The variants and defects that the emulator was started with. */

export interface AlterationsProps {
  readonly variants: readonly { readonly name: string; readonly what: string }[];
  readonly defects: readonly {
    readonly name: string;
    readonly what: string;
    /** The clause that it breaks. */
    readonly breaks: string;
    /** How many calls it has changed. */
    readonly acted: number;
  }[];
}

export function Alterations({ variants, defects }: AlterationsProps) {
  return (
    <>
      {variants.length > 0 && (
        <>
          <h3>Variants</h3>
          <p class="soft">Unusual and lawful: a run against this emulator is still graded.</p>
          <ul>
            {variants.map(({ name, what }) => (
              <li>
                <b>{name}</b>: {what}
              </li>
            ))}
          </ul>
        </>
      )}
      {defects.length > 0 && (
        <>
          <h3>Defects</h3>
          <p class="altered">
            Not gradable: a run against an emulator with defects is never called conformant.
          </p>
          <ul>
            {defects.map(({ name, what, breaks, acted }) => (
              <li>
                <b>{name}</b>: {what}{' '}
                <span class="soft">
                  (breaks {breaks}; acted {acted} {acted === 1 ? 'time' : 'times'})
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {variants.length + defects.length === 0 && (
        <p class="soft">
          No defect and no variant is switched on; <code>emulate --defect NAME</code> and{' '}
          <code>--variant NAME</code> start an emulator with them.
        </p>
      )}
    </>
  );
}
