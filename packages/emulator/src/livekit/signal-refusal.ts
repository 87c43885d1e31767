/** The refusal of a client as an HTTP answer, in the words of the open-source server. */
export class SignalRefusal extends Error {
  readonly status: 400 | 401 | 404 | 501;

  constructor(status: SignalRefusal['status'], message: string) {
    super(message);
    this.status = status;
  }
}
