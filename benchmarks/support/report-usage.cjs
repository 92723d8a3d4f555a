/** Loaded into a program before it starts: at its end it writes to descriptor 3 what it used, in seconds and MiB. */
const { readFileSync, writeSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

// Threads and children of the program inherit the option that loads this, but not the descriptor.
if (isMainThread && process.env.BENCH_PARENT === String(process.ppid)) process.on('exit', report);

function report() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const { idle } = performance.eventLoopUtilization();
  const cpu = (userCPUTime + systemCPUTime) / 1e6 + endedChildrenSeconds();
  writeSync(3, JSON.stringify({ cpu, idle: idle / 1e3, peak: maxRSS / 1024 }));
}

function endedChildrenSeconds() {
  try {
    const text = readFileSync('/proc/self/stat', 'utf8');
    const [user, system] = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .slice(13, 15);
    return (Number(user) + Number(system)) / 100;
  } catch {
    return 0;
  }
}
