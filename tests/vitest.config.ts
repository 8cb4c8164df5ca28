import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['client-sdk/src/**/*.test.ts', 'server/src/**/*.test.ts', 'simulations/src/**/*.test.ts', 'tests/**/*.test.ts'],
    // Limits are for hanging, not for speed: the machines are shared and noisy.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 45_000 } },
    setupFiles: ['tests/support/patient-waiting.ts', 'tests/support/whole-sizes.ts'],
    // Most files wait for servers, stores and browsers; one worker on two cores would leave one idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default'],
  },
})
