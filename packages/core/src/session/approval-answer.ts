/** The user's answer to a call that waits for consent. */
export interface ApprovalAnswer {
  readonly isApproved: boolean;
  readonly reason: string | null;
  /** The reach of a consent: this call, or every call of the tool until the session ends. */
  readonly scope: 'call' | 'session';
}
