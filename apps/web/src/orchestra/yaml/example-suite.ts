/** A suite to begin with: it asks once, and keeps what it was told. */
export const exampleSuite = `name: First suite
scenarios:
  - key: health
    name: The system answers
    reason: Nothing else makes sense without it
    steps:
      - key: ask
        name: Ask how it is
        kind: ASSERTION
        driver: http
        request: { method: GET, url: /health }
        meta:
          assertions: [{ type: status, value: 200 }]
`;
