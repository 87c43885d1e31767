import { useEffect, useState } from 'react';

/** The microphone permission, as far as the browser reports it without asking the user. */
export type MicrophonePermission = PermissionState | 'unknown';

/** Follows the microphone permission without asking for it. It stays `unknown` where the browser does not report it. */
export function useMicrophonePermission(): MicrophonePermission {
  const [permission, setPermission] = useState<MicrophonePermission>('unknown');
  useEffect(() => {
    const controller = new AbortController();
    const watch = async () => {
      const status = await navigator.permissions.query({ name: 'microphone' as PermissionName });
      if (controller.signal.aborted) return;
      setPermission(status.state);
      status.addEventListener('change', () => setPermission(status.state), { signal: controller.signal });
    };
    // Some browsers do not know this permission by name. They ask when the microphone opens.
    watch().catch(() => setPermission('unknown'));
    return () => controller.abort();
  }, []);
  return permission;
}
