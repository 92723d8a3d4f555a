/** Which addresses can be reached only from this machine. */

/** Whether a server that listens on this address or name can be reached only from this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\.[\d.]+$/.test(host);
}
