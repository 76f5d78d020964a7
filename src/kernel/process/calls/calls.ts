import { SysError } from '../../errno.ts';
import type { Machine } from '../machine.ts';
import { type Process, Unwound } from '../process.ts';

/** How much work may add up before virtual time passes, in microseconds. */
const turnUs = 1000;
/** What a system call costs, in microseconds. */
export const callUs = 1;

/** What every system call needs: the process that calls, and the machine that it lives on. */
export abstract class Calls {
  protected readonly process: Process;
  protected readonly machine: Machine;
  /** The program that called has made way for another. */
  protected replaced = false;

  constructor(process: Process, machine: Machine) {
    this.process = process;
    this.machine = machine;
  }

  /** The process, if it may still ask for anything. */
  protected get self(): Process {
    if (this.replaced) throw new Unwound();
    this.process.check();
    return this.process;
  }

  sleep(ms: number): Promise<void> {
    return this.self.blockOn((wake) => {
      const timer = this.machine.clock.setTimeout(wake, ms);
      return () => this.machine.clock.clearTimeout(timer);
    });
  }

  work(us: number): Promise<void> {
    this.self.cpu.userUs += us;
    return this.#pass(us);
  }

  /** Work that the kernel does for the process. */
  protected callWork(us: number): Promise<void> {
    this.self.cpu.systemUs += us;
    return this.#pass(us);
  }

  async #pass(us: number): Promise<void> {
    const self = this.self;
    self.debtUs += us;
    if (self.debtUs < turnUs) return;
    const until = this.machine.clock.now() + self.debtUs / 1000;
    self.debtUs = 0;
    for (let left = until; left > 0; left = until - this.machine.clock.now()) {
      try {
        await this.sleep(until - this.machine.clock.now());
      } catch (error) {
        // A handler ran meanwhile; the work is still to be done.
        if (!(error instanceof SysError)) throw error;
      }
    }
  }
}
