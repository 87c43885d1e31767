import { lazy, Suspense } from 'react';
import type { Recorder } from '@repartee/core/recording';

const Inspector = lazy(async () => {
  const module = await import('../inspector/inspector.ts');
  return { default: module.Inspector };
});

interface InspectorDockProps {
  /** The recorder of the conversation from its beginning; `null` until it has loaded. */
  readonly recorder: Recorder | null;
  readonly isOpen: boolean;
  readonly onChange: (isOpen: boolean) => void;
}

/** The inspector, below the running conversation. It is loaded when it opens. */
export function InspectorDock({ recorder, isOpen, onChange }: InspectorDockProps) {
  if (!isOpen) return null;
  return (
    <aside className="demo-inspector" aria-label="Inspector of the conversation">
      <div className="demo-inspector-head">
        <a href="/inspector.html" target="_blank" className="demo-quiet repartee-focus">
          Recordings, and the inspector in a tab
        </a>
        <button
          type="button"
          className="demo-quiet repartee-focus"
          onClick={() => onChange(false)}
          aria-label="Close the inspector"
        >
          <span aria-hidden="true">✕</span>
        </button>
      </div>
      <Suspense fallback={<p className="demo-note">The inspector is being loaded.</p>}>
        {recorder && <Inspector recorder={recorder} fileName="demo.repartee" />}
      </Suspense>
    </aside>
  );
}
