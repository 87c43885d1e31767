/** A page in some browser, driven from outside. */
export interface Driver {
  /** The browser's name and version, as it tells them. */
  readonly version: string;
  open(address: string): Promise<void>;
  /** Clicks as a user does: the browser takes it for a gesture. */
  click(selector: string): Promise<void>;
  /** Runs a function in the page. What it takes and gives is copied as JSON; it can refer to nothing outside of itself. */
  evaluate<Result, Args extends readonly unknown[]>(
    act: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** The console of the page, where the browser gives it. */
  readonly log: readonly string[];
  close(): Promise<void>;
}
