import type { Meta, StoryObj } from '@storybook/react-vite';
import { defineTool } from '@repartee/core';
import type { RealtimeSession } from '@repartee/core';
import { conversation, createScriptedSession } from '@repartee/core/testing';
import type { ScriptedSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { AudioUnlockPrompt, ConnectButton, ErrorNotice, LatencyBadge, MicToggle } from './index.ts';
import { SessionStatus, TextComposer, Transcript, Waveform } from './index.ts';
import '../test/conversation.css';

const meta: Meta = { title: 'Conversation', tags: ['!autodocs'] };
export default meta;

const getWeather = defineTool<{ readonly place: string }>({
  name: 'get_weather',
  parameters: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] },
  execute: ({ place }) => ({ place, sky: 'sunny', celsius: 21 }),
});

/** All parts together, as in an app. */
function Page({ session }: { readonly session: RealtimeSession }) {
  return (
    <SessionProvider session={session}>
      <div className="conversation">
        <header className="conversation-bar">
          <SessionStatus />
          <LatencyBadge />
        </header>
        <ErrorNotice />
        <AudioUnlockPrompt />
        <Transcript.Root className="conversation-rows" />
        <Waveform source="agent" />
        <TextComposer />
        <footer className="conversation-bar">
          <ConnectButton />
          <MicToggle />
        </footer>
      </div>
    </SessionProvider>
  );
}

/** The scripted world of the story, which is new each time. */
let world: ScriptedSession;

/** A whole conversation, step by step: the interactions panel can stop at each step. */
export const Evening: StoryObj = {
  beforeEach() {
    world = createScriptedSession({ tools: [getWeather] });
  },
  render: () => <Page session={world.session} />,
  async play({ canvasElement, step }) {
    const view = within(canvasElement);
    const script = conversation(world);
    const rows = () => view.getAllByRole('listitem').map((row) => row.innerText.replaceAll(/\s+/g, ' '));

    await step('The user begins the conversation', async () => {
      await userEvent.click(view.getByRole('button', { name: 'Start talking' }));
      await script.connect().expectStatus('live');
      await waitFor(() => expect(view.getByText('Listening')).toBeVisible());
    });

    await step('The user speaks, and has a place before there are words', async () => {
      await script.user.beginsToSpeak();
      await expect(view.getByText('You are speaking')).toBeVisible();
      await expect(view.getByText('Listening to you…')).toBeInTheDocument();
    });

    await step('The agent looks the answer up and gives it aloud', async () => {
      await script.user
        .says('What is the weather in Paris?')
        .agent.calls('get_weather', { place: 'Paris' })
        .agent.says('It is sunny in Paris, at twenty-one degrees.');
      await expect(rows()).toEqual([
        'You What is the weather in Paris?',
        'get_weather Paris Done',
        'Agent It is sunny in Paris, at twenty-one degrees.',
      ]);
    });

    await step('The user cuts a long story short', async () => {
      await script.user
        .says('Tell me a long story.')
        .agent.says('Once upon a time there was a lighthouse keeper who had never seen the sea by day.', {
          interruptAfterWord: 9,
        })
        .user.says('Thank you, that is enough.');
      await expect(rows().at(-2)).toMatch(/^Agent Once upon a time .* Interrupted after 1\.\d s$/);
      await expect(canvasElement.querySelector('.repartee-row-unheard')).toBeVisible();
      await expect(rows().at(-1)).toBe('You Thank you, that is enough.');
    });

    await step('The user writes, and is answered', async () => {
      await script.wait(380).agent.says('With pleasure.');
      await userEvent.type(view.getByRole('textbox'), 'Good night!{Enter}');
      await script.agent.says('Good night, and sleep well.');
      await expect(rows().slice(-2)).toEqual(['You Good night!', 'Agent Good night, and sleep well.']);
    });
  },
};
