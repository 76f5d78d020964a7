import { Description } from './description.ts';

/** Where a container's output goes: containerd's end of the pipe, which always takes what comes. */
export class OutputStream extends Description {
  readonly kind = 'fifo';
  constructor(
    readonly label: string,
    readonly receive: (bytes: Uint8Array) => void,
  ) {
    super();
  }
  override write(_caller: unknown, bytes: Uint8Array): void {
    if (bytes.length > 0) this.receive(bytes.slice());
  }
}

/** A character device of the kernel's own: null, zero, full, random. */
export class DeviceStream extends Description {
  readonly kind = 'character-device';
  constructor(
    readonly label: string,
    readonly give: (max: number) => Uint8Array,
    readonly takes: (bytes: Uint8Array) => void = () => {},
  ) {
    super();
  }
  override read(_caller: unknown, max: number): Uint8Array {
    return this.give(max);
  }
  override write(_caller: unknown, bytes: Uint8Array): void {
    this.takes(bytes);
  }
  override seek(): number {
    return 0;
  }
}
