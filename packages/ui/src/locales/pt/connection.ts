import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf, say } from '../formatsOf.ts';

const { numbers, plural, seconds, exactSeconds, timeLeft } = formatsOf('pt');
const GOES_ON = 'A conversa continua assim que ela voltar.';
const A_MOMENT = 'A conversa continua em instantes.';
const BACK = 'Reconectado';
const TO_CONTINUE = 'Comece de novo para continuá-la.';

/** The texts about the connection, and about the agent's memory. */
export const connection = {
  connectionNotices: {
    offline: say('Você está off-line', 'A conversa continua quando sua rede voltar.'),
    paused: say('Em pausa', 'O agente não está ouvindo você.'),
    queued: say(
      'Você está na fila',
      'Todos os agentes estão ocupados. O próximo ouvirá o que você disser agora.',
    ),
    'idle-warning': say(
      'Ainda está aí?',
      'Faz tempo que ninguém fala, então a conversa vai terminar em breve.',
    ),
    'microphone-lost': say(
      'O microfone foi desconectado',
      'O agente não consegue ouvir você. Conecte-o de novo ou use outro.',
    ),
    'microphone-interrupted': say(
      'Outro aplicativo está usando o microfone',
      'O agente volta a ouvir você quando ele terminar.',
    ),
    resumed: say(BACK, 'A conversa continua de onde parou.'),
    reseeded: say(BACK, 'O agente se lembra da conversa.'),
    fresh: say(BACK, 'O agente não se lembra mais da conversa anterior.'),
    'ended-idle': say('A conversa terminou após um longo silêncio', TO_CONTINUE),
    'ended-hidden': say('A conversa terminou em segundo plano', TO_CONTINUE),
  },
  reconnectionCauses: {
    'connection-lost': say('A conexão foi perdida', GOES_ON),
    'connection-silent': say('O serviço parou de responder', 'A conversa continua assim que ele responder.'),
    'network-changed': say('Sua rede mudou', A_MOMENT),
    'session-expiring': say('A conexão está sendo renovada', A_MOMENT),
    'session-expired': say('A conexão atingiu o limite de tempo', A_MOMENT),
    'config-changed': say('As novas configurações estão sendo aplicadas', A_MOMENT),
    resumed: say('A conversa está sendo retomada', A_MOMENT),
  },
  connectionActions: {
    'try-now': 'Tentar agora',
    'try-again': 'Tentar novamente',
    reconnect: 'Reconectar',
    'start-again': 'Começar de novo',
    resume: 'Retomar',
    'keep-talking': 'Continuar falando',
    'open-microphone': 'Usar outro microfone',
    'turn-sound-on': 'Ativar o som',
    reload: 'Recarregar a página',
  },
  nextAttempt: (value) => `Próxima tentativa em ${seconds(value)}`,
  attempting: (attempt) => (attempt > 1 ? `Conectando, tentativa ${numbers.count(attempt)}…` : 'Conectando…'),
  endsIn: (value) => `Termina em ${seconds(value)}`,
  timeLeft: (ms) => `Tempo restante: ${timeLeft(ms)}`,
  timeLeftTitle: 'Por quanto tempo o serviço mantém esta conexão aberta',
  continuity: {
    resumed: 'Reconectado. A conversa continua.',
    reseeded: 'Reconectado. O agente se lembra da conversa.',
    fresh: 'Reconectado. O agente não se lembra mais da conversa anterior.',
  },
  connectionRenewed: 'Conexão renovada',
  lost: 'O que se perdeu',
  lostEntries: {
    'over-limit': (count) =>
      plural(count, {
        one: 'O agente não conhece mais # mensagem anterior.',
        other: 'O agente não conhece mais # mensagens anteriores.',
      }),
    unsupported: (count) =>
      plural(count, {
        one: 'Não é possível informar # mensagem anterior ao serviço.',
        other: 'Não é possível informar # mensagens anteriores ao serviço.',
      }),
    summarized: (count) =>
      plural(count, {
        one: 'O agente conhece # mensagem anterior como resumo.',
        other: 'O agente conhece # mensagens anteriores como resumo.',
      }),
  },
  lostMemory: {
    images: (count) =>
      plural(count, { one: 'O agente não vê mais # imagem.', other: 'O agente não vê mais # imagens.' }),
    userAudio: (value) => `O agente não ouviu ${exactSeconds(value)} do que você disse.`,
    answer: 'Uma resposta foi cortada.',
    toolCall: 'O resultado de uma ferramenta não chegou ao agente.',
    summary: 'Não foi possível resumir a conversa.',
  },
} satisfies LabelsOverride;
