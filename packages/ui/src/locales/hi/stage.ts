import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf } from '../formatsOf.ts';

const { consoleFigures, elapsed } = formatsOf('hi');

/** The labels of `Console`, `MessageActions`, `AttachmentTray` and the signs of a stage. */
export const stage = {
  elapsed,
  elapsedTitle: 'अवधि',
  quality: { good: 'कनेक्शन अच्छा है', fair: 'कनेक्शन ठीक-ठाक है', poor: 'कनेक्शन कमज़ोर है' },
  interruption: {
    ducked: 'आपके बोलते समय आवाज़ धीमी है',
    paused: 'आपके बोलते समय रुका है',
    yielded: 'आपने टोका',
    resumed: 'जवाब जारी है',
  },
  messageActions: { name: 'इस संदेश के बारे में', copy: 'कॉपी करें', good: 'अच्छा उत्तर', bad: 'खराब उत्तर' },
  suggestions: 'सुझाव',
  attachments: {
    name: 'इस संदेश के चित्र',
    add: 'चित्र जोड़ें',
    drop: 'चित्र यहाँ छोड़ें',
    unnamed: (position) => `चित्र ${position}`,
    preparing: (name) => `${name} तैयार हो रहा है`,
    ready: (name) => `${name} जोड़ा गया`,
    remove: (name) => `${name} हटाएँ`,
    removed: (name) => `${name} हटाया गया`,
    photo: 'फ़ोटो लें',
    sending: (name) => `${name} भेजा जा रहा है`,
    notSent: { title: 'यह चित्र नहीं भेजा गया', advice: 'इसे हटाएँ और फिर से जोड़ें।' },
    tooMany: { title: 'बहुत ज़्यादा चित्र', advice: 'इसे अगले संदेश के साथ भेजें।' },
  },
  sessionSummary: {
    title: 'आपकी बातचीत',
    said: 'आपके संदेश',
    answers: 'उत्तर',
    interruptions: 'टोकना',
    tools: 'इस्तेमाल किए गए टूल',
    cost: 'लागत',
    count: consoleFigures.count,
  },
  console: {
    ...consoleFigures,
    name: 'कंसोल',
    tabs: { transcript: 'बातचीत', events: 'घटनाएँ', metrics: 'माप', settings: 'सेटिंग' },
    clear: 'साफ़ करें',
    noEvents: 'अभी तक कुछ नहीं हुआ।',
    sources: { command: 'सेवा को', session: 'सत्र', vendor: 'सेवा से' },
    metrics: {
      last: 'पिछला जवाब',
      p50: 'माध्यिका जवाब',
      p95: '95वाँ शतमक',
      buffer: 'जिटर बफ़र',
      gaps: 'आवाज़ में रुकावटें',
      roundTrip: 'आने-जाने का समय',
      jitter: 'जिटर',
      loss: 'खोए पैकेट',
      connection: 'कनेक्शन',
      model: 'मॉडल',
      voice: 'आवाज़',
    },
    pushToTalk: 'दबाकर बोलें',
    volume: 'आवाज़ का स्तर',
  },
} satisfies LabelsOverride;
