import { fromPromise } from 'xstate';

/** Stands for an effect that whoever runs the machine hands in. */
export const notProvided = <Output, Input = unknown>() =>
  fromPromise<Output, Input>(() => Promise.reject(new Error('this actor is not provided')));
