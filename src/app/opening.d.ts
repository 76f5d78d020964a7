/** What the build made of the simulator: see `build/opening-plugin.ts`. */
declare module 'virtual:opening' {
  export const opening: import('../core/trace/events.ts').Trace;
  export const page: string;
  export const styles: string;
}
