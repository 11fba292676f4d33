/** Opens a page anew: nothing of whoever was here before stays in memory. */
export function goTo(address: string): void {
  location.assign(address);
}
