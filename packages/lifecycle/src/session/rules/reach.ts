/** Whether only this machine reaches what listens on an address or name. */
export function isLoopback(host: string): boolean {
  const address = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (address === 'localhost' || address.endsWith('.localhost') || address === '::1') return true;
  return /^127(\.\d{1,3}){3}$/.test(address);
}
