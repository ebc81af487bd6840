import base from './jest.config.js';

/** The quick tests alone: a mutant is tried with each of them. */
export default {
  ...base,
  collectCoverage: false,
  coverageThreshold: undefined,
  testMatch: ['<rootDir>/test/*.test.ts', '<rootDir>/test/{huaweicloud,reset,report}/*.test.ts'],
};
