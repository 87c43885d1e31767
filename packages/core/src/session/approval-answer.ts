/** The user's answer to a call that waits for consent. */
export interface ApprovalAnswer {
  readonly isApproved: boolean;
  readonly reason: string | null;
  /** How far a consent goes: this call, or every call of the tool until the session ends. */
  readonly scope: 'call' | 'session';
}
