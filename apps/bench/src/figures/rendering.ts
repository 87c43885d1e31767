import { commits } from '../page/react-commits.ts';
import { deliver, nextAnswer, nextFrame, withSession } from './figure.ts';
import type { Figure } from './figure.ts';

declare global {
  /** Script time of the page since it was opened, in milliseconds. The driver puts it in: only the browser knows. */
  // oxlint-disable-next-line vars-on-top, no-var
  var readScriptMs: () => Promise<number>;
}

/** The work of React while one answer streams into a long conversation, and while nothing happens. */
export const renderingFigure: Figure = {
  name: 'rendering',
  run: (round) =>
    withSession(round, async (session) => {
      if (!session.mount) return [];
      const [history, deltas, perFrame, idleMs] =
        round.size === 'full' ? [1_000, 1_000, 10, 3_000] : [20, 40, 10, 300];
      for (let turn = 0; turn < history; turn += 1) {
        const answer = nextAnswer();
        deliver([...answer.begin(), answer.text(`Answer ${turn}.`), ...answer.end(`Answer ${turn}.`)]);
      }
      let rows = 0;
      const element = document.createElement('div');
      document.body.append(element);
      const unmount = session.mount(element, () => (rows += 1));
      for (let turn = 0; turn < 10; turn += 1) await nextFrame();

      const answer = nextAnswer();
      deliver(answer.begin());
      for (let turn = 0; turn < 5; turn += 1) await nextFrame();
      const before = { rows, commits: commits.count, scriptMs: await readScriptMs() };
      let most = 0;
      for (let sent = 0; sent < deltas; sent += perFrame) {
        const seen = commits.count;
        for (let one = 0; one < perFrame; one += 1) deliver([answer.text(`word${sent + one} `)]);
        await nextFrame();
        most = Math.max(most, commits.count - seen);
      }
      await nextFrame();
      const made = commits.count - before.commits;
      const scriptMs = (await readScriptMs()) - before.scriptMs;
      const renderedRows = rows - before.rows;
      deliver(answer.end(''));
      for (let turn = 0; turn < 5; turn += 1) await nextFrame();

      const idle = { commits: commits.count, scriptMs: await readScriptMs() };
      await new Promise((resolve) => setTimeout(resolve, idleMs));
      const idleCommits = ((commits.count - idle.commits) * 1000) / idleMs;
      const idleScript = (((await readScriptMs()) - idle.scriptMs) * 1000) / idleMs;
      unmount();
      element.remove();
      return [
        { name: 'rendering.commits-per-frame', value: most },
        { name: 'rendering.rows-per-commit', value: renderedRows / Math.max(1, made) },
        { name: 'rendering.script-per-delta', value: (scriptMs / deltas) * 1000 },
        { name: 'rendering.idle-commits', value: idleCommits },
        { name: 'rendering.idle-script', value: idleScript },
      ];
    }),
};
