import { createAmplitudeSource } from '../../../src/sources/amplitude/index.ts';
import { sourceBattery } from '../../batteries/source-battery.ts';
import { addLine, CREDENTIALS, exportLine, startFakeAmplitude } from './fake-amplitude.ts';

sourceBattery('amplitude', {
  stream: 'events',
  badRecord: 'bad-1',
  credentials: 'AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY',
  async start(faults, sleep) {
    const fake = await startFakeAmplitude(faults);
    for (const day of ['01', '04', '05', '11', '12']) {
      addLine(fake, exportLine(`first-${day}`, `2026-11-${day}T09:10:00Z`));
      addLine(fake, exportLine(`second-${day}`, `2026-11-${day}T10:10:00Z`, { user_id: 'user-2' }));
    }
    addLine(fake, exportLine('bad-1', '2026-11-04T09:10:00Z', { event_type: { name: 'Report Viewed' } }));
    const access = { baseUrl: fake.baseUrl, ...CREDENTIALS };
    return {
      source: createAmplitudeSource(access, { sleep }),
      unauthorized: createAmplitudeSource({ ...access, secretKey: 'wrong' }, { sleep }),
      close: fake.close,
    };
  },
});
