import base from './jest.config.js';

/** The quick tests alone, without those that try thousands of cases: each mutant meets all of them. */
export default {
  ...base,
  collectCoverage: false,
  coverageThreshold: undefined,
  testMatch: [
    '<rootDir>/test/{auth,fleet,github,huaweicloud,inputs,report,retry,secrets}/**/*.test.ts',
    '<rootDir>/test/actions/**/*.test.ts',
  ],
  testPathIgnorePatterns: ['/node_modules/', 'propert'],
};
