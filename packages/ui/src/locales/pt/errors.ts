import type { LabelsOverride } from '../../labels/Labels.ts';
import { say } from '../formatsOf.ts';

const AGAIN = 'Tente novamente.';
const SOON = 'Aguarde um momento e tente novamente.';
const NETWORK = 'Verifique sua rede e tente novamente.';
const CONTACT = 'Entre em contato com os responsáveis por este aplicativo.';
const OTHERWISE = 'Pergunte de outra forma.';

export const errors: LabelsOverride['errors'] = {
  'microphone-denied': say(
    'O microfone está bloqueado',
    'Permita o acesso nas configurações do site, ao lado da barra de endereço, e tente novamente. Você também pode digitar.',
  ),
  'microphone-missing': say('Nenhum microfone encontrado', 'Conecte um ou digite.'),
  'microphone-busy': say('Outro aplicativo está usando o microfone', 'Feche-o e tente novamente.'),
  'microphone-lost': say('O microfone foi desconectado', 'Conecte-o de novo e tente novamente.'),
  'speaker-missing': say('O alto-falante escolhido não está conectado', 'Conecte-o ou escolha outro.'),
  'camera-denied': say(
    'A câmera está bloqueada',
    'Permita o acesso nas configurações do site, ao lado da barra de endereço, e tente novamente.',
  ),
  'camera-missing': say('Nenhuma câmera encontrada', 'Conecte uma e tente novamente.'),
  'camera-busy': say('Outro aplicativo está usando a câmera', 'Feche-o e tente novamente.'),
  'camera-lost': say('A câmera foi desconectada', 'Conecte-a de novo e tente novamente.'),
  'screen-denied': say('A tela não está sendo compartilhada', 'Escolha uma tela ou uma janela.'),
  'image-unreadable': say('Não foi possível ler esta imagem', 'Escolha outra imagem.'),
  'image-unsupported': say(
    'O agente não consegue ver este arquivo',
    'Escolha uma foto ou uma captura de tela em JPEG ou PNG.',
  ),
  'image-too-large': say('Esta imagem é grande demais', 'Escolha uma menor.'),
  'insecure-context': say('Microfones não funcionam nesta página', 'Abra-a com https ou em localhost.'),
  'worklet-failed': say(
    'Não foi possível iniciar o áudio',
    'Recarregue a página. Se não resolver, tente outro navegador.',
  ),
  'module-failed': say(
    'Não foi possível carregar uma parte deste aplicativo',
    'Verifique sua rede e recarregue a página.',
  ),
  'invalid-config': say('O serviço rejeitou as configurações deste aplicativo', CONTACT),
  'unsupported-capability': say('Este serviço não consegue fazer isso', 'Continue sem essa função.'),
  'invalid-state': say('Isso não é possível agora', SOON),
  'credential-fetch-failed': say(
    'Este aplicativo não obteve permissão para se conectar',
    'Verifique se o servidor dele está funcionando e tente novamente.',
  ),
  'credential-rejected': say('O serviço não aceitou a chave deste aplicativo', CONTACT),
  'credential-expired': say('A permissão para se conectar expirou', AGAIN),
  'playback-blocked': say('Seu navegador está bloqueando o som', 'Clique para ativá-lo.'),
  'connect-timeout': say('O serviço não respondeu a tempo', NETWORK),
  'connect-refused': say('Não foi possível acessar o serviço', NETWORK),
  'connection-lost': say('A conexão foi perdida', NETWORK),
  'connection-silent': say('O serviço parou de dar sinal', NETWORK),
  'send-backlog': say(
    'Sua rede está lenta demais para uma conversa ao vivo',
    'Chegue mais perto do roteador ou digite.',
  ),
  'malformed-frame': say('O serviço enviou algo que este aplicativo não conseguiu ler', AGAIN),
  'unsupported-protocol': say(
    'O serviço usa uma versão do protocolo que este aplicativo não aceita',
    CONTACT,
  ),
  'rate-limited': say('Solicitações demais', SOON),
  'quota-exhausted': say('A cota deste serviço acabou', CONTACT),
  'session-expired': say('A conversa atingiu a duração máxima', 'Comece outra para continuar.'),
  'content-refused': say('O serviço se recusou a responder a isso', OTHERWISE),
  'response-timeout': say('O serviço não respondeu', 'Pergunte novamente.'),
  'vendor-failed': say('O serviço teve um problema', AGAIN),
  'tool-unknown': say('O agente pediu uma ferramenta que não existe', OTHERWISE),
  'tool-failed': say('Uma ferramenta falhou', 'Peça ao agente para tentar de novo.'),
  'tool-timeout': say('Uma ferramenta demorou demais', 'Peça ao agente para tentar de novo.'),
  'tool-declined': say('Uma ferramenta foi recusada', 'Ela não foi executada.'),
  'approval-timeout': say('Uma ferramenta esperou demais pela sua resposta', 'Peça de novo ao agente.'),
  'tool-rejected': say('O agente usou uma ferramenta de forma incorreta', OTHERWISE),
  'budget-exceeded': say(
    'O orçamento desta conversa acabou',
    'A conversa foi encerrada para não gerar mais custos.',
  ),
  'storage-failed': say(
    'Não foi possível salvar a conversa',
    'Você pode continuar falando. Ela pode se perder quando você sair da página.',
  ),
  'internal-error': say('Algo deu errado neste aplicativo', CONTACT),
  aborted: say('Interrompido', AGAIN),
};
