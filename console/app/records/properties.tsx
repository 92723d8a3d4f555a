/** Properties of a record, one line each. */
export function Properties({ value }: { value: unknown }) {
  const entries = Object.entries((value ?? {}) as object);
  return (
    <dl class="properties">
      {entries.map(([name, one]) => (
        <>
          <dt>{name}</dt>
          <dd>{typeof one === 'string' ? one : JSON.stringify(one)}</dd>
        </>
      ))}
    </dl>
  );
}
