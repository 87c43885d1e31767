/** The user who asks for a credential. Add the fields that `terms` needs. */
export interface AuthorizedUser {
  /** The app's own id of the user, which limits count by. A vendor that takes user ids gets a hash of it. */
  readonly id: string;
  /** The team whose limits the user shares. @default no team */
  readonly team?: string;
  /** The adapter ids of the vendors that this user may choose. @default all of `minters` */
  readonly vendors?: readonly string[];
}
