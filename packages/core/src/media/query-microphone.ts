/** The browser's own permission for microphones; `null` where it has none of that name, or does not tell. */
export async function queryMicrophone(): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: 'microphone' as PermissionName });
  } catch {
    // Some browsers reject, some throw, and some have no permissions at all.
    return null;
  }
}
