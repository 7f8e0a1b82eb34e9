import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What judges every answer of every exercise takes longest: it begins first, or one worker would end alone with it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = ({ moduleId }: TestSpecification): boolean => moduleId.includes('/tests/exercises/');
    return [...sorted.filter(long), ...sorted.filter((file) => !long(file))];
  }
}

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
    /** With -t, what was asked for is all that is listed. */
    hideSkippedTests: true,
    /** Vitest would leave one processor to itself, which is half of what CI has. */
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
  },
});
