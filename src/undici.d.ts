// undici publishes the types of its front door only; this is the one room that is entered.
declare module 'undici/lib/dispatcher/agent.js' {
  export { Agent as default } from 'undici';
}
