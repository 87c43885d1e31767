/** Why a client is not let in, as it is told in HTTP: the words are the ones that the open-source server uses. */
export class SignalRefusal extends Error {
  readonly status: 400 | 401 | 404 | 501;

  constructor(status: SignalRefusal['status'], message: string) {
    super(message);
    this.status = status;
  }
}
