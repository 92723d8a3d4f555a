/** Which statuses accept a call (docs/contract.md section 2). */

/** Any 2xx. */
export function isSuccessStatus(status: number): boolean {
  return status >= 200 && status < 300;
}
