import { createTransport, type SendMailOptions } from 'nodemailer';

/** Sends a letter as a system under test does; tells what the server answered. */
export async function sendLetter(
  port: number,
  letter: SendMailOptions,
  more: object = {},
): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port, ...more });
  try {
    const { response } = await transport.sendMail({ from: 'Shop <shop@shop.test>', ...letter });
    return response;
  } finally {
    transport.close();
  }
}
