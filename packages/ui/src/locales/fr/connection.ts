import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf, say } from '../formatsOf.ts';

const { numbers, plural, seconds, exactSeconds, timeLeft } = formatsOf('fr');
const GOES_ON = 'La conversation reprendra dès son rétablissement.';
const A_MOMENT = 'La conversation reprend dans un instant.';
const BACK = 'Reconnecté';
const TO_CONTINUE = 'Recommencez pour la poursuivre.';

/** The texts about the connection, and about the agent's memory. */
export const connection = {
  connectionNotices: {
    offline: say('Vous êtes hors ligne', 'La conversation reprendra quand le réseau sera revenu.'),
    paused: say('En pause', 'L’agent ne vous entend pas.'),
    queued: say(
      'Vous êtes dans la file d’attente',
      'Tous les agents sont occupés. Le prochain entendra ce que vous dites maintenant.',
    ),
    'idle-warning': say('Toujours là ?', 'Le silence dure, la conversation va bientôt se terminer.'),
    'microphone-lost': say(
      'Le micro a été déconnecté',
      'L’agent ne peut pas vous entendre. Rebranchez-le, ou utilisez-en un autre.',
    ),
    'microphone-interrupted': say(
      'Une autre application utilise le micro',
      'L’agent vous entendra de nouveau quand elle aura fini.',
    ),
    resumed: say(BACK, 'La conversation reprend là où elle en était.'),
    reseeded: say(BACK, 'L’agent se souvient de la conversation.'),
    fresh: say(BACK, 'L’agent a oublié la conversation précédente.'),
    'ended-idle': say('La conversation s’est terminée après un long silence', TO_CONTINUE),
    'ended-hidden': say('La conversation s’est terminée en arrière-plan', TO_CONTINUE),
  },
  reconnectionCauses: {
    'connection-lost': say('La connexion a été interrompue', GOES_ON),
    'connection-silent': say('Le service ne répond plus', 'La conversation reprendra dès qu’il répondra.'),
    'network-changed': say('Votre réseau a changé', A_MOMENT),
    'session-expiring': say('La connexion est en cours de renouvellement', A_MOMENT),
    'session-expired': say('La connexion a atteint sa durée limite', A_MOMENT),
    'config-changed': say('Les nouveaux réglages sont appliqués', A_MOMENT),
    resumed: say('Reprise de la conversation', A_MOMENT),
  },
  connectionActions: {
    'try-now': 'Essayer maintenant',
    'try-again': 'Réessayer',
    reconnect: 'Se reconnecter',
    'start-again': 'Recommencer',
    resume: 'Reprendre',
    'keep-talking': 'Continuer à parler',
    'open-microphone': 'Utiliser un autre micro',
    'turn-sound-on': 'Activer le son',
    reload: 'Recharger la page',
  },
  nextAttempt: (value) => `Prochain essai dans ${seconds(value)}`,
  attempting: (attempt) => (attempt > 1 ? `Connexion, essai ${numbers.count(attempt)}…` : 'Connexion…'),
  endsIn: (value) => `Fin dans ${seconds(value)}`,
  timeLeft: (ms) => `Il reste ${timeLeft(ms)}`,
  timeLeftTitle: 'Durée pendant laquelle le service garde cette connexion ouverte',
  continuity: {
    resumed: 'Reconnecté. La conversation continue.',
    reseeded: 'Reconnecté. L’agent se souvient de la conversation.',
    fresh: 'Reconnecté. L’agent a oublié la conversation précédente.',
  },
  connectionRenewed: 'Connexion renouvelée',
  lost: 'Ce qui a été perdu',
  lostEntries: {
    'over-limit': (count) =>
      plural(count, {
        one: 'L’agent ne connaît plus # message précédent.',
        other: 'L’agent ne connaît plus # messages précédents.',
      }),
    unsupported: (count) =>
      plural(count, {
        one: '# message précédent ne peut pas être transmis au service.',
        other: '# messages précédents ne peuvent pas être transmis au service.',
      }),
    summarized: (count) =>
      plural(count, {
        one: 'L’agent connaît # message précédent sous forme de résumé.',
        other: 'L’agent connaît # messages précédents sous forme de résumé.',
      }),
  },
  lostMemory: {
    images: (count) =>
      plural(count, { one: 'L’agent ne voit plus # image.', other: 'L’agent ne voit plus # images.' }),
    userAudio: (value) => `L’agent n’a pas entendu ${exactSeconds(value)} de ce que vous avez dit.`,
    answer: 'Une réponse a été coupée.',
    toolCall: 'Le résultat d’un outil n’est pas parvenu à l’agent.',
    summary: 'La conversation n’a pas pu être résumée.',
  },
} satisfies LabelsOverride;
