import base from './jest.config.js';

/** The quick tests alone, without those that try thousands of cases: each mutant meets all of them. */
export default {
  ...base,
  collectCoverage: false,
  coverageThreshold: undefined,
  testMatch: ['<rootDir>/test/*.test.ts', '<rootDir>/test/{huaweicloud,reset,report}/*.test.ts'],
  testPathIgnorePatterns: ['docs\\.test', 'metadata\\.test', '/node_modules/', 'propert'],
};
