/** Work to be done once, some time after it was first asked for. Keeps no process alive. */
export class Delayed {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly delayMs: number, private readonly work: () => void) {}

  /** Asks for the work; while it is pending asking again changes nothing. */
  ask(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.work();
    }, this.delayMs).unref();
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
