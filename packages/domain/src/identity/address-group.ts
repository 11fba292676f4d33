/**
 * What counts as one address: whoever has one of IPv6 has all of its /64, and an IPv4 address may be written
 * as one of IPv6.
 */
export function addressGroup(address: string): string {
  const plain = address.toLowerCase().replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const front = partsOf(head);
  if (tail === undefined) return `${front.slice(0, 4).join(':')}::/64`;
  const back = partsOf(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  return `${[...front, ...zeros, ...back].slice(0, 4).join(':')}::/64`;
}

function partsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':').map((part) => part.replace(/^0+(?=.)/, ''));
}
