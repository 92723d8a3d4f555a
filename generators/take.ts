/** The first `count` items of a stream. */
export function* take<T>(stream: Iterable<T>, count: number): Generator<T> {
  if (count <= 0) return;
  let left = count;
  for (const item of stream) {
    yield item;
    left -= 1;
    if (left === 0) return;
  }
}
