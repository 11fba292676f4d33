/** The suite of the demo, as a file: an order that is made in one scenario is paid and cancelled in others. */
export const demoSuite = `name: "Shop: orders, payment, cancellation"
description: An order of one scenario is paid by a second and cancelled by a third one.
dataSets:
  - name: Orders
    columns:
      - { name: price, type: number }
      - { name: quantity, type: number }
    rows:
      - { key: one, values: { price: 20, quantity: 1 } }
      - { key: many, values: { price: 5, quantity: 12 } }
scenarios:
  - key: order
    name: An order is made
    reason: All others need an order.
    dataSet: Orders
    steps:
      - key: make
        name: Make an order
        kind: ACTION
        driver: http
        request:
          method: POST
          url: /orders
          body: { type: json, value: { price: "{{data.price}}", quantity: "{{data.quantity}}" } }
        meta:
          elementId: make
          assertions:
            - { type: status, value: 201 }
            - { type: jsonPath, path: $.status, value: open }
          exportAs:
            orderId: { from: jsonPath, path: $.id, scope: suite }
            total: { from: jsonPath, path: $.total, type: number, scope: suite }
      - key: look
        name: The order is there
        kind: ASSERTION
        driver: http
        request: { url: "/orders/{{suite.orderId}}" }
        meta:
          elementId: make
          assertions:
            - { type: jsonPath, path: $.total, value: "{{suite.total}}" }
  - key: pay
    name: The order is paid
    reason: A payment of the wrong amount is refused, one of the right amount is taken.
    dataSet: Orders
    dependsOn: [{ scenario: order }]
    path: [wanted, f1, make, f2, pay, f3, right, f5, pay, f3, right, f4, kept, f6, delivered]
    steps:
      - key: wrong
        name: A wrong amount is refused
        kind: ACTION
        driver: http
        request:
          method: POST
          url: "/orders/{{suite.orderId}}/payment"
          body: { type: json, value: { amount: 1 } }
        meta:
          elementId: pay
          assertions: [{ type: status, value: 402 }]
      - key: pay
        name: Pay
        kind: ACTION
        driver: http
        request:
          method: POST
          url: "/orders/{{suite.orderId}}/payment"
          body: { type: json, value: { amount: "{{suite.total}}" } }
        meta:
          elementId: pay
          assertions:
            - { type: status, value: 200 }
            - { type: jsonPath, path: $.status, value: paid }
          probe:
            driver: http
            request: { url: "/orders/{{suite.orderId}}" }
            happened: [{ type: jsonPath, path: $.status, value: paid }]
  - key: cancel
    name: The paid order is cancelled
    reason: What was paid is given back.
    dataSet: Orders
    dependsOn: [{ scenario: pay }]
    path: [wanted, f1, make, f2, pay, f3, right, f4, kept, f7, cancel, f8, cancelled]
    steps:
      - key: cancel
        name: Cancel the order
        kind: ACTION
        driver: http
        request: { method: POST, url: "/orders/{{suite.orderId}}/cancellation" }
        meta:
          elementId: cancel
          assertions:
            - { type: status, value: 200 }
            - { type: jsonPath, path: $.refunded, value: "{{suite.total}}", name: All of the money is given back }
      - key: again
        name: It is not cancelled twice
        kind: ACTION
        driver: http
        request: { method: POST, url: "/orders/{{suite.orderId}}/cancellation" }
        meta:
          elementId: cancel
          assertions: [{ type: status, value: 409 }]
`;

export const demoEnvironment = 'Demo shop';
