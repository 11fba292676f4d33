// Loaded into the measured server before it: tells the size of its heap when it is asked.
process.on('message', () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
