/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Most tests wait for a process of their own, so a core less would only cost time.
  maxWorkers: '100%',
  // Many tests start several processes one after another, which takes seconds on a busy machine.
  testTimeout: 30_000,
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['ts-jest', { useESM: true, diagnostics: { ignoreCodes: [151001] } }],
  },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/build'],
  coverageProvider: 'v8',
  collectCoverage: true,
  // Types alone have nothing to cover; main.ts is the process, which the scenarios run.
  collectCoverageFrom: [
    'src/**/*.ts',
    '!src/main.ts',
    '!src/**/*.d.ts',
    '!src/{fleet/call-result,github/run-context,huaweicloud/caller-texts,huaweicloud/request-context}.ts',
  ],
  coverageDirectory: 'coverage',
  coverageReporters: ['text', 'lcovonly'],
  coverageThreshold: { global: { branches: 95 } },
};
