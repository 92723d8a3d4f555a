/** Where the CPU time of a program goes: what the profiles of V8 say, in few groups. */

const IDLE = ['(idle)', '(root)'];

/** Functions of Node that belong to a group whoever calls them; all others belong to where they are. */
const GROUPS = {
  'garbage collection': ['(garbage collector)'],
  'loading and compiling': ['compileSourceTextModule', 'compileForInternalLoader', 'wrapSafe', 'evaluate'],
  'writing to sockets': ['writeUtf8String', 'writeLatin1String', 'writeAsciiString', 'writeBuffer', 'writev'],
};

/**
 * @param profile as `--cpu-prof` writes it
 * @param isOwn whether the script at an address belongs to what is profiled
 * @returns the milliseconds that were not idle; `groups` and `own`, each a list of `[name, share]` with the largest first: `groups`
 *   add up to 1, and `own` are functions of its own with all that they call
 */
export function whereTimeGoes({ nodes, samples, timeDeltas }, isOwn) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const groups = new Map();
  const own = new Map();
  let total = 0;
  for (const [index, id] of samples.entries()) {
    const { callFrame } = byId.get(id);
    if (IDLE.includes(callFrame.functionName)) continue;
    const spent = timeDeltas[index] / 1000;
    total += spent;
    add(groups, groupOf(callFrame, isOwn), spent);
    for (const name of namesAbove(id, byId, callers, isOwn)) add(own, name, spent);
  }
  return { ms: total, groups: shares(groups, total), own: shares(own, total) };
}

function groupOf({ functionName, url }, isOwn) {
  const [group] = Object.entries(GROUPS).find(([, names]) => names.includes(functionName)) ?? [];
  if (group !== undefined) return group;
  if (isOwn(url)) return 'this package';
  const [, name] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  return name ?? 'Node';
}

/** The functions of its own that a sample is in, each once. */
function namesAbove(id, byId, callers, isOwn) {
  const names = new Set();
  for (let at = id; at !== undefined; at = callers.get(at)) {
    const { functionName, url } = byId.get(at).callFrame;
    if (functionName !== '' && isOwn(url)) names.add(`${functionName} (${bundleOf(url)})`);
  }
  return names;
}

/** `emulator` of `…/emulator-BXKsJOcv.js`: several functions may have one name. */
function bundleOf(url) {
  return /([^/]+?)(?:-[\w-]{8})?\.[cm]?js$/.exec(url)?.[1] ?? url;
}

function add(sums, name, amount) {
  sums.set(name, (sums.get(name) ?? 0) + amount);
}

function shares(sums, total) {
  return [...sums].map(([name, sum]) => [name, sum / total]).toSorted(([, one], [, other]) => other - one);
}
