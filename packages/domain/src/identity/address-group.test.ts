import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressGroup } from './address-group.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8:1:2::5', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::5', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
])('%s is one of %s', (address, group) => {
  expect(addressGroup(address)).toBe(group);
});

test('an IPv6 address is one of its network, whatever stands behind', () => {
  const part = fc.integer({ min: 1, max: 0xffff }).map((each) => each.toString(16));
  const parts = fc.array(part, { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(parts, parts, parts, (network, one, other) => {
      const group = addressGroup([...network, ...one].join(':'));
      expect(addressGroup([...network, ...other].join(':'))).toBe(group);
      expect(addressGroup([...one, ...network].join(':')) === group).toBe(
        one.join() === network.join(),
      );
    }),
  );
});
