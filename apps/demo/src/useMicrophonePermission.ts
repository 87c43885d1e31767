import { useEffect, useState } from 'react';

/** Whether the browser will hand out the microphone, as far as it says so without asking anybody. */
export type MicrophonePermission = PermissionState | 'unknown';

/** Watches the permission for the microphone. Watching asks for nothing; browsers that tell nothing stay `unknown`. */
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
    // Some browsers do not know this permission by name, or have none to ask: they explain it when they are asked.
    watch().catch(() => setPermission('unknown'));
    return () => controller.abort();
  }, []);
  return permission;
}
