import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small system under test: orders are made and read; it says the wrong price, and counts what it is asked. */
export async function startShop() {
  let price = 12;
  let count = 0;
  const server = createServer((request, response) => {
    const isNew = request.method === 'POST';
    count++;
    response.writeHead(isNew ? 201 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: 7, price, count, state: isNew ? 'new' : 'paid' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** Says another price from now on. */
    price(next: number) {
      price = next;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** One scenario that holds, one that does not, and one that asks a person. */
export const shopSuite = (name: string) => `name: ${name}
scenarios:
  - key: order
    name: An order is made
    reason: Without it nothing can be bought
    steps:
      - key: make
        name: Make an order
        kind: ACTION
        driver: http
        request: { method: POST, url: /orders }
        meta:
          assertions: [{ type: status, value: 201 }]
          exportAs: { orderId: { from: jsonPath, path: $.id, type: number, scope: suite } }
  - key: price
    name: The price is right
    dependsOn: [{ scenario: order }]
    steps:
      - key: read
        name: Read the price
        kind: ASSERTION
        driver: http
        request: { method: GET, url: "/orders/{{suite.orderId}}" }
        meta:
          assertions: [{ type: jsonPath, path: $.price, value: 10 }]
  - key: look
    name: Somebody looks at the parcel
    steps:
      - key: ask
        name: Ask for the weight
        kind: ASSERTION
        driver: human
        request:
          question: How heavy is the parcel?
          fields: [{ name: weight, label: Weight in grams, type: number }]
`;
