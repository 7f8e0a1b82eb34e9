import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'src/**/*.test.tsx',
      'graders/**/*.test.ts',
      'scripts/**/*.test.ts',
      'tests/conformance/**/*.test.ts',
      'tests/deploy/**/*.test.ts',
      'tests/exercises/**/*.test.ts',
      'tests/fuzz/**/*.test.ts',
      'tests/mutate/**/*.test.ts',
      'tests/security/**/*.test.ts',
    ],
    testTimeout: 60_000,
    /** Files share what they import: the simulator is read once a worker, not once a file. */
    isolate: false,
  },
});
