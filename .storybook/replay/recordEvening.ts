import { defineTool } from '../../packages/core/src/index.ts';
import { createRecorder } from '../../packages/core/src/recording/index.ts';
import { conversation, createScriptedSession } from '../../packages/core/src/testing/index.ts';

const getWeather = defineTool<{ readonly place: string }>({
  name: 'get_weather',
  parameters: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] },
  execute: ({ place }) => ({ place, sky: 'sunny', celsius: 21 }),
});

/** Records a scripted conversation with a tool, an interruption and a connection that breaks. It takes no time: its clock is virtual. */
export async function recordEvening(): Promise<Blob> {
  const world = createScriptedSession({ tools: [getWeather], reconnect: () => 400 });
  const recorder = createRecorder(world.session);
  await conversation(world)
    .connect()
    .wait(800)
    .user.says('What is the weather in Paris?')
    .agent.calls('get_weather', { place: 'Paris' })
    .agent.says('It is sunny in Paris, at twenty-one degrees, and it stays so until the weekend', {
      interruptAfterWord: 8,
    })
    .user.says('And in Oslo?')
    .wait(500)
    .drop()
    .wait(1_500)
    .agent.says('In Oslo it rains a little.')
    .user.says('Thank you, good evening')
    .agent.says('Good evening!');
  recorder.stop();
  await world.session.close();
  return recorder.save();
}
