/** What customers write to a help desk: by mood, in English and Spanish. `{}` stands for the topic's own words. */
export type Mood = 'angry' | 'plain' | 'pleased';

interface Wording {
  readonly subject: string;
  readonly text: string;
}

export const TOPICS = {
  integration: { en: 'the CRM integration', es: 'la integración con el CRM' },
  billing: { en: 'our last invoice', es: 'nuestra última factura' },
  performance: { en: 'the speed of the reports', es: 'la velocidad de los informes' },
  access: { en: 'access for new colleagues', es: 'el acceso de los nuevos compañeros' },
  export: { en: 'the export to Excel', es: 'la exportación a Excel' },
} as const;
export type Topic = keyof typeof TOPICS;

const WORDINGS: Readonly<Record<Mood, Readonly<Record<'en' | 'es', readonly Wording[]>>>> = {
  angry: {
    en: [
      {
        subject: 'Still broken',
        text: 'This is the third time that {} is broken. It is a terrible waste of time and we are very disappointed.',
      },
      {
        subject: 'Not acceptable',
        text: 'Hello, {} failed again today and nobody answered us. This is awful and unacceptable for our team.',
      },
    ],
    es: [
      {
        subject: 'Sigue sin funcionar',
        text: 'Es la tercera vez que falla {}. Es un problema muy grave y estamos muy decepcionados con el servicio.',
      },
      {
        subject: 'Inaceptable',
        text: 'Hola, hoy ha vuelto a fallar {} y nadie nos responde. Es un desastre para nuestro equipo.',
      },
    ],
  },
  plain: {
    en: [
      {
        subject: 'Question',
        text: 'Hello, where do we find the settings of {}? It is for the next meeting of the team.',
      },
      { subject: 'How to', text: 'Hi, can you tell us how {} is set up for a second department?' },
    ],
    es: [
      {
        subject: 'Pregunta',
        text: 'Hola, ¿dónde está la configuración de {}? Es para la próxima reunión del equipo.',
      },
      { subject: 'Consulta', text: 'Buenas, ¿cómo se configura {} para un segundo departamento?' },
    ],
  },
  pleased: {
    en: [
      {
        subject: 'Small wish',
        text: 'We love how {} works now, great work! Would a filter by month be possible too?',
      },
      {
        subject: 'Thank you',
        text: 'The help with {} was excellent and fast, thank you. One more question about the next release.',
      },
    ],
    es: [
      {
        subject: 'Una idea',
        text: 'Nos encanta cómo funciona {} ahora, ¡excelente trabajo! ¿Sería posible un filtro por mes?',
      },
      {
        subject: 'Gracias',
        text: 'La ayuda con {} fue excelente y rápida, gracias. Una pregunta más sobre la próxima versión.',
      },
    ],
  },
};

export function wordingOf(mood: Mood, locale: 'en' | 'es', topic: Topic, place: number): Wording {
  const wordings = WORDINGS[mood][locale];
  const { subject, text } = wordings[place % wordings.length] ?? { subject: '', text: '' };
  return { subject, text: text.replace('{}', TOPICS[topic][locale]) };
}
