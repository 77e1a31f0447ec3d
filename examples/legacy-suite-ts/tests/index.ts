export * from './clients.ts';
export { ADA, login as signIn, order } from './helpers.ts';
