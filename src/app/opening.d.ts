declare module 'virtual:opening' {
  export const opening: import('../core/trace/events.ts').Trace;
}
