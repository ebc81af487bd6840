/** An empty process. */
export {};
