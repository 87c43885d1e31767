import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf } from '../formatsOf.ts';

const { consoleFigures, elapsed } = formatsOf('pt');

/** The labels of `Console`, `MessageActions`, `AttachmentTray` and the signs of a stage. */
export const stage = {
  elapsed,
  elapsedTitle: 'Duração',
  quality: { good: 'Boa conexão', fair: 'Conexão razoável', poor: 'Conexão ruim' },
  interruption: {
    ducked: 'Mais baixo enquanto você fala',
    paused: 'Em pausa enquanto você fala',
    yielded: 'Você interrompeu',
    resumed: 'Continuando',
  },
  messageActions: { name: 'Sobre esta mensagem', copy: 'Copiar', good: 'Boa resposta', bad: 'Resposta ruim' },
  suggestions: 'Sugestões',
  attachments: {
    name: 'Imagens desta mensagem',
    add: 'Adicionar imagens',
    drop: 'Solte as imagens aqui',
    unnamed: (position) => `Imagem ${position}`,
    preparing: (name) => `Preparando ${name}`,
    ready: (name) => `${name} adicionada`,
    remove: (name) => `Remover ${name}`,
    removed: (name) => `${name} removida`,
    photo: 'Tirar uma foto',
    sending: (name) => `Enviando ${name}`,
    notSent: { title: 'Esta imagem não foi enviada', advice: 'Remova-a e adicione-a novamente.' },
    tooMany: { title: 'Imagens demais', advice: 'Envie esta com a próxima mensagem.' },
  },
  sessionSummary: {
    title: 'Sua conversa',
    said: 'Suas falas',
    answers: 'Respostas',
    interruptions: 'Interrupções',
    tools: 'Ferramentas usadas',
    cost: 'Custo',
    count: consoleFigures.count,
  },
  console: {
    ...consoleFigures,
    name: 'Console do desenvolvedor',
    tabs: { transcript: 'Conversa', events: 'Eventos', metrics: 'Medições', settings: 'Configurações' },
    clear: 'Limpar',
    noEvents: 'Nada aconteceu ainda.',
    sources: { command: 'para o serviço', session: 'sessão', vendor: 'do serviço' },
    metrics: {
      last: 'Última resposta',
      p50: 'Resposta mediana',
      p95: 'Percentil 95',
      buffer: 'Buffer de variação',
      gaps: 'Falhas no som',
      roundTrip: 'Ida e volta',
      jitter: 'Variação',
      loss: 'Pacotes perdidos',
      connection: 'Conexão',
      model: 'Modelo',
      voice: 'Voz',
    },
    pushToTalk: 'Pressione para falar',
    volume: 'Volume do som',
  },
} satisfies LabelsOverride;
