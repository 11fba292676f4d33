import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { redraw } from '@atelier/api/identity/files/picture.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import sharp from 'sharp';
import { expect, test } from 'vitest';

test.each(['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const)(
  'half of %s is a damaged picture, wherever it shows',
  async (type) => {
    const folder = await testFolder('half');
    const from = join(folder, 'from');
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const whole = await sharp({
      create: { width: 600, height: 600, channels: 3, background: '#000', noise },
    })
      .toFormat(type.slice('image/'.length) as 'png' | 'jpeg' | 'webp' | 'gif')
      .toBuffer();
    for (const part of [0.1, 0.5, 0.95]) {
      await writeFile(from, whole.subarray(0, whole.length * part));
      const drawing = redraw(from, type, join(folder, 'to'));
      await expect(drawing, String(part)).rejects.toMatchObject({ code: 'ERR_FILE_DAMAGED' });
    }
  },
);

test('a picture that waits for others is not drawn for who has left', async () => {
  const folder = await testFolder('pictures');
  const from = join(folder, 'from');
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  await sharp({ create: { width: 2000, height: 2000, channels: 3, background: '#000', noise } })
    .png()
    .toFile(from);
  const drawn: string[] = [];
  const draw = async (name: string, left?: AbortSignal) => {
    await redraw(from, 'image/png', join(folder, name), left);
    drawn.push(name);
  };
  const others = [draw('1'), draw('2')];
  const leaving = new AbortController();
  const waiting = draw('3', leaving.signal);
  leaving.abort(new Error('the sender left'));
  await expect(waiting).rejects.toThrow('the sender left');
  expect(drawn).toEqual([]);
  await Promise.all(others);
  await draw('4');
  expect(drawn.sort()).toEqual(['1', '2', '4']);
  expect(existsSync(join(folder, '3'))).toBe(false);
});

test('a picture that takes too long keeps no other out', async () => {
  const folder = await testFolder('slow');
  const from = join(folder, 'from');
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  // Quickly written, and slowly drawn: nothing of it is alike.
  await sharp({ create: { width: 7000, height: 7000, channels: 3, background: '#000', noise } })
    .png({ compressionLevel: 0 })
    .toFile(from);
  const drawing = redraw(from, 'image/png', join(folder, 'to'), undefined, 1);
  await expect(drawing).rejects.toMatchObject({ code: 'ERR_TOO_MANY_REQUESTS' });
});
