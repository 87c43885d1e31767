import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf } from '../formatsOf.ts';

const { consoleFigures, elapsed } = formatsOf('fr');

/** The labels of `Console`, `MessageActions`, `AttachmentTray` and the signs of a stage. */
export const stage = {
  elapsed,
  elapsedTitle: 'Durée',
  quality: { good: 'Bonne connexion', fair: 'Connexion moyenne', poor: 'Mauvaise connexion' },
  interruption: {
    ducked: 'Plus bas pendant que vous parlez',
    paused: 'En pause pendant que vous parlez',
    yielded: 'Vous avez interrompu',
    resumed: 'La réponse continue',
  },
  messageActions: {
    name: 'À propos de ce message',
    copy: 'Copier',
    good: 'Bonne réponse',
    bad: 'Mauvaise réponse',
  },
  suggestions: 'Propositions',
  attachments: {
    name: 'Images de ce message',
    add: 'Ajouter des images',
    drop: 'Déposez les images ici',
    unnamed: (position) => `Image nº ${position}`,
    preparing: (name) => `Préparation de ${name}`,
    ready: (name) => `${name} est ajoutée`,
    remove: (name) => `Retirer ${name}`,
    removed: (name) => `${name} est retirée`,
    photo: 'Prendre une photo',
    sending: (name) => `Envoi de ${name}`,
    notSent: { title: 'Cette image n’a pas été envoyée', advice: 'Retirez-la, puis ajoutez-la de nouveau.' },
    tooMany: { title: 'Trop d’images', advice: 'Envoyez celle-ci avec le prochain message.' },
  },
  sessionSummary: {
    title: 'Votre conversation',
    said: 'Vos interventions',
    answers: 'Réponses',
    interruptions: 'Interruptions',
    tools: 'Outils utilisés',
    cost: 'Coût',
    count: consoleFigures.count,
  },
  console: {
    ...consoleFigures,
    name: 'Console de développement',
    tabs: { transcript: 'Échange', events: 'Événements', metrics: 'Mesures', settings: 'Réglages' },
    clear: 'Effacer',
    noEvents: 'Rien ne s’est encore passé.',
    sources: { command: 'vers le service', session: 'séance', vendor: 'du service' },
    metrics: {
      last: 'Dernière réponse',
      p50: 'Réponse médiane',
      p95: '95e centile',
      buffer: 'Tampon de gigue',
      gaps: 'Coupures du son',
      roundTrip: 'Aller-retour',
      jitter: 'Gigue',
      loss: 'Paquets perdus',
      connection: 'Connexion',
      model: 'Modèle',
      voice: 'Voix',
    },
    pushToTalk: 'Appuyer pour parler',
    volume: 'Volume du son',
  },
} satisfies LabelsOverride;
