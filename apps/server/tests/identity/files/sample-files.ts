import sharp from 'sharp';

/** A picture of one colour, as a camera writes it: with its place, and turned on its side. */
export function photo(width = 400, height = 200): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#a33' } })
    .withExif({
      IFD0: { Make: 'SecretCamera', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 45/1 0/1', GPSLongitudeRef: 'E' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

export function png(width = 8, height = 8): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 4, background: '#3a3' } })
    .png()
    .toBuffer();
}

/** As much of a video as says that it is one, and bytes that tell where they are. */
export function video(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at += 1) bytes[at] = (at * 31 + (at >> 8)) & 255;
  const head = '00000020667479706d703432000000006d7034326d7034316973736f61766331';
  bytes.set(Buffer.from(head, 'hex'));
  return bytes;
}

export const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

/** A PNG that says of itself that it is 30,000 by 30,000 pixels, in some hundred bytes. */
export async function pictureBomb(): Promise<Buffer> {
  const { crc32 } = await import('node:zlib').then((zlib) => ({
    crc32: (zlib as unknown as { crc32?: (bytes: Buffer) => number }).crc32,
  }));
  const bytes = Buffer.from(await png());
  bytes.writeUInt32BE(30_000, 16);
  bytes.writeUInt32BE(30_000, 20);
  bytes.writeUInt32BE((crc32 ?? slowCrc)(bytes.subarray(12, 29)), 29);
  return bytes;
}

function slowCrc(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
