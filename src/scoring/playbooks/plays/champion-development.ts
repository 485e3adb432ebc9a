import { MONTHLY } from '../cadence.ts';
import type { Play } from '../playbook.ts';

export const championDevelopment: Play = {
  id: 'champion-development',
  trigger: { en: 'Nobody there speaks for the product.', es: 'Nadie allí defiende el producto.' },
  cadence: MONTHLY,
  tasks: [
    {
      id: 'champion-development',
      subject: { en: 'Develop a champion', es: 'Desarrollar un campeón' },
      body: {
        en: 'Pick the user who gains most, give early access and material to show results inside.',
        es: 'Elegir al usuario que más gana, darle acceso anticipado y material para mostrar resultados.',
      },
      owner: 'company-owner',
      due: 'response',
    },
  ],
};
