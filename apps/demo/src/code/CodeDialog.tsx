import { useModal } from '../useModal.ts';
import { useCopy } from './useCopy.ts';

interface CodeDialogProps {
  readonly page: string;
  /** The file of the tools; `null` for a case without tools. */
  readonly tools: string | null;
  readonly onClose: () => void;
}

/** Shows the code of the screen. */
export function CodeDialog({ page, tools, onClose }: CodeDialogProps) {
  const dialog = useModal();
  return (
    <dialog ref={dialog} className="demo-dialog demo-code" aria-labelledby="code-title" onCancel={onClose}>
      <div className="demo-code-head">
        <h2 id="code-title">This screen in your app</h2>
        <button type="button" className="demo-quiet repartee-focus" aria-label="Close code" onClick={onClose}>
          <span aria-hidden="true">✕</span>
        </button>
      </div>
      <div className="demo-code-files">
        <CodeFile name="VoicePage.tsx" text={page} />
        {tools !== null && <CodeFile name="tools.ts" text={tools} />}
      </div>
    </dialog>
  );
}

function CodeFile({ name, text }: { readonly name: string; readonly text: string }) {
  const { isCopied, copy } = useCopy(text);
  return (
    <section className="demo-code-file" aria-label={name}>
      <div className="demo-code-head">
        <code>{name}</code>
        <button type="button" className="repartee-button demo-chip" onClick={copy}>
          {isCopied ? 'Copied' : `Copy ${name}`}
        </button>
      </div>
      {/* It scrolls, so it must be reachable by keyboard. */}
      <pre className="repartee-focus" role="region" aria-label={`Code of ${name}`} tabIndex={0}>
        <code>{text}</code>
      </pre>
    </section>
  );
}
