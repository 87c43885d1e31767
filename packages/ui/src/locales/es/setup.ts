import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf, isolate } from '../formatsOf.ts';

const { numbers } = formatsOf('es');

/** The parts that choose and test devices and settings. */
export const setup = {
  deviceMenu: 'Micrófono y altavoz',
  devicesUnknown: 'El navegador mostrará los dispositivos cuando permitas el micrófono.',
  speakerOfSystem: 'Este navegador usa el altavoz del sistema.',
  volume: 'Volumen del agente',
  muteAgent: 'Silenciar al agente',
  volumeValue: (fraction) => numbers.percent(fraction),
  allowMicrophone: 'Permitir el micrófono',
  permissionTitles: {
    ask: 'El agente necesita tu micrófono',
    asking: 'Tu navegador te pregunta',
    dismissed: 'Tu navegador no recibió respuesta',
    denied: 'El micrófono está bloqueado',
    blocked: 'Tu sistema bloquea el micrófono',
    missing: 'No se ha encontrado ningún micrófono',
    busy: 'Otra aplicación está usando el micrófono',
    insecure: 'Los micrófonos no funcionan en esta página',
  },
  permissionTexts: {
    ask: 'Para que puedas hablar con él. Tu navegador te preguntará a continuación.',
    dismissed: 'Se cerró la pregunta. Vuelve a preguntar y elige «Permitir».',
    blocked: 'Permite que tu navegador use el micrófono en los ajustes de privacidad del sistema.',
    missing: 'Conecta un micrófono o unos auriculares con micrófono y vuelve a intentarlo.',
    busy: 'Cierra esa aplicación y vuelve a intentarlo.',
    insecure: 'Ábrela con https o en localhost.',
  },
  permissionQuestions: {
    chromium: 'Elige «Permitir» en la ventana bajo la dirección.',
    firefox: 'Elige «Permitir» en la ventana bajo la dirección.',
    safari: 'Elige «Permitir» en la ventana sobre la página.',
    android: 'Toca «Permitir» en la pantalla.',
    ios: 'Toca «Permitir» en la pantalla.',
    other: 'Acepta la pregunta de tu navegador.',
  },
  permissionSettings: {
    chromium: 'Haz clic en el icono a la izquierda de la dirección y activa el micrófono.',
    firefox:
      'Haz clic en el micrófono tachado a la izquierda de la dirección, quita el bloqueo y vuelve a intentarlo.',
    safari: 'Abre «Ajustes para este sitio web» en el menú Safari y permite el micrófono.',
    android: 'Toca el icono a la izquierda de la dirección, después «Permisos», y permite el micrófono.',
    ios: 'Toca el menú de la página junto a la dirección, después «Ajustes del sitio web», y permite el micrófono.',
    other: 'Permite el micrófono para esta página en los ajustes de tu navegador.',
  },
  soundCheck: 'Comprueba el sonido',
  testMicrophone: 'Probar el micrófono',
  hearing: {
    opening: 'Abriendo el micrófono',
    waiting: 'Di algo',
    heard: 'Te oímos',
    silent: 'No oímos nada. ¿Está encendido el micrófono?',
  },
  playTestTone: 'Reproducir un sonido',
  stopTestTone: 'Detener el sonido',
  testFailed: 'No se ha podido reproducir el sonido',
  voices: 'Voz',
  listenTo: (name) => `Escuchar a ${isolate(name)}`,
  previewFailed: 'No se ha podido reproducir esta muestra',
  language: 'Idioma',
  anyLanguage: 'Detectar automáticamente',
  searchLanguages: 'Buscar idiomas',
  noLanguage: 'Ningún idioma encontrado',
  settings: 'Ajustes',
  closeSettings: 'Cerrar los ajustes',
  sound: 'Sonido',
  consentTitle: 'Estás hablando con una IA',
  consentText: 'Un ordenador escucha y responde. Puede equivocarse: comprueba lo que te importe.',
  consentAccept: 'Entendido',
} satisfies LabelsOverride;
