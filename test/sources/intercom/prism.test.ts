import { createIntercomSource } from '../../../src/sources/intercom/index.ts';
import { pullAll, streamOf } from '../../batteries/pull.ts';
import { type PrismMock, specFile, startPrism } from '../../helpers/prism.ts';
import { say } from '../../../src/model/messages/message.ts';

const description = specFile('intercom', 'api.intercom.io.2.14.yaml');
if (description === null) console.log('skipped: ../shared/specs/intercom is missing');

(description === null ? describe.skip : describe)("Intercom's own description, mocked by Prism", () => {
  let prism: PrismMock;
  beforeAll(async () => {
    prism = await startPrism(description ?? '');
  });
  afterAll(() => prism.stop());

  test('requests fit it, and its examples are companies and conversations', async () => {
    const source = createIntercomSource(
      { baseUrl: prism.baseUrl, accessToken: 'token', sentiment: () => null },
      { sleep: async () => undefined },
    );
    const companies = await pullAll(streamOf(source, 'companies'));
    expect(companies.flatMap((page) => page.accounts ?? [])).toContainEqual(
      expect.objectContaining({ name: 'IntercomQATest1' }),
    );
    const conversations = await pullAll(streamOf(source, 'conversations'));
    expect(conversations.reduce((sum, page) => sum + page.read, 0)).toBe(1);
    // The contact of the example is not the one that the example of the contact search has.
    expect(conversations.flatMap((page) => page.quarantined ?? [])).toEqual([
      expect.objectContaining({ reason: say('intercom.account') }),
    ]);
  });
});
