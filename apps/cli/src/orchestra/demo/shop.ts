import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Order {
  readonly id: string;
  readonly total: number;
  status: 'open' | 'paid' | 'cancelled';
  refunded: number;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** A small shop to be tested: orders that are paid and cancelled. It keeps everything in memory. */
export interface Shop {
  readonly url: string;
  /** From now on it forgets to give money back: what a change might break. */
  breakRefunds(): void;
  close(): Promise<void>;
}

export async function startShop(port = 0): Promise<Shop> {
  const orders = new Map<string, Order>();
  let refunds = true;

  const change = (order: Order, verb: string, amount: unknown): Answer => {
    if (verb === 'payment') {
      if (order.status !== 'open') return { status: 409, body: { error: 'not_open' } };
      if (amount !== order.total) return { status: 402, body: { error: 'wrong_amount' } };
      order.status = 'paid';
    } else {
      if (order.status === 'cancelled') return { status: 409, body: { error: 'cancelled' } };
      order.refunded = order.status === 'paid' && refunds ? order.total : 0;
      order.status = 'cancelled';
    }
    return { status: 200, body: order };
  };
  const answer = (
    method: string,
    path: string,
    body: Readonly<Record<string, unknown>>,
  ): Answer => {
    const [, root, id = '', verb = ''] = path.split('/');
    if (root !== 'orders') return { status: 404, body: { error: 'not_found' } };
    if (method === 'POST' && id === '') {
      const price = Number(body.price);
      const quantity = Number(body.quantity);
      if (!(price > 0 && quantity > 0)) return { status: 422, body: { error: 'invalid' } };
      const order: Order = {
        ...{ id: `A-${1001 + orders.size}`, total: price * quantity },
        ...{ status: 'open', refunded: 0 },
      };
      orders.set(order.id, order);
      return { status: 201, body: order };
    }
    const order = orders.get(id);
    if (order === undefined) return { status: 404, body: { error: 'not_found' } };
    if (method === 'GET' && verb === '') return { status: 200, body: order };
    if (method === 'POST' && (verb === 'payment' || verb === 'cancellation')) {
      return change(order, verb, body.amount);
    }
    return { status: 405, body: { error: 'not_allowed' } };
  };

  const server = createServer((request, response) => {
    void handle(request, response, answer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    breakRefunds() {
      refunds = false;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (method: string, path: string, body: Readonly<Record<string, unknown>>) => Answer,
): Promise<void> {
  const { status, body } = await read(request).then(
    (sent) => answer(request.method ?? '', request.url ?? '', sent),
    () => ({ status: 400, body: { error: 'unreadable' } }),
  );
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString();
  const body: unknown = text === '' ? {} : JSON.parse(text);
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
